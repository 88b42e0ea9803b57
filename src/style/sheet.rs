//! What a style asks of the sheet as a whole: that the text fits a number of pages, and that the sheet is folded.
//!
//! Nodes in, [`Fit`] and [`Fold`] out; and a style sheet made smaller by steps, for texts that do not fit as they are.

use super::{PageStyle, Role, StyleSheet};
use crate::base::{Diagnostic, Length};
use crate::manifest::fields::{Checker, Pairs, get};
use crate::manifest::units;

/// What happens when the text does not fit its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FitMode {
    /// There is no number of pages to fit.
    None,
    /// Type and line spacing become smaller, within limits; beyond them it is an error.
    Shrink,
    /// The text ends where the pages do, with a mark.
    Cut,
    /// It is an error.
    Error,
}

/// The pages a text has to fit, and how far type may shrink for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// What happens when it does not.
    pub mode: FitMode,
    /// The number of pages: sides of the sheet.
    pub pages: u8,
    /// The least type size of the text.
    pub least_size: Length,
    /// The least line spacing of the text.
    pub least_spacing: Length,
}

impl Fit {
    /// No number of pages to fit.
    pub const NONE: Self =
        Self { mode: FitMode::None, pages: 2, least_size: Length::ZERO, least_spacing: Length::ZERO };
}

/// How a sheet is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Not at all: a page is a side of the sheet.
    None,
    /// Twice, into three panels: a page is a panel, and the type areas of all panels are equal.
    Three,
}

impl Fold {
    /// How many panels a side of the sheet has.
    pub fn panels(self) -> usize {
        match self {
            Self::None => 1,
            Self::Three => 3,
        }
    }
}

/// How much narrower the panel is that is folded inward, in millimetres: it must not touch the fold.
pub const INWARD: f64 = 2.0;

/// The steps in which type shrinks: bisection finds the right one in five layouts.
pub const STEPS: u8 = 24;

const MODES: [(&str, FitMode); 4] =
    [("none", FitMode::None), ("shrink", FitMode::Shrink), ("cut", FitMode::Cut), ("error", FitMode::Error)];

const FOLDS: [(&str, Fold); 2] = [("none", Fold::None), ("3", Fold::Three)];

/// The smallest type that may be asked for, in points.
const LEAST_TYPE: f64 = 6.0;

/// Replaces what one layer says.
pub(super) fn lay(page: &mut PageStyle, pairs: &Pairs, checker: &mut Checker<'_>) {
    let fit = &mut page.fit;
    if let Some(mode) = get(pairs, "fit").and_then(|node| checker.choice(node, "page.fit", &MODES, &[])) {
        fit.mode = mode;
    }
    let pages = get(pairs, "fit-pages");
    if let Some(pages) = pages.and_then(|node| checker.whole_number(node, "page.fit-pages", 1..=99)) {
        fit.pages = pages;
    }
    for (key, value) in [("fit-size", &mut fit.least_size), ("fit-spacing", &mut fit.least_spacing)] {
        let name = format!("page.{key}");
        let Some(node) = get(pairs, key) else { continue };
        let Some(length) = units::length(checker, node, &name) else { continue };
        if length.to_pt() < LEAST_TYPE {
            let limits = format!("{LEAST_TYPE}pt or more");
            checker.out_of_range(node.span, &name, &format!("{:.1}pt", length.to_pt()), &limits);
        } else {
            *value = length;
        }
    }
    if let Some(fold) = get(pairs, "fold").and_then(|node| checker.choice(node, "page.fold", &FOLDS, &[])) {
        page.fold = fold;
    }
}

/// Makes the page a panel where the sheet is folded: the sheet lies on its long side, and both margins of a panel are equal.
pub(super) fn fold(page: &mut PageStyle) {
    if page.fold == Fold::None {
        return;
    }
    let (long, short) = (page.width.max(page.height), page.width.min(page.height));
    page.width = (long + Length::mm(INWARD)) / 3;
    page.height = short;
    let margin = (page.inside + page.outside) / 2;
    (page.inside, page.outside) = (margin, margin);
}

/// Reports a line spacing that is closer than its type.
pub(super) fn check(page: &PageStyle, place: crate::base::Span, checker: &mut Checker<'_>) {
    let Fit { mode, least_size, least_spacing, .. } = page.fit;
    if mode == FitMode::Shrink && least_spacing < least_size {
        let (size, spacing) = (least_size.to_pt(), least_spacing.to_pt());
        let message = format!("`page.fit-spacing` is {spacing:.1}pt, less than the type of {size:.1}pt it may come to");
        let hint = "lines of Arabic script need some 1.4 times their type size";
        checker.push(Diagnostic::error(checker.codes.out_of_range, place, message).hint(hint));
    }
}

impl StyleSheet {
    /// The styles a number of steps smaller: at [`STEPS`] the text has the least type size and line spacing that the style
    /// allows. What is smaller than that already stays as it is; the page keeps its margins.
    #[must_use]
    pub fn shrunk(&self, steps: u8) -> Self {
        let body = self.style(Role::Body);
        let part = f64::from(steps.min(STEPS)) / f64::from(STEPS);
        let toward = |from: Length, least: Length| from - (from - least.min(from)).scale(part);
        let (least_size, least_spacing) = (self.page.fit.least_size, self.page.fit.least_spacing);
        let size_ratio = toward(body.size, least_size).ratio_to(body.size);
        let spacing_ratio = toward(body.line_spacing, least_spacing).ratio_to(body.line_spacing);
        let mut sheet = self.clone();
        for style in &mut sheet.roles {
            style.size = style.size.scale(size_ratio).max(least_size.min(style.size));
            let tightest = style.size.scale(body_ratio(self)).min(style.line_spacing);
            style.line_spacing = style.line_spacing.scale(spacing_ratio).max(tightest);
            for space in [&mut style.space_before, &mut style.space_after] {
                *space = space.scale(spacing_ratio);
            }
            for indent in [&mut style.first_indent, &mut style.start_indent, &mut style.end_indent] {
                *indent = indent.scale(size_ratio);
            }
        }
        sheet
    }
}

/// The tightest line spacing as a ratio of the type size: that of the text at its least.
fn body_ratio(sheet: &StyleSheet) -> f64 {
    let (fit, body) = (sheet.page.fit, sheet.style(Role::Body));
    let least = |value: Length, own: Length| if value == Length::ZERO { own } else { value.min(own) };
    least(fit.least_spacing, body.line_spacing).ratio_to(least(fit.least_size, body.size)).max(1.0)
}
