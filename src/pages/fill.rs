//! Filling pages: rows and notes in, cuts out. A cut says which rows and notes stand on a page and how high.
//!
//! Page by page, the last row is sought after which the page may end and which fits together with its notes. Every page
//! takes a row of text or of a note, so that filling ends.

use std::ops::Range;

use super::continued::parts_article;
use super::galley::Slot;
use super::notes::{NoteArea, Portion};
use super::row::{Keep, Opening, Row, height};
use crate::base::{Diagnostic, Diagnostics, Length};
use crate::book::NoteId;

/// A page ends this many lines early rather than part a note.
const LINES_FOR_WHOLE_NOTES: i64 = 2;

/// What stands on a page. Filled here; read by `compose`.
#[derive(Debug, Default)]
pub(super) struct Cut {
    /// Rows of the text, as positions in the running order; empty on blank pages and those with notes alone.
    pub(super) rows: Range<usize>,
    /// The top of each row, down from that of the type area.
    pub(super) tops: Vec<Length>,
    /// Notes at the foot, in order.
    pub(super) notes: Vec<Portion>,
    /// The top of the rule above the notes, down from that of the type area.
    pub(super) notes_top: Length,
}

impl Cut {
    /// Whether nothing stands on the page.
    pub(super) fn is_blank(&self) -> bool {
        self.rows.is_empty() && self.notes.is_empty()
    }
}

/// Cuts the running order into pages with type areas of a height.
///
/// `continued` is the height of the lines that say where an article goes on.
pub(super) fn fill(
    slots: &[Slot<'_>],
    notes: &NoteArea<'_>,
    area: Length,
    continued: Length,
    diagnostics: &mut Diagnostics,
) -> Vec<Cut> {
    let is_set = vec![false; notes.rows.len()];
    let mut filler =
        Filler { slots, notes, area, continued, cuts: Vec::new(), carried: Vec::new(), is_set, diagnostics };
    let mut at = 0;
    while at < slots.len() || !filler.carried.is_empty() {
        at = filler.page(at);
    }
    filler.cuts
}

/// The state between two pages.
struct Filler<'a> {
    slots: &'a [Slot<'a>],
    notes: &'a NoteArea<'a>,
    area: Length,
    continued: Length,
    cuts: Vec<Cut>,
    /// What did not fit of the notes of earlier pages.
    carried: Vec<Portion>,
    /// By note, whether it stands on a page or is carried: a note with two marks stands at the first.
    is_set: Vec<bool>,
    diagnostics: &'a mut Diagnostics,
}

/// How far a page may reach: positions behind its last row, and the height of the text up to there.
#[derive(Clone, Copy)]
struct Reach {
    end: usize,
    body: Length,
}

/// The ends a page may have.
#[derive(Default)]
struct Ends {
    /// The last one that leaves every note whole.
    whole: Option<Reach>,
    /// The last one with the beginning of every note.
    begun: Option<Reach>,
    /// The last one that fits, never mind what it parts.
    any: Option<Reach>,
}

