//! Puts the book together from the manifest and its documents.

use rayon::prelude::*;

use super::frame::Frame;
use super::resolve::{Known, Resolved, resolve};
use super::survey::{Survey, survey};
use super::{Book, DivisionKind, Note, NoteId, images, read};
use crate::base::{Diagnostics, Error, Language, Sources};
use crate::document::Document;
use crate::manifest::{Digits, DocumentEntry, Manifest, NoteCount};
use crate::script::DigitSet;

/// Reads the manuscripts and images of a manifest and resolves everything in them.
///
/// # Errors
/// When a file cannot be read. Faults of the book are reported.
pub fn assemble(manifest: &Manifest, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Result<Book, Error> {
    let mut found = Diagnostics::new();
    let book = put_together(manifest, sources, &mut found);
    found.sort();
    diagnostics.append(found);
    book
}

/// The steps; findings come in the order of the steps.
fn put_together(manifest: &Manifest, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Result<Book, Error> {
    let documents = read::documents(manifest, sources, diagnostics)?;
    let entries: Vec<&DocumentEntry> = read::entries(manifest).collect();
    let surveys: Vec<Survey> = documents
        .par_iter()
        .zip(&entries)
        .map(|(document, entry)| survey(document, language(entry, manifest)))
        .collect();
    let paths: Vec<_> = entries.iter().map(|entry| entry.path.value.as_path()).collect();
    let (images, used) = images::read(&manifest.folder, &paths, &surveys, diagnostics)?;
    let cover = match &manifest.cover {
        Some(path) => images::read_cover(&path.value, path.span, diagnostics)?,
        None => None,
    };

    let mut frame = Frame::new(manifest);
    frame.lay_out(&surveys, diagnostics);
    let Frame { mut divisions, places, index, outline, words, .. } = frame;

    let first_notes = first_notes(&surveys);
    let digits = digits(manifest);
    let known = |number: usize| Known {
        index: &index,
        survey: &surveys[number],
        images: &used[number],
        divisions: &divisions,
        division: places[number].division,
        path: paths[number],
        language: language(entries[number], manifest),
        first_place: places[number].first,
        first_note: first_notes[number],
        digits: digits.0,
    };
    let resolved: Vec<Resolved> = documents
        .into_par_iter()
        .enumerate()
        .map(|(number, document): (usize, Document)| resolve(document, known(number)))
        .collect();

    let mut notes = Vec::new();
    for (chapter, places) in resolved.into_iter().zip(&places) {
        diagnostics.append(chapter.diagnostics);
        add_notes(chapter.notes, places.division, manifest.numbering.notes, digits, &mut notes);
        divisions[places.division as usize].kind = DivisionKind::Chapter(chapter.blocks);
    }
    Ok(Book {
        metadata: manifest.metadata.clone(),
        digits: digits.1,
        words,
        toc: manifest.toc.clone(),
        cover,
        divisions,
        notes,
        anchors: index.anchors,
        outline,
        images,
    })
}

/// The language of a document.
pub(super) fn language<'a>(entry: &'a DocumentEntry, manifest: &'a Manifest) -> &'a Language {
    entry.language.as_ref().unwrap_or(&manifest.metadata.language)
}

/// The digits of generated numbers.
fn digits(manifest: &Manifest) -> (DigitSet, Digits) {
    let set = match manifest.numbering.digits {
        Digits::Auto => DigitSet::of_language(&manifest.metadata.language),
        Digits::Persian => DigitSet::Persian,
        Digits::Arabic => DigitSet::Arabic,
        Digits::Latin => DigitSet::Latin,
    };
    let digits = match set {
        DigitSet::Persian => Digits::Persian,
        DigitSet::Arabic => Digits::Arabic,
        DigitSet::Latin => Digits::Latin,
    };
    (set, digits)
}

/// The first note of every document.
fn first_notes(surveys: &[Survey]) -> Vec<NoteId> {
    let mut next = 0;
    surveys
        .iter()
        .map(|survey| {
            let first = NoteId(next);
            next += u32::try_from(survey.notes.len()).expect("fewer than 2^32 notes");
            first
        })
        .collect()
}

/// Numbers the notes of a document and adds them.
fn add_notes(
    written: Vec<(Vec<super::Block>, crate::base::Span)>,
    division: u32,
    count: NoteCount,
    digits: (DigitSet, Digits),
    notes: &mut Vec<Note>,
) {
    let before = match count {
        NoteCount::Document => 0,
        NoteCount::Book => notes.len(),
    };
    for (position, (blocks, span)) in written.into_iter().enumerate() {
        let mark = digits.0.format((before + position + 1) as u64);
        notes.push(Note { mark, blocks, division, span });
    }
}
