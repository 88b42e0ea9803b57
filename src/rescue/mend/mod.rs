//! Mends the texts of what was found: each repair a named rule with its own proof of safety.
//!
//! - `controls`: controls of direction around every line
//! - `fillers`: characters that stand only inside words
//! - `forms`: presentation forms become letters
//! - `kashida`: tatweel inside words
//! - `runs`: lines whose runs stand in reverse order
//! - `ligatures`: lam-alef that was lost or turned round
//! - `yeh`: the letter that ends an Arabic word, where a Persian one stands
//! - `brackets`: brackets that were turned round
//! - `texts`: every text of a `Found`

mod brackets;
mod controls;
mod fillers;
mod forms;
mod kashida;
mod ligatures;
mod runs;
mod texts;
mod yeh;

use crate::base::Language;
use crate::lint::{self, Edit, Habits, Proof};

use super::found::Found;
use super::plain;
use super::words::{Tongue, Words, judge, wording};

/// Mends every text of what was found, and makes blocks of raw lines.
///
/// The language is that of the metadata, else it is judged by letters and words and put there; texts of other languages keep their
/// words as they are.
pub fn mend(found: &mut Found) {
    if found.has_raw_lines && controls::are_put_in(&texts::all(found)) {
        texts::change(found, &controls::edits);
    }
    let tongue = tongue(found);
    let words = tongue.map(Words::of);
    // Characters first: whatever follows looks words up.
    texts::change(found, &forms::edits);
    let fillers = fillers::Fillers::find(&texts::all(found), words);
    texts::change(found, &|text| fillers.edits(text));
    texts::change(found, &kashida::edits);
    if found.has_raw_lines {
        // Order inside lines is mended while lines are what they were.
        runs::turn(found, words);
        plain::blocks(found);
    }
    if let Some(words) = words {
        let ligatures = ligatures::Ligatures::find(&texts::all(found), words);
        texts::change(found, &|text| ligatures.edits(text));
        texts::change(found, &|text| yeh::edits(text, words));
    }
    let brackets = brackets::Brackets::find(&texts::all(found));
    texts::change(found, &|text| brackets.edits(text));
    orthography(found);
}

/// Letters, digits, half-spaces and spaces of the language: what is proved is made, the rest is suggested.
fn orthography(found: &mut Found) {
    let Some(language) = found.metadata.language.clone() else { return };
    let propose = |text: &str, setting, is_wanted: &dyn Fn(Proof) -> bool| -> Vec<Edit> {
        let mut edits = lint::edits(text, &language, &Habits { setting, digits: None });
        edits.retain(|edit| is_wanted(edit.proof));
        edits
    };
    // One edit may make room for another.
    for _ in 0..ROUNDS {
        texts::change_paragraphs(found, &|text, setting| propose(text, setting, &|proof| proof != Proof::Suggested));
    }
    texts::change_paragraphs(found, &|text, setting| propose(text, setting, &|proof| proof == Proof::Suggested));
}

/// Rounds of orthography that change a text.
const ROUNDS: usize = 2;

/// The language of the metadata, or that of the words.
fn tongue(found: &mut Found) -> Option<Tongue> {
    if let Some(language) = &found.metadata.language {
        return Tongue::of_tag(language.primary());
    }
    let texts = texts::all(found);
    let words: Vec<String> = texts.iter().flat_map(|text| wording::bare_words(text.now())).take(8_000).collect();
    let tongue = judge(words.iter().map(String::as_str))?;
    drop(texts);
    found.metadata.language = Some(Language::new(tongue.tag()));
    Some(tongue)
}
