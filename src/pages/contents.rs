//! The table of contents: titles from the start side, page numbers at the far end, leaders of dots between them.
//!
//! Numbers stand in a column as wide as the widest number can be, so that they never move a title.

use super::labels::digits;
use super::palette::Look;
use super::row::{Keep, Row, Stack};
use super::setter::{Column, Setter, line_item, natural_width};
use super::{GroupKind, Item, ItemKind, ItemRole};
use crate::base::{Length, Point, Rect};
use crate::book::{AnchorId, Division, OutlineEntry, Target};
use crate::lines::Setting;
use crate::style::{Align, Role};

/// Space between the longest title and the numbers, in ems.
const NUMBER_GAP: f64 = 0.8;
/// From dot to dot in a leader, in ems of chapters' entries: one step for all, so that dots stand below each other.
const DOT_STEP: f64 = 0.5;
/// Space left free at both ends of a leader, in ems of chapters' entries.
const LEADER_GAP: f64 = 0.35;
/// Indent of a title's further lines, in ems.
const HANGING: f64 = 1.2;

/// The width of a dot, in ems of chapters' entries: about that of a full stop.
const DOT: f64 = 0.095;

impl Setter<'_, '_> {
    /// The title of the contents, then an entry for each part and heading that is listed.
    pub(super) fn contents(&mut self, division: &Division, column: &Column, stack: &mut Stack) {
        let book = self.tools.book;
        let title = book.toc.title.as_deref().unwrap_or(&book.words.contents);
        let title = if division.title.is_empty() { title } else { &division.title };
        self.plain_paragraph(title, &column.of(Role::TocTitle, ItemRole::Heading(1)), stack);
        let listed: Vec<&OutlineEntry> = book.outline.iter().filter(|entry| entry.in_toc && entry.output.pdf).collect();
        let numbers = self.number_column(&listed, column);
        let first = stack.next_block;
        for entry in listed {
            self.entry(entry, column, numbers, stack);
        }
        stack.group(GroupKind::Contents, first);
    }

    /// A list of figures or tables: their captions with their numbers, and their pages.
    pub(super) fn captions(&mut self, division: &Division, places: &[AnchorId], column: &Column, stack: &mut Stack) {
        let book = self.tools.book;
        self.plain_paragraph(&division.title, &column.of(Role::TocTitle, ItemRole::Heading(1)), stack);
        let entry = |place: &AnchorId| {
            let anchor = book.anchors.get(place.0 as usize)?;
            let home = book.divisions.get(anchor.division as usize).filter(|home| home.output.pdf)?;
            Some(OutlineEntry {
                level: 1,
                depth: 0,
                title: anchor.title.clone(),
                anchor: *place,
                in_toc: true,
                language: home.language.clone(),
                output: home.output,
            })
        };
        let entries: Vec<OutlineEntry> = places.iter().filter_map(entry).collect();
        let numbers = self.number_column(&entries.iter().collect::<Vec<_>>(), column);
        for entry in &entries {
            self.entry(entry, column, numbers, stack);
        }
    }

    /// The width of the numbers: as many of the widest digits as the longest number has.
    fn number_column(&mut self, listed: &[&OutlineEntry], column: &Column) -> Length {
        let length = |entry: &&OutlineEntry| self.tools.labels.of(entry.anchor).chars().count();
        let labels: Vec<String> = listed.iter().map(|entry| self.tools.labels.of(entry.anchor).to_owned()).collect();
        let longest = listed.iter().map(length).max().unwrap_or(1);
        let mut widest = Length::ZERO;
        let digits = (0..10).map(|digit| digits(self.tools.book).format(digit).repeat(longest));
        // Letters may be wider than any digit.
        let lettered = labels.into_iter().filter(|label| !label.chars().all(char::is_numeric));
        for text in digits.chain(lettered).collect::<Vec<_>>() {
            let look = Look::plain(Role::TocPart, column.language.clone());
            let text = self.plain(&text, &look, column.direction);
            widest = widest.max(natural_width(&self.shape(&text)));
        }
        widest
    }

