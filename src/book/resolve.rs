//! Makes a chapter and its notes of a document: links get their targets, marks their notes, images their files.
//!
//! Walks the blocks in the order of `survey`, so that each finds its place by its count. Words are moved, not copied.

use std::path::Path;

use super::containers::{source, value};
use super::images::Used;
use super::index::{Index, nth};
use super::leaflet;
use super::survey::Survey;
use super::{
    AnchorId, Block, BlockKind, Definition, Division, Inline, NoteId, Speech, StreamId, Table, Words, digits_in, notes,
    ranges,
};
use crate::base::{Diagnostic, Diagnostics, Direction, Language, Span};
use crate::document;
use crate::manifest::{Digits, Manifest, NoteStream};
use crate::script::DigitSet;

/// What is known of a document before it is resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    /// Every place of the book.
    pub(super) index: &'a Index,
    /// What the document holds.
    pub(super) survey: &'a Survey,
    /// The streams of notes.
    pub(super) streams: &'a [NoteStream],
    /// Its images.
    pub(super) images: &'a Used,
    /// Every division of the book, still without its text.
    pub(super) divisions: &'a [Division],
    /// The division it becomes.
    pub(super) division: u32,
    /// Its file.
    pub(super) path: &'a Path,
    /// Its language.
    pub(super) language: &'a Language,
    /// Its first place that is not its beginning.
    pub(super) first_place: AnchorId,
    /// Its first note.
    pub(super) first_note: NoteId,
    /// Its first mark for the index.
    pub(super) first_mark: AnchorId,
    /// Words that the program prints.
    pub(super) words: &'a Words,
    /// The digits of generated numbers.
    pub(super) digits: DigitSet,
    /// What the manifest says of digits.
    pub(super) numbering: Digits,
    /// What mastheads print of the whole book.
    pub(super) manifest: &'a Manifest,
}

impl Known<'_> {
    /// The digits of generated numbers in text of a language.
    pub(super) fn digits_in(&self, language: &Language) -> DigitSet {
        digits_in(self.numbering, language)
    }
}

/// A resolved document.
#[derive(Debug)]
pub(super) struct Resolved {
    /// Its text.
    pub(super) blocks: Vec<Block>,
    /// Its notes in the order of their first marks.
    pub(super) notes: Vec<Written>,
    /// What was found.
    pub(super) diagnostics: Diagnostics,
}

/// A note without its number.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) blocks: Vec<Block>,
    /// Its place in the source.
    pub(super) span: Span,
    pub(super) stream: StreamId,
    /// The note its mark stands in, if it does.
    pub(super) host: Option<NoteId>,
}

/// Resolves a document.
pub(super) fn resolve(document: document::Document, known: Known<'_>) -> Resolved {
    let mut resolver = Resolver { known, blocks: 0, marks: 0, note: None, diagnostics: Diagnostics::new() };
    let blocks = resolver.blocks(document.blocks, known.language);
    let mut written: Vec<Option<document::NoteDefinition>> = document.notes.into_iter().map(Some).collect();
    let mut notes = Vec::with_capacity(known.survey.notes.len());
    for (position, marked) in known.survey.notes.iter().enumerate() {
        let Some(note) = written[marked.definition].take() else { continue };
        resolver.note = Some(position);
        notes::check_stream(&note.label, note.span, known.streams, &mut resolver.diagnostics);
        let blocks = resolver.blocks(note.blocks, known.language);
        let host = marked.host.map(|host| known.note_id(host));
        notes.push(Written { blocks, span: note.span, stream: marked.stream, host });
    }
    let left: Vec<document::NoteDefinition> = written.into_iter().flatten().collect();
    notes::check_left(&left, &mut resolver.diagnostics);
    Resolved { blocks, notes, diagnostics: resolver.diagnostics }
}

impl Known<'_> {
    /// The id of a note by its position in the document.
    pub(super) fn note_id(&self, position: usize) -> NoteId {
        NoteId(self.first_note.0 + u32::try_from(position).expect("fewer than 2^32 notes"))
    }
}
/// The most columns side by side: with more, lines hold no words.
const MOST_COLUMNS: u8 = 4;

/// The walk through a document.
#[derive(Debug)]
pub(super) struct Resolver<'a> {
    pub(super) known: Known<'a>,
    /// Blocks so far, as `survey` counts them.
    blocks: usize,
    /// Marks for the index so far, as `survey` counts them.
    pub(super) marks: usize,
    /// The note it is in, as a position in [`Survey::notes`].
    pub(super) note: Option<usize>,
    pub(super) diagnostics: Diagnostics,
}

