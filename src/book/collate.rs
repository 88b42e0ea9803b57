//! The order of entries in an index or glossary: the alphabet of a language, and the letter an entry stands under.
//!
//! The order is that of Unicode CLDR (UTS #10 with the tailoring of the language): Persian has آ before ا, then پ چ ژ گ in
//! their places; ی and ک stand where Arabic ي and ك do. Nothing else names the crate.

use std::cmp::Ordering;

use icu_collator::options::{AlternateHandling, CollatorOptions, Strength};
use icu_collator::{Collator as Icu, CollatorBorrowed, CollatorPreferences};

use crate::base::Language;
use crate::manifest::Article;

/// The letters that entries are grouped under, in languages whose first letters alone would make odd groups.
const PERSIAN: &str = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";
const ARABIC: &str = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي";
const LATIN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Sorts words of a language.
pub(super) struct Collator {
    /// Tells all differences apart.
    full: CollatorBorrowed<'static>,
    /// Tells letters apart, not their marks or case.
    letters: CollatorBorrowed<'static>,
    alphabet: Vec<String>,
    skips_article: bool,
}

impl Collator {
    /// The order of a language; that of all scripts where it has none of its own.
    pub(super) fn new(language: &Language, article: Article) -> Self {
        let primary = language.primary();
        let letters = match (primary, language.direction().is_rtl()) {
            ("fa" | "pes" | "prs", true) => PERSIAN,
            ("ar" | "arz", true) => ARABIC,
            (_, false) => LATIN,
            // Other alphabets of the Arabic script: the letter an entry begins with.
            _ => "",
        };
        Self {
            full: collator(language, Strength::Tertiary),
            letters: collator(language, Strength::Primary),
            alphabet: letters.chars().map(String::from).collect(),
            skips_article: article == Article::Skip && matches!(primary, "ar" | "arz"),
        }
    }

    /// The order of two entries. Equal ones differ in nothing but code points, which decide then.
    pub(super) fn compare(&self, one: &str, other: &str) -> Ordering {
        let (short, short_other) = (self.key(one), self.key(other));
        self.full.compare(&short, &short_other).then_with(|| self.full.compare(one, other)).then_with(|| one.cmp(other))
    }

    /// The letter that an entry stands under; empty for what begins with no letter.
    pub(super) fn heading(&self, entry: &str) -> String {
        let key = self.key(entry);
        let Some(first) = key.chars().find(|character| character.is_alphanumeric()) else { return String::new() };
        if !first.is_alphabetic() {
            return String::new();
        }
        let first = first.to_string();
        // The last letter of the alphabet that does not stand after it. Letters of another script have their own headings.
        let at = self.alphabet.partition_point(|letter| self.letters.compare(letter, &first) != Ordering::Greater);
        match at.checked_sub(1).map(|at| &self.alphabet[at]) {
            Some(letter) if same_script(letter, &first) => letter.clone(),
            _ => first.to_uppercase(),
        }
    }

    /// What of an entry is compared: without half-spaces and tatweel, and without the article where it does not count.
    fn key(&self, entry: &str) -> String {
        // U+200C ZWNJ parts words no more than nothing does, U+0640 TATWEEL lengthens them.
        let plain: String =
            entry.chars().filter(|character| !"\u{200C}\u{200D}\u{0640}".contains(*character)).collect();
        let words = plain.trim_start_matches(|character: char| !character.is_alphanumeric());
        // ال U+0627 U+0644, perhaps with marks; three letters or more must be left (الله has no article to skip).
        let rest = words.strip_prefix("ال").filter(|rest| self.skips_article && rest.chars().count() >= 3);
        rest.unwrap_or(words).to_owned()
    }
}

fn collator(language: &Language, strength: Strength) -> CollatorBorrowed<'static> {
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    options.alternate_handling = Some(AlternateHandling::NonIgnorable);
    let preferences = language.tag().parse::<icu_locale_core::Locale>().map(CollatorPreferences::from);
    Icu::try_new(preferences.unwrap_or_default(), options).expect("the data of every language is in the program")
}

