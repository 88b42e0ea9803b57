//! The codes of a run, each with its place on the line and what it says to readers.

use unicode_bidi::{BidiClass, bidi_class};

use crate::base::{Color, Length};

/// U+061C, the Arabic letter mark. U+200F serves the other readers as well, but pdf.js takes it for a left-to-right letter.
pub(super) const ALM: char = '\u{61C}';
/// U+200E, the left-to-right mark.
pub(super) const LRM: char = '\u{200E}';

/// Whether it is one of the marks that the text of codes is given.
pub(super) fn is_direction(c: char) -> bool {
    matches!(c, ALM | LRM)
}

/// A code at its place on the line.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// Its number in the face.
    pub(super) code: u16,
    /// Its left end, from the left end of the measure.
    pub(super) x: Length,
    /// Font units.
    pub(super) advance: i32,
    /// What it says to readers.
    pub(super) text: String,
}

/// The codes of a run, left to right, and how they are shown.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    /// The embedded face.
    pub(super) face: u16,
    /// Size of the type.
    pub(super) size: Length,
    /// Font units to the em.
    pub(super) units_per_em: u16,
    /// Its colour.
    pub(super) color: Color,
    /// The codes.
    pub(super) list: Vec<Cell>,
}

impl Cells {
    /// Other codes, shown alike.
    pub(super) fn with(&self, list: Vec<Cell>) -> Self {
        Self { list, ..*self }
    }

    /// An advance at this size.
    pub(super) fn width(&self, advance: i32) -> Length {
        Length::from_raw(i64::from(advance) * self.size.raw() / i64::from(self.units_per_em.max(1)))
    }

    /// The right end of the last code.
    pub(super) fn right(&self) -> Length {
        self.list.last().map_or(Length::ZERO, |cell| cell.x + self.width(cell.advance))
    }
}

/// How PDFium sorts characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A letter from left to right.
    Letter,
    /// A digit, a separator, a mark above a letter.
    Weak,
    /// Anything else that is not written from right to left.
    Sign,
}

/// The kind of a character.
pub(super) fn kind(c: char) -> Kind {
    use BidiClass::{AN, BN, CS, EN, ES, ET, L, NSM};
    match bidi_class(c) {
        L => Kind::Letter,
        AN | BN | CS | EN | ES | ET | NSM => Kind::Weak,
        _ => Kind::Sign,
    }
}

/// The first character of a code that is no mark of ours.
pub(super) fn said(cell: &Cell) -> Option<char> {
    cell.text.chars().find(|&c| !is_direction(c))
}
