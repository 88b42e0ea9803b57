//! Lines that say where an article goes on, and from where it comes: small or bold, at the foot of a column and at the
//! head of a later page, each with the number of the other's page.

use super::lines::Line;
use super::strips::Strip;
use crate::rescue::found::{LeftOut, Place};
use crate::script::DigitSet;

/// What is added to the place of a page in the file to get its number, if folios tell it.
pub(super) fn offset(pages: &[Vec<Strip<'_>>]) -> Option<i64> {
    let mut offsets: Vec<i64> = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        for strip in page.first().into_iter().chain(page.last()) {
            let text = strip.line.text();
            let core = text.trim_matches(|sign: char| !sign.is_alphanumeric());
            if !core.is_empty() && core.chars().all(DigitSet::is_digit) {
                offsets.extend(numbers(core).map(|number| number - at as i64));
            }
        }
    }
    offsets.sort_unstable();
    let most = offsets.chunk_by(|one, other| one == other).max_by_key(|same| same.len())?;
    (most.len() >= 2).then_some(most[0])
}

/// Takes such lines where they have rows to themselves, before what repeats is looked for: they repeat too.
pub(super) fn take_rows(pages: &mut [Vec<Strip<'_>>], size: f32, offset: Option<i64>) -> Vec<LeftOut> {
    // Below and above them stand folios and running heads.
    const NEAR: usize = 3;
    let Some(offset) = offset else { return Vec::new() };
    let mut ends = Ends::default();
    for (page, strips) in pages.iter().enumerate() {
        let widest = strips.iter().map(|strip| strip.line.width()).fold(0.0, f32::max);
        for (at, strip) in strips.iter().enumerate() {
            let is_short = strip.line.width() < 0.75 * widest;
            let end = || End::of(page, at, &strip.line, size).filter(|end| end.stands_out || is_short);
            if at < NEAR {
                ends.heads.extend(end());
            }
            if at + NEAR >= strips.len() {
                ends.feet.extend(end());
            }
        }
    }
    let taken = ends.pairs(Some(offset));
    let take = |(page, at): (usize, usize)| said(&pages[page].remove(at).line);
    let mut left_out: Vec<LeftOut> = taken.into_iter().rev().map(take).collect();
    left_out.reverse();
    left_out
}

/// Takes such lines from columns.
pub(super) fn take(pages: &mut [Vec<Line>], size: f32, offset: Option<i64>) -> Vec<LeftOut> {
    let mut ends = Ends::default();
    for (page, lines) in pages.iter().enumerate() {
        let mut start = 0;
        for column in lines.chunk_by(|one, next| one.column == next.column) {
            let (head, foot) = (start, start + column.len() - 1);
            start += column.len();
            let is_above = |line: &Line| !lines.iter().any(|other| other.baseline < line.baseline - size);
            let end = |at: usize| End::of(page, at, &lines[at], size).filter(|end| end.stands_out);
            ends.heads.extend(end(head).filter(|_| is_above(&lines[head])));
            ends.feet.extend(end(foot));
        }
    }
    let taken = ends.pairs(offset);
    let take = |(page, at): (usize, usize)| said(&pages[page].remove(at));
    let mut left_out: Vec<LeftOut> = taken.into_iter().rev().map(take).collect();
    left_out.reverse();
    left_out
}

fn said(line: &Line) -> LeftOut {
    let place = Place { page: Some(line.page), line: Some(line.number).filter(|number| *number > 0) };
    LeftOut { rule: "rescue.continued", text: line.text(), place, times: 1 }
}

/// A line that may say where something goes on.
struct End {
    page: usize,
    at: usize,
    numbers: Vec<i64>,
    /// Whether it is smaller or bolder than the text.
    stands_out: bool,
}

impl End {
    fn of(page: usize, at: usize, line: &Line, size: f32) -> Option<Self> {
        let text = line.text();
        let numbers: Vec<i64> = numbers(&text).collect();
        // Notes begin with their numbers.
        let begins = text.trim_start().starts_with(DigitSet::is_digit);
        let stands_out = line.size < 0.95 * size || (line.bold > 0.9 && line.size < 1.05 * size);
        (!numbers.is_empty() && !begins && text.chars().count() <= 80).then_some(Self { page, at, numbers, stands_out })
    }
}

/// Lines at the feet and at the heads of pages.
#[derive(Default)]
struct Ends {
    feet: Vec<End>,
    heads: Vec<End>,
}

impl Ends {
    /// The places of those that name each other's pages, in order.
    fn pairs(&self, offset: Option<i64>) -> Vec<(usize, usize)> {
        let mut taken: Vec<(usize, usize)> = Vec::new();
        for foot in &self.feet {
            let names = |head: &&End| {
                let apart = head.page as i64 - foot.page as i64;
                let is_pair = |to: i64, from: i64| {
                    to - from == apart && offset.is_none_or(|offset| from == foot.page as i64 + offset)
                };
                let pairs = |from: &i64| foot.numbers.iter().any(|to| is_pair(*to, *from));
                // Lines that look like the text go on to the next page.
                let is_near = apart == 1 || (foot.stands_out && head.stands_out);
                apart > 0 && is_near && head.numbers.iter().any(pairs) && !taken.contains(&(head.page, head.at))
            };
            if let Some(head) = self.heads.iter().find(names) {
                taken.extend([(foot.page, foot.at), (head.page, head.at)]);
            }
        }
        taken.sort_unstable();
        taken.dedup();
        taken
    }
}

/// The numbers of a text.
fn numbers(text: &str) -> impl Iterator<Item = i64> {
    let digits = text
        .split(|letter: char| !DigitSet::is_digit(letter))
        .filter(|digits| (1..=5).contains(&digits.chars().count()));
    digits.filter_map(|digits| DigitSet::Latin.translate(digits).parse().ok())
}

#[cfg(test)]
mod tests {
    use super::super::arrange;
    use super::super::made::{line, page, sized, text};
    use super::super::tests::{FULL, column, told};
    use crate::rescue::position::PositionedPage;

    fn pages(to: &str, from: &str) -> Vec<PositionedPage> {
        let mut first = column(&[FULL, FULL, FULL, FULL], 50.0, 60.0);
        first.extend(sized(line(&format!("goes on at page {to}"), 150.0, 118.0), 8.0));
        let mut second = sized(line(&format!("Flour, from page {from}"), 50.0, 48.0), 8.0);
        second.extend(column(&["and rises slowly over night in the cold", FULL, "to the end."], 50.0, 60.0));
        vec![page(first), page(second)]
    }

    #[test]
    fn lines_that_name_each_others_pages_are_left_out() {
        let found = arrange(&text(pages("8", "7")));
        assert_eq!(found.left_out.iter().filter(|one| one.rule == "rescue.continued").count(), 2);
        assert_eq!(told(&found).len(), 1, "{:#?}", told(&found));
    }

    #[test]
    fn lines_with_other_numbers_stay() {
        let found = arrange(&text(pages("8", "3")));
        assert!(found.left_out.iter().all(|one| one.rule != "rescue.continued"));
        assert!(told(&found).join(" ").contains("goes on at page 8"));
    }
}
