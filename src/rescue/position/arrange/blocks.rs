//! Paragraphs become blocks: headings, lists, quotations, separators, figures with their captions.

use super::code;
use super::definitions;
use super::dialogue;
use super::habits::Habits;
use super::headings::{self, Rank, Standing};
use super::inlines::{self, Bold};
use super::lines::Line;
use super::lists::{Mark, Marker, marker};
use super::paragraphs::{Paragraph, Part};
use super::tables::{Cells, Grid};
use super::verse;
use crate::rescue::found::{Block, BlockKind, Numbering, Picture, Place, Table};

/// What is no paragraph of lines.
#[derive(Clone, Debug)]
pub(super) enum Other {
    /// An image, and the box that it stands in.
    Picture(Picture, Place, u16),
    /// A block that is made already, a table or verse, and the box that it stands in.
    Made(Block, u16),
}

/// Blocks in reading order.
pub(super) fn of_parts(parts: Vec<Part<Other>>, habits: &Habits) -> Vec<Block> {
    let mut ranks: Vec<Option<Rank>> = parts
        .iter()
        .map(|part| match part {
            // What stands out in a box is its title.
            Part::Paragraph(paragraph) if paragraph.lines[0].boxed > 0 => None,
            Part::Paragraph(paragraph) if !is_separator(&text(paragraph)) => headings::rank(paragraph, habits),
            _ => None,
        })
        .collect();
    // A bold line above an inset block is its title, or the term that it tells of.
    for at in 0..ranks.len() {
        let names_inset = || {
            let next = parts.get(at + 1).filter(|_| ranks[at + 1].is_none()).and_then(paragraph_of);
            next.is_some_and(|next| keeps_off_start(next, habits))
        };
        if ranks[at].is_some_and(|rank| rank.is_of_text(habits)) && names_inset() {
            ranks[at] = None;
        }
    }
    no_terms(&parts, &mut ranks, habits);
    let ladder = headings::ladder(ranks.iter().flatten().copied().collect());
    let free = headings::free(&standings(&parts, &ranks), &ladder);
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let number = box_of(&parts[at]);
        let count = parts[at..].iter().take_while(|part| box_of(part) == number).count();
        let range = at..at + count;
        let level = |rank| headings::level(rank, &ladder, free);
        let inner = run(&parts[range.clone()], &ranks[range], level, habits);
        match inner.first() {
            Some(first) if number > 0 && is_text(&inner) => {
                let place = first.place;
                let kind = BlockKind::Container("box".to_owned(), String::new(), inner);
                blocks.push(Block { kind, place, language: None, id: None });
            }
            _ => blocks.extend(inner),
        }
        at += count;
    }
    dialogue::join(verse::join(blocks))
}

/// Takes the ranks of terms that stand above their definitions.
fn no_terms(parts: &[Part<Other>], ranks: &mut [Option<Rank>], habits: &Habits) {
    let mut at = 0;
    while at < parts.len() {
        let is_term = paragraph_of(&parts[at]).is_some_and(|paragraph| definitions::is_term(paragraph, habits));
        let (count, terms) = match is_term {
            true => {
                definitions::count(&parts[at..].iter().map_while(paragraph_of).take(2000).collect::<Vec<_>>(), habits)
            }
            false => (0, Vec::new()),
        };
        terms.iter().for_each(|term| ranks[at + term] = None);
        at += count.max(1);
    }
}

/// Terms and their definitions.
fn make_definitions(run: &[&Paragraph], terms: &[usize], habits: &Habits) -> Block {
    let ends = terms.iter().skip(1).copied().chain([run.len()]);
    let entry = |(term, end): (&usize, usize)| {
        let own = run[term + 1..end].iter().map(|paragraph| plain_block(paragraph, habits)).collect();
        (inlines::of_paragraph(run[*term], Bold::Plain), own)
    };
    block(run[0], BlockKind::Definitions(terms.iter().zip(ends).map(entry).collect()))
}

/// The box that a part stands in.
fn box_of(part: &Part<Other>) -> u16 {
    match part {
        Part::Paragraph(paragraph) => paragraph.lines[0].boxed,
        Part::Other(Other::Picture(_, _, boxed) | Other::Made(_, boxed)) => *boxed,
    }
}

