//! The manifest of what was rescued: what the old files say of themselves, as far as it is valid.

use crate::base::{Diagnostics, Language, Sources};
use crate::manifest;
use crate::rescue::found::{Found, LeftOut, Place};

/// A manuscript of the book.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its path from the manifest.
    pub path: String,
    /// What was found in it; the first text gives the metadata.
    pub title: String,
}

/// Roles that manifests know.
const ROLES: [&str; 16] = [
    "author",
    "translator",
    "editor",
    "illustrator",
    "compiler",
    "introduction",
    "annotator",
    "designer",
    "contributor",
    "afterword",
    "photographer",
    "calligrapher",
    "cover-designer",
    "type-designer",
    "proofreader",
    "describer",
];

/// The manifest of a book made of texts; also what the files say that no manifest may say.
///
/// `title` stands where the files have none, `language` where they name none.
pub fn manifest(texts: &[Found], entries: &[Entry], title: &str, language: &Language) -> (String, Vec<LeftOut>) {
    let mut left_out = Vec::new();
    let mut leave = |key: &str, value: &str| {
        let text = format!("{key}: {value}");
        left_out.push(LeftOut { rule: "rescue.metadata", text, place: Place::default(), times: 1 });
    };
    let all = || texts.iter().map(|text| &text.metadata);
    let first = |value: fn(&crate::rescue::found::Metadata) -> &String| {
        all().map(value).map(|value| words(value)).find(|value| !value.is_empty()).unwrap_or_default()
    };
    let mut lines = Vec::new();
    let found = first(|metadata| &metadata.title);
    lines.push(format!("title: {}", scalar(if found.is_empty() { title } else { &found })));
    let mut add = |key: &str, value: String, lines: &mut Vec<String>| {
        let line = format!("{key}: {}", scalar(&value));
        if value.is_empty() {
            return;
        }
        if is_valid(&line) { lines.push(line) } else { leave(key, &value) }
    };
    add("subtitle", first(|metadata| &metadata.subtitle), &mut lines);
    lines.push(format!("language: {language}"));
    let mut people: Vec<String> = Vec::new();
    for creator in all().flat_map(|metadata| &metadata.creators) {
        let name = words(&creator.name);
        let role = if ROLES.contains(&creator.role.as_str()) { creator.role.as_str() } else { "author" };
        let line = format!("  - {{ name: {}, role: {role} }}", scalar(&name));
        if !name.is_empty() && !people.contains(&line) {
            people.push(line);
        }
    }
    if !people.is_empty() {
        lines.push("creators:".to_owned());
        lines.append(&mut people);
    }
    add("publisher", first(|metadata| &metadata.publisher), &mut lines);
    add("date", date(&first(|metadata| &metadata.date)), &mut lines);
    add("rights", first(|metadata| &metadata.rights), &mut lines);
    add("description", first(|metadata| &metadata.description), &mut lines);
    let mut subjects: Vec<String> = Vec::new();
    for subject in all().flat_map(|metadata| &metadata.subjects).map(|subject| words(subject)) {
        if !subject.is_empty() && !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    if !subjects.is_empty() {
        let list: Vec<String> = subjects.iter().map(|subject| scalar(subject)).collect();
        lines.push(format!("subjects: [{}]", list.join(", ")));
    }
    add("identifier", identifier(&first(|metadata| &metadata.identifier)), &mut lines);
    lines.push("contents:".to_owned());
    lines.push("  - titlepage".to_owned());
    let headings = texts.iter().flat_map(|text| &text.blocks);
    let headings = headings.filter(|block| matches!(block.kind, crate::rescue::found::BlockKind::Heading(..))).count();
    if headings > 2 || entries.len() > 1 {
        lines.push("  - toc".to_owned());
    }
    for entry in entries {
        // A text without a heading needs a title for the contents.
        if entry.title.is_empty() {
            lines.push(format!("  - {}", scalar(&entry.path)));
        } else {
            lines.push(format!("  - {{ document: {}, title: {} }}", scalar(&entry.path), scalar(&entry.title)));
        }
    }
    lines.push(String::new());
    (lines.join("\n"), left_out)
}

/// Text on one line, without characters that steer or are none, which YAML refuses.
fn words(text: &str) -> String {
    let is_none = |c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let kept: String = text.chars().map(|c| if is_none(c) { ' ' } else { c }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as YAML has it, in quotation marks where it needs them.
fn scalar(text: &str) -> String {
    let is_plain = text.starts_with(char::is_alphabetic)
        && !text.contains([
            '\u{FFFE}', '\u{FFFF}', ':', '#', '{', '}', '[', ']', ',', '&', '*', '!', '|', '>', '\'', '"', '%', '@',
            '`', '\\',
        ])
        && text.trim() == text
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n" | "titlepage" | "toc"
        );
    if is_plain {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c if c.is_control() || matches!(c, '\u{FEFF}' | '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a manifest may have a line.
fn is_valid(line: &str) -> bool {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let text = format!("title: a\nlanguage: fa\ncontents: [titlepage]\n{line}\n");
    let folder = std::path::Path::new(".");
    let _ = manifest::read_text(folder, &text, &mut sources, &mut diagnostics);
    !diagnostics.has_errors()
}

/// A date as manifests have it: the day of a date with a time, digits of Latin.
fn date(written: &str) -> String {
    let digits: String = written
        .chars()
        .map(|c| match u32::from(c) {
            code @ 0x660..=0x669 => char::from_digit(code - 0x660, 10).unwrap_or(c),
            code @ 0x6F0..=0x6F9 => char::from_digit(code - 0x6F0, 10).unwrap_or(c),
            _ => c,
        })
        .collect();
    digits.split(['T', ' ']).next().unwrap_or_default().replace('/', "-")
}

/// An identifier: a bare ISBN gets its scheme.
fn identifier(written: &str) -> String {
    let bare = written.trim().trim_start_matches("ISBN").trim_start_matches("isbn").trim_matches([':', ' ']);
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    let is_isbn = matches!(digits, 9 | 10 | 13) && bare.chars().all(|c| c.is_ascii_digit() || "-Xx".contains(c));
    if is_isbn { format!("urn:isbn:{bare}") } else { written.trim().to_owned() }
}
