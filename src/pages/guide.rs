//! The first sheet from a printer of one side: what to do with the others, step by step, each with its drawing.
//!
//! Steps stand in columns, from where the language begins. Drawings are made smaller where the sheet has little room; where it has
//! too little for them or for large type, the page is larger than the sheet, for who puts it there to make it smaller.

use std::sync::Arc;

use super::clear::Boxes;
use super::labels::Labels;
use super::palette::{Look, Palette};
use super::row::{Row, Stack, height, shift};
use super::setter::{Column, Setter, Tools};
use super::{Frame, FrameRole, Item, ItemKind, ItemRole, Leaf, Page};
use crate::base::{Diagnostics, Language, Length, Point, Rect, Size};
use crate::book::handwork::Guide;
use crate::book::sketches::{SIZE, Sketch};
use crate::book::{Book, ImageId};
use crate::font::Faces;
use crate::shape::Shaper;
use crate::style::{Align, Role, StyleSheet};

/// From the edges of the sheet to the text, in millimetres: more than any printer leaves white.
const MARGIN: f64 = 16.0;
/// Between columns, between rows, and between a drawing and its text.
const GAPS: (f64, f64, f64) = (10.0, 8.0, 3.0);
/// Where a drawing begins, beside its number.
const NUMBER: f64 = 9.0;
/// How wide a drawing is at most, and at least to be seen.
const WIDTHS: (f64, f64) = (64.0, 26.0);
/// How much larger than the sheet the page may be that is made smaller to fit on it.
const FACTORS: [f64; 5] = [1.0, 1.2, 1.45, 1.75, 2.1];
/// A column is at least so wide.
const COLUMN: f64 = 55.0;

