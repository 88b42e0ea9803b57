//! Boxes: text inside four drawn sides, or on a ground of its own.
//!
//! A box that was cut at the foot of a page is open below, and open above on the next. Frames that share their sides are
//! the cells of a table; what frames all the text of a page is a border.

use super::lines::{Line, Setting};
use super::rows::Row;
use super::strips::Strip;
use crate::rescue::position::{Area, PositionedPage};

/// A box on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// Where its sides stand.
    pub(super) area: Area,
    /// Its number in the file, from 1; the parts of one that was cut share it.
    pub(super) number: u16,
    is_open_above: bool,
    is_open_below: bool,
}

impl Frame {
    /// Whether a point stands in it.
    pub(super) fn holds(&self, x: f32, y: f32) -> bool {
        x > self.area.left && x < self.area.right && y > self.area.top && y < self.area.bottom
    }
}

/// What is thinner is a line, in points.
const THIN: f32 = 2.5;

/// Corners may be round, in points.
const ROUND: f32 = 12.0;

/// Sides and grounds looked at on one page.
const MOST: usize = 80;

/// The boxes of all pages; `rules` are sorted by their lower edges.
pub(super) fn find(pages: &[PositionedPage], rules: &[Vec<Area>], strips: &[Vec<Strip>], size: f32) -> Vec<Vec<Frame>> {
    let mut next = 1;
    let mut open: Option<(Area, u16)> = None;
    let mut all = Vec::with_capacity(pages.len());
    for ((page, rules), strips) in pages.iter().zip(rules).zip(strips) {
        let mut frames = on_page(page, rules, strips, size);
        for frame in &mut frames {
            let is_rest = |(area, _): &(Area, u16)| near(area.right - area.left, frame.area.right - frame.area.left);
            frame.number = match open.filter(|open| frame.is_open_above && is_rest(open)) {
                Some((_, number)) => number,
                None => next,
            };
            next = next.max(frame.number.saturating_add(1));
        }
        open = frames.iter().find(|frame| frame.is_open_below).map(|frame| (frame.area, frame.number));
        all.push(frames);
    }
    all
}

/// The rules of a page without those of a border around all of it.
pub(super) fn without_borders(page: &PositionedPage, mut rules: Vec<Area>) -> Vec<Area> {
    // A size of text that no border is measured by.
    for Frame { area, .. } in framed(&rules, 10.0) {
        if is_page(&area, page) {
            let is_side = |rule: &Area| {
                let is_level = rule.bottom - rule.top < THIN
                    && ((rule.top - area.top).abs() < ROUND || (rule.bottom - area.bottom).abs() < ROUND);
                let is_upright =
                    rule.right - rule.left < THIN && (near(rule.left, area.left) || near(rule.right, area.right));
                is_level || is_upright
            };
            rules.retain(|rule| !is_side(rule));
        }
    }
    rules
}

/// Whether an area is most of a page.
fn is_page(area: &Area, page: &PositionedPage) -> bool {
    (area.right - area.left) * (area.bottom - area.top) > 0.6 * page.width * page.height
}

fn near(one: f32, other: f32) -> bool {
    (one - other).abs() < 2.0
}

fn on_page(page: &PositionedPage, rules: &[Area], strips: &[Strip], size: f32) -> Vec<Frame> {
    if rules.is_empty() || strips.is_empty() {
        return Vec::new();
    }
    let mut frames = framed(rules, size);
    let closed = |area| Frame { area, number: 0, is_open_above: false, is_open_below: false };
    frames.extend(grounds(rules, size).into_iter().map(closed));
    let rows = |area: &Area| strips.iter().filter(|strip| is_in(strip, area)).count();
    let is_page = |area: &Area| is_page(area, page) || rows(area) * 10 > strips.len() * 9 && strips.len() > 12;
    let all: Vec<Area> = frames.iter().map(|frame| frame.area).collect();
    let is_cell = |area: &Area| all.iter().any(|other| other != area && share_side(area, other));
    let has_text = |area: &Area| strips.iter().any(|strip| has_word_in(strip, area));
    frames.retain(|frame| has_text(&frame.area) && !is_page(&frame.area) && !is_cell(&frame.area));
    // Of one inside another the outer is the box; a frame may have its ground.
    let inside = |area: &Area, other: &Area| area != other && holds(other, area);
    let areas: Vec<Area> = frames.iter().map(|frame| frame.area).collect();
    frames.retain(|frame| !areas.iter().any(|other| inside(&frame.area, other)));
    frames.sort_by(|one, other| one.area.top.total_cmp(&other.area.top));
    frames.dedup_by(|one, other| one.area == other.area);
    frames
}

