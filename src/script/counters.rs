//! Counters: a number in letters, signs, or digits, as printed before list items, on the folios of front matter, as
//! marks of notes.
//!
//! Letters and their order are those of the W3C list "Ready-made Counter Styles".

use super::DigitSet;
use crate::base::Language;

/// A way of writing the numbers of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counter {
    /// Decimal digits.
    Digits(DigitSet),
    /// Letters by their numeral value, largest first: الف, ب, … ی, یا, یب (1 to 1999).
    Abjad(Letters),
    /// Letters in the order of the alphabet, as in a list: الف, ب, پ, … after the last one two of them.
    Alphabetic(Letters),
    /// i, ii, iii, iv (1 to 3999).
    LowerRoman,
    /// I, II, III, IV (1 to 3999).
    UpperRoman,
    /// *, †, ‡, §, ‖, ¶; then each twice, thrice.
    Symbols,
}

/// The alphabet of a counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Letters {
    /// With پ, چ, ژ, گ, and the Persian ک and ی.
    Persian,
    /// As in Arabic.
    Arabic,
    /// a to z.
    LatinLower,
    /// A to Z.
    LatinUpper,
}

/// Heh alone is taken for a digit five; the joiner gives it the form that lists print.
const HEH: &str = "\u{0647}\u{200D}";

const PERSIAN: [&str; 32] = [
    "الف", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ", "د", "ذ", "ر", "ز", "ژ", "س", "ش", "ص", "ض", "ط", "ظ", "ع", "غ",
    "ف", "ق", "ک", "گ", "ل", "م", "ن", "و", HEH, "ی",
];
const ARABIC: [&str; 28] = [
    "أ", "ب", "ت", "ث", "ج", "ح", "خ", "د", "ذ", "ر", "ز", "س", "ش", "ص", "ض", "ط", "ظ", "ع", "غ", "ف", "ق", "ك", "ل",
    "م", "ن", HEH, "و", "ي",
];
const LOWER: [&str; 26] = [
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w",
    "x", "y", "z",
];
const UPPER: [&str; 26] = [
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W",
    "X", "Y", "Z",
];
const SYMBOLS: [char; 6] = ['*', '†', '‡', '§', '‖', '¶'];

/// Numeral values of the letters (Mashriqi order), largest first. Kaf and yeh are those of the language.
const ABJAD: [(u64, char); 28] = [
    (1000, 'غ'),
    (900, 'ظ'),
    (800, 'ض'),
    (700, 'ذ'),
    (600, 'خ'),
    (500, 'ث'),
    (400, 'ت'),
    (300, 'ش'),
    (200, 'ر'),
    (100, 'ق'),
    (90, 'ص'),
    (80, 'ف'),
    (70, 'ع'),
    (60, 'س'),
    (50, 'ن'),
    (40, 'م'),
    (30, 'ل'),
    (20, 'ک'),
    (10, 'ی'),
    (9, 'ط'),
    (8, 'ح'),
    (7, 'ز'),
    (6, 'و'),
    (5, 'ه'),
    (4, 'د'),
    (3, 'ج'),
    (2, 'ب'),
    (1, 'ا'),
];

