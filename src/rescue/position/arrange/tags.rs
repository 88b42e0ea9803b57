//! Blocks from the tags of a file that can be trusted; words still come from positions.
//!
//! Steps: which marked content belongs to which element; the tree to nodes with lines ([`tree`]); marks of notes joined to
//! notes; nodes to blocks. Text that no tag has is what repeats on every page.

mod pieces;
mod tree;
mod verse;

use std::collections::BTreeMap;

use super::lines::{Line, Setting};
use super::rows::{self, Rise, Row};
use super::signs::{Kind, Sign};
use super::{base, furniture, inlines, notes, pictures};
use crate::rescue::found::{Block, BlockKind, Found, Inline, LeftOut, Note, Numbering, Picture, Place, Table};
use crate::rescue::position::{Area, PositionedText, Tag, TagKid, Tags};
use inlines::Bold;
use tree::{Node, Text};

/// Fills what was found from the tags; `None` when they do not hold the text in its paragraphs.
pub(super) fn read(
    text: &PositionedText,
    tags: &Tags,
    signs: &[Vec<Sign>],
    rules: &[Vec<Area>],
    setting: Setting,
    found: &mut Found,
) -> Option<()> {
    let content = Content::of(text, signs, rules, setting);
    let mut tree = tree::read(tags, &content);
    let untagged = content.untagged(&tree.owned)?;
    // Makers that tag page by page break paragraphs there, and tag heads and folios as text.
    let mut with_furniture: Vec<u32> = untagged.iter().map(|line| line.page).collect();
    with_furniture.dedup();
    if !crosses_pages(tags) && text.pages.len() > 4 && with_furniture.len() * 3 < text.pages.len() {
        return None;
    }
    found.left_out.extend(furniture::tell(&untagged));
    found.left_out.append(&mut tree.left_out);
    let size = tree.body_size();
    tree.take_title_page(size, &mut found.metadata, &mut found.left_out);
    // Marks and notes, in the order of pages.
    let mut notes = std::mem::take(&mut tree.notes);
    notes.sort_by_key(|(note, _)| note.lines.first().map_or(0, |line| line.page));
    let (mut notes, rests): (Vec<_>, Vec<_>) = notes.into_iter().unzip();
    let mut lines: Vec<&mut Line> = Vec::new();
    tree.nodes.iter_mut().for_each(|node| node.lines(&mut lines));
    base::tell(lines.iter_mut().map(|line| &mut **line), setting);
    notes::join_lines(&mut lines, &mut notes, u32::MAX);
    found.left_out.extend(notes::tell_unjoined(&notes));
    let mut images = pictures::take(text, found);
    found.blocks = tree.nodes.into_iter().filter_map(|node| block(node, &mut images, &mut found.left_out)).collect();
    found.notes = notes
        .into_iter()
        .zip(rests)
        .map(|(note, rest)| {
            let place = note.lines.first().map(place).unwrap_or_default();
            let paragraphs = std::iter::once(note.lines).chain(rest).filter(|lines| !lines.is_empty());
            let blocks = paragraphs.map(|lines| paragraph(&lines, &BlockKind::Paragraph)).collect();
            Note { label: note.label, blocks, place }
        })
        .collect();
    Some(())
}

/// Whether some element goes on over a page.
fn crosses_pages(tags: &Tags) -> bool {
    fn pages_of(tag: &Tag, pages: &mut Vec<u32>) {
        for kid in &tag.kids {
            match kid {
                TagKid::Marked(page, _) => pages.push(*page),
                TagKid::Tag(tag) => pages_of(tag, pages),
            }
        }
    }
    fn crosses(tag: &Tag) -> bool {
        if tag.kind == "P" {
            let mut pages = Vec::new();
            pages_of(tag, &mut pages);
            return pages.windows(2).any(|pair| pair[0] != pair[1]);
        }
        let mut kids = tag.kids.iter().filter_map(|kid| if let TagKid::Tag(tag) = kid { Some(tag) } else { None });
        kids.any(crosses)
    }
    tags.nodes.iter().any(crosses)
}

/// The signs of pages by their marked content.
struct Content<'a> {
    pages: BTreeMap<u32, usize>,
    signs: &'a [Vec<Sign<'a>>],
    marked: BTreeMap<(u32, u32), Vec<u32>>,
    rules: &'a [Vec<Area>],
    setting: Setting<'a>,
}

