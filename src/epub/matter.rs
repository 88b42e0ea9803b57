//! Pages made from the metadata: title page and copyright page.

use crate::base::Direction;
use crate::style::Role;

use super::facts::Place;
use super::text::TextWriter;

impl TextWriter<'_> {
    /// Title, subtitle, people, publisher, date.
    pub(super) fn title_page(&mut self) {
        let metadata = &self.book.metadata;
        self.last_rank = 1;
        // Title and subtitle are one heading.
        if metadata.subtitle.is_some() {
            self.markup.raw("<hgroup>\n");
        }
        self.text_line(Role::Title, |m| m.tag("h1").set("epub:type", "title"), &metadata.title);
        if let Some(subtitle) = &metadata.subtitle {
            self.text_line(Role::Subtitle, subtitle_tag, subtitle);
            self.markup.close_line("hgroup");
        }
        for line in self.book.credits() {
            self.text_line(Role::Creator, |m| m.tag("p").set("class", "creator"), &line);
        }
        if let Some(publisher) = &metadata.publisher {
            self.text_line(Role::Imprint, |m| m.tag("p").set("class", "imprint"), publisher);
        }
        self.date();
    }

    /// What the book is, who made it, where and when, and what may be done with it.
    pub(super) fn copyright_page(&mut self) {
        let metadata = &self.book.metadata;
        self.last_rank = 1;
        self.text_line(Role::Heading1, |m| m.tag("h1"), &self.book.words.copyright);
        self.imprint(&self.full_title());
        let publisher = metadata.publisher.iter().cloned();
        for line in self.book.credits().into_iter().chain(self.book.about()).chain(publisher) {
            self.imprint(&line);
        }
        self.date();
        self.isbn();
        if let Some(rights) = &metadata.rights {
            self.imprint(rights);
        }
    }

    /// Who made the book and when. Its type is not named: the reader chooses another.
    pub(super) fn colophon(&mut self) {
        let book = self.book;
        self.last_rank = 1;
        self.text_line(Role::Heading1, |m| m.tag("h1"), &book.words.matter.colophon);
        self.imprint(&self.full_title());
        let edition = book.metadata.edition.iter().cloned();
        for line in book.credits().into_iter().chain(edition).chain(book.metadata.publisher.iter().cloned()) {
            self.imprint(&line);
        }
        self.date();
        self.isbn();
    }

    /// Title and subtitle in one line.
    fn full_title(&self) -> String {
        let metadata = &self.book.metadata;
        match &metadata.subtitle {
            Some(subtitle) => format!("{}{}{subtitle}", metadata.title, self.book.words.comma),
            None => metadata.title.clone(),
        }
    }

    fn isbn(&mut self) {
        let Some(number) = isbn(&self.book.metadata.identifier) else { return };
        self.markup.raw("<p class=\"imprint\"><bdi dir=\"ltr\">");
        let shown = format!("ISBN {number}");
        self.at(Place::plain(Role::Imprint, Direction::Ltr), |writer| writer.text(&shown));
        self.markup.raw("</bdi></p>\n");
    }

    fn imprint(&mut self, line: &str) {
        self.text_line(Role::Imprint, |m| m.tag("p").set("class", "imprint"), line);
    }

    /// The date in words, and for programs as the manifest has it.
    fn date(&mut self) {
        let (Some(date), Some(shown)) = (&self.book.metadata.date, self.book.date_in_words()) else { return };
        let direction = self.book.metadata.direction;
        self.markup.raw("<p class=\"imprint\">");
        self.markup.tag("time").set("datetime", date).open();
        self.at(Place::plain(Role::Imprint, direction), |writer| writer.text(&shown));
        self.markup.close("time");
        self.markup.raw("</p>\n");
    }
}

fn subtitle_tag(markup: &mut super::markup::Markup) -> super::markup::Tag<'_> {
    let tag = markup.tag("p").set("class", "subtitle");
    tag.set("epub:type", "subtitle").set("role", "doc-subtitle")
}

/// The number of an ISBN identifier.
pub(super) fn isbn(identifier: &str) -> Option<&str> {
    let (scheme, number) = identifier.split_at_checked("urn:isbn:".len())?;
    (scheme.eq_ignore_ascii_case("urn:isbn:") && !number.is_empty()).then_some(number)
}
