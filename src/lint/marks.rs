//! Vowel marks typed twice, or cut off their letter by a space.
//!
//! Proof: a mark is drawn on the letter before it; a second one of the same kind is drawn over the first, and one after a
//! space or half-space hangs in the air until it is put back.

use super::found::Found;
use super::rules::{MARK_DETACHED, MARK_REPEATED};
use super::stretch::{Class, Stretch};

/// The same mark twice.
pub(super) fn repeated(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    let mut at = 1;
    while at < stretch.len() {
        let mark = stretch.chars[at - 1];
        if stretch.classes[at] != Class::Mark || stretch.chars[at] != mark || !is_arabic_mark(mark) {
            at += 1;
            continue;
        }
        let run = stretch.chars[at..].iter().take_while(|other| **other == mark).count();
        found.prove(MARK_REPEATED, at..at + run, "");
        at += run;
    }
}

/// A space or half-space between a letter and its mark.
pub(super) fn detached(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for (at, &mark) in stretch.chars.iter().enumerate().skip(1) {
        let is_cut = stretch.classes[at] == Class::Mark
            && is_arabic_mark(mark)
            && (stretch.chars[at - 1] == ' ' || stretch.classes[at - 1] == Class::HalfSpace);
        if is_cut && stretch.letter_before(at - 1).is_some() {
            found.prove(MARK_DETACHED, at - 1..at, "");
        }
    }
}

/// Vowels and the signs written with them: U+064B–U+065F and the superscript alef U+0670.
fn is_arabic_mark(mark: char) -> bool {
    matches!(mark, '\u{064B}'..='\u{065F}' | '\u{0670}')
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::proved;

    #[test]
    fn marks_go_back_to_their_letter_once() {
        assert_eq!(proved("fa", "کتاب \u{0650} من، نانِ\u{0650}\u{0650} تو"), "کتاب\u{0650} من، نان\u{0650} تو");
        assert_eq!(proved("fa", "خانه\u{200C}\u{0654} ما و خانه \u{0654}ما"), "خانه\u{0654} ما و خانه\u{0654}ما");
        assert_eq!(proved("ar", "مُحَمَّدٌ"), "مُحَمَّدٌ");
    }

    #[test]
    fn a_mark_shown_by_itself_stays() {
        assert_eq!(proved("fa", "نشانهٔ «\u{0650}» و ( \u{0650} )"), "نشانهٔ «\u{0650}» و (\u{0650})");
    }
}
