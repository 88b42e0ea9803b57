//! Parsing never panics, keeps its places inside the text and its trees shallow, whatever the text is.

use publish::base::{Diagnostics, SourceId, Span};
use publish::document::{Block, BlockKind, Document, Inline, parse};

use crate::document::cases;

/// Every manuscript of the cases, one after the other.
fn rich_sample() -> String {
    let read = |case: std::path::PathBuf| std::fs::read_to_string(case.join("input.md")).expect("input.md");
    cases("document").into_iter().map(read).collect::<Vec<_>>().join("\n")
}

/// A sequence that looks random and is the same at every run (Knuth's MMIX constants).
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % limit.max(1)
    }
}

/// What a walk through a document checks and collects.
struct Walk<'a> {
    text: &'a str,
    deepest: usize,
    words: String,
}

impl Walk<'_> {
    fn span(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).expect("a place lies in the text, between characters")
    }

    fn document(&mut self, document: &Document) {
        self.blocks(&document.blocks, 0);
        for note in &document.notes {
            assert!(self.span(note.span).starts_with("[^"), "{:?}", self.span(note.span));
            self.blocks(&note.blocks, 0);
        }
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        self.deepest = self.deepest.max(depth);
        for block in blocks {
            self.span(block.span);
            match &block.kind {
                BlockKind::Heading(_, content) | BlockKind::Paragraph(content) => self.inlines(content, depth + 1),
                BlockKind::Quote(blocks) => self.blocks(blocks, depth + 1),
                BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(item, depth + 1)),
                BlockKind::Definitions(list) => {
                    for one in list {
                        self.inlines(&one.term, depth + 1);
                        one.definitions.iter().for_each(|blocks| self.blocks(blocks, depth + 1));
                    }
                }
                BlockKind::Table(table) => {
                    for row in std::iter::once(&table.head).chain(&table.rows) {
                        assert_eq!(row.len(), table.columns.len());
                        row.iter().for_each(|cell| self.inlines(cell, depth + 1));
                    }
                }
                BlockKind::Container(container) => {
                    self.words.push_str(container.title.as_deref().unwrap_or_default());
                    self.blocks(&container.blocks, depth + 1);
                }
                BlockKind::Verse(stanzas) => {
                    for line in stanzas.iter().flat_map(|stanza| &stanza.lines) {
                        self.span(line.span);
                        self.inlines(&line.first, depth + 1);
                        self.inlines(line.second.as_deref().unwrap_or_default(), depth + 1);
                    }
                }
                BlockKind::Code(text) => self.words.push_str(text),
                BlockKind::Figure(image) => self.words.push_str(&image.alt),
                BlockKind::Figures(images) => images.iter().for_each(|image| self.words.push_str(&image.alt)),
                BlockKind::Dialogue(speeches) => {
                    for speech in speeches {
                        self.inlines(&speech.speaker, depth + 1);
                        self.blocks(&speech.blocks, depth + 1);
                    }
                }
                BlockKind::Separator | BlockKind::PageBreak | BlockKind::ColumnBreak => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline], depth: usize) {
        self.deepest = self.deepest.max(depth);
        let mut after_text = false;
        for inline in inlines {
            let is_text = matches!(inline, Inline::Text(..));
            assert!(!(is_text && after_text), "neighbouring texts are one");
            after_text = is_text;
            match inline {
                Inline::Text(text, span) => {
                    let written = self.span(*span);
                    // Escapes, comments and line ends only shorten: as long means letter for letter.
                    if written.len() == text.len() && !written.contains('&') {
                        assert_eq!(written.replace(['\n', '\r'], " "), *text);
                    }
                    self.words.push_str(text);
                }
                Inline::Code(text, _) => self.words.push_str(text),
                Inline::NoteMark(label, span) => {
                    assert!(!label.is_empty(), "partings of verse stay inside the parser");
                    assert!(self.span(*span).starts_with("[^"));
                }
                Inline::Image(image) => self.words.push_str(&image.alt),
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Strike(inner)
                | Inline::Superscript(inner)
                | Inline::Subscript(inner)
                | Inline::Span(_, inner) => self.inlines(inner, depth + 1),
                Inline::Link(link) => self.inlines(&link.content, depth + 1),
                Inline::LineBreak => {}
            }
        }
    }
}

