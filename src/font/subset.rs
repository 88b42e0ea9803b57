//! A face cut down to the glyphs that a text can need, for files that carry it.
//!
//! Glyphs keep their numbers, and the tables of shaping (GSUB, GPOS, GDEF) stay byte for byte as they are, so that every
//! feature works as in the whole face. What goes is the outlines of glyphs that no substitution reaches from the text's
//! characters, their advances, the names of glyphs, and tables that only other engines read.

use std::collections::BTreeSet;

use ttf_parser::Tag;
use unicode_normalization::char::decompose_canonical;
use write_fonts::read::collections::IntSet;
use write_fonts::read::tables::gsub::Gsub;
use write_fonts::read::{FontData, FontRead};
use write_fonts::tables::cmap::Cmap;
use write_fonts::tables::name::{Name, NameRecord};
use write_fonts::types::{GlyphId, NameId, Tag as WrittenTag};
use write_fonts::{FontBuilder, OffsetMarker};

use super::face::english_name;
use super::{Face, Slant, Weight};

/// Tables that stay as they are, where a face has them (OpenType 1.9): those that shape, hint and measure.
const KEPT: [&[u8; 4]; 13] = [
    b"BASE", b"GDEF", b"GPOS", b"GSUB", b"JSTF", b"OS/2", b"cvt ", b"fpgm", b"gasp", b"hhea", b"kern", b"maxp", b"prep",
];

/// What engines put in or ask for besides the characters of a text: signs that join, direct or space, a circle for marks
/// that stand alone, and digits and signs that reading systems draw themselves, before the items of lists.
const BESIDES: &str = " \u{A0}\u{AD}\u{34F}\u{200B}\u{200C}\u{200D}\u{200E}\u{200F}\u{2010}\u{2011}\u{2026}\u{2060}\u{2066}\u{2067}\u{2068}\
                       \u{2069}\u{202F}\u{25CC}\u{640}0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩.,:;!?-()[]/*•–—«»‹›“”‘’،؛؟٫٬";

impl Face {
    /// The file of the face with the outlines that some characters can need, under another name if one is given. `None`
    /// for faces that are not of TrueType outlines in a file of their own: those go whole.
    pub fn subset(&self, characters: &BTreeSet<char>, name: Option<&str>) -> Option<Vec<u8>> {
        if self.index() != 0 || self.weight_axis().is_some() || self.data().get(..4) == Some(b"ttcf") {
            return None;
        }
        let parsed = self.parsed();
        let raw = parsed.raw_face();
        let table = |tag: &[u8; 4]| raw.table(Tag::from_bytes(tag));
        let outlines = Outlines::new(table(b"glyf")?, table(b"loca")?, table(b"head")?, parsed.number_of_glyphs())?;
        // Characters, then glyphs: what substitution makes of them, and the parts of what is put together.
        let mapped = mapped(&parsed, characters);
        let mut glyphs: IntSet<GlyphId> = mapped.iter().map(|(_, glyph)| *glyph).collect();
        glyphs.insert(GlyphId::NOTDEF);
        if let Some(gsub) = table(b"GSUB") {
            let gsub = Gsub::read(FontData::new(gsub)).ok()?;
            gsub.closure_glyphs_with_num_glyphs(&IntSet::all(), &mut glyphs, parsed.number_of_glyphs().into()).ok()?;
        }
        outlines.close(&mut glyphs);
        let mut font = FontBuilder::new();
        for tag in KEPT {
            if let Some(data) = table(tag) {
                font.add_raw(WrittenTag::new(tag), data);
            }
        }
        let (glyf, loca) = outlines.cut(&glyphs);
        font.add_raw(WrittenTag::new(b"glyf"), glyf);
        font.add_raw(WrittenTag::new(b"loca"), loca);
        font.add_raw(WrittenTag::new(b"head"), head(table(b"head")?)?);
        font.add_raw(WrittenTag::new(b"hmtx"), advances(table(b"hmtx")?, table(b"hhea")?, &glyphs)?);
        font.add_raw(WrittenTag::new(b"post"), without_names(table(b"post")?)?);
        font.add_table(&Cmap::from_mappings(mapped).ok()?).ok()?;
        match name {
            Some(name) => font.add_table(&self.renamed(&parsed, name)).ok()?,
            None => font.add_raw(WrittenTag::new(b"name"), table(b"name")?),
        };
        Some(font.build())
    }

