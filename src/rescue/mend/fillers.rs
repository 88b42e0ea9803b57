//! `mend.fillers`: a character that stands only inside words, alone or in runs, is taken out of them.
//!
//! Makers of PDF lengthen words by a kashida glyph whose text is unknown or wrong: it reads as P, as U+FFFD, as a private character.
//! Nobody writes such a character between two Arabic letters.
//!
//! Proof: the character stands between letters at least five times in runs of its own, and six in ten of the words that have it
//! become words of the language when it is gone (a lost *letter* shows by the opposite: its words stay unknown). Runs of other
//! characters beside it (a name, `Paul`) are not runs of its own and stay. At the edge of a word the repair is doubtful.
//! Without a word list the character must be ten times as common inside words as anywhere else.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::lint::{Edit, Proof};
use crate::rescue::edited::Edited;
use crate::rescue::words::Words;

use super::wording::{HALF_SPACE, is_european, is_letter};

const RULE: &str = "mend.fillers";
/// Runs inside words that make a filler of a character.
const FEWEST: usize = 5;
/// The same, when there is no word list.
const FEWEST_UNKNOWN: usize = 20;
/// Words that are looked up for each character.
const SAMPLE: usize = 400;
/// Signs that stand between words, or inside them, on purpose.
const SIGNS: &str = ".,:;!?()[]{}<>«»‹›\"'`’‘“”،؛؟٪٫٬-–—‐/\\…%*&+=@#$£€§†‡•·٭۔|_^°×÷~\u{AD}\u{2066}\u{2067}\u{2068}\u{2069}\u{200D}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{61C}\u{FEFF}";

/// The characters of a text that fill words.
#[derive(Debug, Default)]
pub(super) struct Fillers(Vec<char>);

/// What was counted of a character.
#[derive(Default)]
struct Count {
    /// Runs of it between letters.
    inside: usize,
    /// Its other occurrences.
    elsewhere: usize,
    /// Words with it, and how many of them are words without.
    words: usize,
    known: usize,
}

impl Fillers {
    /// Finds them by their statistics.
    pub(super) fn find(texts: &[&Edited], words: Option<&Words>) -> Self {
        let mut counts: BTreeMap<char, Count> = BTreeMap::new();
        for text in texts {
            count(text.now(), words, &mut counts);
        }
        let is_filler = |count: &Count| match words {
            Some(_) => count.inside >= FEWEST && count.known * 10 >= count.words * 6,
            None => count.inside >= FEWEST_UNKNOWN && count.inside >= count.elsewhere * 10,
        };
        Self(counts.into_iter().filter(|(_, count)| is_filler(count)).map(|(character, _)| character).collect())
    }

    pub(super) fn edits(&self, text: &str) -> Vec<Edit> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let is_own = |run: &Range<usize>| text[run.clone()].chars().all(|c| self.0.contains(&c));
        runs(text)
            .filter(is_own)
            .filter_map(|run| {
                let proof = match sides(text, &run) {
                    (true, true) => Proof::Proved,
                    (false, false) => return None,
                    _ => Proof::Doubtful,
                };
                Some(Edit { range: run, replacement: String::new(), rule: RULE, proof })
            })
            .collect()
    }
}

fn count(text: &str, words: Option<&Words>, counts: &mut BTreeMap<char, Count>) {
    let mut looked_up = 0..0;
    for run in runs(text) {
        let stretch = &text[run.clone()];
        let first = stretch.chars().next().expect("a run has a character");
        let is_pure = stretch.chars().all(|c| c == first);
        if !is_pure || sides(text, &run) != (true, true) {
            for character in stretch.chars() {
                counts.entry(character).or_default().elsewhere += 1;
            }
            continue;
        }
        let count = counts.entry(first).or_default();
        count.inside += 1;
        if let Some(words) = words.filter(|_| count.words < SAMPLE && !looked_up.contains(&run.start)) {
            let around = word_around(text, &run);
            let bare: String = text[around.clone()].chars().filter(|c| !may_fill(*c)).collect();
            count.words += 1;
            count.known += usize::from(words.knows(&bare));
            looked_up = around;
        }
    }
}