impl<'a> Content<'a> {
    fn of(text: &PositionedText, signs: &'a [Vec<Sign<'a>>], rules: &'a [Vec<Area>], setting: Setting<'a>) -> Self {
        let pages: BTreeMap<u32, usize> = text.pages.iter().map(|page| page.number).zip(0..).collect();
        let mut marked: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
        for (page, at) in &pages {
            for (index, sign) in signs[*at].iter().enumerate() {
                if let Some(number) = sign.marked {
                    marked.entry((*page, number)).or_default().push(index as u32);
                }
            }
        }
        Self { pages, signs, marked, rules, setting }
    }

    /// The lines of pieces of marked content, in the order of the tree.
    fn lines(&self, pieces: &[pieces::Piece]) -> Vec<Line> {
        let mut rows: Vec<(Row, &[Area], Line)> = Vec::new();
        for run in pieces.chunk_by(|one, next| one.page == next.page) {
            let Some(at) = self.pages.get(&run[0].page) else { continue };
            let of_piece = |piece: &pieces::Piece| self.marked.get(&(piece.page, piece.number)).into_iter().flatten();
            let mut indices: Vec<u32> = run.iter().flat_map(of_piece).copied().collect();
            indices.sort_unstable();
            indices.dedup();
            let signs: Vec<Sign> = indices.into_iter().map(|index| self.signs[*at][index as usize]).collect();
            let marks: Vec<u32> = run.iter().filter(|piece| piece.is_mark).map(|piece| piece.number).collect();
            for column in columns(&signs) {
                for mut row in rows::of_signs(column) {
                    for (sign, rise) in &mut row.signs {
                        if sign.marked.is_some_and(|marked| marks.contains(&marked)) && sign.kind == Kind::Letter {
                            *rise = Rise::Raised;
                        }
                    }
                    let line = Line::of(&row, &self.rules[*at], self.setting, run[0].page);
                    rows.push((row, &self.rules[*at], line));
                }
            }
        }
        base::of_element(&mut rows, self.setting);
        rows.into_iter().map(|(.., line)| line).collect()
    }

    /// The lines of what no element has; `None` when that is more than heads and folios.
    fn untagged(&self, owned: &[(u32, u32)]) -> Option<Vec<Line>> {
        let mut owned = owned.to_vec();
        owned.sort_unstable();
        let mut lines = Vec::new();
        let (mut outside, mut all) = (0usize, 0usize);
        for (page, at) in &self.pages {
            let is_owned =
                |sign: &Sign| sign.marked.is_some_and(|number| owned.binary_search(&(*page, number)).is_ok());
            let rest: Vec<Sign> = self.signs[*at].iter().filter(|sign| !is_owned(sign)).copied().collect();
            all += self.signs[*at].len();
            outside += rest.len();
            let rows = rows::of_signs(&rest);
            lines.extend(rows.iter().map(|row| Line::of(row, &self.rules[*at], self.setting, *page)));
        }
        (outside * 8 <= all).then_some(lines)
    }
}

/// Signs in stretches of one column: the next begins where drawing goes on far above.
fn columns<'a, 'b>(signs: &'b [Sign<'a>]) -> Vec<&'b [Sign<'a>]> {
    let mut columns = Vec::new();
    let (mut from, mut lowest) = (0, f32::MIN);
    for (at, sign) in signs.iter().enumerate() {
        if sign.baseline < lowest - 2.5 * sign.size && at > from {
            columns.push(&signs[from..at]);
            (from, lowest) = (at, f32::MIN);
        }
        lowest = lowest.max(sign.baseline);
    }
    columns.push(&signs[from..]);
    columns
}

fn place(line: &Line) -> Place {
    Place { page: Some(line.page), line: None }
}

fn made(kind: BlockKind, place: Place) -> Block {
    Block { kind, place, language: None, id: None }
}

fn words(lines: &[Line]) -> Vec<Inline> {
    inlines::of_lines(lines, &[], Bold::Strong)
}

fn paragraph(lines: &[Line], kind: &dyn Fn(Vec<Inline>) -> BlockKind) -> Block {
    made(kind(words(lines)), lines.first().map(place).unwrap_or_default())
}

/// A node as a block; `None` when nothing is left of it.
fn block(node: Node, images: &mut Vec<pictures::Placed>, left_out: &mut Vec<LeftOut>) -> Option<Block> {
    let place = node.first_line().map(place).unwrap_or_default();
    let kind = match node {
        Node::Text(Text::Heading(level), lines) => {
            BlockKind::Heading(level, inlines::of_lines(&lines, &[], Bold::Plain))
        }
        Node::Text(Text::Code, lines) => BlockKind::Code(lines.iter().map(Line::text).collect::<Vec<_>>().join("\n")),
        Node::Text(Text::Paragraph, lines) => {
            let text: String = lines.iter().map(Line::text).collect();
            if super::blocks::is_separator(&text) { BlockKind::Separator } else { BlockKind::Paragraph(words(&lines)) }
        }
        Node::Quote(nodes) => {
            BlockKind::Quote(nodes.into_iter().filter_map(|node| block(node, images, left_out)).collect())
        }
        Node::List(first, items) => {
            let mut item =
                |nodes: Vec<Node>| nodes.into_iter().filter_map(|node| block(node, images, left_out)).collect();
            BlockKind::List(first.map(Numbering::from), items.into_iter().map(&mut item).collect())
        }
        Node::Table(head, rows) => {
            let cells = |row: Vec<Vec<Line>>| row.iter().map(|cell| words(cell)).collect::<Vec<_>>();
            BlockKind::Table(Table {
                head: head.map(cells).unwrap_or_default(),
                rows: rows.into_iter().map(cells).collect(),
                columns: Vec::new(),
            })
        }
        Node::Verse(stanzas) => BlockKind::Verse(
            stanzas
                .into_iter()
                .map(|lines| {
                    lines.iter().map(|(one, other)| (words(one), other.as_ref().map(|other| words(other)))).collect()
                })
                .collect(),
        ),
        Node::Definitions(entries) => BlockKind::Definitions(
            entries
                .into_iter()
                .map(|(term, nodes)| {
                    let inner = nodes.into_iter().filter_map(|node| block(node, images, left_out)).collect();
                    (words(&term), inner)
                })
                .collect(),
        ),
        Node::Figure { page, alt, caption } => {
            let image = images.iter().position(|image| Some(image.page) == page).map(|at| images.remove(at));
            match image {
                Some(image) => {
                    let picture = Picture { name: image.picture.name, alt };
                    return Some(made(BlockKind::Figure(picture, words(&caption)), Place { page, line: None }));
                }
                // A drawing of lines is no image that could be taken over.
                None => {
                    let place = Place { page, line: None };
                    left_out.push(LeftOut { rule: "rescue.drawing", text: alt, place, times: 1 });
                    if caption.is_empty() {
                        return None;
                    }
                    BlockKind::Paragraph(words(&caption))
                }
            }
        }
    };
    Some(made(kind, place))
}