/// Whether blocks are more than a table with a frame, or text whose white space counts.
fn is_text(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| !matches!(block.kind, BlockKind::Table(_) | BlockKind::Figure(..)))
}

/// Blocks of parts, none or all of which stand in one box.
fn run(parts: &[Part<Other>], ranks: &[Option<Rank>], level: impl Fn(Rank) -> u8, habits: &Habits) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let paragraph = match &parts[at] {
            Part::Other(other) => {
                let caption = parts.get(at + 1).and_then(paragraph_of).filter(|next| is_caption(next, habits));
                blocks.push(figure(other.clone(), caption));
                at += 1 + usize::from(caption.is_some() && matches!(other, Other::Picture(..)));
                continue;
            }
            Part::Paragraph(paragraph) => paragraph,
        };
        if let Some(rank) = ranks[at] {
            blocks
                .push(block(paragraph, BlockKind::Heading(level(rank), inlines::of_paragraph(paragraph, Bold::Plain))));
            at += 1;
            continue;
        }
        if is_separator(&text(paragraph)) {
            blocks.push(block(paragraph, BlockKind::Separator));
            at += 1;
            continue;
        }
        let plain = parts[at..].iter().zip(&ranks[at..]).take_while(|(_, rank)| rank.is_none());
        let run: Vec<&Paragraph> = plain.map_while(|(part, _)| paragraph_of(part)).take(2000).collect();
        let (count, terms) = definitions::count(&run, habits);
        if count > 0 {
            blocks.push(make_definitions(&run[..count], &terms, habits));
            at += count;
            continue;
        }
        let items = list(&run, habits);
        if items > 0 {
            blocks.push(make_list(&run[..items], habits));
            at += items;
            continue;
        }
        let quoted =
            run.iter().take_while(|paragraph| is_inset(paragraph, habits) && !is_centred_in_box(paragraph)).count();
        if quoted > 0 && (quoted > 1 || run[0].lines.len() > 1) {
            let inner = run[..quoted].iter().map(|paragraph| plain_block(paragraph, habits)).collect();
            blocks.push(block(paragraph, BlockKind::Quote(inner)));
            at += quoted;
            continue;
        }
        blocks.push(plain_block(paragraph, habits));
        at += 1;
    }
    blocks
}

/// Where the headings stand.
fn standings(parts: &[Part<Other>], ranks: &[Option<Rank>]) -> Vec<Standing> {
    let pages: Vec<Option<u32>> = parts
        .iter()
        .map(|part| match part {
            Part::Paragraph(paragraph) => Some(paragraph.lines[0].page),
            Part::Other(Other::Picture(_, place, _) | Other::Made(Block { place, .. }, _)) => place.page,
        })
        .collect();
    // Pages that have something else, also the last lines of a paragraph.
    let ends = parts.iter().zip(&pages).zip(ranks).filter(|(_, rank)| rank.is_none()).flat_map(|((part, page), _)| {
        let last = paragraph_of(part).and_then(|paragraph| paragraph.lines.last()).map(|line| line.page);
        [*page, last]
    });
    let filled: std::collections::BTreeSet<u32> = ends.flatten().collect();
    let found = ranks.iter().enumerate().filter_map(|(at, rank)| {
        let page = pages[at]?;
        let is_top = at.checked_sub(1).is_none_or(|before| pages[before].is_none_or(|before| before < page))
            && at
                .checked_sub(1)
                .and_then(|before| paragraph_of(&parts[before]))
                .is_none_or(|before| before.lines.last().is_none_or(|line| line.page < page));
        Some(Standing { rank: (*rank)?, is_first: at == 0 && page == 1, is_alone: !filled.contains(&page), is_top })
    });
    found.collect()
}

