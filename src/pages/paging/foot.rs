//! The foot: all notes of the running order as one stream of rows, which pages take from in turn.
//!
//! Notes stand in the order of their marks, whatever page they fall on. What a page has at its foot is therefore a range of
//! the stream, and what earlier pages carry over is known by one number: how many rows they took.

use std::ops::Range;

use super::super::notes::Portion;
use super::super::row::{Keep, Row};
use super::Slot;
use super::streams::Streams;
use crate::base::Length;
use crate::book::NoteId;

/// A row of the stream.
struct FootRow {
    note: NoteId,
    /// Its position among the rows of its note.
    position: usize,
    /// Space above, which vanishes below the rule.
    before: Length,
    /// Whether a page may end its notes with it.
    may_end: bool,
}

/// Every note that has a mark, in the order of the marks.
pub(super) struct Foot {
    rows: Vec<FootRow>,
    /// By position in the stream, the height of the rows before it with the spaces above them.
    depths: Vec<Length>,
    /// By position in the running order, how many rows the notes have whose marks stand before it.
    until: Vec<u32>,
    /// By position in the running order, how many rows must stand when a page ends there: the last note is begun.
    begun: Vec<u32>,
    /// Space between the text and the rule, and from the rule to the first note.
    above: Length,
    /// Whose notes they are.
    streams: Streams,
}

impl Foot {
    /// Gathers the notes whose marks stand in the running order; a note with two marks stands at the first.
    pub(super) fn gather(slots: &[Slot<'_>], notes: &[&[Row]], above: Length, streams: Streams) -> Self {
        let (rows, depths) = (Vec::new(), vec![Length::ZERO]);
        let mut foot = Self { rows, depths, until: vec![0], begun: vec![0], above, streams };
        let mut is_set = vec![false; notes.len()];
        let mut begun = 0;
        for slot in slots {
            if let Some(last) = foot.add(&slot.row.notes, notes, &mut is_set) {
                begun = count(foot.next_end(last));
            }
            foot.until.push(count(foot.rows.len()));
            foot.begun.push(begun);
        }
        foot
    }

    /// Adds notes that stand nowhere yet, each followed by those whose marks it holds; gives where the last one begins.
    fn add(&mut self, marks: &[NoteId], notes: &[&[Row]], is_set: &mut [bool]) -> Option<usize> {
        let mut last = None;
        for note in marks {
            let Some(is_set_yet) = is_set.get_mut(note.0 as usize) else { continue };
            if std::mem::replace(is_set_yet, true) {
                continue;
            }
            let rows = notes[note.0 as usize];
            last = Some(self.rows.len());
            for (position, row) in rows.iter().enumerate() {
                let may_end = row.keep != Keep::WithNext || position + 1 == rows.len();
                self.rows.push(FootRow { note: *note, position, before: row.before, may_end });
                let depth = self.depths.last().copied().unwrap_or_default();
                self.depths.push(depth + row.before + row.height);
                self.streams.push(*note);
            }
            for row in rows {
                self.add(&row.notes, notes, is_set);
            }
        }
        last
    }

    /// The position behind the first row from `from` on that may end a page.
    fn next_end(&self, from: usize) -> usize {
        let found = self.rows[from..].iter().position(|row| row.may_end);
        found.map_or(self.rows.len(), |found| from + found + 1)
    }

    /// How many rows the notes have whose marks stand before a position of the running order.
    pub(super) fn until(&self, position: usize) -> u32 {
        self.until[position]
    }

    /// How many rows must stand when a page ends before a position.
    pub(super) fn begun(&self, position: usize) -> u32 {
        self.begun[position]
    }

    /// How many rows stand after the least that a page takes of notes carried over to it.
    pub(super) fn least(&self, taken: u32) -> u32 {
        count(self.next_end(taken as usize))
    }

    /// The height of rows with the space and rule above them; nothing for none.
    pub(super) fn height(&self, rows: Range<u32>) -> Length {
        match self.rows.get(rows.start as usize) {
            Some(first) if rows.start < rows.end => {
                let (from, to) = (self.depths[rows.start as usize], self.depths[rows.end as usize]);
                self.above + to - from - first.before + self.streams.space(rows)
            }
            _ => Length::ZERO,
        }
    }

    /// How far the stream goes in some room: up to `to`, else to the last row that may end a page, else not at all.
    pub(super) fn take(&self, from: u32, to: u32, room: Length) -> u32 {
        let fitting = self.fitting(from, to, room);
        let end = |end: &u32| self.rows[*end as usize - 1].may_end;
        if fitting == to { to } else { (from + 1..=fitting).rev().find(end).unwrap_or(from) }
    }

    /// How far the stream goes in some room, never mind where it is cut; one row at least.
    pub(super) fn force(&self, from: u32, to: u32, room: Length) -> u32 {
        match self.take(from, to, room) {
            taken if taken > from => taken,
            _ => self.fitting(from, to, room).max(from + 1).min(to),
        }
    }

    /// How many rows fit, counted from the beginning of the stream.
    fn fitting(&self, from: u32, to: u32, room: Length) -> u32 {
        let ends = &self.depths[from as usize..=to as usize];
        let Some(first) = self.rows.get(from as usize) else { return to };
        let limit = room - self.above + ends[0] + first.before;
        if !self.streams.are_one() {
            let fits = |end: &u32| self.depths[*end as usize] + self.streams.space(from..*end) <= limit;
            return from + count((from + 1..=to).take_while(fits).count());
        }
        from + count(ends.partition_point(|depth| *depth <= limit).saturating_sub(1))
    }

    /// A range of the stream as portions of notes.
    pub(super) fn portions(&self, rows: Range<u32>) -> Vec<Portion> {
        let mut portions: Vec<Portion> = Vec::new();
        for row in &self.rows[rows.start as usize..rows.end as usize] {
            match portions.last_mut().filter(|last| last.note == row.note) {
                Some(last) => last.rows.end = row.position + 1,
                None => portions.push(Portion { note: row.note, rows: row.position..row.position + 1 }),
            }
        }
        self.streams.order(&mut portions, self.is_within(rows.start));
        portions
    }

    /// Whether a position of the stream is within a note, and not where one begins.
    pub(super) fn is_within(&self, position: u32) -> bool {
        self.rows.get(position as usize).is_some_and(|row| row.position > 0)
    }
}

/// Rows are counted in 32 bits: a book of four thousand million lines has no reader.
fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::super::row::Opening;
    use super::*;

