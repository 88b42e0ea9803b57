//! What is wrong with the book: a code, a place, one phrase, and what to do next.
//!
//! A stage that finds a fault reports it here and goes on with a stated replacement; nothing is written if one is an error.

use super::Span;

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; changes nothing.
    Note,
    /// The book is made, but likely not as meant.
    Warning,
    /// Nothing is written.
    Error,
}

impl Severity {
    /// The word printed in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding about the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// `family.name`, read well after "allow"; never used again for something else.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Where it stands; `None` only when no source can be named.
    pub span: Option<Span>,
    /// Lower case, no full stop, one phrase that stands alone and shows the offending value.
    pub message: String,
    /// What to do next; none, one or a few.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, span: span.into(), message: message.into(), hints: Vec::new() }
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// A note at a place.
    pub fn note(code: &'static str, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, span, message) }
    }

    /// The same with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// Findings in the order they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No findings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds the findings of another stage after these.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The findings in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Sorts by source and place, keeping the order of findings at one place; those without a place come first.
    pub fn sort(&mut self) {
        self.list.sort_by_key(|diagnostic| diagnostic.span.map(|span| (span.source, span.start)));
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
