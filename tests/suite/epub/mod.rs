//! The EPUB back end: files as text, links, notes, contents, text letter for letter, sameness.
//!
//! `EPUB_OUT=folder cargo test --test suite epub` leaves the two books there, for EPUBCheck, Ace and reading systems.

mod books;
mod edges;
mod golden;
mod links;
mod pages;
mod raw;
mod reading;
mod records;
mod words;

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use publish::base::Timestamp;
use publish::book::Book;
use publish::epub::Options;
use publish::manifest::EpubFonts;

/// 2026-11-21 00:00 UTC.
pub(crate) const MODIFIED: Timestamp = Timestamp(1_795_219_200);

/// The bytes of a book in the style `book`.
pub(crate) fn written(book: &Book, options: &Options) -> Vec<u8> {
    let (styles, faces) = books::styles(if book.metadata.direction.is_rtl() { "fa" } else { "en" });
    publish::epub::write(book, &styles, &faces, options, MODIFIED).expect("the book can be written")
}

/// Every file of a zip by name.
pub(crate) fn files(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut all = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("an entry");
        let mut data = Vec::new();
        file.read_to_end(&mut data).expect("a whole entry");
        all.insert(file.name().to_owned(), data);
    }
    all
}

/// Every file of markup by name.
pub(crate) fn markups(bytes: &[u8]) -> BTreeMap<String, String> {
    let is_markup = |name: &str| [".xhtml", ".opf", ".ncx", ".xml"].iter().any(|ending| name.ends_with(ending));
    let markup = files(bytes).into_iter().filter(|(name, _)| is_markup(name));
    markup.map(|(name, data)| (name, String::from_utf8(data).expect("UTF-8"))).collect()
}

/// A parsed file; the doctype of XHTML is allowed.
pub(crate) fn parsed(markup: &str) -> roxmltree::Document<'_> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    roxmltree::Document::parse_with_options(markup, options).expect("well-formed markup")
}

pub(crate) fn plain() -> Options {
    Options { fonts: EpubFonts::None, ..Options::default() }
}

#[test]
fn the_same_book_is_the_same_bytes_with_any_number_of_threads() {
    let book = books::persian();
    let options = Options { extra_css: Some("p { margin: 0; }".into()), ..Options::default() };
    let with_threads = |count| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build().expect("a pool of threads");
        pool.install(|| written(&book, &options))
    };
    let once = with_threads(1);
    assert!(once == with_threads(4), "two builds differ");
    if let Ok(folder) = std::env::var("EPUB_OUT") {
        std::fs::write(format!("{folder}/fa.epub"), once).expect("the folder is there");
        std::fs::write(format!("{folder}/en.epub"), written(&books::english(), &options)).expect("the folder is there");
    }
}

#[test]
fn the_mimetype_is_first_and_stored_and_all_times_are_fixed() {
    let bytes = written(&books::english(), &plain());
    // EPUB 3.3 § 4.2.2: the name at byte 30, the type at byte 38, so that the file is known by its first bytes.
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).expect("a zip");
    let names: Vec<String> = zip.file_names().map(str::to_owned).collect();
    assert!(names[1..].is_sorted(), "{names:?}");
    for at in 0..zip.len() {
        let file = zip.by_index(at).expect("an entry");
        assert_eq!(file.last_modified(), Some(zip::DateTime::default()), "{}", file.name());
        assert_eq!(file.unix_mode().map(|mode| mode & 0o777), Some(0o644), "{}", file.name());
        assert_eq!(file.extra_data().unwrap_or_default(), b"", "{}", file.name());
    }
}
