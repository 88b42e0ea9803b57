//! Inlines in, styled text out: one string of logical text, and the style of every stretch of it.
//!
//! Numbers made by the program (note marks, page references), words of another direction and numbers with parts become
//! isolates. Nothing is shaped here; images among words are handed back, to be set below their paragraph.

use std::ops::Range;
use std::sync::Arc;

use super::labels::Labels;
use super::palette::{Look, Palette, Shift};
use crate::base::{Direction, Span};
use crate::book::letters::has_arabic;
use crate::book::{AnchorId, Book, ImageId, Inline, NoteId, Target, TextPlace};
use crate::script::bidi::Isolate;
use crate::script::letters::is_arabic;
use crate::script::numbers::{self, Kind};
use crate::shape::{StyledText, TextSource, TextStyle};
use crate::style::{Emphasis, StyleSheet};

/// U+2028 LINE SEPARATOR: how a forced line break is told to shaping.
const LINE_BREAK: &str = "\u{2028}";

/// The class of spans whose words are never lengthened.
const NO_STRETCH: &str = "nostretch";

/// A flattened paragraph.
#[derive(Debug)]
pub(super) struct Flat {
    /// Its text.
    pub(super) text: StyledText,
    /// Images that stood among its words, with their alternative texts.
    pub(super) images: Vec<(ImageId, String)>,
    /// Places in it, with the bytes they stand before.
    pub(super) places: Vec<(usize, AnchorId)>,
    /// Whether it prints numbers that layout decides: of pages, of notes counted by page.
    pub(super) has_page_references: bool,
}

/// Gathers text and styles of one paragraph.
pub(super) struct Flattener<'a> {
    book: &'a Book,
    styles: &'a StyleSheet,
    labels: &'a Labels,
    palette: &'a mut Palette,
    text: String,
    ranges: Vec<(Range<usize>, Arc<TextStyle>)>,
    isolates: Vec<Isolate>,
    /// The direction that text runs in here: of the isolate around it, else of its paragraph.
    direction: Direction,
    /// Whether the author gave the stretch a direction, in which the parts of its ranges follow each other.
    orders_ranges: bool,
    images: Vec<(ImageId, String)>,
    places: Vec<(usize, AnchorId)>,
    sources: Vec<TextSource>,
    has_page_references: bool,
    /// The end of the last note mark, to part it from one that follows at once.
    mark_end: Option<usize>,
}

impl<'a> Flattener<'a> {
    /// A flattener of an empty paragraph of a direction.
    pub(super) fn new(
        book: &'a Book,
        styles: &'a StyleSheet,
        labels: &'a Labels,
        palette: &'a mut Palette,
        direction: Direction,
    ) -> Self {
        Self {
            book,
            styles,
            labels,
            palette,
            text: String::new(),
            ranges: Vec::new(),
            isolates: Vec::new(),
            direction,
            orders_ranges: false,
            images: Vec::new(),
            places: Vec::new(),
            sources: Vec::new(),
            has_page_references: false,
            mark_end: None,
        }
    }

    /// The paragraph gathered.
    pub(super) fn finish(self, span: Span) -> Flat {
        let Self { text, ranges: styles, isolates, direction, .. } = self;
        let text = StyledText { text, styles, isolates, direction, span, sources: self.sources.into() };
        Flat { text, images: self.images, places: self.places, has_page_references: self.has_page_references }
    }

    /// Adds text in one look; one that asks for it makes the text an isolate.
    pub(super) fn push(&mut self, text: &str, look: &Look) {
        if text.is_empty() {
            return;
        }
        if let Some(direction) = look.isolate {
            let plain = Look { isolate: None, ..look.clone() };
            return self.isolated(direction, |flattener| flattener.push(text, &plain));
        }
        let start = self.text.len();
        self.text.push_str(text);
        let style = self.palette.style(look, self.styles);
        match self.ranges.last_mut() {
            Some((range, last)) if *last == style => range.end = self.text.len(),
            _ => self.ranges.push((start..self.text.len(), style)),
        }
    }

    /// Adds a plain string in one look, as [`Self::inlines`] would.
    pub(super) fn string(&mut self, text: &str, look: &Look) {
        self.note_source(text);
        match look.isolate {
            Some(direction) => {
                let plain = Look { isolate: None, ..look.clone() };
                self.isolated(direction, |flattener| flattener.words(text, &plain));
            }
            None => self.words(text, look),
        }
    }

    /// Notes where a text stands in the book that is added next, as it is.
    fn note_source(&mut self, text: &str) {
        // Spans are 32 bits wide, and so are texts.
        let narrow = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        if !text.is_empty() {
            let (at, length) = (narrow(self.text.len()), narrow(text.len()));
            self.sources.push(TextSource { at, length, place: TextPlace::of(text) });
        }
    }

