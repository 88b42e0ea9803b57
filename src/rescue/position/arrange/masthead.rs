//! The masthead of a newsletter: the name and the lines about it, between rules across the first page.
//!
//! Its mark is the line of dates: cells at both edges with wide white between, above the last rule. A title with a rule
//! below it, and no such line, stays a heading.

use super::furniture::Sides;
use super::habits::is_near;
use super::lines::{Line, Setting};
use super::rows::{Rise, Row};
use super::signs::Sign;
use super::strips::Strip;
use crate::rescue::found::Metadata;
use crate::rescue::position::Area;

/// Takes the masthead from the first page: its texts from top to bottom, lines of one text together.
pub(super) fn take(
    pages: &mut [Vec<Strip<'_>>],
    rules: &[Vec<Area>],
    sides: &Sides,
    setting: Setting,
    metadata: &mut Metadata,
) -> Vec<Vec<Line>> {
    let (Some(strips), Some(rules)) = (pages.first_mut(), rules.first()) else { return Vec::new() };
    let Some(count) = rows(strips, rules, sides) else { return Vec::new() };
    let mut texts: Vec<Vec<Line>> = Vec::new();
    for strip in strips.drain(..count) {
        let cells = cells(&strip, rules, setting);
        let goes_on = |last: &Vec<Line>| cells.len() == 1 && is_near(last[0].size, cells[0].size);
        match texts.last_mut().filter(|last| goes_on(last)) {
            Some(last) => last.extend(cells),
            None => texts.extend(cells.into_iter().map(|cell| vec![cell])),
        }
    }
    let largest = texts.iter().max_by(|one, other| one[0].size.total_cmp(&other[0].size));
    if let Some(name) = largest.filter(|_| metadata.title.trim().is_empty()) {
        metadata.title = name.iter().map(Line::text).collect::<Vec<_>>().join(" ");
    }
    texts
}

/// How many rows of the first page are its masthead.
fn rows(strips: &[Strip], rules: &[Area], sides: &Sides) -> Option<usize> {
    // Name, motto, dates: no masthead has more rows.
    const MOST: usize = 8;
    let left = strips.iter().map(|strip| strip.row.left).min_by(f32::total_cmp)?;
    let right = strips.iter().map(|strip| strip.row.right).max_by(f32::total_cmp)?;
    let bottom = strips.last()?.row.baseline;
    let is_across = |rule: &&Area| {
        rule.bottom - rule.top < 4.0 && rule.right - rule.left > 0.8 * (right - left) && rule.bottom < 0.5 * bottom
    };
    let across: Vec<&Area> = rules.iter().filter(is_across).collect();
    let above = |rule: &Area| strips.iter().take_while(|strip| strip.row.baseline < rule.bottom).count();
    let count = above(across.iter().rev().find(|rule| (1..=MOST).contains(&above(rule)))?);
    let head = &strips[..count];
    let has_name = head.iter().any(|strip| strip.row.size > 1.6 * sides.size);
    let is_dates = |strip: &Strip| {
        let gaps = gaps(strip);
        let is_wide = strip.row.left < left + 2.0 * sides.size && strip.row.right > right - 2.0 * sides.size;
        is_wide && !gaps.is_empty() && strip.row.size < 1.3 * sides.size
    };
    (across.len() >= 2 && has_name && head.iter().any(is_dates)).then_some(count)
}

/// Wide white between the words of a row: where it ends.
fn gaps(strip: &Strip) -> Vec<f32> {
    let words = strip.line.words.windows(2);
    words.filter(|pair| pair[1].0 - pair[0].1 > 2.5 * strip.row.size).map(|pair| pair[1].0).collect()
}

/// The cells of a row in reading order.
fn cells(strip: &Strip, rules: &[Area], setting: Setting) -> Vec<Line> {
    let gaps = gaps(strip);
    let mut parts: Vec<Vec<(Sign, Rise)>> = vec![Vec::new(); gaps.len() + 1];
    for sign in &strip.row.signs {
        parts[gaps.partition_point(|gap| *gap <= sign.0.middle)].push(*sign);
    }
    let rows = parts.into_iter().filter_map(|signs| Row::of(signs, strip.row.baseline, strip.row.size));
    let mut cells: Vec<Line> = rows.map(|row| Line::of(&row, rules, setting, strip.line.page)).collect();
    if setting.base.is_rtl() {
        cells.reverse();
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::super::arrange;
    use super::super::made::{line, page, sized, text};
    use super::super::tests::{FULL, column, told};
    use super::*;
    use crate::rescue::position::PositionedPage;

    fn newsletter(has_dates: bool) -> PositionedPage {
        let mut glyphs = sized(line("The Street", 90.0, 40.0), 24.0);
        if has_dates {
            glyphs.extend(line("Number 12", 50.0, 66.0));
            glyphs.extend(line("May 1926", 210.0, 66.0));
        }
        glyphs.extend(sized(line("Flour", 50.0, 95.0), 14.0));
        glyphs.extend(column(&[FULL, FULL, FULL, FULL, "to the end."], 50.0, 120.0));
        let across = |top: f32| Area { left: 50.0, top, right: 250.0, bottom: top + 1.0 };
        PositionedPage { rules: vec![across(15.0), across(52.0), across(72.0)], ..page(glyphs) }
    }

    #[test]
    fn a_name_between_rules_above_dates_is_no_heading() {
        let found = arrange(&text(vec![newsletter(true)]));
        assert_eq!(told(&found)[..4], ["The Street", "Number 12", "May 1926", "# Flour"]);
        assert_eq!(found.metadata.title, "The Street");
    }

    #[test]
    fn a_title_between_rules_without_dates_is_one() {
        assert_eq!(told(&arrange(&text(vec![newsletter(false)])))[0], "# The Street");
    }
}