    fn rows(count: usize) -> Vec<Row> {
        (0..count).map(|_| Row { height: Length::pt(10.0), ..Row::default() }).collect()
    }

    fn marks(notes: &[u32]) -> Row {
        Row { notes: notes.iter().copied().map(NoteId).collect(), ..Row::default() }
    }

    fn slot(row: &Row) -> Slot<'_> {
        Slot {
            row,
            before: Length::ZERO,
            opening: Opening::Flow,
            opens_division: false,
            columns: 1,
            opens_band: false,
            is_on_grid: false,
        }
    }

    fn foot(text: &[Row], notes: &[Vec<Row>]) -> Foot {
        let slots: Vec<Slot<'_>> = text.iter().map(slot).collect();
        let notes: Vec<&[Row]> = notes.iter().map(|rows| &**rows).collect();
        Foot::gather(&slots, &notes, Length::pt(5.0), Streams::default())
    }

    #[test]
    fn what_does_not_fit_is_carried_in_order() {
        let foot = foot(&[marks(&[0]), marks(&[1, 0])], &[rows(2), rows(3)]);
        assert_eq!((foot.until(1), foot.until(2), foot.begun(1), foot.begun(2)), (2, 5, 1, 3));
        assert_eq!(foot.height(0..5), Length::pt(55.0));
        assert_eq!(foot.take(0, 5, Length::pt(44.0)), 3);
        let portions = foot.portions(1..4);
        assert_eq!(portions, [Portion { note: NoteId(0), rows: 1..2 }, Portion { note: NoteId(1), rows: 0..2 }]);
    }

    #[test]
    fn a_note_is_cut_where_it_may_be_and_elsewhere_only_by_force() {
        let mut kept = rows(4);
        kept[0].keep = Keep::WithNext;
        kept[2].keep = Keep::WithNext;
        let foot = foot(&[marks(&[0])], &[kept]);
        assert_eq!(foot.begun(1), 2);
        assert_eq!(foot.take(0, 4, Length::pt(36.0)), 2);
        assert_eq!(foot.take(0, 4, Length::pt(16.0)), 0);
        assert_eq!(foot.force(0, 4, Length::pt(16.0)), 1);
        assert_eq!(foot.force(0, 4, Length::pt(1.0)), 1);
    }

    #[test]
    fn a_note_in_a_note_follows_it() {
        let mut outer = rows(2);
        outer[0].notes = vec![NoteId(1)];
        let foot = foot(&[marks(&[0]), marks(&[1])], &[outer, rows(1)]);
        assert_eq!((foot.until(1), foot.until(2), foot.begun(1)), (3, 3, 1));
    }
}
