//! Tables: cells that reach over several columns or rows are followed by empty ones, what stands in a cell is one line.

use super::Walk;
use super::survey::address;
use crate::document::ColumnAlign;
use crate::rescue::found::{Block, BlockKind, Inline};
use crate::rescue::read::cells::{self, Cell};
use crate::rescue::read::tree::Element;

impl Walk<'_, '_> {
    /// A table; one of a single cell is only a frame around its blocks.
    pub(super) fn table(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        let mut rows = Vec::new();
        collect_rows(element, false, &mut rows);
        if let Some(caption) = element.child("caption") {
            let inner = self.blocks(caption);
            blocks.extend(inner);
        }
        let cells: Vec<&Element> = rows.iter().flat_map(|(row, _)| row_cells(row)).collect();
        if let [only] = cells[..] {
            let inner = self.blocks(only);
            blocks.extend(inner);
            return;
        }
        let mut grid = Vec::new();
        let mut heads = 0;
        for (row, is_head) in &rows {
            let is_all_heads = row_cells(row).all(|cell| cell.name == "th") && row_cells(row).next().is_some();
            if (*is_head || is_all_heads) && heads == grid.len() && heads == 0 {
                heads = 1;
            }
            grid.push(row_cells(row).map(|cell| self.cell(cell)).collect());
        }
        let (table, merged) = cells::table(grid, heads > 0, row_columns(&rows));
        cells::tell_merged(merged, &mut self.left_out, self.place);
        if let Some(table) = table {
            self.push(BlockKind::Table(table), blocks);
        }
    }

    fn cell(&mut self, element: &Element) -> Cell {
        let number = |name| element.attribute(name).and_then(|number: &str| number.trim().parse().ok()).unwrap_or(1);
        if self.survey.bodies.contains(&address(element)) {
            return Cell { columns: 1, rows: 1, line: Vec::new() };
        }
        let waiting = std::mem::take(&mut self.waiting);
        let mut blocks = self.blocks(element);
        let mut line = cells::flatten(std::mem::take(&mut blocks));
        // Ids of what stands in a cell become places in its words.
        line.splice(0..0, std::mem::replace(&mut self.waiting, waiting).into_iter().map(Inline::Anchor));
        line.splice(0..0, self.id(element).into_iter().map(Inline::Anchor));
        Cell { columns: number("colspan"), rows: number("rowspan"), line }
    }
}

/// The rows of a table, with those of its head; tables in cells are not gone into.
fn collect_rows<'a>(element: &'a Element, is_head: bool, into: &mut Vec<(&'a Element, bool)>) {
    for child in element.elements() {
        match child.name.as_str() {
            "tr" => into.push((child, is_head)),
            "thead" => collect_rows(child, true, into),
            "tbody" | "tfoot" => collect_rows(child, false, into),
            _ => {}
        }
    }
}

fn row_cells(row: &Element) -> impl Iterator<Item = &Element> {
    row.elements().filter(|cell| cell.name == "td" || cell.name == "th")
}

/// How columns are aligned, by the cells of the last row.
fn row_columns(rows: &[(&Element, bool)]) -> Vec<ColumnAlign> {
    let Some((row, _)) = rows.last() else { return Vec::new() };
    let columns: Vec<ColumnAlign> = row_cells(row)
        .map(|cell| {
            let style = cell.attribute("style").unwrap_or_default().replace(' ', "");
            let says = |word: &str| style.contains(&format!("text-align:{word}"));
            match () {
                () if says("center") || cell.attribute("align") == Some("center") => ColumnAlign::Center,
                () if says("start") => ColumnAlign::Start,
                () if says("end") => ColumnAlign::End,
                () => ColumnAlign::Auto,
            }
        })
        .collect();
    if columns.iter().all(|align| *align == ColumnAlign::Auto) { Vec::new() } else { columns }
}
