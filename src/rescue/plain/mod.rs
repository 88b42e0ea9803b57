//! Blocks out of raw lines: what is not text goes out, notes go to their marks, lines become paragraphs.
//!
//! - `lines`: a line with its indent, the blank lines before it, the pages it stands on
//! - `furniture`: folios, running heads and watermarks are left out, and listed
//! - `notes`: notes at the ends of pages, and their marks
//! - `paragraphs`: lines are joined
//! - `shapes`: separators, lists, headings

mod furniture;
mod lines;
mod notes;
mod paragraphs;
mod shapes;

use super::edited::Edited;
use super::found::{Block, BlockKind, Found, Inline, Place};
use crate::lint::{Edit, Proof};

use lines::Line;

/// Makes blocks of the raw lines; other blocks stay where they are.
pub(super) fn blocks(found: &mut Found) {
    let mut blocks: Vec<Block> = Vec::new();
    let mut raw: Vec<(Edited, Place)> = Vec::new();
    for block in std::mem::take(&mut found.blocks) {
        match block.kind {
            BlockKind::RawLine(text) => raw.push((text, block.place)),
            _ => {
                let lines = std::mem::take(&mut raw);
                stretch(lines, &mut blocks, found);
                blocks.push(block);
            }
        }
    }
    stretch(raw, &mut blocks, found);
    if found.metadata.title.is_empty()
        && let Some(BlockKind::Heading(1, inlines)) = blocks.first().map(|block| &block.kind)
        && let [Inline::Text(title)] = &inlines[..]
    {
        title.now().clone_into(&mut found.metadata.title);
    }
    found.blocks = blocks;
    found.has_raw_lines = false;
}

/// One stretch of raw lines.
fn stretch(raw: Vec<(Edited, Place)>, blocks: &mut Vec<Block>, found: &mut Found) {
    if raw.is_empty() {
        return;
    }
    // Lines with what surrounds them.
    let (mut lines, measure) = lines::lines(raw);
    // What a page has besides its text.
    found.left_out.extend(furniture::take_out(&mut lines, &measure));
    // Notes leave the lines; a sentinel stands for each mark.
    let (notes, labels) = notes::take_out(&mut lines, &found.notes);
    found.notes.extend(notes);
    // Paragraphs, then what they are.
    let paragraphs = paragraphs::paragraphs(lines, &measure);
    blocks.extend(shapes::shapes(paragraphs, &labels));
}

/// An edit of the structure, not of the words.
fn edit(range: std::ops::Range<usize>, replacement: &str, rule: &'static str, proof: Proof) -> Edit {
    Edit { range, replacement: replacement.to_owned(), rule, proof }
}
