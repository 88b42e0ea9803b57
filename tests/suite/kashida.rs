//! Kashida in lines: shares, ladders, edges, and nothing at all where it is off.

use std::sync::Arc;

use publish::base::{Diagnostics, Direction, Length, Span};
use publish::font::Faces;
use publish::font::embedded::embedded_faces;
use publish::lines::{Line, Setting, break_paragraph, fill_line};
use publish::shape::{ShapedParagraph, Shaper, StyledText, TextStyle, shape};
use publish::style::{Align, Justification, Kashida};

use crate::lines::Lcg;
use crate::paragraphs;
use crate::support::root;

const FAMILIES: [&str; 3] = ["Vazirmatn", "Amiri", "Noto Naskh Arabic"];

fn justification(kashida: Kashida) -> Justification {
    Justification { shrink_to: 0.8, stretch_to: 1.6, kashida, kashida_after: 1.33, ..Justification::default() }
}

fn setting(measure: f64, kashida: Kashida) -> Setting {
    Setting { justification: justification(kashida), ..paragraphs::setting(measure, Align::Justify) }
}

fn shaped(text: &str, family: &str, kashida: Kashida, faces: &Faces) -> ShapedParagraph {
    let style = TextStyle { families: vec![family.to_owned()], kashida, ..paragraphs::style() };
    let styles = vec![(0..text.len(), Arc::new(style))];
    let text = StyledText {
        text: text.to_owned(),
        styles,
        isolates: Vec::new(),
        direction: Direction::Rtl,
        span: Span::default(),
        sources: Arc::default(),
    };
    shape(&text, &Shaper::new(faces), &mut Diagnostics::new())
}

fn lines(text: &str, family: &str, kashida: Kashida, measure: f64, faces: &Faces) -> Vec<Line> {
    let paragraph = shaped(text, family, kashida, faces);
    break_paragraph(&paragraph, &setting(measure, kashida), faces, &mut Diagnostics::new())
}

/// Words of the table of places, in a chance order.
fn prose(random: &mut Lcg, count: u64) -> String {
    let table =
        std::fs::read_to_string(root().join("tests/cases/shape/kashida/words.txt")).expect("the table is there");
    let is_case = |line: &&str| line.contains(" | ") && !line.starts_with('#');
    let words: Vec<&str> = table.lines().filter(is_case).filter_map(|line| line.split(" | ").next()).collect();
    let chosen: Vec<&str> = (0..count).map(|_| words[random.below(words.len() as u64) as usize]).collect();
    chosen.join(" ")
}

fn lengthened(line: &Line) -> usize {
    line.fragments.iter().filter(|fragment| fragment.kashida.is_some()).count()
}

/// Where the line begins and ends.
fn edges(line: &Line) -> (Length, Length) {
    let left = line.fragments.iter().map(|fragment| fragment.x).min().unwrap_or_default();
    let right = line.fragments.iter().map(|fragment| fragment.x + fragment.width).max().unwrap_or_default();
    (left, right)
}

/// What must hold of the lines of a paragraph in any mode.
fn check(lines: &[Line], measure: f64, kashida: Kashida) {
    let mut above: Vec<(Length, Length)> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let is_last = number + 1 == lines.len();
        let words = line.fragments.iter().filter(|fragment| !fragment.is_space()).count();
        if is_last {
            assert_eq!(lengthened(line), 0, "the last line keeps its words");
        } else if line.natural_spaces > Length::ZERO && edges(line).1 - edges(line).0 <= Length::pt(measure) {
            assert_eq!(edges(line), (Length::ZERO, Length::pt(measure)), "line {number} ends at both edges");
        }
        if kashida == Kashida::Sparing {
            assert!(lengthened(line) * 3 <= words, "line {number}: {} of {words} words", lengthened(line));
        }
        assert!(words > 1 || lengthened(line) == 0, "a word alone keeps its width");
        if lengthened(line) > 0 {
            let ratio = line.space_ratio().expect("spaces stand between words");
            assert!(ratio > 0.999, "line {number}: spaces shrank to {ratio} where words grew");
        }
        let joints: Vec<(Length, Length)> =
            line.fragments.iter().filter_map(publish::lines::Fragment::kashida_extent).collect();
        assert_eq!(joints.len(), lengthened(line), "each joint has its place");
        for (left, right) in &joints {
            let em = Length::pt(paragraphs::SIZE);
            let clashes = above.iter().any(|above| *left < above.1 + em && above.0 < *right + em);
            assert!(!clashes, "line {number} has a joint below one of the line above");
        }
        above = joints;
    }
}

