//! What is asked for, made fit for planning: the paper, the pages that go on it, and how many stand on a side.

use super::place::{Leaves, Stock};
use super::{Binding, Blanks, Grid, Scheme, Up};
use crate::base::{Direction, Length, Rect, Size};
use crate::manifest::print::{BlankPlace, PrintMark, PrintOptions, PrintScheme};
use crate::pages::{Item, ItemKind, Page};

/// Papers of printers, in millimetres, the usual one first.
const SHEETS: [(f64, f64); 4] = [(210.0, 297.0), (215.9, 279.4), (297.0, 420.0), (279.4, 431.8)];
/// Room for marks around a page that stands alone, in millimetres.
const MARK_ROOM: f64 = 10.0;

/// The pages as they are placed, by number; `None` if they differ in size.
pub fn leaves(pages: &[&Page]) -> Option<Leaves> {
    let size = pages.first().map_or(Size::default(), |page| page.size);
    let inks = pages.iter().map(|page| ink(page)).collect();
    pages.iter().all(|page| page.size == size).then_some(Leaves { size, inks })
}

/// The smallest rectangle around what is printed of a page.
fn ink(page: &Page) -> Option<Rect> {
    let items = page.frames.iter().flat_map(|frame| frame.items.iter().filter_map(|item| extent(frame.area, item)));
    items.reduce(|one, other| {
        let (left, top) = (one.origin.x.min(other.origin.x), one.origin.y.min(other.origin.y));
        Rect::new(left, top, one.right().max(other.right()) - left, one.bottom().max(other.bottom()) - top)
    })
}

/// Lines reach over their frame at most by what their marks do, which is less than any margin.
fn extent(frame: Rect, item: &Item) -> Option<Rect> {
    match &item.kind {
        ItemKind::Line(..) => Some(frame),
        ItemKind::Rule(area, _) | ItemKind::Dots(area, ..) | ItemKind::Image(area, _) | ItemKind::Modules(area, _) => {
            Some(*area)
        }
        ItemKind::Anchor(..) => None,
    }
}

/// What the paper and the printer are, for pages of a size.
pub fn stock(options: &PrintOptions, page: Size) -> Stock {
    let sheet = match &options.sheet {
        Some(paper) => Size { width: paper.value.width, height: paper.value.height },
        None => usual_sheet(options, page),
    };
    Stock {
        sheet,
        edge: if is_alone(options.scheme) && options.sheet.is_none() { Length::ZERO } else { options.edge },
        fit: options.fit,
        duplex: options.duplex,
        pile: options.pile,
        thickness: if options.scheme == PrintScheme::Booklet { options.thickness } else { Length::ZERO },
        bleed: options.bleed,
    }
}

fn is_alone(scheme: PrintScheme) -> bool {
    matches!(scheme, PrintScheme::Single | PrintScheme::Reversed)
}

/// The paper where none is named: a page that stands alone has its own size and room for marks; else the first that holds a
/// side in its own size, else the first.
fn usual_sheet(options: &PrintOptions, page: Size) -> Size {
    if is_alone(options.scheme) {
        let has_marks = options.marks.iter().any(|mark| *mark != PrintMark::Collation);
        let room = options.bleed + if has_marks { Length::mm(MARK_ROOM) } else { Length::ZERO };
        return Size { width: page.width + room * 2, height: page.height + room * 2 };
    }
    let sheets = SHEETS.map(|(width, height)| Size { width: Length::mm(width), height: Length::mm(height) });
    let grids = grids(options.up.map_or(2, usize::from));
    // Half a millimetre: A5 twice is A4 but for rounding.
    let near = Length::mm(0.5);
    let fills = |sheet: &Size, is_exact: bool| {
        grids.iter().any(|grid| {
            let block = block(*grid, page);
            [(sheet.width, sheet.height), (sheet.height, sheet.width)].iter().any(|&(width, height)| {
                let (across, along) = (width - block.width, height - block.height);
                across >= -near && along >= -near && (!is_exact || (across <= near && along <= near))
            })
        })
    };
    let exact = sheets.iter().find(|sheet| fills(sheet, true));
    *exact.or_else(|| sheets.iter().find(|sheet| fills(sheet, false))).unwrap_or(&sheets[0])
}

