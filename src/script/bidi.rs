//! Embedding levels of a paragraph (UAX #9): text, base direction and isolates in, one level a byte out.
//!
//! Isolates come from styles, not from characters, so that the text stays as written. A shadow text that has
//! U+2066 LRI or U+2067 RLI and U+2069 PDI around each of them goes through the algorithm; its levels are mapped back.
//! Rule L1 (white space at a line's end) is left to the stage that makes lines.

use std::ops::Range;

use unicode_bidi::{BidiClass, BidiDataSource, Level, ParagraphBidiInfo, bidi_class};

use crate::base::Direction;

/// A stretch that is set as an isolate (UAX #9, LRI or RLI … PDI).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Isolate {
    /// Bytes of the paragraph's text.
    pub range: Range<usize>,
    /// The direction inside it.
    pub direction: Direction,
}

/// Embedding levels of a text; odd is right to left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Levels {
    /// All of it has one level.
    Uniform(u8),
    /// One level a byte.
    Bytes {
        /// The levels.
        levels: Vec<u8>,
        /// Where isolates begin and end: the byte, and the level of the character that would stand there. Sorted.
        borders: Vec<(usize, u8)>,
    },
}

/// No border of an isolate: as high as no level is.
pub const NO_BORDER: u8 = u8::MAX;

impl Levels {
    /// The level of the character that begins at a byte.
    pub fn at(&self, byte: usize) -> u8 {
        match self {
            Self::Uniform(level) => *level,
            Self::Bytes { levels, .. } => levels[byte],
        }
    }

    /// The one level of a stretch; `None` when it has several or is empty.
    pub fn of_range(&self, range: Range<usize>) -> Option<u8> {
        match self {
            Self::Uniform(level) => Some(*level),
            Self::Bytes { levels, .. } => {
                let (first, rest) = levels[range].split_first()?;
                rest.iter().all(|level| level == first).then_some(*first)
            }
        }
    }

    /// The least level of the isolates' borders just before a byte, or [`NO_BORDER`].
    ///
    /// Two stretches of one level on both sides of a lower border are turned round one by one (rule L2 would see the
    /// border's character between them): a number, and the mark of its note in an isolate.
    pub fn border(&self, byte: usize) -> u8 {
        let Self::Bytes { borders, .. } = self else { return NO_BORDER };
        let from = borders.partition_point(|(at, _)| *at < byte);
        borders[from..].iter().take_while(|(at, _)| *at == byte).map(|(_, level)| *level).min().unwrap_or(NO_BORDER)
    }
}

/// Embedding levels of a paragraph. The isolates stand in order and do not overlap.
pub fn levels(text: &str, base: Direction, isolates: &[Isolate]) -> Levels {
    let base_level = u8::from(base.is_rtl());
    if isolates.is_empty() && runs_one_way(text, base) {
        return Levels::Uniform(base_level);
    }
    let shadow = Shadow::of(text, isolates);
    let level = if base.is_rtl() { Level::rtl() } else { Level::ltr() };
    let resolved = ParagraphBidiInfo::new_with_data_source(&Classes, &shadow.text, Some(level)).levels;
    // The levels of the characters that were put in are left out.
    let mut levels = Vec::with_capacity(text.len());
    let mut borders = Vec::with_capacity(shadow.inserted.len());
    let mut from = 0;
    for inserted in &shadow.inserted {
        levels.extend(resolved[from..inserted.start].iter().map(Level::number));
        borders.push((levels.len(), resolved[inserted.start].number()));
        from = inserted.end;
    }
    levels.extend(resolved[from..].iter().map(Level::number));
    Levels::Bytes { levels, borders }
}

/// Bidi classes, with a short way to those of the most frequent characters.
struct Classes;

