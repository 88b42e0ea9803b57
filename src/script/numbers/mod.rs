//! Numbers with parts, addresses and versions in running text: what is set from left to right, and what only its author
//! can put in order.
//!
//! UAX #9 orders the parts of a number by what stands before it: after an Arabic letter digits become Arabic-type (W2),
//! a hyphen joins European-type digits only (W4), a sign at an edge belongs to the line. Text in, byte ranges out;
//! nothing is found where the display could not go wrong, so that most text is set as it is.

mod kinds;
mod tokens;

use std::ops::Range;

use super::bidi::{Levels, levels};
use crate::base::Direction;

/// A stretch of right-to-left text that has an order of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Read from left to right in every language: to be isolated (LRI … PDI).
    LeftToRight,
    /// A range or another number with dashes (۱۲-۳۴): which end comes first is for its author to say.
    Range,
}

/// Numbers and addresses in text that stands in a direction, in order.
///
/// Left-to-right text needs no help and gives ranges only.
pub fn find(text: &str, base: Direction) -> Vec<Found> {
    // Left to right only ranges are wanted, and those have a dash.
    if !may_have_any(text) || !base.is_rtl() && !text.contains(is_dash) {
        return Vec::new();
    }
    let mut found = kinds::found(text);
    if !base.is_rtl() {
        found.retain(|one| one.kind == Kind::Range);
    }
    found
}

/// The stretches of a text that are set from left to right inside right-to-left text.
pub fn left_to_right(text: &str, base: Direction) -> Vec<Range<usize>> {
    if !base.is_rtl() {
        return Vec::new();
    }
    let found = find(text, base).into_iter().filter(|one| one.kind == Kind::LeftToRight);
    found.map(|one| one.range).collect()
}

/// The numbers of a range, without its dashes.
pub fn parts(range: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, dash) in range.match_indices(is_dash) {
        parts.push(start..at);
        start = at + dash.len();
    }
    parts.push(start..range.len());
    parts.retain(|part| !part.is_empty());
    parts
}

/// The way a range is displayed: which end its first number stands at. `before` is the last letter before it, if any.
pub fn order(range: &str, before: Option<char>, base: Direction) -> Direction {
    let text = before.map_or_else(|| range.to_owned(), |letter| format!("{letter} {range}"));
    let start = text.len() - range.len();
    match levels(&text, base, &[]).of_range(start..text.len()) {
        Some(_) => Direction::Ltr,
        None => Direction::Rtl,
    }
}

/// Whether the same range would be displayed otherwise at another place, or is displayed otherwise at this one.
///
/// Digits of a Latin phrase follow the phrase, as its author expects.
pub fn depends_on_place(range: &str, before: Option<char>, base: Direction) -> bool {
    let is_latin = range.chars().all(|character| character.is_ascii() || is_dash(character));
    if is_latin && before.is_some_and(|letter| !is_rtl_letter(letter)) {
        return false;
    }
    let own = if base.is_rtl() { '\u{0627}' } else { 'a' };
    let after_own = order(range, Some(own), base);
    order(range, None, base) != after_own || order(range, before, base) != after_own
}

/// A number with parts that the program makes: its parts stand in an order and keep their own.
///
/// The characters are those of UAX #9 § 2.4: U+2066 LRI, U+2067 RLI … U+2069 PDI.
pub fn compound<'a>(parts: impl IntoIterator<Item = &'a str>, separator: &str, order: Direction) -> String {
    let parts: Vec<String> = parts.into_iter().map(left_to_right_isolate).collect();
    let opening = if order.is_rtl() { '\u{2067}' } else { '\u{2066}' };
    format!("{opening}{}\u{2069}", parts.join(separator))
}

/// A text as an isolate from left to right.
pub fn left_to_right_isolate(text: &str) -> String {
    format!("\u{2066}{text}\u{2069}")
}

/// The last letter of a text that has a direction.
pub fn last_letter(text: &str) -> Option<char> {
    text.chars().rev().find(|character| character.is_alphabetic())
}

fn is_rtl_letter(letter: char) -> bool {
    let mut bytes = [0; 4];
    levels(letter.encode_utf8(&mut bytes), Direction::Ltr, &[]).at(0) == 1
}

/// Hyphens and dashes that stand between numbers: - U+2010–U+2014 and the minus sign U+2212.
fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2014}' | '\u{2212}')
}

/// Whether the order of a stretch could be another than from left to right, whatever stands before it.
fn varies(stretch: &str) -> bool {
    ["", "\u{0627} ", "a "].iter().any(|before| {
        let text = format!("{before}{stretch} \u{0627}");
        match levels(&text, Direction::Rtl, &[]).simplified() {
            Levels::Uniform(_) => true,
            bytes => bytes.of_range(before.len()..before.len() + stretch.len()).is_none(),
        }
    })
}

/// A quick look: most Persian paragraphs have neither digits nor Latin letters.
fn may_have_any(text: &str) -> bool {
    // ٠–٩ are D9 A0–A9 in UTF-8, ۰–۹ are DB B0–B9.
    let bytes = text.as_bytes();
    let is_digit = |at: usize| match bytes[at] {
        0xD9 => matches!(bytes.get(at + 1), Some(0xA0..=0xA9)),
        0xDB => matches!(bytes.get(at + 1), Some(0xB0..=0xB9)),
        byte => byte.is_ascii_alphanumeric(),
    };
    (0..bytes.len()).any(is_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_depends_on_its_place_and_other_separators_do_not() {
        let depends = |range, before| depends_on_place(range, before, Direction::Rtl);
        assert!(depends("۱۲-۳۴", None) && depends("۱۲-۳۴", Some('س')) && depends("1962-1994", None));
        // Arabic-type digits ٠–٩ are joined by no dash, so their range runs from the right everywhere.
        assert!(!depends("١٢-٣٤", None) && !depends("١٢-٣٤", Some('س')));
        // An en dash U+2013 joins nothing: only a Latin letter before European-type digits turns it round.
        assert!(!depends("۱۲–۳۴", None) && !depends("۱۲–۳۴", Some('س')) && depends("۱۲–۳۴", Some('a')));
        assert!(!depends("12-34", Some('a')), "inside a Latin phrase");
        assert!(!depends_on_place("12-34", None, Direction::Ltr));
        assert!(depends_on_place("12-34", Some('س'), Direction::Ltr));
    }

    #[test]
    fn the_order_is_that_of_the_display() {
        assert_eq!(order("۱۲-۳۴", None, Direction::Rtl), Direction::Ltr);
        assert_eq!(order("۱۲-۳۴", Some('س'), Direction::Rtl), Direction::Rtl);
        assert_eq!(order("12-34", Some('a'), Direction::Ltr), Direction::Ltr);
    }

    #[test]
    fn a_compound_number_keeps_its_order_beside_every_letter() {
        for before in ["س ", "a ", ""] {
            for (order, first_is_left) in [(Direction::Rtl, false), (Direction::Ltr, true)] {
                let text = format!("{before}{} a", compound(["۱", "۲"], ".", order));
                let levels = levels(&text, Direction::Rtl, &[]);
                let at = text.find('.').expect("the separator");
                // An odd level turns the parts round.
                assert_eq!(levels.at(at).is_multiple_of(2), first_is_left, "{text:?}");
            }
        }
    }

    #[test]
    fn ranges_have_parts() {
        assert_eq!(parts("۱۲–۳۴"), [0..4, 7..11]);
        assert_eq!(parts("2024-05-17"), [0..4, 5..7, 8..10]);
    }
}