fn block(grid: Grid, page: Size) -> Size {
    let times = |length: Length, count: usize| length * i64::try_from(count).unwrap_or(1);
    Size { width: times(page.width, grid.columns), height: times(page.height, grid.rows) }
}

/// The ways of putting so many slots on a side.
fn grids(slots: usize) -> Vec<Grid> {
    (1..=slots)
        .filter(|columns| slots.is_multiple_of(*columns))
        .map(|columns| Grid { columns, rows: slots / columns })
        .collect()
}

/// Why a scheme cannot have so many pages on a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadUp;

/// The scheme that is asked for.
///
/// Where the count of pages on a side is free, it is as many as fit in their own size, at least two.
///
/// # Errors
/// A booklet has two, four or eight pages on a side.
pub fn scheme(options: &PrintOptions, page: Size, sheet: Size) -> Result<Scheme, BadUp> {
    let grid = || grid(options.up.map(usize::from), page, sheet);
    Ok(match options.scheme {
        PrintScheme::Booklet => {
            let up = match options.up {
                None | Some(2) => Up::Two,
                Some(4) => Up::Four,
                Some(8) => Up::Eight,
                Some(_) => return Err(BadUp),
            };
            Scheme::Saddle { up, signature: options.signature.map(usize::from) }
        }
        PrintScheme::SeveralUp => Scheme::Flat { grid: grid() },
        PrintScheme::CutStack => Scheme::Stack { grid: grid() },
        PrintScheme::Copies => Scheme::Copies { grid: grid() },
        PrintScheme::Mini => Scheme::Mini,
        PrintScheme::Panels => Scheme::Panels,
        PrintScheme::Single => Scheme::Single { is_reversed: false },
        PrintScheme::Reversed => Scheme::Single { is_reversed: true },
    })
}

/// The grid in which pages are largest; of several, the one with the fewest columns.
fn grid(slots: Option<usize>, page: Size, sheet: Size) -> Grid {
    let scale = |grid: &Grid| {
        let block = block(*grid, page);
        let fit = |width: Length, height: Length| width.ratio_to(block.width).min(height.ratio_to(block.height));
        fit(sheet.width, sheet.height).max(fit(sheet.height, sheet.width))
    };
    let near_enough = 0.999;
    let slots = slots.unwrap_or_else(|| {
        let most = (2..=16).rev().find(|&slots| grids(slots).iter().any(|grid| scale(grid) >= near_enough));
        most.unwrap_or(2)
    });
    let mut best = Grid { columns: 1, rows: slots };
    for grid in grids(slots) {
        if scale(&grid) > scale(&best) {
            best = grid;
        }
    }
    best
}

/// The edge at which a book is bound.
pub fn binding(direction: Direction) -> Binding {
    if direction.is_rtl() { Binding::Right } else { Binding::Left }
}

/// Where blank pages come.
pub fn blanks(options: &PrintOptions) -> Blanks {
    match options.blanks {
        BlankPlace::End => Blanks::End,
        BlankPlace::BeforeLast => Blanks::BeforeLast,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mm(width: f64, height: f64) -> Size {
        Size { width: Length::mm(width), height: Length::mm(height) }
    }

    #[test]
    fn a_booklet_takes_the_paper_that_it_halves() {
        let options = PrintOptions::default();
        assert_eq!(stock(&options, mm(148.0, 210.0)).sheet, mm(210.0, 297.0));
        assert_eq!(stock(&options, mm(139.7, 215.9)).sheet, mm(215.9, 279.4));
        assert_eq!(stock(&options, mm(210.0, 297.0)).sheet, mm(297.0, 420.0));
        assert_eq!(stock(&options, mm(105.0, 148.0)).sheet, mm(210.0, 297.0), "smaller pages go on A4");
    }

    #[test]
    fn as_many_pages_as_fit_stand_on_a_side() {
        let options = PrintOptions { scheme: PrintScheme::CutStack, ..PrintOptions::default() };
        let grid = |page, sheet| match scheme(&options, page, sheet) {
            Ok(Scheme::Stack { grid }) => (grid.columns, grid.rows),
            other => panic!("{other:?}"),
        };
        assert_eq!(grid(mm(148.0, 210.0), mm(210.0, 297.0)), (2, 1), "on its side");
        assert_eq!(grid(mm(105.0, 148.0), mm(210.0, 297.0)), (2, 2));
    }
}
