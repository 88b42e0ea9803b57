//! The parts of blocks that hold text, in reading order, whatever the blocks are.

use super::edited::Edited;
use super::found::{Block, BlockKind, Inline};

/// A part of a block.
pub(super) enum Part<'a> {
    /// A heading, a paragraph, a caption, a cell, a term or a half-line.
    Line(&'a [Inline]),
    /// A line of a plain text.
    Raw(&'a Edited),
}

/// A part of a block, to be changed.
pub(super) enum PartMut<'a> {
    /// A heading, a paragraph, a caption, a cell or a term.
    Line(&'a mut Vec<Inline>),
    /// A half-line of verse.
    Verse(&'a mut Vec<Inline>),
    /// A line of a plain text.
    Raw(&'a mut Edited),
}

/// Calls `each` with the parts of a block and of the blocks in it; code has none.
pub(super) fn each_part<'a>(block: &'a Block, each: &mut dyn FnMut(Part<'a>)) {
    match &block.kind {
        BlockKind::Heading(_, line) | BlockKind::Paragraph(line) | BlockKind::Figure(_, line) => each(Part::Line(line)),
        BlockKind::RawLine(text) => each(Part::Raw(text)),
        BlockKind::Quote(blocks) | BlockKind::Container(_, _, blocks) => {
            blocks.iter().for_each(|block| each_part(block, each));
        }
        BlockKind::List(_, items) => items.iter().flatten().for_each(|block| each_part(block, each)),
        BlockKind::Definitions(entries) => {
            for (term, blocks) in entries {
                each(Part::Line(term));
                blocks.iter().for_each(|block| each_part(block, each));
            }
        }
        BlockKind::Table(table) => {
            table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| each(Part::Line(cell)));
        }
        BlockKind::Verse(stanzas) => {
            for (first, second) in stanzas.iter().flatten() {
                each(Part::Line(first));
                second.iter().for_each(|second| each(Part::Line(second)));
            }
        }
        BlockKind::Code(_) | BlockKind::Separator | BlockKind::PageBreak => {}
    }
}

/// Calls `each` with the parts of a block and of the blocks in it, to change them; code has none.
pub(super) fn each_part_mut(block: &mut Block, each: &mut dyn FnMut(PartMut<'_>)) {
    match &mut block.kind {
        BlockKind::Heading(_, line) | BlockKind::Paragraph(line) | BlockKind::Figure(_, line) => {
            each(PartMut::Line(line));
        }
        BlockKind::RawLine(text) => each(PartMut::Raw(text)),
        BlockKind::Quote(blocks) | BlockKind::Container(_, _, blocks) => {
            blocks.iter_mut().for_each(|block| each_part_mut(block, each));
        }
        BlockKind::List(_, items) => items.iter_mut().flatten().for_each(|block| each_part_mut(block, each)),
        BlockKind::Definitions(entries) => {
            for (term, blocks) in entries {
                each(PartMut::Line(term));
                blocks.iter_mut().for_each(|block| each_part_mut(block, each));
            }
        }
        BlockKind::Table(table) => {
            let rows = table.rows.iter_mut().flatten();
            table.head.iter_mut().chain(rows).for_each(|cell| each(PartMut::Line(cell)));
        }
        BlockKind::Verse(stanzas) => {
            for (first, second) in stanzas.iter_mut().flatten() {
                each(PartMut::Verse(first));
                second.iter_mut().for_each(|second| each(PartMut::Verse(second)));
            }
        }
        BlockKind::Code(_) | BlockKind::Separator | BlockKind::PageBreak => {}
    }
}
