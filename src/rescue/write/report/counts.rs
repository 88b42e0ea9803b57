//! How often each rule did something.

use std::collections::BTreeMap;

use crate::lint::Proof;
use crate::rescue::found::{Block, BlockKind, Found, Inline};
use crate::rescue::write::doubt::each_edited;

/// What a rule did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Changes that are proved.
    pub proved: usize,
    /// Changes that a person should look at.
    pub doubtful: usize,
    /// Suggestions.
    pub suggested: usize,
}

/// What was found and done in the texts of a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By rule.
    pub rules: BTreeMap<&'static str, Count>,
    /// What was left out, by rule.
    pub left_out: BTreeMap<&'static str, usize>,
    /// Paragraphs.
    pub paragraphs: usize,
    /// Headings.
    pub headings: usize,
    /// Lists.
    pub lists: usize,
    /// Tables.
    pub tables: usize,
    /// Notes.
    pub notes: usize,
    /// Images.
    pub images: usize,
    /// Places that a person must look at.
    pub doubts: usize,
}

impl Counts {
    /// Counts what texts hold.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a Found>) -> Self {
        let mut counts = Self::default();
        for text in texts {
            counts.notes += text.notes.len();
            counts.images += text.images.len();
            counts.blocks(&text.blocks);
            text.notes.iter().for_each(|note| counts.changes(&note.blocks));
            counts.changes(&text.blocks);
            for left in &text.left_out {
                *counts.left_out.entry(left.rule).or_default() += left.times;
            }
        }
        counts
    }

    fn changes(&mut self, blocks: &[Block]) {
        each_edited(blocks, &mut |text| {
            for change in text.changes() {
                self.doubts += usize::from(change.is_doubt());
                let count = self.rules.entry(change.rule).or_default();
                match change.proof {
                    Proof::Proved => count.proved += 1,
                    Proof::Doubtful => count.doubtful += 1,
                    Proof::Suggested => count.suggested += 1,
                }
            }
        });
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading(..) => self.headings += 1,
                BlockKind::Paragraph(line) if matches!(line[..], [Inline::Image(_)]) => {}
                BlockKind::Paragraph(_) => self.paragraphs += 1,
                BlockKind::Quote(inner) | BlockKind::Container(_, _, inner) => self.blocks(inner),
                BlockKind::List(_, items) => {
                    self.lists += 1;
                    items.iter().for_each(|item| self.blocks(item));
                }
                BlockKind::Definitions(list) => list.iter().for_each(|(_, meaning)| self.blocks(meaning)),
                BlockKind::Table(_) => self.tables += 1,
                BlockKind::RawLine(_)
                | BlockKind::Code(_)
                | BlockKind::Verse(_)
                | BlockKind::Separator
                | BlockKind::PageBreak
                | BlockKind::Figure(..) => {}
            }
        }
    }
}