    /// Makes what is added an isolate of a direction.
    pub(super) fn isolated(&mut self, direction: Direction, add: impl FnOnce(&mut Self)) {
        let (at, start) = (self.isolates.len(), self.text.len());
        self.isolates.push(Isolate { range: start..start, direction });
        let outer = std::mem::replace(&mut self.direction, direction);
        add(self);
        self.direction = outer;
        self.isolates[at].range.end = self.text.len();
    }

    /// Adds inlines.
    pub(super) fn inlines(&mut self, inlines: &[Inline], look: &Look) {
        for inline in inlines {
            self.inline(inline, look);
        }
    }

    /// Adds one inline in a look of its own.
    fn inline(&mut self, inline: &Inline, look: &Look) {
        match inline {
            Inline::Text(text) => {
                self.note_source(text);
                self.words(text, look);
            }
            Inline::Emphasis(inner) => self.emphasis(inner, look),
            Inline::Strong(inner) => self.inlines(inner, &Look { bold: true, ..look.clone() }),
            Inline::Strike(inner) => self.inlines(inner, &Look { strike: true, ..look.clone() }),
            Inline::Superscript(inner) => self.inlines(inner, &Look { shift: Shift::Raised, ..look.clone() }),
            Inline::Subscript(inner) => self.inlines(inner, &Look { shift: Shift::Lowered, ..look.clone() }),
            Inline::Span(language, classes, inner) => {
                let is_rigid = look.is_rigid || classes.iter().any(|class| class == NO_STRETCH);
                let look = Look { is_rigid, ..look.clone() };
                match language {
                    Some(language) if *language != look.language => {
                        let foreign = Look { language: language.clone(), ..look };
                        self.isolated(language.direction(), |flattener| flattener.inlines(inner, &foreign));
                    }
                    _ => self.inlines(inner, &look),
                }
            }
            Inline::Isolate(direction, inner) => {
                let outer = std::mem::replace(&mut self.orders_ranges, true);
                self.isolated(*direction, |flattener| flattener.inlines(inner, look));
                self.orders_ranges = outer;
            }
            Inline::Code(text) => {
                self.note_source(text);
                self.push(text, &Look { code: true, isolate: Some(Direction::Ltr), ..look.clone() });
            }
            Inline::Link(target, inner) => self.inlines(inner, &Look { link: Some(target.clone()), ..look.clone() }),
            Inline::PageRef(anchor) => self.page_reference(*anchor, look),
            Inline::Image(image, alt) => self.images.push((*image, alt.clone())),
            Inline::NoteMark(note) => self.note_mark(*note, look),
            Inline::NoteNumber(note) => self.note_reference(*note, look),
            Inline::Place(place) => self.places.push((self.text.len(), *place)),
            Inline::LineBreak => self.push(LINE_BREAK, look),
        }
    }

    /// Emphasis; where guillemets show it, those around Arabic letters are added to the text, the outer ones only.
    fn emphasis(&mut self, inner: &[Inline], look: &Look) {
        let style = &self.styles.style(look.role).emphasis;
        let is_quoted = *style == Emphasis::Guillemets && !look.italic && has_arabic(inner);
        // U+00AB and U+00BB
        let (open, close) = if is_quoted { ("«", "»") } else { ("", "") };
        self.push(open, look);
        self.inlines(inner, &Look { italic: true, ..look.clone() });
        self.push(close, look);
    }

    /// Text; numbers and addresses in it that would else lose their order become isolates.
    fn words(&mut self, text: &str, look: &Look) {
        let mut from = 0;
        for found in numbers::find(text, self.direction) {
            self.emphasized(&text[from..found.range.start], look);
            from = found.range.end;
            let number = &text[found.range];
            match found.kind {
                Kind::LeftToRight => self.isolated(Direction::Ltr, |flattener| flattener.emphasized(number, look)),
                Kind::Range if self.orders_ranges => self.ordered(number, look),
                Kind::Range => self.emphasized(number, look),
            }
        }
        self.emphasized(&text[from..], look);
    }

    /// A range whose author gave it a direction: each of its numbers is an isolate, so that they follow each other in it.
    fn ordered(&mut self, range: &str, look: &Look) {
        let mut from = 0;
        for part in numbers::parts(range) {
            self.emphasized(&range[from..part.start], look);
            from = part.end;
            self.isolated(Direction::Ltr, |flattener| flattener.emphasized(&range[part], look));
        }
        self.emphasized(&range[from..], look);
    }

    /// Text, whose emphasis is what its script has: Latin letters lean, Arabic letters have no italic and stand out otherwise.
    fn emphasized(&mut self, text: &str, look: &Look) {
        if !look.italic {
            return self.push(text, look);
        }
        for (range, script) in by_script(text, look.language.direction()) {
            let has_none = script == Letters::Arabic;
            self.push(&text[range], &Look { emphasized: has_none, italic: !has_none, ..look.clone() });
        }
    }

