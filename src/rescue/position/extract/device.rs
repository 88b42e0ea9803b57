//! What the operators of a page draw: glyphs with their places, rules, images. Nothing is judged here.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use hayro_interpret::font::{Glyph, GlyphRun, OutlineGlyph, Type3Glyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Dict, ObjectIdentifier, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape as _};
use hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

use super::super::{Area, PositionedFace};
use super::Limits;
use super::fonts::{SimpleFont, SimpleFonts, is_stand_in};
use super::forms::Begins;
use super::images::Images;
use super::open::text_string;
use super::outline::{Bounds, Outline};
use super::paths::{area_of, flatten, ink, sides};
use super::shapes::{Shape, Shapes};
use super::type3::Drawing;

/// A glyph where it is drawn.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    /// Its shape in the table.
    pub(super) shape: u32,
    /// Ends of its advance, left first.
    pub(super) ends: (f32, f32),
    /// Its baseline.
    pub(super) baseline: f32,
    /// The size of its font.
    pub(super) size: f32,
    /// The innermost marked content with a number.
    pub(super) marked: Option<u32>,
    /// Whether it belongs to no text: a running head, a ground.
    pub(super) is_artifact: bool,
    /// The innermost replacement text (judged later), an index into [`DrawnPage::replacements`].
    pub(super) replacement: Option<u32>,
    /// `0xRRGGBB`.
    pub(super) color: u32,
    /// Whether it is not painted.
    pub(super) is_hidden: bool,
    /// Whether its baseline is not level.
    pub(super) is_turned: bool,
    /// What its ink covers.
    pub(super) ink: Option<Area>,
}

/// What is drawn on a page.
#[derive(Clone, Debug, Default)]
pub(super) struct DrawnPage {
    /// Its width and height.
    pub(super) size: (f32, f32),
    /// Glyphs in the order of drawing.
    pub(super) glyphs: Vec<Drawn>,
    /// Replacement texts, a new one for each stretch of marked content that has one.
    pub(super) replacements: Vec<String>,
    /// Marked content of forms by the form and its number there, with the number that it has on the page.
    pub(super) forms: HashMap<(ObjectIdentifier, u32), u32>,
    /// Lines and boxes.
    pub(super) rules: Vec<Area>,
    /// Images and where they stand.
    pub(super) images: Vec<(Area, Arc<Vec<u8>>)>,
}

/// Numbers of marked content in forms begin here: no page has as many of its own.
const FIRST_IN_FORMS: u32 = 1 << 30;

impl DrawnPage {
    /// The number on the page of marked content that has another in its form.
    fn number_in_form(&mut self, form: ObjectIdentifier, number: u32) -> u32 {
        let next = u32::try_from(self.forms.len()).unwrap_or(u32::MAX).saturating_add(FIRST_IN_FORMS);
        *self.forms.entry((form, number)).or_insert(next)
    }
}

/// What is thinner is a rule, however it is drawn, in points.
const THIN: f64 = 2.0;

/// Why a page was left by unwinding; tells it from a foreign panic.
pub(super) enum Exceeded {
    /// The page goes on without end.
    Page,
    /// The file has more glyphs and lines than are read.
    File,
}

/// Names a glyph of the table: outline and font program, code, text.
type Key = (u128, u32, Option<String>);

/// Notes what pages draw; one for several pages, so that their glyphs are looked at once.
pub(super) struct Recorder<'f> {
    /// The page that is drawn now.
    pub(super) page: DrawnPage,
    /// Glyphs of all pages so far.
    pub(super) shapes: Shapes,
    /// The simple fonts of the pages so far.
    pub(super) fonts: SimpleFonts<'f>,
    known: HashMap<Key, u32>,
    images: Images,
    marked: Vec<Marked>,
    begins: Begins,
    steps: usize,
    end: Instant,
    /// What all pages together may still note; shared by the threads.
    room: Arc<AtomicUsize>,
}

/// One level of marked content.
#[derive(Clone, Copy, Default)]
struct Marked {
    number: Option<u32>,
    replacement: Option<u32>,
    is_artifact: bool,
}

impl<'f> Recorder<'f> {
    /// A recorder of no pages yet.
    pub(super) fn new(limits: &Limits, room: Arc<AtomicUsize>, fonts: SimpleFonts<'f>) -> Self {
        Self {
            images: Images::new(limits.pixels),
            fonts,
            page: DrawnPage::default(),
            shapes: Shapes::default(),
            known: HashMap::new(),
            marked: Vec::new(),
            begins: Begins::default(),
            steps: 0,
            end: Instant::now(),
            room,
        }
    }

