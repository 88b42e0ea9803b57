//! The words of Persian and of Arabic, and how common they are.
//!
//! - `fa.fst`, `ar.fst`: the lists, see `README.md` for their sources and licences
//! - `affixes`: what is taken off a word that the list has only in another form
//! - `tongue`: which of the two languages a text is in

mod affixes;
mod tongue;

use std::sync::LazyLock;

use fst::Map;

pub use tongue::{Tongue, judge};

use affixes::stems;

/// A language's list.
pub struct Words {
    tongue: Tongue,
    map: Map<&'static [u8]>,
}

static PERSIAN: LazyLock<Words> = LazyLock::new(|| Words::open(Tongue::Persian, include_bytes!("fa.fst")));
static ARABIC: LazyLock<Words> = LazyLock::new(|| Words::open(Tongue::Arabic, include_bytes!("ar.fst")));

/// No word of either language is longer, in letters.
const LONGEST: usize = 24;
/// What a word without a frequency of its own counts for; the commonest word has 29.
const RARE: f64 = 8.0;

impl Words {
    fn open(tongue: Tongue, bytes: &'static [u8]) -> Self {
        Self { tongue, map: Map::new(bytes).expect("the list is part of the program and was made by fst") }
    }

    /// The list of a language.
    pub fn of(tongue: Tongue) -> &'static Self {
        match tongue {
            Tongue::Persian => &PERSIAN,
            Tongue::Arabic => &ARABIC,
        }
    }

    /// The language of the list.
    pub fn tongue(&self) -> Tongue {
        self.tongue
    }

    /// How common a word is: the binary logarithm of its frequency in the sources; `None` for what is no word.
    ///
    /// A word that only its stem is known of counts less by what its affixes cost.
    pub fn weight(&self, word: &str) -> Option<f64> {
        let folded = self.fold(word)?;
        let whole = self.listed(&folded);
        let parts = stems(self.tongue, &folded)
            .into_iter()
            .filter_map(|(stem, cost)| self.listed(&stem).map(|weight| weight - cost))
            .fold(None, |best: Option<f64>, weight| Some(best.map_or(weight, |best| best.max(weight))))
            .filter(|weight| *weight > 0.0);
        match (whole, parts) {
            (Some(whole), Some(parts)) => Some(whole.max(parts)),
            (whole, parts) => whole.or(parts),
        }
    }

    /// How common a word is that the list has as it stands.
    pub fn listed_weight(&self, word: &str) -> Option<f64> {
        self.listed(&self.fold(word)?)
    }

    /// Whether it is a word, by itself or with affixes.
    pub fn knows(&self, word: &str) -> bool {
        self.weight(word).is_some()
    }

    /// Whether a dictionary made by hand has it as it stands; the Arabic list has none such.
    pub fn is_checked(&self, word: &str) -> bool {
        self.fold(word).and_then(|folded| self.map.get(folded)).is_some_and(|value| value % 2 == 1)
    }

    fn listed(&self, folded: &str) -> Option<f64> {
        let value = self.map.get(folded)?;
        let (class, is_checked) = ((value / 2) as f64, value % 2 == 1);
        // One word of the Arabic list in three stands there fewer than 130 times: scaled to the range of the Persian one.
        let scaled = if self.tongue == Tongue::Arabic { class + 6.0 } else { class };
        Some(if is_checked { scaled.max(RARE) } else { scaled })
    }

    /// A word as the list writes it: no marks, tatweel or half-spaces, the letters of the language.
    fn fold(&self, word: &str) -> Option<String> {
        let mut folded = String::with_capacity(word.len());
        let mut letters = 0;
        for character in word.chars() {
            let letter = match character {
                '\u{200C}' | '\u{640}' | '\u{64B}'..='\u{655}' | '\u{670}' => continue,
                // ۀ U+06C0 and ۂ U+06C2: the mark is left out.
                '\u{6C0}' | '\u{6C2}' => '\u{647}',
                _ => self.tongue.letter(character),
            };
            folded.push(letter);
            letters += 1;
            if letters > LONGEST {
                return None;
            }
        }
        (letters > 0).then_some(folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_both_languages_are_known_and_damaged_ones_not() {
        let (persian, arabic) = (Words::of(Tongue::Persian), Words::of(Tongue::Arabic));
        for word in ["کتاب", "كتاب", "كتابهاي", "کتاب‌هایشان", "می‌نویسند", "نمی‌روند", "بزرگ‌ترین", "خانه‌ای", "نانوایان"]
        {
            assert!(persian.knows(word), "{word}");
        }
        for word in ["الكتاب", "والكتاب", "الخبز", "بالماء", "للناس", "كِتَاب", "مكتبتهم", "فيکتبون"]
        {
            assert!(arabic.knows(word), "{word}");
        }
        for word in ["قلعدرص", "پتنکن", "بPت", ""] {
            assert!(!persian.knows(word) && !arabic.knows(word), "{word}");
        }
    }

    #[test]
    fn common_words_weigh_more() {
        let words = Words::of(Tongue::Persian);
        let weight = |word: &str| words.weight(word).expect("a word");
        assert!(weight("انقلاب") > weight("انقلب") + 8.0);
        assert!(weight("سلام") > weight("سلم") + 3.0);
    }
}
