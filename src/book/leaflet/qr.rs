//! QR codes: an address in, a square of dark and light modules out (ISO/IEC 18004, by the crate `qrcodegen`).

use std::sync::Arc;

use qrcodegen::{QrCode as Encoded, QrCodeEcc};

use super::{Attributes, phrases, value};
use crate::base::{Diagnostic, Language, Length, Span};
use crate::book::Block;
use crate::book::resolve::Resolver;
use crate::manifest::units::{self, Measure};
use crate::script::numbers;

/// The side where none is given, in millimetres.
const SIDE: f64 = 25.0;
/// The smallest and greatest side, in millimetres.
const SIDES: (f64, f64) = (10.0, 150.0);
/// The least side of a module that telephones read from a print at arm's length, in millimetres.
const LEAST_MODULE: f64 = 0.33;

/// A QR code. Filled by book; read by pages, dump and epub.
#[derive(Clone, Debug)]
pub struct QrCode {
    /// What it says to who reads it.
    pub data: String,
    /// Its squares.
    pub modules: Arc<Modules>,
    /// The side on paper, without the light border around it.
    pub side: Length,
    /// The text that stands in for it.
    pub alt: String,
    /// What stands below it.
    pub caption: Vec<Block>,
}

/// The squares of a QR code, without the light border of four modules that it needs around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modules {
    /// How many there are on a side.
    pub count: u32,
    /// Row by row from the top left: whether each is dark.
    pub dark: Box<[bool]>,
}

impl Modules {
    /// Modules of light border on each side (ISO/IEC 18004 § 9.1).
    pub const BORDER: u32 = 4;

    /// The code of a text; `None` when it is too long.
    pub fn encode(text: &str) -> Option<Self> {
        encode(text)
    }

    /// The dark stretches of all rows: row, first column, length.
    pub fn stretches(&self) -> Vec<(u32, u32, u32)> {
        let mut found = Vec::new();
        for (row, modules) in (0u32..).zip(self.dark.chunks(self.count.max(1) as usize)) {
            let mut at = 0u32;
            for stretch in modules.chunk_by(|one, next| one == next) {
                let length = u32::try_from(stretch.len()).unwrap_or(0);
                if stretch[0] {
                    found.push((row, at, length));
                }
                at += length;
            }
        }
        found
    }
}

impl Resolver<'_> {
    /// The QR code of a container.
    pub(super) fn qr_code(
        &mut self,
        attributes: Attributes<'_>,
        caption: Vec<Block>,
        language: &Language,
        span: Span,
    ) -> Option<QrCode> {
        let Some(data) = value(attributes, "data") else {
            let message = "`::: qr` has no `data`";
            let hint = "say what it leads to: `::: qr {data=\"https://…\"}`";
            self.diagnostics.push(Diagnostic::error("book.qr-without-data", span, message).hint(hint));
            return None;
        };
        let Some(modules) = encode(data) else {
            let message = format!("a QR code cannot hold {} bytes", data.len());
            let hint = "it holds 2953 bytes at most, and telephones read some 300 well: give it a short address";
            self.diagnostics.push(Diagnostic::error("book.qr-too-long", span, message).hint(hint));
            return None;
        };
        let side = self.side(attributes, span)?;
        let needed = f64::from(modules.count) * LEAST_MODULE;
        if side < Length::mm(needed) {
            let shown = side.to_mm();
            let message = format!("a QR code of {0} × {0} squares on {shown:.0} mm may not be read", modules.count);
            let hint = format!("make it larger, such as `size={}mm`, or its address shorter", needed.ceil());
            self.diagnostics.push(Diagnostic::warning("book.small-qr", span, message).hint(hint));
        }
        let alt = value(attributes, "alt").map_or_else(|| spoken(data, language), str::to_owned);
        Some(QrCode { data: data.to_owned(), modules: Arc::new(modules), side, alt, caption })
    }

    fn side(&mut self, attributes: Attributes<'_>, span: Span) -> Option<Length> {
        let Some(written) = value(attributes, "size") else { return Some(Length::mm(SIDE)) };
        match units::parse(written) {
            Some(Measure::Absolute(side)) if (Length::mm(SIDES.0)..=Length::mm(SIDES.1)).contains(&side) => Some(side),
            _ => {
                let message = format!("a QR code cannot have the size `{written}`");
                let hint = format!("write a length from {}mm to {}mm, such as `size=25mm`", SIDES.0, SIDES.1);
                self.diagnostics.push(Diagnostic::error("book.bad-qr-size", span, message).hint(hint));
                None
            }
        }
    }
}

/// The words that stand in for a code: what it is, and where it leads.
fn spoken(data: &str, language: &Language) -> String {
    let data = if language.direction().is_rtl() { numbers::left_to_right_isolate(data) } else { data.to_owned() };
    format!("{}: {data}", phrases(language).qr_code)
}

/// The modules of a text; with less correction of errors where it is long. `None` when it is too long.
fn encode(data: &str) -> Option<Modules> {
    let levels = [QrCodeEcc::Medium, QrCodeEcc::Low];
    let code = levels.into_iter().find_map(|level| Encoded::encode_text(data, level).ok())?;
    let size = code.size();
    let dark = (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).map(|(x, y)| code.get_module(x, y)).collect();
    Some(Modules { count: u32::try_from(size).ok()?, dark })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_stretches_cover_it() {
        let modules = encode("https://example.org/نان?a=1&b=2").expect("short enough");
        let count = modules.count as usize;
        assert!(count >= 21 && modules.dark.len() == count * count);
        // The finder patterns: seven dark modules at three corners (ISO/IEC 18004 § 6.3.3).
        let first = modules.stretches();
        assert_eq!(first[0], (0, 0, 7));
        assert!(first.iter().any(|stretch| *stretch == (0, modules.count - 7, 7)));
        assert!(first.iter().any(|(row, at, length)| *row == modules.count - 1 && *at == 0 && *length == 7));
        let dark = modules.dark.iter().filter(|dark| **dark).count();
        assert_eq!(first.iter().map(|(_, _, length)| *length as usize).sum::<usize>(), dark);
    }

    #[test]
    fn what_is_too_long_has_no_code() {
        assert!(encode(&"a".repeat(2953)).is_some());
        assert!(encode(&"a".repeat(2954)).is_none());
    }
}
