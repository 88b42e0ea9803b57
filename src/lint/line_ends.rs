//! Line ends of two kinds in one file: what two systems leave that took turns with it.
//!
//! Proof: no line end is printed. A file of one kind stays as its author's system writes it.

use super::finding::Finding;
use crate::base::{SourceId, Span};

/// The rule.
pub(super) const RULE: &str = "spacing.line-end";

/// A file with line ends of both kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mixture {
    /// Those of Windows, CR LF.
    windows: usize,
    /// Those of other systems, LF.
    others: usize,
}

/// How many line ends of each kind a text has, if it has both.
pub(super) fn mixture(text: &str) -> Option<Mixture> {
    let windows = text.matches("\r\n").count();
    let others = text.matches('\n').count() - windows;
    (windows > 0 && others > 0).then_some(Mixture { windows, others })
}

impl Mixture {
    /// How many there are of the rarer kind.
    pub(super) fn fewer(self) -> usize {
        self.windows.min(self.others)
    }

    /// The text with line ends of the commoner kind.
    pub(super) fn unified(self, text: &str) -> String {
        let plain = text.replace("\r\n", "\n");
        if self.windows > self.others { plain.replace('\n', "\r\n") } else { plain }
    }
}

/// The finding about a text with line ends of both kinds, at the first one of the rarer kind.
pub(super) fn finding(source: SourceId, text: &str) -> Option<Finding> {
    let mixture = mixture(text)?;
    let is_windows = |at: usize| text[..at].ends_with('\r');
    let rarer_is_windows = mixture.windows <= mixture.others;
    let (at, _) = text.match_indices('\n').find(|(at, _)| is_windows(*at) == rarer_is_windows)?;
    Some(Finding {
        rule: RULE,
        span: Span::new(source, at, at),
        message: format!("line ends of two kinds: {} of Windows, {} of other systems", mixture.windows, mixture.others),
        words: String::new(),
        instead: None,
        is_fixable: true,
    })
}
