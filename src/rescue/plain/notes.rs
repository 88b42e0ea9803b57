//! `mend.notes`: notes at the ends of pages and of the text are joined to their marks.
//!
//! Proof: a note begins a line with its number and a sign, at the end of a page or of the text, and a mark with the same number
//! stands before it: raised, in brackets behind a word, or a digit behind a letter or a full stop where no space is (proved),
//! or alone behind the end of a sentence (doubtful). Without a mark the lines stay where they are.

use std::ops::Range;

use crate::base::Language;
use crate::lint::Proof;
use crate::rescue::found::{Block, BlockKind, Inline, Note};
use crate::rescue::mend::wording::is_letter;
use crate::script::DigitSet;

use super::lines::Line;
use super::{Edited, edit};

const RULE: &str = "mend.notes";

/// Stands in a line for the mark of a note: a code point that is no character (Unicode 23.7).
pub(super) const SENTINEL: char = '\u{FDD0}';

/// Digits of superior figures, from zero.
const SUPERIOR: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
/// The highest number of a note.
const HIGHEST: u32 = 999;

/// A note that was found and the lines that it has.
struct Candidate {
    number: u32,
    lines: Range<usize>,
    /// The lines where its mark may be.
    page: Range<usize>,
}

/// Takes notes out of the lines; returns them, and their labels in the order of the marks.
pub(super) fn take_out(lines: &mut Vec<Line>, known: &[Note]) -> (Vec<Note>, Vec<String>) {
    if lines.iter().any(|line| line.text.now().contains(SENTINEL)) {
        return (Vec::new(), Vec::new());
    }
    let mut notes: Vec<Note> = Vec::new();
    let mut marks: Vec<(usize, usize, String)> = Vec::new();
    let mut taken = vec![false; lines.len()];
    for candidate in candidates(lines) {
        let Some((line, mark, proof)) = find_mark(lines, &candidate, &taken) else { continue };
        let label = label(candidate.number, notes.iter().chain(known));
        let place = lines[candidate.lines.start].place;
        lines[line].text.apply(&[edit(mark.clone(), &SENTINEL.to_string(), RULE, proof)]);
        // A mark earlier in the line moves those behind it, but not their order.
        marks.push((line, mark.start, label.clone()));
        taken[candidate.lines.clone()].fill(true);
        notes.push(Note { label, blocks: vec![body(lines, candidate.lines)], place });
    }
    marks.sort();
    let mut was_taken = false;
    let mut kept = Vec::with_capacity(lines.len());
    for (mut line, is_taken) in std::mem::take(lines).into_iter().zip(taken) {
        if !is_taken {
            line.begins_page |= was_taken;
            kept.push(line);
        }
        was_taken = is_taken;
    }
    *lines = kept;
    (notes, marks.into_iter().map(|(.., label)| label).collect())
}

/// Lines that begin with a number after a rule, or at the end of a page or of the text.
fn candidates(lines: &[Line]) -> Vec<Candidate> {
    let mut all = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let end = (from + 1..lines.len()).find(|at| lines[*at].begins_page).unwrap_or(lines.len());
        // Without a rule: the last stretch of the page that begins with the number of a note.
        let first =
            (from..end).find(|at| lines[*at].is_ruled && number(lines[*at].trimmed()).is_some()).or_else(|| {
                let starts = |at: &usize| number(lines[*at].trimmed()).is_some_and(|(number, _)| number == 1);
                (from + 1..end)
                    .rev()
                    .find(|at| starts(at))
                    .or_else(|| (from + 1..end).find(|at| lines[*at].gap > 0 && number(lines[*at].trimmed()).is_some()))
            });
        let mut at = first.unwrap_or(end);
        while at < end {
            let Some((number, _)) = number(lines[at].trimmed()) else { break };
            let next = (at + 1..end).find(|next| is_next(lines, *next, number)).unwrap_or(end);
            all.push(Candidate { number, lines: at..next, page: from..first.unwrap_or(end) });
            at = next;
        }
        from = end;
    }
    all
}

fn is_next(lines: &[Line], at: usize, last: u32) -> bool {
    number(lines[at].trimmed()).is_some_and(|(number, _)| number == last + 1)
}

/// The number at the beginning of a note, and where its text begins.
fn number(text: &str) -> Option<(u32, usize)> {
    let bare = text.trim_start_matches(['(', '[', '*']);
    let digits = digits(bare)?;
    let rest = &bare[digits.1..];
    let sign = rest.trim_start_matches([')', ']', '-', '–', '.', ':', ' ', '\t', 'ـ']);
    let is_raised = bare.starts_with(SUPERIOR);
    (!sign.is_empty() && (sign.len() < rest.len() || is_raised)).then(|| (digits.0, text.len() - sign.len()))
}

