//! Pages: a book and its style in, positioned pages out.
//!
//! Steps: set every block in rows of lines, side by side (`galley`, `pieces`; `flatten` makes styled text of inlines, `blocks` and
//! the files named after kinds of blocks set them; `clear` keeps marks from meeting), cut the rows into pages with their
//! notes (`paging`), set chapters tighter that end with a line or two on a page (`spare`), set what prints page numbers or marks of notes counted by page again until none changes (`passes`,
//! `marks`, `reserve`), put rows in their places and add running heads and folios (`compose`, `furniture`, `continued`,
//! `spread`). Where the text has to fit a number of pages, this is done again with smaller type or less text (`fit`,
//! `cut`); panels of a folded sheet are put side by side (`fold`). On demand, show how lines were filled (`show`), tell where pages begin in the book (`starts`).

mod barcode;
mod blocks;
mod clear;
mod columns;
mod compose;
mod contents;
mod continued;
mod cut;
mod dialogue;
mod figure;
mod figures;
mod fit;
mod flatten;
mod fold;
mod folios;
mod framed;
mod front;
mod furniture;
mod galley;
mod groups;
mod guide;
mod index;
mod initial;
mod keeps;
mod labels;
mod leaflet;
mod letter;
mod list;
mod margin;
mod marks;
mod notes;
mod openings;
mod paging;
mod palette;
mod passes;
mod pieces;
mod reserve;
mod row;
mod sections;
mod separator;
mod setter;
mod show;
mod slips;
mod spare;
mod spread;
mod starts;
mod table;
mod verse;
mod wrap;

use std::sync::Arc;

pub use groups::{Group, GroupKind, ListMarks};
pub use show::show_lines;
pub use starts::printed;
pub use wrap::{Lack, wrap};

use crate::base::{Color, Diagnostics, Language, Length, Point, Rect, Size};
use crate::book::handwork::Guide;
use crate::book::{AnchorId, Book, ImageId, Modules, NoteId};
use crate::font::Faces;
use crate::lines::Line;
use crate::shape::Shaper;
use crate::style::{Fold, StyleSheet};

/// Lays a book out on pages.
///
/// The same input gives the same pages with any number of threads.
pub fn paginate(
    book: &Book,
    styles: &StyleSheet,
    shaper: &Shaper<'_>,
    faces: &Faces,
    diagnostics: &mut Diagnostics,
) -> Pages {
    let pages = fit::paginate(book, styles, shaper, faces, diagnostics);
    match styles.page.fold {
        Fold::None => pages,
        Fold::Three => fold::sheets(pages, &styles.page, book.metadata.direction, labels::digits(book)),
    }
}

/// A laid-out book. Filled by [`paginate`]; read by impose, dump and pdf.
#[derive(Clone, Debug)]
pub struct Pages {
    /// Pages in reading order.
    pub list: Vec<Page>,
    /// Bookmarks in reading order.
    pub bookmarks: Vec<Bookmark>,
    /// Where each anchor of the book lies; `None` for anchors of divisions that the PDF leaves out. By [`AnchorId`].
    pub destinations: Vec<Option<Destination>>,
    /// What blocks stand in, in the order in which that begins, outer groups before inner ones.
    pub groups: Vec<Group>,
    /// How many pages before the text are counted apart from it.
    pub front: u32,
}

/// Sets texts of one line, each as a page of its own size, for what is printed beside the pages of a book.
pub fn slips(texts: &[String], book: &Book, styles: &StyleSheet, shaper: &Shaper<'_>, faces: &Faces) -> Vec<Page> {
    slips::slips(texts, book, styles, shaper, faces)
}

