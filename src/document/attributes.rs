//! Attributes in braces: `{#id .class lang=ar key="value"}` in, [`Attributes`] with the place of the id out.
//!
//! One grammar for headings, spans, links, images and containers. What does not follow it is left to the caller,
//! who keeps it as text: words in braces may be meant as words.

use oxilangtag::LanguageTag;

use super::Attributes;
use crate::base::{Diagnostic, Diagnostics, Language, SourceId, Span};

/// Attributes that were read, and where.
#[derive(Clone, Debug, Default)]
pub(super) struct Parsed {
    /// What the braces hold.
    pub(super) attributes: Attributes,
    /// The id with its `#`.
    pub(super) id: Option<Span>,
    /// One past the closing brace, as a byte of the text.
    pub(super) end: usize,
}

impl Attributes {
    /// These attributes and others; of two ids or languages the other's holds.
    pub(super) fn with(mut self, other: Self) -> Self {
        self.id = other.id.or(self.id);
        self.language = other.language.or(self.language);
        self.classes.extend(other.classes);
        self.pairs.extend(other.pairs);
        self
    }
}

/// Characters that Markdown gives a meaning: a brace with one of them is not read as attributes, because the
/// Markdown parser may already have taken it for markup.
const MARKUP: [char; 11] = ['*', '`', '~', '^', '[', ']', '<', '>', '\\', '&', '\n'];

/// Reads the braces that open at byte `at`; `None` when what stands there are not attributes.
pub(super) fn parse(source: SourceId, text: &str, at: usize, diagnostics: &mut Diagnostics) -> Option<Parsed> {
    parse_without(&MARKUP, source, text, at, diagnostics)
}

/// As [`parse`] in a line that the Markdown parser does not see: quoted values may hold its marks, as addresses do.
pub(super) fn parse_hidden(source: SourceId, text: &str, at: usize, diagnostics: &mut Diagnostics) -> Option<Parsed> {
    parse_without(&[], source, text, at, diagnostics)
}

/// Reads braces that hold none of some characters.
fn parse_without(
    forbidden: &[char],
    source: SourceId,
    text: &str,
    at: usize,
    diagnostics: &mut Diagnostics,
) -> Option<Parsed> {
    let inside = &text[at..];
    if !inside.starts_with('{') {
        return None;
    }
    let length = closing_brace(inside, forbidden)?;
    let mut parsed = Parsed { end: at + length, ..Parsed::default() };
    let mut faults = Diagnostics::new();
    let mut rest = &inside[1..length - 1];
    let mut place = at + 1;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t']);
        place += rest.len() - trimmed.len();
        if trimmed.is_empty() {
            break;
        }
        let taken = token(trimmed)?;
        let span = Span::new(source, place, place + taken);
        apply(&trimmed[..taken], span, &mut parsed, &mut faults)?;
        rest = &trimmed[taken..];
        place += taken;
    }
    diagnostics.append(faults);
    (length > 2).then_some(parsed)
}

/// The length up to and with the brace that closes the first one, outside quotation marks.
fn closing_brace(text: &str, forbidden: &[char]) -> Option<usize> {
    let mut quote = None;
    for (at, character) in text.char_indices().skip(1) {
        match quote {
            _ if forbidden.contains(&character) => return None,
            Some(mark) if mark == character => quote = None,
            Some(_) => {}
            None if character == '"' || character == '\'' => quote = Some(character),
            None if character == '{' => return None,
            None if character == '}' => return Some(at + 1),
            None => {}
        }
    }
    None
}

/// The length of the first token: up to white space outside quotation marks.
fn token(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match quote {
            Some(mark) if mark == character => quote = None,
            Some(_) => {}
            None if character == '"' || character == '\'' => quote = Some(character),
            None if character == ' ' || character == '\t' => return Some(at),
            None => {}
        }
    }
    quote.is_none().then_some(text.len())
}

