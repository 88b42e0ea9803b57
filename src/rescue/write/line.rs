//! Inlines to the text of one line of Markdown.
//!
//! Marks of emphasis only count beside letters and spaces (CommonMark § 6.2). Where punctuation stands inside and a letter
//! outside, an empty comment between them makes the mark count; where two marks would be read as one, it parts them.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

use super::escape::{Context, escape};
use crate::rescue::found::{Inline, Picture};

/// What parts marks; our parser leaves comments out.
const PART: &str = "<!-- -->";

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// A mark that opens.
    Open(&'static str),
    /// A mark that closes.
    Close(&'static str),
    /// Text as it is written.
    Raw(String),
    /// The end of a line.
    Break,
}

/// Writes a line; `images` is the path before the names of images.
pub(super) fn write(content: &[Inline], context: Context, images: &str) -> String {
    let mut writer = Writer { pieces: Vec::new(), context, images };
    writer.all(content, None);
    assemble(&writer.pieces, context)
}

struct Writer<'a> {
    pieces: Vec<Piece>,
    context: Context,
    images: &'a str,
}

impl Writer<'_> {
    /// Adds inlines; `next` is what follows the last of them.
    fn all(&mut self, content: &[Inline], next: Option<&Inline>) {
        for (at, inline) in content.iter().enumerate() {
            self.one(inline, content.get(at + 1).or(next));
        }
    }

    fn one(&mut self, inline: &Inline, next: Option<&Inline>) {
        match inline {
            Inline::Text(text) => self.text(text.now(), next),
            Inline::Emphasis(inner) => self.marked("*", inner),
            Inline::Strong(inner) => self.marked("**", inner),
            Inline::Strike(inner) => self.marked("~~", inner),
            Inline::Superscript(inner) => self.marked("^", inner),
            Inline::Subscript(inner) => self.marked("~", inner),
            Inline::Code(text) => self.raw(code(text, self.context.in_cell)),
            Inline::Link(target, inner) => self.link(target, inner),
            Inline::Image(picture) => {
                let in_verse = self.context.in_verse;
                self.raw(image(picture, None, self.images, Context { in_verse, ..Context::default() }));
            }
            Inline::Note(label) => self.raw(format!("[^{label}]")),
            Inline::Language(language, inner) => self.span(&format!("lang={language}"), inner),
            Inline::Span(attributes, inner) => match &inner[..] {
                // Attributes of a link or an image follow it.
                [only @ (Inline::Link(..) | Inline::Image(_))] => {
                    self.one(only, None);
                    self.raw(format!("{{{attributes}}}"));
                }
                _ => self.span(attributes, inner),
            },
            Inline::Anchor(id) => self.raw(format!("[]{{#{id}}}")),
            Inline::LineBreak => self.pieces.push(Piece::Break),
        }
    }

    fn text(&mut self, text: &str, next: Option<&Inline>) {
        let begins_line =
            self.pieces.is_empty() && self.context.begins_line || self.pieces.last() == Some(&Piece::Break);
        let after_note = matches!(self.pieces.last(), Some(Piece::Raw(last)) if last.starts_with("[^"));
        // The mark of a note before a bracket could be the words of a link.
        if after_note && text.starts_with('[') {
            self.raw(PART.to_owned());
        }
        let before_bracket = matches!(
            next,
            Some(Inline::Link(..) | Inline::Note(_) | Inline::Language(..) | Inline::Span(..) | Inline::Anchor(_))
        );
        self.raw(escape(text, Context { begins_line, after_note, before_bracket, ..self.context }));
    }

    fn marked(&mut self, mark: &'static str, inner: &[Inline]) {
        self.pieces.push(Piece::Open(mark));
        // Marks of one sign at the same place are told apart only where they stand around the same words.
        let meets = |side: Option<&Inline>| {
            inner.len() > 1
                && match side {
                    Some(Inline::Emphasis(_) | Inline::Strong(_)) => mark.starts_with('*'),
                    Some(Inline::Strike(_) | Inline::Subscript(_)) => mark.starts_with('~'),
                    _ => false,
                }
        };
        if meets(inner.first()) {
            self.pieces.push(Piece::Raw(PART.to_owned()));
        }
        self.all(inner, None);
        if meets(inner.last()) {
            self.pieces.push(Piece::Raw(PART.to_owned()));
        }
        self.pieces.push(Piece::Close(mark));
    }

    fn bracketed(&mut self, inner: &[Inline], end: String) {
        self.raw("[".to_owned());
        self.all(inner, None);
        self.raw(end);
    }

    fn span(&mut self, attributes: &str, inner: &[Inline]) {
        self.bracketed(inner, format!("]{{{attributes}}}"));
    }

    fn link(&mut self, target: &str, inner: &[Inline]) {
        self.bracketed(inner, format!("]({})", address(target)));
    }

    fn raw(&mut self, text: String) {
        // Brackets beside each other would be a link.
        let after_bracket =
            matches!(self.pieces.last(), Some(Piece::Raw(last)) if last.ends_with(']') && !last.ends_with("\\]"));
        if after_bracket && text.starts_with('[') && !text.starts_with("[^") {
            self.pieces.push(Piece::Raw(PART.to_owned()));
        }
        // Two codes beside each other would be one.
        if text.starts_with('`') && matches!(self.pieces.last(), Some(Piece::Raw(last)) if last.ends_with('`')) {
            self.pieces.push(Piece::Raw(PART.to_owned()));
        }
        self.pieces.push(Piece::Raw(text));
    }
}

