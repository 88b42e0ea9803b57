//! The cover of a bound book as three pages: back, spine, front. The spine is a page as long as the book is high, to be turned.
//!
//! The front is the cover image of the manifest, else names and titles between rules. The back has what the book is about, who
//! brought it out, its bar code, and a QR code where an address is given.

use std::sync::Arc;

use super::barcode::{self, FULL, OVER, QUIET, WIDTH};
use super::clear::Boxes;
use super::labels::Labels;
use super::palette::{Look, Palette};
use super::row::{Row, Stack, height, shift};
use super::setter::{Column, Setter, Tools};
use super::{Frame, FrameRole, Item, ItemKind, ItemRole, Leaf, Page, Pages};
use crate::base::{Color, Diagnostics, Direction, Language, Length, Point, Rect, Size};
use crate::book::{Book, ImageId, Modules};
use crate::font::Faces;
use crate::manifest::CoverSheet;
use crate::shape::Shaper;
use crate::style::{Align, Role, StyleSheet};

/// From the edges of the cover to what is printed on it, in millimetres.
const MARGIN: f64 = 14.0;
/// From the edges to the rules of the front, and how thick they are, the outer and the inner.
const RULES: (f64, f64, f64) = (9.0, 0.5, 0.15);
/// Between the two rules.
const BETWEEN: f64 = 1.2;
/// What stays free at each side of the spine's text: the fold is never where it is planned.
const SPINE_EDGE: f64 = 0.9;
/// The side of the QR code.
const QR: f64 = 22.0;
/// Roles for the text of the spine, the largest first.
const SPINE_ROLES: [Role; 4] = [Role::Title, Role::Subtitle, Role::Body, Role::RunningHead];

/// What the cover lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// There is no ISBN, so there is no bar code.
    Isbn,
    /// The spine is too narrow for letters.
    SpineText,
    /// The text on the back is longer than the room above the bar code.
    Room,
    /// The address is too long for a QR code.
    Address,
}

