//! Numbers in the digits of a language. Letters and signs stay as they are.

use crate::base::Language;

/// A set of decimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DigitSet {
    /// ۰ to ۹ (U+06F0 to U+06F9).
    Persian,
    /// ٠ to ٩ (U+0660 to U+0669).
    Arabic,
    /// 0 to 9.
    Latin,
}

impl DigitSet {
    /// The digits a language is printed with (CLDR default numbering systems; the Arabic of the Maghreb prints Latin digits).
    pub fn of_language(language: &Language) -> Self {
        let maghreb = ["-DZ", "-EH", "-LY", "-MA", "-TN"].iter().any(|region| language.tag().contains(region));
        match language.primary() {
            _ if !language.direction().is_rtl() => Self::Latin,
            "fa" | "pes" | "prs" | "ps" | "ur" | "mzn" | "glk" | "azb" | "lrc" | "ks" | "pnb" | "bal" => Self::Persian,
            "ar" if maghreb => Self::Latin,
            "ar" | "arz" | "ckb" | "ku" | "sd" => Self::Arabic,
            _ => Self::Latin,
        }
    }

    /// Whether a character is a digit of one of the sets.
    pub fn is_digit(character: char) -> bool {
        value(character).is_some()
    }

    /// A number without separators.
    pub fn format(self, number: u64) -> String {
        self.translate(&number.to_string())
    }

    /// The same text with its digits, of whichever set, put into this one.
    pub fn translate(self, text: &str) -> String {
        let zero = match self {
            Self::Persian => 0x06F0,
            Self::Arabic => 0x0660,
            Self::Latin => 0x30,
        };
        text.chars()
            .map(|character| match value(character) {
                Some(value) => char::from_u32(zero + value).expect("each set has ten digits in a row"),
                None => character,
            })
            .collect()
    }
}

/// What a digit of any of the sets counts.
pub(super) fn value(character: char) -> Option<u32> {
    let zero = match character {
        '0'..='9' => 0x30,
        '\u{0660}'..='\u{0669}' => 0x0660,
        '\u{06F0}'..='\u{06F9}' => 0x06F0,
        _ => return None,
    };
    Some(u32::from(character) - zero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_have_their_own_digits() {
        let format = |tag: &str| DigitSet::of_language(&Language::new(tag)).format(1405);
        assert_eq!(format("fa"), "\u{06F1}\u{06F4}\u{06F0}\u{06F5}");
        assert_eq!(format("ar"), "\u{0661}\u{0664}\u{0660}\u{0665}");
        assert_eq!(format("ar-MA"), "1405");
        assert_eq!(format("fa-Latn"), "1405");
        assert_eq!(format("ckb"), "\u{0661}\u{0664}\u{0660}\u{0665}");
    }

    #[test]
    fn digits_of_every_set_are_translated() {
        assert_eq!(DigitSet::Latin.translate("ص ۱٢3"), "ص 123");
        assert_eq!(DigitSet::Arabic.translate("۱-3"), "\u{0661}-\u{0663}");
    }
}
