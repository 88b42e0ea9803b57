//! Sheets that are not folded into each other.

use super::scheme::{Binding, Blanks};
use super::{Edge, Grid, Plan, Sheet, Side, Slot, close, page_at};

/// Places of the eight pages of a sheet that is slit in the middle: upper row, then lower row, each from the start of reading.
///
/// The upper row stands on its head. From the second fold on, right binding: 2 3 4 5 above, 1 8 7 6 below, from the left.
const MINI: [[usize; 4]; 2] = [[4, 3, 2, 1], [5, 6, 7, 0]];

/// Places of the six panels of a sheet that is folded twice, from the start of reading: outside, then inside.
///
/// The reader sees the front, then the flap with the first panel of the inside behind it, then the inside, at last the back.
const PANELS: [[usize; 3]; 2] = [[1, 5, 0], [2, 3, 4]];

/// A page in its slot, neither turned nor bound.
fn plain(page: Option<usize>) -> Slot {
    Slot { page, ..Slot::default() }
}

/// The slots of a side as reading goes: the first row first, each from the edge at which reading starts.
fn side(grid: Grid, binding: Binding, slot: impl Fn(usize) -> Slot) -> Side {
    let mut side = Side::blank(grid);
    for nth in 0..grid.slots() {
        let column = binding.column(nth % grid.columns, grid.columns);
        side.slots[nth - nth % grid.columns + column] = slot(nth);
    }
    side
}

/// Pages in reading order, a side full after the other.
pub(super) fn several_up(count: usize, grid: Grid, binding: Binding) -> Plan {
    let face = |first: usize| side(grid, binding, |nth| plain((first + nth < count).then_some(first + nth)));
    let sheets = (0..count).step_by(2 * grid.slots()).enumerate().map(|(signature, first)| {
        let second = first + grid.slots();
        Sheet { signature, front: face(first), back: (second < count).then(|| face(second)) }
    });
    close(grid, sheets.collect(), false)
}

/// A page a side.
pub(super) fn single(count: usize, is_reversed: bool) -> Plan {
    let grid = Grid { columns: 1, rows: 1 };
    let sides: Vec<Option<usize>> = if is_reversed {
        (0..count.next_multiple_of(2)).rev().map(|page| (page < count).then_some(page)).collect()
    } else {
        (0..count).map(Some).collect()
    };
    let sheets = sides.into_iter().enumerate().map(|(signature, page)| {
        let front = Side { slots: vec![plain(page)] };
        Sheet { signature, front, back: None }
    });
    close(grid, sheets.collect(), true)
}

/// Leaves of two pages; the stack of the first slot is laid on that of the second, and so on.
pub(super) fn stacks(count: usize, grid: Grid, binding: Binding, blanks: Blanks) -> Plan {
    let whole = count.next_multiple_of(2);
    let height = (whole / 2).div_ceil(grid.slots());
    let page = |place: usize| if place < whole { page_at(place, count, whole, blanks) } else { None };
    let (recto, verso) = match binding {
        Binding::Right => (Edge::Right, Edge::Left),
        Binding::Left => (Edge::Left, Edge::Right),
    };
    let bound = |place: usize, spine: Edge| Slot { spine: Some(spine), ..plain(page(place)) };
    // The back of a leaf lies behind it: counted from the other edge.
    let behind = match binding {
        Binding::Right => Binding::Left,
        Binding::Left => Binding::Right,
    };
    let sheets = (0..height).map(|sheet| {
        let leaf = |nth: usize| nth * height + sheet;
        let front = side(grid, binding, |nth| bound(2 * leaf(nth), recto));
        let back = side(grid, behind, |nth| bound(2 * leaf(nth) + 1, verso));
        Sheet { signature: sheet, front, back: (!back.is_blank()).then_some(back) }
    });
    close(grid, sheets.collect(), true)
}

/// The same page in every slot, its next one behind it.
pub(super) fn copies(count: usize, grid: Grid) -> Plan {
    let face = |page: usize| Side { slots: vec![plain(Some(page)); grid.slots()] };
    let sheets = (0..count).step_by(2).enumerate().map(|(signature, page)| {
        let back = (page + 1 < count).then(|| face(page + 1));
        Sheet { signature, front: face(page), back }
    });
    close(grid, sheets.collect(), true)
}

/// Eight pages a sheet, on one side.
pub(super) fn mini(count: usize, binding: Binding, blanks: Blanks) -> Plan {
    let grid = Grid { columns: 4, rows: 2 };
    let whole = count.next_multiple_of(8);
    let sheets = (0..whole).step_by(8).enumerate().map(|(signature, first)| {
        let mut front = Side::blank(grid);
        for (row, places) in MINI.iter().enumerate() {
            for (from_start, place) in places.iter().enumerate() {
                let column = binding.column(from_start, grid.columns);
                let is_turned = row == 0;
                front.slots[row * grid.columns + column] = Slot {
                    page: page_at(first + place, count, whole, blanks),
                    is_turned,
                    depth: 0,
                    spine: Some(spine_of(*place, binding, is_turned)),
                };
            }
        }
        Sheet { signature, front, back: None }
    });
    close(grid, sheets.collect(), false)
}

/// Where the spine of a page lies on the sheet: odd pages of a right-bound book are left pages, with the spine at their right.
fn spine_of(place: usize, binding: Binding, is_turned: bool) -> Edge {
    let is_left_page = place.is_multiple_of(2) == (binding == Binding::Right);
    if is_left_page == is_turned { Edge::Left } else { Edge::Right }
}

/// Six panels a sheet, on two sides.
pub(super) fn panels(count: usize, binding: Binding, blanks: Blanks) -> Plan {
    let grid = Grid { columns: 3, rows: 1 };
    let whole = count.next_multiple_of(6);
    let sheets = (0..whole).step_by(6).enumerate().map(|(signature, first)| {
        let face =
            |places: [usize; 3]| side(grid, binding, |nth| plain(page_at(first + places[nth], count, whole, blanks)));
        let [outside, inside] = PANELS;
        Sheet { signature, front: face(outside), back: Some(face(inside)) }
    });
    close(grid, sheets.collect(), false)
}
