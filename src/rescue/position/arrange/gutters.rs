//! Gutters: white from top to bottom over several rows with running text on both sides.
//!
//! Contents, tables and the half-lines of verse have white strips too; they are told by short cells, by rules across the
//! strip, or by rows that are all equally long. A tall upright rule in the strip says by itself that it is a gutter.

use super::lines::Setting;
use super::strips::{Drawn, Strip};
use crate::rescue::position::Area;

/// Rows with a gutter.
pub(super) struct Region {
    /// The first.
    pub(super) start: usize,
    /// The one after the last.
    pub(super) end: usize,
    /// The middle of the gutter.
    pub(super) gutter: f32,
}

/// The gutters of a page from top to bottom.
pub(super) fn regions(strips: &[Strip], drawn: Drawn, setting: Setting, size: f32) -> Vec<Region> {
    let whites: Vec<Vec<(f32, f32)>> = strips.iter().map(|strip| whites(strip, size)).collect();
    let mut regions = Vec::new();
    let mut start = 0;
    while start < strips.len() {
        match longest(strips, &whites, drawn, start, size) {
            // Above it may stand the last line of what goes across.
            Some(region) if !is_of_others(&strips[region.start..region.end], region.gutter, setting) => {
                start = region.end;
                regions.push(region);
            }
            _ => start += 1,
        }
    }
    regions
}

const OUT: f32 = 40_000.0;

/// White stretches of a row that may be part of a gutter, with what lies outside it.
fn whites(strip: &Strip, size: f32) -> Vec<(f32, f32)> {
    let spans = strip.spans();
    let (left, right) = strip.frame.unwrap_or((strip.row.left, strip.row.right));
    let inner = spans.windows(2).map(|pair| (pair[0].1, pair[1].0));
    let outer = [(-OUT, left), (right, OUT)];
    outer.into_iter().chain(inner.filter(|(left, right)| right - left >= 0.8 * size).take(40)).collect()
}

/// The longest run of rows from a row on that has one gutter.
fn longest(strips: &[Strip], whites: &[Vec<(f32, f32)>], drawn: Drawn, start: usize, size: f32) -> Option<Region> {
    // Rows of one region; two columns of small type on a large page have fewer.
    const MOST: usize = 200;
    let mut open = whites[start].clone();
    let mut runs: Vec<(usize, (f32, f32))> = Vec::new();
    let (mut left, mut right) = (f32::MAX, f32::MIN);
    for end in start + 1..=strips.len().min(start + MOST) {
        (left, right) = (left.min(strips[end - 1].row.left), right.max(strips[end - 1].row.right));
        // What lies outside of all rows is no gutter.
        runs.extend(open.iter().filter(|gutter| gutter.0 > left && gutter.1 < right).map(|gutter| (end, *gutter)));
        let Some(next) = whites.get(end) else { break };
        let (above, below) = (&strips[end - 1], &strips[end]);
        // What stands far below is something else, unless a rule goes on in the gutter, or a box or an image beside it.
        let far = if end - start >= 8 { 6.0 } else { 3.5 };
        let (from, to) = (above.line.baseline, below.line.baseline);
        let is_bridged =
            drawn.blocks.iter().any(|block| block.top < from + 2.0 * size && block.bottom > to - 2.0 * size);
        if to - from > far * size && !is_bridged {
            open.retain(|gutter| rule_in(*gutter, drawn.rules, from, to));
        }
        open = narrowed(&open, next, size);
        for (left, right) in across(drawn, from, to, size) {
            open = narrowed(&open, &[(-OUT, left), (right, OUT)], size);
        }
        if open.is_empty() {
            break;
        }
    }
    // The longest goes first; its last rows may be too short to tell.
    runs.iter().rev().find_map(|(end, gutter)| {
        let run = &strips[start..*end];
        let is_known = drawn.gutters.iter().any(|x| *x > gutter.0 && *x < gutter.1);
        let proof = match is_ruled(run, *gutter, drawn.rules, size) {
            true => Proof::Ruled,
            false if is_known => Proof::Known,
            false => Proof::None,
        };
        let end = start + without_headings(run, *gutter, strips.get(*end), size);
        let run = &strips[start..end];
        is_gutter(run, *gutter, size, proof).then(|| Region { start, end, gutter: f32::midpoint(gutter.0, gutter.1) })
    })
}

