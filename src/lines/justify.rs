//! Justify: the slack of a line is shared among its spaces, to the last unit.
//!
//! Widths of the glue of one line in logical order in, new widths out; their sum grows by exactly the slack.

/// Adds `slack` (negative to shrink) to the widths of spaces, in proportion to them.
///
/// Returns what could not be shared: all of it when there are no spaces, else 0. Rounding is carried along, so that no
/// space is off by more than one unit and the last one ends where it should.
pub(super) fn share<'a>(glue: impl Iterator<Item = &'a mut i64>, total: i64, slack: i64) -> i64 {
    if total <= 0 {
        return slack;
    }
    let (mut before, mut given) = (0, 0);
    for width in glue {
        before += *width;
        // i128: both factors may be near the longest length.
        let due = (i128::from(slack) * i128::from(before)).div_euclid(i128::from(total));
        let due = i64::try_from(due).expect("no more than the slack is due");
        *width += due - given;
        given = due;
    }
    slack - given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_grows_by_the_slack_exactly() {
        for slack in [-7, -1, 0, 1, 2, 1_000_003] {
            let mut widths = [10, 10, 10, 7];
            assert_eq!(share(widths.iter_mut(), 37, slack), 0);
            assert_eq!(widths.iter().sum::<i64>(), 37 + slack);
        }
    }

    #[test]
    fn equal_spaces_stay_equal_within_one_unit() {
        let mut widths = [100; 7];
        share(widths.iter_mut(), 700, 53);
        assert!(widths.iter().all(|&width| width == 107 || width == 108), "{widths:?}");
    }

    #[test]
    fn without_spaces_nothing_is_shared() {
        assert_eq!(share(std::iter::empty(), 0, 12), 12);
    }
}