    /// Whether a changed copy may not bear the name of the face (OFL 1.1, condition 3): its copyright reserves it.
    pub fn reserves_its_name(&self) -> bool {
        let parsed = self.parsed();
        let said = [ttf_parser::name_id::COPYRIGHT_NOTICE, ttf_parser::name_id::LICENSE];
        let said = said.into_iter().filter_map(|id| english_name(&parsed, id));
        // The licence says what such a name is; whoever reserves one says so before it.
        let is_reserved = |text: String| {
            let head = text.split("This Font Software is licensed").next().unwrap_or_default().to_lowercase();
            head.contains("reserved font name")
        };
        said.into_iter().any(is_reserved)
    }

    /// Names of a changed copy: its own, and whose work it is and under what licence.
    fn renamed(&self, parsed: &ttf_parser::Face<'_>, name: &str) -> Name {
        let style = match (self.style().weight, self.style().slant) {
            (Weight::Regular, Slant::Upright) => "Regular",
            (Weight::Regular, Slant::Italic) => "Italic",
            (Weight::Bold, Slant::Upright) => "Bold",
            (Weight::Bold, Slant::Italic) => "Bold Italic",
        };
        let full = if style == "Regular" { name.to_owned() } else { format!("{name} {style}") };
        let postscript = full.replace(' ', "-");
        let record = |id: NameId, text: String| NameRecord {
            platform_id: 3,
            encoding_id: 1,
            language_id: 0x409,
            name_id: id,
            string: OffsetMarker::new(text),
        };
        let copied = |id: NameId| Some(record(id, english_name(parsed, id.to_u16())?));
        let records = [
            copied(NameId::COPYRIGHT_NOTICE),
            Some(record(NameId::FAMILY_NAME, name.to_owned())),
            Some(record(NameId::SUBFAMILY_NAME, style.to_owned())),
            Some(record(NameId::UNIQUE_ID, full.clone())),
            Some(record(NameId::FULL_NAME, full)),
            Some(record(NameId::POSTSCRIPT_NAME, postscript)),
            copied(NameId::LICENSE_DESCRIPTION),
            copied(NameId::LICENSE_URL),
        ];
        Name { name_record: records.into_iter().flatten().collect(), lang_tag_record: None }
    }
}

/// Characters with their glyphs: those given, their canonical parts, and those that are put together of such (shapers do
/// both, by what the face has), as far as the face has them.
fn mapped(face: &ttf_parser::Face<'_>, characters: &BTreeSet<char>) -> Vec<(char, GlyphId)> {
    let mut parts: BTreeSet<char> = BTreeSet::new();
    for character in characters.iter().copied().chain(BESIDES.chars()) {
        parts.insert(character);
        decompose_canonical(character, |part| {
            parts.insert(part);
        });
    }
    let mut all = parts.clone();
    let subtables = face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables);
    for subtable in subtables.filter(ttf_parser::cmap::Subtable::is_unicode) {
        subtable.codepoints(|code| {
            let Some(character) = char::from_u32(code) else { return };
            let mut is_made = true;
            decompose_canonical(character, |part| is_made &= parts.contains(&part));
            if is_made {
                all.insert(character);
            }
        });
    }
    let glyph = |character: char| Some((character, GlyphId::new(face.glyph_index(character)?.0.into())));
    all.into_iter().filter_map(glyph).collect()
}

/// The outlines of a face by glyph, as bytes.
struct Outlines<'a> {
    glyphs: Vec<&'a [u8]>,
}

impl<'a> Outlines<'a> {
    /// Reads `loca` (OpenType 1.9), in whichever of its forms.
    fn new(glyf: &'a [u8], loca: &[u8], head: &[u8], count: u16) -> Option<Self> {
        let is_long = be16(head, 50)? != 0;
        let offset = |glyph: usize| match is_long {
            true => Some(be32(loca, glyph * 4)? as usize),
            false => Some(usize::from(be16(loca, glyph * 2)?) * 2),
        };
        let glyph = |glyph: usize| glyf.get(offset(glyph)?..offset(glyph + 1)?);
        Some(Self { glyphs: (0..usize::from(count)).map(glyph).collect::<Option<_>>()? })
    }

    /// Adds the parts of glyphs that are put together, and their parts.
    fn close(&self, glyphs: &mut IntSet<GlyphId>) {
        let mut open: Vec<GlyphId> = glyphs.iter().collect();
        while let Some(glyph) = open.pop() {
            let outline = self.glyphs.get(glyph.to_u32() as usize).copied().unwrap_or_default();
            open.extend(parts(outline).into_iter().filter(|part| glyphs.insert(*part)));
        }
    }

