//! Outlines of glyphs as closed lines of short straight pieces, in thousandths of the em, up positive: what they cover,
//! whether two draw the same, whether one is flat, which way a bracket opens.
//!
//! They are compared by what they cover, not point by point: makers turn curves into other curves and drop points.

/// A closed line; its last point joins the first.
pub(super) type Contour = Vec<(f32, f32)>;

/// How far corresponding edges of two outlines may lie apart: rounding of an em of 1 000 units to one of 2 048 and back,
/// twice.
const NEAR: f32 = 3.5;

/// Lines that an outline is measured along, each way.
const LINES: usize = 13;

/// What a line may miss of an edge that it grazes.
const GRAZED: f32 = 45.0;

/// What a glyph draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outline {
    contours: Vec<Contour>,
}

/// A box in the units of the outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    /// Left edge.
    pub(super) left: f32,
    /// Lower edge.
    pub(super) bottom: f32,
    /// Right edge.
    pub(super) right: f32,
    /// Upper edge.
    pub(super) top: f32,
}

impl Bounds {
    /// From left to right.
    pub(super) fn width(&self) -> f32 {
        self.right - self.left
    }

    /// From the lower to the upper edge.
    pub(super) fn height(&self) -> f32 {
        self.top - self.bottom
    }

    fn is_near(&self, other: &Self) -> bool {
        let near = |mine: f32, theirs: f32| (mine - theirs).abs() <= NEAR;
        near(self.left, other.left)
            && near(self.right, other.right)
            && near(self.bottom, other.bottom)
            && near(self.top, other.top)
    }
}

/// How an outline covers its box: equal for outlines that draw the same.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cover {
    /// Its box.
    pub(super) bounds: Bounds,
    /// Ink along level lines, then along upright ones.
    ink: [[f32; LINES]; 2],
}

impl Cover {
    /// Whether both draw the same at the same place.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.bounds.is_near(&other.bounds)
            && self.ink.iter().zip(&other.ink).all(|(mine, theirs)| {
                let apart = mine.iter().zip(theirs).map(|(mine, theirs)| (mine - theirs).abs());
                let mut far = apart.filter(|&apart| apart > 3.0 * NEAR);
                // A line that grazes an edge may count it or not: one of them may, by less than a dot is wide.
                far.next().is_none_or(|apart| apart < GRAZED) && far.next().is_none()
            })
    }
}

impl Outline {
    /// An outline of contours; those without any extent are left out.
    pub(super) fn new(contours: Vec<Contour>) -> Self {
        Self { contours: contours.into_iter().filter(|contour| contour.len() > 2).collect() }
    }

    /// Its contours.
    pub(super) fn contours(&self) -> &[Contour] {
        &self.contours
    }

