//! The glyphs of a page that can be arranged: finite, seen, and each once.
//!
//! What is hidden under a picture of the page (the text layer of a scan) is kept only where nothing else is there.

use std::collections::HashSet;

use crate::rescue::position::{PositionedGlyph, PositionedPage};
use crate::script::itemize::{is_invisible, is_mark};

/// What a glyph is to the arrangement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It says something and takes room.
    Letter,
    /// White space.
    Space,
    /// It stands on the letter before it: a vowel mark, or a character without a shape such as U+200C.
    Attached,
    /// It says nothing and only covers room: kashida, parts of letters.
    Filler,
}

/// A glyph to arrange.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign<'a> {
    /// Its text in logical order.
    pub(super) text: &'a str,
    /// What it is.
    pub(super) kind: Kind,
    /// Left edge of its advance.
    pub(super) left: f32,
    /// Right edge of its advance.
    pub(super) right: f32,
    /// Where it stands among others: the middle of its advance; of its ink where it stands on another.
    pub(super) middle: f32,
    /// What its ink covers from top to bottom, if that is known.
    pub(super) ink: Option<(f32, f32)>,
    /// The baseline, downwards from the top of the page.
    pub(super) baseline: f32,
    /// The size of its font.
    pub(super) size: f32,
    /// Its font.
    pub(super) face: u16,
    /// Its marked content.
    pub(super) marked: Option<u32>,
    /// Its number in the order of drawing.
    pub(super) drawn: u32,
}

/// Further out than any page reaches, in points (PDF 1.7, Annex C, has 14 400).
const FARTHEST: f32 = 20_000.0;

/// What of a page is no text that is read along its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Aside {
    /// Text that is not seen.
    pub(super) hidden: String,
    /// Text that runs up, down or across the page.
    pub(super) turned: String,
}

/// The signs of a page in the order of drawing, and what is beside the text.
pub(super) fn of_page(page: &PositionedPage) -> (Vec<Sign<'_>>, Aside) {
    let words =
        |hidden: bool| page.glyphs.iter().filter(|glyph| glyph.is_hidden == hidden && !is_blank(&glyph.text)).count();
    // The text layer of a scan is the only text there is.
    let keeps_hidden = words(true) > 4 * words(false);
    let mut signs = Vec::with_capacity(page.glyphs.len());
    let mut aside = Aside::default();
    let mut seen = Seen::default();
    for (drawn, glyph) in page.glyphs.iter().enumerate() {
        let Some(sign) = sign(glyph, u32::try_from(drawn).unwrap_or(u32::MAX)) else { continue };
        if glyph.is_turned {
            aside.turned.push_str(&glyph.text);
        } else if glyph.is_hidden && !keeps_hidden && sign.kind == Kind::Letter {
            aside.hidden.push_str(&glyph.text);
        } else if seen.is_new(&sign) {
            signs.push(sign);
        }
    }
    (signs, aside)
}

/// Whether a character is a mark of notes by itself.
pub(super) fn is_note_mark(letter: char) -> bool {
    matches!(letter, '*' | '\u{2020}' | '\u{2021}' | '\u{A7}' | '\u{66D}' | '\u{2217}')
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || is_invisible(character))
}

