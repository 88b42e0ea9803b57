//! Title, people, language and date of the book, each checked; the identifier where none is given.

use oxilangtag::LanguageTag;
use uuid::Uuid;

use super::fields::{Checker, Pairs, get};
use super::{Alternate, Catalogue, Creator, Metadata, Node, Role, Series, identifier, subjects};
use crate::base::{Diagnostic, Direction, Language, Span, Timestamp};

/// Roles of creators as written in manifests.
const ROLES: [(&str, Role); 16] = [
    ("author", Role::Author),
    ("translator", Role::Translator),
    ("editor", Role::Editor),
    ("illustrator", Role::Illustrator),
    ("compiler", Role::Compiler),
    ("introduction", Role::Introduction),
    ("annotator", Role::Annotator),
    ("designer", Role::Designer),
    ("contributor", Role::Contributor),
    ("afterword", Role::Afterword),
    ("photographer", Role::Photographer),
    ("calligrapher", Role::Calligrapher),
    ("cover-designer", Role::CoverDesigner),
    ("type-designer", Role::TypeDesigner),
    ("proofreader", Role::Proofreader),
    ("describer", Role::Describer),
];

/// Reads the metadata from the manifest's top level; `start` is the place of what is missing.
///
/// After an error the title is empty or the language `und`: nothing is written then.
pub(super) fn read(pairs: &Pairs, start: Span, checker: &mut Checker<'_>) -> Metadata {
    let title = required(pairs, "title", "the title of the book", start, checker)
        .and_then(|node| text(node, "title", checker))
        .unwrap_or_default();
    let language = required(pairs, "language", "a language tag such as fa or ar", start, checker)
        .and_then(|node| language(node, "language", checker))
        .unwrap_or_else(|| Language::new("und"));
    let directions = [("rtl", Direction::Rtl), ("ltr", Direction::Ltr)];
    let direction = get(pairs, "direction").and_then(|node| checker.choice(node, "direction", &directions, &[]));
    let alternate = get(pairs, "alternate").and_then(|node| alternate(node, checker));
    let scripts = if alternate.is_some() { Scripts::Two } else { Scripts::One };
    let creators = get(pairs, "creators").map(|node| creators(node, scripts, checker)).unwrap_or_default();
    let given = get(pairs, "identifier").and_then(|node| identifier::read(node, "identifier", checker));
    let mut optional = |key: &str| get(pairs, key).and_then(|node| text(node, key, checker));
    let (subtitle, publisher) = (optional("subtitle"), optional("publisher"));
    let (rights, description) = (optional("rights"), optional("description"));
    let (edition, original_title) = (optional("edition"), optional("original-title"));
    let (title_file_as, summary) = (optional("title-file-as"), optional("summary"));
    let date = get(pairs, "date").and_then(|node| date(node, checker));
    let subjects = get(pairs, "subjects").map(|node| subjects::read(node, checker)).unwrap_or_default();
    let identifiers = get(pairs, "identifiers").map(|node| identifier::others(node, checker)).unwrap_or_default();
    let sources = get(pairs, "sources").map(|node| identifier::sources(node, checker)).unwrap_or_default();
    let series = get(pairs, "series").and_then(|node| series(node, checker));
    Metadata {
        direction: direction.unwrap_or_else(|| language.direction()),
        identifier: given.unwrap_or_else(|| made_identifier(&title, &creators, &language)),
        title,
        subtitle,
        language,
        creators,
        publisher,
        date,
        rights,
        description,
        subjects,
        series,
        edition,
        original_title,
        catalogue: Catalogue { title_file_as, summary, alternate, identifiers, sources },
    }
}

/// The value of a key that every manifest has.
pub(super) fn required<'n>(
    pairs: &'n Pairs,
    key: &str,
    what: &str,
    start: Span,
    checker: &mut Checker<'_>,
) -> Option<&'n Node> {
    let node = get(pairs, key);
    if node.is_none() {
        let message = format!("the manifest has no `{key}`");
        let hint = format!("add `{key}:` with {what}");
        checker.push(Diagnostic::error("manifest.missing-key", start, message).hint(hint));
    }
    node
}

