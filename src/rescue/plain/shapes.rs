//! `mend.headings`, `mend.lists`: what paragraphs of a plain text are.
//!
//! Proof: a line of three signs alone is a separator; two paragraphs or more in a row that count on, or that begin with one
//! bullet, are a list. A heading is only guessed (doubtful): one short line without the end of a sentence, with text after it, and
//! not among other short lines, which may be verse; at the very beginning up to four of them are the title and what belongs to it.

use crate::lint::Proof;
use crate::rescue::found::{Block, BlockKind, Inline, Numbering};
use crate::script::DigitSet;

use super::edit;
use super::notes::SENTINEL;
use super::paragraphs::Paragraph;

/// The longest heading, and the shortest text after one, in characters.
const HEADING: usize = 80;
const BODY: usize = 90;
/// Short paragraphs at the beginning that are the title and what belongs to it.
const TITLES: usize = 4;
/// Short lines in a row that are no headings.
const ROW: usize = 3;

/// What an item of a list begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A number, and whether a bracket follows it.
    Number(u64, bool),
    Bullet(char),
}

/// The blocks of paragraphs; sentinels in them become marks, whose labels are given in order.
pub(super) fn shapes(paragraphs: Vec<Paragraph>, labels: &[String]) -> Vec<Block> {
    let headings = headings(&paragraphs);
    let lists = lists(&paragraphs);
    let mut labels = labels.iter();
    let mut blocks: Vec<Block> = Vec::new();
    for ((mut paragraph, level), list) in paragraphs.into_iter().zip(headings).zip(lists) {
        let place = paragraph.place;
        let mut block = |kind| blocks.push(Block { kind, place, language: None, id: None });
        if is_separator(paragraph.text.now()) {
            block(BlockKind::Separator);
            continue;
        }
        if let Some((item, is_first)) = list {
            let length = self::item(paragraph.text.now()).map_or(0, |(_, length)| length);
            paragraph.text.apply(&[edit(0..length, "", "mend.lists", Proof::Proved)]);
            let kind = BlockKind::Paragraph(inlines(paragraph, &mut labels));
            let entry = vec![Block { kind, place, language: None, id: None }];
            if !is_first && let Some(Block { kind: BlockKind::List(_, items), .. }) = blocks.last_mut() {
                items.push(entry);
                continue;
            }
            let numbering = match item {
                Item::Number(first, is_bracketed) => Some(Numbering { is_bracketed, ..Numbering::from(first) }),
                Item::Bullet(_) => None,
            };
            blocks.push(Block { kind: BlockKind::List(numbering, vec![entry]), place, language: None, id: None });
            continue;
        }
        match level {
            Some(level) => {
                // Nothing of the text changes; the guess is listed.
                paragraph.text.apply(&[edit(0..0, "", "mend.headings", Proof::Doubtful)]);
                block(BlockKind::Heading(level, inlines(paragraph, &mut labels)));
            }
            None => block(BlockKind::Paragraph(inlines(paragraph, &mut labels))),
        }
    }
    blocks
}

/// The text of a paragraph, parted at the sentinels of its marks.
fn inlines<'a>(paragraph: Paragraph, labels: &mut impl Iterator<Item = &'a String>) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let mut rest = paragraph.text;
    while let Some(at) = rest.now().find(SENTINEL) {
        let (before, mark) = rest.split(at);
        let (_, after) = mark.split(SENTINEL.len_utf8());
        if !before.now().is_empty() {
            inlines.push(Inline::Text(before));
        }
        if let Some(label) = labels.next() {
            inlines.push(Inline::Note(label.clone()));
        }
        rest = after;
    }
    if !rest.now().is_empty() || inlines.is_empty() {
        inlines.push(Inline::Text(rest));
    }
    inlines
}

fn is_separator(text: &str) -> bool {
    let signs = text.chars().filter(|c| !c.is_whitespace());
    text.chars().all(|c| {
        c.is_whitespace()
            || matches!(c, '*' | '•' | '-' | '–' | '—' | '_' | '#' | '~' | '·' | '٭' | '…' | '=' | '❖' | '⁂')
    }) && (signs.count() >= 3 || matches!(text.trim(), "*" | "⁂" | "❖" | "•"))
}

