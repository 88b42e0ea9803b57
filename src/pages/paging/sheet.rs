//! The sheet: what a page holds that begins at a row. Every row after which it may end is tried, and the tops of the rows of
//! a page that was chosen are found.
//!
//! A page is made of bands, one below the other. In most there is one column; in the others rows run through columns side by
//! side (`columns`).

use std::ops::Range;

use super::super::continued::parts_article;
use super::super::row::{Keep, Opening, Row, height};
use super::super::{ItemRole, Leaf};
use super::columns::{Balanced, Ends};
use super::demerits::End;
use super::foot::Foot;
use super::{Area, Slot};
use crate::base::Length;

/// How far from a full page its end is sought first, in lines of the text.
const WINDOW: i64 = 8;

/// How much of the spaces between blocks may be taken away, so that a text ends on a page and not overleaf.
const SQUEEZE: f64 = 0.2;

/// What all pages have in common.
pub(super) struct Sheet<'a> {
    /// Rows in the running order.
    pub(super) slots: &'a [Slot<'a>],
    /// For each of them, the position where its band ends.
    pub(super) band_ends: Vec<usize>,
    /// Their notes.
    pub(super) foot: &'a Foot,
    /// The height of the type area.
    pub(super) area: Length,
    /// The line spacing of the text.
    pub(super) line: Length,
    /// The height of the lines that say where an article goes on, above and below its parts.
    pub(super) continued: Length,
    /// Lines of the text stand at multiples of this.
    pub(super) grid: Option<Length>,
    /// How many lines the last page of a stretch should have.
    pub(super) last_lines: u8,
}

/// An end of a page: the position behind its last row, how far down the text reaches, and how good the place is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    pub(super) end: usize,
    pub(super) body: Length,
    pub(super) kind: End,
    /// The white below columns that are shorter than the highest, one with another.
    pub(super) slack: Length,
    /// By how much the spaces between its blocks may be squeezed, so that the end of the text fits.
    pub(super) give: Length,
}

/// Which ends are sought.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    /// In columns, those of pages that are nearly full.
    Near,
    /// All.
    Whole,
}

