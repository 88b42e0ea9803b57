//! `contents:`: manuscripts, parts and generated pages in reading order, each document once.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::fields::{Checker, Later, Pairs, get};
use super::metadata::{language, required};
use super::paths::{Located, Paths, has_ending, is_pattern};
use super::{DocumentEntry, DocumentRole, Entry, Generated, Node, NodeValue, Outputs, PartEntry, Spanned, nearest};
use crate::base::{Diagnostic, Sources, Span};

/// Pages that the program makes, by the word in `contents:`.
const GENERATED: [(&str, Generated); 9] = [
    ("titlepage", Generated::TitlePage),
    ("toc", Generated::Toc),
    ("copyright", Generated::Copyright),
    ("notes", Generated::Notes),
    ("halftitle", Generated::HalfTitle),
    ("figures", Generated::Figures),
    ("tables", Generated::Tables),
    ("index", Generated::Index),
    ("colophon", Generated::Colophon),
];

/// Endings of manuscripts.
const ENDINGS: [&str; 3] = ["md", "markdown", "txt"];

/// Keys of a document written as a map.
const DOCUMENT_KEYS: [&str; 8] = ["document", "title", "id", "toc", "language", "output", "role", "sort"];

/// What a document may be to the book.
const ROLES: [(&str, DocumentRole); 13] = [
    ("chapter", DocumentRole::Chapter),
    ("dedication", DocumentRole::Dedication),
    ("epigraph", DocumentRole::Epigraph),
    ("foreword", DocumentRole::Foreword),
    ("preface", DocumentRole::Preface),
    ("introduction", DocumentRole::Introduction),
    ("acknowledgments", DocumentRole::Acknowledgments),
    ("conclusion", DocumentRole::Conclusion),
    ("afterword", DocumentRole::Afterword),
    ("appendix", DocumentRole::Appendix),
    ("glossary", DocumentRole::Glossary),
    ("bibliography", DocumentRole::Bibliography),
    ("colophon", DocumentRole::Colophon),
];

/// Reads `contents:`; entries with an error are left out.
pub(super) fn read(
    pairs: &Pairs,
    start: Span,
    paths: &Paths,
    sources: &Sources,
    checker: &mut Checker<'_>,
) -> Vec<Entry> {
    let mut reader = Reader { paths, sources, documents: BTreeMap::new(), ids: BTreeMap::new() };
    let Some(node) = required(pairs, "contents", "the list of texts", start, checker) else { return Vec::new() };
    let items = some_items(node, "contents", checker);
    // Order matters: of two entries for one file the first is kept.
    let mut entries = Vec::new();
    for item in items {
        reader.entry(item, &mut entries, checker);
    }
    entries
}

/// The items of a list that may not be empty.
fn some_items<'n>(node: &'n Node, name: &str, checker: &mut Checker<'_>) -> &'n [Node] {
    let Some(items) = checker.list(node, name) else { return &[] };
    if items.is_empty() {
        let message = format!("`{name}` is an empty list");
        let hint = "name at least one document, such as `- text/one.md`";
        checker.push(Diagnostic::error("manifest.empty-contents", node.span, message).hint(hint));
    }
    items
}

/// Reads entries and remembers what may stand in a book once only.
struct Reader<'a> {
    paths: &'a Paths,
    sources: &'a Sources,
    /// Files already listed, links resolved, with the place that lists them.
    documents: BTreeMap<PathBuf, Span>,
    /// Ids already given.
    ids: BTreeMap<String, Span>,
}

