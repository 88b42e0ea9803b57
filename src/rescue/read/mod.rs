//! Readers of old files: bytes in, [`Found`] out. The kind of a file is judged by what it holds, then by its name.
//!
//! Steps: judge the kind (`kind`); read it (`plain` for text in any `encoding`, `markdown`, `html`, `epub`, `docx`, `odt`),
//! the marked-up ones by way of a `tree` of their elements, those in archives by way of `zip`; gather their images
//! (`gallery`). PDFs are read by [`super::position`].

mod cells;
mod docx;
mod encoding;
mod epub;
mod flow;
mod gallery;
mod html;
mod html_tree;
mod iran_system;
mod kind;
mod letters;
mod markdown;
mod numbering;
mod odt;
mod plain;
mod role;
mod tree;
mod xml;
mod zip;

pub use encoding::{Encoding, NAMES as ENCODINGS};
pub use html::language;
pub(super) use html::survey::{clean as clean_id, unique};
pub use kind::Kind;

use super::Found;

/// A file to read.
pub struct File<'a> {
    /// Its name, without folders.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
    /// The encoding of a plain text, when it is known.
    pub encoding: Option<Encoding>,
    /// The bytes of a file beside it, such as an image that it names; `None` when there is none.
    pub beside: &'a dyn Fn(&str) -> Option<Vec<u8>>,
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do next.
    pub hint: String,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

/// A file that was read.
#[derive(Debug)]
pub struct Read {
    /// What was taken for what.
    pub kind: Kind,
    /// The encoding of a plain text and how sure that is.
    pub encoding: Option<encoding::Judged>,
    /// What was found.
    pub found: Found,
}

/// Reads a file of any kind but PDF, which gives [`Kind::Pdf`] and nothing found.
///
/// # Errors
/// When the file is damaged, encrypted, empty or of a kind that is not read.
pub fn read(file: &File<'_>) -> Result<Read, Fault> {
    let kind = kind::judge(file.name, file.bytes)?;
    let mut judged = None;
    let found = match kind {
        Kind::Pdf => Found::default(),
        Kind::Docx => docx::read(file.bytes)?,
        Kind::Odt if file.bytes.starts_with(b"PK") => odt::read(file.bytes)?,
        Kind::Odt => odt::read_flat(file.bytes)?,
        Kind::Epub => epub::read(file.bytes)?,
        Kind::Html | Kind::Markdown | Kind::Plain => {
            let (text, encoding) = encoding::decode(file.bytes, file.encoding, kind)?;
            judged = Some(encoding);
            match kind {
                Kind::Html => html::read(&text, file.beside)?,
                Kind::Markdown => markdown::read(&text, file.beside),
                _ => plain::read(&text),
            }
        }
    };
    Ok(Read { kind, encoding: judged, found })
}