/// What is white in both.
fn narrowed(open: &[(f32, f32)], next: &[(f32, f32)], size: f32) -> Vec<(f32, f32)> {
    open.iter()
        .flat_map(|one| next.iter().map(move |other| (one.0.max(other.0), one.1.min(other.1))))
        .filter(|(left, right)| right - left >= 0.8 * size)
        .take(40)
        .collect()
}

/// Level rules, images and boxes that begin between two baselines: left and right edges.
fn across(drawn: Drawn, above: f32, below: f32, size: f32) -> impl Iterator<Item = (f32, f32)> {
    let from = drawn.rules.partition_point(|rule| rule.bottom <= above);
    let rules = drawn.rules[from..].iter().take_while(move |rule| rule.bottom < below);
    let is_level = move |rule: &&Area| rule.bottom - rule.top < THIN && rule.right - rule.left > 3.0 * size;
    let blocks = drawn.blocks.iter().filter(move |block| block.top >= above && block.top < below);
    rules.filter(is_level).chain(blocks).map(|area| (area.left, area.right)).take(40)
}

/// What is thinner is a line, in points.
const THIN: f32 = 2.5;

/// Whether an upright rule stands in a white strip and reaches from one height to another.
fn rule_in(gutter: (f32, f32), rules: &[Area], from: f32, to: f32) -> bool {
    rules.iter().any(|rule| {
        let is_upright = rule.right - rule.left < THIN && rule.left >= gutter.0 && rule.right <= gutter.1;
        is_upright && rule.top <= from && rule.bottom >= to
    })
}

/// Whether a rule as tall as several rows stands in the gutter, from the top of it to the bottom.
fn is_ruled(run: &[Strip], gutter: (f32, f32), rules: &[Area], size: f32) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
    let (top, bottom) = (first.line.baseline + size, last.line.baseline - 0.5 * size);
    bottom - top > 10.0 * size && rule_in(gutter, rules, top, bottom)
}

/// Whether the first row of a run stands alone on the side that is read first, and further from the next than they do.
fn is_of_others(run: &[Strip], gutter: f32, setting: Setting) -> bool {
    let [first, second, third, ..] = run else { return false };
    let is_alone = if setting.direction.is_rtl() { first.row.left > gutter } else { first.row.right < gutter };
    let step = |one: &Strip, other: &Strip| other.line.baseline - one.line.baseline;
    is_alone && first.frame.is_none() && step(first, second) > 1.25 * step(second, third).max(0.8 * first.line.size)
}

/// How many rows of a run stay when those at its end go that belong to what follows below: a heading on one side.
fn without_headings(run: &[Strip], gutter: (f32, f32), next: Option<&Strip>, size: f32) -> usize {
    let mut end = run.len();
    let Some(mut next) = next else { return end };
    while end > 1 {
        let (above, last) = (&run[end - 2], &run[end - 1]);
        let is_alone = last.row.right <= gutter.0 || last.row.left >= gutter.1;
        let step = last.line.baseline - above.line.baseline;
        let stands_out = last.line.size > 1.07 * size || last.line.bold > 0.9;
        let is_nearer = next.line.baseline - last.line.baseline < 0.9 * step;
        if last.frame.is_some() || !is_alone || !stands_out || !is_nearer || next.line.page != last.line.page {
            break;
        }
        next = last;
        end -= 1;
    }
    end
}

/// What says that a white strip is a gutter besides the text beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Proof {
    /// Nothing.
    None,
    /// Other pages have columns there.
    Known,
    /// A tall rule stands in it.
    Ruled,
}

/// Whether the rows of one side run from edge to edge often enough; where something else is proof, few lines are enough.
fn is_running(side: &[(f32, f32)], proof: Proof, size: f32) -> bool {
    let left = side.iter().map(|span| span.0).min_by(f32::total_cmp).unwrap_or(0.0);
    let right = side.iter().map(|span| span.1).max_by(f32::total_cmp).unwrap_or(0.0);
    let width = right - left;
    if width < 8.0 * size || proof != Proof::None {
        return width >= 8.0 * size && side.len() >= 2;
    }
    let full = side.iter().filter(|span| span.1 - span.0 >= 0.85 * width).count();
    // Half-lines one below the other run from edge to edge together.
    let is_at = |edge: f32, other: f32| (edge - other).abs() < 0.5 * size;
    let are_halves = |pair: &&[(f32, f32)]| {
        let reach = |one: (f32, f32), other: (f32, f32)| is_at(one.0, left) && is_at(other.1, right);
        let is_half = |span: (f32, f32)| (0.4 * width..0.85 * width).contains(&(span.1 - span.0));
        (reach(pair[0], pair[1]) || reach(pair[1], pair[0])) && is_half(pair[0]) && is_half(pair[1])
    };
    let full = full + side.windows(2).filter(are_halves).count();
    side.len() >= 4 && (full * 2 >= side.len() || (full >= 6 && full * 10 >= 3 * side.len()))
}

