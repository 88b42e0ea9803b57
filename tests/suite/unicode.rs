//! Conformance tests of Unicode: UAX #9 levels and order, UAX #14 breaks, UAX #29 clusters.
//!
//! The files are big and not ours: those of UAX #9 come with the Debian package `unicode-data` (or lie in the folder that
//! `UNICODE_DATA` names), those of UAX #14 and #29 with the sources of `icu_segmenter`, in the version of its tables.

#![expect(clippy::print_stdout, reason = "a skip is printed with its reason, and so is what was compared")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use publish::base::{Diagnostics, Direction, Span};
use publish::font::embedded::embedded_faces;
use publish::lines::visual_order;
use publish::script::bidi::levels;
use publish::script::breaks::opportunities;
use publish::shape::{Shaper, StyledText, shape};

use crate::paragraphs;

/// A file of UAX #9; `None` after a printed reason. In CI a missing file is a failure.
fn bidi_file(name: &str) -> Option<String> {
    let folder = std::env::var_os("UNICODE_DATA").map_or_else(|| PathBuf::from("/usr/share/unicode"), PathBuf::from);
    let found = fs::read_to_string(folder.join(name)).ok();
    if found.is_none() {
        println!("SKIP {name}: not in {} (tests/validators/setup installs unicode-data)", folder.display());
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{name} is missing, and in CI that is a failure");
    }
    found
}

/// A test file among the sources of `icu_segmenter`, which Cargo has unpacked to build it.
fn segmenter_file(name: &str) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let run = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("Cargo starts");
    let metadata: serde_json::Value = serde_json::from_slice(&run.stdout).expect("metadata of the packages");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let segmenter = packages.iter().find(|package| package["name"] == "icu_segmenter").expect("it is a dependency");
    let manifest = PathBuf::from(segmenter["manifest_path"].as_str().expect("a path"));
    let file = manifest.with_file_name("tests").join("testdata").join(name);
    fs::read_to_string(&file).unwrap_or_else(|_| panic!("no {}", file.display()))
}

/// Lines without comments.
fn data(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|line| !line.is_empty())
}

fn character(hexadecimal: &str) -> char {
    let code = u32::from_str_radix(hexadecimal, 16).expect("a code point");
    char::from_u32(code).expect("a scalar value")
}

/// Levels wanted; `None` where rule X9 removes the character.
fn wanted_levels(field: &str) -> Vec<Option<u8>> {
    field.split_whitespace().map(|level| level.parse().ok()).collect()
}

/// Whether rule L1 sets the character to the level of the paragraph at the end of a line. Lines here leave those out.
fn goes_at_line_end(character: char) -> bool {
    matches!(character, ' ' | '\u{2066}'..='\u{2069}') || is_removed(character)
}

/// Characters that rule X9 takes out: embeddings, overrides, boundary-neutral ones.
fn is_removed(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{FEFF}')
        || matches!(character, '\u{0}'..='\u{8}' | '\u{E}'..='\u{1B}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}')
}

/// Compares our levels and order with those wanted, up to the white space that ends the line.
fn check_bidi(text: &[char], base: Direction, wanted: &[Option<u8>], order: Option<&[usize]>) -> Result<(), String> {
    let string: String = text.iter().collect();
    let found = levels(&string, base, &[]);
    let end = text.iter().rposition(|character| !goes_at_line_end(*character)).map_or(0, |last| last + 1);
    let starts: Vec<usize> = string.char_indices().map(|(at, _)| at).collect();
    let kept: Vec<usize> = (0..end).filter(|place| wanted[*place].is_some()).collect();
    let ours: Vec<u8> = kept.iter().map(|place| found.at(starts[*place])).collect();
    let theirs: Vec<u8> = kept.iter().filter_map(|place| wanted[*place]).collect();
    if ours != theirs {
        return Err(format!("{text:?} {base:?}: levels {ours:?}, wanted {theirs:?}"));
    }
    let Some(order) = order else { return Ok(()) };
    let mut places = Vec::new();
    visual_order(&ours, &mut places);
    let ours: Vec<usize> = places.iter().map(|place| kept[*place]).collect();
    let theirs: Vec<usize> = order.iter().copied().filter(|place| *place < end).collect();
    if ours == theirs { Ok(()) } else { Err(format!("{text:?} {base:?}: order {ours:?}, wanted {theirs:?}")) }
}

fn order(field: &str) -> Vec<usize> {
    field.split_whitespace().map(|place| place.parse().expect("a position")).collect()
}

