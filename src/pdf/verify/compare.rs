//! A page as it was set against the page as it was read: the first word that differs.
//!
//! Both are compared line by line from left to right, as they stand on the page: two texts of which UAX #9 makes the same
//! line are the same to anyone who goes by places. Then lines are looked at: none may stand in the file before one
//! that is read before it, and nothing may stand where no line is.

use super::lines::{Sorted, sort};
use super::text::{Read, left_to_right};
use super::words::{Wanted, WantedLine};

/// Longer lines are compared as far as this when words are to be named: a damaged file may have a book on one line.
const LONGEST: usize = 2000;

/// Where two texts part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// The item it is in; `None` for what stands in no line.
    pub(super) item: Option<u32>,
    /// The word that was set, if there was one.
    pub(super) wanted: Option<String>,
    /// What was read in its place, if there was something.
    pub(super) read: Option<String>,
}

/// The first difference between what was set and what was read, if there is one.
pub(super) fn first_difference(wanted: &[WantedLine], read: &[Read]) -> Option<Difference> {
    let mut sorted = sort(read, wanted);
    for (line, read) in wanted.iter().zip(&mut sorted.lines) {
        let read = left_to_right(read);
        if !agrees(&line.signs, &read) {
            return Some(difference(line, &read));
        }
    }
    misplaced(wanted, &sorted).or_else(|| stray(&sorted.stray))
}

/// Whether a line reads as it was set.
fn agrees(wanted: &[Wanted], read: &[char]) -> bool {
    let mut read = read.iter().peekable();
    for one in wanted {
        if read.next_if(|&&sign| sign == one.sign).is_none() && !one.may_miss {
            return false;
        }
    }
    read.next().is_none()
}

/// The first line that stands in the file before one that is read before it.
fn misplaced(wanted: &[WantedLine], sorted: &Sorted) -> Option<Difference> {
    let mut last: Option<(usize, &WantedLine)> = None;
    for (line, extent) in wanted.iter().zip(&sorted.extents) {
        let Some((first, end)) = *extent else { continue };
        if let Some((_, before)) = last.filter(|(end, _)| *end > first) {
            let (wanted, read) = (word(&before.signs, first_word(before)), word(&line.signs, first_word(line)));
            return Some(Difference { item: Some(before.item), wanted: Some(wanted), read: Some(read) });
        }
        last = Some((end, line));
    }
    None
}

fn first_word(line: &WantedLine) -> u32 {
    line.signs.iter().filter(|sign| sign.sign != ' ').min_by_key(|sign| sign.order).map_or(0, |sign| sign.word)
}

/// What stands on no line: the characters of its first baseline.
fn stray(stray: &[Read]) -> Option<Difference> {
    let first = stray.first()?;
    let near = |one: &&Read| (one.y - first.y).abs() < 0.1 && (one.x - first.x).abs() < 20.0 * first.size;
    let mut row: Vec<Read> = stray.iter().filter(near).copied().collect();
    let signs = left_to_right(&mut row);
    Some(Difference { item: None, wanted: None, read: Some(signs.into_iter().take(LONGEST).collect()) })
}

/// The first word of a line, in reading order, that was not read as it was set.
fn difference(line: &WantedLine, read: &[char]) -> Difference {
    let read = &read[..read.len().min(LONGEST)];
    let wanted = &line.signs[..line.signs.len().min(LONGEST)];
    let places = align(wanted, read);
    let damaged = damaged(wanted, read, &places).unwrap_or_else(|| first_word(line));
    let is_rtl = wanted.iter().any(|sign| sign.sign != ' ' && sign.word == damaged && sign.is_rtl);
    let mut seen: Vec<char> =
        place_of(wanted, read, &places, damaged).map_or_else(Vec::new, |range| read[range].to_vec());
    if is_rtl {
        seen.reverse();
    }
    let seen = Some(seen.into_iter().collect::<String>()).filter(|seen| !seen.is_empty());
    Difference { item: Some(line.item), wanted: Some(word(wanted, damaged)), read: seen }
}