    /// The number of the page of a place, as the last pass found it.
    ///
    /// It is an isolate: digits beside Latin words or other numbers keep their order.
    pub(super) fn page_reference(&mut self, anchor: AnchorId, look: &Look) {
        self.has_page_references = true;
        let number = Look {
            isolate: Some(self.book.metadata.direction),
            link: Some(look.link.clone().unwrap_or(Target::Anchor(anchor))),
            ..look.clone()
        };
        // Digits follow the language of the text around them.
        let label = self.book.digits_in(&look.language).translate(self.labels.of(anchor));
        self.push(&label, &number);
    }

    /// The number of a note in a reference to it.
    fn note_reference(&mut self, id: NoteId, look: &Look) {
        let Some(note) = self.book.notes.get(id.0 as usize) else { return };
        let (mark, is_of_page) = self.labels.mark(id, note);
        self.has_page_references |= is_of_page;
        self.push(mark, &Look { isolate: Some(self.direction), ..look.clone() });
    }

    /// The book it sets.
    pub(super) fn book(&self) -> &'a Book {
        self.book
    }

    /// The number of a note before its text.
    pub(super) fn note_number(&mut self, id: NoteId, direction: Direction, look: &Look) {
        let Some(note) = self.book.notes.get(id.0 as usize) else { return };
        let (mark, is_of_page) = self.labels.mark(id, note);
        self.has_page_references |= is_of_page;
        let number = Look { isolate: Some(direction), note_number: Some(id), ..look.clone() };
        self.push(&format!("{mark}{}", number_end(mark)), &number);
        self.push(" ", look);
    }

    /// The number of a note, raised; two in a row are parted by a comma, else they would read as one number.
    ///
    /// It is set in the language and direction of its chapter. The comma belongs to the second mark: what leaves out
    /// marks leaves it out too.
    fn note_mark(&mut self, id: NoteId, look: &Look) {
        let Some(note) = self.book.notes.get(id.0 as usize) else { return };
        let (mark, is_of_page) = self.labels.mark(id, note);
        self.has_page_references |= is_of_page;
        let metadata = &self.book.metadata;
        let (language, direction) = match self.book.divisions.get(note.division as usize) {
            Some(division) => (&division.language, division.direction),
            None => (&metadata.language, metadata.direction),
        };
        let raised = Look {
            bold: false,
            italic: false,
            shift: if mark.contains(|c: char| c.is_alphabetic() && is_arabic(c)) {
                Shift::RaisedHigh
            } else {
                Shift::Raised
            },
            language: language.clone(),
            note_mark: Some(id),
            ..look.clone()
        };
        let comma = if direction.is_rtl() { "\u{060C}" } else { "," };
        let comma = if self.mark_end == Some(self.text.len()) { comma } else { "" };
        self.isolated(direction, |flattener| flattener.push(&format!("{comma}{mark}"), &raised));
        self.mark_end = Some(self.text.len());
    }
}

/// What stands behind the mark of a note before its text: signs stand alone.
fn number_end(mark: &str) -> &'static str {
    if mark.contains(char::is_alphanumeric) { "." } else { "" }
}

/// Letters with an italic, and those of the Arabic script, which have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letters {
    Arabic,
    Other,
}

/// Cuts text where letters of the Arabic script meet others; signs and spaces stay with the letters before them.
fn by_script(text: &str, direction: Direction) -> Vec<(Range<usize>, Letters)> {
    let mut parts: Vec<(Range<usize>, Letters)> = Vec::new();
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        let letters = match character {
            _ if !character.is_alphabetic() => None,
            _ if is_arabic(character) => Some(Letters::Arabic),
            _ => Some(Letters::Other),
        };
        match (parts.last_mut(), letters) {
            (Some((range, last)), _) if letters.is_none_or(|letters| letters == *last) => range.end = end,
            (_, letters) => {
                let by_language = if direction.is_rtl() { Letters::Arabic } else { Letters::Other };
                parts.push((at..end, letters.unwrap_or(by_language)));
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_is_cut_where_scripts_meet() {
        let text = "نان bread، آب";
        let parts = by_script(text, Direction::Rtl);
        let words: Vec<&str> = parts.iter().map(|(range, _)| &text[range.clone()]).collect();
        assert_eq!(words, ["نان ", "bread، ", "آب"]);
        assert_eq!(parts[1].1, Letters::Other);
    }

    #[test]
    fn signs_alone_follow_the_language() {
        assert_eq!(by_script("۱۲", Direction::Rtl), [(0..4, Letters::Arabic)]);
        assert_eq!(by_script("…", Direction::Ltr), [(0..3, Letters::Other)]);
    }
}
