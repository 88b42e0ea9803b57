//! Lists: labels at the start side, bodies indented; definition lists: terms, and definitions below them.

use super::palette::Look;
use super::row::{Keep, Row, Stack};
use super::setter::{Column, Setter, line_item};
use super::{GroupKind, ItemRole, ListMarks};
use crate::base::{Length, Point, Span};
use crate::book::{Definition, List, Marks};
use crate::lines::Line;
use crate::style::{Role, Style};

/// Space between a label and its body, in ems.
const LABEL_GAP: f64 = 0.5;

impl Setter<'_, '_> {
    /// A list; its text has the style of lists in running text, else that of what it stands in.
    pub(super) fn list(&mut self, list: &List, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::List);
        // A letter and a speech set their lists as they set their paragraphs, in body size.
        let role = if column.role == Role::Body { Role::List } else { column.role };
        let labels: Vec<Option<Line>> = (0u64..)
            .zip(&list.items)
            .map(|(position, _)| {
                let label = self.mark(list, position, column)?;
                let look = Look { isolate: Some(column.direction), ..Look::plain(role, column.language.clone()) };
                self.label(&label, &look, column.direction)
            })
            .collect();
        let widest = labels.iter().flatten().map(|label| label.measure).fold(Length::ZERO, Length::max);
        let gap = self.tools.style(role).size.scale(LABEL_GAP);
        let indent = style.start_indent.max(widest + gap);
        let between = if list.tight { Length::ZERO } else { self.tools.style(role).line_spacing / 3 };
        stack.space(style.space_before.max(column.between));
        let narrowed = column.narrowed(indent, style.end_indent).of(role, ItemRole::ListBody);
        // Lists nested until no room is left: marks stand above their items, not on them.
        let has_room = narrowed.measure < column.measure || indent == Length::ZERO;
        let body = Column { align: None, between, lists: column.lists.saturating_add(1), ..narrowed };
        let first = stack.next_block;
        for (item, label) in list.items.iter().zip(labels) {
            let (from, block) = (stack.rows.len(), stack.block());
            if let (false, Some(_)) = (has_room, &label) {
                stack.push(label_row(self.tools.style(role)));
            }
            self.blocks(item, &body, stack);
            if let Some(label) = label {
                let at = column.x((indent - gap - label.measure).max(Length::ZERO), label.measure);
                put_label(label, at, from, block, &column.of(role, ItemRole::ListLabel), self.tools.style(role), stack);
            }
            stack.group(GroupKind::ListItem, block);
            stack.space(between);
        }
        stack.group(GroupKind::List(kind_of_marks(list)), first);
        stack.space(style.space_after.max(column.between));
    }

    /// What stands before an item: by default a number and a full stop in the digits of the text around it, or the bullet
    /// of its level.
    fn mark(&self, list: &List, position: u64, column: &Column) -> Option<String> {
        let number = |start: u64| start.saturating_add(position);
        match (list.marks, list.start) {
            (Marks::None, _) => None,
            (Marks::Bullet(sign), _) => Some(sign.to_string()),
            (Marks::Numbers(counter, after), start) => {
                Some(format!("{}{after}", counter.format(number(start.unwrap_or(1)))))
            }
            (Marks::Style, Some(start)) => {
                Some(format!("{}.", self.tools.book.digits_in(&column.language).format(number(start))))
            }
            (Marks::Style, None) => {
                let bullets = &self.tools.styles.blocks.bullets;
                let level = usize::from(column.lists).min(bullets.len().saturating_sub(1));
                Some(bullets.get(level).copied().unwrap_or('\u{2022}').to_string())
            }
        }
    }

    /// Terms, each with its definitions indented below.
    pub(super) fn definitions(&mut self, list: &[Definition], span: Span, column: &Column, stack: &mut Stack) {
        let list_first = stack.next_block;
        for entry in list {
            let first = stack.next_block;
            let term = self.tools.style(Role::DefinitionTerm);
            let from = stack.rows.len();
            self.leaf(&entry.term, &column.of(Role::DefinitionTerm, column.item.clone()), span, stack);
            // A term alone at the foot of a page says nothing, whatever the style says.
            if let Some(last) = stack.rows[from..].last_mut() {
                last.keep = Keep::WithNext;
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
            stack.group(GroupKind::ListItem, first);
        }
        stack.group(GroupKind::List(ListMarks::Terms), list_first);
    }
}

/// What marks the items of a list have.
fn kind_of_marks(list: &List) -> ListMarks {
    match (list.marks, list.start) {
        (Marks::None, _) => ListMarks::None,
        (Marks::Bullet(_), _) | (Marks::Style, None) => ListMarks::Bullets,
        (Marks::Numbers(..), _) | (Marks::Style, Some(_)) => ListMarks::Numbers,
    }
}

/// Puts a label beside the first line of the rows from `from` on; an item without text gets a row for it.
pub(super) fn put_label(
    label: Line,
    x: Length,
    from: usize,
    block: u32,
    column: &Column,
    style: &Style,
    stack: &mut Stack,
) {
    if stack.rows.len() == from {
        stack.push(label_row(style));
    }
    let row = &mut stack.rows[from];
    let at = Point { x, y: row.baseline };
    row.items.insert(0, line_item(label, at, block, column));
}

/// A row for a label alone, on the page of what follows.
pub(super) fn label_row(style: &Style) -> Row {
    Row { height: style.line_spacing, baseline: style.size, keep: Keep::WithNext, ..Row::default() }
}
