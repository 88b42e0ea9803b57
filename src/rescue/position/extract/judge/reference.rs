//! The faces inside the binary as witnesses: their outlines with the signs that they stand for.

use std::collections::BTreeMap;

use crate::font::embedded::embedded_faces;
use crate::font::{Face, GlyphId, OutlinePoint, Weight};

use super::super::super::PositionedFace;
use super::super::outline::{Contour, Cover, Outline};
use super::letters;
use super::spelling::base_letters;

/// Signs that are looked for: Latin, general punctuation, and Arabic with its presentation forms, which name the form.
const SIGNS: [std::ops::RangeInclusive<u32>; 6] =
    [0x21..=0x24F, 0x600..=0x6FF, 0x750..=0x77F, 0x2010..=0x2044, 0xFB50..=0xFDFC, 0xFE70..=0xFEFC];

/// Points on a curve between its ends.
const CURVE: u8 = 4;

/// One glyph of a witness.
pub(super) struct Witness {
    /// Signs that it is drawn for.
    pub(super) signs: Vec<char>,
    /// What it draws.
    pub(super) outline: Outline,
    /// How it covers its box.
    pub(super) cover: Cover,
}

impl Witness {
    /// What its signs say, spelled in base letters, each once.
    pub(super) fn texts(&self) -> Vec<String> {
        let mut texts: Vec<String> = self.signs.iter().map(|sign| base_letters(&sign.to_string())).collect();
        texts.sort();
        texts.dedup();
        texts
    }

    /// Whether it is drawn joined to the letter after it, when its signs name one form.
    pub(super) fn joins_next(&self) -> Option<bool> {
        let mut known = self.signs.iter().filter_map(|&sign| letters::joins_next(sign));
        let first = known.next()?;
        known.all(|next| next == first).then_some(first)
    }
}

/// The glyphs of faces that may be the one of a file: by its name, or all when it has none that is known.
pub(super) fn witnesses(face: &PositionedFace, is_nameless: bool) -> Vec<Vec<Witness>> {
    let name = bare(&face.name);
    let faces = embedded_faces();
    let is_wanted = |candidate: &Face| {
        let has_name = name.starts_with(&bare(candidate.family()));
        has_name && (candidate.style().weight == Weight::Bold) == face.is_bold
    };
    let named: Vec<Vec<Witness>> =
        faces.iter().filter(|(_, face)| is_wanted(face)).map(|(_, face)| read(face)).collect();
    if named.is_empty() && is_nameless { faces.iter().map(|(_, face)| read(face)).collect() } else { named }
}

fn bare(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_lowercase()).collect()
}

fn read(face: &Face) -> Vec<Witness> {
    let mut signs: BTreeMap<GlyphId, Vec<char>> = BTreeMap::new();
    for sign in SIGNS.into_iter().flatten().filter_map(char::from_u32) {
        if let Some(glyph) = face.glyph(sign) {
            signs.entry(glyph).or_default().push(sign);
        }
    }
    let scale = 1000.0 / f32::from(face.units_per_em());
    let witness = |(glyph, signs): (GlyphId, Vec<char>)| {
        let contours = face.outline(glyph).contours;
        let outline = Outline::new(contours.iter().map(|points| flatten(points, scale)).collect());
        Some(Witness { signs, cover: outline.cover()?, outline })
    };
    signs.into_iter().filter_map(witness).collect()
}

/// A contour of quadratic curves as straight pieces.
fn flatten(points: &[OutlinePoint], scale: f32) -> Contour {
    let place = |point: &OutlinePoint| (f32::from(point.x) * scale, f32::from(point.y) * scale);
    let between = |a: (f32, f32), b: (f32, f32)| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    let count = points.len();
    let mut line = Vec::with_capacity(count * 2);
    for at in 0..count {
        let (before, point, after) = (&points[(at + count - 1) % count], &points[at], &points[(at + 1) % count]);
        if point.on_curve {
            line.push(place(point));
            continue;
        }
        let end = |neighbour: &OutlinePoint| {
            if neighbour.on_curve { place(neighbour) } else { between(place(neighbour), place(point)) }
        };
        let (from, control, to) = (end(before), place(point), end(after));
        for step in 0..=CURVE {
            let part = f32::from(step) / f32::from(CURVE);
            let on =
                |a: f32, b: f32, c: f32| (1.0 - part).powi(2) * a + 2.0 * part * (1.0 - part) * b + part * part * c;
            line.push((on(from.0, control.0, to.0), on(from.1, control.1, to.1)));
        }
    }
    line
}
