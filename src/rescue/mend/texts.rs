//! Every text of what was found, in reading order: blocks, then notes.

use crate::lint::{Edit, OBJECT, Setting};
use crate::rescue::edited::Edited;
use crate::rescue::found::{Block, BlockKind, Found, Inline};

/// The texts; code is none.
pub(super) fn all(found: &Found) -> Vec<&Edited> {
    let mut texts = Vec::new();
    for block in &found.blocks {
        of_block(block, &mut texts);
    }
    for block in found.notes.iter().flat_map(|note| &note.blocks) {
        of_block(block, &mut texts);
    }
    texts
}

/// Makes the edits that a rule proposes for each text.
pub(super) fn change(found: &mut Found, rule: &dyn Fn(&str) -> Vec<Edit>) {
    let mut apply = |text: &mut Edited| {
        let edits = rule(text.now());
        text.apply(&edits);
    };
    for block in &mut found.blocks {
        in_block(block, &mut apply);
    }
    for block in found.notes.iter_mut().flat_map(|note| &mut note.blocks) {
        in_block(block, &mut apply);
    }
}

/// Makes the edits that a rule proposes for each paragraph as a whole; what is no text in it is [`OBJECT`].
///
/// Edits that reach over the edge of one of its texts are left out.
pub(super) fn change_paragraphs(found: &mut Found, rule: &dyn Fn(&str, Setting) -> Vec<Edit>) {
    let blocks = found.blocks.iter_mut().chain(found.notes.iter_mut().flat_map(|note| &mut note.blocks));
    for block in blocks {
        paragraphs(block, &mut |inlines, setting| {
            let mut whole = String::new();
            add_text(inlines, &mut whole);
            let edits = rule(&whole, setting);
            let (mut at, mut next) = (0, 0);
            apply_parts(inlines, &mut at, &mut |text, start| {
                let range = start..start + text.now().len();
                while edits.get(next).is_some_and(|edit| edit.range.start < range.start) {
                    next += 1;
                }
                let mut own = Vec::new();
                while let Some(edit) = edits.get(next).filter(|edit| edit.range.end <= range.end) {
                    own.push(Edit { range: edit.range.start - start..edit.range.end - start, ..edit.clone() });
                    next += 1;
                }
                text.apply(&own);
            });
        });
    }
}

/// Every paragraph of a block, and whether it is verse.
fn paragraphs(block: &mut Block, each: &mut dyn FnMut(&mut Vec<Inline>, Setting)) {
    match &mut block.kind {
        BlockKind::Heading(_, inlines) | BlockKind::Paragraph(inlines) | BlockKind::Figure(_, inlines) => {
            each(inlines, Setting::Prose);
        }
        BlockKind::Quote(blocks) | BlockKind::Container(_, _, blocks) => {
            blocks.iter_mut().for_each(|block| paragraphs(block, each))
        }
        BlockKind::List(_, items) => items.iter_mut().flatten().for_each(|block| paragraphs(block, each)),
        BlockKind::Definitions(entries) => {
            for (term, blocks) in entries {
                each(term, Setting::Prose);
                blocks.iter_mut().for_each(|block| paragraphs(block, each));
            }
        }
        BlockKind::Table(table) => {
            let rows = table.rows.iter_mut().flatten();
            table.head.iter_mut().chain(rows).for_each(|cell| each(cell, Setting::Prose));
        }
        BlockKind::Verse(stanzas) => {
            for (first, second) in stanzas.iter_mut().flatten() {
                each(first, Setting::Verse);
                second.iter_mut().for_each(|second| each(second, Setting::Verse));
            }
        }
        BlockKind::RawLine(_) | BlockKind::Code(_) | BlockKind::Separator | BlockKind::PageBreak => {}
    }
}

fn add_text(inlines: &[Inline], whole: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => whole.push_str(text.now()),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Link(_, inner)
            | Inline::Span(_, inner) => add_text(inner, whole),
            _ => whole.push(OBJECT),
        }
    }
}

