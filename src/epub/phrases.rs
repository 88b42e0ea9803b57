//! Phrases that only the EPUB says, by language; English for languages that have none here.

/// Phrases of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrases {
    /// The language they are in.
    pub(super) language: &'static str,
    /// The label of the landmarks.
    pub(super) landmarks: &'static str,
    /// The label of the list of printed pages.
    pub(super) pages: &'static str,
    /// How the book can be read, for the accessibility summary.
    pub(super) structure: &'static str,
    /// That notes are linked both ways.
    pub(super) notes: &'static str,
    /// That every image is described.
    pub(super) described: &'static str,
    /// That not every image is described.
    pub(super) undescribed: &'static str,
}

/// Persian, Arabic, Central Kurdish, Urdu, Pashto, English, German, French; the half-space is U+200C.
const ALL: [Phrases; 8] = [
    Phrases {
        language: "fa",
        landmarks: "راهنمای جاها",
        pages: "صفحه‌های چاپ",
        structure: "متن این کتاب با صفحه‌خوان خوانده می‌شود، اندازه و رنگ آن تغییر می‌کند، و سرفصل‌ها و فهرست آن پیوند دارند.",
        notes: "یادداشت‌ها به جای خود در متن و متن به یادداشت‌ها پیوند دارد.",
        described: "همهٔ تصویرها شرح دارند.",
        undescribed: "برخی تصویرها شرح ندارند.",
    },
    Phrases {
        language: "ar",
        landmarks: "مواضع الكتاب",
        pages: "صفحات الطبعة",
        structure: "يمكن قراءة نص هذا الكتاب بقارئ الشاشة، وتغيير حجمه وألوانه، والتنقل فيه بالعناوين والفهرس.",
        notes: "ترتبط الحواشي بمواضعها في النص ويرتبط النص بها.",
        described: "لكل الصور وصف مكتوب.",
        undescribed: "بعض الصور بلا وصف مكتوب.",
    },
    Phrases {
        language: "ckb",
        landmarks: "شوێنە گرنگەکان",
        pages: "لاپەڕەکانی چاپ",
        structure: "دەقی ئەم کتێبە بە شاشەخوێن دەخوێنرێتەوە، قەبارە و ڕەنگی دەگۆڕدرێت، و سەردێڕ و ناوەڕۆکەکەی بەستەریان هەیە.",
        notes: "پەراوێزەکان بە شوێنی خۆیان لە دەقدا بەستراونەتەوە.",
        described: "هەموو وێنەکان باسیان لێ کراوە.",
        undescribed: "هەندێک وێنە باسیان لێ نەکراوە.",
    },
    Phrases {
        language: "ur",
        landmarks: "اہم مقامات",
        pages: "مطبوعہ صفحات",
        structure: "اس کتاب کا متن اسکرین ریڈر سے پڑھا جا سکتا ہے، اس کا سائز اور رنگ بدلا جا سکتا ہے، اور سرخیوں اور فہرست سے اس میں آگے پیچھے جایا جا سکتا ہے۔",
        notes: "حواشی متن سے اور متن حواشی سے جڑا ہوا ہے۔",
        described: "تمام تصویروں کی تحریری وضاحت موجود ہے۔",
        undescribed: "بعض تصویروں کی تحریری وضاحت موجود نہیں ہے۔",
    },
    Phrases {
        language: "ps",
        landmarks: "مهم ځایونه",
        pages: "د چاپ پاڼې",
        structure: "د دې کتاب متن د سکرین لوستونکي له خوا لوستل کېږي، اندازه او رنګ یې بدلېږي، او سرلیکونه او فهرست یې تړنې لري.",
        notes: "یادښتونه له متن سره دوه اړخیزې تړنې لري.",
        described: "ټول انځورونه تشریح لري.",
        undescribed: "ځینې انځورونه تشریح نه لري.",
    },
    Phrases {
        language: "en",
        landmarks: "Landmarks",
        pages: "Printed pages",
        structure: "The text of this book can be read by a screen reader, its size and colours can be changed, and its headings and contents are linked.",
        notes: "Notes are linked to their places in the text and back.",
        described: "All images are described.",
        undescribed: "Some images are not described.",
    },
    Phrases {
        language: "de",
        landmarks: "Orientierungspunkte",
        pages: "Seiten der Druckausgabe",
        structure: "Der Text dieses Buches ist mit Vorleseprogrammen lesbar, Schriftgröße und Farben lassen sich ändern, Überschriften und Inhaltsverzeichnis sind verlinkt.",
        notes: "Anmerkungen und Textstellen sind in beide Richtungen verlinkt.",
        described: "Alle Bilder sind beschrieben.",
        undescribed: "Einige Bilder sind nicht beschrieben.",
    },
    Phrases {
        language: "fr",
        landmarks: "Points de repère",
        pages: "Pages de l’édition imprimée",
        structure: "Le texte de ce livre peut être lu par un lecteur d’écran, sa taille et ses couleurs peuvent être modifiées, ses titres et sa table des matières sont liés.",
        notes: "Les notes sont liées à leur appel dans le texte, et inversement.",
        described: "Toutes les images sont décrites.",
        undescribed: "Certaines images ne sont pas décrites.",
    },
];

impl Phrases {
    /// The phrases of a language by its primary subtag; English when it has none here.
    pub(super) fn of(language: &crate::base::Language) -> Self {
        // Dari is written like Persian. Kurdish in the Arabic script is mostly Central Kurdish.
        let wanted = match (language.primary(), language.direction().is_rtl()) {
            ("fa" | "pes" | "prs", true) => "fa",
            ("ar" | "arz", true) => "ar",
            ("ckb" | "ku", true) => "ckb",
            ("ur", true) => "ur",
            ("ps", true) => "ps",
            ("de", false) => "de",
            ("fr", false) => "fr",
            _ => "en",
        };
        ALL.into_iter().find(|phrases| phrases.language == wanted).expect("every language named above is in the list")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Language;

    #[test]
    fn languages_without_phrases_have_the_english_ones() {
        assert_eq!(Phrases::of(&Language::new("fa-IR")).language, "fa");
        assert_eq!(Phrases::of(&Language::new("fa-Latn")).language, "en");
        assert_eq!(Phrases::of(&Language::new("sw")).language, "en");
        assert_eq!(Phrases::of(&Language::new("ku-Arab")).language, "ckb");
    }
}
