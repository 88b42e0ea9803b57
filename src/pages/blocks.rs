//! Blocks: each kind of block in, rows on a stack out.
//!
//! Paragraphs, headings, quotations and other plain containers are set here; lists, tables, boxes, verse, figures and
//! code have files of their own.

use std::sync::Arc;

use super::palette::Look;
use super::row::{Keep, Opening, Row, Stack};
use super::setter::{Column, Follows, Setter};
use super::{GroupKind, Item, ItemKind, ItemRole};
use crate::base::{Direction, Length, Span};
use crate::book::letters::is_without_arabic;
use crate::book::{Block, BlockKind, Inline};
use crate::style::{Align, Role};

impl Setter<'_, '_> {
    /// Sets blocks one below another.
    pub(super) fn blocks(&mut self, blocks: &[Block], column: &Column, stack: &mut Stack) {
        let mut follows = Follows::Break;
        for block in blocks {
            self.block(block, follows, column, stack);
            follows = Follows::after(block);
        }
    }

    /// Sets one block.
    pub(super) fn block(&mut self, block: &Block, follows: Follows, column: &Column, stack: &mut Stack) {
        let column = &column.in_language(block.language.as_ref());
        stack.anchors.extend(block.anchor);
        match &block.kind {
            BlockKind::Heading(level, inlines) => self.heading(*level, inlines, block, column, stack),
            BlockKind::Paragraph(inlines) => self.paragraph(inlines, follows, block.span, column, stack),
            BlockKind::Quote(blocks) => self.container(blocks, Role::Quote, ItemRole::Quote, column, stack),
            BlockKind::Epigraph(blocks) => self.container(blocks, Role::Epigraph, ItemRole::Quote, column, stack),
            BlockKind::Center(blocks) => {
                self.blocks(blocks, &Column { align: Some(Align::Center), ..column.clone() }, stack);
            }
            // Columns side by side are made of running text alone; within other blocks there is one.
            BlockKind::Columns(_, blocks) | BlockKind::Group(_, blocks) => self.blocks(blocks, column, stack),
            BlockKind::List(list) => self.list(list, column, stack),
            BlockKind::Definitions(definitions) => self.definitions(definitions, block.span, column, stack),
            BlockKind::Table(table) => self.table(table, block.span, column, stack),
            BlockKind::Code(text) => self.code(text, block.span, column, stack),
            BlockKind::Separator => self.separator(column, stack),
            BlockKind::Box(title, blocks) => self.framed(title.as_deref(), blocks, Role::Box, column, stack),
            BlockKind::Verse(stanzas) => self.verse(stanzas, block.span, column, stack),
            BlockKind::PageBreak => stack.opening = stack.opening.max(Opening::Page),
            BlockKind::Figure(figure) => self.figure(figure, block.span, column, stack),
            BlockKind::Figures(figures) => self.figures(figures, block.span, column, stack),
            BlockKind::Letter(letter) => self.letter(letter, column, stack),
            BlockKind::Dialogue(speeches) => self.dialogue(speeches, block.span, column, stack),
            BlockKind::Source(text) => self.source(text, column, stack),
            BlockKind::Masthead(masthead) => self.masthead(masthead, column, stack),
            BlockKind::Contact(title, blocks) => self.framed(title.as_deref(), blocks, Role::Contact, column, stack),
            BlockKind::QrCode(code) => self.qr_code(code, column, stack),
            BlockKind::Article(article) => self.article(article, column, stack),
            BlockKind::ColumnBreak => stack.opening = stack.opening.max(Opening::Column),
        }
        self.images_among_words(block.span, column, stack);
        // Those of a block without lines of its own.
        stack.anchors.extend(self.take_places());
    }

    /// A heading in the role of its level; the deepest role serves all deeper levels.
    fn heading(&mut self, level: u8, inlines: &[Inline], block: &Block, column: &Column, stack: &mut Stack) {
        let column = column.of(heading_role(level), ItemRole::Heading(level));
        self.opening = self.tools.book.number_before(block.anchor);
        match self.tools.book.number_above(block.anchor) {
            Some(number) => self.numbered_heading(number, inlines, block.span, &column, stack),
            None => self.leaf(inlines, &column, block.span, stack),
        }
    }

    /// A heading with its number on a line of its own; to those who hear it, it is one heading.
    fn numbered_heading(&mut self, number: &str, inlines: &[Inline], span: Span, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(column.role);
        stack.space(style.space_before);
        let (from, block) = (stack.rows.len(), stack.next_block);
        self.plain_paragraph(number, &column.of(Role::ChapterNumber, column.item.clone()), stack);
        for row in &mut stack.rows[from..] {
            row.keep = Keep::WithNext;
            row.items.iter_mut().for_each(end_in_space);
        }
        stack.next_block = block;
        self.text(inlines, &column.narrowed(style.start_indent, style.end_indent), span, stack);
        stack.next_block = block + 1;
        stack.space(style.space_after);
    }

    /// A paragraph in the role of its column; the first one after a break in running text has a role of its own.
    fn paragraph(&mut self, inlines: &[Inline], follows: Follows, span: Span, column: &Column, stack: &mut Stack) {
        match column.role {
            Role::Body if follows != Follows::Text => {
                let column = column.of(Role::BodyFirst, column.item.clone());
                if follows == Follows::Break || !self.with_initial(inlines, &column, span, stack) {
                    self.leaf(inlines, &column, span, stack);
                }
            }
            Role::Body => self.leaf(inlines, column, span, stack),
            // A title in another script alone runs its own way, as in notes.
            Role::Bibliography if is_without_arabic(inlines) => {
                self.leaf(inlines, &Column { direction: Direction::Ltr, ..column.clone() }, span, stack);
            }
            Role::Bibliography => self.leaf(inlines, column, span, stack),
            // A container made its indents and spaces already: they are not made twice.
            _ => {
                stack.space(if follows == Follows::Text { column.between } else { Length::ZERO });
                self.text(inlines, column, span, stack);
            }
        }
    }