/// A character of each bidi class. Paragraph and segment separators (B, S) are none of our paragraphs': a block is a
/// paragraph, and a tab is a space.
fn of_class(class: &str) -> Option<char> {
    Some(match class {
        "L" => 'a',
        "R" => '\u{05D0}',
        "AL" => '\u{0628}',
        "EN" => '\u{06F1}',
        "AN" => '\u{0661}',
        "ES" => '-',
        "ET" => '\u{066A}',
        "CS" => '\u{060C}',
        "NSM" => '\u{064E}',
        "BN" => '\u{200C}',
        "WS" => ' ',
        "ON" => '!',
        "LRE" => '\u{202A}',
        "RLE" => '\u{202B}',
        "PDF" => '\u{202C}',
        "LRO" => '\u{202D}',
        "RLO" => '\u{202E}',
        "LRI" => '\u{2066}',
        "RLI" => '\u{2067}',
        "FSI" => '\u{2068}',
        "PDI" => '\u{2069}',
        _ => return None,
    })
}

#[test]
fn every_sequence_of_bidi_classes_has_its_levels_and_order() {
    let Some(file) = bidi_file("BidiTest.txt") else { return };
    let (mut wanted, mut places) = (Vec::new(), Vec::new());
    let (mut tested, mut left_out) = (0, 0);
    for line in data(&file) {
        if let Some(field) = line.strip_prefix("@Levels:") {
            wanted = wanted_levels(field);
        } else if let Some(field) = line.strip_prefix("@Reorder:") {
            places = order(field);
        } else {
            let (classes, bases) = line.split_once(';').expect("classes and bases");
            let text: Option<Vec<char>> = classes.split_whitespace().map(of_class).collect();
            let Some(text) = text else {
                left_out += 1;
                continue;
            };
            // 1 asks to guess the direction, which the book says; 2 is left to right, 4 right to left.
            let bases: u8 = bases.trim().parse().expect("a set of bases");
            for (bit, base) in [(2, Direction::Ltr), (4, Direction::Rtl)] {
                if bases & bit != 0 {
                    check_bidi(&text, base, &wanted, Some(&places)).unwrap_or_else(|fault| panic!("{line}: {fault}"));
                    tested += 1;
                }
            }
        }
    }
    println!("BidiTest: {tested} cases as wanted, {left_out} lines with B or S left out");
    assert!(tested > 300_000, "{tested}");
}

#[test]
fn every_text_with_brackets_and_isolates_has_its_levels_and_order() {
    let Some(file) = bidi_file("BidiCharacterTest.txt") else { return };
    let (mut tested, mut left_out) = (0, 0);
    for line in data(&file) {
        let fields: Vec<&str> = line.split(';').collect();
        let text: Vec<char> = fields[0].split_whitespace().map(character).collect();
        let base = match fields[1] {
            "0" => Direction::Ltr,
            "1" => Direction::Rtl,
            _ => {
                left_out += 1;
                continue;
            }
        };
        if text.iter().any(|character| {
            matches!(character, '\t' | '\n' | '\r' | '\u{B}' | '\u{1C}'..='\u{1F}' | '\u{85}' | '\u{2029}')
        }) {
            left_out += 1;
            continue;
        }
        let (wanted, places) = (wanted_levels(fields[3]), order(fields[4]));
        check_bidi(&text, base, &wanted, Some(&places)).unwrap_or_else(|fault| panic!("{fault}"));
        tested += 1;
    }
    println!("BidiCharacterTest: {tested} cases as wanted, {left_out} with a guessed direction or B or S left out");
    assert!(tested > 50_000, "{tested}");
}

/// `÷ 0061 × 0300 ÷` as a text and the bytes where `÷` stands inside it.
fn parted(line: &str) -> (String, Vec<usize>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    for token in line.split_whitespace() {
        match token {
            "÷" => places.push(text.len()),
            "×" => {}
            code => text.push(character(code)),
        }
    }
    places.retain(|place| *place > 0 && *place < text.len());
    (text, places)
}

