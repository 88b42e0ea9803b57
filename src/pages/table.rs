//! Tables: columns from the start side, as wide as their contents ask and the measure allows, a row of cells a row.
//!
//! A head is set again at the top of every page its table runs over to. Rules stand above, below the head, and below.

use std::sync::Arc;

use super::palette::Look;
use super::row::{Keep, Row, Stack};
use super::setter::{Column, Setter, least_width, line_item, natural_width};
use super::{Item, ItemKind, ItemRole, clear};
use crate::base::{Color, Length, Point, Rect, Span};
use crate::book::{Inline, Table};
use crate::document::ColumnAlign;
use crate::lines::Setting;
use crate::shape::ShapedParagraph;
use crate::style::{Align, Role};

/// Space between two columns, in ems of the cells.
const COLUMN_GAP: f64 = 1.0;
/// Space above and below the text of a row, in line spacings of the cells.
const PADDING: f64 = 0.15;
/// Space above and below a table, at least, in line spacings of the cells.
const AROUND: f64 = 0.6;
/// Thickness of the outer rules, in points; the rule below the head is half as thick.
const RULE: f64 = 0.8;

/// A shaped cell and the role it is set in.
struct Cell {
    shaped: ShapedParagraph,
    role: Role,
}

/// Where the columns of a table lie.
struct Grid {
    /// Width of each column, in logical order.
    widths: Vec<Length>,
    /// Start of each column, from the start edge of the measure.
    starts: Vec<Length>,
    /// Where the table begins, from the start edge of the measure.
    start: Length,
    /// Width of the whole.
    width: Length,
}

impl Setter<'_, '_> {
    /// A table in the middle of its column, as wide as it needs.
    pub(super) fn table(&mut self, table: &Table, span: Span, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::TableCell);
        let head = self.cells(&table.head, Role::TableHead, span, column);
        let rows: Vec<Vec<Cell>> =
            table.rows.iter().map(|row| self.cells(row, Role::TableCell, span, column)).collect();
        let all: Vec<&[Cell]> = std::iter::once(&*head).chain(rows.iter().map(|row| &**row)).collect();
        let grid = measure_columns(&all, table.columns.len(), style.size.scale(COLUMN_GAP), column.measure);
        let has_head = table.head.iter().any(|cell| !cell.is_empty());
        stack.space(style.space_before.max(style.line_spacing.scale(AROUND)));
        let mut inner = stack.inner();
        let mut repeated = None;
        if has_head {
            let mut row = self.table_row(&head, 0, table, &grid, column, &mut inner);
            add_rule(&mut row, &grid, column, Edge::Top, RULE);
            add_rule(&mut row, &grid, column, Edge::Bottom, RULE / 2.0);
            row.keep = Keep::WithNext;
            repeated = Some(Arc::new(vec![again(&row)]));
            inner.push(row);
        }
        for (number, cells) in (1u32..).zip(&rows) {
            let mut row = self.table_row(cells, number, table, &grid, column, &mut inner);
            row.head.clone_from(&repeated);
            inner.push(row);
        }
        if let (Some(first), false) = (inner.rows.first_mut(), has_head) {
            add_rule(first, &grid, column, Edge::Top, RULE);
        }
        if let Some(last) = inner.rows.last_mut() {
            add_rule(last, &grid, column, Edge::Bottom, RULE);
        }
        keep_ends(&mut inner.rows);
        stack.absorb(inner);
        stack.space(style.space_after.max(style.line_spacing.scale(AROUND)));
    }

    /// Shapes the cells of a row. Their widths decide those of the columns before any line is broken.
    fn cells(&mut self, row: &[Vec<Inline>], role: Role, span: Span, column: &Column) -> Vec<Cell> {
        row.iter()
            .map(|inlines| {
                let look = Look { bold: role == Role::TableHead, ..Look::plain(role, column.language.clone()) };
                let text = self.flatten(inlines, &look, column, span);
                Cell { shaped: self.shape(&text), role }
            })
            .collect()
    }

    /// One row: its cells side by side, in logical order, as high as the highest.
    fn table_row(
        &mut self,
        cells: &[Cell],
        number: u32,
        table: &Table,
        grid: &Grid,
        column: &Column,
        stack: &mut Stack,
    ) -> Row {
        let mut row = Row::default();
        for (place, cell) in cells.iter().enumerate() {
            let style = self.tools.style(cell.role);
            let align = table.columns.get(place).copied().unwrap_or_default();
            let setting = Setting {
                measure: grid.widths[place],
                first_indent: Length::ZERO,
                align: cell_align(align),
                justification: style.justification,
            };
            let padding = style.line_spacing.scale(PADDING);
            let baseline = padding + self.tools.baseline(cell.role);
            let x = column.x(grid.start + grid.starts[place], grid.widths[place]);
            let role = ItemRole::Cell { row: number, column: u32::try_from(place).unwrap_or(u32::MAX) };
            let cell_column = column.of(cell.role, role);
            let block = stack.block();
            let mut y = baseline;
            let lines = self.break_lines(&cell.shaped, &setting);
            let spacing = clear::spacing(&lines, style.line_spacing, self.tools.boxes);
            for line in lines {
                row.notes.extend(line.notes());
                row.items.push(line_item(line, Point { x, y }, block, &cell_column));
                row.height = row.height.max(y - baseline + style.line_spacing + padding + padding);
                y += spacing;
            }
            row.baseline = row.baseline.max(baseline);
        }
        row
    }
}

