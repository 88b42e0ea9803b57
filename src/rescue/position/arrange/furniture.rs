//! What repeats on every page and is no text: running heads, folios, watermarks.
//!
//! A head or a foot is the first or the last line of a page, apart from the text, at a height where other pages have such
//! a line too; it says the same as on other pages but for numbers, or only a number that grows with the pages.

use std::collections::{BTreeMap, HashMap};

use super::habits::is_near;
use super::lines::Line;
use super::notes;
use super::signs::{Kind, Sign};
use super::strips::Strip;
use crate::rescue::found::{LeftOut, Place};
use crate::script::DigitSet;

/// What is known of the lines at the edges of pages.
pub(super) struct Sides {
    /// The size of most text.
    pub(super) size: f32,
    /// Baseline to baseline of most text.
    pub(super) spacing: f32,
}

/// Takes signs that stand at the same place on most pages: watermarks. Gives what they say.
pub(super) fn take_watermarks(pages: &mut [Vec<Sign<'_>>]) -> Option<LeftOut> {
    let key = |sign: &Sign| (hash(sign.text), (sign.middle * 2.0) as i32, (sign.baseline * 2.0) as i32);
    let with_text = pages.iter().filter(|page| !page.is_empty()).count();
    // A letter of the text may stand at the same place on some pages by chance, never on most.
    let needed = (with_text * 3).div_ceil(5).max(4);
    if with_text < needed {
        return None;
    }
    let mut counts: HashMap<_, usize> = HashMap::new();
    for page in pages.iter() {
        let mut keys: Vec<_> = page.iter().filter(|sign| sign.kind == Kind::Letter).map(key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
    }
    // What is first or last on its page may be a head or a foot, which are told by themselves.
    let edges = |page: &[Sign]| {
        let letters = || page.iter().filter(|sign| sign.kind == Kind::Letter).map(|sign| sign.baseline);
        (letters().fold(f32::MAX, f32::min) + 4.0, letters().fold(f32::MIN, f32::max) - 4.0)
    };
    let repeats = |sign: &Sign, (top, bottom): (f32, f32)| {
        let is_inside = sign.baseline > top && sign.baseline < bottom;
        is_inside && counts.get(&key(sign)).is_some_and(|count| *count >= needed)
    };
    let mut text = String::new();
    let mut first = None;
    let mut times = 0;
    for (at, page) in pages.iter_mut().enumerate() {
        let before = page.len();
        let edges = edges(page);
        let said: String = page.iter().filter(|sign| repeats(sign, edges)).map(|sign| sign.text).collect();
        // Folios and heads that repeat are told as such.
        if said.chars().filter(|letter| letter.is_alphabetic()).count() < 4 {
            continue;
        }
        page.retain(|sign| !repeats(sign, edges));
        if page.len() < before {
            times += 1;
            first.get_or_insert(at as u32 + 1);
            if text.is_empty() {
                text = said;
            }
        }
    }
    let place = Place { page: first, line: None };
    (times > 0).then_some(LeftOut { rule: "rescue.watermark", text, place, times })
}

fn hash(text: &str) -> u64 {
    // FNV-1a: the same on every machine.
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Takes running heads and folios out of the pages; `titles` are the texts of headings.
pub(super) fn take(pages: &mut [Vec<Strip<'_>>], sides: &Sides) -> Vec<LeftOut> {
    let titles = titles(pages, sides);
    let mut left_out: BTreeMap<(&'static str, String), LeftOut> = BTreeMap::new();
    // A foot may stand below a foot, and a folio below a head.
    for _ in 0..2 {
        for edge in [Edge::Top, Edge::Bottom] {
            for (page, rule) in furniture(pages, edge, sides, &titles) {
                let strips = &mut pages[page];
                let strip = if edge == Edge::Top { strips.remove(0) } else { strips.remove(strips.len() - 1) };
                let text = strip.line.text();
                let key = if rule == "rescue.folio" { String::new() } else { pattern(&text) };
                let place = Place { page: Some(strip.line.page), line: None };
                let entry = left_out.entry((rule, key)).or_insert(LeftOut { rule, text, place, times: 0 });
                entry.times += 1;
                entry.place = entry.place.min(place);
            }
        }
    }
    let mut all: Vec<LeftOut> = left_out.into_values().collect();
    all.sort_by_key(|one| (one.place, one.rule));
    all
}

/// What lines say that no tag has: heads and folios.
pub(super) fn tell(lines: &[Line]) -> Vec<LeftOut> {
    let mut left_out: BTreeMap<(&'static str, String), LeftOut> = BTreeMap::new();
    for line in lines {
        let text = line.text();
        let (rule, key) = match is_number(&text) {
            true => ("rescue.folio", String::new()),
            false => ("rescue.running-head", pattern(&text)),
        };
        let place = Place { page: Some(line.page), line: None };
        left_out.entry((rule, key)).or_insert(LeftOut { rule, text, place, times: 0 }).times += 1;
    }
    left_out.into_values().collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Top,
    Bottom,
}

/// How the outermost line of a page stands to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// Apart from it.
    Apart,
    /// As near as a line, and it looks otherwise.
    Near,
    /// As near as a line, and it looks the same.
    WithText,
}

/// The pages whose line at an edge is furniture, and of what kind.
fn furniture(pages: &[Vec<Strip>], edge: Edge, sides: &Sides, titles: &[String]) -> Vec<(usize, &'static str)> {
    let candidates: Vec<(usize, &Strip, Stands)> = pages
        .iter()
        .enumerate()
        .filter_map(|(at, page)| {
            let (strip, next) = match edge {
                Edge::Top => (page.first()?, page.get(1)),
                Edge::Bottom => (page.last()?, page.len().checked_sub(2).map(|next| &page[next])),
            };
            let is_apart = next.is_none_or(|next| {
                let step = (strip.line.baseline - next.line.baseline).abs();
                step > 1.25 * sides.spacing.max(1.2 * next.line.size)
            });
            let differs = !is_near(strip.line.size, sides.size);
            let is_large = strip.line.size > 1.15 * sides.size;
            // A note may be the only one of its page, and say what others say.
            let is_note = edge == Edge::Bottom && !is_number(&strip.line.text()) && answers(page, &strip.line);
            let stands = match next {
                _ if is_apart => Stands::Apart,
                Some(next) if is_near(strip.line.size, next.line.size) => Stands::WithText,
                _ => Stands::Near,
            };
            ((is_apart || differs) && !is_large && !is_note).then_some((at, strip, stands))
        })
        .collect();
    let height = |strip: &Strip| (strip.line.baseline / 2.0).round() as i32;
    let mut texts: BTreeMap<(i32, String), usize> = BTreeMap::new();
    let mut heights: BTreeMap<i32, usize> = BTreeMap::new();
    for (_, strip, _) in &candidates {
        *texts.entry((height(strip), pattern(&strip.line.text()))).or_default() += 1;
        *heights.entry(height(strip)).or_default() += 1;
    }
    let shared =
        |strip: &Strip| (-1..=1).map(|by| heights.get(&(height(strip) + by)).copied().unwrap_or(0)).sum::<usize>();
    candidates
        .iter()
        .filter_map(|(at, strip, stands)| {
            let text = strip.line.text();
            let pattern = pattern(&text);
            let same: usize = (-1..=1).filter_map(|by| texts.get(&(height(strip) + by, pattern.clone()))).sum();
            let words = pattern.replace('#', "");
            let words = words.trim();
            if is_number(&text) && (shared(strip) >= 2 || pages.len() <= 2) {
                return Some((*at, "rescue.folio"));
            }
            // A bold line may be the heading itself.
            let is_title = strip.line.bold < 0.5 && titles.iter().any(|title| same_words(title, words));
            let is_head = same >= 3 || (same >= 2 && pages.len() < 8) || (is_title && shared(strip) >= 2);
            // A head that stands as near as a line is one only where it says the same again and again; on most pages
            // where it looks like the line beside it: notes that end alike are no feet.
            let is_proven = match stands {
                Stands::Apart => true,
                Stands::Near => same >= 3,
                Stands::WithText => same >= 3 && same * 4 >= pages.len(),
            };
            (is_head && is_proven).then_some((*at, "rescue.running-head"))
        })
        .collect()
}

/// Whether a line begins with a mark that is raised in the text of its page.
fn answers(page: &[Strip], line: &Line) -> bool {
    notes::first_key(line)
        .is_some_and(|key| page.iter().any(|strip| notes::raised_keys(&strip.line).any(|raised| raised == key)))
}

/// Whether one text is the other, or the beginning of it that a maker had room for.
fn same_words(title: &str, words: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let (title, words) = (letters(title), letters(words));
    !words.is_empty() && (title == words || (words.chars().count() > 8 && title.starts_with(&words)))
}

/// Texts of lines that are larger or bolder than most: running heads repeat them.
fn titles(pages: &[Vec<Strip>], sides: &Sides) -> Vec<String> {
    let lines = pages.iter().flatten().map(|strip| &strip.line);
    let stands_out = |line: &&Line| line.size > 1.1 * sides.size || line.bold > 0.9;
    let mut titles: Vec<String> = Vec::new();
    let mut last: Option<(u32, f32, f32)> = None;
    for line in lines.filter(stands_out).take(5000) {
        let text = plain(&line.text());
        // The lines of one heading, too.
        if let Some((page, baseline, size)) = last
            && page == line.page
            && is_near(size, line.size)
            && line.baseline - baseline < 2.0 * size
            && let Some(before) = titles.last()
        {
            titles.push(format!("{before} {text}"));
        }
        last = Some((line.page, line.baseline, line.size));
        titles.push(text);
    }
    titles
}

fn plain(text: &str) -> String {
    let pattern = pattern(text);
    pattern.replace('#', "").trim().to_owned()
}

/// A text with one sign for every number.
fn pattern(text: &str) -> String {
    let mut pattern = String::new();
    for letter in text.chars() {
        match DigitSet::is_digit(letter) {
            true if pattern.ends_with('#') => {}
            true => pattern.push('#'),
            false => pattern.push(letter),
        }
    }
    pattern
}

/// Whether a text is a number, also a Roman one, with signs around it.
fn is_number(text: &str) -> bool {
    let core = text.trim_matches(|sign: char| {
        sign.is_whitespace() || matches!(sign, '-' | '\u{2013}' | '\u{2014}' | '.' | '[' | ']' | '(' | ')' | '|')
    });
    let is_roman = || core.len() <= 8 && core.chars().all(|letter| "ivxlcdmIVXLCDM".contains(letter));
    !core.is_empty() && core.chars().count() <= 8 && (core.chars().all(DigitSet::is_digit) || is_roman())
}
