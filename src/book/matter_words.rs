//! Words of front and back matter that the program prints, in the language of the book.

use crate::base::Language;

/// Words and phrases around the text, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatterWords {
    /// «نیم‌عنوان» (names the page in the EPUB)
    pub half_title: String,
    /// «پیشکش» (names the page in the EPUB)
    pub dedication: String,
    /// «نمایه»
    pub index: String,
    /// «فهرست شکل‌ها»
    pub figures: String,
    /// «فهرست جدول‌ها»
    pub tables: String,
    /// «شناسهٔ کتاب»
    pub colophon: String,
    /// «شکل»
    pub figure: String,
    /// «جدول»
    pub table: String,
    /// «فصل»
    pub chapter: String,
    /// «پیوست»
    pub appendix: String,
    /// «نگاه کنید به»
    pub see: String,
    /// «نیز نگاه کنید به»
    pub see_also: String,
    /// «گردآوری»
    pub compiled_by: String,
    /// «پیشگفتار از»
    pub introduced_by: String,
    /// «یادداشت‌ها از»
    pub annotated_by: String,
    /// «طرح از»
    pub designed_by: String,
    /// «با همکاری»
    pub with: String,
    /// «عنوان اصلی»
    pub original_title: String,
    /// «شابک»
    pub isbn: String,
    /// «حروف»
    pub typeface: String,
    /// Follows a label: «: ».
    pub colon: String,
}

/// The fields of [`MatterWords`] in their order there.
type List = [&'static str; 21];

const PERSIAN: List = [
    "نیم‌عنوان",
    "پیشکش",
    "نمایه",
    "فهرست شکل‌ها",
    "فهرست جدول‌ها",
    "شناسهٔ کتاب",
    "شکل",
    "جدول",
    "فصل",
    "پیوست",
    "نگاه کنید به",
    "نیز نگاه کنید به",
    "گردآوردهٔ",
    "پیشگفتار از",
    "حاشیه‌نویسی از",
    "طراحی از",
    "با همکاری",
    "عنوان اصلی",
    "شابک",
    "حروف متن",
    ": ",
];

const ARABIC: List = [
    "صفحة العنوان المختصر",
    "إهداء",
    "الكشّاف",
    "قائمة الأشكال",
    "قائمة الجداول",
    "بيانات الطبع",
    "الشكل",
    "الجدول",
    "الفصل",
    "الملحق",
    "انظر",
    "انظر أيضًا",
    "جمع",
    "تقديم",
    "تعليق",
    "تصميم",
    "بمشاركة",
    "العنوان الأصلي",
    "الرقم الدولي (ISBN)",
    "حروف المتن",
    ": ",
];

const CENTRAL_KURDISH: List = [
    "ناونیشانی کورت",
    "پێشکەش",
    "پێڕست",
    "لیستی وێنەکان",
    "لیستی خشتەکان",
    "زانیاری چاپ",
    "وێنە",
    "خشتە",
    "بەش",
    "پاشکۆ",
    "بڕوانە",
    "هەروەها بڕوانە",
    "کۆکردنەوەی",
    "پێشەکی",
    "پەراوێزنووسینی",
    "دیزاینی",
    "بە هاوکاری",
    "ناونیشانی ڕەسەن",
    "ISBN",
    "پیتی دەق",
    ": ",
];

const URDU: List = [
    "مختصر عنوان",
    "انتساب",
    "اشاریہ",
    "فہرستِ اشکال",
    "فہرستِ جدول",
    "کوائفِ طباعت",
    "شکل",
    "جدول",
    "باب",
    "ضمیمہ",
    "دیکھیے",
    "مزید دیکھیے",
    "مؤلف",
    "پیش لفظ",
    "حواشی از",
    "سرورق",
    "بہ تعاون",
    "اصل عنوان",
    "ISBN",
    "خط",
    ": ",
];

const PASHTO: List = [
    "لنډ سرلیک",
    "ډالۍ",
    "نوملړ",
    "د انځورونو لړلیک",
    "د جدولونو لړلیک",
    "د چاپ پېژندنه",
    "انځور",
    "جدول",
    "څپرکی",
    "ضمیمه",
    "وګورئ",
    "دا هم وګورئ",
    "راټولوونکی",
    "سریزه",
    "حاشیې",
    "ډیزاین",
    "په مرسته",
    "اصلي سرلیک",
    "ISBN",
    "د متن توري",
    ": ",
];

const ENGLISH: List = [
    "Half title",
    "Dedication",
    "Index",
    "List of figures",
    "List of tables",
    "Colophon",
    "Figure",
    "Table",
    "Chapter",
    "Appendix",
    "see",
    "see also",
    "Compiled by",
    "Introduction by",
    "Annotated by",
    "Designed by",
    "With",
    "Original title",
    "ISBN",
    "Set in",
    ": ",
];

const GERMAN: List = [
    "Schmutztitel",
    "Widmung",
    "Register",
    "Abbildungsverzeichnis",
    "Tabellenverzeichnis",
    "Kolophon",
    "Abbildung",
    "Tabelle",
    "Kapitel",
    "Anhang",
    "siehe",
    "siehe auch",
    "Zusammengestellt von",
    "Mit einer Einleitung von",
    "Mit Anmerkungen von",
    "Gestaltet von",
    "Unter Mitarbeit von",
    "Originaltitel",
    "ISBN",
    "Gesetzt aus der",
    ": ",
];

const FRENCH: List = [
    "Faux-titre",
    "Dédicace",
    "Index",
    "Table des figures",
    "Table des tableaux",
    "Achevé d’imprimer",
    "Figure",
    "Tableau",
    "Chapitre",
    "Annexe",
    "voir",
    "voir aussi",
    "Réuni par",
    "Introduction de",
    "Annoté par",
    "Conçu par",
    "Avec",
    "Titre original",
    "ISBN",
    "Composé en",
    // French sets a no-break space before the colon.
    "\u{00A0}: ",
];

/// The words of a language; where they are not known, Arabic for languages in Arabic script, else English.
pub(super) fn of_language(language: &Language) -> MatterWords {
    let list = super::words::pick(
        language,
        &super::words::Lists {
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
    MatterWords {
        half_title: word(0),
        dedication: word(1),
        index: word(2),
        figures: word(3),
        tables: word(4),
        colophon: word(5),
        figure: word(6),
        table: word(7),
        chapter: word(8),
        appendix: word(9),
        see: word(10),
        see_also: word(11),
        compiled_by: word(12),
        introduced_by: word(13),
        annotated_by: word(14),
        designed_by: word(15),
        with: word(16),
        original_title: word(17),
        isbn: word(18),
        typeface: word(19),
        colon: word(20),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As in `words`: each language in its own letters.
    #[test]
    fn every_language_has_its_own_letters() {
        for list in [&PERSIAN, &CENTRAL_KURDISH, &URDU, &PASHTO] {
            for word in list {
                assert!(!word.contains(['\u{0643}', '\u{0649}']), "{word}");
            }
        }
        assert!(PERSIAN.iter().all(|word| !word.contains('\u{064A}')));
        assert!(URDU.iter().all(|word| !word.contains('\u{0647}')));
        assert!(ARABIC.iter().all(|word| !word.contains(['\u{06A9}', '\u{06CC}'])));
    }
}
