//! The characters that were read, given to the lines they stand on.

use std::collections::BTreeMap;

use super::text::Read;
use super::words::WantedLine;

/// How far a character may stand off its baseline, in points: places are rounded to thousandths.
const OFF_BASELINE: f64 = 0.1;

/// What was read on a page.
#[derive(Debug)]
pub(super) struct Sorted {
    /// The characters of each line in the order of the file.
    pub(super) lines: Vec<Vec<Read>>,
    /// Of each line, the positions of its first and last character that is no space, among all of the page.
    pub(super) extents: Vec<Option<(usize, usize)>>,
    /// What stands on no line, without white space.
    pub(super) stray: Vec<Read>,
}

/// Gives each character to its line; where several are at its place, to the one that is being read or the next.
pub(super) fn sort(read: &[Read], wanted: &[WantedLine]) -> Sorted {
    let mut by_baseline: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (at, line) in wanted.iter().enumerate() {
        by_baseline.entry(key(line.y)).or_default().push(at);
    }
    let mut lines = vec![Vec::new(); wanted.len()];
    let mut extents: Vec<Option<(usize, usize)>> = vec![None; wanted.len()];
    let (mut stray, mut current) = (Vec::new(), 0);
    for (place, one) in read.iter().enumerate() {
        let rows = by_baseline.range(key(one.y) - 1..=key(one.y) + 1).flat_map(|(_, lines)| lines);
        let near = rows.filter_map(|&at| Some((distance(one, &wanted[at])?, at)));
        // Inside is nearest; lines before the current one come last.
        let best = near.min_by(|one, other| {
            one.0.total_cmp(&other.0).then_with(|| (one.1 < current, one.1).cmp(&(other.1 < current, other.1)))
        });
        let Some((_, at)) = best else {
            stray.extend((one.sign != ' ').then_some(*one));
            continue;
        };
        lines[at].push(*one);
        if one.sign != ' ' {
            current = at;
            extents[at] = Some((extents[at].map_or(place, |(first, _)| first), place));
        }
    }
    Sorted { lines, extents, stray }
}

/// Baselines in steps of the tolerance, so that neighbours are near.
fn key(y: f64) -> i64 {
    (y / OFF_BASELINE) as i64
}

/// How far a character stands from a line that it may be on, in points.
fn distance(read: &Read, line: &WantedLine) -> Option<f64> {
    let (left, right) = line.ends;
    let off = (left - read.middle).max(read.middle - right).max(0.0);
    // Inside words differences below 1/100 em are not made good.
    ((read.y - line.y).abs() <= OFF_BASELINE && off <= read.size / 10.0).then_some(off)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(item: u32, y: f64, ends: (f64, f64)) -> WantedLine {
        WantedLine { item, ends, y, signs: Vec::new() }
    }

    fn read(sign: char, x: f64, y: f64) -> Read {
        Read { sign, x, middle: x + 2.0, y, size: 10.0 }
    }

    #[test]
    fn cells_of_a_row_have_their_own_characters() {
        let wanted = [line(0, 100.0, (60.0, 90.0)), line(1, 100.0, (10.0, 40.0)), line(2, 88.0, (10.0, 90.0))];
        let all = [read('a', 61.0, 100.0), read('b', 11.0, 100.001), read('c', 11.0, 88.0), read('d', 45.0, 100.0)];
        let sorted = sort(&all, &wanted);
        let signs: Vec<String> = sorted.lines.iter().map(|line| line.iter().map(|one| one.sign).collect()).collect();
        assert_eq!(signs, ["a", "b", "c"]);
        assert_eq!(sorted.stray.iter().map(|one| one.sign).collect::<String>(), "d");
        assert_eq!(sorted.extents, [Some((0, 0)), Some((1, 1)), Some((2, 2))]);
    }

    #[test]
    fn a_line_over_another_takes_what_comes_after_it() {
        let wanted = [line(0, 100.0, (10.0, 90.0)), line(1, 88.0, (10.0, 90.0)), line(2, 100.0, (10.0, 90.0))];
        let all = [read('a', 20.0, 100.0), read('b', 20.0, 88.0), read('c', 20.0, 100.0)];
        assert!(sort(&all, &wanted).lines.iter().all(|line| line.len() == 1));
    }
}
