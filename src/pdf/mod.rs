//! The PDF: positioned pages in, the bytes of one file out.
//!
//! Steps: turn every different word into codes (`codes`, `ranks`, by the rules of `letters` and `text`), build the embedded faces
//! those codes stand for (`face`, `font`), write the pages in parallel and deflate each where it is written (`content`,
//! `stream`), settle what is claimed (`claims`), make the frame of the file with printpdf (`document`, `image`, `drawing`,
//! `links`), and complete it on lopdf (`finish`, `outline`, `labels`, `places`, `xmp`, `icc`, `attachments`, `structure`).
//! `check` looks at the faces before they go out; `save` and `objects` write the file. On demand, `verify` reads it back with
//! another parser and compares its text with the book's. [`press`] writes sheets to print instead, with
//! their marks (`plates`), colours as inks (`inks`) and PDF/X-4 (`x4`).

mod attachments;
mod brackets;
mod cells;
mod check;
mod claims;
mod codes;
mod content;
mod document;
mod draw;
mod drawing;
mod face;
mod finish;
mod font;
pub mod foreign;
mod glyf;
mod icc;
mod image;
mod inks;
mod labels;
mod letters;
mod line;
mod links;
mod marked;
mod numbers;
mod objects;
mod operators;
mod outline;
mod pen;
mod phrases;
mod places;
mod plates;
pub mod press;
mod ranks;
mod runs;
mod save;
mod show;
mod stream;
mod structure;
mod text;
pub mod verify;
mod x4;
mod xmp;

use std::borrow::Borrow;

use rayon::prelude::*;

use crate::base::{Color, Diagnostics, Error, Timestamp};
use crate::book::{Book, ImageFile, ImageId, Turn};
use crate::font::Faces;
use crate::manifest::Conformance;
use crate::pages::{Page, Pages};

use codes::{Codes, DistinctWords, FaceCodes, PlacedWord};
use finish::Parts;
use font::{FontKey, NamedFace};
use links::{Goals, Link};
use marked::Mark;

/// What a file is to be beside its pages.
#[derive(Clone, Debug)]
pub struct Options {
    /// The date of creation and of change.
    pub modified: Timestamp,
    /// The standards it is to conform to.
    pub conformance: Conformance,
    /// Files that go along; only PDF/A-3 has a place for them.
    pub attachments: Vec<Attachment>,
}

impl Options {
    /// The usual standards and no attachments.
    pub fn new(modified: Timestamp) -> Self {
        Self { modified, conformance: Conformance::default(), attachments: Vec::new() }
    }
}

/// A file that goes along in the PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, unique among them.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub data: Vec<u8>,
}

/// A page's content as it goes into the file.
#[derive(Debug)]
struct Deflated {
    bytes: Vec<u8>,
    digest: [u8; 32],
    fonts: Vec<FontKey>,
    images: Vec<ImageId>,
    marks: Vec<Mark>,
    has_colour: bool,
    inked: Vec<Color>,
}

/// Writes a laid-out book as PDF 1.7. The same pages give the same bytes, with any number of threads.
///
/// What the book lacks for a standard is reported, and the file does not claim it then.
///
/// # Errors
/// When an image or face cannot be read, and when a check finds a fault of this program.
pub fn write(
    pages: &Pages,
    book: &Book,
    faces: &Faces,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<u8>, Error> {
    // Codes first and in reading order, so that their numbers do not depend on threads.
    let (codes, words) = encode(&pages.list, faces);
    check::words(&codes, &words)?;
    let built = build(&codes, faces)?;
    let turns: Vec<Turn> = book.images.iter().map(ImageFile::turn).collect();
    // Memory holds deflated pages only.
    let contents: Vec<Deflated> = pages
        .list
        .par_iter()
        .zip(&words)
        .map(|(page, words)| {
            let content = content::content(page, words, &codes, &turns, &content::Purpose::Reading);
            let bytes = stream::deflate(&content.bytes);
            deflated(content, bytes)
        })
        .collect();
    let goals = Goals::new(pages, book);
    let links: Vec<Vec<Link>> = pages.list.par_iter().map(|page| goals.links(page)).collect();
    let images = images(&contents);
    let claims = claims::settle(&options.conformance, pages, book, &images, diagnostics);
    let mut document = document::frame(pages, book, &links, &images, options.modified)?;
    let parts = Parts { pages, book, faces, codes: &codes.faces, built: &built, links: &links, options, claims };
    let (numbers, written) = finish::finish(&mut document, &parts, contents)?;
    Ok(save::bytes(document, &numbers, &written))
}

/// The faces of the codes, each checked.
fn build(codes: &Codes, faces: &Faces) -> Result<Vec<NamedFace>, Error> {
    let build = |codes: &FaceCodes| {
        let named = font::build(codes, faces)?;
        check::face(codes, &named).map(|()| named)
    };
    codes.faces.par_iter().map(build).collect()
}

/// The codes of all words, and the numbers of each page's words.
///
/// Each thread gathers the different words of a part of the book; the parts are then gone through in reading order, so that
/// codes are numbered as if one thread had read the book, whatever the parts.
fn encode<P: Borrow<Page> + Sync>(pages: &[P], faces: &Faces) -> (Codes, Vec<Vec<u32>>) {
    let part = pages.len().div_ceil(rayon::current_num_threads()).max(1);
    let gathered: Vec<Gathered<'_>> = pages.par_chunks(part).map(|pages| gather(pages, faces)).collect();
    let mut codes = Codes::default();
    let mut words = Vec::with_capacity(pages.len());
    for part in gathered {
        let numbers: Vec<u32> = part.words.list.iter().map(|word| codes.number_of(word, faces)).collect();
        let numbered = |page: Vec<u32>| page.into_iter().map(|word| numbers[word as usize]).collect();
        words.extend(part.pages.into_iter().map(numbered));
    }
    codes.rank(&words);
    (codes, words)
}

/// The different words of some pages, and each page's words by their position among them.
struct Gathered<'a> {
    words: DistinctWords<'a>,
    pages: Vec<Vec<u32>>,
}

fn gather<'a, P: Borrow<Page>>(pages: &'a [P], faces: &Faces) -> Gathered<'a> {
    let mut words = DistinctWords::default();
    let pages = pages
        .iter()
        .map(|page| {
            content::word_numbers(page.borrow(), |line, run, at| {
                let (fragment, place) = (&line.fragments[at], runs::place(line, run, at));
                words.number_of(PlacedWord { fragment, place, host: runs::host(line, at) }, faces)
            })
        })
        .collect();
    Gathered { words, pages }
}

fn deflated(content: content::Content, bytes: Vec<u8>) -> Deflated {
    Deflated {
        digest: stream::digest([bytes.as_slice()]),
        bytes,
        fonts: content.fonts,
        images: content.images,
        marks: content.marks,
        has_colour: content.has_colour,
        inked: content.inked,
    }
}

/// Every image the pages show, rising, each once.
fn images<'a>(contents: impl IntoIterator<Item = &'a Deflated>) -> Vec<ImageId> {
    let mut images: Vec<ImageId> = contents.into_iter().flat_map(|content| content.images.iter().copied()).collect();
    images.sort_unstable();
    images.dedup();
    images
}
