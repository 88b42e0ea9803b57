//! Pages to sheets: which page stands where on which side of which sheet, so that folding, cutting and gathering the sheets
//! gives the book in reading order.
//!
//! - [`scheme`]: the ways of putting pages on sheets
//! - `saddle`: sheets folded into each other, in one signature or several
//! - `flat`: sheets that are not folded into each other: several up, cut and stacked, copies, one sheet folded by itself
//!
//! - [`prepare`]: what is asked for, as a scheme and a paper
//! - [`place`]: the sizes: where the slots lie on the paper, and what is cut off
//! - [`wrap`]: the cover of a bound book
//! - [`marks`]: marks for those who cut, fold and gather
//!
//! A [`Plan`] knows nothing of sizes: a side is a grid of slots. Both sides are described as they are seen when looked at; the
//! back is the sheet turned like a page of the book, about its upright axis. Rows count from the top, columns from the left.

mod flat;
pub mod marks;
pub mod place;
pub mod prepare;
mod saddle;
pub mod scheme;
pub mod wrap;

pub use scheme::{Binding, Blanks, Scheme, Up};

/// Which page stands where. Filled by [`impose`]; read by the geometry of sheets, by dump and pdf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Columns and rows of slots on every side.
    pub grid: Grid,
    /// Sheets in the order in which they are gathered: outer before inner, first signature first.
    pub sheets: Vec<Sheet>,
    /// Slots without a page.
    pub blanks: usize,
    /// Whether slots that do not share a spine are cut apart, so that each may need room around it.
    pub is_cut: bool,
}

/// Columns and rows of the slots of a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Slots side by side.
    pub columns: usize,
    /// Slots above each other.
    pub rows: usize,
}

/// A sheet of paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The signature it belongs to, from 0; sheets that are not folded into each other are signatures of their own.
    pub signature: usize,
    /// The side that is printed first.
    pub front: Side,
    /// The other one; `None` if nothing is printed on it.
    pub back: Option<Side>,
}

/// A side of a sheet: its slots, row by row from the top, each row from the left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// As many as the grid has.
    pub slots: Vec<Slot>,
}

/// A place for a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// The page, from 0; `None` for a blank.
    pub page: Option<usize>,
    /// Whether it stands on its head, because the sheet is folded above it.
    pub is_turned: bool,
    /// How many leaves lie around this one in the fold: the page moves so many thicknesses of paper towards the spine.
    pub depth: usize,
    /// Where the spine lies, as the sheet is looked at; `None` where nothing is folded or bound.
    pub spine: Option<Edge>,
}

/// An upright edge of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The left one.
    Left,
    /// The right one.
    Right,
}

/// Puts `count` pages on sheets.
///
/// Every page stands once (as often as there are copies), and blanks come where a reader expects them: see [`Blanks`].
/// No pages give no sheets.
pub fn impose(count: usize, scheme: Scheme, binding: Binding, blanks: Blanks) -> Plan {
    match scheme {
        Scheme::Saddle { up, signature } => saddle::plan(count, up, signature, binding, blanks),
        Scheme::Flat { grid } => flat::several_up(count, grid, binding),
        Scheme::Single { is_reversed } => flat::single(count, is_reversed),
        Scheme::Stack { grid } => flat::stacks(count, grid, binding, blanks),
        Scheme::Copies { grid } => flat::copies(count, grid),
        Scheme::Mini => flat::mini(count, binding, blanks),
        Scheme::Panels => flat::panels(count, binding, blanks),
    }
}

impl Plan {
    /// Whether its sheets are folded into each other.
    pub fn is_folded(&self) -> bool {
        self.sheets
            .iter()
            .any(|sheet| sheet.back.is_some() && sheet.front.slots.iter().any(|slot| slot.spine.is_some()))
            && self.grid.columns > 1
    }

    /// The plan for some of the pages of a book: what it calls page `n` is `pages[n]`.
    #[must_use]
    pub fn of(mut self, pages: &[usize]) -> Self {
        let sides = self.sheets.iter_mut().flat_map(|sheet| std::iter::once(&mut sheet.front).chain(&mut sheet.back));
        for slot in sides.flat_map(|side| &mut side.slots) {
            slot.page = slot.page.and_then(|page| pages.get(page).copied());
        }
        self
    }
}

impl Grid {
    /// How many slots a side has.
    pub fn slots(self) -> usize {
        self.columns * self.rows
    }
}

impl Side {
    /// A side without pages.
    fn blank(grid: Grid) -> Self {
        Self { slots: vec![Slot::default(); grid.slots()] }
    }

    /// Whether no page stands on it.
    pub fn is_blank(&self) -> bool {
        self.slots.iter().all(|slot| slot.page.is_none())
    }
}

/// The page at a place of the padded book, in reading order.
///
/// The padded book has `whole` places; the missing pages are left free where `blanks` says.
fn page_at(place: usize, count: usize, whole: usize, blanks: Blanks) -> Option<usize> {
    match blanks {
        Blanks::BeforeLast if count > 0 && place + 1 == whole => Some(count - 1),
        Blanks::BeforeLast => (place + 1 < count).then_some(place),
        Blanks::End => (place < count).then_some(place),
    }
}

/// Counts the slots without a page and closes the plan.
fn close(grid: Grid, sheets: Vec<Sheet>, is_cut: bool) -> Plan {
    let sides = sheets.iter().flat_map(|sheet| std::iter::once(&sheet.front).chain(&sheet.back));
    let blanks = sides.flat_map(|side| &side.slots).filter(|slot| slot.page.is_none()).count();
    Plan { grid, sheets, blanks, is_cut }
}