const ROMAN: [(u64, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

impl Letters {
    /// The alphabet of a language: its own where it has one here, else small Latin letters.
    pub fn of_language(language: &Language) -> Self {
        match (language.direction().is_rtl(), language.primary()) {
            (true, "ar" | "arz") => Self::Arabic,
            (true, _) => Self::Persian,
            (false, _) => Self::LatinLower,
        }
    }

    fn list(self) -> &'static [&'static str] {
        match self {
            Self::Persian => &PERSIAN,
            Self::Arabic => &ARABIC,
            Self::LatinLower => &LOWER,
            Self::LatinUpper => &UPPER,
        }
    }
}

impl Counter {
    /// The number as it is written. What a counter cannot write (0, or too large) it writes in the digits of its script.
    pub fn format(self, number: u64) -> String {
        match self {
            Self::Digits(digits) => digits.format(number),
            Self::Abjad(letters @ (Letters::Persian | Letters::Arabic)) if (1..2000).contains(&number) => {
                abjad(letters, number)
            }
            Self::Alphabetic(letters) | Self::Abjad(letters) if number > 0 => alphabetic(letters.list(), number),
            Self::LowerRoman if (1..4000).contains(&number) => roman(number),
            Self::UpperRoman if (1..4000).contains(&number) => roman(number).to_uppercase(),
            Self::Symbols if number > 0 => symbols(number),
            _ => self.digits().format(number),
        }
    }

    fn digits(self) -> DigitSet {
        match self {
            Self::Digits(digits) => digits,
            Self::Abjad(Letters::Persian) | Self::Alphabetic(Letters::Persian) => DigitSet::Persian,
            Self::Abjad(Letters::Arabic) | Self::Alphabetic(Letters::Arabic) => DigitSet::Arabic,
            _ => DigitSet::Latin,
        }
    }
}

fn abjad(letters: Letters, number: u64) -> String {
    if letters == Letters::Persian && number == 1 {
        return "الف".to_owned();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, letter) in ABJAD {
        if rest >= value {
            rest -= value;
            text.push(match (letter, letters) {
                ('ی', Letters::Arabic) => 'ي',
                ('ک', Letters::Arabic) => 'ك',
                ('ا', Letters::Arabic) if number == 1 => 'أ',
                _ => letter,
            });
        }
    }
    if text == "ه" { HEH.to_owned() } else { text }
}

/// A number to a base without a zero, as columns of a spreadsheet are named.
fn alphabetic(letters: &[&str], number: u64) -> String {
    let base = letters.len() as u64;
    let mut rest = number;
    let mut parts = Vec::new();
    while rest > 0 {
        rest -= 1;
        parts.push(letters[usize::try_from(rest % base).unwrap_or(0)]);
        rest /= base;
    }
    parts.iter().rev().copied().collect()
}

fn roman(number: u64) -> String {
    let mut rest = number;
    let mut text = String::new();
    for (value, letters) in ROMAN {
        while rest >= value {
            rest -= value;
            text.push_str(letters);
        }
    }
    text
}

fn symbols(number: u64) -> String {
    let count = SYMBOLS.len() as u64;
    let symbol = SYMBOLS[usize::try_from((number - 1) % count).unwrap_or(0)];
    // A series of thousands is no series of symbols: what is longer than a word stays a word.
    let times = usize::try_from((number - 1) / count + 1).unwrap_or(8).min(8);
    std::iter::repeat_n(symbol, times).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(counter: Counter, numbers: &[u64]) -> Vec<String> {
        numbers.iter().map(|number| counter.format(*number)).collect()
    }

    #[test]
    fn letters_are_added_by_their_value() {
        let persian = all(Counter::Abjad(Letters::Persian), &[1, 2, 5, 10, 11, 15, 16, 20, 99, 1405]);
        assert_eq!(persian, ["الف", "ب", "ه\u{200D}", "ی", "یا", "یه", "یو", "ک", "صط", "غته"]);
        assert_eq!(all(Counter::Abjad(Letters::Arabic), &[1, 10, 11, 20]), ["أ", "ي", "يا", "ك"]);
    }

    #[test]
    fn letters_in_order_go_on_with_two_of_them() {
        assert_eq!(
            all(Counter::Alphabetic(Letters::Persian), &[1, 3, 31, 32, 33]),
            ["الف", "پ", "ه\u{200D}", "ی", "الفالف"]
        );
        assert_eq!(all(Counter::Alphabetic(Letters::Arabic), &[1, 5, 28]), ["أ", "ج", "ي"]);
        assert_eq!(all(Counter::Alphabetic(Letters::LatinLower), &[1, 26, 27, 703]), ["a", "z", "aa", "aaa"]);
    }

    #[test]
    fn roman_numbers_and_symbols() {
        assert_eq!(all(Counter::LowerRoman, &[1, 4, 9, 14, 1994]), ["i", "iv", "ix", "xiv", "mcmxciv"]);
        assert_eq!(all(Counter::UpperRoman, &[6, 3999]), ["VI", "MMMCMXCIX"]);
        assert_eq!(all(Counter::Symbols, &[1, 2, 6, 7, 13]), ["*", "†", "¶", "**", "***"]);
    }

    #[test]
    fn what_cannot_be_written_is_written_in_digits() {
        assert_eq!(all(Counter::Abjad(Letters::Persian), &[0]), ["۰"]);
        assert_eq!(all(Counter::LowerRoman, &[0, 4000]), ["0", "4000"]);
        assert_eq!(Counter::Symbols.format(u64::MAX).chars().count(), 8);
    }
}
