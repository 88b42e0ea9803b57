//! Streams of notes at the foot: the notes of each hand stand together, the author's first, with a space between two hands.
//!
//! One rule goes before: what goes on from the page before comes first, and the notes of its hand with it.

use std::ops::Range;

use super::super::notes::Portion;
use crate::base::Length;
use crate::book::{NoteId, StreamId};

/// The hands of the rows at the foot; nothing is kept of a book with one.
#[derive(Debug, Default)]
pub(super) struct Streams {
    /// By note.
    of_notes: Vec<StreamId>,
    /// By stream and position: how many of the rows before it are the stream's.
    before: Vec<Vec<u32>>,
    /// Space between the notes of two hands.
    between: Length,
}

impl Streams {
    /// The streams of notes, by number; an empty list for a book with one.
    pub(super) fn new(of_notes: Vec<StreamId>, between: Length) -> Self {
        let count = of_notes.iter().map(|stream| usize::from(stream.0) + 1).max().unwrap_or(0);
        Self { of_notes, before: vec![vec![0]; count], between }
    }

    /// Adds a row of a note.
    pub(super) fn push(&mut self, note: NoteId) {
        let StreamId(stream) = self.of(note);
        for (own, counts) in self.before.iter_mut().enumerate() {
            let last = counts.last().copied().unwrap_or(0);
            counts.push(last + u32::from(own == usize::from(stream)));
        }
    }

    fn of(&self, note: NoteId) -> StreamId {
        self.of_notes.get(note.0 as usize).copied().unwrap_or_default()
    }

    /// Whether all rows are of one hand.
    pub(super) fn are_one(&self) -> bool {
        self.before.len() < 2
    }

    /// The spaces between hands among rows.
    pub(super) fn space(&self, rows: Range<u32>) -> Length {
        let has = |counts: &&Vec<u32>| counts[rows.start as usize] < counts[rows.end as usize];
        let hands = self.before.iter().filter(has).count();
        self.between * i64::try_from(hands.saturating_sub(1)).unwrap_or(0)
    }

    /// Puts the portions of a page together by hand.
    pub(super) fn order(&self, portions: &mut [Portion], goes_on: bool) {
        let first = portions.first().filter(|_| goes_on).map(|first| self.of(first.note));
        portions.sort_by_key(|portion| (first != Some(self.of(portion.note)), self.of(portion.note)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn streams() -> Streams {
        let mut streams = Streams::new(vec![StreamId(0), StreamId(1), StreamId(0)], Length::pt(4.0));
        (0..3).map(NoteId).for_each(|note| streams.push(note));
        streams
    }

    fn order(goes_on: bool, notes: &[u32]) -> Vec<u32> {
        let portion = |note: &u32| Portion { note: NoteId(*note), rows: 0..1 };
        let mut portions: Vec<Portion> = notes.iter().map(portion).collect();
        streams().order(&mut portions, goes_on);
        portions.into_iter().map(|portion| portion.note.0).collect()
    }

    #[test]
    fn space_stands_between_hands_once() {
        let streams = streams();
        assert_eq!(streams.space(0..1), Length::ZERO);
        assert_eq!(streams.space(0..3), Length::pt(4.0));
        assert_eq!(streams.space(1..1), Length::ZERO);
        assert!(Streams::new(Vec::new(), Length::pt(4.0)).are_one());
    }

    #[test]
    fn the_authors_notes_come_first_unless_another_goes_on() {
        assert_eq!(order(false, &[0, 1, 2]), [0, 2, 1]);
        assert_eq!(order(false, &[1, 2]), [2, 1]);
        assert_eq!(order(true, &[1, 2]), [1, 2]);
    }
}
