//! The finishing pass: what epub-builder packed in, a valid EPUB out.
//!
//! Files, their order, the spine and the nesting of the contents stay as the crate holds them; package document,
//! navigation document, NCX and the zip itself are written anew.

use std::collections::BTreeMap;

use crate::base::{Error, Timestamp};
use crate::book::{Book, DivisionKind};
use crate::manifest::{EpubProfile, EpubRecord};

use super::Options;
use super::archive::Archive;
use super::facts::Facts;
use super::listing;
use super::names::{self, Names};
use super::navigation::{self, Marks, Navigation};
use super::onix;
use super::outline::{self, Entry};
use super::package;
use super::pages::{self, PageIndex, PageSource};
use super::xhtml::Sheets;

/// The folder and file names that epub-builder fixes.
const FOLDER: &str = "OEBPS/";
const PACKAGE: &str = "OEBPS/content.opf";
const NCX: &str = "OEBPS/toc.ncx";

/// What is known when all files of the text are written.
pub(super) struct Written<'a> {
    /// What occurs in them.
    pub(super) facts: &'a Facts,
    /// The file in which the mark of each printed page stands.
    pub(super) pages: BTreeMap<PageIndex, String>,
}

/// Makes the packed bytes right.
pub(super) fn finish(
    book: &Book,
    names: &Names,
    written: Written<'_>,
    options: &Options,
    packed: Vec<u8>,
    modified: Timestamp,
) -> Result<Vec<u8>, Error> {
    let Written { facts, mut pages } = written;
    let sheets = Sheets { has_extra: options.extra_css.is_some() };
    let mut archive = Archive::open(packed)?;
    let listing = listing::read_package(&archive.text(PACKAGE)?)?;
    let navigation_file = format!("{FOLDER}{}", names::NAVIGATION);
    let mut entries = listing::read_contents(&archive.text(&navigation_file)?)?;
    if entries.is_empty() {
        entries.push(only_entry(book, names)?);
    }
    if options.profile == EpubProfile::Kindle {
        // Its devices show two levels and lose what is deeper.
        entries.iter_mut().flat_map(|entry| &mut entry.children).for_each(|entry| entry.children.clear());
    }
    let landmarks = navigation::landmarks(book, names);
    let looks = outline::looks(book, names);
    let shown = contents_division(book, names);
    let marks = shown.map(|division| Marks::new(book, names, division, &entries)).unwrap_or_default();
    pages.extend(marks.pages().map(|index| (index, names::NAVIGATION.to_owned())));
    let pages = pages::entries(names.page_breaks(), &pages);
    let navigation = Navigation {
        marks: &marks,
        pages: &pages,
        entries: &entries,
        looks: &looks,
        landmarks: &landmarks,
        id: shown.map_or("contents", |division| names.id(book.divisions[division].anchor)),
    };
    let place = shown.map(|division| spine_place(book, names, division));
    let source = (!pages.is_empty()).then(|| PageSource::new(book, options.source.as_deref()));
    let package = package::write(book, facts, options, &listing, &landmarks, (place, source), modified);
    let mut replaced = BTreeMap::from([
        (PACKAGE.to_owned(), package.into_bytes()),
        (navigation_file, navigation::write(book, names, &navigation, sheets).into_bytes()),
        (NCX.to_owned(), navigation::write_ncx(book, &entries, &pages).into_bytes()),
    ]);
    if options.record == EpubRecord::Onix {
        let message = onix::write(book, facts, options, modified);
        replaced.insert(format!("{FOLDER}{}", names::RECORD), message.into_bytes());
    }
    archive.repack(replaced)
}

/// The division whose file is the navigation document, if the contents are shown.
fn contents_division(book: &Book, names: &Names) -> Option<usize> {
    (0..book.divisions.len()).find(|division| names.file(*division) == Some(names::NAVIGATION))
}

/// How many files of the spine come before a division.
fn spine_place(book: &Book, names: &Names, division: usize) -> usize {
    let before = (0..division).filter(|earlier| names.file(*earlier).is_some()).count();
    before + usize::from(book.cover.is_some())
}

/// The contents of a book without headings: one entry that leads to the text, or to the first file where there is no
/// text. A navigation document may not be empty.
fn only_entry(book: &Book, names: &Names) -> Result<Entry, Error> {
    let text = navigation::start_of_text(book, names);
    let is_page = |division: &usize| !matches!(book.divisions[*division].kind, DivisionKind::Toc);
    let first = (0..book.divisions.len()).filter(is_page).find_map(|division| names.file(division));
    let file = text.or(first).ok_or_else(|| Error::new("the book has nothing that belongs in an EPUB"))?;
    Ok(Entry { href: file.to_owned(), title: book.metadata.title.clone(), children: Vec::new() })
}
