//! One face of a font file: its names, metrics and coverage.
//!
//! Bytes in, a checked `Face` out; it owns its bytes (or borrows those inside the binary) and is cheap to clone.

use std::borrow::Cow;
use std::sync::Arc;

use crate::base::{FontUnits, Length};

/// The number of a glyph in its face.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GlyphId(pub u16);

/// Stroke weight, as far as books tell weights apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Text weight (CSS 400).
    #[default]
    Regular,
    /// Bold (CSS 700).
    Bold,
}

/// Upright or italic. Faces of the Arabic script have no italic; asking for one gives the upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slant {
    /// Upright.
    #[default]
    Upright,
    /// Italic.
    Italic,
}

/// Weight and slant together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceStyle {
    /// Stroke weight.
    pub weight: Weight,
    /// Upright or italic.
    pub slant: Slant,
}

/// Why a file is not a face that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaceError {
    /// Not a font, or a damaged one; with the parser's words.
    Unreadable(String),
    /// Its licence bits (OS/2 fsType) forbid embedding.
    EmbeddingForbidden,
    /// Its licence bits allow embedding the whole file only; a PDF takes the glyphs it needs.
    SubsettingForbidden,
    /// It has no outlines (a bitmap font).
    NoOutlines,
}

/// A face ready for choosing, measuring and shaping.
#[derive(Clone, Debug)]
pub struct Face {
    data: Arc<Cow<'static, [u8]>>,
    index: u32,
    /// The place on the weight axis of a variable face.
    wght: Option<f32>,
    family: String,
    full_name: String,
    style: FaceStyle,
    units_per_em: u16,
    ascender: FontUnits,
    descender: FontUnits,
    x_height: Option<FontUnits>,
    cap_height: Option<FontUnits>,
}

impl Face {
    /// Reads face `index` of a font file or collection.
    ///
    /// # Errors
    /// When the bytes are no font, forbid embedding, or hold no outlines.
    pub fn parse(data: impl Into<Cow<'static, [u8]>>, index: u32) -> Result<Self, FaceError> {
        let data: Cow<'static, [u8]> = data.into();
        let parsed = parse(&data, index)?;
        check_embedding(&parsed)?;
        let tables = parsed.tables();
        if tables.glyf.is_none() && tables.cff.is_none() && tables.cff2.is_none() {
            return Err(FaceError::NoOutlines);
        }
        // The text weight, where a variable face has it: some begin with their thinnest.
        let wght = weight_axis(&parsed).map(|axis| REGULAR.clamp(axis.min_value, axis.max_value));
        let face = Self::instance(&parsed, index, wght);
        Ok(Self { data: Arc::new(data), ..face })
    }

    /// The bold of a variable face; `None` when it is bold already or its axis of weights does not reach so far.
    pub fn bold(&self) -> Option<Self> {
        let parsed = parse(&self.data, self.index).ok()?;
        let axis = weight_axis(&parsed).filter(|axis| axis.max_value >= LEAST_BOLD)?;
        if self.style.weight == Weight::Bold {
            return None;
        }
        let face = Self::instance(&parsed, self.index, Some(BOLD.clamp(axis.min_value, axis.max_value)));
        let style = FaceStyle { weight: Weight::Bold, ..face.style };
        Some(Self { data: Arc::clone(&self.data), style, full_name: bold_name(&self.full_name), ..face })
    }

    /// Names and metrics of a face at a place on its axis of weights, without its bytes.
    fn instance(parsed: &ttf_parser::Face<'_>, index: u32, wght: Option<f32>) -> Self {
        let mut parsed = parsed.clone();
        set_weight(&mut parsed, wght);
        let units = |value: i16| FontUnits(i32::from(value));
        let name = |id| english_name(&parsed, id);
        let family = name(ttf_parser::name_id::TYPOGRAPHIC_FAMILY)
            .or_else(|| name(ttf_parser::name_id::FAMILY))
            .unwrap_or_default();
        Self {
            index,
            wght,
            full_name: name(ttf_parser::name_id::FULL_NAME).unwrap_or_else(|| family.clone()),
            family,
            style: FaceStyle {
                weight: if parsed.is_bold() && wght.is_none_or(|wght| wght >= LEAST_BOLD) {
                    Weight::Bold
                } else {
                    Weight::Regular
                },
                slant: if parsed.is_italic() { Slant::Italic } else { Slant::Upright },
            },
            units_per_em: parsed.units_per_em(),
            ascender: units(parsed.ascender()),
            descender: units(parsed.descender()),
            x_height: parsed.x_height().map(units),
            cap_height: parsed.capital_height().map(units),
            data: Arc::new(Cow::Borrowed(&[])),
        }
    }

    /// The whole font file.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The position of the face in a collection; 0 in a plain file.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The place on the axis `wght` at which a variable face is set; `None` for faces without that axis.
    pub fn weight_axis(&self) -> Option<f32> {
        self.wght
    }

