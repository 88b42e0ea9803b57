//! Keys of `print:` that say what the cover of a bound book is like: its spine, its bar code, where its QR code leads.

use super::fields::{Checker, Pairs, get};
use super::units::length;
use crate::base::Length;

/// The cover of a bound book: back, spine and front on one sheet. Filled from `print:`; read by pages and cli.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverSheet {
    /// How wide the spine is; `None` to reckon it from the leaves and the board.
    pub spine: Option<Length>,
    /// What the board of the cover adds to the thickness of the leaves.
    pub board: Length,
    /// Which way the spine is read; `None` for what is usual in the language.
    pub spine_text: Option<SpineText>,
    /// The size of the bar code, as a part of the full one.
    pub barcode: f64,
    /// Where the QR code leads; `None` for none.
    pub address: Option<String>,
}

/// Which way the text of a spine is read, the book standing upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpineText {
    /// From the head to the foot: upright when the book lies with its front up.
    Down,
    /// From the foot to the head.
    Up,
}

/// Keys.
pub(super) const KEYS: [&str; 5] = ["spine", "board", "spine-text", "barcode", "address"];
const WAYS: [(&str, SpineText); 2] = [("down", SpineText::Down), ("up", SpineText::Up)];
/// Board of 250 g/m², in millimetres.
const BOARD: f64 = 0.3;
/// The sizes in which a bar code is read (ISO/IEC 15420): four fifths to twice the full one.
const SIZES: std::ops::RangeInclusive<f64> = 0.8..=2.0;
/// Thickest spine and board, in millimetres.
const MOST: (f64, f64) = (120.0, 5.0);

impl Default for CoverSheet {
    fn default() -> Self {
        Self { spine: None, board: Length::mm(BOARD), spine_text: None, barcode: 1.0, address: None }
    }
}

impl CoverSheet {
    /// Reads the keys that are there.
    pub(super) fn read(&mut self, pairs: &Pairs, checker: &mut Checker<'_>) {
        self.spine = measure(pairs, "spine", MOST.0, checker).or(self.spine);
        self.board = measure(pairs, "board", MOST.1, checker).unwrap_or(self.board);
        if let Some(node) = get(pairs, "spine-text") {
            self.spine_text = checker.choice(node, "print.spine-text", &WAYS, &[]).or(self.spine_text);
        }
        if let Some(node) = get(pairs, "barcode") {
            self.barcode = checker.number(node, "print.barcode", SIZES).unwrap_or(self.barcode);
        }
        if let Some(node) = get(pairs, "address") {
            self.address = checker.text(node, "print.address").map(|text| text.value).or(self.address.take());
        }
    }
}

/// A length from nothing to some millimetres.
fn measure(pairs: &Pairs, key: &str, most: f64, checker: &mut Checker<'_>) -> Option<Length> {
    let name = format!("print.{key}");
    let node = get(pairs, key)?;
    let found = length(checker, node, &name)?;
    if (Length::ZERO..=Length::mm(most)).contains(&found) {
        return Some(found);
    }
    checker.out_of_range(node.span, &name, &format!("{:.1}pt", found.to_pt()), &format!("0mm to {most}mm"));
    None
}
