//! The index: marks of all texts in, entries in the order of the alphabet out, under their letters.

use std::collections::BTreeMap;

use super::AnchorId;
use super::collate::Collator;
use super::numbers::Captioned;
use super::survey::IndexMark;
use crate::base::{Diagnostic, Diagnostics, Language, Span};
use crate::manifest::{Entry, Generated, Manifest, nearest::nearest};

/// Entries of the index that begin with one letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexGroup {
    /// The letter; empty for what begins with none.
    pub letter: String,
    /// Entries in order.
    pub entries: Vec<IndexEntry>,
}

/// An entry of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// What it says.
    pub term: String,
    /// Its language where it is not the book's.
    pub language: Option<Language>,
    /// Where its marks stand, in reading order.
    pub places: Vec<AnchorId>,
    /// Entries to look under instead.
    pub see: Vec<String>,
    /// Entries to look under as well.
    pub see_also: Vec<String>,
    /// Entries under it.
    pub children: Vec<IndexEntry>,
}

/// What is gathered of an entry while marks are read.
#[derive(Debug, Default)]
struct Gathered {
    language: Option<Language>,
    places: Vec<AnchorId>,
    see: Vec<String>,
    see_also: Vec<String>,
    children: BTreeMap<String, Gathered>,
}

/// Makes the index of marks and their places, in reading order. Marks without an index in the contents, and an index
/// without marks, are reported.
pub(super) fn index<'a>(
    marks: impl Iterator<Item = (&'a IndexMark, AnchorId)>,
    manifest: &Manifest,
    diagnostics: &mut Diagnostics,
) -> Vec<IndexGroup> {
    let language = &manifest.metadata.language;
    let mut entries: BTreeMap<String, Gathered> = BTreeMap::new();
    let mut pointers: Vec<(&str, Span)> = Vec::new();
    for (mark, place) in marks {
        if mark.entry.is_empty() {
            report_empty(mark.span, diagnostics);
            continue;
        }
        let entry = entries.entry(mark.entry.clone()).or_default();
        entry.language = entry.language.take().or_else(|| Some(&mark.language).filter(|own| *own != language).cloned());
        let entry = match &mark.sub {
            Some(sub) => entry.children.entry(sub.clone()).or_default(),
            None => entry,
        };
        pointers.extend(mark.see.iter().chain(&mark.see_also).map(|target| (target.as_str(), mark.span)));
        add_once(&mut entry.see, mark.see.as_ref());
        add_once(&mut entry.see_also, mark.see_also.as_ref());
        if mark.see.is_none() {
            entry.places.push(place);
        }
    }
    for (target, span) in pointers {
        check_pointer(target, span, &entries, diagnostics);
    }
    check_page(manifest, entries.is_empty(), diagnostics);
    if entries.is_empty() {
        return Vec::new();
    }
    let collator = Collator::new(language, manifest.index.article);
    let mut groups: Vec<IndexGroup> = Vec::new();
    for entry in listed(entries, &collator) {
        let letter = collator.heading(&entry.term);
        match groups.last_mut() {
            Some(group) if group.letter == letter => group.entries.push(entry),
            _ => groups.push(IndexGroup { letter, entries: vec![entry] }),
        }
    }
    groups
}

/// Reports lists of figures and tables that have nothing to list.
pub(super) fn check_lists(manifest: &Manifest, captioned: &Captioned, diagnostics: &mut Diagnostics) {
    let lists = [(Generated::Figures, &captioned.figures, "figures"), (Generated::Tables, &captioned.tables, "tables")];
    for (kind, list, name) in lists {
        if let (Some(span), true) = (page_of(kind, manifest), list.is_empty()) {
            let message = format!("the list of {name} has nothing to list");
            let hint =
                "give them captions, `![what it shows](file.png \"caption\")` or `{title=\"caption\"}` before a table";
            diagnostics.push(Diagnostic::warning("book.empty-list", span, message).hint(hint));
        }
    }
}

/// Where the contents ask for a page.
fn page_of(kind: Generated, manifest: &Manifest) -> Option<Span> {
    manifest.contents.iter().find_map(|entry| match entry {
        Entry::Generated(own, span) if *own == kind => Some(*span),
        _ => None,
    })
}

/// Reports an index that has nothing to list.
fn check_page(manifest: &Manifest, is_empty: bool, diagnostics: &mut Diagnostics) {
    if let (Some(span), true) = (page_of(Generated::Index, manifest), is_empty) {
        let hint = "mark words of the text, `[word]{.index}`, or remove the line";
        diagnostics.push(Diagnostic::warning("book.empty-index", span, "the index has no entry").hint(hint));
    }
}

/// `[]{.index}` names nothing.
fn report_empty(span: Span, diagnostics: &mut Diagnostics) {
    let hint = "write `[word]{.index}` or `[]{.index entry=\"word\"}`";
    diagnostics
        .push(Diagnostic::warning("book.empty-index-entry", span, "a mark for the index names no entry").hint(hint));
}

fn add_once(list: &mut Vec<String>, one: Option<&String>) {
    if let Some(one) = one.filter(|one| !list.contains(one)) {
        list.push(one.clone());
    }
}

/// Entries in the order of the alphabet, with those under them.
fn listed(entries: BTreeMap<String, Gathered>, collator: &Collator) -> Vec<IndexEntry> {
    let mut list: Vec<IndexEntry> = entries
        .into_iter()
        .map(|(term, gathered)| IndexEntry {
            term,
            language: gathered.language,
            places: gathered.places,
            see: gathered.see,
            see_also: gathered.see_also,
            children: listed(gathered.children, collator),
        })
        .collect();
    list.sort_by(|one, other| collator.compare(&one.term, &other.term));
    list
}

/// Reports a "see" that leads to no entry.
fn check_pointer(target: &str, span: Span, entries: &BTreeMap<String, Gathered>, diagnostics: &mut Diagnostics) {
    if entries.contains_key(target) {
        return;
    }
    let hint = match nearest(target, entries.keys().map(String::as_str)) {
        Some(near) => format!("did you mean \u{2068}{near}\u{2069}?"),
        None => "mark a word with it: `[word]{.index}`".to_owned(),
    };
    let message = format!("the index has no entry \u{2068}{target}\u{2069} to see");
    diagnostics.push(Diagnostic::error("book.broken-see", span, message).hint(hint));
}
