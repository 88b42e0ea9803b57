//! Numbers inside right-to-left lines: one code each.
//!
//! MuPDF gives every code of Arabic-Indic digits (U+0660 to U+0669) a direction of its own and turns them round, pypdf all
//! digits of Arabic and Persian; what one code says they leave as it is.

use super::letters::{Letter, Part};

/// Outlines further from the left end of a code do not fit a face (`glyf`); longer numbers become several codes.
const WIDEST: i32 = 15_000;

/// Makes one code of each number, its separators included.
pub(super) fn join_numbers(letters: &mut Vec<Letter>) {
    let is_digit = |letter: Option<&Letter>| letter.is_some_and(|letter| letter.text.chars().all(is_digit));
    let mut whole: Vec<Letter> = Vec::with_capacity(letters.len());
    let mut in_number = false;
    let mut rest = std::mem::take(letters).into_iter().peekable();
    while let Some(letter) = rest.next() {
        let joins = is_digit(Some(&letter)) || is_inside_numbers(&letter.text) && is_digit(rest.peek());
        match whole.last_mut().filter(|number| in_number && joins && number.advance + letter.advance <= WIDEST) {
            Some(number) => {
                let moved = letter.parts.iter().map(|part| Part { x: part.x + number.advance, ..*part });
                number.parts.extend(moved);
                number.advance += letter.advance;
                number.text.push_str(&letter.text);
            }
            None => {
                in_number = is_digit(Some(&letter));
                whole.push(letter);
            }
        }
    }
    *letters = whole;
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}')
}

/// Separators between the digits of a number or the numbers of a date, each weak like the digits themselves.
fn is_inside_numbers(text: &str) -> bool {
    matches!(text, "." | "," | "/" | ":" | "-" | "\u{66B}" | "\u{66C}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{FaceId, GlyphId};

    #[test]
    fn the_digits_of_a_number_keep_their_places() {
        let digit = |glyph, text: &str| {
            let part = Part { face: FaceId(0), glyph: GlyphId(glyph), x: 5, y: 0 };
            Letter { parts: vec![part], advance: 300, text: text.to_owned() }
        };
        let mut letters = vec![digit(1, "۱"), digit(2, "۲")];
        join_numbers(&mut letters);
        assert_eq!((letters.len(), letters[0].advance), (1, 600));
        assert_eq!(letters[0].parts.iter().map(|part| part.x).collect::<Vec<_>>(), [5, 305]);
    }
}
