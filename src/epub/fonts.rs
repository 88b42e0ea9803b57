//! Which faces go into the EPUB: those the styles ask for, for the characters that occur. Files are whole and unchanged.

use std::collections::{BTreeMap, BTreeSet};

use crate::font::{FaceId, FaceStyle, Faces, Slant, Weight};
use crate::style::{Role, StyleSheet};

use super::facts::Facts;

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
    /// Whether it sets European letters only.
    pub(super) is_for_letters: bool,
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

/// The families of a role in the order of the style sheet. In right-to-left books the Latin ones come first but set
/// letters only; in others they come first and set everything.
pub(super) fn families<'a>(style: &'a crate::style::Style, is_rtl: bool) -> Vec<Family<'a>> {
    let latin = style.latin_families.iter().map(|name| Family { name, is_for_letters: is_rtl });
    let own = style.families.iter().map(|name| Family { name, is_for_letters: false });
    let mut seen = BTreeSet::new();
    latin.chain(own).filter(|family| seen.insert(family.name)).collect()
}

/// Chooses the faces, in the order of their numbers.
pub(super) fn choose(styles: &StyleSheet, faces: &Faces, facts: &Facts, is_rtl: bool) -> Vec<EmbeddedFace> {
    let letters: Vec<char> = facts.characters.iter().filter(|character| character.is_alphabetic()).collect();
    let mut chosen: BTreeMap<FaceId, (bool, f64)> = BTreeMap::new();
    for role in Role::ALL.into_iter().filter(|role| facts.has_role(*role)) {
        let style = styles.style(role);
        for family in covering(&families(style, is_rtl), faces, &letters) {
            for look in looks(style, facts) {
                let Some(id) = faces.select(family.name, look) else { continue };
                let scale = if family.is_for_letters { style.latin_scale } else { 1.0 };
                let entry = chosen.entry(id).or_insert((family.is_for_letters, scale));
                entry.0 &= family.is_for_letters;
            }
        }
    }
    chosen.into_iter().filter_map(|(id, (letters, scale))| embedded(faces, id, letters, scale)).collect()
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

/// The looks a role may take: its own, bold where there is strong emphasis, italic where there is emphasis.
fn looks(style: &crate::style::Style, facts: &Facts) -> Vec<FaceStyle> {
    let own = FaceStyle { weight: style.weight, slant: style.slant };
    let bold = FaceStyle { weight: Weight::Bold, ..own };
    let italic = FaceStyle { slant: Slant::Italic, ..own };
    // Emphasis in the Arabic script is by weight, see `css`.
    let emphasis = facts.has_emphasis.then_some([bold, italic]).into_iter().flatten();
    std::iter::once(own).chain(facts.has_strong.then_some(bold)).chain(emphasis).collect()
}

fn is_european(letter: char) -> bool {
    EUROPEAN.iter().any(|(first, last)| (*first..=*last).contains(&(letter as u32)))
}

/// The file of a face; `None` for faces inside a collection, which is no core media type (EPUB 3.3 § 3.2).
fn embedded(faces: &Faces, id: FaceId, is_for_letters: bool, scale: f64) -> Option<EmbeddedFace> {
    let face = faces.get(id);
    let (media_type, ending) = match face.data().get(..4)? {
        b"OTTO" => ("font/otf", "otf"),
        b"ttcf" => return None,
        _ => ("font/ttf", "ttf"),
    };
    let name: String = face.full_name().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    // The number keeps two faces of one name apart, such as a file of the book and one inside the program.
    let href = format!("fonts/{}-{}.{ending}", id.0, name.trim_matches('-'));
    Some(EmbeddedFace { id, href, media_type, is_for_letters, scale })
}
