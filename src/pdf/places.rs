//! Places of the file: explicit destinations, and a name for each anchor of the book (PDF 1.7 §12.3.2).

use lopdf::{Document, Object, ObjectId, StringFormat, dictionary};

use crate::book::Book;
use crate::pages::{Destination, Pages};

use super::operators::tenths;
use super::stream::name;

/// Names of one leaf of the name tree.
const LEAF: usize = 64;

/// A destination that keeps the reader's magnification, and his place across the line.
pub(super) fn explicit(destination: Destination, pages: &Pages, page_ids: &[ObjectId]) -> Object {
    let index = destination.page as usize;
    let (Some(page), Some(id)) = (pages.list.get(index), page_ids.get(index)) else { return Object::Null };
    let top = Object::Real(tenths(page.size.height - destination.at.y));
    Object::Array(vec![(*id).into(), name("XYZ"), Object::Null, top, Object::Null])
}

/// Adds the name tree of all anchors that have a place; `None` when there is none.
pub(super) fn add_names(
    document: &mut Document,
    pages: &Pages,
    book: &Book,
    page_ids: &[ObjectId],
) -> Option<ObjectId> {
    let mut named: Vec<(&str, Destination)> = book
        .anchors
        .iter()
        .zip(&pages.destinations)
        .filter_map(|(anchor, destination)| Some((anchor.id.as_str(), (*destination)?)))
        .collect();
    if named.is_empty() {
        return None;
    }
    // Readers search the tree by bytes; ids that are not ASCII stay UTF-8, as in the fragment of an address.
    named.sort_unstable_by_key(|(id, _)| *id);
    let string = |id: &str| Object::String(id.as_bytes().to_vec(), StringFormat::Literal);
    let mut kids = Vec::new();
    for leaf in named.chunks(LEAF) {
        let mut names = Vec::with_capacity(leaf.len() * 2);
        for (id, destination) in leaf {
            names.extend([string(id), explicit(*destination, pages, page_ids)]);
        }
        let limits = vec![string(leaf[0].0), string(leaf[leaf.len() - 1].0)];
        kids.push(document.add_object(dictionary! { "Limits" => limits, "Names" => names }).into());
    }
    Some(document.add_object(dictionary! { "Kids" => Object::Array(kids) }))
}
