//! The printed pages of a book, for an EPUB that names them: the label of each, and the first word that begins on it.
//!
//! Pages are counted by layout, which hands them out here as places in the book; the EPUB looks for these places while it
//! writes the same book.

use super::{AnchorId, ImageId};

/// A place in the text of a book: a byte of one of its strings, wherever in the book that string stands.
///
/// It is told by where the string lies in memory, so it holds for one book while that lives, and says nothing to another
/// one. Two places of one string are in the order of its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextPlace(usize);

impl TextPlace {
    /// The first byte of a text, which must be a part of the book.
    pub fn of(text: &str) -> Self {
        Self(text.as_ptr().addr())
    }

    /// The place so many bytes later in the same string.
    #[must_use]
    pub fn after(self, bytes: usize) -> Self {
        Self(self.0 + bytes)
    }

    /// How many bytes it lies behind the beginning of a text; `None` outside of it.
    pub fn in_text(self, text: &str) -> Option<usize> {
        let bytes = self.0.checked_sub(text.as_ptr().addr())?;
        (bytes < text.len()).then_some(bytes)
    }
}

/// Where a printed page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageStart {
    /// With a division, as a position in [`super::Book::divisions`].
    Division(u32),
    /// With a word.
    Text(TextPlace),
    /// With an entry of the contents or of a list of figures or tables: the place it leads to.
    Entry(AnchorId),
    /// With an image.
    Image(ImageId),
    /// With notes at the end of a chapter, as a position in [`super::Book::divisions`]; the EPUB has them elsewhere in it.
    Notes(u32),
    /// Nothing begins on it: it is blank, or holds the rest of a note.
    Nothing,
}

/// One printed page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedPage {
    /// The page label: the number as printed, or as it would be printed.
    pub label: String,
    /// Where it begins.
    pub start: PageStart,
}

/// All printed pages of a book. Filled by pages; read by epub.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrintedPages {
    /// Pages in reading order.
    pub list: Vec<PrintedPage>,
    /// By [`AnchorId`], the index of the page it lies on; `None` for places that are not printed.
    pub anchors: Vec<Option<u32>>,
    /// How many pages before the text are counted apart from it.
    pub front: u32,
}

impl PrintedPages {
    /// The index of the page a place lies on.
    pub fn page(&self, anchor: AnchorId) -> Option<u32> {
        self.anchors.get(anchor.0 as usize).copied().flatten()
    }
}

/// Pages that an entry of the index stands on: one, or from the first to the last of a range, each with the place it
/// leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locator {
    /// The place on the one page, or on the first.
    pub first: AnchorId,
    /// The place on the last page of a range.
    pub last: Option<AnchorId>,
}

/// The least number of pages in a row that make a range: two are two mentions.
const LEAST_RANGE: usize = 3;

/// The pages of places in reading order, each once; three and more that follow each other are a range. Pages follow each
/// other only on one side of `front`. A place whose page is not known has one of its own.
pub fn locators(
    places: impl Iterator<Item = AnchorId>,
    page_of: impl Fn(AnchorId) -> Option<u32>,
    front: u32,
) -> Vec<Locator> {
    let mut pages: Vec<(AnchorId, Option<u32>)> = Vec::new();
    for place in places {
        let page = page_of(place);
        if page.is_none() || pages.last().is_none_or(|(_, last)| *last != page) {
            pages.push((place, page));
        }
    }
    let follow = |one: &(AnchorId, Option<u32>), other: &(AnchorId, Option<u32>)| match (one.1, other.1) {
        (Some(one), Some(other)) => other == one + 1 && (one < front) == (other < front),
        _ => false,
    };
    let mut found = Vec::new();
    for run in pages.chunk_by(follow) {
        match run {
            [(first, _), .., (last, _)] if run.len() >= LEAST_RANGE => {
                found.push(Locator { first: *first, last: Some(*last) });
            }
            _ => found.extend(run.iter().map(|(place, _)| Locator { first: *place, last: None })),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_known_in_every_slice_that_holds_it() {
        let text = "نان و آب".to_owned();
        let place = TextPlace::of(&text[7..]);
        assert_eq!(place.in_text(&text), Some(7));
        assert_eq!(place.in_text(&text[4..]), Some(3));
        assert_eq!(place.in_text(&text[..7]), None);
        assert_eq!(TextPlace::of(&text).after(7), place);
        assert_eq!(place.in_text(&text.clone()), None, "another string is another place");
    }

    #[test]
    fn three_pages_in_a_row_are_a_range_and_front_pages_are_apart() {
        let pages = [4u32, 4, 5, 7, 8, 9, 10, 20];
        let places = || (0..8).map(AnchorId);
        let page_of = |anchor: AnchorId| Some(pages[anchor.0 as usize]);
        let shown = |front| -> Vec<(u32, Option<u32>)> {
            locators(places(), page_of, front).iter().map(|at| (at.first.0, at.last.map(|last| last.0))).collect()
        };
        assert_eq!(shown(0), [(0, None), (2, None), (3, Some(6)), (7, None)]);
        assert_eq!(shown(9), [(0, None), (2, None), (3, None), (4, None), (5, None), (6, None), (7, None)]);
    }
}
