//! Letters with more marks than can be drawn on them: found and reported.

use super::shaper::MOST_MARKS;
use crate::base::{Diagnostic, Span};
use crate::script::itemize::is_mark;

/// The most marks that stand one after another in a text.
pub(super) fn most_on_one(text: &str) -> usize {
    let (mut most, mut marks) = (0, 0);
    for character in text.chars() {
        marks = if is_mark(character) { marks + 1 } else { 0 };
        most = most.max(marks);
    }
    most
}

/// The report of a letter with too many marks.
pub(super) fn crowded(span: Span) -> Diagnostic {
    let message = format!("a letter has more than {MOST_MARKS} marks; the rest of them is not drawn");
    Diagnostic::warning("shape.crowded-letter", span, message)
        .hint("the file may be damaged here: take out the marks that nobody meant")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_counted_by_letter() {
        // U+0628 U+064E, U+0628 U+064E U+0651
        assert_eq!(most_on_one("\u{628}\u{64E}\u{628}\u{64E}\u{651}"), 2);
        assert_eq!(most_on_one("bread"), 0);
    }
}
