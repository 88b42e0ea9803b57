//! A plan on paper: how large the sheet lies, where each page stands on it, and how the printer turns it.
//!
//! Everything is measured on the sheet as it is looked at: from its top left corner, to the right and down.

use super::{Edge, Plan, Side, Slot};
use crate::base::{Length, Point, Rect, Size};
use crate::manifest::print::{Duplex, Pile, PrintFit};

/// What the paper and the printer are.
#[derive(Clone, Copy, Debug)]
pub struct Stock {
    /// The sheet, either way up.
    pub sheet: Size,
    /// The edge that stays white.
    pub edge: Length,
    /// Whether pages may be made smaller.
    pub fit: PrintFit,
    /// How the printer turns the sheet.
    pub duplex: Duplex,
    /// How sheets come out that are printed on one side.
    pub pile: Pile,
    /// How thick a leaf is.
    pub thickness: Length,
    /// How far a page reaches over its edge.
    pub bleed: Length,
}

/// The pages that are placed.
#[derive(Clone, Debug)]
pub struct Leaves {
    /// The size of all of them.
    pub size: Size,
    /// What of each is printed: the smallest rectangle around its ink; `None` for a page without any.
    pub inks: Vec<Option<Rect>>,
}

/// Sides of sheets in the order in which they are printed. Filled by [`place`]; read by marks, pdf and cli.
#[derive(Clone, Debug)]
pub struct Sheets {
    /// The sheet, as it lies.
    pub size: Size,
    /// What the pages measure on it, of their own size.
    pub scale: f64,
    /// The edge about which the printer turns a sheet so that both sides stand upright as planned.
    pub turn: Turn,
    /// The sides.
    pub sides: Vec<Printed>,
    /// The lines between the slots of a front, which those of a back mirror.
    pub lines: Lines,
}

/// The edge of the sheet about which it is turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The long one.
    LongEdge,
    /// The short one.
    ShortEdge,
}

/// A side of a sheet with its pages in place.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The sheet, from 0.
    pub sheet: usize,
    /// Its signature, from 0.
    pub signature: usize,
    /// Whether it is the back.
    pub is_back: bool,
    /// Whether it is printed on its head, because the printer turns the sheet about the other edge.
    pub is_turned: bool,
    /// Its pages, from the top left, row by row.
    pub pages: Vec<Placed>,
}

/// A page in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// The page, from 0.
    pub page: usize,
    /// Where its trim lies.
    pub area: Rect,
    /// What of it is printed, bleed included.
    pub clip: Rect,
    /// Whether it stands on its head.
    pub is_turned: bool,
    /// The quarter that it is turned by, as the text of a spine is.
    pub quarter: Option<Quarter>,
}

/// A quarter turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quarter {
    /// Its head lies at the right.
    WithTheClock,
    /// Its head lies at the left.
    AgainstTheClock,
}

/// Where a sheet is cut and folded: distances from the left, and from the top.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    /// The block of all slots.
    pub block: Rect,
    /// Upright folds.
    pub folds: Vec<Length>,
    /// Level folds.
    pub level_folds: Vec<Length>,
    /// Upright cuts.
    pub cuts: Vec<Length>,
    /// Level cuts.
    pub level_cuts: Vec<Length>,
}

/// Why pages cannot be put on a sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Misfit {
    /// The sheet is smaller than one page.
    SheetTooSmall,
    /// The pages do not fit in their own size, and may not be made smaller: what they would have to measure.
    TooLarge(f64),
    /// The sheets are so many and so thick that a page would slide into the spine: its number, and by how much.
    Creep(usize, Length),
}