/// A well-formed BCP 47 tag with a language subtag that ISO 639 could have.
pub(super) fn language(node: &Node, name: &str, checker: &mut Checker<'_>) -> Option<Language> {
    let tag = checker.text(node, name)?;
    // Names such as `farsi` are well formed: BCP 47 keeps five to eight letters for languages not registered yet.
    let parsed = LanguageTag::parse(tag.value.as_str()).ok();
    if parsed.is_some_and(|parsed| parsed.primary_language().len() <= 3) {
        return Some(Language::new(&tag.value));
    }
    let hint = match tag.value.to_lowercase().as_str() {
        "farsi" | "persian" => "the tag of Persian is `fa`",
        "arabic" => "the tag of Arabic is `ar`",
        "english" => "the tag of English is `en`",
        _ => "use a BCP 47 tag such as fa, ar, ckb, ur or en, with `-` between its parts",
    };
    let message = format!("`{name}: {}` is no language tag", tag.value);
    checker.push(Diagnostic::error("manifest.bad-language", tag.span, message).hint(hint));
    None
}

/// The text of a value whose place nobody asks for later.
fn text(node: &Node, name: &str, checker: &mut Checker<'_>) -> Option<String> {
    checker.text(node, name).map(|text| text.value)
}

/// In how many scripts the manifest names the book.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scripts {
    One,
    Two,
}

/// `alternate:` title, subtitle and publisher in another script.
fn alternate(node: &Node, checker: &mut Checker<'_>) -> Option<Alternate> {
    let pairs = checker.map(node, "alternate")?;
    checker.keys(pairs, "alternate", &["language", "title", "subtitle", "publisher"], &[]);
    let place = Span { end: node.span.start, ..node.span };
    let tag = required(pairs, "language", "the language and script of the names, such as fa-Latn", place, checker);
    let language = tag.and_then(|node| language(node, "alternate.language", checker));
    let mut optional = |key: &str| get(pairs, key).and_then(|node| text(node, key, checker));
    let (title, subtitle, publisher) = (optional("title"), optional("subtitle"), optional("publisher"));
    Some(Alternate { language: language?, title, subtitle, publisher })
}

/// The people; those with an error are left out.
fn creators(node: &Node, scripts: Scripts, checker: &mut Checker<'_>) -> Vec<Creator> {
    let items = checker.list(node, "creators").unwrap_or_default();
    items.iter().filter_map(|item| creator(item, scripts, checker)).collect()
}

/// One person or body; an author where no role is named.
fn creator(node: &Node, scripts: Scripts, checker: &mut Checker<'_>) -> Option<Creator> {
    let pairs = checker.map(node, "an entry of `creators`")?;
    checker.keys(pairs, "creators", &["name", "file-as", "role", "alternate"], &[]);
    let other = get(pairs, "alternate");
    if let Some(node) = other.filter(|_| scripts == Scripts::One) {
        let message = "the name in another script has no language";
        let hint = "add `alternate: { language: fa-Latn }` at the top level";
        checker.push(Diagnostic::error("manifest.alternate-without-language", node.span, message).hint(hint));
    }
    let alternate = other.and_then(|node| text(node, "alternate", checker));
    let name = required_in(pairs, node, "creators", "name", checker);
    let file_as = get(pairs, "file-as").and_then(|node| text(node, "file-as", checker));
    let role = match get(pairs, "role") {
        Some(node) => checker.choice(node, "role", &ROLES, &[]),
        None => Some(Role::Author),
    };
    Some(Creator { name: name?, file_as, role: role?, alternate })
}

/// The series; its number may be a word.
fn series(node: &Node, checker: &mut Checker<'_>) -> Option<Series> {
    let pairs = checker.map(node, "series")?;
    checker.keys(pairs, "series", &["title", "number"], &[]);
    let title = required_in(pairs, node, "series", "title", checker);
    let number = get(pairs, "number").and_then(|node| text(node, "number", checker));
    Some(Series { title: title?, number })
}

