//! Sections of running heads: which of them begin on a page, and which one goes on there.

use std::ops::Range;

use crate::book::{AnchorId, Book};

/// The level of sections.
const LEVEL: u8 = 2;

/// Sections of the book with the rows they begin at, rising.
#[derive(Debug, Default)]
pub(super) struct Sections {
    /// Rows, and positions in [`Book::outline`].
    list: Vec<(usize, usize)>,
}

/// The sections of a page, as positions in [`Book::outline`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct OnPage {
    /// The first that begins on it, else the one that goes on.
    pub(super) first: Option<usize>,
    /// The last that begins on it, else the one that goes on.
    pub(super) last: Option<usize>,
}

impl Sections {
    /// The sections of a book by the rows of its places.
    pub(super) fn new(book: &Book, anchors: &[(AnchorId, usize)]) -> Self {
        let mut of_anchor = vec![None; book.anchors.len()];
        for (position, entry) in book.outline.iter().enumerate().filter(|(_, entry)| entry.level == LEVEL) {
            if let Some(place) = of_anchor.get_mut(entry.anchor.0 as usize) {
                *place = Some(position);
            }
        }
        let found =
            |(anchor, row): &(AnchorId, usize)| Some((*row, of_anchor.get(anchor.0 as usize).copied().flatten()?));
        Self { list: anchors.iter().filter_map(found).collect() }
    }

    /// The sections of a page with some rows, all of one division.
    pub(super) fn on_page(&self, rows: Range<usize>, division: usize, book: &Book) -> OnPage {
        let before = self.list.partition_point(|(row, _)| *row < rows.start);
        let until = self.list.partition_point(|(row, _)| *row < rows.end.max(rows.start));
        let of = |at: Option<usize>| {
            let section = self.list.get(at?)?.1;
            let home = book.anchors.get(book.outline.get(section)?.anchor.0 as usize)?.division;
            (home as usize == division).then_some(section)
        };
        let going_on = of(before.checked_sub(1));
        let begins = |at: usize| if before < until { of(Some(at)) } else { None };
        OnPage { first: begins(before).or(going_on), last: begins(until.saturating_sub(1)).or(going_on) }
    }
}
