//! `notes:`: where notes stand, how they are counted and marked; the author's, and those of other hands (streams).

use super::fields::{Checker, Pairs, get};
use super::{Digits, Entry, Generated, Node, NodeValue};
use crate::base::{Diagnostic, Language, Span};

/// Where notes stand. In the EPUB those of page and chapter stand at the end of their section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NotePlace {
    /// At the foot of the page of their mark.
    #[default]
    Page,
    /// At the end of their chapter.
    Chapter,
    /// On a page of their own, by chapter.
    Book,
}

/// What the marks of notes are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteMarks {
    /// Digits; `Auto`: those of `numbering.digits`.
    Digits(Digits),
    /// Letters by their numeral value.
    Abjad,
    /// Letters in the order of the alphabet.
    Alphabetic,
    /// i, ii, iii
    Roman,
    /// *, †, ‡
    Symbols,
}

impl Default for NoteMarks {
    fn default() -> Self {
        Self::Digits(Digits::Auto)
    }
}

/// Notes of one hand: the author's, the editor's, the translator's. Filled by `notes`; read by book, pages and epub.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteStream {
    /// What stands before the colon in the labels of its notes, in lower case; empty for the author's.
    pub key: String,
    /// Where they stand.
    pub place: NotePlace,
    /// How they are counted.
    pub count: NoteCount,
    /// What their marks are made of.
    pub marks: NoteMarks,
    /// The heading over them where they do not stand at the foot; else the word of the language.
    pub title: Option<String>,
    /// What a mark is called for those who listen; else the word of the language.
    pub label: Option<String>,
}

/// How notes are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoteCount {
    /// From 1 in every document.
    #[default]
    Document,
    /// From 1 once, through the book.
    Book,
    /// From 1 on every page; in the EPUB, which has no pages, in every document.
    Page,
}

/// Words for places.
const PLACES: [(&str, NotePlace); 3] =
    [("page", NotePlace::Page), ("chapter", NotePlace::Chapter), ("book", NotePlace::Book)];

/// Words for ways of counting.
const COUNTS: [(&str, NoteCount); 3] =
    [("document", NoteCount::Document), ("book", NoteCount::Book), ("page", NoteCount::Page)];

/// Words for marks.
const MARKS: [(&str, NoteMarks); 8] = [
    ("auto", NoteMarks::Digits(Digits::Auto)),
    ("persian", NoteMarks::Digits(Digits::Persian)),
    ("arabic", NoteMarks::Digits(Digits::Arabic)),
    ("latin", NoteMarks::Digits(Digits::Latin)),
    ("abjad", NoteMarks::Abjad),
    ("alphabetic", NoteMarks::Alphabetic),
    ("roman", NoteMarks::Roman),
    ("symbols", NoteMarks::Symbols),
];

/// Marks of a stream that says nothing: the first that no stream before it has.
const FREE: [NoteMarks; 4] =
    [NoteMarks::Symbols, NoteMarks::Alphabetic, NoteMarks::Roman, NoteMarks::Digits(Digits::Auto)];

/// Keys of a stream.
const KEYS: [&str; 5] = ["place", "count", "marks", "title", "label"];

/// Reads `notes:` and `numbering.notes:`; the author's stream comes first.
pub(super) fn read(
    pairs: &Pairs,
    entries: &[Entry],
    language: &Language,
    checker: &mut Checker<'_>,
) -> Vec<NoteStream> {
    let node = get(pairs, "notes");
    let short = match get(pairs, "numbering").map(|node| &node.value) {
        Some(NodeValue::Map(pairs)) => get(pairs, "notes"),
        _ => None,
    };
    let common = short.and_then(|node| checker.choice(node, "numbering.notes", &COUNTS, &[]));
    let mut reader = Reader { language, streams: Vec::new(), places: Vec::new() };
    match node.map(|node| (&node.value, node)) {
        Some((NodeValue::Map(pairs), node)) => {
            checker.keys(pairs, "notes", &["place", "count", "marks", "title", "label", "streams"], &[]);
            if let (Some(one), Some(_)) = (get(pairs, "count"), short) {
                let message = "`notes.count` and `numbering.notes` both say how notes are counted";
                checker.push(Diagnostic::error("manifest.said-twice", one.span, message).hint("keep one of them"));
            }
            reader.stream("", "notes", node.span, pairs, common, checker);
            if let Some(node) = get(pairs, "streams") {
                reader.others(node, checker);
            }
        }
        Some((_, node)) => {
            let place = checker.choice(node, "notes", &PLACES, &[]).unwrap_or_default();
            let stream = NoteStream { place, count: common.unwrap_or_default(), ..NoteStream::default() };
            reader.add(stream, "notes", short.map_or(node.span, |short| short.span), checker);
        }
        None => {
            let stream = NoteStream { count: common.unwrap_or_default(), ..NoteStream::default() };
            reader.add(stream, "notes", short.map_or(Span::default(), |short| short.span), checker);
        }
    }
    check_page(entries, &reader.streams, checker);
    reader.streams
}

/// Reads streams, each of which must differ from those before it.
struct Reader<'a> {
    language: &'a Language,
    streams: Vec<NoteStream>,
    /// What each is called in reports.
    places: Vec<String>,
}

