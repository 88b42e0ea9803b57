//! Notes at the foot: the space above them, and the parts of them that stand on one page.

use std::ops::Range;

use crate::base::Length;
use crate::book::{Book, NoteId, StreamId};
use crate::style::{Role, StyleSheet};

/// From the top of the rule to that of the first note, in line spacings of notes.
const BELOW_RULE: f64 = 0.25;

/// Between the notes of two hands, in line spacings of notes.
const BETWEEN_HANDS: f64 = 0.4;

/// The space from the top of the rule to that of the first note.
pub(super) fn below_rule(styles: &StyleSheet) -> Length {
    styles.style(Role::Footnote).line_spacing.scale(BELOW_RULE)
}

/// The space between the notes of two hands.
pub(super) fn between_hands(styles: &StyleSheet) -> Length {
    styles.style(Role::Footnote).line_spacing.scale(BETWEEN_HANDS)
}

/// Whose each note is, by number; empty for a book with one hand.
pub(super) fn hands(book: &Book) -> Vec<StreamId> {
    let has_one = book.notes.iter().all(|note| note.stream == StreamId(0));
    if has_one { Vec::new() } else { book.notes.iter().map(|note| note.stream).collect() }
}

/// Rows of a note that stand on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Portion {
    /// The note.
    pub(super) note: NoteId,
    /// Rows of it.
    pub(super) rows: Range<usize>,
}
