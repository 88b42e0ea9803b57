//! Runs.
use crate::rescue::found::Found;
use crate::rescue::words::Words;
pub(super) fn turn(_found: &mut Found, _words: Option<&Words>) {}