impl Reader<'_> {
    /// Reads one entry and puts what it stands for after the others.
    fn entry(&mut self, node: &Node, entries: &mut Vec<Entry>, checker: &mut Checker<'_>) {
        match &node.value {
            NodeValue::Map(pairs) if get(pairs, "part").is_some() => {
                entries.extend(self.part(pairs, checker).map(Entry::Part));
            }
            NodeValue::Map(pairs) if get(pairs, "dedication").is_some() => {
                checker.keys(pairs, "contents", &["dedication"], &[]);
                let text = get(pairs, "dedication").and_then(|node| checker.text(node, "dedication"));
                entries.extend(text.map(Entry::Dedication));
            }
            NodeValue::Map(pairs) => entries.extend(self.document(node, pairs, checker).map(Entry::Document)),
            NodeValue::String(word) if GENERATED.iter().any(|(name, _)| name == word) => {
                let generated = checker.choice(node, "contents", &GENERATED, &[]);
                let twice = entries.iter().find_map(|entry| match entry {
                    Entry::Generated(other, span) if Some(*other) == generated => Some(*span),
                    _ => None,
                });
                match twice {
                    Some(first) => self.repeated("manifest.repeated-page", node.span, word, first, checker),
                    None => entries.extend(generated.map(|generated| Entry::Generated(generated, node.span))),
                }
            }
            _ => entries.extend(self.documents(node, checker).into_iter().map(Entry::Document)),
        }
    }

    /// A part with its documents. Parts inside it and generated pages have no place in the outline.
    fn part(&mut self, pairs: &Pairs, checker: &mut Checker<'_>) -> Option<PartEntry> {
        checker.keys(pairs, "contents", &["part", "contents"], &[]);
        let node = get(pairs, "part")?;
        let title = checker.text(node, "part");
        let Some(list) = get(pairs, "contents") else {
            let message = format!("the part `{}` has no `contents`", title.map_or(String::new(), |title| title.value));
            let hint = "list its documents under `contents:`";
            checker.push(Diagnostic::error("manifest.missing-key", node.span, message).hint(hint));
            return None;
        };
        let mut contents = Vec::new();
        for item in some_items(list, "contents", checker) {
            match &item.value {
                NodeValue::Map(pairs) if get(pairs, "part").is_some() => {
                    misplaced(item.span, "a part stands inside a part", checker);
                }
                NodeValue::Map(pairs) if get(pairs, "dedication").is_some() => {
                    misplaced(item.span, "a dedication stands inside a part", checker);
                }
                NodeValue::Map(pairs) => contents.extend(self.document(item, pairs, checker)),
                NodeValue::String(word) if GENERATED.iter().any(|(name, _)| name == word) => {
                    misplaced(item.span, &format!("`{word}` stands inside a part"), checker);
                }
                _ => contents.extend(self.documents(item, checker)),
            }
        }
        title.map(|title| PartEntry { title, contents })
    }

    /// The documents that a path or pattern names.
    fn documents(&mut self, node: &Node, checker: &mut Checker<'_>) -> Vec<DocumentEntry> {
        let Some(written) = checker.text(node, "an entry of `contents`") else { return Vec::new() };
        let files = if is_pattern(&written.value) {
            self.paths.glob(&written, checker)
        } else {
            self.manuscript(&written, checker).map(|located| (written.value.clone(), located)).into_iter().collect()
        };
        let entry = |(name, located)| self.listed(Spanned { value: name, span: written.span }, located, checker);
        files.into_iter().filter_map(entry).collect()
    }

    /// A document written as a map.
    fn document(&mut self, node: &Node, pairs: &Pairs, checker: &mut Checker<'_>) -> Option<DocumentEntry> {
        checker.keys(pairs, "contents", &DOCUMENT_KEYS, &[]);
        let Some(path) = get(pairs, "document") else {
            let place = Span { end: node.span.start, ..node.span };
            let message = "an entry of `contents` has neither `document` nor `part`";
            let hint = "write `document: text/one.md` or `part: …`";
            checker.push(Diagnostic::error("manifest.missing-key", place, message).hint(hint));
            return None;
        };
        let title = get(pairs, "title").and_then(|node| checker.text(node, "title"));
        let id = get(pairs, "id").and_then(|node| self.id(node, checker));
        let in_toc = get(pairs, "toc").and_then(|node| checker.boolean(node, "toc")).unwrap_or(true);
        let language = get(pairs, "language").and_then(|node| language(node, "language", checker));
        let output =
            get(pairs, "output").map_or(Some(Outputs { epub: true, pdf: true }), |node| outputs(node, checker));
        let role = get(pairs, "role").and_then(|node| checker.choice(node, "role", &ROLES, &[])).unwrap_or_default();
        let sorted = get(pairs, "sort").is_some_and(|node| self.sorted(node, role, checker));
        // The path comes last, so that faults in the other keys are reported even when the file is missing.
        let written = checker.text(path, "document")?;
        if is_pattern(&written.value) {
            let message = format!("`document: {}` is a pattern where one file belongs", written.value);
            let hint = "write the pattern as an entry of its own: `- text/*.md`";
            checker.push(Diagnostic::error("manifest.bad-pattern", written.span, message).hint(hint));
            return None;
        }
        let located = self.manuscript(&written, checker)?;
        let entry = self.listed(written, located, checker)?;
        Some(DocumentEntry { title, id, in_toc, language, output: output?, role, sorted, ..entry })
    }

    /// `sort:`, for documents that are lists of terms or books.
    fn sorted(&self, node: &Node, role: DocumentRole, checker: &mut Checker<'_>) -> bool {
        let is_sorted = checker.boolean(node, "sort").unwrap_or(false);
        if is_sorted && !matches!(role, DocumentRole::Glossary | DocumentRole::Bibliography) {
            let hint = "add `role: glossary` or `role: bibliography`, or remove the key";
            let message = "only a glossary or a bibliography is sorted";
            checker.push(Diagnostic::error("manifest.bad-sort", node.span, message).hint(hint));
        }
        is_sorted
    }

    /// The file of a manuscript.
    fn manuscript(&self, written: &Spanned<String>, checker: &mut Checker<'_>) -> Option<Located> {
        let words: Vec<&str> = GENERATED.iter().map(|(word, _)| *word).collect();
        // A bare word that is no file is a page name with a slip in it, not a missing text.
        let is_word = !written.value.contains(['/', '.']) && !self.paths.folder.join(&written.value).exists();
        if is_word {
            let message = format!("`{}` is neither a file nor a page that can be made", written.value);
            let hint = nearest::hint(&written.value, &words);
            checker.push(Diagnostic::error("manifest.unknown-page", written.span, message).hint(hint));
            return None;
        }
        let located = self.paths.file(written, checker)?;
        if has_ending(&written.value, &ENDINGS) {
            return Some(located);
        }
        let message = format!("`{}` is no manuscript", written.value);
        let hint = "manuscripts are Markdown or plain text: .md, .markdown or .txt";
        checker.push(Diagnostic::error("manifest.not-a-manuscript", written.span, message).hint(hint));
        None
    }

    /// An entry for a file, unless it is listed already.
    fn listed(&mut self, name: Spanned<String>, located: Located, checker: &mut Checker<'_>) -> Option<DocumentEntry> {
        if let Some(first) = self.documents.get(&located.real) {
            self.repeated("manifest.repeated-document", name.span, &name.value, *first, checker);
            return None;
        }
        self.documents.insert(located.real, name.span);
        Some(DocumentEntry {
            path: Spanned { value: located.path, span: name.span },
            name: name.value,
            title: None,
            id: None,
            in_toc: true,
            language: None,
            output: Outputs { epub: true, pdf: true },
            role: DocumentRole::default(),
            sorted: false,
        })
    }

    /// An id for references from other documents.
    fn id(&mut self, node: &Node, checker: &mut Checker<'_>) -> Option<Spanned<String>> {
        let id = checker.text(node, "id")?;
        // What an attribute of HTML and a link to it can hold (HTML § 3.2.6).
        if id.value.contains(|c: char| c.is_whitespace() || "#\"'<>&{}".contains(c)) {
            let message = format!("`id: {}` holds a sign that no id may have", id.value);
            let hint = "use letters, digits, `-` and `_`";
            checker.push(Diagnostic::error("manifest.bad-id", id.span, message).hint(hint));
            return None;
        }
        if let Some(first) = self.ids.get(&id.value) {
            self.repeated("manifest.repeated-id", id.span, &id.value, *first, checker);
            return None;
        }
        self.ids.insert(id.value.clone(), id.span);
        Some(id)
    }

    /// Reports what is listed twice and where it stands first.
    fn repeated(&self, code: &'static str, span: Span, what: &str, first: Span, checker: &mut Checker<'_>) {
        let line = self.sources.position(first).line;
        let message = format!("`{what}` is listed twice");
        checker.push(Diagnostic::error(code, span, message).hint(format!("it stands first in line {line}")));
    }
}

/// Reports an entry that may not stand inside a part.
fn misplaced(span: Span, message: &str, checker: &mut Checker<'_>) {
    let hint = "a part has documents only: put it before or after the part";
    checker.push(Diagnostic::error("manifest.misplaced-entry", span, message).hint(hint));
}

/// `output:`, a list of one or both outputs.
fn outputs(node: &Node, checker: &mut Checker<'_>) -> Option<Outputs> {
    const WORDS: [(&str, Outputs); 2] =
        [("epub", Outputs { epub: true, pdf: false }), ("pdf", Outputs { epub: false, pdf: true })];
    const LATER: [Later; 1] = [("print", "this version makes epub and pdf")];
    let items = checker.list(node, "output")?;
    if items.is_empty() {
        return checker.empty(node, "output");
    }
    let words = items.iter().filter_map(|item| checker.choice(item, "output", &WORDS, &LATER));
    let either = |one: Outputs, other: Outputs| Outputs { epub: one.epub || other.epub, pdf: one.pdf || other.pdf };
    words.reduce(either)
}