/// Puts a plan on paper, both ways up where that is free, and takes the way in which pages stay larger.
///
/// # Errors
/// When the pages do not fit.
pub fn place(plan: &Plan, leaves: &Leaves, stock: &Stock) -> Result<Sheets, Misfit> {
    creep(plan, leaves, stock)?;
    let upright =
        Size { width: stock.sheet.width.min(stock.sheet.height), height: stock.sheet.width.max(stock.sheet.height) };
    let level = Size { width: upright.height, height: upright.width };
    let page = leaves.size;
    let holds = |sheet: Size| page.width <= sheet.width && page.height <= sheet.height;
    if !holds(upright) && !holds(level) {
        return Err(Misfit::SheetTooSmall);
    }
    let block = Block::new(plan, page, stock.bleed);
    let reach = Reach::new(plan, leaves, stock, &block);
    let fitting = |sheet: Size| (sheet, reach.scale(sheet, &block, stock.edge));
    let ((size, scale), other) = (fitting(upright), fitting(level));
    // Of two ways that are equally good, that of the block: nothing is turned in the printer's tray.
    let is_level = other.1 > scale || (other.1 >= scale && block.size.width > block.size.height);
    let (size, scale) = if is_level { other } else { (size, scale) };
    if stock.fit == PrintFit::Actual && scale < 1.0 {
        return Err(Misfit::TooLarge(scale));
    }
    let is_wide = size.width > size.height;
    // Turned about the upright axis, as the plan has it.
    let turn = if is_wide { Turn::ShortEdge } else { Turn::LongEdge };
    let turns_over =
        matches!((stock.duplex, turn), (Duplex::LongEdge, Turn::ShortEdge) | (Duplex::ShortEdge, Turn::LongEdge));
    let setting = Setting { block, size, scale, stock };
    let fronts = plan.sheets.iter().enumerate().map(|(sheet, planned)| {
        let pages = setting.side(plan, &planned.front);
        Printed { sheet, signature: planned.signature, is_back: false, is_turned: false, pages }
    });
    // A sheet without a back goes through the printer with the others, where all of the pile does.
    let blank = Side::blank(plan.grid);
    let is_one_pile = stock.duplex == Duplex::None && plan.sheets.iter().any(|sheet| sheet.back.is_some());
    let blank = is_one_pile.then_some(&blank);
    let backs = plan.sheets.iter().enumerate().filter_map(|(sheet, planned)| {
        let mut pages = setting.side(plan, planned.back.as_ref().or(blank)?);
        if turns_over {
            pages.iter_mut().for_each(|page| page.turn(size));
            pages.reverse();
        }
        Some(Printed { sheet, signature: planned.signature, is_back: true, is_turned: turns_over, pages })
    });
    let mut sides: Vec<Printed> = if stock.duplex == Duplex::None && stock.pile == Pile::FaceUp {
        fronts.chain(backs.rev()).collect()
    } else {
        fronts.chain(backs).collect()
    };
    if stock.duplex != Duplex::None {
        sides.sort_by_key(|side| (side.sheet, side.is_back));
    }
    let turn = if turns_over { turn.other() } else { turn };
    Ok(Sheets { size, scale, turn, sides, lines: setting.lines(plan) })
}

impl Turn {
    /// What the edge is called.
    pub fn name(self) -> &'static str {
        if self == Self::LongEdge { "long" } else { "short" }
    }

    fn other(self) -> Self {
        if self == Self::LongEdge { Self::ShortEdge } else { Self::LongEdge }
    }
}

impl Placed {
    /// As it lies on a sheet that was turned round.
    fn turn(&mut self, sheet: Size) {
        self.area = self.area.turned_round(sheet);
        self.clip = self.clip.turned_round(sheet);
        self.is_turned = !self.is_turned;
    }
}

/// How far a page moves towards its spine.
fn slide(slot: &Slot, thickness: Length) -> Length {
    thickness * i64::try_from(slot.depth).unwrap_or(0)
}

