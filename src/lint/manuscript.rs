//! One manuscript against the rules: its passages, the edits of each with their places, the words around them.

use std::ops::Range;

use super::passage::{Passage, passages};
use super::{Custom, Edit, Finding, Habits, OBJECT, Proof, brackets, edits, line_ends, neutral, rules};
use crate::base::Language;
use crate::document::Document;

/// The longest words that are shown around a place, in characters.
const SHOWN: usize = 40;

/// The findings in the passages of a manuscript, in the order of the passages.
pub(super) fn findings(document: &Document, text: &str, language: &Language, custom: &Custom<'_>) -> Vec<Finding> {
    let passages = passages(document, text, language);
    let mut findings = Vec::new();
    for passage in &passages {
        let edits = of_passage(passage, custom);
        findings.extend(by_words(passage, &edits).map(|edits| finding(passage, edits, text)));
        findings.extend(neutral::findings(passage));
    }
    findings.extend(brackets::findings(&passages));
    findings.extend(line_ends::finding(document.source, text));
    findings.extend(doubts(document));
    findings.retain(|finding| !custom.allows(finding.rule));
    findings
}

/// The edits that may be made in a manuscript without asking: bytes of its text, in order.
pub(super) fn proved(document: &Document, text: &str, language: &Language, custom: &Custom<'_>) -> Vec<Edit> {
    let mut proved = Vec::new();
    for passage in passages(document, text, language) {
        for edit in of_passage(&passage, custom) {
            if edit.proof == Proof::Proved
                && let Some(range) = passage.written(&edit.range, text)
            {
                proved.push(Edit { range, ..edit });
            }
        }
    }
    proved.sort_by_key(|edit| (edit.range.start, edit.range.end));
    proved.dedup_by(|next, last| next.range.start < last.range.end || next.range == last.range);
    proved
}

fn of_passage(passage: &Passage, custom: &Custom<'_>) -> Vec<Edit> {
    let habits = Habits { setting: passage.setting, digits: custom.digits };
    let mut found = edits(&passage.text, &passage.language, &habits);
    found.retain(|edit| !custom.allows(edit.rule));
    found
}

/// The edits by one rule of the same words, together.
fn by_words<'e>(passage: &'e Passage, edits: &'e [Edit]) -> impl Iterator<Item = &'e [Edit]> {
    let is_same = |one: &Edit, next: &Edit| {
        let words = around(&passage.text, &one.range);
        (one.rule, one.proof) == (next.rule, next.proof) && next.range.end <= words.end
    };
    edits.chunk_by(is_same)
}

/// The finding about some edits of the same words, in order.
fn finding(passage: &Passage, edits: &[Edit], source: &str) -> Finding {
    let (first, last) = (&edits[0], &edits[edits.len() - 1]);
    let around = around(&passage.text, &first.range).start..around(&passage.text, &last.range).end;
    let mut instead = String::new();
    let mut from = around.start;
    for edit in edits {
        instead.push_str(&passage.text[from..edit.range.start]);
        instead.push_str(&edit.replacement);
        from = edit.range.end;
    }
    instead.push_str(&passage.text[from..around.end]);
    let words = passage.text[around.clone()].to_owned();
    let is_mended = |edit: &Edit| edit.proof == Proof::Proved && passage.written(&edit.range, source).is_some();
    Finding {
        rule: first.rule,
        span: passage.span(&around),
        message: rules::rule(first.rule).map_or(first.rule, |rule| rule.says).to_owned(),
        instead: (instead != words).then_some(instead),
        words,
        is_fixable: edits.iter().all(is_mended),
    }
}

/// The words that a range lies in or beside.
pub(super) fn around(text: &str, range: &Range<usize>) -> Range<usize> {
    let is_end = |character: char| matches!(character, OBJECT | '\n');
    let is_word = |character: char| !character.is_whitespace() && !is_end(character);
    // A range of spaces takes in the words at both sides.
    let before = text[..range.start].chars().rev().take(SHOWN / 2);
    let start = range.start - before.take_while(|character| is_word(*character)).map(char::len_utf8).sum::<usize>();
    let after = text[range.end..].chars().take(SHOWN / 2);
    let end = range.end + after.take_while(|character| is_word(*character)).map(char::len_utf8).sum::<usize>();
    start..end
}

/// Places that someone marked to be looked at.
fn doubts(document: &Document) -> impl Iterator<Item = Finding> + '_ {
    document.doubts.iter().map(|doubt| {
        let parts = [doubt.rule.as_str(), doubt.message.as_str()];
        let message = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
        let message = if message.is_empty() { "a place marked as doubtful".to_owned() } else { message };
        Finding {
            rule: "import.doubt",
            span: doubt.span,
            message,
            words: String::new(),
            instead: None,
            is_fixable: false,
        }
    })
}