/// Puts one token into the attributes; `None` when it is none of the three kinds.
fn apply(token: &str, span: Span, parsed: &mut Parsed, faults: &mut Diagnostics) -> Option<()> {
    let attributes = &mut parsed.attributes;
    if let Some(id) = token.strip_prefix('#') {
        is_name(id).then_some(())?;
        attributes.id = Some(id.to_owned());
        parsed.id = Some(span);
    } else if let Some(class) = token.strip_prefix('.') {
        is_name(class).then_some(())?;
        attributes.classes.push(class.to_owned());
    } else {
        let (key, value) = token.split_once('=')?;
        is_name(key).then_some(())?;
        let plain = unquote(value)?;
        if key == "lang" {
            attributes.language = language(plain, span, faults);
        } else {
            attributes.pairs.push((key.to_owned(), plain.to_owned()));
        }
    }
    Some(())
}

/// Whether a word can be an id, a class or a key: a letter first, no quotation marks or equals signs.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) && !word.contains(['"', '\'', '=', '{', '}'])
}

/// A value without its quotation marks; `None` when they do not enclose it.
fn unquote(value: &str) -> Option<&str> {
    for mark in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(mark) {
            return inner.strip_suffix(mark).filter(|inner| !inner.contains(mark));
        }
    }
    (!value.is_empty() && !value.contains(['"', '\''])).then_some(value)
}

/// Names that people write for a language, and its BCP 47 tag.
const USUAL_MISTAKES: [(&str, &str); 12] = [
    ("farsi", "fa"),
    ("persian", "fa"),
    ("per", "fa"),
    ("arabic", "ar"),
    ("ara", "ar"),
    ("english", "en"),
    ("eng", "en"),
    ("kurdish", "ckb"),
    ("german", "de"),
    ("french", "fr"),
    ("urdu", "ur"),
    ("pashto", "ps"),
];

/// A checked language; a wrong one is reported and left out.
fn language(tag: &str, span: Span, faults: &mut Diagnostics) -> Option<Language> {
    let meant = USUAL_MISTAKES.iter().find(|(name, _)| tag.eq_ignore_ascii_case(name));
    // BCP 47 reserves primary subtags of four to eight letters; none is registered.
    let primary = tag.split('-').next().unwrap_or_default().len();
    if meant.is_none() && (2..=3).contains(&primary) && LanguageTag::parse(tag).is_ok() {
        return Some(Language::new(tag));
    }
    let hint = match meant {
        Some((_, tag)) => format!("write `lang={tag}`"),
        None => "write a BCP 47 tag, such as `fa`, `ar` or `en`".to_owned(),
    };
    faults.push(Diagnostic::error("document.bad-language", span, format!("`{tag}` is no language tag")).hint(hint));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Parsed>, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let parsed = parse(SourceId(0), text, 0, &mut diagnostics);
        (parsed, diagnostics)
    }

    #[test]
    fn every_kind_of_token_is_read() {
        let (parsed, diagnostics) = read("{#one .a .b lang=ar title=\"نان } کتاب\" width=3cm} و");
        let parsed = parsed.expect("attributes");
        assert_eq!(parsed.attributes.id.as_deref(), Some("one"));
        assert_eq!(parsed.attributes.classes, ["a", "b"]);
        assert_eq!(parsed.attributes.language, Some(Language::new("ar")));
        assert_eq!(parsed.attributes.pairs[0], ("title".to_owned(), "نان } کتاب".to_owned()));
        assert_eq!(parsed.id, Some(Span::new(SourceId(0), 1, 5)));
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn words_in_braces_stay_words() {
        for text in ["{نان و کتاب}", "{}", "{#}", "{a=}", "{a=\"b}", "{.a *b*}", "{.a", "{.a {.b}}"] {
            assert!(read(text).0.is_none(), "{text}");
        }
    }

    #[test]
    fn a_wrong_language_is_reported_with_the_right_tag() {
        let (parsed, diagnostics) = read("{lang=farsi}");
        assert_eq!(parsed.expect("attributes").attributes.language, None);
        let found = diagnostics.iter().next().expect("a finding");
        assert_eq!(found.code, "document.bad-language");
        assert_eq!(found.hints, ["write `lang=fa`"]);
    }
}
