//! Faces: what a font file is, what it covers, how tall it stands, and the outlines of its glyphs.
//!
//! The only module that names ttf-parser. Shaping reads the same bytes through [`Face::data`].
//!
//! - [`face`]: one face and its metrics
//! - [`faces`]: the set a book is set with; choosing one by family and style, fallback by coverage
//! - [`embedded`]: the faces inside the binary
//! - [`height`]: how tall letters look, boxes of glyphs
//! - [`outline`]: contours of a glyph
//! - `subset`: a face cut down to the glyphs of a text

pub mod embedded;
pub mod face;
pub mod faces;
pub mod height;
pub mod outline;
mod subset;

pub use face::{Face, FaceStyle, GlyphId, Slant, Weight};
pub use faces::{FaceId, Faces};
pub use height::GlyphBox;
pub use outline::{Contour, Outline, OutlinePoint};
