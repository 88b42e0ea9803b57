//! The package document (EPUB 3.3 § 5): metadata with refinements, the files, the spine, the guide.

use std::collections::BTreeMap;

use crate::base::Timestamp;
use crate::book::Book;
use crate::manifest::{Creator, Metadata, Role, Series};

use super::accessibility;
use super::facts::Facts;
use super::listing::{Item, Listing};
use super::markup::{Markup, XML_DECLARATION};
use super::matter::isbn;
use super::names;
use super::navigation::Landmark;
use super::pages::PageSource;

/// Writes the package document. `navigation_at` is the place of the contents in the spine, if they are shown.
pub(super) fn write(
    book: &Book,
    facts: &Facts,
    listing: &Listing,
    landmarks: &[Landmark],
    navigation_at: Option<usize>,
    source: Option<PageSource>,
    modified: Timestamp,
) -> String {
    let mut markup = Markup::default();
    let (language, direction) = (book.metadata.language.tag(), book.metadata.direction.name());
    markup.raw(XML_DECLARATION);
    let tag = markup.tag("package").set("xmlns", "http://www.idpf.org/2007/opf").set("version", "3.0");
    tag.set("unique-identifier", "book-id").set("xml:lang", language).set("dir", direction).open_line();
    markup.raw("<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    metadata(&mut markup, &book.metadata, modified);
    if let Some(source) = &source {
        source.write(&mut markup);
    }
    accessibility::write(&mut markup, book, facts, source.is_some());
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

fn metadata(markup: &mut Markup, metadata: &Metadata, modified: Timestamp) {
    markup.tag("dc:identifier").set("id", "book-id").text_line(&metadata.identifier);
    if let Some(number) = isbn(&metadata.identifier) {
        // ONIX code list 5: 15 is an ISBN of 13 digits, 02 one of 10.
        let digits = number.chars().filter(|c| c.is_ascii_alphanumeric()).count();
        let kind = if digits == 10 { "02" } else { "15" };
        let tag = markup.tag("meta").set("refines", "#book-id").set("property", "identifier-type");
        tag.set("scheme", "onix:codelist5").text_line(kind);
    }
    titles(markup, metadata);
    creators(markup, &metadata.creators);
    markup.tag("dc:language").text_line(metadata.language.tag());
    let simple = [
        ("dc:publisher", &metadata.publisher),
        ("dc:date", &metadata.date),
        ("dc:description", &metadata.description),
        ("dc:rights", &metadata.rights),
    ];
    for (name, value) in simple {
        if let Some(value) = value {
            markup.tag(name).text_line(value);
        }
    }
    for subject in &metadata.subjects {
        markup.tag("dc:subject").text_line(subject);
    }
    if let Some(series) = &metadata.series {
        collection(markup, series);
    }
    markup.tag("meta").set("property", "dcterms:modified").text_line(&moment(modified));
}

fn refine(markup: &mut Markup, id: &str, property: &str, value: &str) {
    markup.tag("meta").set("refines", &format!("#{id}")).set("property", property).text_line(value);
}

fn titles(markup: &mut Markup, metadata: &Metadata) {
    markup.tag("dc:title").set("id", "title").text_line(&metadata.title);
    refine(markup, "title", "title-type", "main");
    refine(markup, "title", "display-seq", "1");
    if let Some(subtitle) = &metadata.subtitle {
        markup.tag("dc:title").set("id", "subtitle").text_line(subtitle);
        refine(markup, "subtitle", "title-type", "subtitle");
        refine(markup, "subtitle", "display-seq", "2");
    }
}

/// People in order. Reading systems show the creators: the authors, or, where there is none, the compilers and editors.
fn creators(markup: &mut Markup, creators: &[Creator]) {
    let has_author = creators.iter().any(|creator| creator.role == Role::Author);
    let is_primary = |role: Role| match role {
        Role::Author => true,
        Role::Compiler | Role::Editor => !has_author,
        _ => false,
    };
    let mut counts: BTreeMap<bool, u32> = BTreeMap::new();
    for (number, creator) in (1..).zip(creators) {
        let primary = is_primary(creator.role);
        let id = format!("creator-{number}");
        let name = if primary { "dc:creator" } else { "dc:contributor" };
        markup.tag(name).set("id", &id).text_line(&creator.name);
        let tag = markup.tag("meta").set("refines", &format!("#{id}")).set("property", "role");
        tag.set("scheme", "marc:relators").text_line(relator(creator.role));
        if let Some(file_as) = &creator.file_as {
            refine(markup, &id, "file-as", file_as);
        }
        let count = counts.entry(primary).or_default();
        *count += 1;
        refine(markup, &id, "display-seq", &count.to_string());
    }
}

/// The MARC relator code of a role.
fn relator(role: Role) -> &'static str {
    match role {
        Role::Author => "aut",
        Role::Translator => "trl",
        Role::Editor => "edt",
        Role::Illustrator => "ill",
        Role::Compiler => "com",
        Role::Introduction => "aui",
        Role::Annotator => "ann",
        Role::Designer => "bkd",
        Role::Contributor => "ctb",
    }
}

fn collection(markup: &mut Markup, series: &Series) {
    markup.tag("meta").set("id", "series").set("property", "belongs-to-collection").text_line(&series.title);
    refine(markup, "series", "collection-type", "series");
    if let Some(position) = series.number.as_deref().and_then(group_position) {
        refine(markup, "series", "group-position", &position);
    }
}

/// A place in a series as EPUB 3.3 § D.3.7 wants it: numbers in ASCII digits, parted by dots. `None` for other words.
fn group_position(number: &str) -> Option<String> {
    let ascii = |character: char| match character {
        '\u{06F0}'..='\u{06F9}' => char::from_digit(character as u32 - 0x06F0, 10),
        '\u{0660}'..='\u{0669}' => char::from_digit(character as u32 - 0x0660, 10),
        '0'..='9' | '.' => Some(character),
        _ => None,
    };
    let position: String = number.trim().chars().map(ascii).collect::<Option<_>>()?;
    position.split('.').all(|part| !part.is_empty()).then_some(position)
}

/// A moment as `dcterms:modified` wants it, in UTC.
fn moment(modified: Timestamp) -> String {
    let time = modified.civil();
    let (date, clock) = ((time.year, time.month, time.day), (time.hour, time.minute, time.second));
    format!("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", date.0, date.1, date.2, clock.0, clock.1, clock.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_series_is_a_number() {
        assert_eq!(group_position("\u{06F1}\u{06F2}").as_deref(), Some("12"));
        assert_eq!(group_position("2.1").as_deref(), Some("2.1"));
        assert_eq!(group_position("سه"), None);
        assert_eq!(group_position("2."), None);
    }

    #[test]
    fn moments_are_in_utc_with_seconds() {
        assert_eq!(moment(Timestamp(1_795_219_200 + 3_661)), "2026-11-21T01:01:01Z");
    }
}
