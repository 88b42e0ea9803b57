//! Puts the book together from the manifest and its documents.

use rayon::prelude::*;

use super::entries;
use super::frame::Frame;
use super::index::nth;
use super::notes::Counts;
use super::resolve::{Known, Resolved, resolve};
use super::survey::{Survey, survey};
use super::{Book, DivisionKind, digits_in, images, numbers, read, sorting};
use crate::base::{Diagnostics, Direction, Error, Language, Sources};
use crate::document::Document;
use crate::manifest::{Cover, DocumentEntry, Manifest, NumberOrder};

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
    read::count_doubts(&documents, diagnostics);
    let entries: Vec<&DocumentEntry> = read::entries(manifest).collect();
    let captions = numbers::captions(manifest);
    let surveys: Vec<Survey> = documents
        .par_iter()
        .zip(&entries)
        .map(|(document, entry)| survey(document, language(entry, manifest), &manifest.notes, captions))
        .collect();
    let paths: Vec<_> = entries.iter().map(|entry| entry.path.value.as_path()).collect();
    let (images, used) = images::read(&manifest.folder, &paths, &surveys, diagnostics)?;
    let cover = match &manifest.cover {
        Cover::File(path) => images::read_cover(&path.value, path.span, diagnostics)?,
        // One that is made needs pages.
        Cover::Made | Cover::None => None,
    };

    let mut frame = Frame::new(manifest);
    frame.lay_out(&surveys, diagnostics);
    let Frame { divisions, places, index, outline, words, captioned, .. } = frame;

    let known = |number: usize| Known {
        index: &index,
        survey: &surveys[number],
        streams: &manifest.notes,
        images: &used[number],
        divisions: &divisions,
        division: places[number].division,
        path: paths[number],
        language: language(entries[number], manifest),
        first_place: places[number].first,
        first_note: places[number].first_note,
        first_mark: places[number].first_mark,
        words: &words,
        digits: digits_in(manifest.numbering.digits, language(entries[number], manifest)),
        numbering: manifest.numbering.digits,
        manifest,
    };
    let resolved: Vec<Resolved> = documents
        .into_par_iter()
        .enumerate()
        .map(|(number, document): (usize, Document)| resolve(document, known(number)))
        .collect();

    entries::check_lists(manifest, &captioned, diagnostics);
    let mut book = Book {
        metadata: manifest.metadata.clone(),
        digits: manifest.numbering.digits,
        number_order: number_order(manifest),
        words,
        toc: manifest.toc.clone(),
        cover,
        divisions,
        notes: Vec::new(),
        note_streams: manifest.notes.clone(),
        anchors: index.anchors,
        outline,
        images,
        chapter_numbers: manifest.numbering.chapters,
        front_pages: manifest.numbering.front,
        index: Vec::new(),
        figures: captioned.figures,
        tables: captioned.tables,
    };
    let marks = surveys.iter().zip(&places).flat_map(|(survey, places)| {
        survey.marks.iter().enumerate().map(|(at, mark)| (mark, nth(places.first_mark, at)))
    });
    book.index = entries::index(marks, manifest, diagnostics);
    let mut counts = Counts::default();
    for ((mut chapter, places), entry) in resolved.into_iter().zip(&places).zip(&entries) {
        diagnostics.append(chapter.diagnostics);
        if entry.sorted {
            sorting::sort(&mut chapter.blocks, language(entry, manifest), manifest.index.article);
        }
        counts.add_notes(chapter.notes, places.division, &mut book);
        book.divisions[places.division as usize].kind = DivisionKind::Chapter(chapter.blocks);
    }
    Ok(book)
}

/// The language of a document.
pub(super) fn language<'a>(entry: &'a DocumentEntry, manifest: &'a Manifest) -> &'a Language {
    entry.language.as_ref().unwrap_or(&manifest.metadata.language)
}

/// The way the parts of generated numbers follow each other.
fn number_order(manifest: &Manifest) -> Direction {
    match manifest.numbering.order {
        NumberOrder::Auto => manifest.metadata.direction,
        NumberOrder::Rtl => Direction::Rtl,
        NumberOrder::Ltr => Direction::Ltr,
    }
}
