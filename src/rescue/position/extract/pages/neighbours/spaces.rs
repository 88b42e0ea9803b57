//! Spaces without room: makers use the glyph of a space, taken back at once, for signs that have no width.

use super::super::super::super::PositionedGlyph;
use super::super::super::judge::{Named, joins_next};
use super::Verdict;
use crate::script::letters::is_arabic;

/// Part of the size that a space is wider than; a narrower one is meant to have no room, and parts paragraphs or words
/// for those who read the text alone.
const NARROW: f32 = 0.08;

/// Part of the size that the edges of letters may lie from where they meet.
const NEAR: f32 = 0.08;

/// Glyphs of a line that are looked at on one side.
const REACH: usize = 64;

/// Which edge of a roomless space stands where its sign does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Edge {
    /// The left one: the pen went back after it.
    Left,
    /// The right one: the pen went back before it.
    Right,
}

/// Two letters that meet under a space.
struct Meeting {
    boundary: f32,
    left: usize,
    right: usize,
}

/// Spaces without room that fit the left of their edges alone, less those that fit the right one alone.
pub(super) fn left_edges(lines: &[Vec<usize>], glyphs: &[PositionedGlyph]) -> isize {
    let fits =
        |line: &[usize], place| [Edge::Left, Edge::Right].map(|edge| meeting(line, place, edge, glyphs).is_some());
    let of_line = |line: &Vec<usize>| -> isize {
        let places = (0..line.len()).filter(|&place| is_roomless(line, place, glyphs));
        places
            .map(|place| match fits(line, place) {
                [true, false] => 1,
                [false, true] => -1,
                _ => 0,
            })
            .sum()
    };
    lines.iter().map(of_line).sum()
}

/// What a space turns out to be; `None` for one that has its room.
pub(super) fn verdict(
    line: &[usize],
    place: usize,
    glyphs: &[PositionedGlyph],
    named: &[&Named],
    habit: Edge,
) -> Option<Verdict> {
    if !is_roomless(line, place, glyphs) {
        return None;
    }
    let glyph = &glyphs[line[place]];
    let other = if habit == Edge::Left { Edge::Right } else { Edge::Left };
    let found = meeting(line, place, habit, glyphs).or_else(|| meeting(line, place, other, glyphs));
    let Some(Meeting { boundary, left, right }) = found else {
        // At the end of its line it parts the line from the next one.
        let ends_before = |&at: &usize| glyphs[at].ink.is_some() && glyphs[at].right < glyph.left + NEAR * glyph.size;
        let is_last = !line[..place].iter().rev().take(REACH).any(ends_before);
        return Some(if is_last { Verdict::LineEnd } else { Verdict::Nothing });
    };
    // After a letter that is joined there, or never would be, it is no half-space: it parts nothing.
    let joins = named[right].joins_next.unwrap_or_else(|| touch(&glyphs[left], &glyphs[right]));
    let never = glyphs[right].text.chars().last().is_some_and(|letter| joins_next(letter) == Some(false));
    Some(if joins || never { Verdict::Nothing } else { Verdict::HalfSpace(boundary) })
}

/// Whether a space is one that others cover.
fn is_roomless(line: &[usize], place: usize, glyphs: &[PositionedGlyph]) -> bool {
    let glyph = &glyphs[line[place]];
    let width = glyph.right - glyph.left;
    if glyph.ink.is_some() || !matches!(glyph.text.as_str(), " " | "\u{A0}") || width < NARROW * glyph.size {
        return false;
    }
    let covers = |other: &PositionedGlyph| {
        let shared = other.right.min(glyph.right) - other.left.max(glyph.left);
        if other.ink.is_some() { shared.max(0.0) } else { 0.0 }
    };
    let near = |at: &&usize| (glyphs[**at].left - glyph.left).abs() < 3.0 * glyph.size;
    let before = line[..place].iter().rev().take_while(near).take(8);
    let after = line[place + 1..].iter().take_while(near).take(8);
    let covered: f32 = before.chain(after).map(|&at| covers(&glyphs[at])).sum();
    covered >= 0.5 * width
}

fn meeting(line: &[usize], place: usize, edge: Edge, glyphs: &[PositionedGlyph]) -> Option<Meeting> {
    let glyph = &glyphs[line[place]];
    let boundary = if edge == Edge::Left { glyph.left } else { glyph.right };
    let around = &line[place.saturating_sub(12)..(place + 13).min(line.len())];
    let has_letter = |text: &str| text.chars().any(|sign| is_arabic(sign) && sign.is_alphabetic());
    let is_letter = |at: &usize| glyphs[*at].ink.is_some() && has_letter(&glyphs[*at].text);
    let nearest = |edge: fn(&PositionedGlyph) -> f32| {
        let apart = |at: usize| (edge(&glyphs[at]) - boundary).abs();
        let letters = around.iter().copied().filter(is_letter);
        letters.min_by(|&a, &b| apart(a).total_cmp(&apart(b))).filter(|&at| apart(at) < NEAR * glyph.size)
    };
    Some(Meeting { boundary, left: nearest(|glyph| glyph.right)?, right: nearest(|glyph| glyph.left)? })
}

fn touch(left: &PositionedGlyph, right: &PositionedGlyph) -> bool {
    match (left.ink, right.ink) {
        (Some(left), Some(right)) => left.right > right.left,
        _ => false,
    }
}
