//! A book of one text set as the program would set it, and the boxes of what is drawn on its pages.

use std::fs;
use std::path::Path;

use publish::base::{Diagnostics, Length, Point, Sources};
use publish::book;
use publish::font::{Faces, GlyphBox};
use publish::lines::{Fragment, Line};
use publish::manifest;
use publish::pages::{FrameRole, ItemKind, Page, Pages, paginate};
use publish::shape::Shaper;
use publish::style::{self, StyleSheet};

/// A book that was set.
pub(crate) struct SetBook {
    pub(crate) pages: Pages,
    pub(crate) faces: Faces,
    pub(crate) styles: StyleSheet,
    pub(crate) diagnostics: Diagnostics,
}

/// Sets a text with these lines of a manifest. Files beside it are taken from `fonts`.
pub(crate) fn set(lines: &str, text: &str, fonts: &[&Path]) -> SetBook {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("one.md"), text).expect("a text");
    for font in fonts {
        fs::copy(font, folder.path().join(font.file_name().expect("a file"))).expect("a font");
    }
    let path = folder.path().join("manifest.yaml");
    fs::write(&path, format!("title: نان\ncontents: [one.md]\n{lines}")).expect("a manifest");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let manifest = manifest::read(&path, &mut sources, &mut diagnostics).expect("readable").expect("a manifest");
    let faces = style::faces(&manifest, &mut diagnostics).expect("faces");
    let styles = style::resolve(&manifest, &faces, &mut sources, &mut diagnostics).expect("a style");
    let book = book::assemble(&manifest, &mut sources, &mut diagnostics).expect("a book");
    let pages = paginate(&book, &styles, &Shaper::new(&faces), &faces, &mut diagnostics);
    SetBook { pages, faces, styles, diagnostics }
}

/// A rectangle on a page in points, y down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ink {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

impl Ink {
    /// Whether two rectangles have a part in common.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        // Places are rounded to a hundredth of a point.
        let meet = |one: f64, other: f64| one + 0.01 < other;
        let beside = meet(self.left, other.right) && meet(other.left, self.right);
        beside && meet(self.top, other.bottom) && meet(other.top, self.bottom)
    }
}

/// The boxes of all glyphs of a face, for every face.
pub(crate) fn boxes(faces: &Faces) -> Vec<Vec<Option<GlyphBox>>> {
    faces.iter().map(|(_, face)| face.boxes()).collect()
}

/// The boxes of what a line draws, with its left end on the baseline at a point.
pub(crate) fn inks(at: Point, line: &Line, faces: &Faces, boxes: &[Vec<Option<GlyphBox>>]) -> Vec<Ink> {
    let of = |fragment: &Fragment| {
        let units = f64::from(faces.get(fragment.shaped.face).units_per_em());
        let scale = fragment.size.to_pt() / units;
        let baseline = (at.y - fragment.style.rise).to_pt();
        let mut pen = (at.x + fragment.x).to_pt();
        let mut inks = Vec::new();
        for glyph in &fragment.shaped.glyphs {
            if let Some(bounds) = boxes[usize::from(fragment.shaped.face.0)][usize::from(glyph.id.0)] {
                let x = |units: i16| pen + f64::from(i32::from(units) + glyph.x_offset.0) * scale;
                let y = |units: i16| baseline - f64::from(i32::from(units) + glyph.y_offset.0) * scale;
                let (left, right) = (x(bounds.left), x(bounds.right));
                inks.push(Ink { left, right, top: y(bounds.top), bottom: y(bounds.bottom) });
            }
            pen += f64::from(glyph.advance.0) * scale;
        }
        inks
    };
    line.fragments.iter().flat_map(of).collect()
}

/// The lines of the frames of a role on a page, in reading order.
pub(crate) fn lines(page: &Page, role: FrameRole) -> impl Iterator<Item = (Point, &Line)> {
    let items = page.frames.iter().filter(move |frame| frame.role == role).flat_map(|frame| &frame.items);
    items.filter_map(|item| match &item.kind {
        ItemKind::Line(at, line) => Some((*at, &**line)),
        _ => None,
    })
}

/// How far apart the baselines of a page's lines stand, each place once.
pub(crate) fn steps(page: &Page, role: FrameRole) -> Vec<Length> {
    let mut places: Vec<Length> = lines(page, role).map(|(at, _)| at.y).collect();
    places.sort();
    places.dedup();
    places.windows(2).map(|pair| pair[1] - pair[0]).collect()
}
