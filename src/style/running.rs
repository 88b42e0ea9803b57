//! What stands around the text of a page: running heads, folios, numbers of lines. Filled by `page`; read by pages.

/// What stands in a running head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Running {
    /// Nothing.
    None,
    /// The title of the book.
    Title,
    /// The title of the chapter the page begins in.
    Chapter,
    /// The title of the part the chapter belongs to; outside parts that of the book.
    Part,
    /// The first section that begins on the page, else the one that goes on; without sections the chapter.
    FirstSection,
    /// The last section that begins on the page, else the one that goes on; without sections the chapter.
    LastSection,
    /// The authors.
    Author,
    /// Words of the style or manifest.
    Text(String),
}

/// Where the folio stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolioPlace {
    /// No page numbers.
    None,
    /// At the foot, in the middle.
    FootCenter,
    /// At the foot, at the outside.
    FootOutside,
    /// In the line of the running head, at the outside.
    HeadOutside,
}

/// Where the counting of lines begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineCount {
    /// On every page.
    Page,
    /// With every chapter.
    Chapter,
}
