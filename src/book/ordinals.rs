//! Numbers of chapters in words: «فصل یکم», "Chapter One". Beyond what is known here, the word and the number in digits.

use super::words::{Lists, pick};
use crate::base::Language;
use crate::script::DigitSet;

/// Writes the number of a chapter in one language; `None` beyond the words known here.
type Writer = fn(usize) -> Option<String>;

/// A chapter by its number, from 1, in words; `chapter` is the word for a chapter.
pub(super) fn chapter(language: &Language, number: usize, chapter: &str, digits: DigitSet) -> String {
    let lists: Lists<'_, Writer> = Lists {
        persian: &(persian as Writer),
        arabic: &(arabic as Writer),
        central_kurdish: &(kurdish as Writer),
        urdu: &(urdu as Writer),
        pashto: &(pashto as Writer),
        english: &(english as Writer),
        german: &(german as Writer),
        french: &(french as Writer),
    };
    let write = pick(language, &lists);
    write(number).unwrap_or_else(|| format!("{chapter} {}", digits.format(number as u64)))
}

const PERSIAN: [&str; 19] = [
    "یکم",
    "دوم",
    "سوم",
    "چهارم",
    "پنجم",
    "ششم",
    "هفتم",
    "هشتم",
    "نهم",
    "دهم",
    "یازدهم",
    "دوازدهم",
    "سیزدهم",
    "چهاردهم",
    "پانزدهم",
    "شانزدهم",
    "هفدهم",
    "هجدهم",
    "نوزدهم",
];
/// Tens from 20: alone, and before a smaller number. U+200C stands in سی‌ام.
const PERSIAN_TENS: [(&str, &str); 8] = [
    ("بیستم", "بیست"),
    ("سی\u{200C}ام", "سی"),
    ("چهلم", "چهل"),
    ("پنجاهم", "پنجاه"),
    ("شصتم", "شصت"),
    ("هفتادم", "هفتاد"),
    ("هشتادم", "هشتاد"),
    ("نودم", "نود"),
];

fn persian(number: usize) -> Option<String> {
    let words = match number {
        1..=19 => PERSIAN[number - 1].to_owned(),
        20..=99 => {
            let (alone, before) = PERSIAN_TENS[number / 10 - 2];
            match number % 10 {
                0 => alone.to_owned(),
                ones => format!("{before} و {}", PERSIAN[ones - 1]),
            }
        }
        _ => return None,
    };
    Some(format!("فصل {words}"))
}

const ARABIC: [&str; 10] =
    ["الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"];
const ARABIC_TENS: [&str; 8] = ["العشرون", "الثلاثون", "الأربعون", "الخمسون", "الستون", "السبعون", "الثمانون", "التسعون"];

fn arabic(number: usize) -> Option<String> {
    // The ones of a compound: the first is الحادي.
    let ones = |ones: usize| if ones == 1 { "الحادي" } else { ARABIC[ones - 1] };
    let words = match number {
        1..=10 => ARABIC[number - 1].to_owned(),
        11..=19 => format!("{} عشر", ones(number - 10)),
        20..=99 => {
            let tens = ARABIC_TENS[number / 10 - 2];
            if number % 10 == 0 { tens.to_owned() } else { format!("{} و{tens}", ones(number % 10)) }
        }
        _ => return None,
    };
    Some(format!("الفصل {words}"))
}

const ENGLISH: [&str; 19] = [
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
];
const ENGLISH_TENS: [&str; 8] = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];

fn english(number: usize) -> Option<String> {
    let words = match number {
        1..=19 => ENGLISH[number - 1].to_owned(),
        20..=99 => {
            let tens = ENGLISH_TENS[number / 10 - 2];
            match number % 10 {
                0 => tens.to_owned(),
                ones => format!("{tens}-{}", ENGLISH[ones - 1].to_lowercase()),
            }
        }
        _ => return None,
    };
    Some(format!("Chapter {words}"))
}

/// Of a short list, put before the word for a chapter.
fn before(list: &[&str], number: usize, chapter: &str) -> Option<String> {
    let word = list.get(number.checked_sub(1)?)?;
    Some(format!("{word} {chapter}"))
}

/// Of a short list, put after the word for a chapter.
fn after(list: &[&str], number: usize, chapter: &str) -> Option<String> {
    let word = list.get(number.checked_sub(1)?)?;
    Some(format!("{chapter} {word}"))
}

fn german(number: usize) -> Option<String> {
    const LIST: [&str; 12] = [
        "Erstes",
        "Zweites",
        "Drittes",
        "Viertes",
        "Fünftes",
        "Sechstes",
        "Siebtes",
        "Achtes",
        "Neuntes",
        "Zehntes",
        "Elftes",
        "Zwölftes",
    ];
    before(&LIST, number, "Kapitel")
}

fn french(number: usize) -> Option<String> {
    const LIST: [&str; 20] = [
        "premier", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
        "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt",
    ];
    after(&LIST, number, "Chapitre")
}

fn kurdish(number: usize) -> Option<String> {
    const LIST: [&str; 12] = [
        "یەکەم",
        "دووەم",
        "سێیەم",
        "چوارەم",
        "پێنجەم",
        "شەشەم",
        "حەوتەم",
        "هەشتەم",
        "نۆیەم",
        "دەیەم",
        "یازدەیەم",
        "دوازدەیەم",
    ];
    after(&LIST, number, "بەشی")
}

fn urdu(number: usize) -> Option<String> {
    const LIST: [&str; 10] = ["پہلا", "دوسرا", "تیسرا", "چوتھا", "پانچواں", "چھٹا", "ساتواں", "آٹھواں", "نواں", "دسواں"];
    before(&LIST, number, "باب")
}

fn pashto(number: usize) -> Option<String> {
    const LIST: [&str; 10] = ["لومړی", "دویم", "درېیم", "څلورم", "پنځم", "شپږم", "اووم", "اتم", "نهم", "لسم"];
    before(&LIST, number, "څپرکی")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tag: &str, number: usize) -> String {
        let language = Language::new(tag);
        chapter(&language, number, "Chapter", DigitSet::of_language(&language))
    }

    #[test]
    fn chapters_are_counted_in_words() {
        assert_eq!(of("fa", 1), "فصل یکم");
        assert_eq!(of("fa", 21), "فصل بیست و یکم");
        assert_eq!(of("fa", 30), "فصل سی\u{200C}ام");
        assert_eq!(of("ar", 2), "الفصل الثاني");
        assert_eq!(of("ar", 11), "الفصل الحادي عشر");
        assert_eq!(of("ar", 21), "الفصل الحادي والعشرون");
        assert_eq!(of("en", 42), "Chapter Forty-two");
        assert_eq!(of("de", 3), "Drittes Kapitel");
        assert_eq!(of("fr", 1), "Chapitre premier");
    }

    #[test]
    fn beyond_the_words_stand_digits() {
        assert_eq!(of("fa", 100), "Chapter ۱۰۰");
        assert_eq!(of("de", 13), "Chapter 13");
        assert_eq!(of("fa", 0), "Chapter ۰");
    }
}