/// Where the band of each row ends: all at once, for a band may be as long as the book.
pub(super) fn band_ends(slots: &[Slot<'_>]) -> Vec<usize> {
    let mut ends: Vec<usize> = (1..=slots.len()).collect();
    for position in (1..slots.len()).rev() {
        let (one, next) = (&slots[position - 1], &slots[position]);
        if one.columns == next.columns && (one.columns == 1 || !next.opens_band) {
            ends[position - 1] = ends[position];
        }
    }
    ends
}

impl Sheet<'_> {
    /// Every end that a page may have which begins at `at`, before `last`, rising. The text alone must fit.
    pub(super) fn reaches(&self, at: usize, last: usize, search: Search, reaches: &mut Vec<Reach>) {
        reaches.clear();
        let mut y = self.continuation(at);
        let mut position = at;
        while position < last {
            let band = self.band(position, last);
            let columns = self.slots[position].columns;
            if columns == 1 {
                let can_give = band.start == at && band.end == last && self.grid.is_none();
                let mut give = Length::ZERO;
                y += if position == at { self.repeated_head(at) } else { Length::ZERO };
                for position in band.clone() {
                    y = self.top(at, position, y) + self.slots[position].row.height;
                    if can_give && position > at {
                        give += self.slots[position].before.scale(SQUEEZE);
                    }
                    if y > self.area + give {
                        return;
                    }
                    let body = y + self.continuation(position + 1);
                    let kind = self.end_after(position, last);
                    let give = if kind == End::Last { give } else { Length::ZERO };
                    if body <= self.area + give {
                        reaches.push(Reach { end: position + 1, body, kind, slack: Length::ZERO, give });
                    }
                }
            } else {
                let top = self.band_top(at, position, y);
                let Some(bottom) = self.reaches_in_columns(band.clone(), top, last, search, reaches) else { return };
                y = bottom;
            }
            position = band.end;
        }
    }

    /// Ends within a band of columns; gives where the band ends if all of it fits.
    fn reaches_in_columns(
        &self,
        band: Range<usize>,
        top: Length,
        last: usize,
        search: Search,
        reaches: &mut Vec<Reach>,
    ) -> Option<Length> {
        let count = self.slots[band.start].columns;
        let room = self.area - top;
        let mut rows = Length::ZERO;
        let mut least = Length::ZERO;
        for position in band.clone() {
            rows += self.slots[position].row.height;
            let mut kind = self.end_after(position, last);
            let end = position + 1;
            // Ends far from the foot are of use only where nothing nearer is.
            let notes =
                self.foot.height(self.foot.until(band.start)..self.foot.begun(end).max(self.foot.until(band.start)));
            let is_far = rows / i64::from(count) + notes + self.line * WINDOW < room;
            if end < band.end && search == Search::Near && (!kind.is_allowed() || is_far) {
                continue;
            }
            let rows_here = band.start..end;
            let mut balanced = self.balance(rows_here.clone(), count, Ends::Kept, least, room);
            if balanced.is_none() && search == Search::Whole {
                balanced = self.balance(rows_here, count, Ends::Any, least, room);
                kind = if kind.is_allowed() { End::Broken } else { kind };
            }
            let Some(balanced) = balanced else {
                if rows / i64::from(count) > room {
                    return None;
                }
                continue;
            };
            if end < band.end && balanced.columns.len() < usize::from(count) && kind.is_allowed() {
                kind = End::Lopsided;
            }
            least = balanced.height;
            // Where the columns end they are as level as can be; where they go on overleaf they should be full.
            let slack = if end < band.end { balanced.height - balanced.mean } else { Length::ZERO };
            let body = top + balanced.height + self.continuation(end);
            if body <= self.area {
                reaches.push(Reach { end, body, kind, slack, give: Length::ZERO });
            }
        }
        reaches.last().filter(|reach| reach.end == band.end).map(|reach| reach.body)
    }

    /// The band that a row stands in, from that row on.
    pub(super) fn band(&self, position: usize, last: usize) -> Range<usize> {
        position..self.band_ends[position].min(last)
    }

    /// The areas of a page with rows `rows`, and the top of each row; lists of equal order.
    pub(super) fn arrange(&self, rows: Range<usize>) -> (Vec<Area>, Vec<Length>) {
        let (mut areas, mut tops) = (Vec::new(), Vec::with_capacity(rows.len()));
        let mut y = self.continuation(rows.start);
        let mut position = rows.start;
        while position < rows.end {
            let band = self.band(position, rows.end);
            let columns = self.slots[position].columns;
            if columns == 1 {
                let top = if areas.is_empty() { Length::ZERO } else { y };
                y += if areas.is_empty() { self.repeated_head(rows.start) } else { Length::ZERO };
                for position in band.clone() {
                    let at = self.top(rows.start, position, y);
                    tops.push(at);
                    y = at + self.slots[position].row.height;
                }
                areas.push(Area { rows: band.clone(), column: 0, columns, top, height: y - top });
            } else {
                let top = self.band_top(rows.start, position, y);
                let balanced = self.columns_of(band.clone(), columns, self.area - top);
                for (column, rows) in (0..).zip(balanced.columns) {
                    let mut y = top + self.repeated_head(rows.start);
                    for position in rows.clone() {
                        let at = self.top(rows.start, position, y);
                        tops.push(at);
                        y = at + self.slots[position].row.height;
                    }
                    areas.push(Area { rows, column, columns, top, height: balanced.height });
                }
                y = top + balanced.height;
            }
            position = band.end;
        }
        (areas, tops)
    }

    /// Takes a length away from the spaces between the rows of a page, in proportion.
    pub(super) fn squeeze(&self, rows: Range<usize>, tops: &mut [Length], length: Length) {
        let spaces = self.slots[rows].iter().map(|slot| slot.before).skip(1);
        let all: Length = spaces.clone().sum();
        let mut before = Length::ZERO;
        for (top, space) in tops.iter_mut().skip(1).zip(spaces) {
            before += space;
            *top -= length.scale(before.ratio_to(all));
        }
    }

    /// The columns of a band, in any case.
    fn columns_of(&self, band: Range<usize>, columns: u8, room: Length) -> Balanced {
        let try_ends = |ends| self.balance(band.clone(), columns, ends, Length::ZERO, room);
        let balanced = try_ends(Ends::Kept).or_else(|| try_ends(Ends::Any));
        balanced.unwrap_or_else(|| Balanced::forced(band, columns, room))
    }

    /// The top of a row on a page or in a column that begins with row `first`, where the row before it ends at `y`.
    ///
    /// The first row has no space above it; only divisions keep theirs. Lines of the text stand on the grid.
    pub(super) fn top(&self, first: usize, position: usize, y: Length) -> Length {
        let slot = &self.slots[position];
        let space = if position == first && !slot.opens_division { Length::ZERO } else { slot.before };
        match self.grid {
            Some(grid) if slot.is_on_grid => up_to(y + space, grid),
            _ => y + space,
        }
    }

    /// The top of a band of columns, which has the space above its first row.
    fn band_top(&self, first: usize, position: usize, y: Length) -> Length {
        let top = if position == first { y } else { y + self.slots[position].before };
        self.grid.map_or(top, |grid| up_to(top, grid))
    }

    /// How good a page ends after a row.
    pub(super) fn end_after(&self, position: usize, last: usize) -> End {
        let Slot { row, .. } = &self.slots[position];
        match self.slots.get(position + 1) {
            _ if position + 1 == last => End::Last,
            Some(next) if next.columns > 1 && next.opening == Opening::Column => End::Good,
            // Stars at the head of a page are read as a title of what follows.
            Some(next) if row.keep == Keep::Loose && is_furniture(next.row) => End::Reluctant,
            _ if row.keep == Keep::Loose => End::Good,
            _ if row.keep == Keep::Reluctant => End::Parted,
            _ if is_heading(row) => End::Stranded,
            _ => End::Broken,
        }
    }

    /// How many lines of text rows have, one column with another, without spaces and separators. Counting ends where there
    /// are enough for a last page.
    pub(super) fn lines_of_text(&self, rows: Range<usize>) -> f64 {
        let mut lines = 0.0;
        for slot in self.slots[rows].iter().filter(|slot| !is_furniture(slot.row)) {
            lines += slot.row.height.ratio_to(self.line) / f64::from(slot.columns);
            if lines >= f64::from(self.last_lines) {
                break;
            }
        }
        lines
    }

    /// The height of a line that says that an article is parted before a row.
    pub(super) fn continuation(&self, row: usize) -> Length {
        if parts_article(self.slots, row) { self.continued } else { Length::ZERO }
    }

    /// The height of a table's head that is set again at the top of a page or column.
    pub(super) fn repeated_head(&self, at: usize) -> Length {
        let head: Option<&Vec<Row>> = self.slots.get(at).and_then(|slot| slot.row.head.as_deref());
        head.map_or(Length::ZERO, |rows| height(rows))
    }
}

