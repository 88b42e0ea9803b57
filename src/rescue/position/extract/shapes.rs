//! The distinct glyphs of a file: what is known of each, without its places.

use super::super::PositionedFace;
use super::outline::{Bounds, Outline};

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
    /// What it draws.
    pub(super) outline: Outline,
    /// The box of what it draws.
    pub(super) bounds: Option<Bounds>,
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
