//! Page labels: the numbers printed on pages and asked for by contents and references.

use std::collections::BTreeSet;

use super::folios::Folios;
use super::marks;
use crate::book::{AnchorId, Book, Note, NoteId};
use crate::script::DigitSet;

/// The labels of the pages that anchors lie on, and marks of notes counted by page, as the last pass found them.
#[derive(Clone, Debug)]
pub(super) struct Labels {
    by_anchor: Vec<Option<String>>,
    /// By anchor, the index of its page.
    pages: Vec<Option<u32>>,
    folios: Folios,
    /// By note; empty where no mark depends on pages.
    marks: Vec<Option<String>>,
    unknown: String,
    /// By stream, every mark that pages gave so far.
    seen: Vec<BTreeSet<String>>,
    /// Whether marks have the width of the widest.
    reserves: bool,
}

impl Labels {
    /// Nothing is known yet: every label is as wide as two of the widest digits.
    pub(super) fn unknown(book: &Book) -> Self {
        Self {
            by_anchor: vec![None; book.anchors.len()],
            pages: Vec::new(),
            folios: Folios::of(book, &[]),
            marks: marks::likely(book),
            unknown: digits(book).format(88),
            seen: Vec::new(),
            reserves: false,
        }
    }

    /// The label of the page an anchor lies on; a number of the likely width where that is not known.
    pub(super) fn of(&self, anchor: AnchorId) -> &str {
        let known = self.by_anchor.get(anchor.0 as usize).and_then(Option::as_deref);
        known.unwrap_or(&self.unknown)
    }

    /// The index of the page an anchor lies on; `None` while that is not known.
    pub(super) fn page(&self, anchor: AnchorId) -> Option<u32> {
        self.pages.get(anchor.0 as usize).copied().flatten()
    }

    /// How pages are counted.
    pub(super) fn folios(&self) -> &Folios {
        &self.folios
    }

    /// Whether two passes found the same.
    pub(super) fn agree_with(&self, other: &Self) -> bool {
        self.pages == other.pages && self.by_anchor == other.by_anchor && self.marks == other.marks
    }

    /// From now on marks that pages decide have the width of the widest.
    pub(super) fn reserve(&mut self) {
        self.reserves = true;
    }

    /// By stream, the marks whose widest sets the width of all, once [`Self::reserve`] was called.
    pub(super) fn seen(&self) -> Option<&[BTreeSet<String>]> {
        self.reserves.then_some(&*self.seen)
    }

    /// The mark of a note, and whether pages decide it.
    pub(super) fn mark<'l>(&'l self, id: NoteId, note: &'l Note) -> (&'l str, bool) {
        match self.marks.get(id.0 as usize) {
            Some(Some(mark)) => (mark, true),
            _ => (&note.mark, false),
        }
    }

    /// The same with what a pass found: by anchor the index of its page, by note its mark.
    pub(super) fn with_pages(&self, book: &Book, pages: &[Option<u32>], marks: Vec<Option<String>>) -> Self {
        let folios = Folios::of(book, pages);
        let label = |page: &Option<u32>| page.map(|page| folios.label(page as usize));
        let mut seen = self.seen.clone();
        seen.resize(book.note_streams.len(), BTreeSet::new());
        for (mark, note) in marks.iter().zip(&book.notes) {
            if let (Some(mark), Some(seen)) = (mark, seen.get_mut(usize::from(note.stream.0))) {
                seen.insert(mark.clone());
            }
        }
        let by_anchor = pages.iter().map(label).collect();
        let pages = pages.to_vec();
        Self { by_anchor, pages, folios, marks, unknown: self.unknown.clone(), seen, reserves: self.reserves }
    }
}

/// The digits of numbers in the language of the book: page numbers, dates.
pub(super) fn digits(book: &Book) -> DigitSet {
    book.digits_in(&book.metadata.language)
}
