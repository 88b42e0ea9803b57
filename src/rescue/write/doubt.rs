//! Doubts: what was mended without proof, and what a person should decide, as comments after the paragraph.
//!
//! `<!-- doubt RULE: MESSAGE -->`: `publish check` lists them until they are removed.

use crate::base::Language;
use crate::lint::Proof;
use crate::rescue::found::{Block, BlockKind, Found, Inline, Place};
use crate::rescue::inlines::inner;
use crate::rescue::parts::{Part, each_part};
use crate::rescue::{Change, Edited};

/// A place that a person must look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The rule.
    pub rule: &'static str,
    /// What it says, in the language of the text.
    pub message: String,
    /// Where it stood in the old file.
    pub place: Place,
}

/// Every doubt of a text, in the order of its blocks; those of notes come last.
pub fn doubts(found: &Found) -> Vec<Doubt> {
    let language = found.metadata.language.as_ref();
    let mut doubts = Vec::new();
    let all = found.blocks.iter().chain(found.notes.iter().flat_map(|note| &note.blocks));
    for block in all {
        each_text(block, true, &mut |text, place| of(text, place, language, &mut doubts));
    }
    doubts
}

/// The comments after a block: those of its own words, not of blocks in it that can have comments themselves.
pub(super) fn comments(block: &Block, language: Option<&Language>) -> String {
    let mut doubts = Vec::new();
    each_text(block, false, &mut |text, place| of(text, place, language, &mut doubts));
    doubts.iter().map(|doubt| comment(doubt.rule, &doubt.message)).collect::<Vec<_>>().join("\n")
}

/// A doubt as it stands in the manuscript.
fn comment(rule: &str, message: &str) -> String {
    let words = message.split_whitespace().collect::<Vec<_>>().join(" ").replace("--", "\u{2010}\u{2010}");
    format!("<!-- doubt {rule}: {words} -->")
}

fn of(text: &Edited, place: Place, language: Option<&Language>, into: &mut Vec<Doubt>) {
    for change in text.changes().iter().filter(|change| change.is_doubt()) {
        into.push(Doubt { rule: change.rule, message: message(text, change, language), place });
    }
}

/// What a doubt says: the words before and after, whole words of them.
fn message(text: &Edited, change: &Change, language: Option<&Language>) -> String {
    let was = shortened(words(text.was(), change.was.start, change.was.end));
    let range = words_range(text.now(), change.now.start, change.now.end);
    let now = shortened(&text.now()[range.clone()]);
    let is = |tag: &str| language.is_some_and(|language| language.primary() == tag);
    if change.proof == Proof::Suggested {
        let better = shortened(&format!(
            "{}{}{}",
            &text.now()[range.start..change.now.start],
            change.suggestion,
            &text.now()[change.now.end..range.end]
        ));
        return match () {
            () if is("fa") => format!("شاید «{better}» به جای «{now}»"),
            () if is("ar") => format!("لعلّه «{better}» بدلًا من «{now}»"),
            () => format!("perhaps “{better}” instead of “{now}”"),
        };
    }
    match () {
        () if is("fa") => format!("«{now}» در متن کهنه «{was}» بود"),
        () if is("ar") => format!("«{now}» كان في الأصل «{was}»"),
        () => format!("“{now}” was “{was}”"),
    }
}

/// The whole words that a range touches.
fn words(text: &str, start: usize, end: usize) -> &str {
    &text[words_range(text, start, end)]
}

/// The range of the whole words that a range touches; of very long ones what is near.
fn words_range(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    const FAR: usize = 60;
    let is_word = |c: &char| !c.is_whitespace();
    let before: usize = text[..start].chars().rev().take(FAR).take_while(is_word).map(char::len_utf8).sum();
    let after: usize = text[end..].chars().take(FAR).take_while(is_word).map(char::len_utf8).sum();
    start - before..end + after
}

/// A text that fits into a line.
fn shortened(text: &str) -> String {
    const MOST: usize = 120;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Calls `visit` with the texts of a block; `is_deep` goes into blocks in it too, which have comments of their own.
fn each_text<'a>(block: &'a Block, is_deep: bool, visit: &mut dyn FnMut(&'a Edited, Place)) {
    let place = block.place;
    let mut lines: Vec<&'a [Inline]> = Vec::new();
    match &block.kind {
        BlockKind::RawLine(text) => visit(text, place),
        BlockKind::Heading(_, line) | BlockKind::Paragraph(line) | BlockKind::Figure(_, line) => lines.push(line),
        BlockKind::Table(table) => {
            lines.extend(table.head.iter().chain(table.rows.iter().flatten()).map(Vec::as_slice))
        }
        BlockKind::Verse(stanzas) => {
            for (first, second) in stanzas.iter().flatten() {
                lines.push(first);
                lines.extend(second.as_deref());
            }
        }
        BlockKind::Definitions(list) => {
            for (term, meaning) in list {
                // The words of one before those of the next: what is shown stands in the order of the text.
                line_texts(term, &mut |text| visit(text, place));
                if is_deep {
                    meaning.iter().for_each(|block| each_text(block, true, visit));
                }
            }
        }
        BlockKind::Quote(inner) | BlockKind::Container(_, _, inner) if is_deep => {
            inner.iter().for_each(|block| each_text(block, true, visit));
        }
        BlockKind::List(_, items) if is_deep => {
            items.iter().flatten().for_each(|block| each_text(block, true, visit));
        }
        _ => {}
    }
    for line in lines {
        line_texts(line, &mut |text| visit(text, place));
    }
}

/// Calls `visit` with every text in blocks that has a history.
pub(super) fn each_edited<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Edited)) {
    blocks.iter().for_each(|block| each_text(block, true, &mut |text, _| visit(text)));
}

fn line_texts<'a>(line: &'a [Inline], visit: &mut dyn FnMut(&'a Edited)) {
    inlines(line, &mut |inline| {
        if let Inline::Text(text) = inline {
            visit(text);
        }
    });
}

/// Calls `visit` with every inline in blocks, each before what is inside it.
pub(super) fn each_inline(blocks: &[Block], visit: &mut dyn FnMut(&Inline)) {
    for block in blocks {
        each_part(block, &mut |part| {
            if let Part::Line(line) = part {
                inlines(line, visit);
            }
        });
    }
}

fn inlines<'a>(line: &'a [Inline], visit: &mut dyn FnMut(&'a Inline)) {
    for inline in line {
        visit(inline);
        inlines(inner(inline).unwrap_or_default(), visit);
    }
}
