//! Sizes that go with the face: type of every family as tall as Vazirmatn's, Latin letters as tall as those beside them,
//! lines at least as far apart as the face is deep and tall.

use super::draft::{LatinScale, SizeAdjust};
use crate::base::Length;
use crate::font::{Face, FaceStyle, Faces};
use crate::manifest::units::Measure;

/// The family the built-in styles were made with: their sizes look as meant in it.
const MEASURE: &str = "Vazirmatn";
/// Least and greatest ratio of sizes that `size-adjust: auto` gives.
pub(super) const ADJUSTMENTS: (f64, f64) = (0.8, 1.3);
/// Least and greatest size of Latin letters that `latin-scale` finds: beyond it strokes look too thin or bold.
const SCALES: (f64, f64) = (0.85, 1.1);
/// Height of a Latin x beside Arabic letters, as a ratio of their mean height, where a face has no Latin letters of its own
/// to go by: as the makers of Vazirmatn (1.12) and Amiri (1.10) draw them, somewhat lower for a face with serifs.
const X_TO_ARABIC: f64 = 1.07;
/// Line spacing, at least, as a ratio of what the face is tall and deep. Where all lines have their tallest and deepest
/// letters at one place it would be 1; text faces of naskh and of Latin script stay below the style's spacing with this.
const EXTENT: f64 = 0.85;

/// A face taller and deeper than this, in ems, has room for words that slope (Nastaliq: 2.5; naskh has 1.5 to 2).
const SLOPING: f64 = 2.2;
/// Space between letters and a line above them, in ems.
const OVER: f64 = 0.14;

/// A length as one layer of styles says it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Said {
    /// The length.
    pub(super) measure: Measure,
    /// Whether a built-in style says it, for letters as tall as those of [`MEASURE`].
    pub(super) is_built_in: bool,
}

/// The ratios by which lengths are adjusted to a face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Adjustment {
    /// Of lengths that built-in styles say.
    built_in: f64,
    /// Of lengths that the book says.
    own: f64,
}

impl Adjustment {
    /// Nothing is adjusted.
    const NONE: Self = Self { built_in: 1.0, own: 1.0 };

    /// The ratios for a family. What the book says in points is meant so, unless it asks for adjusting itself.
    pub(super) fn of(adjust: Option<SizeAdjust>, family: Option<&String>, faces: &Faces) -> Self {
        let auto = || family.map_or(1.0, |family| ratio(family, faces));
        match adjust {
            None => Self::NONE,
            Some(SizeAdjust::Auto { is_built_in: true }) => Self { built_in: auto(), own: 1.0 },
            Some(SizeAdjust::Auto { is_built_in: false }) => Self { built_in: auto(), own: auto() },
            Some(SizeAdjust::Ratio(ratio)) => Self { built_in: ratio, own: ratio },
        }
    }

    /// A length adjusted; em are those of `size`, which is adjusted already.
    pub(super) fn at(self, said: Option<Said>, size: Length) -> Length {
        match said {
            None => Length::ZERO,
            Some(Said { measure: Measure::Em(ratio), .. }) => size.scale(ratio),
            Some(Said { measure: Measure::Absolute(length), is_built_in }) => length.scale(self.ratio(is_built_in)),
        }
    }

    /// The ratio for what a built-in style or the book says.
    pub(super) fn ratio(self, is_built_in: bool) -> f64 {
        if is_built_in { self.built_in } else { self.own }
    }
}

/// The face of a family that its sizes are measured on.
fn face<'f>(family: &str, faces: &'f Faces) -> Option<&'f Face> {
    Some(faces.get(faces.select(family, FaceStyle::default())?))
}

/// A height in em.
fn ems(face: &Face, height: Option<crate::base::FontUnits>) -> Option<f64> {
    let units = height?.0;
    (units > 0).then(|| f64::from(units) / f64::from(face.units_per_em()))
}

/// How much larger a family must be set for its Arabic letters to be as tall as those of [`MEASURE`]; to a hundredth, so that
/// sizes stay plain numbers. 1 for a family without Arabic letters.
///
/// Where words slope, letters alone stand far above those of a word: there the head of a dal tells the size.
fn ratio(family: &str, faces: &Faces) -> f64 {
    let slopes = face(family, faces).is_some_and(|face| {
        f64::from(face.ascender().0 - face.descender().0) > SLOPING * f64::from(face.units_per_em())
    });
    let height = |family| {
        let face = face(family, faces)?;
        ems(face, if slopes { face.height_of('\u{062F}') } else { face.arabic_height() })
    };
    match (height(MEASURE), height(family)) {
        (Some(wanted), Some(own)) => ((wanted / own).clamp(ADJUSTMENTS.0, ADJUSTMENTS.1) * 100.0).round() / 100.0,
        _ => 1.0,
    }
}

/// How much larger a family must be set for its Arabic letters to be as tall as those of another beside it.
pub(super) fn beside(family: &str, other: &str, faces: &Faces) -> f64 {
    ratio(family, faces) / ratio(other, faces)
}

/// How high a line clears the letters of a family, in ems: above alef, lam, kaf and gaf.
pub(super) fn above_letters(family: &str, faces: &Faces) -> f64 {
    let letters = ['\u{0627}', '\u{0644}', '\u{06A9}', '\u{06AF}'];
    let height = |letter| face(family, faces).and_then(|face| ems(face, face.height_of(letter)));
    letters.into_iter().filter_map(height).fold(X_TO_ARABIC * 0.5, f64::max) + OVER
}

/// The size of a Latin family beside a main family, as a ratio of its size.
pub(super) fn latin_scale(scale: LatinScale, family: Option<&String>, latin: Option<&String>, faces: &Faces) -> f64 {
    let (Some(family), Some(latin)) = (family, latin) else { return 1.0 };
    let heights = match scale {
        LatinScale::Ratio(ratio) => return ratio,
        _ if family == latin => return 1.0,
        LatinScale::XHeight => (x_height(family, faces), x_height(latin, faces)),
        LatinScale::CapHeight => (cap_height(family, faces), cap_height(latin, faces)),
    };
    match heights {
        (Some(wanted), Some(own)) => (wanted / own).clamp(SCALES.0, SCALES.1),
        _ => 1.0,
    }
}

/// The height of lower-case letters in em: those the face has, else those that would suit its Arabic letters.
fn x_height(family: &str, faces: &Faces) -> Option<f64> {
    let face = face(family, faces)?;
    ems(face, face.x_height()).or_else(|| Some(ems(face, face.arabic_height())? * X_TO_ARABIC))
}

/// The height of capitals in em, on the outline, as not every face says it right; of an alef in a face without capitals.
fn cap_height(family: &str, faces: &Faces) -> Option<f64> {
    let face = face(family, faces)?;
    let letter = if face.x_height().is_some_and(|height| height.0 > 0) { 'H' } else { '\u{0627}' };
    ems(face, face.height_of(letter))
}

/// The least line spacing of a family at a size.
pub(super) fn least_spacing(family: &str, size: Length, faces: &Faces) -> Length {
    face(family, faces).map_or(Length::ZERO, |face| (face.ascent_at(size) + face.descent_at(size)).scale(EXTENT))
}
