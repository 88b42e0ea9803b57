//! Which faces go into the EPUB: those the styles ask for, for the characters that occur. Files are whole and
//! unchanged, or cut down to the glyphs that those characters can need.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::base::Direction;
use crate::font::{FaceId, FaceStyle, Faces, Slant, Weight};
use crate::style::{Emphasis, Role, Style, StyleSheet};

use super::facts::{Facts, Place};

/// A family in the order the style sheet names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Family<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// What it sets.
    pub(super) reach: Reach,
    /// Whether its size is that of Latin words beside the text's.
    is_scaled: bool,
}

/// What a family sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Whatever it has a glyph for.
    All,
    /// European letters only, so that spaces and signs come from the face of the text.
    Letters,
}

/// A face that goes into the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EmbeddedFace {
    /// Which one.
    pub(super) id: FaceId,
    /// The name of its family in this file: another one where it was changed and its own is reserved.
    pub(super) family: String,
    /// Its bytes where they are not those of the face.
    pub(super) data: Option<Vec<u8>>,
    /// Its file, from the content folder.
    pub(super) href: String,
    /// Its media type.
    pub(super) media_type: &'static str,
    /// How it is used.
    pub(super) uses: Uses,
}

/// How a face is used in a book.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Uses {
    /// It sets whole stretches of text.
    pub(super) for_all: bool,
    /// It sets European letters inside other text.
    pub(super) for_letters: bool,
    /// Its size as a ratio of the text's.
    pub(super) scale: f64,
}

/// Ranges of European letters with their marks, as Unicode blocks name them: Latin, Greek, Cyrillic.
pub(super) const EUROPEAN: [(u32, u32); 11] = [
    (0x41, 0x5A),
    (0x61, 0x7A),
    (0xAA, 0xAA),
    (0xBA, 0xBA),
    (0xC0, 0xD6),
    (0xD8, 0xF6),
    (0xF8, 0x36F),
    (0x370, 0x52F),
    (0x1D00, 0x1FFF),
    (0x2C60, 0x2C7F),
    (0xA720, 0xA7FF),
];

/// The families of a role in the order of the style sheet, for text of one direction. Latin families come first; in
/// right-to-left text they set letters only.
pub(super) fn families(style: &Style, direction: Direction) -> Vec<Family<'_>> {
    // What follows the family of the text in the Latin list stands in for it there, not before it.
    let latin = style.latin_families.iter().take_while(|name| Some(*name) != style.families.first());
    let reach = if direction.is_rtl() { Reach::Letters } else { Reach::All };
    let latin = latin.map(|name| Family { name, reach, is_scaled: true });
    let own = style.families.iter().map(|name| Family { name, reach: Reach::All, is_scaled: false });
    let mut seen = BTreeSet::new();
    latin.chain(own).filter(|family| seen.insert(family.name)).collect()
}

/// Chooses the faces, in the order of their numbers.
pub(super) fn choose(styles: &StyleSheet, faces: &Faces, facts: &Facts) -> Vec<EmbeddedFace> {
    let mut chosen: BTreeMap<FaceId, Uses> = BTreeMap::new();
    // Code is set in the system's face of equal widths.
    for (place, characters) in facts.texts().filter(|(place, _)| place.role != Role::Code) {
        let style = &emphasized(styles.style(place.role), place);
        let letters: Vec<char> = characters.iter().filter(|character| character.is_alphabetic()).collect();
        for family in covering(&families(style, place.direction), faces, &letters) {
            let Some(id) = faces.select(family.name, look(style, place)) else { continue };
            // One scale a face: roles hardly differ in it.
            let scale = if family.is_scaled { style.latin_scale } else { 1.0 };
            let uses = chosen.entry(id).or_insert(Uses { for_all: false, for_letters: false, scale });
            uses.for_all |= family.reach == Reach::All;
            uses.for_letters |= family.reach == Reach::Letters;
        }
    }
    let mut files: Vec<EmbeddedFace> = Vec::new();
    for mut face in chosen.into_iter().filter_map(|(id, uses)| embedded(faces, id, uses)) {
        // Instances of a variable face share its file: reading systems go along its axis to the weight of a rule.
        let same = files.iter().find(|other| faces.get(other.id).has_file_of(faces.get(face.id)));
        if let Some(other) = same {
            face.href.clone_from(&other.href);
        }
        files.push(face);
    }
    files
}

