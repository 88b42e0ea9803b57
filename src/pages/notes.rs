//! Notes at the foot: how high they stand, how much of a note a page must have, where a note may be cut.

use std::ops::Range;

use super::row::{Keep, Row};
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

/// The notes of a book and the space around them at the foot of a page.
pub(super) struct NoteArea<'a> {
    /// Rows of each note, by [`NoteId`].
    pub(super) rows: Vec<&'a [Row]>,
    /// Space between the text and the rule, at least.
    pub(super) gap: Length,
    /// From the top of the rule to that of the first note.
    pub(super) below_rule: Length,
}

impl NoteArea<'_> {
    /// The rows of a portion.
    fn of(&self, portion: &Portion) -> &[Row] {
        &self.rows[portion.note.0 as usize][portion.rows.clone()]
    }

    /// All of a note.
    pub(super) fn whole(&self, note: NoteId) -> Portion {
        Portion { note, rows: 0..self.rows[note.0 as usize].len() }
    }

    /// The least of a note that stands on the page of its mark: up to the first place where it may be cut.
    pub(super) fn beginning(&self, note: NoteId) -> Portion {
        let rows = self.rows[note.0 as usize];
        let end = rows.iter().position(|row| row.keep == Keep::Loose).map_or(rows.len(), |last| last + 1);
        Portion { note, rows: 0..end }
    }

    /// The height of notes with the space and rule above them; nothing for no notes.
    pub(super) fn height(&self, portions: &[Portion]) -> Length {
        if portions.iter().all(|portion| portion.rows.is_empty()) {
            return Length::ZERO;
        }
        let rows = portions.iter().flat_map(|portion| self.of(portion));
        let spaces: Length = rows.clone().skip(1).map(|row| row.before).sum();
        self.gap + self.below_rule + spaces + rows.map(|row| row.height).sum()
    }

    /// The height of the least that a page may take of carried notes.
    pub(super) fn least(&self, carried: &[Portion]) -> Length {
        let Some(first) = carried.first() else { return Length::ZERO };
        let rows = self.of(first);
        let count = rows.iter().position(|row| row.keep == Keep::Loose).map_or(rows.len(), |last| last + 1);
        let rows = first.rows.start..first.rows.start + count;
        self.height(&[Portion { note: first.note, rows }])
    }

    /// Parts notes into what fits a height and what is carried to the next page.
    ///
    /// A note is cut where it may be; where nothing fits so, anywhere, and one row is taken in any case if `must` is set.
    pub(super) fn take(&self, queue: Vec<Portion>, room: Length, must: bool) -> (Vec<Portion>, Vec<Portion>) {
        let mut used = self.gap + self.below_rule;
        let (mut fitting, mut good) = (0, 0);
        let rows: Vec<&Row> = queue.iter().flat_map(|portion| self.of(portion)).collect();
        let mut ends = Vec::with_capacity(queue.len());
        for portion in &queue {
            ends.push(ends.last().copied().unwrap_or(0) + portion.rows.len());
        }
        for (position, row) in rows.iter().enumerate() {
            used += row.height + if position == 0 { Length::ZERO } else { row.before };
            if used > room {
                break;
            }
            fitting = position + 1;
            if row.keep == Keep::Loose || ends.contains(&fitting) {
                good = fitting;
            }
        }
        let least = usize::from(must && !rows.is_empty());
        let count = if good > 0 { good } else { fitting.max(least) };
        part(queue, count)
    }
}

/// Parts a queue of notes after a count of rows.
fn part(queue: Vec<Portion>, mut count: usize) -> (Vec<Portion>, Vec<Portion>) {
    let (mut here, mut carried) = (Vec::new(), Vec::new());
    for Portion { note, rows } in queue {
        let cut = rows.start + count.min(rows.len());
        count -= cut - rows.start;
        if cut > rows.start {
            here.push(Portion { note, rows: rows.start..cut });
        }
        if cut < rows.end {
            carried.push(Portion { note, rows: cut..rows.end });
        }
    }
    (here, carried)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: usize) -> Vec<Row> {
        (0..count).map(|_| Row { height: Length::pt(10.0), ..Row::default() }).collect()
    }

    #[test]
    fn what_does_not_fit_is_carried_in_order() {
        let (one, two) = (rows(2), rows(3));
        let area = NoteArea { rows: vec![&*one, &*two], gap: Length::pt(5.0), below_rule: Length::pt(5.0) };
        let queue = vec![area.whole(NoteId(0)), area.whole(NoteId(1))];
        assert_eq!(area.height(&queue), Length::pt(60.0));
        let (here, carried) = area.take(queue, Length::pt(45.0), false);
        assert_eq!(here, [area.whole(NoteId(0)), Portion { note: NoteId(1), rows: 0..1 }]);
        assert_eq!(carried, [Portion { note: NoteId(1), rows: 1..3 }]);
    }

    #[test]
    fn a_page_with_notes_alone_takes_a_row_in_any_case() {
        let one = rows(2);
        let area = NoteArea { rows: vec![&*one], gap: Length::ZERO, below_rule: Length::ZERO };
        let (here, carried) = area.take(vec![area.whole(NoteId(0))], Length::pt(1.0), true);
        assert_eq!((here.len(), carried.len()), (1, 1));
    }
}