/// Sets back, spine and front, in this order; says what had to be left out.
///
/// The cover image is one of the book's, given by `image`.
pub fn wrap(
    (book, styles): (&Book, &StyleSheet),
    (shaper, faces): (&Shaper<'_>, &Faces),
    cover: &CoverSheet,
    spine: Length,
    image: Option<ImageId>,
    diagnostics: &mut Diagnostics,
) -> (Pages, Vec<Lack>) {
    let boxes = Boxes::new(faces);
    let labels = Labels::unknown(book);
    let tools = Tools { book, styles, shaper, faces, boxes: &boxes, labels: &labels };
    let mut palette = Palette::default();
    let size = Size { width: styles.page.width, height: styles.page.height };
    let mut binder =
        Binder { tools: &tools, setter: Setter::new(&tools, &mut palette), size, items: Vec::new(), lacks: Vec::new() };
    binder.back(cover);
    let back = binder.page(size);
    binder.spine(spine);
    let spine = binder.page(Size { width: size.height, height: spine });
    match image.and_then(|id| Some((id, book.images.get(id.0 as usize)?))) {
        Some((id, file)) => {
            let area = covering(size, f64::from(file.width) / f64::from(file.height.max(1)));
            binder.add(ItemKind::Image(area, id));
        }
        None => binder.front(),
    }
    let front = binder.page(size);
    diagnostics.append(std::mem::take(&mut binder.setter.diagnostics));
    let pages = Pages {
        list: vec![back, spine, front],
        bookmarks: Vec::new(),
        destinations: vec![None; book.anchors.len()],
        groups: Vec::new(),
        front: 0,
    };
    (pages, binder.lacks)
}

/// An image of these proportions that leaves nothing of a cover and its bleed white; what is too much is cut off.
fn covering(page: Size, ratio: f64) -> Rect {
    let bleed = Length::mm(5.0);
    let (width, height) = (page.width + bleed * 2, page.height + bleed * 2);
    let (wide, high) =
        if width.ratio_to(height) > ratio { (width, width.scale(1.0 / ratio)) } else { (height.scale(ratio), height) };
    Rect::new((page.width - wide) / 2, (page.height - high) / 2, wide, high)
}

/// Sets the parts of a cover, one after the other.
struct Binder<'a, 'f> {
    tools: &'a Tools<'a, 'f>,
    setter: Setter<'a, 'f>,
    size: Size,
    /// Of the part that is being set.
    items: Vec<Item>,
    lacks: Vec<Lack>,
}

impl Binder<'_, '_> {
    fn add(&mut self, kind: ItemKind) {
        let language = self.tools.book.metadata.language.clone();
        self.items.push(Item { role: ItemRole::Artifact, block: 0, language, kind });
    }

    fn rule(&mut self, area: Rect) {
        self.add(ItemKind::Rule(area, Color::BLACK));
    }

    /// The part that was set, as a page.
    fn page(&mut self, size: Size) -> Page {
        let area = Rect::new(Length::ZERO, Length::ZERO, size.width, size.height);
        let items = std::mem::take(&mut self.items);
        Page {
            size,
            leaf: Leaf::Recto,
            label: String::new(),
            frames: vec![Frame { role: FrameRole::Body, area, items }],
        }
    }

    /// Paragraphs of a width.
    fn paragraphs(&mut self, texts: &[String], role: Role, measure: Length, align: Option<Align>) -> Vec<Row> {
        let column = Column { measure, align, ..self.tools.column() };
        let mut stack = Stack::default();
        for text in texts {
            self.setter.plain_paragraph(text, &column.of(role, ItemRole::Paragraph), &mut stack);
        }
        stack.rows
    }

    /// Puts rows below each other; gives where they end.
    fn put(&mut self, rows: Vec<Row>, at: Point) -> Length {
        let mut y = at.y;
        for (position, row) in rows.into_iter().enumerate() {
            y += if position == 0 { Length::ZERO } else { row.before };
            for mut item in row.items {
                shift(&mut item, at.x, y);
                self.items.push(item);
            }
            y += row.height;
        }
        y
    }

    /// Names and titles in the upper half, the publisher at the foot, all between two pairs of rules.
    fn front(&mut self) {
        let book = self.tools.book;
        let (margin, inset) = (Length::mm(MARGIN), Length::mm(RULES.0));
        let measure = self.size.width - margin * 2;
        self.frame(inset, Length::mm(RULES.1));
        self.frame(inset + Length::mm(BETWEEN), Length::mm(RULES.2));
        let centre = Some(Align::Center);
        let title = self.paragraphs(std::slice::from_ref(&book.metadata.title), Role::Title, measure, centre);
        let subtitle = self.paragraphs(book.metadata.subtitle.as_slice(), Role::Subtitle, measure, centre);
        let names = self.paragraphs(&book.credits(), Role::Creator, measure, centre);
        // Who brings out a book of their own is named once.
        let is_other = |publisher: &&String| !book.credits().contains(publisher);
        let foot: Vec<String> = book.metadata.publisher.iter().filter(is_other).cloned().collect();
        let foot = self.paragraphs(&foot, Role::Imprint, measure, centre);
        let third = self.size.height.scale(0.27);
        let gap = Length::mm(5.0);
        let mut y = self.put(title, Point { x: margin, y: third });
        if !subtitle.is_empty() {
            y = self.put(subtitle, Point { x: margin, y: y + gap / 2 });
        }
        if !names.is_empty() {
            // A short rule parts the title from those who made the book.
            let width = measure / 6;
            self.rule(Rect::new((self.size.width - width) / 2, y + gap, width, Length::mm(RULES.1)));
            self.put(names, Point { x: margin, y: y + gap * 2 });
        }
        let at = self.size.height - margin - Length::mm(4.0) - height(&foot);
        self.put(foot, Point { x: margin, y: at });
    }

    /// Four rules at a distance from the edges.
    fn frame(&mut self, inset: Length, thick: Length) {
        let (width, high) = (self.size.width - inset * 2, self.size.height - inset * 2);
        self.rule(Rect::new(inset, inset, width, thick));
        self.rule(Rect::new(inset, inset + high - thick, width, thick));
        self.rule(Rect::new(inset, inset, thick, high));
        self.rule(Rect::new(inset + width - thick, inset, thick, high));
    }

    /// What the book is about above; at the foot the bar code at the right, the publisher and the QR code at the left.
    fn back(&mut self, cover: &CoverSheet) {
        let book = self.tools.book;
        let margin = Length::mm(MARGIN);
        let measure = self.size.width - margin * 2;
        let bottom = self.size.height - margin;
        let mut floor = bottom;
        let mut room = measure;
        match barcode::digits(&book.metadata.identifier) {
            Some(digits) => {
                let area = self.bars(&digits, cover.barcode, bottom);
                floor = floor.min(area.origin.y);
                room = area.origin.x - margin;
            }
            None => self.lacks.push(Lack::Isbn),
        }
        let mut foot = bottom;
        if let Some(address) = &cover.address {
            match Modules::encode(address) {
                Some(modules) => {
                    let side = Length::mm(QR);
                    self.add(ItemKind::Modules(Rect::new(margin, bottom - side, side, side), Arc::new(modules)));
                    foot = bottom - side - Length::mm(4.5);
                }
                None => self.lacks.push(Lack::Address),
            }
        }
        let publisher: Vec<String> = book.metadata.publisher.iter().cloned().collect();
        let align = if book.metadata.direction.is_rtl() { Align::End } else { Align::Start };
        let publisher = self.paragraphs(&publisher, Role::Imprint, room, Some(align));
        let top = foot - height(&publisher);
        self.put(publisher, Point { x: margin, y: top });
        floor = floor.min(top) - Length::mm(4.0);
        let start = margin + Length::mm(6.0);
        let title =
            self.paragraphs(std::slice::from_ref(&book.metadata.title), Role::Subtitle, measure, Some(Align::Start));
        let about = self.about(measure);
        let gap = Length::mm(3.0);
        if about.is_empty() {
            return;
        }
        if start + height(&title) + gap * 2 + height(&about) > floor {
            self.lacks.push(Lack::Room);
            return;
        }
        // The title and a short rule where lines begin, as on the front.
        let y = self.put(title, Point { x: margin, y: start }) + gap;
        let width = measure / 6;
        let x = if book.metadata.direction.is_rtl() { margin + measure - width } else { margin };
        self.rule(Rect::new(x, y, width, Length::mm(RULES.1)));
        self.put(about, Point { x: margin, y: y + gap });
    }

    /// What the book is about, its first line without an indent: nothing stands before it.
    fn about(&mut self, measure: Length) -> Vec<Row> {
        let metadata = &self.tools.book.metadata;
        let column = Column { measure, ..self.tools.column() };
        let mut stack = Stack::default();
        if let Some(about) = &metadata.description {
            let text =
                self.setter.plain(about, &Look::plain(Role::Body, metadata.language.clone()), metadata.direction);
            self.setter.paragraph_rows(&text, &column, Length::ZERO, &mut stack);
        }
        stack.rows
    }

    /// A bar code whose lower right corner lies in that of the margins; gives the white field it stands on.
    fn bars(&mut self, digits: &[u8; 13], size: f64, bottom: Length) -> Rect {
        let module = Length::mm(FULL.0 * size);
        let (tall, style) = (Length::mm(FULL.1 * size), self.tools.style(Role::RunningHead));
        let line = style.line_spacing;
        let all = module * (QUIET.0 + WIDTH + QUIET.1);
        let field = Rect::new(self.size.width - Length::mm(MARGIN) - all, bottom - tall - line, all, tall + line);
        let left = field.origin.x + module * QUIET.0;
        for bar in barcode::bars(digits) {
            let tall = if bar.is_guard { tall + module * OVER } else { tall };
            self.rule(Rect::new(left + module * bar.start, field.origin.y, module * bar.width, tall));
        }
        let text: Vec<String> = digits.iter().map(u8::to_string).collect();
        let baseline = field.origin.y + tall + module + self.tools.baseline(Role::RunningHead);
        // The first digit before the bars, two groups of six below them: (left end, width).
        let groups = [
            (text[0].clone(), field.origin.x, module * (QUIET.0 - 2)),
            (text[1..7].concat(), left + module * 3, module * 42),
            (text[7..].concat(), left + module * 50, module * 42),
        ];
        for (text, from, width) in groups {
            self.label(&text, Point { x: from, y: baseline }, width);
        }
        field
    }

    /// Latin digits in the middle of a width.
    fn label(&mut self, text: &str, at: Point, width: Length) {
        let look = Look::plain(Role::RunningHead, Language::new("en"));
        let Some(line) = self.setter.label(text, &look, Direction::Ltr) else { return };
        let x = at.x + (width - line.measure) / 2;
        self.add(ItemKind::Line(Point { x, y: at.y }, Arc::new(line)));
    }

    /// Title and names along the spine, from where the language begins, and the publisher at the other end.
    fn spine(&mut self, wide: Length) {
        let metadata = &self.tools.book.metadata;
        let (margin, room) = (Length::mm(MARGIN), wide - Length::mm(SPINE_EDGE) * 2);
        let measure = self.size.height - margin * 2;
        let author = metadata.creators.first().map(|creator| creator.name.as_str());
        let author = author.filter(|author| metadata.publisher.as_deref() != Some(author));
        for role in SPINE_ROLES {
            if self.tools.style(role).line_spacing.scale(0.8) > room {
                continue;
            }
            let small = if role == Role::RunningHead { role } else { Role::Body };
            let small = if self.tools.style(small).line_spacing > room { Role::RunningHead } else { small };
            let texts =
                [(Some(metadata.title.as_str()), role), (author, small), (metadata.publisher.as_deref(), small)];
            let lines: Vec<_> = texts
                .into_iter()
                .map(|(text, role)| {
                    let look = Look::plain(role, metadata.language.clone());
                    Some((self.setter.label(text?, &look, metadata.direction)?, role))
                })
                .collect();
            let gap = Length::mm(6.0);
            let all: Length = lines.iter().flatten().fold(Length::ZERO, |sum, (line, _)| sum + line.measure + gap);
            if all > measure {
                continue;
            }
            let mut start = margin;
            for (nth, (line, role)) in lines.into_iter().enumerate().filter_map(|(nth, line)| Some((nth, line?))) {
                // The publisher stands at the far end.
                let from_start = if nth == 2 { margin + measure - line.measure } else { start };
                start += line.measure + gap;
                let x = match metadata.direction {
                    Direction::Ltr => from_start,
                    Direction::Rtl => self.size.height - from_start - line.measure,
                };
                let y = (wide - self.tools.style(role).line_spacing) / 2 + self.tools.baseline(role);
                self.add(ItemKind::Line(Point { x, y }, Arc::new(line)));
            }
            return;
        }
        self.lacks.push(Lack::SpineText);
    }
}
