//! From glyphs with places to lines, columns, paragraphs, headings, notes and what repeats on every page.
//!
//! Steps: signs that can be arranged (`signs`); rows on one baseline (`rows`) with their words (`words`) in reading
//! order (`order`, `tight`, `lines`); what repeats on every page goes (`furniture`), and what says where an article goes
//! on (`continued`); the masthead (`masthead`); boxes (`boxes`), columns (`columns`, `gutters`) around tables between rules
//! (`ruled`), other tables (`tables`) with their rows (`cells`); what most lines do (`habits`); the title page and the
//! imprint (`title`) and the contents (`contents`) go; notes leave the feet of pages (`notes`) and the ends of chapters
//! (`endnotes`); code (`code`) and verse (`verse`); paragraphs (`paragraphs`, `starts`); blocks (`blocks`, `headings`,
//! `lists`, `definitions`, `dialogue`).

mod base;
mod blocks;
mod boxes;
mod cells;
mod code;
mod columns;
mod contents;
mod continued;
mod definitions;
mod dialogue;
mod endnotes;
mod furniture;
mod gutters;
mod habits;
mod headings;
mod inlines;
mod lines;
mod lists;
#[cfg(test)]
mod made;
mod masthead;
mod notes;
mod order;
mod paragraphs;
mod pictures;
mod rows;
mod ruled;
mod signs;
mod starts;
mod strips;
mod tables;
mod tags;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_parts;
mod tight;
mod title;
mod verse;
mod words;

use crate::base::Direction;
use crate::rescue::found::{Found, LeftOut, Note, Place};

use self::blocks::Other;
use self::boxes::Frame;
use self::furniture::Sides;
use self::habits::Habits;
use self::lines::{Line, Setting};
use self::notes::Footnote;
use self::paragraphs::{Item, Part};
use self::rows::Row;
use self::signs::{Kind, Sign};
use self::strips::{Drawn, Strip};
use self::tables::{Cells, Grid};
use self::words::Spacing;
use super::{Area, PositionedGlyph, PositionedPage, PositionedText};

