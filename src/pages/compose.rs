//! Composing: cuts and rows in, pages out. Rows move to their places; margins, rules, heads and folios are added.

use std::iter::Peekable;
use std::sync::Arc;

use super::continued::{self, article_before};
use super::furniture::{Furniture, PageKind};
use super::galley::Parts;
use super::margin::LineNumbers;
use super::notes::{Portion, below_rule, between_hands};
use super::paging::{Area, Cut};
use super::row::{self, Row, shift};
use super::sections::{OnPage, Sections};
use super::setter::Tools;
use super::spread;
use super::{Bookmark, Destination, Frame, FrameRole, Item, ItemKind, ItemRole, Page, Pages};
use crate::base::{Color, Diagnostics, Length, Point, Rect, Size};
use crate::book::AnchorId;

/// Thickness of the rule above notes, in points.
const NOTE_RULE: f64 = 0.5;

/// What the running order knows of rows that moved away from it. Filled by `passes`.
pub(super) struct Order {
    /// By row, whether a division opens with it.
    pub(super) opens: Vec<bool>,
    /// Places and the positions of their rows, rising.
    pub(super) anchors: Vec<(AnchorId, usize)>,
}

/// Makes the pages of a galley that was cut.
pub(super) fn compose(
    tools: &Tools<'_, '_>,
    parts: Parts,
    cuts: Vec<Cut>,
    order: Order,
    diagnostics: &mut Diagnostics,
) -> Pages {
    let groups = parts.groups;
    let mut composer = Composer {
        tools,
        furniture: Furniture::new(tools),
        rows: parts.rows,
        opens: order.opens,
        sections: Sections::new(tools.book, &order.anchors),
        lines: LineNumbers::default(),
        anchors: order.anchors.into_iter().peekable(),
        notes: parts.notes,
        destinations: vec![None; tools.book.anchors.len()],
        below_rule: below_rule(tools.styles),
        continued: continued::Lines::new(tools),
    };
    let count = cuts.len();
    let list = cuts.into_iter().enumerate().map(|(index, cut)| composer.page(index, cut)).collect::<Vec<Page>>();
    debug_assert_eq!(list.len(), count, "a cut is a page");
    diagnostics.append(composer.furniture.diagnostics);
    diagnostics.append(composer.continued.diagnostics);
    let bookmarks = bookmarks(tools, &composer.destinations);
    Pages { list, bookmarks, destinations: composer.destinations, groups, front: tools.labels.folios().front() }
}

struct Composer<'a, 'f> {
    tools: &'a Tools<'a, 'f>,
    furniture: Furniture<'a, 'f>,
    rows: Vec<(Row, usize)>,
    opens: Vec<bool>,
    sections: Sections,
    lines: LineNumbers,
    anchors: Peekable<std::vec::IntoIter<(AnchorId, usize)>>,
    notes: Vec<Vec<Row>>,
    destinations: Vec<Option<Destination>>,
    /// From the top of the note rule to that of the first note.
    below_rule: Length,
    continued: continued::Lines<'a, 'f>,
}

impl Composer<'_, '_> {
    /// One page with its frames in reading order: head, text, notes, folio.
    fn page(&mut self, index: usize, cut: Cut) -> Page {
        let page = &self.tools.styles.page;
        let leaf = spread::leaf(index);
        let first = cut.rows.start;
        // A page with notes alone belongs to the text it follows.
        let division =
            (!cut.is_blank()).then(|| self.division(if cut.rows.is_empty() { first.max(1) - 1 } else { first }));
        let sections = division
            .map_or(OnPage::default(), |division| self.sections.on_page(cut.rows.clone(), division, self.tools.book));
        let kind = PageKind {
            division,
            sections,
            opens: !cut.rows.is_empty() && self.opens.get(first).copied().unwrap_or_default(),
            leaf,
        };
        let label = self.tools.labels.folios().label(index);
        let area = spread::type_area(page, leaf, self.tools.book.metadata.direction);
        let mut frames = Vec::with_capacity(4);
        frames.extend(self.furniture.head(kind));
        let [from, on] = self.continuations(index, &cut, area);
        frames.extend(from);
        for part in &cut.areas {
            frames.push(self.body(index, &cut, part, area));
        }
        frames.extend(on);
        frames.extend(self.lines.of_page(&frames, division, leaf, area, &mut self.furniture));
        if !cut.notes.is_empty() {
            frames.push(self.foot(index, &cut, area));
        }
        frames.extend(self.furniture.folio(kind, &label));
        Page { size: Size { width: page.width, height: page.height }, leaf, label, frames }
    }

