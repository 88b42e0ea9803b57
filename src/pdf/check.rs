//! What must hold before a file is written. A fault found here is ours, not the book's.
//!
//! - [`face`]: an embedded face by itself, read back from its bytes
//! - [`words`]: what the pages show
//!
//! Whether each marked stretch of a page has one parent is known to who builds the structure tree, and checked there.

use lopdf::Object;

use crate::base::Error;
use crate::font::{Face, GlyphId};

use super::codes::{Codes, FaceCodes};
use super::font::{NamedFace, widths};

/// Checks one face: each code has a text, a glyph and an advance, and widths of the PDF and of the font file agree.
///
/// # Errors
/// When one of these does not hold; the message names the face and the code.
pub(super) fn face(codes: &FaceCodes, named: &NamedFace) -> Result<(), Error> {
    let fault = |code: usize, what: &str| {
        Err(Error::new(format!("internal fault: code {code} of the face {} {what}", named.base_font)))
    };
    // Names, head and metrics of the file are read as any viewer reads them.
    let Ok(file) = Face::parse(named.built.data.clone(), 0) else {
        return Err(Error::new(format!("internal fault: the face {} cannot be read back", named.base_font)));
    };
    let widths = widths(&named.built.advances, codes.units_per_em);
    if widths.len() != codes.letters.len() + 1 {
        return fault(widths.len(), "has no glyph of its own");
    }
    let em = f64::from(codes.units_per_em.max(1));
    let file = file.advances();
    for (code, (letter, width)) in (1..).zip(codes.letters.iter().zip(&widths[1..])) {
        if letter.text.is_empty() {
            return fault(code, "has no text");
        }
        let width = match width {
            Object::Integer(whole) => *whole as f64,
            Object::Real(real) => f64::from(*real),
            _ => return fault(code, "has no width"),
        };
        let Some(advance) = file.of(GlyphId(u16::try_from(code).unwrap_or(u16::MAX))) else {
            return fault(code, "has no advance in the face");
        };
        // Half of the third decimal, and what a 32-bit float cannot hold beside it.
        if (width - f64::from(advance.0) * 1000.0 / em).abs() > 0.001 || advance.0 != letter.advance {
            return fault(code, "is not as wide in the PDF as in the face");
        }
    }
    Ok(())
}

/// Checks what the words of the pages show, by their numbers: no `.notdef`, and no code that its face does not have.
///
/// # Errors
/// When a word shows one; the message names the face and the code.
pub(super) fn words(codes: &Codes, pages: &[Vec<u32>]) -> Result<(), Error> {
    let count = pages.iter().flatten().max().map_or(0, |&last| last + 1);
    for word in (0..count).map(|number| codes.word(number)) {
        let face = &codes.faces[usize::from(word.face)];
        if let Some(&code) = codes.codes(word).iter().find(|&&code| code == 0 || usize::from(code) > face.letters.len())
        {
            let message =
                format!("internal fault: code {code} of the embedded face {} is shown and is not there", word.face);
            return Err(Error::new(message));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FaceId;
    use crate::font::embedded::embedded_faces;
    use crate::pdf::font;
    use crate::pdf::letters::Letter;

    fn built(texts: &[&str]) -> (FaceCodes, NamedFace) {
        let letter = |text: &&str| Letter { parts: Vec::new(), advance: 512, text: (*text).to_owned() };
        let faces = embedded_faces();
        let units_per_em = faces.get(FaceId(0)).units_per_em();
        let codes = FaceCodes { source: FaceId(0), units_per_em, letters: texts.iter().map(letter).collect() };
        let named = font::build(&codes, &faces).expect("empty outlines can be written");
        (codes, named)
    }

    #[test]
    fn a_code_without_text_or_with_another_width_is_found() {
        let (mut codes, mut named) = built(&["a", "b"]);
        assert!(face(&codes, &named).is_ok());
        named.built.advances[2] += 1;
        assert!(face(&codes, &named).unwrap_err().to_string().contains("code 2"));
        named.built.advances[2] -= 1;
        codes.letters[1].advance += 1;
        assert!(face(&codes, &named).unwrap_err().to_string().contains("is not as wide"));
        let (codes, named) = built(&["a", ""]);
        assert!(face(&codes, &named).unwrap_err().to_string().contains("has no text"));
    }

    #[test]
    fn a_damaged_face_is_found() {
        let (codes, mut named) = built(&["a"]);
        named.built.data.truncate(100);
        assert!(face(&codes, &named).unwrap_err().to_string().contains("cannot be read back"));
    }
}