/// Whether two letters are both of the Arabic script, or both not.
fn same_script(one: &str, other: &str) -> bool {
    let is_arabic =
        |text: &str| text.starts_with(|first| matches!(first, '\u{0600}'..='\u{08FF}' | '\u{FB50}'..='\u{FEFF}'));
    let is_latin =
        |text: &str| text.starts_with(|first: char| first < '\u{0250}' || matches!(first, '\u{1E00}'..='\u{1EFF}'));
    (is_arabic(one) && is_arabic(other)) || (is_latin(one) && is_latin(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(tag: &str, words: &[&str]) -> Vec<String> {
        let collator = Collator::new(&Language::new(tag), Article::Skip);
        let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        words.sort_by(|one, other| collator.compare(one, other));
        words
    }

    fn headings(tag: &str, words: &[&str]) -> Vec<String> {
        let collator = Collator::new(&Language::new(tag), Article::Skip);
        words.iter().map(|word| collator.heading(word)).collect()
    }

    #[test]
    fn persian_has_its_own_alphabet() {
        let words = [
            "گندم", "کتاب", "لوح", "ژاله", "زر", "سنگ", "چاپ", "جلد", "حرف", "پنیر", "بید", "تنور", "آرد", "ارزن",
            "یخ", "هوا", "ورق",
        ];
        let expected = [
            "آرد", "ارزن", "بید", "پنیر", "تنور", "جلد", "چاپ", "حرف", "زر", "ژاله", "سنگ", "کتاب", "گندم", "لوح",
            "ورق", "هوا", "یخ",
        ];
        assert_eq!(sorted("fa", &words), expected);
    }

    #[test]
    fn every_letter_of_persian_heads_its_own_words() {
        let letters: Vec<String> = PERSIAN.chars().map(String::from).collect();
        let words: Vec<String> = letters.iter().map(|letter| format!("{letter}م")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(sorted("fa", &words), words);
        assert_eq!(headings("fa", &words), letters);
        let letters: Vec<String> = ARABIC.chars().map(String::from).collect();
        let words: Vec<String> = letters.iter().map(|letter| format!("{letter}م")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(sorted("ar", &words), words);
        assert_eq!(headings("ar", &words), letters);
    }

    #[test]
    fn two_spellings_of_one_letter_stand_together() {
        // U+0643 and U+064A beside U+06A9 and U+06CC.
        assert_eq!(headings("fa", &["\u{0643}تاب", "\u{06A9}تاب", "\u{064A}خ", "\u{06CC}خ"]), ["ک", "ک", "ی", "ی"]);
        assert_eq!(sorted("fa", &["کتابت", "كتابدار", "کتاب"]), ["کتاب", "کتابت", "كتابدار"]);
        // A half-space and marks part nothing.
        assert_eq!(sorted("fa", &["می\u{200C}نو", "مینا", "میوه"]), ["مینا", "می\u{200C}نو", "میوه"]);
        assert_eq!(sorted("ar", &["كُتُب", "كتاب", "كَتَبَ"]).len(), 3);
    }

    #[test]
    fn the_article_does_not_count() {
        let words = ["الورق", "جلد", "الحبر", "تجليد", "الله"];
        assert_eq!(sorted("ar", &words), ["الله", "تجليد", "جلد", "الحبر", "الورق"]);
        assert_eq!(headings("ar", &words), ["و", "ج", "ح", "ت", "ا"]);
        let keeping = Collator::new(&Language::new("ar"), Article::Keep);
        assert_eq!(keeping.heading("الورق"), "ا");
    }

    #[test]
    fn hamza_stands_with_its_alef() {
        assert_eq!(headings("ar", &["أدب", "إبرة", "آلة", "تاء"]), ["ا", "ا", "ا", "ت"]);
    }

    #[test]
    fn latin_words_stand_under_capitals() {
        assert_eq!(sorted("en", &["oven", "Éclair", "bread", "Zea"]), ["bread", "Éclair", "oven", "Zea"]);
        assert_eq!(headings("en", &["éclair", "42", "…", "«oven»"]), ["E", "", "", "O"]);
        assert_eq!(headings("fa", &["Saccharomyces"]), ["S"]);
    }
}
