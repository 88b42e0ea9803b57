//! Letters that look like those of the language and are not: each is replaced by the letter meant.
//!
//! Proof: the letter that was typed has no meaning of its own in the language, and an editor would not see the change.
//! Persian has neither ي ى U+064A U+0649 nor ك ڪ U+0643 U+06AA; Arabic has neither ی U+06CC nor ک U+06A9.

use super::found::Found;
use super::rules::{DIGITS, HEH, HEH_YEH, KAF, YEH, YEH_AT_END};
use super::stretch::{Class, HALF_SPACE, Stretch};
use crate::script::itemize::JoiningType;
use crate::script::lookalike::{arabic_for, persian_for};

/// Persian: ي ى → ی, ك ڪ → ک, ہ ە ھ → ه.
pub(super) fn persian(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for (at, &letter) in stretch.chars.iter().enumerate() {
        match letter {
            '\u{064A}' | '\u{0649}' => replace(found, YEH, at, persian_for(letter)),
            '\u{0643}' | '\u{06AA}' => replace(found, KAF, at, persian_for(letter)),
            '\u{06C1}' | '\u{06BE}' => found.prove(HEH, at..at + 1, "\u{0647}"),
            '\u{06D5}' => found.prove(HEH, at..at + 1, heh_for_ae(stretch, at)),
            _ => {}
        }
    }
}

/// Arabic: ی → ي and ک → ك, ہ ە ھ → ه. ی at a word's end may be ي or ى: the reader decides.
pub(super) fn arabic(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for (at, &letter) in stretch.chars.iter().enumerate() {
        match letter {
            '\u{06CC}' if joins_next_letter(stretch, at) => found.prove(YEH, at..at + 1, "\u{064A}"),
            '\u{06CC}' => found.suggest(YEH_AT_END, at..at + 1, "\u{064A}"),
            '\u{06A9}' => replace(found, KAF, at, arabic_for(letter)),
            '\u{06AA}' => found.prove(KAF, at..at + 1, "\u{0643}"),
            '\u{06C1}' | '\u{06BE}' => found.prove(HEH, at..at + 1, "\u{0647}"),
            '\u{06D5}' => found.prove(HEH, at..at + 1, heh_for_ae(stretch, at)),
            _ => {}
        }
    }
}

/// ۀ U+06C0 → هٔ U+0647 U+0654: one form in a book; ە with a hamza above is that too.
///
/// Proof: both are drawn as heh with a small hamza; of the two the second is found by a search for the word.
pub(super) fn heh_yeh(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for at in stretch.places('\u{06C0}') {
        // Before a letter U+06C0 does not join, U+0647 would.
        let parting = if joins_back(stretch, at + 1) { "\u{0647}\u{0654}\u{200C}" } else { "\u{0647}\u{0654}" };
        found.prove(HEH_YEH, at..at + 1, parting);
    }
}

fn replace(found: &mut Found<'_, '_>, rule: &'static str, at: usize, letter: Option<char>) {
    if let Some(letter) = letter {
        found.prove(rule, at..at + 1, letter);
    }
}

/// ە U+06D5 joins no letter after it: where one follows, the heh takes a half-space.
fn heh_for_ae(stretch: &Stretch<'_>, at: usize) -> &'static str {
    if joins_back(stretch, at + 1) { "\u{0647}\u{200C}" } else { "\u{0647}" }
}

/// Whether the letter at a position, marks skipped, joins to the next.
fn joins_next_letter(stretch: &Stretch<'_>, at: usize) -> bool {
    joins_back(stretch, at + 1)
}

/// Whether the first character from a position, marks skipped, reaches for the letter before it.
fn joins_back(stretch: &Stretch<'_>, from: usize) -> bool {
    let next = (from..stretch.len()).find(|at| stretch.classes[*at] != Class::Mark);
    next.is_some_and(|at| stretch.chars[at] != HALF_SPACE && JoiningType::of(stretch.chars[at]).joins_previous())
}

/// Digits of the other Arabic-script language: ٠–٩ in Persian, ۰–۹ in Arabic. Not in numbers with dashes, whose order
/// on the page depends on the kind of digit (UAX #9, W2 and W4).
pub(super) fn digits(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    use crate::script::DigitSet;
    let foreign = match stretch.digits {
        DigitSet::Persian => '\u{0660}'..='\u{0669}',
        DigitSet::Arabic => '\u{06F0}'..='\u{06F9}',
        DigitSet::Latin => return,
    };
    for number in super::digits::numbers(stretch) {
        let has_dash = stretch.chars[number.clone()].iter().any(|sign| super::digits::is_dash(*sign));
        if has_dash {
            if stretch.chars[number.clone()].iter().any(|digit| foreign.contains(digit)) {
                found.suggest(DIGITS, number.clone(), stretch.digits.translate(stretch.slice(&number)));
            }
            continue;
        }
        for at in number {
            if foreign.contains(&stretch.chars[at]) {
                found.prove(DIGITS, at..at + 1, stretch.digits.translate(&stretch.chars[at].to_string()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{proved, suggested};

    #[test]
    fn letters_of_an_arabic_keyboard_become_persian() {
        assert_eq!(proved("fa", "كتاب علي و موسى"), "کتاب علی و موسی");
        assert_eq!(proved("fa", "خانەها و خانە"), "خانه\u{200C}ها و خانه");
        assert_eq!(proved("fa", "ھمہ"), "همه");
        assert_eq!(proved("fa", "خانۀ ما"), "خانهٔ ما");
    }

    #[test]
    fn other_languages_and_addresses_keep_their_letters() {
        assert_eq!(proved("ar", "كتاب علي إلى موسى"), "كتاب علي إلى موسى");
        assert_eq!(proved("ckb", "کتێبەکان"), "کتێبەکان");
        assert_eq!(proved("ur", "یہ کتاب"), "یہ کتاب");
        assert_eq!(proved("fa", "https://example.org/علي"), "https://example.org/علي");
    }

    #[test]
    fn letters_of_a_persian_keyboard_become_arabic_where_only_one_is_meant() {
        assert_eq!(proved("ar", "کتاب البیت فی الکلام"), "كتاب البيت فی الكلام");
        assert_eq!(suggested("ar", "فی البیت"), [("orthography.yeh-at-end", "ی", "ي")]);
    }

    #[test]
    fn digits_of_the_other_language_are_replaced_outside_ranges() {
        assert_eq!(proved("fa", "سال ١٣٥٧ و ٤٫٥"), "سال ۱۳۵۷ و ۴٫۵");
        assert_eq!(proved("fa", "صفحهٔ ١٢-٣٤ و ١٢–٣٤"), "صفحهٔ ١٢-٣٤ و ١٢–٣٤");
        assert_eq!(proved("ar", "سنة ۱۹۵۷"), "سنة ١٩٥٧");
        assert_eq!(proved("ar-MA", "سنة ۱۹۵۷"), "سنة ۱۹۵۷");
    }
}
