//! Walks a document before it is resolved: what can be linked to, headings, marks of notes, images, in reading order.
//!
//! Blocks are counted in the order of the walk; `resolve` walks the same way and finds the place of each block by its
//! count. Notes follow the text in the order of their first marks; what has no mark is not part of the book.

use std::collections::BTreeMap;

use super::StreamId;
use super::containers::value;
use super::notes::stream_of;
use crate::base::{Language, Span};
use crate::document::{self, Attributes, Block, BlockKind, Document, Inline, plain_text};
use crate::manifest::NoteStream;

/// A class that keeps a heading out of the contents, as in Pandoc.
const UNLISTED: &str = "unlisted";

/// A class that keeps a number off a heading, as in Pandoc.
const UNNUMBERED: &str = "unnumbered";

/// The class of words that the index lists.
pub(super) const INDEX: &str = "index";

/// Something that can be linked to.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Its id, if one is written.
    pub(super) id: Option<String>,
    /// The block it is.
    pub(super) span: Span,
    /// The words of a heading or caption, else empty.
    pub(super) title: String,
    /// Whether it is a heading; only headings may have no id written.
    pub(super) is_heading: bool,
    /// What it is among counted things with a caption, which is its title.
    pub(super) counted: Option<Counted>,
    /// The note it stands in, as a position in [`Survey::notes`].
    pub(super) note: Option<usize>,
}

/// Things with a caption that may be numbered and listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    Figure,
    Table,
}

/// A mark for the index.
#[derive(Clone, Debug)]
pub(super) struct IndexMark {
    /// The entry: the words marked, or `entry=`.
    pub(super) entry: String,
    /// The entry under it.
    pub(super) sub: Option<String>,
    /// The entry to look under instead.
    pub(super) see: Option<String>,
    /// The entry to look under as well.
    pub(super) see_also: Option<String>,
    /// The language of the entry.
    pub(super) language: Language,
    /// The block it stands in.
    pub(super) span: Span,
    /// The note it stands in, as a position in [`Survey::notes`].
    pub(super) note: Option<usize>,
}

/// A heading of the outline.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// From 1 to 6.
    pub(super) level: u8,
    /// Its place, as a position in [`Survey::places`].
    pub(super) place: usize,
    /// The heading in the source.
    pub(super) span: Span,
    /// Its language.
    pub(super) language: Language,
    /// Whether the contents may list it.
    pub(super) is_listed: bool,
    /// Whether it may have a number.
    pub(super) is_numbered: bool,
}

/// A note that has a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marked {
    /// Its position in [`Document::notes`].
    pub(super) definition: usize,
    /// The note its mark stands in, as a position in [`Survey::notes`]; `None` for marks in the text.
    pub(super) host: Option<usize>,
    /// Whose note it is.
    pub(super) stream: StreamId,
}

/// What a document holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Survey {
    /// Everything that can be linked to.
    pub(super) places: Vec<Place>,
    /// For every block in the order of the walk: its place.
    pub(super) of_blocks: Vec<Option<usize>>,
    /// Further ids of places: of spans inside a block that has its own.
    pub(super) aliases: Vec<(String, Span, usize)>,
    /// Headings that divide the text: not those in quotations, boxes and lists.
    pub(super) headings: Vec<Heading>,
    /// Notes in the order of their first marks; those marked in a note follow it.
    pub(super) notes: Vec<Marked>,
    /// For every label: the position in [`Self::notes`].
    pub(super) labels: BTreeMap<String, usize>,
    /// Paths of images as written, with the image.
    pub(super) images: Vec<(String, Span)>,
    /// Marks for the index, in the order of the walk.
    pub(super) marks: Vec<IndexMark>,
    /// Whether figures with captions are numbered or listed.
    pub(super) counts_figures: bool,
}

/// Where the walk is.
#[derive(Clone, Copy, Debug)]
struct Setting<'a> {
    language: &'a Language,
    /// Whether headings divide the text here.
    divides: bool,
    /// The note it is in, as a position in [`Survey::notes`].
    note: Option<usize>,
}

/// The block that inlines stand in.
#[derive(Clone, Copy, Debug)]
struct Owner {
    /// Its count in the walk.
    count: usize,
    span: Span,
}

/// Which things with a caption are places, with an id or without: they are numbered or listed.
pub(super) type Captions = &'static [Counted];

