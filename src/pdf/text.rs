//! The text that each code gives to readers: what makes words come back when a file is copied from or searched.
//!
//! The rules were found by measuring poppler, PDFium, MuPDF, pdf.js and pypdf on Persian prose; none follows from the PDF
//! standard, which does not say how a reader gets from codes to lines of text.
//!
//! - One character a code: every reader but pypdf turns a `ToUnicode` entry of several round, and puts a vowel mark before
//!   its letter. Left-to-right text is not turned, and keeps marks with their letters; numbers are one code (`numbers`).
//! - The half-space U+200C is a code of its own; inside a letter's entry it comes back on the wrong side. pdf.js drops
//!   every code whose text *ends* in a format character (Cf), and words are found there without it only. In front of the
//!   letter before it, in one entry, pdf.js gives it back, and pypdf puts it before that letter.
//! - Runs follow each other in logical order, glyphs inside a run in visual order, each run placed absolutely in a text
//!   object of its own. Runs in visual order break MuPDF and pypdf; glyphs in logical order break poppler, PDFium and
//!   pdf.js; pypdf turns the runs of one text object round.
//! - U+061C stands before the text of every neutral sign: MuPDF puts signs on the wrong side of a space. U+200E and U+061C
//!   stand before a number or Latin run's leftmost code: poppler lets a number swallow the neutrals up to the next letter.
//! - A vowel mark has U+061C before it only where PDFium would give it and its left neighbour in visual order (another
//!   mark, a separator, a half-space), and at the left end of what is shown at once, where MuPDF would give it to what it
//!   read before. Inside words it is in the way: the search calls of PDFium and MuPDF compare it.
//! - Two marks on a letter (shadda with a vowel) keep U+061C between them: in one entry MuPDF turns them round, and in the
//!   other order PDFium does. Chrome looks for words through ICU, which passes over U+061C.
//! - A bracket has U+061C before it, and a narrow code with U+200E at its right: PDFium goes through the line from its
//!   right end and mirrors brackets unless the last thing with a direction was left to right. U+200E inside the bracket's
//!   own code makes pdf.js drop the bracket, its advance and the number after it, and with them many spaces; a code
//!   with U+200E inside a run makes MuPDF part the run there, so runs are cut at it (`brackets`).
//! - A space at the edge of a right-to-left run has U+061C before it: pdf.js drops white space at an item's start. So has
//!   a space after a vowel mark: pdf.js makes its own space from the gap, and looks for gaps before letters only.
//! - Where a run ends beside the mark of a note, a gap or the next line, it ends in a narrow space (`runs`). The mark of a
//!   note is raised inside its outlines (`codes`), for PDFium takes text on another baseline for another line.
//! - No `ActualText`: poppler, PDFium and MuPDF turn it round inside right-to-left lines.
//! - Other directional marks as codes of their own did worse: MuPDF takes U+200E for a run from left to right.
//! - Latin phrases of several words are shown word by word with marks between them (`phrases`), or PDFium turns them round.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use super::cells::{ALM, Kind, LRM, is_direction, kind};
use super::letters::Letter;
use super::numbers::join_numbers;

/// What begins a number or Latin run in a right-to-left line.
///
/// MuPDF judges a code by its first character and would begin a new line at U+061C; poppler reads the line from its right
/// end and must meet U+061C after the run.
const FOREIGN: &str = "\u{200E}\u{61C}";

/// How many of the narrowest codes make an em (`letters::narrowest`).
const NARROWEST_TO_EM: i32 = 500;

/// Where a shaped run stands on its line, as far as the text of its codes depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Place(u16);

impl Place {
    /// The run is left to right in a right-to-left line, and its left end begins it.
    pub(super) const FOREIGN_START: Self = Self(1);
    /// The left end of a right-to-left run.
    pub(super) const LEFT_EDGE: Self = Self(2);
    /// The right end of a right-to-left run.
    pub(super) const RIGHT_EDGE: Self = Self(4);

    /// A space in a right-to-left run after a word that ends in a vowel mark.
    pub(super) const AFTER_MARK: Self = Self(8);

    /// The mark of a note that stands left of its word without a space between them.
    pub(super) const MARK_LEFT: Self = Self(16);
    /// The mark of a note that stands right of its word without a space between them.
    pub(super) const MARK_RIGHT: Self = Self(32);