/// The text of a key that a map of the manifest must have.
pub(super) fn required_in(
    pairs: &Pairs,
    map: &Node,
    owner: &str,
    key: &str,
    checker: &mut Checker<'_>,
) -> Option<String> {
    if let Some(node) = get(pairs, key) {
        return text(node, key, checker);
    }
    let place = Span { end: map.span.start, ..map.span };
    let message = format!("an entry of `{owner}` has no `{key}`");
    checker.push(Diagnostic::error("manifest.missing-key", place, message).hint(format!("add `{key}:`")));
    None
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and a day of the calendar.
fn date(node: &Node, checker: &mut Checker<'_>) -> Option<String> {
    let date = checker.text(node, "date")?;
    if is_date(&date.value) {
        return Some(date.value);
    }
    // Three likely slips, each with its own advice.
    let written = date.value.split('-').all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let hint = if date.value.chars().any(|c| c.is_numeric() && !c.is_ascii()) {
        "write the date in digits 0 to 9; the book prints its own"
    } else if written && date.value.len() == 10 {
        "the calendar has no such day"
    } else {
        "write YYYY, YYYY-MM or YYYY-MM-DD"
    };
    let message = format!("`date: {}` is no date", date.value);
    checker.push(Diagnostic::error("manifest.bad-date", date.span, message).hint(hint));
    None
}

/// Whether a text is a year, month or day that the Gregorian calendar has (ISO 8601).
fn is_date(text: &str) -> bool {
    // What is left out is the first of its kind.
    let mut numbers = [1, 1, 1];
    let parts: Vec<&str> = text.split('-').collect();
    if parts.len() > 3 {
        return false;
    }
    for ((part, width), number) in parts.iter().zip([4, 2, 2]).zip(&mut numbers) {
        if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        *number = part.parse().unwrap_or(0);
    }
    let [year, month, day] = numbers;
    // A day that does not exist comes back as another one.
    let civil = Timestamp::from_date(year, month, day).civil();
    (1..=12).contains(&month) && (civil.year, civil.month, civil.day) == (year, month, day)
}

/// The namespace of identifiers made here (RFC 9562 § 5.5), drawn once for this program.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f0d_3a52_8c1e_4b7a_9d25_71e4_0c9b_58f3);

/// An identifier that is the same at every build of a book with this title, language and people.
fn made_identifier(title: &str, creators: &[Creator], language: &Language) -> String {
    // No text of a manifest holds a control character, so no two books are joined to the same text.
    let names: Vec<&str> = creators.iter().map(|creator| creator.name.as_str()).collect();
    let text = [&[title, language.tag()], names.as_slice()].concat().join("\u{1F}");
    format!("urn:uuid:{}", Uuid::new_v5(&NAMESPACE, text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for date in ["2026", "2026-11", "2026-11-21", "2000-02-29", "0001-01-01"] {
            assert!(is_date(date), "{date}");
        }
        for wrong in ["2026-02-30", "2026-13", "1900-02-29", "2026-1-1", "26", "2026-11-21-1", "2026-00", "", "۱۴۰۵"]
        {
            assert!(!is_date(wrong), "{wrong}");
        }
    }

    #[test]
    fn the_made_identifier_is_a_version_5_uuid_that_depends_on_people() {
        let creator =
            |name: &str| Creator { name: name.to_owned(), file_as: None, role: Role::Author, alternate: None };
        let language = Language::new("fa");
        let one = made_identifier("نان و کتاب", &[creator("مینا")], &language);
        let other = made_identifier("نان و کتاب", &[creator("مانی")], &language);
        assert_ne!(one, other);
        assert_eq!(one, made_identifier("نان و کتاب", &[creator("مینا")], &language));
        assert_eq!(one.as_bytes()["urn:uuid:".len() + 14], b'5');
    }
}
