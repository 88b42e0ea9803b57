//! Paragraphs of word processors to blocks: what belongs together only by its style or number is put together here.

use crate::rescue::found::{Block, BlockKind, Inline, Numbering, Place};
use crate::rescue::inlines::{lines, plain};

/// A paragraph and what its style makes of it.
#[derive(Clone, Debug)]
pub(super) enum Flow {
    /// A block of its own.
    Block(Block),
    /// A paragraph of an item of a list: its level from 0, the number of a numbered one and those after it, whether it goes on
    /// with an item, and which list it is of.
    Item { level: usize, number: Option<Numbering>, goes_on: bool, list: String, block: Block },
    /// A paragraph of a quotation.
    Quote(Block),
    /// A line of text whose white space counts.
    Code(String, Place),
    /// A term.
    Term(Vec<Inline>, Place),
    /// What a term means.
    Meaning(Block),
    /// The caption of the image before it.
    Caption(Block),
}

impl Flow {
    /// A heading; its id is the first place that links name in it.
    pub(super) fn heading(level: u8, mut line: Vec<Inline>, place: Place) -> Self {
        let at = line.iter().position(|inline| matches!(inline, Inline::Anchor(_)));
        let id = at.and_then(|at| match line.remove(at) {
            Inline::Anchor(id) => Some(id),
            _ => None,
        });
        Self::Block(Block { id, ..Block::new(BlockKind::Heading(level.clamp(1, 6), line), place) })
    }

    /// The lines of a text whose white space counts.
    pub(super) fn code(line: Vec<Inline>, place: Place) -> impl Iterator<Item = Self> {
        lines(line).into_iter().map(move |line| Self::Code(plain(&line), place))
    }
}

/// The deepest level of a list.
const DEEPEST: usize = 9;

/// Puts together what belongs together.
pub(super) fn fold(flow: Vec<Flow>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut flow = flow.into_iter().peekable();
    while let Some(one) = flow.next() {
        match one {
            Flow::Block(block) => blocks.push(block),
            Flow::Quote(block) => {
                let place = block.place;
                let mut inner = vec![block];
                while let Some(Flow::Quote(_)) = flow.peek() {
                    if let Some(Flow::Quote(block)) = flow.next() {
                        inner.push(block);
                    }
                }
                blocks.push(Block::new(BlockKind::Quote(inner), place));
            }
            Flow::Code(mut text, place) => {
                while let Some(Flow::Code(..)) = flow.peek() {
                    if let Some(Flow::Code(line, _)) = flow.next() {
                        text.push('\n');
                        text.push_str(&line);
                    }
                }
                blocks.push(Block::new(BlockKind::Code(text), place));
            }
            Flow::Term(term, place) => match blocks.last_mut() {
                Some(Block { kind: BlockKind::Definitions(list), .. }) => list.push((term, Vec::new())),
                _ => blocks.push(Block::new(BlockKind::Definitions(vec![(term, Vec::new())]), place)),
            },
            Flow::Meaning(block) => match blocks.last_mut() {
                Some(Block { kind: BlockKind::Definitions(list), .. }) if !list.is_empty() => {
                    list.last_mut().expect("it is not empty").1.push(block);
                }
                _ => blocks.push(block),
            },
            Flow::Caption(block) => caption(block, &mut blocks),
            item @ Flow::Item { .. } => {
                let mut items = vec![item];
                while let Some(Flow::Item { .. }) = flow.peek() {
                    items.extend(flow.next());
                }
                blocks.extend(lists(items));
            }
        }
    }
    blocks
}

fn caption(block: Block, blocks: &mut Vec<Block>) {
    if let (BlockKind::Paragraph(line), Some(last)) = (&block.kind, blocks.last_mut()) {
        let picture = match &last.kind {
            BlockKind::Figure(picture, caption) if caption.is_empty() => Some(picture.clone()),
            BlockKind::Paragraph(content) => match &content[..] {
                [Inline::Image(picture)] => Some(picture.clone()),
                _ => None,
            },
            _ => None,
        };
        if let Some(picture) = picture {
            last.kind = BlockKind::Figure(picture, line.clone());
            return;
        }
    }
    blocks.push(block);
}

/// A list being made.
struct Open {
    level: usize,
    /// Which list it is.
    list: String,
    numbering: Option<Numbering>,
    place: Place,
    items: Vec<Vec<Block>>,
}

/// Paragraphs of lists to lists in lists.
fn lists(flow: Vec<Flow>) -> Vec<Block> {
    let mut done = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for one in flow {
        let Flow::Item { level, number, goes_on, list, block } = one else { continue };
        let level = level.min(DEEPEST);
        while open.last().is_some_and(|last| last.level > level) {
            close(&mut open, &mut done);
        }
        let same = open.last().is_some_and(|last| last.level == level);
        if goes_on && let Some(last) = open.last_mut() {
            match last.items.last_mut() {
                Some(item) => item.push(block),
                None => last.items.push(vec![block]),
            }
            continue;
        }
        // Lists in lists are often numbered anew for each item; one that counts on is the same list.
        let other_list = open.last().is_some_and(|last| {
            let counts_on = match (last.numbering, number) {
                (Some(before), Some(number)) => before.counts_on(last.items.len(), number),
                (before, number) => before == number,
            };
            let is_same = last.list == list || counts_on && (number.is_some() || level > 0);
            !is_same || last.numbering.is_some() != number.is_some()
        });
        if same && other_list {
            close(&mut open, &mut done);
        }
        if open.last().is_none_or(|last| last.level < level) {
            open.push(Open { level, list, numbering: number, place: block.place, items: Vec::new() });
        }
        if let Some(last) = open.last_mut() {
            last.items.push(vec![block]);
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut done);
    }
    done
}

/// Puts the innermost list into the last item around it.
fn close(open: &mut Vec<Open>, done: &mut Vec<Block>) {
    let Some(last) = open.pop() else { return };
    let block = Block::new(BlockKind::List(last.numbering, last.items), last.place);
    match open.last_mut() {
        Some(outer) => match outer.items.last_mut() {
            Some(item) => item.push(block),
            None => outer.items.push(vec![block]),
        },
        None => done.push(block),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_make_lists_in_lists() {
        let item = |level: usize, text: &str| Flow::Item {
            level,
            number: None,
            goes_on: false,
            list: "1".to_owned(),
            block: Block::new(BlockKind::Paragraph(vec![Inline::text(text)]), Place::default()),
        };
        let blocks = fold(vec![item(0, "a"), item(1, "b"), item(1, "c"), item(0, "d")]);
        let BlockKind::List(None, items) = &blocks[0].kind else { panic!("a list") };
        assert_eq!(items.len(), 2);
        assert!(matches!(&items[0][1].kind, BlockKind::List(None, inner) if inner.len() == 2));
    }
}
