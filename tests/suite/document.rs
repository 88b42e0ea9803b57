//! Manuscripts as trees: `tests/cases/document/<case>/input.md` and `expected.txt`. `ACCEPT=1` rewrites the latter.

use std::fmt::Write as _;
use std::path::Path;

use publish::base::{Diagnostics, Sources, Span};
use publish::document::{Attributes, Block, BlockKind, Document, Image, Inline, parse};

use super::support::compare;

/// Writes a tree, one line a block or inline, indented by depth, with the places they stand at.
struct Dump<'a> {
    sources: &'a Sources,
    text: String,
}

impl Dump<'_> {
    fn line(&mut self, depth: usize, line: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// `line:column-line:column`, the end one past the last character.
    fn place(&self, span: Span) -> String {
        let end = Span { start: span.end, ..span };
        format!("{}-{}", self.sources.position(span), self.sources.position(end))
    }

    fn attributes(attributes: &Attributes) -> String {
        let mut text = String::new();
        let write = "writing to a string cannot fail";
        if let Some(id) = &attributes.id {
            write!(text, " #{id}").expect(write);
        }
        for class in &attributes.classes {
            write!(text, " .{class}").expect(write);
        }
        if let Some(language) = &attributes.language {
            write!(text, " lang={language}").expect(write);
        }
        for (key, value) in &attributes.pairs {
            write!(text, " {key}={value:?}").expect(write);
        }
        text
    }

    fn document(&mut self, document: &Document) {
        self.blocks(0, &document.blocks);
        for note in &document.notes {
            let line = format!("note {:?} {}", note.label, self.place(note.span));
            self.line(0, &line);
            self.blocks(1, &note.blocks);
        }
    }

    fn blocks(&mut self, depth: usize, blocks: &[Block]) {
        for block in blocks {
            self.block(depth, block);
        }
    }

    fn block(&mut self, depth: usize, block: &Block) {
        let end = format!("{}{}", self.place(block.span), Self::attributes(&block.attributes));
        match &block.kind {
            BlockKind::Heading(level, content) => self.words(depth, &format!("heading {level} {end}"), content),
            BlockKind::Paragraph(content) => self.words(depth, &format!("paragraph {end}"), content),
            BlockKind::Quote(blocks) => self.nest(depth, &format!("quote {end}"), blocks),
            BlockKind::List(list) => {
                let start = list.start.map_or("bullets".to_owned(), |start| format!("from {start}"));
                let tight = if list.tight { "tight" } else { "loose" };
                let bracket = if list.is_bracketed { " bracket" } else { "" };
                self.line(depth, &format!("list {start} {tight}{bracket} {end}"));
                for item in &list.items {
                    self.nest(depth + 1, "item", item);
                }
            }
            BlockKind::Definitions(list) => {
                self.line(depth, &format!("definitions {end}"));
                for definition in list {
                    self.words(depth + 1, "term", &definition.term);
                    for blocks in &definition.definitions {
                        self.nest(depth + 1, "meaning", blocks);
                    }
                }
            }
            BlockKind::Table(table) => {
                self.line(depth, &format!("table {:?} {end}", table.columns));
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    self.line(depth + 1, "row");
                    for cell in row {
                        self.words(depth + 2, "cell", cell);
                    }
                }
            }
            BlockKind::Code(text) => self.line(depth, &format!("code {text:?} {end}")),
            BlockKind::Separator => self.line(depth, &format!("separator {end}")),
            BlockKind::PageBreak => self.line(depth, &format!("pagebreak {end}")),
            BlockKind::ColumnBreak => self.line(depth, &format!("columnbreak {end}")),
            BlockKind::Container(container) => {
                let title = container.title.as_ref().map_or(String::new(), |title| format!(" {title:?}"));
                self.nest(depth, &format!("container {}{title} {end}", container.name), &container.blocks);
            }
            BlockKind::Verse(stanzas) => {
                self.line(depth, &format!("verse {end}"));
                for stanza in stanzas {
                    self.line(depth + 1, "stanza");
                    for line in &stanza.lines {
                        let place = self.place(line.span);
                        self.words(depth + 2, &format!("line {place}"), &line.first);
                        if let Some(second) = &line.second {
                            self.words(depth + 2, "second", second);
                        }
                    }
                }
            }
            BlockKind::Figure(image) => {
                let image = self.image(image);
                self.line(depth, &format!("figure {image} {end}"));
            }
            BlockKind::Figures(images) => {
                self.line(depth, &format!("figures {end}"));
                for image in images {
                    let line = format!("image {}{}", self.image(image), Self::attributes(&image.attributes));
                    self.line(depth + 1, &line);
                }
            }
            BlockKind::Dialogue(speeches) => {
                self.line(depth, &format!("dialogue {end}"));
                for speech in speeches {
                    self.words(depth + 1, "speaker", &speech.speaker);
                    self.blocks(depth + 2, &speech.blocks);
                }
            }
        }
    }

    fn nest(&mut self, depth: usize, head: &str, blocks: &[Block]) {
        self.line(depth, head);
        self.blocks(depth + 1, blocks);
    }

    fn words(&mut self, depth: usize, head: &str, inlines: &[Inline]) {
        self.line(depth, head);
        for inline in inlines {
            self.inline(depth + 1, inline);
        }
    }

    fn image(&self, image: &Image) -> String {
        let title = image.title.as_ref().map_or(String::new(), |title| format!(" title {title:?}"));
        format!("{:?} alt {:?}{title} {}", image.path, image.alt, self.place(image.span))
    }

    fn inline(&mut self, depth: usize, inline: &Inline) {
        match inline {
            Inline::Text(text, span) => {
                let place = self.place(*span);
                self.line(depth, &format!("{text:?} {place}"));
            }
            Inline::Emphasis(inner) => self.words(depth, "emphasis", inner),
            Inline::Strong(inner) => self.words(depth, "strong", inner),
            Inline::Strike(inner) => self.words(depth, "strike", inner),
            Inline::Superscript(inner) => self.words(depth, "superscript", inner),
            Inline::Subscript(inner) => self.words(depth, "subscript", inner),
            Inline::Span(attributes, inner) => {
                self.words(depth, &format!("span{}", Self::attributes(attributes)), inner);
            }
            Inline::Code(text, span) => {
                let place = self.place(*span);
                self.line(depth, &format!("code {text:?} {place}"));
            }
            Inline::Link(link) => {
                let end = format!("{}{}", self.place(link.span), Self::attributes(&link.attributes));
                self.words(depth, &format!("link {:?} {end}", link.target), &link.content);
            }
            Inline::Image(image) => {
                let image = self.image(image);
                self.line(depth, &format!("image {image}"));
            }
            Inline::NoteMark(label, span) => {
                let place = self.place(*span);
                self.line(depth, &format!("mark {label:?} {place}"));
            }
            Inline::LineBreak => self.line(depth, "break"),
        }
    }
}

