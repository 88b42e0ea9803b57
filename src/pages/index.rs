//! The index: entries under their letters with the pages of their marks, in columns of its own.
//!
//! Three pages or more that follow each other are joined to a range; its parts stand in the order of numbers of the book.

use super::ItemRole;
use super::flatten::Flattener;
use super::labels::Labels;
use super::palette::Look;
use super::row::{Band, Begins, Keep, Stack};
use super::setter::{Column, Setter};
use super::spread::column_measure;
use crate::base::{Direction, Span};
use crate::book::{self, AnchorId, Book, Division, IndexEntry, Locator};
use crate::style::Role;

/// U+2013 EN DASH between the ends of a range.
const DASH: &str = "\u{2013}";

impl Setter<'_, '_> {
    /// The title across the page, then every letter with its entries.
    pub(super) fn index(&mut self, division: &Division, column: &Column, stack: &mut Stack) {
        self.plain_paragraph(&division.title, &column.of(Role::TocTitle, ItemRole::Heading(1)), stack);
        stack.rows.iter_mut().for_each(|row| (row.keep, row.band) = (Keep::WithNext, Band::Wide));
        let from = stack.rows.len();
        let column = self.index_column(column);
        for group in &self.tools.book.index {
            if !group.letter.is_empty() {
                let letter = column.of(Role::IndexLetter, ItemRole::Heading(2));
                self.plain_paragraph(&group.letter, &letter, stack);
                stack.rows.last_mut().into_iter().for_each(|row| row.keep = Keep::WithNext);
            }
            for entry in &group.entries {
                self.index_entry(entry, Role::IndexEntry, &column, stack);
            }
        }
        self.put_in_columns(from, stack);
    }

    /// A column as narrow as those of the index. On a page that has columns itself the index has the same.
    fn index_column(&self, column: &Column) -> Column {
        let page = &self.tools.styles.page;
        if page.columns > 1 || page.index_columns < 2 {
            return column.clone();
        }
        Column { measure: column_measure(page, page.index_columns), ..column.clone() }
    }

    fn put_in_columns(&self, from: usize, stack: &mut Stack) {
        let page = &self.tools.styles.page;
        if page.columns > 1 || page.index_columns < 2 {
            return;
        }
        for (position, row) in stack.rows[from..].iter_mut().enumerate() {
            row.band = Band::Stretch(page.index_columns, if position == 0 { Begins::Here } else { Begins::Before });
        }
    }

    /// An entry on lines that hang, then those under it. One whose places are all in another output is left out.
    fn index_entry(&mut self, entry: &IndexEntry, role: Role, column: &Column, stack: &mut Stack) {
        let locators = locators(&entry.places, self.tools.book, self.tools.labels);
        let is_empty = locators.is_empty() && entry.see.is_empty() && entry.see_also.is_empty();
        if is_empty && entry.children.is_empty() {
            return;
        }
        let style = self.tools.style(role);
        let text = self.gather(Span::default(), column.direction, |flattener| {
            let look = Look::plain(role, column.language.clone());
            flattener.index_entry(entry, &locators, &look, column.direction);
        });
        let narrowed = column.of(role, ItemRole::Paragraph).narrowed(style.start_indent, style.end_indent);
        stack.space(style.space_before);
        let from = stack.rows.len();
        self.paragraph_rows(&text, &narrowed, style.first_indent, stack);
        stack.bind(from);
        if let (true, Some(last)) = (!entry.children.is_empty(), stack.rows.last_mut()) {
            last.keep = Keep::WithNext;
        }
        stack.space(style.space_after);
        for child in &entry.children {
            self.index_entry(child, Role::IndexSubentry, column, stack);
        }
    }
}

impl Flattener<'_> {
    /// The words of an entry, the pages it stands on, and where else to look.
    fn index_entry(&mut self, entry: &IndexEntry, locators: &[Locator], look: &Look, direction: Direction) {
        let term = match &entry.language {
            Some(language) => {
                let turned = (language.direction() != direction).then(|| language.direction());
                Look { language: language.clone(), isolate: turned, ..look.clone() }
            }
            None => look.clone(),
        };
        self.string(&entry.term, &term);
        let book = self.book();
        let comma = &book.words.comma;
        for locator in locators {
            self.push(comma, look);
            self.locator(*locator, look);
        }
        // U+061B ARABIC SEMICOLON, where something stands before that a comma would join it to.
        let semicolon = if direction.is_rtl() { "\u{061B} " } else { "; " };
        for (word, targets) in [(&book.words.matter.see, &entry.see), (&book.words.matter.see_also, &entry.see_also)] {
            for (position, target) in targets.iter().enumerate() {
                let parting = if locators.is_empty() && position == 0 { comma.as_str() } else { semicolon };
                self.push(parting, look);
                if position == 0 {
                    // Arabic letters have no italic, and bold would outshine the entries.
                    self.string(word, &Look { italic: !direction.is_rtl(), ..look.clone() });
                    self.push(" ", look);
                }
                self.string(target, look);
            }
        }
    }

    /// A page, or the first and last of a range: each an isolate that leads to its place.
    fn locator(&mut self, locator: Locator, look: &Look) {
        let order = self.book().number_order;
        match locator.last {
            None => self.page_reference(locator.first, look),
            Some(last) => self.isolated(order, |flattener| {
                flattener.page_reference(locator.first, look);
                flattener.push(DASH, look);
                flattener.page_reference(last, look);
            }),
        }
    }
}

/// The pages of places in reading order. While pages are unknown each place is a page of its own.
fn locators(places: &[AnchorId], book: &Book, labels: &Labels) -> Vec<Locator> {
    let is_printed = |place: &AnchorId| {
        let division = book.anchors.get(place.0 as usize).map(|anchor| anchor.division as usize);
        division.and_then(|division| book.divisions.get(division)).is_some_and(|division| division.output.pdf)
    };
    let printed = places.iter().copied().filter(is_printed);
    book::locators(printed, |place| labels.page(place), labels.folios().front())
}
