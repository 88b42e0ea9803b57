//! Folios: how pages are counted. Pages before the text may have numbers of their own; then the text begins with 1.

use super::labels::digits;
use crate::book::{Book, DivisionKind};
use crate::manifest::{FrontPages, Matter};
use crate::script::{Counter, Letters};

/// The counting of the pages of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folios {
    /// How many pages come before the text, if they are counted apart.
    front: usize,
    /// How those are counted.
    counter: Counter,
    /// How the others are.
    digits: Counter,
}

impl Folios {
    /// The counting, when the place of each anchor is known by page.
    pub(super) fn of(book: &Book, pages: &[Option<u32>]) -> Self {
        let digits = Counter::Digits(digits(book));
        let letters = Letters::of_language(&book.metadata.language);
        let counter = match book.front_pages {
            FrontPages::Continuous => return Self { front: 0, counter: digits, digits },
            FrontPages::Abjad => Counter::Abjad(letters),
            FrontPages::Alphabetic => Counter::Alphabetic(letters),
            FrontPages::Roman => Counter::LowerRoman,
        };
        let first = first_of_text(book).map(|division| book.divisions[division].anchor.0 as usize);
        let front = first.and_then(|anchor| pages.get(anchor).copied().flatten()).map_or(0, |page| page as usize);
        Self { front, counter, digits }
    }

    /// The label of a page by its index.
    pub(super) fn label(&self, index: usize) -> String {
        match index.checked_sub(self.front) {
            Some(index) => self.digits.format(index as u64 + 1),
            None => self.counter.format(index as u64 + 1),
        }
    }

    /// How many pages come before the text and are counted apart.
    pub(super) fn front(&self) -> u32 {
        u32::try_from(self.front).unwrap_or(u32::MAX)
    }
}

/// The first division of the text, as a position in the book: what stands before it is front matter.
pub(super) fn first_of_text(book: &Book) -> Option<usize> {
    book.divisions.iter().position(|division| {
        let is_text = match division.kind {
            DivisionKind::Part => true,
            DivisionKind::Chapter(_) => division.role.matter() != Matter::Front,
            _ => false,
        };
        is_text && division.output.pdf
    })
}
