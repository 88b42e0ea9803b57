//! Words and what is inside a line: emphasis, spans, links, images, references. Marks of notes are in `notes`.

use crate::base::{Direction, Language};
use crate::book::letters::is_without_arabic;
use crate::book::{AnchorId, ImageId, Inline, NoteId, Target};
use crate::style::Role;

use super::emphasis::ITALIC;
use super::facts::Place;
use super::names::relative;
use super::text::{TextWriter, class_list, speak};

/// Schemes a link of a book may have; EPUBCheck warns of schemes that are not registered, and `file:` and scripts
/// have no place in a book.
const SCHEMES: [&str; 6] = ["http", "https", "mailto", "tel", "ftp", "geo"];

/// The class of abbreviations, and their element.
const ABBREVIATION: &str = "abbr";

impl TextWriter<'_> {
    /// A run of inlines.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Emphasis(content) => self.emphasis(content),
            Inline::Strong(content) => {
                self.at(Place { is_bold: true, ..self.place }, |writer| writer.wrapped("strong", content));
            }
            Inline::Strike(content) => self.wrapped("s", content),
            Inline::Superscript(content) => self.wrapped("sup", content),
            Inline::Subscript(content) => self.wrapped("sub", content),
            Inline::Span(language, classes, content) => self.span(language.as_ref(), classes, content),
            Inline::Isolate(direction, content) => self.ordered(*direction, content),
            Inline::Code(code) => self.code(code),
            Inline::Link(target, content) => self.link(target, content),
            Inline::PageRef(anchor) => self.page_reference(*anchor),
            Inline::Image(image, alt) => self.image(*image, alt),
            Inline::NoteMark(note) => self.note_mark(*note),
            Inline::NoteNumber(note) => self.note_number(*note),
            Inline::Place(place) => self.place_in_line(*place),
            Inline::LineBreak => self.markup.raw("<br/>"),
        }
    }

    /// Emphasis: right-to-left scripts have no italic, and the style sheet shows it otherwise; words of other letters alone
    /// lean in their midst too.
    fn emphasis(&mut self, content: &[Inline]) {
        self.facts.has_emphasis = true;
        let is_foreign = self.place.direction.is_rtl() && is_without_arabic(content);
        let place = match self.place.direction {
            Direction::Rtl if !is_foreign => Place { is_emphasized: true, ..self.place },
            Direction::Rtl | Direction::Ltr => Place { is_italic: true, ..self.place },
        };
        self.markup.tag("em").maybe("class", is_foreign.then_some(ITALIC)).open();
        self.at(place, |writer| writer.inlines(content));
        self.markup.close("em");
    }

    fn wrapped(&mut self, name: &'static str, content: &[Inline]) {
        self.markup.tag(name).open();
        self.inlines(content);
        self.markup.close(name);
    }

    fn span(&mut self, language: Option<&Language>, classes: &[String], content: &[Inline]) {
        // Abbreviations have an element of their own, by which they are read out letter by letter.
        let name = if classes.iter().any(|class| class == ABBREVIATION) { ABBREVIATION } else { "span" };
        let others: Vec<String> = classes.iter().filter(|class| *class != ABBREVIATION).cloned().collect();
        let classes = class_list("", &others);
        if language.is_none() && classes.is_none() && name == "span" {
            return self.inlines(content);
        }
        let tag = self.markup.tag(name).maybe("class", classes.as_deref());
        match language {
            Some(language) => speak(tag, language).open(),
            None => tag.open(),
        }
        self.inside(language, |writer| writer.inlines(content));
        self.markup.close(name);
    }

    /// A stretch with a direction of its own, in which the parts of its ranges follow each other.
    fn ordered(&mut self, direction: Direction, content: &[Inline]) {
        let outer = std::mem::replace(&mut self.orders_ranges, true);
        self.isolated(direction, |writer| writer.inlines(content));
        self.orders_ranges = outer;
    }

    /// Code runs from left to right in every language.
    fn code(&mut self, code: &str) {
        let direction = self.place.direction.is_rtl().then_some("ltr");
        self.markup.tag("code").maybe("dir", direction).open();
        self.at(Place::plain(Role::Code, Direction::Ltr), |writer| writer.text(code));
        self.markup.close("code");
    }

    /// A link; where it may not or cannot be one, its words stand alone.
    fn link(&mut self, target: &Target, content: &[Inline]) {
        let href = match target {
            _ if self.is_in_link => None,
            Target::Anchor(anchor) => self.names.link(self.division, *anchor),
            Target::Url(url) => address(url),
        };
        let Some(href) = href else { return self.inlines(content) };
        let shows_address =
            self.place.direction.is_rtl() && matches!(content, [Inline::Text(text)] if is_address(text));
        self.markup.tag("a").set("href", &href).maybe("dir", shows_address.then_some("ltr")).open();
        self.is_in_link = true;
        let direction = if shows_address { Direction::Ltr } else { self.place.direction };
        self.at(Place { direction, ..self.place }, |writer| writer.inlines(content));
        self.is_in_link = false;
        self.markup.close("a");
        for note in std::mem::take(&mut self.held_marks) {
            self.note_mark(note);
        }
    }

    /// The number of the printed page; where there are no pages the reference shows the title of its target.
    fn page_reference(&mut self, anchor: AnchorId) {
        if let Some(label) = self.names.page_breaks().label_of(anchor) {
            return self.page_number(anchor, label);
        }
        let title = self.title_of(anchor);
        match self.names.link(self.division, anchor).filter(|_| !self.is_in_link) {
            Some(href) => {
                self.facts.note_text(self.place, &title);
                self.markup.tag("a").set("href", &href).text(&title);
            }
            None => self.text(&title),
        }
    }

    /// A page label that leads to its place, in a direction of its own as on paper.
    fn page_number(&mut self, anchor: AnchorId, label: &str) {
        let direction = self.book.metadata.direction;
        let href = self.names.link(self.division, anchor).filter(|_| !self.is_in_link);
        if let Some(href) = &href {
            self.markup.tag("a").set("href", href).open();
        }
        self.isolated(direction, |writer| writer.text(label));
        if href.is_some() {
            self.markup.close("a");
        }
    }

    /// The number of a note in a reference to it.
    fn note_number(&mut self, note: NoteId) {
        if let Some(note) = self.book.notes.get(note.0 as usize) {
            self.markup.raw("<bdi>");
            self.text(&note.mark);
            self.markup.raw("</bdi>");
        }
    }

    /// A place that links may lead to, with nothing to see.
    fn place_in_line(&mut self, place: AnchorId) {
        self.markup.tag("span").set("id", self.names.id(place)).open();
        self.markup.close("span");
    }

    /// The title of an anchor, else of its division, else of the book.
    pub(super) fn title_of(&self, anchor: AnchorId) -> String {
        let own = self.book.anchors.get(anchor.0 as usize);
        let division = own.and_then(|anchor| self.book.divisions.get(anchor.division as usize));
        let titles = [own.map(|anchor| &anchor.title), division.map(|division| &division.title)];
        let found = titles.into_iter().flatten().find(|title| !title.is_empty());
        found.unwrap_or(&self.book.metadata.title).clone()
    }

    /// An image, among words or in a figure.
    pub(super) fn image(&mut self, image: ImageId, alt: &str) {
        self.image_of_width(image, alt, None);
    }

    /// An image; `style` is its width in CSS.
    pub(super) fn image_of_width(&mut self, image: ImageId, alt: &str, style: Option<&str>) {
        self.facts.note_image(image, alt);
        self.pages_at_image(image);
        let here = self.names.file(self.division).unwrap_or_default();
        let source = relative(here, self.names.image(image));
        self.markup.tag("img").set("src", &source).set("alt", alt).maybe("style", style).empty();
    }
}