    /// The division of a row.
    fn division(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |(_, division)| *division)
    }

    /// The lines that say where the first article of the page comes from, and where the last one goes on.
    fn continuations(&mut self, index: usize, cut: &Cut, page: Rect) -> [Option<Frame>; 2] {
        let Some(last) = cut.areas.last() else { return [None, None] };
        let from = article_before(&self.rows, cut.rows.start);
        let on = article_before(&self.rows, cut.rows.end);
        let (area, bottom) = (self.area(last, page), page.origin.y + last.top + last.height);
        [
            from.and_then(|article| self.continued.head(&article, index, page)),
            on.and_then(|article| self.continued.foot(&article, index, bottom, area)),
        ]
    }

    /// The text of a page: rows move out of the galley to their places.
    fn body(&mut self, index: usize, cut: &Cut, part: &Area, page: Rect) -> Frame {
        let mut area = self.area(part, page);
        if cut.areas.len() == 1 && part.columns == 1 {
            area = page;
        }
        let mut items: Vec<Item> = Vec::new();
        items.extend(self.column_rule(part, page));
        let tops = &cut.tops[part.rows.start - cut.rows.start..];
        for (position, top) in part.rows.clone().zip(tops) {
            let at = Point { x: area.origin.x, y: page.origin.y + *top };
            self.anchors_of(position, index, at, &mut items);
            let row = &mut self.rows[position].0;
            if let Some(head) = row.head.as_ref().filter(|_| position == part.rows.start) {
                repeat(head, Point { x: at.x, y: at.y - row::height(head) }, &mut items);
            }
            place(std::mem::take(&mut row.items), at, &mut items);
        }
        Frame { role: FrameRole::Body, area, items }
    }

    /// Where a part of the type area lies: one column alone has all of it. The first column stands where lines begin.
    fn area(&self, part: &Area, page: Rect) -> Rect {
        let measure = spread::column_measure(&self.tools.styles.page, part.columns);
        let step = measure + self.tools.styles.page.column_gap;
        let start = step * i64::from(part.column);
        let direction = self.tools.book.divisions[self.division(part.rows.start)].direction;
        let x = if direction.is_rtl() { page.right() - start - measure } else { page.origin.x + start };
        Rect::new(x, page.origin.y + part.top, measure, part.height)
    }

    /// The rule before a column, in the middle of the space between two.
    fn column_rule(&self, part: &Area, page: Rect) -> Option<Item> {
        let style = &self.tools.styles.page;
        if part.column == 0 || style.column_rule == Length::ZERO {
            return None;
        }
        let area = self.area(part, page);
        let middle = (style.column_gap + style.column_rule) / 2;
        let is_rtl = self.tools.book.divisions[self.division(part.rows.start)].direction.is_rtl();
        let x = if is_rtl { area.right() + middle - style.column_rule } else { area.origin.x - middle };
        Some(self.rule(Rect::new(x, area.origin.y, style.column_rule, area.size.height)))
    }

    /// The places that lie at a row, each once: a chapter and its heading share one.
    fn anchors_of(&mut self, row: usize, page: usize, at: Point, items: &mut Vec<Item>) {
        let page = u32::try_from(page).unwrap_or(u32::MAX);
        while let Some((anchor, _)) = self.anchors.next_if(|(_, of)| *of <= row) {
            let Some(place @ None) = self.destinations.get_mut(anchor.0 as usize) else { continue };
            *place = Some(Destination { page, at });
            items.push(anchor_item(anchor, at, self.tools));
        }
    }

    /// The notes of a page below their rule.
    fn foot(&mut self, index: usize, cut: &Cut, area: Rect) -> Frame {
        let page = u32::try_from(index).unwrap_or(u32::MAX);
        let mut items = vec![self.note_rule(area, cut)];
        let mut y = area.origin.y + cut.notes_top + self.below_rule;
        let mut is_first = true;
        let mut hand = None;
        for Portion { note, rows } in &cut.notes {
            let stream = self.tools.book.notes.get(note.0 as usize).map(|note| note.stream);
            if hand.replace(stream).is_some_and(|before| before != stream) {
                y += between_hands(self.tools.styles);
            }
            for row in &mut self.notes[note.0 as usize][rows.clone()] {
                y += if is_first { Length::ZERO } else { row.before };
                is_first = false;
                let at = Point { x: area.origin.x, y };
                for anchor in std::mem::take(&mut row.anchors) {
                    if let Some(place @ None) = self.destinations.get_mut(anchor.0 as usize) {
                        *place = Some(Destination { page, at });
                        items.push(anchor_item(anchor, at, self.tools));
                    }
                }
                place(std::mem::take(&mut row.items), Point { x: area.origin.x, y }, &mut items);
                y += row.height;
            }
        }
        let top = area.origin.y + cut.notes_top;
        let area = Rect::new(area.origin.x, top, area.size.width, area.bottom() - top);
        Frame { role: FrameRole::Notes, area, items }
    }

    /// The rule above notes, at the side where lines begin; a longer one says that the first goes on from the page before.
    fn note_rule(&self, area: Rect, cut: &Cut) -> Item {
        let style = &self.tools.styles.page;
        let width = area.size.width.scale(if cut.goes_on { style.note_rule_continued } else { style.note_rule });
        let x = if self.tools.book.metadata.direction.is_rtl() { area.right() - width } else { area.origin.x };
        self.rule(Rect::new(x, area.origin.y + cut.notes_top, width, Length::pt(NOTE_RULE)))
    }

    /// A rule, which is furniture.
    fn rule(&self, rect: Rect) -> Item {
        let language = self.tools.book.metadata.language.clone();
        Item { role: ItemRole::Artifact, block: 0, language, kind: ItemKind::Rule(rect, Color::BLACK) }
    }
}

