//! Half-spaces (U+200C) that part nothing: doubled, at a word's edge, after letters that never join; and what an old
//! keyboard wrote for them.
//!
//! Proof: letters are shaped alike with and without them. A half-space matters only between two letters that would join;
//! the tests shape every pair of letters to see it.

use super::found::Found;
use super::rules::{HALF_SPACE_DAMAGED, HALF_SPACE_DOUBLED, HALF_SPACE_EDGE, HALF_SPACE_UNNEEDED};
use super::stretch::{Class, HALF_SPACE, JOINER, Stretch};
use crate::script::itemize::JoiningType;

/// Doubled, at an edge, unneeded.
pub(super) fn unneeded(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    let mut at = 0;
    while at < stretch.len() {
        if stretch.classes[at] != Class::HalfSpace {
            at += 1;
            continue;
        }
        let run = stretch.classes[at..].iter().take_while(|class| **class == Class::HalfSpace).count();
        let range = at..at + run;
        if parts_nothing(stretch, at, at + run) {
            found.prove(HALF_SPACE_EDGE, range, "");
        } else if follows_non_joiner(stretch, at) && stretch.class(at + run) == Some(Class::Letter) {
            found.prove(HALF_SPACE_UNNEEDED, range, "");
        } else if run > 1 {
            found.prove(HALF_SPACE_DOUBLED, range, HALF_SPACE);
        }
        at += run;
    }
}

/// Whether a space, punctuation or the end of the text stands at one side. A joiner says how a letter looks there:
/// both together are meant.
fn parts_nothing(stretch: &Stretch<'_>, start: usize, end: usize) -> bool {
    let is_edge = |class: Option<Class>, character: Option<char>| match class {
        None | Some(Class::Space) => true,
        Some(Class::Sign) => character.is_some_and(is_punctuation),
        _ => false,
    };
    let meets_joiner = stretch.before(start) == Some(JOINER) || stretch.char(end) == Some(JOINER);
    let before = is_edge(stretch.class_before(start), stretch.before(start));
    !meets_joiner && (before || is_edge(stretch.class(end), stretch.char(end)))
}

/// Signs of the sentence, which join nothing. Signs of computing and currency may take a suffix: «۵٪‌ها».
fn is_punctuation(character: char) -> bool {
    matches!(character, '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | '\'')
        || matches!(character, '«' | '»' | '“' | '”' | '‘' | '’' | '،' | '؛' | '؟' | '…' | '–' | '—' | '\u{A0}')
}

/// Whether the letter before a position, its marks skipped, joins the letter before it and none after it: ا, د, ر, و and the like.
///
/// ء is not among them: some faces draw it above the join of its neighbours, unless a half-space forbids.
fn follows_non_joiner(stretch: &Stretch<'_>, at: usize) -> bool {
    stretch.letter_before(at).is_some_and(|letter| JoiningType::of(letter) == JoiningType::Right)
}

/// ¬ U+00AC or a soft hyphen U+00AD between two letters: an old keyboard's half-space.
///
/// Proof: neither stands inside a word of these languages, and both looked like a half-space where they were typed.
pub(super) fn damaged(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for (at, sign) in stretch.chars.iter().enumerate() {
        if !matches!(sign, '\u{AC}' | '\u{AD}') || stretch.class(at + 1) != Some(Class::Letter) {
            continue;
        }
        if stretch.letter_before(at).is_some() {
            let replacement = if follows_non_joiner(stretch, at) { "" } else { "\u{200C}" };
            found.prove(HALF_SPACE_DAMAGED, at..at + 1, replacement);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::proved;

    #[test]
    fn half_spaces_that_part_nothing_go() {
        let half_spaced = [
            ("کتاب\u{200C}\u{200C}ها", "کتاب\u{200C}ها"),
            ("کتاب\u{200C} ها", "کتاب ها"),
            ("خانه\u{200C}، \u{200C}نان", "خانه، نان"),
            ("\u{200C}نان\u{200C}", "نان"),
            ("کار\u{200C}ها و نامهٔ\u{200C}\u{200C}من", "کارها و نامهٔ\u{200C}من"),
            ("«\u{200C}نان»", "«نان»"),
        ];
        for (text, expected) in half_spaced {
            assert_eq!(proved("fa", text), expected, "{text:?}");
        }
    }

    #[test]
    fn half_spaces_that_part_letters_stay() {
        for text in ["می\u{200C}رود", "PDF\u{200C}ها", "۲۰\u{200C}ساله", "ه\u{200D}\u{200C} ", "نامه\u{200C}ای"]
        {
            assert_eq!(proved("fa", text), text, "{text:?}");
        }
    }

    #[test]
    fn signs_of_an_old_keyboard_become_half_spaces() {
        assert_eq!(proved("fa", "می¬رود و کار\u{AD}ها و ¬ تنها"), "می\u{200C}رود و کارها و ¬ تنها");
    }
}