    /// Begins a page, with the beginnings of its marked content where forms count it.
    pub(super) fn begin(&mut self, size: (f32, f32), begins: Begins, limits: &Limits) {
        self.page = DrawnPage { size, ..DrawnPage::default() };
        self.begins = begins;
        self.marked.clear();
        self.steps = limits.steps;
        self.end = Instant::now() + limits.time;
    }

    /// Counts what is done. The interpreter cannot be told to stop, and a page of forms within forms never would: it is
    /// left by unwinding, which the caller catches.
    fn step(&mut self, count: usize) {
        match self.steps.checked_sub(count) {
            Some(left) if Instant::now() < self.end => self.steps = left,
            _ => std::panic::resume_unwind(Box::new(Exceeded::Page)),
        }
    }

    /// Takes room for one thing that is noted.
    fn take_room(&self) {
        let take = |room: usize| room.checked_sub(1);
        if self.room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_err() {
            std::panic::resume_unwind(Box::new(Exceeded::File));
        }
    }

    fn outline_glyph(&mut self, glyph: &OutlineGlyph) -> u32 {
        let said = glyph.as_unicode().map(text_of);
        let key = (glyph.identifier().cache_key(), glyph.char_code(), said);
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let font = self.font_of(glyph, key.0);
        let face = self.face(font.face);
        let drawn = flatten(&glyph.outline());
        let bounds = drawn.bounds();
        // An outline of another face tells where ink is, and nothing of what it says.
        let outline = if font.is_embedded { drawn } else { Outline::default() };
        let advance = glyph.advance_width().unwrap_or(0.0);
        self.add(Shape { face, code: key.1, said: key.2.clone(), advance, outline, bounds, times: 0 }, key)
    }

    fn font_of(&self, glyph: &OutlineGlyph, outline: u128) -> SimpleFont {
        if let Some(font) = self.fonts.font_of(outline, glyph.char_code()) {
            return font.clone();
        }
        let Some(font) = glyph.font_data() else { return SimpleFont::default() };
        let name = font.postscript_name.unwrap_or_default();
        let is_bold = font.weight.is_some_and(|weight| weight >= 600) || name.contains("Bold");
        let is_italic = font.is_italic || name.contains("Italic") || name.contains("Oblique");
        let is_embedded = !is_stand_in((*font.data).as_ref());
        SimpleFont { face: PositionedFace { is_bold, is_italic, is_monospace: font.is_monospace, name }, is_embedded }
    }

