//! Prefixes and suffixes of Persian that stand apart or stick to their word, where a half-space belongs.
//!
//! Suggestions: ها, تر, ام, بی and the others are also words of their own, and the Academy's orthography leaves some of them
//! to the writer.

use std::ops::Range;

use super::found::Found;
use super::rules::{COMPARATIVE, COMPOUND, PLURAL, PLURAL_JOINED, PREFIX, SUFFIX};
use super::stretch::Stretch;
use crate::script::itemize::JoiningType;

/// Endings of the plural as they stand apart.
const PLURALS: [&str; 12] =
    ["ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "هاست", "هائی", "هایی\u{200C}ام"];

/// Endings of comparison.
const COMPARATIVES: [&str; 6] = ["تر", "ترین", "تری", "ترها", "ترین\u{200C}ها", "ترند"];

/// Endings of person after a silent ه: رفته ام, خانه اش.
const PERSONAL: [&str; 10] = ["ام", "ات", "اش", "ای", "ایم", "اید", "اند", "مان", "تان", "شان"];

/// What «بی» makes an adjective of; of other words it does so where they end in ی: «بی حقوقی».
const WITHOUT: [&str; 66] = [
    "شک",
    "تردید",
    "گمان",
    "نظیر",
    "سابقه",
    "پایان",
    "کران",
    "شمار",
    "حد",
    "خبر",
    "کار",
    "گناه",
    "طرف",
    "رحم",
    "هدف",
    "دلیل",
    "فایده",
    "قرار",
    "وفا",
    "نیاز",
    "پناه",
    "صدا",
    "حال",
    "ارزش",
    "اساس",
    "اعتنا",
    "توجه",
    "ثبات",
    "حس",
    "خواب",
    "درنگ",
    "سواد",
    "هوش",
    "وقفه",
    "واسطه",
    "امان",
    "تفاوت",
    "حرکت",
    "جان",
    "ادب",
    "باک",
    "معنا",
    "معنی",
    "موقع",
    "ربط",
    "اختیار",
    "حوصله",
    "خطر",
    "دردسر",
    "دفاع",
    "رمق",
    "روح",
    "سر",
    "سرپرست",
    "شرم",
    "صبر",
    "عیب",
    "غرض",
    "قید",
    "کس",
    "مانند",
    "مزه",
    "مورد",
    "نتیجه",
    "نهایت",
    "همتا",
];

/// Compounds written as one word, and their parts.
const COMPOUNDS: [(&str, &str, &str); 12] = [
    ("هم", "چنین", "همچنین"),
    ("هم", "چنان", "همچنان"),
    ("هم", "دیگر", "همدیگر"),
    ("هم", "اکنون", "هم\u{200C}اکنون"),
    ("هم", "زمان", "هم\u{200C}زمان"),
    ("این", "جا", "اینجا"),
    ("آن", "جا", "آنجا"),
    ("چنان", "چه", "چنانچه"),
    ("چنان", "که", "چنان\u{200C}که"),
    ("بنا", "براین", "بنابراین"),
    ("به", "ویژه", "به\u{200C}ویژه"),
    ("هیچ", "کدام", "هیچ\u{200C}کدام"),
];

/// Looks at every two words with one space between them, and at words with the plural stuck to them.
pub(super) fn affixes(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for pair in stretch.words.windows(2) {
        let gap = pair[0].end..pair[1].start;
        if stretch.slice(&gap) == " " {
            let words = (stretch.slice(&pair[0]), stretch.slice(&pair[1]));
            let ends = stretch.char(pair[1].end).is_none_or(|sign| !sign.is_alphanumeric());
            if ends {
                apart(words, (&pair[0], gap, &pair[1]), found);
            }
        }
    }
    for word in &stretch.words {
        joined(stretch, word, found);
    }
}

/// Two words that are one.
fn apart(
    (first, second): (&str, &str),
    (start, gap, end): (&Range<usize>, Range<usize>, &Range<usize>),
    found: &mut Found<'_, '_>,
) {
    if let Some((.., whole)) = COMPOUNDS.iter().find(|(one, two, _)| (*one, *two) == (first, second)) {
        found.suggest(COMPOUND, start.start..end.end, *whole);
        return;
    }
    let half_space = half_space_after(first);
    if has_ezafe(first) {
        // What it is tied to is a word of its own.
    } else if PLURALS.contains(&second) {
        found.suggest(PLURAL, gap, half_space);
    } else if COMPARATIVES.contains(&second) && !is_noun(first) {
        found.suggest(COMPARATIVE, gap, half_space);
    } else if PERSONAL.contains(&second) && ends_in_silent_heh(first) {
        found.suggest(SUFFIX, gap, half_space);
    } else if first == "بی" && makes_adjective(second) {
        found.suggest(PREFIX, gap, "\u{200C}");
    }
}

/// What joins a suffix to a word: nothing where the word's last letter does not join it.
fn half_space_after(word: &str) -> &'static str {
    let last = word.chars().rev().map(JoiningType::of).find(|joining| *joining != JoiningType::Transparent);
    if last == Some(JoiningType::Right) { "" } else { "\u{200C}" }
}

