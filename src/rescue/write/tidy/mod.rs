//! Brings a text into the form that Markdown can say, so that what is written reads back the same.
//!
//! White space moves out of marks, marks in themselves are dropped, cells fill their rows, what is nested beyond measure comes
//! up. No word is changed; histories stay with the text that came in, this one is only for writing.

mod line;

use super::doubt;
use crate::base::Language;
use crate::document::ColumnAlign;
use crate::rescue::found::{Block, BlockKind, Couplet, Found, Inline, Note, Picture, Place, Table};

use crate::rescue::inlines::{is_blank, plain};
use line::{Breaks, clean, line};

/// Blocks in blocks, at most: our parser takes fewer than twice as many.
const DEEPEST: usize = 10;

/// The same text in the form that can be written.
pub fn tidy(found: &Found) -> Found {
    let language = found.metadata.language.as_ref();
    let notes = found.notes.iter().map(|note| Note {
        label: note.label.clone(),
        blocks: blocks(&note.blocks, 2, language),
        place: note.place,
    });
    Found {
        blocks: blocks(&paragraphs(found), 0, language),
        notes: notes.collect(),
        metadata: found.metadata.clone(),
        has_raw_lines: false,
        ..Found::default()
    }
}

/// Lines of a plain text that nothing made paragraphs of: those between empty lines belong together.
fn paragraphs(found: &Found) -> Vec<Block> {
    if !found.has_raw_lines {
        return found.blocks.clone();
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut line: Vec<Inline> = Vec::new();
    let mut place = Place::default();
    let end = |line: &mut Vec<Inline>, place: Place, blocks: &mut Vec<Block>| {
        if !line.is_empty() {
            blocks.push(Block::new(BlockKind::Paragraph(std::mem::take(line)), place));
        }
    };
    for block in &found.blocks {
        match &block.kind {
            BlockKind::RawLine(text) if text.now().trim().is_empty() => end(&mut line, place, &mut blocks),
            BlockKind::RawLine(text) => {
                if line.is_empty() {
                    place = block.place;
                } else {
                    line.push(Inline::text(" "));
                }
                line.push(Inline::Text(text.clone()));
            }
            _ => {
                end(&mut line, place, &mut blocks);
                blocks.push(block.clone());
            }
        }
    }
    end(&mut line, place, &mut blocks);
    blocks
}

/// The name of a container that stands for comments after the block before it: the histories that make them end here.
pub(super) const COMMENTS: &str = "<!--";

/// Whether a block stands for comments.
pub(super) fn is_comments(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Container(name, ..) if name == COMMENTS)
}

fn blocks(list: &[Block], depth: usize, language: Option<&Language>) -> Vec<Block> {
    let mut tidied = Vec::with_capacity(list.len());
    for one in list {
        let before = tidied.len();
        block(one, depth, language, &mut tidied);
        let comments = doubt::comments(one, language);
        // Comments alone are no block: nothing of this one is left to look at.
        if !comments.is_empty() && tidied.len() > before {
            tidied.push(Block::new(BlockKind::Container(COMMENTS.to_owned(), comments, Vec::new()), one.place));
        }
    }
    tidied
}

