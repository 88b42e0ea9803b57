//! Dialogues: names in a column at the start side, what is said beside them in a column of its own.
//!
//! A name that is too long for its column stands on a line above its speech.

use super::list::{label_row, put_label};
use super::palette::Look;
use super::row::Stack;
use super::setter::{Column, Setter};
use super::{GroupKind, ItemRole};
use crate::base::{Length, Span};
use crate::book::{Inline, Speech};
use crate::lines::Line;
use crate::style::Role;

/// The widest column of names, as a ratio of the measure.
const WIDEST: f64 = 0.3;
/// Space between a name and its speech, in ems.
const GAP: f64 = 0.7;

impl Setter<'_, '_> {
    /// Speeches one below another.
    pub(super) fn dialogue(&mut self, speeches: &[Speech], span: Span, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::Dialogue);
        let column = column.narrowed(style.start_indent, style.end_indent);
        let names: Vec<Option<Line>> =
            speeches.iter().map(|speech| self.speaker(&speech.speaker, span, &column)).collect();
        let gap = self.tools.style(Role::Speaker).size.scale(GAP);
        let room = column.measure.scale(WIDEST);
        let widths = names.iter().flatten().map(|name| name.measure);
        let widest = widths.filter(|width| *width <= room).fold(Length::ZERO, Length::max);
        // Names too long for any column leave their speeches a step to hang in.
        let indent = (widest + gap).max(self.tools.style(Role::Speaker).size * 2);
        let role = if column.role == Role::Footnote { Role::Footnote } else { Role::Dialogue };
        let body = column.narrowed(indent, Length::ZERO).of(role, ItemRole::Paragraph);
        let has_room = body.measure < column.measure;
        let between = style.space_before.min(style.line_spacing / 6);
        let body = Column { between, ..body };
        let label = column.of(Role::Speaker, ItemRole::Speaker);
        stack.space(style.space_before);
        let first = stack.next_block;
        for (speech, name) in speeches.iter().zip(names) {
            let (from, block) = (stack.rows.len(), stack.block());
            // The first paragraph of a speech begins it: it is not parted from its name.
            if name.as_ref().is_some_and(|name| name.measure > widest || !has_room) {
                stack.push(label_row(self.tools.style(Role::Speaker)));
            }
            self.blocks(&speech.blocks, &body, stack);
            if let Some(name) = name {
                let at = column.x(Length::ZERO, name.measure);
                put_label(name, at, from, block, &label, self.tools.style(Role::Speaker), stack);
            }
            stack.group(GroupKind::Speech, block);
            stack.space(between);
        }
        stack.group(GroupKind::Dialogue, first);
        stack.space(style.space_after);
    }

    /// A name and its colon on one line; `None` where nobody speaks.
    fn speaker(&mut self, name: &[Inline], span: Span, column: &Column) -> Option<Line> {
        if name.is_empty() {
            return None;
        }
        let look = Look::plain(Role::Speaker, column.language.clone());
        let text = self.gather(span, column.direction, |flattener| {
            flattener.inlines(name, &look);
            flattener.push(":", &look);
        });
        let shaped = self.shape(&text);
        let mut line = self.one_line(&shaped, Role::Speaker)?;
        // In the text a space parts the name from what is said.
        line.ends_in_space = true;
        Some(line)
    }
}