    /// One entry: its title in a narrowed column, then number and leader beside its last line.
    ///
    /// Its rows stay together, and the whole of it is one block, so that it is read as one.
    fn entry(&mut self, entry: &OutlineEntry, column: &Column, numbers: Length, stack: &mut Stack) {
        let role = entry_role(entry.level);
        let style = self.tools.style(role);
        let column = column.of(role, ItemRole::TocEntry(entry.anchor));
        let hanging = style.size.scale(HANGING);
        let gap = style.size.scale(NUMBER_GAP);
        let title_column = column.narrowed(style.start_indent, numbers + gap + style.end_indent);
        let look = Look { link: Some(Target::Anchor(entry.anchor)), ..Look::plain(role, column.language.clone()) };
        // A title in another language than the contents is an isolate: the number stays at the far end.
        let foreign = (entry.language.direction() != column.direction).then(|| entry.language.direction());
        let title_look = Look { language: entry.language.clone(), isolate: foreign, ..look.clone() };
        let title = self.tools.book.numbered_title(entry.anchor, &entry.title);
        let text = self.plain(&title, &title_look, column.direction);
        stack.space(style.space_before);
        let from = stack.rows.len();
        let block = stack.next_block;
        let hung = Column { align: Some(Align::Start), ..title_column.narrowed(hanging, Length::ZERO) };
        self.hanging_rows(&text, &hung, hanging, stack);
        stack.bind(from);
        stack.next_block = block + 1;
        self.number_and_leader(entry, &look, &column, block, numbers, stack);
        if style.keep_with_next {
            stack.rows.last_mut().into_iter().for_each(|row| row.keep = Keep::WithNext);
        }
        stack.space(style.space_after);
    }

    /// Lines of a title: the first begins before the others.
    fn hanging_rows(&mut self, text: &crate::shape::StyledText, column: &Column, hanging: Length, stack: &mut Stack) {
        let shaped = self.shape(text);
        let setting = |first_indent| Setting {
            measure: column.measure,
            first_indent,
            align: Align::Start,
            justification: self.tools.style(column.role).justification,
        };
        let setting = setting(-hanging);
        let style = self.tools.style(column.role);
        let baseline = self.tools.baseline(column.role);
        let block = stack.block();
        for line in self.break_lines(&shaped, &setting) {
            let item = line_item(line, Point { x: column.left, y: baseline }, block, column);
            let row = Row { height: style.line_spacing, baseline, items: vec![item], ..Row::default() };
            stack.push(row);
        }
    }

    /// The page number at the far end of the last line of a title, and dots that lead to it.
    fn number_and_leader(
        &mut self,
        entry: &OutlineEntry,
        look: &Look,
        column: &Column,
        block: u32,
        numbers: Length,
        stack: &mut Stack,
    ) {
        let label = self.tools.labels.of(entry.anchor).to_owned();
        let Some(number) = self.label(&label, look, column.direction) else { return };
        let Some(row) = stack.rows.last_mut() else { return };
        let size = self.tools.style(Role::TocEntry1).size;
        let title_end = row.items.last().map_or(Length::ZERO, |item| end_of(item, column));
        let free = column.measure - numbers - title_end;
        let step = size.scale(DOT_STEP);
        let dots = (free - size.scale(LEADER_GAP * 2.0)).raw() / step.raw().max(1);
        let y = row.baseline;
        let number_x = column.x(column.measure - number.measure, number.measure);
        let number = line_item(number, Point { x: number_x, y }, block, column);
        // Fewer than three dots lead nowhere.
        if dots >= 3 && self.tools.book.toc.leaders {
            let diameter = size.scale(DOT);
            let end = column.measure - numbers - size.scale(LEADER_GAP);
            let x = column.x(end - step * dots, step * dots);
            let color = self.tools.style(Role::TocEntry1).color;
            let kind = ItemKind::Dots(Rect::new(x, y - diameter, step * dots, diameter), step, color);
            row.items.push(Item { role: ItemRole::Artifact, block: 0, language: column.language.clone(), kind });
        }
        row.items.push(number);
    }
}

/// The role of an entry of a level of the outline: 0 is a part.
fn entry_role(level: u8) -> Role {
    match level {
        0 => Role::TocPart,
        1 => Role::TocEntry1,
        2 => Role::TocEntry2,
        _ => Role::TocEntry3,
    }
}

/// Where the text of a line ends, from the start edge of the column.
fn end_of(item: &Item, column: &Column) -> Length {
    let ItemKind::Line(at, line) = &item.kind else { return Length::ZERO };
    let left = line.fragments.iter().map(|fragment| fragment.x).fold(Length::MAX, Length::min);
    let right = line.fragments.iter().map(|fragment| fragment.x + fragment.width).fold(-Length::MAX, Length::max);
    if column.direction.is_rtl() { column.left + column.measure - (at.x + left) } else { at.x + right - column.left }
}
