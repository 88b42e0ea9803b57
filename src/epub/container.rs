//! The first container: epub-builder holds the files, their order, the spine and the nested contents.
//!
//! What it writes is not valid as it stands (tests/suite/epub/raw.rs names the faults), so `finish` reads it again and
//! writes package document, contents and zip anew. Nothing else names this crate.

use std::borrow::Cow;

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, TocElement, ZipLibrary};

use crate::base::{Error, Timestamp};
use crate::book::Book;

use super::outline::{Entry, FileOutline};

/// A file of the spine.
#[derive(Debug)]
pub(super) struct Content {
    /// From the content folder.
    pub(super) href: String,
    /// The XHTML.
    pub(super) markup: String,
    /// Its entries in the contents.
    pub(super) outline: FileOutline,
}

/// A file outside the spine.
#[derive(Debug)]
pub(super) struct Resource<'a> {
    /// From the content folder.
    pub(super) href: String,
    /// Its media type.
    pub(super) media_type: &'static str,
    /// Its bytes.
    pub(super) data: Cow<'a, [u8]>,
    /// Whether it is the image of the cover.
    pub(super) is_cover: bool,
}

/// Packs everything into an EPUB as epub-builder writes it.
pub(super) fn pack(
    book: &Book,
    stylesheet: &str,
    contents: &[Content],
    resources: &[Resource<'_>],
    modified: Timestamp,
) -> Result<Vec<u8>, Error> {
    let failed = |cause: epub_builder::Error| Error::because("cannot pack the EPUB", cause);
    let zip = ZipLibrary::new().map_err(failed)?;
    let mut builder = EpubBuilder::new(zip).map_err(failed)?;
    builder.epub_version(EpubVersion::V33);
    describe(&mut builder, book, modified);
    builder.stylesheet(stylesheet.as_bytes()).map_err(failed)?;
    for resource in resources {
        let (href, data) = (resource.href.as_str(), resource.data.as_ref());
        let added = if resource.is_cover {
            builder.add_cover_image(href, data, resource.media_type)
        } else {
            builder.add_resource(href, data, resource.media_type)
        };
        added.map_err(failed)?;
    }
    for content in contents {
        builder.add_content(held(content)).map_err(failed)?;
    }
    let mut bytes = Vec::new();
    builder.generate(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// What the crate can say of the book. The package document is written anew from the metadata, but its clock and its
/// random ids must be kept out of what it writes.
fn describe(builder: &mut EpubBuilder<ZipLibrary>, book: &Book, modified: Timestamp) {
    builder.set_title(&book.metadata.title);
    builder.add_language(book.metadata.language.tag());
    builder.metadata("toc_name", &book.words.contents).expect("toc_name is a key of the crate");
    builder.metadata("direction", book.metadata.direction.name()).expect("rtl and ltr are its directions");
    builder.set_uuid(uuid::Uuid::nil());
    builder.set_modified_date(chrono::DateTime::from_timestamp(modified.0, 0).unwrap_or_default());
}

/// Level in the crate's contents of a file at the top, and of a file inside a part; the part's own entry stands between.
const LEVELS: (i32, i32) = (0, 2);

/// A file with its entries. The crate gives a file one entry, which leads to the whole file: ours are held under it,
/// and `listing` takes it out again.
fn held(content: &Content) -> EpubContent<&[u8]> {
    let file = EpubContent::new(content.href.as_str(), content.markup.as_bytes());
    if content.outline.entries.is_empty() {
        return file;
    }
    let level = if content.outline.is_top { LEVELS.0 } else { LEVELS.1 };
    let file = file.title(content.href.as_str()).level(level);
    content.outline.entries.iter().fold(file, |file, entry| file.child(element(entry)))
}

fn element(entry: &Entry) -> TocElement {
    let own = TocElement::new(entry.href.as_str(), entry.title.as_str());
    entry.children.iter().fold(own, |own, child| own.child(element(child)))
}
