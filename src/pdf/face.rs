//! The embedded TrueType face of a document: one glyph for each code, outlines put together from the source face.
//!
//! The face is ours: what a code draws, how far it moves the pen and what it says are decided here and nowhere else, so
//! that widths of the PDF and of the face agree and no kerning stands inside words.

use std::collections::HashMap;

use write_fonts::tables::head::Head;
use write_fonts::tables::hhea::Hhea;
use write_fonts::tables::hmtx::{Hmtx, LongMetric};
use write_fonts::tables::maxp::Maxp;
use write_fonts::tables::name::{Name, NameRecord};
use write_fonts::tables::post::Post;
use write_fonts::types::{FWord, Fixed, LongDateTime, NameId, Tag, UfWord, Version16Dot16};
use write_fonts::{BuilderError, FontBuilder, OffsetMarker};

use crate::base::Error;
use crate::font::{Face, FaceId, Faces, GlyphId, Outline};

use super::codes::FaceCodes;
use super::glyf::{Bounds, Drawing, Extent, Glyphs};
use super::letters::{Letter, Part, rescaled};

/// A built face and the metrics its PDF dictionaries repeat.
#[derive(Debug)]
pub(super) struct BuiltFace {
    /// The font file.
    pub(super) data: Vec<u8>,
    /// Advance of each glyph in font units, `.notdef` first.
    pub(super) advances: Vec<u16>,
    /// Bounds of all glyphs: left, bottom, right, top, in font units.
    pub(super) bounds: Bounds,
}

/// Builds the face of a set of codes under a name that says it is a subset.
///
/// # Errors
/// When a table cannot be written.
pub(super) fn build(codes: &FaceCodes, faces: &Faces, name: &str) -> Result<BuiltFace, Error> {
    let glyphs = draw(codes, faces);
    let face = faces.get(codes.source);
    let advances: Vec<u16> = std::iter::once(notdef_advance(codes)).chain(codes.letters.iter().map(advance)).collect();
    let bounds = bounds(&glyphs.extents);
    let data = assemble(codes, face, name, &glyphs, &advances)
        .map_err(|cause| Error::because(format!("cannot embed the face {}", face.full_name()), cause))?;
    Ok(BuiltFace { data, advances, bounds })
}

fn assemble(
    codes: &FaceCodes,
    face: &Face,
    name: &str,
    glyphs: &Glyphs,
    advances: &[u16],
) -> Result<Vec<u8>, BuilderError> {
    let (glyf, loca) = glyphs.tables();
    let mut font = FontBuilder::new();
    font.add_raw(Tag::new(b"glyf"), glyf);
    font.add_raw(Tag::new(b"loca"), loca);
    font.add_table(&head(codes.units_per_em, bounds(&glyphs.extents)))?;
    font.add_table(&hhea(face, advances, &glyphs.extents))?;
    font.add_table(&hmtx(advances, &glyphs.extents))?;
    font.add_table(&maxp(&glyphs.extents))?;
    font.add_table(&names(name))?;
    font.add_table(&Post { version: Version16Dot16::VERSION_3_0, ..Post::default() })?;
    Ok(font.build())
}

/// The advance of a code, as the face and the PDF both write it.
fn advance(letter: &Letter) -> u16 {
    u16::try_from(letter.advance.max(0)).unwrap_or(u16::MAX)
}

/// `.notdef` is never shown; half an em is what readers expect of it.
fn notdef_advance(codes: &FaceCodes) -> u16 {
    codes.units_per_em / 2
}

/// The outline of every glyph, `.notdef` (empty) first.
fn draw(codes: &FaceCodes, faces: &Faces) -> Glyphs {
    let mut outlines: HashMap<(FaceId, GlyphId), Outline> = HashMap::new();
    let mut glyphs = Glyphs::new();
    glyphs.push(&Drawing::default());
    for letter in &codes.letters {
        let mut drawing = Drawing::default();
        drawing.overlaps = letter.parts.len() > 1;
        for part in &letter.parts {
            let outline = outlines.entry((part.face, part.glyph)).or_insert_with(|| outline(part, codes, faces));
            outline.contours.iter().for_each(|contour| drawing.add(contour, part.x, part.y));
        }
        glyphs.push(&drawing);
    }
    glyphs
}

