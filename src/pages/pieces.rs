//! Pieces: what the book is cut into to be set side by side, and how each is set: blocks of chapters, pages made by the
//! program, notes.

use super::folios::first_of_text;
use super::openings::{After, column_of_role, opening};
use super::palette::Palette;
use super::row::{Band, Keep, Opening, Stack};
use super::setter::{Column, Follows, Setter, Tools};
use super::{GroupKind, ItemRole, clear, initial};
use crate::base::Diagnostics;
use crate::book::{AnchorId, Block, BlockKind, Book, Division, DivisionKind, NoteId};
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
pub(super) struct Piece<'a> {
    /// Its division, as a position in [`Book::divisions`].
    pub(super) division: usize,
    /// What it asks of the page: set for the first piece of a division.
    pub(super) opening: Opening,
    /// The place of its division: set for the first piece.
    pub(super) anchor: Option<AnchorId>,
    matter: Matter<'a>,
    /// Lines that its paragraphs should have more or fewer than their styles say.
    pub(super) looseness: i8,
}

impl Piece<'_> {
    /// Whether it is paragraphs alone.
    pub(super) fn is_text(&self) -> bool {
        use BlockKind::{List, Paragraph, Quote};
        matches!(self.matter, Matter::Block(Block { kind: Paragraph(_) | Quote(_) | List(_), .. }, _))
    }
}

/// A piece or note that was set.
pub(super) struct Set {
    pub(super) stack: Stack,
    pub(super) diagnostics: Diagnostics,
    pub(super) has_page_references: bool,
}

/// The pieces of all divisions that the PDF has, in reading order.
pub(super) fn pieces(book: &Book, chapter_start: ChapterStart) -> Vec<Piece<'_>> {
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
                looseness: 0,
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
                // The first paragraph of a text may open with a drop initial.
                let before = before.enumerate().map(|(at, follows)| match follows {
                    Follows::Break if at == 1 && initial::may_open(value.role) => Follows::Title,
                    follows => follows,
                });
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
pub(super) fn set_piece(piece: &Piece<'_>, tools: &Tools<'_, '_>, palette: &mut Palette) -> Set {
    let division = &tools.book.divisions[piece.division];
    let column = Column { language: division.language.clone(), direction: division.direction, ..tools.column() };
    let mut setter = Setter::new(tools, palette);
    setter.looseness = piece.looseness;
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
pub(super) fn set_foot_note(id: usize, tools: &Tools<'_, '_>, palette: &mut Palette) -> Set {
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