impl BidiDataSource for Classes {
    fn bidi_class(&self, character: char) -> BidiClass {
        match character {
            ' ' => BidiClass::WS,
            'a'..='z' | 'A'..='Z' => BidiClass::L,
            // Letters U+0620–U+064A, U+0671–U+06D3.
            '\u{0620}'..='\u{064A}' | '\u{0671}'..='\u{06D3}' => BidiClass::AL,
            '\u{200C}' => BidiClass::BN,
            _ => bidi_class(character),
        }
    }
}

/// Whether no character could have another level than the base: most paragraphs of a Persian book are so.
fn runs_one_way(text: &str, base: Direction) -> bool {
    if base.is_rtl() { text.chars().all(stays_rtl) } else { text.chars().all(stays_ltr) }
}

/// Right-to-left letters and all that takes their side (N1, N2). Digits are not among them.
fn stays_rtl(character: char) -> bool {
    match character {
        // U+0621–U+064A, U+0671–U+06D3 letters; U+064B–U+065F marks; U+200C half-space.
        ' ' | '!' | '(' | ')' | '.' | ':' | '[' | ']' | '\u{AB}' | '\u{BB}' | '\u{060C}' | '\u{061B}' | '\u{061F}' => {
            true
        }
        '\u{0621}'..='\u{065F}' | '\u{0671}'..='\u{06D3}' | '\u{200C}' => true,
        'a'..='z' | 'A'..='Z' | '0'..='9' => false,
        _ => matches!(bidi_class(character), BidiClass::R | BidiClass::AL) || takes_a_side(bidi_class(character)),
    }
}

/// Left-to-right letters and all that takes their side. European digits too: W7 makes them L after L or at the start.
fn stays_ltr(character: char) -> bool {
    match character {
        ' ' | 'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        _ => matches!(bidi_class(character), BidiClass::L | BidiClass::EN) || takes_a_side(bidi_class(character)),
    }
}

/// Weak and neutral classes that end at the base level where no digit and no letter of the other side is near.
fn takes_a_side(class: BidiClass) -> bool {
    use BidiClass::{BN, CS, ES, ET, NSM, ON, WS};
    matches!(class, BN | CS | ES | ET | NSM | ON | WS)
}

/// The text with characters for its isolates.
struct Shadow {
    text: String,
    /// Bytes of `text` that the paragraph does not have, in order.
    inserted: Vec<Range<usize>>,
}

// UAX #9, 2.4 and 2.5: explicit directional isolates and their end.
const LRI: char = '\u{2066}';
const RLI: char = '\u{2067}';
const FSI: char = '\u{2068}';
const PDI: char = '\u{2069}';

impl Shadow {
    /// Puts the characters in.
    fn of(text: &str, isolates: &[Isolate]) -> Self {
        let mut shadow = Self { text: String::with_capacity(text.len() + isolates.len() * 6), inserted: Vec::new() };
        let mut from = 0;
        for isolate in isolates {
            shadow.text.extend(text[from..isolate.range.start].chars().map(one_paragraph));
            shadow.insert(if isolate.direction.is_rtl() { RLI } else { LRI });
            // Rule X5c: an isolate reaches to its own PDI, so those it leaves open are closed before it.
            let open = shadow.copy_balanced(&text[isolate.range.clone()]);
            for _ in 0..=open {
                shadow.insert(PDI);
            }
            from = isolate.range.end;
        }
        shadow.text.extend(text[from..].chars().map(one_paragraph));
        shadow
    }

    /// Adds a character that the paragraph does not have.
    fn insert(&mut self, character: char) {
        let start = self.text.len();
        self.text.push(character);
        self.inserted.push(start..self.text.len());
    }

    /// Copies the inside of an isolate; gives how many isolates its own characters leave open.
    ///
    /// A PDI without its opening would end our isolate; U+200B stands in for it, as long in bytes and without direction.
    fn copy_balanced(&mut self, inside: &str) -> usize {
        let mut open = 0usize;
        for character in inside.chars().map(one_paragraph) {
            match character {
                LRI | RLI | FSI => open += 1,
                PDI if open == 0 => {
                    self.text.push('\u{200B}');
                    continue;
                }
                PDI => open -= 1,
                _ => {}
            }
            self.text.push(character);
        }
        open
    }
}

