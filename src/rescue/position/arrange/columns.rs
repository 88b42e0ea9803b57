//! Columns: a gutter is white from top to bottom over several rows with running text on both sides.
//!
//! Contents, tables and the half-lines of verse have white strips too; they are told by short cells, or by rows that are
//! all equally long.

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
}

/// The strips of a page in reading order, cut at the gutters.
pub(super) fn split<'a>(strips: Vec<Strip<'a>>, rules: &[Area], setting: Setting, size: f32) -> Vec<Strip<'a>> {
    let mut next_column = 1;
    cut(strips, rules, setting, size, 0, &mut next_column)
}

/// Rows on one page beyond which nothing is looked for: no page of text has as many.
const MOST_ROWS: usize = 400;

fn cut<'a>(
    strips: Vec<Strip<'a>>,
    rules: &[Area],
    setting: Setting,
    size: f32,
    depth: u8,
    next_column: &mut u16,
) -> Vec<Strip<'a>> {
    if depth > 3 || strips.len() > MOST_ROWS {
        return strips;
    }
    let regions = regions(&strips, size);
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
        let parts = parts(strip, region.gutter, rules, setting);
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
                done.extend(cut(side, rules, setting, size, depth + 1, next_column));
            }
        }
    }
    done
}

/// The parts of a strip left and right of a gutter.
fn parts<'a>(strip: Strip<'a>, gutter: f32, rules: &[Area], setting: Setting) -> [Option<Strip<'a>>; 2] {
    let page = strip.line.page;
    let (left, right): (Vec<_>, Vec<_>) = strip.row.signs.iter().partition(|(sign, _)| sign.middle < gutter);
    [left, right].map(|signs| {
        let row = Row::of(signs, strip.row.baseline, strip.row.size)?;
        let line = Line::of(&row, rules, setting, page);
        Some(Strip { row, line })
    })
}

/// Rows with a gutter: first, end, and its middle.
struct Region {
    start: usize,
    end: usize,
    gutter: f32,
}

fn regions(strips: &[Strip], size: f32) -> Vec<Region> {
    let whites: Vec<Vec<(f32, f32)>> = strips.iter().map(|strip| whites(strip, size)).collect();
    let mut regions = Vec::new();
    let mut start = 0;
    while start < strips.len() {
        match longest(strips, &whites, start, size) {
            Some(region) => {
                start = region.end;
                regions.push(region);
            }
            None => start += 1,
        }
    }
    regions
}

/// White stretches of a row that may be part of a gutter, with what lies outside it.
fn whites(strip: &Strip, size: f32) -> Vec<(f32, f32)> {
    const OUT: f32 = 40_000.0;
    let inner = strip.line.words.windows(2).map(|pair| (pair[0].1, pair[1].0));
    let outer = [(-OUT, strip.row.left), (strip.row.right, OUT)];
    outer.into_iter().chain(inner.filter(|(left, right)| right - left >= 0.8 * size).take(40)).collect()
}

/// The longest run of rows from a row on that has one gutter.
fn longest(strips: &[Strip], whites: &[Vec<(f32, f32)>], start: usize, size: f32) -> Option<Region> {
    let mut open = whites[start].clone();
    let mut best = None;
    for end in start + 1..=strips.len() {
        let run = &strips[start..end];
        let found = open.iter().find(|gutter| is_gutter(run, **gutter, size));
        if let Some((left, right)) = found {
            best = Some(Region { start, end, gutter: f32::midpoint(*left, *right) });
        } else if best.is_some() || end - start > 60 {
            break;
        }
        let Some(next) = whites.get(end) else { break };
        // What stands far below is something else.
        if strips[end].line.baseline - strips[end - 1].line.baseline > 3.5 * size {
            break;
        }
        open = open
            .iter()
            .flat_map(|one| next.iter().map(move |other| (one.0.max(other.0), one.1.min(other.1))))
            .filter(|(left, right)| right - left >= 0.8 * size)
            .take(40)
            .collect();
        if open.is_empty() {
            break;
        }
    }
    best
}

/// Whether rows have running text on both sides of a white strip.
fn is_gutter(run: &[Strip], gutter: (f32, f32), size: f32) -> bool {
    let middle = f32::midpoint(gutter.0, gutter.1);
    let sides = [true, false].map(|is_left| {
        let mut widths: Vec<(f32, f32)> = Vec::new();
        for strip in run {
            let of_side = |word: &&(f32, f32)| (word.1 < middle) == is_left;
            let left = strip.line.words.iter().filter(of_side).map(|word| word.0).min_by(f32::total_cmp);
            let right = strip.line.words.iter().filter(of_side).map(|word| word.1).max_by(f32::total_cmp);
            widths.extend(left.zip(right));
        }
        widths
    });
    let is_running = |side: &[(f32, f32)]| {
        let left = side.iter().map(|span| span.0).min_by(f32::total_cmp).unwrap_or(0.0);
        let right = side.iter().map(|span| span.1).max_by(f32::total_cmp).unwrap_or(0.0);
        let width = right - left;
        let full = side.iter().filter(|span| span.1 - span.0 >= 0.85 * width).count();
        side.len() >= 4 && width >= 8.0 * size && full * 2 >= side.len()
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
