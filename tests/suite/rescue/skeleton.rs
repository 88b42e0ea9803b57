//! A text as an outline of its structure and words, to compare what different files of one book give.

use std::collections::BTreeMap;

use publish::rescue::found::{Block, BlockKind, Found, Inline};

/// The outline of a text: blocks, marks and words; notes numbered by their first marks, ids and names of images left out.
pub(super) fn skeleton(found: &Found) -> String {
    let mut outline = Outline { found, out: String::new(), depth: 0, numbers: BTreeMap::new(), order: Vec::new() };
    outline.blocks(&found.blocks);
    let mut at = 0;
    while let Some(label) = outline.order.get(at).cloned() {
        at += 1;
        outline.line(&format!("note {at}"));
        outline.depth = 1;
        if let Some(note) = found.notes.iter().find(|note| note.label == label) {
            outline.blocks(&note.blocks);
        }
        outline.depth = 0;
    }
    outline.out
}

struct Outline<'a> {
    found: &'a Found,
    out: String,
    depth: usize,
    numbers: BTreeMap<String, usize>,
    order: Vec<String>,
}

impl Outline<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(&"  ".repeat(self.depth));
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn nested(&mut self, name: &str, blocks: &[Block]) {
        self.line(name);
        self.depth += 1;
        self.blocks(blocks);
        self.depth -= 1;
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            if matches!(&block.kind, BlockKind::Container(name, ..) if name == "<!--") {
                continue;
            }
            if let Some(language) = &block.language {
                self.line(&format!("in {}", language.primary()));
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading(level, line) => {
                let words = self.inlines(line);
                self.line(&format!("heading {level}: {words}"));
            }
            BlockKind::Paragraph(line) => {
                let words = self.inlines(line);
                self.line(&format!("paragraph: {words}"));
            }
            BlockKind::RawLine(text) => self.line(&format!("raw: {}", text.now())),
            BlockKind::Quote(inner) => self.nested("quote", inner),
            BlockKind::List(start, items) => {
                self.line(&format!("list {start:?}"));
                self.depth += 1;
                items.iter().for_each(|item| self.nested("item", item));
                self.depth -= 1;
            }
            BlockKind::Definitions(list) => {
                for (term, meaning) in list {
                    let words = self.inlines(term);
                    self.nested(&format!("term: {words}"), meaning);
                }
            }
            BlockKind::Table(table) => {
                self.line("table");
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    let cells: Vec<String> = row.iter().map(|cell| self.inlines(cell)).collect();
                    self.line(&format!("  | {}", cells.join(" | ")));
                }
            }
            BlockKind::Code(text) => self.line(&format!("code: {text:?}")),
            BlockKind::Verse(stanzas) => {
                for stanza in stanzas {
                    self.line("stanza");
                    for (first, second) in stanza {
                        let first = self.inlines(first);
                        let second = second.as_ref().map(|second| self.inlines(second));
                        self.line(&format!("  {first} / {second:?}"));
                    }
                }
            }
            BlockKind::Separator => self.line("separator"),
            BlockKind::PageBreak => self.line("page break"),
            BlockKind::Figure(picture, caption) => {
                let caption = self.inlines(caption);
                assert!(
                    self.found.images.is_empty() || self.found.images.iter().any(|image| image.name == picture.name)
                );
                self.line(&format!("figure: {} — {caption}", picture.alt));
            }
            BlockKind::Container(name, attributes, inner) => {
                self.nested(&format!("container {name} {{{attributes}}}"), inner);
            }
        }
    }

    fn inlines(&mut self, line: &[Inline]) -> String {
        line.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&mut self, inline: &Inline) -> String {
        match inline {
            Inline::Text(text) => text.now().to_owned(),
            Inline::Emphasis(inner) => format!("⟨em {}⟩", self.inlines(inner)),
            Inline::Strong(inner) => format!("⟨strong {}⟩", self.inlines(inner)),
            Inline::Strike(inner) => format!("⟨strike {}⟩", self.inlines(inner)),
            Inline::Superscript(inner) => format!("⟨up {}⟩", self.inlines(inner)),
            Inline::Subscript(inner) => format!("⟨down {}⟩", self.inlines(inner)),
            Inline::Code(text) => format!("⟨code {text}⟩"),
            Inline::Link(target, inner) => {
                let target = if target.starts_with('#') { "#" } else { target };
                format!("⟨link {target} {}⟩", self.inlines(inner))
            }
            Inline::Note(label) => {
                let next = self.numbers.len() + 1;
                let number = *self.numbers.entry(label.clone()).or_insert(next);
                if number == next {
                    self.order.push(label.clone());
                }
                format!("⟨note {number}⟩")
            }
            Inline::Image(picture) => format!("⟨image {}⟩", picture.alt),
            Inline::Language(language, inner) => format!("⟨{} {}⟩", language.primary(), self.inlines(inner)),
            Inline::LineBreak => "⏎".to_owned(),
            Inline::Anchor(_) => String::new(),
            Inline::Span(attributes, inner) => format!("⟨{{{attributes}}} {}⟩", self.inlines(inner)),
        }
    }
}
