//! Puts the terms of a glossary, or the entries of a bibliography, in the order of the alphabet.

use super::collate::Collator;
use super::{Block, BlockKind, Inline};
use crate::base::Language;
use crate::manifest::Article;

/// Sorts every definition list and list of a document, and runs of paragraphs between its headings.
///
/// Lists of numbers keep their order: it may be meant.
pub(super) fn sort(blocks: &mut [Block], language: &Language, article: Article) {
    let collator = Collator::new(language, article);
    let is_paragraph = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
    for run in blocks.chunk_by_mut(|one, other| is_paragraph(one) && is_paragraph(other)) {
        sort_by_words(run, &collator, |block| words_of_block(block));
    }
    for block in blocks {
        match &mut block.kind {
            BlockKind::Definitions(list) => sort_by_words(list, &collator, |one| words(&one.term)),
            BlockKind::List(list) if list.start.is_none() => {
                sort_by_words(&mut list.items, &collator, |item| item.first().map(words_of_block).unwrap_or_default());
            }
            _ => {}
        }
    }
}

fn sort_by_words<T>(list: &mut [T], collator: &Collator, words: impl Fn(&T) -> String) {
    list.sort_by(|one, other| collator.compare(&words(one), &words(other)));
}

fn words_of_block(block: &Block) -> String {
    match &block.kind {
        BlockKind::Paragraph(inlines) => words(inlines),
        _ => String::new(),
    }
}

fn words(inlines: &[Inline]) -> String {
    let mut text = String::new();
    super::letters::plain(inlines, &mut text);
    text
}