/// Sets a guide on a page for sheets of a size, or on a larger one of the same shape; `first` is the first of the drawings among the images of the book.
pub(super) fn guide(
    guide: &Guide,
    (size, first): (Size, ImageId),
    (book, styles): (&Book, &StyleSheet),
    (shaper, faces): (&Shaper<'_>, &Faces),
    diagnostics: &mut Diagnostics,
) -> Page {
    let boxes = Boxes::new(faces);
    let labels = Labels::unknown(book);
    let tools = Tools { book, styles, shaper, faces, boxes: &boxes, labels: &labels };
    let mut page = Page { size, leaf: Leaf::Recto, label: String::new(), frames: Vec::new() };
    for factor in FACTORS {
        let (mut palette, size) =
            (Palette::default(), Size { width: size.width.scale(factor), height: size.height.scale(factor) });
        let setter = Setter::new(&tools, &mut palette);
        let mut writer = Writer { tools: &tools, setter, first, language: &guide.language, items: Vec::new() };
        let has_room = writer.guide(guide, size);
        let found = std::mem::take(&mut writer.setter.diagnostics);
        let area = Rect::new(Length::ZERO, Length::ZERO, size.width, size.height);
        page.frames = vec![Frame { role: FrameRole::Marks, area, items: writer.items }];
        page.size = size;
        if has_room || factor == FACTORS[FACTORS.len() - 1] {
            diagnostics.append(found);
            break;
        }
    }
    page
}

struct Writer<'a, 'f> {
    tools: &'a Tools<'a, 'f>,
    setter: Setter<'a, 'f>,
    first: ImageId,
    language: &'a Language,
    items: Vec<Item>,
}

impl Writer<'_, '_> {
    /// Sets all of it; gives whether there was room, for the drawings too.
    fn guide(&mut self, guide: &Guide, size: Size) -> bool {
        let margin = Length::mm(MARGIN);
        let measure = size.width - margin * 2;
        let gaps = [GAPS.0, GAPS.1, GAPS.2].map(Length::mm);
        let title = format!("{}: {}", guide.title, self.tools.book.metadata.title);
        let title = self.text(&title, Role::Subtitle, measure);
        let purpose = self.text(&guide.purpose, Role::Body, measure);
        let caution = self.text(&guide.caution, Role::Body, measure);
        // A sheet that stands on its narrow side has room for larger drawings.
        let most = if size.width > size.height { 3 } else { 2 };
        let columns = (1..=most).rev().find(|&count| room_for(count, gaps[0]) <= measure).unwrap_or(1);
        let spaces = i64::try_from(columns - 1).unwrap_or(0);
        let width = (measure - gaps[0] * spaces) / (spaces + 1);
        let texts: Vec<Vec<Row>> = guide.steps.iter().map(|(_, text)| self.text(text, Role::Body, width)).collect();
        let highest = |texts: &[Vec<Row>]| texts.iter().map(|rows| height(rows)).max().unwrap_or(Length::ZERO);
        let of_texts: Length = texts.chunks(columns).map(|row| highest(row) + gaps[1]).sum();
        let rows = i64::try_from(texts.len().div_ceil(columns)).unwrap_or(1).max(1);
        let around = height(&title) + height(&purpose) + height(&caution) + gaps[1] * 2;
        let room = size.height - margin * 2 - around - of_texts;
        let drawing = drawing_size(room / rows - gaps[2], width);
        let y = self.put(title, Point { x: margin, y: margin });
        let mut y = self.put(purpose, Point { x: margin, y: y + gaps[2] }) + gaps[1];
        // Without a drawing the number stands above the text.
        let below = drawing.map_or(self.tools.style(Role::Subtitle).line_spacing, |drawing| drawing.height + gaps[2]);
        let mut steps = guide.steps.iter().zip(1u64..);
        let mut texts = texts;
        while !texts.is_empty() {
            let row: Vec<_> = texts.drain(..columns.min(texts.len())).collect();
            let tall = highest(&row);
            for (nth, (text, ((sketch, _), number))) in (0i64..).zip(row.into_iter().zip(&mut steps)) {
                let start = (width + gaps[0]) * nth;
                let x = if self.is_rtl() { size.width - margin - start - width } else { margin + start };
                let cell = Rect::new(x, y, width, Length::ZERO);
                self.number(number, cell);
                self.draw(*sketch, cell, drawing);
                self.put(text, Point { x, y: y + below });
            }
            y += below + tall + gaps[1];
        }
        let end = self.put(caution, Point { x: margin, y });
        drawing.is_some() && end <= size.height - margin
    }

    fn is_rtl(&self) -> bool {
        self.language.direction().is_rtl()
    }

    /// A text of a width, its lines as long as they come.
    fn text(&mut self, text: &str, role: Role, measure: Length) -> Vec<Row> {
        let column = self.tools.column().in_language(Some(self.language)).of(role, ItemRole::Artifact);
        let column = Column { measure, align: Some(Align::Start), ..column };
        let text = self.setter.plain(text, &Look::plain(role, column.language.clone()), column.direction);
        let mut stack = Stack::default();
        self.setter.paragraph_rows(&text, &column, Length::ZERO, &mut stack);
        stack.rows
    }

    /// Puts rows below each other; gives where they end.
    fn put(&mut self, rows: Vec<Row>, at: Point) -> Length {
        let mut y = at.y;
        for row in rows {
            for mut item in row.items {
                shift(&mut item, at.x, y);
                self.items.push(item);
            }
            y += row.height;
        }
        y
    }

    /// The number of a step, at the upper start of its cell.
    fn number(&mut self, number: u64, cell: Rect) {
        let (language, direction) = (self.language.clone(), self.language.direction());
        let text = self.tools.book.digits_in(&language).format(number);
        let look = Look { bold: true, ..Look::plain(Role::Subtitle, language) };
        let Some(line) = self.setter.label(&text, &look, direction) else { return };
        let x = if direction.is_rtl() { cell.right() - line.measure } else { cell.origin.x };
        let y = cell.origin.y + self.tools.baseline(Role::Subtitle);
        self.add(ItemKind::Line(Point { x, y }, Arc::new(line)));
    }

    /// A drawing beside the number of its step.
    fn draw(&mut self, sketch: Sketch, cell: Rect, size: Option<Size>) {
        let Some(size) = size else { return };
        let start = Length::mm(NUMBER);
        let x = if self.is_rtl() { cell.right() - start - size.width } else { cell.origin.x + start };
        let image = ImageId(self.first.0 + u32::try_from(sketch.number()).unwrap_or(0));
        self.add(ItemKind::Image(Rect::new(x, cell.origin.y, size.width, size.height), image));
    }

    fn add(&mut self, kind: ItemKind) {
        let language = self.language.clone();
        self.items.push(Item { role: ItemRole::Artifact, block: 0, language, kind });
    }
}

/// The least width of some columns.
fn room_for(columns: usize, gap: Length) -> Length {
    let columns = i64::try_from(columns).unwrap_or(1);
    Length::mm(COLUMN) * columns + gap * (columns - 1)
}

/// The size of drawings in cells of a width with so much room above the text; `None` if they would be too small to be seen.
fn drawing_size(high: Length, wide: Length) -> Option<Size> {
    let ratio = f64::from(SIZE.0) / f64::from(SIZE.1);
    let width = high.max(Length::ZERO).scale(ratio).min(wide - Length::mm(NUMBER)).min(Length::mm(WIDTHS.0));
    (width >= Length::mm(WIDTHS.1)).then(|| Size { width, height: width.scale(1.0 / ratio) })
}
