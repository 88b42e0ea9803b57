//! Dots and hyphens typed for an ellipsis and a dash.
//!
//! Proof: a typing habit; the signs stand in the same place and say the same. Between digits nothing is touched: the kind
//! of dash decides there which number comes first (UAX #9, W4).

use super::found::Found;
use super::rules::{DASH, ELLIPSIS};
use super::stretch::{Class, Stretch};

/// `...` → … U+2026, three dots exactly: two or four may be anything.
pub(super) fn ellipsis(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for_runs(stretch, '.', |start, length| {
        let is_latin = |class: Option<Class>| matches!(class, Some(Class::Foreign | Class::Digit));
        let is_text = !is_latin(stretch.class_before(start)) && !is_latin(stretch.class(start + length));
        if length == 3 && is_text && stretch.len() > 3 {
            found.prove(ELLIPSIS, start..start + length, "…");
        }
    });
}

/// `--` → – U+2013 and `---` → — U+2014 between words, with or without spaces.
pub(super) fn dashes(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for_runs(stretch, '-', |start, length| {
        let dash = match length {
            2 => "–",
            3 => "—",
            _ => return,
        };
        let before = (0..start).rev().find(|at| stretch.classes[*at] != Class::Space);
        let after = (start + length..stretch.len()).find(|at| stretch.classes[*at] != Class::Space);
        let ends_word = before.is_some_and(|at| {
            matches!(stretch.classes[at], Class::Letter | Class::Mark)
                || matches!(stretch.chars[at], '»' | ')' | '،' | '؛' | '.' | '؟' | '!' | '”')
        });
        let begins_word = after
            .is_some_and(|at| stretch.classes[at] == Class::Letter || matches!(stretch.chars[at], '«' | '(' | '“'));
        // A space on one side only is an option of a program or the beginning of a list.
        let spaced =
            [stretch.class_before(start), stretch.class(start + length)].map(|class| class == Some(Class::Space));
        if ends_word && begins_word && spaced[0] == spaced[1] {
            found.prove(DASH, start..start + length, dash);
        }
    });
}

/// Calls for every run of a sign with its first position and length.
fn for_runs(stretch: &Stretch<'_>, sign: char, mut visit: impl FnMut(usize, usize)) {
    let mut at = 0;
    while let Some(found) = stretch.chars[at..].iter().position(|character| *character == sign) {
        let start = at + found;
        let length = stretch.chars[start..].iter().take_while(|character| **character == sign).count();
        visit(start, length);
        at = start + length;
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::proved;

    #[test]
    fn dots_and_hyphens_between_words_become_signs() {
        assert_eq!(proved("fa", "نان... کتاب -- آری---نه"), "نان… کتاب – آری—نه");
        assert_eq!(proved("ar", "الخبز -- والكتاب..."), "الخبز – والكتاب…");
    }

    #[test]
    fn those_beside_numbers_and_latin_stay() {
        for text in
            ["۱--۲ نان", "نان .... و ..", "گزینهٔ --fix نان", "a...b نان", "-- نان", "نان ---- کتاب", "صفحهٔ ۵--نان"]
        {
            assert_eq!(proved("fa", text), text);
        }
    }
}
