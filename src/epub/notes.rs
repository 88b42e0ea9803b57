//! Notes: a mark in the text, the note at the end of its section, and the way back.
//!
//! Reading systems that pop notes up hide the `aside`; the others show it where it stands (EPUB 3.3 § B, EPUB Type to
//! ARIA Role Authoring Guide: `noteref`, `footnote`, `backlink`).

use crate::base::Direction;
use crate::book::{Block, BlockKind, Note, NoteId};
use crate::style::Role;

use super::names::{mark_id, note_id};
use super::text::TextWriter;

impl TextWriter<'_> {
    /// The mark of a note. Inside a link it waits for the end of the link.
    pub(super) fn note_mark(&mut self, note: NoteId) {
        if self.is_in_link {
            self.held_marks.push(note);
            return;
        }
        let Some(content) = self.book.notes.get(note.0 as usize) else { return };
        let number = self.mark_number(content);
        let mark = content.mark.clone();
        self.facts.has_notes = true;
        let Some(href) = self.names.note_link(self.division, note) else { return self.raised(&number) };
        let count = self.marks.entry(note).or_insert(0);
        *count += 1;
        let id = mark_id(note, *count);
        // A second mark of a note leads to it, but the note leads back to the first.
        if *count == 1 && self.names.is_home_of(self.division, note) {
            self.waiting_notes.push(note);
        }
        let label = format!("{} {mark}", self.book.words.note);
        self.markup
            .tag("a")
            .set("id", &id)
            .set("href", &href)
            .set("epub:type", "noteref")
            .set("role", "doc-noteref")
            .set("aria-label", &label)
            .open();
        self.raised(&number);
        self.markup.close("a");
        self.mark_end = Some(self.markup.length());
    }

    /// The number of a note, in the direction of its chapter. Two in a row are parted by a comma, else they would read
    /// as one number; it belongs to the second.
    fn mark_number(&self, note: &Note) -> (Direction, String) {
        let direction = self.book.divisions.get(note.division as usize).map_or(Direction::Ltr, |own| own.direction);
        let comma = if direction.is_rtl() { "\u{060C}" } else { "," };
        let follows_mark = self.mark_end == Some(self.markup.length());
        (direction, format!("{}{}", if follows_mark { comma } else { "" }, note.mark))
    }

    /// A raised number. It is isolated: digits beside a Latin word would else be drawn on the word's other side.
    fn raised(&mut self, (direction, number): &(Direction, String)) {
        self.markup.raw("<sup>");
        let has_comma = number.starts_with(['\u{060C}', ',']);
        self.markup.tag("bdi").maybe("dir", has_comma.then_some(direction.name())).open();
        self.text(number);
        self.markup.raw("</bdi></sup>");
        self.mark_end = Some(self.markup.length());
    }

    /// Writes the notes that wait, and those whose marks stand in them.
    pub(super) fn flush_notes(&mut self) {
        let mut at = 0;
        // Writing a note may add others at the end of the list.
        while let Some(note) = self.waiting_notes.get(at).copied() {
            self.in_role(Role::Footnote, |writer| writer.note(note));
            at += 1;
        }
        self.waiting_notes.clear();
    }

    fn note(&mut self, id: NoteId) {
        let book = self.book;
        let Some(note) = book.notes.get(id.0 as usize) else { return };
        let tag = self.markup.tag("aside").set("id", &note_id(id));
        tag.set("epub:type", "footnote").set("role", "doc-footnote").open_line();
        let rest = match note.blocks.split_first() {
            Some((first, rest)) if matches!(first.kind, BlockKind::Paragraph(_)) => {
                self.first_paragraph(id, &note.mark, first);
                rest
            }
            _ => {
                self.markup.tag("p").open();
                self.way_back(id, &note.mark);
                self.markup.close_line("p");
                &note.blocks
            }
        };
        self.blocks(rest);
        self.markup.close_line("aside");
    }

    fn first_paragraph(&mut self, id: NoteId, mark: &str, paragraph: &Block) {
        let BlockKind::Paragraph(content) = &paragraph.kind else { return };
        self.start("p", paragraph, "").open();
        self.way_back(id, mark);
        self.markup.raw(" ");
        self.inside(paragraph.language.as_ref(), |writer| writer.inlines(content));
        self.markup.close_line("p");
    }

    /// The number of the note, which leads back to its mark.
    fn way_back(&mut self, id: NoteId, mark: &str) {
        let words = &self.book.words;
        let label = format!("{} {mark}{}{}", words.note, words.comma, words.back_to_text);
        self.facts.note_text(self.place, mark);
        self.markup
            .tag("a")
            .set("href", &format!("#{}", mark_id(id, 1)))
            .set("epub:type", "backlink")
            .set("role", "doc-backlink")
            .set("aria-label", &label)
            .open();
        self.markup.tag("bdi").text(mark);
        self.markup.close("a");
    }
}
