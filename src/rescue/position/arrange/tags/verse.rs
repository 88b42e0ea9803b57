//! Verse and speech in the structure tree: paragraphs in two levels of `Div`, one a line.

use super::Content;
use super::pieces::{DEEPEST, Piece, is_inline, kids, pieces};
use super::tree::{Node, Text, Tree};
use crate::rescue::position::Tag;
use crate::rescue::position::arrange::lines::Line;
use crate::script::DigitSet;

/// A line of verse: one half, or two.
pub(super) type VerseLine = (Vec<Line>, Option<Vec<Line>>);

impl Tree {
    /// Verse: stanzas of paragraphs that have one line each, with one or two halves.
    pub(super) fn verse(&mut self, tag: &Tag, content: &Content, into: &mut Vec<Node>, depth: u8) -> bool {
        let stanzas: Vec<&Tag> = kids(tag).collect();
        let is_line = |line: &Tag| line.kind == "P" && kids(line).all(|kid| is_inline(&kid.kind));
        let is_stanza = |stanza: &&Tag| stanza.kind == "Div" && kids(stanza).count() > 0 && kids(stanza).all(is_line);
        if stanzas.is_empty() || !stanzas.iter().all(is_stanza) || depth > DEEPEST {
            return false;
        }
        let mut verse = Vec::new();
        for stanza in stanzas {
            let mut lines = Vec::new();
            for line in kids(stanza) {
                let mut own = Vec::new();
                pieces(line, false, 0, &mut own);
                self.own(&own);
                own.retain(|piece| !piece.is_mark || !is_count(&content.lines(&[*piece])));
                lines.push(halves(&own, content));
            }
            verse.push(lines);
        }
        if let Some(said) = speech(&verse) {
            into.extend(said);
            return true;
        }
        into.push(Node::Verse(verse));
        true
    }
}

/// Whether a label in verse counts lines.
fn is_count(lines: &[Line]) -> bool {
    let text: String = lines.iter().map(Line::text).collect();
    !text.is_empty() && text.chars().all(DigitSet::is_digit) && lines.iter().all(|line| line.size > 0.0)
}

/// The halves of a line of verse: two pieces with a wide gap between them.
fn halves(pieces: &[Piece], content: &Content) -> VerseLine {
    if let [one, other] = pieces {
        let (first, second) = (content.lines(&[*one]), content.lines(&[*other]));
        if let ([left], [right]) = (first.as_slice(), second.as_slice()) {
            let gap = (left.left - right.right).max(right.left - left.right);
            let is_level = (left.baseline - right.baseline).abs() < 0.3 * left.size;
            if !is_level || gap > 0.8 * left.size {
                return (first, Some(second));
            }
        }
    }
    (content.lines(pieces), None)
}

/// Speech, which is tagged in the same way: who speaks, and what.
fn speech(stanzas: &[Vec<VerseLine>]) -> Option<Vec<Node>> {
    let parts: Vec<&Vec<Line>> =
        stanzas.iter().flatten().flat_map(|(one, other)| std::iter::once(one).chain(other)).collect();
    let names = |lines: &[Line]| lines.iter().map(Line::text).collect::<String>().trim_end().ends_with(':');
    if parts.iter().filter(|lines| names(lines)).count() * 3 < parts.len() {
        return None;
    }
    let mut said: Vec<Vec<Line>> = Vec::new();
    for lines in parts {
        match said.last_mut().filter(|last| names(last)) {
            Some(last) => last.extend(lines.iter().cloned()),
            None => said.push(lines.clone()),
        }
    }
    Some(said.into_iter().map(|lines| Node::Text(Text::Paragraph, lines)).collect())
}
