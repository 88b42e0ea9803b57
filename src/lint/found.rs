//! Gathers what the rules propose, and keeps of edits that overlap the surer one, else that of the earlier rule.

use std::ops::Range;

use super::stretch::Stretch;
use super::{Edit, Proof, Setting};

/// The edits of one stretch.
#[derive(Debug)]
pub(super) struct Found<'s, 'a> {
    stretch: &'s Stretch<'a>,
    edits: Vec<Edit>,
}

impl<'s, 'a> Found<'s, 'a> {
    /// Nothing found yet.
    pub(super) fn new(stretch: &'s Stretch<'a>) -> Self {
        Self { stretch, edits: Vec::new() }
    }

    /// A proved edit of a range of characters; none where the range is protected.
    pub(super) fn prove(&mut self, rule: &'static str, range: Range<usize>, replacement: impl Into<String>) {
        self.push(rule, range, replacement.into(), Proof::Proved);
    }

    /// A suggestion for a range of characters; none where the range is protected.
    pub(super) fn suggest(&mut self, rule: &'static str, range: Range<usize>, replacement: impl Into<String>) {
        self.push(rule, range, replacement.into(), Proof::Suggested);
    }

    /// A place that a person should look at: there is no one way to mend it.
    pub(super) fn point(&mut self, rule: &'static str, range: Range<usize>) {
        let same = self.stretch.slice(&range).to_owned();
        self.push(rule, range, same, Proof::Suggested);
    }

    fn push(&mut self, rule: &'static str, range: Range<usize>, replacement: String, proof: Proof) {
        if !self.stretch.is_protected(&range) {
            self.edits.push(Edit { range: self.stretch.bytes(&range), replacement, rule, proof });
        }
    }

    /// The edits in the order of the text, none over another.
    pub(super) fn finish(self, setting: Setting) -> Vec<Edit> {
        let mut edits = self.edits;
        // The sort is stable: of equals the earlier rule comes first.
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.proof));
        let mut taken = Taken::new(self.stretch.text.len());
        let mut kept: Vec<Edit> = edits.into_iter().filter(|edit| taken.take(&edit.range)).collect();
        kept.sort_by_key(|edit| (edit.range.start, edit.range.end));
        if setting == Setting::Verse {
            kept.iter_mut().for_each(|edit| edit.proof = Proof::Suggested);
        }
        kept
    }
}

/// Which bytes of a text an edit replaces already, and before which one something is put in.
struct Taken {
    bytes: Vec<bool>,
    places: Vec<bool>,
}

impl Taken {
    fn new(length: usize) -> Self {
        Self { bytes: vec![false; length], places: vec![false; length + 1] }
    }

    /// Takes a range if all of it is free.
    fn take(&mut self, range: &Range<usize>) -> bool {
        let inside = self.places.get(range.start + 1..range.end).unwrap_or_default();
        let is_taken = match range.is_empty() {
            // Between two bytes of one edit; two that only meet there are left alone too.
            true => {
                let both = range.start > 0 && self.bytes[range.start - 1] && self.bytes.get(range.start) == Some(&true);
                both || self.places[range.start]
            }
            false => self.bytes[range.clone()].contains(&true) || inside.contains(&true),
        };
        if !is_taken {
            self.bytes[range.clone()].fill(true);
            self.places[range.start] |= range.is_empty();
        }
        !is_taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_not_taken_again() {
        let mut taken = Taken::new(10);
        assert!(taken.take(&(2..4)) && !taken.take(&(3..5)) && !taken.take(&(2..4)));
        assert!(taken.take(&(4..6)) && taken.take(&(2..2)) && !taken.take(&(2..2)) && !taken.take(&(3..3)));
        assert!(taken.take(&(8..8)) && !taken.take(&(7..9)) && taken.take(&(8..10)) && taken.take(&(10..10)));
    }
}