/// A table, or verse.
pub(super) fn of_grid(grid: Grid) -> Block {
    let place = Place { page: Some(grid.page), line: Some(grid.number) };
    let cell = |lines: &Vec<Line>, bold| inlines::of_lines(lines, &[], bold);
    let kind = match grid.cells {
        Cells::Code => BlockKind::Code(code::text(&grid.rows)),
        Cells::Verse => {
            let half = |row: &Vec<Vec<Line>>, at: usize| row.get(at).map(|lines| cell(lines, Bold::Strong));
            // A wider step begins a stanza.
            let height = |row: &Vec<Vec<Line>>| row.iter().flatten().map(|line| line.baseline).next().unwrap_or(0.0);
            let steps = || grid.rows.windows(2).map(|pair| height(&pair[1]) - height(&pair[0]));
            let least = steps().fold(f32::MAX, f32::min);
            let mut stanzas = vec![Vec::new()];
            for (at, row) in grid.rows.iter().enumerate() {
                if at > 0 && height(row) - height(&grid.rows[at - 1]) > 1.25 * least {
                    stanzas.push(Vec::new());
                }
                let line = (half(row, 0).unwrap_or_default(), half(row, 1));
                stanzas.last_mut().expect("there is one").push(line);
            }
            BlockKind::Verse(stanzas)
        }
        Cells::Table(has_head) => {
            let (head, body) = grid.rows.split_at(usize::from(has_head));
            let head = head.iter().flatten().map(|lines| cell(lines, Bold::Plain)).collect();
            let rows = body.iter().map(|row| row.iter().map(|lines| cell(lines, Bold::Strong)).collect()).collect();
            BlockKind::Table(Table { head, rows, columns: Vec::new() })
        }
    };
    Block { kind, place, language: None, id: None }
}

fn paragraph_of(part: &Part<Other>) -> Option<&Paragraph> {
    match part {
        Part::Paragraph(paragraph) => Some(paragraph),
        Part::Other(_) => None,
    }
}

/// The text of a paragraph's lines.
fn text(paragraph: &Paragraph) -> String {
    paragraph.lines.iter().map(Line::text).collect::<Vec<_>>().join(" ")
}

fn place(line: &Line) -> Place {
    Place { page: Some(line.page), line: Some(line.number) }
}

fn block(paragraph: &Paragraph, kind: BlockKind) -> Block {
    Block { kind, place: place(&paragraph.lines[0]), language: None, id: None }
}

/// A paragraph as such.
pub(super) fn plain_block(paragraph: &Paragraph, habits: &Habits) -> Block {
    let bold = if habits.is_bold { Bold::Plain } else { Bold::Strong };
    block(paragraph, BlockKind::Paragraph(inlines::of_paragraph(paragraph, bold)))
}

/// Lines as a paragraph in which bold letters say nothing.
pub(super) fn plain_lines(lines: Vec<Line>) -> Block {
    let paragraph = Paragraph { lines, doubts: Vec::new(), breaks: Vec::new(), above: None };
    block(&paragraph, BlockKind::Paragraph(inlines::of_paragraph(&paragraph, Bold::Plain)))
}

fn figure(other: Other, caption: Option<&Paragraph>) -> Block {
    match other {
        Other::Made(block, _) => block,
        Other::Picture(picture, place, _) => {
            let words = caption.map(|caption| inlines::of_paragraph(caption, Bold::Plain)).unwrap_or_default();
            Block { kind: BlockKind::Figure(picture, words), place, language: None, id: None }
        }
    }
}

/// Whether a paragraph below an image belongs to it.
fn is_caption(paragraph: &Paragraph, habits: &Habits) -> bool {
    const WORDS: [&str; 9] = ["شکل", "تصویر", "نگاره", "عکس", "صورة", "الشكل", "Figure", "Fig.", "Plate"];
    let first = &paragraph.lines[0];
    let says = WORDS.iter().any(|word| first.text().trim_start().starts_with(word));
    let is_small = first.size < 0.96 * habits.size;
    paragraph.lines.len() <= 5 && (says || is_small || (first.is_centred() && paragraph.lines.len() <= 2))
}

/// Whether a text is a row of stars or the like.
pub(super) fn is_separator(text: &str) -> bool {
    const SIGNS: &str = "*\u{2042}\u{2217}\u{2022}\u{B7}\u{2014}\u{2013}-_~\u{203B}\u{2756}\u{2767}\u{2731}\u{66D}\u{25C6}#\u{2013}\u{273B}\u{2766}\u{25CA}";
    let mut signs = text.chars().filter(|sign| !sign.is_whitespace());
    text.chars().count() <= 24 && signs.clone().next().is_some() && signs.all(|sign| SIGNS.contains(sign))
}

