//! Pages made from the metadata: title page and copyright page.

use crate::base::Direction;
use crate::manifest::Role as CreatorRole;
use crate::style::Role;

use super::facts::Place;
use super::text::TextWriter;

impl TextWriter<'_> {
    /// Title, subtitle, people, publisher, date.
    pub(super) fn title_page(&mut self) {
        let metadata = &self.book.metadata;
        self.last_rank = 1;
        self.text_line(Role::Title, |m| m.tag("h1").set("epub:type", "title"), &metadata.title);
        if let Some(subtitle) = &metadata.subtitle {
            self.text_line(Role::Subtitle, subtitle_tag, subtitle);
        }
        for line in self.people() {
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
        let title = match &metadata.subtitle {
            Some(subtitle) => format!("{}{}{subtitle}", metadata.title, self.book.words.comma),
            None => metadata.title.clone(),
        };
        let people = self.people();
        let publisher = metadata.publisher.iter().cloned();
        for line in std::iter::once(title).chain(people).chain(publisher) {
            self.imprint(&line);
        }
        self.date();
        if let Some(number) = isbn(&metadata.identifier) {
            self.markup.raw("<p class=\"imprint\"><bdi dir=\"ltr\">");
            let shown = format!("ISBN {number}");
            self.at(Place::plain(Role::Imprint, Direction::Ltr), |writer| writer.text(&shown));
            self.markup.raw("</bdi></p>\n");
        }
        if let Some(rights) = &metadata.rights {
            self.imprint(rights);
        }
    }

    fn imprint(&mut self, line: &str) {
        self.text_line(Role::Imprint, |m| m.tag("p").set("class", "imprint"), line);
    }

    /// The date in the book's digits, its parts in the book's order of numbers: a hyphen alone would part Arabic digits.
    fn date(&mut self) {
        let Some(date) = &self.book.metadata.date else { return };
        let shown = self.book.digits_in(&self.book.metadata.language).translate(date);
        self.facts.note_role(Role::Imprint);
        self.facts.note_text(Place::plain(Role::Imprint, Direction::Ltr), &shown);
        self.markup.raw("<p class=\"imprint\"><bdi");
        self.markup.raw(if self.book.number_order.is_rtl() { " dir=\"rtl\">" } else { " dir=\"ltr\">" });
        self.markup.tag("time").set("datetime", date).open();
        for (position, part) in shown.split('-').enumerate() {
            self.markup.raw(if position > 0 { "-" } else { "" });
            self.markup.tag("bdi").set("dir", "ltr").text(part);
        }
        self.markup.close("time");
        self.markup.raw("</bdi></p>\n");
    }

    /// One line a role that has people: authors and compilers by name, the others after the words of their role.
    fn people(&self) -> Vec<String> {
        let words = &self.book.words;
        let roles = [
            (CreatorRole::Author, ""),
            (CreatorRole::Compiler, ""),
            (CreatorRole::Translator, words.translated_by.as_str()),
            (CreatorRole::Editor, words.edited_by.as_str()),
            (CreatorRole::Illustrator, words.illustrated_by.as_str()),
        ];
        let line = |(role, before): &(CreatorRole, &str)| {
            let with_role = self.book.metadata.creators.iter().filter(|creator| creator.role == *role);
            let names: Vec<&str> = with_role.map(|creator| creator.name.as_str()).collect();
            let space = if before.is_empty() || before.ends_with(char::is_whitespace) { "" } else { " " };
            (!names.is_empty()).then(|| format!("{before}{space}{}", self.joined(&names)))
        };
        roles.iter().filter_map(line).collect()
    }

    /// Names as a list of the language: «الف، ب و پ».
    fn joined(&self, names: &[&str]) -> String {
        let words = &self.book.words;
        match names.split_last() {
            Some((last, before)) if !before.is_empty() => {
                format!("{}{}{last}", before.join(&words.comma), words.and)
            }
            _ => names.concat(),
        }
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
