//! Text of a PDF by the positions of its glyphs: [`extract`] finds them, [`arrange`] makes paragraphs of them.

pub mod arrange;
pub mod extract;

use super::found::Metadata;

/// A page as its operators draw it: points of 1/72 inch, `x` from the left edge, `y` from the *top* edge down.
///
/// The page is turned as a reader shows it (`/Rotate`), its origin is the corner of its crop box.
#[derive(Clone, Debug, Default)]
pub struct PositionedPage {
    /// Its number in the file, from 1.
    pub number: u32,
    /// The width.
    pub width: f32,
    /// The height.
    pub height: f32,
    /// Glyphs in the order of drawing.
    pub glyphs: Vec<PositionedGlyph>,
    /// Thin lines and filled boxes: rules above notes, borders of tables, grounds.
    pub rules: Vec<Area>,
    /// Images.
    pub images: Vec<PlacedImage>,
}

/// A rectangle; `left < right`, `top < bottom`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f32,
    /// Top edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Bottom edge.
    pub bottom: f32,
}

/// One glyph and what it says.
#[derive(Clone, Debug)]
pub struct PositionedGlyph {
    /// Its text in logical order, base letters, not presentation forms; empty for a glyph without a text of its own
    /// (kashida, parts of a letter drawn apart).
    pub text: String,
    /// How its text is known.
    pub source: TextSource,
    /// Left edge of its advance.
    pub left: f32,
    /// Right edge of its advance; equal to `left` for marks.
    pub right: f32,
    /// The baseline.
    pub baseline: f32,
    /// The size of its font as drawn, in points.
    pub size: f32,
    /// Its font, an index into [`PositionedText::faces`].
    pub face: u16,
    /// The marked content that it was drawn in, by its number on the page; for tagged files.
    pub marked: Option<u32>,
    /// Its colour as `0xRRGGBB`.
    pub color: u32,
    /// Whether nothing of it is seen (text mode 3, or no outline where one is expected).
    pub is_hidden: bool,
    /// What its ink covers; `None` for spaces.
    pub ink: Option<Area>,
    /// Whether its baseline is not level: a watermark across the page, an address up the margin. `left`, `right` and
    /// `baseline` are then those of its ink.
    pub is_turned: bool,
}

/// How the text of a glyph is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSource {
    /// The file's own table, judged right.
    File,
    /// An `ActualText` of the file, judged right.
    ActualText,
    /// The file's table named a presentation form, a swapped pair or the like: set right by a rule that is proved.
    Corrected,
    /// Its outline is that of a glyph whose text is known.
    Outline,
    /// Nobody knows: `text` is U+FFFD.
    Unknown,
}

/// A font of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PositionedFace {
    /// Its name without the prefix of a subset.
    pub name: String,
    /// Whether it is bold.
    pub is_bold: bool,
    /// Whether it is slanted.
    pub is_italic: bool,
    /// Whether all its glyphs are equally wide.
    pub is_monospace: bool,
}

/// An image on a page.
#[derive(Clone, Debug)]
pub struct PlacedImage {
    /// Where it stands.
    pub area: Area,
    /// Its bytes as PNG or JPEG; equal images are shared. Empty for one that cannot be decoded or is too large.
    pub bytes: std::sync::Arc<Vec<u8>>,
    /// Whether it covers a page on which no text is seen: a scan. Text that was recognised in it is there as hidden glyphs.
    pub covers_page: bool,
}

/// A whole file.
#[derive(Clone, Debug, Default)]
pub struct PositionedText {
    /// Its pages.
    pub pages: Vec<PositionedPage>,
    /// Its fonts.
    pub faces: Vec<PositionedFace>,
    /// Whether the file is a tagged one whose tags can be trusted.
    pub tags: Option<Tags>,
    /// What the file says of itself.
    pub metadata: Metadata,
}

/// The structure tree of a tagged file, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Tags {
    /// The root's children.
    pub nodes: Vec<Tag>,
}

/// One element of the tree.
#[derive(Clone, Debug, Default)]
pub struct Tag {
    /// The standard type, after the role map: `P`, `H1`, `Note`, `Link`, `Artifact`, …
    pub kind: String,
    /// What it holds, in order.
    pub kids: Vec<TagKid>,
    /// Its language.
    pub language: Option<String>,
    /// Its replacement text.
    pub actual_text: Option<String>,
    /// Its alternative text.
    pub alt: Option<String>,
}

/// What an element holds.
#[derive(Clone, Debug)]
pub enum TagKid {
    /// Another element.
    Tag(Tag),
    /// Marked content: page number from 1, and its number there ([`PositionedGlyph::marked`]).
    Marked(u32, u32),
}
