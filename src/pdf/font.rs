//! An embedded face as objects of the PDF: Type 0 fonts, `CIDFont`, descriptor, font file and `ToUnicode` maps.
//!
//! Codes equal the glyph numbers of the rebuilt face (identity `CIDToGIDMap`). They have one byte in one of the Type 0 fonts
//! and two in the other (Identity-H); `ranks` tells why.

use std::fmt::Write;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::base::{Error, FontUnits};
use crate::font::{Face, Faces, Slant, Weight};

use super::codes::FaceCodes;
use super::face::{self, BuiltFace};
use super::letters::Letter;
use super::ranks::is_short;
use super::stream::{deflated, digest, name};

/// A Type 0 font: a face with codes of one byte or of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FontKey {
    /// The embedded face.
    pub(super) face: u16,
    /// Whether codes have two bytes.
    pub(super) is_wide: bool,
}

impl FontKey {
    /// Its name in the resources of pages.
    pub(super) fn name(self) -> String {
        format!("{}{}", if self.is_wide { 'W' } else { 'F' }, self.face)
    }
}

/// A built face under its name in the file.
#[derive(Debug)]
pub(super) struct NamedFace {
    /// Subset tag, plus sign, name (PDF 1.7 §9.6.4).
    pub(super) base_font: String,
    /// The face.
    pub(super) built: BuiltFace,
}

/// Builds the face of a set of codes under a name whose tag is made from its content.
///
/// # Errors
/// When an outline cannot be written.
pub(super) fn build(codes: &FaceCodes, faces: &Faces) -> Result<NamedFace, Error> {
    let base_font = format!("{}+{}", tag(codes), postscript_name(faces.get(codes.source)));
    let built = face::build(codes, faces, &base_font)?;
    Ok(NamedFace { base_font, built })
}

/// Adds a face as the Type 0 fonts that pages use; gives their ids. `one_byte` is the map of codes of one byte.
pub(super) fn add(
    document: &mut Document,
    codes: &FaceCodes,
    face: &Face,
    named: &NamedFace,
    fonts: &[FontKey],
    one_byte: ObjectId,
) -> Vec<ObjectId> {
    let length = i64::try_from(named.built.data.len()).expect("a font file is smaller than 2^63 bytes");
    let file = document.add_object(deflated(dictionary! { "Length1" => length }, &named.built.data));
    let descriptor = descriptor(face, named, file);
    let descriptor = document.add_object(descriptor);
    let descendant = document.add_object(dictionary! {
        "Type" => name("Font"),
        "Subtype" => name("CIDFontType2"),
        "BaseFont" => name(&named.base_font),
        "CIDSystemInfo" => system(),
        "FontDescriptor" => descriptor,
        "DW" => 0,
        "W" => vec![0.into(), widths(&named.built.advances, codes.units_per_em).into()],
        "CIDToGIDMap" => name("Identity"),
    });
    let mut add = |key: &FontKey| {
        let texts = to_unicode(&codes.letters, key.is_wide);
        let to_unicode = document.add_object(deflated(Dictionary::new(), texts.as_bytes()));
        document.add_object(dictionary! {
            "Type" => name("Font"),
            "Subtype" => name("Type0"),
            "BaseFont" => name(&named.base_font),
            "Encoding" => if key.is_wide { name("Identity-H") } else { one_byte.into() },
            "DescendantFonts" => vec![descendant.into()],
            "ToUnicode" => to_unicode,
        })
    };
    fonts.iter().map(&mut add).collect()
}

/// The character collection of codes that mean nothing but glyphs.
fn system() -> Dictionary {
    dictionary! {
        "Registry" => Object::string_literal("Adobe"),
        "Ordering" => Object::string_literal("Identity"),
        "Supplement" => 0,
    }
}

/// Adds the map by which codes of one byte are glyph numbers (PDF 1.7 §9.7.5.3).
pub(super) fn add_one_byte(document: &mut Document) -> ObjectId {
    let dictionary = dictionary! {
        "Type" => name("CMap"),
        "CMapName" => name("OneByte"),
        "CIDSystemInfo" => system(),
        "WMode" => 0,
    };
    document.add_object(deflated(dictionary, ONE_BYTE))
}

const ONE_BYTE: &[u8] = b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
    /CIDSystemInfo 3 dict dup begin\n/Registry (Adobe) def\n/Ordering (Identity) def\n/Supplement 0 def\nend def\n\
    /CMapName /OneByte def\n/CMapVersion 1 def\n/CMapType 1 def\n/WMode 0 def\n\
    1 begincodespacerange\n<00> <FF>\nendcodespacerange\n\
    1 begincidrange\n<00> <FF> 0\nendcidrange\n\
    endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";

