//! `mend.runs`: lines whose runs stand in reverse order are put in order again.
//!
//! Some programs write the runs of a right-to-left line as they stand on paper, from the left, and the letters of each run in
//! reading order. Runs end at digits, at Latin words, at signs that both scripts use (`. : ! " ( ) [ ] -`), at wide gaps, and
//! anywhere in a word where the font changed.
//!
//! Proof: no line of a sound text begins with a full stop, a colon or a closing bracket. Where at least three lines do, and more
//! than end with one, the program wrote all lines so. A line whose cuts all show by signs, digits or Latin is put in order by
//! their places alone (proved). Where a gap or the word list tells a cut, it is doubtful.
//!
//! - `pieces`: a line cut where its runs end
//! - `torn`: runs that no sign parts: words that were cut in two, gaps between runs
//! - `compose`: pieces in reading order, with their spaces

mod compose;
mod pieces;
mod torn;

use crate::lint::{Edit, Proof};
use crate::rescue::found::{BlockKind, Found};
use crate::rescue::words::Words;

use pieces::{Kind, pieces};

const RULE: &str = "mend.runs";
/// Lines with a sign at the wrong end that make a damage of it.
const FEWEST: usize = 3;
/// Longer lines, in bytes, are no lines of a page.
const LONGEST: usize = 1_000;

/// Puts the runs of all raw lines in order, if the file shows that they are not.
pub(super) fn turn(found: &mut Found, words: Option<&Words>) {
    let lines = || {
        found.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::RawLine(text) => Some(text.now().trim()),
            _ => None,
        })
    };
    let begin = lines().filter(|line| begins_wrong(line)).count();
    let end = lines().filter(|line| line.ends_with(['.', ':', '!'])).count();
    if begin < FEWEST || begin <= end {
        return;
    }
    let mut torn = torn::Torn::new(words);
    for block in &mut found.blocks {
        if let BlockKind::RawLine(text) = &mut block.kind {
            let edit = edit(text.now(), &mut torn);
            text.apply(edit.as_slice());
        }
    }
}

/// Whether a line begins with what ends a sentence.
fn begins_wrong(line: &str) -> bool {
    let mut characters = line.chars();
    let first = characters.next();
    let next = characters.find(|c| !c.is_whitespace());
    matches!(first, Some('.' | ':' | '!' | '،' | '؛' | '؟' | ')' | ']' | '»')) && next != Some('.')
}

fn edit(line: &str, torn: &mut torn::Torn) -> Option<Edit> {
    let start = line.len() - line.trim_start().len();
    let text = line.trim();
    if text.len() > LONGEST {
        return None;
    }
    let pieces = pieces(text);
    if pieces.iter().all(|piece| piece.kind != Kind::Words) {
        return None;
    }
    let (ordered, is_told) = torn.order(pieces);
    let replacement = compose::compose(&ordered);
    let proof = if is_told { Proof::Proved } else { Proof::Doubtful };
    (replacement != text).then(|| Edit { range: start..start + text.len(), replacement, rule: RULE, proof })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rescue::words::Tongue;

    fn turned(line: &str) -> (String, Proof) {
        let edit = edit(line, &mut torn::Torn::new(Some(Words::of(Tongue::Persian)))).expect("an edit");
        (edit.replacement, edit.proof)
    }

    #[test]
    fn signs_digits_and_latin_words_are_cutting_places() {
        for (damaged, sound) in [
            (".نان را با آب و آرد می پزند", "نان را با آب و آرد می پزند."),
            ("می رود ١٩٣٥او به خانه در سال ", "او به خانه در سال ١٩٣٥ می رود"),
            ("خمیر را ورز داد Peter Paulپس از او ", "پس از او Peter Paul خمیر را ورز داد"),
            ("آن را بست) کتاب (و سپس دفتر ", "و سپس دفتر (کتاب) آن را بست"),
            ("سپس رفت . خانه خلوت بود", "خانه خلوت بود. سپس رفت"),
            ("نان بخر: \"و گفت ", "و گفت: \"نان بخر"),
        ] {
            assert_eq!(turned(damaged), (sound.to_owned(), Proof::Proved));
        }
    }

    #[test]
    fn signs_that_stand_together_keep_their_order() {
        assert_eq!(turned("چطور آمدی؟          . \"می گویند ").0, "می گویند. \"چطور آمدی؟");
        assert_eq!(turned("دوم   \"،  \"نخست").0, "نخست\"، \"دوم");
    }

    #[test]
    fn wide_gaps_and_torn_words_are_told_by_the_list() {
        for (damaged, sound) in [
            ("ت دفتر سفید بود    و آن قسم", "و آن قسمت دفتر سفید بود"),
            ("پ شد  چا ١٩٣٥", "١٩٣٥ چاپ شد"),
            ("کتاب قدیمی   بزرگ  ", "بزرگ کتاب قدیمی"),
            ("ن پختن در تنور گرم و در آرامش در اوا", "در اوان پختن در تنور گرم و در آرامش"),
            ("برخلافنانوایان   گفت", "گفت نانوایان برخلاف"),
            ("ستنداز افسران سابق به ارتش پيو", "از افسران سابق به ارتش پيوستند"),
        ] {
            let (text, proof) = turned(damaged);
            assert_eq!(text, sound, "{damaged}");
            assert_eq!(proof, Proof::Doubtful, "{damaged}");
        }
    }
}
