//! What lists, tables, letters, dialogues and images are made of. Filled by `resolve`; read by pages, dump and epub.

use std::path::PathBuf;
use std::sync::Arc;

use super::{AnchorId, Block, BlockKind, ImageId, Inline};
use crate::base::Length;
use crate::document::ColumnAlign;
use crate::script::Counter;

/// What stands before the items of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Marks {
    /// What the style says: its bullets, or digits of the language and a full stop.
    #[default]
    Style,
    /// Nothing.
    None,
    /// One sign before all.
    Bullet(char),
    /// Numbers, written so, and what stands after them.
    Numbers(Counter, char),
}

/// A letter. Its parts are lines of plain text, none for those it has not.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// Place and date, at its head.
    pub head: Vec<String>,
    /// Whom it greets.
    pub salutation: Option<String>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Who signs it.
    pub signature: Vec<String>,
}

/// What one speaker says.
#[derive(Clone, Debug)]
pub struct Speech {
    /// Who speaks, without the colon; empty for stage directions.
    pub speaker: Vec<Inline>,
    /// What is said.
    pub blocks: Vec<Block>,
}

/// An image set as a block.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Where links to it lead when it stands beside others; alone, it has the anchor of its block.
    pub anchor: Option<AnchorId>,
    /// Which image.
    pub image: ImageId,
    /// The text that stands in for it.
    pub alt: String,
    /// The caption.
    pub caption: Option<String>,
    /// How wide it is set.
    pub width: ImageWidth,
    /// Where it stands in its column; in the middle if nothing is said.
    pub align: ColumnAlign,
}

/// Images side by side, each with its own caption, and one for all.
#[derive(Clone, Debug)]
pub struct Figures {
    /// The images in reading order; never empty.
    pub list: Vec<Figure>,
    /// The caption of all: paragraphs as a rule.
    pub caption: Vec<Block>,
}

impl Figures {
    /// The words of a caption that is one plain text.
    pub(super) fn title_mut(&mut self) -> Option<&mut String> {
        match self.caption.first_mut().map(|block| &mut block.kind) {
            Some(BlockKind::Paragraph(inlines)) => inlines.iter_mut().find_map(|inline| match inline {
                Inline::Text(text) => Some(text),
                _ => None,
            }),
            _ => None,
        }
    }
}

/// The width of an image.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum ImageWidth {
    /// By its pixels, as far as the column has room.
    #[default]
    Natural,
    /// A length on the page. Screens have no such page: the EPUB makes a share of it.
    Length(Length),
    /// A share of the column, above 0 and up to 1.
    Share(f64),
}

/// An image file that exists and was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Its bytes.
    pub data: Arc<[u8]>,
    /// What they are.
    pub format: ImageFormat,
    /// Width in pixels, as the picture is seen; at least 1.
    pub width: u32,
    /// Height in pixels, as the picture is seen; at least 1.
    pub height: u32,
}

/// Image formats of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImageFormat {
    /// PNG
    Png,
    /// JPEG
    Jpeg,
    /// WebP
    WebP,
    /// SVG; its sides are counted in hundredths of a pixel of CSS, 96 to the inch.
    Svg,
}

/// A list.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The first number; `None` for bullets.
    pub start: Option<u64>,
    /// The items.
    pub items: Vec<Vec<Block>>,
    /// Whether items stand without space between them.
    pub tight: bool,
    /// What stands before the items.
    pub marks: Marks,
}

/// A term and its definitions.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// Its definitions.
    pub definitions: Vec<Vec<Block>>,
}

/// A table; every row has as many cells as there are columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// One entry a column.
    pub columns: Vec<ColumnAlign>,
    /// The head row.
    pub head: Vec<Vec<Inline>>,
    /// Body rows.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// The caption, printed above it.
    pub caption: Option<String>,
}

/// One line of verse.
#[derive(Clone, Debug)]
pub struct VerseLine {
    /// Its number as printed beside it, in the book's digits.
    pub number: Option<String>,
    /// The first hemistich, or the whole line.
    pub first: Vec<Inline>,
    /// The second hemistich.
    pub second: Option<Vec<Inline>>,
}
