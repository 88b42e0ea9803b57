//! What the lines of a page were set with: their characters from left to right, and where white space must and may stand.

use crate::lines::{Fragment, Line};
use crate::pages::{ItemKind, Page};

/// A character that was set, or the white space between two words as one U+0020.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The character.
    pub(super) sign: char,
    /// Its position in reading order among those of its line.
    pub(super) order: u32,
    /// The word it is part of, counted in reading order.
    pub(super) word: u32,
    /// Whether a reader may do without it: the hyphen of a word that is broken between lines, and spaces beside the marks
    /// of notes, which the PDF parts from their words though the page does not.
    pub(super) may_miss: bool,
    /// Whether its word is written from right to left.
    pub(super) is_rtl: bool,
}

/// What a line is to say, and where.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WantedLine {
    /// Its position among the items of the page.
    pub(super) item: u32,
    /// Left and right end in points.
    pub(super) ends: (f64, f64),
    /// Its baseline from the foot of the page, in points.
    pub(super) y: f64,
    /// Its characters from left to right, without white space at its ends.
    pub(super) signs: Vec<Wanted>,
}

/// The lines of a page in reading order; those that say nothing are left out.
pub(super) fn of_page(page: &Page) -> Vec<WantedLine> {
    let mut lines = Vec::new();
    for (item, number) in page.frames.iter().flat_map(|frame| &frame.items).zip(0..) {
        let ItemKind::Line(at, line) = &item.kind else { continue };
        let signs = left_to_right(line);
        let left = line.fragments.iter().map(|fragment| fragment.x).min();
        let right = line.fragments.iter().map(|fragment| fragment.x + fragment.width).max();
        if let (Some(left), Some(right), false) = (left, right, signs.is_empty()) {
            let ends = ((at.x + left).to_pt(), (at.x + right).to_pt());
            lines.push(WantedLine { item: number, ends, y: (page.size.height - at.y).to_pt(), signs });
        }
    }
    lines
}

/// The characters of a line in reading order without white space and without the hyphen at its end.
pub(super) fn text_of(line: &Line) -> impl Iterator<Item = char> {
    let fragments = line.fragments.iter().filter(|fragment| !is_line_hyphen(fragment));
    fragments
        .flat_map(|fragment| fragment.shaped.text.chars())
        .filter(|&sign| !sign.is_whitespace() && !is_unseen(sign))
}

/// It stands for no text of the author, whose own soft hyphens draw nothing.
fn is_line_hyphen(fragment: &Fragment) -> bool {
    fragment.range.is_empty() && &*fragment.shaped.text == "\u{AD}"
}

fn left_to_right(line: &Line) -> Vec<Wanted> {
    let parts = in_reading_order(line);
    let mut order: Vec<usize> = (0..parts.len()).collect();
    // What has no width stands beside what it follows.
    order.sort_by_key(|&at| (line.fragments[at].x, turned(&line.fragments[at], at)));
    let mut signs: Vec<Wanted> = Vec::new();
    let mut before: Option<&Fragment> = None;
    for at in order {
        let fragment = &line.fragments[at];
        if before.is_some_and(|before| before.style.note_mark != fragment.style.note_mark) {
            push(&mut signs, Wanted { sign: ' ', order: 0, word: 0, may_miss: true, is_rtl: false });
        }
        before = Some(fragment);
        if fragment.level % 2 == 1 {
            parts[at].iter().rev().for_each(|sign| push(&mut signs, *sign));
        } else {
            parts[at].iter().for_each(|sign| push(&mut signs, *sign));
        }
    }
    if signs.last().is_some_and(|last| last.sign == ' ') {
        signs.pop();
    }
    signs
}

/// Fragments at one place follow each other from left to right in their direction.
fn turned(fragment: &Fragment, at: usize) -> usize {
    if fragment.level % 2 == 1 { usize::MAX - at } else { at }
}

/// Appends a character; white space is one space, and none at the start.
fn push(signs: &mut Vec<Wanted>, sign: Wanted) {
    match signs.last_mut() {
        Some(last) if last.sign == ' ' && sign.sign == ' ' => last.may_miss &= sign.may_miss,
        None if sign.sign == ' ' => {}
        _ => signs.push(sign),
    }
}

/// The characters of each fragment in reading order, numbered, with the numbers of their words.
fn in_reading_order(line: &Line) -> Vec<Vec<Wanted>> {
    let (mut order, mut word, mut note) = (0, 0, None);
    let mut wanted = |fragment: &Fragment| {
        if fragment.style.note_mark != note {
            note = fragment.style.note_mark;
            word += 1;
        }
        let is_rtl = fragment.level % 2 == 1;
        if is_line_hyphen(fragment) {
            order += 1;
            return vec![Wanted { sign: '-', order, word, may_miss: true, is_rtl }];
        }
        let mut signs = Vec::with_capacity(fragment.shaped.text.len());
        for sign in fragment.shaped.text.chars() {
            if sign.is_whitespace() {
                word += 1;
                signs.push(Wanted { sign: ' ', order, word, may_miss: false, is_rtl });
            } else if !is_unseen(sign) {
                order += 1;
                signs.push(Wanted { sign, order, word, may_miss: false, is_rtl });
            }
        }
        signs
    };
    line.fragments.iter().map(&mut wanted).collect()
}

/// Whether it only steers where others stand or break: joiners are spelling and are not among them.
pub(super) fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joiners_are_seen_and_marks_are_not() {
        assert!(!is_unseen('\u{200C}') && !is_unseen('\u{200D}'));
        assert!(is_unseen('\u{200E}') && is_unseen('\u{AD}'));
    }

    #[test]
    fn white_space_is_one_space_that_must_be_there_if_one_of_it_must() {
        let space = |may_miss| Wanted { sign: ' ', order: 0, word: 0, may_miss, is_rtl: false };
        let letter = Wanted { sign: 'a', order: 1, word: 0, may_miss: false, is_rtl: false };
        let mut signs = Vec::new();
        for sign in [space(false), letter, space(true), space(false), letter, space(true)] {
            push(&mut signs, sign);
        }
        let seen: Vec<(char, bool)> = signs.iter().map(|sign| (sign.sign, sign.may_miss)).collect();
        assert_eq!(seen, [('a', false), (' ', false), ('a', false), (' ', true)]);
    }
}