/// Blocks in reading order of a file's glyphs.
pub fn arrange(text: &PositionedText) -> Found {
    let mut found = Found { metadata: text.metadata.clone(), ..Found::default() };
    // Signs, without what is hidden, turned, or at the same place of most pages.
    let signs = signs(text, &mut found.left_out);
    let rules: Vec<Vec<Area>> =
        text.pages.iter().map(|page| boxes::without_borders(page, rules(&page.rules))).collect();
    // Rows with their texts.
    let rows: Vec<Vec<Row>> = signs.iter().map(|page| rows::of_signs(page)).collect();
    let spacing = Spacing::learn(&rows);
    let script = direction(&signs);
    let base = base::of_file(&rows, script);
    let mut setting = Setting { spacing, direction: script, base, faces: &text.faces, has_meant_brackets: false };
    if let Some(tags) = &text.tags
        && tags::read(text, tags, &signs, &rules, setting, &mut found).is_some()
    {
        found.left_out.sort_by_key(|one| (one.place, one.rule));
        return found;
    }
    let mut pages = strips(text, rows, &rules, setting);
    if lines::has_meant_brackets(pages.iter().flatten().map(|strip| &strip.line)) {
        setting.has_meant_brackets = true;
        let rows = pages.into_iter().map(|page| page.into_iter().map(|strip| strip.row).collect()).collect();
        pages = strips(text, rows, &rules, setting);
    }
    // Running heads and folios go.
    let first = Habits::of_lines(pages.iter().flatten().map(|strip| &strip.line));
    let sides = Sides { size: first.size, spacing: first.spacing(first.size) };
    let offset = continued::offset(&pages);
    found.left_out.extend(continued::take_rows(&mut pages, first.size, offset));
    found.left_out.extend(furniture::take(&mut pages, &sides));
    let masthead = masthead::take(&mut pages, &rules, &sides, setting, &mut found.metadata);
    // Columns, and lines with numbers and edges.
    let mut grids: Vec<Grid> = Vec::new();
    let mut lines: Vec<Vec<Line>> = Vec::with_capacity(pages.len());
    let frames = boxes::find(&text.pages, &rules, &pages, first.size);
    let parted = pages.into_iter().zip(&rules).zip(&frames);
    let mut pages: Vec<Vec<Strip>> =
        parted.map(|((strips, rules), frames)| boxes::part(strips, frames, rules, setting)).collect();
    pages.iter_mut().zip(&rules).for_each(|(strips, rules)| ruled::keep_whole(strips, rules));
    let blocks: Vec<Vec<Area>> = text.pages.iter().zip(&frames).map(|(page, frames)| blocks_of(page, frames)).collect();
    let drawn = |at: usize| Drawn { rules: &rules[at], blocks: &blocks[at], gutters: &[] };
    let own = pages.iter().enumerate().map(|(at, strips)| columns::gutters(strips, drawn(at), setting, first.size));
    let gutters = columns::habitual(&own.collect::<Vec<_>>(), first.size);
    for ((strips, rules), blocks) in pages.into_iter().zip(&rules).zip(&blocks) {
        let drawn = Drawn { rules, blocks, gutters: &gutters };
        let mut strips = columns::split(strips, drawn, setting, first.size);
        base::settle(&mut strips, rules, setting, &first);
        strips.iter_mut().zip(1..).for_each(|(strip, number)| strip.line.number = number);
        let (rest, found) = tables::take(&strips, rules, setting, sides.spacing / first.size);
        lines.push(rest);
        grids.extend(found);
    }
    let mut pages = lines;
    // A book of poems has little else than half-lines.
    let verse = grids.iter().filter(|grid| grid.cells == Cells::Verse);
    let halves = verse.flat_map(|grid| &grid.rows).flatten().flatten();
    let mut habits = Habits::of_lines(pages.iter().flatten().chain(halves));
    habits::set_frames(&mut pages, &grids, habits.size);
    boxes::set_edges(&mut pages, &frames);
    habits::align_turned(&mut pages);
    base::tell(pages.iter_mut().flatten(), setting);
    // The title page and the contents go; notes leave the feet.
    found.left_out.extend(continued::take(&mut pages, habits.size, offset));
    found.left_out.extend(title::take(&mut pages, habits.size, &mut found.metadata));
    found.left_out.extend(title::take_imprint(&mut pages, habits.size, &found.metadata.title));
    found.left_out.extend(contents::take(&mut pages, habits.size));
    habits.learn_edges(&pages.iter().flatten().collect::<Vec<_>>());
    let page_rules: Vec<&[Area]> = rules.iter().map(Vec::as_slice).collect();
    notes::gather_lone_marks(&mut pages, &habits);
    let mut notes = notes::take(&mut pages, &page_rules, &habits);
    notes::join(&mut pages, &mut grids, &mut notes);
    found.left_out.extend(endnotes::take(&mut pages, &mut grids, &mut notes, &habits));
    found.left_out.extend(notes::tell_unjoined(&notes));
    grids.extend(code::take(&mut pages, &habits));
    grids.extend(verse::take(&mut pages, &habits));
    grids.sort_by_key(|grid| (grid.page, grid.number));
    // Paragraphs and blocks.
    let pictures = pictures::take(text, &mut found);
    found.blocks = masthead.into_iter().map(blocks::plain_lines).collect();
    let parts = paragraphs::group(pictures::place(pages, pictures, grids, &frames), &habits);
    found.blocks.extend(blocks::of_parts(parts, &habits));
    found.notes = notes.into_iter().map(|note| finish(note, &habits)).collect();
    found.left_out.sort_by_key(|one| (one.place, one.rule));
    found
}