    /// A paragraph with the indents and spaces of its role.
    pub(super) fn leaf(&mut self, inlines: &[Inline], column: &Column, span: Span, stack: &mut Stack) {
        let style = self.tools.style(column.role);
        stack.space(style.space_before);
        self.text(inlines, &column.narrowed(style.start_indent, style.end_indent), span, stack);
        stack.space(style.space_after);
    }

    /// The lines of a paragraph, without the spaces of its role.
    ///
    /// Nothing is set where there is no text, so that an empty paragraph leaves no hole.
    fn text(&mut self, inlines: &[Inline], column: &Column, span: Span, stack: &mut Stack) {
        // A note of Latin words alone (a title, an address) is set from the left, its number too (W3C alreq issue 109).
        let is_turned = is_note(column.role) && is_without_arabic(inlines);
        let direction = if is_turned { Direction::Ltr } else { column.direction };
        let column = &Column { direction, ..column.clone() };
        let style = self.tools.style(column.role);
        let look = Look::plain(column.role, column.language.clone());
        let text = self.flatten(inlines, &look, column, span);
        if !text.text.is_empty() {
            self.paragraph_rows(&text, column, style.first_indent, stack);
            // What ends in a colon announces the list, verse or table that follows, and stands on its page.
            if let (true, Some(last)) = (text.text.trim_end().ends_with(':'), stack.rows.last_mut()) {
                last.keep = Keep::WithNext;
            }
        }
    }

    /// Blocks in a narrowed column, as another role.
    fn container(&mut self, blocks: &[Block], role: Role, item: ItemRole, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(role);
        // Small text stays small: a quotation in a note has the note's style, and the quotation's indents.
        let role = if is_note(column.role) { column.role } else { role };
        let inner = column.narrowed(style.start_indent, style.end_indent).of(role, item);
        stack.space(style.space_before);
        let first = stack.next_block;
        self.blocks(blocks, &Column { between: self.between(role), ..inner }, stack);
        stack.group(GroupKind::Quote, first);
        stack.space(style.space_after);
    }

    /// Space between paragraphs of a container: where no indent tells them apart, a third of a line does.
    pub(super) fn between(&self, role: Role) -> Length {
        let style = self.tools.style(role);
        if style.first_indent > Length::ZERO { Length::ZERO } else { style.line_spacing / 3 }
    }

    /// Where a quotation is from: on the page of its last words, inside the indents that those have.
    fn source(&mut self, text: &str, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::Source);
        let role = if column.role == Role::Footnote { Role::Footnote } else { Role::Source };
        let column = Column { align: Some(style.align), ..column.of(role, column.item.clone()) };
        let text = self.plain(text, &Look::plain(role, column.language.clone()), column.direction);
        if let Some(last) = stack.rows.last_mut() {
            last.keep = Keep::WithNext;
        }
        stack.space(style.space_before);
        self.paragraph_rows(&text, &column, style.first_indent, stack);
    }

    /// Preformatted text: left to right, each line as written.
    fn code(&mut self, text: &str, span: Span, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::Code);
        let column = Column { direction: Direction::Ltr, ..column.of(Role::Code, ItemRole::Code) };
        let column = column.narrowed(style.start_indent, style.end_indent);
        let block = stack.next_block;
        stack.space(style.space_before);
        for line in text.lines() {
            stack.next_block = block;
            self.code_line(line, span, &column, stack);
        }
        stack.next_block = block + 1;
        stack.space(style.space_after);
    }

    /// One line; spaces at its beginning become an indent, since a line of text does not begin with glue.
    fn code_line(&mut self, line: &str, span: Span, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::Code);
        let words = line.trim_start();
        if words.is_empty() {
            return stack.push(Row { height: style.line_spacing, ..Row::default() });
        }
        let look = Look { code: true, ..Look::plain(Role::Code, column.language.clone()) };
        let depth: i64 = line[..line.len() - words.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let mut text = self.plain(words, &look, column.direction);
        text.span = span;
        // Half an em is the space of most monospaced faces, near enough for a step of indentation.
        let from = stack.rows.len();
        self.paragraph_rows(&text, column, style.size / 2 * depth, stack);
        stack.rows[from..].iter_mut().flat_map(|row| &mut row.items).for_each(end_in_space);
    }
}

/// Whether text of a role is the text of a note.
pub(super) fn is_note(role: Role) -> bool {
    matches!(role, Role::Footnote | Role::Endnote)
}

/// The role of headings of a level; the deepest serves all deeper levels.
pub(super) fn heading_role(level: u8) -> Role {
    match level {
        0 | 1 => Role::Heading1,
        2 => Role::Heading2,
        3 => Role::Heading3,
        _ => Role::Heading4,
    }
}

/// Lines of code are one block: what stood between two of them was white space.
fn end_in_space(item: &mut Item) {
    let ItemKind::Line(_, line) = &mut item.kind else { return };
    if let Some(line) = Arc::get_mut(line) {
        line.ends_in_space = true;
    }
}