    fn type3_glyph<'a>(&mut self, glyph: &Type3Glyph<'a>, paint: &Paint<'a>) -> u32 {
        let said = glyph.as_unicode().map(text_of);
        let key = (glyph.cache_key(), glyph.char_code(), said);
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let face = self.face(PositionedFace::default());
        let drawing = Drawing::of(glyph, paint);
        let bounds = drawing.area.map(|area| Bounds {
            left: area.x0 as f32,
            bottom: area.y0 as f32,
            right: area.x1 as f32,
            top: area.y1 as f32,
        });
        let outline = flatten(&drawing.path);
        let advance = glyph.advance_width().unwrap_or(0.0);
        self.add(Shape { face, code: key.1, said: key.2.clone(), advance, outline, bounds, times: 0 }, key)
    }

    fn add(&mut self, shape: Shape, key: Key) -> u32 {
        let number = u32::try_from(self.shapes.list.len()).unwrap_or(u32::MAX);
        self.shapes.list.push(shape);
        self.known.insert(key, number);
        number
    }

    fn face(&mut self, face: PositionedFace) -> u16 {
        let faces = &mut self.shapes.faces;
        let at = faces.iter().position(|known| *known == face).unwrap_or_else(|| {
            faces.push(face);
            faces.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    fn draw_glyph<'a>(&mut self, glyph: &Glyph<'a>, transform: Affine, paint: &Paint<'a>, is_hidden: bool) {
        let color = color_of(paint);
        let shape = match glyph {
            Glyph::Outline(outline) => self.outline_glyph(outline),
            Glyph::Type3(drawing) => self.type3_glyph(drawing, paint),
        };
        let known = &mut self.shapes.list[shape as usize];
        known.times += 1;
        let [a, b, c, d, _, _] = transform.as_coeffs();
        let advance = f64::from(known.advance);
        let (start, end) = (transform * Point::ZERO, transform * Point::new(advance, 0.0));
        let ink = known.bounds.and_then(|bounds| ink(bounds, transform));
        let is_turned = b.abs() > 0.02 * a.abs();
        let (left, right, baseline) = match ink {
            Some(ink) if is_turned => (ink.left, ink.right, ink.bottom),
            _ => (start.x.min(end.x) as f32, start.x.max(end.x) as f32, start.y as f32),
        };
        let size = (c.hypot(d) * 1000.0) as f32;
        let numbers = [left, right, baseline, size];
        // A page can place a glyph anywhere; where no page can be is nowhere.
        if numbers.iter().any(|number| !number.is_finite() || number.abs() > 1e6) || size <= 0.0 {
            return;
        }
        let level = self.marked.iter().rev();
        let marked = level.clone().find_map(|level| level.number);
        let replacement = level.clone().find_map(|level| level.replacement);
        let is_artifact = level.clone().any(|level| level.is_artifact);
        let ends = (left, right);
        self.take_room();
        self.page.glyphs.push(Drawn {
            shape,
            ends,
            baseline,
            size,
            marked,
            is_artifact,
            replacement,
            color,
            is_hidden,
            is_turned,
            ink,
        });
    }

    fn rule(&mut self, area: Rect) {
        if let Some(area) = self.on_page(area) {
            self.take_room();
            self.page.rules.push(area);
        }
    }

    fn rules(&mut self, areas: Vec<Rect>) {
        for area in areas {
            self.rule(area);
        }
    }

    /// An area, when it has one and lies on the page at least in part.
    fn on_page(&self, area: Rect) -> Option<Area> {
        let area = area_of(area);
        let (width, height) = self.page.size;
        let is_on_page = area.right >= 0.0 && area.left <= width && area.bottom >= 0.0 && area.top <= height;
        (is_on_page && area.left < area.right && area.top < area.bottom).then_some(area)
    }
}

fn text_of(text: BfString) -> String {
    match text {
        BfString::Char(sign) => sign.to_string(),
        BfString::String(text) => text,
    }
}

impl<'a> Device<'a> for Recorder<'a> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.step(run.glyphs().len());
        let is_hidden = matches!(mode, DrawMode::Invisible);
        for glyph in run.glyphs() {
            self.draw_glyph(glyph, props.transform * glyph.transform(), &props.paint, is_hidden);
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.step(1);
        match mode {
            DrawMode::Fill(_) | DrawMode::FillAndStroke(..) => {
                let area = (props.transform * path).bounding_box();
                // A drawing is no rule; what is thin is one, however it is drawn.
                if area.width().min(area.height()) < THIN {
                    self.rule(area);
                }
            }
            DrawMode::Stroke(stroke) => self.rules(sides(path, props.transform, stroke.line_width)),
            DrawMode::Invisible => {}
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.step(1);
        match mode {
            DrawMode::Fill(_) | DrawMode::FillAndStroke(..) => {
                self.rule(props.transform.transform_rect_bbox(*rect));
            }
            DrawMode::Stroke(stroke) => self.rules(sides(&rect.to_path(0.1), props.transform, stroke.line_width)),
            DrawMode::Invisible => {}
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.step(1);
        let pixels = Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        let area = props.transform.transform_rect_bbox(pixels);
        if area.width().min(area.height()) < THIN {
            self.rule(area);
        } else if let Some(area) = self.on_page(area) {
            self.take_room();
            self.page.images.push((area, self.images.bytes(&image)));
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step(1);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step(1);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        self.step(1);
        let number = properties.and_then(|list| list.get::<u32>("MCID"));
        let form = self.begins.next(number);
        let number = number.map(|number| form.map_or(number, |form| self.page.number_in_form(form, number)));
        let text = properties.and_then(|list| list.get::<PdfString<'_>>("ActualText"));
        let replacement = text.map(|text| {
            self.page.replacements.push(text_string(text.as_bytes()));
            u32::try_from(self.page.replacements.len() - 1).unwrap_or(u32::MAX)
        });
        self.marked.push(Marked { number, replacement, is_artifact: tag == b"Artifact" });
    }

    fn end_marked_content(&mut self) {
        self.marked.pop();
    }
}

fn color_of(paint: &Paint<'_>) -> u32 {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, _] = color.to_rgba().to_rgba8();
            u32::from_be_bytes([0, red, green, blue])
        }
        Paint::Pattern(_) => 0,
    }
}
