//! The marks of list items: bullets, numbers in any digits, letters.

use crate::script::DigitSet;

/// What stands before an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A sign such as •.
    Bullet(char),
    /// A number and the sign after it.
    Number(u64, char),
    /// A letter and the sign after it.
    Letter(char, char),
}

/// The mark of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// What it says.
    pub(super) mark: Mark,
    /// Bytes of the text up to the item's own.
    pub(super) end: usize,
}

impl Marker {
    /// Whether it can come after another in one list.
    pub(super) fn follows(&self, before: &Self) -> bool {
        match (before.mark, self.mark) {
            (Mark::Bullet(one), Mark::Bullet(next)) => one == next,
            (Mark::Number(one, sign), Mark::Number(next, other)) => sign == other && next == one + 1,
            (Mark::Letter(one, sign), Mark::Letter(next, other)) => sign == other && next > one,
            _ => false,
        }
    }

    /// Whether a list may begin with it.
    pub(super) fn begins(&self) -> bool {
        match self.mark {
            Mark::Bullet(_) => true,
            Mark::Number(number, _) => number <= 1,
            Mark::Letter(letter, _) => matches!(letter, 'a' | 'A' | '\u{627}' | '\u{622}' | '\u{623}'),
        }
    }
}

const BULLETS: [char; 12] = [
    '\u{2022}', '\u{2023}', '\u{25E6}', '\u{2043}', '\u{25AA}', '\u{25CF}', '\u{25CB}', '\u{25A0}', '\u{2013}',
    '\u{2014}', '-', '\u{25C6}',
];

/// The mark that a text begins with.
pub(super) fn marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    let spaces = |from: usize| {
        let rest = &text[from..];
        let count = rest.len() - rest.trim_start().len();
        (count > 0 && !rest.trim().is_empty()).then_some(from + count)
    };
    if BULLETS.contains(&first) {
        return Some(Marker { mark: Mark::Bullet(first), end: spaces(first.len_utf8())? });
    }
    let digits: usize = text.chars().take_while(|letter| DigitSet::is_digit(*letter)).map(char::len_utf8).sum();
    if digits > 0 {
        let sign =
            text[digits..].chars().next().filter(|sign| matches!(sign, '.' | ')' | '-' | '\u{2013}' | '\u{640}'))?;
        let number = DigitSet::Latin.translate(&text[..digits]).parse().ok().filter(|number| *number < 1000)?;
        return Some(Marker { mark: Mark::Number(number, sign), end: spaces(digits + sign.len_utf8())? });
    }
    // الف), a), ب.
    let word: usize = text.chars().take_while(|letter| letter.is_alphabetic()).map(char::len_utf8).sum();
    let is_letter = text[..word].chars().count() == 1 || &text[..word] == "\u{627}\u{644}\u{641}";
    let sign = text[word..].chars().next().filter(|sign| matches!(sign, ')'))?;
    let end = spaces(word + sign.len_utf8())?;
    is_letter.then_some(Marker { mark: Mark::Letter(first, sign), end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_words() {
        assert_eq!(marker("• نان").map(|mark| (mark.mark, mark.end)), Some((Mark::Bullet('•'), 4)));
        assert_eq!(marker("۱۲- نان").map(|mark| mark.mark), Some(Mark::Number(12, '-')));
        assert_eq!(marker("1. bread").map(|mark| mark.mark), Some(Mark::Number(1, '.')));
        assert_eq!(marker("الف) نان").map(|mark| mark.mark), Some(Mark::Letter('ا', ')')));
        for text in ["1.5 loaves", "نان)", "-bread", "1917. ", "نان تازه"] {
            assert_eq!(marker(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_follow_by_one() {
        let mark = |text: &str| marker(text).expect("a marker");
        assert!(mark("2. b").follows(&mark("1. a")));
        assert!(!mark("3. b").follows(&mark("1. a")));
        assert!(mark("1. a").begins() && !mark("2. a").begins());
    }
}