/// A URL as a link may have it: of a known scheme, with the characters escaped that no URL may hold.
fn address(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once(':')?;
    if !SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) || rest.is_empty() {
        return None;
    }
    let mut out = format!("{scheme}:");
    for character in rest.chars() {
        match character {
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '\0'..='\u{1F}' | '\u{7F}' => {
                out.push_str(&format!("%{:02X}", character as u32));
            }
            // Square brackets belong to addresses of machines only; in paths they are escaped.
            '[' | ']' if !rest.starts_with("//[") => out.push_str(&format!("%{:02X}", character as u32)),
            _ => out.push(character),
        }
    }
    Some(out)
}

/// Whether words are themselves an address, which runs from left to right.
fn is_address(text: &str) -> bool {
    text.is_ascii() && !text.contains(' ') && text.contains(['.', '/', '@', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_escaped_and_strange_schemes_refused() {
        assert_eq!(address("https://example.org/a b[1]").as_deref(), Some("https://example.org/a%20b%5B1%5D"));
        assert_eq!(address("https://example.org/نان").as_deref(), Some("https://example.org/نان"));
        assert_eq!(address("javascript:alert(1)"), None);
        assert_eq!(address("two.md"), None);
    }

    #[test]
    fn addresses_are_told_from_words() {
        assert!(is_address("https://example.org/"));
        assert!(!is_address("example"));
        assert!(!is_address("نان.com"));
    }
}