/// Six capitals from a digest of what the face holds.
fn tag(codes: &FaceCodes) -> String {
    let mut bytes = Vec::new();
    for letter in &codes.letters {
        bytes.extend(letter.advance.to_be_bytes());
        for part in &letter.parts {
            if part.face != codes.source {
                bytes.extend(part.face.0.to_be_bytes());
            }
            bytes.extend(part.glyph.0.to_be_bytes());
            bytes.extend(part.x.to_be_bytes());
            bytes.extend(part.y.to_be_bytes());
        }
        bytes.extend(letter.text.as_bytes());
        bytes.push(0);
    }
    digest([bytes.as_slice()]).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// The full name of the face as a PostScript name may be: printing ASCII, no spaces or delimiters.
fn postscript_name(face: &Face) -> String {
    let mut name: String = face.full_name().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if name.is_empty() {
        name.push_str("Embedded");
    }
    name
}

/// Font units in thousandths of the em with three decimals.
fn scaled(units: i32, units_per_em: u16) -> f32 {
    let em = i64::from(units_per_em).max(1);
    let micro = (i64::from(units) * 1_000_000 + em / 2).div_euclid(em);
    micro as f32 / 1000.0
}

/// A number without a fraction where it has none.
fn number(value: f32) -> Object {
    if value.fract() == 0.0 { Object::Integer(value as i64) } else { Object::Real(value) }
}

/// The widths of all codes, `.notdef` first.
pub(super) fn widths(advances: &[u16], units_per_em: u16) -> Vec<Object> {
    advances.iter().map(|&advance| number(scaled(i32::from(advance), units_per_em))).collect()
}

fn descriptor(face: &Face, named: &NamedFace, file: ObjectId) -> Dictionary {
    let scale = |units: i32| number(scaled(units, face.units_per_em()).round());
    let bounds: Vec<Object> = named.built.bounds.iter().map(|&bound| scale(i32::from(bound))).collect();
    let (italic, bold) = (face.style().slant == Slant::Italic, face.style().weight == Weight::Bold);
    // PDF 1.7 table 123: bit 3 symbolic (the codes are ours), bit 7 italic, bit 19 force bold.
    let flags = 1 << 2 | i64::from(italic) << 6 | i64::from(bold) << 18;
    dictionary! {
        "Type" => name("FontDescriptor"),
        "FontName" => name(&named.base_font),
        "Flags" => flags,
        "FontBBox" => bounds,
        // Faces do not say their angle here; readers use it only to choose a substitute, and none is needed.
        "ItalicAngle" => if italic { -12 } else { 0 },
        "Ascent" => scale(face.ascender().0),
        "Descent" => scale(face.descender().0),
        "CapHeight" => scale(face.cap_height().map_or(face.ascender().0, |FontUnits(height)| height)),
        "StemV" => if bold { 140 } else { 80 },
        "FontFile2" => file,
    }
}

/// The `ToUnicode` map (PDF 1.7 §9.10.3): blocks of 100 codes, each with its text in UTF-16.
fn to_unicode(letters: &[Letter], is_wide: bool) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n",
    );
    map.push_str(if is_wide { "<0000> <FFFF>" } else { "<00> <FF>" });
    map.push_str("\nendcodespacerange\n");
    let digits = if is_wide { 4 } else { 2 };
    let coded: Vec<(u16, &Letter)> = (1..).zip(letters).take_while(|(code, _)| is_wide || is_short(*code)).collect();
    for block in coded.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", block.len());
        for (code, letter) in block {
            let _ = write!(map, "<{code:0digits$X}> <");
            for unit in letter.text.encode_utf16() {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_have_three_decimals_at_most() {
        assert_eq!(scaled(1000, 2048), 488.281);
        assert_eq!(scaled(600, 1000), 600.0);
        assert_eq!(number(600.0), Object::Integer(600));
    }

    #[test]
    fn a_code_maps_to_all_of_its_text() {
        let letter = Letter { parts: Vec::new(), advance: 1, text: "\u{200F}،".to_owned() };
        assert!(
            to_unicode(std::slice::from_ref(&letter), true).contains("1 beginbfchar\n<0001> <200F060C>\nendbfchar")
        );
        assert!(to_unicode(&[letter], false).contains("1 beginbfchar\n<01> <200F060C>\nendbfchar"));
    }
}
