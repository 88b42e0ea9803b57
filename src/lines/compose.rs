//! Compose: chosen breaks in, lines with placed fragments out.
//!
//! Widths come from [`justify`], the order on the line from [`reorder`]; here fragments get their places, lines their
//! heights, and lines that are too long their report.

use std::borrow::Cow;
use std::sync::Arc;

use super::fit::{Fit, Pass};
use super::kashida::{self, Choice, Ladder, Means, Stocks};
use super::places::{Hang, Place, Sums};
use super::{Beside, Fragment, Lengthened, Line, Setting, hang, hyphens, justify, reorder};
use crate::base::{Diagnostic, Diagnostics, Direction, Length};
use crate::font::Faces;
use crate::shape::{Run, RunKind, ShapedParagraph};
use crate::style::Align;

/// The part of a line's measure that text may fill, from the left edge.
#[derive(Clone, Copy, Debug)]
struct Area {
    left: i64,
    width: i64,
}

impl Area {
    /// The area with room for the signs that hang at its edges.
    fn with_hanging(self, runs: &[Run], hang: Hang) -> Self {
        let (Hang::On(direction), Some(first), Some(last)) = (hang, runs.first(), runs.last()) else { return self };
        let (start, end) = (hang::at_start(first, direction), hang::at_end(last, direction));
        let left = if direction.is_rtl() { end } else { start };
        Self { left: self.left - left, width: self.width + start + end }
    }
}

/// Lists that are used for one line after another.
#[derive(Default)]
struct Buffers {
    widths: Vec<i64>,
    levels: Vec<u8>,
    /// For every level: the run it belongs to; `None` for the edge of an isolate.
    owners: Vec<Option<usize>>,
    order: Vec<usize>,
}

/// The lines that end at the chosen places.
pub(super) fn lines(
    paragraph: &ShapedParagraph,
    places: &[Place],
    chosen: &[usize],
    setting: &Setting,
    faces: &Faces,
    diagnostics: &mut Diagnostics,
) -> Vec<Line> {
    let stocks = Stocks::default();
    let beside = Beside::of(paragraph);
    let fit = Fit::new(setting.align, &setting.justification, &stocks, Pass::Emergency);
    let mut buffers = Buffers::default();
    let means = Means::of(&setting.justification);
    let mut ladder = Ladder::default();
    let mut start = Sums::default();
    let mut before = None;
    let mut lines = Vec::with_capacity(chosen.len());
    for &number in chosen {
        let place = &places[number];
        let end = place.end.run.max(start.run);
        // Most lines have whole words alone.
        let runs: Cow<'_, [Run]> = match (before, place.hyphen) {
            (None, None) => Cow::Borrowed(&paragraph.runs[start.run..end]),
            (before, after) => Cow::Owned(hyphens::line(&paragraph.runs, start.run, end, before, after)),
        };
        let runs = &*runs;
        let indent = beside.indent(lines.len(), setting);
        let area = area(setting, paragraph.direction, indent).with_hanging(runs, setting.hang(paragraph));
        let mut barred = Vec::new();
        let fragments = loop {
            buffers.widths.clear();
            buffers.widths.extend(runs.iter().map(|run| run.width.raw()));
            let slack = area.width - buffers.widths.iter().sum::<i64>();
            let fills = setting.align == Align::Justify && !place.is_forced;
            let plan = if fills { kashida::plan(runs, slack, &means, &ladder, &barred) } else { Vec::new() };
            lengthen(&mut buffers.widths, runs, &plan, faces);
            fill(&mut buffers.widths, runs, area.width, setting.align, place.is_forced, &fit);
            let fragments = fragments(runs, &plan, &mut buffers, area, setting.align, paragraph.direction);
            match ladder.clash(&fragments) {
                Some(word) => barred.push(word),
                None => break fragments,
            }
        };
        ladder.pass(&fragments);
        let line = Line {
            fragments,
            measure: setting.measure,
            ascent: Length::ZERO,
            descent: Length::ZERO,
            direction: paragraph.direction,
            natural_spaces: runs.iter().filter(|run| is_glue(run)).map(|run| run.width).sum(),
            is_justified: setting.align == Align::Justify && !place.is_forced,
            ends_in_space: ends_in_space(&paragraph.runs, place),
            sources: Arc::clone(&paragraph.sources),
        };
        report(&line, buffers.widths.iter().sum::<i64>() - area.width, paragraph, diagnostics);
        // A line without text has the height of the break that ends it.
        let tall = if runs.is_empty() { &paragraph.runs[start.run..place.next.run] } else { runs };
        lines.push(with_height(line, tall, faces));
        start = place.next;
        before = place.hyphen;
    }
    lines
}

/// Where text may stand on a line that is indented at its start edge.
fn area(setting: &Setting, direction: Direction, indent: i64) -> Area {
    let width = setting.measure.raw() - indent;
    Area { left: if direction.is_rtl() { 0 } else { indent }, width }
}

fn is_glue(run: &Run) -> bool {
    matches!(run.kind, RunKind::Space | RunKind::FixedSpace)
}

