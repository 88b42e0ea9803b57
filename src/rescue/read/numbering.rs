//! How lists of word processors and HTML are numbered, as far as manuscripts can say it: `1.` and `1)`, in the digits of the
//! language. What else they have (`(1)`, `a.`, `iv-`) is told.

use crate::rescue::found::Numbering;

/// The look of a list's numbers in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Whether a bracket closes a number.
    is_bracketed: bool,
    /// A number as the file has it, where manuscripts have none that looks so.
    other: Option<String>,
}

impl Look {
    /// The look of numbers that are counted as `sample` (`1`, `a`, `iv`), with what stands before and after them.
    pub(super) fn new(before: &str, sample: &str, after: &str) -> Self {
        let (before, after) = (before.trim(), after.trim());
        let is_known = sample == "1" && before.is_empty() && matches!(after, "" | "." | ")");
        let other = (!is_known).then(|| format!("{before}{sample}{after}"));
        Self { is_bracketed: after == ")", other }
    }

    /// Numbers of this look from `first` on.
    pub(super) fn from(&self, first: u64) -> Numbering {
        Numbering { is_bracketed: self.is_bracketed, ..Numbering::from(first) }
    }

    /// What a reader tells of as left out.
    pub(super) fn lost(&self) -> Option<&str> {
        self.other.as_deref()
    }
}

/// The rule by which lost looks are told.
pub(super) const RULE: &str = "rescue.list-mark";

/// The number that a list begins with; one below nought or beyond all measure is none.
pub(super) fn first(written: &str) -> Option<u64> {
    written.trim().parse().ok().filter(|first| *first <= Numbering::HIGHEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_that_manuscripts_lack_are_told() {
        for (before, sample, after, is_bracketed, lost) in [
            ("", "1", ".", false, None),
            ("", "1", ")", true, None),
            ("(", "1", ")", true, Some("(1)")),
            ("", "a", ".", false, Some("a.")),
            ("", "1", "-", false, Some("1-")),
        ] {
            let look = Look::new(before, sample, after);
            assert_eq!((look.from(3).is_bracketed, look.lost()), (is_bracketed, lost), "{before}{sample}{after}");
        }
        assert_eq!((first(" 3 "), first("-1"), first("18446744073709551615")), (Some(3), None, None));
    }
}
