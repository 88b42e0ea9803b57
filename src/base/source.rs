//! Where something was written: source texts by number, byte spans in them, lines and columns for people.

use std::fmt;
use std::path::Path;

use super::{Diagnostic, Diagnostics, Error};

/// The number of a source text in [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A stretch of a source text, as a byte range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text it lies in.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte; not before `start`.
    pub end: u32,
}

impl Span {
    /// A span of bytes `start..end` of `source`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let narrow = |byte: usize| u32::try_from(byte).expect("sources are limited to 1 GiB when read");
        Self { source, start: narrow(start), end: narrow(end) }
    }
}

/// A place for people: line and column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The largest text that is read, in bytes: spans are 32 bits wide.
const LARGEST: usize = 1 << 30;

/// A text that was read, with the name it is reported by.
#[derive(Clone, Debug)]
struct Source {
    name: String,
    text: String,
    /// The byte each line begins at.
    lines: Vec<u32>,
}

/// Every source text of a run, in the order of reading.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// No sources.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text under the name shown in reports (the path as the user gave it).
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let id = SourceId(u32::try_from(self.list.len()).expect("fewer than 2^32 sources"));
        let text = text.into();
        let ends = text.match_indices('\n').map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX));
        let lines = std::iter::once(0).chain(ends).collect();
        self.list.push(Source { name: name.into(), text, lines });
        id
    }

    /// Reads a file of text: UTF-8, a byte order mark is dropped.
    ///
    /// Bytes that are not UTF-8 are reported at their place, and `None` comes back.
    ///
    /// # Errors
    /// When the file cannot be read or is larger than 1 GiB.
    pub fn read(
        &mut self,
        path: &Path,
        name: impl Into<String>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<SourceId>, Error> {
        let mut bytes = std::fs::read(path).map_err(|cause| Error::at("cannot read", path, cause))?;
        if bytes.len() > LARGEST {
            return Err(Error::at("cannot read", path, "a text may have 1 GiB at most"));
        }
        if bytes.starts_with("\u{FEFF}".as_bytes()) {
            bytes.drain(.."\u{FEFF}".len());
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(self.add(name, text))),
            Err(fault) => {
                let at = fault.utf8_error().valid_up_to();
                let byte = fault.as_bytes()[at];
                let id = self.add(name, String::from_utf8_lossy(fault.as_bytes()).into_owned());
                let message = format!("the file is not UTF-8: byte 0x{byte:02X} begins no character");
                diagnostics.push(
                    Diagnostic::error("source.not-utf-8", Span::new(id, at, at), message)
                        .hint("save it again as UTF-8 (old Persian and Arabic files are often Windows-1256)"),
                );
                Ok(None)
            }
        }
    }

    /// The name a source is reported by.
    pub fn name(&self, id: SourceId) -> &str {
        &self.list[id.0 as usize].name
    }

    /// The whole text of a source.
    pub fn text(&self, id: SourceId) -> &str {
        &self.list[id.0 as usize].text
    }

    /// The words of a span; empty when it lies outside its text or cuts a character.
    pub fn quote(&self, span: Span) -> &str {
        self.text(span.source).get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Line and column where a span begins.
    pub fn position(&self, span: Span) -> Position {
        let text = self.text(span.source);
        let mut at = (span.start as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let lines = &self.list[span.source.0 as usize].lines;
        let line = lines.partition_point(|start| *start as usize <= at);
        let start = lines[line - 1] as usize;
        Position { line, column: text[start..at].chars().count() + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut sources = Sources::new();
        let id = sources.add("text/one.md", "نان\nو کتاب");
        let span = Span::new(id, "نان\nو ".len(), "نان\nو کتاب".len());
        assert_eq!(sources.position(span), Position { line: 2, column: 3 });
        assert_eq!(sources.quote(span), "کتاب");
    }
}