/// An image; `title` is its caption.
pub(super) fn image(picture: &Picture, title: Option<&str>, images: &str, context: Context) -> String {
    let alt = escape(&picture.alt, context);
    let title = title.map(|title| format!(" \"{}\"", quoted(title))).unwrap_or_default();
    format!("![{alt}]({}{title})", address(&format!("{images}{}", picture.name)))
}

/// The words of a title between quotation marks.
fn quoted(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    for character in title.chars() {
        if matches!(character, '"' | '\\' | '&' | '<' | '`') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// The target of a link as it is written.
fn address(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for character in target.trim().chars() {
        match character {
            '\\' => out.push_str("%5C"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '|' => out.push_str("%7C"),
            '`' => out.push_str("%60"),
            '&' => out.push_str("\\&"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    let is_plain = !out.is_empty() && !out.contains(|c: char| c.is_whitespace() || c == '(' || c == ')');
    if is_plain { out } else { format!("<{out}>") }
}

/// Text between backticks, more of them than stand in it.
fn code(text: &str, in_cell: bool) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let is_open = text.starts_with('`') || text.ends_with('`') || text.starts_with(' ') && text.ends_with(' ');
    let space = if is_open { " " } else { "" };
    let text = if in_cell { text.replace('|', "\\|") } else { text.to_owned() };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Puts the pieces together.
fn assemble(pieces: &[Piece], context: Context) -> String {
    let mut out = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &pieces[before]);
        match piece {
            Piece::Raw(text) => out.push_str(text),
            Piece::Break => out.push_str(if context.in_cell { "<br>" } else { "\\\n" }),
            Piece::Open(mark) => {
                let inside = first(&pieces[at + 1..], mark);
                let outside = out.chars().next_back();
                let is_run = matches!(before, Some(Piece::Open(last)) if last.as_bytes()[0] == mark.as_bytes()[0]);
                let meets = matches!(before, Some(Piece::Close(last)) if last.as_bytes()[0] == mark.as_bytes()[0]);
                let is_torn = inside.is_some_and(is_punctuation) && outside.is_some_and(|c| !is_edge(c));
                // A stroke that is a letter would count with the mark.
                let is_doubled = matches!(mark.as_bytes()[0], b'~' | b'^') && outside == mark.chars().next();
                if meets || is_doubled && !is_run || is_torn && !is_run && is_flanked(mark) {
                    out.push_str(PART);
                }
                out.push_str(mark);
            }
            Piece::Close(mark) => {
                let inside = out.chars().next_back();
                out.push_str(mark);
                let outside = match pieces.get(at + 1) {
                    Some(Piece::Raw(text)) => text.chars().next(),
                    _ => None,
                };
                // Within a run of closing marks the last one looks at what follows.
                let inside = match before {
                    Some(Piece::Close(_)) => out.trim_end_matches(char::from(mark.as_bytes()[0])).chars().next_back(),
                    _ => inside,
                };
                let is_torn = inside.is_some_and(is_punctuation) && outside.is_some_and(|c| !is_edge(c));
                // A mark that lowers could open as well before a letter; only a later one would close it.
                // A stanza is one paragraph to the parser.
                let has_later = || context.in_verse || pieces[at + 1..].contains(&Piece::Open("~"));
                let is_open = *mark == "~" && outside.is_some_and(char::is_alphanumeric) && has_later();
                if is_torn && is_flanked(mark) || is_open {
                    out.push_str(PART);
                }
            }
        }
    }
    out
}

/// Marks that are ours know no such rule.
fn is_flanked(mark: &str) -> bool {
    mark != "^"
}

/// The first character after a run of marks of one kind that opens.
fn first(pieces: &[Piece], mark: &str) -> Option<char> {
    pieces.iter().find_map(|piece| match piece {
        Piece::Raw(text) => text.chars().next(),
        Piece::Open(other) | Piece::Close(other) => other.chars().next().filter(|other| !mark.starts_with(*other)),
        Piece::Break => Some('\n'),
    })
}

/// Whether a character beside a mark lets it count whatever stands on the other side.
fn is_edge(character: char) -> bool {
    character.is_whitespace() || character.is_ascii_punctuation()
}

/// Whether a character is punctuation or a symbol.
fn is_punctuation(character: char) -> bool {
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    GeneralCategoryGroup::Punctuation.contains(category) || GeneralCategoryGroup::Symbol.contains(category)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_between_letters_and_punctuation_are_parted() {
        let line = [
            Inline::text("کتاب"),
            Inline::Strong(vec![Inline::text("«نان»")]),
            Inline::text("ها "),
            Inline::Strong(vec![Inline::text("«آب»")]),
            Inline::text("."),
        ];
        assert_eq!(write(&line, Context::default(), ""), "کتاب<!-- -->**«نان»**<!-- -->ها **«آب»**.");
    }

    #[test]
    fn targets_and_code_are_closed_in() {
        assert_eq!(address("https://example.org/a (b)"), "<https://example.org/a (b)>");
        assert_eq!(code("a`b", false), "``a`b``");
        assert_eq!(code("`", false), "`` ` ``");
    }
}
