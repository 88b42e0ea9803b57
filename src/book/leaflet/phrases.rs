//! What newsletters say in the language of their text: the issue, where an article goes on, the text of a QR code.

use crate::base::Language;

/// Phrases of one language; `{}` stands for a page number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrases {
    /// Before the number of an issue: «شمارهٔ».
    pub issue: &'static str,
    /// At the foot of a page whose article goes on: «دنباله در صفحهٔ {}».
    pub continued_on: &'static str,
    /// At the head of the page where it goes on: «دنباله از صفحهٔ {}».
    pub continued_from: &'static str,
    /// Stands in for a QR code, before what it holds: «رمزینه».
    pub qr_code: &'static str,
    /// Ends a text that was cut: «[…]».
    pub cut: &'static str,
}

const CUT: &str = "[…]";

const PERSIAN: Phrases = Phrases {
    issue: "شمارهٔ",
    continued_on: "دنباله در صفحهٔ {}",
    continued_from: "دنباله از صفحهٔ {}",
    qr_code: "رمزینه",
    cut: CUT,
};
const ARABIC: Phrases = Phrases {
    issue: "العدد",
    continued_on: "التتمة في الصفحة {}",
    continued_from: "تتمة من الصفحة {}",
    qr_code: "رمز الاستجابة السريعة",
    cut: CUT,
};
const CENTRAL_KURDISH: Phrases = Phrases {
    issue: "ژمارە",
    continued_on: "پاشماوە لە لاپەڕەی {}",
    continued_from: "پاشماوەی لاپەڕەی {}",
    qr_code: "کۆدی QR",
    cut: CUT,
};
const URDU: Phrases = Phrases {
    issue: "شمارہ",
    continued_on: "بقیہ صفحہ {} پر",
    continued_from: "صفحہ {} سے آگے",
    qr_code: "کیو آر کوڈ",
    cut: CUT,
};
const ENGLISH: Phrases = Phrases {
    issue: "No.",
    continued_on: "Continued on page {}",
    continued_from: "Continued from page {}",
    qr_code: "QR code",
    cut: CUT,
};
const GERMAN: Phrases = Phrases {
    issue: "Nr.",
    continued_on: "Fortsetzung auf Seite {}",
    continued_from: "Fortsetzung von Seite {}",
    qr_code: "QR-Code",
    cut: CUT,
};
const FRENCH: Phrases = Phrases {
    issue: "Nº",
    continued_on: "Suite page {}",
    continued_from: "Suite de la page {}",
    qr_code: "Code QR",
    cut: CUT,
};

/// The phrases of a language; where they are not known, Arabic for languages in Arabic script, else English.
pub fn phrases(language: &Language) -> &'static Phrases {
    match (language.direction().is_rtl(), language.primary()) {
        (true, "fa" | "pes" | "prs") => &PERSIAN,
        (true, "ckb" | "ku") => &CENTRAL_KURDISH,
        (true, "ur") => &URDU,
        (true, "he" | "yi" | "syr" | "nqo" | "dv") => &ENGLISH,
        (true, _) => &ARABIC,
        (false, "de") => &GERMAN,
        (false, "fr") => &FRENCH,
        (false, _) => &ENGLISH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_names_the_page_in_its_own_letters() {
        for phrases in [PERSIAN, ARABIC, CENTRAL_KURDISH, URDU, ENGLISH, GERMAN, FRENCH] {
            assert!(phrases.continued_on.contains("{}") && phrases.continued_from.contains("{}"));
        }
        // Arabic yeh U+064A and Persian yeh U+06CC look alike.
        let words = |phrases: Phrases| [phrases.issue, phrases.continued_on, phrases.continued_from].concat();
        assert!(!words(PERSIAN).contains(['\u{0643}', '\u{064A}', '\u{0629}']));
        assert!(!words(ARABIC).contains(['\u{06A9}', '\u{06CC}']));
    }
}