impl Filler<'_> {
    /// Makes the next page, and a blank one before it where a recto is asked for; gives the next row's position.
    fn page(&mut self, at: usize) -> usize {
        let opening = self.slots.get(at).map(|slot| slot.opening);
        if !self.carried.is_empty() && opening != Some(Opening::Flow) {
            return self.finish(at, Reach { end: at, body: Length::ZERO });
        }
        if opening == Some(Opening::Recto) && !self.cuts.len().is_multiple_of(2) {
            // A blank page holds the place in the running order, so that pages can be sought by row.
            self.cuts.push(Cut { rows: at..at, ..Cut::default() });
        }
        let reach = self.reach(at);
        self.finish(at, reach)
    }

    /// How far the next page reaches.
    ///
    /// Whole notes are worth a little white space; a note is parted only where more would be lost. Rules of keeping give way
    /// when a page could take nothing otherwise.
    fn reach(&mut self, at: usize) -> Reach {
        let ends = self.ends(at);
        match ends {
            Ends { whole: Some(whole), begun: Some(begun), .. } => {
                let line = self.slots[begun.end - 1].row.height;
                if begun.body - whole.body <= line * LINES_FOR_WHOLE_NOTES { whole } else { begun }
            }
            Ends { begun: Some(begun), .. } => begun,
            _ if !self.carried.is_empty() => self.beside_carried(at),
            Ends { any: Some(any), .. } => any,
            _ => self.too_tall(at),
        }
    }

    /// Tries one row after another as the last of the page.
    fn ends(&self, at: usize) -> Ends {
        let mut ends = Ends::default();
        let mut new: Vec<NoteId> = Vec::new();
        let mut body = self.repeated_head(at);
        let (mut whole, mut begun) = (self.notes.height(&self.carried), self.notes.height(&self.carried));
        for position in at..self.stretch_end(at) {
            let slot = &self.slots[position];
            body += self.space_above(at, position) + slot.row.height;
            if self.collect(&slot.row.notes, &mut new) {
                (whole, begun) = self.heights_with(&new);
            }
            if body + begun > self.area {
                break;
            }
            // A page that parts an article ends with a line that says so.
            let reach = Reach { end: position + 1, body: body + self.continuation(position + 1) };
            if reach.body + begun > self.area {
                continue;
            }
            ends.any = Some(reach);
            if self.may_end_after(position) {
                ends.begun = Some(reach);
                if reach.body + whole <= self.area {
                    ends.whole = Some(reach);
                }
            }
        }
        ends
    }

    /// Adds notes that stand nowhere yet, each followed by those whose marks it holds; says whether there was one.
    fn collect(&self, marks: &[NoteId], new: &mut Vec<NoteId>) -> bool {
        let mut found = false;
        for note in marks {
            if self.is_set.get(note.0 as usize) == Some(&false) && !new.contains(note) {
                found = true;
                new.push(*note);
                let inner: Vec<NoteId> =
                    self.notes.rows[note.0 as usize].iter().flat_map(|row| row.notes.iter().copied()).collect();
                self.collect(&inner, new);
            }
        }
        found
    }

    /// Heights of the notes when all are whole, and when the last one is only begun.
    fn heights_with(&self, new: &[NoteId]) -> (Length, Length) {
        let mut portions = self.carried.clone();
        portions.extend(new.iter().map(|note| self.notes.whole(*note)));
        let whole = self.notes.height(&portions);
        if let Some(last) = portions.last_mut() {
            *last = self.notes.beginning(last.note);
        }
        (whole, self.notes.height(&portions))
    }

    /// Where carried notes leave too little room: the least text that goes without notes of its own, else none.
    fn beside_carried(&self, at: usize) -> Reach {
        let nothing = Reach { end: at, body: Length::ZERO };
        let mut body = self.repeated_head(at);
        for position in at..self.stretch_end(at) {
            let slot = &self.slots[position];
            body += self.space_above(at, position) + slot.row.height;
            if self.collect(&slot.row.notes, &mut Vec::new()) || body + self.notes.least(&self.carried) > self.area {
                return nothing;
            }
            if self.may_end_after(position) {
                return Reach { end: position + 1, body };
            }
        }
        nothing
    }

    /// One row that fits on no page, with its notes or alone.
    fn too_tall(&mut self, at: usize) -> Reach {
        let body = self.repeated_head(at) + self.space_above(at, at) + self.slots[at].row.height;
        if body > self.area {
            let (page, over) = (self.cuts.len() + 1, (body - self.area).to_pt());
            let message = format!("something on page {page} is {over:.1} pt taller than the type area");
            let hint = "make it smaller, or part it with blank lines so that it can run over pages";
            self.diagnostics.push(Diagnostic::warning("pages.too-tall", None, message).hint(hint));
        }
        Reach { end: at + 1, body }
    }

    /// Puts rows and notes on a page; what does not fit of the notes is carried to the next.
    fn finish(&mut self, at: usize, reach: Reach) -> usize {
        let mut queue = std::mem::take(&mut self.carried);
        let mut new = Vec::new();
        for slot in &self.slots[at..reach.end] {
            self.collect(&slot.row.notes, &mut new);
        }
        new.iter().for_each(|note| self.is_set[note.0 as usize] = true);
        queue.extend(new.into_iter().map(|note| self.notes.whole(note)));
        let (notes, carried) = self.notes.take(queue, self.area - reach.body, reach.end == at);
        let mut top = self.repeated_head(at);
        let mut tops = Vec::with_capacity(reach.end - at);
        for position in at..reach.end {
            top += self.space_above(at, position);
            tops.push(top);
            top += self.slots[position].row.height;
        }
        let notes_top = self.area - self.notes.height(&notes) + self.notes.gap;
        self.cuts.push(Cut { rows: at..reach.end, tops, notes, notes_top });
        self.carried = carried;
        reach.end
    }

    /// The position behind the last row before the next one that opens a page.
    fn stretch_end(&self, at: usize) -> usize {
        let rest = self.slots.get(at + 1..).unwrap_or_default();
        rest.iter().position(|slot| slot.opening != Opening::Flow).map_or(self.slots.len(), |found| at + 1 + found)
    }

    /// Whether a page may end after a row: where the row is loose, and before what opens a page in any case.
    fn may_end_after(&self, position: usize) -> bool {
        self.slots[position].row.keep == Keep::Loose
            || self.slots.get(position + 1).is_none_or(|next| next.opening != Opening::Flow)
    }

    /// Space above a row; none at the top of a page, where only divisions keep it.
    fn space_above(&self, first: usize, position: usize) -> Length {
        let slot = &self.slots[position];
        if position == first && !slot.opens_division { Length::ZERO } else { slot.before }
    }

    /// The height of what stands above the first row: where its article comes from, the head of its table again.
    fn repeated_head(&self, at: usize) -> Length {
        let head: Option<&Vec<Row>> = self.slots.get(at).and_then(|slot| slot.row.head.as_deref());
        self.continuation(at) + head.map_or(Length::ZERO, |rows| height(rows))
    }

    /// The height of a line that says that an article is parted before a row.
    fn continuation(&self, row: usize) -> Length {
        if parts_article(self.slots, row) { self.continued } else { Length::ZERO }
    }
}