/// Whether rows have running text on both sides of a white strip.
fn is_gutter(run: &[Strip], gutter: (f32, f32), size: f32, proof: Proof) -> bool {
    let middle = f32::midpoint(gutter.0, gutter.1);
    let sides = [true, false].map(|is_left| {
        let mut widths: Vec<(f32, f32)> = Vec::new();
        for strip in run {
            let of_side = |word: &&(f32, f32)| (word.1 < middle) == is_left;
            let left = strip.spans().iter().filter(of_side).map(|word| word.0).min_by(f32::total_cmp);
            let right = strip.spans().iter().filter(of_side).map(|word| word.1).max_by(f32::total_cmp);
            widths.extend(left.zip(right));
        }
        widths
    });
    if !sides.iter().all(|side| is_running(side, proof, size)) || is_staggered(run, middle, size) {
        return false;
    }
    !is_verse(&sides, run.len(), size) || [true, false].iter().all(|is_left| is_parted(run, middle, *is_left, size))
}

/// Whether rows stand on either side by turns, each a whole line below the other: half-lines of couplets.
fn is_staggered(run: &[Strip], middle: f32, size: f32) -> bool {
    let is_left = |strip: &Strip| strip.row.right < middle;
    let is_alone = |strip: &Strip| is_left(strip) || strip.row.left > middle;
    let turns = run.windows(2).all(|pair| is_left(&pair[0]) != is_left(&pair[1]));
    let far = run.windows(2).filter(|pair| pair[1].line.baseline - pair[0].line.baseline > 1.05 * size).count();
    run.iter().all(is_alone) && turns && far * 4 >= run.len() * 3
}

/// Whether the rows of one side have a white strip of their own: couplets in columns.
fn is_parted(run: &[Strip], middle: f32, is_left: bool, size: f32) -> bool {
    let mut open: Option<Vec<(f32, f32)>> = None;
    for strip in run {
        let words: Vec<(f32, f32)> =
            strip.spans().iter().copied().filter(|word| (word.1 < middle) == is_left).collect();
        let whites: Vec<(f32, f32)> = words.windows(2).map(|pair| (pair[0].1, pair[1].0)).collect();
        if words.is_empty() {
            continue;
        }
        open = Some(match open {
            Some(open) => narrowed(&open, &whites, size),
            None => whites.into_iter().filter(|(left, right)| right - left >= 0.8 * size).collect(),
        });
    }
    open.is_some_and(|open| !open.is_empty())
}

/// Whether all half-lines of a few rows are equally long: couplets.
fn is_verse(sides: &[Vec<(f32, f32)>; 2], rows: usize, size: f32) -> bool {
    // Every fifth line may have its number beside it.
    let is_even = |side: &[(f32, f32)]| {
        // The narrowest is one without.
        let left = side.iter().map(|span| span.0).fold(f32::MIN, f32::max);
        let right = side.iter().map(|span| span.1).fold(f32::MAX, f32::min);
        let near = |span: &(f32, f32)| (span.0 - left).abs() < 0.8 * size && (span.1 - right).abs() < 0.8 * size;
        let holds = |span: &(f32, f32)| span.0 < left + 0.8 * size && span.1 > right - 0.8 * size;
        side.iter().all(holds) && side.iter().filter(|span| near(span)).count() * 4 >= side.len() * 3
    };
    let width = |side: &[(f32, f32)]| {
        let width = |span: &(f32, f32)| span.1 - span.0;
        side.iter().map(width).fold(f32::MAX, f32::min)
    };
    sides.iter().all(|side| side.len() == rows && is_even(side))
        && rows <= 30
        && (width(&sides[0]) - width(&sides[1])).abs() < 0.1 * width(&sides[0])
}
