//! How tall the letters of a face look: measured on outlines, because the em and the metrics of a face say little of it.

use super::Face;
use crate::base::FontUnits;

/// Letters that give the Arabic script its look on the line: an ascender (alef), and heads of letters that stand on the line
/// (dal, heh, waw, hah). Bowls and dots are left out: their depth and height differ by style of writing, not by size.
const LETTERS: [char; 5] = ['\u{0627}', '\u{062F}', '\u{0647}', '\u{0648}', '\u{062D}'];

impl Face {
    /// The mean height of some Arabic letters above the baseline; `None` when the face lacks one of them.
    pub fn arabic_height(&self) -> Option<FontUnits> {
        let heights: Option<Vec<i32>> = LETTERS.iter().map(|letter| Some(self.height_of(*letter)?.0)).collect();
        let sum: i32 = heights?.iter().sum();
        Some(FontUnits(sum / i32::try_from(LETTERS.len()).unwrap_or(1))).filter(|height| height.0 > 0)
    }

    /// The height of a letter above the baseline; `None` when the face has none.
    pub fn height_of(&self, letter: char) -> Option<FontUnits> {
        let glyph = self.glyph(letter)?;
        let bounds = self.parsed().glyph_bounding_box(ttf_parser::GlyphId(glyph.0))?;
        Some(FontUnits(i32::from(bounds.y_max)))
    }

    /// Boxes around the outlines of all glyphs, by their numbers; `None` for glyphs that draw nothing.
    pub fn boxes(&self) -> Vec<Option<GlyphBox>> {
        let parsed = self.parsed();
        let of = |id| {
            let bounds = parsed.glyph_bounding_box(ttf_parser::GlyphId(id))?;
            Some(GlyphBox { left: bounds.x_min, bottom: bounds.y_min, right: bounds.x_max, top: bounds.y_max })
        };
        (0..parsed.number_of_glyphs()).map(of).collect()
    }
}

/// The box around an outline, in font units, up positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GlyphBox {
    /// Least x.
    pub left: i16,
    /// Least y.
    pub bottom: i16,
    /// Greatest x.
    pub right: i16,
    /// Greatest y.
    pub top: i16,
}

#[cfg(test)]
mod tests {
    use crate::font::embedded::embedded_faces;
    use crate::font::{FaceStyle, Faces};

    fn height(faces: &Faces, family: &str) -> Option<f64> {
        let face = faces.get(faces.select(family, FaceStyle::default()).expect("an embedded family"));
        Some(f64::from(face.arabic_height()?.0) / f64::from(face.units_per_em()))
    }

    #[test]
    fn amiri_is_drawn_small_on_its_body() {
        let faces = embedded_faces();
        let of = |family| height(&faces, family).expect("a face with Arabic letters");
        let (vazirmatn, amiri, naskh) = (of("Vazirmatn"), of("Amiri"), of("Noto Naskh Arabic"));
        assert!((1.17..1.20).contains(&(vazirmatn / amiri)), "{vazirmatn} {amiri}");
        assert!((1.06..1.09).contains(&(vazirmatn / naskh)), "{vazirmatn} {naskh}");
        assert_eq!(height(&faces, "Gentium Plus"), None);
    }
}
