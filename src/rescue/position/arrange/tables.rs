//! Rows of cells: tables, and verse in half-lines.
//!
//! Cells are parted by white strips that go through several lines, as columns are, but hold no running text. Half-lines
//! are two cells of one length in every row.

use super::cells;
use super::contents;
use super::dialogue;
use super::habits::is_near;
use super::lines::{Line, Setting};
use super::lists::marker;
use super::rows::Row;
use super::ruled::{self, Ruled};
use super::strips::Strip;
use crate::rescue::position::Area;
use crate::script::DigitSet;

/// What the cells are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cells {
    /// Those of a table; whether its first row is a head.
    Table(bool),
    /// Half-lines.
    Verse,
    /// Lines whose white space counts.
    Code,
}

/// Rows of cells of lines, cells in reading order.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// What they are.
    pub(super) cells: Cells,
    /// The page.
    pub(super) page: u32,
    /// The number of the line that it stands before.
    pub(super) number: u32,
    /// The rows.
    pub(super) rows: Vec<Vec<Vec<Line>>>,
}

/// Takes the grids out of the strips of a page, which have their numbers. `step` is that of lines, in sizes.
pub(super) fn take(strips: &[Strip], rules: &[Area], setting: Setting, step: f32) -> (Vec<Line>, Vec<Grid>) {
    let mut lines = Vec::with_capacity(strips.len());
    let mut grids = Vec::new();
    let mut from = 0;
    for table in ruled::find(strips, rules) {
        take_unruled(&strips[from..table.start], rules, setting, step, &mut lines, &mut grids);
        grids.push(ruled(&strips[table.start..table.end], &table, rules, setting, step));
        from = table.end;
    }
    take_unruled(&strips[from..], rules, setting, step, &mut lines, &mut grids);
    (lines, grids)
}

/// The grid of a table between rules.
fn ruled(strips: &[Strip], table: &Ruled, rules: &[Area], setting: Setting, step: f32) -> Grid {
    let cells: Vec<Vec<Option<Line>>> =
        strips.iter().map(|strip| split(strip, &table.gutters, rules, setting)).collect();
    let first = &strips[0].line;
    let heights: Vec<f32> = strips.iter().map(|strip| strip.line.baseline).collect();
    let head = heights.partition_point(|height| table.rules.first().is_some_and(|rule| height < rule));
    let rows = cells::rows(cells::Lines { heights, cells, rules: table.rules.clone(), step: step * first.size });
    let is_bold = |row: &Vec<Vec<Line>>| row.iter().flatten().all(|line| line.bold > 0.9);
    // One rule inside is that below the head.
    let is_ruled = table.rules.len() == 1 && head > 0;
    let has_head = rows.len() > 1 && (is_ruled || (is_bold(&rows[0]) && !is_bold(&rows[1])));
    Grid { cells: Cells::Table(has_head), page: first.page, number: first.number, rows }
}

/// Takes the grids that no rules tell.
fn take_unruled(
    strips: &[Strip],
    rules: &[Area],
    setting: Setting,
    step: f32,
    lines: &mut Vec<Line>,
    grids: &mut Vec<Grid>,
) {
    // Pages with more rows are no pages of text.
    const MOST_ROWS: usize = 400;
    let mut at = 0;
    let may = strips.len() <= MOST_ROWS;
    while at < strips.len() {
        let run = if may { run(&strips[at..]) } else { 0 };
        let made = (run > 0).then(|| grid(&strips[at..at + run], rules, setting, step)).flatten();
        match made {
            Some(grid) => {
                grids.push(grid);
                at += run;
            }
            None => {
                lines.push(strips[at].line.clone());
                at += 1;
            }
        }
    }
}

/// White stretches inside a line that may part cells.
fn whites(line: &Line) -> impl Iterator<Item = (f32, f32)> {
    let gaps = line.words.windows(2).map(|pair| (pair[0].1, pair[1].0));
    gaps.filter(|(left, right)| right - left >= 0.9 * line.size)
}

/// How many strips from the first on share a white strip inside them.
fn run(strips: &[Strip]) -> usize {
    let first = &strips[0].line;
    let mut open: Vec<(f32, f32)> = whites(first).take(40).collect();
    let mut count = 0;
    while let Some(strip) = strips.get(count).filter(|_| !open.is_empty()) {
        let line = &strip.line;
        if line.column != first.column || line.page != first.page || !is_near(line.size, first.size) {
            break;
        }
        // A cell of several lines may be alone on its line: it lies on one side of the strip.
        let own: Vec<(f32, f32)> =
            [(f32::MIN, line.left), (line.right, f32::MAX)].into_iter().chain(whites(line).take(40)).collect();
        let next: Vec<(f32, f32)> = open
            .iter()
            .flat_map(|one| own.iter().map(move |other| (one.0.max(other.0), one.1.min(other.1))))
            .filter(|(left, right)| right - left >= 0.7 * line.size)
            .take(40)
            .collect();
        let step = count.checked_sub(1).map_or(0.0, |last| line.baseline - strips[last].line.baseline);
        if next.is_empty() || step > 4.0 * line.size {
            break;
        }
        open = next;
        count += 1;
    }
    // Lines at the end that have one cell belong to it only when they are short.
    while count > 0
        && whites(&strips[count - 1].line).next().is_none()
        && strips[count - 1].line.width() > 0.6 * (first.frame.1 - first.frame.0)
    {
        count -= 1;
    }
    count
}