/// The number that a text begins with, and its bytes.
fn digits(text: &str) -> Option<(u32, usize)> {
    let raised = |c: char| SUPERIOR.iter().position(|superior| *superior == c);
    let length: usize =
        text.chars().take_while(|c| DigitSet::is_digit(*c) || raised(*c).is_some()).map(char::len_utf8).sum();
    let plain: String = text[..length]
        .chars()
        .map(|c| raised(c).and_then(|digit| char::from_digit(digit as u32, 10)).unwrap_or(c))
        .collect();
    let number = DigitSet::Latin.translate(&plain).parse().ok().filter(|number| (1..=HIGHEST).contains(number))?;
    Some((number, length))
}

/// The line and the bytes of the mark of a note.
fn find_mark(lines: &[Line], note: &Candidate, taken: &[bool]) -> Option<(usize, Range<usize>, Proof)> {
    let open = || note.page.clone().filter(|at| !taken[*at]);
    let sure = open()
        .find_map(|at| mark(lines[at].text.now(), note.number, Proof::Proved).map(|mark| (at, mark, Proof::Proved)));
    sure.or_else(|| {
        open().find_map(|at| {
            mark(lines[at].text.now(), note.number, Proof::Doubtful).map(|mark| (at, mark, Proof::Doubtful))
        })
    })
}

/// The bytes of a mark in a line, with the brackets and the space before it.
fn mark(text: &str, wanted: u32, proof: Proof) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(found) = text[from..].find(|c: char| DigitSet::is_digit(c) || SUPERIOR.contains(&c)) {
        let start = from + found;
        let rest = &text[start..];
        let length =
            rest.len() - rest.trim_start_matches(|c: char| DigitSet::is_digit(c) || SUPERIOR.contains(&c)).len();
        from = start + length;
        if digits(&text[start..from]).is_none_or(|(number, _)| number != wanted) {
            continue;
        }
        let (before, after) = (&text[..start], &text[from..]);
        let bracket = [('(', ')'), ('[', ']')]
            .into_iter()
            .find(|(open, close)| before.ends_with(*open) && after.starts_with(*close));
        let (start, end) = if bracket.is_some() { (start - 1, from + 1) } else { (start, from) };
        let (before, after) = (&text[..start], &text[end..]);
        let word = before.trim_end();
        let behind = word.chars().next_back();
        let is_apart = after.chars().next().is_none_or(|c| !c.is_alphanumeric());
        let is_glued = word.len() == before.len() && behind.is_some_and(|c| is_letter(c) || ends(c));
        let is_raised = text[start..].starts_with(SUPERIOR);
        let is_mark = match proof {
            Proof::Proved => {
                is_apart && (is_glued || is_raised || (bracket.is_some() && behind.is_some_and(is_letter)))
            }
            _ => is_apart && behind.is_some_and(ends),
        };
        if is_mark {
            return Some(word.len()..end);
        }
    }
    None
}

fn ends(character: char) -> bool {
    matches!(character, '.' | '،' | '؛' | ':' | '؟' | '!' | '»' | '"' | ')' | '”')
}

fn label<'a>(number: u32, known: impl Iterator<Item = &'a Note>) -> String {
    let known: Vec<&str> = known.map(|note| note.label.as_str()).collect();
    let plain = number.to_string();
    if !known.contains(&plain.as_str()) {
        return plain;
    }
    (2..).map(|again| format!("{plain}-{again}")).find(|label| !known.contains(&label.as_str())).expect("numbers go on")
}

/// The paragraph of a note, without its number.
fn body(lines: &[Line], range: Range<usize>) -> Block {
    let place = lines[range.start].place;
    let mut text = Edited::join(lines[range].iter().map(|line| line.text.clone()).collect(), "\n");
    let now = text.now().to_owned();
    let begin = now.len() - now.trim_start().len();
    let first = begin + number(now.trim()).map_or(0, |(_, length)| length);
    let mut edits = vec![edit(0..first, "", RULE, Proof::Proved)];
    for (at, _) in now.match_indices('\n') {
        let before = now[..at].trim_end().len().max(first);
        edits.push(edit(before..now.len() - now[at..].trim_start().len(), " ", "mend.lines", Proof::Proved));
    }
    let end = now.trim_end().len().max(first);
    edits.push(edit(end..now.len(), "", "mend.lines", Proof::Proved));
    edits.retain(|edit| !edit.range.is_empty());
    text.apply(&edits);
    let kind = BlockKind::Paragraph(vec![Inline::Text(text)]);
    Block { kind, place, language: None::<Language>, id: None }
}