/// The alignment of a cell; cells are too narrow to be justified.
fn cell_align(align: ColumnAlign) -> Align {
    match align {
        ColumnAlign::Auto | ColumnAlign::Start => Align::Start,
        ColumnAlign::Center => Align::Center,
        ColumnAlign::End => Align::End,
    }
}

/// Widths by contents: natural ones if they fit; else every column gets its least width, and a share of what is left in
/// proportion to what it lacks (as CSS 2.1 § 17.5.2.2 suggests).
fn measure_columns(rows: &[&[Cell]], columns: usize, gap: Length, measure: Length) -> Grid {
    let widest = |place: usize, width: fn(&ShapedParagraph) -> Length| {
        let cells = rows.iter().filter_map(|row| row.get(place));
        cells.map(|cell| width(&cell.shaped)).fold(Length::ZERO, Length::max)
    };
    let least: Vec<Length> = (0..columns).map(|place| widest(place, least_width)).collect();
    let natural: Vec<Length> = (0..columns).map(|place| widest(place, natural_width)).collect();
    let gaps = gap * i64::try_from(columns.saturating_sub(1)).unwrap_or(0);
    let widths = share(&least, &natural, measure - gaps);
    let mut starts = Vec::with_capacity(columns);
    let mut at = Length::ZERO;
    for width in &widths {
        starts.push(at);
        at += *width + gap;
    }
    let width = widths.iter().copied().sum::<Length>() + gaps;
    Grid { start: (measure - width).max(Length::ZERO) / 2, widths, starts, width }
}

/// Shares room among columns with least and natural widths.
fn share(least: &[Length], natural: &[Length], room: Length) -> Vec<Length> {
    let (all_least, all_natural): (Length, Length) = (least.iter().copied().sum(), natural.iter().copied().sum());
    if all_natural <= room {
        return natural.to_vec();
    }
    if all_least >= room {
        // Nothing fits: columns in proportion; the words that stick out are reported where lines are broken.
        return least.iter().map(|width| room.scale(width.ratio_to(all_least))).collect();
    }
    let lack = (room - all_least).ratio_to(all_natural - all_least);
    least.iter().zip(natural).map(|(least, natural)| *least + (*natural - *least).scale(lack)).collect()
}

/// The edge of a row that a rule stands on.
#[derive(Clone, Copy)]
enum Edge {
    Top,
    Bottom,
}

/// Draws a rule as wide as the table inside a row, so that it moves with it.
fn add_rule(row: &mut Row, grid: &Grid, column: &Column, edge: Edge, points: f64) {
    let thickness = Length::pt(points);
    let y = match edge {
        Edge::Top => Length::ZERO,
        Edge::Bottom => row.height - thickness,
    };
    let rect = Rect::new(column.x(grid.start, grid.width), y, grid.width, thickness);
    row.items.push(rule(rect, Color::BLACK, column));
}

/// A rule or ground, which is furniture.
pub(super) fn rule(rect: Rect, color: Color, column: &Column) -> Item {
    let language = column.language.clone();
    Item { role: ItemRole::Artifact, block: 0, language, kind: ItemKind::Rule(rect, color) }
}

/// The head as it is set again on later pages: furniture, without notes and places.
fn again(row: &Row) -> Row {
    let items = row.items.iter().map(|item| Item { role: ItemRole::Artifact, ..item.clone() }).collect();
    Row { height: row.height, baseline: row.baseline, items, keep: Keep::WithNext, ..Row::default() }
}

/// The first two rows stay together, and so do the last two.
fn keep_ends(rows: &mut [Row]) {
    let count = rows.len();
    for (position, row) in rows.iter_mut().enumerate() {
        if position + 1 < count && (position == 0 || position + 2 == count) {
            row.keep = Keep::WithNext;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[f64]) -> Vec<Length> {
        values.iter().copied().map(Length::pt).collect()
    }

    #[test]
    fn columns_that_fit_have_their_natural_widths() {
        assert_eq!(share(&points(&[10.0, 10.0]), &points(&[20.0, 70.0]), Length::pt(100.0)), points(&[20.0, 70.0]));
    }

    #[test]
    fn what_is_left_is_shared_by_what_is_lacking() {
        assert_eq!(share(&points(&[10.0, 10.0]), &points(&[10.0, 190.0]), Length::pt(100.0)), points(&[10.0, 90.0]));
    }

    #[test]
    fn columns_too_wide_for_the_measure_are_cut_in_proportion() {
        assert_eq!(share(&points(&[100.0, 300.0]), &points(&[100.0, 300.0]), Length::pt(100.0)), points(&[25.0, 75.0]));
    }
}