    /// All points.
    pub(super) fn points(&self) -> impl Iterator<Item = (f32, f32)> + '_ {
        self.contours.iter().flatten().copied()
    }

    /// Its box; `None` when it draws nothing.
    pub(super) fn bounds(&self) -> Option<Bounds> {
        let (x, y) = self.points().next()?;
        let start = Bounds { left: x, bottom: y, right: x, top: y };
        Some(self.points().fold(start, |bounds, (x, y)| Bounds {
            left: bounds.left.min(x),
            bottom: bounds.bottom.min(y),
            right: bounds.right.max(x),
            top: bounds.top.max(y),
        }))
    }

    /// How it covers its box.
    pub(super) fn cover(&self) -> Option<Cover> {
        let bounds = self.bounds()?;
        let part = |at: usize| (at as f32 + 0.5) / LINES as f32;
        let ink = [
            std::array::from_fn(|at| length(&self.along_level(bounds.bottom + part(at) * bounds.height()))),
            std::array::from_fn(|at| length(&self.along_upright(bounds.left + part(at) * bounds.width()))),
        ];
        Some(Cover { bounds, ink })
    }

    /// Whether it is a flat bar on or near the baseline, wider than high: kashida, a dash, an underscore.
    pub(super) fn is_flat(&self) -> bool {
        let Some(bounds) = self.bounds() else { return false };
        let middle = length(&self.along_level(bounds.bottom + bounds.height() / 2.0));
        bounds.height() <= 160.0
            && bounds.bottom >= -160.0
            && bounds.top <= 220.0
            && bounds.width() > 1.2 * bounds.height()
            && middle >= 0.9 * bounds.width()
            && self.contours.len() == 1
    }

    /// Which way a bracket opens: to the right as `(`, to the left as `)`, or neither.
    pub(super) fn opening(&self) -> Option<Opening> {
        let bounds = self.bounds()?;
        let middle_of = |part: f32| {
            let ink = self.along_level(bounds.bottom + part * bounds.height());
            let (first, last) = (ink.first()?, ink.last()?);
            Some((first.0 + last.1) / 2.0)
        };
        let middle = middle_of(0.5)?;
        let ends = (middle_of(0.04)? + middle_of(0.96)?) / 2.0;
        let lean = (middle - ends) / bounds.width().max(1.0);
        match lean {
            lean if lean < -0.08 => Some(Opening::Right),
            lean if lean > 0.08 => Some(Opening::Left),
            _ => None,
        }
    }

    fn along_level(&self, y: f32) -> Vec<(f32, f32)> {
        self.along(|(x, y)| (x, y), y)
    }

    fn along_upright(&self, x: f32) -> Vec<(f32, f32)> {
        self.along(|(x, y)| (y, x), x)
    }

    /// The stretches of ink along a line, by the rule of non-zero winding.
    fn along(&self, turn: impl Fn((f32, f32)) -> (f32, f32), at: f32) -> Vec<(f32, f32)> {
        let mut crossings: Vec<(f32, i32)> = Vec::new();
        for contour in &self.contours {
            let ends = contour.iter().zip(contour.iter().cycle().skip(1));
            for (&from, &to) in ends {
                let ((x0, y0), (x1, y1)) = (turn(from), turn(to));
                if (y0 <= at) != (y1 <= at) {
                    let x = x0 + (at - y0) / (y1 - y0) * (x1 - x0);
                    crossings.push((x, if y1 > y0 { 1 } else { -1 }));
                }
            }
        }
        crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut winding, mut start, mut stretches) = (0, 0.0, Vec::new());
        for (x, way) in crossings {
            if winding == 0 {
                start = x;
            }
            winding += way;
            if winding == 0 {
                stretches.push((start, x));
            }
        }
        stretches
    }
}

/// The way that a bracket opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// As `)` does.
    Left,
    /// As `(` does.
    Right,
}

fn length(stretches: &[(f32, f32)]) -> f32 {
    stretches.iter().map(|(start, end)| end - start).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(points: &[(f32, f32)]) -> Outline {
        Outline::new(vec![points.to_vec()])
    }

    fn bar(left: f32, bottom: f32, right: f32, top: f32) -> Contour {
        vec![(left, bottom), (right, bottom), (right, top), (left, top)]
    }

    #[test]
    fn outlines_are_compared_by_what_they_cover() {
        let square = shape(&bar(0.0, 0.0, 500.0, 500.0)).cover().expect("ink");
        // A point more on a side, a start elsewhere, a unit of rounding.
        let same =
            shape(&[(501.0, 0.0), (500.0, 250.0), (500.0, 500.0), (0.0, 500.0), (0.0, 0.0)]).cover().expect("ink");
        assert!(square.is_like(&same));
        let ring = Outline::new(vec![
            bar(0.0, 0.0, 500.0, 500.0),
            vec![(100.0, 100.0), (100.0, 400.0), (400.0, 400.0), (400.0, 100.0)],
        ]);
        assert!(!square.is_like(&ring.cover().expect("ink")));
        let moved = shape(&bar(30.0, 0.0, 530.0, 500.0)).cover().expect("ink");
        assert!(!square.is_like(&moved));
    }

    #[test]
    fn flat_is_a_bar_by_the_baseline() {
        assert!(shape(&bar(-20.0, 0.0, 220.0, 90.0)).is_flat());
        assert!(!shape(&bar(0.0, 0.0, 90.0, 700.0)).is_flat());
        assert!(!shape(&bar(0.0, 400.0, 300.0, 460.0)).is_flat());
        assert!(!shape(&[(0.0, 0.0), (300.0, 0.0), (150.0, 100.0)]).is_flat());
    }

    #[test]
    fn a_bracket_opens_where_its_ends_are() {
        let left = shape(&[(0.0, 350.0), (150.0, 0.0), (200.0, 0.0), (80.0, 350.0), (200.0, 700.0), (150.0, 700.0)]);
        assert_eq!(left.opening(), Some(Opening::Right));
        let square = shape(&[
            (200.0, 0.0),
            (200.0, 700.0),
            (0.0, 700.0),
            (0.0, 640.0),
            (140.0, 640.0),
            (140.0, 60.0),
            (0.0, 60.0),
            (0.0, 0.0),
        ]);
        assert_eq!(square.opening(), Some(Opening::Left));
        assert_eq!(shape(&bar(0.0, 0.0, 80.0, 700.0)).opening(), None);
    }
}