/// Surveys a document in a language.
pub(super) fn survey(document: &Document, language: &Language, streams: &[NoteStream], captions: Captions) -> Survey {
    let mut survey = Survey { counts_figures: captions.contains(&Counted::Figure), ..Survey::default() };
    let written: BTreeMap<String, usize> =
        document.notes.iter().enumerate().map(|(index, note)| (fold(&note.label), index)).collect();
    let setting = Setting { language, divides: true, note: None };
    let mut walk = Walk { survey: &mut survey, written: &written, document, streams, captions };
    walk.blocks(&document.blocks, setting);
    for (position, note) in walk.survey.notes.clone().into_iter().enumerate() {
        let blocks = &document.notes[note.definition].blocks;
        walk.blocks(blocks, Setting { divides: false, note: Some(position), ..setting });
    }
    survey
}

/// Labels are compared without regard to case.
pub(super) fn fold(label: &str) -> String {
    label.to_lowercase()
}

/// The caption or title of a block, which references to it print.
fn caption(block: &Block) -> Option<&str> {
    match &block.kind {
        BlockKind::Figure(image) => image.title.as_deref(),
        BlockKind::Container(container) => container.title.as_deref(),
        BlockKind::Table(_) => value(&block.attributes.pairs, "title"),
        _ => None,
    }
}

/// Whether a container is of images with one caption.
pub(super) fn is_figure(name: &str) -> bool {
    matches!(name, "figure" | "figures")
}

