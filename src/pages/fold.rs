//! Folded sheets: panels in, sides of the sheet out, with marks where the sheet is folded.
//!
//! A sheet folded twice has three panels a side. Of a sheet that opens from the right (Persian, Arabic) the first side shows,
//! from the left, the front, the back, and the panel that is folded inward; the second side is read from right to left.
//! Text goes through the panels side by side: front, inward panel, back; then the inside. One that opens from the left is the
//! mirror image. The inward panel is narrower, so that it does not touch the fold.

use super::row::shift;
use super::{Destination, Frame, FrameRole, Item, ItemKind, ItemRole, Leaf, Page, Pages};
use crate::base::{Color, Direction, Language, Length, Point, Rect, Size};
use crate::script::DigitSet;
use crate::style::{INWARD, PageStyle};

/// Panels on a side.
const PANELS: usize = 3;
/// How far a mark reaches in from the edge, in millimetres.
const MARK: f64 = 4.0;
/// How thick it is, in points.
const THICKNESS: f64 = 0.25;

/// Where the panels of a side stand, from the left: first, second and third of the text, of a sheet that opens from the right.
const OUTSIDE: [usize; PANELS] = [0, 2, 1];
const INSIDE: [usize; PANELS] = [2, 1, 0];

/// One side of the sheet, in which places from the left are counted.
struct Side {
    /// For each panel of the text, its place.
    places: [usize; PANELS],
    /// The place of the narrow panel.
    narrow: usize,
}

impl Side {
    fn new(number: usize, direction: Direction) -> Self {
        let is_outside = number.is_multiple_of(2);
        let mirrored = |place: usize| if direction.is_rtl() { place } else { PANELS - 1 - place };
        let places = if is_outside { OUTSIDE } else { INSIDE }.map(mirrored);
        Self { places, narrow: mirrored(if is_outside { PANELS - 1 } else { 0 }) }
    }

    /// The left edge of a place.
    fn left(&self, place: usize, width: Length) -> Length {
        let narrowed = if self.narrow < place { Length::mm(INWARD) } else { Length::ZERO };
        width * i64::try_from(place).unwrap_or(0) - narrowed
    }

    /// How far a panel moves: the narrow one loses half of the difference at each side.
    fn shift(&self, panel: usize, width: Length) -> Length {
        let place = self.places[panel % PANELS];
        let lost = if place == self.narrow { Length::mm(INWARD) / 2 } else { Length::ZERO };
        self.left(place, width) - lost
    }
}

/// Puts panels on sides of sheets.
pub(super) fn sheets(panels: Pages, page: &PageStyle, direction: Direction, digits: DigitSet) -> Pages {
    let size = Size { width: page.width * 3 - Length::mm(INWARD), height: page.height };
    let language = panels.list.iter().flat_map(|panel| &panel.frames).flat_map(|frame| &frame.items);
    let language = language.map(|item| item.language.clone()).next().unwrap_or_else(|| Language::new("und"));
    let mut list: Vec<Page> = Vec::with_capacity(panels.list.len().div_ceil(PANELS));
    for (index, panel) in panels.list.into_iter().enumerate() {
        let number = index / PANELS;
        let side = Side::new(number, direction);
        if index.is_multiple_of(PANELS) {
            let leaf = if number.is_multiple_of(2) { Leaf::Recto } else { Leaf::Verso };
            let label = digits.format(number as u64 + 1);
            list.push(Page { size, leaf, label, frames: vec![marks(&side, page, size, &language)] });
        }
        let right = side.shift(index, page.width);
        let moved = panel.frames.into_iter().map(|mut frame| {
            frame.area.origin.x += right;
            frame.items.iter_mut().for_each(|item| shift(item, right, Length::ZERO));
            frame
        });
        if let Some(sheet) = list.last_mut() {
            sheet.frames.extend(moved);
        }
    }
    let destinations =
        panels.destinations.into_iter().map(|place| place.map(|at| moved(at, page, direction))).collect();
    Pages {
        list,
        bookmarks: panels.bookmarks,
        destinations,
        groups: panels.groups,
        front: panels.front / PANELS as u32,
    }
}

/// A place on a panel as a place on its side.
fn moved(at: Destination, page: &PageStyle, direction: Direction) -> Destination {
    let index = at.page as usize;
    let right = Side::new(index / PANELS, direction).shift(index, page.width);
    let number = u32::try_from(index / PANELS).unwrap_or(u32::MAX);
    Destination { page: number, at: Point { x: at.at.x + right, y: at.at.y } }
}

/// Marks at the upper and lower edge where the sheet is folded.
fn marks(side: &Side, page: &PageStyle, size: Size, language: &Language) -> Frame {
    let thickness = Length::pt(THICKNESS);
    let mark = |place: usize, y: Length| {
        let x = side.left(place, page.width) - thickness / 2;
        let rect = Rect::new(x, y, thickness, Length::mm(MARK));
        Item {
            role: ItemRole::Artifact,
            block: 0,
            language: language.clone(),
            kind: ItemKind::Rule(rect, Color::BLACK),
        }
    };
    let items = (1..PANELS).flat_map(|place| [mark(place, Length::ZERO), mark(place, size.height - Length::mm(MARK))]);
    let area = Rect::new(Length::ZERO, Length::ZERO, size.width, size.height);
    Frame { role: FrameRole::Marks, area, items: items.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(number: usize, direction: Direction) -> Vec<f64> {
        let side = Side::new(number, direction);
        (0..PANELS).map(|panel| side.shift(panel, Length::mm(100.0)).to_mm()).map(f64::round).collect()
    }

    /// Panels of 100 mm, the inward one 98 mm: its text moves by 1 mm into what is left of its margins.
    #[test]
    fn panels_stand_where_the_fold_wants_them() {
        assert_eq!(places(0, Direction::Rtl), [0.0, 199.0, 100.0], "front, inward, back");
        assert_eq!(places(1, Direction::Rtl), [198.0, 98.0, -1.0], "from right to left");
        assert_eq!(places(0, Direction::Ltr), [198.0, -1.0, 98.0]);
        assert_eq!(places(1, Direction::Ltr), [0.0, 100.0, 199.0]);
    }

    /// Turned over, the narrow panel of one side is that of the other.
    #[test]
    fn both_sides_are_folded_at_the_same_places() {
        for direction in [Direction::Rtl, Direction::Ltr] {
            let folds = |number: usize| [1, 2].map(|place| Side::new(number, direction).left(place, Length::mm(100.0)));
            let width = Length::mm(300.0) - Length::mm(INWARD);
            let [first, second] = folds(0);
            assert_eq!(folds(1), [width - second, width - first]);
        }
    }
}