/// Signs that would end the paragraph or fill a column count as white space; the length in bytes stays.
fn one_paragraph(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{1C}'..='\u{1F}' => ' ',
        '\u{2029}' => '\u{2028}',
        // Another neutral sign of two bytes (class ON), as there is no white space of that length.
        '\u{85}' => '\u{AB}',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The level of each character, as digits.
    fn shown(text: &str, base: Direction, isolates: &[Isolate]) -> String {
        let levels = levels(text, base, isolates);
        text.char_indices().map(|(at, _)| levels.at(at).to_string()).collect()
    }

    fn isolate(text: &str, inside: &str, direction: Direction) -> Isolate {
        let start = text.find(inside).unwrap();
        Isolate { range: start..start + inside.len(), direction }
    }

    #[test]
    fn a_text_of_one_direction_has_one_level() {
        assert_eq!(levels("نان، «عسل» می\u{200C}خورد.", Direction::Rtl, &[]), Levels::Uniform(1));
        assert_eq!(levels("Bread, 12 (twelve).", Direction::Ltr, &[]), Levels::Uniform(0));
    }

    #[test]
    fn the_short_way_gives_what_the_algorithm_gives() {
        for text in ["نان، «عسل» (خوب) [تازه]!", " ، نان؟ ", "«»()", "نانَ می\u{200C}خورد…"]
        {
            let whole: Vec<_> = ParagraphBidiInfo::new(text, Some(Level::rtl())).levels;
            assert!(whole.iter().all(|level| level.number() == 1), "{text}");
            assert_eq!(levels(text, Direction::Rtl, &[]), Levels::Uniform(1));
        }
    }

    #[test]
    fn numbers_and_latin_words_in_a_persian_line_are_level_2() {
        assert_eq!(shown("سال ۱۲ (bread)", Direction::Rtl, &[]), "11112211222221");
        // W2, W4: after an Arabic letter the hyphen does not join two numbers.
        assert_eq!(shown("س ۱۲-۳۴", Direction::Rtl, &[]), "1122122");
        // At the start of a paragraph it does: the digits are European-type there.
        assert_eq!(shown("۱۲-۳۴", Direction::Rtl, &[]), "22222");
        // An en dash U+2013 never does; a full stop does everywhere.
        assert_eq!(shown("۱۲–۳۴", Direction::Rtl, &[]), "22122");
        assert_eq!(shown("س ۱۲.۳۴", Direction::Rtl, &[]), "1122222");
    }

    #[test]
    fn an_isolate_has_its_own_direction_and_the_text_stays_as_it_is() {
        let text = "نان C++ عسل";
        assert_eq!(shown(text, Direction::Rtl, &[]), "11112111111");
        assert_eq!(shown(text, Direction::Rtl, &[isolate(text, "C++", Direction::Ltr)]), "11112221111");
        let text = "see نان، ۱۲ here";
        assert_eq!(shown(text, Direction::Ltr, &[isolate(text, "نان، ۱۲", Direction::Rtl)]), "0000111112200000");
    }

    #[test]
    fn characters_inside_an_isolate_cannot_end_it_nor_hold_it_open() {
        for inside in ["C\u{2069}++", "C\u{2066}++", "C\u{202B}++"] {
            let text = format!("نان {inside} عسل");
            let levels = levels(&text, Direction::Rtl, &[isolate(&text, inside, Direction::Ltr)]);
            assert_eq!(levels.at(text.find('C').unwrap()), 2);
            assert_eq!(levels.at(text.find("عسل").unwrap()), 1);
            assert!(levels.at(text.rfind('+').unwrap()) >= 2);
        }
    }

    #[test]
    fn line_ends_and_tabs_do_not_end_the_paragraph() {
        assert_eq!(shown("bread\tنان\nبد\u{2029}C", Direction::Rtl, &[]), "22222111111112");
    }
}
