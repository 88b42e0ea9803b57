//! The lines of a table's columns become cells, and cells become rows.
//!
//! Lines of one cell follow each other as lines of a text do; between rows there is more room, or a rule. A cell of few
//! lines may stand in the middle of its row: a row is what lies at one height in any column.

use std::ops::Range;

use super::lines::Line;

/// The lines of a table: by strips, then by columns in reading order.
pub(super) struct Lines {
    /// The baselines of the strips.
    pub(super) heights: Vec<f32>,
    /// The lines.
    pub(super) cells: Vec<Vec<Option<Line>>>,
    /// The heights of rules that part some of the strips.
    pub(super) rules: Vec<f32>,
    /// The step of lines of this size in a text.
    pub(super) step: f32,
}

/// How far lines of one cell are apart at most.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Joins {
    /// So far.
    Within(f32),
    /// Every line is a row of its own, but for those that go on with a cell while the first column is empty.
    Rows,
}

/// A cell: its column, its strips, and what it covers from top to bottom.
struct Cell {
    column: usize,
    strips: Vec<usize>,
    top: f32,
    bottom: f32,
}

/// Rows of cells of lines.
pub(super) fn rows(mut lines: Lines) -> Vec<Vec<Vec<Line>>> {
    let columns = lines.cells.first().map_or(0, Vec::len);
    let joins = joins(&lines);
    let mut parted: Vec<Vec<Cell>> = Vec::new();
    let mut from = 0;
    for to in 1..=lines.heights.len() {
        if to == lines.heights.len() || lines.is_parted(to - 1, to) {
            match joins {
                Joins::Within(most) => parted.extend(overlapping(cells(&lines, from..to, most))),
                Joins::Rows => parted.extend(one_by_one(&lines, from..to)),
            }
            from = to;
        }
    }
    let take = |row: Vec<Cell>| {
        let mut made = vec![Vec::new(); columns];
        for cell in row {
            made[cell.column].extend(cell.strips.iter().filter_map(|strip| lines.cells[*strip][cell.column].take()));
        }
        made
    };
    parted.into_iter().map(take).collect()
}

impl Lines {
    /// Whether a rule parts two strips.
    fn is_parted(&self, above: usize, below: usize) -> bool {
        self.rules.iter().any(|rule| *rule > self.heights[above] && *rule < self.heights[below])
    }

    fn size(&self, strip: usize) -> f32 {
        self.cells[strip].iter().flatten().map(|line| line.size).fold(0.0, f32::max)
    }

    /// Pairs of lines of one column that no rule parts.
    fn pairs(&self) -> Vec<(usize, usize, usize)> {
        let columns = self.cells.first().map_or(0, Vec::len);
        let of_column = |column: usize| {
            let filled: Vec<usize> = (0..self.cells.len()).filter(|at| self.cells[*at][column].is_some()).collect();
            filled.windows(2).map(|pair| (column, pair[0], pair[1])).collect::<Vec<_>>()
        };
        let pairs = (0..columns).flat_map(of_column);
        pairs.filter(|(_, above, below)| !self.is_parted(*above, *below)).collect()
    }

    /// Whether the first word of a line would have had room on the line above it: then it begins another cell.
    fn fits(&self, column: usize, above: usize, below: usize) -> bool {
        let lines = || self.cells.iter().filter_map(|row| row[column].as_ref());
        let left = lines().map(|line| line.left).fold(f32::MAX, f32::min);
        let right = lines().map(|line| line.right).fold(f32::MIN, f32::max);
        let (Some(last), Some(next)) = (&self.cells[above][column], &self.cells[below][column]) else { return true };
        right - left - last.width() > next.first_word() + last.space() + 0.2 * last.size
    }
}

/// How far lines of one cell are apart in a table.
fn joins(lines: &Lines) -> Joins {
    let pairs = lines.pairs();
    let step = |(_, above, below): &(usize, usize, usize)| lines.heights[*below] - lines.heights[*above];
    let least = pairs.iter().map(step).fold(f32::MAX, f32::min);
    // Wider than lines of a text: rows of one line.
    if pairs.is_empty() || least > 1.15 * lines.step {
        return Joins::Rows;
    }
    let near: Vec<_> = pairs.iter().filter(|pair| step(pair) <= 1.08 * least).collect();
    let fitting = near.iter().filter(|(column, above, below)| lines.fits(*column, *above, *below)).count();
    // All lines equally far apart: only rules between rows could tell rows from lines.
    let steps = (1..lines.heights.len()).filter(|at| !lines.is_parted(at - 1, *at));
    let are_even =
        steps.map(|at| lines.heights[at] - lines.heights[at - 1]).all(|step| (step - least).abs() < 0.12 * least);
    let is_open = are_even && lines.rules.len() < 2;
    if is_open || fitting * 3 >= near.len() { Joins::Rows } else { Joins::Within(1.08 * least) }
}

/// The cells of strips whose lines are not further apart.
fn cells(lines: &Lines, strips: Range<usize>, most: f32) -> Vec<Cell> {
    let columns = lines.cells.first().map_or(0, Vec::len);
    let mut cells: Vec<Cell> = Vec::new();
    for column in 0..columns {
        let first = cells.len();
        for strip in strips.clone().filter(|strip| lines.cells[*strip][column].is_some()) {
            let (height, size) = (lines.heights[strip], lines.size(strip));
            match cells[first..].last_mut() {
                Some(cell) if height - lines.heights[cell.strips[cell.strips.len() - 1]] <= most => {
                    cell.strips.push(strip);
                    cell.bottom = height;
                }
                _ => cells.push(Cell { column, strips: vec![strip], top: height - 0.5 * size, bottom: height }),
            }
        }
    }
    cells
}

/// Cells that lie at one height are a row.
fn overlapping(mut cells: Vec<Cell>) -> Vec<Vec<Cell>> {
    cells.sort_by(|one, other| one.top.total_cmp(&other.top));
    let mut rows: Vec<(f32, Vec<Cell>)> = Vec::new();
    for cell in cells {
        match rows.last_mut().filter(|(bottom, _)| cell.top < *bottom) {
            Some((bottom, row)) => {
                *bottom = bottom.max(cell.bottom);
                row.push(cell);
            }
            None => rows.push((cell.bottom, vec![cell])),
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Every strip is a row, unless its first column is empty and another goes on with the cell above.
fn one_by_one(lines: &Lines, strips: Range<usize>) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for strip in strips.clone() {
        let row = &lines.cells[strip];
        let filled: Vec<usize> = (0..row.len()).filter(|column| row[*column].is_some()).collect();
        let is_near = strip > strips.start && lines.heights[strip] - lines.heights[strip - 1] <= 1.15 * lines.step;
        let goes_on =
            |column: &usize| lines.cells[strip - 1][*column].is_some() && !lines.fits(*column, strip - 1, strip);
        let is_rest = is_near && row[0].is_none() && filled.iter().all(goes_on);
        let cell = |column| Cell { column, strips: vec![strip], top: 0.0, bottom: 0.0 };
        match rows.last_mut().filter(|_| is_rest) {
            Some(row) => row.extend(filled.into_iter().map(cell)),
            None => rows.push(filled.into_iter().map(cell).collect()),
        }
    }
    rows
}