    /// Whether both are instances of one font file.
    pub fn has_file_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.data, &other.data)
    }

    /// The family name, such as `Vazirmatn`.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// The full name, such as `Vazirmatn Bold`.
    pub fn full_name(&self) -> &str {
        &self.full_name
    }

    /// Weight and slant.
    pub fn style(&self) -> FaceStyle {
        self.style
    }

    /// Font units to the em.
    pub fn units_per_em(&self) -> u16 {
        self.units_per_em
    }

    /// Height above the baseline, positive (hhea or OS/2 typographic, as the face says).
    pub fn ascender(&self) -> FontUnits {
        self.ascender
    }

    /// Depth below the baseline; negative when it goes below.
    pub fn descender(&self) -> FontUnits {
        self.descender
    }

    /// Height of a lower-case x, where the face gives one.
    pub fn x_height(&self) -> Option<FontUnits> {
        self.x_height
    }

    /// Height of a capital, where the face gives one.
    pub fn cap_height(&self) -> Option<FontUnits> {
        self.cap_height
    }

    /// Ascender at a type size.
    pub fn ascent_at(&self, size: Length) -> Length {
        self.ascender.at(size, self.units_per_em)
    }

    /// Depth below the baseline at a type size, positive downwards.
    pub fn descent_at(&self, size: Length) -> Length {
        -self.descender.at(size, self.units_per_em)
    }

    /// The glyph of a character by the face's character map; `None` when it has none.
    pub fn glyph(&self, character: char) -> Option<GlyphId> {
        parse(&self.data, self.index).ok()?.glyph_index(character).map(|glyph| GlyphId(glyph.0))
    }

    /// The names of its glyphs, of those that have one (OpenType `post`).
    pub fn glyph_names(&self) -> Vec<(GlyphId, String)> {
        let face = self.parsed();
        let name = |number| Some((GlyphId(number), face.glyph_name(ttf_parser::GlyphId(number))?.to_owned()));
        (0..face.number_of_glyphs()).filter_map(name).collect()
    }

    /// The advances of its glyphs, for many of them.
    pub fn advances(&self) -> Advances<'_> {
        Advances { face: self.parsed() }
    }

    /// A fast test of coverage, for many characters.
    pub fn coverage(&self) -> Coverage<'_> {
        Coverage { face: parse(&self.data, self.index).expect("the bytes were parsed when the face was made") }
    }

    pub(super) fn parsed(&self) -> ttf_parser::Face<'_> {
        let mut parsed = parse(&self.data, self.index).expect("the bytes were parsed when the face was made");
        set_weight(&mut parsed, self.wght);
        parsed
    }
}

/// Weights on the axis `wght` (OpenType 1.9, design-variation axis tags): text, bold, and the least that looks bold.
const REGULAR: f32 = 400.0;
const BOLD: f32 = 700.0;
const LEAST_BOLD: f32 = 600.0;

const WEIGHT_AXIS: ttf_parser::Tag = ttf_parser::Tag::from_bytes(b"wght");

fn weight_axis(face: &ttf_parser::Face<'_>) -> Option<ttf_parser::VariationAxis> {
    face.variation_axes().into_iter().find(|axis| axis.tag == WEIGHT_AXIS)
}

fn set_weight(face: &mut ttf_parser::Face<'_>, wght: Option<f32>) {
    if let Some(wght) = wght {
        // `None` comes from faces without the axis alone.
        let _ = face.set_variation(WEIGHT_AXIS, wght);
    }
}

/// The name of the bold of a face: «Vazirmatn Regular» becomes «Vazirmatn Bold».
fn bold_name(name: &str) -> String {
    format!("{} Bold", name.strip_suffix(" Regular").unwrap_or(name))
}

/// What the bits of `OS/2` fsType allow (OpenType 1.9): a PDF holds outlines, and only those it needs.
fn check_embedding(face: &ttf_parser::Face<'_>) -> Result<(), FaceError> {
    if face.tables().os2.is_none() {
        // Without the table nothing is said, and nothing forbidden.
        return Ok(());
    }
    let is_restricted = face.permissions() == Some(ttf_parser::Permissions::Restricted);
    if is_restricted || !face.is_outline_embedding_allowed() {
        return Err(FaceError::EmbeddingForbidden);
    }
    if !face.is_subsetting_allowed() {
        return Err(FaceError::SubsettingForbidden);
    }
    Ok(())
}

/// Which characters a face has a glyph for.
pub struct Coverage<'a> {
    face: ttf_parser::Face<'a>,
}

impl Coverage<'_> {
    /// Whether the face has a glyph for the character.
    pub fn covers(&self, character: char) -> bool {
        self.face.glyph_index(character).is_some()
    }
}

/// How far the glyphs of a face move the pen.
pub struct Advances<'a> {
    face: ttf_parser::Face<'a>,
}

impl Advances<'_> {
    /// The advance of a glyph by the `hmtx` table; `None` when it is not there.
    pub fn of(&self, glyph: GlyphId) -> Option<FontUnits> {
        let advance = self.face.glyph_hor_advance(ttf_parser::GlyphId(glyph.0))?;
        Some(FontUnits(i32::from(advance)))
    }
}

fn parse(data: &[u8], index: u32) -> Result<ttf_parser::Face<'_>, FaceError> {
    ttf_parser::Face::parse(data, index).map_err(|error| FaceError::Unreadable(error.to_string()))
}

pub(super) fn english_name(face: &ttf_parser::Face<'_>, id: u16) -> Option<String> {
    let names = face.names();
    let decoded = |english: bool| {
        (0..names.len())
            .filter_map(|at| names.get(at))
            .filter(|name| name.name_id == id && (!english || name.language_id == 0x409))
            .find_map(|name| name.to_string())
    };
    decoded(true).or_else(|| decoded(false))
}
