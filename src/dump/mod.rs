//! Dump: laid-out pages and whole books as plain text, for golden tests and for comparing what a PDF gives back.
//!
//! - `plan`, `picture`, `coverage`, `estimate`: sheets to print as a table and as a picture, how much ink is on each page, and what a
//!   print run takes
//! - `explain`: how each line was filled
//! - `glyphs`: what is drawn, glyph by glyph
//! - `layout`: every item of every page with its place, one a line
//! - `text`: the words of the book in reading order, one block a paragraph

mod coverage;
mod estimate;
mod explain;
mod glyphs;
mod layout;
mod picture;
mod plan;
mod text;

pub use coverage::coverage;
pub use estimate::estimate;
pub use picture::plan_picture;
pub use plan::plan;

use crate::base::Span;
use crate::book::Book;
use crate::font::Faces;
use crate::pages::Pages;

/// Pages as text: one line an item, in reading order, places in points to 0.01.
///
/// A line of text shows the left end of its letters, its baseline, its width, its role and its words in logical order.
/// Invisible characters other than U+200C and U+200D are written as `<U+2066>`.
pub fn pages(pages: &Pages) -> String {
    layout::pages(pages)
}

/// What is drawn of every line, a word a line: its left end, its baseline from the top and its type size in points to
/// 0.001, units to the em, colour, the full name of its face, and its glyphs from left to right as `number@x,y`, their
/// origins in font units from the start of the word, y up. White space and half-spaces are left out.
pub fn glyphs(pages: &Pages, faces: &Faces) -> String {
    glyphs::glyphs(pages, faces)
}

/// How each line of the text was filled, one a line: the ratio of its word spaces to natural ones where it was justified,
/// how it begins, and below it each word that was lengthened: after which letter, by how many tatweels and why.
/// Counts over all lines stand first.
pub fn lines(pages: &Pages) -> String {
    explain::lines(pages)
}

/// The text of a book's PDF: blocks in reading order with a blank line between them.
///
/// `# ` to `###### ` stand before headings (parts have `# `), `[^] ` before the blocks of a note, which follow the block
/// that holds its mark; everything else is plain. Items of lists, cells, captions, half-lines of verse are blocks of
/// their own. White space is folded. The mark of a note stands as `[^1]` and the number of a page as `[^page]`, so that they
/// cannot be taken for text. Left out is all matter that the program makes: title page, contents, copyright page, running heads, labels of list items.
pub fn text(book: &Book) -> String {
    text::text(book)
}

/// A block of [`text`]. Filled here; read by pdf, which looks for it in the finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextBlock {
    /// What [`text`] writes before it: `# ` and so on, `[^] `, or nothing.
    pub mark: String,
    /// Its words with one space between them; `[^1]` and `[^page]` stand for what layout decides.
    pub words: String,
    /// Where it stands; `None` for the title of a part, which the manifest gives.
    pub span: Option<Span>,
}

/// The blocks of [`text`] one by one, with their places in the manuscript.
pub fn blocks(book: &Book) -> Vec<TextBlock> {
    text::blocks(book)
}
