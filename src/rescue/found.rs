//! What a reader found in one old file: blocks, notes, images, metadata, and what was left out.
//!
//! Texts are in logical order and as they stand in the file; `mend` changes them afterwards and keeps their history.

use crate::base::Language;
use crate::document::ColumnAlign;

use super::edited::Edited;

/// What was found in one file.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Title, people and so on, as the file says.
    pub metadata: Metadata,
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
    /// Notes by label; the places that point to them are [`Inline::Note`].
    pub notes: Vec<Note>,
    /// Images that blocks name, with their bytes.
    pub images: Vec<Image>,
    /// What is in the file and not in the blocks.
    pub left_out: Vec<LeftOut>,
    /// Whether lines are those of the file and paragraphs still have to be made of them (plain text).
    pub has_raw_lines: bool,
}

/// What the file says of itself; empty when it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title.
    pub title: String,
    /// The subtitle.
    pub subtitle: String,
    /// People, in order.
    pub creators: Vec<Creator>,
    /// The language of the text.
    pub language: Option<Language>,
    /// The publisher.
    pub publisher: String,
    /// A date as written.
    pub date: String,
    /// A description.
    pub description: String,
    /// Subjects.
    pub subjects: Vec<String>,
    /// Rights.
    pub rights: String,
    /// An identifier such as an ISBN.
    pub identifier: String,
}

/// One who made the work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Creator {
    /// The name.
    pub name: String,
    /// `author`, `translator`, …; empty when not said.
    pub role: String,
}

/// Where something stood in the old file; numbers from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The page.
    pub page: Option<u32>,
    /// The line, of the page if there is one, else of the file.
    pub line: Option<u32>,
}

/// A block and where it stood.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it began.
    pub place: Place,
    /// Its language, when it is not that of the text.
    pub language: Option<Language>,
    /// An id that links name.
    pub id: Option<String>,
}

/// Kinds of blocks.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// One line of a plain text as it stands in the file; only while [`Found::has_raw_lines`].
    RawLine(Edited),
    /// A quotation.
    Quote(Vec<Block>),
    /// A list: how it is numbered, or `None` for bullets, and its items.
    List(Option<Numbering>, Vec<Vec<Block>>),
    /// Terms and their definitions.
    Definitions(Vec<(Vec<Inline>, Vec<Block>)>),
    /// A table.
    Table(Table),
    /// Text whose white space counts.
    Code(String),
    /// Stanzas of lines; a line may have two half-lines.
    Verse(Vec<Vec<VerseLine>>),
    /// `* * *` or a rule between paragraphs.
    Separator,
    /// A page break that someone put there on purpose.
    PageBreak,
    /// An image of its own, with its caption.
    Figure(Picture, Vec<Inline>),
    /// A container of our manuscripts with its name, or attributes of the one block in it where the name is empty; the
    /// second text holds the attributes as they are written between the braces.
    Container(String, String, Vec<Block>),
}

/// How a list is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbering {
    /// The number of the first item, [`Numbering::HIGHEST`] at most.
    pub first: u64,
    /// Whether a bracket stands after the numbers, `1)`, and not a full stop.
    pub is_bracketed: bool,
}

/// A line of verse: a half-line and, in a couplet, the second one.
pub type VerseLine = (Vec<Inline>, Option<Vec<Inline>>);

/// A line of verse, or its two half-lines.
pub type Couplet = (Vec<Inline>, Option<Vec<Inline>>);

/// A table; rows may differ in length.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The head row; empty when there is none.
    pub head: Vec<Vec<Inline>>,
    /// Body rows of cells.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// How columns are aligned; may be shorter than the rows.
    pub columns: Vec<ColumnAlign>,
}

/// What stands inside a line.
#[derive(Clone, Debug)]
pub enum Inline {
    /// Text.
    Text(Edited),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck out.
    Strike(Vec<Inline>),
    /// Superscript that is no note mark.
    Superscript(Vec<Inline>),
    /// Subscript.
    Subscript(Vec<Inline>),
    /// Text whose characters count.
    Code(String),
    /// A link to an address, or to `#id` in the same text.
    Link(String, Vec<Inline>),
    /// The mark of a note, by its label.
    Note(String),
    /// An image in a line.
    Image(Picture),
    /// Text of another language.
    Language(Language, Vec<Inline>),
    /// A line that ends here on purpose.
    LineBreak,
    /// A place that links name.
    Anchor(String),
    /// Text with attributes of our manuscripts, as they are written between the braces.
    Span(String, Vec<Inline>),
}

/// A place where an image stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// The name of the image in [`Found::images`].
    pub name: String,
    /// The text that stands for it.
    pub alt: String,
}

/// An image of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// A file name without folders, unique in the file.
    pub name: String,
    /// The bytes, as PNG, JPEG, WebP or SVG.
    pub bytes: Vec<u8>,
}

/// A note.
#[derive(Clone, Debug)]
pub struct Note {
    /// The label that [`Inline::Note`] gives: letters, digits and hyphens.
    pub label: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Where it began.
    pub place: Place,
}

/// Something of the file that is not in the manuscript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Why: `rescue.running-head`, `rescue.folio`, `rescue.watermark`, `rescue.scanned-page`, …
    pub rule: &'static str,
    /// What it was; shortened when long.
    pub text: String,
    /// Where it stood first.
    pub place: Place,
    /// How often.
    pub times: usize,
}

impl Numbering {
    /// The highest number of an item: those of Markdown have nine digits at most (CommonMark § 5.2).
    pub const HIGHEST: u64 = 999_999_999;

    /// Numbers from `first` on, with full stops.
    pub fn from(first: u64) -> Self {
        Self { first: first.min(Self::HIGHEST), is_bracketed: false }
    }

    /// The number of the item that stands behind so many others.
    pub fn number(self, items: usize) -> u64 {
        self.first.saturating_add(items as u64).min(Self::HIGHEST)
    }

    /// Whether another list counts on behind so many items of this one.
    pub(super) fn counts_on(self, items: usize, next: Self) -> bool {
        self.is_bracketed == next.is_bracketed && self.first.saturating_add(items as u64) == next.first
    }
}

impl Block {
    /// A block without language and id.
    pub fn new(kind: BlockKind, place: Place) -> Self {
        Self { kind, place, language: None, id: None }
    }
}

impl Inline {
    /// Text as it was found.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(Edited::found(words))
    }
}

impl LeftOut {
    /// Tells of something that is left out, as a person reads it: folded and not too long; what stands there already is counted.
    pub(super) fn tell(list: &mut Vec<Self>, rule: &'static str, text: &str, place: Place) {
        let short: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(120).collect();
        match list.iter_mut().find(|other| other.rule == rule && other.text == short) {
            Some(same) => same.times += 1,
            None => list.push(Self { rule, text: short, place, times: 1 }),
        }
    }
}
