//! Rows with their texts, and what is drawn beside them: what columns and tables are looked for in.

use super::lines::Line;
use super::rows::Row;
use crate::rescue::position::Area;

/// A row and its text.
#[derive(Clone, Debug)]
pub(super) struct Strip<'a> {
    /// The signs.
    pub(super) row: Row<'a>,
    /// The text.
    pub(super) line: Line,
    /// Left and right edge of the box that it stands in.
    pub(super) frame: Option<(f32, f32)>,
}

impl Strip<'_> {
    /// What no gutter goes through: its words, or all of its box.
    pub(super) fn spans(&self) -> &[(f32, f32)] {
        self.frame.as_ref().map_or(self.line.words.as_slice(), std::slice::from_ref)
    }
}

/// What is drawn on a page beside its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawn<'a> {
    /// Thin lines and grounds by their lower edges.
    pub(super) rules: &'a [Area],
    /// Images and boxes: columns end above them when they go across.
    pub(super) blocks: &'a [Area],
    /// Middles of the gutters that other pages have.
    pub(super) gutters: &'a [f32],
}
