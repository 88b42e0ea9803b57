//! Notes: a mark in the text, the note at the end of its section or in the file of notes, and the way back.
//!
//! Reading systems that pop notes up hide the `aside`; the others show it where it stands (EPUB 3.3 § B, EPUB Type to
//! ARIA Role Authoring Guide: `noteref`, `footnote`, `endnotes`, `backlink`). In a file of notes nothing may be hidden.

use crate::base::Direction;
use crate::book::{Block, BlockKind, Division, Note, NoteId, StreamId};
use crate::manifest::NotePlace;
use crate::style::Role;

use super::names::{mark_id, note_id};
use super::text::{TextWriter, speak};

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
        let waits = self.book.note_place(note) != NotePlace::Book;
        if *count == 1 && waits && self.names.is_home_of(self.division, note) {
            self.waiting_notes.push(note);
        }
        let label = format!("{} {mark}", self.book.note_label(content.stream));
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

    /// Writes the notes that wait, and those whose marks stand in them: the author's first.
    pub(super) fn flush_notes(&mut self) {
        let book = self.book;
        let order = |note: &NoteId| (book.notes.get(note.0 as usize).map(|note| note.stream), *note);
        // Writing a note may add others to the list. They stand right behind it, or among those of their hand.
        while let Some(next) = self.waiting_notes.iter().copied().min_by_key(order) {
            self.waiting_notes.retain(|note| *note != next);
            self.before_pages(|writer| writer.in_role(Role::Footnote, |writer| writer.foot_note(next)));
        }
    }

    fn foot_note(&mut self, id: NoteId) {
        let book = self.book;
        let Some(note) = book.notes.get(id.0 as usize) else { return };
        let tag = self.markup.tag("aside").set("id", &note_id(id)).maybe("class", class_of(note).as_deref());
        tag.set("epub:type", "footnote").set("role", "doc-footnote").open_line();
        self.note(id, note);
        self.markup.close_line("aside");
    }

    /// The file of notes: those of each chapter under its title.
    pub(super) fn notes_page(&mut self, division: &Division) {
        let book = self.book;
        self.last_rank = 1;
        self.text_line(Role::Heading1, |markup| markup.tag("h1"), &division.title);
        let has_streams = book.note_streams.iter().filter(|stream| stream.place == NotePlace::Book).count() > 1;
        for (number, chapter) in book.divisions.iter().enumerate().filter(|(_, chapter)| chapter.output.epub) {
            let groups = book.notes_of(number, NotePlace::Book);
            if groups.is_empty() {
                continue;
            }
            let language = (chapter.language != division.language).then_some(&chapter.language);
            let tag = self.markup.tag("section");
            match language {
                Some(language) => speak(tag, language).open_line(),
                None => tag.open_line(),
            }
            self.inside(language, |writer| writer.notes_of_chapter(&chapter.title, groups, has_streams));
            self.markup.close_line("section");
        }
    }

    fn notes_of_chapter(&mut self, title: &str, groups: Vec<(StreamId, Vec<NoteId>)>, has_streams: bool) {
        let book = self.book;
        if !title.is_empty() {
            self.text_line(Role::NotesTitle, |markup| markup.tag("h2").set("class", "notes-title"), title);
        }
        for (stream, notes) in groups {
            if has_streams {
                // A text without a title leaves no rank out.
                let rank = if title.is_empty() { "h2" } else { "h3" };
                self.text_line(
                    Role::Heading4,
                    |markup| markup.tag(rank).set("class", "level-4"),
                    book.notes_title(stream),
                );
            }
            for id in notes {
                self.in_role(Role::Endnote, |writer| writer.endnote(id));
            }
        }
        self.flush_notes();
    }

    fn endnote(&mut self, id: NoteId) {
        let book = self.book;
        let Some(note) = book.notes.get(id.0 as usize) else { return };
        let class = class_of(note).map_or("endnote".to_owned(), |class| format!("endnote {class}"));
        let tag = self.markup.tag("div").set("id", &note_id(id)).set("class", &class);
        tag.set("epub:type", "endnote").open_line();
        self.note(id, note);
        self.markup.close_line("div");
    }

    /// The number of a note and its text.
    fn note(&mut self, id: NoteId, note: &Note) {
        let rest = match note.blocks.split_first() {
            Some((first, rest)) if matches!(first.kind, BlockKind::Paragraph(_)) => {
                self.first_paragraph(id, note, first);
                rest
            }
            _ => {
                self.markup.tag("p").open();
                self.way_back(id, note);
                self.markup.close_line("p");
                &note.blocks
            }
        };
        self.blocks(rest);
    }

    fn first_paragraph(&mut self, id: NoteId, note: &Note, paragraph: &Block) {
        let BlockKind::Paragraph(content) = &paragraph.kind else { return };
        self.start("p", paragraph, "").open();
        self.way_back(id, note);
        self.markup.raw(" ");
        self.inside(paragraph.language.as_ref(), |writer| writer.inlines(content));
        self.markup.close_line("p");
    }

    /// The number of the note, which leads back to its mark.
    fn way_back(&mut self, id: NoteId, note: &Note) {
        let words = &self.book.words;
        let mark = &note.mark;
        let label = format!("{} {mark}{}{}", self.book.note_label(note.stream), words.comma, words.back_to_text);
        self.facts.note_text(self.place, mark);
        let Some(href) = self.names.mark_link(self.division, id) else {
            self.markup.tag("bdi").text(mark);
            return;
        };
        self.markup
            .tag("a")
            .set("href", &href)
            .set("epub:type", "backlink")
            .set("role", "doc-backlink")
            .set("aria-label", &label)
            .open();
        self.markup.tag("bdi").text(mark);
        self.markup.close("a");
    }
}

/// The class of notes that are not the author's.
fn class_of(note: &Note) -> Option<String> {
    (note.stream != StreamId(0)).then(|| format!("stream-{}", u16::from(note.stream.0) + 1))
}
