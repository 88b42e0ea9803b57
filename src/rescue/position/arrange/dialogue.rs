//! Speeches: a name with a colon, and what is said beside it.
//!
//! Where what is said stands at one edge, that of the lines below it, the name hangs. Names in bold that come again and
//! again make a dialogue of paragraphs.

use super::lines::Line;
use super::paragraphs::Item;
use crate::rescue::found::{Block, BlockKind, Inline};

/// How far what is said begins from the edge, for every item that begins a speech beside a name.
pub(super) fn hangs<T>(items: &[Item<T>]) -> Vec<Option<f32>> {
    let line = |at: usize| match items.get(at) {
        Some(Item::Line(line)) => Some(line),
        _ => None,
    };
    let said: Vec<Option<f32>> = (0..items.len()).map(|at| line(at).and_then(beside_name)).collect();
    let mut hangs = vec![None; items.len()];
    for at in 0..items.len() {
        let (Some(said_at), Some(own)) = (said[at], line(at)) else { continue };
        // Names of unlike width, and what is said at one edge all the same: someone put it there.
        let near = at.saturating_sub(REACH)..(at + REACH + 1).min(items.len());
        let is_alike = |other: usize| {
            let Some(line) = line(other).filter(|line| (line.column, line.page) == (own.column, own.page)) else {
                return false;
            };
            let is_level = |edge: f32| (edge - said_at).abs() < 0.15 * own.size;
            other != at && (said[other].is_some_and(is_level) && name(line) != name(own))
        };
        if near.clone().any(is_alike) {
            hangs[at] = Some(said_at);
        }
    }
    hangs
}

/// Lines looked at before and after one.
const REACH: usize = 12;

/// The name that a line begins with, up to its colon.
fn name(line: &Line) -> Option<String> {
    let text = line.text();
    let (name, said) = text.split_once(':')?;
    let count = name.split_whitespace().count();
    ((1..=4).contains(&count) && name.chars().count() <= 30 && said.starts_with(' ')).then(|| name.to_owned())
}

/// Whether cells of one column are names with colons that come again: what stands beside them is said.
pub(super) fn are_names<'a>(cells: impl Iterator<Item = &'a Line>) -> bool {
    let cells: Vec<String> = cells.map(|cell| cell.text().trim().to_owned()).collect();
    let mut known: Vec<&String> = cells.iter().collect();
    known.sort_unstable();
    known.dedup();
    cells.iter().all(|cell| cell.ends_with(':')) && known.len() < cells.len()
}

/// Where what is said begins, from the edge of the column, when white parts it from the name.
fn beside_name(line: &Line) -> Option<f32> {
    let count = name(line)?.split_whitespace().count();
    let words = &line.words;
    let (before, first) = match line.is_rtl {
        true => (words.len().checked_sub(count).map(|at| words[at])?, *words.get(words.len().checked_sub(count + 1)?)?),
        false => (*words.get(count.checked_sub(1)?)?, *words.get(count)?),
    };
    let (gap, start) = match line.is_rtl {
        true => (before.0 - first.1, line.frame.1 - first.1),
        false => (first.0 - before.1, first.0 - line.frame.0),
    };
    (line.start_in() < 0.3 * line.size && gap > 0.0).then_some(start)
}

/// Blocks with runs of paragraphs that begin with bold names as dialogues.
pub(super) fn join(blocks: Vec<Block>) -> Vec<Block> {
    let names: Vec<Option<String>> = blocks.iter().map(speaker).collect();
    let mut joined = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter();
    let mut at = 0;
    while at < names.len() {
        let count = names[at..].iter().take_while(|name| name.is_some()).count();
        let mut known: Vec<&String> = names[at..at + count].iter().flatten().collect();
        known.sort_unstable();
        known.dedup();
        // Who speaks once and never again may be a term, or a title.
        if count >= 3 && known.len() < count {
            let inner: Vec<Block> = blocks.by_ref().take(count).map(without_bold_name).collect();
            let place = inner[0].place;
            let kind = BlockKind::Container("dialogue".to_owned(), String::new(), inner);
            joined.push(Block { kind, place, language: None, id: None });
        } else {
            joined.extend(blocks.by_ref().take(count.max(1)));
        }
        at += count.max(1);
    }
    joined
}

/// The bold name with a colon that a paragraph begins with.
fn speaker(block: &Block) -> Option<String> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let Some(Inline::Strong(inner)) = inlines.first() else { return None };
    let text: String =
        inner.iter().map(|inline| if let Inline::Text(text) = inline { text.now() } else { "" }).collect();
    let name = text.trim_end().strip_suffix(':')?;
    (inlines.len() > 1 && name.chars().count() <= 30).then(|| name.to_owned())
}

fn without_bold_name(mut block: Block) -> Block {
    if let BlockKind::Paragraph(inlines) = &mut block.kind
        && matches!(inlines.first(), Some(Inline::Strong(_)))
        && let Inline::Strong(inner) = inlines.remove(0)
    {
        inlines.splice(0..0, inner);
    }
    block
}

#[cfg(test)]
mod tests {
    use super::super::arrange;
    use super::super::made::{faced, line, page, text};
    use super::super::tests::{FULL, column, told};

    #[test]
    fn what_is_said_beside_a_name_goes_on_below_it() {
        let mut glyphs = column(&[FULL, FULL, "to the end."], 50.0, 60.0);
        let said = [
            ("Miller:", "what was the hardest of them"),
            ("", "all to grind and to sift"),
            ("Baker:", "rye."),
            ("Miller:", "and why is that so hard"),
            ("Baker:", "because it sticks."),
        ];
        for (at, (name, words)) in said.iter().enumerate() {
            glyphs.extend(faced(line(name, 50.0, 120.0 + 15.0 * at as f32), 1));
            glyphs.extend(line(words, 95.0, 120.0 + 15.0 * at as f32));
        }
        let told = told(&arrange(&text(vec![page(glyphs)])));
        let speeches = "Miller: what was the hardest of them all to grind and to sift | Baker: rye. | \
                        Miller: and why is that so hard | Baker: because it sticks.";
        assert_eq!(told.last().map(String::as_str), Some(format!("dialogue: {speeches}").as_str()), "{told:#?}");
    }
}
