//! What the rules found in the manuscripts of a book: a place, the words, what to write instead.

use crate::base::{Diagnostic, Span};

/// A finding about a manuscript. Made by [`super::manuscripts`]; printed by cli.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule: `family.name`.
    pub rule: &'static str,
    /// Where the words stand.
    pub span: Span,
    /// What is wrong, as one phrase; findings of one rule may differ in it.
    pub message: String,
    /// The words concerned.
    pub words: String,
    /// The same words as they should be; `None` where only a person can tell.
    pub instead: Option<String>,
    /// Whether `--fix` mends it.
    pub is_fixable: bool,
}

impl Finding {
    /// As other stages report.
    pub fn diagnostic(&self) -> Diagnostic {
        let message =
            if self.words.is_empty() { self.message.clone() } else { format!("{}: `{}`", self.message, self.words) };
        let warning = Diagnostic::warning(self.rule, self.span, message);
        match &self.instead {
            Some(instead) if self.is_fixable => warning.hint(format!("`publish check --fix` writes `{instead}`")),
            Some(instead) => warning.hint(format!("write `{instead}`")),
            None => warning,
        }
    }
}
