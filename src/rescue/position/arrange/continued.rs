//! Lines that say where an article goes on, and from where it comes: small, at the foot of a column and at the head of a
//! later page, each with the number of the other's page.

use super::lines::Line;
use crate::rescue::found::{LeftOut, Place};
use crate::script::DigitSet;

/// Takes such lines out of the pages.
pub(super) fn take(pages: &mut [Vec<Line>], size: f32) -> Vec<LeftOut> {
    let ends = |is_head: bool| {
        let mut found: Vec<(usize, usize, Vec<i64>)> = Vec::new();
        for (page, lines) in pages.iter().enumerate() {
            let mut start = 0;
            for column in lines.chunk_by(|one, next| one.column == next.column) {
                let at = if is_head { start } else { start + column.len() - 1 };
                start += column.len();
                let numbers = numbers(&lines[at].text());
                if lines[at].size < 0.95 * size && !numbers.is_empty() {
                    found.push((page, at, numbers));
                }
            }
        }
        found
    };
    let (feet, heads) = (ends(false), ends(true));
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (from, foot, to_numbers) in &feet {
        // Each names the page of the other: as far apart as the pages are.
        let names = |to: usize, from_numbers: &[i64]| {
            let apart = to as i64 - *from as i64;
            apart > 0 && to_numbers.iter().any(|to| from_numbers.iter().any(|from| to - from == apart))
        };
        if let Some((to, head, _)) = heads.iter().find(|(to, _, numbers)| names(*to, numbers)) {
            taken.extend([(*from, *foot), (*to, *head)]);
        }
    }
    taken.sort_unstable();
    taken.dedup();
    let mut left_out = Vec::new();
    for (page, at) in taken.into_iter().rev() {
        let line = pages[page].remove(at);
        let place = Place { page: Some(line.page), line: Some(line.number) };
        left_out.push(LeftOut { rule: "rescue.continued", text: line.text(), place, times: 1 });
    }
    left_out.reverse();
    left_out
}

/// The numbers of a text.
fn numbers(text: &str) -> Vec<i64> {
    let digits = text.split(|letter: char| !DigitSet::is_digit(letter)).filter(|digits| !digits.is_empty());
    digits
        .filter_map(|digits| DigitSet::Latin.translate(digits).parse().ok())
        .filter(|number| *number < 100_000)
        .collect()
}
