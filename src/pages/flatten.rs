//! Inlines in, styled text out: one string of logical text, and the style of every stretch of it.
//!
//! Numbers made by the program (note marks, page references) and words of another direction become isolates. Nothing is
//! shaped here; images among words are handed back, to be set below their paragraph.

use std::ops::Range;
use std::sync::Arc;

use super::labels::Labels;
use super::palette::{Look, Palette, Shift};
use crate::base::{Direction, Language, Span};
use crate::book::{AnchorId, Book, ImageId, Inline, NoteId, Target};
use crate::shape::{StyledText, TextStyle};
use crate::style::StyleSheet;

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
    /// Whether it prints page numbers that layout decides.
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
    images: Vec<(ImageId, String)>,
    has_page_references: bool,
    /// The end of the last note mark, to part it from one that follows at once.
    mark_end: Option<usize>,
}

impl<'a> Flattener<'a> {
    /// A flattener of an empty paragraph.
    pub(super) fn new(book: &'a Book, styles: &'a StyleSheet, labels: &'a Labels, palette: &'a mut Palette) -> Self {
        Self {
            book,
            styles,
            labels,
            palette,
            text: String::new(),
            ranges: Vec::new(),
            images: Vec::new(),
            has_page_references: false,
            mark_end: None,
        }
    }

    /// The paragraph gathered.
    pub(super) fn finish(self, direction: Direction, span: Span) -> Flat {
        let text = StyledText { text: self.text, styles: self.ranges, direction, span };
        Flat { text, images: self.images, has_page_references: self.has_page_references }
    }

    /// Adds text in one look.
    pub(super) fn push(&mut self, text: &str, look: &Look) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let style = self.palette.style(look, self.styles);
        match self.ranges.last_mut() {
            Some((range, last)) if *last == style => range.end = self.text.len(),
            _ => self.ranges.push((start..self.text.len(), style)),
        }
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
            Inline::Text(text) => self.words(text, look),
            Inline::Emphasis(inner) => self.inlines(inner, &Look { italic: true, ..look.clone() }),
            Inline::Strong(inner) => self.inlines(inner, &Look { bold: true, ..look.clone() }),
            Inline::Strike(inner) => self.inlines(inner, &Look { strike: true, ..look.clone() }),
            Inline::Superscript(inner) => self.inlines(inner, &Look { shift: Shift::Raised, ..look.clone() }),
            Inline::Subscript(inner) => self.inlines(inner, &Look { shift: Shift::Lowered, ..look.clone() }),
            Inline::Span(language, classes, inner) => {
                let look = language.as_ref().map_or_else(|| look.clone(), |language| foreign(look, language));
                let is_rigid = look.is_rigid || classes.iter().any(|class| class == NO_STRETCH);
                self.inlines(inner, &Look { is_rigid, ..look });
            }
            Inline::Code(text) => {
                self.push(text, &Look { code: true, isolate: Some(Direction::Ltr), ..look.clone() });
            }
            Inline::Link(target, inner) => self.inlines(inner, &Look { link: Some(target.clone()), ..look.clone() }),
            Inline::PageRef(anchor) => self.page_reference(*anchor, look),
            Inline::Image(image, alt) => self.images.push((*image, alt.clone())),
            Inline::NoteMark(note) => self.note_mark(*note, look),
            Inline::LineBreak => self.push(LINE_BREAK, look),
        }
    }

    /// Text, whose emphasis is what its script has: Latin letters lean, Arabic letters have no italic and go bold.
    fn words(&mut self, text: &str, look: &Look) {
        if !look.italic {
            return self.push(text, look);
        }
        for (range, script) in by_script(text, look.language.direction()) {
            let heavy = script == Letters::Arabic;
            self.push(&text[range], &Look { bold: look.bold || heavy, italic: !heavy, ..look.clone() });
        }
    }

    /// The number of the page of a place, as the last pass found it.
    ///
    /// It is an isolate: digits beside Latin words or other numbers keep their order.
    fn page_reference(&mut self, anchor: AnchorId, look: &Look) {
        self.has_page_references = true;
        let number = Look {
            isolate: Some(self.book.metadata.direction),
            link: Some(look.link.clone().unwrap_or(Target::Anchor(anchor))),
            ..look.clone()
        };
        let label = self.labels.of(anchor).to_owned();
        self.push(&label, &number);
    }

    /// The number of a note, raised; two in a row are parted by a comma, else they would read as one number.
    /// The comma belongs to the second mark: what leaves out marks leaves it out too.
    fn note_mark(&mut self, note: NoteId, look: &Look) {
        let direction = self.book.metadata.direction;
        let raised = Look {
            bold: false,
            italic: false,
            shift: Shift::Raised,
            isolate: Some(direction),
            language: self.book.metadata.language.clone(),
            ..look.clone()
        };
        let raised = Look { note_mark: Some(note), ..raised };
        if self.mark_end == Some(self.text.len()) {
            self.push(if direction.is_rtl() { "\u{060C}" } else { "," }, &raised);
        }
        if let Some(mark) = self.book.notes.get(note.0 as usize).map(|note| note.mark.as_str()) {
            self.push(mark, &raised);
        }
        self.mark_end = Some(self.text.len());
    }
}

/// A look in another language: an isolate of that language's direction.
fn foreign(look: &Look, language: &Language) -> Look {
    if *language == look.language {
        return look.clone();
    }
    Look { language: language.clone(), isolate: Some(language.direction()), ..look.clone() }
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

/// Whether a letter is of the Arabic blocks: Arabic, Supplement, Extended-B and -A, Presentation Forms.
fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{0870}'..='\u{08FF}')
        || matches!(letter, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Whether inlines have letters, and none of the Arabic script: a title or address in another script alone.
pub(super) fn is_without_arabic(inlines: &[Inline]) -> bool {
    let mut letters = Vec::new();
    gather_letters(inlines, &mut letters);
    !letters.is_empty() && !letters.contains(&Letters::Arabic)
}

/// Adds the kinds of the letters of inlines, in order, each run of one kind once.
fn gather_letters(inlines: &[Inline], letters: &mut Vec<Letters>) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => {
                let of = |letter| if is_arabic(letter) { Letters::Arabic } else { Letters::Other };
                letters.extend(text.chars().filter(|character| character.is_alphabetic()).map(of));
                letters.dedup();
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Span(_, _, inner)
            | Inline::Link(_, inner) => gather_letters(inner, letters),
            Inline::PageRef(_) | Inline::Image(..) | Inline::NoteMark(_) | Inline::LineBreak => {}
        }
    }
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

    #[test]
    fn numbers_alone_are_not_words_of_another_script() {
        let text = |words: &str| vec![Inline::Text(words.to_owned())];
        assert!(is_without_arabic(&text("Bread, 1728")));
        assert!(!is_without_arabic(&text("Bread و آب")));
        assert!(!is_without_arabic(&text("1728")));
    }
}
