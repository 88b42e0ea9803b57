//! Three clean texts of 20 000 letters: prose of the sample books, and sentences with many a lam-alef.

use std::fs;

use crate::support::root;

/// Letters of each clean text.
const LETTERS: usize = 20_000;

/// Sentences with many a lam-alef.
const PERSIAN: [&str; 6] = [
    "کلاس‌های نانوایی بالای کارگاه است و اطلاعات آن در خلاصه‌ای روی تابلو آمده است.",
    "استاد سلام کرد، لباس سفیدش را پوشید و الک را از بالای قفسه برداشت.",
    "گلاب و لادن را کنار پنجره گذاشتند؛ هوا ملایم بود و هیچ‌کس علاقه‌ای به رفتن نداشت.",
    "اختلاف دو پیمانه را با ترازو می‌سنجند و حلال مشکل همیشه حوصله است.",
    "انقلاب هوا را از بوی باد می‌شناخت و می‌گفت تلاش بسیار لازم است تا خمیر الان برسد.",
    "در پلاک ۱۲ خانم لاله (Paula Post) دلارها را شمرد و با اعلام پایان کار، کلاه از سر برداشت.",
];
const ARABIC: [&str; 6] = [
    "لا يخرج الخباز إلا بعد الأذان الأول، والأولاد ينتظرون السلال عند الأبواب.",
    "الأرض الآن مبتلة بالماء، ولا أحد من الإخوة يخاف على الأشجار في الأسبوع الأول.",
    "قال الأستاذ (Paul Post): السلامة في الاعتدال، ولا فائدة من الاستعجال قبل الاختمار.",
    "كانت الأوراق على الأرفف بالآلاف، وكان الأمين لا يعير كتابا إلا بعد الاستئذان.",
    "الإنسان ابن الأيام، والأعمال بالإتقان لا بالإسراع.",
    "خلال الاجتماع أعلن الأعضاء عن الاتفاق على الإصلاح وعلى إرسال الأخبار إلى الأهالي.",
];

/// A clean text: paragraphs of prose in one language.
pub(super) struct Clean {
    pub(super) language: &'static str,
    pub(super) paragraphs: Vec<String>,
}

/// Paragraphs of the sample books that are prose, without their markup.
fn prose(books: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    for book in books {
        let mut files: Vec<_> = fs::read_dir(root().join("books").join(book).join("text"))
            .expect("the book has texts")
            .map(|entry| entry.expect("readable").path())
            .collect();
        files.sort();
        for file in files {
            let text = fs::read_to_string(file).expect("readable");
            all.extend(text.split("\n\n").filter_map(paragraph));
        }
    }
    all
}

fn paragraph(source: &str) -> Option<String> {
    let mut text = source.replace('*', "");
    while let Some(start) = text.find("[^") {
        let end = start + text[start..].find(']')?;
        text.replace_range(start..=end, "");
    }
    let is_prose = !text.contains(|c: char| "[]{}|<>`_#!\\\n".contains(c)) && text.chars().count() >= 80;
    // Vowel marks are rare in the files that are rescued.
    text.retain(|c| !matches!(c, '\u{64B}'..='\u{652}' | '\u{670}' | '\u{2066}'..='\u{2069}'));
    (is_prose && !text.starts_with([':', '-', '>'])).then(|| text.trim().to_owned())
}

/// Paragraphs until there are enough letters; again from the first one with other neighbours when they run out.
fn enough(language: &'static str, mut source: Vec<String>, own: &[&str]) -> Clean {
    for (place, sentence) in own.iter().enumerate() {
        let at = (place * 5 + 3) % source.len();
        source[at] = format!("{} {sentence}", source[at]);
    }
    let mut paragraphs: Vec<String> = Vec::new();
    let mut letters = 0;
    let mut at = 0;
    while letters < LETTERS {
        let paragraph = if at < source.len() { at } else { (at * 7) % source.len() };
        letters += source[paragraph].chars().filter(|c| c.is_alphabetic()).count();
        paragraphs.push(source[paragraph].clone());
        at += 1;
    }
    Clean { language, paragraphs }
}

pub(super) fn clean_texts() -> [Clean; 3] {
    [
        enough("fa", prose(&["bread"]), &PERSIAN),
        enough("fa", prose(&["newsletter", "binder", "bread"]).into_iter().rev().collect(), &PERSIAN),
        enough("ar", prose(&["kitab", "wheel"]), &ARABIC),
    ]
}
