//! Page starts: laid-out pages in, for each the first word that begins on it as a place in the book.
//!
//! Furniture and notes at the foot are passed over; a word that goes on from the page before does not begin on this one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{FrameRole, Item, ItemKind, ItemRole, Page, Pages};
use crate::book::{Book, ImageId, PageStart, PrintedPage, PrintedPages, TextPlace};
use crate::lines::Line;
use crate::manifest::NotePlace;

/// The pages of a book as its EPUB names them.
///
/// The places in them hold for this book, the one that was laid out, as long as it lives.
pub fn printed(pages: &Pages, book: &Book) -> PrintedPages {
    let mut finder = Finder { book, divisions: divisions(book), images: images(pages), is_broken: false };
    let list = pages.list.iter();
    let list = list.map(|page| PrintedPage { label: page.label.clone(), start: finder.start(page) }).collect();
    let anchors = pages.destinations.iter().map(|place| place.map(|place| place.page)).collect();
    PrintedPages { list, anchors, front: pages.front }
}

/// Makes lines forget where their words stand in the book: those that the program makes, whose words stand in several
/// places, and those of a book that was cut for them and is gone.
pub(super) fn forget<'i>(items: impl Iterator<Item = &'i mut Item>) {
    for item in items {
        if let ItemKind::Line(_, line) = &mut item.kind {
            Arc::make_mut(line).sources = Arc::default();
        }
    }
}

/// By anchor, the division that begins there.
fn divisions(book: &Book) -> Vec<Option<u32>> {
    let mut divisions = vec![None; book.anchors.len()];
    for (number, division) in (0..).zip(&book.divisions) {
        if let Some(place @ None) = divisions.get_mut(division.anchor.0 as usize) {
            *place = Some(number);
        }
    }
    divisions
}

/// How often each image is printed.
fn images(pages: &Pages) -> BTreeMap<ImageId, u32> {
    let mut images = BTreeMap::new();
    let items = pages.list.iter().flat_map(|page| &page.frames).flat_map(|frame| &frame.items);
    for item in items {
        if let ItemKind::Image(_, image) = item.kind {
            *images.entry(image).or_default() += 1;
        }
    }
    images
}

struct Finder<'a> {
    book: &'a Book,
    divisions: Vec<Option<u32>>,
    images: BTreeMap<ImageId, u32>,
    /// Whether the last line ended inside a word.
    is_broken: bool,
}

impl Finder<'_> {
    /// Where a page begins.
    fn start(&mut self, page: &Page) -> PageStart {
        let mut found = None;
        let frames = page.frames.iter().filter(|frame| frame.role == FrameRole::Body);
        for item in frames.flat_map(|frame| &frame.items) {
            found = found.or_else(|| self.start_at(item));
            if let (ItemKind::Line(_, line), true) = (&item.kind, item.role != ItemRole::Artifact) {
                self.is_broken = ends_inside_word(line);
            }
        }
        found.unwrap_or(PageStart::Nothing)
    }

    /// What begins with an item.
    fn start_at(&self, item: &Item) -> Option<PageStart> {
        match (&item.kind, &item.role) {
            (ItemKind::Anchor(_, anchor), _) => {
                let division = self.divisions.get(anchor.0 as usize).copied().flatten();
                division.map(PageStart::Division)
            }
            // Made by the program.
            (ItemKind::Line(..), ItemRole::Artifact | ItemRole::ListLabel | ItemRole::VerseLabel) => None,
            (ItemKind::Line(..), ItemRole::Note(note)) if self.book.note_place(*note) == NotePlace::Chapter => {
                let note = self.book.notes.get(note.0 as usize);
                note.map(|note| PageStart::Notes(note.division))
            }
            (ItemKind::Line(..), ItemRole::TocEntry(anchor)) => Some(PageStart::Entry(*anchor)),
            (ItemKind::Line(_, line), _) => first_word(line, self.is_broken).map(PageStart::Text),
            // One that is printed twice would not say where.
            (ItemKind::Image(_, image), _) if self.images.get(image) == Some(&1) => Some(PageStart::Image(*image)),
            _ => None,
        }
    }
}

/// A broken word ends its line with a hyphen that stands for no text.
fn ends_inside_word(line: &Line) -> bool {
    line.fragments.last().is_some_and(|fragment| fragment.range.is_empty())
}

/// The first word of the book that begins on a line; `is_broken` says that the line goes on with the rest of one.
fn first_word(line: &Line, is_broken: bool) -> Option<TextPlace> {
    let mut fragments = line.fragments.iter();
    if is_broken {
        fragments.by_ref().find(|fragment| fragment.is_space())?;
    }
    let words = fragments.filter(|fragment| !fragment.range.is_empty() && !fragment.is_space());
    words.into_iter().find_map(|fragment| {
        let at = fragment.range.start;
        let next = line.sources.partition_point(|source| source.at + source.length <= at);
        let source = line.sources.get(next).filter(|source| source.at < fragment.range.end)?;
        // What the program put before it, such as a guillemet, is passed over.
        Some(source.place.after(at.saturating_sub(source.at) as usize))
    })
}
