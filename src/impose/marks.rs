//! Marks for those who cut, fold and gather. They stand outside of the pages and inside of what the printer can print.

use super::place::{Printed, Sheets};
use crate::base::{Length, Point, Rect};
use crate::manifest::print::PrintMark;

/// How far marks keep from what is cut, beyond the bleed, in millimetres.
const CLEAR: f64 = 1.0;
/// How long the lines of marks are.
const LENGTH: f64 = 5.0;
/// A mark shorter than this is none.
const LEAST: f64 = 1.5;
/// The radius of a crossed circle, and how far its cross reaches over it.
const CIRCLE: (f64, f64) = (1.5, 1.0);
/// The side of a patch of ink.
const PATCH: f64 = 4.0;
/// How far what is not at a corner keeps from the marks there.
const INDENT: f64 = 8.0;
/// A block on a spine: width, height, and the height of the first from the top of the page, as parts of it.
const BLOCK: (f64, f64, f64) = (2.0, 6.0, 0.1);

/// A mark on a sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// A hair line on all plates.
    Line {
        /// One end.
        from: Point,
        /// The other.
        to: Point,
        /// Whether it is broken, as for folds.
        is_dashed: bool,
    },
    /// A circle with a cross, on all plates.
    Target(Point, Length),
    /// A patch of an ink.
    Patch(Rect, Ink),
}

/// What a patch is printed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Cyan, magenta, yellow or black alone, by position, in hundredths.
    Process(usize, u8),
}

/// The marks of a side, and where the text of the slug begins; what has no room is left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// What is drawn.
    pub list: Vec<Mark>,
    /// The left end of the slug's base line, if it is asked for and has room.
    pub slug: Option<Point>,
    /// Kinds that were asked for and have no room on the sheet.
    pub missing: Vec<PrintMark>,
}

/// The marks of a side; `bleed` is how far its pages reach over their edges.
pub fn marks(sheets: &Sheets, side: &Printed, wanted: &[PrintMark], edge: Length, bleed: Length) -> Marks {
    let drawing = Drawing {
        block: sheets.lines.block,
        area: Rect::new(edge, edge, sheets.size.width - edge * 2, sheets.size.height - edge * 2),
        clear: bleed + Length::mm(CLEAR),
    };
    let mut marks = Marks::default();
    for &kind in wanted {
        let before = marks.list.len();
        match kind {
            PrintMark::Crop => drawing.lines(&sheets.lines.cuts, &sheets.lines.level_cuts, false, &mut marks.list),
            PrintMark::Fold => drawing.lines(&sheets.lines.folds, &sheets.lines.level_folds, true, &mut marks.list),
            PrintMark::Centre => drawing.centre(&drawing.taken(sheets, wanted, &[PrintMark::Fold]), &mut marks.list),
            PrintMark::Registration => {
                let taken = drawing.taken(sheets, wanted, &[PrintMark::Fold, PrintMark::Centre]);
                drawing.targets(&taken, &mut marks.list);
            }
            PrintMark::Colours => drawing.patches(&mut marks.list),
            PrintMark::Collation => collation(sheets, side, &mut marks.list),
            PrintMark::Slug => marks.slug = drawing.slug(),
        }
        let has_none = marks.list.len() == before && (kind != PrintMark::Slug || marks.slug.is_none());
        let is_expected = match kind {
            PrintMark::Fold => !(sheets.lines.folds.is_empty() && sheets.lines.level_folds.is_empty()),
            PrintMark::Collation => false,
            // Folds in the middle are marked already.
            PrintMark::Centre => drawing.taken(sheets, wanted, &[PrintMark::Fold]) != [true; 2],
            _ => true,
        };
        if has_none && is_expected {
            marks.missing.push(kind);
        }
    }
    if side.is_turned {
        for mark in &mut marks.list {
            match mark {
                Mark::Line { from, to, .. } => {
                    (*from, *to) = (from.turned_round(sheets.size), to.turned_round(sheets.size));
                }
                Mark::Target(centre, _) => *centre = centre.turned_round(sheets.size),
                Mark::Patch(area, _) => *area = area.turned_round(sheets.size),
            }
        }
    }
    marks
}

fn middle(area: &Rect) -> Point {
    Point { x: area.origin.x + area.size.width / 2, y: area.origin.y + area.size.height / 2 }
}

/// Blocks on the spine of the outermost leaf of each signature, where they are seen when the book is gathered.
fn collation(sheets: &Sheets, side: &Printed, list: &mut Vec<Mark>) {
    let is_first = sheets.sides.iter().find(|other| other.signature == side.signature).map(|other| other.sheet);
    let Some(fold) = sheets.lines.folds.first().filter(|_| !side.is_back && is_first == Some(side.sheet)) else {
        return;
    };
    let (width, height) = (Length::mm(BLOCK.0), Length::mm(BLOCK.1));
    // The lowest row is the outermost leaf of a sheet that is folded more than once.
    let Some(page) = side.pages.iter().rev().find(|page| !page.is_turned) else { return };
    let room = page.area.size.height - height - page.area.size.height.scale(2.0 * BLOCK.2);
    let steps = (room.raw() / height.raw().max(1)).max(1);
    let step = i64::try_from(side.signature).unwrap_or(0) % steps;
    let top = page.area.origin.y + page.area.size.height.scale(BLOCK.2) + height * step;
    list.push(Mark::Patch(Rect::new(*fold - width / 2, top, width, height), Ink::Process(3, 100)));
}

/// The room around a block.
struct Drawing {
    block: Rect,
    /// What can be printed.
    area: Rect,
    clear: Length,
}