/// Cuts faces down to what the text can need of them; those that cannot be cut stay whole.
pub(super) fn cut(chosen: Vec<EmbeddedFace>, faces: &Faces, facts: &Facts) -> Vec<EmbeddedFace> {
    // One set for all faces: which of them sets a character is for the reading system to say.
    let characters: BTreeSet<char> = facts.texts().flat_map(|(_, characters)| characters.iter()).collect();
    let cut = |face: EmbeddedFace| {
        let source = faces.get(face.id);
        let family = if source.reserves_its_name() { free_name(&face.family) } else { face.family.clone() };
        let name = (family != face.family).then_some(family.as_str());
        match source.subset(&characters, name) {
            // The name of the file has no more of the reserved name than the face has.
            Some(data) => {
                let href =
                    if name.is_some() { format!("fonts/{}-{}.ttf", face.id.0, slug(&family)) } else { face.href };
                EmbeddedFace { data: Some(data), family, href, ..face }
            }
            None => face,
        }
    };
    chosen.into_par_iter().map(cut).collect()
}

/// A name that nobody reserves, the same for all faces of a family.
fn free_name(family: &str) -> String {
    // FNV-1a, 32 bits (RFC 9923).
    let hash = family.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("Book Face {:04X}", hash >> 16)
}

/// A name as part of a file's.
fn slug(name: &str) -> String {
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    name.trim_matches('-').to_owned()
}

/// The families that set a letter which those before them do not have.
fn covering<'a>(families: &[Family<'a>], faces: &Faces, letters: &[char]) -> Vec<Family<'a>> {
    let mut open = letters.to_vec();
    let mut used = Vec::new();
    for family in families {
        let Some(id) = faces.select(family.name, FaceStyle::default()) else { continue };
        let coverage = faces.get(id).coverage();
        let before = open.len();
        let reaches = |letter: char| family.reach == Reach::All || is_european(letter);
        open.retain(|letter| !(reaches(*letter) && coverage.covers(*letter)));
        if open.len() < before {
            used.push(*family);
        }
    }
    used
}

/// The look of words that stand out from their role.
fn look(style: &Style, place: Place) -> FaceStyle {
    FaceStyle {
        weight: if place.is_bold { Weight::Bold } else { style.weight },
        slant: if place.is_italic { Slant::Italic } else { style.slant },
    }
}

/// The style of emphasised words in a script without italics.
fn emphasized(style: &Style, place: Place) -> Style {
    let style = style.clone();
    match style.emphasis.clone() {
        Emphasis::Bold if place.is_emphasized => Style { weight: Weight::Bold, ..style },
        Emphasis::Face { families, .. } if place.is_emphasized => {
            let others = style.families.iter().filter(|family| !families.contains(family)).cloned();
            Style { families: families.iter().cloned().chain(others).collect(), ..style }
        }
        _ => style,
    }
}

fn is_european(letter: char) -> bool {
    EUROPEAN.iter().any(|(first, last)| (*first..=*last).contains(&(letter as u32)))
}

/// The file of a face; `None` for faces inside a collection, which is no core media type (EPUB 3.3 § 3.2).
fn embedded(faces: &Faces, id: FaceId, uses: Uses) -> Option<EmbeddedFace> {
    let face = faces.get(id);
    let (media_type, ending) = match face.data().get(..4)? {
        b"OTTO" => ("font/otf", "otf"),
        b"ttcf" => return None,
        _ => ("font/ttf", "ttf"),
    };
    // The number keeps two faces of one name apart, such as a file of the book and one inside the program.
    let href = format!("fonts/{}-{}.{ending}", id.0, slug(face.full_name()));
    Some(EmbeddedFace { id, family: face.family().to_owned(), data: None, href, media_type, uses })
}
