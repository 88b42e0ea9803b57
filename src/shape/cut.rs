//! Cuts a paragraph into runs: at spaces, break opportunities and changes of style, level, script and face.
//!
//! Characters in, shaped runs out. Letters on both sides of a cut keep their joined shapes.

use std::ops::Range;
use std::sync::Arc;

use super::cache::{Context, LanguageTag, Setting};
use super::characters::Character;
use super::families::Wing;
use super::{BreakAfter, Run, RunKind, Shaper, StyledText};
use crate::base::Direction;
use crate::script::breaks;
use crate::script::itemize::{joins_what_follows, joins_what_precedes};

/// Byte offsets where a line may end. A note's mark stays with the word before it.
pub(super) fn break_opportunities(text: &StyledText) -> Vec<usize> {
    let mut places = breaks::opportunities(&text.text);
    let marks = || text.styles.iter().filter(|(_, style)| style.note_mark.is_some()).map(|(range, _)| range.start);
    if marks().next().is_some() {
        places.retain(|place| !marks().any(|mark| mark == *place));
    }
    places
}

/// The runs of a paragraph, in order, together the whole of it.
pub(super) fn runs(text: &StyledText, characters: &[Character], breaks: &[usize], shaper: &Shaper<'_>) -> Vec<Run> {
    let mut runs = Vec::with_capacity(characters.len() / 3 + 1);
    let mut breaks = breaks.iter().copied().peekable();
    let mut first = 0;
    for next in 1..=characters.len() {
        let end = characters.get(next).map_or(text.text.len(), |character| character.at);
        while breaks.peek().is_some_and(|place| *place < end) {
            breaks.next();
        }
        let may_break = breaks.peek() == Some(&end);
        if next == characters.len() || may_break || is_cut(&characters[next - 1], &characters[next]) {
            let after = break_after(&characters[first], may_break);
            runs.push(run(text, &characters[first], end, after, shaper));
            first = next;
        }
    }
    runs
}

fn is_cut(one: &Character, next: &Character) -> bool {
    one.kind != next.kind
        || one.kind == RunKind::LineBreak
        || one.style != next.style
        || one.level != next.level
        || one.script != next.script
        || one.choice != next.choice
}

fn break_after(first: &Character, may_break: bool) -> BreakAfter {
    match first.kind {
        RunKind::LineBreak => BreakAfter::Forced,
        _ if may_break => BreakAfter::Allowed,
        _ => BreakAfter::Never,
    }
}

fn run(text: &StyledText, first: &Character, end: usize, break_after: BreakAfter, shaper: &Shaper<'_>) -> Run {
    let range = first.at..end;
    let style = &text.styles[first.style].1;
    let setting = Setting {
        face: first.choice.face,
        language: LanguageTag::of(&style.language),
        script: first.script,
        direction: if first.level % 2 == 1 { Direction::Rtl } else { Direction::Ltr },
        context: context(&text.text, range.clone(), first.kind),
    };
    let shaped = shaper.shaped(&text.text[range.clone()], setting).shaped;
    let size = match first.choice.wing {
        Wing::Latin => style.latin_size,
        Wing::Body => style.size,
    };
    let width = shaped.advance.at(size, shaper.faces().get(shaped.face).units_per_em());
    let narrow = |byte: usize| u32::try_from(byte).expect("paragraphs are shorter than 4 GiB");
    Run {
        range: narrow(range.start)..narrow(range.end),
        shaped,
        style: Arc::clone(style),
        size,
        width,
        level: first.level,
        kind: first.kind,
        break_after,
    }
}

/// Whether the letters around a run reach into it.
fn context(text: &str, range: Range<usize>, kind: RunKind) -> Context {
    match kind {
        RunKind::Word => {
            Context { before: joins_what_follows(&text[..range.start]), after: joins_what_precedes(&text[range.end..]) }
        }
        RunKind::Space | RunKind::FixedSpace | RunKind::LineBreak => Context::default(),
    }
}
