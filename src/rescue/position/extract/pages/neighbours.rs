//! Glyphs that only their neighbours on the line can judge: spaces without room, which are half-spaces or nothing, and
//! flat bars between letters, which are kashida.

use super::super::super::{PositionedGlyph, TextSource};
use super::super::judge::Named;
use crate::script::letters::is_arabic;

/// Part of the size that a gap between joined letters stays under.
const TOUCH: f32 = 0.03;

/// Part of the size that a space is wider than.
const NARROW: f32 = 0.08;

/// Judges the glyphs of a page that depend on their neighbours.
pub(super) fn judge(glyphs: &mut [PositionedGlyph], named: &[&Named]) {
    for line in lines(glyphs) {
        let found: Vec<(usize, Verdict)> =
            (0..line.len()).filter_map(|place| Some((line[place], verdict(&line, place, glyphs, named)?))).collect();
        for (at, verdict) in found {
            let glyph = &mut glyphs[at];
            glyph.source = TextSource::Corrected;
            match verdict {
                Verdict::Kashida => glyph.text.clear(),
                Verdict::Tatweel => "\u{640}".clone_into(&mut glyph.text),
                Verdict::HalfSpace(boundary) => {
                    "\u{200C}".clone_into(&mut glyph.text);
                    // A hair to the left, so that it sorts between the letters it parts.
                    glyph.left = boundary - 0.001 * glyph.size;
                    glyph.right = glyph.left;
                }
                Verdict::Nothing => {
                    glyph.text.clear();
                    glyph.right = glyph.left;
                }
            }
        }
    }
}

/// What a glyph turns out to be.
enum Verdict {
    /// A bar that lengthens a joint.
    Kashida,
    /// U+0640 that stands for itself.
    Tatweel,
    /// U+200C between two letters that meet there.
    HalfSpace(f32),
    /// A sign that is not seen and says nothing.
    Nothing,
}

/// Glyphs of one baseline from left to right.
fn lines(glyphs: &[PositionedGlyph]) -> Vec<Vec<usize>> {
    let level = |at: usize| (glyphs[at].baseline * 2.0).round() as i64;
    let mut order: Vec<usize> = (0..glyphs.len()).filter(|&at| !glyphs[at].is_turned).collect();
    order.sort_by(|&a, &b| level(a).cmp(&level(b)).then(glyphs[a].left.total_cmp(&glyphs[b].left)));
    order.chunk_by(|&a, &b| level(a) == level(b)).map(<[usize]>::to_vec).collect()
}

fn verdict(line: &[usize], place: usize, glyphs: &[PositionedGlyph], named: &[&Named]) -> Option<Verdict> {
    let (glyph, name) = (&glyphs[line[place]], named[line[place]]);
    let is_bar = name.may_be_kashida || glyph.text == "\u{640}";
    if is_bar {
        let is_joined = is_joined(line, place, -1, glyphs) && is_joined(line, place, 1, glyphs);
        return match (is_joined, glyph.text.as_str()) {
            (true, _) => Some(Verdict::Kashida),
            (false, "\u{640}") if glyph.source != TextSource::Corrected => Some(Verdict::Tatweel),
            _ => None,
        };
    }
    let is_blank = glyph.ink.is_none() && matches!(glyph.text.as_str(), " " | "\u{A0}");
    if is_blank { space(line, place, glyphs, named) } else { None }
}

/// A space that others cover has no room of its own: the file used the glyph of a space for a sign without width.
fn space(line: &[usize], place: usize, glyphs: &[PositionedGlyph], named: &[&Named]) -> Option<Verdict> {
    let glyph = &glyphs[line[place]];
    let width = glyph.right - glyph.left;
    // A narrow one is meant to have no room: it parts paragraphs, or words, for those who read the text alone.
    if width < NARROW * glyph.size {
        return None;
    }
    let covers = |other: &PositionedGlyph| {
        let shared = other.right.min(glyph.right) - other.left.max(glyph.left);
        if other.ink.is_some() { shared.max(0.0) } else { 0.0 }
    };
    let near = |at: &&usize| (glyphs[**at].left - glyph.left).abs() < 3.0 * glyph.size;
    let before = line[..place].iter().rev().take_while(near).take(8);
    let after = line[place + 1..].iter().take_while(near).take(8);
    let covered: f32 = before.chain(after).map(|&at| covers(&glyphs[at])).sum();
    if covered < 0.5 * width {
        return None;
    }
    // The letters that meet where it starts, or where it ends: makers place it on either side.
    let has_letter = |text: &str| text.chars().any(|sign| is_arabic(sign) && sign.is_alphabetic());
    let is_letter = |at: usize| has_letter(&glyphs[at].text) && glyphs[at].ink.is_some();
    let around = &line[place.saturating_sub(12)..(place + 13).min(line.len())];
    let meeting = |boundary: f32| {
        let meets = |edge: f32| (edge - boundary).abs() < 0.08 * glyph.size;
        let right = around.iter().copied().find(|&at| is_letter(at) && meets(glyphs[at].left))?;
        let left = around.iter().copied().find(|&at| is_letter(at) && meets(glyphs[at].right))?;
        Some((boundary, left, right))
    };
    let Some((boundary, left, right)) = meeting(glyph.left).or_else(|| meeting(glyph.right)) else {
        return Some(Verdict::Nothing);
    };
    // After a letter that is joined there, or never would be, it is no half-space: it parts nothing.
    let joins = named[right].joins_next.unwrap_or_else(|| touch(&glyphs[left], &glyphs[right]));
    let never = glyphs[right].text.chars().last().is_some_and(never_joins);
    Some(if joins || never { Verdict::Nothing } else { Verdict::HalfSpace(boundary) })
}

fn never_joins(letter: char) -> bool {
    "اأإآٱدذرزژوؤةءۀ".contains(letter)
}

fn touch(left: &PositionedGlyph, right: &PositionedGlyph) -> bool {
    match (left.ink, right.ink) {
        (Some(left), Some(right)) => left.right > right.left,
        _ => false,
    }
}

/// Whether a letter, or another bar, meets a bar on one side.
fn is_joined(line: &[usize], place: usize, side: isize, glyphs: &[PositionedGlyph]) -> bool {
    let bar = &glyphs[line[place]];
    let reach = TOUCH * bar.size;
    let around = &line[place.saturating_sub(6)..(place + 7).min(line.len())];
    around.iter().filter(|&&at| at != line[place]).any(|&at| {
        let other = &glyphs[at];
        let (Some(ink), Some(mine)) = (other.ink, bar.ink) else { return false };
        let is_letter = other.text.chars().any(is_arabic) || other.text == "\u{FFFD}" || other.text.is_empty();
        let meets = match side {
            -1 => ink.right >= mine.left - reach && ink.left < mine.left,
            _ => ink.left <= mine.right + reach && ink.right > mine.right,
        };
        is_letter && meets && ink.top <= mine.bottom && ink.bottom >= mine.top
    })
}