/// The level of each paragraph that is a heading.
fn headings(paragraphs: &[Paragraph]) -> Vec<Option<u8>> {
    let lengths: Vec<usize> = paragraphs.iter().map(|paragraph| paragraph.text.now().chars().count()).collect();
    let may_be: Vec<bool> = paragraphs
        .iter()
        .zip(&lengths)
        .map(|(paragraph, length)| paragraph.is_single && *length <= HEADING && is_title(paragraph.text.now()))
        .collect();
    let titles = may_be.iter().take_while(|may_be| **may_be).count();
    let mut levels = vec![None; paragraphs.len()];
    let has_body = |at: usize| lengths.get(at).is_some_and(|length| *length >= BODY);
    // The title block ends where text begins, or a line of it that is no heading.
    if (1..=TITLES).contains(&titles) && (titles..titles + 3).any(has_body) {
        levels[..titles].fill(Some(2));
        levels[0] = Some(1);
    }
    let mut at = if levels.first().is_some_and(Option::is_some) { titles } else { 0 };
    while at < paragraphs.len() {
        let row = may_be[at..].iter().take_while(|may_be| **may_be).count();
        if (1..ROW).contains(&row) && at > 0 && has_body(at + row) {
            levels[at..at + row].fill(Some(2));
        }
        at += row.max(1);
    }
    levels
}

/// Whether a short line reads like a title: it has letters, ends no sentence and begins no item of a list.
fn is_title(text: &str) -> bool {
    let text = text.trim();
    text.chars().any(char::is_alphabetic)
        && !text.ends_with(['.', '،', '؛', ':', '!', '…', ',', '»', '"', ')', ']', '-', '–'])
        && !text.starts_with(['-', '–', '—', '«', '"', '(', '[', '•', '*'])
        && item(text).is_none()
        && !text.contains(". ")
}

/// For each paragraph of a list: what it begins with, and whether the list begins with it.
fn lists(paragraphs: &[Paragraph]) -> Vec<Option<(Item, bool)>> {
    let items: Vec<Option<Item>> =
        paragraphs.iter().map(|paragraph| item(paragraph.text.now()).map(|(item, _)| item)).collect();
    let follows = |at: usize| match (at.checked_sub(1).and_then(|last| items[last]), items.get(at).copied().flatten()) {
        (Some(Item::Number(last, _)), Some(Item::Number(number, _))) => number == last + 1,
        (Some(last), Some(item)) => last == item && matches!(item, Item::Bullet(_)),
        _ => false,
    };
    (0..paragraphs.len())
        .map(|at| {
            let item = items[at]?;
            (follows(at) || follows(at + 1)).then(|| (item, !follows(at)))
        })
        .collect()
}

/// What an item of a list begins with, and the bytes of it.
pub(super) fn item(text: &str) -> Option<(Item, usize)> {
    let bullet = text.chars().next()?;
    if matches!(bullet, '•' | '▪' | '◦' | '●' | '■' | '*' | '-' | '–' | '—' | '·') {
        let rest = text[bullet.len_utf8()..].trim_start();
        let is_apart = text[bullet.len_utf8()..].starts_with([' ', '\t']);
        return (is_apart && !rest.is_empty()).then(|| (Item::Bullet(bullet), text.len() - rest.len()));
    }
    let bare = text.trim_start_matches('(');
    let rest = bare.trim_start_matches(DigitSet::is_digit);
    let digits = DigitSet::Latin.translate(&bare[..bare.len() - rest.len()]);
    let number = (digits.len() <= 3).then(|| digits.parse().ok()).flatten()?;
    let after = rest.trim_start_matches([')', '-', '–', '.', ' ', '\t', 'ـ']);
    let has_sign = rest.trim_start().starts_with([')', '-', '–', '.', 'ـ']);
    let is_decimal = after.starts_with(DigitSet::is_digit) && !rest[..rest.len() - after.len()].contains(' ');
    (has_sign && !is_decimal && !after.is_empty())
        .then(|| (Item::Number(number, rest.trim_start().starts_with(')')), text.len() - after.len()))
}
