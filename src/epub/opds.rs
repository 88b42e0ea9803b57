//! An entry for OPDS catalogues (OPDS 1.2 § 5, RFC 4287): the form that reading systems which take catalogues all know.

use crate::base::Timestamp;
use crate::book::Book;
use crate::manifest::{Role, SubjectScheme};

use super::markup::{Markup, XML_DECLARATION};
use super::metadata::{full_title, moment};

/// Writes the entry.
pub(super) fn write(book: &Book, address: &str, modified: Timestamp) -> String {
    let metadata = &book.metadata;
    let mut markup = Markup::default();
    let out = &mut markup;
    out.raw(XML_DECLARATION);
    let tag = out.tag("entry").set("xmlns", "http://www.w3.org/2005/Atom");
    let tag = tag.set("xmlns:dc", "http://purl.org/dc/terms/").set("xml:lang", metadata.language.tag());
    tag.open_line();
    out.tag("title").text_line(&full_title(metadata));
    // An atom:id is an IRI; an identifier that is none gets the scheme of nothing but a name.
    let is_address = metadata.identifier.contains(':');
    let id = if is_address {
        metadata.identifier.clone()
    } else {
        format!("tag:publish.invalid,2026:{}", metadata.identifier)
    };
    out.tag("id").text_line(&id);
    out.tag("updated").text_line(&moment(modified));
    for creator in &metadata.creators {
        let (open, close) = match creator.role {
            Role::Author => ("<author><name>", "</name></author>\n"),
            _ => ("<contributor><name>", "</name></contributor>\n"),
        };
        out.raw(open);
        out.text(&creator.name);
        out.raw(close);
    }
    // An entry must have an author (RFC 4287 § 4.2.1).
    if !metadata.creators.iter().any(|creator| creator.role == Role::Author) {
        out.raw("<author><name>");
        out.text(metadata.publisher.as_ref().unwrap_or(&metadata.title));
        out.raw("</name></author>\n");
    }
    out.tag("dc:language").text_line(metadata.language.tag());
    out.tag("dc:identifier").text_line(&metadata.identifier);
    for (name, value) in [("dc:publisher", &metadata.publisher), ("dc:issued", &metadata.date)] {
        if let Some(value) = value {
            out.tag(name).text_line(value);
        }
    }
    for subject in &metadata.subjects {
        let code = subject.code.as_ref();
        let tag = out.tag("category").set("term", code.map_or(&subject.name, |code| &code.term));
        // Addresses of schemes that OPDS 1.2 § 5.1.1 gives as examples, or that their makers use.
        let scheme = code.and_then(|code| match code.scheme {
            SubjectScheme::Bisac => Some("http://www.bisg.org/standards/bisac_subject/index.html"),
            SubjectScheme::Thema => Some("https://ns.editeur.org/thema/"),
            _ => None,
        });
        tag.maybe("scheme", scheme).set("label", &subject.name).empty();
        out.line();
    }
    if let Some(rights) = &metadata.rights {
        out.tag("rights").text_line(rights);
    }
    let (summary, description) = (&metadata.catalogue.summary, &metadata.description);
    if let Some(summary) = summary.as_ref().or(description.as_ref()) {
        out.tag("summary").set("type", "text").text_line(summary);
    }
    if let Some(description) = description.as_ref().filter(|_| summary.is_some()) {
        out.tag("content").set("type", "text").text_line(description);
    }
    let tag = out.tag("link").set("rel", "http://opds-spec.org/acquisition").set("href", address);
    tag.set("type", "application/epub+zip").empty();
    out.raw("\n</entry>\n");
    markup.finish()
}
