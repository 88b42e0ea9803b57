//! Brackets and quotation marks that do not match, in logical order, paragraph by paragraph.
//!
//! A quotation may go over several paragraphs, each of which may open it again; the number of a list may end in a bracket.

use std::ops::Range;

use super::finding::Finding;
use super::manuscript::around;
use super::passage::Passage;

/// The rule.
const UNMATCHED: &str = "punctuation.bracket";

/// Opening and closing signs.
const PAIRS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»'), ('“', '”'), ('‹', '›')];

/// Those of quotations that may go over several paragraphs.
const QUOTATIONS: [(char, char); 2] = [('«', '»'), ('“', '”')];

/// Signs that may be open at a place, at most: what is open longer is not looked for.
const DEEPEST: usize = 32;

/// Paragraphs that a quotation may go over.
const LONGEST_QUOTATION: usize = 20;

/// A sign without its partner: its passage, its bytes, itself.
#[derive(Clone, Debug)]
struct Lone {
    passage: usize,
    range: Range<usize>,
    sign: char,
}

/// Signs without a partner in the passages of a manuscript.
pub(super) fn findings(passages: &[Passage]) -> Vec<Finding> {
    let mut lone: Vec<Lone> = Vec::new();
    for (number, passage) in passages.iter().enumerate() {
        if passage.language.direction().is_rtl() {
            lone.extend(unmatched(number, &passage.text));
        }
    }
    // A quotation that goes on is closed in a later paragraph, or opened again in the next.
    let mut goes_on = vec![false; lone.len()];
    let mut is_closed = vec![false; lone.len()];
    for (opening, closing) in QUOTATIONS {
        let closings: Vec<usize> = (0..lone.len()).filter(|at| lone[*at].sign == closing).collect();
        let openings: Vec<usize> = (0..lone.len()).filter(|at| lone[*at].sign == opening).collect();
        for at in openings {
            let passage = lone[at].passage;
            let next = closings.partition_point(|closing| lone[*closing].passage <= passage);
            let last = closings.get(next).is_some_and(|closing| lone[*closing].passage <= passage + LONGEST_QUOTATION);
            goes_on[at] = passages[passage].is_running && (last || opens_again(passage, opening, passages));
        }
        let first = (0..lone.len()).find(|at| goes_on[*at] && lone[*at].sign == opening).map(|at| lone[at].passage);
        for at in closings {
            is_closed[at] = first.is_some_and(|first| first < lone[at].passage);
        }
    }
    let left = (0..lone.len()).filter(|at| !goes_on[*at] && !is_closed[*at]);
    left.map(|at| finding(&lone[at], &passages[lone[at].passage])).collect()
}

/// Whether the next paragraph begins with an opening mark.
fn opens_again(passage: usize, opening: char, passages: &[Passage]) -> bool {
    let next = passages[passage + 1..].iter().take(LONGEST_QUOTATION).find(|passage| passage.is_running);
    next.is_some_and(|passage| passage.text.starts_with(opening))
}

/// The signs of a text that have no partner.
fn unmatched(passage: usize, text: &str) -> Vec<Lone> {
    let mut open: Vec<Lone> = Vec::new();
    let mut lone = Vec::new();
    for (at, sign) in text.char_indices() {
        let range = at..at + sign.len_utf8();
        let this = Lone { passage, range, sign };
        if PAIRS.iter().any(|(opening, _)| *opening == sign) {
            open.push(this);
        } else if let Some((opening, _)) = PAIRS.iter().find(|(_, closing)| *closing == sign) {
            let shallow = open.len().saturating_sub(DEEPEST);
            let partner = open[shallow..].iter().rposition(|other| other.sign == *opening);
            match partner.map(|place| shallow + place) {
                Some(place) => lone.extend(open.split_off(place).into_iter().skip(1)),
                None if sign == ')' && ends_number(&text[..at]) => {}
                None => lone.push(this),
            }
        }
    }
    lone.extend(open);
    lone.sort_by_key(|one| one.range.start);
    lone
}

/// Whether a text ends in the number of a list: digits, or a letter or two, by themselves.
fn ends_number(text: &str) -> bool {
    let number = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_digits = !number.is_empty() && number.chars().all(|character| character.is_numeric() || character == '-');
    is_digits || (1..=2).contains(&number.chars().count()) && number.chars().all(char::is_alphabetic) || number == "الف"
}

fn finding(one: &Lone, passage: &Passage) -> Finding {
    let words = around(&passage.text, &one.range);
    let message = if PAIRS.iter().any(|(opening, _)| *opening == one.sign) {
        format!("`{}` is never closed in its paragraph", one.sign)
    } else {
        format!("`{}` closes nothing in its paragraph", one.sign)
    };
    Finding {
        rule: UNMATCHED,
        span: passage.span(&words),
        message,
        words: passage.text[words].to_owned(),
        instead: None,
        is_fixable: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(text: &str) -> String {
        unmatched(0, text).into_iter().map(|one| one.sign).collect()
    }

    #[test]
    fn pairs_in_logical_order_match() {
        assert_eq!(signs("(نان «تازه») [و]"), "");
        assert_eq!(signs("۱) نان الف) آب"), "");
        assert_eq!(signs(")جدا("), ")(");
        assert_eq!(signs("«نان (تازه»"), "(");
    }
}
