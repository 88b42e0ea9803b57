//! `mend.lines`: lines that end where the page did are joined to paragraphs.
//!
//! Proof: lines are joined only in a text where half of them have about one length, and a line is followed by more of its
//! paragraph unless something ends it: a blank line, an indent that is the text's own sign of a paragraph, or a short line with
//! the end of a sentence. Only white space changes. A join after a short line without such an end is doubtful.

use std::collections::BTreeMap;

use crate::lint::Proof;

use super::lines::{Line, Measure};
use super::{Edited, Place, edit};

const RULE: &str = "mend.lines";
/// What a sentence ends with.
const ENDS: [char; 12] = ['.', '!', '؟', '?', ':', '»', '"', '…', ')', ']', '”', '۔'];

/// A paragraph of one or more lines.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) text: Edited,
    pub(super) place: Place,
    /// Whether it was one line.
    pub(super) is_single: bool,
    /// Blank lines before it.
    pub(super) gap: usize,
}

/// How a text shows where paragraphs begin.
struct Signs {
    /// By blank lines.
    has_gaps: bool,
    /// By this indent.
    indent: Option<usize>,
}

pub(super) fn paragraphs(lines: Vec<Line>, measure: &Measure) -> Vec<Paragraph> {
    let signs = signs(&lines);
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

fn signs(lines: &[Line]) -> Signs {
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
    Signs { has_gaps: gaps * 30 >= lines.len() && gaps >= 2, indent: indent.map(|(indent, _)| indent) }
}

/// Whether a line begins a paragraph.
fn begins(last: &Line, line: &Line, measure: &Measure, signs: &Signs) -> bool {
    if !measure.is_wrapped {
        return true;
    }
    let ends_sentence = last.trimmed().ends_with(ENDS);
    let is_short = last.length * 10 < measure.width * 8;
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
    let (place, gap, is_single) = (lines[0].place, lines[0].gap, lines.len() == 1);
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
    Paragraph { text, place, is_single, gap }
}
