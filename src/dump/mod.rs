//! Dump: laid-out pages and whole books as plain text, for golden tests and for comparing what a PDF gives back.
//!
//! - `layout`: every item of every page with its place, one a line
//! - `text`: the words of the book in reading order, one block a paragraph

mod layout;
mod text;

use crate::book::Book;
use crate::pages::Pages;

/// Pages as text: one line an item, in reading order, places in points to 0.01.
///
/// A line of text shows the left end of its letters, its baseline, its width, its role and its words in logical order.
/// Invisible characters other than U+200C and U+200D are written as `<U+2066>`.
pub fn pages(pages: &Pages) -> String {
    layout::pages(pages)
}

/// The text of a book's PDF: blocks in reading order with a blank line between them.
///
/// `# ` to `###### ` stand before headings (parts have `# `), `[^] ` before the blocks of a note, which follow the block
/// that holds its mark; everything else is plain. Items of lists, cells, captions, half-lines of verse are blocks of
/// their own. White space is folded. Left out are marks of notes, numbers of pages, and all matter that the program
/// makes: title page, contents, copyright page, running heads, labels of list items.
pub fn text(book: &Book) -> String {
    text::text(book)
}
