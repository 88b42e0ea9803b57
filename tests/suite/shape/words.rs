//! Words in a face: the expected glyphs of `tests/cases/shape`, each also asked from a second engine (`harfrust`).

use std::fmt::Write;
use std::path::{Path, PathBuf};

use publish::base::{Direction, Language};
use publish::shape::{Glyph, Run, ShapedRun};

use super::second_engine;
use super::setting::{FACES, shaped, style, styled};
use crate::support::assert_expected;

fn case_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/shape");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    files
}

/// A line of a case file: family and text, as written.
fn case(line: &str) -> Option<(&str, &str)> {
    let mut columns = line.split(" | ").map(str::trim);
    (!line.starts_with('#') && !line.trim().is_empty()).then(|| (columns.next().unwrap(), columns.next().unwrap()))
}

/// `\u{…}` as the character it stands for.
fn unescape(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        plain.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        plain.push_str(rest);
    }
    plain
}

fn runs(family: &str, language: &str, text: &str) -> Vec<Run> {
    let direction = Language::new(language).direction();
    shaped(&styled(direction, &[(&unescape(text), style(family, language))])).runs
}

fn glyph(glyph: &Glyph) -> String {
    let Glyph { id, cluster, advance, x_offset, y_offset } = glyph;
    let mut shown = format!("{}={}..{}+{}", id.0, cluster.start, cluster.end, advance.0);
    if (x_offset.0, y_offset.0) != (0, 0) {
        write!(shown, "@{},{}", x_offset.0, y_offset.0).unwrap();
    }
    shown
}

fn run(run: &ShapedRun, family: &str) -> String {
    let face = FACES.get(run.face).family();
    let name = if face == family { String::new() } else { format!("{face}: ") };
    name + &run.glyphs.iter().map(glyph).collect::<Vec<_>>().join(" ")
}

#[test]
fn words_have_the_expected_glyphs() {
    for file in case_files() {
        let language = file.file_stem().unwrap().to_str().unwrap();
        let expected = std::fs::read_to_string(&file).unwrap();
        let mut actual = String::new();
        for line in expected.lines() {
            match case(line) {
                Some((family, text)) => {
                    let shown: Vec<String> =
                        runs(family, language, text).iter().map(|one| run(&one.shaped, family)).collect();
                    writeln!(actual, "{family} | {text} | {}", shown.join(" / ")).unwrap();
                }
                None => writeln!(actual, "{line}").unwrap(),
            }
        }
        assert_expected(&file, &actual);
    }
}

#[test]
fn a_second_engine_gives_the_same_glyphs() {
    let mut count = 0;
    for file in case_files() {
        let language = file.file_stem().unwrap().to_str().unwrap();
        let lines = std::fs::read_to_string(&file).unwrap();
        for (family, text) in lines.lines().filter_map(case) {
            for run in runs(family, language, text) {
                let second = second_engine::shape(&run.shaped, &run.style.language);
                assert_eq!(*run.shaped.glyphs, *second, "{family} {text} in {language}");
                count += 1;
            }
        }
    }
    assert!(count >= 80, "only {count} runs were compared");
}

#[test]
fn clusters_are_letters_with_their_marks_and_ligatures() {
    let clusters = |family: &str, text: &str| -> Vec<String> {
        let run = &runs(family, "ar", text)[0];
        assert_eq!(run.shaped.direction, Direction::Rtl);
        run.shaped.clusters().map(|(text, _)| text.to_owned()).collect()
    };
    // Left to right: teh with fatha, beh with shadda and kasra; alef, lam.
    assert_eq!(clusters("Amiri", "بّ\u{0650}تَ"), ["تَ", "ب\u{0651}\u{0650}"]);
    // Lam, mark and alef make one; the mark after the alef belongs to it.
    assert_eq!(clusters("Vazirmatn", "ل\u{064E}ا\u{064B}ب"), ["ب", "ل\u{064E}ا\u{064B}"]);
    // The half-space stands alone.
    assert_eq!(clusters("Vazirmatn", "ب\u{200C}ب"), ["ب", "\u{200C}", "ب"]);
}