/// The outline of a part at the size of the embedded face.
fn outline(part: &Part, codes: &FaceCodes, faces: &Faces) -> Outline {
    let face = faces.get(part.face);
    let mut outline = face.outline(part.glyph);
    let (own, em) = (face.units_per_em(), codes.units_per_em);
    if own != em {
        for point in outline.contours.iter_mut().flatten() {
            let fit = |value: i16| i16::try_from(rescaled(value.into(), own, em)).unwrap_or(value);
            (point.x, point.y) = (fit(point.x), fit(point.y));
        }
    }
    outline
}

fn bounds(extents: &[Extent]) -> Bounds {
    let mut drawn = extents.iter().filter(|extent| extent.contours > 0).map(|extent| extent.bounds);
    let Some(first) = drawn.next() else { return [0; 4] };
    drawn.fold(first, |one, next| [one[0].min(next[0]), one[1].min(next[1]), one[2].max(next[2]), one[3].max(next[3])])
}

fn head(units_per_em: u16, [x_min, y_min, x_max, y_max]: Bounds) -> Head {
    Head {
        font_revision: Fixed::ONE,
        units_per_em,
        // No clock: the moment the OpenType calendar begins.
        created: LongDateTime::new(0),
        modified: LongDateTime::new(0),
        x_min,
        y_min,
        x_max,
        y_max,
        lowest_rec_ppem: 6,
        // Offsets of 32 bits.
        index_to_loc_format: 1,
        ..Head::default()
    }
}

fn hhea(face: &Face, advances: &[u16], extents: &[Extent]) -> Hhea {
    let word = |value: i32| FWord::new(i16::try_from(value).unwrap_or(if value < 0 { i16::MIN } else { i16::MAX }));
    let drawn = || advances.iter().zip(extents).filter(|(_, extent)| extent.contours > 0);
    let left = |(_, extent): (&u16, &Extent)| i32::from(extent.bounds[0]);
    let extent = |(_, extent): (&u16, &Extent)| i32::from(extent.bounds[2]);
    let right = |(advance, extent): (&u16, &Extent)| i32::from(*advance) - i32::from(extent.bounds[2]);
    Hhea {
        ascender: word(face.ascender().0),
        descender: word(face.descender().0),
        line_gap: word(0),
        advance_width_max: UfWord::new(advances.iter().copied().max().unwrap_or(0)),
        min_left_side_bearing: word(drawn().map(left).min().unwrap_or(0)),
        min_right_side_bearing: word(drawn().map(right).min().unwrap_or(0)),
        x_max_extent: word(drawn().map(extent).max().unwrap_or(0)),
        caret_slope_rise: 1,
        number_of_h_metrics: count(advances.len()),
        ..Hhea::default()
    }
}

fn count(glyphs: usize) -> u16 {
    u16::try_from(glyphs).expect("a face has fewer than 65 535 codes")
}

fn hmtx(advances: &[u16], extents: &[Extent]) -> Hmtx {
    let metric = |(&advance, extent): (&u16, &Extent)| LongMetric { advance, side_bearing: extent.bounds[0] };
    Hmtx { h_metrics: advances.iter().zip(extents).map(metric).collect(), left_side_bearings: Vec::new() }
}

fn maxp(extents: &[Extent]) -> Maxp {
    let most = |value: fn(&Extent) -> u16| Some(extents.iter().map(value).max().unwrap_or(0));
    Maxp {
        num_glyphs: count(extents.len()),
        max_points: most(|extent| extent.points),
        max_contours: most(|extent| extent.contours),
        max_composite_points: Some(0),
        max_composite_contours: Some(0),
        max_zones: Some(1),
        max_twilight_points: Some(0),
        max_storage: Some(0),
        max_function_defs: Some(0),
        max_instruction_defs: Some(0),
        max_stack_elements: Some(0),
        max_size_of_instructions: Some(0),
        max_component_elements: Some(0),
        max_component_depth: Some(0),
    }
}

/// The names a font file must have: only the tagged name of the subset, for it is not the face its makers released.
fn names(name: &str) -> Name {
    let record = |id: NameId, text: &str| NameRecord {
        platform_id: 3,
        encoding_id: 1,
        language_id: 0x409,
        name_id: id,
        string: OffsetMarker::new(text.to_owned()),
    };
    Name {
        name_record: vec![
            record(NameId::FAMILY_NAME, name),
            record(NameId::SUBFAMILY_NAME, "Regular"),
            record(NameId::UNIQUE_ID, name),
            record(NameId::FULL_NAME, name),
            record(NameId::POSTSCRIPT_NAME, name),
        ],
        lang_tag_record: None,
    }
}