/// The rows of all pages with their texts.
fn strips<'a>(
    text: &PositionedText,
    rows: Vec<Vec<Row<'a>>>,
    rules: &[Vec<Area>],
    setting: Setting,
) -> Vec<Vec<Strip<'a>>> {
    let mut pages = Vec::with_capacity(rows.len());
    for ((page, rows), rules) in text.pages.iter().zip(rows).zip(rules) {
        let strip = |row| Strip { line: Line::of(&row, rules, setting, page.number), row, frame: None };
        pages.push(rows.into_iter().map(strip).collect());
    }
    pages
}

/// What columns end at: images with no text on them, and boxes.
fn blocks_of(page: &PositionedPage, frames: &[Frame]) -> Vec<Area> {
    let images = page.images.iter().map(|image| image.area);
    let is_free = |area: &Area| {
        let is_on = |glyph: &&PositionedGlyph| {
            glyph.left > area.left
                && glyph.right < area.right
                && glyph.baseline > area.top
                && glyph.baseline < area.bottom
        };
        page.glyphs.iter().filter(is_on).take(20).count() < 20
    };
    images.filter(is_free).chain(frames.iter().map(|frame| frame.area)).collect()
}

/// The signs of all pages, and what is told of those that are none.
fn signs<'a>(text: &'a PositionedText, left_out: &mut Vec<LeftOut>) -> Vec<Vec<Sign<'a>>> {
    let mut pages = Vec::with_capacity(text.pages.len());
    for page in &text.pages {
        let (signs, aside) = signs::of_page(page);
        for (rule, text) in [("rescue.hidden-text", aside.hidden), ("rescue.watermark", aside.turned)] {
            add(left_out, rule, text, page.number);
        }
        pages.push(signs);
    }
    left_out.extend(furniture::take_watermarks(&mut pages));
    pages
}

/// Counts what is left out; the same text again is told once.
fn add(left_out: &mut Vec<LeftOut>, rule: &'static str, text: String, page: u32) {
    if text.trim().is_empty() {
        return;
    }
    let text: String = text.chars().take(200).collect();
    match left_out.iter_mut().rev().take(50).find(|one| one.rule == rule && one.text == text) {
        Some(one) => one.times += 1,
        None => left_out.push(LeftOut { rule, text, place: Place { page: Some(page), line: None }, times: 1 }),
    }
}

/// Thin lines and boxes that have a place, by their lower edges.
fn rules(rules: &[Area]) -> Vec<Area> {
    let is_finite = |area: &&Area| [area.left, area.top, area.right, area.bottom].iter().all(|edge| edge.is_finite());
    let mut rules: Vec<Area> = rules.iter().filter(is_finite).copied().collect();
    rules.sort_by(|one, other| one.bottom.total_cmp(&other.bottom));
    rules
}

/// The direction of most letters.
fn direction(pages: &[Vec<Sign>]) -> Direction {
    let letters = pages.iter().flatten().filter(|sign| sign.kind == Kind::Letter).take(200_000);
    let firsts = letters.filter_map(|sign| sign.text.chars().next()).filter(|letter| letter.is_alphabetic());
    let (rtl, all) = firsts.fold((0usize, 0usize), |(rtl, all), letter| {
        (rtl + usize::from(matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FEFC}')), all + 1)
    });
    if rtl * 2 > all { Direction::Rtl } else { Direction::Ltr }
}

/// A note with its paragraphs.
fn finish(note: Footnote, habits: &Habits) -> Note {
    let place =
        note.lines.first().map_or_else(Place::default, |line| Place { page: Some(line.page), line: Some(line.number) });
    let items: Vec<Item<Other>> = note.lines.into_iter().map(Item::Line).collect();
    let blocks = paragraphs::group(items, habits).into_iter().filter_map(|part| match part {
        Part::Paragraph(paragraph) => Some(blocks::plain_block(&paragraph, habits)),
        Part::Other(_) => None,
    });
    Note { label: note.label, blocks: blocks.collect(), place }
}
