//! `mend.lines`: lines that end where the page did are joined to paragraphs.
//!
//! Proof: lines are joined only in a text where half of them have about one length, and a line is followed by more of its
//! paragraph unless something ends it: a blank line, an indent that is the text's own sign of a paragraph, or the end of a
//! sentence in a short line, or in one that had room for the next word where all others have none. Only white space changes. A join after a short line without such an end is doubtful.

use std::collections::BTreeMap;

use crate::lint::Proof;

use super::lines::{Line, Measure, limit};
use super::{Edited, Place, edit};

const RULE: &str = "mend.lines";

/// Fewer lines that end a sentence early tell nothing.
const ENDS: usize = 8;

/// A paragraph of one or more lines.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) text: Edited,
    pub(super) place: Place,
    /// Whether it was one line.
    pub(super) is_single: bool,
}

/// How a text shows where paragraphs begin.
struct Signs {
    /// By blank lines, all of them.
    has_gaps: bool,
    /// By this indent.
    indent: Option<usize>,
    /// By the room in a line of at most so many characters.
    limit: Option<usize>,
}

pub(super) fn paragraphs(lines: Vec<Line>, measure: &Measure) -> Vec<Paragraph> {
    let signs = signs(&lines, measure);
    let mut all: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let begins = all.last().and_then(|lines| lines.last()).is_none_or(|last| begins(last, &line, measure, &signs));
        if begins {
            all.push(vec![line]);
        } else if let Some(paragraph) = all.last_mut() {
            paragraph.push(line);
        }
    }
    all.into_iter().map(|lines| joined(lines, measure)).collect()
}

fn signs(lines: &[Line], measure: &Measure) -> Signs {
    let inner = || lines.iter().skip(1).filter(|line| !line.begins_page);
    let gaps = inner().filter(|line| line.gap > 0).count();
    let mut indents: BTreeMap<usize, usize> = BTreeMap::new();
    for line in inner().filter(|line| line.indent > 0) {
        *indents.entry(line.indent).or_insert(0) += 1;
    }
    let indented: usize = indents.values().sum();
    let usual = indents.into_iter().max_by_key(|(_, times)| *times);
    let indent =
        usual.filter(|(indent, times)| *indent >= 2 && times * 10 >= indented * 8 && indented * 2 <= lines.len());
    // Where most lines that end a sentence early have no blank line behind them, those that have one stand for something else.
    let is_last = |line: &Line| line.ends_sentence() && line.length * 10 < measure.width * 8;
    let ends: Vec<bool> =
        lines.windows(2).filter(|pair| is_last(&pair[0]) && !pair[1].begins_page).map(|pair| pair[1].gap > 0).collect();
    let parted = ends.iter().filter(|is_parted| **is_parted).count();
    let part_all = ends.len() < ENDS || parted * 2 >= ends.len();
    Signs {
        has_gaps: gaps * 30 >= lines.len() && gaps >= 2 && part_all,
        indent: indent.map(|(indent, _)| indent),
        limit: limit(lines),
    }
}

/// Whether a line begins a paragraph.
fn begins(last: &Line, line: &Line, measure: &Measure, signs: &Signs) -> bool {
    if !measure.is_wrapped {
        return true;
    }
    let ends_sentence = last.ends_sentence();
    // Lines that are filled by counting tell a last line by the word that would have gone into it.
    let is_short = last.length * 10 < measure.width * 8 || signs.limit.is_some_and(|limit| last.has_room(line, limit));
    if line.begins_page {
        // Blank lines at the edge of a page tell nothing.
        return signs.indent.is_some_and(|indent| line.indent == indent) || (ends_sentence && is_short);
    }
    if line.gap > 0 || signs.indent.is_some_and(|indent| line.indent == indent) {
        return true;
    }
    if begins_item(line.trimmed()) && ends_sentence {
        return true;
    }
    let is_very_short = last.length * 2 < measure.width;
    !signs.has_gaps && signs.indent.is_none() && is_short && (ends_sentence || is_very_short)
}

fn begins_item(text: &str) -> bool {
    super::shapes::item(text).is_some()
}

fn joined(lines: Vec<Line>, measure: &Measure) -> Paragraph {
    let (place, is_single) = (lines[0].place, lines.len() == 1);
    // Where each line but the last ends, and whether a line like it ends a paragraph elsewhere.
    let mut ends = Vec::new();
    let mut at = 0;
    for line in &lines[..lines.len() - 1] {
        at += line.text.now().len();
        ends.push((at, line.length * 2 < measure.width));
        at += 1;
    }
    let mut text = Edited::join(lines.into_iter().map(|line| line.text).collect(), "\n");
    let now = text.now();
    let mut edits = Vec::new();
    let begin = now.len() - now.trim_start().len();
    if begin > 0 {
        edits.push(edit(0..begin, "", RULE, Proof::Proved));
    }
    for (end, is_short) in ends {
        let before = now[..end].trim_end().len();
        let after = now.len() - now[end..].trim_start().len();
        let proof = if is_short { Proof::Doubtful } else { Proof::Proved };
        edits.push(edit(before.max(begin)..after, " ", RULE, proof));
    }
    let end = now.trim_end().len();
    if end < now.len() {
        edits.push(edit(end..now.len(), "", RULE, Proof::Proved));
    }
    text.apply(&edits);
    Paragraph { text, place, is_single }
}
