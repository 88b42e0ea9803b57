//! Columns: the rows of a page cut at its gutters, one column after the other.

use super::gutters::regions;
use super::lines::{Line, Setting};
use super::rows::Row;
use super::strips::{Drawn, Strip};
use crate::rescue::position::Area;

/// The gutters that go through all columns of a page.
pub(super) fn gutters(strips: &[Strip], drawn: Drawn, setting: Setting, size: f32) -> Vec<f32> {
    let found = if strips.len() > MOST_ROWS { Vec::new() } else { regions(strips, drawn, setting, size) };
    found.iter().map(|region| region.gutter).collect()
}

/// The gutters that many pages have at the same place.
pub(super) fn habitual(pages: &[Vec<f32>], size: f32) -> Vec<f32> {
    let mut all: Vec<f32> = Vec::new();
    let filled = pages.iter().filter(|page| !page.is_empty()).count();
    for x in pages.iter().flatten() {
        let alike = pages.iter().filter(|page| page.iter().any(|other| (other - x).abs() < size)).count();
        // Books turn their inner margins from page to page.
        let is_habit = alike * 4 >= filled && alike * 6 >= pages.len();
        if is_habit && !all.iter().any(|other| (other - x).abs() < 0.5 * size) && all.len() < 16 {
            all.push(*x);
        }
    }
    all
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
        let mut run = vec![Strip { frame: None, ..strip }];
        while let Some(next) = strips.next_if(|next| next.line.boxed == boxed) {
            run.push(Strip { frame: None, ..next });
        }
        if boxed > 0 {
            run.iter_mut().for_each(|strip| strip.line.column = next_column);
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
    let regions = regions(&strips, drawn, setting, size);
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

#[cfg(test)]
mod tests {
    use super::super::arrange;
    use super::super::made::{line, page, text};
    use super::super::tests::{column, told};
    use super::*;
    use crate::rescue::position::{PositionedGlyph, PositionedPage};

    /// Fills a column of 90 points.
    const HALF: &str = "the dough rests in";

    /// A column of full lines with a mark in the first, its lines `shift` lower.
    fn half(mark: &str, count: usize, left: f32, top: f32) -> Vec<PositionedGlyph> {
        let first = format!("{mark} dough rests in");
        let mut lines = vec![first.as_str()];
        lines.resize(count - 1, HALF);
        lines.push("end.");
        column(&lines, left, top)
    }

    fn order(page: PositionedPage, marks: &[&str]) {
        let all = told(&arrange(&text(vec![page]))).join(" ");
        let places: Vec<usize> = marks.iter().map(|mark| all.find(mark).expect("it is there")).collect();
        assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?} {all}");
    }

    #[test]
    fn lines_of_columns_need_no_common_baselines_and_may_be_short_for_a_while() {
        let mut glyphs = half("one", 6, 50.0, 60.0);
        glyphs.extend(column(&["• salt", "• water", "• flour", "• yeast"], 50.0, 150.0));
        glyphs.extend(half("two", 8, 50.0, 220.0));
        glyphs.extend(half("three", 17, 160.0, 67.0));
        order(page(glyphs), &["one dough", "salt", "two dough", "three dough"]);
    }

    #[test]
    fn columns_end_above_a_rule_that_goes_across() {
        let mut glyphs = Vec::new();
        for (top, marks) in [(60.0, ["one", "two"]), (180.0, ["three", "four"])] {
            glyphs.extend(half(marks[0], 6, 50.0, top));
            glyphs.extend(half(marks[1], 6, 160.0, top));
        }
        let rules = vec![Area { left: 50.0, top: 155.0, right: 250.0, bottom: 156.0 }];
        let page = PositionedPage { rules, ..page(glyphs) };
        order(page, &["one dough", "two dough", "three dough", "four dough"]);
    }

    #[test]
    fn an_upright_rule_makes_columns_of_few_short_lines() {
        let mut glyphs = half("one", 12, 50.0, 60.0);
        glyphs.extend(column(&["two things", "come with the dough", "salt", "and time"], 160.0, 60.0));
        let rules = vec![Area { left: 150.0, top: 55.0, right: 150.5, bottom: 230.0 }];
        order(PositionedPage { rules, ..page(glyphs) }, &["one dough", "end.", "two things", "and time"]);
    }

    #[test]
    fn a_heading_below_columns_stays_below_them() {
        let mut glyphs = half("one", 6, 50.0, 60.0);
        glyphs.extend(half("two", 6, 160.0, 60.0));
        let heading = super::super::made::sized(line("Rest", 50.0, 190.0), 14.0);
        glyphs.extend(heading);
        glyphs.extend(column(&["the dough rests under a cloth for hours", "and rises."], 50.0, 215.0));
        order(page(glyphs), &["one dough", "two dough", "# Rest"]);
    }

    #[test]
    fn what_many_pages_have_is_a_gutter_of_a_page_with_few_lines() {
        let full = |at: usize| {
            let mut glyphs = half(&format!("one{at}"), 8, 50.0, 60.0);
            glyphs.extend(half(&format!("two{at}"), 8, 160.0, 60.0));
            page(glyphs)
        };
        let mut last = column(&["so the first column", "ends."], 50.0, 60.0);
        last.extend(column(&["and the second one", "too."], 160.0, 60.0));
        let told = told(&arrange(&text(vec![full(1), full(2), page(last)]))).join(" ");
        assert!(told.contains("so the first column ends. and the second one too."), "{told}");
    }
}