/// Gives spaces the width that makes the line end at its edge.
fn fill(widths: &mut [i64], runs: &[Run], target: i64, align: Align, is_last: bool, fit: &Fit) {
    if align != Align::Justify {
        return;
    }
    let natural: i64 = widths.iter().sum();
    let glue: i64 = runs.iter().zip(&*widths).filter(|(run, _)| is_glue(run)).map(|(_, width)| width).sum();
    let slack = target - natural;
    let shared = match slack {
        1.. if is_last => 0,
        0.. => slack,
        // Spaces never go below their least width: what is left then sticks out.
        _ => slack.max(fit.least(natural, glue) - natural),
    };
    justify::share(runs.iter().zip(widths).filter(|(run, _)| is_glue(run)).map(|(_, width)| width), glue, shared);
}

/// Gives lengthened words their width.
fn lengthen(widths: &mut [i64], runs: &[Run], plan: &[Choice], faces: &Faces) {
    for choice in plan {
        let run = &runs[choice.run];
        let Some(elongation) = &run.elongation else { continue };
        let advance = elongation.sizes[choice.size].shaped.advance;
        widths[choice.run] = advance.at(run.size, faces.get(run.shaped.face).units_per_em()).raw();
    }
}

/// Fragments in logical order, each at its place.
fn fragments(
    runs: &[Run],
    plan: &[Choice],
    buffers: &mut Buffers,
    area: Area,
    align: Align,
    direction: Direction,
) -> Vec<Fragment> {
    let Buffers { widths, levels, owners, order } = buffers;
    levels.clear();
    owners.clear();
    for (number, run) in runs.iter().enumerate() {
        if let Some(edge) = run.edge {
            levels.push(edge);
            owners.push(None);
        }
        levels.push(run.level);
        owners.push(Some(number));
    }
    reorder::visual_order(levels, order);
    let mut fragments: Vec<Fragment> = runs.iter().zip(&*widths).map(|(run, &width)| fragment(run, width)).collect();
    for choice in plan {
        let Some(elongation) = &runs[choice.run].elongation else { continue };
        let (fragment, size) = (&mut fragments[choice.run], &elongation.sizes[choice.size]);
        fragment.shaped = size.shaped.clone();
        fragment.kashida =
            Some(Lengthened { at: elongation.at, priority: elongation.priority, tatweels: size.tatweels });
    }
    let mut x = left_edge(widths.iter().sum(), area, align, direction);
    for at in order.iter().filter_map(|&place| owners[place]) {
        fragments[at].x = Length::from_raw(x);
        x += widths[at];
    }
    fragments
}

/// Where the leftmost fragment of a line begins. A line that is too long sticks out at its end edge, or on both sides.
fn left_edge(width: i64, area: Area, align: Align, direction: Direction) -> i64 {
    let slack = area.width - width;
    area.left
        + match (align, direction) {
            (Align::Justify | Align::Start, Direction::Ltr) | (Align::End, Direction::Rtl) => 0,
            (Align::Justify | Align::Start, Direction::Rtl) | (Align::End, Direction::Ltr) => slack,
            (Align::Center, _) => slack.div_euclid(2),
        }
}

fn fragment(run: &Run, width: i64) -> Fragment {
    Fragment {
        shaped: run.shaped.clone(),
        style: run.style.clone(),
        range: run.range.clone(),
        size: run.size,
        x: Length::ZERO,
        width: Length::from_raw(width),
        level: run.level,
        kashida: None,
    }
}

/// Whether white space was left out between this line and the next.
fn ends_in_space(runs: &[Run], place: &Place) -> bool {
    place.next.run < runs.len() && place.end.run < place.next.run
}

/// The line with the greatest height and depth of its faces, where their text stands.
fn with_height(line: Line, runs: &[Run], faces: &Faces) -> Line {
    let mut line = line;
    let mut before = None;
    // A drop initial reaches into the lines below, which make room for it.
    for run in runs.iter().filter(|run| run.style.drop == 0) {
        let key = (run.shaped.face, run.size, run.style.rise);
        // Neighbours mostly agree: look at each kind once.
        if before == Some(key) {
            continue;
        }
        let face = faces.get(key.0);
        let (ascent, descent) = (face.ascent_at(run.size) + key.2, face.descent_at(run.size) - key.2);
        let is_first = before.is_none();
        line.ascent = if is_first { ascent } else { line.ascent.max(ascent) };
        line.descent = if is_first { descent } else { line.descent.max(descent) };
        before = Some(key);
    }
    line
}

/// Reports a line that sticks out by `excess` units, if it does.
fn report(line: &Line, excess: i64, paragraph: &ShapedParagraph, diagnostics: &mut Diagnostics) {
    if excess <= 0 {
        return;
    }
    let points = Length::from_raw(excess).to_pt();
    let message = format!("“{}” is {points:.2} pt wider than its line", line.text());
    diagnostics.push(
        Diagnostic::warning("lines.overfull", paragraph.span, message)
            .hint("let the words break (a space, a hyphen, U+200B in an address), or set them smaller or wider"),
    );
}
