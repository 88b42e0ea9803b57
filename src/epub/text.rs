//! The writer of one XHTML file: what it knows while it goes through the blocks, and language and id attributes.
//!
//! Blocks are in `blocks`, words in `inline`, notes in `notes`; all write through [`TextWriter`].

use std::collections::BTreeMap;

use crate::base::{Direction, Language};
use crate::book::{AnchorId, Block, Book, NoteId};
use crate::script::numbers::{self, Kind};
use crate::style::Role;

use super::facts::{Facts, Place};
use super::markup::{Markup, Tag};
use super::names::Names;
use super::pages::Marked;

/// Writes the text of one division.
#[derive(Debug)]
pub(super) struct TextWriter<'a> {
    /// The book.
    pub(super) book: &'a Book,
    /// Its names.
    pub(super) names: &'a Names,
    /// The division of this file, as a position in [`Book::divisions`].
    pub(super) division: usize,
    /// The markup so far.
    pub(super) markup: Markup,
    /// What occurred so far.
    pub(super) facts: Facts,
    /// Role, direction and emphasis of the text that is being written.
    pub(super) place: Place,
    /// Heading levels of the sections that are open inside the division's own.
    pub(super) sections: Vec<u8>,
    /// The rank of the last heading in this file; the next may be one deeper at most.
    pub(super) last_rank: u8,
    /// Notes whose marks were written and that stand nowhere yet.
    pub(super) waiting_notes: Vec<NoteId>,
    /// How many marks each note has had in this file.
    pub(super) marks: BTreeMap<NoteId, u32>,
    /// Inside a link, where no other link may begin.
    pub(super) is_in_link: bool,
    /// Marks met inside a link; they are written after it.
    pub(super) held_marks: Vec<NoteId>,
    /// Where the last mark of a note ended in the markup, to part it from one that follows at once.
    pub(super) mark_end: Option<usize>,
    /// How many boxes with a title there were.
    pub(super) boxes: u32,
    /// Inside a stretch with a direction of its own, in which the parts of ranges follow each other.
    pub(super) orders_ranges: bool,
    /// Printed pages that begin in this file.
    pub(super) marked: Marked,
}

impl<'a> TextWriter<'a> {
    /// A writer for the file of a division.
    pub(super) fn new(book: &'a Book, names: &'a Names, division: usize) -> Self {
        Self {
            book,
            names,
            division,
            markup: Markup::with_capacity(1 << 14),
            facts: Facts::default(),
            place: Place::plain(Role::Body, book.divisions[division].direction),
            sections: Vec::new(),
            last_rank: 0,
            waiting_notes: Vec::new(),
            marks: BTreeMap::new(),
            is_in_link: false,
            held_marks: Vec::new(),
            mark_end: None,
            boxes: 0,
            orders_ranges: false,
            marked: Marked::default(),
        }
    }

    /// Text of the book, escaped; its characters are noted. Numbers and addresses that would else lose their order
    /// become isolates, as on paper.
    pub(super) fn text(&mut self, text: &str) {
        let mut from = 0;
        for found in numbers::find(text, self.place.direction) {
            self.plain_text(&text[from..found.range.start]);
            from = found.range.end;
            let number = &text[found.range];
            match found.kind {
                Kind::LeftToRight => self.isolated(Direction::Ltr, |writer| writer.plain_text(number)),
                Kind::Range if self.orders_ranges => self.ordered_range(number),
                Kind::Range => self.plain_text(number),
            }
        }
        self.plain_text(&text[from..]);
    }

    fn plain_text(&mut self, text: &str) {
        self.facts.note_text(self.place, text);
        self.text_with_pages(text);
    }

    /// A range whose author gave it a direction: each of its numbers is an isolate.
    fn ordered_range(&mut self, range: &str) {
        let mut from = 0;
        for part in numbers::parts(range) {
            self.plain_text(&range[from..part.start]);
            from = part.end;
            self.isolated(Direction::Ltr, |writer| writer.plain_text(&range[part]));
        }
        self.plain_text(&range[from..]);
    }

    /// Does something inside an isolate of a direction.
    pub(super) fn isolated(&mut self, direction: Direction, write: impl FnOnce(&mut Self)) {
        self.markup.tag("bdi").set("dir", direction.name()).open();
        self.at(Place { direction, ..self.place }, write);
        self.markup.close("bdi");
    }

    /// A whole element with a text of the book in it, and the end of the line.
    pub(super) fn text_line(&mut self, role: Role, tag: impl FnOnce(&mut Markup) -> Tag<'_>, text: &str) {
        self.facts.note_role(role);
        self.facts.note_text(Place::plain(role, self.place.direction), text);
        tag(&mut self.markup).text_line(text);
    }

    /// As [`Self::text_line`], for a text in which printed pages may begin: one that stands nowhere else.
    pub(super) fn content_line(
        &mut self,
        role: Role,
        tag: impl FnOnce(&mut Markup) -> Tag<'_>,
        text: &str,
        name: &str,
    ) {
        self.facts.note_role(role);
        self.facts.note_text(Place::plain(role, self.place.direction), text);
        tag(&mut self.markup).open();
        self.text_with_pages(text);
        self.markup.close_line(name);
    }

    /// The id of an anchor in this file. The division's own stands on its section and not a second time.
    pub(super) fn id_of(&self, anchor: Option<AnchorId>) -> Option<&'a str> {
        let anchor = anchor.filter(|anchor| *anchor != self.book.divisions[self.division].anchor)?;
        Some(self.names.id(anchor)).filter(|id| !id.is_empty())
    }

    /// Begins the element of a block: id, classes, language. `class` is the one this kind of block always has.
    pub(super) fn start(&mut self, name: &'static str, block: &Block, class: &str) -> Tag<'_> {
        let id = self.id_of(block.anchor);
        let classes = class_list(class, &block.classes);
        let tag = self.markup.tag(name).maybe("id", id).maybe("class", classes.as_deref());
        match &block.language {
            Some(language) => speak(tag, language),
            None => tag,
        }
    }

    /// Does something in a role, which is noted.
    pub(super) fn in_role(&mut self, role: Role, write: impl FnOnce(&mut Self)) {
        self.facts.note_role(role);
        self.at(Place { role, ..self.place }, write);
    }

    /// Does something inside a block or span, in the direction of its language.
    pub(super) fn inside(&mut self, language: Option<&Language>, write: impl FnOnce(&mut Self)) {
        let direction = language.map_or(self.place.direction, Language::direction);
        self.at(Place { direction, ..self.place }, write);
    }

    /// Does something that runs from left to right in every language.
    pub(super) fn left_to_right(&mut self, write: impl FnOnce(&mut Self)) {
        self.at(Place { direction: Direction::Ltr, ..self.place }, write);
    }

    /// Does something at another place.
    pub(super) fn at(&mut self, place: Place, write: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.place, place);
        write(self);
        self.place = outer;
    }
}

/// The language attributes of a foreign stretch, with its direction.
pub(super) fn speak<'m>(tag: Tag<'m>, language: &Language) -> Tag<'m> {
    tag.set("lang", language.tag()).set("xml:lang", language.tag()).set("dir", language.direction().name())
}

/// The value of a class attribute: our class, then those of the text; `None` when there is none.
pub(super) fn class_list(own: &str, classes: &[String]) -> Option<String> {
    let written = classes.iter().flat_map(|class| class.split_whitespace());
    let all: Vec<&str> = own.split_whitespace().chain(written).collect();
    (!all.is_empty()).then(|| all.join(" "))
}
