//! Paragraphs out of raw lines.
use super::found::Found;
use super::words::Words;
pub(super) fn blocks(_found: &mut Found, _words: Option<&Words>) {}
