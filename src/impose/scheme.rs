//! The ways of putting pages on sheets.

use super::Grid;

/// A way of putting pages on sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Sheets folded in the middle and put into each other, sewn or stapled through the fold.
    Saddle {
        /// Pages on a side.
        up: Up,
        /// Pages in a signature at most; `None` for one signature of all pages. Rounded up to whole sheets.
        signature: Option<usize>,
    },
    /// Several pages on a side, in reading order, the sheet neither folded nor cut.
    Flat {
        /// The pages of a side.
        grid: Grid,
    },
    /// The whole pile is cut along the grid, and the stacks are put on each other: bound at the edge.
    Stack {
        /// The leaves of a sheet.
        grid: Grid,
    },
    /// Every slot of a side has the same page: the pile is cut into as many copies.
    Copies {
        /// The copies of a sheet.
        grid: Grid,
    },
    /// A page a side, one side a sheet.
    Single {
        /// Whether the last page comes first; an odd count is filled up with a blank page.
        is_reversed: bool,
    },
    /// Eight pages on one side of one sheet, which is slit in the middle and folded to a booklet.
    Mini,
    /// Six panels on two sides of a sheet that is folded twice: front, flap, the three inside, back.
    Panels,
}

/// Pages on a side of a sheet that is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Up {
    /// Folded once.
    Two,
    /// Folded twice: heads meet at the first fold.
    Four,
    /// Folded three times.
    Eight,
}

impl Up {
    /// The slots of a side.
    pub fn grid(self) -> Grid {
        match self {
            Self::Two => Grid { columns: 2, rows: 1 },
            Self::Four => Grid { columns: 2, rows: 2 },
            Self::Eight => Grid { columns: 4, rows: 2 },
        }
    }

    /// Pages on both sides of a sheet.
    pub fn pages(self) -> usize {
        2 * self.grid().slots()
    }
}

/// The edge at which a book is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// Persian, Arabic: page 1 is a left page.
    Right,
    /// English: page 1 is a right page.
    Left,
}

impl Binding {
    /// Columns are counted as a right-bound book reads, from the right; a left-bound one is its mirror image.
    pub(super) fn column(self, from_start: usize, columns: usize) -> usize {
        match self {
            Self::Right => columns - 1 - from_start,
            Self::Left => from_start,
        }
    }
}

/// Where the blank pages come that fill up the last sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blanks {
    /// After the last page, in reading order.
    End,
    /// Before the last page, which is the back cover.
    BeforeLast,
}
