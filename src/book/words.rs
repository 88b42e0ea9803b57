//! Words that the program prints, in the language of the book.

use super::{Words, matter_words};
use crate::base::Language;

/// The fields of [`Words`] in their order there.
type List = [&'static str; 14];

const PERSIAN: List = [
    "فهرست",
    "یادداشت‌ها",
    "روی جلد",
    "صفحهٔ عنوان",
    "شناسنامه",
    "آغاز متن",
    "بازگشت به متن",
    "یادداشت",
    "صفحه",
    "ترجمهٔ",
    "ویراستهٔ",
    "تصویرگر",
    " و ",
    "، ",
];

// The Arabic conjunction is written together with the word after it.
const ARABIC: List = [
    "المحتويات",
    "الهوامش",
    "الغلاف",
    "صفحة العنوان",
    "بيانات النشر",
    "بداية النص",
    "العودة إلى النص",
    "هامش",
    "صفحة",
    "ترجمة",
    "تحرير",
    "رسوم",
    " و",
    "، ",
];

const CENTRAL_KURDISH: List = [
    "ناوەڕۆک",
    "تێبینییەکان",
    "بەرگ",
    "لاپەڕەی ناونیشان",
    "ناسنامەی کتێب",
    "سەرەتای دەق",
    "گەڕانەوە بۆ دەق",
    "تێبینی",
    "لاپەڕە",
    "وەرگێڕانی",
    "پێداچوونەوەی",
    "وێنەکێشانی",
    " و ",
    "، ",
];

const URDU: List = [
    "فہرست",
    "حواشی",
    "سرورق",
    "صفحۂ عنوان",
    "جملہ حقوق",
    "متن کا آغاز",
    "متن پر واپس",
    "حاشیہ",
    "صفحہ",
    "مترجم",
    "مرتب",
    "مصور",
    " اور ",
    "، ",
];

const PASHTO: List = [
    "لړلیک",
    "یادښتونه",
    "پوښ",
    "د سرلیک پاڼه",
    "د چاپ حقونه",
    "د متن پیل",
    "بېرته متن ته",
    "یادښت",
    "مخ",
    "ژباړن",
    "سمونګر",
    "انځورګر",
    " او ",
    "، ",
];

const ENGLISH: List = [
    "Contents",
    "Notes",
    "Cover",
    "Title page",
    "Copyright",
    "Start of the text",
    "Back to the text",
    "Note",
    "Page",
    "Translated by",
    "Edited by",
    "Illustrated by",
    " and ",
    ", ",
];

const GERMAN: List = [
    "Inhalt",
    "Anmerkungen",
    "Umschlag",
    "Titelseite",
    "Impressum",
    "Beginn des Textes",
    "Zurück zum Text",
    "Anmerkung",
    "Seite",
    "Übersetzt von",
    "Herausgegeben von",
    "Illustriert von",
    " und ",
    ", ",
];

const FRENCH: List = [
    "Table des matières",
    "Notes",
    "Couverture",
    "Page de titre",
    "Mentions légales",
    "Début du texte",
    "Retour au texte",
    "Note",
    "Page",
    "Traduit par",
    "Édité par",
    "Illustré par",
    " et ",
    ", ",
];

/// The words of a language; where they are not known, Arabic for languages in Arabic script, else English.
pub(super) fn of_language(language: &Language) -> Words {
    let list = pick(
        language,
        &Lists {
            persian: &PERSIAN,
            arabic: &ARABIC,
            central_kurdish: &CENTRAL_KURDISH,
            urdu: &URDU,
            pashto: &PASHTO,
            english: &ENGLISH,
            german: &GERMAN,
            french: &FRENCH,
        },
    );
    let word = |index: usize| list[index].to_owned();
    Words {
        contents: word(0),
        notes: word(1),
        cover: word(2),
        title_page: word(3),
        copyright: word(4),
        start: word(5),
        back_to_text: word(6),
        note: word(7),
        page: word(8),
        translated_by: word(9),
        edited_by: word(10),
        illustrated_by: word(11),
        and: word(12),
        comma: word(13),
        matter: matter_words::of_language(language),
    }
}

/// A list of words in every language that has one.
pub(super) struct Lists<'a, T> {
    pub(super) persian: &'a T,
    pub(super) arabic: &'a T,
    pub(super) central_kurdish: &'a T,
    pub(super) urdu: &'a T,
    pub(super) pashto: &'a T,
    pub(super) english: &'a T,
    pub(super) german: &'a T,
    pub(super) french: &'a T,
}

/// The list of a language.
pub(super) fn pick<'a, T>(language: &Language, lists: &Lists<'a, T>) -> &'a T {
    let primary = language.primary().to_ascii_lowercase();
    let is_rtl = language.direction().is_rtl();
    match primary.as_str() {
        "de" => lists.german,
        "fr" => lists.french,
        _ if !is_rtl => lists.english,
        "fa" | "pes" | "prs" => lists.persian,
        "ckb" | "ku" => lists.central_kurdish,
        "ur" => lists.urdu,
        "ps" => lists.pashto,
        // Right to left, but not in Arabic script.
        "he" | "yi" | "syr" | "nqo" | "dv" => lists.english,
        _ => lists.arabic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Arabic kaf U+0643 and yeh U+064A look like Persian keheh U+06A9 and yeh U+06CC.
    #[test]
    fn every_language_has_its_own_letters() {
        for list in [&PERSIAN, &CENTRAL_KURDISH, &URDU, &PASHTO] {
            for word in list {
                assert!(!word.contains(['\u{0643}', '\u{064A}', '\u{0649}']), "{word}");
            }
        }
        for word in &ARABIC {
            assert!(!word.contains(['\u{06A9}', '\u{06CC}']), "{word}");
        }
        // Urdu heh is U+06C1, Persian U+0647.
        assert!(URDU.iter().all(|word| !word.contains('\u{0647}')));
        assert!(PERSIAN.iter().all(|word| !word.contains('\u{06C1}')));
    }

    #[test]
    fn unknown_languages_fall_back_by_script() {
        assert_eq!(of_language(&Language::new("fa-AF")).contents, "فهرست");
        assert_eq!(of_language(&Language::new("fa-Latn")).contents, "Contents");
        assert_eq!(of_language(&Language::new("ug")).contents, "المحتويات");
        assert_eq!(of_language(&Language::new("he")).contents, "Contents");
        assert_eq!(of_language(&Language::new("de-AT")).contents, "Inhalt");
    }
}
