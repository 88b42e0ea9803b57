//! Columns: a gutter is white from top to bottom over several rows with running text on both sides.
//!
//! Contents, tables and the half-lines of verse have white strips too; they are told by short cells, by rules across the
//! strip, or by rows that are all equally long. A tall upright rule in the strip says by itself that it is a gutter.

use super::lines::{Line, Setting};
use super::rows::Row;
use crate::rescue::position::Area;

/// A row and its text.
#[derive(Clone, Debug)]
pub(super) struct Strip<'a> {
    /// The signs.
    pub(super) row: Row<'a>,
    /// The text.
    pub(super) line: Line,
    /// Left and right edge of the box that it stands in.
    pub(super) frame: Option<(f32, f32)>,
}

impl Strip<'_> {
    /// What no gutter goes through: its words, or all of its box.
    fn spans(&self) -> &[(f32, f32)] {
        self.frame.as_ref().map_or(self.line.words.as_slice(), std::slice::from_ref)
    }
}

/// What is drawn on a page beside its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawn<'a> {
    /// Thin lines and grounds by their lower edges.
    pub(super) rules: &'a [Area],
    /// Images and boxes: columns end above them when they go across.
    pub(super) blocks: &'a [Area],
}

/// The strips of a page in reading order, cut at the gutters.
pub(super) fn split<'a>(strips: Vec<Strip<'a>>, drawn: Drawn, setting: Setting, size: f32) -> Vec<Strip<'a>> {
    let mut next_column = 1;
    let strips = cut(strips, drawn, setting, size, 0, &mut next_column);
    // The text of a box may have columns of its own; the box is a column in any case.
    let mut done = Vec::with_capacity(strips.len());
    let mut strips = strips.into_iter().peekable();
    while let Some(strip) = strips.next() {
        let boxed = strip.line.boxed;
        let mut run = vec![strip];
        while let Some(next) = strips.next_if(|next| next.line.boxed == boxed) {
            run.push(next);
        }
        if boxed > 0 {
            run.iter_mut().for_each(|strip| (strip.frame, strip.line.column) = (None, next_column));
            next_column = next_column.saturating_add(1);
            run = cut(run, drawn, setting, size, 0, &mut next_column);
        }
        done.extend(run);
    }
    done
}

/// Rows on one page beyond which nothing is looked for: no page of text has as many.
const MOST_ROWS: usize = 400;

fn cut<'a>(
    strips: Vec<Strip<'a>>,
    drawn: Drawn,
    setting: Setting,
    size: f32,
    depth: u8,
    next_column: &mut u16,
) -> Vec<Strip<'a>> {
    if depth > 3 || strips.len() > MOST_ROWS {
        return strips;
    }
    let regions = regions(&strips, drawn, size);
    if regions.is_empty() {
        return strips;
    }
    let mut done = Vec::with_capacity(strips.len() * 2);
    let mut regions = regions.into_iter().peekable();
    let mut pending: [Vec<Strip>; 2] = [Vec::new(), Vec::new()];
    for (at, strip) in strips.into_iter().enumerate() {
        let Some(region) = regions.peek() else {
            done.push(strip);
            continue;
        };
        if at < region.start {
            done.push(strip);
            continue;
        }
        let parts = parts(strip, region.gutter, drawn.rules, setting);
        let [left, right] = &mut pending;
        for (side, part) in [left, right].into_iter().zip(parts) {
            side.extend(part);
        }
        if at + 1 == region.end {
            regions.next();
            let [left, right] = std::mem::take(&mut pending);
            let both = if setting.base.is_rtl() { [right, left] } else { [left, right] };
            for mut side in both {
                side.iter_mut().for_each(|strip| strip.line.column = *next_column);
                *next_column = next_column.saturating_add(1);
                done.extend(cut(side, drawn, setting, size, depth + 1, next_column));
            }
        }
    }
    done
}

/// The parts of a strip left and right of a gutter.
fn parts<'a>(strip: Strip<'a>, gutter: f32, rules: &[Area], setting: Setting) -> [Option<Strip<'a>>; 2] {
    if strip.row.right <= gutter {
        return [Some(strip), None];
    }
    if strip.row.left >= gutter {
        return [None, Some(strip)];
    }
    let (page, frame, boxed) = (strip.line.page, strip.frame, strip.line.boxed);
    let (left, right): (Vec<_>, Vec<_>) = strip.row.signs.iter().partition(|(sign, _)| sign.middle < gutter);
    [left, right].map(|signs| {
        let row = Row::of(signs, strip.row.baseline, strip.row.size)?;
        let line = Line { boxed, ..Line::of(&row, rules, setting, page) };
        Some(Strip { row, line, frame })
    })
}

/// Rows with a gutter: first, end, and its middle.
struct Region {
    start: usize,
    end: usize,
    gutter: f32,
}

fn regions(strips: &[Strip], drawn: Drawn, size: f32) -> Vec<Region> {
    let whites: Vec<Vec<(f32, f32)>> = strips.iter().map(|strip| whites(strip, size)).collect();
    let mut regions = Vec::new();
    let mut start = 0;
    while start < strips.len() {
        match longest(strips, &whites, drawn, start, size) {
            Some(region) => {
                start = region.end;
                regions.push(region);
            }
            None => start += 1,
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
        // What stands far below is something else, unless a rule goes on in the gutter.
        if below.line.baseline - above.line.baseline > 3.5 * size {
            open.retain(|gutter| rule_in(*gutter, drawn.rules, above.line.baseline, below.line.baseline));
        }
        open = narrowed(&open, next, size);
        for (left, right) in across(drawn, above.line.baseline, below.line.baseline, size) {
            open = narrowed(&open, &[(-OUT, left), (right, OUT)], size);
        }
        if open.is_empty() {
            break;
        }
    }
    // The longest goes first; its last rows may be too short to tell.
    runs.iter().rev().find_map(|(end, gutter)| {
        let run = &strips[start..*end];
        let is_ruled = is_ruled(run, *gutter, drawn.rules, size);
        let end = start + without_headings(run, *gutter, strips.get(*end), size);
        let run = &strips[start..end];
        is_gutter(run, *gutter, size, is_ruled).then(|| Region {
            start,
            end,
            gutter: f32::midpoint(gutter.0, gutter.1),
        })
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

/// Whether rows have running text on both sides of a white strip; where a rule says so, few lines are enough.
fn is_gutter(run: &[Strip], gutter: (f32, f32), size: f32, is_ruled: bool) -> bool {
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
    let is_running = |side: &[(f32, f32)]| {
        let left = side.iter().map(|span| span.0).min_by(f32::total_cmp).unwrap_or(0.0);
        let right = side.iter().map(|span| span.1).max_by(f32::total_cmp).unwrap_or(0.0);
        let width = right - left;
        let full = side.iter().filter(|span| span.1 - span.0 >= 0.85 * width).count();
        width >= 8.0 * size && ((is_ruled && side.len() >= 2) || (side.len() >= 4 && full * 2 >= side.len()))
    };
    sides.iter().all(|side| is_running(side)) && !is_verse(&sides, run.len(), size)
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
