//! What epub-builder 0.8.3 gets wrong, so that a new version of it is looked at before it is taken.
//!
//! `publish::epub` mends each of these. When one of them is gone here, its mending can go too.

use std::io::Cursor;

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, MetadataOpfV3, PageDirection, TocElement, ZipLibrary};

use super::markups;

/// A small right-to-left book as the crate writes it.
fn raw() -> Vec<u8> {
    packed().expect("epub-builder packs a book")
}

fn packed() -> Result<Vec<u8>, epub_builder::Error> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.epub_direction(PageDirection::Rtl);
    builder.set_title("نان");
    builder.add_author("آذر");
    builder.add_language("fa");
    builder.set_uuid(uuid::Uuid::nil());
    builder.set_modified_date(chrono::DateTime::from_timestamp(1_795_219_200, 0).expect("a moment"));
    let chapter = EpubContent::new("one.xhtml", "<html/>".as_bytes()).title("یک");
    builder.add_content(chapter.child(TocElement::new("one.xhtml#a", "الف")))?;
    builder.add_content(EpubContent::new("two.xhtml", "<html/>".as_bytes()).title("دو"))?;
    let mut bytes = Vec::new();
    builder.generate(&mut bytes)?;
    Ok(bytes)
}

#[test]
fn the_package_document_is_not_valid() {
    let package = &markups(&raw())["OEBPS/content.opf"];
    // The language and the author have one id, and the direction that was asked for is not there.
    assert_eq!(package.matches("id=\"epub-creator-0\"").count(), 2);
    assert!(package.contains("<spine toc=\"ncx\" page-progression-direction=\"ltr\">"));
    assert!(
        package.contains(
            "<package version=\"3.0\" xmlns=\"http://www.idpf.org/2007/opf\" unique-identifier=\"epub-id-1\">"
        )
    );
    // What the finishing pass relies on.
    assert!(
        package
            .contains("<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>")
    );
    assert!(package.contains("id=\"id_one.xhtml\" href=\"one.xhtml\"/>"));
    assert!(package.contains("<itemref idref=\"id_one.xhtml\"/>"));
}

#[test]
fn the_contents_have_no_language_and_empty_landmarks() {
    let markups = markups(&raw());
    let contents = &markups["OEBPS/nav.xhtml"];
    assert!(!contents.contains("lang=") && !contents.contains("dir=") && !contents.contains("role="));
    let landmarks = contents.split("<nav epub:type = \"landmarks\">").nth(1).unwrap();
    assert!(!landmarks.contains("<li>"));
    // What the finishing pass relies on: the nesting.
    let list: String = contents.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        list.contains("<a href=\"one.xhtml\">یک</a> <ol> <li><a href=\"one.xhtml#a\">الف</a></li> </ol>"),
        "{list}"
    );
    let ncx = &markups["OEBPS/toc.ncx"];
    assert!(!ncx.contains("dtb:uid") && ncx.contains("<meta name=\"dtb:depth\" content=\"1\" />"));
}

#[test]
fn entries_bear_the_time_of_day() {
    let mut zip = zip::ZipArchive::new(Cursor::new(raw())).unwrap();
    let file = zip.by_name("OEBPS/content.opf").unwrap();
    assert_ne!(file.last_modified(), Some(zip::DateTime::default()));
}

#[test]
fn metadata_a_book_needs_are_refused_or_not_escaped() {
    let mut builder = EpubBuilder::new(ZipLibrary::new().unwrap()).unwrap();
    assert!(builder.metadata("publisher", "نشر").is_err());
    assert!(builder.metadata("identifier", "urn:isbn:9780306406157").is_err());
    builder.epub_version(EpubVersion::V33);
    builder.add_metadata_opf(Box::new(MetadataOpfV3::new("belongs-to-collection".into(), "a & b".into())));
    let mut bytes = Vec::new();
    builder.generate(&mut bytes).unwrap();
    assert!(markups(&bytes)["OEBPS/content.opf"].contains(">a & b</meta>"));
}
