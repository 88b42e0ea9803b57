//! The distinct glyphs of a file: what is known of each, without its places.

use super::super::{PositionedFace, TextSource};

/// A glyph as the file names it: two codes of one face with the same outline are two of these.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    /// Its face, an index into the faces of the file.
    pub(super) face: u16,
    /// The code that strings of the file use.
    pub(super) code: u32,
    /// The text that the file gives it; `None` when there is none.
    pub(super) said: Option<String>,
    /// Its advance, in thousandths of the size.
    pub(super) advance: f32,
    /// Closed contours as points and control points, in thousandths of the size, up positive.
    pub(super) outline: Vec<Vec<(f32, f32)>>,
    /// How often it is drawn.
    pub(super) times: usize,
}

/// All glyphs of a file and all its faces.
#[derive(Clone, Debug, Default)]
pub(super) struct Shapes {
    /// The glyphs.
    pub(super) list: Vec<Shape>,
    /// The faces.
    pub(super) faces: Vec<PositionedFace>,
}

/// The text of a glyph, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// As in [`super::super::PositionedGlyph`].
    pub(super) text: String,
    /// As there.
    pub(super) source: TextSource,
}

/// The text of each glyph of the table.
pub(super) fn texts(shapes: &Shapes) -> Vec<Named> {
    let name = |shape: &Shape| match &shape.said {
        Some(text) => Named { text: text.clone(), source: TextSource::File },
        None => Named { text: "\u{FFFD}".to_owned(), source: TextSource::Unknown },
    };
    shapes.list.iter().map(name).collect()
}