    /// Left to right in a right-to-left line.
    pub(super) const INSIDE: Self = Self(64);
    /// In a right-to-left run that follows a left-to-right one.
    pub(super) const AFTER_FOREIGN: Self = Self(128);

    /// The left end of a right-to-left run that wants a narrow space there.
    pub(super) const SPACE_LEFT: Self = Self(256);
    /// The right end of a left-to-right line that wants a narrow space there.
    pub(super) const SPACE_RIGHT: Self = Self(512);

    /// Both.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it includes the other.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Its bits, for keys.
    pub(super) fn bits(self) -> u16 {
        self.0
    }
}

/// Adds the directional marks to the letters of a run; `letters` are in visual order.
///
/// `narrowest` is the least advance of a code in font units.
pub(super) fn mark_directions(letters: &mut Vec<Letter>, rtl: bool, place: Place, narrowest: i32) {
    for letter in letters.iter_mut() {
        plain_space(&mut letter.text);
    }
    if !rtl && (place.has(Place::INSIDE) || place.has(Place::FOREIGN_START)) {
        join_numbers(letters);
    }
    add_directions(letters, rtl, place);
    if rtl {
        part_equal_marks(letters, narrowest);
        keep_brackets(letters, narrowest);
    } else if place.has(Place::INSIDE) {
        part_phrase(letters, narrowest);
    }
    part_from_word(letters, place, narrowest);
}

/// Puts narrow spaces at the ends of runs that want one, and between the mark of a note and the word before it.
///
/// The directional mark makes it a sign that readers keep: they judge plain spaces by their width.
fn part_from_word(letters: &mut Vec<Letter>, place: Place, narrowest: i32) {
    let narrow = |text: String| Letter { parts: Vec::new(), advance: narrowest, text };
    if place.has(Place::SPACE_RIGHT) {
        letters.push(narrow(" ".to_owned()));
    } else if place.has(Place::SPACE_LEFT) {
        // It stands outside of the run (`codes::Word::lead`).
        letters.insert(0, narrow(format!("{ALM} ")));
    }
    let (at_right, mark) = match place {
        place if place.has(Place::MARK_LEFT) => (true, ALM),
        place if place.has(Place::MARK_RIGHT) => (false, LRM),
        _ => return,
    };
    let mut space = Letter { parts: Vec::new(), advance: 0, text: format!("{mark} ") };
    let gives = |letter: &&mut Letter| letter.advance > 4 * narrowest;
    let neighbour = if at_right { letters.iter_mut().rev().find(gives) } else { letters.iter_mut().find(gives) };
    if let Some(letter) = neighbour {
        space.advance = narrowest;
        letter.advance -= narrowest;
        if !at_right {
            letter.parts.iter_mut().for_each(|part| part.x -= narrowest);
        }
    }
    letters.insert(if at_right { letters.len() } else { 0 }, space);
}

/// What begins a cut of a phrase (`phrases`) is given a direction, which MuPDF would take from the mark before it.
fn part_phrase(letters: &mut Vec<Letter>, narrowest: i32) {
    let mut before = None;
    for letter in letters.iter_mut() {
        let Some(sign) = letter.text.chars().find(|&c| !is_direction(c)) else { continue };
        let new = kind(sign);
        if before != Some(new) && (new == Kind::Sign || is_separator(sign)) && !letter.text.starts_with(LRM) {
            letter.text.insert(0, LRM);
        }
        before = Some(new);
    }
    keep_brackets(letters, narrowest);
}

/// Common separators (CS): weak to PDFium, without a direction to MuPDF.
fn is_separator(c: char) -> bool {
    matches!(c, ',' | '.' | '/' | ':' | '\u{A0}' | '\u{60C}')
}

fn add_directions(letters: &mut [Letter], rtl: bool, place: Place) {
    if !rtl {
        if let (true, Some(first)) = (place.has(Place::FOREIGN_START), letters.first_mut()) {
            first.text.insert_str(0, FOREIGN);
        }
        return;
    }
    let mut is_parted = !place.has(Place::SPACE_LEFT);
    for letter in letters.iter_mut() {
        let Some(sign) = letter.text.chars().next() else { continue };
        // At a bracket the run is cut, and MuPDF gives a vowel mark at the left end of an object to what it read before.
        let parts = kind(sign) == Kind::Weak || is_mirrored(sign);
        if is_neutral(sign) || (is_mark(sign) && is_parted) {
            letter.text.insert(0, ALM);
        }
        is_parted = parts;
    }
    let last = letters.len().saturating_sub(1);
    for (edge, at) in [(Place::LEFT_EDGE, 0), (Place::RIGHT_EDGE, last), (Place::AFTER_MARK, last)] {
        if let Some(letter) = letters.get_mut(at).filter(|letter| place.has(edge) && letter.text == " ") {
            letter.text.insert(0, ALM);
        }
    }
}

