//! The opened book: which margin of a page lies at the spine. Everything else speaks of inside and outside.

use super::Leaf;
use crate::base::{Direction, Length, Rect};
use crate::style::PageStyle;

/// A side of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Where x is 0.
    Left,
    /// Where x is the width of the page.
    Right,
}

/// The leaf of a page by its index: the first page is a recto.
pub(super) fn leaf(index: usize) -> Leaf {
    if index.is_multiple_of(2) { Leaf::Recto } else { Leaf::Verso }
}

/// The side of the spine.
///
/// In a right-bound book rectos lie on the left of the spread, so the spine is at their right; in a left-bound one the
/// other way round.
pub(super) fn spine(leaf: Leaf, direction: Direction) -> Side {
    match (leaf, direction) {
        (Leaf::Recto, Direction::Rtl) | (Leaf::Verso, Direction::Ltr) => Side::Right,
        (Leaf::Recto, Direction::Ltr) | (Leaf::Verso, Direction::Rtl) => Side::Left,
    }
}

/// The type area of a page.
pub(super) fn type_area(page: &PageStyle, leaf: Leaf, direction: Direction) -> Rect {
    let left = match spine(leaf, direction) {
        Side::Left => page.inside,
        Side::Right => page.outside,
    };
    let size = type_size(page);
    Rect::new(left, page.top, size.0, size.1)
}

/// Width and height of the type area.
pub(super) fn type_size(page: &PageStyle) -> (Length, Length) {
    (page.width - page.inside - page.outside, page.height - page.top - page.bottom)
}

/// The width of one of some columns side by side.
pub(super) fn column_measure(page: &PageStyle, columns: u8) -> Length {
    let (width, _) = type_size(page);
    let count = i64::from(columns.max(1));
    (width - page.column_gap * (count - 1)) / count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spine_is_between_verso_and_recto() {
        // Right-bound: the first page lies on the left of the spread, its spine at its right.
        assert_eq!(spine(leaf(0), Direction::Rtl), Side::Right);
        assert_eq!(spine(leaf(1), Direction::Rtl), Side::Left);
        assert_eq!(spine(leaf(0), Direction::Ltr), Side::Left);
        assert_eq!(spine(leaf(1), Direction::Ltr), Side::Right);
    }
}
