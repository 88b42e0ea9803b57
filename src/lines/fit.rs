//! Fit: how good a stretch of text is as one line.
//!
//! Natural width, glue, stock of kashida and the width to fill in, demerits and a fitness class out. This is the only file
//! that weighs what can give in a line against each other.

use super::kashida::{Means, Stocks};
use crate::base::Length;
use crate::style::{Align, Breaks, Justification};

/// Demerits of every line, before squaring (`\linepenalty` of plain TeX): fewer lines are better.
const LINE_PENALTY: f64 = 10.0;
/// Demerits of two lines next to each other whose classes are not neighbours: half the `\adjdemerits` of plain TeX, which
/// bought evenness with lines over the limit of good ones.
pub(super) const CLASH: f64 = 5_000.0;
/// Demerits of a last line of one word: worth a line stretched to 0.85 of what is comfortable, not more.
const RUNT: f64 = 5_000.0;
/// The shrink of spaces that is as bad as a stretch of 1: narrow spaces catch the eye little more than wide ones.
/// Tuned on long prose in three faces, for lines near their natural spaces and few with wide ones.
const TIGHT: f64 = 0.9;
/// What passes that no good lines are left to make of the least space: a little tighter is less of a fault than a hole.
const TIGHTER: f64 = 0.93;
/// Demerits of a line that ends in a hyphen (`\hyphenpenalty` 50 of plain TeX, squared).
const HYPHEN: f64 = 2_500.0;
/// Demerits of a second hyphen below one (`\doublehyphendemerits` of plain TeX), and of one above the last line
/// (`\finalhyphendemerits`).
const DOUBLE_HYPHEN: f64 = 10_000.0;
const FINAL_HYPHEN: f64 = 5_000.0;
/// Demerits of a ragged line that is empty; others have them by the square of what they lack. A lack of two ninths of
/// the line is as bad as a last line of one word.
const RAGGED: f64 = 100_000.0;

/// How tight a line is (Knuth and Plass 1981, p. 1142).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Shrunk by more than half of what it may.
    Tight,
    /// Near its natural width.
    Normal,
    /// Stretched by more than half of what is comfortable.
    Loose,
    /// Stretched by more than is comfortable.
    VeryLoose,
}

impl Class {
    /// How many classes there are.
    pub(super) const COUNT: usize = 4;

    /// The classes in order.
    pub(super) const ALL: [Self; Self::COUNT] = [Self::Tight, Self::Normal, Self::Loose, Self::VeryLoose];

    /// Whether an eye sees the difference between two lines of these classes.
    pub(super) fn clashes_with(self, other: Self) -> bool {
        (self as u8).abs_diff(other as u8) > 1
    }

    fn of_ratio(ratio: f64) -> Self {
        match ratio {
            _ if ratio < -0.5 => Self::Tight,
            _ if ratio <= 0.5 => Self::Normal,
            _ if ratio <= 1.0 => Self::Loose,
            _ => Self::VeryLoose,
        }
    }
}

/// Demerits of hyphens: one at the end of a line, one at the end of the line before it.
pub(super) fn of_hyphens(ends: bool, before: bool, position: Position) -> f64 {
    match (ends, before) {
        (true, true) => HYPHEN + DOUBLE_HYPHEN,
        (true, false) => HYPHEN,
        (false, true) if matches!(position, Position::Last) => FINAL_HYPHEN,
        (false, _) => 0.0,
    }
}

/// Tries at a paragraph: each next one only when the one before found no way through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    /// Spaces stay well within what is good: no need to hyphenate then.
    Calm,
    /// They stay within what is good.
    Strict,
    /// They may go far beyond, and a little below.
    Loose,
    /// Anything that fits; always finds a way.
    Emergency,
}

impl Pass {
    /// Whether all lines could not be good.
    fn is_last_resort(self) -> bool {
        matches!(self, Self::Loose | Self::Emergency)
    }
}

/// Where a line stands in its paragraph, as far as that matters to its fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// Followed by a line of the same stretch of text.
    Inner,
    /// The last one before a forced break or the end, after others.
    Last,
    /// First and last.
    Only,
}

/// What a line holds: widths, and what of them may change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contents {
    /// Natural width of boxes and glue.
    pub(super) natural: i64,
    /// The part of it that is glue.
    pub(super) glue: i64,
    /// Its first run, and the one after its last.
    pub(super) runs: (usize, usize),
}