/// Whether تر after a word is «wet» or nothing of it: after ezafe, small words, and what gets wet.
fn is_noun(word: &str) -> bool {
    const NOUNS: [&str; 34] = [
        "و",
        "یا",
        "از",
        "در",
        "به",
        "با",
        "را",
        "که",
        "تا",
        "هم",
        "چشم",
        "چشمان",
        "دیده",
        "هیزم",
        "نان",
        "دست",
        "دستان",
        "آب",
        "مایه",
        "خمیر",
        "پارچه",
        "دستمال",
        "خاک",
        "هوا",
        "گل",
        "لباس",
        "جامه",
        "مو",
        "موی",
        "علف",
        "چوب",
        "کاغذ",
        "لب",
        "زمین",
    ];
    NOUNS.contains(&word) || has_ezafe(word)
}

/// Whether a word is tied to the next by a written kasra or hamza: no suffix follows it.
fn has_ezafe(word: &str) -> bool {
    word.ends_with(['\u{0650}', '\u{0654}', '\u{06C0}'])
}

/// Whether «بی» and a word are one adjective or noun, not «without» and what is missing.
fn makes_adjective(word: &str) -> bool {
    let is_plural = word.contains('\u{200C}');
    WITHOUT.contains(&word) || word.ends_with('ی') && !word.ends_with("ای") && !is_plural && word.chars().count() >= 4
}

/// Words that end in a sounded ه are few.
fn ends_in_silent_heh(word: &str) -> bool {
    const SOUNDED: [&str; 22] = [
        "راه",
        "ماه",
        "شاه",
        "گاه",
        "نگاه",
        "چاه",
        "گناه",
        "پناه",
        "سیاه",
        "سپاه",
        "کوه",
        "گروه",
        "انبوه",
        "ده",
        "به",
        "نه",
        "که",
        "چه",
        "دانشگاه",
        "دستگاه",
        "همراه",
        "کوتاه",
    ];
    let bare = word.trim_end_matches('\u{0654}');
    bare.ends_with('ه') && bare.chars().count() > 2 && !SOUNDED.contains(&bare) && !bare.ends_with("گاه")
}

/// The plural stuck to a letter that hides it: after ه, ط and ظ.
fn joined(stretch: &Stretch<'_>, word: &Range<usize>, found: &mut Found<'_, '_>) {
    let chars = &stretch.chars[word.clone()];
    let place =
        chars.windows(3).position(|three| matches!(three[0], 'ه' | 'ط' | 'ظ') && three[1] == 'ه' && three[2] == 'ا');
    let Some(at) = place.filter(|at| *at >= 2) else { return };
    let ending: String = chars[at + 1..].iter().collect();
    if PLURALS.contains(&ending.as_str()) {
        let place = word.start + at + 1;
        found.suggest(PLURAL_JOINED, place..place, "\u{200C}");
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::suggested;

    #[test]
    fn suffixes_that_stand_apart_are_suggested() {
        assert_eq!(
            suggested("fa", "کتاب ها و نان های تازه"),
            [("half-space.plural", " ", "\u{200C}"), ("half-space.plural", " ", "\u{200C}")]
        );
        assert_eq!(
            suggested("fa", "بزرگ تر و دیر تر"),
            [("half-space.comparative", " ", "\u{200C}"), ("half-space.comparative", " ", "")]
        );
        assert_eq!(suggested("fa", "نوشته اند"), [("half-space.suffix", " ", "\u{200C}")]);
        assert_eq!(suggested("fa", "مردم بی خبر"), [("half-space.prefix", " ", "\u{200C}")]);
        assert_eq!(suggested("fa", "هم چنین"), [("half-space.compound", "هم چنین", "همچنین")]);
        assert_eq!(suggested("fa", "خانهها"), [("half-space.joined-plural", "", "\u{200C}")]);
    }

    #[test]
    fn words_of_their_own_are_left_alone() {
        for text in [
            "چشم تر و",
            "دستِ تر",
            "بی چسب",
            "بی آن\u{200C}ها",
            "راه ام",
            "بی آنکه",
            "هم نان",
            "کتابها",
            "شهادت",
            "این ماه",
            "به او",
            "از تو ای دوست",
        ] {
            assert!(suggested("fa", text).is_empty(), "{text}: {:?}", suggested("fa", text));
        }
    }
}
