//! می and نمی before Persian verbs: with a space, or stuck to the verb.
//!
//! Suggestions: می is a noun too, and many words begin with it (میدان, میلیون). Stuck forms are told by the stems of verbs.

use super::found::Found;
use super::rules::{VERB, VERB_JOINED};
use super::stretch::Stretch;

/// Stems of common verbs, present and past.
const STEMS: [&str; 140] = [
    "کن",
    "کرد",
    "شو",
    "شد",
    "ده",
    "داد",
    "گوی",
    "گو",
    "گفت",
    "رو",
    "رفت",
    "آی",
    "آ",
    "آمد",
    "خواه",
    "خواست",
    "توان",
    "توانست",
    "دان",
    "دانست",
    "گیر",
    "گرفت",
    "بین",
    "دید",
    "آور",
    "آورد",
    "بر",
    "برد",
    "زن",
    "زد",
    "خور",
    "خورد",
    "نویس",
    "نوشت",
    "خوان",
    "خواند",
    "ساز",
    "ساخت",
    "گذار",
    "گذاشت",
    "گذر",
    "گذشت",
    "رس",
    "رسید",
    "رسان",
    "رساند",
    "مان",
    "ماند",
    "باش",
    "یاب",
    "یافت",
    "کش",
    "کشید",
    "کشت",
    "افت",
    "افتاد",
    "انداز",
    "انداخت",
    "نشین",
    "نشست",
    "خیز",
    "خاست",
    "ایست",
    "ایستاد",
    "پرداز",
    "پرداخت",
    "پذیر",
    "پذیرفت",
    "پرس",
    "پرسید",
    "پوش",
    "پوشید",
    "ترس",
    "ترسید",
    "جنگ",
    "جنگید",
    "چین",
    "چید",
    "خند",
    "خندید",
    "خر",
    "خرید",
    "دو",
    "دوید",
    "دوز",
    "دوخت",
    "ریز",
    "ریخت",
    "سوز",
    "سوخت",
    "شکن",
    "شکست",
    "شناس",
    "شناخت",
    "شنو",
    "شنید",
    "شوی",
    "شست",
    "فروش",
    "فروخت",
    "فهم",
    "فهمید",
    "کار",
    "کاشت",
    "کوش",
    "کوشید",
    "گرد",
    "گشت",
    "گزین",
    "گزید",
    "لرز",
    "لرزید",
    "میر",
    "مرد",
    "نمای",
    "نما",
    "نمود",
    "نه",
    "نهاد",
    "ورز",
    "ورزید",
    "اندیش",
    "اندیشید",
    "آموز",
    "آموخت",
    "آزمای",
    "آفرین",
    "آفرید",
    "افزای",
    "افزود",
    "انجام",
    "بند",
    "بست",
    "بخش",
    "بخشید",
    "پخت",
    "پز",
    "جوش",
    "داشت",
    "طلب",
];

/// Endings of person.
const ENDINGS: [&str; 13] = ["م", "ی", "د", "یم", "ید", "ند", "", "ه", "یی", "ییم", "یید", "یند", "ست"];

/// Words that follow the noun می, or that no verb is.
const NO_VERBS: [&str; 16] =
    ["و", "در", "از", "را", "که", "به", "با", "است", "ناب", "تا", "هم", "نیز", "یا", "ها", "بود", "این"];

/// Looks at every word that is or begins with می.
pub(super) fn verbs(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for pair in stretch.words.windows(2) {
        let gap = pair[0].end..pair[1].start;
        let next = stretch.slice(&pair[1]);
        if matches!(stretch.slice(&pair[0]), "می" | "نمی") && stretch.slice(&gap) == " " && may_be_verb(next) {
            found.suggest(VERB, gap, "\u{200C}");
        }
    }
    for word in &stretch.words {
        let text = stretch.slice(word);
        let prefix = if text.starts_with("می") { 2 } else { 3 };
        let rest = text.strip_prefix("می").or_else(|| text.strip_prefix("نمی"));
        if rest.is_some_and(is_verb) {
            found.suggest(VERB_JOINED, word.start + prefix..word.start + prefix, "\u{200C}");
        }
    }
}

/// Whether a word behind می can be a verb: of three letters or more, and ending as verbs do.
fn may_be_verb(word: &str) -> bool {
    let ends_well = ["م", "ی", "د", "ت", "ه", "ست"].iter().any(|ending| word.ends_with(ending));
    !NO_VERBS.contains(&word) && word.chars().count() >= 2 && (ends_well || is_verb(word))
}

/// Whether the letters behind می are a stem with an ending of person: «رود», «کنند», «گفت».
fn is_verb(rest: &str) -> bool {
    STEMS.iter().any(|stem| {
        let Some(ending) = rest.strip_prefix(stem) else { return false };
        ENDINGS.contains(&ending) && (!ending.is_empty() || is_past(stem)) && !is_noun(rest)
    })
}

/// Past stems need no ending in the third person.
fn is_past(stem: &str) -> bool {
    (stem.ends_with('د') || stem.ends_with('ت')) && stem.chars().count() >= 2 && !matches!(stem, "گرد" | "افت")
}

/// Endings of nouns that begin with می: میدان, میانه, میرزا, میخی, میهن.
fn is_noun(rest: &str) -> bool {
    matches!(rest, "دان" | "دانی" | "دانم" | "ده" | "نه" | "نهی" | "آن" | "ری" | "رم" | "ناه" | "ناست" | "ناه\u{200C}ی")
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::suggested;

    #[test]
    fn prefixes_of_verbs_are_suggested_with_a_half_space() {
        assert_eq!(
            suggested("fa", "او می رود و نمی داند"),
            [("half-space.verb", " ", "\u{200C}"), ("half-space.verb", " ", "\u{200C}")]
        );
        assert_eq!(suggested("fa", "میرود"), [("half-space.joined-verb", "", "\u{200C}")]);
        assert_eq!(suggested("fa", "نمیکنند"), [("half-space.joined-verb", "", "\u{200C}")]);
    }

    #[test]
    fn nouns_are_left_alone() {
        for text in
            ["می ناب", "می و نان", "میدان", "میلیون", "میان", "میز", "میهن", "میوه", "می\u{200C}رود", "میراث", "میل"]
        {
            assert!(suggested("fa", text).is_empty(), "{text}: {:?}", suggested("fa", text));
        }
    }
}
