//! Tables: columns from the start side, as wide as their contents ask and the measure allows, a row of cells a row.
//!
//! A head is set again at the top of every page its table runs over to. Rules stand above, below the head, and below.

use std::sync::Arc;

use super::palette::Look;
use super::row::{Keep, Row, Stack, shift};
use super::setter::{Column, Setter, least_width, line_item, natural_width};
use super::{GroupKind, Item, ItemKind, ItemRole, clear};
use crate::base::{Color, Diagnostic, Length, Point, Rect, Span};
use crate::book::{AnchorId, Inline, Table};
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
/// The most tenths that come off the size of cells: 9 pt become 6.3 pt, the least that can be read.
const SMALLEST: u8 = 3;
/// Thickness of the outer rules, in points; the rule below the head is half as thick.
const RULE: f64 = 0.8;

/// A shaped cell and the role it is set in.
struct Cell {
    shaped: ShapedParagraph,
    role: Role,
    /// Places in it.
    places: Vec<AnchorId>,
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
    /// The size of its type as a ratio of the styles'.
    scale: f64,
    /// Whether some word is wider than its column.
    is_too_wide: bool,
}

impl Setter<'_, '_> {
    /// A table in the middle of its column, as wide as it needs, its caption above it.
    pub(super) fn table(&mut self, table: &Table, span: Span, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::TableCell);
        let (cells, grid) = self.fitting(table, span, column);
        stack.space(style.space_before.max(style.line_spacing.scale(AROUND)));
        let mut inner = stack.inner();
        let first = inner.next_block;
        if let Some(caption) = &table.caption {
            self.table_caption(caption, column, &mut inner);
        }
        let top = inner.rows.len();
        let mut repeated = None;
        if table.head.iter().any(|cell| !cell.is_empty()) {
            let mut row = self.table_row(&cells[0], 0, table, &grid, column, &mut inner);
            add_rule(&mut row, &grid, column, Edge::Top, RULE);
            add_rule(&mut row, &grid, column, Edge::Bottom, RULE / 2.0);
            row.keep = Keep::WithNext;
            repeated = Some(Arc::new(vec![again(&row)]));
            inner.push(row);
        }
        for (number, cells) in (1u32..).zip(&cells[1..]) {
            let row = self.table_row(cells, number, table, &grid, column, &mut inner);
            for mut row in self.bands(row, &grid) {
                row.head.clone_from(&repeated);
                inner.push(row);
            }
        }
        if let (Some(first), None) = (inner.rows.get_mut(top), &repeated) {
            add_rule(first, &grid, column, Edge::Top, RULE);
        }
        if let Some(last) = inner.rows.last_mut() {
            add_rule(last, &grid, column, Edge::Bottom, RULE);
        }
        keep_ends(&mut inner.rows[top..]);
        self.keep_whole(&mut inner, top, style);
        inner.group(group(table), first);
        stack.absorb(inner);
        stack.space(style.space_after.max(style.line_spacing.scale(AROUND)));
    }

    /// The caption, on the page of the first rows.
    fn table_caption(&mut self, caption: &str, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::Caption);
        let column = column.of(Role::Caption, ItemRole::Caption);
        let text = self.plain(caption, &Look::plain(Role::Caption, column.language.clone()), column.direction);
        self.paragraph_rows(&text, &column, style.first_indent, stack);
        stack.bind(0);
        if let Some(last) = stack.rows.last_mut() {
            last.keep = Keep::WithNext;
        }
        stack.space(style.space_before);
    }

    /// The cells of all rows, the head first, in type small enough for the column as far as that can be read.
    fn fitting(&mut self, table: &Table, span: Span, column: &Column) -> (Vec<Vec<Cell>>, Grid) {
        let images = self.images.len();
        let mut small = 0;
        loop {
            let rows = std::iter::once((&table.head, Role::TableHead));
            let rows = rows.chain(table.rows.iter().map(|row| (row, Role::TableCell)));
            let cells: Vec<Vec<Cell>> = rows.map(|(row, role)| self.cells(row, role, small, span, column)).collect();
            let scale = Look { small, ..Look::plain(Role::TableCell, column.language.clone()) }.scale();
            let gap = self.tools.style(Role::TableCell).size.scale(COLUMN_GAP * scale);
            let grid = measure_columns(&cells, table.columns.len(), gap, scale, column.measure);
            if !grid.is_too_wide || small == SMALLEST {
                if grid.is_too_wide {
                    self.diagnostics.push(wide_table(span));
                }
                return (cells, grid);
            }
            // What was gathered from these cells is gathered again.
            self.images.truncate(images);
            small += 1;
        }
    }

    /// Shapes the cells of a row. Their widths decide those of the columns before any line is broken.
    fn cells(&mut self, row: &[Vec<Inline>], role: Role, small: u8, span: Span, column: &Column) -> Vec<Cell> {
        row.iter()
            .map(|inlines| {
                let look = Look { bold: role == Role::TableHead, small, ..Look::plain(role, column.language.clone()) };
                let text = self.flatten(inlines, &look, column, span);
                Cell { shaped: self.shape(&text), role, places: self.take_places() }
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
            let spacing = style.line_spacing.scale(grid.scale);
            let padding = spacing.scale(PADDING);
            let baseline = padding + self.tools.baseline(cell.role).scale(grid.scale);
            let x = column.x(grid.start + grid.starts[place], grid.widths[place]);
            let role = ItemRole::Cell { row: number, column: u32::try_from(place).unwrap_or(u32::MAX) };
            let cell_column = column.of(cell.role, role);
            row.anchors.extend(&cell.places);
            let block = stack.block();
            let mut y = baseline;
            let lines = self.break_lines(&cell.shaped, &setting);
            let spacing = clear::spacing(&lines, style.line_spacing, self.tools.boxes);
            for line in lines {
                row.notes.extend(line.notes());
                row.items.push(line_item(line, Point { x, y }, block, &cell_column));
                row.height = row.height.max(y - baseline + spacing + padding + padding);
                y += spacing;
            }
            row.baseline = row.baseline.max(baseline);
        }
        row
    }

    /// A row that takes more than half a page is cut between its lines, so that pages may part it.
    fn bands(&self, row: Row, grid: &Grid) -> Vec<Row> {
        let page = &self.tools.styles.page;
        if row.height <= (page.height - page.top - page.bottom) / 2 {
            return vec![row];
        }
        let pitch = self.tools.style(Role::TableCell).line_spacing.scale(grid.scale);
        let count = usize::try_from(row.height.raw() / pitch.raw().max(1)).unwrap_or(1).max(1);
        let padding = row.height - pitch * i64::try_from(count).unwrap_or(1);
        let mut bands: Vec<Row> =
            (0..count).map(|_| Row { height: pitch, baseline: row.baseline, ..Row::default() }).collect();
        for mut item in row.items {
            let ItemKind::Line(at, line) = &item.kind else { continue };
            let number = usize::try_from((at.y - row.baseline).raw() / pitch.raw().max(1)).unwrap_or(0).min(count - 1);
            bands[number].notes.extend(line.notes());
            shift(&mut item, Length::ZERO, -(pitch * i64::try_from(number).unwrap_or(0)));
            bands[number].items.push(item);
        }
        if let Some(last) = bands.last_mut() {
            last.height += padding;
        }
        for number in [0, count.saturating_sub(2)] {
            bands[number].keep = Keep::WithNext;
        }
        bands
    }
}

/// A table as a group: rows of cells, which are a block each.
fn group(table: &Table) -> GroupKind {
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let has_head = table.head.iter().any(|cell| !cell.is_empty());
    GroupKind::Table {
        columns: count(table.columns.len()),
        rows: count(table.rows.len() + usize::from(has_head)),
        has_head,
    }
}

/// The report of a table that no size of type makes narrow enough.
fn wide_table(span: Span) -> Diagnostic {
    let message = "the table is wider than its column, even in small type: words stick out of their cells";
    Diagnostic::warning("pages.wide-table", span, message)
        .hint("give it fewer columns or shorter words, or turn its rows into columns")
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
fn measure_columns(rows: &[Vec<Cell>], columns: usize, gap: Length, scale: f64, measure: Length) -> Grid {
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
    let is_too_wide = least.iter().copied().sum::<Length>() > measure - gaps;
    Grid { start: (measure - width).max(Length::ZERO) / 2, widths, starts, width, scale, is_too_wide }
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
