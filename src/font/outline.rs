//! Contours of a glyph in font units, as quadratic curves: what an embedded TrueType face is built from.
//!
//! CFF outlines (cubic) are converted to quadratic curves within half a font unit.

use super::{Face, GlyphId};

/// A point of a contour, in font units, up positive. Off-curve points are quadratic control points (TrueType `glyf`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OutlinePoint {
    /// To the right.
    pub x: i16,
    /// Up.
    pub y: i16,
    /// Whether the curve passes through it.
    pub on_curve: bool,
}

/// A closed contour; the last point joins the first.
pub type Contour = Vec<OutlinePoint>;

/// The contours of a glyph; empty for a space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Closed contours in the order of the face.
    pub contours: Vec<Contour>,
}

impl Face {
    /// The outline of a glyph; empty when it draws nothing or does not exist.
    pub fn outline(&self, glyph: GlyphId) -> Outline {
        let mut pen = Pen::default();
        self.parsed().outline_glyph(ttf_parser::GlyphId(glyph.0), &mut pen);
        pen.finish()
    }
}

#[derive(Default)]
struct Pen {
    outline: Outline,
    contour: Contour,
    at: (f32, f32),
}

fn round(value: f32) -> i16 {
    let limit = value.round().clamp(f32::from(i16::MIN), f32::from(i16::MAX));
    // The clamp keeps the value inside i16.
    limit as i16
}

impl Pen {
    fn push(&mut self, x: f32, y: f32, on_curve: bool) {
        self.contour.push(OutlinePoint { x: round(x), y: round(y), on_curve });
    }

    fn close_contour(&mut self) {
        // TrueType closes by itself: a repeated first point would only add bytes.
        if self.contour.len() > 1 && self.contour.first() == self.contour.last() {
            self.contour.pop();
        }
        let contour = std::mem::take(&mut self.contour);
        if contour.len() > 1 {
            self.outline.contours.push(contour);
        }
    }

    fn finish(mut self) -> Outline {
        self.close_contour();
        self.outline
    }

    /// One cubic as `2^depth` quadratics; the control point is the one that keeps the end tangents on average.
    fn cubic(&mut self, from: (f32, f32), c1: (f32, f32), c2: (f32, f32), to: (f32, f32), depth: u8) {
        // Distance between a cubic and its single quadratic: |p3 - 3p2 + 3p1 - p0| · √3/36 (Cox, Harris 1990).
        let dx = to.0 - 3.0 * c2.0 + 3.0 * c1.0 - from.0;
        let dy = to.1 - 3.0 * c2.1 + 3.0 * c1.1 - from.1;
        if depth == 0 || (dx * dx + dy * dy).sqrt() * 3f32.sqrt() / 36.0 <= 0.5 {
            let control = |p0: f32, p1: f32, p2: f32, p3: f32| (3.0 * (p1 + p2) - p0 - p3) / 4.0;
            self.push(control(from.0, c1.0, c2.0, to.0), control(from.1, c1.1, c2.1, to.1), false);
            self.push(to.0, to.1, true);
            return;
        }
        let middle = |a: (f32, f32), b: (f32, f32)| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
        let (a, b, c) = (middle(from, c1), middle(c1, c2), middle(c2, to));
        let (left, right) = (middle(a, b), middle(b, c));
        let centre = middle(left, right);
        self.cubic(from, a, left, centre, depth - 1);
        self.cubic(centre, right, c, to, depth - 1);
    }
}

impl ttf_parser::OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close_contour();
        self.push(x, y, true);
        self.at = (x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push(x, y, true);
        self.at = (x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.push(x1, y1, false);
        self.push(x, y, true);
        self.at = (x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.cubic(self.at, (x1, y1), (x2, y2), (x, y), 5);
        self.at = (x, y);
    }

    fn close(&mut self) {
        self.close_contour();
    }
}
