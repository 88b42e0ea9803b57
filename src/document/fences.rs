//! The lines `::: name {…}` and `:::` of fenced containers.
//!
//! CommonMark knows no containers, so each such line is shown to the Markdown parser as a thematic break of the same
//! length: it ends paragraphs, lists and tables as a container must, offsets stay right, and notes and link
//! references of the whole file still find each other. Where the parser reports a break at a hidden line, it was a
//! container; where it does not (in code, in a comment), the line is what it looks like.

use std::borrow::Cow;

use super::attributes::{self, Parsed};
use crate::base::{Diagnostic, Diagnostics, SourceId, Span};

/// Names of containers, for hints and for warnings about others.
const NAMES: [&str; 15] = [
    "article",
    "box",
    "center",
    "columnbreak",
    "columns",
    "contact",
    "dialogue",
    "epigraph",
    "figure",
    "figures",
    "letter",
    "masthead",
    "pagebreak",
    "qr",
    "verse",
];

/// The mark of a fence, and what the Markdown parser sees in its place.
const MARK: &str = ":::";
const HIDDEN: &str = "___";

/// A line that looks like a fence: bytes from its first colon to its end without the line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fence {
    /// The first colon.
    pub(super) start: usize,
    /// One past the last character of the line.
    pub(super) end: usize,
}

/// The text with its fences hidden, byte for byte as long as before, and the fences in order.
pub(super) fn hide(text: &str) -> (Cow<'_, str>, Vec<Fence>) {
    if !text.contains(MARK) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut fences = Vec::new();
    let mut hidden = String::with_capacity(text.len());
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        // Fences may stand in block quotations and list items: `> ::: verse`.
        let indent = content.len() - content.trim_start_matches([' ', '\t', '>']).len();
        if content[indent..].starts_with(MARK) {
            fences.push(Fence { start: line_start + indent, end: line_start + content.len() });
            hidden.push_str(&content[..indent]);
            hidden.push_str(HIDDEN);
            hidden.extend(std::iter::repeat_n(' ', content.len() - indent - HIDDEN.len()));
            hidden.push_str(&line[content.len()..]);
        } else {
            hidden.push_str(line);
        }
        line_start += line.len();
    }
    (Cow::Owned(hidden), fences)
}

/// What a fence does.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// `::: name {…}`
    Opens(Opening),
    /// `:::`
    Closes,
}

/// An opening fence.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    /// The name.
    pub(super) name: String,
    /// Its attributes.
    pub(super) parsed: Parsed,
    /// How many colons it has.
    pub(super) colons: usize,
    /// The whole fence.
    pub(super) span: Span,
}

/// The number of colons a fence begins with.
pub(super) fn colons(text: &str, fence: Fence) -> usize {
    let line = &text[fence.start..fence.end];
    line.len() - line.trim_start_matches(':').len()
}

/// Reads a fence; unknown names and text that has no place there are reported.
pub(super) fn read(source: SourceId, text: &str, fence: Fence, diagnostics: &mut Diagnostics) -> Meaning {
    let span = Span::new(source, fence.start, fence.end);
    let colons = colons(text, fence);
    let line = &text[..fence.end];
    let name_start = skip_spaces(line, fence.start + colons);
    let name_length = line[name_start..].find([' ', '\t', '{', ':', '}', '"']).unwrap_or(line.len() - name_start);
    let name = &line[name_start..name_start + name_length];
    let mut at = skip_spaces(line, name_start + name_length);
    if name.is_empty() && at == line.len() {
        return Meaning::Closes;
    }
    let mut parsed = Parsed::default();
    if let Some(found) = attributes::parse_hidden(source, line, at, diagnostics) {
        at = skip_spaces(line, found.end);
        parsed = found;
    } else if line[at..].trim_end() == "{}" {
        at = line.len();
    }
    // Colons at the end of the line are decoration: `::: box :::`.
    let is_clean = line[at..].trim_matches([':', ' ', '\t']).is_empty();
    if name.is_empty() || !is_clean {
        diagnostics.push(bad_fence(source, line, if name.is_empty() { name_start } else { at }));
    } else {
        check_name(name, Span::new(source, name_start, name_start + name_length), diagnostics);
    }
    // A container opens in any case: its closing line would be reported for nothing.
    Meaning::Opens(Opening { name: name.to_owned(), parsed, colons, span })
}

/// The first byte at or after `at` that is no space.
fn skip_spaces(line: &str, at: usize) -> usize {
    line.len() - line[at..].trim_start_matches([' ', '\t']).len()
}

/// A finding about text behind the colons that is neither a name nor attributes.
fn bad_fence(source: SourceId, line: &str, at: usize) -> Diagnostic {
    let found = line[at..].trim_end();
    let span = Span::new(source, at, at + found.len());
    Diagnostic::error("document.bad-container", span, format!("`{found}` is no part of a container's first line"))
        .hint("write `::: name {title=\"…\" .class #id lang=ar}`, each part after the name as needed")
}

/// Warns about a name that means nothing here.
fn check_name(name: &str, span: Span, diagnostics: &mut Diagnostics) {
    if NAMES.contains(&name) {
        return;
    }
    let warning = Diagnostic::warning("document.unknown-container", span, format!("unknown container `{name}`"));
    let nearest = NAMES.iter().map(|known| (strsim::damerau_levenshtein(known, name), known)).min();
    let hint = match nearest {
        Some((distance, known)) if distance * 2 <= name.chars().count() => format!("did you mean `{known}`?"),
        _ => format!("this version knows {}", NAMES.join(", ")),
    };
    diagnostics.push(warning.hint(hint));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_text_is_as_long_as_before() {
        let text = "نان\r\n::: box {title=\"کتاب\"}\r\n> ::: verse\nالف ::: ب\n:::";
        let (hidden, fences) = hide(text);
        assert_eq!(hidden.len(), text.len());
        assert_eq!(fences.len(), 3);
        assert_eq!(&text[fences[1].start..fences[1].end], "::: verse");
        assert!(hidden.contains("> ___      \nالف ::: ب\n___"));
    }

    #[test]
    fn a_misspelt_name_gets_a_hint() {
        let text = "::: vrese";
        let mut diagnostics = Diagnostics::new();
        let (_, fences) = hide(text);
        let meaning = read(SourceId(0), text, fences[0], &mut diagnostics);
        assert!(matches!(meaning, Meaning::Opens(opening) if opening.name == "vrese"));
        assert_eq!(diagnostics.iter().next().expect("a finding").hints, ["did you mean `verse`?"]);
    }
}