/// A page may not slide farther than it is white at the spine.
fn creep(plan: &Plan, leaves: &Leaves, stock: &Stock) -> Result<(), Misfit> {
    let sides = plan.sheets.iter().flat_map(|sheet| std::iter::once(&sheet.front).chain(&sheet.back));
    for slot in sides.flat_map(|side| &side.slots) {
        let (Some(page), Some(spine)) = (slot.page, slot.spine) else { continue };
        let Some(ink) = leaves.inks.get(page).copied().flatten() else { continue };
        // Upside down, the spine lies at the other edge of the page.
        let is_at_left = (spine == Edge::Left) != slot.is_turned;
        let gutter = if is_at_left { ink.origin.x } else { leaves.size.width - ink.right() };
        let slide = slide(slot, stock.thickness);
        if slide > Length::ZERO && slide > gutter.max(Length::ZERO) {
            return Err(Misfit::Creep(page, slide));
        }
    }
    Ok(())
}

/// The slots in their own size: where columns and rows begin, from the left and the top of all.
struct Block {
    size: Size,
    page: Size,
    lefts: Vec<Length>,
    tops: Vec<Length>,
    bleed: Length,
}

impl Block {
    fn new(plan: &Plan, page: Size, bleed: Length) -> Self {
        let gap = if plan.is_cut { bleed * 2 } else { Length::ZERO };
        let starts = |count: usize, length: Length, gap: &dyn Fn(usize) -> Length| {
            let mut starts = Vec::with_capacity(count);
            let mut at = Length::ZERO;
            for nth in 0..count {
                starts.push(at);
                at += length + if nth + 1 < count { gap(nth) } else { Length::ZERO };
            }
            (starts, at)
        };
        let (lefts, width) =
            starts(plan.grid.columns, page.width, &|column| if is_fold(plan, column) { Length::ZERO } else { gap });
        let (tops, height) = starts(plan.grid.rows, page.height, &|_| gap);
        Self { size: Size { width, height }, page, lefts, tops, bleed: if plan.is_cut { bleed } else { Length::ZERO } }
    }
}

/// Whether the pages of a column and of the next have a spine between them.
fn is_fold(plan: &Plan, column: usize) -> bool {
    let Some(sheet) = plan.sheets.first() else { return false };
    let spine = |column: usize| sheet.front.slots.get(column).and_then(|slot| slot.spine);
    spine(column) == Some(Edge::Right) && spine(column + 1) == Some(Edge::Left)
}

/// How far the ink of all pages reaches from the middle of the block, which is the middle of the sheet.
struct Reach {
    /// To the left or right, whichever is more.
    across: Length,
    /// Up or down.
    along: Length,
}

impl Reach {
    fn new(plan: &Plan, leaves: &Leaves, stock: &Stock, block: &Block) -> Self {
        let mut reach = Self { across: Length::ZERO, along: Length::ZERO };
        let middle = Point { x: block.size.width / 2, y: block.size.height / 2 };
        let sides = plan.sheets.iter().flat_map(|sheet| std::iter::once(&sheet.front).chain(&sheet.back));
        for (nth, slot) in sides.flat_map(|side| side.slots.iter().enumerate()) {
            let Some(ink) = slot.page.and_then(|page| leaves.inks.get(page).copied().flatten()) else { continue };
            let (left, top) = (block.lefts[nth % plan.grid.columns], block.tops[nth / plan.grid.columns]);
            let left = left + shift(slot, stock.thickness);
            let ink = if slot.is_turned { ink.turned_round(block.page) } else { ink };
            reach.across = reach.across.max(middle.x - left - ink.origin.x).max(left + ink.right() - middle.x);
            reach.along = reach.along.max(middle.y - top - ink.origin.y).max(top + ink.bottom() - middle.y);
        }
        reach
    }

    /// The greatest scale, at most 1, at which the block lies on the sheet and no ink in its white edge.
    fn scale(&self, sheet: Size, block: &Block, edge: Length) -> f64 {
        let ratio =
            |room: Length, need: Length| if need > Length::ZERO { room.max(Length::ZERO).ratio_to(need) } else { 1.0 };
        [
            1.0,
            ratio(sheet.width, block.size.width),
            ratio(sheet.height, block.size.height),
            ratio(sheet.width / 2 - edge, self.across),
            ratio(sheet.height / 2 - edge, self.along),
        ]
        .into_iter()
        .fold(1.0, f64::min)
    }
}

