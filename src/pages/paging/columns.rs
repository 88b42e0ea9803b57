//! Columns: the rows of a band, side by side, as level as they may be.
//!
//! The least height is sought at which the rows go into the columns. Where they do not, the height grows by the least that
//! lets one more stretch of rows into one of the columns, so that the search ends.

use std::ops::Range;

use super::super::row::Opening;
use super::sheet::Sheet;
use crate::base::Length;

/// Rows in columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Balanced {
    /// The rows of each column that has some.
    pub(super) columns: Vec<Range<usize>>,
    /// The height of the highest.
    pub(super) height: Length,
    /// What they reach down, one with another.
    pub(super) mean: Length,
}

impl Balanced {
    /// All rows in one column: what fits in no way.
    pub(super) fn forced(rows: Range<usize>, columns: u8, height: Length) -> Self {
        let count = usize::from(columns.max(1));
        let each = rows.len().div_ceil(count).max(1);
        let columns = rows.clone().step_by(each).map(|from| from..(from + each).min(rows.end)).collect();
        Self { columns, height, mean: height }
    }
}

/// Whether columns end only where a page may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// Only there.
    Kept,
    /// After any row: what belongs together has no room otherwise.
    Any,
}

/// What came of one try.
enum Try {
    /// All rows stand, the highest column so high.
    Full(Balanced),
    /// They do not, and will not below this height.
    Short(Option<Length>),
}

impl Sheet<'_> {
    /// Rows in columns of the least height from `least` up to `room`; `None` where they do not fit.
    pub(super) fn balance(
        &self,
        rows: Range<usize>,
        count: u8,
        ends: Ends,
        least: Length,
        room: Length,
    ) -> Option<Balanced> {
        let all: Length = self.slots[rows.clone()].iter().map(|slot| slot.row.height).sum();
        let mut height = (all / i64::from(count.max(1))).max(least);
        loop {
            if height > room {
                return None;
            }
            match self.pour(rows.clone(), count, ends, height) {
                Try::Full(balanced) => return Some(balanced),
                Try::Short(next) => height = next.filter(|next| *next > height)?,
            }
        }
    }

    /// Pours rows into columns of a height.
    fn pour(&self, rows: Range<usize>, count: u8, ends: Ends, height: Length) -> Try {
        let (mut from, mut next) = (rows.start, None::<Length>);
        let mut balanced =
            Balanced { columns: Vec::with_capacity(usize::from(count)), height: Length::ZERO, mean: Length::ZERO };
        for _ in 0..count {
            let column = self.column(from..rows.end, ends, height);
            if let Some((_, bottom)) = column.fitting {
                balanced.height = balanced.height.max(bottom);
                balanced.mean += bottom / i64::from(count);
            }
            next = match (next, column.next) {
                (Some(next), Some(other)) => Some(next.min(other)),
                (next, other) => next.or(other),
            };
            if let Some((end, _)) = column.fitting {
                balanced.columns.push(from..end);
                from = end;
            }
            if from == rows.end {
                return Try::Full(balanced);
            }
        }
        Try::Short(next)
    }

    /// How far one column goes.
    fn column(&self, rows: Range<usize>, ends: Ends, height: Length) -> Column {
        let mut column = Column::default();
        let mut y = self.repeated_head(rows.start);
        for position in rows.clone() {
            let is_broken = position > rows.start && self.slots[position].opening == Opening::Column;
            if is_broken {
                return column;
            }
            y = self.top(rows.start, position, y) + self.slots[position].row.height;
            let end = position + 1;
            if end < rows.end && ends == Ends::Kept && !self.end_after(position, rows.end).is_allowed() {
                continue;
            }
            if y > height {
                column.next = Some(y);
                return column;
            }
            column.fitting = Some((end, y));
        }
        column
    }
}

/// How far a column goes: its end and depth, and the depth of what did not fit.
#[derive(Default)]
struct Column {
    fitting: Option<(usize, Length)>,
    next: Option<Length>,
}
