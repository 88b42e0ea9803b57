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
    /// It has no outlines (a bitmap font).
    NoOutlines,
}

/// A face ready for choosing, measuring and shaping.
#[derive(Clone, Debug)]
pub struct Face {
    data: Arc<Cow<'static, [u8]>>,
    index: u32,
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
        if parsed.permissions() == Some(ttf_parser::Permissions::Restricted) {
            return Err(FaceError::EmbeddingForbidden);
        }
        let tables = parsed.tables();
        if tables.glyf.is_none() && tables.cff.is_none() {
            return Err(FaceError::NoOutlines);
        }
        let units = |value: i16| FontUnits(i32::from(value));
        let name = |id| english_name(&parsed, id);
        let family = name(ttf_parser::name_id::TYPOGRAPHIC_FAMILY)
            .or_else(|| name(ttf_parser::name_id::FAMILY))
            .unwrap_or_default();
        let face = Self {
            index,
            full_name: name(ttf_parser::name_id::FULL_NAME).unwrap_or_else(|| family.clone()),
            family,
            style: FaceStyle {
                weight: if parsed.is_bold() { Weight::Bold } else { Weight::Regular },
                slant: if parsed.is_italic() { Slant::Italic } else { Slant::Upright },
            },
            units_per_em: parsed.units_per_em(),
            ascender: units(parsed.ascender()),
            descender: units(parsed.descender()),
            x_height: parsed.x_height().map(units),
            cap_height: parsed.capital_height().map(units),
            data: Arc::new(Cow::Borrowed(&[])),
        };
        Ok(Self { data: Arc::new(data), ..face })
    }

    /// The whole font file.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The position of the face in a collection; 0 in a plain file.
    pub fn index(&self) -> u32 {
        self.index
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

    /// The advances of its glyphs, for many of them.
    pub fn advances(&self) -> Advances<'_> {
        Advances { face: self.parsed() }
    }

    /// A fast test of coverage, for many characters.
    pub fn coverage(&self) -> Coverage<'_> {
        Coverage { face: parse(&self.data, self.index).expect("the bytes were parsed when the face was made") }
    }

    pub(super) fn parsed(&self) -> ttf_parser::Face<'_> {
        parse(&self.data, self.index).expect("the bytes were parsed when the face was made")
    }
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

fn english_name(face: &ttf_parser::Face<'_>, id: u16) -> Option<String> {
    let names = face.names();
    let decoded = |english: bool| {
        (0..names.len())
            .filter_map(|at| names.get(at))
            .filter(|name| name.name_id == id && (!english || name.language_id == 0x409))
            .find_map(|name| name.to_string())
    };
    decoded(true).or_else(|| decoded(false))
}
