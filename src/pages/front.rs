//! Pages made from the metadata: title page, copyright page, part titles. Each is one row as high as the type area.

use super::ItemRole;
use super::row::{Row, Stack, height, shift};
use super::setter::{Column, Setter};
use crate::base::Length;
use crate::book::{Book, Division};
use crate::script::numbers;
use crate::style::Role;

impl Setter<'_, '_> {
    /// Title, subtitle and names in the upper half; publisher and year at the foot.
    pub(super) fn title_page(&mut self, column: &Column, stack: &mut Stack) {
        let metadata = &self.tools.book.metadata;
        let mut upper = stack.inner();
        self.lines_of(std::slice::from_ref(&metadata.title), Role::Title, column, &mut upper);
        self.lines_of(metadata.subtitle.as_slice(), Role::Subtitle, column, &mut upper);
        self.lines_of(&self.tools.book.credits(), Role::Creator, column, &mut upper);
        let mut foot = Stack { next_block: upper.next_block, ..Stack::default() };
        let imprint: Vec<String> = metadata.publisher.iter().cloned().chain(self.tools.book.year()).collect();
        self.lines_of(&imprint, Role::Imprint, column, &mut foot);
        self.whole_page(upper, foot, stack);
    }

    /// What the law and librarians ask for, at the foot of the page.
    pub(super) fn copyright_page(&mut self, column: &Column, stack: &mut Stack) {
        let book = self.tools.book;
        let metadata = &book.metadata;
        let mut lines = vec![full_title(book)];
        lines.extend(book.credits());
        lines.extend(book.about());
        lines.extend(publication(book));
        lines.extend(metadata.rights.clone());
        lines.extend(identifier(&metadata.identifier));
        let mut foot = stack.inner();
        self.lines_of(&lines, Role::Imprint, column, &mut foot);
        self.whole_page(Stack::default(), foot, stack);
    }

    /// The title alone, in the upper half.
    pub(super) fn half_title(&mut self, column: &Column, stack: &mut Stack) {
        let mut upper = stack.inner();
        let title = std::slice::from_ref(&self.tools.book.metadata.title);
        self.lines_of(title, Role::HalfTitle, column, &mut upper);
        let foot = Stack { next_block: upper.next_block, ..Stack::default() };
        self.whole_page(upper, foot, stack);
    }

    /// Who made the book, when, and from which type.
    pub(super) fn colophon(&mut self, column: &Column, stack: &mut Stack) {
        let book = self.tools.book;
        let mut lines = vec![full_title(book)];
        lines.extend(book.credits());
        lines.extend(book.metadata.edition.clone());
        lines.extend(publication(book));
        let family = self.tools.style(Role::Body).families.first();
        lines.extend(family.map(|family| book.labelled(&book.words.matter.typeface, family)));
        lines.extend(identifier(&book.metadata.identifier));
        let mut foot = stack.inner();
        self.lines_of(&lines, Role::Imprint, column, &mut foot);
        self.whole_page(Stack::default(), foot, stack);
    }

    /// The title of a part, alone on its page.
    pub(super) fn part_page(&mut self, division: &Division, column: &Column, stack: &mut Stack) {
        let mut upper = stack.inner();
        let column = column.of(Role::Part, ItemRole::Heading(1));
        self.plain_paragraph(&division.title, &column, &mut upper);
        let foot = Stack { next_block: upper.next_block, ..Stack::default() };
        self.whole_page(upper, foot, stack);
    }

    /// Lines of one role, a paragraph each.
    fn lines_of(&mut self, lines: &[String], role: Role, column: &Column, stack: &mut Stack) {
        for line in lines {
            self.plain_paragraph(line, &column.of(role, ItemRole::Paragraph), stack);
        }
    }

    /// One row as high as the type area: some rows below the space that the first asks for, others at its foot.
    fn whole_page(&self, upper: Stack, foot: Stack, stack: &mut Stack) {
        let page = &self.tools.styles.page;
        let area = page.height - page.top - page.bottom;
        let needed = height(&upper.rows) + height(&foot.rows);
        let mut row = Row { height: area.max(needed), ..Row::default() };
        stack.next_block = foot.next_block;
        let drop = upper.rows.first().map_or(Length::ZERO, |first| first.before);
        place(upper.rows, drop.min(row.height - needed), &mut row);
        let foot_at = row.height - height(&foot.rows);
        place(foot.rows, foot_at, &mut row);
        stack.push(row);
    }
}

/// Puts rows on a whole page from a height down.
fn place(rows: Vec<Row>, mut y: Length, page: &mut Row) {
    for (position, row) in rows.into_iter().enumerate() {
        y += if position == 0 { Length::ZERO } else { row.before };
        for mut item in row.items {
            shift(&mut item, Length::ZERO, y);
            page.items.push(item);
        }
        y += row.height;
    }
}

/// Title and subtitle in one line.
fn full_title(book: &Book) -> String {
    match &book.metadata.subtitle {
        Some(subtitle) => format!("{}: {subtitle}", book.metadata.title),
        None => book.metadata.title.clone(),
    }
}

/// Publisher and date in one line.
fn publication(book: &Book) -> Option<String> {
    let imprint: Vec<String> = book.metadata.publisher.iter().cloned().chain(book.date_in_words()).collect();
    (!imprint.is_empty()).then(|| imprint.join(&book.words.comma))
}

/// The identifier as printed; one that was made by the program tells the reader nothing.
fn identifier(urn: &str) -> Option<String> {
    match urn.strip_prefix("urn:") {
        Some(rest) if rest.starts_with("uuid:") => None,
        Some(rest) => match rest.strip_prefix("isbn:") {
            Some(isbn) => Some(numbers::left_to_right_isolate(&format!("ISBN {isbn}"))),
            None => Some(numbers::left_to_right_isolate(urn)),
        },
        None => Some(numbers::left_to_right_isolate(urn)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_identifiers_are_not_printed() {
        assert_eq!(identifier("urn:uuid:0b0e"), None);
        assert_eq!(identifier("urn:isbn:978-3").as_deref(), Some("\u{2066}ISBN 978-3\u{2069}"));
    }
}
