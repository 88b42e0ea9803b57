//! The outline: bookmarks nested by their levels (PDF 1.7 §12.3.3).
//!
//! Written here because printpdf writes a flat list sorted by title.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::pages::{Bookmark, Destination, Pages};

use super::places::explicit;
use super::stream::{name, text_string};

/// A bookmark with those below it.
struct Entry<'a> {
    bookmark: &'a Bookmark,
    destination: Destination,
    children: Vec<Entry<'a>>,
}

/// Adds the outline; `None` when no bookmark leads to a page.
pub(super) fn add(document: &mut Document, pages: &Pages, page_ids: &[ObjectId]) -> Option<ObjectId> {
    let entries = nest(pages);
    if entries.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let (first, last) = add_entries(document, &entries, root, pages, page_ids)?;
    // Only the top level is open, so it alone counts.
    let count = i64::try_from(entries.len()).expect("fewer bookmarks than bytes of text");
    let outline = dictionary! { "Type" => name("Outlines"), "First" => first, "Last" => last, "Count" => count };
    document.set_object(root, outline);
    Some(root)
}

/// Puts each bookmark under the nearest one before it of a lower level; levels may be skipped.
fn nest(pages: &Pages) -> Vec<Entry<'_>> {
    let mut open: Vec<Entry<'_>> = Vec::new();
    let mut top = Vec::new();
    for bookmark in &pages.bookmarks {
        let Some(Some(destination)) = pages.destinations.get(bookmark.anchor.0 as usize) else { continue };
        close(&mut open, &mut top, bookmark.level);
        open.push(Entry { bookmark, destination: *destination, children: Vec::new() });
    }
    close(&mut open, &mut top, 0);
    top
}

/// Closes the open entries of this level and deeper.
fn close<'a>(open: &mut Vec<Entry<'a>>, top: &mut Vec<Entry<'a>>, level: u8) {
    while open.last().is_some_and(|entry| entry.bookmark.level >= level) {
        let Some(closed) = open.pop() else { return };
        open.last_mut().map_or(&mut *top, |parent| &mut parent.children).push(closed);
    }
}

/// Adds entries and all below them; gives the first and last id.
fn add_entries(
    document: &mut Document,
    entries: &[Entry<'_>],
    parent: ObjectId,
    pages: &Pages,
    page_ids: &[ObjectId],
) -> Option<(ObjectId, ObjectId)> {
    let ids: Vec<ObjectId> = entries.iter().map(|_| document.new_object_id()).collect();
    for (at, entry) in entries.iter().enumerate() {
        let mut item = dictionary! { "Title" => text_string(&entry.bookmark.title), "Parent" => parent };
        item.set("Dest", explicit(entry.destination, pages, page_ids));
        set_neighbour(&mut item, "Prev", at.checked_sub(1).map(|before| ids[before]));
        set_neighbour(&mut item, "Next", ids.get(at + 1).copied());
        if let Some((first, last)) = add_entries(document, &entry.children, ids[at], pages, page_ids) {
            item.set("First", first);
            item.set("Last", last);
            // Negative: closed, with that many entries right below.
            item.set("Count", -i64::try_from(entry.children.len()).expect("fewer bookmarks than bytes of text"));
        }
        document.set_object(ids[at], item);
    }
    Some((*ids.first()?, *ids.last()?))
}

fn set_neighbour(item: &mut Dictionary, key: &str, neighbour: Option<ObjectId>) {
    if let Some(id) = neighbour {
        item.set(key, Object::Reference(id));
    }
}
