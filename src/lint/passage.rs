//! Cuts a manuscript into passages: what stands in one paragraph, heading, cell or line of verse in one language.
//!
//! Emphasis and links go through; code, images, marks of notes and stretches in other languages leave an [`OBJECT`], and
//! the latter are passages of their own. Each passage knows where its text is written.

use std::ops::Range;

use super::place::Places;
use super::{OBJECT, Setting};
use crate::base::{Language, SourceId, Span};
use crate::document::{Attributes, Block, BlockKind, Document, Inline};

/// Classes of what is quoted letter for letter: no rule looks at it.
const SCRIPTURE: [&str; 2] = ["scripture", "quran"];

/// A stretch of one language, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    /// Its text.
    pub(super) text: String,
    /// Its language.
    pub(super) language: Language,
    /// Prose or verse.
    pub(super) setting: Setting,
    /// Whether it is a paragraph or line of verse that the next may go on from, not a heading, cell or note.
    pub(super) is_running: bool,
    source: SourceId,
    /// Texts as they were read: where each begins in the passage, and its places.
    pieces: Vec<(Range<usize>, Places)>,
}

impl Passage {
    /// The bytes of the source that a range was read from, if it stands there letter for letter.
    pub(super) fn written(&self, range: &Range<usize>, source: &str) -> Option<Range<usize>> {
        let holds = |piece: &Range<usize>| piece.start <= range.start && range.end <= piece.end;
        let (piece, places) = self.pieces.iter().find(|(piece, _)| holds(piece))?;
        let written = places.range(&(range.start - piece.start..range.end - piece.start))?;
        (source.get(written.clone())? == &self.text[range.clone()]).then_some(written)
    }

    /// The place of a range, for reports.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let pointer = |at: usize| {
            let index = self.pieces.partition_point(|(piece, _)| piece.start <= at).saturating_sub(1);
            self.pieces.get(index).map(|(piece, places)| places.pointer(at.min(piece.end) - piece.start))
        };
        let start = pointer(range.start).unwrap_or(0);
        let last = self.text[range.clone()].char_indices().next_back();
        let end = last.and_then(|(at, character)| Some(pointer(range.start + at)? + character.len_utf8()));
        Span::new(self.source, start, end.unwrap_or(start).max(start))
    }
}

/// The passages of a manuscript: those of the text, then those of its notes.
pub(super) fn passages(document: &Document, text: &str, language: &Language) -> Vec<Passage> {
    let mut walk = Walk { text, source: document.source, passages: Vec::new() };
    let place = Place { language: language.clone(), setting: Setting::Prose, is_running: true };
    walk.blocks(&document.blocks, &place);
    let place = Place { is_running: false, ..place };
    for note in &document.notes {
        walk.blocks(&note.blocks, &place);
    }
    walk.passages
}

/// What holds at a place of the text.
#[derive(Clone)]
struct Place {
    language: Language,
    setting: Setting,
    is_running: bool,
}

impl Place {
    /// The same inside something with attributes; `None` where no rule looks.
    fn within(&self, attributes: &Attributes) -> Option<Self> {
        if attributes.classes.iter().any(|class| SCRIPTURE.contains(&class.as_str())) {
            return None;
        }
        let language = attributes.language.as_ref().unwrap_or(&self.language).clone();
        Some(Self { language, ..self.clone() })
    }

    fn aside(&self) -> Self {
        Self { is_running: false, ..self.clone() }
    }
}

struct Walk<'t> {
    text: &'t str,
    source: SourceId,
    passages: Vec<Passage>,
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &[Block], place: &Place) {
        for block in blocks {
            if let Some(place) = place.within(&block.attributes) {
                self.block(&block.kind, &place);
            }
        }
    }

    fn block(&mut self, kind: &BlockKind, place: &Place) {
        match kind {
            BlockKind::Heading(_, content) => self.passage(content, &place.aside()),
            BlockKind::Paragraph(content) => self.passage(content, place),
            BlockKind::Quote(blocks) => self.blocks(blocks, place),
            BlockKind::Container(container) => self.blocks(&container.blocks, place),
            BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(item, place)),
            BlockKind::Definitions(list) => {
                for definition in list {
                    self.passage(&definition.term, &place.aside());
                    definition.definitions.iter().for_each(|blocks| self.blocks(blocks, place));
                }
            }
            BlockKind::Table(table) => {
                table
                    .head
                    .iter()
                    .chain(table.rows.iter().flatten())
                    .for_each(|cell| self.passage(cell, &place.aside()));
            }
            BlockKind::Verse(stanzas) => {
                let place = Place { setting: Setting::Verse, ..place.clone() };
                for line in stanzas.iter().flat_map(|stanza| &stanza.lines) {
                    self.passage(&line.first, &place);
                    self.passage(line.second.as_deref().unwrap_or_default(), &place);
                }
            }
            BlockKind::Dialogue(speeches) => {
                for speech in speeches {
                    self.passage(&speech.speaker, &place.aside());
                    self.blocks(&speech.blocks, place);
                }
            }
            BlockKind::Code(_)
            | BlockKind::Separator
            | BlockKind::PageBreak
            | BlockKind::ColumnBreak
            | BlockKind::Figure(_)
            | BlockKind::Figures(_) => {}
        }
    }

    fn passage(&mut self, content: &[Inline], place: &Place) {
        let mut passage = Passage {
            text: String::new(),
            language: place.language.clone(),
            setting: place.setting,
            is_running: place.is_running,
            source: self.source,
            pieces: Vec::new(),
        };
        self.inlines(content, place, &mut passage);
        if !passage.pieces.is_empty() {
            self.passages.push(passage);
        }
    }

    fn inlines(&mut self, content: &[Inline], place: &Place, passage: &mut Passage) {
        for inline in content {
            match inline {
                Inline::Text(text, span) => {
                    let start = passage.text.len();
                    passage.text.push_str(text);
                    let places = Places::find(text, self.text, *span);
                    passage.pieces.push((start..passage.text.len(), places));
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                    self.inlines(inner, place, passage);
                }
                Inline::Superscript(inner) | Inline::Subscript(inner) => {
                    passage.text.push(OBJECT);
                    self.passage(inner, &place.aside());
                }
                Inline::Span(attributes, inner) => self.span(attributes, inner, place, passage),
                Inline::Link(link) => self.span(&link.attributes, &link.content, place, passage),
                Inline::LineBreak => passage.text.push('\n'),
                Inline::Code(..) | Inline::Image(_) | Inline::NoteMark(..) => passage.text.push(OBJECT),
            }
        }
    }

    /// What has attributes: of the same language it is part of the passage.
    fn span(&mut self, attributes: &Attributes, inner: &[Inline], place: &Place, passage: &mut Passage) {
        // A cross reference has words of its own in the book.
        if inner.is_empty() {
            passage.text.push(OBJECT);
            return;
        }
        match place.within(attributes) {
            Some(inside) if inside.language == place.language => self.inlines(inner, place, passage),
            Some(inside) => {
                passage.text.push(OBJECT);
                self.passage(inner, &inside.aside());
            }
            None => passage.text.push(OBJECT),
        }
    }
}
