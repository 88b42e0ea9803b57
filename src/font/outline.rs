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

impl Outline {
    /// The area within its contours, in square units: those of holes are taken away; where parts overlap, it counts twice.
    pub fn area(&self) -> f64 {
        self.contours.iter().map(|contour| contour_area(contour)).sum::<f64>().abs()
    }
}

/// The area of a contour, positive in one sense and negative in the other.
///
/// That of its corners, and for every curve two thirds of the triangle with its control point (Archimedes).
fn contour_area(contour: &[OutlinePoint]) -> f64 {
    let at = |point: &OutlinePoint| (f64::from(point.x), f64::from(point.y));
    let cross = |one: (f64, f64), other: (f64, f64)| (one.0 * other.1 - other.0 * one.1) / 2.0;
    let count = contour.len();
    let point = |nth: usize| &contour[nth % count];
    let middle = |one: (f64, f64), other: (f64, f64)| ((one.0 + other.0) / 2.0, (one.1 + other.1) / 2.0);
    let mut area = 0.0;
    for nth in 0..count {
        let (here, next) = (at(point(nth)), at(point(nth + 1)));
        if point(nth).on_curve {
            if point(nth + 1).on_curve {
                area += cross(here, next);
            }
            continue;
        }
        let before = point(nth + count - 1);
        let from = if before.on_curve { at(before) } else { middle(at(before), here) };
        let to = if point(nth + 1).on_curve { next } else { middle(here, next) };
        let triangle = cross(from, here) + cross(here, to) + cross(to, from);
        area += cross(from, to) + triangle * 2.0 / 3.0;
    }
    area
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_and_holes_count_in_the_area() {
        let point = |x, y, on_curve| OutlinePoint { x, y, on_curve };
        let square = |size: i16| vec![(0, 0), (size, 0), (size, size), (0, size)];
        let corners = |list: Vec<(i16, i16)>| list.into_iter().map(|(x, y)| point(x, y, true)).collect::<Contour>();
        let mut hole = corners(square(50));
        hole.reverse();
        let outline = Outline { contours: vec![corners(square(100)), hole] };
        assert!((outline.area() - 7500.0).abs() < 1e-6);
        // A parabola on a base of 100 with its control point 90 above: two thirds of the triangle of 4500.
        let bow = vec![point(0, 0, true), point(100, 0, true), point(50, 90, false)];
        assert!((Outline { contours: vec![bow] }.area() - 3000.0).abs() < 1e-6);
        // Only control points: a round of four parabolas between the middles of the sides.
        let round = square(100).into_iter().map(|(x, y)| point(x, y, false)).collect();
        assert!((Outline { contours: vec![round] }.area() - (5000.0 + 5000.0 * 2.0 / 3.0)).abs() < 1e-6);
    }
}
