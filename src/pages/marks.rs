//! Marks of notes that are counted by page: which page each mark falls on decides its number.

use crate::book::{Book, Note, NoteId, StreamId};
use crate::manifest::NoteCount;
use crate::script::Counter;

/// Whether the marks of some stream depend on pages.
pub(super) fn are_counted_by_page(book: &Book) -> bool {
    book.note_streams.iter().any(|stream| stream.count == NoteCount::Page)
}

/// Whether the mark of a note depends on its page.
pub(super) fn is_counted_by_page(book: &Book, note: &Note) -> bool {
    book.note_stream(note.stream).count == NoteCount::Page
}

/// Marks of a likely width, before any page is known; empty if no mark depends on pages.
///
/// Digits that differ in width are widest in eight; most pages have few notes.
pub(super) fn likely(book: &Book) -> Vec<Option<String>> {
    if !are_counted_by_page(book) {
        return Vec::new();
    }
    let likely = |note: &Note| {
        let counter = book.note_counter(note.stream, book.language_of(note));
        let number = if matches!(counter, Counter::Digits(_)) { 8 } else { 2 };
        is_counted_by_page(book, note).then(|| counter.format(number))
    };
    book.notes.iter().map(likely).collect()
}

/// The marks of notes by the pages that they fall on: pairs of a page and a note in reading order. Marks inside a note
/// are counted right after its own.
pub(super) fn by_page(book: &Book, placed: impl Iterator<Item = (u32, NoteId)>) -> Vec<Option<String>> {
    if !are_counted_by_page(book) {
        return Vec::new();
    }
    let mut counts = Counts { book, marks: vec![None; book.notes.len()], page: 0, last: Vec::new() };
    for (page, note) in placed {
        counts.turn_to(page);
        counts.count(note);
        let inner = (note.0 + 1..).map(NoteId);
        for id in inner.take_while(|id| book.notes.get(id.0 as usize).is_some_and(|one| one.host == Some(note))) {
            counts.count(id);
        }
    }
    counts.marks
}

/// Notes counted so far.
struct Counts<'a> {
    book: &'a Book,
    marks: Vec<Option<String>>,
    page: u32,
    /// The last number on the page, by stream.
    last: Vec<u64>,
}

impl Counts<'_> {
    /// Begins a page, if it is not the last one.
    fn turn_to(&mut self, page: u32) {
        if page != self.page || self.last.is_empty() {
            self.page = page;
            self.last = vec![0; self.book.note_streams.len()];
        }
    }

    /// Gives a note the next number of its stream; a note with two marks keeps that of the first.
    fn count(&mut self, id: NoteId) {
        let at = id.0 as usize;
        let (Some(note), Some(None)) = (self.book.notes.get(at), self.marks.get(at)) else { return };
        let StreamId(stream) = note.stream;
        let Some(last) = self.last.get_mut(usize::from(stream)) else { return };
        if is_counted_by_page(self.book, note) {
            *last += 1;
            let counter = self.book.note_counter(note.stream, self.book.language_of(note));
            self.marks[at] = Some(counter.format(*last));
        }
    }
}