/// Sets what is to be done by hand with sheets, on a page of a size; `drawings` is the first of the drawings among the images.
pub fn guide(
    (guide, drawings): (&Guide, ImageId),
    size: Size,
    (book, styles): (&Book, &StyleSheet),
    (shaper, faces): (&Shaper<'_>, &Faces),
    diagnostics: &mut Diagnostics,
) -> Page {
    guide::guide(guide, (size, drawings), (book, styles), (shaper, faces), diagnostics)
}

/// Left or right page of the opened book, by reading order: page 1 is a recto.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// Odd pages. On the left in a right-bound book, on the right in a left-bound one.
    Recto,
    /// Even pages.
    Verso,
}

/// One page. Filled by pages; read by impose, dump and pdf.
#[derive(Clone, Debug)]
pub struct Page {
    /// The trimmed size.
    pub size: Size,
    /// Recto or verso.
    pub leaf: Leaf,
    /// The number as printed, or as it would be printed.
    pub label: String,
    /// What stands on it, in reading order: running head, text, notes, folio.
    pub frames: Vec<Frame>,
}

/// What a frame is to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameRole {
    /// The text.
    Body,
    /// Notes at the foot.
    Notes,
    /// The running head: furniture, not part of the text.
    RunningHead,
    /// The page number: furniture, not part of the text.
    Folio,
    /// Numbers of lines in the margin: furniture, not part of the text.
    LineNumbers,
    /// Where an article goes on or comes from: furniture, not part of the text.
    Continuation,
    /// Marks for who folds the sheet: furniture, not part of the text.
    Marks,
}

/// An area of the page and its items.
#[derive(Clone, Debug)]
pub struct Frame {
    /// What it is.
    pub role: FrameRole,
    /// Where it is.
    pub area: Rect,
    /// Items in reading order; places are on the page, not in the frame.
    pub items: Vec<Item>,
}

/// Something at its place, with what it means: structure tags are made from the roles.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is to the text.
    pub role: ItemRole,
    /// The block it belongs to: equal for all lines of one paragraph, also across pages; rising in reading order.
    /// Notes are numbered after all of the text; furniture has 0.
    pub block: u32,
    /// Its language.
    pub language: Language,
    /// What is drawn.
    pub kind: ItemKind,
}

/// What an item is to the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemRole {
    /// A line of a paragraph.
    Paragraph,
    /// A line of a heading, level 1 to 6; parts are level 1.
    Heading(u8),
    /// A line of a block quotation.
    Quote,
    /// The mark of a list item (a bullet or number).
    ListLabel,
    /// A line in a list item.
    ListBody,
    /// A line of a table cell: row (0 is the head), column in logical order.
    Cell {
        /// 0 is the head row.
        row: u32,
        /// From 0, in logical order.
        column: u32,
    },
    /// A line of a caption.
    Caption,
    /// A line of code.
    Code,
    /// A line of verse.
    Verse,
    /// The number of a couplet.
    VerseLabel,
    /// The name of a speaker.
    Speaker,
    /// A line of a contents entry and where it leads.
    TocEntry(AnchorId),
    /// A line of a note.
    Note(NoteId),
    /// An image and its alternative text.
    Figure(String),
    /// Furniture: rules, grounds, running heads, folios, leaders. Not part of the text.
    Artifact,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// A line of text: the left end of its measure on the baseline.
    Line(Point, Arc<Line>),
    /// A filled rectangle: rules, grounds.
    Rule(Rect, Color),
    /// A row of round dots, drawn and not written, so that nobody reads them out: as high as the rectangle, one to each
    /// step of its width, in the middle of the step.
    Dots(Rect, Length, Color),
    /// An image in a rectangle.
    Image(Rect, ImageId),
    /// The dark squares of a QR code that fills the rectangle.
    Modules(Rect, Arc<Modules>),
    /// Nothing to see: the place of an anchor.
    Anchor(Point, AnchorId),
}

/// A bookmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// How deep it is nested, from 0.
    pub level: u8,
    /// Its text.
    pub title: String,
    /// Where it leads.
    pub anchor: AnchorId,
}

/// A place in the laid-out book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Page index, from 0.
    pub page: u32,
    /// Where on it.
    pub at: Point,
}
