//! Verse: stanzas, lines, and the hemistichs of couplets.

use super::Walk;
use crate::rescue::found::{Block, BlockKind, Inline};
use crate::rescue::inlines::{self, is_blank, join, trim};
use crate::rescue::read::tree::{Element, Node};

/// Classes of verse.
const VERSES: [&str; 7] = ["verse", "poem", "poetry", "line-block", "stanza", "couplet", "hemistich"];

impl Walk<'_, '_> {
    /// Verse: its lines are parted by line ends or stand in blocks of their own, its stanzas by blocks that hold several.
    pub(super) fn verse(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        let mut stanzas = Vec::new();
        self.stanzas(element, &mut stanzas);
        let mut verse = Vec::new();
        for stanza in stanzas {
            let lines: Vec<_> = stanza.into_iter().map(couplet).collect();
            verse.push(lines);
        }
        verse.retain(|stanza: &Vec<_>| !stanza.is_empty());
        if verse.is_empty() {
            return;
        }
        // Stanzas that follow each other are one poem.
        if self.waiting.is_empty()
            && let Some(Block { kind: BlockKind::Verse(last), .. }) = blocks.last_mut()
        {
            last.extend(verse);
            return;
        }
        self.push(BlockKind::Verse(verse), blocks);
    }

    fn stanzas(&mut self, element: &Element, into: &mut Vec<Vec<Vec<Inline>>>) {
        let mut lines = Vec::new();
        let mut line = Vec::new();
        for child in &element.children {
            match child {
                Node::Element(child) if !self.is_inline(child) => {
                    lines.extend(self.verse_lines(std::mem::take(&mut line)));
                    let mut inner = Vec::new();
                    self.stanzas(child, &mut inner);
                    let is_one_line = inner.len() == 1 && inner[0].len() == 1;
                    if is_one_line {
                        lines.extend(inner.pop().unwrap_or_default());
                    } else {
                        into.push(std::mem::take(&mut lines));
                        into.extend(inner);
                    }
                }
                Node::Element(child) => self.inline(child, &mut line),
                Node::Text(text) => line.push(Inline::text(text.as_str())),
            }
        }
        lines.extend(self.verse_lines(line));
        into.push(lines);
        into.retain(|stanza| !stanza.is_empty());
    }

    fn verse_lines(&mut self, line: Vec<Inline>) -> Vec<Vec<Inline>> {
        inlines::lines(line).into_iter().filter_map(|line| self.line(line)).collect()
    }
}

/// A line of verse, parted where its hemistichs are.
fn couplet(line: Vec<Inline>) -> (Vec<Inline>, Option<Vec<Inline>>) {
    // Wide spaces part hemistichs in pages made by hand.
    const PARTINGS: [&str; 4] = [" / ", "\u{2003}\u{2003}", "\u{A0}\u{A0}\u{A0}\u{A0}", "\u{2003}"];
    for (at, inline) in line.iter().enumerate() {
        let Inline::Text(text) = inline else { continue };
        let Some(parting) = PARTINGS.iter().find(|parting| text.now().contains(**parting)) else { continue };
        let (before, after) = text.now().split_once(parting).unwrap_or_default();
        let is_space = |c: char| c.is_whitespace();
        let mut first = line[..at].to_vec();
        first.push(Inline::text(before.trim_end_matches(is_space)));
        let mut second = vec![Inline::text(after.trim_start_matches(is_space))];
        second.extend_from_slice(&line[at + 1..]);
        let (mut first, mut second) = (join(first), join(second));
        trim(&mut first);
        trim(&mut second);
        if !is_blank(&first) && !is_blank(&second) {
            return (first, Some(second));
        }
    }
    (line, None)
}

/// Whether an element holds verse.
pub(super) fn is_verse(element: &Element) -> bool {
    let class = element.attribute("class").unwrap_or_default().to_ascii_lowercase();
    let kind = element.attribute("epub:type").unwrap_or_default();
    matches!(element.name.as_str(), "p" | "div" | "blockquote" | "section")
        && (class.split_whitespace().any(|word| VERSES.contains(&word))
            || kind.split_whitespace().any(|word| word == "z3998:verse"))
}
