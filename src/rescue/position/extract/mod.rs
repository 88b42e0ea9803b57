//! From the bytes of a PDF to glyphs with their places and texts.
//!
//! Steps: open the file and refuse what cannot be read in bounded time (`open`, `guard`), let the operators of its pages
//! draw into a `device` that notes glyphs, rules and images, put the glyphs of all pages into one table of distinct
//! `shapes`, `judge` the text of each, read the structure tree (`tags`), and make `pages` of it all, where glyphs are judged
//! once more by their neighbours.
//!
//! What a glyph's text is: what its *ink* shows to one who sees the page, as characters in logical order.
//!
//! - A bracket that opens to the right is `(` wherever it stands, also in a line from right to left, where the manuscript
//!   has `)` and the bidirectional algorithm mirrors it: who makes logical lines of visual ones mirrors it back.
//! - A ligature has its letters in the order of reading. Its letters may be shared out among several glyphs; those that
//!   draw nothing then have texts and no ink.
//! - U+200C that the file wrote as a space taken back has no width and stands a hair to the left of where its letters
//!   meet, so that it sorts between them. A space that hangs over the end of its line has no width either.
//! - Kashida, and signs that are neither seen nor said, have no text.
//! - A replacement text of the file that says more than its glyphs goes to the one of them that is read first.
//! - Text of a page that was scanned is there as hidden glyphs.

mod device;
mod fonts;
mod forms;
mod guard;
mod images;
mod interpret;
mod judge;
mod open;
mod outline;
mod pages;
mod paths;
mod shapes;
mod tags;
mod type3;

use std::time::Duration;

use crate::base::Diagnostic;

use super::PositionedText;

/// How much of a file is read before it is refused: a hostile file is small and asks for more than a machine has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Pages of a file.
    pub pages: usize,
    /// Glyphs, lines and images of a file.
    pub glyphs: usize,
    /// Operators that draw, and forms that are opened, on one page.
    pub steps: usize,
    /// Bytes of one stream after inflating.
    pub stream: usize,
    /// How long the drawing of a page may take: no book comes near it, and a hostile file has ways without end.
    pub time: Duration,
    /// Pixels of images that have to be decoded, of a few dozen pages together.
    pub pixels: u64,
}

impl Default for Limits {
    /// Eight thousand full pages, which no book has and which still fit a small machine.
    fn default() -> Self {
        Self {
            pages: 8_000,
            glyphs: 6_000_000,
            steps: 3_000_000,
            stream: 64 << 20,
            pixels: 48 << 20,
            time: Duration::from_secs(20),
        }
    }
}

/// Reads a PDF: its pages with glyphs, rules and images.
///
/// An encrypted file is opened with `password`, which is empty for those that anybody may read.
///
/// # Errors
/// One diagnostic with a code such as `rescue.encrypted-pdf`: the file cannot be read, has no pages, or goes beyond the
/// limits.
pub fn extract(bytes: &[u8], password: &str, limits: &Limits) -> Result<PositionedText, Diagnostic> {
    let pdf = open::open(bytes, password, limits)?;
    // What the operators draw, page by page, with the glyphs numbered by one table.
    let drawn = interpret::interpret(&pdf, limits)?;
    // The text of each glyph of the table, and pages made of them.
    let texts = judge::judge(&drawn.shapes);
    // The structure tree, if it tells the order of what is drawn.
    let tags = tags::read(&pdf, &drawn.pages);
    let (pages, faces) = pages::finish(drawn, &texts);
    Ok(PositionedText { pages, faces, tags, metadata: open::metadata(&pdf) })
}