/// The next multiple of a step; what is within a hundredth of a point of one is there.
pub(super) fn up_to(length: Length, step: Length) -> Length {
    let step = step.raw().max(1);
    let above = (length - Length::pt(0.01)).raw().max(0);
    Length::from_raw((above + step - 1) / step * step)
}

/// Whether a row is of a heading.
pub(super) fn is_heading(row: &Row) -> bool {
    row.items.iter().any(|item| matches!(item.role, ItemRole::Heading(_)))
}

/// Whether a row is no text, as a separator is.
fn is_furniture(row: &Row) -> bool {
    !row.items.is_empty() && row.items.iter().all(|item| item.role == ItemRole::Artifact)
}

/// The leaf of a page, by its index.
pub(super) fn is_first_of_spread(page: usize) -> bool {
    super::super::spread::leaf(page) == Leaf::Verso
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_up_to_the_grid_unless_they_stand_on_it() {
        let grid = Length::pt(18.0);
        assert_eq!(up_to(Length::pt(19.0), grid), Length::pt(36.0));
        assert_eq!(up_to(Length::pt(36.0), grid), Length::pt(36.0));
        assert_eq!(up_to(Length::pt(36.0) + Length::from_raw(1), grid), Length::pt(36.0));
        assert_eq!(up_to(Length::ZERO, grid), Length::ZERO);
    }
}