impl Reader<'_> {
    /// The streams besides the author's.
    fn others(&mut self, node: &Node, checker: &mut Checker<'_>) {
        for (key, node) in checker.map(node, "notes.streams").unwrap_or_default() {
            let name = format!("notes.streams.{}", key.value);
            if key.value.is_empty() || !key.value.chars().all(|c| c.is_alphanumeric() || "-_".contains(c)) {
                let message = format!("`{}` is no name for a stream of notes", key.value);
                let hint = "use letters and digits, such as `e` for notes marked `[^e:1]`";
                checker.push(Diagnostic::error("manifest.bad-stream", key.span, message).hint(hint));
                continue;
            }
            let key_folded = key.value.to_lowercase();
            if self.streams.iter().any(|stream| stream.key == key_folded) {
                let message = format!("the stream `{}` of notes is named twice", key.value);
                let hint = "labels are read without regard to case: give it another name";
                checker.push(Diagnostic::error("manifest.bad-stream", key.span, message).hint(hint));
                continue;
            }
            if let Some(pairs) = checker.map(node, &name) {
                checker.keys(pairs, &name, &KEYS, &[]);
                self.stream(&key_folded, &name, key.span, pairs, None, checker);
            }
        }
    }

    /// One stream, at `span`.
    fn stream(
        &mut self,
        key: &str,
        name: &str,
        span: Span,
        pairs: &Pairs,
        common: Option<NoteCount>,
        checker: &mut Checker<'_>,
    ) {
        let of = |key: &str| format!("{name}.{key}");
        let author = self.streams.first().map(|author| (author.place, author.count));
        let place = get(pairs, "place").and_then(|node| checker.choice(node, &of("place"), &PLACES, &[]));
        let place = place.or(author.map(|(place, _)| place)).unwrap_or_default();
        let marks = get(pairs, "marks").and_then(|node| checker.choice(node, &of("marks"), &MARKS, &[]));
        let marks = marks.unwrap_or_else(|| self.free_marks());
        let count = get(pairs, "count");
        let written = count.and_then(|node| checker.choice(node, &of("count"), &COUNTS, &[]));
        // Six signs last for a page, not for a chapter.
        let by_page = marks == NoteMarks::Symbols && place == NotePlace::Page;
        let usual = if by_page { NoteCount::Page } else { NoteCount::Document };
        let said = match author {
            None => common,
            Some((_, count)) => Some(count).filter(|count| !by_page && may_be(*count, place)),
        };
        let count_of = written.or(said).unwrap_or(usual);
        let mut text = |key: &str| get(pairs, key).and_then(|node| checker.text(node, &of(key)));
        let (title, label) = (text("title"), text("label"));
        let [title, label] = [title, label].map(|text| text.map(|text| text.value));
        let stream = NoteStream { key: key.to_owned(), place, count: count_of, marks, title, label };
        // What of it is at fault, if something is.
        let fault = if may_be(count_of, place) { get(pairs, "marks") } else { count };
        let at = fault.map_or(span, |node| node.span);
        self.add(stream, name, at, checker);
    }

    /// Adds a stream after looking at what cannot be.
    fn add(&mut self, mut stream: NoteStream, name: &str, span: Span, checker: &mut Checker<'_>) {
        if !may_be(stream.count, stream.place) {
            let message = format!("notes of `{name}` are counted by page but do not stand on their page");
            let hint = "count them by `document` or `book`, or write `place: page`";
            checker.push(Diagnostic::error("manifest.note-count", span, message).hint(hint));
            stream.count = NoteCount::Document;
        }
        let kind = self.kind(stream.marks);
        if let Some(other) = self.streams.iter().position(|other| self.kind(other.marks) == kind) {
            let message = format!("marks of `{name}` could be taken for those of `{}`", self.places[other]);
            let hint = "give one of them other `marks`: digits, letters (abjad, alphabetic), roman, symbols";
            checker.push(Diagnostic::error("manifest.same-marks", span, message).hint(hint));
        }
        self.streams.push(stream);
        self.places.push(name.to_owned());
    }

    /// Marks that nothing said: digits for the author, for others what is not taken.
    fn free_marks(&self) -> NoteMarks {
        if self.streams.is_empty() {
            return NoteMarks::default();
        }
        let is_free = |marks: &NoteMarks| {
            let kind = self.kind(*marks);
            self.streams.iter().all(|stream| self.kind(stream.marks) != kind)
        };
        FREE.into_iter().find(is_free).unwrap_or_default()
    }

    /// Marks of one kind could be taken for each other: digits of all sets, letters of all orders. Where letters are
    /// Latin, Roman numerals are letters too.
    fn kind(&self, marks: NoteMarks) -> u8 {
        match marks {
            NoteMarks::Digits(_) => 0,
            NoteMarks::Abjad | NoteMarks::Alphabetic => 1,
            NoteMarks::Roman => {
                if self.language.direction().is_rtl() {
                    2
                } else {
                    1
                }
            }
            NoteMarks::Symbols => 3,
        }
    }
}

/// Whether notes at a place can be counted so.
fn may_be(count: NoteCount, place: NotePlace) -> bool {
    count != NoteCount::Page || place == NotePlace::Page
}

/// A page of notes wants notes to stand on it.
fn check_page(entries: &[Entry], streams: &[NoteStream], checker: &mut Checker<'_>) {
    let listed = entries.iter().find_map(|entry| match entry {
        Entry::Generated(Generated::Notes, span) => Some(*span),
        _ => None,
    });
    let is_used = streams.iter().any(|stream| stream.place == NotePlace::Book);
    if let Some(span) = listed.filter(|_| !is_used) {
        let message = "`notes` is listed, but no notes stand at the end of the book";
        let hint = "write `notes: book` in the manifest, or remove the line";
        checker.push(Diagnostic::error("manifest.unused-page", span, message).hint(hint));
    }
}
