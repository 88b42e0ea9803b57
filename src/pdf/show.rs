//! A show operator being written, and where its pen stands.

use crate::base::Length;
use crate::lines::{Fragment, Line};

use super::codes::{Codes, Word};
use super::font::FontKey;
use super::operators::thousandths;
use super::runs::is_rtl;

/// Inside a word a difference below 1/100 em is left for the next space to make good.
const LEAST_INSIDE_WORDS: i64 = 10;

/// Beside a space a difference of 1/1000 em is left too: the word spacing of a line is rounded.
const LEAST_BESIDE_SPACES: i64 = 2;

/// How the codes of a line are written.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    /// Faces and sizes whose codes have two bytes: the same for all of them on the line, or pdf.js would part words.
    wide: Vec<(u16, Length)>,
    /// What each plain space is widened by, in thousandths of a point; None if numbers do that.
    pub(super) spacing: Option<i64>,
    /// Whether it is placed from the line before it.
    pub(super) takes_steps: bool,
}

impl Form {
    /// The form of a line; `takes_steps` tells whether it is one run.
    pub(super) fn of(line: &Line, takes_steps: bool, words: &[u32], codes: &Codes) -> Self {
        let mut form = Self { wide: Vec::new(), spacing: None, takes_steps };
        let (mut sum, mut count, mut has_other_spaces) = (0, 0, false);
        for (fragment, &word) in line.fragments.iter().zip(words) {
            let word = codes.word(word);
            let font = (word.face, fragment.size);
            if !word.is_short && !form.wide.contains(&font) {
                form.wide.push(font);
            }
            form.takes_steps &= !word.has_bracket;
            if word.is_plain_space {
                let units_per_em = i64::from(codes.faces[usize::from(word.face)].units_per_em).max(1);
                sum += fragment.width.raw() - i64::from(word.advance) * fragment.size.raw() / units_per_em;
                count += 1;
            } else if word.is_space {
                // pdf.js would widen this space as well.
                has_other_spaces |= codes.letters_of(word).all(|(_, letter)| letter.text == " ");
            }
        }
        if !has_other_spaces {
            form.spacing = Some(if count > 0 { thousandths(Length::from_raw(sum / count)) } else { 0 });
        }
        form
    }

    /// Whether the codes of a face have two bytes at a size.
    pub(super) fn is_wide(&self, face: u16, size: Length) -> bool {
        self.wide.contains(&(face, size))
    }

    /// Whether word spacing widens a space of the line, so that nothing needs to be done before it.
    pub(super) fn widens(&self, word: &Word, size: Length) -> bool {
        word.is_plain_space && self.spacing.is_some() && !self.is_wide(word.face, size)
    }
}

/// A show operator being written: where its pen stands, kept exact so that roundings never add up.
pub(super) struct Show {
    /// The font.
    pub(super) key: FontKey,
    /// Left end, from the left end of the line's measure.
    pub(super) start: Length,
    /// Font units shown so far.
    pub(super) units: i64,
    /// How many of the spaces shown so far were widened.
    pub(super) widened: i64,
    /// What each of those was widened by, in thousandths of a point.
    pub(super) spacing: i64,
    /// Whether word spacing widens plain spaces.
    pub(super) widens: bool,
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
        // Lengths have 65 536 units to the point.
        let widened = self.widened * self.spacing * 65_536 / 1000;
        let natural = self.units * self.size / self.units_per_em + widened;
        let wanted = (natural - (x - self.start).raw()) * 1000;
        let adjustment = (wanted + wanted.signum() * self.size / 2) / self.size - self.adjusted;
        let least = if self.after_space || is_space { LEAST_BESIDE_SPACES } else { LEAST_INSIDE_WORDS };
        if adjustment.abs() < least {
            return None;
        }
        self.adjusted += adjustment;
        Some(adjustment)
    }

    /// Moves the pen over what was shown.
    pub(super) fn advance(&mut self, units: i32, is_space: bool, is_widened: bool) {
        self.units += i64::from(units);
        self.widened += i64::from(is_widened);
        self.after_space = is_space;
    }
}

/// Where the pen must stand for a word, from the left edge of the measure.
///
/// A space that word spacing widens stands at the left end of its room. Another one between right-to-left words stands at the right end of its room, so that the number that stretches
/// it comes before it: pdf.js would take a gap between the space and a vowel mark (the leftmost code of a word) for
/// another space, inside the word.
pub(super) fn pen_place(fragment: &Fragment, word: &Word, show: &Show) -> Length {
    if !(word.is_space && is_rtl(fragment)) || (word.is_plain_space && show.widens) {
        return fragment.x;
    }
    let natural = Length::from_raw(i64::from(word.advance) * show.size / show.units_per_em);
    fragment.x + fragment.width - natural
}