/// Whether all lines keep off both edges: a quotation.
fn is_inset(paragraph: &Paragraph, habits: &Habits) -> bool {
    let least = |inset: fn(&Line) -> f32| paragraph.lines.iter().map(inset).min_by(f32::total_cmp).unwrap_or(0.0);
    let (start, end) = (least(Line::start_in), least(Line::end_in));
    let is_first_line =
        paragraph.lines.len() == 1 && habits.indent.is_some_and(|indent| (start - indent).abs() < 0.2 * habits.size);
    if is_first_line || marker(&text(paragraph)).is_some() {
        return false;
    }
    start > 0.7 * habits.size && end > 0.5 * habits.size && start < 8.0 * habits.size
}

/// Whether the lines of a box stand in its middle: no quotation.
fn is_centred_in_box(paragraph: &Paragraph) -> bool {
    paragraph.lines.iter().all(|line| line.boxed > 0 && line.is_centred())
}

/// Whether all lines keep off the edge where lines begin, more than by an indent.
fn keeps_off_start(paragraph: &Paragraph, habits: &Habits) -> bool {
    let start = paragraph.lines.iter().map(Line::start_in).fold(f32::MAX, f32::min);
    let is_first_line =
        paragraph.lines.len() == 1 && habits.indent.is_some_and(|indent| (start - indent).abs() < 0.2 * habits.size);
    let is_item = marker(&text(paragraph)).is_some();
    start > 0.7 * habits.size
        && start < 8.0 * habits.size
        && !is_first_line
        && !is_item
        && !paragraph.lines[0].is_centred()
}

/// How many paragraphs from the first on are the items of one list.
fn list(run: &[&Paragraph], habits: &Habits) -> usize {
    let Some(first) = run.first().and_then(|paragraph| marker(&text(paragraph))) else { return 0 };
    let mut last = first;
    let mut count = 1;
    let mut items = 1;
    for paragraph in &run[1..] {
        let start = paragraph.lines[0].start_in();
        match marker(&text(paragraph)) {
            Some(next) if next.follows(&last) && (start - run[0].lines[0].start_in()).abs() < habits.size => {
                last = next;
                items += 1;
            }
            // A paragraph of the item before it stands where its text does.
            _ if start > run[0].lines[0].start_in() + 0.8 * habits.size && hanging(run[0]) => {}
            _ => break,
        }
        count += 1;
    }
    let is_dash = matches!(first.mark, Mark::Bullet('-' | '\u{2013}' | '\u{2014}'));
    let hangs = run[..count].iter().any(|paragraph| hanging(paragraph));
    let is_list = match first.mark {
        // Dashes open speech as well as items.
        Mark::Bullet(_) if is_dash => hangs,
        Mark::Bullet(_) => true,
        _ => items >= 2 && (first.begins() || hangs),
    };
    if is_list { count } else { 0 }
}

/// Whether the lines after the first stand further in.
fn hanging(paragraph: &Paragraph) -> bool {
    let first = &paragraph.lines[0];
    paragraph.lines.get(1).is_some_and(|second| second.start_in() > first.start_in() + 0.4 * first.size)
}

fn make_list(run: &[&Paragraph], habits: &Habits) -> Block {
    let mut items: Vec<Vec<Block>> = Vec::new();
    let mut number = None;
    let mut last: Option<Marker> = None;
    for paragraph in run {
        let mark = marker(&text(paragraph)).filter(|mark| last.is_none_or(|last| mark.follows(&last)));
        match mark {
            Some(mark) => {
                if let (None, Mark::Number(first, sign)) = (last, mark.mark) {
                    number = Some(Numbering { is_bracketed: sign == ')', ..Numbering::from(first) });
                }
                if let (None, Mark::Letter(..)) = (last, mark.mark) {
                    number = Some(Numbering::from(1));
                }
                last = Some(mark);
                items.push(vec![plain_block(&without_mark(paragraph, mark.end), habits)]);
            }
            None => {
                if let Some(item) = items.last_mut() {
                    item.push(plain_block(paragraph, habits));
                }
            }
        }
    }
    block(run[0], BlockKind::List(number, items))
}

/// The paragraph without its first bytes.
fn without_mark(paragraph: &Paragraph, mut bytes: usize) -> Paragraph {
    let mut rest = paragraph.clone();
    let line = &mut rest.lines[0];
    for stretch in &mut line.stretches {
        let length = stretch.text.len().min(bytes);
        stretch.text.drain(..length);
        bytes -= length;
    }
    line.stretches.retain(|stretch| !stretch.text.is_empty());
    rest
}
