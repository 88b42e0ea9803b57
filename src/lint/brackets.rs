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
    let goes_on = |one: &Lone| {
        passages[one.passage].is_running
            && quotation(one).is_some_and(|other| is_closed_later(one, other, passages, &lone))
    };
    let closes = |one: &Lone| {
        let opening = PAIRS.iter().find(|(_, closing)| *closing == one.sign).map(|(opening, _)| *opening);
        lone.iter().any(|other| Some(other.sign) == opening && other.passage < one.passage && goes_on(other))
    };
    let left: Vec<&Lone> = lone.iter().filter(|one| !goes_on(one) && !closes(one)).collect();
    left.into_iter().map(|one| finding(one, &passages[one.passage])).collect()
}

/// What would close a quotation mark.
fn quotation(one: &Lone) -> Option<char> {
    PAIRS.iter().find(|(opening, _)| *opening == one.sign && matches!(opening, '«' | '“')).map(|(_, closing)| *closing)
}

/// Whether a quotation is closed in a later paragraph, or opened again in the next one.
fn is_closed_later(one: &Lone, closing: char, passages: &[Passage], lone: &[Lone]) -> bool {
    let next = passages[one.passage + 1..].iter().find(|passage| passage.is_running);
    let opens_again = next.is_some_and(|passage| passage.text.starts_with(one.sign));
    let limit = one.passage + LONGEST_QUOTATION;
    opens_again
        || lone.iter().any(|other| other.sign == closing && one.passage < other.passage && other.passage <= limit)
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
            match open.iter().rposition(|other| other.sign == *opening) {
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
