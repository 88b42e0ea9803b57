//! The galley: all text of the book set in rows, before it is cut into pages. Pieces are set side by side.
//!
//! A piece is a top-level block of a chapter, or a page made by the program. What comes out does not depend on the number of
//! threads: each piece is set alone, and pieces are put together in order.

use rayon::prelude::*;

use super::folios::first_of_text;
use super::notes::Portion;
use super::openings::{After, column_of_role, opening};
use super::palette::Palette;
use super::row::{Band, Begins, Keep, Opening, Row, Stack};
use super::setter::{Column, Follows, Setter, Tools};
use super::{Group, GroupKind, ItemRole, clear, groups};
use crate::base::{Diagnostics, Length};
use crate::book::{AnchorId, Block, Book, Division, DivisionKind, NoteId};
use crate::manifest::{FrontPages, NotePlace};
use crate::style::{ChapterStart, Role};

/// What a piece is made of.
#[derive(Clone, Copy)]
enum Matter<'a> {
    TitlePage,
    Copyright,
    Part,
    Contents,
    HalfTitle,
    Colophon,
    /// A list of figures or tables, with their places.
    Captions(&'a [AnchorId]),
    Index,
    /// The heading over notes, its role and level, and the division whose language it is in.
    NotesTitle(&'a str, Role, u8, usize),
    Note(NoteId),
    Block(&'a Block, Follows),
}

/// A piece of the book that is set on its own.
struct Piece<'a> {
    /// Its division, as a position in [`Book::divisions`].
    division: usize,
    /// What it asks of the page: set for the first piece of a division.
    opening: Opening,
    /// The place of its division: set for the first piece.
    anchor: Option<AnchorId>,
    matter: Matter<'a>,
}

/// A piece or note that was set.
struct Set {
    stack: Stack,
    diagnostics: Diagnostics,
    has_page_references: bool,
}

/// The whole text in rows. Filled here; read by `paging` through [`Slot`]s, and by `compose` as [`Parts`].
pub(super) struct Galley<'a> {
    pieces: Vec<Piece<'a>>,
    set: Vec<Set>,
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
    fn clear(&mut self, tools: &Tools<'_, '_>) {
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
                    is_on_grid: row.height == line
                        && row.items.first().is_some_and(|item| item.role == ItemRole::Paragraph),
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

/// The pieces of all divisions that the PDF has, in reading order.
fn pieces(book: &Book, chapter_start: ChapterStart) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut after = After::Other;
    // Pages that are counted apart end with a verso, so that page 1 is a recto.
    let counts_apart = book.front_pages != FrontPages::Continuous;
    let text = first_of_text(book).filter(|_| counts_apart);
    for (division, value) in book.divisions.iter().enumerate().filter(|(_, division)| division.output.pdf) {
        let mut opening = opening(value, after, chapter_start);
        if text == Some(division) {
            opening = Opening::Recto;
        }
        let mut add = |matter| {
            let is_first = pieces.last().is_none_or(|last: &Piece<'_>| last.division != division);
            pieces.push(Piece {
                division,
                opening: if is_first { opening } else { Opening::Flow },
                anchor: is_first.then_some(value.anchor),
                matter,
            });
        };
        match &value.kind {
            DivisionKind::TitlePage => add(Matter::TitlePage),
            DivisionKind::Copyright => add(Matter::Copyright),
            DivisionKind::Toc => add(Matter::Contents),
            DivisionKind::Part => add(Matter::Part),
            DivisionKind::HalfTitle => add(Matter::HalfTitle),
            DivisionKind::Colophon => add(Matter::Colophon),
            DivisionKind::Figures => add(Matter::Captions(&book.figures)),
            DivisionKind::Tables => add(Matter::Captions(&book.tables)),
            DivisionKind::Index => add(Matter::Index),
            DivisionKind::Notes => notes_page(book, division, &mut add),
            DivisionKind::Chapter(blocks) => {
                let before = std::iter::once(Follows::Break).chain(blocks.iter().map(Follows::after));
                blocks.iter().zip(before).for_each(|(block, follows)| add(Matter::Block(block, follows)));
                for (stream, notes) in book.notes_of(division, NotePlace::Chapter) {
                    add(Matter::NotesTitle(book.notes_title(stream), Role::NotesTitle, 2, division));
                    notes.into_iter().for_each(|note| add(Matter::Note(note)));
                }
            }
        }
        after = After::of(value);
    }
    pieces
}

/// The notes at the end of the book, under the titles of their chapters; of two streams each has a title below that.
fn notes_page<'a>(book: &'a Book, division: usize, add: &mut impl FnMut(Matter<'a>)) {
    add(Matter::NotesTitle(&book.divisions[division].title, Role::Heading1, 1, division));
    let has_streams = book.note_streams.iter().filter(|stream| stream.place == NotePlace::Book).count() > 1;
    for (number, chapter) in book.divisions.iter().enumerate().filter(|(_, chapter)| chapter.output.pdf) {
        let groups = book.notes_of(number, NotePlace::Book);
        if !groups.is_empty() && !chapter.title.is_empty() {
            add(Matter::NotesTitle(&chapter.title, Role::NotesTitle, 2, number));
        }
        for (stream, notes) in groups {
            if has_streams {
                add(Matter::NotesTitle(book.notes_title(stream), Role::Heading4, 3, division));
            }
            notes.into_iter().for_each(|note| add(Matter::Note(note)));
        }
    }
}

/// Sets a piece in the language and direction of its division.
fn set_piece(piece: &Piece<'_>, tools: &Tools<'_, '_>, palette: &mut Palette) -> Set {
    let division = &tools.book.divisions[piece.division];
    let column = Column { language: division.language.clone(), direction: division.direction, ..tools.column() };
    let mut setter = Setter::new(tools, palette);
    let mut stack = Stack::default();
    match piece.matter {
        Matter::TitlePage => setter.title_page(&column, &mut stack),
        Matter::Copyright => setter.copyright_page(&column, &mut stack),
        Matter::Part => setter.part_page(division, &column, &mut stack),
        Matter::HalfTitle => setter.half_title(&column, &mut stack),
        Matter::Colophon => setter.colophon(&column, &mut stack),
        Matter::Contents => {
            setter.contents(division, &column, &mut stack);
            setter.has_page_references = true;
        }
        Matter::Captions(places) => {
            setter.captions(division, places, &column, &mut stack);
            setter.has_page_references = true;
        }
        Matter::Index => {
            setter.index(division, &column, &mut stack);
            setter.has_page_references = true;
        }
        Matter::NotesTitle(title, role, level, of) => {
            let Division { language, direction, .. } = &tools.book.divisions[of];
            let column = Column { language: language.clone(), direction: *direction, ..column };
            setter.plain_paragraph(title, &column.of(role, ItemRole::Heading(level)), &mut stack);
            stack.rows.iter_mut().for_each(|row| row.keep = Keep::WithNext);
        }
        Matter::Note(id) => setter.note(id, Role::Endnote, &mut stack),
        Matter::Block(block, follows) => {
            let column = column_of_role(division.role, tools, column);
            if let (Role::Dedication, Some(_)) = (column.role, piece.anchor) {
                stack.space(tools.style(Role::Dedication).space_before);
            }
            setter.running(block, follows, &column, &mut stack);
        }
    }
    if !matches!(piece.matter, Matter::Block(..) | Matter::Note(_) | Matter::Index) {
        super::starts::forget(stack.rows.iter_mut().flat_map(|row| &mut row.items));
    }
    if !matches!(piece.matter, Matter::Block(..) | Matter::Index) {
        stack.rows.iter_mut().for_each(|row| row.band = Band::Wide);
    }
    keep_at_foot(tools.book, &mut stack);
    clear::rows(&mut stack, tools.boxes);
    Set { stack, diagnostics: setter.diagnostics, has_page_references: setter.has_page_references }
}

/// A note at the foot of a page; nothing for one that stands elsewhere.
fn set_foot_note(id: usize, tools: &Tools<'_, '_>, palette: &mut Palette) -> Set {
    let id = NoteId(u32::try_from(id).unwrap_or(u32::MAX));
    let mut setter = Setter::new(tools, palette);
    let mut stack = Stack::default();
    if tools.book.note_place(id) == NotePlace::Page {
        setter.note(id, Role::Footnote, &mut stack);
    }
    keep_at_foot(tools.book, &mut stack);
    clear::rows(&mut stack, tools.boxes);
    Set { stack, diagnostics: setter.diagnostics, has_page_references: setter.has_page_references }
}

/// Rows pull only those notes to their page that stand at the foot.
fn keep_at_foot(book: &Book, stack: &mut Stack) {
    for row in stack.rows.iter_mut().filter(|row| !row.notes.is_empty()) {
        row.notes.retain(|note| book.note_place(*note) == NotePlace::Page);
    }
}

impl Setter<'_, '_> {
    /// A note: its number, then its text in the language and direction of the division its mark stands in.
    fn note(&mut self, id: NoteId, role: Role, stack: &mut Stack) {
        let Some(note) = self.tools.book.notes.get(id.0 as usize) else { return };
        let division = self.tools.book.divisions.get(note.division as usize);
        let whole = self.tools.column();
        let column = match division {
            Some(division) => Column { language: division.language.clone(), direction: division.direction, ..whole },
            None => whole,
        };
        let style = self.tools.style(role);
        let column = column.narrowed(style.start_indent, style.end_indent).of(role, ItemRole::Note(id));
        stack.space(style.space_before.max(style.space_after));
        let first = stack.next_block;
        if division.is_none_or(|division| division.output.pdf) {
            self.number = Some(id);
            self.blocks(&note.blocks, &column, stack);
        }
        stack.group(GroupKind::Note(id), first);
        for item in stack.rows.iter_mut().flat_map(|row| &mut row.items) {
            // Lists and quotations in a note are part of the note.
            if !matches!(item.role, ItemRole::Artifact | ItemRole::Figure(_)) {
                item.role = ItemRole::Note(id);
            }
        }
    }
}