/// How far a page moves to the right.
fn shift(slot: &Slot, thickness: Length) -> Length {
    match slot.spine {
        Some(Edge::Right) => slide(slot, thickness),
        Some(Edge::Left) => -slide(slot, thickness),
        None => Length::ZERO,
    }
}

/// A block in the middle of a sheet.
struct Setting<'a> {
    block: Block,
    size: Size,
    scale: f64,
    stock: &'a Stock,
}

impl Setting<'_> {
    fn scaled(&self, length: Length) -> Length {
        if self.scale < 1.0 { length.scale(self.scale) } else { length }
    }

    /// The top left corner of the block.
    fn origin(&self) -> Point {
        let size = &self.block.size;
        Point {
            x: (self.size.width - self.scaled(size.width)) / 2,
            y: (self.size.height - self.scaled(size.height)) / 2,
        }
    }

    fn side(&self, plan: &Plan, side: &Side) -> Vec<Placed> {
        let columns = plan.grid.columns;
        let slots = side.slots.iter().enumerate();
        slots.filter_map(|(nth, slot)| self.slot(slot, nth % columns, nth / columns)).collect()
    }

    fn slot(&self, slot: &Slot, column: usize, row: usize) -> Option<Placed> {
        let origin = self.origin();
        let (left, top) =
            (origin.x + self.scaled(self.block.lefts[column]), origin.y + self.scaled(self.block.tops[row]));
        let (width, height) = (self.scaled(self.block.page.width), self.scaled(self.block.page.height));
        let bleed = self.scaled(self.block.bleed);
        let over = |is_spine: bool| if is_spine { Length::ZERO } else { bleed };
        let (at_left, at_right) = (over(slot.spine == Some(Edge::Left)), over(slot.spine == Some(Edge::Right)));
        Some(Placed {
            page: slot.page?,
            area: Rect::new(left + self.scaled(shift(slot, self.stock.thickness)), top, width, height),
            clip: Rect::new(left - at_left, top - bleed, width + at_left + at_right, height + bleed * 2),
            is_turned: slot.is_turned,
            quarter: None,
        })
    }

    fn lines(&self, plan: &Plan) -> Lines {
        let origin = self.origin();
        let (width, height) = (self.scaled(self.block.size.width), self.scaled(self.block.size.height));
        let mut lines = Lines { block: Rect::new(origin.x, origin.y, width, height), ..Lines::default() };
        let is_folded = plan.sheets.iter().any(|sheet| sheet.front.slots.iter().any(|slot| slot.is_turned));
        let page = (self.scaled(self.block.page.width), self.scaled(self.block.page.height));
        let last = self.block.lefts.len() - 1;
        for (column, left) in self.block.lefts.iter().enumerate() {
            let left = origin.x + self.scaled(*left);
            let is_folded_before = column > 0 && is_fold(plan, column - 1);
            if is_folded_before || (column > 0 && !plan.is_cut) {
                lines.folds.push(left);
            } else {
                lines.cuts.push(left);
            }
            if column == last || (plan.is_cut && !is_fold(plan, column)) {
                lines.cuts.push(left + page.0);
            }
        }
        for (row, top) in self.block.tops.iter().enumerate() {
            let top = origin.y + self.scaled(*top);
            if row > 0 && is_folded {
                let gap = self.scaled(self.block.bleed * 2);
                lines.level_folds.push(top - gap / 2);
            }
            if row == 0 || plan.is_cut {
                lines.level_cuts.push(top);
            }
            if row + 1 == self.block.tops.len() || plan.is_cut {
                lines.level_cuts.push(top + page.1);
            }
        }
        for cuts in [&mut lines.cuts, &mut lines.level_cuts] {
            cuts.sort_unstable();
            cuts.dedup();
        }
        lines
    }
}