/// Makes the text of two equal marks differ that stand at nearly the same place.
///
/// A letter may stand almost above the one before it (jeem after sheen in Amiri). PDFium takes the same code within 7/100
/// em for one that was shown twice, poppler the same text within a tenth.
fn part_equal_marks(letters: &mut [Letter], narrowest: i32) {
    // An eighth of the em.
    let near = NARROWEST_TO_EM * narrowest / 8;
    let mut before: Option<(usize, i32)> = None;
    let mut pen = 0;
    for at in 0..letters.len() {
        if letters[at].text.ends_with(is_mark) {
            let is_equal = |(other, place): (usize, i32)| letters[other].text == letters[at].text && pen - place < near;
            if before.is_some_and(is_equal) {
                letters[at].text.insert(0, ALM);
            }
            before = Some((at, pen));
        }
        pen += letters[at].advance;
    }
}

/// Puts U+200E at the right of each bracket, a code of its own with the least advance, taken from the bracket.
fn keep_brackets(letters: &mut Vec<Letter>, narrowest: i32) {
    for at in (0..letters.len()).rev() {
        let bracket = &mut letters[at];
        if bracket.text.chars().next_back().is_some_and(is_mirrored) {
            let advance = narrowest.min(bracket.advance);
            bracket.advance -= advance;
            letters.insert(at + 1, Letter { parts: Vec::new(), advance, text: LRM.to_string() });
        }
    }
}

/// Every space is U+0020 to a reader: searches do not find a no-break space.
fn plain_space(text: &mut String) {
    if text.chars().all(char::is_whitespace) && text != " " && !text.is_empty() {
        *text = " ".to_owned();
    }
}

/// Whether it belongs to the letter before it (general category Mn or Me).
pub(super) fn is_mark(c: char) -> bool {
    // The only marks below U+0300 are none; this spares the look-up for Latin text.
    c >= '\u{300}'
        && matches!(
            CodePointMapData::<GeneralCategory>::new().get(c),
            GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
        )
}

/// U+200C half-space and U+200D joiner: part of the spelling, nothing to draw.
pub(super) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Characters that only steer layout: the PDF says by its places what they said.
///
/// Line separators, the soft hyphen, directional marks, embeddings, overrides and isolates (UAX #9), word joiner and
/// invisible operators, byte order mark.
pub(super) fn is_control(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        || (c.is_control() && !c.is_whitespace())
}

/// Brackets and guillemets that right-to-left text mirrors (property `Bidi_Mirrored`), as far as prose uses them.
pub(super) fn is_mirrored(c: char) -> bool {
    matches!(
        c,
        '(' | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '<'
            | '>'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '⟨'
            | '⟩'
            | '〈'
            | '〉'
            | '‘'
            | '’'
            | '“'
            | '”'
    )
}