/// The letters around a run, with other runs among them; long ones are cut short, they are no words.
fn word_around(text: &str, run: &Range<usize>) -> Range<usize> {
    const FAR: usize = 200;
    let belongs = |c: &char| is_letter(*c) || *c == HALF_SPACE || may_fill(*c);
    let before: usize = text[..run.start].chars().rev().take(FAR).take_while(belongs).map(char::len_utf8).sum();
    let after: usize = text[run.end..].chars().take(FAR).take_while(belongs).map(char::len_utf8).sum();
    run.start - before..run.end + after
}

/// Runs of characters that may fill words.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(may_fill)?;
        let rest = &text[start..];
        at = start + rest.find(|c| !may_fill(c)).unwrap_or(rest.len());
        Some(start..at)
    })
}

/// Whether letters stand before and after a run.
fn sides(text: &str, run: &Range<usize>) -> (bool, bool) {
    (
        text[..run.start].chars().next_back().is_some_and(is_letter),
        text[run.end..].chars().next().is_some_and(is_letter),
    )
}

fn may_fill(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphabetic() || (character.is_ascii_control() && !character.is_whitespace());
    }
    let is_plain = is_letter(character) || character == HALF_SPACE || character.is_whitespace();
    !is_plain
        && (is_european(character)
            || matches!(character, '\u{80}'..='\u{BF}' | '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFD}'..='\u{FFFF}' | '\u{F0000}'..)
            || !character.is_alphanumeric())
        && !SIGNS.contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rescue::words::Tongue;

    const TEXT: &str = "این کتPاب درباره‌ی نPPان و نانPوایی است. هر صPبح خمPPPیر را آمPاده می‌کننPد \
                        و Peter Paul هم در شPهر کPار می‌کند. ویتامین P در آن هسPPت";

    fn mended(text: &str, words: Option<&Words>) -> (String, Vec<Proof>) {
        let mut edited = Edited::found(text);
        let fillers = Fillers::find(&[&edited.clone()], words);
        edited.apply(&fillers.edits(text));
        (edited.now().to_owned(), edited.changes().iter().map(|change| change.proof).collect())
    }

    #[test]
    fn a_latin_letter_inside_words_goes_and_stays_in_names() {
        let words = Words::of(Tongue::Persian);
        let clean = "این کتاب درباره‌ی نان و نانوایی است. هر صبح خمیر را آماده می‌کنند \
                     و Peter Paul هم در شهر کار می‌کند. ویتامین P در آن هست";
        let (text, proofs) = mended(TEXT, Some(words));
        assert_eq!(text, clean);
        assert!(proofs.iter().all(|proof| *proof == Proof::Proved));
        for filler in ["\u{FFFD}", "\u{E012}", "П", "\u{7F}", "ӿ"] {
            let damaged: String = TEXT
                .replace("Peter Paul", "@")
                .replace(" P ", "%")
                .replace('P', filler)
                .replace('@', "Peter Paul")
                .replace('%', " P ");
            assert_eq!(mended(&damaged, Some(words)).0, clean, "{filler:?}");
        }
    }

    #[test]
    fn at_an_edge_it_is_doubtful() {
        let (text, proofs) = mended(&format!("{TEXT} چPP اپ"), Some(Words::of(Tongue::Persian)));
        assert!(text.ends_with("هست چ اپ"));
        assert_eq!(proofs.last(), Some(&Proof::Doubtful));
    }

    #[test]
    fn lost_letters_are_no_fillers() {
        // U+FFFD for ا in every word: without it the words are none.
        let text = "کت\u{FFFD}بخ\u{FFFD}نه نه\u{FFFD}لست\u{FFFD}ن خی\u{FFFD}ب\u{FFFD}نی س\u{FFFD}ختم\u{FFFD}ن د\u{FFFD}نشگ\u{FFFD}هی";
        assert_eq!(mended(text, Some(Words::of(Tongue::Persian))).0, text);
    }

    #[test]
    fn names_glued_to_words_stay() {
        let text = "نوشتSeine و MaiskyمايسکیBlum بلوم نPان";
        assert_eq!(mended(text, Some(Words::of(Tongue::Persian))).0, text);
    }

    #[test]
    fn without_a_list_it_must_stand_almost_only_inside() {
        let text = "ڕۆPژ ".repeat(30);
        assert_eq!(mended(&text, None).0, "ڕۆژ ".repeat(30));
        assert_eq!(mended(&format!("{text} {}", "Pop ".repeat(9)), None).0, format!("{text} {}", "Pop ".repeat(9)));
    }
}
