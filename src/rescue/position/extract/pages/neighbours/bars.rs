//! Flat bars between letters: kashida, drawn as glyphs of their own.

use super::super::super::super::PositionedGlyph;
use super::super::super::judge::Named;
use super::Verdict;
use crate::script::letters::is_arabic;

/// Part of the size that a gap between a letter and the bar that lengthens it stays under.
const TOUCH: f32 = 0.03;

/// What a bar turns out to be; `None` for what is no bar, or one that nothing is known of.
pub(super) fn verdict(line: &[usize], place: usize, glyphs: &[PositionedGlyph], name: &Named) -> Option<Verdict> {
    let glyph = &glyphs[line[place]];
    if !name.may_be_kashida && glyph.text != "\u{640}" {
        return None;
    }
    // One that lengthens nothing stands for itself: U+0640 after a letter that is an abbreviation.
    let is_joined = [Side::Left, Side::Right].into_iter().all(|side| is_joined(line, place, side, glyphs));
    is_joined.then_some(Verdict::Kashida)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Whether a letter, or another bar, meets a bar on one side.
fn is_joined(line: &[usize], place: usize, side: Side, glyphs: &[PositionedGlyph]) -> bool {
    let bar = &glyphs[line[place]];
    let reach = TOUCH * bar.size;
    let around = &line[place.saturating_sub(6)..(place + 7).min(line.len())];
    around.iter().filter(|&&at| at != line[place]).any(|&at| {
        let other = &glyphs[at];
        let (Some(ink), Some(mine)) = (other.ink, bar.ink) else { return false };
        let is_letter = other.text.chars().any(is_arabic) || other.text == "\u{FFFD}" || other.text.is_empty();
        let meets = match side {
            Side::Left => ink.right >= mine.left - reach && ink.left < mine.left,
            Side::Right => ink.left <= mine.right + reach && ink.right > mine.right,
        };
        is_letter && meets && ink.top <= mine.bottom && ink.bottom >= mine.top
    })
}
