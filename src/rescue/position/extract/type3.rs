//! Glyphs that are drawn by operators of their own (Type 3): what they cover.

use hayro_interpret::font::{GlyphRun, Type3Glyph};
use hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape as _};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask};

/// What a glyph draws, in thousandths of the size.
#[derive(Default)]
pub(super) struct Drawing {
    /// Filled paths; bitmaps have none.
    pub(super) path: BezPath,
    /// The box of all that is drawn.
    pub(super) area: Option<Rect>,
}

impl Drawing {
    /// Draws a glyph by itself.
    pub(super) fn of<'a>(glyph: &Type3Glyph<'a>, paint: &Paint<'a>) -> Self {
        let mut drawing = Self::default();
        glyph.interpret(&mut drawing, Affine::IDENTITY, Affine::IDENTITY, paint);
        drawing
    }

    fn cover(&mut self, area: Rect) {
        self.area = Some(self.area.map_or(area, |known| known.union(area)));
    }
}

impl<'a> Device<'a> for Drawing {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let path = props.transform * path;
        self.cover(path.bounding_box());
        if matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            self.path.extend(path);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let pixels = Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        self.cover(props.transform.transform_rect_bbox(pixels));
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
