//! The index, whose entries lead to their places, and the lists of figures and tables.
//!
//! Where the EPUB names the printed pages an entry has those, as on paper. Else places are counted, one number a link, and
//! each link says the title of where it leads.

use std::collections::BTreeMap;

use crate::base::Direction;
use crate::book::{AnchorId, Division, IndexEntry, PrintedPages, locators};
use crate::script::DigitSet;
use crate::style::Role;

use super::text::{TextWriter, speak};

/// U+2013 EN DASH between the ends of a range.
const DASH: &str = "\u{2013}";

/// Entries that stand by themselves: by term their number in the index, which their ids have.
type Ids<'b> = BTreeMap<&'b str, u32>;

/// Whether an entry stands by itself or under another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Main,
    Under,
}

fn entry_id(number: &u32) -> String {
    format!("entry-{number}")
}

impl TextWriter<'_> {
    /// The index under its letters.
    pub(super) fn index(&mut self, division: &Division) {
        self.last_rank = 1;
        self.text_line(Role::TocTitle, |markup| markup.tag("h1"), &division.title);
        let book = self.book;
        let entries = book.index.iter().flat_map(|group| &group.entries).filter(|entry| self.has_something(entry));
        let ids: Ids<'_> = entries.zip(1..).map(|(entry, number)| (entry.term.as_str(), number)).collect();
        for group in &book.index {
            self.markup.tag("section").set("epub:type", "index-group").open_line();
            if !group.letter.is_empty() {
                self.pages_before(&group.letter);
                self.text_line(Role::IndexLetter, |markup| markup.tag("h2"), &group.letter);
            }
            self.in_role(Role::IndexEntry, |writer| writer.entries(&group.entries, &ids, Level::Main));
            self.markup.close_line("section");
        }
    }

    fn entries(&mut self, entries: &[IndexEntry], ids: &Ids<'_>, level: Level) {
        self.markup.tag("ul").set("epub:type", "index-entry-list").open_line();
        for entry in entries {
            if self.has_something(entry) {
                self.entry(entry, ids, level);
            }
        }
        self.markup.close_line("ul");
    }

    /// Whether an entry leads anywhere here.
    fn has_something(&self, entry: &IndexEntry) -> bool {
        let leads = match self.names.page_breaks().printed() {
            Some(printed) => entry.places.iter().any(|place| printed.page(*place).is_some()),
            None => entry.places.iter().any(|place| self.names.link(self.division, *place).is_some()),
        };
        leads || !entry.see.is_empty() || !entry.see_also.is_empty() || !entry.children.is_empty()
    }

    fn entry(&mut self, entry: &IndexEntry, ids: &Ids<'_>, level: Level) {
        let id = ids.get(&*entry.term).filter(|_| level == Level::Main).map(entry_id);
        self.markup.tag("li").set("epub:type", "index-entry").maybe("id", id.as_deref()).open();
        let tag = self.markup.tag("span").set("epub:type", "index-term");
        match &entry.language {
            Some(language) => speak(tag, language).open(),
            None => tag.open(),
        }
        self.inside(entry.language.as_ref(), |writer| writer.text(&entry.term));
        self.markup.close("span");
        let book = self.book;
        let has_places = match self.names.page_breaks().printed() {
            Some(printed) => self.pages_of(entry, printed),
            None => self.places_of(entry),
        };
        // U+061B ARABIC SEMICOLON
        let semicolon = if self.place.direction == Direction::Rtl { "\u{061B} " } else { "; " };
        let words = &book.words.matter;
        let [see, see_also] = ["index-xref-preferred", "index-xref-related"];
        for (word, targets, kind) in [(&words.see, &entry.see, see), (&words.see_also, &entry.see_also, see_also)] {
            for (position, target) in targets.iter().enumerate() {
                let is_first = !has_places && position == 0;
                self.text(if is_first { &book.words.comma } else { semicolon });
                if position == 0 {
                    self.text(word);
                    self.text(" ");
                }
                self.other_entry(target, ids, kind);
            }
        }
        if !entry.children.is_empty() {
            self.markup.line();
            self.in_role(Role::IndexSubentry, |writer| writer.entries(&entry.children, ids, Level::Under));
        }
        self.markup.close_line("li");
    }

    /// Another entry to look at: a link where the index has it.
    fn other_entry(&mut self, term: &str, ids: &Ids<'_>, kind: &str) {
        let Some(id) = ids.get(term).map(entry_id) else { return self.text(term) };
        self.markup.tag("a").set("epub:type", kind).set("href", &format!("#{id}")).open();
        self.text(term);
        self.markup.close("a");
    }

    /// The pages of an entry, as printed: each leads to the mark of its page. Whether it has any.
    fn pages_of(&mut self, entry: &IndexEntry, printed: &PrintedPages) -> bool {
        let places = entry.places.iter().copied().filter(|place| printed.page(*place).is_some());
        let locators = locators(places, |place| printed.page(place), printed.front);
        let (book, digits) = (self.book, self.book.digits_in(&self.book.metadata.language));
        for locator in &locators {
            self.text(&book.words.comma);
            match locator.last {
                None => self.page_locator(locator.first, digits),
                Some(last) => self.isolated(book.number_order, |writer| {
                    writer.page_locator(locator.first, digits);
                    writer.text(DASH);
                    writer.page_locator(last, digits);
                }),
            }
        }
        !locators.is_empty()
    }

    /// A page label that leads to the mark of the page, or to the place itself where the mark is not in the EPUB.
    fn page_locator(&mut self, place: AnchorId, digits: DigitSet) {
        let breaks = self.names.page_breaks();
        let Some(page) = breaks.printed().and_then(|printed| printed.page(place)) else { return };
        let label = digits.translate(breaks.label(page as usize));
        let spoken = format!("{} {label}{}{}", self.book.words.page, self.book.words.comma, self.title_of(place));
        let marked = self.names.page_link(self.division, page as usize);
        let Some(href) = marked.or_else(|| self.names.link(self.division, place)) else { return self.text(&label) };
        let tag = self.markup.tag("a").set("epub:type", "index-locator").set("href", &href);
        tag.set("aria-label", &spoken).open();
        self.text(&label);
        self.markup.close("a");
    }

    /// The places of an entry, counted. Whether it has any.
    fn places_of(&mut self, entry: &IndexEntry) -> bool {
        let book = self.book;
        let links = entry.places.iter().filter_map(|place| Some((*place, self.names.link(self.division, *place)?)));
        let links: Vec<(AnchorId, String)> = links.collect();
        for ((place, href), count) in links.iter().zip(1u64..) {
            self.text(&book.words.comma);
            self.locator(*place, href, count);
        }
        !links.is_empty()
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
            self.pages_at_entry(place);
            self.markup.tag("a").set("href", &href).open();
            let title = book.numbered_title(place, title);
            self.in_role(Role::TocEntry1, |writer| writer.text(&title));
            self.markup.close("a");
            self.markup.close_line("li");
        }
        self.markup.close_line("ol");
    }
}