/// Moves items to their place on the page. Rules that go on where one ended make one rule.
fn place(row: Vec<Item>, at: Point, items: &mut Vec<Item>) {
    for mut item in row {
        shift(&mut item, at.x, at.y);
        if !joins(&item, items) {
            items.push(item);
        }
    }
}

/// Joins an upright rule to the one it goes on from, so that no seam shows; how many rules of a box to look back over.
const RULES_BACK: usize = 4;

fn joins(item: &Item, items: &mut [Item]) -> bool {
    let ItemKind::Rule(rect, color) = item.kind else { return false };
    let rules = items.iter_mut().rev().filter_map(|earlier| match &mut earlier.kind {
        ItemKind::Rule(rect, color) => Some((rect, color)),
        _ => None,
    });
    for (earlier, earlier_color) in rules.take(RULES_BACK) {
        let same_column = earlier.origin.x == rect.origin.x && earlier.size.width == rect.size.width;
        if same_column && earlier.bottom() == rect.origin.y && *earlier_color == color {
            earlier.size.height += rect.size.height;
            return true;
        }
    }
    false
}

/// Sets the head of a table again.
fn repeat(head: &Arc<Vec<Row>>, origin: Point, items: &mut Vec<Item>) {
    let mut at = origin;
    for row in head.iter() {
        place(row.items.clone(), at, items);
        at.y += row.height;
    }
}

/// An item for a place: it draws nothing.
fn anchor_item(anchor: AnchorId, at: Point, tools: &Tools<'_, '_>) -> Item {
    let language = tools.book.metadata.language.clone();
    Item { role: ItemRole::Artifact, block: 0, language, kind: ItemKind::Anchor(at, anchor) }
}

/// Every part and heading of the PDF that has a place.
fn bookmarks(tools: &Tools<'_, '_>, destinations: &[Option<Destination>]) -> Vec<Bookmark> {
    let outline = tools.book.outline.iter().filter(|entry| entry.output.pdf);
    outline
        .filter(|entry| destinations.get(entry.anchor.0 as usize).is_some_and(Option::is_some))
        .map(|entry| Bookmark {
            level: entry.depth,
            title: tools.book.numbered_title(entry.anchor, &entry.title),
            anchor: entry.anchor,
        })
        .collect()
}