#[test]
fn lengthened_lines_keep_their_shares_edges_and_distance() {
    let faces = embedded_faces();
    let mut random = Lcg(23);
    let mut count = [0; 3];
    for round in 0..90 {
        let text = prose(&mut random, 60);
        let measure = 110.0 + random.below(160) as f64;
        let family = FAMILIES[round % 3];
        for (at, kashida) in [Kashida::Sparing, Kashida::Full, Kashida::Forced].into_iter().enumerate() {
            let lines = lines(&text, family, kashida, measure, &faces);
            check(&lines, measure, kashida);
            let space = |line: &Line| if line.ends_in_space { " " } else { "" };
            let joined: String = lines.iter().map(|line| line.text() + space(line)).collect();
            assert_eq!(joined, text, "the text is that of the source");
            count[at] += lines.iter().map(lengthened).sum::<usize>();
        }
    }
    assert!(count[0] > 100 && count[1] > 100 && count[2] > count[1], "{count:?}");
}

#[test]
fn off_is_as_if_words_had_no_other_forms() {
    let faces = embedded_faces();
    let mut random = Lcg(5);
    for _ in 0..30 {
        let text = prose(&mut random, 50);
        let plain = shaped(&text, "Vazirmatn", Kashida::Off, &faces);
        assert!(plain.runs.iter().all(|run| run.elongation.is_none()));
        let able = shaped(&text, "Vazirmatn", Kashida::Forced, &faces);
        let set = |paragraph: &ShapedParagraph| -> Vec<(String, Vec<Length>)> {
            let lines = break_paragraph(paragraph, &setting(200.0, Kashida::Off), &faces, &mut Diagnostics::new());
            lines.iter().map(|line| (line.text(), line.fragments.iter().map(|one| one.x).collect())).collect()
        };
        assert_eq!(set(&plain), set(&able));
    }
}

#[test]
fn words_help_where_spaces_would_be_wide() {
    let faces = embedded_faces();
    let mut random = Lcg(41);
    let text = prose(&mut random, 2000);
    for family in FAMILIES {
        let wide = |kashida| {
            let lines = lines(&text, family, kashida, 220.0, &faces);
            let ratios: Vec<f64> =
                lines.iter().filter(|line| line.is_justified).filter_map(Line::space_ratio).collect();
            ratios.iter().filter(|ratio| **ratio > 1.5).count() * 1000 / ratios.len()
        };
        let (off, sparing, full) = (wide(Kashida::Off), wide(Kashida::Sparing), wide(Kashida::Full));
        assert!(sparing * 3 <= off, "{family}: {sparing} of 1000 lines are wide, without kashida {off}");
        assert!(full <= sparing + 2, "{family}: {full} of 1000 lines are wide, sparing {sparing}");
    }
}

#[test]
fn a_line_is_filled_by_force_to_any_width() {
    let faces = embedded_faces();
    let text = "بشنو از نی چون حکایت می\u{200C}کند";
    for family in FAMILIES {
        let paragraph = shaped(text, family, Kashida::Forced, &faces);
        let natural: Length = paragraph.runs.iter().map(|run| run.width).sum();
        let mut before = 0;
        for more in [0.0, 4.0, 12.0, 30.0, 60.0] {
            let width = natural + Length::pt(more);
            let mut diagnostics = Diagnostics::new();
            let line = fill_line(&paragraph, width, justification(Kashida::Forced), &faces, &mut diagnostics);
            let line = line.expect("there are words");
            assert_eq!(edges(&line), (Length::ZERO, width), "{family} +{more}");
            assert_eq!((line.text().as_str(), diagnostics.is_empty()), (text, true));
            let tatweels: u32 =
                line.fragments.iter().filter_map(|one| one.kashida).map(|one| u32::from(one.tatweels)).sum();
            assert!(tatweels >= before, "wider lines have longer joints");
            before = tatweels;
        }
        assert!(before > 3, "{family}: {before}");
    }
}
