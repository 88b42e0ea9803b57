//! The picture: rectangles, an ornament and outlines of glyphs on a ground, packed as PNG. Nothing else names the
//! rasteriser.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Transform};

use crate::base::{Color, Error, Length, Point, Rect};
use crate::font::{Faces, Outline, OutlinePoint};
use crate::lines::Line;

/// A page of pixels.
pub(super) struct Canvas {
    pixels: Pixmap,
    scale: f32,
}

impl Canvas {
    /// A page of one colour, of some pixels to the point.
    pub(super) fn new(width: Length, height: Length, scale: f32, ground: Color) -> Result<Self, Error> {
        let side = |length: Length| (pt(length) * scale).round() as u32;
        let pixels = Pixmap::new(side(width), side(height));
        let mut pixels = pixels.ok_or_else(|| Error::new("there is no memory for the cover"))?;
        pixels.fill(tiny_skia::Color::from_rgba8(ground.red, ground.green, ground.blue, 255));
        Ok(Self { pixels, scale })
    }

    /// Width and height in pixels.
    pub(super) fn size(&self) -> (u32, u32) {
        (self.pixels.width(), self.pixels.height())
    }

    /// Fills a rectangle.
    pub(super) fn fill(&mut self, area: Rect, color: Color) {
        let (x, y) = (pt(area.origin.x), pt(area.origin.y));
        if let Some(rect) = tiny_skia::Rect::from_xywh(x, y, pt(area.size.width), pt(area.size.height)) {
            let scale = Transform::from_scale(self.scale, self.scale);
            self.pixels.fill_rect(rect, &paint(color), scale, None);
        }
    }

    /// A star of eight points, two squares through each other, open in the middle.
    pub(super) fn star(&mut self, centre: Point, radius: Length, color: Color) {
        let (x, y, radius) = (pt(centre.x), pt(centre.y), pt(radius));
        let mut path = PathBuilder::new();
        // Corners at every eighth of the circle, and between them where the squares cross: cos 45° / cos 22.5°.
        for (ratio, turns) in [(1.0, 1.0), (0.62, -1.0)] {
            for step in 0_u8..16 {
                let reach = radius * ratio * if step % 2 == 0 { 1.0 } else { 0.765_367 };
                let angle = f32::from(step) * turns * std::f32::consts::PI / 8.0;
                let (x, y) = (x + reach * angle.sin(), y - reach * angle.cos());
                if step == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
            }
            path.close();
        }
        let scale = Transform::from_scale(self.scale, self.scale);
        self.draw(path.finish(), scale, color);
        let dot = radius * 0.2;
        if let Some(rect) = tiny_skia::Rect::from_xywh(x - dot, y - dot, dot * 2.0, dot * 2.0) {
            let turned = Transform::from_rotate_at(45.0, x, y).post_concat(scale);
            self.draw(Some(PathBuilder::from_rect(rect)), turned, color);
        }
    }

    /// The glyphs of a line whose measure begins at a point of its baseline.
    pub(super) fn line(&mut self, line: &Line, at: Point, color: Color, faces: &Faces) {
        for fragment in &line.fragments {
            let face = faces.get(fragment.shaped.face);
            let unit = pt(fragment.size) / f32::from(face.units_per_em());
            let (mut pen, baseline) = (pt(at.x + fragment.x), pt(at.y - fragment.style.rise));
            for glyph in &fragment.shaped.glyphs {
                let (x, y) = (pen + glyph.x_offset.0 as f32 * unit, baseline - glyph.y_offset.0 as f32 * unit);
                let place = Transform::from_row(unit, 0.0, 0.0, -unit, x, y);
                let place = place.post_scale(self.scale, self.scale);
                self.draw(path(&face.outline(glyph.id)), place, color);
                pen += glyph.advance.0 as f32 * unit;
            }
        }
    }

    fn draw(&mut self, path: Option<Path>, place: Transform, color: Color) {
        // A space has no path.
        if let Some(path) = path {
            self.pixels.fill_path(&path, &paint(color), FillRule::Winding, place, None);
        }
    }

    /// The picture as PNG.
    pub(super) fn png(self) -> Result<Vec<u8>, Error> {
        let (width, height) = self.size();
        // The ground is opaque everywhere.
        let colors: Vec<u8> =
            self.pixels.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        let mut bytes = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Up);
        encoder
            .write_image(&colors, width, height, ExtendedColorType::Rgb8)
            .map_err(|cause| Error::because("cannot pack the cover", cause))?;
        Ok(bytes)
    }
}

fn paint(color: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(color.red, color.green, color.blue, 255);
    paint.anti_alias = true;
    paint
}

fn pt(length: Length) -> f32 {
    length.to_pt() as f32
}

/// The contours of a glyph in font units; two control points beside each other have a point of the curve between them.
fn path(outline: &Outline) -> Option<Path> {
    let mut path = PathBuilder::new();
    for contour in &outline.contours {
        contour_path(contour, &mut path);
    }
    path.finish()
}

fn contour_path(contour: &[OutlinePoint], path: &mut PathBuilder) {
    let place = |point: &OutlinePoint| (f32::from(point.x), f32::from(point.y));
    let middle = |one: (f32, f32), other: (f32, f32)| ((one.0 + other.0) / 2.0, (one.1 + other.1) / 2.0);
    let (Some(first), Some(last)) = (contour.first(), contour.last()) else { return };
    let start = match (first.on_curve, last.on_curve) {
        (true, _) => place(first),
        (false, true) => place(last),
        (false, false) => middle(place(first), place(last)),
    };
    path.move_to(start.0, start.1);
    let mut control: Option<(f32, f32)> = None;
    for point in contour {
        let at = place(point);
        match (control, point.on_curve) {
            (None, true) => path.line_to(at.0, at.1),
            (None, false) => control = Some(at),
            (Some(bend), true) => {
                path.quad_to(bend.0, bend.1, at.0, at.1);
                control = None;
            }
            (Some(bend), false) => {
                let between = middle(bend, at);
                path.quad_to(bend.0, bend.1, between.0, between.1);
                control = Some(at);
            }
        }
    }
    if let Some(bend) = control {
        path.quad_to(bend.0, bend.1, start.0, start.1);
    }
    path.close();
}
