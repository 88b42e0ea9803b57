//! A content stream being written: operators with exact decimal numbers (PDF 1.7 §7.8.2).
//!
//! Numbers are thousandths kept as integers, so that no rounding depends on the machine.

use std::sync::Arc;

use super::inks::Inks;
use crate::base::{Color, Length};

/// The bytes of a content stream.
#[derive(Debug, Default)]
pub(super) struct Operators {
    bytes: Vec<u8>,
    /// What colours are printed with; `None` leaves them RGB.
    inks: Option<Arc<Inks>>,
    has_colour: bool,
    /// Colours that were turned into inks, each once.
    inked: Vec<Color>,
}

/// A length in thousandths of a point, rounded to the nearest.
pub(super) fn thousandths(length: Length) -> i64 {
    (length.raw() * 1000 + 32_768).div_euclid(65_536)
}

/// A length in points with one decimal: enough for what readers point at or scroll to.
pub(super) fn tenths(length: Length) -> f32 {
    (thousandths(length) + 50).div_euclid(100) as f32 / 10.0
}

impl Operators {
    /// Operators that write colours as inks.
    pub(super) fn with_inks(inks: Option<Arc<Inks>>) -> Self {
        Self { inks, ..Self::default() }
    }

    /// Whether a colour was set that is not grey and not inks.
    pub(super) fn has_colour(&self) -> bool {
        self.has_colour
    }

    /// The colours that were turned into inks, each once.
    pub(super) fn take_inked(&mut self) -> Vec<Color> {
        std::mem::take(&mut self.inked)
    }

    /// The bytes so far.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Appends bytes as they are.
    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Appends a whole number.
    pub(super) fn integer(&mut self, value: i64) {
        let mut digits = [0u8; 20];
        let mut at = digits.len();
        let mut rest = value.unsigned_abs();
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if value < 0 {
            self.bytes.push(b'-');
        }
        self.bytes.extend_from_slice(&digits[at..]);
    }

    /// Appends a code inside of a literal string (PDF 1.7 §7.3.4.2), in one byte or in two, high byte first.
    ///
    /// Literal strings are half as long as hexadecimal ones before deflating, and shorter after it.
    pub(super) fn code(&mut self, code: u16, is_short: bool) {
        let bytes = code.to_be_bytes();
        for &byte in &bytes[usize::from(is_short)..] {
            match byte {
                b'(' | b')' | b'\\' => self.bytes.extend([b'\\', byte]),
                // A bare carriage return would be read as a line feed.
                b'\r' => self.bytes.extend(*b"\\r"),
                _ => self.bytes.push(byte),
            }
        }
    }

    /// Appends a number given in thousandths, without zeros that say nothing.
    pub(super) fn decimal(&mut self, thousandths: i64) {
        if thousandths < 0 {
            self.bytes.push(b'-');
        }
        let rest = thousandths.unsigned_abs();
        let fraction = rest % 1000;
        if rest >= 1000 || fraction == 0 {
            self.integer((rest / 1000) as i64);
        }
        if fraction == 0 {
            return;
        }
        let digits = [fraction / 100, fraction / 10 % 10, fraction % 10];
        let shown = 3 - digits.iter().rev().take_while(|&&digit| digit == 0).count();
        self.bytes.push(b'.');
        self.bytes.extend(digits[..shown].iter().map(|&digit| b'0' + digit as u8));
    }

    /// Appends lengths, each followed by a space.
    pub(super) fn lengths(&mut self, lengths: &[Length]) {
        for &length in lengths {
            self.decimal(thousandths(length));
            self.bytes.push(b' ');
        }
    }

    /// Sets the fill colour: grey where it is grey, so that black text prints with black ink alone.
    pub(super) fn fill_color(&mut self, color: Color) {
        self.color(color, [b"g\n", b"rg\n", b"k\n"]);
    }

    /// Sets the stroke colour, as [`Self::fill_color`].
    pub(super) fn stroke_color(&mut self, color: Color) {
        self.color(color, [b"G\n", b"RG\n", b"K\n"]);
    }

    fn color(&mut self, color: Color, [grey, rgb, inks]: [&[u8]; 3]) {
        let printed = self.inks.as_ref().filter(|_| !color.is_grey()).map(|inks| inks.of(color));
        if printed.is_some() && !self.inked.contains(&color) {
            self.inked.push(color);
        }
        let mut part = |value: u8| {
            self.decimal((i64::from(value) * 1000 + 127) / 255);
            self.bytes.push(b' ');
        };
        if color.is_grey() {
            part(color.red);
            self.raw(grey);
        } else if let Some(printed) = printed {
            printed.into_iter().for_each(&mut part);
            self.raw(inks);
        } else {
            [color.red, color.green, color.blue].into_iter().for_each(&mut part);
            self.raw(rgb);
            self.has_colour = true;
        }
    }

    /// Fills a rectangle given by its lower left corner, width and height in PDF axes.
    pub(super) fn fill_rect(&mut self, left: Length, bottom: Length, width: Length, height: Length) {
        self.lengths(&[left, bottom, width, height]);
        self.raw(b"re f\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_and_short() {
        let written = |value| {
            let mut operators = Operators::default();
            operators.decimal(value);
            String::from_utf8(operators.into_bytes()).unwrap()
        };
        let cases = [(0, "0"), (12_000, "12"), (-500, "-.5"), (1_010, "1.01"), (-12_345, "-12.345"), (7, ".007")];
        for (value, text) in cases {
            assert_eq!(written(value), text);
        }
    }

    #[test]
    fn bytes_with_a_meaning_in_strings_are_escaped() {
        let mut operators = Operators::default();
        operators.code(0x280D, false);
        operators.code(0x5C0A, false);
        operators.code(0x28, true);
        assert_eq!(operators.into_bytes(), b"\\(\\r\\\\\n\\(");
    }

    #[test]
    fn grey_and_coloured_fills_use_their_own_operators() {
        let mut operators = Operators::default();
        operators.fill_color(Color::BLACK);
        operators.fill_color(Color { red: 255, green: 0, blue: 51 });
        assert_eq!(operators.into_bytes(), b"0 g\n1 0 .2 rg\n");
    }
}