fn is_in(strip: &Strip, area: &Area) -> bool {
    let middle = f32::midpoint(strip.row.left, strip.row.right);
    middle > area.left && middle < area.right && strip.row.baseline > area.top && strip.row.baseline < area.bottom
}

/// Whether a word of a row stands in an area; the row may go on beside it.
fn has_word_in(strip: &Strip, area: &Area) -> bool {
    let is_in = |word: &(f32, f32)| (area.left..area.right).contains(&f32::midpoint(word.0, word.1));
    strip.row.baseline > area.top && strip.row.baseline < area.bottom && strip.line.words.iter().any(is_in)
}

fn holds(outer: &Area, inner: &Area) -> bool {
    outer.left <= inner.left + THIN
        && outer.right >= inner.right - THIN
        && outer.top <= inner.top + THIN
        && outer.bottom >= inner.bottom - THIN
}

/// Whether two areas touch along a side.
fn share_side(one: &Area, other: &Area) -> bool {
    let level = one.left.max(other.left) < one.right.min(other.right) - ROUND;
    let upright = one.top.max(other.top) < one.bottom.min(other.bottom) - 2.0;
    (upright && (near(one.right, other.left) || near(other.right, one.left)))
        || (level && (near(one.bottom, other.top) || near(other.bottom, one.top)))
}

/// Upright sides with level ones at their ends.
fn framed(rules: &[Area], size: f32) -> Vec<Frame> {
    let is_upright = |rule: &&Area| rule.right - rule.left < THIN && rule.bottom - rule.top > THIN;
    let uprights = joined(rules.iter().filter(is_upright).copied().take(10 * MOST).collect());
    let uprights: Vec<Area> = uprights.into_iter().filter(|side| side.bottom - side.top > size).take(MOST).collect();
    let is_level = |rule: &&Area| rule.bottom - rule.top < THIN && rule.right - rule.left > 4.0 * size;
    let levels: Vec<&Area> = rules.iter().filter(is_level).take(4 * MOST).collect();
    let mut frames = Vec::new();
    for (at, left) in uprights.iter().enumerate() {
        for right in &uprights[at + 1..] {
            let is_pair = near(left.top, right.top) && near(left.bottom, right.bottom);
            if !is_pair || right.left - left.right < 4.0 * size {
                continue;
            }
            let spans =
                |level: &&&Area| (level.left - left.left).abs() < ROUND && (level.right - right.right).abs() < ROUND;
            let at_height = |height: f32| levels.iter().filter(spans).any(|level| (level.top - height).abs() < ROUND);
            let (has_top, has_bottom) = (at_height(left.top), at_height(left.bottom));
            // A rule below a title may go across; more of them are rows of a table.
            let is_inner = |level: &&&Area| level.top > left.top + ROUND && level.bottom < left.bottom - ROUND;
            let inner = levels.iter().filter(spans).filter(is_inner).count();
            let is_parted = uprights.iter().any(|side| {
                side.left > left.right + THIN && side.right < right.left - THIN && near(side.top, left.top)
            });
            if (has_top || has_bottom) && inner <= 1 && !is_parted {
                let area = Area { left: left.left, top: left.top, right: right.right, bottom: left.bottom };
                frames.push(Frame { area, number: 0, is_open_above: !has_top, is_open_below: !has_bottom });
            }
        }
    }
    frames
}

/// Upright rules from left to right, those that go on from each other as one.
fn joined(mut rules: Vec<Area>) -> Vec<Area> {
    rules.sort_by(|one, other| one.left.total_cmp(&other.left).then(one.top.total_cmp(&other.top)));
    let mut joined: Vec<Area> = Vec::new();
    for rule in rules {
        let goes_on = |last: &&mut Area| (last.left - rule.left).abs() < 0.5 && rule.top <= last.bottom + 1.0;
        match joined.last_mut().filter(goes_on) {
            Some(last) => last.bottom = last.bottom.max(rule.bottom),
            None => joined.push(rule),
        }
    }
    joined
}