struct Walk<'a> {
    survey: &'a mut Survey,
    /// Labels of the notes that are written, with their position.
    written: &'a BTreeMap<String, usize>,
    document: &'a Document,
    streams: &'a [NoteStream],
    captions: Captions,
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &[Block], setting: Setting<'_>) {
        for block in blocks {
            self.block(block, setting);
        }
    }

    fn block(&mut self, block: &Block, setting: Setting<'_>) {
        let count = self.survey.of_blocks.len();
        let owner = Owner { count, span: block.span };
        self.survey.of_blocks.push(None);
        if let Some(id) = &block.attributes.id {
            let place = self.place(owner, Some(id.clone()), setting.note);
            if let Some(caption) = caption(block) {
                self.survey.places[place].title = caption.to_owned();
            }
        }
        let language = block.attributes.language.as_ref().unwrap_or(setting.language);
        let setting = Setting { language, ..setting };
        let inside = Setting { divides: false, ..setting };
        self.counted(block, owner, setting);
        match &block.kind {
            BlockKind::Heading(level, content) => {
                self.heading(*level, content, block, owner, setting);
                self.inlines(content, owner, setting);
            }
            BlockKind::Paragraph(content) => self.inlines(content, owner, setting),
            BlockKind::Quote(blocks) => self.blocks(blocks, inside),
            BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(item, inside)),
            BlockKind::Definitions(list) => {
                for definition in list {
                    self.inlines(&definition.term, owner, setting);
                    definition.definitions.iter().for_each(|blocks| self.blocks(blocks, inside));
                }
            }
            BlockKind::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                cells.for_each(|cell| self.inlines(cell, owner, setting));
            }
            BlockKind::Container(container) => {
                let is_apart = matches!(
                    container.name.as_str(),
                    "box" | "epigraph" | "figure" | "figures" | "masthead" | "contact" | "qr"
                );
                // Images with a title for all are one figure.
                let is_one = container.title.is_some() && is_figure(&container.name);
                let outer = self.captions;
                self.captions = if is_one { &[] } else { outer };
                self.blocks(&container.blocks, if is_apart { inside } else { setting });
                self.captions = outer;
            }
            BlockKind::Verse(stanzas) => {
                for line in stanzas.iter().flat_map(|stanza| &stanza.lines) {
                    self.inlines(&line.first, owner, setting);
                    self.inlines(line.second.as_deref().unwrap_or_default(), owner, setting);
                }
            }
            BlockKind::Figure(image) => self.survey.images.push((image.path.clone(), image.span)),
            BlockKind::Figures(images) => {
                self.survey.images.extend(images.iter().map(|image| (image.path.clone(), image.span)));
            }
            BlockKind::Dialogue(speeches) => {
                for speech in speeches {
                    self.inlines(&speech.speaker, owner, setting);
                    self.blocks(&speech.blocks, inside);
                }
            }
            BlockKind::Code(_) | BlockKind::Separator | BlockKind::PageBreak | BlockKind::ColumnBreak => {}
        }
    }

    /// Makes a place of a block, or gives the one it has another id.
    fn place(&mut self, owner: Owner, id: Option<String>, note: Option<usize>) -> usize {
        if let Some(place) = self.survey.of_blocks[owner.count] {
            if let Some(id) = id {
                self.survey.aliases.push((id, owner.span, place));
            }
            return place;
        }
        let place = self.survey.places.len();
        let (title, span) = (String::new(), owner.span);
        self.survey.places.push(Place { id, span, title, is_heading: false, counted: None, note });
        self.survey.of_blocks[owner.count] = Some(place);
        place
    }

    /// A figure or table that is counted.
    fn counted(&mut self, block: &Block, owner: Owner, setting: Setting<'_>) {
        let kind = match &block.kind {
            BlockKind::Figure(_) => Counted::Figure,
            BlockKind::Container(container) if is_figure(&container.name) => Counted::Figure,
            BlockKind::Table(_) => Counted::Table,
            _ => return,
        };
        if let (Some(caption), true) = (caption(block), self.captions.contains(&kind)) {
            let place = self.place(owner, None, setting.note);
            caption.clone_into(&mut self.survey.places[place].title);
            self.survey.places[place].counted = Some(kind);
        }
    }

    fn heading(&mut self, level: u8, content: &[Inline], block: &Block, owner: Owner, setting: Setting<'_>) {
        let place = self.place(owner, None, setting.note);
        self.survey.places[place].title = plain_text(content);
        self.survey.places[place].is_heading = true;
        if setting.divides {
            self.survey.headings.push(Heading {
                level,
                place,
                span: block.span,
                language: setting.language.clone(),
                is_listed: !block.attributes.classes.iter().any(|class| class == UNLISTED),
                is_numbered: !block.attributes.classes.iter().any(|class| class == UNNUMBERED),
            });
        }
    }

    /// Inlines that stand in the block `owner`.
    fn inlines(&mut self, inlines: &[Inline], owner: Owner, setting: Setting<'_>) {
        for inline in inlines {
            match inline {
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Strike(inner)
                | Inline::Superscript(inner)
                | Inline::Subscript(inner) => self.inlines(inner, owner, setting),
                Inline::Span(attributes, inner) => {
                    self.id_of_inline(attributes, owner, setting);
                    self.index_mark(attributes, inner, owner, setting);
                    self.inlines(inner, owner, setting);
                }
                Inline::Link(link) => {
                    self.id_of_inline(&link.attributes, owner, setting);
                    self.inlines(&link.content, owner, setting);
                }
                Inline::Image(image) => self.survey.images.push((image.path.clone(), image.span)),
                Inline::NoteMark(label, _) if setting.note.is_none() => self.mark(label, None),
                Inline::NoteMark(..) | Inline::Text(..) | Inline::Code(..) | Inline::LineBreak => {}
            }
        }
    }

    /// An id inside a line leads to the block around it.
    fn id_of_inline(&mut self, attributes: &Attributes, owner: Owner, setting: Setting<'_>) {
        if let Some(id) = &attributes.id {
            self.place(owner, Some(id.clone()), setting.note);
        }
    }

    /// `[words]{.index}`, with `entry=`, `sub=`, `see=` and `see-also=`.
    fn index_mark(&mut self, attributes: &Attributes, inner: &[Inline], owner: Owner, setting: Setting<'_>) {
        if !is_index_mark(attributes) {
            return;
        }
        let value = |key: &str| {
            let pair = attributes.pairs.iter().find(|(name, _)| name == key);
            pair.map(|(_, value)| value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        self.survey.marks.push(IndexMark {
            entry: value("entry").unwrap_or_else(|| plain_text(inner).trim().to_owned()),
            sub: value("sub"),
            see: value("see"),
            see_also: value("see-also"),
            language: attributes.language.as_ref().unwrap_or(setting.language).clone(),
            span: owner.span,
            note: setting.note,
        });
    }

    /// Notes a mark in the text, or in a note.
    fn mark(&mut self, label: &str, host: Option<usize>) {
        if self.survey.labels.contains_key(label) {
            return;
        }
        let label = fold(label);
        let Some(definition) = self.written.get(&label).copied() else { return };
        if self.survey.labels.contains_key(&label) {
            return;
        }
        let position = self.survey.notes.len();
        let stream = stream_of(&label, self.streams);
        self.survey.labels.insert(label, position);
        self.survey.notes.push(Marked { definition, host, stream });
        // Notes go one deep: marks in the note of a note are reported when they are resolved.
        if host.is_none() {
            for label in marks_in(&self.document.notes[definition].blocks) {
                self.mark(label, Some(position));
            }
        }
    }
}

/// Whether a span is marked for the index.
pub(super) fn is_index_mark(attributes: &Attributes) -> bool {
    attributes.classes.iter().any(|class| class == INDEX)
}

/// The labels of all marks in blocks, in order.
fn marks_in(blocks: &[Block]) -> Vec<&str> {
    let mut labels = Vec::new();
    document::each_inline(blocks, &mut |inline| {
        if let Inline::NoteMark(label, _) = inline {
            labels.push(label.as_str());
        }
    });
    labels
}
