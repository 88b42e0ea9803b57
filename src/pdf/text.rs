//! The text that each code gives to readers: what makes words come back when a file is copied from or searched.
//!
//! The rules were found by measuring poppler, PDFium, MuPDF, pdf.js and pypdf on Persian prose; none follows from the PDF
//! standard, which does not say how a reader gets from codes to lines of text.
//!
//! - One character a code: every reader but pypdf turns a `ToUnicode` entry of several round, and puts a vowel mark before
//!   its letter. Left-to-right text is not turned, and keeps marks with their letters.
//! - The half-space U+200C is a code of its own; inside a letter's entry it comes back on the wrong side.
//!   pdf.js drops every code whose text *ends* in a format character (Cf), whatever one does.
//! - Runs follow each other in logical order, glyphs inside a run in visual order, each run placed absolutely.
//!   Runs in visual order break MuPDF and pypdf; glyphs in logical order break poppler, PDFium and pdf.js.
//! - U+061C stands before the text of every neutral sign and vowel mark: MuPDF puts signs on the wrong side of a space, and
//!   PDFium leaves two of them in visual order. U+200E and U+061C stand before a number or Latin run's leftmost code:
//!   poppler lets a number swallow the neutrals up to the next letter.
//! - A bracket has U+061C before it, and a narrow code with U+200E at its right: PDFium goes through the line from its
//!   right end and mirrors brackets unless the last thing with a direction was left to right. U+200E inside the bracket's
//!   own code makes pdf.js drop the bracket, its advance and the number after it, and with them many spaces; a code
//!   with U+200E inside a run makes MuPDF part the run there, so runs are cut at it (`brackets`).
//! - A space at the edge of a right-to-left run has U+061C before it: pdf.js drops white space at an item's start. So has
//!   a space after a vowel mark: pdf.js makes its own space from the gap, and looks for gaps before letters only.
//! - The mark of a note has a narrow space with a directional mark on the side of its word, or readers glue them together;
//!   it is raised inside its outlines (`codes`), for PDFium takes text on another baseline for another line.
//! - No `ActualText`: poppler, PDFium and MuPDF turn it round inside right-to-left lines.
//! - Other directional marks as codes of their own did worse: MuPDF takes U+200E for a run from left to right.
//! - Latin phrases of several words are shown word by word with marks between them (`phrases`), or PDFium turns them round.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use super::cells::{ALM, Kind, LRM, is_direction, kind};
use super::letters::Letter;

/// What begins a number or Latin run in a right-to-left line.
///
/// MuPDF judges a code by its first character and would begin a new line at U+061C; poppler reads the line from its right
/// end and must meet U+061C after the run.
const FOREIGN: &str = "\u{200E}\u{61C}";

/// Where a shaped run stands on its line, as far as the text of its codes depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Place(u8);

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

    /// Both.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it includes the other.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Its bits, for keys.
    pub(super) fn bits(self) -> u8 {
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
    add_directions(letters, rtl, place);
    if rtl {
        keep_brackets(letters, narrowest);
    } else if place.has(Place::INSIDE) {
        part_phrase(letters, narrowest);
    }
    part_from_word(letters, place, narrowest);
}

/// Puts a narrow space between the mark of a note and the word before it, or readers glue them together.
///
/// The directional mark makes it a sign that readers keep: they judge plain spaces by their width.
fn part_from_word(letters: &mut Vec<Letter>, place: Place, narrowest: i32) {
    let left = place.has(Place::MARK_LEFT);
    if !left && !place.has(Place::MARK_RIGHT) {
        return;
    }
    let mark = if left { ALM } else { LRM };
    let mut space = Letter { parts: Vec::new(), advance: 0, text: format!("{mark} ") };
    let neighbour = if left { letters.last_mut() } else { letters.first_mut() };
    if let Some(letter) = neighbour.filter(|letter| letter.advance > 4 * narrowest) {
        space.advance = narrowest;
        letter.advance -= narrowest;
        if !left {
            letter.parts.iter_mut().for_each(|part| part.x -= narrowest);
        }
    }
    letters.insert(if left { letters.len() } else { 0 }, space);
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
    for letter in letters.iter_mut() {
        let Some(sign) = letter.text.chars().next() else { continue };
        if is_neutral(sign) || is_mark(sign) {
            // PDFium keeps two weak characters side by side in their visual order: the mark parts them.
            letter.text.insert(0, ALM);
        }
    }
    let last = letters.len().saturating_sub(1);
    for (edge, at) in [(Place::LEFT_EDGE, 0), (Place::RIGHT_EDGE, last), (Place::AFTER_MARK, last)] {
        if let Some(letter) = letters.get_mut(at).filter(|letter| place.has(edge) && letter.text == " ") {
            letter.text.insert(0, ALM);
        }
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
        assert_eq!(marked(&["۱", "۲"], false, Place::FOREIGN_START), ["\u{200E}\u{61C}۱", "۲"]);
        assert_eq!(marked(&["a", "b"], false, Place::default()), ["a", "b"]);
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