/// Parses and checks a text; depth and words come back.
fn check(text: &str) -> (usize, String, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let document = parse(SourceId(0), text, &mut diagnostics);
    let mut walk = Walk { text, deepest: 0, words: String::new() };
    walk.document(&document);
    for found in &diagnostics {
        walk.span(found.span.expect("every finding of a document has a place"));
    }
    (walk.deepest, walk.words, diagnostics)
}

#[test]
fn mutated_manuscripts_are_parsed() {
    let sample = rich_sample();
    let bounds: Vec<usize> = sample.char_indices().map(|(at, _)| at).collect();
    let mut sequence = Sequence(1405);
    for _ in 0..600 {
        let mut text = sample.clone();
        for _ in 0..12 {
            let mut place = || {
                let from = sequence.below(bounds.len() - 1);
                let to = (from + 1 + sequence.below(12)).min(bounds.len() - 1);
                (bounds[from], bounds[to])
            };
            let (start, end) = place();
            let (other_start, other_end) = place();
            let piece = sample[other_start..other_end].to_owned();
            let Some(old) = text.get(start..end).map(str::to_owned) else { continue };
            match sequence.below(3) {
                0 => text.replace_range(start..end, ""),
                1 => text.insert_str(end, &old),
                _ => text.replace_range(start..end, &piece),
            }
        }
        check(&text);
    }
}

#[test]
fn every_prefix_is_parsed() {
    let sample = rich_sample();
    for (at, _) in sample.char_indices().step_by(7) {
        check(&sample[..at]);
        check(&sample[at..]);
    }
}

#[test]
fn deep_nesting_is_reported_and_cut() {
    // The stack of a test thread is as large as that of the threads that parse books: 2 MiB.
    let deep = 10_000;
    let bombs = [
        "> ".repeat(deep),
        "- ".repeat(deep),
        "::: box\n".repeat(deep),
        format!("{}x", "*a **b ".repeat(deep)),
        format!("{}x{}", "*".repeat(deep), "*".repeat(deep)),
        (0..500).map(|depth| format!("{}- x\n\n", " ".repeat(depth * 2))).collect(),
        (0..500).map(|depth| format!("{}: x\n\n", "a\n".repeat(depth % 3))).collect(),
    ];
    for bomb in &bombs {
        let (deepest, _, _) = check(bomb);
        assert!(deepest < 100, "{deepest}: {}", &bomb[..20]);
    }
    let (_, _, diagnostics) = check(&bombs[0]);
    assert_eq!(diagnostics.iter().filter(|found| found.code == "document.too-deep").count(), 1);
}

#[test]
fn long_runs_of_one_mark_are_parsed() {
    let long = 10_000;
    let runs =
        ["[", "]", "[x]{.a}", "[^", "[^a]", "![", "{#a", "]{.a", "^", "~", "a^b^", "`", "<", "</b>", "<!--", "|"];
    for run in runs.iter().chain(&["\\", "&amp;", "\u{200C}", ":::", "::: a {", "[^a]: ", "***\n", "a\n: b\n", " / "]) {
        check(&run.repeat(long));
        check(&format!("::: verse\n{}\n:::\n", run.repeat(long)));
    }
    let spans = format!("{}x{}", "[".repeat(long), "]{.a}".repeat(long));
    assert!(check(&spans).0 < 100);
}

#[test]
fn no_letter_of_a_sound_manuscript_is_lost() {
    let text = "# نان {#a}\n\nیک[^۱] و *دو*، [سه]{.x} `چهار`\\\nپنج <!-- نه -->\n\n::: box {title=\"شش\"}\n- هفت\n- هشت\n:::\n\n\
                ::: verse\nنه / ده\n:::\n\n| یازده |\n|---|\n| دوازده |\n\nسیزده\n: چهارده\n\n![پانزده](a.png)\n\n[^۱]: شانزده\n";
    let (_, words, diagnostics) = check(text);
    assert!(diagnostics.is_empty());
    let words: std::collections::BTreeSet<char> = words.chars().collect();
    assert!(
        text.replace("<!-- نه -->", "")
            .chars()
            .filter(|c| c.is_alphabetic() && !c.is_ascii())
            .all(|c| words.contains(&c))
    );
    let (_, words, _) = check(text);
    for word in [
        "نان",
        "یک و ",
        "دو",
        "سه",
        "چهار",
        "پنج",
        "شش",
        "هفت",
        "هشت",
        "نهده",
        "یازده",
        "دوازده",
        "چهارده",
        "پانزده",
        "شانزده",
    ] {
        assert!(words.contains(word), "{word} is lost from {words}");
    }
}
