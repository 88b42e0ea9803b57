//! Old files become manuscripts: what was read, what was mended with proof, and what a person must look at.
//!
//! ```text
//! .txt .md .html .docx .odt .epub ─ read ──────────────────────────► Found ┐
//! .pdf ─ position::extract ─► PositionedPage ─ position::arrange ─► Found ┴─ mend ─► Found ─ write ─► manuscript,
//!                                                                                              manifest, report
//! ```
//!
//! Nothing is changed silently and nothing is dropped silently: every text carries its history ([`Edited`]), and what was left
//! out stands in [`Found::left_out`].

pub mod edited;
pub mod found;
mod guess;
mod inlines;
pub mod mend;
mod parts;
mod plain;
pub mod position;
pub mod read;
pub mod words;
pub mod write;

pub use edited::{Change, Edited};
pub use found::{Block, BlockKind, Found, Inline, Numbering, Place};

use crate::base::Language;
use position::arrange;
use position::extract::{self, Limits};
use read::{Fault, File, Kind, Read};

/// Reads an old file of any kind and mends it; `language` goes before what the file says of its language.
///
/// # Errors
/// When the file is damaged, encrypted, empty or of a kind that is not read.
pub fn import(file: &File<'_>, language: Option<&Language>) -> Result<Read, Fault> {
    let mut read = read::read(file)?;
    if read.kind == Kind::Pdf {
        read.found = pages(file.bytes)?;
    }
    let found = &mut read.found;
    // Where nobody names the language, mending judges it by words; short and foreign texts are judged by letters.
    found.metadata.language = language.cloned().or_else(|| guess::named(found));
    mend::mend(found);
    found.metadata.language = found.metadata.language.take().or_else(|| guess::language(found));
    if found.blocks.is_empty() && found.left_out.is_empty() {
        return Err(Fault::new("there is no text in the file", "open it in its program to see what it holds"));
    }
    Ok(read)
}

/// What stands on the pages of a PDF that anybody may read.
fn pages(bytes: &[u8]) -> Result<Found, Fault> {
    let text = extract::extract(bytes, "", &Limits::default())
        .map_err(|fault| Fault { message: fault.message, hint: fault.hints.into_iter().next().unwrap_or_default() })?;
    Ok(arrange::arrange(&text))
}
