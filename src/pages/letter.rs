//! Letters: place and date at the end edge, a salutation, the text, a signature that stays with its last lines.

use super::palette::Look;
use super::row::{Keep, Stack};
use super::setter::{Column, Setter};
use super::{GroupKind, ItemRole};
use crate::base::Length;
use crate::book::Letter;
use crate::style::Role;

impl Setter<'_, '_> {
    /// A letter in a column of its own.
    pub(super) fn letter(&mut self, letter: &Letter, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::Letter);
        let column = column.narrowed(style.start_indent, style.end_indent);
        stack.space(style.space_before);
        let first = stack.next_block;
        self.lines_of_letter(&letter.head, Role::LetterHead, &column, stack);
        self.lines_of_letter(letter.salutation.as_slice(), Role::Salutation, &column, stack);
        let body = Column { between: self.between(Role::Letter), ..column.of(Role::Letter, ItemRole::Paragraph) };
        self.blocks(&letter.blocks, &body, stack);
        // A signature without a line of its letter says nothing.
        if let (Some(last), false) = (stack.rows.last_mut(), letter.signature.is_empty()) {
            last.keep = Keep::WithNext;
        }
        self.lines_of_letter(&letter.signature, Role::Signature, &column, stack);
        stack.group(GroupKind::Letter, first);
        stack.space(style.space_after);
    }

    /// Lines of plain text one below another, spaces of their role around them all.
    fn lines_of_letter(&mut self, lines: &[String], role: Role, column: &Column, stack: &mut Stack) {
        if lines.is_empty() {
            return;
        }
        let style = self.tools.style(role);
        let column = column.of(role, ItemRole::Paragraph);
        let column = if style.end_indent > Length::ZERO || style.start_indent > Length::ZERO {
            column.narrowed(style.start_indent, style.end_indent)
        } else {
            column
        };
        let from = stack.rows.len();
        stack.space(style.space_before);
        for line in lines {
            let text = self.plain(line, &Look::plain(role, column.language.clone()), column.direction);
            self.paragraph_rows(&text, &column, style.first_indent, stack);
        }
        stack.bind(from);
        stack.space(style.space_after);
    }
}
