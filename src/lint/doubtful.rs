//! Places that a person should look at: tatweel in words, letters repeated, invisible directional marks, letters of Arabic
//! orthography in Persian words, Arabic phrases without their language.
//!
//! All of them have good uses; nothing here is ever changed by itself.

use super::found::Found;
use super::rules::{ALEF_HAMZA, ARABIC_PHRASE, DIRECTION_MARK, REPEATED_LETTER, TATWEEL_IN_WORD, TEH_MARBUTA};
use super::stretch::{Class, Stretch, TATWEEL};

/// Everything that is looked at in Persian.
pub(super) fn persian(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for look in [tatweel, repeated_letters, direction_marks, teh_marbuta, alef_hamza, arabic_phrases] {
        look(stretch, found);
    }
}

/// Everything that is looked at in Arabic.
pub(super) fn arabic(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for look in [tatweel, repeated_letters, direction_marks] {
        look(stretch, found);
    }
}

/// Tatweel between two letters of a word.
fn tatweel(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    let mut at = 0;
    while at < stretch.len() {
        let run = stretch.chars[at..].iter().take_while(|character| **character == TATWEEL).count();
        if run > 0 && stretch.letter_before(at).is_some() && stretch.class(at + run) == Some(Class::Letter) {
            found.suggest(TATWEEL_IN_WORD, at..at + run, "");
        }
        at += run.max(1);
    }
}

/// A letter three times in a row: drawn out speech, or a slip.
fn repeated_letters(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    let mut at = 0;
    while at < stretch.len() {
        let letter = stretch.chars[at];
        if stretch.classes[at] != Class::Letter {
            at += 1;
            continue;
        }
        let run = stretch.chars[at..].iter().take_while(|other| **other == letter).count();
        // A word of one letter repeated is a sign of its own: «ااا».
        let is_word = |at: Option<Class>| matches!(at, Some(Class::Letter));
        if run >= 3 && (is_word(stretch.class_before(at)) || is_word(stretch.class(at + run))) {
            found.point(REPEATED_LETTER, at..at + run);
        }
        at += run;
    }
}

/// Invisible marks and embeddings of direction: an isolate, `[…]{dir=ltr}`, does what they were meant to do.
fn direction_marks(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for (at, mark) in stretch.chars.iter().enumerate() {
        if matches!(mark, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}') {
            found.point(DIRECTION_MARK, at..at + 1);
        }
    }
}

/// ة in a Persian word, unless an Arabic word follows it: «دائرة المعارف».
fn teh_marbuta(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for at in stretch.places('\u{0629}') {
        let rest = &stretch.chars[at + 1..];
        let next: String = rest.iter().skip_while(|character| **character == ' ').take(2).collect();
        if next != "ال" {
            found.point(TEH_MARBUTA, at..at + 1);
        }
    }
}

/// أ and إ at the beginning of a word, where Persian writes ا.
fn alef_hamza(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for word in &stretch.words {
        if matches!(stretch.chars[word.start], '\u{0623}' | '\u{0625}') {
            found.suggest(ALEF_HAMZA, word.start..word.start + 1, "\u{0627}");
        }
    }
}

/// Persian words that begin as Arabic ones with the article do.
const NO_ARTICLE: [&str; 40] = [
    "الان",
    "البته",
    "الگو",
    "الگوی",
    "الگوها",
    "الگوهای",
    "الزام",
    "الزامی",
    "الزاما",
    "الف",
    "الفبا",
    "الفبای",
    "الک",
    "الکل",
    "الکلی",
    "الکی",
    "الکترون",
    "الکترونیک",
    "الکترونیکی",
    "الکتریکی",
    "الماس",
    "المان",
    "المپیک",
    "الهام",
    "الهی",
    "الهه",
    "الهیات",
    "الحاق",
    "الحاقی",
    "التماس",
    "التهاب",
    "التزام",
    "التیام",
    "الوار",
    "الیاف",
    "القا",
    "القای",
    "الغا",
    "الغای",
    "الوان",
];

/// Two words or more with the Arabic article beside each other.
fn arabic_phrases(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    let is_arabic = |at: usize| {
        let word = stretch.slice(&stretch.words[at]);
        let bare = word.strip_prefix("و").filter(|rest| rest.starts_with("ال")).unwrap_or(word);
        bare.starts_with("ال") && bare.chars().count() >= 5 && !NO_ARTICLE.contains(&bare)
    };
    let is_beside = |at: usize| {
        let gap = stretch.words[at].end..stretch.words[at + 1].start;
        stretch.slice(&gap) == " "
    };
    let mut at = 0;
    while at + 1 < stretch.words.len() {
        let start = at;
        while at + 1 < stretch.words.len() && is_arabic(at) && is_arabic(at + 1) && is_beside(at) {
            at += 1;
        }
        if at > start {
            found.point(ARABIC_PHRASE, stretch.words[start].start..stretch.words[at].end);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{proved, suggested};

    #[test]
    fn what_may_be_meant_is_only_pointed_at() {
        let text = "ســلام، سلاااام، نان\u{200F} و دایرة و أحمد";
        assert_eq!(proved("fa", text), text);
        let rules: Vec<&str> = suggested("fa", text).iter().map(|one| one.0).collect();
        assert_eq!(
            rules,
            [
                "orthography.tatweel",
                "orthography.repeated-letter",
                "direction.mark",
                "orthography.teh-marbuta",
                "orthography.alef-hamza"
            ]
        );
    }

    #[test]
    fn usual_spellings_are_left_alone() {
        for text in ["دائرة المعارف", "تأثیر و مأمور", "هـ. ق.", "ـها", "مسئله‌ای", "الان البته"]
        {
            assert!(suggested("fa", text).is_empty(), "{text}: {:?}", suggested("fa", text));
        }
    }

    #[test]
    fn arabic_phrases_are_pointed_at_as_a_whole() {
        assert_eq!(suggested("fa", "گفت الخبز والکتاب الطیب الجدید و رفت").len(), 1);
    }
}
