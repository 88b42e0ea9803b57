//! The `glyf` and `loca` tables (OpenType 1.9): contours in, simple glyphs out.
//!
//! Composite glyphs are not needed: parts are put together before they come here.

use crate::font::OutlinePoint;

/// Flags of a point (OpenType, `glyf`, simple glyph flags).
const ON_CURVE: u8 = 0x01;
const X_SHORT: u8 = 0x02;
const Y_SHORT: u8 = 0x04;
const X_SAME_OR_POSITIVE: u8 = 0x10;
const Y_SAME_OR_POSITIVE: u8 = 0x20;
const OVERLAP: u8 = 0x40;

/// Left, bottom, right, top in font units.
pub(super) type Bounds = [i16; 4];

/// A glyph as drawn.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    contours: Vec<Vec<OutlinePoint>>,
    /// Whether its parts may overlap (marks on stems, kashida).
    pub(super) overlaps: bool,
}

/// What other tables say of a glyph.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extent {
    /// Bounds of its points; zero when it draws nothing.
    pub(super) bounds: Bounds,
    /// How many points it has.
    pub(super) points: u16,
    /// How many contours it has.
    pub(super) contours: u16,
}

impl Drawing {
    /// Adds a contour moved to the right and up.
    pub(super) fn add(&mut self, contour: &[OutlinePoint], x: i32, y: i32) {
        // Differences of neighbouring points must fit 16 bits too, hence half the range.
        let fit = |value: i32| i16::try_from(value.clamp(-16_000, 16_000)).expect("the clamp keeps it inside i16");
        let moved = |point: &OutlinePoint| OutlinePoint {
            x: fit(i32::from(point.x) + x),
            y: fit(i32::from(point.y) + y),
            on_curve: point.on_curve,
        };
        self.contours.push(contour.iter().map(moved).collect());
    }

    fn extent(&self) -> Extent {
        let mut points = self.contours.iter().flatten();
        let Some(first) = points.next() else { return Extent::default() };
        let start = [first.x, first.y, first.x, first.y];
        let bounds = points.fold(start, |[left, bottom, right, top], point| {
            [left.min(point.x), bottom.min(point.y), right.max(point.x), top.max(point.y)]
        });
        let count = self.contours.iter().map(Vec::len).sum::<usize>();
        let narrow = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        Extent { bounds, points: narrow(count), contours: narrow(self.contours.len()) }
    }
}

/// The two tables being written.
#[derive(Debug)]
pub(super) struct Glyphs {
    glyf: Vec<u8>,
    loca: Vec<u32>,
    /// Of each glyph, in order.
    pub(super) extents: Vec<Extent>,
}

impl Glyphs {
    /// No glyphs.
    pub(super) fn new() -> Self {
        Self { glyf: Vec::new(), loca: vec![0], extents: Vec::new() }
    }

    /// Adds a glyph after the others; one that draws nothing takes no bytes.
    pub(super) fn push(&mut self, drawing: &Drawing) {
        let extent = drawing.extent();
        if extent.contours > 0 {
            self.header(drawing, extent);
            self.points(drawing);
            // Offsets are even, as the short form of loca needs.
            if self.glyf.len() % 2 == 1 {
                self.glyf.push(0);
            }
        }
        self.loca.push(u32::try_from(self.glyf.len()).expect("outlines of 65 535 glyphs are fewer than 4 GiB"));
        self.extents.push(extent);
    }

    fn header(&mut self, drawing: &Drawing, extent: Extent) {
        self.glyf.extend(extent.contours.to_be_bytes());
        extent.bounds.iter().for_each(|bound| self.glyf.extend(bound.to_be_bytes()));
        let mut end = 0;
        for contour in &drawing.contours {
            end += contour.len();
            self.glyf.extend(u16::try_from(end - 1).unwrap_or(u16::MAX).to_be_bytes());
        }
        // No instructions.
        self.glyf.extend([0, 0]);
    }

    /// Flags of all points, then their x differences, then their y differences.
    fn points(&mut self, drawing: &Drawing) {
        let (mut xs, mut ys) = (Vec::new(), Vec::new());
        let (mut last_x, mut last_y) = (0, 0);
        // All is filled by the non-zero rule; the bit on the first point tells rasterisers that it matters.
        let mut overlap = if drawing.overlaps { OVERLAP } else { 0 };
        for point in drawing.contours.iter().flatten() {
            let x = difference(point.x - last_x, X_SHORT, X_SAME_OR_POSITIVE, &mut xs);
            let y = difference(point.y - last_y, Y_SHORT, Y_SAME_OR_POSITIVE, &mut ys);
            self.glyf.push(overlap | x | y | if point.on_curve { ON_CURVE } else { 0 });
            (last_x, last_y, overlap) = (point.x, point.y, 0);
        }
        self.glyf.append(&mut xs);
        self.glyf.append(&mut ys);
    }

    /// The tables `glyf` and `loca` (long form).
    pub(super) fn tables(&self) -> (Vec<u8>, Vec<u8>) {
        (self.glyf.clone(), self.loca.iter().flat_map(|offset| offset.to_be_bytes()).collect())
    }
}

/// Appends a difference in its shortest form and gives the flags that say which.
fn difference(value: i16, short: u8, same_or_positive: u8, bytes: &mut Vec<u8>) -> u8 {
    match value {
        0 => same_or_positive,
        1..=255 => {
            bytes.push(value.to_be_bytes()[1]);
            short | same_or_positive
        }
        -255..=-1 => {
            bytes.push(value.unsigned_abs().to_be_bytes()[1]);
            short
        }
        _ => {
            bytes.extend(value.to_be_bytes());
            0
        }
    }
}
