//! Kashida: where words of the table in `tests/cases/shape/kashida` may be lengthened in three faces, and what never may.

use std::fmt::Write;
use std::sync::Arc;

use publish::font::GlyphId;
use publish::shape::{Elongation, Run};
use publish::style::Kashida;

use super::second_engine;
use super::setting::{FACES, shaped, style, styled};
use crate::support::{assert_expected, root};

const FAMILIES: [&str; 3] = ["Vazirmatn", "Amiri", "Noto Naskh Arabic"];
const MODES: [Kashida; 3] = [Kashida::Sparing, Kashida::Full, Kashida::Forced];

fn runs(word: &str, family: &str, mode: Kashida) -> Vec<Run> {
    let style = publish::shape::TextStyle { kashida: mode, ..style(family, "fa") };
    shaped(&styled(publish::base::Direction::Rtl, &[(word, style)])).runs
}

/// The lengthened forms of the first run of a word that has some.
fn elongation(word: &str, family: &str, mode: Kashida) -> Option<(Run, Arc<Elongation>)> {
    runs(word, family, mode).into_iter().find_map(|run| Some((run.clone(), run.elongation?)))
}

/// The lines of the table as they are, and of each that is no comment the word.
fn table() -> Vec<(String, Option<String>)> {
    let file = root().join("tests/cases/shape/kashida/words.txt");
    let text = std::fs::read_to_string(file).unwrap();
    let word = |line: &str| {
        let is_case = !line.starts_with('#') && !line.trim().is_empty();
        is_case.then(|| line.split(" | ").next().unwrap().to_owned())
    };
    text.lines().map(|line| (line.to_owned(), word(line))).collect()
}

fn words() -> Vec<String> {
    table().into_iter().filter_map(|(_, word)| word).collect()
}

/// The word with a tatweel where it may be lengthened, the priority of the place, and what one tatweel adds, in
/// thousandths of the em.
fn shown(word: &str, family: &str) -> String {
    let Some((run, elongation)) = elongation(word, family, Kashida::Forced) else { return "–".to_owned() };
    let (before, after) = run.shaped.text.split_at(elongation.at.into());
    let em = i32::from(FACES.get(run.shaped.face).units_per_em());
    let growth = elongation.sizes[0].growth.0 * 1000 / em;
    format!("{before}\u{640}{after} {} +{growth}", elongation.priority.number())
}

#[test]
fn words_are_lengthened_at_the_expected_places() {
    let mut actual = String::new();
    let mut count = 0;
    for (line, word) in table() {
        match word {
            Some(word) => {
                let columns: Vec<String> = FAMILIES.iter().map(|family| shown(&word, family)).collect();
                writeln!(actual, "{word} | {}", columns.join(" | ")).unwrap();
                count += 1;
            }
            None => writeln!(actual, "{line}").unwrap(),
        }
    }
    assert!(count >= 300, "only {count} words");
    assert_expected(&root().join("tests/cases/shape/kashida/words.txt"), &actual);
}

/// Everything that must hold of a lengthened word, whatever the place.
fn check(word: &str, family: &str, mode: Kashida) -> usize {
    let Some((run, elongation)) = elongation(word, family, mode) else { return 0 };
    let text = &*run.shaped.text;
    let (before, after) = text.split_at(elongation.at.into());
    let is_mark = |letter: char| matches!(letter, '\u{64B}'..='\u{65F}' | '\u{670}');
    let last = before.trim_end_matches(is_mark).chars().next_back().unwrap();
    let next = after.chars().next().unwrap();
    assert!(!is_mark(next), "between a letter and its mark: {word}");
    assert!(last != '\u{200C}' && next != '\u{200C}', "beside a half-space: {word}");
    assert!(!(last == 'ل' && "اآأإٱ".contains(next)), "inside lam-alef: {word}");
    assert!(!"اآأإٱدذرزژو".contains(last), "after a letter that does not join: {word}");
    let bare: String = text.chars().filter(|letter| !is_mark(*letter)).collect();
    let place = before.chars().filter(|letter| !is_mark(*letter)).count();
    for (at, _) in bare.match_indices("لله") {
        let start = bare[..at].chars().count();
        assert!(!(start + 1..start + 3).contains(&place), "inside the name: {word}");
    }
    let step = elongation.sizes[0].growth.0;
    for size in &elongation.sizes {
        let long = &size.shaped;
        assert_eq!(*long.text, *run.shaped.text, "the text is that of the word");
        let joined: Vec<&str> = long.clusters().map(|(text, _)| text).collect();
        assert_eq!(joined.into_iter().rev().collect::<String>(), text, "clusters partition it");
        let kept: Vec<GlyphId> =
            long.glyphs.iter().filter(|glyph| !glyph.cluster.is_empty()).map(|glyph| glyph.id).collect();
        let plain: Vec<GlyphId> = run.shaped.glyphs.iter().map(|glyph| glyph.id).collect();
        assert_eq!(kept, plain, "the letters are those of the word: {word}");
        assert_eq!(size.growth.0, long.advance.0 - run.shaped.advance.0);
        let off = size.growth.0 - step * i32::from(size.tatweels);
        assert!(off.abs() <= i32::from(size.tatweels) * 3, "{family}: {word} grows in steps, off by {off}");
    }
    assert!(elongation.sizes.is_sorted_by_key(|size| size.growth.0));
    1
}

