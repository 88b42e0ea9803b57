//! Two whole books as text: names of all files, and the files of markup and CSS as they are.

use std::fmt::Write as _;
use std::path::Path;

use publish::book::Book;
use publish::epub::Options;

use super::{books, files, written};
use crate::support::assert_expected;

#[test]
fn a_persian_book() {
    compare("fa", &books::persian());
}

#[test]
fn an_english_book() {
    compare("en", &books::english());
}

fn compare(case: &str, book: &Book) {
    let options = Options::default();
    let found = tree(&written(book, &options));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/epub").join(case).join("expected.txt");
    assert_expected(&path, &found);
}

/// Names of files with their sizes where they are not text, then every text.
fn tree(epub: &[u8]) -> String {
    let mut out = String::new();
    let files = files(epub);
    for (name, data) in &files {
        match is_text(name) {
            true => writeln!(out, "{name}"),
            false => writeln!(out, "{name} ({} bytes)", data.len()),
        }
        .expect("writing to a string");
    }
    for (name, data) in files.iter().filter(|(name, _)| is_text(name)) {
        write!(out, "\n==== {name}\n{}", String::from_utf8_lossy(data)).expect("writing to a string");
    }
    out
}

fn is_text(name: &str) -> bool {
    [".xhtml", ".opf", ".ncx", ".css"].iter().any(|ending| name.ends_with(ending))
}