/// Grounds that are wider and taller than a line; those right below each other are one.
fn grounds(rules: &[Area], size: f32) -> Vec<Area> {
    let is_ground = |rule: &&Area| rule.right - rule.left > 8.0 * size && rule.bottom - rule.top > THIN.max(0.5 * size);
    let mut areas: Vec<Area> = rules.iter().filter(is_ground).copied().take(MOST).collect();
    areas.sort_by(|one, other| one.left.total_cmp(&other.left).then(one.top.total_cmp(&other.top)));
    let mut joined: Vec<Area> = Vec::new();
    for area in areas {
        let goes_on = |last: &&mut Area| {
            near(last.left, area.left) && near(last.right, area.right) && area.top <= last.bottom + 1.5
        };
        match joined.last_mut().filter(goes_on) {
            Some(last) => last.bottom = last.bottom.max(area.bottom),
            None => joined.push(area),
        }
    }
    joined.retain(|area| area.bottom - area.top > 2.2 * size);
    joined
}

/// The strips of a page, those that go through the side of a box parted there.
pub(super) fn part<'a>(strips: Vec<Strip<'a>>, frames: &[Frame], rules: &[Area], setting: Setting) -> Vec<Strip<'a>> {
    if frames.is_empty() {
        return strips;
    }
    let mut done = Vec::with_capacity(strips.len());
    for strip in strips {
        let baseline = strip.row.baseline;
        let at = |x: f32| frames.iter().find(|frame| frame.holds(x, baseline));
        let (left, right) = (at(strip.row.left + 0.1), at(strip.row.right - 0.1));
        let crosses = |frame: &Frame| frame.area.left > strip.row.left && frame.area.right < strip.row.right;
        let number = |frame: Option<&Frame>| frame.map_or(0, |frame| frame.number);
        let is_whole = number(left) == number(right)
            && !frames.iter().any(|frame| crosses(frame) && frame.area.top < baseline && frame.area.bottom > baseline);
        let in_frame = |mut strip: Strip<'a>, frame: Option<&Frame>| {
            strip.line.boxed = number(frame);
            strip.frame = frame.map(|frame| (frame.area.left, frame.area.right));
            strip
        };
        if is_whole {
            done.push(in_frame(strip, left));
            continue;
        }
        let mut rest = strip.row.signs;
        while let Some((first, _)) = rest.first() {
            let home = number(at(first.middle));
            let frame = at(first.middle);
            // What stands outside of boxes keeps together only up to the next.
            let end = rest.iter().position(|(sign, _)| number(at(sign.middle)) != home).unwrap_or(rest.len());
            let tail = rest.split_off(end);
            if let Some(row) = Row::of(rest, baseline, strip.row.size) {
                let line = Line::of(&row, rules, setting, strip.line.page);
                done.push(in_frame(Strip { row, line, frame: None }, frame));
            }
            rest = tail;
        }
    }
    done
}

