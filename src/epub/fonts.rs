//! Which faces go into the EPUB: those the styles ask for, for the characters that occur. Files are whole and unchanged.

use std::collections::{BTreeMap, BTreeSet};

use crate::font::{FaceId, FaceStyle, Faces, Slant, Weight};
use crate::style::{Role, Style, StyleSheet};

use super::facts::{Emphasis, Facts};

/// A family in the order the style sheet names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Family<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// Whether it sets European letters only, so that spaces and signs come from the face of the text.
    pub(super) is_for_letters: bool,
}

/// A face that goes into the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EmbeddedFace {
    /// Which one.
    pub(super) id: FaceId,
    /// Its file, from the content folder.
    pub(super) href: String,
    /// Its media type.
    pub(super) media_type: &'static str,
    /// Whether it sets all of some text.
    pub(super) is_for_all: bool,
    /// Whether it sets the European letters of other text, and its size there as a ratio of that text's.
    pub(super) scale_for_letters: Option<f64>,
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

/// The families of a role in the order of the style sheet. In right-to-left books the Latin ones come first but set
/// letters only; in others they come first and set everything.
pub(super) fn families<'a>(style: &'a Style, is_rtl: bool) -> Vec<Family<'a>> {
    let own = style.families.iter().map(|name| Family { name, is_for_letters: false });
    // What follows the family of the text in the Latin list stands in for it there, not before it.
    let latin = style.latin_families.iter().take_while(|name| !is_rtl || Some(*name) != style.families.first());
    let latin = latin.map(|name| Family { name, is_for_letters: is_rtl });
    let mut seen = BTreeSet::new();
    latin.chain(own).filter(|family| seen.insert(family.name)).collect()
}

/// Chooses the faces, in the order of their numbers.
pub(super) fn choose(styles: &StyleSheet, faces: &Faces, facts: &Facts, is_rtl: bool) -> Vec<EmbeddedFace> {
    let mut chosen: BTreeMap<FaceId, (bool, Option<f64>)> = BTreeMap::new();
    // Code is set in the system's face of equal widths.
    for (role, emphasis, characters) in facts.texts().filter(|(role, _, _)| *role != Role::Code) {
        let style = styles.style(role);
        let letters: Vec<char> = characters.iter().filter(|character| character.is_alphabetic()).collect();
        for family in covering(&families(style, is_rtl), faces, &letters) {
            let Some(id) = faces.select(family.name, look(style, emphasis)) else { continue };
            let (is_for_all, scale) = chosen.entry(id).or_default();
            if family.is_for_letters {
                // One scale a face: roles hardly differ in it.
                scale.get_or_insert(style.latin_scale);
            } else {
                *is_for_all = true;
            }
        }
    }
    chosen.into_iter().filter_map(|(id, (is_for_all, scale))| embedded(faces, id, is_for_all, scale)).collect()
}

/// The families that set a letter which those before them do not have.
fn covering<'a>(families: &[Family<'a>], faces: &Faces, letters: &[char]) -> Vec<Family<'a>> {
    let mut open = letters.to_vec();
    let mut used = Vec::new();
    for family in families {
        let Some(id) = faces.select(family.name, FaceStyle::default()) else { continue };
        let coverage = faces.get(id).coverage();
        let before = open.len();
        open.retain(|letter| !coverage.covers(*letter) || (family.is_for_letters && !is_european(*letter)));
        if open.len() < before {
            used.push(*family);
        }
    }
    used
}

/// The look of words that stand out from their role.
fn look(style: &Style, emphasis: Emphasis) -> FaceStyle {
    FaceStyle {
        weight: if emphasis.is_bold { Weight::Bold } else { style.weight },
        slant: if emphasis.is_italic { Slant::Italic } else { style.slant },
    }
}

fn is_european(letter: char) -> bool {
    EUROPEAN.iter().any(|(first, last)| (*first..=*last).contains(&(letter as u32)))
}

/// The file of a face; `None` for faces inside a collection, which is no core media type (EPUB 3.3 § 3.2).
fn embedded(faces: &Faces, id: FaceId, is_for_all: bool, scale_for_letters: Option<f64>) -> Option<EmbeddedFace> {
    let face = faces.get(id);
    let (media_type, ending) = match face.data().get(..4)? {
        b"OTTO" => ("font/otf", "otf"),
        b"ttcf" => return None,
        _ => ("font/ttf", "ttf"),
    };
    let name: String = face.full_name().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    // The number keeps two faces of one name apart, such as a file of the book and one inside the program.
    let href = format!("fonts/{}-{}.{ending}", id.0, name.trim_matches('-'));
    Some(EmbeddedFace { id, href, media_type, is_for_all, scale_for_letters })
}