impl Resolver<'_> {
    pub(super) fn blocks(&mut self, blocks: Vec<document::Block>, language: &Language) -> Vec<Block> {
        blocks.into_iter().filter_map(|block| self.block(block, language)).collect()
    }

    /// `language` is that of what the block stands in.
    fn block(&mut self, block: document::Block, language: &Language) -> Option<Block> {
        let place = self.known.survey.of_blocks.get(self.blocks).copied().flatten();
        self.blocks += 1;
        let document::Block { kind, attributes, span } = block;
        let own = attributes.language.filter(|own| own != language);
        let mut kind = self.kind(kind, &attributes.pairs, own.as_ref().unwrap_or(language), span)?;
        let anchor = place.map(|place| nth(self.known.first_place, place));
        self.number_caption(&mut kind, anchor);
        Some(Block { kind, anchor, classes: attributes.classes, language: own, span })
    }

    /// Puts the number of a figure or table before its caption.
    fn number_caption(&self, kind: &mut BlockKind, anchor: Option<AnchorId>) {
        let caption = match kind {
            BlockKind::Figure(super::Figure { caption, .. }) | BlockKind::Table(Table { caption, .. }) => {
                caption.as_mut()
            }
            BlockKind::Figures(figures) => figures.title_mut(),
            _ => None,
        };
        let number = anchor.and_then(|anchor| self.known.index.anchor(anchor).number.as_ref());
        if let (Some(number), Some(caption)) = (number, caption) {
            *caption = format!("{number}{}{caption}", self.known.words.matter.colon);
        }
    }

    /// `None` for a figure whose image is missing, and for parts of a leaflet that cannot be made.
    fn kind(
        &mut self,
        kind: document::BlockKind,
        pairs: &[(String, String)],
        language: &Language,
        span: Span,
    ) -> Option<BlockKind> {
        use crate::document::BlockKind as Written;
        Some(match kind {
            Written::Heading(level, content) => BlockKind::Heading(level, self.line(content, language)),
            Written::Paragraph(content) => BlockKind::Paragraph(self.line(content, language)),
            Written::Quote(blocks) => {
                self.check_keys("a quotation", pairs, &["source"], span);
                let mut blocks = self.blocks(blocks, language);
                blocks.extend(source(pairs, span));
                BlockKind::Quote(blocks)
            }
            Written::List(list) => BlockKind::List(self.list(list, pairs, language, span)),
            Written::Definitions(list) => {
                BlockKind::Definitions(list.into_iter().map(|one| self.definition(one, language)).collect())
            }
            Written::Table(table) => {
                self.check_keys("a table", pairs, &["title"], span);
                let caption = value(pairs, "title").map(str::to_owned);
                self.check_caption(caption.as_deref(), span);
                BlockKind::Table(Table { caption, ..self.table(table, language) })
            }
            Written::Code(text) => BlockKind::Code(text),
            Written::Separator => BlockKind::Separator,
            Written::Container(container) if leaflet::is_part(&container.name) => {
                self.leaflet_part(container, pairs, language, span)?
            }
            Written::Container(container) if container.name == "columns" => {
                let count = self.column_count(pairs, span);
                match self.container(container, &[], language, span) {
                    BlockKind::Group(_, blocks) => BlockKind::Columns(count, blocks),
                    other => other,
                }
            }
            Written::Container(container) => self.container(container, pairs, language, span),
            Written::Verse(stanzas) => {
                let every = self.verse_numbers(pairs, span);
                BlockKind::Verse(self.verse(stanzas, every, language))
            }
            Written::PageBreak => BlockKind::PageBreak,
            Written::ColumnBreak => BlockKind::ColumnBreak,
            Written::Figure(image) => BlockKind::Figure(self.figure(image)?),
            Written::Figures(images) => {
                if images.iter().any(|image| image.title.is_some()) {
                    self.check_numbered(span);
                }
                let list: Vec<_> = images.into_iter().filter_map(|image| self.figure(image)).collect();
                (!list.is_empty()).then(|| BlockKind::Figures(super::Figures { list, caption: Vec::new() }))?
            }
            Written::Dialogue(speeches) => {
                BlockKind::Dialogue(speeches.into_iter().map(|speech| self.speech(speech, language)).collect())
            }
        })
    }

    /// The inlines of one paragraph, whose ranges are looked at as a whole.
    pub(super) fn line(&mut self, content: Vec<document::Inline>, language: &Language) -> Vec<Inline> {
        ranges::check(&content, self.direction_of(language), &mut self.diagnostics);
        self.inlines(content, language)
    }

    /// The direction of paragraphs in a language: that of the chapter in its own language.
    fn direction_of(&self, language: &Language) -> Direction {
        let chapter = &self.known.divisions[self.known.division as usize];
        if *language == chapter.language { chapter.direction } else { language.direction() }
    }

    fn speech(&mut self, speech: document::Speech, language: &Language) -> Speech {
        let speaker = self.line(speech.speaker, language);
        Speech { speaker, blocks: self.blocks(speech.blocks, language) }
    }

    fn definition(&mut self, definition: document::Definition, language: &Language) -> Definition {
        let term = self.line(definition.term, language);
        let definitions = definition.definitions.into_iter().map(|blocks| self.blocks(blocks, language)).collect();
        Definition { term, definitions }
    }

    fn table(&mut self, table: document::Table, language: &Language) -> Table {
        let mut row = |cells: Vec<_>| cells.into_iter().map(|cell| self.line(cell, language)).collect();
        let head = row(table.head);
        let rows = table.rows.into_iter().map(row).collect();
        Table { columns: table.columns, head, rows, caption: None }
    }

    /// How many columns `::: columns {count=…}` asks for: two where it says nothing.
    fn column_count(&mut self, pairs: &[(String, String)], span: Span) -> u8 {
        let Some((_, written)) = pairs.iter().find(|(key, _)| key == "count") else { return 2 };
        let count = written.parse().ok().filter(|count| (1..=MOST_COLUMNS).contains(count));
        if count.is_none() {
            let message = format!("`count={written}` of columns is no whole number from 1 to {MOST_COLUMNS}");
            self.diagnostics.push(
                Diagnostic::warning("book.column-count", span, message)
                    .hint("write `::: columns {count=3}`; two are made now"),
            );
        }
        count.unwrap_or(2)
    }

    /// Warns about an image that says nothing to those who do not see it.
    pub(super) fn check_alt(&mut self, image: &document::Image) {
        if image.alt.trim().is_empty() {
            let message = format!("image `{}` has no text that stands in for it", image.path);
            self.diagnostics.push(
                Diagnostic::warning("book.missing-alt", image.span, message)
                    .hint("say in a few words between the brackets what it shows: `![…](…)`"),
            );
        }
    }
}
