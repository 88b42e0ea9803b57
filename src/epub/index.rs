//! The index, whose entries lead to their places, and the lists of figures and tables.
//!
//! There are no pages here: places are counted, one number a link, and each link says the title of where it leads.

use crate::base::Direction;
use crate::book::{AnchorId, Division, IndexEntry};
use crate::style::Role;

use super::text::{TextWriter, speak};

impl TextWriter<'_> {
    /// The index under its letters.
    pub(super) fn index(&mut self, division: &Division) {
        self.last_rank = 1;
        self.text_line(Role::TocTitle, |markup| markup.tag("h1"), &division.title);
        let book = self.book;
        for group in &book.index {
            if !group.letter.is_empty() {
                self.text_line(Role::IndexLetter, |markup| markup.tag("h2"), &group.letter);
            }
            self.in_role(Role::IndexEntry, |writer| writer.entries(&group.entries));
        }
    }

    fn entries(&mut self, entries: &[IndexEntry]) {
        self.markup.tag("ul").set("epub:type", "index-entry-list").open_line();
        for entry in entries {
            if self.has_something(entry) {
                self.entry(entry);
            }
        }
        self.markup.close_line("ul");
    }

    /// Whether an entry leads anywhere here.
    fn has_something(&self, entry: &IndexEntry) -> bool {
        let leads = entry.places.iter().any(|place| self.names.link(self.division, *place).is_some());
        leads || !entry.see.is_empty() || !entry.see_also.is_empty() || !entry.children.is_empty()
    }

    fn entry(&mut self, entry: &IndexEntry) {
        self.markup.tag("li").set("epub:type", "index-entry").open();
        let tag = self.markup.tag("span").set("epub:type", "index-term");
        match &entry.language {
            Some(language) => speak(tag, language).open(),
            None => tag.open(),
        }
        self.inside(entry.language.as_ref(), |writer| writer.text(&entry.term));
        self.markup.close("span");
        let links: Vec<(AnchorId, String)> =
            entry.places.iter().filter_map(|place| Some((*place, self.names.link(self.division, *place)?))).collect();
        let book = self.book;
        for ((place, href), count) in links.iter().zip(1u64..) {
            self.text(&book.words.comma);
            self.locator(*place, href, count);
        }
        // U+061B ARABIC SEMICOLON
        let semicolon = if self.place.direction == Direction::Rtl { "\u{061B} " } else { "; " };
        for (word, targets) in [(&book.words.matter.see, &entry.see), (&book.words.matter.see_also, &entry.see_also)] {
            for (position, target) in targets.iter().enumerate() {
                let is_first = links.is_empty() && position == 0;
                self.text(if is_first { &book.words.comma } else { semicolon });
                if position == 0 {
                    self.text(word);
                    self.text(" ");
                }
                self.text(target);
            }
        }
        if !entry.children.is_empty() {
            self.markup.line();
            self.in_role(Role::IndexSubentry, |writer| writer.entries(&entry.children));
        }
        self.markup.close_line("li");
    }

    /// A number that leads to a place; those who hear it are told where to.
    fn locator(&mut self, place: AnchorId, href: &str, count: u64) {
        let number = self.book.digits_in(&self.book.metadata.language).format(count);
        let label = format!("{number}{}{}", self.book.words.comma, self.title_of(place));
        let tag = self.markup.tag("a").set("epub:type", "index-locator").set("href", href);
        tag.set("aria-label", &label).open();
        self.text(&number);
        self.markup.close("a");
    }

    /// Captions of figures or tables, each a link to its place.
    pub(super) fn captions(&mut self, division: &Division, places: &[AnchorId]) {
        self.last_rank = 1;
        self.text_line(Role::TocTitle, |markup| markup.tag("h1"), &division.title);
        let book = self.book;
        self.facts.has_captions = true;
        let links = places.iter().filter_map(|place| Some((*place, self.names.link(self.division, *place)?)));
        let links: Vec<(AnchorId, String)> = links.collect();
        // A list may not be empty.
        if links.is_empty() {
            return;
        }
        self.markup.tag("ol").set("class", "captions").open_line();
        for (place, href) in links {
            let title = book.anchors.get(place.0 as usize).map_or("", |anchor| anchor.title.as_str());
            self.markup.tag("li").set("class", "entry-1").open();
            self.markup.tag("a").set("href", &href).open();
            let title = book.numbered_title(place, title);
            self.in_role(Role::TocEntry1, |writer| writer.text(&title));
            self.markup.close("a");
            self.markup.close_line("li");
        }
        self.markup.close_line("ol");
    }
}
