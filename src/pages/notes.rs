//! Notes at the foot: the space above them, and the parts of them that stand on one page.

use std::ops::Range;

use crate::base::Length;
use crate::book::NoteId;
use crate::style::{Role, StyleSheet};

/// From the top of the rule to that of the first note, in line spacings of notes.
const BELOW_RULE: f64 = 0.25;

/// The space from the top of the rule to that of the first note.
pub(super) fn below_rule(styles: &StyleSheet) -> Length {
    styles.style(Role::Footnote).line_spacing.scale(BELOW_RULE)
}

/// Rows of a note that stand on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Portion {
    /// The note.
    pub(super) note: NoteId,
    /// Rows of it.
    pub(super) rows: Range<usize>,
}
