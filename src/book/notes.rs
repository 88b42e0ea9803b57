//! Notes: whose they are by their labels, their numbers, and which of them stand together.

use std::collections::BTreeSet;

use super::resolve::Written;
use super::survey::fold;
use super::{Book, Division, Note, NoteId, StreamId, digits_in};
use crate::base::{Diagnostic, Diagnostics, Language, Span};
use crate::document::{self, NoteDefinition};
use crate::manifest::{Digits, NoteCount, NoteMarks, NotePlace, NoteStream, nearest};
use crate::script::{Counter, Letters};

/// Parts the stream from the rest of a label: `[^e:1]`.
const PARTING: char = ':';

/// The author's stream of a book that names none.
static AUTHOR: NoteStream = NoteStream {
    key: String::new(),
    place: NotePlace::Page,
    count: NoteCount::Document,
    marks: NoteMarks::Digits(Digits::Auto),
    title: None,
    label: None,
};

impl Book {
    /// A stream of notes.
    pub fn note_stream(&self, stream: StreamId) -> &NoteStream {
        self.note_streams.get(usize::from(stream.0)).unwrap_or(&AUTHOR)
    }

    /// Where a note stands.
    pub fn note_place(&self, note: NoteId) -> NotePlace {
        self.notes.get(note.0 as usize).map_or(NotePlace::Page, |note| self.note_stream(note.stream).place)
    }

    /// Notes that stand in one list, the author's first: all of a place whose marks stand in a division, by stream.
    pub fn notes_of(&self, division: usize, place: NotePlace) -> Vec<(StreamId, Vec<NoteId>)> {
        let mut groups: Vec<(StreamId, Vec<NoteId>)> = Vec::new();
        for (id, note) in (0..).map(NoteId).zip(&self.notes) {
            if note.division as usize != division || self.note_stream(note.stream).place != place {
                continue;
            }
            match groups.iter_mut().find(|(stream, _)| *stream == note.stream) {
                Some((_, notes)) => notes.push(id),
                None => groups.push((note.stream, vec![id])),
            }
        }
        groups.sort_by_key(|(stream, _)| *stream);
        groups
    }

    /// The heading over the notes of a stream.
    pub fn notes_title(&self, stream: StreamId) -> &str {
        self.note_stream(stream).title.as_deref().unwrap_or(&self.words.notes)
    }

    /// What a note of a stream is called before its mark.
    pub fn note_label(&self, stream: StreamId) -> &str {
        self.note_stream(stream).label.as_deref().unwrap_or(&self.words.note)
    }

    /// How the marks of a stream are written in text of a language.
    pub fn note_counter(&self, stream: StreamId, language: &Language) -> Counter {
        counter(self.note_stream(stream).marks, self.digits, language)
    }

    /// The language of the text that the mark of a note stands in.
    pub fn language_of(&self, note: &Note) -> &Language {
        let division: Option<&Division> = self.divisions.get(note.division as usize);
        division.map_or(&self.metadata.language, |division| &division.language)
    }
}

fn counter(marks: NoteMarks, digits: Digits, language: &Language) -> Counter {
    match marks {
        NoteMarks::Digits(Digits::Auto) => Counter::Digits(digits_in(digits, language)),
        NoteMarks::Digits(own) => Counter::Digits(digits_in(own, language)),
        NoteMarks::Abjad => Counter::Abjad(Letters::of_language(language)),
        NoteMarks::Alphabetic => Counter::Alphabetic(Letters::of_language(language)),
        NoteMarks::Roman => Counter::LowerRoman,
        NoteMarks::Symbols => Counter::Symbols,
    }
}

/// The stream that a label names; the author's where the manifest has none of that name.
pub(super) fn stream_of(label: &str, streams: &[NoteStream]) -> StreamId {
    let key = label.split_once(PARTING).map(|(name, _)| name.to_lowercase()).unwrap_or_default();
    let found = streams.iter().position(|stream| stream.key == key);
    StreamId(found.and_then(|found| u8::try_from(found).ok()).unwrap_or_default())
}

/// Reports a label whose stream the manifest does not have.
pub(super) fn check_stream(label: &str, span: Span, streams: &[NoteStream], diagnostics: &mut Diagnostics) {
    let Some((name, _)) = label.split_once(PARTING).filter(|_| stream_of(label, streams) == StreamId(0)) else {
        return;
    };
    let known: Vec<&str> = streams.iter().map(|stream| stream.key.as_str()).filter(|key| !key.is_empty()).collect();
    let hint = match known.as_slice() {
        [] => format!(
            "name the stream in the manifest, `notes: {{ streams: {{ {name}: {{}} }} }}`, or write a label without a colon"
        ),
        _ => nearest::hint(&name.to_lowercase(), &known),
    };
    let message = format!("note `[^{label}]` belongs to `{name}`, which is no stream of notes");
    diagnostics.push(Diagnostic::error("book.unknown-stream", span, message).hint(hint));
}

/// Reports notes that are marked in notes that are not printed themselves, and nowhere else. What has no mark at all was
/// reported when the text was read.
pub(super) fn check_left(left: &[NoteDefinition], diagnostics: &mut Diagnostics) {
    let mut marked = BTreeSet::new();
    for note in left {
        document::each_inline(&note.blocks, &mut |inline| {
            if let document::Inline::NoteMark(label, _) = inline {
                marked.insert(fold(label));
            }
        });
    }
    for note in left.iter().filter(|note| marked.contains(&fold(&note.label))) {
        let message = format!("note `[^{}]` is marked in no text that is printed, and is not printed", note.label);
        diagnostics.push(
            Diagnostic::warning("book.unmarked-note", note.span, message)
                .hint(format!("write `[^{}]` where it belongs, or remove the note", note.label)),
        );
    }
}

/// Numbers of the last notes, by stream.
#[derive(Debug, Default)]
pub(super) struct Counts(Vec<u64>);

impl Counts {
    /// Numbers the notes of a document and adds them to the book.
    pub(super) fn add_notes(&mut self, written: Vec<Written>, division: u32, book: &mut Book) {
        self.0.resize(book.note_streams.len().max(1), 0);
        for (count, stream) in self.0.iter_mut().zip(&book.note_streams) {
            if stream.count != NoteCount::Book {
                *count = 0;
            }
        }
        let language = book.divisions[division as usize].language.clone();
        for Written { blocks, span, stream, host } in written {
            let count = &mut self.0[usize::from(stream.0)];
            *count += 1;
            let mark = book.note_counter(stream, &language).format(*count);
            book.notes.push(Note { mark, stream, host, blocks, division, span });
        }
    }
}
