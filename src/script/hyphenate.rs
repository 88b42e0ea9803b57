//! Hyphenation: where a word may be broken at the end of a line, by its language.
//!
//! A word in, byte offsets out. Languages in Latin, Greek, Cyrillic and other alphabets have the patterns of the TeX
//! community (Liang 1983, in crate hypher); Uyghur, the one language that breaks words in Arabic script, has a rule of
//! syllables. All others, Persian and Arabic among them, break no words.

use hypher::Lang;

use crate::base::Language;

/// U+00AD, by which an author says where a word may be broken.
pub const SOFT_HYPHEN: char = '\u{AD}';

/// Letters that a word must have, at least.
const LEAST_LETTERS: usize = 5;

/// The way a language breaks its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hyphenation(Way);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// By patterns.
    Patterns(Lang),
    /// Before the consonant of each syllable.
    Uyghur,
}

impl Hyphenation {
    /// The way of a language; `None` where words are not broken, or it is not known how.
    pub fn of(language: &Language) -> Option<Self> {
        match language.primary().as_bytes() {
            b"ug" if language.direction().is_rtl() => Some(Self(Way::Uyghur)),
            // Kurdish has patterns for its Latin script; in Arabic script it is not broken.
            &[_, _] if language.direction().is_rtl() => None,
            &[first, second] => {
                let code = [first.to_ascii_lowercase(), second.to_ascii_lowercase()];
                Lang::from_iso(code).map(|language| Self(Way::Patterns(language)))
            }
            _ => None,
        }
    }

    /// Whether it breaks words of Arabic script.
    pub fn is_arabic(self) -> bool {
        self.0 == Way::Uyghur
    }
}

/// Bytes at which a word may be broken, rising; signs around the word may be part of the text.
///
/// A word with soft hyphens is broken at these alone. Words with a hyphen, digit or sign inside are left whole, as are
/// words in capitals, which are names and abbreviations.
pub fn places(text: &str, way: Hyphenation) -> Vec<usize> {
    let Some((start, word)) = core(text) else { return Vec::new() };
    let said: Vec<usize> = word.match_indices(SOFT_HYPHEN).map(|(at, _)| start + at + SOFT_HYPHEN.len_utf8()).collect();
    if !said.is_empty() {
        return said.into_iter().filter(|at| *at < start + word.len()).collect();
    }
    if word.chars().count() < LEAST_LETTERS || !word.chars().any(char::is_lowercase) && !way.is_arabic() {
        return Vec::new();
    }
    let mut at = start;
    match way.0 {
        Way::Patterns(language) => {
            let ends = hypher::hyphenate(word, language).map(|syllable| {
                at += syllable.len();
                at
            });
            ends.filter(|end| *end < start + word.len()).collect()
        }
        Way::Uyghur => syllables(word).into_iter().map(|at| start + at).collect(),
    }
}

/// The letters of a text with one word, and where they begin.
fn core(text: &str) -> Option<(usize, &str)> {
    // An article or preposition before an apostrophe, as in French and Italian, is no part of the word.
    let elided = text
        .find(['\'', '\u{2019}'])
        .map(|at| text[at..].char_indices().nth(1).map_or(text.len(), |(one, _)| at + one));
    let is_elided = |at: &usize| text[*at..].chars().filter(|letter| letter.is_alphabetic()).count() >= LEAST_LETTERS;
    let skipped = elided.filter(is_elided).unwrap_or(0);
    let (start, word) = only_word(&text[skipped..])?;
    Some((skipped + start, word))
}

fn only_word(text: &str) -> Option<(usize, &str)> {
    let is_inside = |character: char| character.is_alphabetic() || character == SOFT_HYPHEN;
    let start = text.find(is_inside)?;
    let rest = &text[start..];
    let end = rest.find(|character| !is_inside(character)).unwrap_or(rest.len());
    let after = &rest[end..];
    let is_alone =
        !after.contains(char::is_alphanumeric) && !after.starts_with(['-', '\u{2010}', '\u{2011}', '/', '_']);
    let has_digits = text[..start].contains(char::is_alphanumeric);
    (is_alone && !has_digits).then_some((start, &rest[..end]))
}

/// Vowels of Uyghur: ا U+0627, ە U+06D5, ې U+06D0, ى U+0649, و U+0648, ۇ U+06C7, ۆ U+06C6, ۈ U+06C8.
fn is_vowel(letter: char) -> bool {
    matches!(
        letter,
        '\u{0627}' | '\u{06D5}' | '\u{06D0}' | '\u{0649}' | '\u{0648}' | '\u{06C7}' | '\u{06C6}' | '\u{06C8}'
    )
}

/// Where the syllables of a Uyghur word begin, without the first: before the one consonant that stands before a vowel,
/// ئ U+0626 (which carries a vowel that has none) included. Two letters stay on each side.
///
/// W3C, Gap Analysis for the Arabic Script, Uyghur, hyphenation: a syllable has one vowel and one consonant before it.
fn syllables(word: &str) -> Vec<usize> {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let begins = |at: usize| is_vowel(letters[at + 1].1) && !is_vowel(letters[at].1);
    (2..letters.len().saturating_sub(1)).filter(|&at| begins(at)).map(|at| letters[at].0).collect()
}
