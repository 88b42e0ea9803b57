//! Makes a chapter and its notes of a document: links get their targets, marks their notes, images their files.
//!
//! Walks the blocks in the order of `survey`, so that each finds its place by its count. Words are moved, not copied.

use std::path::Path;

use super::images::Used;
use super::index::{Index, nth};
use super::survey::Survey;
use super::{AnchorId, Block, BlockKind, Definition, Division, Figure, Inline, List, NoteId, Table, ranges};
use crate::base::{Diagnostic, Diagnostics, Direction, Language, Span};
use crate::document;
use crate::script::DigitSet;

/// What is known of a document before it is resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    /// Every place of the book.
    pub(super) index: &'a Index,
    /// What the document holds.
    pub(super) survey: &'a Survey,
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
    /// The digits of generated numbers.
    pub(super) digits: DigitSet,
}

/// A resolved document.
#[derive(Debug)]
pub(super) struct Resolved {
    /// Its text.
    pub(super) blocks: Vec<Block>,
    /// Its notes in the order of their first marks, each with its place in the source.
    pub(super) notes: Vec<(Vec<Block>, Span)>,
    /// What was found.
    pub(super) diagnostics: Diagnostics,
}

/// Resolves a document.
pub(super) fn resolve(document: document::Document, known: Known<'_>) -> Resolved {
    let mut resolver = Resolver { known, blocks: 0, in_note: false, diagnostics: Diagnostics::new() };
    let blocks = resolver.blocks(document.blocks, known.language);
    resolver.in_note = true;
    let mut written: Vec<Option<document::NoteDefinition>> = document.notes.into_iter().map(Some).collect();
    let notes = known.survey.notes.iter().filter_map(|index| written[*index].take());
    let notes = notes.map(|note| (resolver.blocks(note.blocks, known.language), note.span)).collect();
    Resolved { blocks, notes, diagnostics: resolver.diagnostics }
}

/// The walk through a document.
#[derive(Debug)]
pub(super) struct Resolver<'a> {
    pub(super) known: Known<'a>,
    /// Blocks so far, as `survey` counts them.
    blocks: usize,
    /// Whether it is in a note.
    pub(super) in_note: bool,
    pub(super) diagnostics: Diagnostics,
}

impl Resolver<'_> {
    fn blocks(&mut self, blocks: Vec<document::Block>, language: &Language) -> Vec<Block> {
        blocks.into_iter().filter_map(|block| self.block(block, language)).collect()
    }

    /// `language` is that of what the block stands in.
    fn block(&mut self, block: document::Block, language: &Language) -> Option<Block> {
        let place = self.known.survey.of_blocks.get(self.blocks).copied().flatten();
        self.blocks += 1;
        let document::Block { kind, attributes, span } = block;
        let own = attributes.language.filter(|own| own != language);
        let kind = self.kind(kind, &attributes.pairs, own.as_ref().unwrap_or(language), span)?;
        let anchor = place.map(|place| nth(self.known.first_place, place));
        Some(Block { kind, anchor, classes: attributes.classes, language: own, span })
    }

    /// `None` for a figure whose image is missing.
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
            Written::Quote(blocks) => BlockKind::Quote(self.blocks(blocks, language)),
            Written::List(list) => {
                let items = list.items.into_iter().map(|item| self.blocks(item, language)).collect();
                BlockKind::List(List { start: list.start, items, tight: list.tight })
            }
            Written::Definitions(list) => {
                BlockKind::Definitions(list.into_iter().map(|one| self.definition(one, language)).collect())
            }
            Written::Table(table) => BlockKind::Table(self.table(table, language)),
            Written::Code(text) => BlockKind::Code(text),
            Written::Separator => BlockKind::Separator,
            Written::Container(container) => self.container(container, language, span),
            Written::Verse(stanzas) => {
                let every = self.verse_numbers(pairs, span);
                BlockKind::Verse(self.verse(stanzas, every, language))
            }
            Written::PageBreak => BlockKind::PageBreak,
            Written::Figure(image) => {
                self.check_alt(&image);
                let id = self.known.images.get(&image.path).copied()?;
                BlockKind::Figure(Figure { image: id, alt: image.alt, caption: image.title })
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

    fn definition(&mut self, definition: document::Definition, language: &Language) -> Definition {
        let term = self.line(definition.term, language);
        let definitions = definition.definitions.into_iter().map(|blocks| self.blocks(blocks, language)).collect();
        Definition { term, definitions }
    }

    fn table(&mut self, table: document::Table, language: &Language) -> Table {
        let mut row = |cells: Vec<_>| cells.into_iter().map(|cell| self.line(cell, language)).collect();
        let head = row(table.head);
        let rows = table.rows.into_iter().map(row).collect();
        Table { columns: table.columns, head, rows }
    }

    fn container(&mut self, container: document::Container, language: &Language, span: Span) -> BlockKind {
        let document::Container { name, title, blocks } = container;
        let blocks = self.blocks(blocks, language);
        if let Some(title) = title.as_ref().filter(|_| name != "box") {
            let message = format!("title `{title}` of `::: {name}` is not printed");
            self.diagnostics.push(
                Diagnostic::warning("book.unprinted-title", span, message)
                    .hint("only `::: box` has a title: write a heading or a paragraph inside"),
            );
        }
        match name.as_str() {
            "box" => BlockKind::Box(title, blocks),
            "epigraph" => BlockKind::Epigraph(blocks),
            "center" => BlockKind::Center(blocks),
            _ => BlockKind::Group(name, blocks),
        }
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
