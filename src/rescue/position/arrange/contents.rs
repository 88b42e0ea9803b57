//! A table of contents: lines that end in page numbers and repeat headings.

use super::habits::is_near;
use super::lines::Line;
use crate::rescue::found::{LeftOut, Place};
use crate::script::DigitSet;

/// Takes the contents out of the pages when its entries repeat what stands out as headings elsewhere.
pub(super) fn take(pages: &mut [Vec<Line>], size: f32) -> Vec<LeftOut> {
    let titles = titles(pages, size);
    let mut left_out = Vec::new();
    let mut goes_on = false;
    for page in pages.iter_mut() {
        let entries: Vec<Option<String>> = page.iter().map(entry).collect();
        let count = entries.iter().flatten().count();
        let Some(first) = entries.iter().position(Option::is_some) else {
            goes_on = false;
            continue;
        };
        let last = entries.iter().rposition(Option::is_some).expect("there is a first");
        // Entries of two lines, and the names of parts, stand between those with numbers.
        let is_dense = count * 2 > last + 1 - first;
        let repeats = entries.iter().flatten().filter(|entry| repeats(entry, &titles)).count();
        let start = heading_above(page, first, size);
        let is_named = page[start..first].iter().any(|line| WORDS.iter().any(|word| line.text().contains(word)));
        // Two entries are chance, unless a heading names them.
        let needed = if goes_on || is_named { 1 } else { 3 };
        let share = if goes_on { 3 } else { 2 };
        let is_contents = is_dense && count >= needed && repeats * share >= count;
        goes_on = is_contents;
        if !is_contents {
            continue;
        }
        let text = page[start].text();
        let place = Place { page: Some(page[start].page), line: Some(page[start].number) };
        page.drain(start..=last);
        left_out.push(LeftOut { rule: "rescue.contents", text, place, times: last + 1 - start });
    }
    left_out
}

/// The title of an entry, without the leader and the number.
pub(super) fn entry(line: &Line) -> Option<String> {
    let text = line.text();
    let text = text.trim_end();
    let words = text.trim_end_matches(DigitSet::is_digit);
    let (words, number) = if words.len() < text.len() { (words, &text[words.len()..]) } else { roman(text)? };
    if number.chars().count() > 5 {
        return None;
    }
    let is_leader = |sign: char| {
        sign.is_whitespace() || matches!(sign, '.' | '\u{2026}' | '\u{B7}' | '_' | '\u{2024}' | '\u{22EF}')
    };
    let title = words.trim_end_matches(is_leader);
    let dots = words[title.len()..].chars().filter(|sign| !sign.is_whitespace()).count();
    let number_word = if line.is_rtl { line.words.windows(2).next() } else { line.words.windows(2).last() };
    let gap = number_word.map_or(0.0, |pair| pair[1].0 - pair[0].1);
    let has_gap = words.ends_with(' ') && gap > 1.8 * line.size && line.end_in() < 0.5 * line.size;
    (!title.is_empty() && (dots >= 3 || words[title.len()..].contains('\u{2026}') || has_gap)).then(|| title.to_owned())
}

fn roman(text: &str) -> Option<(&str, &str)> {
    let words = text.trim_end_matches(|letter: char| "ivxlc".contains(letter));
    (words.len() < text.len() && words.ends_with([' ', '.'])).then(|| text.split_at(words.len()))
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphabetic()).collect()
}

/// Whether an entry is a heading, or the last line of a long one.
fn repeats(entry: &str, titles: &[String]) -> bool {
    let entry = letters(entry);
    !entry.is_empty()
        && titles.iter().any(|title| {
            *title == entry || (entry.len() > 8 && (title.ends_with(&entry) || entry.ends_with(title.as_str())))
        })
}

/// Texts of what stands out, letters only; the lines of one heading also together.
fn titles(pages: &[Vec<Line>], size: f32) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    let mut last: Option<(u32, f32, f32)> = None;
    for line in pages.iter().flatten().filter(|line| line.size > 1.1 * size || line.bold > 0.9).take(5000) {
        if entry(line).is_some() {
            continue;
        }
        let text = letters(&line.text());
        if let (Some((page, baseline, size)), Some(before)) = (last, titles.last())
            && page == line.page
            && is_near(size, line.size)
            && line.baseline - baseline < 2.0 * size
        {
            let both = format!("{before}{text}");
            titles.push(both);
        }
        last = Some((line.page, line.baseline, line.size));
        if text.len() > 2 {
            titles.push(text);
        }
    }
    titles
}

/// Words that name contents.
const WORDS: [&str; 8] = ["فهرست", "فهرس", "محتوی", "محتویات", "المحتويات", "محتوا", "Contents", "Table of"];

/// Where the heading of the contents begins: the lines above the first entry that say so, or are larger.
fn heading_above(page: &[Line], first: usize, size: f32) -> usize {
    let mut start = first;
    while let Some(before) = start.checked_sub(1) {
        let line = &page[before];
        let says = WORDS.iter().any(|word| line.text().contains(word));
        if !says && line.size <= 1.15 * size && !(line.bold > 0.9 && start < first) {
            break;
        }
        start = before;
    }
    start
}
