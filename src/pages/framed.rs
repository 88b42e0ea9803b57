//! Boxes: blocks inside a rule, with or without a title. A box that runs over pages is open where it was cut.

use super::blocks::is_note;
use super::palette::Look;
use super::row::{Keep, Row, Stack, shift};
use super::setter::{Column, Setter};
use super::table::rule;
use super::{GroupKind, ItemRole, clear};
use crate::base::{Length, Rect};
use crate::book::Block;
use crate::style::Role;

/// Space between the rules above and below and the text, in points; at the sides it is the indents of the style.
const PADDING: f64 = 6.0;
/// Space around a box, at least, in lines of its text: a rule needs more than a paragraph does.
const AROUND: f64 = 0.6;
/// Thickness of the rule, in points.
const RULE: f64 = 0.6;

impl Setter<'_, '_> {
    /// A box: rules at the four sides; every row carries its stretch of the sides, so that pages may part them.
    ///
    /// `own` is the role of its text: that of a box or of a contact block.
    pub(super) fn framed(
        &mut self,
        title: Option<&str>,
        blocks: &[Block],
        own: Role,
        column: &Column,
        stack: &mut Stack,
    ) {
        let style = self.tools.style(own);
        let body = column.narrowed(style.start_indent, style.end_indent);
        let body = Column { between: style.space_before.max(style.space_after), ..body };
        let around = style.line_spacing.scale(AROUND).max(body.between);
        let role = if is_note(column.role) { column.role } else { own };
        let mut inner = stack.inner();
        let first = inner.next_block;
        if let Some(title) = title {
            let from = inner.rows.len();
            let align = (own == Role::Contact).then_some(style.align);
            let line = Column { align, ..body.of(Role::BoxTitle, ItemRole::Paragraph) };
            self.box_title(title, &line, &mut inner);
            inner.bind(from);
            if let Some(last) = inner.rows.last_mut() {
                last.keep = Keep::WithNext;
            }
        }
        self.blocks(blocks, &body.of(role, ItemRole::Paragraph), &mut inner);
        inner.group(GroupKind::Box, first);
        // The sides of a box would not grow with what parts its rows later.
        clear::rows(&mut inner, self.tools.boxes);
        frame(&mut inner.rows, column);
        inner.gap = Length::ZERO;
        self.keep_whole(&mut inner, 0, style);
        stack.space(around);
        stack.absorb(inner);
        stack.space(around);
    }

    /// The title of a box. Its style has the indents of the box, which made them already.
    fn box_title(&mut self, title: &str, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::BoxTitle);
        let text = self.plain(title, &Look::plain(Role::BoxTitle, column.language.clone()), column.direction);
        self.paragraph_rows(&text, column, style.first_indent, stack);
        stack.space(style.space_after);
    }
}

/// Draws the rules, and turns spaces between rows into height, so that the sides have no gaps.
fn frame(rows: &mut [Row], column: &Column) {
    let count = rows.len();
    let thickness = Length::pt(RULE);
    for (position, row) in rows.iter_mut().enumerate() {
        let is_first = position == 0;
        let is_last = position + 1 == count;
        let above = if is_first { Length::pt(PADDING) } else { row.before };
        row.before = Length::ZERO;
        row.height += above;
        row.baseline += above;
        row.items.iter_mut().for_each(|item| shift(item, Length::ZERO, above));
        if is_last {
            row.height += Length::pt(PADDING);
        } else if is_first || position + 2 == count {
            row.keep = Keep::WithNext;
        }
        let (left, right) = (column.left, column.left + column.measure - thickness);
        let mut add = |x, y, width, height| {
            row.items.push(rule(Rect::new(x, y, width, height), crate::base::Color::BLACK, column));
        };
        add(left, Length::ZERO, thickness, row.height);
        add(right, Length::ZERO, thickness, row.height);
        if is_first {
            add(left, Length::ZERO, column.measure, thickness);
        }
        if is_last {
            add(left, row.height - thickness, column.measure, thickness);
        }
    }
}
