//! What a paragraph of a word processor is by the name of its style.

use super::flow::Flow;
use crate::rescue::found::{Block, BlockKind, Creator, Inline, Metadata, Place};
use crate::rescue::inlines::lines;

/// What a paragraph is by its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Body,
    Heading(u8),
    Title,
    Subtitle,
    Author,
    Date,
    Quote,
    Code,
    Caption,
    Term,
    Meaning,
    Contents,
    Verse,
    Rule,
}

/// How many blocks at most stand before what belongs to the head of a text.
pub(super) const HEAD: usize = 8;

impl Role {
    /// Whether the words of a paragraph at the head of a text go into the manifest, which says them then.
    pub(super) fn takes(self, words: &str, metadata: &mut Metadata) -> bool {
        match self {
            Self::Title if metadata.title.is_empty() || metadata.title == words => {
                words.clone_into(&mut metadata.title)
            }
            Self::Subtitle if metadata.subtitle.is_empty() => words.clone_into(&mut metadata.subtitle),
            Self::Author => {
                if metadata.creators.iter().all(|creator| !words.contains(&creator.name)) {
                    metadata.creators.push(Creator { name: words.to_owned(), role: String::new() });
                }
            }
            Self::Date if metadata.date.is_empty() => words.clone_into(&mut metadata.date),
            _ => return false,
        }
        true
    }

    /// A paragraph that is no heading, as what it is.
    pub(super) fn flow(self, line: Vec<Inline>, place: Place) -> Flow {
        let block = |line| Block::new(BlockKind::Paragraph(line), place);
        match self {
            Self::Quote => Flow::Quote(block(line)),
            Self::Caption => Flow::Caption(block(line)),
            Self::Term => Flow::Term(line, place),
            Self::Meaning => Flow::Meaning(block(line)),
            Self::Verse => {
                let stanza = lines(line).into_iter().map(|line| (line, None)).collect();
                Flow::Block(Block::new(BlockKind::Verse(vec![stanza]), place))
            }
            _ => Flow::Block(block(line)),
        }
    }
}
