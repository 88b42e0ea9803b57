//! Paging: rows and notes in, cuts out. A cut says which rows and notes stand on a page and where.
//!
//! Steps: bring the spaces to the `grid` where there is one, part the running order into stretches between forced page breaks, gather the notes in one stream (`foot`), choose
//! for each stretch the set of pages with the fewest `demerits` (`search`, which asks `sheet` and `columns` what a page holds),
//! find the places of the rows on the pages chosen, and report where a rule gave way (`report`).

mod columns;
mod demerits;
mod foot;
mod grid;
mod report;
mod search;
mod sheet;
mod streams;

use std::ops::Range;

use super::galley::Slot;
use super::notes::Portion;
use super::row::{Opening, Row};
use crate::base::{Diagnostics, Length};
use crate::book::StreamId;
use demerits::{End, Facing};
use foot::Foot;
pub(super) use grid::level;
use search::Chosen;
use sheet::Sheet;
use streams::Streams;

/// What stands on a page. Filled here; read by `compose`.
#[derive(Debug, Default)]
pub(super) struct Cut {
    /// Rows of the text, as positions in the running order; empty on blank pages and those with notes alone.
    pub(super) rows: Range<usize>,
    /// The areas they stand in, in reading order.
    pub(super) areas: Vec<Area>,
    /// The top of each row, down from that of the type area.
    pub(super) tops: Vec<Length>,
    /// Notes at the foot, in order.
    pub(super) notes: Vec<Portion>,
    /// Whether the first of the notes goes on from the page before.
    pub(super) goes_on: bool,
    /// The top of the rule above the notes, down from that of the type area.
    pub(super) notes_top: Length,
    /// Whether it is the last of several pages up to a forced break, and has fewer lines than it should.
    pub(super) is_runt: bool,
}

impl Cut {
    /// Whether nothing stands on the page.
    pub(super) fn is_blank(&self) -> bool {
        self.rows.is_empty() && self.notes.is_empty()
    }
}

/// A part of the type area: a band across it, or a column of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Area {
    /// The rows in it, as positions in the running order.
    pub(super) rows: Range<usize>,
    /// The column, from 0 in reading order.
    pub(super) column: u8,
    /// How many columns stand side by side.
    pub(super) columns: u8,
    /// Its top, down from that of the type area.
    pub(super) top: Length,
    /// How far down it reaches.
    pub(super) height: Length,
}

/// What pages are cut by.
pub(super) struct Measures {
    /// The height of the type area.
    pub(super) area: Length,
    /// The line spacing of the text.
    pub(super) line: Length,
    /// Space between the text and the rule above notes, at least.
    pub(super) note_gap: Length,
    /// From the top of the rule to that of the first note.
    pub(super) below_rule: Length,
    /// Space between the notes of two hands.
    pub(super) between_hands: Length,
    /// Whose each note is, by number; empty for a book with one hand.
    pub(super) hands: Vec<StreamId>,
    /// The height of the lines that say where an article goes on.
    pub(super) continued: Length,
    /// Whether lines of facing pages stand at one height.
    pub(super) has_grid: bool,
    /// How many lines the last page of a chapter should have.
    pub(super) last_lines: u8,
}

/// Cuts the running order into pages. `notes` has the rows of each note, by number.
pub(super) fn page(
    slots: &[Slot<'_>],
    notes: &[&[Row]],
    measures: &Measures,
    diagnostics: &mut Diagnostics,
) -> Vec<Cut> {
    let streams = Streams::new(measures.hands.clone(), measures.between_hands);
    let foot = Foot::gather(slots, notes, measures.note_gap + measures.below_rule, streams);
    let grid = measures.has_grid.then_some(measures.line);
    let sheet = Sheet {
        slots,
        band_ends: sheet::band_ends(slots),
        foot: &foot,
        area: measures.area,
        line: measures.line,
        continued: measures.continued,
        grid,
        last_lines: measures.last_lines,
    };
    let facing = if measures.has_grid { Facing::Level } else { Facing::Ragged };
    let mut cuts = Vec::new();
    for rows in stretches(slots) {
        if slots[rows.start].opening == Opening::Recto && !cuts.len().is_multiple_of(2) {
            // A blank page holds the place in the running order, so that pages can be sought by row.
            cuts.push(Cut { rows: rows.start..rows.start, ..Cut::default() });
        }
        let chosen = search::choose(&sheet, rows.clone(), cuts.len(), facing);
        let is_runt = chosen.len() > 1
            && chosen.last().is_some_and(|page| sheet.lines_of_text(page.rows.clone()) < f64::from(sheet.last_lines));
        for page in chosen {
            report::page(&sheet, &page, cuts.len(), diagnostics);
            cuts.push(cut(&sheet, page, measures));
        }
        if let Some(last) = cuts.last_mut() {
            last.is_runt = is_runt;
        }
    }
    if cuts.is_empty() {
        // A PDF without pages is none: readers refuse it.
        report::nothing(diagnostics);
        cuts.push(Cut::default());
    }
    cuts
}

/// The rows between forced page breaks.
fn stretches(slots: &[Slot<'_>]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = vec![0];
    starts.extend((1..slots.len()).filter(|position| slots[*position].opening >= Opening::Page));
    let ends = starts.iter().copied().skip(1).chain([slots.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).filter(|rows| !rows.is_empty()).collect()
}

/// The places of everything on a page.
fn cut(sheet: &Sheet<'_>, page: Chosen, measures: &Measures) -> Cut {
    let (mut areas, mut tops) = sheet.arrange(page.rows.clone());
    if let (true, [area]) = (page.white < Length::ZERO && page.end == End::Last, areas.as_mut_slice()) {
        sheet.squeeze(page.rows.clone(), &mut tops, -page.white);
        area.height += page.white;
    }
    let height = sheet.foot.height(page.notes.clone());
    Cut {
        rows: page.rows,
        areas,
        tops,
        goes_on: !page.notes.is_empty() && sheet.foot.is_within(page.notes.start),
        notes_top: measures.area - height + measures.note_gap,
        notes: sheet.foot.portions(page.notes),
        is_runt: false,
    }
}
