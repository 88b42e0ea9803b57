//! Numbers: which digits they are written with, and which signs part them.
//!
//! Suggestions, because European digits may belong to a name, a version, a table of figures, and a full stop between
//! digits may number a section.

use std::ops::Range;

use super::found::Found;
use super::rules::{DECIMAL_SIGN, LATIN_DIGITS};
use super::stretch::{Class, Stretch};
use crate::script::DigitSet;

/// Numbers with the signs between their digits, as positions of characters.
pub(super) fn numbers(stretch: &Stretch<'_>) -> Vec<Range<usize>> {
    let is_digit = |at: usize| stretch.class(at) == Some(Class::Digit);
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < stretch.len() {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while is_digit(at) || stretch.char(at).is_some_and(is_joint) && is_digit(at + 1) {
            at += 1;
        }
        numbers.push(start..at);
    }
    numbers
}

/// Signs that keep digits one number.
fn is_joint(sign: char) -> bool {
    is_dash(sign) || matches!(sign, '.' | ',' | '/' | ':' | '\u{66B}' | '\u{66C}')
}

/// Hyphens and dashes between numbers.
pub(super) fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}'..='\u{2014}' | '\u{2212}')
}

/// European digits in Persian prose.
pub(super) fn latin(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    if stretch.digits == DigitSet::Latin {
        return;
    }
    for number in numbers(stretch) {
        let text = stretch.slice(&number);
        if text.bytes().any(|byte| byte.is_ascii_digit()) && text.is_ascii() {
            found.suggest(LATIN_DIGITS, number.clone(), stretch.digits.translate(text));
        }
    }
}

/// A full stop for the decimal sign ٫ U+066B, a comma for the thousands sign ٬ U+066C.
pub(super) fn separators(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for number in numbers(stretch) {
        let signs: Vec<usize> = number.clone().filter(|at| stretch.classes[*at] != Class::Digit).collect();
        let is_all = |sign: char| !signs.is_empty() && signs.iter().all(|at| stretch.chars[*at] == sign);
        let groups_of_three = || {
            let mut ends = signs.iter().skip(1).copied().chain([number.end]);
            signs.iter().all(|at| ends.next().is_some_and(|end| end - at == 4)) && signs[0] - number.start <= 3
        };
        // At the beginning of a paragraph a number with a full stop is that of a section.
        let begins = stretch.classes[..number.start].iter().all(|class| matches!(class, Class::Space | Class::Sign));
        if is_all('.') && signs.len() == 1 && !begins {
            found.suggest(DECIMAL_SIGN, signs[0]..signs[0] + 1, "\u{66B}");
        } else if (is_all(',') || is_all('،')) && groups_of_three() {
            for at in signs {
                found.suggest(DECIMAL_SIGN, at..at + 1, "\u{66C}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{proved, suggested};

    #[test]
    fn digits_of_the_other_script_are_a_suggestion() {
        assert_eq!(suggested("fa", "سال 1357 نان"), [("numbers.latin-digits", "1357", "۱۳۵۷")]);
        assert_eq!(proved("fa", "سال 1357 نان"), "سال 1357 نان");
        for text in ["Windows 95 نان", "5 km نان", "نسخهٔ 1.2.3", "978-622-000-123-4 نان"] {
            assert!(suggested("fa", text).is_empty(), "{text}");
        }
        assert!(suggested("ar-DZ", "سنة 1957").is_empty());
    }

    #[test]
    fn separators_are_a_suggestion_where_they_part_a_number() {
        assert_eq!(suggested("fa", "نان ۱.۵ کیلو"), [("numbers.separator", ".", "\u{66B}")]);
        assert_eq!(suggested("fa", "نان ۱۲,۰۰۰ تومان"), [("numbers.separator", ",", "\u{66C}")]);
        for text in ["۱.۵ نان", "نان ۱۲/۵", "نان ۱٫۵", "نان ۱,۲"] {
            assert!(suggested("fa", text).is_empty(), "{text}");
        }
    }
}
