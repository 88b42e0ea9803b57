//! The structure tree (PDF 1.7 §14.7, §14.8): what the file says, in reading order, for those who listen to it.
//!
//! Steps: gather the stretches of every page by block (`gather`), build elements from the groups of the pages and put the
//! stretches into them (`build` with `headings` and `inline`), check them (`check`), write them as objects with the trees that lead back from
//! pages to elements (`write`). Furniture has no element: it is bracketed as such where it is written (`marked`).
//!
//! Every block is one element, however many pages it runs over. A note stands behind the block of its mark.

mod build;
mod check;
mod element;
mod gather;
mod headings;
mod inline;
mod write;

use lopdf::ObjectId;

use crate::base::Error;
use crate::book::Book;
use crate::pages::Pages;

use super::claims::Claims;
use super::links::Link;
use super::marked::Mark;
use super::save::Written;

/// What the structure refers to on a page.
#[derive(Debug)]
pub(super) struct PageObjects {
    /// The page.
    pub(super) page: ObjectId,
    /// Its link annotations, in order.
    pub(super) links: Vec<ObjectId>,
    /// What its stretches of content say, by their identifiers.
    pub(super) marks: Vec<Mark>,
}

/// The key of a page in the parent tree.
pub(super) fn page_key(page: usize) -> i64 {
    i64::try_from(page).unwrap_or(i64::MAX)
}

/// The key in the parent tree of the first link of a page; `before` is how many links the pages before it have.
pub(super) fn link_key(pages: usize, before: usize) -> i64 {
    page_key(pages + before)
}

/// Writes the structure of a book as objects, the first of which, with the number `first`, is the root of the tree.
///
/// # Errors
/// When the structure is not as it must be, which is a fault of this program.
pub(super) fn structure(
    pages: &Pages,
    book: &Book,
    links: &[Vec<Link>],
    objects: &[PageObjects],
    first: u32,
    claims: Claims,
) -> Result<Vec<Written>, Error> {
    let marks: Vec<&[Mark]> = objects.iter().map(|page| &*page.marks).collect();
    let gathered = gather::Gathered::new(pages, &marks, links);
    let tree = build::build(book, &pages.groups, &gathered);
    drop(gathered);
    check::tree(&tree, links, objects, claims.accessible)?;
    Ok(write::objects(&tree, pages, objects, first))
}
