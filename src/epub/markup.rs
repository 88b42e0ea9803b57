//! Markup as it is written: tags, attributes and escaped text in, one string out.
//!
//! Nothing is indented and no white space is added inside a line, so that no U+200C (half-space) or space can be lost
//! or gained beside a tag.

use std::fmt::Write as _;

/// Markup under construction.
#[derive(Debug, Default)]
pub(super) struct Markup {
    out: String,
}

/// The head of an XHTML or XML file; XHTML has the HTML doctype after it.
pub(super) const XML_DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

impl Markup {
    /// Begins with some bytes of room.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { out: String::with_capacity(bytes) }
    }

    /// Begins a tag; attributes follow, then [`Tag::open`], [`Tag::empty`] or [`Tag::text`].
    pub(super) fn tag(&mut self, name: &'static str) -> Tag<'_> {
        self.out.push('<');
        self.out.push_str(name);
        Tag { markup: self, name }
    }

    /// Closes an element.
    pub(super) fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Closes an element and the line; only where white space means nothing.
    pub(super) fn close_line(&mut self, name: &str) {
        self.close(name);
        self.line();
    }

    /// Ends the line; only where white space means nothing.
    pub(super) fn line(&mut self) {
        self.out.push('\n');
    }

    /// Text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        escape(text, false, &mut self.out);
    }

    /// How long the markup is so far, in bytes.
    pub(super) fn length(&self) -> usize {
        self.out.len()
    }

    /// Puts markup where it was a length ago.
    pub(super) fn insert(&mut self, at: usize, markup: &str) {
        if !markup.is_empty() {
            self.out.insert_str(at, markup);
        }
    }

    /// Markup that is right as it stands.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// A start tag under construction.
#[derive(Debug)]
#[must_use]
pub(super) struct Tag<'a> {
    markup: &'a mut Markup,
    name: &'static str,
}

impl Tag<'_> {
    /// Adds an attribute.
    pub(super) fn set(self, name: &str, value: &str) -> Self {
        let out = &mut self.markup.out;
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(value, true, out);
        out.push('"');
        self
    }

    /// Adds an attribute that may be absent.
    pub(super) fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    /// Adds an attribute with a number.
    pub(super) fn number(self, name: &str, value: u64) -> Self {
        // Writing to a string cannot fail.
        let _ = write!(self.markup.out, " {name}=\"{value}\"");
        self
    }

    /// Ends the start tag.
    pub(super) fn open(self) {
        self.markup.out.push('>');
    }

    /// Ends the start tag and the line; only where white space means nothing.
    pub(super) fn open_line(self) {
        self.markup.out.push_str(">\n");
    }

    /// Makes it an empty element.
    pub(super) fn empty(self) {
        self.markup.out.push_str("/>");
    }

    /// The whole element with a text in it.
    pub(super) fn text(self, text: &str) {
        let Self { markup, name } = self;
        markup.out.push('>');
        markup.text(text);
        markup.close(name);
    }

    /// The whole element with a text in it, and the end of the line.
    pub(super) fn text_line(self, text: &str) {
        let Self { markup, name } = self;
        markup.out.push('>');
        markup.text(text);
        markup.close_line(name);
    }
}

/// Escapes what XML 1.0 § 2.4 asks for; characters it does not allow (§ 2.2) are left out.
///
/// U+200C and all other format characters are written as themselves, never as references: reading systems that lose
/// them lose the references.
fn escape(text: &str, in_attribute: bool, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_special) {
        out.push_str(&rest[..at]);
        // The special bytes begin a character, so one can be read here.
        let Some(character) = rest[at..].chars().next() else { break };
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if in_attribute => out.push_str("&quot;"),
            // A parser would make a space of them.
            '\n' | '\t' if in_attribute => out.push(' '),
            // A parser would make a line feed of it, or nothing before one.
            '\r' => {}
            _ if is_forbidden(character) => {}
            _ => out.push(character),
        }
        rest = &rest[at + character.len_utf8()..];
    }
    out.push_str(rest);
}

/// Bytes that may begin a character to be escaped or left out; 0xEF begins U+FFFE and U+FFFF, among others.
fn is_special(byte: u8) -> bool {
    byte < 0x20 || matches!(byte, b'&' | b'<' | b'>' | b'"' | 0xEF)
}

/// Characters that no XML 1.0 file may hold.
fn is_forbidden(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The text without the characters that no XML file may hold.
pub(super) fn legal(text: &str) -> String {
    text.chars().filter(|character| !is_forbidden(*character)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut markup = Markup::default();
        markup.tag("p").set("title", text).text(text);
        markup.finish()
    }

    #[test]
    fn text_and_attributes_are_escaped() {
        assert_eq!(
            written("a<b & \"c\" > d"),
            "<p title=\"a&lt;b &amp; &quot;c&quot; &gt; d\">a&lt;b &amp; \"c\" &gt; d</p>"
        );
    }

    #[test]
    fn format_characters_stay_and_forbidden_ones_go() {
        // U+200C half-space, U+FEFB and U+FFFD begin with the byte 0xEF like U+FFFE and must stay.
        assert_eq!(written("می\u{200C}روم\u{FEFB}\u{FFFD}\u{FFFE}\u{0}\u{1B}"), {
            let clean = "می\u{200C}روم\u{FEFB}\u{FFFD}";
            format!("<p title=\"{clean}\">{clean}</p>")
        });
    }
}