/// Gives the lines of boxes their edges: the sides, and within them the room that the widest line leaves on either.
pub(super) fn set_edges(pages: &mut [Vec<Line>], frames: &[Vec<Frame>]) {
    for (lines, frames) in pages.iter_mut().zip(frames) {
        for frame in frames {
            let own = |line: &&mut Line| line.boxed == frame.number;
            let room = |line: &Line| (line.left - frame.area.left).min(frame.area.right - line.right);
            let room =
                lines.iter().filter(|line| line.boxed == frame.number).map(room).fold(f32::MAX, f32::min).max(0.0);
            // The lines of a box may all be short; nobody leaves more room at its sides than this.
            let room = room.min(lines.iter().map(|line| 1.2 * line.size).fold(0.0, f32::max));
            let edges = (frame.area.left + room, frame.area.right - room);
            lines.iter_mut().filter(own).for_each(|line| line.frame = edges);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::arrange;
    use super::super::made::{faced, line, page, text};
    use super::super::tests::{FULL, column, told};
    use super::*;

    fn sides(left: f32, top: f32, right: f32, bottom: f32) -> Vec<Area> {
        vec![
            Area { left, top, right, bottom: top + 0.6 },
            Area { left, top: bottom - 0.6, right, bottom },
            Area { left, top, right: left + 0.6, bottom },
            Area { left: right - 0.6, top, right, bottom },
        ]
    }

    #[test]
    fn text_in_a_frame_is_a_box_and_its_title_no_heading() {
        let mut glyphs = column(&[FULL, FULL, FULL, "to the end."], 50.0, 60.0);
        glyphs.extend(faced(line("Where we are", 120.0, 140.0), 1));
        glyphs.extend(column(&["the mill at the river"], 97.0, 155.0));
        glyphs.extend(column(&["from six to twelve"], 105.0, 170.0));
        glyphs.extend(column(&[FULL, FULL, FULL, "once more."], 50.0, 210.0));
        let page = PositionedPage { rules: sides(50.0, 122.0, 250.0, 185.0), ..page(glyphs) };
        let told = told(&arrange(&text(vec![page])));
        assert_eq!(told.len(), 3, "{told:#?}");
        assert_eq!(told[1], "box: Where we are | the mill at the river | from six to twelve");
    }

    #[test]
    fn a_row_is_parted_at_the_side_of_a_box() {
        let mut glyphs = Vec::new();
        for at in 0..10 {
            glyphs.extend(line("the dough rests in", 50.0, 60.0 + 15.0 * at as f32));
        }
        glyphs.extend(column(&["open from six", "to twelve."], 170.0, 60.0));
        glyphs.extend(column(&["and it rises again", "and it rises again", "and it rises."], 160.0, 120.0));
        let page = PositionedPage { rules: sides(160.0, 45.0, 250.0, 82.0), ..page(glyphs) };
        let told = told(&arrange(&text(vec![page])));
        assert!(told.iter().any(|block| block.starts_with("box: open from six")), "{told:#?}");
        assert!(told.iter().all(|block| !block.contains("rests in open")), "{told:#?}");
    }

    #[test]
    fn a_box_that_is_cut_at_the_foot_of_a_page_is_one() {
        let half = |lines: &[&str], rules: Vec<Area>| {
            let mut glyphs = column(&[FULL, FULL, "to the end."], 50.0, 60.0);
            glyphs.extend(column(lines, 60.0, 320.0));
            PositionedPage { rules, ..page(glyphs) }
        };
        let mut open = sides(50.0, 302.0, 250.0, 360.0);
        open.remove(1);
        let first = half(&["take flour and water", "and a pinch of salt"], open);
        let mut open = sides(50.0, 20.0, 250.0, 48.0);
        open.remove(0);
        let mut glyphs = column(&["and wait."], 60.0, 38.0);
        glyphs.extend(column(&[FULL, FULL, FULL, "to the end."], 50.0, 80.0));
        let second = PositionedPage { rules: open, ..page(glyphs) };
        let told = told(&arrange(&text(vec![first, second])));
        assert_eq!(told.iter().filter(|block| block.starts_with("box:")).count(), 1, "{told:#?}");
        assert!(
            told.iter().any(|block| block.starts_with("box: take flour") && block.ends_with("and wait.")),
            "{told:#?}"
        );
    }

    #[test]
    fn a_ground_is_a_box_and_a_border_of_the_page_is_none() {
        let mut glyphs = column(&[FULL, FULL, "to the end."], 50.0, 60.0);
        glyphs.extend(column(&["salt comes last", "and slowly."], 60.0, 130.0));
        let ground = Area { left: 50.0, top: 115.0, right: 250.0, bottom: 155.0 };
        let mut rules = sides(20.0, 20.0, 280.0, 380.0);
        rules.push(ground);
        let told = told(&arrange(&text(vec![PositionedPage { rules, ..page(glyphs) }])));
        assert_eq!(told.iter().filter(|block| block.starts_with("box:")).count(), 1, "{told:#?}");
        assert!(told[0].ends_with("to the end."), "{told:#?}");
    }
}