/// Where print asks for less than UAX #14 allows (`script/breaks.rs`): name, and whether it forbids a break between what
/// stands before and after.
type Tailoring = (&'static str, fn(&str, &str) -> bool);

fn without_spaces(text: &str) -> &str {
    text.trim_end_matches([' ', '\t'])
}

const TAILORINGS: [Tailoring; 7] = [
    ("no line ends beside a half-space U+200C, which is spelling", |before, after| {
        before.ends_with('\u{200C}') || after.starts_with('\u{200C}')
    }),
    ("no line ends at a soft hyphen U+00AD: the Arabic script is not hyphenated", |before, _| {
        before.ends_with('\u{AD}')
    }),
    ("two equal signs stay together, as in C++", |before, after| {
        let last = before.chars().next_back();
        last == after.chars().next() && last.is_some_and(|sign| sign.is_ascii_punctuation())
    }),
    ("a hyphen after a digit is inside a number", |before, _| {
        before.ends_with('-') && before.trim_end_matches('-').ends_with(|sign: char| sign.is_numeric())
    }),
    ("closing signs stay with the word before, also after a stray space", |_, after| {
        after.starts_with(['،', '؛', '؟', '٪', '۔', '!', '?', ';', '»', ')', ']', '}', '”', '’', '›', '…'])
    }),
    ("a dash between spaces ends a line", |before, after| {
        let rest = after.trim_start_matches(['-', '\u{2010}', '–', '—']);
        before.ends_with([' ', '\t', '\n', '\r'])
            && rest.len() < after.len()
            && rest.starts_with([' ', '\t', '\n', '\r'])
    }),
    ("opening signs stay with the word after, also before a stray space", |before, _| {
        without_spaces(before).ends_with(['«', '(', '[', '{', '“', '‘', '‹'])
    }),
];

/// Scripts of class SA in the test: Thai, Lao, Myanmar, Khmer and others of South-East Asia.
fn is_complex(character: char) -> bool {
    matches!(character, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
        || matches!(character, '\u{1950}'..='\u{19DF}' | '\u{1A20}'..='\u{1AAF}' | '\u{A9E0}'..='\u{A9FF}')
        || matches!(character, '\u{AA60}'..='\u{AADF}' | '\u{11700}'..='\u{1174F}')
}

#[test]
fn lines_end_where_unicode_allows_it_except_by_our_tailorings() {
    let file = segmenter_file("LineBreakTest_15.1.txt");
    let mut used = [0; TAILORINGS.len()];
    let (mut tested, mut strange) = (0, Vec::new());
    for line in data(&file) {
        let (text, wanted) = parted(line);
        // Thai and its like end lines by dictionaries, which no book here needs.
        if text.chars().any(is_complex) {
            continue;
        }
        let found = opportunities(&text);
        tested += 1;
        for place in wanted.iter().filter(|place| !found.contains(place)) {
            let (before, after) = text.split_at(*place);
            match TAILORINGS.iter().position(|(_, forbids)| forbids(before, after)) {
                Some(tailoring) => used[tailoring] += 1,
                None => strange.push(format!("{line}: no break at {place}")),
            }
        }
        let more = found.iter().filter(|place| !wanted.contains(place));
        strange.extend(more.map(|place| format!("{line}: a break at {place}")));
    }
    println!("LineBreakTest: {tested} texts");
    TAILORINGS.iter().zip(used).for_each(|((name, _), count)| println!("  {count:5} times {name}"));
    assert!(strange.is_empty(), "{} strange:\n{}", strange.len(), strange[..strange.len().min(20)].join("\n"));
    assert!(tested > 9_000, "{tested}");
}

/// Where UAX #29 joins what has clusters of its own here.
///
/// The half-space and the joiner are letters of the spelling; CR and LF are two spaces; a space is glue, and a mark after
/// it a word; what U+06DD and U+0600 enclose is for the face to say, and so are single vowels of Hangul.
fn is_apart(text: &str, start: usize) -> bool {
    text[start..].starts_with(['\u{200C}', '\u{200D}', '\n'])
        || text[..start].ends_with(['\u{06DD}', '\u{0600}', ' ', '\u{1160}'])
}

#[test]
fn no_cluster_begins_inside_a_grapheme() {
    let file = segmenter_file("GraphemeBreakTest.txt");
    let faces = embedded_faces();
    let shaper = Shaper::new(&faces);
    let (mut tested, mut strange) = (0, Vec::new());
    for line in data(&file) {
        let (text, wanted) = parted(line);
        let styled = StyledText {
            styles: vec![(0..text.len(), Arc::new(paragraphs::style()))],
            text: text.clone(),
            isolates: Vec::new(),
            direction: Direction::Ltr,
            span: Span::default(),
            sources: Arc::default(),
        };
        let mut diagnostics = Diagnostics::new();
        let shaped = shape(&styled, &shaper, &mut diagnostics);
        if !diagnostics.is_empty() {
            continue;
        }
        tested += 1;
        for run in &shaped.runs {
            for glyph in &run.shaped.glyphs {
                let start = (run.range.start + glyph.cluster.start) as usize;
                if start > 0 && !wanted.contains(&start) && !is_apart(&text, start) {
                    strange.push(format!("{line}: a cluster at {start}"));
                }
            }
        }
    }
    println!("GraphemeBreakTest: {tested} texts");
    assert!(strange.is_empty(), "{} strange:\n{}", strange.len(), strange[..strange.len().min(60)].join("\n"));
}
