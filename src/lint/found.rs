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
        let mut kept: Vec<Edit> = Vec::with_capacity(edits.len());
        for edit in edits {
            let at =
                kept.partition_point(|other| (other.range.start, other.range.end) < (edit.range.start, edit.range.end));
            let meets_next = kept.get(at).is_some_and(|next| overlap(&edit.range, &next.range));
            let meets_last = at > 0 && overlap(&kept[at - 1].range, &edit.range);
            if !meets_next && !meets_last {
                kept.insert(at, edit);
            }
        }
        if setting == Setting::Verse {
            kept.iter_mut().for_each(|edit| edit.proof = Proof::Suggested);
        }
        kept
    }
}

/// Whether two ranges cannot both be replaced; `first` does not begin after `second`.
fn overlap(first: &Range<usize>, second: &Range<usize>) -> bool {
    first.end > second.start && second.end > first.start || first == second
}
