//! The faces inside the binary as witnesses: their outlines with the signs that they stand for.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use rayon::prelude::*;

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
const CURVE: u8 = 8;

/// A text spelled in base letters, and whether its glyph is then joined to the letter after it.
pub(super) type FormedText = (String, Option<bool>);

/// One glyph of a face inside the binary.
pub(super) struct Witness {
    /// What it can say.
    pub(super) texts: Vec<FormedText>,
    /// What it draws.
    pub(super) outline: Outline,
    /// How it covers its box.
    pub(super) cover: Cover,
}

/// A face inside the binary, read when it is asked for.
pub(super) struct Reference {
    face: Face,
    characters: OnceCell<Vec<Witness>>,
    alternates: OnceCell<Vec<Witness>>,
}

impl Reference {
    /// The glyphs that its character map names: enough to see whether it is the face of a file, and that texts are right.
    pub(super) fn characters(&self) -> &[Witness] {
        self.characters.get_or_init(|| read(&self.face, &[]))
    }

    /// These and the alternates that its glyph names tell; there may be thousands.
    pub(super) fn alternates(&self) -> &[Witness] {
        self.alternates.get_or_init(|| read(&self.face, &self.face.glyph_names()))
    }

    /// Whether a face of a file has its name.
    pub(super) fn has_name_of(&self, face: &PositionedFace) -> bool {
        let is_bold = self.face.style().weight == Weight::Bold;
        bare(&face.name).starts_with(&bare(self.face.family())) && is_bold == face.is_bold
    }
}

/// All faces inside the binary.
pub(super) fn references() -> Vec<Reference> {
    let faces = embedded_faces();
    let reference =
        |face: &Face| Reference { face: face.clone(), characters: OnceCell::new(), alternates: OnceCell::new() };
    faces.iter().map(|(_, face)| reference(face)).collect()
}

fn bare(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_lowercase()).collect()
}

fn read(face: &Face, names: &[(GlyphId, String)]) -> Vec<Witness> {
    let mut texts: BTreeMap<GlyphId, Vec<FormedText>> = BTreeMap::new();
    for sign in SIGNS.into_iter().flatten().filter_map(char::from_u32) {
        if let Some(glyph) = face.glyph(sign) {
            let text = base_letters(&sign.to_string());
            texts.entry(glyph).or_default().push((text, letters::joins_next(sign)));
        }
    }
    for (glyph, name) in names {
        if let Some(text) = named_text(name) {
            texts.entry(*glyph).or_default().push(text);
        }
    }
    let scale = 1000.0 / f32::from(face.units_per_em());
    let witness = |(glyph, mut texts): (GlyphId, Vec<FormedText>)| {
        let contours = face.outline(glyph).contours;
        let outline = Outline::new(contours.iter().map(|points| flatten(points, scale)).collect());
        texts.sort();
        texts.dedup();
        Some(Witness { texts, cover: outline.cover()?, outline })
    };
    texts.into_par_iter().filter_map(witness).collect()
}

/// The letters that a glyph's name tells, `uni0628.init` or `uni0644_uni0627.fina`, and whether it is joined to what comes
/// after it.
fn named_text(name: &str) -> Option<FormedText> {
    let (letters, form) = name.split_once('.').unwrap_or((name, ""));
    let mut text = String::new();
    for part in letters.split('_') {
        let codes = part.strip_prefix("uni")?;
        if codes.is_empty() || codes.len() % 4 != 0 {
            return None;
        }
        for at in (0..codes.len()).step_by(4) {
            text.push(char::from_u32(u32::from_str_radix(codes.get(at..at + 4)?, 16).ok()?)?);
        }
    }
    let joins_next = match form.get(..4) {
        Some("init" | "medi") => Some(true),
        Some("fina" | "isol") => Some(false),
        _ => text.chars().last().and_then(letters::joins_next),
    };
    Some((base_letters(&text), joins_next))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_glyphs_tell_letters_and_forms() {
        assert_eq!(named_text("uni0628.init_BaaRaaIsol"), Some(("ب".to_owned(), Some(true))));
        assert_eq!(named_text("uni06440627.fina"), Some(("لا".to_owned(), Some(false))));
        assert_eq!(named_text("uni0644_uni0627"), Some(("لا".to_owned(), Some(false))));
        assert_eq!(named_text("uni0633"), Some(("س".to_owned(), None)));
        assert_eq!((named_text("arabic_dot"), named_text("uni12")), (None, None));
    }
}