/// A word of a line in reading order.
fn word(signs: &[Wanted], word: u32) -> String {
    let mut signs: Vec<&Wanted> = signs.iter().filter(|sign| sign.word == word && sign.sign != ' ').collect();
    signs.sort_by_key(|sign| sign.order);
    signs.into_iter().map(|sign| sign.sign).collect()
}

/// The first word in reading order that has a character that was not read, or one too much beside it.
fn damaged(wanted: &[Wanted], read: &[char], places: &[Option<usize>]) -> Option<u32> {
    let beside = |at: usize| {
        let neighbours = [at.checked_sub(1), Some(at), Some(at + 1)];
        neighbours
            .into_iter()
            .flatten()
            .filter_map(|at| wanted.get(at))
            .filter(|sign| sign.sign != ' ')
            .map(|sign| sign.word)
    };
    // A space that is gone is missed by the word after it.
    let missed = wanted.iter().zip(places).enumerate().filter_map(|(at, (sign, place))| match place {
        Some(place) if read[*place] == sign.sign => None,
        _ if sign.sign == ' ' && !sign.may_miss => beside(at).max(),
        _ if sign.may_miss => None,
        _ => Some(sign.word),
    });
    let mut next = 0;
    let mut added = Vec::new();
    for (at, place) in places.iter().enumerate() {
        let Some(place) = place else { continue };
        if *place > next {
            added.extend(beside(at).max());
        }
        next = place + 1;
    }
    if next < read.len() {
        added.extend(wanted.len().checked_sub(1).and_then(|last| beside(last).max()));
    }
    missed.chain(added).min()
}

/// Where a word was read, with all that touches it.
fn place_of(wanted: &[Wanted], read: &[char], places: &[Option<usize>], word: u32) -> Option<std::ops::Range<usize>> {
    let own = wanted.iter().zip(places).filter(|(sign, _)| sign.word == word && sign.sign != ' ');
    let own: Vec<usize> = own.filter_map(|(_, place)| *place).collect();
    let (mut start, mut end) = (*own.iter().min()?, own.iter().max()? + 1);
    // What was added goes with the word beside it.
    let is_added = |at: usize| at < read.len() && !places.contains(&Some(at));
    while start > 0 && (read[start - 1] != ' ' || is_added(start - 1) || start > 1 && is_added(start - 2)) {
        start -= 1;
    }
    while end < read.len() && (read[end] != ' ' || is_added(end) || is_added(end + 1)) {
        end += 1;
    }
    Some(start..end)
}

/// For each character that was set the one that was read in its place, by the fewest changes (Wagner and Fischer 1974).
fn align(wanted: &[Wanted], read: &[char]) -> Vec<Option<usize>> {
    let width = read.len() + 1;
    let mut costs = vec![0u32; (wanted.len() + 1) * width];
    (1..width).for_each(|at| costs[at] = at as u32);
    for (row, one) in wanted.iter().enumerate() {
        let here = (row + 1) * width;
        costs[here] = costs[here - width] + missing(one);
        for (column, &sign) in read.iter().enumerate() {
            let at = here + column + 1;
            let least = (costs[at - width] + missing(one)).min(costs[at - 1] + 1);
            costs[at] = least.min(costs[at - width - 1] + exchange(one, sign));
        }
    }
    let mut places = vec![None; wanted.len()];
    let (mut row, mut column) = (wanted.len(), read.len());
    while row > 0 && column > 0 {
        let (at, one) = (row * width + column, &wanted[row - 1]);
        if costs[at] == costs[at - width - 1] + exchange(one, read[column - 1]) {
            (row, column) = (row - 1, column - 1);
            places[row] = Some(column);
        } else if costs[at] == costs[at - width] + missing(one) {
            row -= 1;
        } else {
            column -= 1;
        }
    }
    places
}

fn missing(one: &Wanted) -> u32 {
    u32::from(!one.may_miss)
}

