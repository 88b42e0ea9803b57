//! The galley: all text of the book set in rows, before it is cut into pages. Pieces are set side by side.
//!
//! A piece is a top-level block of a chapter, or a page made by the program (`pieces`). What comes out does not depend on the number of
//! threads: each piece is set alone, and pieces are put together in order.

use rayon::prelude::*;

use super::notes::Portion;
use super::palette::Palette;
use super::pieces::{Piece, Set, pieces, set_foot_note, set_piece};
use super::row::{Band, Begins, Opening, Row};
use super::setter::Tools;
use super::{Group, ItemRole, clear, groups};
use crate::base::{Diagnostics, Length};
use crate::book::{AnchorId, Book};

/// The whole text in rows. Filled here; read by `paging` through [`Slot`]s, and by `compose` as [`Parts`].
pub(super) struct Galley<'a> {
    pub(super) pieces: Vec<Piece<'a>>,
    pub(super) set: Vec<Set>,
    notes: Vec<Set>,
}

/// A row of the running order.
pub(super) struct Slot<'a> {
    /// The row.
    pub(super) row: &'a Row,
    /// Space above it.
    pub(super) before: Length,
    /// What it asks of the page before it.
    pub(super) opening: Opening,
    /// Whether a division begins with it: its space above stays at the top of a page.
    pub(super) opens_division: bool,
    /// How many columns stand side by side where it does.
    pub(super) columns: u8,
    /// Whether the columns begin with it, and do not go on from the rows before.
    pub(super) opens_band: bool,
    /// Whether it is a line of the text, which stands on the grid.
    pub(super) is_on_grid: bool,
}

/// The running order: every row, and at which of them each place lies.
pub(super) struct RunningOrder<'a> {
    /// Rows in order.
    pub(super) slots: Vec<Slot<'a>>,
    /// Places and the positions of their rows.
    pub(super) anchors: Vec<(AnchorId, usize)>,
}

/// A galley taken apart.
pub(super) struct Parts {
    /// Rows in the running order, with their divisions; blocks are numbered from 1 through the book.
    pub(super) rows: Vec<(Row, usize)>,
    /// Rows of the notes, by [`NoteId`]; their blocks are numbered after those of the text.
    pub(super) notes: Vec<Vec<Row>>,
    /// What blocks stand in, outer groups before inner ones.
    pub(super) groups: Vec<Group>,
    /// What was found wrong, in the order of the book.
    pub(super) diagnostics: Diagnostics,
}

impl<'a> Galley<'a> {
    /// Sets every piece and note.
    pub(super) fn set(book: &'a Book, tools: &Tools<'_, '_>) -> Self {
        let pieces = pieces(book, tools.styles.page.chapter_start);
        let set =
            pieces.par_iter().map_init(Palette::default, |palette, piece| set_piece(piece, tools, palette)).collect();
        let notes = (&book.notes, 0..book.notes.len())
            .into_par_iter()
            .map_init(Palette::default, |palette, (_, id)| set_foot_note(id, tools, palette))
            .collect();
        let mut galley = Self { pieces, set, notes };
        galley.clear(tools);
        galley
    }

    /// Sets pieces and notes whose marks would meet further apart. Those that are far enough already stay where they are.
    pub(super) fn clear(&mut self, tools: &Tools<'_, '_>) {
        for set in [&mut self.set, &mut self.notes] {
            for at in 1..set.len() {
                let (above, below) = set.split_at_mut(at);
                clear::stacks(&above[at - 1].stack, &mut below[0].stack, tools.boxes);
            }
        }
    }

    /// Whether any text prints page numbers.
    pub(super) fn has_page_references(&self) -> bool {
        self.set.iter().chain(&self.notes).any(|set| set.has_page_references)
    }

    /// Sets again what prints page numbers.
    pub(super) fn set_again(&mut self, tools: &Tools<'_, '_>) {
        let mut palette = Palette::default();
        for (piece, set) in self.pieces.iter().zip(&mut self.set) {
            if set.has_page_references {
                *set = set_piece(piece, tools, &mut palette);
            }
        }
        for (id, set) in self.notes.iter_mut().enumerate() {
            if set.has_page_references {
                *set = set_foot_note(id, tools, &mut palette);
            }
        }
        self.clear(tools);
    }