/// Adds a block, or what becomes of it.
fn block(block: &Block, depth: usize, language: Option<&Language>, into: &mut Vec<Block>) {
    let deep = depth + 1;
    let is_deep = deep > DEEPEST;
    let with = |kind: BlockKind| Block { kind, ..block.clone() };
    match &block.kind {
        BlockKind::Heading(level, content) => {
            let content = line(content, Breaks::Spaces);
            // Marks of notes alone make no heading.
            if plain(&content).trim().is_empty() && !content.is_empty() {
                paragraph(block, &content, into);
            } else if !content.is_empty() {
                into.push(with(BlockKind::Heading((*level).clamp(1, 6), content)));
            }
        }
        BlockKind::RawLine(text) => paragraph(block, &[Inline::Text(text.clone())], into),
        BlockKind::Paragraph(content) => paragraph(block, content, into),
        BlockKind::Quote(inner) => {
            let inner = blocks(inner, deep, language);
            if is_deep {
                into.extend(inner);
            } else if !inner.is_empty() {
                into.push(with(BlockKind::Quote(inner)));
            }
        }
        BlockKind::List(numbering, items) => {
            // A list takes two of the levels.
            let items: Vec<Vec<Block>> = items.iter().map(|item| blocks(item, deep + 1, language)).collect();
            if is_deep {
                into.extend(items.into_iter().flatten());
            } else if !items.is_empty() {
                into.push(with(BlockKind::List(*numbering, items)));
            }
        }
        BlockKind::Definitions(list) => definitions(block, list, deep, language, into),
        BlockKind::Table(found) if is_endless(found) => {
            // A copy of the table for each of its rows would be too much.
            let mut row_block = Block::new(BlockKind::Separator, block.place);
            (row_block.id, row_block.language) = (block.id.clone(), block.language.clone());
            for row in std::iter::once(&found.head).chain(&found.rows) {
                let cells: Vec<Inline> = row.join(&Inline::text(" · "));
                let before = into.len();
                paragraph(&row_block, &cells, into);
                if into.len() > before {
                    row_block.id = None;
                }
            }
        }
        BlockKind::Table(found) => {
            if let Some(table) = table(found) {
                into.push(with(BlockKind::Table(table)));
            }
        }
        BlockKind::Code(text) => {
            let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
            let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
            into.push(with(BlockKind::Code(text.trim_end_matches('\n').to_owned())));
        }
        BlockKind::Verse(stanzas) => verse(block, stanzas, into),
        BlockKind::Separator | BlockKind::PageBreak => into.push(Block { language: None, ..block.clone() }),
        BlockKind::Figure(found, caption) => figure(block, found, &line(caption, Breaks::Spaces), into),
        BlockKind::Container(name, attributes, inner) => {
            if name == COMMENTS {
                return into.push(block.clone());
            }
            let mut inner = blocks(inner, deep, language);
            let is_single = |inner: &[Block]| {
                inner.len() == 1 && !matches!(&inner[0].kind, BlockKind::Container(name, ..) if name.is_empty())
            };
            if name.is_empty() && inner.len() == 2 && is_comments(&inner[1]) && is_single(&inner[..1]) {
                let comments = inner.pop();
                into.push(with(BlockKind::Container(String::new(), attributes.clone(), inner)));
                into.extend(comments);
            } else if is_deep || name.is_empty() && (attributes.is_empty() || !is_single(&inner)) {
                into.extend(inner);
            } else {
                into.push(with(BlockKind::Container(name.clone(), attributes.clone(), inner)));
            }
        }
    }
}

fn paragraph(block: &Block, content: &[Inline], into: &mut Vec<Block>) {
    let content = line(content, Breaks::Kept);
    if content.is_empty() {
        return;
    }
    let pictures: Option<Vec<&Picture>> = content
        .iter()
        .filter(|inline| match inline {
            Inline::LineBreak => false,
            Inline::Text(text) => !text.now().trim().is_empty(),
            _ => true,
        })
        .map(|inline| match inline {
            Inline::Image(picture) => Some(picture),
            _ => None,
        })
        .collect();
    match pictures.as_deref() {
        Some([picture]) => figure(block, picture, &[], into),
        Some([]) | None => into.push(Block { kind: BlockKind::Paragraph(content), ..block.clone() }),
        Some(several) => {
            let figures = several.iter().map(|one| {
                let picture = Picture { alt: clean(&one.alt).trim().to_owned(), ..(*one).clone() };
                Block::new(BlockKind::Figure(picture, Vec::new()), block.place)
            });
            let kind = BlockKind::Container("figures".to_owned(), String::new(), figures.collect());
            into.push(Block { kind, ..block.clone() });
        }
    }
}