/// A letter is no space: that is more than to leave one out and put the other in.
fn exchange(one: &Wanted, sign: char) -> u32 {
    match (one.sign == sign, one.sign == ' ' || sign == ' ') {
        (true, _) => 0,
        (false, true) => 3,
        (false, false) => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line from left to right, or from right to left, told in reading order.
    fn line(text: &str, is_rtl: bool) -> WantedLine {
        let mut word = 0;
        let mut signs: Vec<Wanted> = (0..)
            .zip(text.chars())
            .map(|(order, sign)| {
                word += u32::from(sign == ' ');
                let may_miss = sign == '\u{AD}';
                Wanted { sign: if may_miss { '-' } else { sign }, order, word, may_miss, is_rtl }
            })
            .collect();
        if is_rtl {
            signs.reverse();
        }
        WantedLine { item: 7, ends: (0.0, 100.0), y: 0.0, signs }
    }

    /// What is found in a line that was read as another; both are told in reading order.
    fn words(one: &str, other: &str) -> Option<(String, Option<String>)> {
        let mut found = Vec::new();
        for is_rtl in [false, true] {
            let line = line(one, is_rtl);
            let mut read: Vec<char> = other.chars().collect();
            if is_rtl {
                read.reverse();
            }
            let difference = (!agrees(&line.signs, &read)).then(|| difference(&line, &read));
            found.push(difference.map(|found| (found.wanted.expect("a word of the line"), found.read)));
        }
        assert_eq!(found[0], found[1], "the direction makes no difference");
        found.pop().flatten()
    }

    fn some(wanted: &str, read: &str) -> Option<(String, Option<String>)> {
        Some((wanted.to_owned(), Some(read.to_owned())))
    }

    #[test]
    fn the_whole_word_is_named_on_both_sides() {
        assert_eq!(words("نان و نمک", "نان و نمک"), None);
        assert_eq!(words("نان و نمک", "نان و نمد"), some("نمک", "نمد"));
        assert_eq!(words("نان و نمک", "نان ونمک"), some("نمک", "ونمک"));
        assert_eq!(words("نان و نمک", "نا ن و نمک"), some("نان", "نا ن"));
        assert_eq!(words("نان و", "نان"), Some(("و".to_owned(), None)));
        assert_eq!(words("نان تازه", "نان تازهٔ"), some("تازه", "تازهٔ"));
        assert_eq!(words("ab cd ef", "ab ef"), Some(("cd".to_owned(), None)));
        assert_eq!(words("ab cd", "ab cd xx"), some("cd", "cd xx"));
        // U+200C is part of the spelling.
        assert_eq!(words("می\u{200C}رود", "میرود"), some("می\u{200C}رود", "میرود"));
    }

    #[test]
    fn the_first_of_several_words_is_named() {
        assert_eq!(words("one two three", "one tow there"), some("two", "tow"));
        assert_eq!(words("one two", ""), Some(("one".to_owned(), None)));
    }

    #[test]
    fn hyphens_at_ends_of_lines_may_be_there_or_not() {
        assert_eq!(words("bak\u{AD}", "bak-"), None);
        assert_eq!(words("bak\u{AD}", "bak"), None);
        assert_eq!(words("bak\u{AD}", "ba-"), some("bak-", "ba-"));
    }

    #[test]
    fn lines_in_another_order_and_strays_are_found() {
        let second = WantedLine { item: 8, y: -12.0, ..line("cd", false) };
        let wanted = [line("ab", false), second];
        let read = |sign: char, x: f64, y: f64| Read { sign, x, middle: x + 2.0, y, size: 10.0 };
        let (one, two) = ([read('a', 0.0, 0.0), read('b', 4.0, 0.0)], [read('c', 0.0, -12.0), read('d', 4.0, -12.0)]);
        assert_eq!(first_difference(&wanted, &[one, two].concat()), None);
        let turned = first_difference(&wanted, &[two, one].concat()).expect("a difference");
        assert_eq!((turned.item, turned.wanted.as_deref(), turned.read.as_deref()), (Some(7), Some("ab"), Some("cd")));
        let more = [&one[..], &two, &[read('x', 4.0, 50.0)]].concat();
        let stray = first_difference(&wanted, &more).expect("a difference");
        assert_eq!((stray.item, stray.wanted, stray.read.as_deref()), (None, None, Some("x")));
    }
}
