//! Slips: short texts of one line, each a page of its own size, for what is printed beside the pages of a book.

use super::clear::Boxes;
use super::furniture::Furniture;
use super::labels::Labels;
use super::setter::Tools;
use super::{Frame, FrameRole, Item, ItemKind, ItemRole, Leaf, Page};
use crate::base::{Length, Point, Rect, Size};
use crate::book::Book;
use crate::font::Faces;
use crate::shape::Shaper;
use crate::style::{Role, StyleSheet};

/// Sets texts as small as folios, in the language of the book; a text that shows nothing gives an empty page.
pub(super) fn slips(
    texts: &[String],
    book: &Book,
    styles: &StyleSheet,
    shaper: &Shaper<'_>,
    faces: &Faces,
) -> Vec<Page> {
    let boxes = Boxes::new(faces);
    let labels = Labels::unknown(book);
    let tools = Tools { book, styles, shaper, faces, boxes: &boxes, labels: &labels };
    let mut furniture = Furniture::new(&tools);
    texts.iter().map(|text| slip(text, &mut furniture, book)).collect()
}

fn slip(text: &str, furniture: &mut Furniture<'_, '_>, book: &Book) -> Page {
    let line = furniture.set_line(text, Role::Folio);
    let size =
        line.as_ref().map_or(Size::default(), |line| Size { width: line.measure, height: line.ascent + line.descent });
    let area = Rect::new(Length::ZERO, Length::ZERO, size.width, size.height);
    let items = line.into_iter().map(|line| Item {
        role: ItemRole::Artifact,
        block: 0,
        language: book.metadata.language.clone(),
        kind: ItemKind::Line(Point { x: Length::ZERO, y: line.ascent }, line),
    });
    let frames = vec![Frame { role: FrameRole::Marks, area, items: items.collect() }];
    Page { size, leaf: Leaf::Recto, label: String::new(), frames }
}