    /// `glyf` and `loca` (with offsets of 32 bits) with the outlines of some glyphs alone.
    fn cut(&self, glyphs: &IntSet<GlyphId>) -> (Vec<u8>, Vec<u8>) {
        let (mut glyf, mut loca) = (Vec::new(), Vec::new());
        for (number, outline) in (0u32..).zip(&self.glyphs) {
            loca.extend((glyf.len() as u32).to_be_bytes());
            if glyphs.contains(GlyphId::new(number)) {
                glyf.extend_from_slice(outline);
                glyf.resize(glyf.len().next_multiple_of(4), 0);
            }
        }
        loca.extend((glyf.len() as u32).to_be_bytes());
        (glyf, loca)
    }
}

/// The glyphs that a composite glyph is put together of (OpenType 1.9, `glyf`, composite glyph description).
fn parts(outline: &[u8]) -> Vec<GlyphId> {
    const WORDS: u16 = 0x01;
    const SCALE: u16 = 0x08;
    const MORE: u16 = 0x20;
    const TWO_SCALES: u16 = 0x40;
    const MATRIX: u16 = 0x80;
    let mut found = Vec::new();
    if be16(outline, 0).is_none_or(|contours| contours < 0x8000) {
        return found;
    }
    let mut at = 10;
    while let (Some(flags), Some(glyph)) = (be16(outline, at), be16(outline, at + 2)) {
        found.push(GlyphId::new(glyph.into()));
        at += 4 + if flags & WORDS != 0 { 4 } else { 2 };
        at += match flags & (SCALE | TWO_SCALES | MATRIX) {
            SCALE => 2,
            TWO_SCALES => 4,
            MATRIX => 8,
            _ => 0,
        };
        if flags & MORE == 0 {
            break;
        }
    }
    found
}

/// `head` that says offsets of 32 bits.
fn head(table: &[u8]) -> Option<Vec<u8>> {
    let mut head = table.to_vec();
    head.get_mut(50..52)?.copy_from_slice(&1u16.to_be_bytes());
    Some(head)
}

/// `hmtx` with nothing for glyphs that went: they are never set, and equal bytes take no room in a file.
fn advances(table: &[u8], hhea: &[u8], glyphs: &IntSet<GlyphId>) -> Option<Vec<u8>> {
    let count = usize::from(be16(hhea, 34)?);
    let mut metrics = table.to_vec();
    // The last advance holds for all glyphs after it.
    for (number, metric) in (0u32..).zip(metrics.chunks_exact_mut(4).take(count.saturating_sub(1))) {
        if !glyphs.contains(GlyphId::new(number)) {
            metric.fill(0);
        }
    }
    Some(metrics)
}

/// `post` of version 3: without names of glyphs.
fn without_names(table: &[u8]) -> Option<Vec<u8>> {
    let mut post = table.get(..32)?.to_vec();
    post[..4].copy_from_slice(&0x0003_0000_u32.to_be_bytes());
    Some(post)
}

fn be16(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn be32(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::super::embedded::embedded_faces;
    use super::super::{FaceStyle, GlyphId as Glyph};
    use super::*;

    #[test]
    fn a_subset_draws_what_its_text_needs_and_little_else() {
        let faces = embedded_faces();
        for family in faces.families() {
            let face = faces.get(faces.select(family, FaceStyle::default()).expect("a face of its family"));
            let text: BTreeSet<char> = "نانِ تازه bread".chars().collect();
            let name = face.reserves_its_name().then_some("Book Face 1");
            let data = face.subset(&text, name).expect("faces inside are of TrueType outlines");
            assert!(data.len() < face.data().len(), "{family}");
            let cut = Face::parse(data, 0).expect("a face");
            assert_eq!(cut.family(), name.unwrap_or(family));
            assert_eq!(face.reserves_its_name(), family == "Gentium Plus");
            for character in "نانbread".chars() {
                assert_eq!(cut.glyph(character), face.glyph(character), "{family} {character}");
                if let Some(Glyph(glyph)) = face.glyph(character) {
                    assert_eq!(cut.outline(Glyph(glyph)), face.outline(Glyph(glyph)), "{family} {character}");
                }
            }
            assert_eq!(cut.glyph('ق'), None, "{family}");
        }
    }
}
