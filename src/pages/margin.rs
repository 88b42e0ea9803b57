//! Numbers of lines in the outer margin, for poetry and editions: every so many lines of the text has one.
//!
//! They are furniture: nobody hears them, and what is copied has none of them. Headings, captions and notes do not count.

use super::furniture::Furniture;
use super::spread::{self, Side};
use super::{Frame, FrameRole, Item, ItemKind, ItemRole, Leaf};
use crate::base::{Length, Point, Rect};
use crate::book::DivisionKind;
use crate::style::{LineCount, Role};

/// Space between the text and a number, in ems of the number.
const GAP: f64 = 1.2;

/// Counts lines over pages.
#[derive(Debug, Default)]
pub(super) struct LineNumbers {
    /// Lines so far.
    count: u64,
    /// The division they were counted in.
    division: Option<usize>,
}

impl LineNumbers {
    /// The numbers of a page, whose text stands in the frames; `None` where the style asks for none.
    pub(super) fn of_page(
        &mut self,
        frames: &[Frame],
        division: Option<usize>,
        leaf: Leaf,
        area: Rect,
        furniture: &mut Furniture<'_, '_>,
    ) -> Option<Frame> {
        let page = &furniture.tools().styles.page;
        let every = u64::from(page.line_numbers);
        let is_text = division
            .and_then(|at| furniture.tools().book.divisions.get(at))
            .is_some_and(|division| matches!(division.kind, DivisionKind::Chapter(_)) && !division.role.is_display());
        if every == 0 || !is_text {
            return None;
        }
        if page.line_count == LineCount::Page || self.division != division {
            self.count = 0;
            self.division = division;
        }
        let mut items = Vec::new();
        for baseline in baselines(frames) {
            self.count += 1;
            if self.count.is_multiple_of(every) {
                items.extend(number(self.count, baseline, leaf, area, furniture));
            }
        }
        (!items.is_empty()).then(|| Frame { role: FrameRole::LineNumbers, area, items })
    }
}

/// The baselines of lines that count, from top to bottom of each part of the page; halves of a line of verse count once.
fn baselines(frames: &[Frame]) -> Vec<Length> {
    let mut baselines = Vec::new();
    for frame in frames.iter().filter(|frame| frame.role == FrameRole::Body) {
        let mut last = None;
        for item in &frame.items {
            let ItemKind::Line(at, _) = &item.kind else { continue };
            let counts = matches!(
                item.role,
                ItemRole::Paragraph | ItemRole::Quote | ItemRole::Verse | ItemRole::ListBody | ItemRole::Code
            );
            if counts && last.replace(at.y) != Some(at.y) {
                baselines.push(at.y);
            }
        }
    }
    baselines
}

/// A number beside a line: its edge next to the text is where all numbers of the page begin.
fn number(count: u64, y: Length, leaf: Leaf, area: Rect, furniture: &mut Furniture<'_, '_>) -> Option<Item> {
    let book = furniture.tools().book;
    let text = super::labels::digits(book).format(count);
    let gap = furniture.tools().style(Role::LineNumber).size.scale(GAP);
    let line = furniture.set_line(&text, Role::LineNumber)?;
    let left = match spread::spine(leaf, book.metadata.direction) {
        Side::Left => area.right() + gap,
        Side::Right => area.origin.x - gap - line.measure,
    };
    let language = book.metadata.language.clone();
    Some(Item { role: ItemRole::Artifact, block: 0, language, kind: ItemKind::Line(Point { x: left, y }, line) })
}
