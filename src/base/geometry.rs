//! Places on a page: origin at the top left of the trim, x to the right, y down.

use super::Length;

/// A place on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Point {
    /// From the left edge of the trim, to the right.
    pub x: Length,
    /// From the top edge of the trim, down.
    pub y: Length,
}

/// Width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    /// From left to right.
    pub width: Length,
    /// From top to bottom.
    pub height: Length,
}

/// An upright rectangle on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rect {
    /// The top left corner.
    pub origin: Point,
    /// Its extent; never negative.
    pub size: Size,
}

impl Point {
    /// Where it lies when all that it lies on is turned round, head down.
    #[must_use]
    pub fn turned_round(self, on: Size) -> Self {
        Self { x: on.width - self.x, y: on.height - self.y }
    }
}

impl Rect {
    /// A rectangle by its left, top, width and height.
    pub const fn new(x: Length, y: Length, width: Length, height: Length) -> Self {
        Self { origin: Point { x, y }, size: Size { width, height } }
    }

    /// The right edge.
    pub fn right(&self) -> Length {
        self.origin.x + self.size.width
    }

    /// The bottom edge.
    pub fn bottom(&self) -> Length {
        self.origin.y + self.size.height
    }

    /// Where it lies when all that it lies on is turned round, head down.
    #[must_use]
    pub fn turned_round(&self, on: Size) -> Self {
        Self { origin: Point { x: self.right(), y: self.bottom() }.turned_round(on), size: self.size }
    }
}

/// A colour on the page, as written in a style: `#rrggbb`; black when nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Color {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

impl Color {
    /// Black, which the back ends write as pure grey 0.
    pub const BLACK: Self = Self { red: 0, green: 0, blue: 0 };

    /// Whether the three parts are equal, so that it can be written as grey.
    pub fn is_grey(self) -> bool {
        self.red == self.green && self.green == self.blue
    }
}
