//! One book as `LibreOffice` and Pandoc write it, in four formats each: structure and words come back equal.

use std::fs;
use std::path::PathBuf;

use publish::base::Language;
use publish::rescue::found::Found;
use publish::rescue::read::{self, File};
use publish::rescue::write;

use super::skeleton::skeleton;
use crate::support::root;

/// The folder of the files.
pub(super) fn folder() -> PathBuf {
    root().join("tests/fixtures/import")
}

/// A file as it is read.
pub(super) fn found(name: &str) -> Found {
    let bytes = fs::read(folder().join(name)).expect("a fixture");
    let beside = |source: &str| fs::read(folder().join(source)).ok();
    let file = File { name, bytes: &bytes, encoding: None, beside: &beside };
    read::read(&file).unwrap_or_else(|fault| panic!("{name}: {}", fault.message)).found
}

/// What a file becomes in a manuscript.
fn outline(name: &str) -> String {
    skeleton(&write::tidy(&found(name)))
}

/// Pandoc writes no words that stand for an image into `OpenDocument` files.
fn without_alternatives(outline: &str) -> String {
    outline.replace("figure: نقشهٔ تنور —", "figure:  —")
}

/// What `LibreOffice` does not carry over from one format to the other: the words that stand for an image, and what makes of a
/// paragraph under it a caption.
fn without_figures(outline: &str) -> String {
    let lines = outline.lines().map(|line| match line.trim_start() {
        words if words.starts_with("figure:") => "figure",
        "paragraph: نقشهٔ تنور" | "paragraph: ⟨em نقشهٔ تنور⟩" | "container figure {}" => "",
        _ => line,
    });
    let lines = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    // Links in its HTML are slanted by marks.
    lines
        .replace("⟨em ⟨link https://example.org/bread کارگاه⟩⟩", "⟨link https://example.org/bread کارگاه⟩")
        .replace("⟨em ⟨link # بخش آب⟩⟩", "⟨link # بخش آب⟩")
}

fn assert_same(name: &str, expected: &str, shown: &dyn Fn(&str) -> String) {
    let (expected, actual) = (shown(expected), shown(&outline(name)));
    let pairs = expected.lines().zip(actual.lines());
    if let Some((wanted, came)) = pairs.clone().find(|(wanted, came)| wanted != came) {
        panic!("{name}:\n  wanted {wanted}\n  came   {came}\n\n{actual}");
    }
    assert_eq!(expected.lines().count(), actual.lines().count(), "{name}:\n{actual}");
}

#[test]
fn files_of_pandoc_come_back_equal() {
    let expected = outline("book.md");
    assert!(expected.lines().count() > 40, "{expected}");
    for ending in ["html", "epub", "docx"] {
        assert_same(&format!("pandoc.{ending}"), &expected, &str::to_owned);
    }
    assert_same("pandoc.odt", &expected, &without_alternatives);
}

#[test]
fn files_of_libreoffice_come_back_equal() {
    let expected = outline("book.md");
    for ending in ["odt", "docx", "html"] {
        assert_same(&format!("libreoffice.{ending}"), &expected, &without_figures);
    }
}

/// The EPUB that `LibreOffice` writes holds no lists, no heads of tables and no levels of headings: what it holds comes back.
#[test]
fn the_words_notes_and_marks_of_libreoffices_epub_come_back() {
    let actual = outline("libreoffice.epub");
    for line in [
        "heading 1: آرد",
        "⟨em می‌بینیم⟩ و ⟨strong بو می‌کشیم⟩؛ آردِ تازه بوی گندم می‌دهد⟨note 1⟩",
        "⟨link https://example.org/bread کارگاه⟩",
        "سنگک⟨note 2⟩",
        "| نانِ ⟨strong قالبی⟩",
        "H⟨down 2⟩O است و ۱۰⟨up ۲⟩",
        "heading 1: آب",
        "figure:",
        "note 1\n  paragraph: آردِ مانده بوی ⟨em روغن⟩ می‌دهد.",
        "  paragraph: بند دومِ یادداشت.",
    ] {
        assert!(actual.contains(line), "{line}\n{actual}");
    }
}

#[test]
fn files_say_what_they_are() {
    for name in ["pandoc.html", "pandoc.epub", "pandoc.docx", "pandoc.odt", "libreoffice.odt", "libreoffice.docx"] {
        let found = found(name);
        assert_eq!(found.metadata.title, "نانوای کوچک", "{name}");
        assert_eq!(found.metadata.creators.first().map(|one| one.name.as_str()), Some("کارگاه نشر"), "{name}");
        assert_eq!(found.metadata.language.as_ref().map(Language::primary), Some("fa"), "{name}");
        assert_eq!(found.images.len(), 1, "{name}");
    }
}