/// Every text of a paragraph with the byte of the whole where it begins.
fn apply_parts(inlines: &mut [Inline], at: &mut usize, apply: &mut dyn FnMut(&mut Edited, usize)) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => {
                let start = *at;
                *at += text.now().len();
                apply(text, start);
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Link(_, inner)
            | Inline::Span(_, inner) => apply_parts(inner, at, apply),
            _ => *at += OBJECT.len_utf8(),
        }
    }
}

fn of_block<'a>(block: &'a Block, texts: &mut Vec<&'a Edited>) {
    match &block.kind {
        BlockKind::Heading(_, inlines) | BlockKind::Paragraph(inlines) | BlockKind::Figure(_, inlines) => {
            of_inlines(inlines, texts);
        }
        BlockKind::RawLine(text) => texts.push(text),
        BlockKind::Quote(blocks) | BlockKind::Container(_, _, blocks) => {
            blocks.iter().for_each(|block| of_block(block, texts))
        }
        BlockKind::List(_, items) => items.iter().flatten().for_each(|block| of_block(block, texts)),
        BlockKind::Definitions(entries) => {
            for (term, blocks) in entries {
                of_inlines(term, texts);
                blocks.iter().for_each(|block| of_block(block, texts));
            }
        }
        BlockKind::Table(table) => {
            table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| of_inlines(cell, texts));
        }
        BlockKind::Verse(stanzas) => {
            for (first, second) in stanzas.iter().flatten() {
                of_inlines(first, texts);
                second.iter().for_each(|second| of_inlines(second, texts));
            }
        }
        BlockKind::Code(_) | BlockKind::Separator | BlockKind::PageBreak => {}
    }
}

fn of_inlines<'a>(inlines: &'a [Inline], texts: &mut Vec<&'a Edited>) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => texts.push(text),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Link(_, inner)
            | Inline::Span(_, inner) => of_inlines(inner, texts),
            Inline::Language(..)
            | Inline::Code(_)
            | Inline::Note(_)
            | Inline::Image(_)
            | Inline::LineBreak
            | Inline::Anchor(_) => {}
        }
    }
}

fn in_block(block: &mut Block, apply: &mut dyn FnMut(&mut Edited)) {
    match &mut block.kind {
        BlockKind::Heading(_, inlines) | BlockKind::Paragraph(inlines) | BlockKind::Figure(_, inlines) => {
            in_inlines(inlines, apply);
        }
        BlockKind::RawLine(text) => apply(text),
        BlockKind::Quote(blocks) | BlockKind::Container(_, _, blocks) => {
            blocks.iter_mut().for_each(|block| in_block(block, apply))
        }
        BlockKind::List(_, items) => items.iter_mut().flatten().for_each(|block| in_block(block, apply)),
        BlockKind::Definitions(entries) => {
            for (term, blocks) in entries {
                in_inlines(term, apply);
                blocks.iter_mut().for_each(|block| in_block(block, apply));
            }
        }
        BlockKind::Table(table) => {
            let rows = table.rows.iter_mut().flatten();
            table.head.iter_mut().chain(rows).for_each(|cell| in_inlines(cell, apply));
        }
        BlockKind::Verse(stanzas) => {
            for (first, second) in stanzas.iter_mut().flatten() {
                in_inlines(first, apply);
                second.iter_mut().for_each(|second| in_inlines(second, apply));
            }
        }
        BlockKind::Code(_) | BlockKind::Separator | BlockKind::PageBreak => {}
    }
}

fn in_inlines(inlines: &mut [Inline], apply: &mut dyn FnMut(&mut Edited)) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => apply(text),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Link(_, inner)
            | Inline::Span(_, inner) => in_inlines(inner, apply),
            // Text of another language keeps its letters.
            Inline::Language(..)
            | Inline::Code(_)
            | Inline::Note(_)
            | Inline::Image(_)
            | Inline::LineBreak
            | Inline::Anchor(_) => {}
        }
    }
}