/// Findings as they are printed, with their hints and the end of their place.
pub(crate) fn findings(sources: &Sources, diagnostics: &Diagnostics) -> String {
    let mut text = String::new();
    for found in diagnostics {
        let place = found.span.map_or("-".to_owned(), |span| {
            let end = Span { start: span.end, ..span };
            format!("{}-{}", sources.position(span), sources.position(end))
        });
        let head = format!("{place}: {}[{}]: {}\n", found.severity.name(), found.code, found.message);
        text.push_str(&head);
        for hint in &found.hints {
            text.push_str(&format!("  hint: {hint}\n"));
        }
    }
    text
}

/// The folders of cases of a stage, sorted.
pub(crate) fn cases(stage: &str) -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(stage);
    let mut cases: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder of cases exists")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

#[test]
fn manuscripts_become_the_expected_trees() {
    let cases = cases("document");
    assert!(cases.len() >= 25, "cases are missing: {}", cases.len());
    let mut failures = Vec::new();
    for case in cases {
        let text = std::fs::read_to_string(case.join("input.md")).expect("every case has input.md");
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        let id = sources.add("input.md", text.clone());
        let document = parse(id, &text, &mut diagnostics);
        let mut dump = Dump { sources: &sources, text: String::new() };
        dump.document(&document);
        let actual = format!("{}{}", dump.text, findings(&sources, &diagnostics));
        if let Err(failure) = compare(&case.join("expected.txt"), &actual) {
            failures.push(failure);
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