    /// Places in a part of a note.
    pub(super) fn anchors_in(&self, portion: &Portion) -> impl Iterator<Item = AnchorId> {
        let rows = self.notes.get(portion.note.0 as usize).and_then(|set| set.stack.rows.get(portion.rows.clone()));
        rows.unwrap_or_default().iter().flat_map(|row| row.anchors.iter().copied())
    }

    /// Rows of each note, by [`NoteId`].
    pub(super) fn note_rows(&self) -> Vec<&[Row]> {
        self.notes.iter().map(|set| &*set.stack.rows).collect()
    }

    /// The rows of all pieces one after another, with what stands between them.
    ///
    /// `columns` are those of the page, `line` is the line spacing of the text.
    pub(super) fn running_order(&self, columns: u8, line: Length) -> RunningOrder<'_> {
        let mut slots: Vec<Slot<'_>> = Vec::with_capacity(self.set.iter().map(|set| set.stack.rows.len()).sum());
        let mut anchors = Vec::new();
        let mut gap = Length::ZERO;
        let mut opening = Opening::Flow;
        let mut opens_division = false;
        for (piece, Set { stack, .. }) in self.pieces.iter().zip(&self.set) {
            opening = opening.max(piece.opening);
            if piece.opening >= Opening::Page {
                // Space below the last block of a page is no space above the first of the next.
                gap = Length::ZERO;
            }
            opens_division |= piece.anchor.is_some();
            anchors.extend(piece.anchor.map(|anchor| (anchor, slots.len())));
            for row in &stack.rows {
                anchors.extend(row.anchors.iter().map(|anchor| (*anchor, slots.len())));
                slots.push(Slot {
                    row,
                    before: row.before.max(std::mem::take(&mut gap)),
                    opening: row.opening.max(std::mem::take(&mut opening)),
                    opens_division: std::mem::take(&mut opens_division),
                    columns: match row.band {
                        Band::Page => columns,
                        Band::Wide => 1,
                        Band::Stretch(count, _) => count,
                    },
                    opens_band: matches!(row.band, Band::Stretch(_, Begins::Here)),
                    is_on_grid: row.height == line && is_text(row),
                });
            }
            anchors.extend(stack.anchors.iter().map(|anchor| (*anchor, slots.len())));
            gap = gap.max(stack.gap);
            opening = opening.max(stack.opening);
        }
        // Places behind the last row lie on it.
        let last = slots.len().saturating_sub(1);
        anchors.iter_mut().for_each(|(_, at)| *at = (*at).min(last));
        RunningOrder { slots, anchors }
    }

    /// Takes the galley apart, numbering blocks through.
    pub(super) fn into_parts(self) -> Parts {
        let mut parts =
            Parts { rows: Vec::new(), notes: Vec::new(), groups: Vec::new(), diagnostics: Diagnostics::new() };
        let mut divisions: Vec<Group> = Vec::new();
        let mut first = 1;
        for (piece, mut set) in self.pieces.iter().zip(self.set) {
            let begun = first;
            parts.groups.extend(groups::numbered(std::mem::take(&mut set.stack.groups), first));
            let numbered = numbered(set, &mut first, &mut parts.diagnostics);
            parts.rows.extend(numbered.map(|row| (row, piece.division)));
            groups::add_to_division(&mut divisions, piece.division, begun..first);
        }
        for mut set in self.notes {
            parts.groups.extend(groups::numbered(std::mem::take(&mut set.stack.groups), first));
            let numbered = numbered(set, &mut first, &mut parts.diagnostics);
            parts.notes.push(numbered.collect());
        }
        parts.groups.extend(divisions);
        parts.groups = groups::sort(parts.groups);
        parts
    }
}

/// Whether a row is running text. Rows of a box carry its sides, which would show gaps if the rows moved to a grid.
fn is_text(row: &Row) -> bool {
    !row.items.is_empty() && row.items.iter().all(|item| item.role == ItemRole::Paragraph)
}

/// The rows of a piece with its blocks numbered from `first` on. Furniture has block 0.
fn numbered(set: Set, first: &mut u32, diagnostics: &mut Diagnostics) -> impl Iterator<Item = Row> {
    let base = *first;
    *first += set.stack.next_block;
    diagnostics.append(set.diagnostics);
    set.stack.rows.into_iter().map(move |mut row| {
        for item in &mut row.items {
            item.block = if item.role == ItemRole::Artifact { 0 } else { base + item.block };
        }
        row
    })
}
