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
    /// One level a byte, and the edges of isolates that part what has higher levels on both sides, in order.
    Bytes(Vec<u8>, Vec<Edge>),
}

/// The edge of an isolate: to rule L2 a character without width and text. Without it a Latin word and the isolated mark
/// of a note after it would be one left-to-right stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The byte it stands before.
    pub at: usize,
    /// Its level.
    pub level: u8,
}

impl Levels {
    /// The level of the character that begins at a byte.
    pub fn at(&self, byte: usize) -> u8 {
        match self {
            Self::Uniform(level) => *level,
            Self::Bytes(levels, _) => levels[byte],
        }
    }

    /// The level of the edge before a byte, if one parts it from the character before.
    pub fn edge(&self, byte: usize) -> Option<u8> {
        match self {
            Self::Uniform(_) => None,
            Self::Bytes(_, edges) => {
                let at = edges.binary_search_by_key(&byte, |edge| edge.at).ok()?;
                Some(edges[at].level)
            }
        }
    }

    /// The same order with fewer levels: an even level above 2 that no odd one parts from level 2 is 2.
    ///
    /// A number in an isolate, or with the separators U+066B and U+066C, may have levels 2 and 4; as rule L2 turns it
    /// round an even number of times, it is one left-to-right stretch, and one run of glyphs.
    pub fn simplified(mut self) -> Self {
        if let Self::Bytes(levels, edges) = &mut self {
            let has_edge = |range: Range<usize>| edges.iter().any(|edge| edge.level > 2 && range.contains(&edge.at));
            let mut start = 0;
            for stretch in levels.chunk_by_mut(|one, next| (*one > 2) == (*next > 2)) {
                let range = start..start + stretch.len();
                start = range.end;
                if stretch[0] > 2 && stretch.iter().all(|level| level % 2 == 0) && !has_edge(range) {
                    stretch.fill(2);
                }
            }
        }
        self
    }

    /// The one level of a stretch; `None` when it has several, is parted by an edge, or is empty.
    pub fn of_range(&self, range: Range<usize>) -> Option<u8> {
        match self {
            Self::Uniform(level) => Some(*level),
            Self::Bytes(levels, edges) => {
                let is_parted = edges.iter().any(|edge| edge.at > range.start && edge.at < range.end);
                let (first, rest) = levels[range].split_first()?;
                (!is_parted && rest.iter().all(|level| level == first)).then_some(*first)
            }
        }
    }
}

/// Embedding levels of a paragraph.
///
/// Isolates are in the order of their starts, an outer one before those inside it, and never cross each other.
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
    let mut edges: Vec<Edge> = Vec::new();
    let mut from = 0;
    for inserted in &shadow.inserted {
        levels.extend(resolved[from..inserted.start].iter().map(Level::number));
        from = inserted.end;
        let edge = Edge { at: levels.len(), level: resolved[inserted.start].number() };
        match edges.last_mut().filter(|last| last.at == edge.at) {
            Some(last) => last.level = last.level.min(edge.level),
            None => edges.push(edge),
        }
    }
    levels.extend(resolved[from..].iter().map(Level::number));
    let parts = |edge: &Edge| {
        let after = levels.get(edge.at).is_some_and(|level| *level > edge.level);
        after && edge.at > 0 && levels[edge.at - 1] > edge.level
    };
    edges.retain(parts);
    Levels::Bytes(levels, edges)
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
        // Isolates that are open, each with how many the characters inside it have opened themselves.
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut from = 0;
        for isolate in isolates.iter().filter(|isolate| !isolate.range.is_empty()) {
            from = shadow.close_until(isolate.range.start, text, from, &mut open);
            shadow.copy(&text[from..isolate.range.start], &mut open);
            from = isolate.range.start;
            shadow.insert(if isolate.direction.is_rtl() { RLI } else { LRI });
            open.push((isolate.range.end, 0));
        }
        from = shadow.close_until(text.len(), text, from, &mut open);
        shadow.copy(&text[from..], &mut open);
        shadow
    }

    /// Copies text and closes the isolates that end at or before a byte; gives how far the text is copied.
    fn close_until(&mut self, byte: usize, text: &str, mut from: usize, open: &mut Vec<(usize, usize)>) -> usize {
        while let Some((end, _)) = open.last().copied().filter(|(end, _)| *end <= byte) {
            self.copy(&text[from..end], open);
            from = end;
            // Rule X5c: an isolate reaches to its own PDI, so those it leaves open are closed before it.
            let left_open = open.pop().map_or(0, |(_, count)| count);
            for _ in 0..=left_open {
                self.insert(PDI);
            }
        }
        from
    }

    /// Adds a character that the paragraph does not have.
    fn insert(&mut self, character: char) {
        let start = self.text.len();
        self.text.push(character);
        self.inserted.push(start..self.text.len());
    }

    /// Copies text inside the innermost of the open isolates.
    ///
    /// A PDI without its opening would end our isolate; U+200B stands in for it, as long in bytes and without direction.
    fn copy(&mut self, inside: &str, open: &mut [(usize, usize)]) {
        let Some((_, count)) = open.last_mut() else {
            return self.text.extend(inside.chars().map(one_paragraph));
        };
        for character in inside.chars().map(one_paragraph) {
            match character {
                LRI | RLI | FSI => *count += 1,
                PDI if *count == 0 => {
                    self.text.push('\u{200B}');
                    continue;
                }
                PDI => *count -= 1,
                _ => {}
            }
            self.text.push(character);
        }
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
    fn isolates_nest() {
        let text = "see نان ۱۲-۳۴ عسل here";
        let all = [
            isolate(text, "نان ۱۲-۳۴ عسل", Direction::Rtl),
            isolate(text, "۱۲", Direction::Ltr),
            isolate(text, "۳۴", Direction::Ltr),
        ];
        assert_eq!(shown(text, Direction::Ltr, &all), "0000111122122111100000");
        // Two that end at one place, and one that is empty.
        let all = [
            isolate(text, "عسل", Direction::Rtl),
            isolate(text, "سل", Direction::Ltr),
            Isolate { range: 23..23, direction: Direction::Ltr },
        ];
        assert_eq!(shown(text, Direction::Ltr, &all).len(), text.chars().count());
    }

    #[test]
    fn numbers_of_several_even_levels_are_one_stretch() {
        // U+06F1 is European-type, U+066B and U+0665 are Arabic-type.
        let text = "س -۱۲\u{66B}\u{665} س";
        let all = [isolate(text, "-۱۲\u{66B}\u{665}", Direction::Ltr)];
        assert_eq!(shown(text, Direction::Rtl, &all), "112224411");
        let Levels::Bytes(levels, _) = levels(text, Direction::Rtl, &all).simplified() else {
            panic!("several levels")
        };
        assert!(levels[3..12].iter().all(|level| *level == 2), "{levels:?}");
        // Level 3 between them stays.
        let three = Levels::Bytes(vec![2, 4, 3, 4, 2, 1], Vec::new());
        assert_eq!(three.clone().simplified(), three);
    }

    #[test]
    fn an_edge_parts_what_has_equal_levels() {
        let text = "نان Bread۱ نان";
        let mark = isolate(text, "۱", Direction::Rtl);
        let levels = levels(text, Direction::Rtl, std::slice::from_ref(&mark)).simplified();
        assert_eq!(levels.edge(mark.range.start), Some(1));
        assert_eq!((levels.at(mark.range.start), levels.edge(mark.range.end)), (2, None));
        assert_eq!(levels.of_range(7..mark.range.end), None);
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
