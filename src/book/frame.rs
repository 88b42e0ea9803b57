//! The frame of the book: what stands where, under which names and titles, before the texts are resolved.

use super::assemble::language;
use super::index::{Index, nth};
use super::names::Stems;
use super::numbers::{self, Captioned, Numbers};
use super::outline::{self, Standing};
use super::survey::Survey;
use super::{AnchorId, Block, BlockKind, Division, DivisionKind, Inline, NoteId, OutlineEntry, StreamId, Words, words};
use crate::base::{Diagnostics, Language};
use crate::manifest::{
    DocumentEntry, DocumentRole, Entry, Generated, Manifest, NotePlace, Outputs, PartEntry, Spanned,
};

/// The first places of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places {
    /// Its division.
    pub(super) division: u32,
    /// Its beginning.
    pub(super) beginning: AnchorId,
    /// Its first place after that.
    pub(super) first: AnchorId,
    /// Its first mark for the index.
    pub(super) first_mark: AnchorId,
    /// Its first note.
    pub(super) first_note: NoteId,
}

/// The book without its texts: divisions, places and outline while they are laid out.
pub(super) struct Frame<'a> {
    manifest: &'a Manifest,
    pub(super) words: Words,
    stems: Stems,
    pub(super) divisions: Vec<Division>,
    /// One entry a document.
    pub(super) places: Vec<Places>,
    pub(super) index: Index,
    pub(super) outline: Vec<OutlineEntry>,
    /// The places of figures and tables that are counted.
    pub(super) captioned: Captioned,
    parts: usize,
    notes: u32,
    /// The title of the part that is being laid out.
    part: Option<String>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(manifest: &'a Manifest) -> Self {
        Self {
            manifest,
            words: words::of_language(&manifest.metadata.language),
            stems: Stems::default(),
            divisions: Vec::new(),
            places: Vec::new(),
            index: Index::default(),
            outline: Vec::new(),
            captioned: Captioned::default(),
            parts: 0,
            notes: 0,
            part: None,
        }
    }

    /// Goes through the contents: first divisions and written ids, then ids that are made, last the outline.
    pub(super) fn lay_out(&mut self, surveys: &[Survey], diagnostics: &mut Diagnostics) {
        let mut next = surveys.iter();
        for entry in &self.manifest.contents {
            match entry {
                Entry::Generated(Generated::Notes, _) => self.add_notes_page(surveys),
                Entry::Generated(kind, _) => self.add_generated(*kind),
                Entry::Dedication(text) => self.add_dedication(text),
                Entry::Part(part) => {
                    self.add_part(part);
                    self.part = Some(part.title.value.clone());
                    for document in &part.contents {
                        self.add_document(document, next.next().expect("one survey a document"), diagnostics);
                    }
                    self.part = None;
                }
                Entry::Document(document) => {
                    self.add_document(document, next.next().expect("one survey a document"), diagnostics);
                }
            }
        }
        // Notes that no line of the contents asks for stand behind everything.
        let is_listed = |entry: &Entry| matches!(entry, Entry::Generated(Generated::Notes, _));
        if !self.manifest.contents.iter().any(is_listed) {
            self.add_notes_page(surveys);
        }
        self.make_ids(surveys);
        self.number(surveys);
        self.list_outline(surveys, diagnostics);
    }

    fn add_generated(&mut self, kind: Generated) {
        let (kind, name, title) = match kind {
            Generated::TitlePage => (DivisionKind::TitlePage, "titlepage", String::new()),
            Generated::Copyright => (DivisionKind::Copyright, "copyright", String::new()),
            Generated::Toc => {
                let title = self.manifest.toc.title.as_ref().unwrap_or(&self.words.contents);
                (DivisionKind::Toc, "toc", title.clone())
            }
            Generated::HalfTitle => (DivisionKind::HalfTitle, "halftitle", String::new()),
            Generated::Figures => (DivisionKind::Figures, "figures", self.words.matter.figures.clone()),
            Generated::Tables => (DivisionKind::Tables, "tables", self.words.matter.tables.clone()),
            Generated::Index => {
                let title = self.manifest.index.title.as_ref().unwrap_or(&self.words.matter.index);
                (DivisionKind::Index, "index", title.clone())
            }
            Generated::Colophon => (DivisionKind::Colophon, "colophon", self.words.matter.colophon.clone()),
            // It needs to know whether there are notes.
            Generated::Notes => return,
        };
        let stem = self.stems.generated(name);
        let all = Outputs { epub: true, pdf: true };
        self.push_division(kind, stem, title, &self.manifest.metadata.language, all);
    }

    /// A dedication is a text of one paragraph.
    fn add_dedication(&mut self, text: &Spanned<String>) {
        let stem = self.stems.generated("dedication");
        let all = Outputs { epub: true, pdf: true };
        let kind = BlockKind::Paragraph(vec![Inline::Text(text.value.clone())]);
        let paragraph = Block { kind, anchor: None, classes: Vec::new(), language: None, span: text.span };
        let chapter = DivisionKind::Chapter(vec![paragraph]);
        self.push_division(chapter, stem, String::new(), &self.manifest.metadata.language, all);
        self.last_division().role = DocumentRole::Dedication;
    }

    fn last_division(&mut self) -> &mut Division {
        self.divisions.last_mut().expect("a division was added")
    }

    /// The page of the notes that stand at the end of the book; none without such notes.
    fn add_notes_page(&mut self, surveys: &[Survey]) {
        let streams = &self.manifest.notes;
        let is_here =
            |stream: StreamId| streams.get(usize::from(stream.0)).is_some_and(|stream| stream.place == NotePlace::Book);
        let with_notes = super::read::entries(self.manifest)
            .zip(surveys)
            .filter(|(_, survey)| survey.notes.iter().any(|note| is_here(note.stream)));
        let either = |one: Outputs, other: Outputs| Outputs { epub: one.epub || other.epub, pdf: one.pdf || other.pdf };
        let Some(output) = with_notes.map(|(entry, _)| entry.output).reduce(either) else { return };
        // Of two streams each has its title over its own notes.
        let mut titles = streams.iter().filter(|stream| stream.place == NotePlace::Book).map(|stream| &stream.title);
        let title = match (titles.next(), titles.next()) {
            (Some(Some(title)), None) => title.clone(),
            _ => self.words.notes.clone(),
        };
        // `notes` is a name that the EPUB keeps for itself.
        let stem = self.stems.generated("endnotes");
        self.push_division(DivisionKind::Notes, stem, title, &self.manifest.metadata.language, output);
    }

    fn add_part(&mut self, part: &PartEntry) {
        self.parts += 1;
        let stem = self.stems.part(self.parts);
        let title = part.title.value.clone();
        let output = outline::outputs(part);
        self.push_division(DivisionKind::Part, stem, title, &self.manifest.metadata.language, output);
    }

    fn add_document(&mut self, entry: &DocumentEntry, survey: &Survey, diagnostics: &mut Diagnostics) {
        let stem = self.stems.document(&entry.name, self.places.len() + 1);
        let title = match (&entry.title, survey.headings.first()) {
            (Some(title), _) => title.value.clone(),
            (None, Some(heading)) => survey.places[heading.place].title.clone(),
            (None, None) => String::new(),
        };
        let language = language(entry, self.manifest);
        let (division, beginning) =
            self.push_division(DivisionKind::Chapter(Vec::new()), stem, title.clone(), language, entry.output);
        self.last_division().role = entry.role;
        self.index.add_document(&entry.path.value, beginning);
        if let Some(id) = &entry.id {
            self.index.name(beginning, &id.value, id.span, diagnostics);
        }
        let first_note = NoteId(self.notes);
        self.notes += u32::try_from(survey.notes.len()).expect("fewer than 2^32 notes");
        let first = self.index.add_places(division, survey, first_note, diagnostics);
        let first_mark = self.index.add_marks(division, survey, first_note);
        if let (Some(_), Some(heading)) = (&entry.title, survey.headings.first()) {
            self.index.retitle(first, heading.place, &title);
        }
        self.places.push(Places { division, beginning, first, first_mark, first_note });
    }

    fn push_division(
        &mut self,
        kind: DivisionKind,
        file_stem: String,
        title: String,
        language: &Language,
        output: Outputs,
    ) -> (u32, AnchorId) {
        let metadata = &self.manifest.metadata;
        // The manifest may turn round the book's own language, not those of single texts.
        let direction = if *language == metadata.language { metadata.direction } else { language.direction() };
        let division = u32::try_from(self.divisions.len()).expect("fewer than 2^32 divisions");
        let anchor = self.index.add_division(division, &title);
        let language = language.clone();
        let (role, part) = (DocumentRole::Chapter, self.part.clone());
        self.divisions.push(Division { kind, file_stem, title, language, direction, anchor, output, role, part });
        (division, anchor)
    }

    /// Numbers chapters and figures.
    fn number(&mut self, surveys: &[Survey]) {
        let mut numbers = Numbers::new(self.manifest, &self.words);
        for (places, survey) in self.places.iter().zip(surveys) {
            let division = &self.divisions[places.division as usize];
            numbers::chapters(&mut numbers, division, places.first, survey, &mut self.index);
            numbers::figures(&mut numbers, division, places.first, survey, &mut self.index, &mut self.captioned);
        }
    }

    /// Gives an id to every place that has none: divisions their file's name, headings that with their count.
    fn make_ids(&mut self, surveys: &[Survey]) {
        for division in &self.divisions {
            self.index.make_id(division.anchor, &division.file_stem, None);
        }
        for (places, survey) in self.places.iter().zip(surveys) {
            let stem = &self.divisions[places.division as usize].file_stem;
            let headings = survey.places.iter().enumerate().filter(|(_, place)| place.is_heading);
            for (count, (place, _)) in headings.enumerate() {
                self.index.make_id(nth(places.first, place), stem, Some(count + 1));
            }
            // Only places whose id belongs to another, which was reported, have none now.
            // And figures that are counted.
            for place in 0..survey.places.len() {
                self.index.make_id(nth(places.first, place), stem, Some(1));
            }
            for mark in 0..survey.marks.len() {
                self.index.make_id(nth(places.first_mark, mark), &format!("{stem}-entry"), Some(mark + 1));
            }
        }
    }

    fn list_outline(&mut self, surveys: &[Survey], diagnostics: &mut Diagnostics) {
        let mut documents = self.places.iter().zip(surveys);
        let mut parts = self.divisions.iter().filter(|division| matches!(division.kind, DivisionKind::Part));
        let mut add = |entry: &DocumentEntry, is_in_part: bool, outline: &mut Vec<OutlineEntry>| {
            let (places, survey) = documents.next().expect("one survey a document");
            let standing = Standing {
                entry,
                language: language(entry, self.manifest),
                beginning: places.beginning,
                first_place: places.first,
                toc_depth: self.manifest.toc.depth,
                is_in_part,
            };
            outline::add_document(standing, survey, &self.index, outline, diagnostics);
        };
        let notes = self.divisions.iter().find(|division| matches!(division.kind, DivisionKind::Notes));
        let mut notes = notes.and_then(outline::of_generated);
        for entry in &self.manifest.contents {
            match entry {
                Entry::Generated(Generated::Notes, _) => self.outline.extend(notes.take()),
                Entry::Generated(kind, _) => {
                    let division = self.divisions.iter().find(|division| numbers::is_made_as(&division.kind, *kind));
                    self.outline.extend(division.and_then(outline::of_generated));
                }
                Entry::Dedication(_) => {}
                Entry::Part(part) => {
                    let anchor = parts.next().expect("one division a part").anchor;
                    outline::add_part(part, anchor, &self.manifest.metadata.language, &mut self.outline);
                    part.contents.iter().for_each(|document| add(document, true, &mut self.outline));
                }
                Entry::Document(document) => add(document, false, &mut self.outline),
            }
        }
        self.outline.extend(notes.take());
    }
}
