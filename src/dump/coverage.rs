//! How much of each page is covered with ink: outlines of letters, rules, dots, images, measured and added up.

use std::collections::BTreeMap;

use crate::base::{Color, Length, Rect, Size};
use crate::book::ink::Ink;
use crate::book::{Book, ImageFile, ImageId};
use crate::font::{FaceId, Faces, GlyphId};
use crate::lines::{Fragment, Line};
use crate::pages::{Item, ItemKind, Page, Pages};

/// The ink of every page, as a part of its area.
pub fn coverage(pages: &Pages, book: &Book, faces: &Faces) -> Vec<Ink> {
    let mut gauge = Gauge { book, faces, glyphs: BTreeMap::new(), images: BTreeMap::new() };
    pages.list.iter().map(|page| gauge.page(page)).collect()
}

/// Measures each glyph and each image once.
struct Gauge<'a> {
    book: &'a Book,
    faces: &'a Faces,
    /// Areas in square ems.
    glyphs: BTreeMap<(FaceId, GlyphId), f64>,
    images: BTreeMap<ImageId, Ink>,
}

impl Gauge<'_> {
    fn page(&mut self, page: &Page) -> Ink {
        let items = page.frames.iter().flat_map(|frame| &frame.items);
        let ink = items.map(|item| self.item(item, page.size)).fold(Ink::default(), Ink::and);
        ink.times(1.0 / square(page.size).max(1.0))
    }

    /// The ink of an item in square points.
    fn item(&mut self, item: &Item, page: Size) -> Ink {
        match &item.kind {
            ItemKind::Line(_, line) => self.line(line),
            ItemKind::Rule(area, color) => Ink::of(*color).times(on_page(*area, page)),
            ItemKind::Dots(area, step, color) => {
                let (across, between) = (area.size.height.to_pt(), step.to_pt().max(0.1));
                let dot = across * across * std::f64::consts::PI / 4.0;
                Ink::of(*color).times(dot * (area.size.width.to_pt() / between).floor())
            }
            ItemKind::Image(area, id) => {
                let book = self.book;
                let measure = || book.images.get(id.0 as usize).map(ImageFile::ink).unwrap_or_default();
                self.images.entry(*id).or_insert_with(measure).times(on_page(*area, page))
            }
            ItemKind::Modules(area, modules) => {
                let dark = modules.dark.iter().filter(|is_dark| **is_dark).count() as f64;
                let whole = f64::from(modules.count).powi(2).max(1.0);
                Ink::of(Color::BLACK).times(square(area.size) * dark / whole)
            }
            ItemKind::Anchor(..) => Ink::default(),
        }
    }

    fn line(&mut self, line: &Line) -> Ink {
        line.fragments.iter().map(|fragment| self.fragment(fragment)).fold(Ink::default(), Ink::and)
    }

    fn fragment(&mut self, fragment: &Fragment) -> Ink {
        let (face, size) = (fragment.shaped.face, fragment.size.to_pt());
        let ems: f64 = fragment.shaped.glyphs.iter().map(|glyph| self.glyph(face, glyph.id)).sum();
        Ink::of(fragment.style.color).times(ems * size * size)
    }

    fn glyph(&mut self, id: FaceId, glyph: GlyphId) -> f64 {
        let face = self.faces.get(id);
        let measure = || face.outline(glyph).area() / f64::from(face.units_per_em().max(1)).powi(2);
        *self.glyphs.entry((id, glyph)).or_insert_with(measure)
    }
}

fn square(size: Size) -> f64 {
    size.width.to_pt() * size.height.to_pt()
}

/// What of an area lies on the page.
fn on_page(area: Rect, page: Size) -> f64 {
    let (right, bottom) = (area.right().min(page.width), area.bottom().min(page.height));
    let (left, top) = (area.origin.x.max(Length::ZERO), area.origin.y.max(Length::ZERO));
    square(Size { width: (right - left).max(Length::ZERO), height: (bottom - top).max(Length::ZERO) })
}
