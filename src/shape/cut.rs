//! Cuts a stretch of a paragraph into runs: at spaces, break opportunities and changes of style, level, script and face.
//!
//! Letters on both sides of a cut keep their joined shapes.

use std::ops::Range;

use super::cache::Context;
use super::characters::{Character, characters};
use super::paragraph::{Paragraph, Stretch};
use super::{BreakAfter, Run, RunKind};
use crate::script::breaks;
use crate::script::itemize::{joins_what_follows, joins_what_precedes};

/// Adds the runs of a stretch, together the whole of it, and the characters in it that no face has, each once.
pub(super) fn append(paragraph: &Paragraph<'_, '_>, range: Range<usize>, runs: &mut Vec<Run>, missing: &mut Vec<char>) {
    let characters = characters(paragraph, range.clone());
    for lost in characters.iter().filter(|character| character.choice.is_missing) {
        if !missing.contains(&lost.character) {
            missing.push(lost.character);
        }
    }
    // Both lists rise, so one walk over the characters meets every break.
    let breaks = break_opportunities(paragraph, range.clone());
    let mut breaks = breaks.iter().copied().peekable();
    let mut first = 0;
    for next in 1..=characters.len() {
        let end = characters.get(next).map_or(range.end, |character| character.at);
        let may_break = breaks.next_if_eq(&end).is_some();
        if next == characters.len() || may_break || is_cut(&characters[next - 1], &characters[next]) {
            let after = break_after(&characters[first], may_break);
            runs.push(run(paragraph, &characters[first], end, after));
            first = next;
        }
    }
}

/// Bytes of the paragraph where a line may end. A note's mark stays with the word before it.
fn break_opportunities(paragraph: &Paragraph<'_, '_>, range: Range<usize>) -> Vec<usize> {
    let mut places = breaks::opportunities(&paragraph.text.text[range.clone()]);
    for place in &mut places {
        *place += range.start;
    }
    // Both lists rise, and a paragraph may have thousands of stretches: only the styles of this one are looked at.
    let styles = &paragraph.text.styles;
    let first = styles.partition_point(|(style, _)| style.start < range.start);
    let styles = styles[first..].iter().take_while(|(style, _)| style.start <= range.end);
    let mut marks = styles.filter(|(_, style)| style.note_mark.is_some()).map(|(style, _)| style.start).peekable();
    places.retain(|place| {
        while marks.next_if(|mark| mark < place).is_some() {}
        marks.peek() != Some(place)
    });
    places
}

/// Whether two neighbours cannot be in one run.
fn is_cut(one: &Character, next: &Character) -> bool {
    one.kind != next.kind
        || one.kind == RunKind::LineBreak
        || one.style != next.style
        || one.level != next.level
        || one.script != next.script
        || one.choice != next.choice
        || next.has_edge
}

/// UAX #14 never breaks before a space, so of a word and the space after it only the space is a break.
fn break_after(first: &Character, may_break: bool) -> BreakAfter {
    match first.kind {
        RunKind::LineBreak => BreakAfter::Forced,
        _ if may_break => BreakAfter::Allowed,
        _ => BreakAfter::Never,
    }
}

/// The run from a character to a byte; its characters differ in nothing that matters.
fn run(paragraph: &Paragraph<'_, '_>, first: &Character, end: usize, break_after: BreakAfter) -> Run {
    let range = first.at..end;
    let context = apart_from_marks(paragraph, &range, context(&paragraph.text.text, range.clone(), first.kind));
    let Character { style, level, script, choice, kind, .. } = *first;
    let stretch = Stretch { range, style, level, script, choice, context };
    let entry = paragraph.shaped(&stretch);
    paragraph.run(stretch, entry, kind, break_after)
}

/// Whether the letters around a run reach into it (W3C Text Layout Requirements for the Arabic Script, styling
/// individual letters: the join must stay).
fn context(text: &str, range: Range<usize>, kind: RunKind) -> Context {
    match kind {
        RunKind::Word => {
            Context { before: joins_what_follows(&text[..range.start]), after: joins_what_precedes(&text[range.end..]) }
        }
        RunKind::Space | RunKind::FixedSpace | RunKind::LineBreak => Context::default(),
    }
}

/// The mark of a note may be a letter: it joins neither the word before it nor the one after it.
fn apart_from_marks(paragraph: &Paragraph<'_, '_>, range: &Range<usize>, context: Context) -> Context {
    if context == Context::default() {
        return context;
    }
    let mark = |byte: usize| paragraph.text.styles[paragraph.style_at(byte)].1.note_mark;
    let own = mark(range.start);
    Context { before: context.before && mark(range.start - 1) == own, after: context.after && mark(range.end) == own }
}
