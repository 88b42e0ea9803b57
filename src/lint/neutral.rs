//! Signs at the end of a Latin phrase whose side is in doubt: «U.S. را», «Why? را».
//!
//! The sign after the last Latin letter takes the direction of the line, as a full stop at the end of the sentence must
//! (UAX #9, N1 and N2). Where it belongs to the phrase itself it stands at the wrong side, unless the phrase is isolated.

use super::finding::Finding;
use super::passage::Passage;
use crate::script::letters::is_arabic;
use crate::script::numbers;

/// The rule.
const NEUTRAL: &str = "direction.neutral";

/// Phrases that end in a sign of their own while the sentence goes on.
pub(super) fn findings(passage: &Passage) -> Vec<Finding> {
    let text = passage.text.as_str();
    let direction = passage.language.direction();
    if !direction.is_rtl() || !text.contains(|character: char| character.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let isolated = numbers::left_to_right(text, direction);
    let mut findings = Vec::new();
    for (at, sign) in text.match_indices(['.', '?', '!']) {
        let end = at + sign.len();
        let goes_on = text[end..].strip_prefix(' ').and_then(|rest| rest.chars().next()).is_some_and(is_arabic);
        let start = phrase_start(&text[..at]);
        let is_isolated = isolated.iter().any(|range| range.start <= start && end <= range.end);
        if goes_on && !is_isolated && belongs(&text[start..at], sign) {
            findings.push(Finding {
                rule: NEUTRAL,
                span: passage.span(&(start..end)),
                message: "the sign at the end of a Latin phrase is set at the other side of it".to_owned(),
                words: text[start..end].to_owned(),
                instead: Some(format!("[{}]{{dir=ltr}}", &text[start..end])),
                is_fixable: false,
            });
        }
    }
    findings
}

/// Where the Latin word before a sign begins.
fn phrase_start(text: &str) -> usize {
    let is_part = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '\'' | '&');
    text.len() - text.chars().rev().take_while(|character| is_part(*character)).count()
}

/// Whether a sign is part of a phrase: the dot of «U.S.», a mark of a European question.
fn belongs(phrase: &str, sign: &str) -> bool {
    let has_letter = phrase.contains(|character: char| character.is_ascii_alphabetic());
    let is_abbreviated = phrase.contains('.') && phrase.split('.').all(|part| (1..=2).contains(&part.len()));
    has_letter && (sign == "?" || sign == "." && is_abbreviated)
}
