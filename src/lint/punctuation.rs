//! Punctuation of other scripts in Persian and Arabic text: quotation marks, comma, semicolon, question mark, percent.
//!
//! Suggestions, because a Latin phrase keeps its own, and nested quotations have other marks.

use super::found::Found;
use super::rules::{LATIN_SIGN, QUOTES};
use super::stretch::{Class, Stretch};

/// `,` `;` `?` `%` after a word of Arabic script.
pub(super) fn latin_signs(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for (at, sign) in stretch.chars.iter().enumerate() {
        let own = match sign {
            ',' => "،",
            ';' => "؛",
            '?' => "؟",
            '%' => "٪",
            _ => continue,
        };
        let before = (0..at).rev().find(|at| stretch.classes[*at] != Class::Space);
        let follows = before.is_some_and(|at| match stretch.classes[at] {
            Class::Letter | Class::Mark => *sign != '%',
            Class::Digit => !stretch.chars[at].is_ascii(),
            _ => matches!(stretch.chars[at], '»' | ')' | '”' | '؟' | '!') && *sign != '%',
        });
        let is_in_number = *sign != '%' && stretch.class(at + 1) == Some(Class::Digit);
        if follows && !is_in_number {
            found.suggest(LATIN_SIGN, at..at + 1, own);
        }
    }
}

/// Straight and curly quotation marks around words of Arabic script: «…».
pub(super) fn quotes(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    let mut open: Option<usize> = None;
    let mut depth = 0usize;
    for (at, sign) in stretch.chars.iter().enumerate() {
        match sign {
            '«' => depth += 1,
            '»' => depth = depth.saturating_sub(1),
            '"' | '“' | '”' | '„' if depth == 0 => match open.take() {
                Some(start) if *sign != '“' && holds_own_words(stretch, start, at) => {
                    found.suggest(QUOTES, start..start + 1, "«");
                    found.suggest(QUOTES, at..at + 1, "»");
                }
                Some(_) if *sign != '“' => {}
                _ => open = Some(at),
            },
            _ => {}
        }
    }
}

/// Whether the words between two marks are of Arabic script.
fn holds_own_words(stretch: &Stretch<'_>, start: usize, end: usize) -> bool {
    let classes = &stretch.classes[start + 1..end];
    let count = |wanted: Class| classes.iter().filter(|class| **class == wanted).count();
    count(Class::Letter) > count(Class::Foreign)
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::suggested;

    #[test]
    fn signs_of_other_scripts_are_suggested_after_own_words() {
        assert_eq!(
            suggested("fa", "نان, کتاب; نه? ۵۰%"),
            [
                ("punctuation.latin", ",", "،"),
                ("punctuation.latin", ";", "؛"),
                ("punctuation.latin", "?", "؟"),
                ("punctuation.latin", "%", "٪"),
            ]
        );
        for text in ["Bread, water نان", "نان (Why?) نان", "۱,۲ نان", "۵۰٪ نان،"] {
            assert!(suggested("fa", text).iter().all(|one| one.0 != "punctuation.latin"), "{text}");
        }
    }

    #[test]
    fn quotation_marks_go_by_pairs() {
        let expected = [("punctuation.quotes", "\"", "«"), ("punctuation.quotes", "\"", "»")];
        assert_eq!(suggested("fa", "گفت \"نان\" و"), expected);
        for text in ["گفت «او “نان” خورد»", "کتاب \"Bread\" را", "۵\" نان"] {
            assert!(suggested("fa", text).is_empty(), "{text}");
        }
    }
}