impl Drawing {
    /// How far a mark keeps from the block and how long it may be, between two places of which one is the block's edge.
    fn room(&self, lower: Length, higher: Length) -> Option<(Length, Length)> {
        let room = higher - lower - self.clear;
        (room >= Length::mm(LEAST)).then(|| (self.clear, room.min(Length::mm(LENGTH))))
    }

    /// Lines that go on where cuts and folds leave the block, on all four sides of it.
    fn lines(&self, upright: &[Length], level: &[Length], is_dashed: bool, list: &mut Vec<Mark>) {
        let mut add = |from: Point, to: Point| list.push(Mark::Line { from, to, is_dashed });
        let (block, area) = (&self.block, &self.area);
        for &x in upright.iter().filter(|&&x| x >= area.origin.x && x <= area.right()) {
            if let Some((start, length)) = self.room(area.origin.y, block.origin.y) {
                let y = block.origin.y - start;
                add(Point { x, y }, Point { x, y: y - length });
            }
            if let Some((start, length)) = self.room(block.bottom(), area.bottom()) {
                let y = block.bottom() + start;
                add(Point { x, y }, Point { x, y: y + length });
            }
        }
        for &y in level.iter().filter(|&&y| y >= area.origin.y && y <= area.bottom()) {
            if let Some((start, length)) = self.room(area.origin.x, block.origin.x) {
                let x = block.origin.x - start;
                add(Point { x, y }, Point { x: x - length, y });
            }
            if let Some((start, length)) = self.room(block.right(), area.right()) {
                let x = block.right() + start;
                add(Point { x, y }, Point { x: x + length, y });
            }
        }
    }

    /// Whether other marks stand in the middle above and below the block, and at its sides.
    fn taken(&self, sheets: &Sheets, wanted: &[PrintMark], kinds: &[PrintMark]) -> [bool; 2] {
        let middle = middle(&self.block);
        let is_wanted = |kind: PrintMark| kinds.contains(&kind) && wanted.contains(&kind);
        let is_near = |lines: &[Length], at: Length| {
            lines.iter().any(|line| (*line - at).max(at - *line) < Length::mm(CIRCLE.0 + CIRCLE.1))
        };
        let folds = [is_near(&sheets.lines.folds, middle.x), is_near(&sheets.lines.level_folds, middle.y)];
        folds.map(|is_folded| is_wanted(PrintMark::Centre) || (is_folded && is_wanted(PrintMark::Fold)))
    }

    /// Lines in the middle of the edges where no fold is marked.
    fn centre(&self, taken: &[bool; 2], list: &mut Vec<Mark>) {
        let middle = middle(&self.block);
        let free = |is_taken: bool, at: Length| if is_taken { Vec::new() } else { vec![at] };
        self.lines(&free(taken[0], middle.x), &free(taken[1], middle.y), false, list);
    }

    /// A crossed circle in the middle of each edge, or beside other marks there.
    fn targets(&self, taken: &[bool; 2], list: &mut Vec<Mark>) {
        let (block, area) = (&self.block, &self.area);
        let size = Length::mm(CIRCLE.0 + CIRCLE.1);
        let aside = |is_taken: bool| if is_taken { Length::mm(INDENT) } else { Length::ZERO };
        let middle = middle(block);
        let middle = Point { x: middle.x + aside(taken[0]), y: middle.y + aside(taken[1]) };
        let places = [
            (block.origin.y - area.origin.y, Point { x: middle.x, y: block.origin.y - self.clear - size }),
            (area.bottom() - block.bottom(), Point { x: middle.x, y: block.bottom() + self.clear + size }),
            (block.origin.x - area.origin.x, Point { x: block.origin.x - self.clear - size, y: middle.y }),
            (area.right() - block.right(), Point { x: block.right() + self.clear + size, y: middle.y }),
        ];
        let has_room = |room: Length| room >= self.clear + size * 2;
        list.extend(
            places
                .into_iter()
                .filter(|(room, _)| has_room(*room))
                .map(|(_, at)| Mark::Target(at, Length::mm(CIRCLE.0))),
        );
    }

    /// Full and half patches of the four inks below the block, else beside it.
    fn patches(&self, list: &mut Vec<Mark>) {
        let (block, area) = (&self.block, &self.area);
        let side = Length::mm(PATCH);
        let indent = Length::mm(INDENT);
        // Black first: a press of black ink has no others.
        let inks = [3, 0, 1, 2].into_iter().flat_map(|ink| [100, 50].map(|part| Ink::Process(ink, part)));
        let is_below = area.bottom() - block.bottom() >= self.clear + side;
        let is_beside = area.right() - block.right() >= self.clear + side;
        for (nth, ink) in (0i64..).zip(inks) {
            let patch = if is_below {
                // From the outer corner, clear of what stands in the middle.
                Rect::new(block.origin.x + indent + side * nth, block.bottom() + self.clear, side, side)
            } else if is_beside {
                Rect::new(block.right() + self.clear, block.origin.y + indent + side * nth, side, side)
            } else {
                return;
            };
            list.push(Mark::Patch(patch, ink));
        }
    }

    /// The text stands above the block, at its left.
    fn slug(&self) -> Option<Point> {
        let room = self.block.origin.y - self.area.origin.y;
        let needed = self.clear + Length::mm(3.5);
        (room >= needed).then(|| Point {
            x: self.block.origin.x + Length::mm(INDENT),
            y: self.block.origin.y - self.clear - Length::mm(1.0),
        })
    }
}
