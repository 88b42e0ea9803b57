//! Demerits: how bad a page is, so that the search may choose the set of pages that is least bad.
//!
//! Only their relations matter. One line of white at the foot of a page is 10; what is worse is measured by how many lines
//! a typographer would leave white to be rid of it.

use crate::base::Length;

/// A note that goes on overleaf, and each of its rows there: three lines of white are better, four are not.
const PARTED_NOTE: f64 = 250.0;
const CARRIED_ROW: f64 = 5.0;
/// A page with notes alone.
const NOTES_ALONE: f64 = 3_000.0;
/// A page whose notes leave the text less than so many lines.
const STARVED: f64 = 200.0;
const FED: f64 = 3.0;
/// Every line by which facing pages differ, squared: where the style wants them level, and where it does not.
const UNEVEN_LEVEL: f64 = 60.0;
const UNEVEN_RAGGED: f64 = 8.0;
/// Each line that the last page lacks, squared: one or two alone are worse than two lines of white before them.
const RUNT_LINE: f64 = 60.0;
/// A place where a page may end, though better it would not: two lines of white are as good.
const RELUCTANT: f64 = 40.0;
/// A table or box that is parted though a page holds it: three lines of white are better, four are not.
const PARTED: f64 = 200.0;
/// A page that ends with the first of some columns, or before a column that was asked for.
const LOPSIDED: f64 = 400.0;
/// A place where a page may not end, but must.
const BROKEN_KEEP: f64 = 20_000.0;
/// A heading at the foot is worse than a line of a paragraph alone.
const STRANDED_HEADING: f64 = 20_000.0;
/// A note whose mark stands on an earlier page.
const LATE_NOTE: f64 = 30_000.0;
/// White beyond this makes no page worse.
const MOST_WHITE: f64 = 15_000.0;

/// How good the end of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The text ends here.
    Last,
    /// Between blocks or lines that may be parted.
    Good,
    /// Where it may end, though a better place is not far.
    Reluctant,
    /// Within a table or box that a page holds.
    Parted,
    /// Before columns side by side are begun all.
    Lopsided,
    /// Between what belongs together.
    Broken,
    /// Below a heading.
    Stranded,
}

impl End {
    /// Demerits of the place.
    pub(super) fn demerits(self) -> f64 {
        match self {
            Self::Last | Self::Good => 0.0,
            Self::Reluctant => RELUCTANT,
            Self::Parted => PARTED,
            Self::Lopsided => LOPSIDED,
            Self::Broken => BROKEN_KEEP,
            Self::Stranded => BROKEN_KEEP + STRANDED_HEADING,
        }
    }

    /// Whether a page may end here.
    pub(super) fn is_allowed(self) -> bool {
        !matches!(self, Self::Broken | Self::Stranded)
    }
}

/// Whether facing pages should have one depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Facing {
    /// They should.
    Level,
    /// It is good if they do.
    Ragged,
}

/// White at the foot of a page, in lines.
pub(super) fn white(lines: f64) -> f64 {
    let beyond = (lines - 2.0).max(0.0);
    (10.0 * lines * lines + 20.0 * beyond * beyond * beyond).min(MOST_WHITE)
}

/// Facing pages whose feet are some lines apart.
pub(super) fn uneven(lines: f64, facing: Facing) -> f64 {
    let each = if facing == Facing::Level { UNEVEN_LEVEL } else { UNEVEN_RAGGED };
    (each * lines * lines).min(MOST_WHITE)
}

/// Notes of which rows go on overleaf.
pub(super) fn carried(rows: u32) -> f64 {
    if rows == 0 { 0.0 } else { PARTED_NOTE + CARRIED_ROW * f64::from(rows) }
}

/// A note that begins later than its mark.
pub(super) fn late_note() -> f64 {
    LATE_NOTE
}

/// A page with a height of text in lines of a spacing, which goes on overleaf.
pub(super) fn starved(text: Length, line: Length) -> f64 {
    if text.ratio_to(line) < FED { STARVED } else { 0.0 }
}

/// A page without text.
pub(super) fn notes_alone() -> f64 {
    NOTES_ALONE
}

/// A last page with so many lines of text, and how many it should have at least.
pub(super) fn runt(lines: f64, least: u8) -> f64 {
    let lack = (f64::from(least) - lines).max(0.0);
    RUNT_LINE * lack * lack
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_parted_rather_than_four_lines_left_white_but_not_three() {
        assert!(white(3.0) < carried(3) && carried(3) < white(4.0));
    }

    #[test]
    fn two_lines_on_a_last_page_are_worse_than_two_of_white_before_them_but_not_four() {
        assert!(white(2.0) < runt(2.0, 4) && runt(2.0, 4) < white(4.0));
        assert!(white(4.0) < runt(1.0, 4));
    }

    #[test]
    fn a_page_may_be_very_short_before_what_belongs_together_is_parted() {
        assert!(white(30.0) < End::Broken.demerits());
        assert!(End::Broken.demerits() < End::Stranded.demerits());
    }
}
