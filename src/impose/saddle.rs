//! Sheets folded into each other.
//!
//! A signature of `n` pages is a nest of `n / 4` leaves-in-pairs ("folios"), the outermost first. A folio has two faces with two
//! pages each. For right binding, folio `i` shows on its outer face page `1 + 2i` at the left and `n − 2i` at the right, and on its
//! inner face `n − 1 − 2i` and `2 + 2i`; left binding is the mirror image.
//!
//! A sheet that is folded once is a folio. One that is folded more often holds two or four of them, one inside the other:
//! - twice: the upper half goes behind the lower one and stands on its head. From the outside in: lower half, upper half.
//! - three times: first the right half goes behind the left one, then as before. From the outside in: lower left, lower right,
//!   upper right, upper left.
//!
//! Whatever goes behind shows its printed front inward or outward in turn; [`FOLIOS`] says which face lies on which side.

use super::scheme::{Binding, Blanks, Up};
use super::{Edge, Plan, Sheet, Side, Slot, close, page_at};

/// Where a folio lies on its sheet.
struct Place {
    /// Row from the top.
    row: usize,
    /// Whether it is the upper half, which stands on its head.
    is_turned: bool,
    /// The first of its two columns on the side that shows its outer face, and whether that is the front of the sheet.
    outer: (usize, bool),
    /// The same for its inner face, on the other side.
    inner: usize,
}

const fn place(row: usize, is_turned: bool, outer: (usize, bool), inner: usize) -> Place {
    Place { row, is_turned, outer, inner }
}

/// The folios of a sheet folded once, from the outside in.
const ONCE: [Place; 1] = [place(0, false, (0, true), 0)];
/// Folded twice.
const TWICE: [Place; 2] = [place(1, false, (0, true), 0), place(0, true, (0, false), 0)];
/// Folded three times: what is at the right of the front is at the left of the back.
const THRICE: [Place; 4] = [
    place(1, false, (0, true), 2),
    place(1, false, (0, false), 2),
    place(0, true, (2, true), 0),
    place(0, true, (2, false), 0),
];

/// Plans signatures of at most `signature` pages.
pub(super) fn plan(count: usize, up: Up, signature: Option<usize>, binding: Binding, blanks: Blanks) -> Plan {
    let whole = count.next_multiple_of(up.pages());
    let most = signature.unwrap_or(whole).next_multiple_of(up.pages()).max(up.pages());
    let mut sheets = Vec::with_capacity(whole / up.pages());
    let starts = (0..whole).step_by(most);
    for (signature, start) in starts.enumerate() {
        let length = most.min(whole - start);
        let page = |place: usize| page_at(start + place, count, whole, blanks);
        sheets.extend((0..length / up.pages()).map(|sheet| fold(signature, sheet, length, up, binding, page)));
    }
    close(up.grid(), sheets, true)
}

/// One sheet of a signature of `length` pages.
fn fold(
    signature: usize,
    sheet: usize,
    length: usize,
    up: Up,
    binding: Binding,
    page: impl Fn(usize) -> Option<usize>,
) -> Sheet {
    let grid = up.grid();
    let places: &[Place] = match up {
        Up::Two => &ONCE,
        Up::Four => &TWICE,
        Up::Eight => &THRICE,
    };
    let (mut front, mut back) = (Side::blank(grid), Side::blank(grid));
    for (nth, place) in places.iter().enumerate() {
        let depth = sheet * places.len() + nth;
        let (first, last) = (2 * depth, length - 1 - 2 * depth);
        // From the left, of a right-bound book.
        let outer = in_binding([first, last], binding);
        let inner = in_binding([last - 1, first + 1], binding);
        let (outer_side, inner_side) = if place.outer.1 { (&mut front, &mut back) } else { (&mut back, &mut front) };
        put(outer_side, grid.columns, place, place.outer.0, depth, outer.map(&page));
        put(inner_side, grid.columns, place, place.inner, depth, inner.map(&page));
    }
    Sheet { signature, front, back: Some(back) }
}

fn in_binding([left, right]: [usize; 2], binding: Binding) -> [usize; 2] {
    match binding {
        Binding::Right => [left, right],
        Binding::Left => [right, left],
    }
}

/// Puts the two pages of a face on a side; standing on their heads they change places.
fn put(side: &mut Side, columns: usize, place: &Place, column: usize, depth: usize, pages: [Option<usize>; 2]) {
    let [left, right] = if place.is_turned { [pages[1], pages[0]] } else { pages };
    let start = place.row * columns + column;
    let slot = |page, spine| Slot { page, is_turned: place.is_turned, depth, spine: Some(spine) };
    side.slots[start] = slot(left, Edge::Right);
    side.slots[start + 1] = slot(right, Edge::Left);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(side: &Side) -> Vec<usize> {
        side.slots.iter().map(|slot| slot.page.map_or(0, |page| page + 1)).collect()
    }

    #[test]
    fn eight_pages_right_bound_are_the_table_of_the_craft() {
        let plan = plan(8, Up::Two, None, Binding::Right, Blanks::End);
        let sides: Vec<_> = plan.sheets.iter().map(|s| (printed(&s.front), s.back.as_ref().map(printed))).collect();
        assert_eq!(sides, [(vec![1, 8], Some(vec![7, 2])), (vec![3, 6], Some(vec![5, 4]))]);
    }

    #[test]
    fn a_left_bound_book_is_the_mirror_image() {
        let plan = plan(8, Up::Two, None, Binding::Left, Blanks::End);
        assert_eq!(printed(&plan.sheets[0].front), [8, 1]);
        assert_eq!(plan.sheets[0].back.as_ref().map(printed), Some(vec![2, 7]));
    }

    #[test]
    fn the_back_cover_stays_behind_the_blanks_when_it_has_something_to_say() {
        let plan = plan(6, Up::Two, None, Binding::Right, Blanks::BeforeLast);
        assert_eq!(printed(&plan.sheets[0].front), [1, 6]);
        assert_eq!(plan.sheets[0].back.as_ref().map(printed), Some(vec![0, 2]));
        assert_eq!(plan.blanks, 2);
    }
}
