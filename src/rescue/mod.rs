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
pub mod mend;
mod plain;
pub mod position;
pub mod words;

pub use edited::{Change, Edited};
pub use found::{Block, BlockKind, Found, Inline, Place};
