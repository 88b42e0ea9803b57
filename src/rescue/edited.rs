//! A text that remembers what was done to it.

use std::cmp::Reverse;
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

impl Change {
    /// Whether a person must look at it: what was made without proof, and what the rescue itself proposes.
    ///
    /// Merely better orthography is none: `publish check` finds it in the manuscript again.
    pub fn is_doubt(&self) -> bool {
        match self.proof {
            Proof::Proved => false,
            Proof::Doubtful => true,
            Proof::Suggested => ["mend.", "rescue."].iter().any(|family| self.rule.starts_with(family)),
        }
    }
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
    /// Takes time in proportion to the text, its changes and the edits, but for sorting.
    pub fn apply(&mut self, edits: &[Edit]) {
        let mut sorted: Vec<&Edit> = edits.iter().collect();
        sorted.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut end = 0;
        sorted.retain(|edit| {
            let fits = edit.range.start >= end && self.now.get(edit.range.clone()).is_some();
            if fits && edit.proof != Proof::Suggested {
                end = edit.range.end;
            }
            fits
        });
        if sorted.is_empty() {
            return;
        }
        let origins = self.origins(sorted.iter().map(|edit| edit.range.clone()));
        let moves = Moves::of(sorted.iter().filter(|edit| edit.proof != Proof::Suggested));
        for change in &mut self.changes {
            change.now = moves.range(&change.now);
        }
        let mut now = String::with_capacity(self.now.len());
        let mut from = 0;
        for (edit, was) in sorted.into_iter().zip(origins) {
            let (rule, proof) = (edit.rule, edit.proof);
            if proof == Proof::Suggested {
                let now = moves.range(&edit.range);
                self.changes.push(Change { rule, was, now, proof, suggestion: edit.replacement.clone() });
                continue;
            }
            now.push_str(&self.now[from..edit.range.start]);
            let start = now.len();
            now.push_str(&edit.replacement);
            from = edit.range.end;
            self.changes.push(Change { rule, was, now: start..now.len(), proof, suggestion: String::new() });
        }
        now.push_str(&self.now[from..]);
        self.now = now;
        self.changes.sort_by_key(|change| (change.now.start, change.now.end));
    }

    /// One text of several, with a separator between them that was in the file.
    pub fn join(parts: Vec<Self>, separator: &str) -> Self {
        let mut all = Self::default();
        for (place, part) in parts.into_iter().enumerate() {
            if place > 0 {
                all.was.push_str(separator);
                all.now.push_str(separator);
            }
            let (was, now) = (all.was.len(), all.now.len());
            all.was.push_str(&part.was);
            all.now.push_str(&part.now);
            all.changes.extend(part.changes.into_iter().map(|change| Change {
                was: change.was.start + was..change.was.end + was,
                now: change.now.start + now..change.now.end + now,
                ..change
            }));
        }
        all
    }

    /// Two texts of one, parted at a byte of the text as it is now.
    ///
    /// # Panics
    /// When the byte is not at a character's edge.
    pub fn split(self, at: usize) -> (Self, Self) {
        let was_at = self.origins(std::iter::once(at..at)).first().map_or(0, |range| range.end);
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for change in self.changes {
            if change.now.start < at || change.now.end <= at {
                let (was, now) = (change.was.start.min(was_at)..change.was.end.min(was_at), &change.now);
                left.push(Change { was, now: now.start..now.end.min(at), ..change });
            } else {
                let was = change.was.start.max(was_at) - was_at..change.was.end.max(was_at) - was_at;
                right.push(Change { was, now: change.now.start - at..change.now.end - at, ..change });
            }
        }
        let part = |was: &str, now: &str, changes| Self { was: was.to_owned(), now: now.to_owned(), changes };
        (part(&self.was[..was_at], &self.now[..at], left), part(&self.was[was_at..], &self.now[at..], right))
    }