#[test]
fn no_word_is_lengthened_where_it_must_not_be() {
    let mut lengthened = 0;
    for word in words() {
        for (family, mode) in FAMILIES.iter().flat_map(|family| MODES.map(|mode| (*family, mode))) {
            lengthened += check(&word, family, mode);
        }
    }
    assert!(lengthened > 1000, "only {lengthened} words could be lengthened");
}

/// Lam-alef and the name with every choice of marks, alone and inside words, with each letter that joins before them.
#[test]
fn lam_alef_the_name_and_half_spaces_are_never_cut() {
    let marks = ["", "\u{64E}", "\u{651}", "\u{651}\u{64E}"];
    for before in ["", "ب", "سف", "یک"] {
        for (one, other) in marks.iter().flat_map(|one| marks.map(|other| (one, other))) {
            let words = [
                format!("{before}ل{one}ا{other}"),
                format!("{before}ل{one}ل{other}ه"),
                format!("ا{before}ل{one}ل{other}ه{one}"),
                format!("{before}ی{one}\u{200C}س{other}ب"),
            ];
            for (word, family) in words.iter().flat_map(|word| FAMILIES.map(|family| (word, family))) {
                check(word, family, Kashida::Forced);
            }
        }
    }
}

#[test]
fn the_second_engine_calls_all_but_a_few_places_safe() {
    let mut differing = Vec::new();
    let mut count = 0;
    for (word, family) in words().iter().flat_map(|word| FAMILIES.map(|family| (word, family))) {
        let Some((run, elongation)) = elongation(word, family, Kashida::Forced) else { continue };
        count += 1;
        if !second_engine::is_safe_to_lengthen(&run.shaped, &run.style.language, elongation.at.into()) {
            differing.push(format!("{family} {word} at {}", elongation.at));
        }
    }
    assert!(count > 500, "only {count} places");
    // The engine's flag is careful: it also marks places where a rule of the face was tried and changed nothing.
    assert!(differing.len() * 100 < count, "{} of {count}: {differing:#?}", differing.len());
}

#[test]
fn modes_allow_more_and_more() {
    let priority = |word, mode| elongation(word, "Noto Naskh Arabic", mode).map(|(_, found)| found.priority.number());
    assert_eq!(priority("خبر", Kashida::Sparing), None);
    assert_eq!(priority("خبر", Kashida::Full), Some(4));
    assert_eq!(priority("علی", Kashida::Full), None);
    assert_eq!(priority("علی", Kashida::Forced), Some(7));
    assert_eq!(priority("سلام", Kashida::Off), None);
    let widest = |mode| elongation("سلام", "Vazirmatn", mode).map(|(_, found)| found.sizes.len());
    assert_eq!((widest(Kashida::Sparing), widest(Kashida::Full)), (Some(2), Some(3)));
}

#[test]
fn faces_that_are_not_made_for_it_are_left_alone() {
    let persian = runs("سلام", "Gentium Plus", Kashida::Full);
    assert_ne!(FACES.get(persian[0].shaped.face).family(), "Gentium Plus");
    assert!(runs("bread", "Vazirmatn", Kashida::Forced)[0].elongation.is_none());
}

#[test]
fn parts_of_a_word_are_not_lengthened_each_by_itself() {
    let body = publish::shape::TextStyle { kashida: Kashida::Full, ..style("Vazirmatn", "fa") };
    let red = publish::shape::TextStyle { color: publish::base::Color { red: 200, green: 0, blue: 0 }, ..body.clone() };
    let mark = publish::shape::TextStyle { note_mark: Some(publish::book::NoteId(0)), ..body.clone() };
    let rtl = publish::base::Direction::Rtl;
    let lengthened = |parts: &[(&str, publish::shape::TextStyle)]| -> Vec<String> {
        let runs = shaped(&styled(rtl, parts)).runs;
        runs.iter().filter(|run| run.elongation.is_some()).map(|run| run.shaped.text.to_string()).collect()
    };
    assert_eq!(lengthened(&[("سلام سل", body.clone()), ("ام", red)]), ["سلام"]);
    // The mark of a note stands beside its word and is no part of it.
    assert_eq!(lengthened(&[("سلام", body), ("۱", mark)]), ["سلام"]);
}
