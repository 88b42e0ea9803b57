//! Paths of the interpreter as what is noted of them: outlines, boxes, straight sides.

use hayro_interpret::kurbo::{self, Affine, BezPath, PathEl, Point, Rect};

use super::super::Area;
use super::outline::{Bounds, Outline};

/// Every straight side of a stroked path that is level or upright.
pub(super) fn sides(path: &BezPath, transform: Affine, line_width: f32) -> Vec<Rect> {
    let [a, b, c, d, _, _] = transform.as_coeffs();
    let half = (f64::from(line_width) * (a * d - b * c).abs().sqrt() / 2.0).max(0.05);
    let (mut from, mut start, mut found) = (Point::ZERO, Point::ZERO, Vec::new());
    for element in path.elements() {
        let to = match *element {
            PathEl::MoveTo(to) => {
                (start, from) = (to, to);
                continue;
            }
            PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => {
                from = to;
                continue;
            }
            PathEl::LineTo(to) => to,
            PathEl::ClosePath => start,
        };
        let side = Rect::from_points(transform * from, transform * to);
        if side.width().min(side.height()) < 0.5 {
            found.push(side.inflate(half, half));
        }
        from = to;
    }
    found
}

/// How far straight pieces may lie from the curve, in thousandths of the em.
const TOLERANCE: f64 = 0.4;

/// A path as closed lines.
pub(super) fn flatten(path: &BezPath) -> Outline {
    let mut contours: Vec<Vec<(f32, f32)>> = Vec::new();
    kurbo::flatten(path, TOLERANCE, |element| match (element, contours.last_mut()) {
        (PathEl::MoveTo(to), _) => contours.push(vec![(to.x as f32, to.y as f32)]),
        (PathEl::LineTo(to), Some(contour)) => contour.push((to.x as f32, to.y as f32)),
        _ => {}
    });
    for contour in &mut contours {
        if contour.len() > 1 && contour.first() == contour.last() {
            contour.pop();
        }
    }
    Outline::new(contours)
}

/// What a glyph with a box covers where it is drawn.
pub(super) fn ink(bounds: Bounds, transform: Affine) -> Option<Area> {
    let area = Rect::new(bounds.left.into(), bounds.bottom.into(), bounds.right.into(), bounds.top.into());
    let area = transform.transform_rect_bbox(area);
    Some(area_of(area))
}

/// A box as the border types have it.
pub(super) fn area_of(area: Rect) -> Area {
    Area { left: area.x0 as f32, top: area.y0 as f32, right: area.x1 as f32, bottom: area.y1 as f32 }
}