    /// Where ranges of the text as it is now came from; they start in ascending order.
    ///
    /// An edge inside what a change put there is taken to the edge of what the change took away.
    fn origins(&self, ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
        let mut made: Vec<&Change> = self.changes.iter().filter(|change| change.proof != Proof::Suggested).collect();
        made.sort_by_key(|change| (change.now.start, Reverse(change.now.end), Reverse(change.was.len())));
        let ranges: Vec<Range<usize>> = ranges.collect();
        let mut edges: Vec<usize> = ranges.iter().flat_map(|range| [range.start, range.end]).collect();
        edges.sort_unstable();
        edges.dedup();
        let (mut next, mut shift, mut furthest) = (0, 0isize, (0, 0));
        let mut places: Vec<Range<usize>> = Vec::with_capacity(edges.len());
        for &at in &edges {
            while made.get(next).is_some_and(|change| change.now.end <= at) {
                let change = made[next];
                // Of changes that end together the one that took most away.
                if (change.now.end, change.was.end) >= furthest {
                    furthest = (change.now.end, change.was.end);
                    shift = change.was.end as isize - change.now.end as isize;
                }
                next += 1;
            }
            places.push(match made.get(next) {
                Some(change) if change.now.start <= at => change.was.clone(),
                _ => {
                    let place = at.saturating_add_signed(shift).min(self.was.len());
                    place..place
                }
            });
        }
        let place = |at: usize| &places[edges.binary_search(&at).expect("every edge was asked for")];
        ranges
            .into_iter()
            .map(|range| {
                let start = place(range.start).start;
                start..place(range.end).end.max(start)
            })
            .collect()
    }
}

/// Where places of a text stand after edits of it.
struct Moves {
    /// The range of each edit, the length of what it put there, and how far what follows it moves.
    steps: Vec<(Range<usize>, usize, isize)>,
}

impl Moves {
    fn of<'a>(edits: impl Iterator<Item = &'a &'a Edit>) -> Self {
        let mut shift = 0isize;
        let steps = edits
            .map(|edit| {
                shift += edit.replacement.len() as isize - edit.range.len() as isize;
                (edit.range.clone(), edit.replacement.len(), shift)
            })
            .collect();
        Self { steps }
    }

    /// A range after the edits; an edge inside one is taken to the edge of what was put there.
    fn range(&self, range: &Range<usize>) -> Range<usize> {
        self.moved(range.start, 0)..self.moved(range.end, 1)
    }

    /// Where a place stands; inside an edit, `part` of the length that was put there is passed.
    fn moved(&self, at: usize, part: usize) -> usize {
        let passed = self.steps.partition_point(|(range, ..)| range.end <= at);
        let shift = passed.checked_sub(1).map_or(0, |last| self.steps[last].2);
        match self.steps.get(passed) {
            Some((range, length, _)) if range.start < at => range.start.saturating_add_signed(shift) + length * part,
            _ => at.saturating_add_signed(shift),
        }
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

    #[test]
    fn joined_and_parted_texts_keep_their_changes() {
        let mut first = Edited::found("aXb");
        first.apply(&[edit(1..2, "")]);
        let mut second = Edited::found("cXd");
        second.apply(&[edit(1..2, "YY")]);
        let joined = Edited::join(vec![first.clone(), second.clone()], "\n");
        assert_eq!((joined.was(), joined.now()), ("aXb\ncXd", "ab\ncYYd"));
        let (left, rest) = joined.split(2);
        assert_eq!(left, first);
        assert_eq!(rest.split(1).1, second);
    }

    #[test]
    fn a_change_of_changes_takes_all_that_it_covers() {
        let mut text = Edited::found("aXbXc d");
        text.apply(&[edit(1..2, ""), edit(3..4, "")]);
        text.apply(&[edit(0..5, "d abc")]);
        text.apply(&[edit(4..5, "c!")]);
        assert_eq!(text.now(), "d abc!");
        let of = |now: Range<usize>| {
            let found = text.changes().iter().filter(|change| change.now == now);
            found.max_by_key(|change| change.was.len()).expect("it is kept").was.clone()
        };
        // What the second round covered has the place of what covers it.
        assert_eq!((of(0..6), of(4..6)), (0..7, 0..7));
        assert_eq!(text.changes().len(), 4);
    }

    #[test]
    fn many_edits_take_little_time() {
        let mut text = Edited::found("ab".repeat(400_000));
        let edits: Vec<Edit> = (0..400_000).map(|at| edit(at * 2..at * 2 + 1, "")).collect();
        text.apply(&edits);
        text.apply(&[edit(0..1, "")]);
        assert_eq!(text.now().len(), 399_999);
    }
}
