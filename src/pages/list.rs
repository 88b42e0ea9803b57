//! Lists: labels at the start side, bodies indented; definition lists: terms, and definitions below them.

use super::ItemRole;
use super::palette::Look;
use super::row::{Row, Stack};
use super::setter::{Column, Setter, line_item};
use crate::base::{Length, Point, Span};
use crate::book::{Definition, List};
use crate::lines::Line;
use crate::style::{Role, Style};

/// Space between a label and its body, in ems.
const LABEL_GAP: f64 = 0.5;

impl Setter<'_, '_> {
    /// A list; its text has the style of lists in running text, else that of what it stands in.
    pub(super) fn list(&mut self, list: &List, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::List);
        let role = if column.role == Role::Body { Role::List } else { column.role };
        let labels: Vec<Option<Line>> = (0u64..)
            .zip(&list.items)
            .map(|(position, _)| {
                let label =
                    list.start.map_or_else(|| "\u{2022}".to_owned(), |start| self.number(start + position, column));
                let look = Look { isolate: Some(column.direction), ..Look::plain(role, column.language.clone()) };
                self.label(&label, &look, column.direction)
            })
            .collect();
        let widest = labels.iter().flatten().map(|label| label.measure).fold(Length::ZERO, Length::max);
        let gap = self.tools.style(role).size.scale(LABEL_GAP);
        let indent = style.start_indent.max(widest + gap);
        let between = if list.tight { Length::ZERO } else { self.tools.style(role).line_spacing / 3 };
        stack.space(style.space_before.max(column.between));
        for (item, label) in list.items.iter().zip(labels) {
            let narrowed = column.narrowed(indent, style.end_indent).of(role, ItemRole::ListBody);
            let body = Column { align: None, between, ..narrowed };
            let (from, block) = (stack.rows.len(), stack.block());
            self.blocks(item, &body, stack);
            if let Some(label) = label {
                let at = column.x(indent - gap - label.measure, label.measure);
                put_label(label, at, from, block, &column.of(role, ItemRole::ListLabel), self.tools.style(role), stack);
            }
            stack.space(between);
        }
        stack.space(style.space_after.max(column.between));
    }

    /// A number and a full stop, in the digits of the text around it.
    fn number(&self, number: u64, column: &Column) -> String {
        format!("{}.", self.tools.book.digits_in(&column.language).format(number))
    }

    /// Terms, each with its definitions indented below.
    pub(super) fn definitions(&mut self, list: &[Definition], span: Span, column: &Column, stack: &mut Stack) {
        for entry in list {
            let term = self.tools.style(Role::DefinitionTerm);
            let from = stack.rows.len();
            self.leaf(&entry.term, &column.of(Role::DefinitionTerm, column.item.clone()), span, stack);
            // A term alone at the foot of a page says nothing, whatever the style says.
            if let Some(last) = stack.rows[from..].last_mut() {
                last.keep = super::row::Keep::WithNext;
            }
            stack.space(term.space_after);
            let style = self.tools.style(Role::Definition);
            let body = column.narrowed(style.start_indent, style.end_indent).of(Role::Definition, column.item.clone());
            let body = Column { between: self.between(Role::Definition), ..body };
            for definition in &entry.definitions {
                stack.space(style.space_before);
                self.blocks(definition, &body, stack);
                stack.space(style.space_after);
            }
        }
    }
}

/// Puts a label beside the first line of the rows from `from` on; an item without text gets a row for it.
fn put_label(label: Line, x: Length, from: usize, block: u32, column: &Column, style: &Style, stack: &mut Stack) {
    if stack.rows.len() == from {
        stack.push(Row { height: style.line_spacing, baseline: style.size, ..Row::default() });
    }
    let row = &mut stack.rows[from];
    let at = Point { x, y: row.baseline };
    row.items.insert(0, line_item(label, at, block, column));
}
