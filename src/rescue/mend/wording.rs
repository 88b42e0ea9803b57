//! The words of a text in Arabic letters.

use std::ops::Range;

use crate::script::DigitSet;
use crate::script::itemize::{Script, is_mark};
use crate::script::letters::is_arabic;

/// The half-space: it parts letters of one word.
pub(in crate::rescue) const HALF_SPACE: char = '\u{200C}';

/// Whether a character is a letter, mark or tatweel of an Arabic word: no digit, no punctuation.
pub(in crate::rescue) fn is_letter(character: char) -> bool {
    match character {
        ' '..='~' => false,
        '\u{621}'..='\u{65F}' | '\u{66E}'..='\u{6D3}' | '\u{6D5}' => true,
        '\u{610}'..='\u{61A}' | '\u{6D6}'..='\u{6ED}' | '\u{8D3}'..='\u{8FF}' => is_mark(character),
        _ => is_arabic(character) && character.is_alphabetic() && !DigitSet::is_digit(character),
    }
}

/// Whether a character is a letter of a European script.
pub(in crate::rescue) fn is_european(character: char) -> bool {
    character.is_ascii_alphabetic()
        || (!character.is_ascii() && character.is_alphabetic() && Script::of(character).is_european())
}

/// The byte ranges of the words of a text: letters, with half-spaces between them.
pub(in crate::rescue) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_letter)?;
        let rest = &text[start..];
        let end = start + rest.find(|c| !is_letter(c) && c != HALF_SPACE).unwrap_or(rest.len());
        at = end;
        Some(start..start + text[start..end].trim_end_matches(HALF_SPACE).len())
    })
}

/// Words as they would be without what stands inside them by mistake: for judging the language only.
pub(super) fn bare_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split_whitespace().filter_map(|word| {
        let bare: String = word.chars().filter(|c| is_letter(*c) || *c == HALF_SPACE).collect();
        (!bare.is_empty()).then_some(bare)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_letters_and_half_spaces() {
        let text = "می‌رود، ۱۲ نانِ Paul \u{200C}گرم";
        let found: Vec<&str> = words(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["می‌رود", "نانِ", "گرم"]);
    }
}