/// What is thought of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Rating {
    /// It is too long even with the least spaces; so will be all longer ones.
    TooLong,
    /// It is looser than this pass allows.
    TooShort,
    /// It can be set.
    Fits(f64, Class),
}

/// The means of filling a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit<'a> {
    align: Align,
    pass: Pass,
    /// Whether the last of some ragged lines is to be as long as the others.
    balances: bool,
    /// Comfortable stretch and greatest shrink, as ratios of the glue.
    stretch: f64,
    shrink: f64,
    /// Stretch of every line in the emergency pass, as a ratio of its width.
    emergency: f64,
    /// What words may give.
    means: Means,
    stocks: &'a Stocks,
}

impl<'a> Fit<'a> {
    /// The means that an alignment has in a pass.
    pub(super) fn new(align: Align, justification: &Justification, stocks: &'a Stocks, pass: Pass) -> Self {
        let stretch = (justification.stretch_to - 1.0).max(0.0);
        let least = justification.shrink_to * if pass.is_last_resort() { TIGHTER } else { 1.0 };
        let shrink = if align == Align::Justify { (1.0 - least).clamp(0.0, 1.0) } else { 0.0 };
        let balances = align == Align::Center || justification.breaks == Breaks::Balanced;
        let emergency = justification.emergency_stretch;
        Self { align, pass, balances, stretch, shrink, emergency, means: Means::of(justification), stocks }
    }

    /// The least width of a line.
    pub(super) fn least(&self, natural: i64, glue: i64) -> i64 {
        natural - Length::from_raw(glue).scale(self.shrink).raw()
    }

    /// What is thought of a line that must fill `target`.
    #[inline]
    pub(super) fn rate(&self, contents: &Contents, target: i64, position: Position) -> Rating {
        let Contents { natural, glue, .. } = *contents;
        if self.least(natural, glue) > target {
            return Rating::TooLong;
        }
        let slack = (target - natural) as f64;
        let runt = if position == Position::Last && glue == 0 { RUNT } else { 0.0 };
        if self.align != Align::Justify {
            return Rating::Fits(self.ragged(slack, target, position) + runt, Class::Normal);
        }
        let (ratio, extra) = match position {
            _ if slack < 0.0 => (slack / self.shrinkage(glue), 0.0),
            // The last line keeps its natural spaces.
            Position::Last | Position::Only => (0.0, 0.0),
            Position::Inner if self.stocks.is_empty() => (slack / self.comfort(glue, target), 0.0),
            Position::Inner => {
                let (taken, demerits) = self.means.likely(slack, contents, self.stocks);
                ((slack - taken) / self.comfort(glue, target), demerits)
            }
        };
        if ratio > self.tolerance() {
            return Rating::TooShort;
        }
        let demerits = LINE_PENALTY + 100.0 * ratio.abs() * ratio * ratio;
        Rating::Fits(demerits * demerits + runt + extra, Class::of_ratio(ratio))
    }

    /// The shrink, in units, at which a line has ratio -1.
    fn shrinkage(&self, glue: i64) -> f64 {
        (glue as f64 * self.shrink.max(self.stretch * TIGHT)).max(1.0)
    }

    /// The stretch at which a line has ratio 1.
    fn comfort(&self, glue: i64, target: i64) -> f64 {
        // `\emergencystretch`: taken as stretch that every line has, so that lines of one word can be told apart.
        let extra = if self.pass == Pass::Emergency { target as f64 * self.emergency } else { 0.0 };
        (glue as f64 * self.stretch + extra).max(1.0)
    }

    /// The greatest ratio: badness 50, 100 (`\pretolerance` of plain TeX), 9 000 (near `\sloppy`), then any.
    fn tolerance(&self) -> f64 {
        match self.pass {
            Pass::Calm => 0.8,
            Pass::Strict => 1.0,
            Pass::Loose => 4.48,
            Pass::Emergency => f64::INFINITY,
        }
    }

    /// Demerits of a line whose spaces are natural.
    fn ragged(&self, slack: f64, target: i64, position: Position) -> f64 {
        // In balanced lines the last one counts like the others.
        let counts = position == Position::Inner || self.balances;
        let lack = if counts { slack / (target as f64).max(1.0) } else { 0.0 };
        LINE_PENALTY * LINE_PENALTY + RAGGED * lack * lack
    }
}