/// An image with its caption; a caption that holds more than words stands as a paragraph in a container.
fn figure(block: &Block, found: &Picture, caption: &[Inline], into: &mut Vec<Block>) {
    let picture = Picture { alt: clean(&found.alt).trim().to_owned(), ..found.clone() };
    let is_plain = match caption {
        [] => true,
        [Inline::Text(text)] => !text.now().contains("[^"),
        _ => false,
    };
    if is_plain {
        into.push(Block { kind: BlockKind::Figure(picture, caption.to_vec()), ..block.clone() });
        return;
    }
    let inner = vec![
        Block::new(BlockKind::Figure(picture, Vec::new()), block.place),
        Block::new(BlockKind::Paragraph(caption.to_vec()), block.place),
    ];
    let kind = BlockKind::Container("figure".to_owned(), String::new(), inner);
    into.push(Block { kind, ..block.clone() });
}

fn definitions(
    block: &Block,
    list: &[(Vec<Inline>, Vec<Block>)],
    depth: usize,
    language: Option<&Language>,
    into: &mut Vec<Block>,
) {
    let mut kept: Vec<(Vec<Inline>, Vec<Block>)> = Vec::new();
    for (term, meaning) in list {
        let term = line(term, Breaks::Spaces);
        let meaning = blocks(meaning, depth + 1, language);
        match kept.last_mut() {
            _ if !is_blank(&term) && !meaning.is_empty() && depth <= DEEPEST => kept.push((term, meaning)),
            // A term alone is a paragraph, a meaning alone goes on with the one before.
            Some((_, last)) => {
                if !term.is_empty() {
                    last.push(Block::new(BlockKind::Paragraph(term), block.place));
                }
                last.extend(meaning);
            }
            None => {
                if !term.is_empty() {
                    into.push(Block::new(BlockKind::Paragraph(term), block.place));
                }
                into.extend(meaning);
            }
        }
    }
    if !kept.is_empty() {
        into.push(Block { kind: BlockKind::Definitions(kept), ..block.clone() });
    }
}

/// Whether a table would fill the memory when each of its rows is as long as the longest: its rows are paragraphs then.
fn is_endless(found: &Table) -> bool {
    const MOST_CELLS: usize = 200_000;
    let width = found.rows.iter().chain([&found.head]).map(Vec::len).max().unwrap_or(0);
    width * found.rows.len() > MOST_CELLS
}

/// A table whose rows have the same number of cells; `None` for one without cells.
fn table(found: &Table) -> Option<Table> {
    let cells = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| line(cell, Breaks::Kept)).collect::<Vec<_>>();
    let mut head = cells(&found.head);
    let mut rows: Vec<Vec<Vec<Inline>>> = found.rows.iter().map(cells).collect();
    let filled = |row: &Vec<Vec<Inline>>| row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
    let width = rows.iter().map(filled).chain([filled(&head)]).max().filter(|width| *width > 0)?;
    if head.iter().all(Vec::is_empty) {
        head.clear();
    } else {
        head.resize(width, Vec::new());
    }
    rows.iter_mut().for_each(|row| row.resize(width, Vec::new()));
    let mut columns = found.columns.clone();
    columns.resize(width, ColumnAlign::Auto);
    Some(Table { head, rows, columns })
}

fn verse(block: &Block, stanzas: &[Vec<Couplet>], into: &mut Vec<Block>) {
    let couplet = |(first, second): &Couplet| {
        let first = line(first, Breaks::Spaces);
        let second = second.as_ref().map(|second| line(second, Breaks::Spaces)).filter(|second| !second.is_empty());
        match (first.is_empty(), second) {
            (true, None) => None,
            (true, Some(second)) => Some((second, None)),
            (false, second) => Some((first, second)),
        }
    };
    let stanzas: Vec<Vec<_>> = stanzas.iter().map(|stanza| stanza.iter().filter_map(couplet).collect()).collect();
    let stanzas: Vec<Vec<_>> = stanzas.into_iter().filter(|stanza: &Vec<_>| !stanza.is_empty()).collect();
    if !stanzas.is_empty() {
        into.push(Block { kind: BlockKind::Verse(stanzas), ..block.clone() });
    }
}
