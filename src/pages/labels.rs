//! Page labels: the numbers printed on pages and asked for by contents and references.

use crate::book::{AnchorId, Book};
use crate::script::DigitSet;

/// The labels of the pages that anchors lie on, as the last pass found them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Labels {
    by_anchor: Vec<Option<String>>,
    unknown: String,
}

impl Labels {
    /// Nothing is known yet: every label is as wide as two of the widest digits.
    pub(super) fn unknown(book: &Book) -> Self {
        Self { by_anchor: vec![None; book.anchors.len()], unknown: digits(book).format(88) }
    }

    /// The label of the page an anchor lies on; a number of the likely width where that is not known.
    pub(super) fn of(&self, anchor: AnchorId) -> &str {
        let known = self.by_anchor.get(anchor.0 as usize).and_then(Option::as_deref);
        known.unwrap_or(&self.unknown)
    }

    /// The same with what a pass found: pairs of an anchor and the index of its page.
    pub(super) fn with_pages(&self, book: &Book, pages: &[Option<u32>]) -> Self {
        let label = |page: &Option<u32>| page.map(|page| page_label(book, page as usize));
        Self { by_anchor: pages.iter().map(label).collect(), unknown: self.unknown.clone() }
    }
}

/// The label of a page: pages are counted through from 1, every page, in the book's digits.
pub(super) fn page_label(book: &Book, index: usize) -> String {
    digits(book).format(index as u64 + 1)
}

/// The digits of numbers in the language of the book: page numbers, dates.
pub(super) fn digits(book: &Book) -> DigitSet {
    book.digits_in(&book.metadata.language)
}
