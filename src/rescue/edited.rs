//! A text that remembers what was done to it.

use std::ops::Range;

use crate::lint::{Edit, Proof};

/// One change that was made, or that is proposed, to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The rule that made it: `family.name`.
    pub rule: &'static str,
    /// The bytes of the text as it was found.
    pub was: Range<usize>,
    /// The bytes of the text as it is now.
    pub now: Range<usize>,
    /// How sure it is; a suggestion has changed nothing.
    pub proof: Proof,
    /// What a suggestion would put there; empty for changes that were made.
    pub suggestion: String,
}

/// A text in logical order, as it was found and as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edited {
    was: String,
    now: String,
    changes: Vec<Change>,
}

impl Edited {
    /// A text as it was found.
    pub fn found(text: impl Into<String>) -> Self {
        let was = text.into();
        Self { now: was.clone(), was, changes: Vec::new() }
    }

    /// The text as it was found.
    pub fn was(&self) -> &str {
        &self.was
    }

    /// The text as it is now.
    pub fn now(&self) -> &str {
        &self.now
    }

    /// What was done and what is proposed, in the order of the text as it is now.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Makes edits of the text as it is now; suggestions are kept beside it.
    ///
    /// Edits that overlap an earlier one of the same call are left out; ranges that do not lie on characters too.
    pub fn apply(&mut self, edits: &[Edit]) {
        let mut sorted: Vec<&Edit> = edits.iter().collect();
        sorted.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut end = 0;
        sorted.retain(|edit| {
            let fits = edit.range.start >= end && self.now.get(edit.range.clone()).is_some();
            if fits {
                end = edit.range.end;
            }
            fits
        });
        for edit in sorted.into_iter().rev() {
            self.make(edit);
        }
        self.changes.sort_by_key(|change| (change.now.start, change.now.end));
    }

    fn make(&mut self, edit: &Edit) {
        let was = self.origin(edit.range.start).start
            ..self.origin(edit.range.end).end.max(self.origin(edit.range.start).start);
        if edit.proof == Proof::Suggested {
            let (now, suggestion) = (edit.range.clone(), edit.replacement.clone());
            self.changes.push(Change { rule: edit.rule, was, now, proof: edit.proof, suggestion });
            return;
        }
        let (old, new) = (edit.range.len(), edit.replacement.len());
        self.now.replace_range(edit.range.clone(), &edit.replacement);
        let moved = |at: usize| if at >= edit.range.end { at - old + new } else { at.min(edit.range.start + new) };
        for change in &mut self.changes {
            change.now = moved(change.now.start)..moved(change.now.end);
        }
        let now = edit.range.start..edit.range.start + new;
        self.changes.push(Change { rule: edit.rule, was, now, proof: edit.proof, suggestion: String::new() });
        self.changes.sort_by_key(|change| (change.now.start, change.now.end));
    }

    /// Where a byte of the text as it is now came from: a place, or the whole stretch of a change that it lies in.
    fn origin(&self, at: usize) -> Range<usize> {
        let mut shift = 0isize;
        for change in self.changes.iter().filter(|change| change.proof != Proof::Suggested) {
            if at < change.now.start {
                break;
            }
            if at < change.now.end {
                return change.was.clone();
            }
            shift = change.was.end as isize - change.now.end as isize;
        }
        let place = at.saturating_add_signed(shift).min(self.was.len());
        place..place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(range: Range<usize>, replacement: &str) -> Edit {
        Edit { range, replacement: replacement.to_owned(), rule: "test.rule", proof: Proof::Proved }
    }

    #[test]
    fn edits_in_any_order_leave_ranges_that_hold() {
        let mut text = Edited::found("abcdef");
        text.apply(&[edit(4..5, "EE"), edit(1..3, "")]);
        assert_eq!(text.now(), "adEEf");
        let all: Vec<(&str, &str)> =
            text.changes().iter().map(|c| (&text.was()[c.was.clone()], &text.now()[c.now.clone()])).collect();
        assert_eq!(all, [("bc", ""), ("e", "EE")]);
    }

    #[test]
    fn a_second_round_knows_the_first_text() {
        let mut text = Edited::found("aXbXcd");
        text.apply(&[edit(1..2, ""), edit(3..4, "")]);
        text.apply(&[edit(2..4, "CD!")]);
        assert_eq!(text.now(), "abCD!");
        let last = text.changes().last().expect("three changes");
        assert_eq!(&text.was()[last.was.clone()], "cd");
    }

    #[test]
    fn a_suggestion_changes_nothing() {
        let mut text = Edited::found("ab");
        text.apply(&[Edit { proof: Proof::Suggested, ..edit(0..1, "x") }]);
        assert_eq!((text.now(), text.changes()[0].suggestion.as_str()), ("ab", "x"));
    }
}