fn grid(strips: &[Strip], rules: &[Area], setting: Setting, step: f32) -> Option<Grid> {
    let gutters = gutters(strips);
    let first = &strips[0].line;
    if gutters.is_empty() {
        return None;
    }
    let entries = strips.iter().filter(|strip| contents::entry(&strip.line).is_some()).count();
    if entries * 2 > strips.len() {
        return None;
    }
    // Cells of each strip, in reading order.
    let mut cells: Vec<Vec<Option<Line>>> = strips.iter().map(|strip| split(strip, &gutters, rules, setting)).collect();
    let grid = |cells, rows| Some(Grid { cells, page: first.page, number: first.number, rows });
    drop_counts(&mut cells);
    let columns = cells.first().map_or(0, Vec::len);
    if columns == 2 && dialogue::are_names(cells.iter().filter_map(|row| row[0].as_ref())) {
        return None;
    }
    if columns == 2 && is_verse(&cells) {
        let rows = cells.into_iter().map(|row| row.into_iter().map(|cell| cell.into_iter().collect()).collect());
        return grid(Cells::Verse, rows.collect());
    }
    let full = cells.iter().filter(|row| row.iter().flatten().count() >= 2).count();
    let marks =
        cells.iter().filter_map(|row| row[0].as_ref()).all(|cell| marker(&format!("{} x", cell.text())).is_some());
    let is_ruled = rules.iter().filter(|rule| {
        let is_level = rule.bottom - rule.top < 2.0 && rule.right - rule.left > 4.0 * first.size;
        let last = strips.last().map_or(first.baseline, |strip| strip.line.baseline);
        is_level && rule.bottom > first.baseline - 2.5 * first.size && rule.top < last + 1.5 * first.size
    });
    let needed = if is_ruled.count() > 0 { 2 } else { 3 };
    if full < needed || full * 2 < strips.len() || marks {
        return None;
    }
    let heights: Vec<f32> = strips.iter().map(|strip| strip.line.baseline).collect();
    let parting = rules.iter().filter(|rule| rule.bottom - rule.top < 2.0 && rule.right - rule.left > 2.0 * first.size);
    let parting: Vec<f32> = parting.map(|rule| rule.top).collect();
    let rows = cells::rows(cells::Lines { heights, cells, rules: parting, step: step * first.size });
    let is_bold = |row: &Vec<Vec<Line>>| row.iter().flatten().all(|line| line.bold > 0.9);
    let has_head = rows.len() > 1 && is_bold(&rows[0]) && !is_bold(&rows[1]);
    let has_rule = rows.len() > 1 && {
        let ends = |row: &Vec<Vec<Line>>| row.iter().flatten().map(|line| line.baseline).fold(0.0, f32::max);
        let below = |rule: &&Area| {
            rule.top > ends(&rows[0]) && rule.bottom < ends(&rows[1]) && rule.right - rule.left > 4.0 * first.size
        };
        let after = |rule: &&Area| {
            rows.len() > 2
                && rule.top > ends(&rows[1])
                && rule.bottom < ends(&rows[2])
                && rule.right - rule.left > 4.0 * first.size
        };
        rules.iter().any(|rule| below(&rule)) && !rules.iter().any(|rule| after(&rule))
    };
    grid(Cells::Table(has_head || has_rule), rows)
}

/// The middles of the white strips that go through all lines.
fn gutters(strips: &[Strip]) -> Vec<f32> {
    let size = strips[0].line.size;
    let mut words: Vec<(f32, f32)> = strips.iter().flat_map(|strip| strip.line.words.iter().copied()).collect();
    words.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut gutters = Vec::new();
    let mut right = words.first().map_or(0.0, |word| word.1);
    for word in &words {
        if word.0 - right >= 0.6 * size {
            gutters.push(f32::midpoint(right, word.0));
        }
        right = right.max(word.1);
    }
    gutters
}

/// The cells of a strip in reading order.
fn split(strip: &Strip, gutters: &[f32], rules: &[Area], setting: Setting) -> Vec<Option<Line>> {
    let mut parts: Vec<Vec<_>> = vec![Vec::new(); gutters.len() + 1];
    for sign in &strip.row.signs {
        parts[gutters.partition_point(|gutter| *gutter < sign.0.middle)].push(*sign);
    }
    let mut cells: Vec<Option<Line>> = parts
        .into_iter()
        .map(|signs| {
            let row = Row::of(signs, strip.row.baseline, strip.row.size)?;
            let mut line = Line::of(&row, rules, setting, strip.line.page);
            line.number = strip.line.number;
            Some(line)
        })
        .collect();
    if setting.base.is_rtl() {
        cells.reverse();
    }
    cells
}

/// Drops the numbers that stand beside some lines of verse.
fn drop_counts(cells: &mut [Vec<Option<Line>>]) {
    let Some(last) = cells.first().map(|row| row.len() - 1).filter(|last| *last == 2) else { return };
    let rows = cells.len();
    for column in [0, last] {
        let filled: Vec<&Line> = cells.iter().filter_map(|row| row[column].as_ref()).collect();
        let counts = |line: &&&Line| line.text().trim().chars().all(DigitSet::is_digit);
        if filled.len() * 3 <= rows && filled.iter().filter(counts).count() == filled.len() {
            cells.iter_mut().for_each(|row| drop(row.remove(column)));
            return;
        }
    }
}

/// Whether every row has two cells of one length.
fn is_verse(cells: &[Vec<Option<Line>>]) -> bool {
    let Some([Some(one), Some(_)]) = cells.first().map(Vec::as_slice) else { return false };
    let width = one.width();
    cells.iter().all(|row| {
        row.iter().all(|cell| {
            cell.as_ref().is_some_and(|line| {
                (line.width() - width).abs() < 0.04 * width + 0.8 * line.size && width > 5.0 * line.size
            })
        })
    })
}
