//! Which language a text in Arabic letters is in.

use crate::script::lookalike;

use super::Words;

/// A language that there is a word list for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// Persian.
    Persian,
    /// Arabic.
    Arabic,
}

/// Words that are looked up in both lists; more would not change the answer.
const SAMPLE: usize = 4_000;
/// Words that a judgement needs.
const FEWEST: usize = 3;

impl Tongue {
    /// The tag of the language.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Persian => "fa",
            Self::Arabic => "ar",
        }
    }

    /// The language of a tag, when it is one of the two.
    pub fn of_tag(primary: &str) -> Option<Self> {
        [Self::Persian, Self::Arabic].into_iter().find(|tongue| tongue.tag() == primary)
    }

    /// A letter as this language writes it.
    pub fn letter(self, letter: char) -> char {
        let sister = match self {
            Self::Persian => lookalike::persian_for(letter),
            Self::Arabic => lookalike::arabic_for(letter),
        };
        sister.unwrap_or(letter)
    }
}

/// The language of words in Arabic letters: the one that knows more of them, weighed by letters that only one of them has.
///
/// `None` when there are too few words, or neither list knows half of them (Urdu, Kurdish, Ottoman …).
pub fn judge<'a>(words: impl Iterator<Item = &'a str>) -> Option<Tongue> {
    let (mut all, mut persian, mut arabic) = (0, 0, 0);
    for word in words.take(SAMPLE) {
        all += 1;
        // پ چ ژ گ are Persian; ة and أ إ with a hamza at the beginning of a word Arabic.
        let is_persian = word.contains(['\u{67E}', '\u{686}', '\u{698}', '\u{6AF}']);
        let is_arabic = word.contains('\u{629}') || word.contains(['\u{623}', '\u{625}']);
        if is_persian || (!is_arabic && Words::of(Tongue::Persian).listed_weight(word).is_some()) {
            persian += 1;
        }
        if !is_persian && Words::of(Tongue::Arabic).knows(word) {
            arabic += 1;
        }
    }
    let best = persian.max(arabic);
    if all < FEWEST || best * 2 < all {
        return None;
    }
    Some(if persian >= arabic { Tongue::Persian } else { Tongue::Arabic })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Tongue> {
        judge(text.split_whitespace())
    }

    #[test]
    fn texts_are_known_by_their_words() {
        assert_eq!(of("نان را از آرد و آب و نمک می‌پزند و در تنور می‌گذارند"), Some(Tongue::Persian));
        assert_eq!(of("يصنع الخبز من الطحين والماء والملح في كل بيت"), Some(Tongue::Arabic));
        // Persian typed on an Arabic keyboard.
        assert_eq!(of("كتاب را بايد آرام خواند و دوباره نوشت"), Some(Tongue::Persian));
        assert_eq!(of("یک"), None);
        assert_eq!(of("ئێمە هەموومان لە یەک شوێن دەژین کە ناوی کوردستانە"), None);
    }
}
