//! What a text holds: its characters, images and roles. Noted while the XHTML is written; read by the accessibility
//! metadata, the choice of faces and the style sheet, so that all three say what is there and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Direction;
use crate::book::{ImageId, Marks};
use crate::style::Role;

/// What decides the face of a character, besides the character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    /// The role of the text.
    pub(super) role: Role,
    /// The direction it runs.
    pub(super) direction: Direction,
    /// Whether it stands out as bold.
    pub(super) is_bold: bool,
    /// Whether it stands out as italic.
    pub(super) is_italic: bool,
    /// Whether it is emphasised in a script that has no italic.
    pub(super) is_emphasized: bool,
}

impl Place {
    /// Plain text of a role.
    pub(super) fn plain(role: Role, direction: Direction) -> Self {
        Self { role, direction, is_bold: false, is_italic: false, is_emphasized: false }
    }
}

/// What occurs in one file, or in all of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// Every character once for each place it has.
    characters: BTreeMap<Place, CharacterSet>,
    /// Images of the text.
    pub(super) images: BTreeSet<ImageId>,
    /// Drawings made by the program: the name of each file, and its SVG.
    pub(super) drawings: BTreeMap<String, String>,
    /// Whether an image has a text that stands in for it.
    pub(super) has_described_image: bool,
    /// Whether an image has none.
    pub(super) has_undescribed_image: bool,
    /// Whether there is emphasis.
    pub(super) has_emphasis: bool,
    /// Whether there is a list of figures or tables.
    pub(super) has_captions: bool,
    /// Whether there are notes.
    pub(super) has_notes: bool,
    /// Marks of lists, and the greatest number of each.
    pub(super) marks: BTreeMap<Marks, u64>,
    /// Whether there is an index.
    pub(super) has_index: bool,
    /// How many words the text has.
    pub(super) words: usize,
    /// Whether some text stands in columns.
    pub(super) has_columns: bool,
    /// Bit n is set when `Role::ALL[n]` occurs.
    roles: u64,
}

impl Facts {
    /// Notes the characters of a text.
    pub(super) fn note_text(&mut self, place: Place, text: &str) {
        self.characters.entry(place).or_default().insert_all(text);
    }

    /// The characters of all texts, by place.
    pub(super) fn texts(&self) -> impl Iterator<Item = (Place, &CharacterSet)> {
        self.characters.iter().map(|(place, characters)| (*place, characters))
    }

    /// Whether some text runs in a direction.
    pub(super) fn has_direction(&self, direction: Direction) -> bool {
        self.characters.keys().any(|place| place.direction == direction)
    }

    /// Notes the marks of a list, and its last number.
    pub(super) fn note_marks(&mut self, marks: Marks, last: u64) {
        let greatest = self.marks.entry(marks).or_default();
        *greatest = last.max(*greatest);
    }

    /// Notes that a role occurs.
    pub(super) fn note_role(&mut self, role: Role) {
        self.roles |= 1 << role as u32;
    }

    /// Whether a role occurs.
    pub(super) fn has_role(&self, role: Role) -> bool {
        self.roles & (1 << role as u32) != 0
    }

    /// Whether there are images or drawings.
    pub(super) fn has_images(&self) -> bool {
        !self.images.is_empty() || !self.drawings.is_empty()
    }

    /// Notes an image and the text that stands in for it.
    pub(super) fn note_image(&mut self, image: ImageId, alt: &str) {
        self.images.insert(image);
        self.note_alt(alt);
    }

    /// Notes the text that stands in for an image.
    pub(super) fn note_alt(&mut self, alt: &str) {
        if alt.trim().is_empty() {
            self.has_undescribed_image = true;
        } else {
            self.has_described_image = true;
        }
    }

    /// Adds what another file holds.
    pub(super) fn merge(&mut self, other: &Self) {
        for (place, characters) in &other.characters {
            self.characters.entry(*place).or_default().merge(characters);
        }
        self.images.extend(&other.images);
        self.drawings.extend(other.drawings.clone());
        self.has_described_image |= other.has_described_image;
        self.has_undescribed_image |= other.has_undescribed_image;
        self.has_emphasis |= other.has_emphasis;
        self.has_notes |= other.has_notes;
        self.has_captions |= other.has_captions;
        other.marks.iter().for_each(|(marks, last)| self.note_marks(*marks, *last));
        self.has_columns |= other.has_columns;
        self.has_index |= other.has_index;
        self.words += other.words;
        self.roles |= other.roles;
    }
}

/// A set of characters: one bit each, in blocks of 256 that exist only where a character occurs.
#[derive(Clone, Debug, Default)]
pub(super) struct CharacterSet {
    blocks: Vec<Option<Box<[u64; 4]>>>,
}

impl CharacterSet {
    /// Adds every character of a text.
    pub(super) fn insert_all(&mut self, text: &str) {
        for character in text.chars() {
            let code = character as usize;
            let (bit, word) = (code % 64, code / 64 % 4);
            self.block(code / 256)[word] |= 1 << bit;
        }
    }

    /// The characters in order of their code points.
    pub(super) fn iter(&self) -> impl Iterator<Item = char> + '_ {
        let codes = self.blocks.iter().enumerate().flat_map(|(high, block)| {
            let words = block.as_deref().copied().unwrap_or_default();
            (0..256).filter(move |low| words[low / 64] & (1 << (low % 64)) != 0).map(move |low| high * 256 + low)
        });
        codes.filter_map(|code| char::from_u32(u32::try_from(code).ok()?))
    }

    fn merge(&mut self, other: &Self) {
        for (high, block) in other.blocks.iter().enumerate() {
            if let Some(words) = block {
                self.block(high).iter_mut().zip(words.iter()).for_each(|(mine, theirs)| *mine |= theirs);
            }
        }
    }

    fn block(&mut self, high: usize) -> &mut [u64; 4] {
        if self.blocks.len() <= high {
            self.blocks.resize(high + 1, None);
        }
        self.blocks[high].get_or_insert_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_come_back_once_and_in_order() {
        let mut one = CharacterSet::default();
        one.insert_all("نان\u{200C}");
        let mut other = CharacterSet::default();
        other.insert_all("a😀نa");
        one.merge(&other);
        assert_eq!(one.iter().collect::<String>(), "aان\u{200C}😀");
    }

    #[test]
    fn roles_are_told_apart() {
        let mut facts = Facts::default();
        facts.note_role(Role::Verse);
        facts.note_role(Role::Folio);
        let found: Vec<Role> = Role::ALL.into_iter().filter(|role| facts.has_role(*role)).collect();
        assert_eq!(found, [Role::Verse, Role::Folio]);
    }
}
