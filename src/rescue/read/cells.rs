//! Cells of tables as manuscripts have them: one line each, none that reaches over others.

use crate::document::ColumnAlign;
use crate::rescue::found::{Block, BlockKind, Inline, LeftOut, Place, Table};

use crate::rescue::inlines::{join, trim};

/// A cell as the file has it.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// How many columns it reaches over.
    pub(super) columns: usize,
    /// How many rows it reaches over.
    pub(super) rows: usize,
    /// What stands in it.
    pub(super) line: Vec<Inline>,
}

/// The most columns and rows that are made of one cell.
const MOST: usize = 100;
/// The most cells of a table that others cover: a file of a few bytes a cell would fill the memory.
const MOST_COVERED: usize = 100_000;

/// A table, its first row a head or not; `None` for one without words. Also how many cells reached over others.
pub(super) fn table(rows: Vec<Vec<Cell>>, is_headed: bool, columns: Vec<ColumnAlign>) -> (Option<Table>, usize) {
    let (mut rows, merged) = spread(rows);
    if rows.iter().flatten().all(Vec::is_empty) {
        return (None, merged);
    }
    let head = if is_headed { rows.remove(0) } else { Vec::new() };
    (Some(Table { head, rows, columns }), merged)
}

/// Tells of cells that reached over others.
pub(super) fn tell_merged(count: usize, left_out: &mut Vec<LeftOut>, place: Place) {
    if count > 0 {
        let note = format!("{count} cells of a table reached over several columns or rows");
        LeftOut::tell(left_out, "rescue.merged-cells", &note, place);
    }
}

/// Rows of cells in which each stands in its own column; also how many cells reached over others.
fn spread(rows: Vec<Vec<Cell>>) -> (Vec<Vec<Vec<Inline>>>, usize) {
    let (mut merged, mut covered) = (0, 0);
    // For every column, how many rows below are still taken.
    let mut taken: Vec<usize> = Vec::new();
    let mut lines = Vec::new();
    for row in rows {
        let mut line = Vec::new();
        let mut now = std::mem::take(&mut taken);
        let mut below = vec![0usize; now.len()];
        let mut cells = row.into_iter();
        loop {
            while covered < MOST_COVERED && now.get(line.len()).is_some_and(|rows| *rows > 0) {
                covered += 1;
                let at = line.len();
                below[at] = now[at] - 1;
                now[at] = 0;
                line.push(Vec::new());
            }
            let Some(cell) = cells.next() else { break };
            let most = if covered < MOST_COVERED { MOST } else { 1 };
            let (columns, rows) = (cell.columns.clamp(1, most), cell.rows.clamp(1, most));
            covered += columns - 1;
            merged += usize::from(columns > 1 || rows > 1);
            let mut content = Some(cell.line);
            for _ in 0..columns {
                let at = line.len();
                if below.len() <= at {
                    below.resize(at + 1, 0);
                }
                below[at] = below[at].max(rows - 1);
                line.push(content.take().unwrap_or_default());
            }
            // A table wider than any page is damaged.
            if line.len() > 10 * MOST {
                break;
            }
        }
        taken = below;
        lines.push(line);
    }
    (lines, merged)
}

/// The blocks of a cell as one line: paragraphs are parted by line ends.
pub(super) fn flatten(blocks: Vec<Block>) -> Vec<Inline> {
    let mut line = Vec::new();
    add(blocks, &mut line);
    let mut line = join(line);
    trim(&mut line);
    line
}

fn add(blocks: Vec<Block>, line: &mut Vec<Inline>) {
    for block in blocks {
        let id = block.id.map(Inline::Anchor);
        match block.kind {
            BlockKind::Heading(_, content) => part(id.into_iter().chain([Inline::Strong(content)]).collect(), line),
            BlockKind::Paragraph(content) => part(id.into_iter().chain(content).collect(), line),
            BlockKind::RawLine(text) => part(vec![Inline::Text(text)], line),
            BlockKind::Code(text) => {
                for row in text.lines().filter(|row| !row.trim().is_empty()) {
                    part(vec![Inline::Code(row.to_owned())], line);
                }
            }
            BlockKind::Quote(inner) | BlockKind::Container(_, _, inner) => add(inner, line),
            BlockKind::List(numbering, items) => {
                for (number, item) in items.into_iter().enumerate() {
                    let mut inner = Vec::new();
                    add(item, &mut inner);
                    let mark = numbering.map_or("• ".to_owned(), |numbering| {
                        let sign = if numbering.is_bracketed { ')' } else { '.' };
                        format!("{}{sign} ", numbering.number(number))
                    });
                    inner.insert(0, Inline::text(mark));
                    part(inner, line);
                }
            }
            BlockKind::Definitions(list) => {
                for (term, meaning) in list {
                    part(vec![Inline::Strong(term)], line);
                    add(meaning, line);
                }
            }
            BlockKind::Table(table) => {
                for row in std::iter::once(table.head).chain(table.rows) {
                    let mut inner = Vec::new();
                    for cell in row {
                        if !inner.is_empty() {
                            inner.push(Inline::text(" · "));
                        }
                        inner.extend(cell);
                    }
                    part(inner, line);
                }
            }
            BlockKind::Verse(stanzas) => {
                for (first, second) in stanzas.into_iter().flatten() {
                    let second =
                        second.into_iter().flat_map(|second| std::iter::once(Inline::text(" / ")).chain(second));
                    part(first.into_iter().chain(second).collect(), line);
                }
            }
            BlockKind::Separator | BlockKind::PageBreak => {}
            BlockKind::Figure(picture, caption) => {
                part(vec![Inline::Image(picture)], line);
                part(caption, line);
            }
        }
    }
}

fn part(content: Vec<Inline>, line: &mut Vec<Inline>) {
    if content.is_empty() {
        return;
    }
    if !line.is_empty() {
        line.push(Inline::LineBreak);
    }
    line.extend(content);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rescue::inlines::plain;

    #[test]
    fn cells_that_reach_over_others_are_followed_by_empty_ones() {
        let cell = |text: &str, columns, rows| Cell { columns, rows, line: vec![Inline::text(text)] };
        let rows =
            vec![vec![cell("a", 2, 1), cell("b", 1, 2)], vec![cell("c", 1, 1), cell("d", 1, 1)], vec![cell("e", 1, 1)]];
        let (lines, merged) = spread(rows);
        let words: Vec<Vec<String>> = lines.iter().map(|row| row.iter().map(|cell| plain(cell)).collect()).collect();
        assert_eq!(words, [vec!["a", "", "b"], vec!["c", "d", ""], vec!["e"]]);
        assert_eq!(merged, 2);
    }

    #[test]
    fn cells_without_measure_do_not_fill_the_memory() {
        let cell = Cell { columns: 1000, rows: 1000, line: vec![Inline::text("a")] };
        let (lines, _) = spread(vec![vec![cell]; 6000]);
        assert_eq!(lines.len(), 6000);
        assert!(lines.iter().map(Vec::len).sum::<usize>() < 120_000);
    }
}
