//! `rescue.folio`, `rescue.running-head`, `rescue.watermark`: what a page has besides its text is left out, and listed.
//!
//! Proof: a folio is a line with nothing but a number, one of at least three that count on by one at about equal distances, or
//! one that stands far in, alone. A running head stands beside folios or page ends, three times at least with the same words.
//! A watermark is spelt down the page: four lines or more in a row with one or two Latin characters each.

use std::collections::BTreeMap;

use crate::rescue::found::LeftOut;
use crate::script::DigitSet;

use super::lines::{Line, Measure};

/// Folios that count on, or heads that repeat.
const FEWEST: usize = 3;
/// Lines of one letter that spell a watermark.
const SPELT: usize = 4;
/// Lines between two folios, at least.
const PAGE: usize = 5;
/// White space before a line that stands in the middle of a page or further.
const FAR_IN: usize = 20;
/// The longest running head.
const LONGEST: usize = 80;

pub(super) fn take_out(lines: &mut Vec<Line>, measure: &Measure) -> Vec<LeftOut> {
    let mut reasons: Vec<Option<&'static str>> = vec![None; lines.len()];
    watermarks(lines, &mut reasons);
    folios(lines, measure, &mut reasons);
    heads(lines, &mut reasons);
    let mut left_out: Vec<LeftOut> = Vec::new();
    let mut known: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
    let mut spelt: Option<LeftOut> = None;
    let mut kept = Vec::with_capacity(lines.len());
    let (mut is_after, mut begins_page) = (false, false);
    for (line, reason) in std::mem::take(lines).into_iter().zip(reasons) {
        let Some(rule) = reason else {
            add(spelt.take(), &mut left_out, &mut known);
            let mut line = line;
            // The page ended where its furniture stands; blank lines around it are no end of a paragraph.
            line.begins_page |= is_after || begins_page;
            (is_after, begins_page) = (false, false);
            kept.push(line);
            continue;
        };
        (is_after, begins_page) = (is_after || rule != WATERMARK, begins_page || line.begins_page);
        let one = LeftOut { rule, text: line.trimmed().to_owned(), place: line.place, times: 1 };
        match (&mut spelt, rule) {
            (Some(word), WATERMARK) => word.text.push_str(&one.text),
            (None, WATERMARK) => spelt = Some(one),
            _ => add(Some(one), &mut left_out, &mut known),
        }
    }
    add(spelt, &mut left_out, &mut known);
    *lines = kept;
    left_out
}

const WATERMARK: &str = "rescue.watermark";
const FOLIO: &str = "rescue.folio";
const HEAD: &str = "rescue.running-head";

/// One more of what was left out; folios are one entry, whatever their numbers.
fn add(one: Option<LeftOut>, left_out: &mut Vec<LeftOut>, known: &mut BTreeMap<(&'static str, String), usize>) {
    let Some(one) = one else { return };
    let key = if one.rule == FOLIO { String::new() } else { without_digits(&one.text) };
    match known.get(&(one.rule, key.clone())) {
        Some(at) => left_out[*at].times += 1,
        None => {
            known.insert((one.rule, key), left_out.len());
            left_out.push(one);
        }
    }
}

fn watermarks(lines: &[Line], reasons: &mut [Option<&'static str>]) {
    let is_spelt = |line: &Line| {
        let text = line.trimmed();
        text.len() <= 2
            && text.chars().all(|c| c.is_ascii_graphic())
            && !text.chars().all(|c| matches!(c, '*' | '-' | '_' | '#'))
    };
    let mut at = 0;
    while at < lines.len() {
        let end = at + lines[at..].iter().take_while(|line| is_spelt(line)).count();
        let has_letters = lines[at..end].iter().any(|line| line.trimmed().contains(|c: char| c.is_ascii_alphabetic()));
        if end - at >= SPELT && has_letters {
            reasons[at..end].fill(Some(WATERMARK));
        }
        at = end.max(at + 1);
    }
}

fn folios(lines: &[Line], measure: &Measure, reasons: &mut [Option<&'static str>]) {
    let numbers: Vec<(usize, u32)> = (0..lines.len())
        .filter(|at| reasons[*at].is_none())
        .filter_map(|at| number(lines[at].trimmed()).map(|number| (at, number)))
        .collect();
    let mut at = 0;
    while at < numbers.len() {
        let mut end = at + 1;
        while end < numbers.len()
            && numbers[end].1 == numbers[end - 1].1 + 1
            && numbers[end].0 - numbers[end - 1].0 > PAGE
        {
            end += 1;
        }
        let distances: Vec<usize> = numbers[at..end].windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
        // The last page may be short.
        let usual = &distances[..distances.len().saturating_sub(1).max(distances.len().min(1))];
        let is_even = usual.iter().max().copied().unwrap_or(0) <= 2 * usual.iter().min().copied().unwrap_or(0);
        for (line, _) in &numbers[at..end] {
            let is_alone = measure.is_wrapped && (lines[*line].gap > 0 || *line + 1 == lines.len());
            let is_far = is_alone && (lines[*line].indent >= FAR_IN || is_foot(lines, *line));
            let is_edge = lines[*line].begins_page || lines.get(line + 1).is_some_and(|next| next.begins_page);
            if (end - at >= FEWEST && is_even) || is_far || is_edge {
                reasons[*line] = Some(FOLIO);
            }
        }
        at = end;
    }
    // The one foot of a text whose other pages have none.
    for at in 1..lines.len() {
        if reasons[at] == Some(FOLIO) && reasons[at - 1].is_none() && is_foot(lines, at) {
            reasons[at - 1] = Some(HEAD);
        }
    }
}

/// Whether the line before a folio stands far in, as a foot does.
fn is_foot(lines: &[Line], folio: usize) -> bool {
    folio.checked_sub(1).is_some_and(|before| lines[before].indent >= FAR_IN && lines[before].length <= LONGEST)
}

/// Lines beside folios and page ends that say the same again and again.
fn heads(lines: &[Line], reasons: &mut [Option<&'static str>]) {
    let is_edge = |at: usize| {
        lines[at].begins_page
            || lines.get(at + 1).is_none_or(|next| next.begins_page)
            || (at > 0 && reasons[at - 1] == Some(FOLIO))
            || reasons.get(at + 1) == Some(&Some(FOLIO))
    };
    let candidates: Vec<(usize, String)> = (0..lines.len())
        .filter(|at| reasons[*at].is_none() && lines[*at].length <= LONGEST && is_edge(*at))
        .map(|at| (at, without_digits(lines[at].trimmed())))
        .filter(|(_, text)| text.chars().any(char::is_alphabetic))
        .collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, text) in &candidates {
        *times.entry(text).or_insert(0) += 1;
    }
    for (at, text) in &candidates {
        if times[text.as_str()] >= FEWEST {
            reasons[*at] = Some(HEAD);
        }
    }
}

/// The number that a line is, with nothing else but signs around it or the word for page.
fn number(text: &str) -> Option<u32> {
    let text = text.trim_start_matches("صفحه").trim_start_matches("صفحة").trim_start_matches("page");
    let bare =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '[' | ']' | '(' | ')' | 'ٔ'));
    let digits = DigitSet::Latin.translate(bare);
    (digits.len() <= 4).then(|| digits.parse().ok()).flatten()
}

fn without_digits(text: &str) -> String {
    let words: String = text.chars().filter(|c| !DigitSet::is_digit(*c)).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