/// Signs that take their direction from what stands around them, or that numbers draw to themselves (CS, ES, ET, ON).
fn is_neutral(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !is_joiner(c) && !is_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(texts: &[&str], rtl: bool, place: Place) -> Vec<String> {
        let letter = |text: &&str| Letter { parts: Vec::new(), advance: 100, text: (*text).to_owned() };
        let mut letters: Vec<Letter> = texts.iter().map(letter).collect();
        mark_directions(&mut letters, rtl, place, 2);
        letters.into_iter().map(|letter| letter.text).collect()
    }

    #[test]
    fn separators_and_signs_get_a_mark_before_them() {
        let texts = marked(&["؟", "،", ".", "–", "ا", "ۀ"], true, Place::default());
        assert_eq!(texts, ["\u{61C}؟", "\u{61C}،", "\u{61C}.", "\u{61C}–", "ا", "ۀ"]);
    }

    #[test]
    fn brackets_stand_between_marks_keep_the_character_of_the_source_and_end_in_no_format_character() {
        let want = ["\u{61C}(", "\u{200E}", "\u{61C}»", "\u{200E}"];
        assert_eq!(marked(&["(", "»"], true, Place::default()), want);
        assert_eq!(marked(&["("], false, Place::default()), ["("]);
    }

    #[test]
    fn a_number_or_latin_run_begins_with_a_mark_in_right_to_left_lines_only() {
        assert_eq!(marked(&["a", "b"], false, Place::FOREIGN_START), ["\u{200E}\u{61C}a", "b"]);
        assert_eq!(marked(&["a", "b"], false, Place::default()), ["a", "b"]);
    }

    #[test]
    fn a_number_in_a_right_to_left_line_is_one_code_with_its_separators() {
        let place = Place::INSIDE.and(Place::FOREIGN_START);
        assert_eq!(marked(&["۱", "۹", "۱", "۷"], false, place), ["\u{200E}\u{61C}۱۹۱۷"]);
        assert_eq!(marked(&["١", "٢", "/", "٥", "."], false, place), ["\u{200E}\u{61C}١٢/٥", "."]);
        assert_eq!(marked(&["A", "4"], false, place), ["\u{200E}\u{61C}A", "4"]);
        // In a left-to-right line every reader keeps the digits.
        assert_eq!(marked(&["1", "2"], false, Place::default()), ["1", "2"]);
    }

    #[test]
    fn only_marks_beside_weak_characters_get_one_too() {
        // U+064E, base, U+064E with U+0651, base: searches compare what is inside a word as it is.
        let texts = marked(&["\u{64E}", "ت", "\u{64E}", "\u{651}", "ب", "\u{650}", "ك"], true, Place::default());
        let want = ["\u{61C}\u{64E}", "ت", "\u{64E}", "\u{61C}\u{651}", "ب", "\u{650}", "ك"];
        assert_eq!(texts, want);
        // A full stop at the left, and U+064F.
        assert_eq!(marked(&[".", "\u{64F}", "ب"], true, Place::default()), ["\u{61C}.", "\u{61C}\u{64F}", "ب"]);
    }

    #[test]
    fn equal_marks_nearly_at_one_place_have_texts_of_their_own() {
        let letter = |text: &str, advance| Letter { parts: Vec::new(), advance, text: text.to_owned() };
        let marks = |between| {
            let mut letters = vec![letter("ج", 9), letter("\u{64E}", 2), letter("ج", between), letter("\u{64E}", 2)];
            part_equal_marks(&mut letters, 2);
            letters[3].text.clone()
        };
        assert_eq!(marks(60), "\u{61C}\u{64E}");
        assert_eq!(marks(300), "\u{64E}");
    }

    #[test]
    fn the_left_end_of_a_run_may_be_a_narrow_space() {
        assert_eq!(marked(&["ب", "ا"], true, Place::SPACE_LEFT), ["\u{61C} ", "ب", "ا"]);
    }

    #[test]
    fn spaces_at_the_edges_get_a_mark() {
        let edges = Place::LEFT_EDGE.and(Place::RIGHT_EDGE);
        assert_eq!(marked(&[" ", "ا", " ", "ب", " "], true, edges), ["\u{61C} ", "ا", " ", "ب", "\u{61C} "]);
        assert_eq!(marked(&[" ", "ا"], true, Place::RIGHT_EDGE), [" ", "ا"]);
        assert_eq!(marked(&[" "], true, Place::AFTER_MARK), ["\u{61C} "]);
    }

    #[test]
    fn the_mark_of_a_note_is_parted_from_its_word() {
        assert_eq!(marked(&["۱", "۲"], false, Place::MARK_LEFT), ["۱", "۲", "\u{61C} "]);
        assert_eq!(marked(&["1"], false, Place::MARK_RIGHT), ["\u{200E} ", "1"]);
    }

    #[test]
    fn a_vowel_mark_is_kept_from_the_sign_beside_it() {
        // U+064E alone: the letter it belongs to is another code.
        assert_eq!(marked(&["\u{64E}", "ب"], true, Place::default()), ["\u{61C}\u{64E}", "ب"]);
    }

    #[test]
    fn a_no_break_space_is_a_space_to_readers() {
        assert_eq!(marked(&["\u{A0}"], true, Place::default()), [" "]);
    }
}
