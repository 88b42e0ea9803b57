//! A show operator being written, and where its pen stands.

use crate::base::Length;
use crate::lines::Fragment;

use super::codes::Word;
use super::runs::is_rtl;

/// Inside a word a difference below 1/100 em is left for the next space to make good.
const LEAST_INSIDE_WORDS: i64 = 10;

/// A show operator being written: where its pen stands, kept exact so that roundings never add up.
pub(super) struct Show {
    /// The embedded face.
    pub(super) face: u16,
    /// Left end, from the left end of the line's measure.
    pub(super) start: Length,
    /// Font units shown so far.
    pub(super) units: i64,
    /// Thousandths of the size taken back so far.
    pub(super) adjusted: i64,
    /// Size of the type, in raw units.
    pub(super) size: i64,
    /// Font units to the em.
    pub(super) units_per_em: i64,
    /// Whether a space was shown last.
    pub(super) after_space: bool,
}

impl Show {
    /// The adjustment that brings the pen to `x` on the line, in thousandths of the size; None if it can wait.
    pub(super) fn adjustment(&mut self, x: Length, is_space: bool) -> Option<i64> {
        let natural = self.units * self.size / self.units_per_em;
        let wanted = (natural - (x - self.start).raw()) * 1000;
        let adjustment = (wanted + wanted.signum() * self.size / 2) / self.size - self.adjusted;
        let beside_space = self.after_space || is_space;
        if adjustment == 0 || !(beside_space || adjustment.abs() >= LEAST_INSIDE_WORDS) {
            return None;
        }
        self.adjusted += adjustment;
        Some(adjustment)
    }

    /// Moves the pen over what was shown.
    pub(super) fn advance(&mut self, units: i32, is_space: bool) {
        self.units += i64::from(units);
        self.after_space = is_space;
    }
}

/// Where the pen must stand for a word, from the left edge of the measure.
///
/// A stretched space between right-to-left words stands at the right end of its room, so that the number that stretches
/// it comes before it: pdf.js would take a gap between the space and a vowel mark (the leftmost code of a word) for
/// another space, inside the word.
pub(super) fn pen_place(fragment: &Fragment, word: &Word, show: &Show) -> Length {
    if !(word.is_space && is_rtl(fragment)) {
        return fragment.x;
    }
    let natural = Length::from_raw(i64::from(word.advance) * show.size / show.units_per_em);
    fragment.x + fragment.width - natural
}
