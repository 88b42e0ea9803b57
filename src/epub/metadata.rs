//! Metadata of the package document (EPUB 3.3 § 5.5, § D): Dublin Core with refinements.

use std::collections::BTreeMap;

use crate::base::Timestamp;
use crate::manifest::{Alternate, Creator, IdentifierKind, Metadata, Role, Series, Subject, SubjectScheme};

use super::facts::Facts;
use super::markup::Markup;
use super::matter::isbn;

/// Writes everything but what is said of accessibility.
pub(super) fn write(markup: &mut Markup, metadata: &Metadata, facts: &Facts, modified: Timestamp) {
    identifiers(markup, metadata);
    let other = Other { own: metadata.direction.name(), alternate: metadata.catalogue.alternate.as_ref() };
    titles(markup, metadata, &other);
    creators(markup, &metadata.creators, &other);
    markup.tag("dc:language").text_line(metadata.language.tag());
    if let Some(publisher) = &metadata.publisher {
        markup.tag("dc:publisher").set("id", "publisher").text_line(publisher);
        other.write(markup, "publisher", other.alternate.and_then(|alternate| alternate.publisher.as_deref()));
    }
    if let Some(date) = &metadata.date {
        markup.tag("dc:date").text_line(date);
    }
    // Shelves show the first description: the short one, where there are two.
    for description in metadata.catalogue.summary.iter().chain(&metadata.description) {
        markup.tag("dc:description").text_line(description);
    }
    if let Some(rights) = &metadata.rights {
        markup.tag("dc:rights").text_line(rights);
    }
    for (number, subject) in (1..).zip(&metadata.subjects) {
        self::subject(markup, number, subject);
    }
    for source in &metadata.catalogue.sources {
        markup.tag("dc:source").text_line(source);
    }
    if let Some(series) = &metadata.series {
        collection(markup, series);
    }
    if facts.words > 0 {
        markup.tag("meta").set("property", "schema:wordCount").text_line(&facts.words.to_string());
    }
    markup.tag("meta").set("property", "dcterms:modified").text_line(&moment(modified));
}

/// ONIX code list 5: 15 is an ISBN of 13 digits, 02 one of 10, 06 a DOI.
pub(super) fn isbn_kind(number: &str) -> &'static str {
    let digits = number.chars().filter(char::is_ascii_alphanumeric).count();
    if digits == 10 { "02" } else { "15" }
}

fn identifiers(markup: &mut Markup, metadata: &Metadata) {
    const LIST: Option<&str> = Some("onix:codelist5");
    let kind = |markup: &mut Markup, id: &str, scheme: Option<&str>, kind: &str| {
        let tag = markup.tag("meta").set("refines", &format!("#{id}")).set("property", "identifier-type");
        tag.maybe("scheme", scheme).text_line(kind);
    };
    markup.tag("dc:identifier").set("id", "book-id").text_line(&metadata.identifier);
    if let Some(number) = isbn(&metadata.identifier) {
        kind(markup, "book-id", LIST, isbn_kind(number));
    }
    for (number, (which, value)) in (2..).zip(&metadata.catalogue.identifiers) {
        let id = format!("book-id-{number}");
        markup.tag("dc:identifier").set("id", &id).text_line(value);
        match which {
            IdentifierKind::Fipa => kind(markup, &id, None, "fipa"),
            IdentifierKind::NationalLibrary => kind(markup, &id, None, "national-library"),
            IdentifierKind::Doi => kind(markup, &id, LIST, "06"),
        }
    }
}

fn refine(markup: &mut Markup, id: &str, property: &str, value: &str) {
    markup.tag("meta").set("refines", &format!("#{id}")).set("property", property).text_line(value);
}

/// The other script that names are given in, if there is one.
struct Other<'a> {
    /// The direction of the package document.
    own: &'static str,
    alternate: Option<&'a Alternate>,
}

impl Other<'_> {
    /// A name in the other script.
    fn write(&self, markup: &mut Markup, id: &str, name: Option<&str>) {
        let (Some(alternate), Some(name)) = (self.alternate, name) else { return };
        let direction = alternate.language.direction().name();
        let tag = markup.tag("meta").set("refines", &format!("#{id}")).set("property", "alternate-script");
        let tag = tag.set("xml:lang", alternate.language.tag());
        tag.maybe("dir", (direction != self.own).then_some(direction)).text_line(name);
    }
}

/// Main title, subtitle, edition, and both titles in one line, each said to be what it is.
fn titles(markup: &mut Markup, metadata: &Metadata, other: &Other<'_>) {
    let alternate = other.alternate;
    markup.tag("dc:title").set("id", "title").text_line(&metadata.title);
    refine(markup, "title", "title-type", "main");
    refine(markup, "title", "display-seq", "1");
    if let Some(file_as) = &metadata.catalogue.title_file_as {
        refine(markup, "title", "file-as", file_as);
    }
    other.write(markup, "title", alternate.and_then(|alternate| alternate.title.as_deref()));
    if let Some(subtitle) = &metadata.subtitle {
        markup.tag("dc:title").set("id", "subtitle").text_line(subtitle);
        refine(markup, "subtitle", "title-type", "subtitle");
        refine(markup, "subtitle", "display-seq", "2");
        other.write(markup, "subtitle", alternate.and_then(|alternate| alternate.subtitle.as_deref()));
        markup.tag("dc:title").set("id", "full-title").text_line(&full_title(metadata));
        refine(markup, "full-title", "title-type", "expanded");
    }
    if let Some(edition) = &metadata.edition {
        markup.tag("dc:title").set("id", "edition").text_line(edition);
        refine(markup, "edition", "title-type", "edition");
    }
}

/// Title and subtitle in one line.
pub(super) fn full_title(metadata: &Metadata) -> String {
    match &metadata.subtitle {
        Some(subtitle) => format!("{}: {subtitle}", metadata.title),
        None => metadata.title.clone(),
    }
}

/// People in order. Reading systems show the creators: the authors, or, where there is none, the compilers and editors.
fn creators(markup: &mut Markup, creators: &[Creator], other: &Other<'_>) {
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
        other.write(markup, &id, creator.alternate.as_deref());
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
        Role::Afterword => "aft",
        Role::Photographer => "pht",
        Role::Calligrapher => "cll",
        Role::CoverDesigner => "cov",
        Role::TypeDesigner => "tyd",
        Role::Proofreader => "pfr",
        Role::Describer => "wat",
    }
}

fn subject(markup: &mut Markup, number: u32, subject: &Subject) {
    let Some(code) = &subject.code else { return markup.tag("dc:subject").text_line(&subject.name) };
    let id = format!("subject-{number}");
    markup.tag("dc:subject").set("id", &id).text_line(&subject.name);
    refine(markup, &id, "authority", authority(code.scheme));
    refine(markup, &id, "term", &code.term);
}

/// The name of a scheme among the reserved authorities (EPUB 3.3 § D.3.1).
fn authority(scheme: SubjectScheme) -> &'static str {
    match scheme {
        SubjectScheme::Thema => "Thema",
        SubjectScheme::Bisac => "BISAC",
        SubjectScheme::Bic => "BIC",
        SubjectScheme::Clil => "CLIL",
        SubjectScheme::Dewey => "DDC",
        SubjectScheme::Congress => "LCC",
        SubjectScheme::CongressHeadings => "LCSH",
        SubjectScheme::Universal => "UDC",
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
pub(super) fn group_position(number: &str) -> Option<String> {
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
pub(super) fn moment(modified: Timestamp) -> String {
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
