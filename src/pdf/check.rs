//! What must hold before a file is written. A fault found here is ours, not the book's.

use lopdf::Object;

use crate::base::Error;

use super::codes::FaceCodes;
use super::font::{NamedFace, widths};

/// Checks one face: each code has a text and an advance, widths of the PDF and the face agree, no code is missing.
///
/// # Errors
/// When one of these does not hold; the message names the face and the code.
pub(super) fn face(codes: &FaceCodes, named: &NamedFace) -> Result<(), Error> {
    let fault = |code: usize, what: &str| {
        Err(Error::new(format!("internal fault: code {code} of the face {} {what}", named.base_font)))
    };
    let advances = &named.built.advances;
    if advances.len() != codes.letters.len() + 1 {
        return fault(advances.len(), "has no glyph of its own");
    }
    let widths = widths(advances, codes.units_per_em);
    let em = f64::from(codes.units_per_em.max(1));
    for (code, (letter, width)) in (1..).zip(codes.letters.iter().zip(&widths[1..])) {
        if letter.text.is_empty() {
            return fault(code, "has no text");
        }
        let width = match width {
            Object::Integer(whole) => *whole as f64,
            Object::Real(real) => f64::from(*real),
            _ => return fault(code, "has no width"),
        };
        // Half of the third decimal, and what a 32-bit float cannot hold beside it.
        if (width - f64::from(letter.advance) * 1000.0 / em).abs() > 0.001 {
            return fault(code, "is not as wide in the PDF as in the face");
        }
    }
    Ok(())
}
