//! The text of a page as it was set against the text as it was read: the first word that differs.

use super::text::Read;
use super::words::{Space, Wanted};

/// Where two texts part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// The item it is in; `None` after the last of the page.
    pub(super) item: Option<u32>,
    /// The word that was set, if there was one.
    pub(super) wanted: Option<String>,
    /// The word that was read, if there was one.
    pub(super) read: Option<String>,
}

/// The first difference between what was set and what was read, if there is one.
pub(super) fn first_difference(wanted: &[Wanted], read: &[Read]) -> Option<Difference> {
    let mut at = 0;
    for (place, one) in wanted.iter().enumerate() {
        let other = read.get(at);
        if one.is_line_hyphen {
            at += usize::from(other.is_some_and(|other| matches!(other.sign, '-' | '\u{2010}')));
            continue;
        }
        if !other.is_some_and(|other| goes_with(one, other)) {
            return Some(difference(wanted, place, read, at));
        }
        at += 1;
    }
    (at < read.len()).then(|| difference(wanted, wanted.len(), read, at))
}

fn goes_with(wanted: &Wanted, read: &Read) -> bool {
    let space = match wanted.space {
        Space::No => !read.after_space,
        Space::Yes => read.after_space,
        Space::Maybe => true,
    };
    space && wanted.sign == read.sign
}

fn difference(wanted: &[Wanted], place: usize, read: &[Read], at: usize) -> Difference {
    let begins = |one: &Wanted| one.space != Space::No;
    Difference {
        item: wanted.get(place).map(|one| one.item),
        wanted: word(wanted, place, begins, |one| one.sign),
        read: word(read, at, |one| one.after_space, |one| one.sign),
    }
}

/// The word around a place.
fn word<T>(signs: &[T], place: usize, begins: impl Fn(&T) -> bool, sign: impl Fn(&T) -> char) -> Option<String> {
    let here = signs.get(place)?;
    let before = if begins(here) { 0 } else { signs[..place].iter().rev().take_while(|one| !begins(one)).count() + 1 };
    let after = signs[place + 1..].iter().take_while(|one| !begins(one)).count();
    Some(signs[place.saturating_sub(before)..=place + after].iter().map(sign).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(text: &str) -> Vec<Wanted> {
        let mut space = Space::Maybe;
        let mut all = Vec::new();
        for sign in text.chars() {
            if sign == ' ' {
                space = Space::Yes;
            } else {
                all.push(Wanted { sign, space, is_line_hyphen: sign == '\u{AD}', item: 7 });
                // The rest of a broken word is another item.
                space = if sign == '\u{AD}' { Space::Maybe } else { Space::No };
            }
        }
        all
    }

    fn read(text: &str) -> Vec<Read> {
        let mut all = Vec::new();
        for word in text.split(' ') {
            all.extend(word.chars().enumerate().map(|(at, sign)| Read { sign, after_space: at == 0 }));
        }
        all
    }

    fn words(one: &str, other: &str) -> Option<(Option<String>, Option<String>)> {
        first_difference(&wanted(one), &read(other)).map(|found| (found.wanted, found.read))
    }

    #[test]
    fn the_whole_word_is_named_on_both_sides() {
        let some = |word: &str| Some(word.to_owned());
        assert_eq!(words("نان و نمک", "نان و نمک"), None);
        assert_eq!(words("نان و نمک", "نان و نمد است"), Some((some("نمک"), some("نمد"))));
        assert_eq!(words("نان و نمک", "نان ونمک"), Some((some("نمک"), some("ونمک"))));
        assert_eq!(words("نان", "نا ن"), Some((some("نان"), some("ن"))));
        assert_eq!(words("نان و", "نان"), Some((some("و"), None)));
        assert_eq!(words("نان", "نان و"), Some((None, some("و"))));
        // U+200C is part of the spelling.
        assert_eq!(words("می\u{200C}رود", "میرود"), Some((some("می\u{200C}رود"), some("میرود"))));
    }

    #[test]
    fn hyphens_at_ends_of_lines_may_be_there_or_not() {
        assert_eq!(words("bak\u{AD}ery", "bak- ery"), None);
        assert_eq!(words("bak\u{AD}ery", "bakery"), None);
        assert_eq!(words("bak\u{AD}ery", "bak-er y").map(|(_, read)| read), Some(Some("y".to_owned())));
    }
}
