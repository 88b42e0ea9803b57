//! The package document (EPUB 3.3 § 5): metadata with refinements, the files, the spine, the guide.

use crate::base::Timestamp;
use crate::book::Book;
use crate::manifest::EpubRecord;

use super::Options;
use super::accessibility;
use super::facts::Facts;
use super::listing::{Item, Listing};
use super::markup::{Markup, XML_DECLARATION};
use super::metadata;
use super::names;
use super::navigation::Landmark;
use super::pages::PageSource;

/// Writes the package document. `navigation_at` is the place of the contents in the spine, if they are shown,
/// `source` whose pages are named.
pub(super) fn write(
    book: &Book,
    facts: &Facts,
    options: &Options,
    listing: &Listing,
    landmarks: &[Landmark],
    (navigation_at, source): (Option<usize>, Option<PageSource>),
    modified: Timestamp,
) -> String {
    let mut markup = Markup::default();
    let (language, direction) = (book.metadata.language.tag(), book.metadata.direction.name());
    markup.raw(XML_DECLARATION);
    let tag = markup.tag("package").set("xmlns", "http://www.idpf.org/2007/opf").set("version", "3.0");
    tag.set("unique-identifier", "book-id").set("xml:lang", language).set("dir", direction).open_line();
    markup.raw("<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    metadata::write(&mut markup, &book.metadata, facts, modified);
    if let Some(source) = &source {
        source.write(&mut markup);
    }
    accessibility::write(&mut markup, book, facts, &options.accessibility, source.is_some());
    if options.record == EpubRecord::Onix {
        // A linked resource that is no part of the book (EPUB 3.3 § 5.5.7, § D.4.2.3).
        let tag = markup.tag("link").set("rel", "record").set("href", names::RECORD);
        tag.set("media-type", "application/xml").set("properties", "onix").empty();
        markup.line();
    }
    let cover = listing.items.iter().find(|item| item.properties.as_deref() == Some("cover-image"));
    if let Some(cover) = cover {
        // For systems of EPUB 2.
        markup.tag("meta").set("name", "cover").set("content", &cover.id).empty();
        markup.line();
    }
    markup.raw("</metadata>\n<manifest>\n");
    listing.items.iter().for_each(|item| manifest_item(&mut markup, item));
    markup.raw("</manifest>\n");
    spine(&mut markup, listing, navigation_at, direction);
    markup.raw("<guide>\n");
    for landmark in landmarks {
        let tag = markup.tag("reference").set("type", landmark.guide);
        tag.set("title", &landmark.title).set("href", &landmark.href).empty();
        markup.line();
    }
    markup.raw("</guide>\n</package>\n");
    markup.finish()
}

fn manifest_item(markup: &mut Markup, item: &Item) {
    let tag = markup.tag("item").set("id", &item.id).set("href", &item.href).set("media-type", &item.media_type);
    tag.maybe("properties", item.properties.as_deref()).empty();
    markup.line();
}

fn spine(markup: &mut Markup, listing: &Listing, navigation_at: Option<usize>, direction: &str) {
    let id_of = |href: &str| listing.items.iter().find(|item| item.href == href).map(|item| item.id.as_str());
    let ncx = listing.items.iter().find(|item| item.media_type == "application/x-dtbncx+xml");
    let mut ids: Vec<&str> = listing.spine.iter().map(String::as_str).collect();
    if let (Some(at), Some(navigation)) = (navigation_at, id_of(names::NAVIGATION)) {
        ids.insert(at.min(ids.len()), navigation);
    }
    let tag = markup.tag("spine").maybe("toc", ncx.map(|item| item.id.as_str()));
    tag.set("page-progression-direction", direction).open_line();
    for id in ids {
        markup.tag("itemref").set("idref", id).empty();
        markup.line();
    }
    markup.close_line("spine");
}