/// A glyph as a sign; `None` when its numbers say nothing.
fn sign(glyph: &PositionedGlyph, drawn: u32) -> Option<Sign<'_>> {
    let numbers = [glyph.left, glyph.right, glyph.baseline, glyph.size];
    if numbers.iter().any(|number| !number.is_finite() || number.abs() > FARTHEST) || glyph.size < 0.5 {
        return None;
    }
    let (left, right) = (glyph.left.min(glyph.right), glyph.left.max(glyph.right));
    let seen = glyph.ink.filter(|ink| [ink.left, ink.right, ink.top, ink.bottom].iter().all(|edge| edge.is_finite()));
    let ink_middle = seen.map(|ink| f32::midpoint(ink.left, ink.right));
    let kind = match glyph.text.as_str() {
        "" => Kind::Filler,
        text if text.chars().all(|character| character == '\u{640}') => Kind::Filler,
        // A hyphen at the end of a line that the maker calls soft is seen.
        "\u{AD}" if right - left > 0.1 * glyph.size => Kind::Letter,
        text if text.chars().all(|character| is_mark(character) || is_invisible(character)) => Kind::Attached,
        text if text.chars().all(char::is_whitespace) => Kind::Space,
        _ => Kind::Letter,
    };
    let (text, face, marked, size) = (glyph.text.as_str(), glyph.face, glyph.marked, glyph.size);
    let advance = f32::midpoint(left, right);
    // The ink of letters may reach over each other: a lam above the meem that follows it.
    let middle = if kind == Kind::Attached { ink_middle.unwrap_or(advance) } else { advance };
    let ink = seen.map(|ink| (ink.top, ink.bottom));
    Some(Sign { text, kind, left, right, middle, ink, baseline: glyph.baseline, size, face, marked, drawn })
}

/// What was drawn so far: a letter drawn twice at nearly the same place is a bold one of poor makers.
#[derive(Default)]
struct Seen<'a>(HashSet<(&'a str, i32, i32, i32)>);

impl<'a> Seen<'a> {
    fn is_new(&mut self, sign: &Sign<'a>) -> bool {
        if sign.kind != Kind::Letter || sign.right - sign.left < 0.1 * sign.size {
            return true;
        }
        // Cells of a sixteenth of the size; the offset of such a second drawing is smaller.
        let cell = |number: f32| (number * 16.0 / sign.size) as i32;
        let (x, y) = (cell(sign.left), cell(sign.baseline));
        // Cells of another size are other places.
        let size = (sign.size * 16.0).round() as i32;
        let is_there = (x - 1..=x + 1).any(|x| (y - 1..=y + 1).any(|y| self.0.contains(&(sign.text, size, x, y))));
        self.0.insert((sign.text, size, x, y));
        !is_there
    }
}

#[cfg(test)]
mod tests {
    use super::super::made::{glyph, page};
    use super::*;

    #[test]
    fn what_has_no_place_is_left_out() {
        let mut broken = glyph("a", 10.0, 50.0);
        broken.left = f32::NAN;
        let mut far = glyph("b", 10.0, 50.0);
        far.baseline = f32::INFINITY;
        let page = page(vec![broken, far, glyph("c", 10.0, 50.0)]);
        let (signs, _) = of_page(&page);
        assert_eq!(signs.iter().map(|sign| sign.text).collect::<String>(), "c");
    }

    #[test]
    fn a_letter_drawn_twice_is_one() {
        let page = page(vec![glyph("n", 10.0, 50.0), glyph("n", 10.2, 50.0), glyph("n", 15.0, 50.0)]);
        assert_eq!(of_page(&page).0.len(), 2);
    }

    #[test]
    fn a_letter_of_another_size_elsewhere_is_another() {
        // Its place is as many sizes from the corner as that of the first.
        let mut large = glyph("n", 20.0, 100.0);
        large.size *= 2.0;
        large.right = large.left + 10.0;
        let page = page(vec![glyph("n", 10.0, 50.0), large]);
        assert_eq!(of_page(&page).0.len(), 2);
    }

    #[test]
    fn hidden_text_counts_only_where_it_is_all_there_is() {
        let hide = |mut glyph: PositionedGlyph| {
            glyph.is_hidden = true;
            glyph
        };
        let (signs, hidden) = {
            let page = page(vec![glyph("a", 10.0, 50.0), hide(glyph("b", 20.0, 50.0))]);
            let (signs, aside) = of_page(&page);
            (signs.len(), aside.hidden)
        };
        assert_eq!((signs, hidden.as_str()), (1, "b"));
        let scan = page(vec![hide(glyph("a", 10.0, 50.0)), hide(glyph("b", 20.0, 50.0))]);
        assert_eq!(of_page(&scan).0.len(), 2);
    }
}
