//! Letters of the Arabic script by their forms and by their bodies and dots.

use std::ops::RangeInclusive;

/// Runs of presentation forms with so many forms a letter, in the order isolated, final, initial, medial (The Unicode
/// Standard, Arabic Presentation Forms-A and -B).
const FORMS: [(RangeInclusive<u32>, u32); 20] = [
    (0xFB50..=0xFB51, 2),
    (0xFB52..=0xFB81, 4),
    (0xFB82..=0xFB8D, 2),
    (0xFB8E..=0xFB9D, 4),
    (0xFB9E..=0xFB9F, 2),
    (0xFBA0..=0xFBA3, 4),
    (0xFBA4..=0xFBA5, 2),
    (0xFBA6..=0xFBAD, 4),
    (0xFBAE..=0xFBB1, 2),
    (0xFBD3..=0xFBD6, 4),
    (0xFBD7..=0xFBE3, 2),
    (0xFBE4..=0xFBE7, 4),
    (0xFBFC..=0xFBFF, 4),
    (0xFE81..=0xFE88, 2),
    (0xFE89..=0xFE8C, 4),
    (0xFE8D..=0xFE8E, 2),
    (0xFE8F..=0xFE92, 4),
    (0xFE93..=0xFE94, 2),
    (0xFE95..=0xFEA8, 4),
    (0xFEA9..=0xFEB0, 2),
];

/// The same, after the letters that join on one side only.
const MORE_FORMS: [(RangeInclusive<u32>, u32); 4] =
    [(0xFEB1..=0xFEEC, 4), (0xFEED..=0xFEF0, 2), (0xFEF1..=0xFEF4, 4), (0xFEF5..=0xFEFC, 2)];

/// Letters that join nothing after them (`Joining_Type=Right_Joining` and `Non_Joining`, The Unicode Standard,
/// `ArabicShaping.txt`; those of Persian, Arabic, Urdu, Kurdish and Pashto).
const NEVER_JOIN: &str = "اأإآٱءدذڈډرزژڑړڕؤوۆۇۋةۀەے";

/// Whether a sign is drawn joined to the letter after it; `None` for a letter that has both forms.
pub(in super::super) fn joins_next(sign: char) -> Option<bool> {
    let code = u32::from(sign);
    let runs = FORMS.iter().chain(&MORE_FORMS);
    match runs.clone().find(|(run, _)| run.contains(&code)) {
        Some((run, forms)) => Some((code - run.start()) % forms >= 2),
        None => NEVER_JOIN.contains(sign).then_some(false),
    }
}

/// Dots of a letter, and whether they stand above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dots {
    /// How many.
    pub(super) above: usize,
    /// How many below.
    pub(super) below: usize,
}

/// Letters with one body: they differ by dots alone. The first column says in which forms.
const BODIES: [Body; 11] = [
    (Forms::Apart, &[('ب', 0, 1), ('پ', 0, 3), ('ت', 2, 0), ('ث', 3, 0)]),
    // Inside a word noon and yeh are teeth as these are.
    (Forms::Joined, &[('ب', 0, 1), ('پ', 0, 3), ('ت', 2, 0), ('ث', 3, 0), ('ن', 1, 0), ('ی', 0, 2)]),
    (Forms::All, &[('ج', 0, 1), ('چ', 0, 3), ('ح', 0, 0), ('خ', 1, 0)]),
    (Forms::All, &[('د', 0, 0), ('ذ', 1, 0)]),
    (Forms::All, &[('ر', 0, 0), ('ز', 1, 0), ('ژ', 3, 0)]),
    (Forms::All, &[('س', 0, 0), ('ش', 3, 0)]),
    (Forms::All, &[('ص', 0, 0), ('ض', 1, 0)]),
    (Forms::All, &[('ط', 0, 0), ('ظ', 1, 0)]),
    (Forms::All, &[('ع', 0, 0), ('غ', 1, 0)]),
    (Forms::Joined, &[('ف', 1, 0), ('ق', 2, 0)]),
    (Forms::All, &[('ه', 0, 0), ('ة', 2, 0)]),
];

/// Forms, and letters with their dots above and below.
type Body = (Forms, &'static [(char, usize, usize)]);

/// In which forms letters have one body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Forms {
    All,
    /// Initial and medial.
    Joined,
    /// Isolated and final.
    Apart,
}

/// The letter with the body of another and other dots; `None` when there is none or more than one.
pub(super) fn with_dots(letter: char, joins_next: Option<bool>, had: Dots, dots: Dots) -> Option<char> {
    let fits = |(forms, _): &&Body| match forms {
        Forms::All => true,
        Forms::Joined => joins_next == Some(true),
        Forms::Apart => joins_next != Some(true),
    };
    let body = BODIES.iter().filter(fits).find(|(_, letters)| {
        letters.iter().any(|&(known, above, below)| known == letter && had == Dots { above, below })
    })?;
    body.1.iter().find(|&&(_, above, below)| dots == Dots { above, below }).map(|&(letter, ..)| letter)
}

/// Whether two letters differ by dots alone, in one form at least: one drawn without them may stand for the other.
pub(super) fn have_one_body(first: char, second: char) -> bool {
    let has = |letters: &[(char, usize, usize)], wanted| letters.iter().any(|&(letter, ..)| letter == wanted);
    BODIES.iter().any(|(_, letters)| has(letters, first) && has(letters, second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initial_and_medial_forms_join() {
        let joins = |code: u32| joins_next(char::from_u32(code).expect("a sign"));
        // Of four forms the last two, of two none.
        assert_eq!([0xFE8F, 0xFE90, 0xFE91, 0xFE92].map(joins), [false, false, true, true].map(Some));
        assert_eq!([0xFEEF, 0xFEF0, 0xFEF1, 0xFEF4].map(joins), [false, false, false, true].map(Some));
        assert_eq!([0xFBFC, 0xFBFD, 0xFBFE, 0xFBFF].map(joins), [false, false, true, true].map(Some));
        assert_eq!([0xFB58, 0xFB8B, 0xFB91, 0xFEFB].map(joins), [true, false, true, false].map(Some));
        assert_eq!(joins_next('س'), None);
    }

    #[test]
    fn dots_make_another_letter_of_a_body() {
        let dots = |above, below| Dots { above, below };
        assert_eq!(with_dots('ب', Some(true), dots(0, 1), dots(1, 0)), Some('ن'));
        assert_eq!(with_dots('ب', Some(false), dots(0, 1), dots(1, 0)), None);
        assert_eq!(with_dots('ب', Some(false), dots(0, 1), dots(3, 0)), Some('ث'));
        assert_eq!(with_dots('ف', Some(true), dots(1, 0), dots(2, 0)), Some('ق'));
        assert_eq!(with_dots('ح', None, dots(0, 0), dots(1, 0)), Some('خ'));
        // Dots that the letter cannot have had: its outline is not understood.
        assert_eq!(with_dots('ب', None, dots(2, 0), dots(1, 0)), None);
    }
}
