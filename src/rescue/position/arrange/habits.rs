//! What most lines of a file do: their size, their spacing, their edges, how paragraphs begin.

use super::lines::Line;
use super::lists::marker;
use super::tables::{Cells, Grid};

/// The habits of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Habits {
    /// The size of most text.
    pub(super) size: f32,
    /// Baseline to baseline by size, in tenths of a point.
    spacings: Vec<(f32, f32)>,
    /// How far first lines of paragraphs begin from the edge, if they mostly do.
    pub(super) indent: Option<f32>,
    /// How far first lines of paragraphs end from the edge, if they do: some makers shift them instead of indenting.
    pub(super) first_end: Option<f32>,
    /// Whether nearly every paragraph that follows another begins with that indent.
    pub(super) always_indents: bool,
    /// Whether paragraphs are parted by space and not by indents.
    pub(super) parts_by_space: bool,
    /// Whether lines mostly end at the edge.
    pub(super) is_justified: bool,
    /// Whether the lines of list items hang.
    pub(super) lists_hang: bool,
    /// Whether most letters are bold.
    pub(super) is_bold: bool,
}

impl Habits {
    /// Learns sizes and spacing.
    pub(super) fn of_lines<'a>(lines: impl Iterator<Item = &'a Line> + Clone) -> Self {
        let size = mode(lines.clone().map(|line| (line.size, line.width()))).unwrap_or(10.0);
        let body = || lines.clone().filter(move |line| is_near(line.size, size));
        let bold: f32 = body().map(|line| line.bold * line.width()).sum();
        let all: f32 = body().map(Line::width).sum();
        let mut habits = Self { size, is_bold: bold * 2.0 > all, ..Self::default() };
        habits.spacings = spacings(lines);
        habits
    }

    /// Learns what needs the edges of columns.
    pub(super) fn learn_edges(&mut self, lines: &[&Line]) {
        let body: Vec<&&Line> = lines.iter().filter(|line| is_near(line.size, self.size)).collect();
        let full = body.iter().filter(|line| line.end_in().abs() < 0.15 * self.size).count();
        self.is_justified = full * 2 > body.len();
        let after_mark = body.windows(2).filter(|pair| {
            let follows = pair[0].page == pair[1].page && pair[0].column == pair[1].column;
            follows && marker(&pair[0].text()).is_some() && marker(&pair[1].text()).is_none()
        });
        let hung = |pair: &&[&&Line]| pair[1].start_in() > pair[0].start_in() + 0.5 * self.size;
        let (mut hanging, mut flush) = (0, 0);
        after_mark.for_each(|pair| if hung(&pair) { hanging += 1 } else { flush += 1 });
        self.lists_hang = hanging > flush;
        let typical = |inset: fn(&Line) -> f32, share: usize| {
            let room = 0.6 * self.size..5.0 * self.size;
            let insets: Vec<f32> = body.iter().map(|line| inset(line)).filter(|inset| room.contains(inset)).collect();
            let typical = mode(insets.iter().map(|inset| (*inset, 1.0)))?;
            let alike = insets.iter().filter(|inset| (*inset - typical).abs() < 0.15 * self.size).count();
            let is_habit = alike >= 3 && alike * share >= insets.len() && alike * 40 >= body.len();
            is_habit.then_some(typical)
        };
        self.parts_by_space = self.are_set_apart(&body);
        self.indent = typical(Line::start_in, 2).filter(|_| !self.parts_by_space).or_else(|| self.first_indent(&body));
        self.always_indents = self.indent.is_some_and(|indent| always_indents(&body, indent, self.size));
        // Last lines end anywhere; only a habit makes many end at one place.
        self.first_end = typical(Line::end_in, 2).filter(|_| self.is_justified && self.indent.is_none());
    }

    /// How far lines begin from the edge that stand above one at the edge, if most of them begin at one place: in a file
    /// with many lists and quotations only these tell of paragraphs.
    fn first_indent(&self, body: &[&&Line]) -> Option<f32> {
        let room = 0.6 * self.size..5.0 * self.size;
        let is_first = |pair: &&[&&Line]| {
            let follows = pair[0].page == pair[1].page && pair[0].column == pair[1].column;
            let is_near = follows && pair[1].baseline - pair[0].baseline <= 1.1 * self.spacing(self.size);
            is_near && pair[1].start_in().abs() < 0.15 * self.size && room.contains(&pair[0].start_in())
        };
        let insets: Vec<f32> = body.windows(2).filter(is_first).map(|pair| pair[0].start_in()).collect();
        let typical = mode(insets.iter().map(|inset| (*inset, 1.0)))?;
        let alike = insets.iter().filter(|inset| (*inset - typical).abs() < 0.15 * self.size).count();
        (alike >= 3 && alike * 2 >= insets.len() && alike * 40 >= body.len()).then_some(typical)
    }

    /// Whether paragraphs are parted by space: more of them begin so at the edge than lines are indented.
    fn are_set_apart(&self, body: &[&&Line]) -> bool {
        let near = |one: f32| one.abs() < 0.15 * self.size;
        let spacing = self.spacing(self.size);
        let mut counts = (0usize, 0usize);
        for pair in body.windows(2).filter(|pair| pair[0].page == pair[1].page && pair[0].column == pair[1].column) {
            let step = pair[1].baseline - pair[0].baseline;
            let ends = near(pair[0].start_in()) && pair[0].end_in() > 3.0 * self.size && pair[1].bold < 0.9;
            let is_inset = pair[1].start_in() > 0.6 * self.size && pair[1].start_in() < 5.0 * self.size;
            counts.0 += usize::from(ends && near(pair[1].start_in()) && step > 1.15 * spacing && step < 2.5 * spacing);
            counts.1 += usize::from(ends && is_inset && step > 0.0 && step <= 1.1 * spacing);
        }
        counts.0 >= 3 && counts.0 > 2 * counts.1
    }

    /// Whether a line stands out from the text as headings do.
    pub(super) fn stands_out(&self, line: &Line) -> bool {
        line.size >= 1.07 * self.size || (line.bold > 0.9 && !self.is_bold)
    }

    /// Whether a line ends where first lines of paragraphs do.
    pub(super) fn ends_as_first(&self, line: &Line) -> bool {
        self.first_end.is_some_and(|end| (line.end_in() - end).abs() < 0.03 * self.size)
    }

    /// Baseline to baseline of lines of a size.
    pub(super) fn spacing(&self, size: f32) -> f32 {
        let known = self.spacings.iter().filter(|(known, _)| is_near(*known, size));
        known.map(|(_, spacing)| *spacing).next().unwrap_or_else(|| {
            let body = self.spacings.iter().find(|(known, _)| is_near(*known, self.size));
            body.map_or(1.5 * size, |(known, spacing)| spacing / known * size)
        })
    }
}

/// Whether what stands below a short line of a paragraph is nearly always indented.
fn always_indents(body: &[&&Line], indent: f32, size: f32) -> bool {
    let near = |one: f32, other: f32| (one - other).abs() < 0.15 * size;
    let (mut indented, mut flush) = (0usize, 0usize);
    for pair in body.windows(2).filter(|pair| pair[0].page == pair[1].page && pair[0].column == pair[1].column) {
        let step = pair[1].baseline - pair[0].baseline;
        let ends = near(pair[0].start_in(), 0.0) && pair[0].end_in() > 4.0 * size && step < 2.0 * size && step > 0.0;
        if ends && marker(&pair[1].text()).is_none() {
            indented += usize::from(near(pair[1].start_in(), indent));
            flush += usize::from(near(pair[1].start_in(), 0.0));
        }
    }
    indented >= 3 && flush * 8 <= indented
}

/// Whether two sizes are the same to the eye.
pub(super) fn is_near(one: f32, other: f32) -> bool {
    (one - other).abs() <= 0.04 * one.max(other)
}

/// The value with the most weight, of values that differ by less than a fifth of a point.
pub(super) fn mode(values: impl Iterator<Item = (f32, f32)>) -> Option<f32> {
    let mut values: Vec<(f32, f32)> = values.filter(|(value, _)| value.is_finite()).collect();
    values.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut best: Option<(f32, f32)> = None;
    let (mut from, mut sum) = (0, 0.0);
    for at in 0..values.len() {
        sum += values[at].1;
        while values[at].0 - values[from].0 > 0.4 {
            sum -= values[from].1;
            from += 1;
        }
        if best.is_none_or(|(_, most)| sum > most) {
            best = Some((values[usize::midpoint(from, at)].0, sum));
        }
    }
    best.map(|(value, _)| value)
}

/// Most frequent distances of lines of one size that follow each other.
fn spacings<'a>(lines: impl Iterator<Item = &'a Line> + Clone) -> Vec<(f32, f32)> {
    let mut steps: Vec<(f32, Vec<f32>)> = Vec::new();
    for (one, next) in lines.clone().zip(lines.skip(1)) {
        let step = next.baseline - one.baseline;
        let follows = one.page == next.page && one.column == next.column && is_near(one.size, next.size);
        if !follows || step < 0.8 * one.size || step > 3.5 * one.size {
            continue;
        }
        match steps.iter().position(|(size, _)| is_near(*size, one.size)) {
            Some(at) => steps[at].1.push(step),
            None if steps.len() < 60 => steps.push((one.size, vec![step])),
            None => {}
        }
    }
    steps.into_iter().filter_map(|(size, steps)| Some((size, lowest_mode(&steps)?))).collect()
}

/// The most frequent distance; of a few, the smallest.
fn lowest_mode(steps: &[f32]) -> Option<f32> {
    if steps.len() < 6 {
        return steps.iter().copied().min_by(f32::total_cmp);
    }
    mode(steps.iter().map(|step| (*step, 1.0)))
}

/// Gives lines the edges of their columns: those of most pages of the same side, else those of the page itself.
pub(super) fn set_frames(pages: &mut [Vec<Line>], grids: &[Grid], size: f32) {
    let sides: Vec<Option<(f32, f32)>> = (0..2u32)
        .map(|side| {
            let lines = || {
                let pages = pages.iter().filter(move |page| page.first().is_some_and(|line| line.page % 2 == side));
                // Half-lines of verse are as wide as the text of a book of poems.
                let verse = grids.iter().filter(|grid| grid.cells == Cells::Verse);
                let halves = verse.flat_map(|grid| &grid.rows).flatten().flatten();
                let halves = halves.filter(move |line| line.page % 2 == side);
                pages.flatten().chain(halves).filter(|line| line.column == 0 && is_near(line.size, size))
            };
            edges(&lines().collect::<Vec<_>>(), size)
        })
        .collect();
    for page in pages {
        let mut columns: Vec<u16> = page.iter().map(|line| line.column).collect();
        columns.sort_unstable();
        columns.dedup();
        for column in columns {
            let own: Vec<&Line> = page.iter().filter(|line| line.column == column).collect();
            let outer =
                own.iter().fold((f32::MAX, f32::MIN), |edges, line| (edges.0.min(line.left), edges.1.max(line.right)));
            let page_side = own.first().and_then(|line| sides[(line.page % 2) as usize]).filter(|_| column == 0);
            let slack = 1.5 * size;
            // A line or two may run out.
            let fits = |side: &(f32, f32)| {
                let out = own.iter().filter(|line| line.left < side.0 - slack || line.right > side.1 + slack).count();
                out * 8 <= own.len()
            };
            let frame = page_side.filter(fits).or_else(|| edges(&own, size)).unwrap_or(outer);
            page.iter_mut().filter(|line| line.column == column).for_each(|line| line.frame = frame);
        }
    }
}

/// Turned lines that are aligned at the right begin there: their writer moved the text instead of turning it.
pub(super) fn align_turned(pages: &mut [Vec<Line>]) {
    let turned = || pages.iter().flatten().filter(|line| line.is_turned);
    // A space at the end of a line may stand at its left edge.
    let is_at = |line: &Line, inset: f32| inset.abs() < 0.5 * line.size;
    let (mut left, mut right) = (0usize, 0usize);
    for line in turned() {
        match (is_at(line, line.left - line.frame.0), is_at(line, line.frame.1 - line.right)) {
            (true, false) => left += 1,
            (false, true) => right += 1,
            _ => {}
        }
    }
    if right >= 2 && right > 3 * left {
        pages.iter_mut().flatten().filter(|line| line.is_turned).for_each(|line| line.is_rtl = true);
    }
}

/// The outermost edges that several lines share.
fn edges(lines: &[&Line], size: f32) -> Option<(f32, f32)> {
    let mut lefts: Vec<f32> = lines.iter().map(|line| line.left).collect();
    let mut rights: Vec<f32> = lines.iter().map(|line| -line.right).collect();
    Some((outermost(&mut lefts, size)?, -outermost(&mut rights, size)?))
}

/// The lowest value that several are near to; of a few, the lowest.
fn outermost(values: &mut [f32], size: f32) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    let needed = (values.len() / 8).clamp(1, 30);
    let near =
        |at: &usize| values[*at..].iter().take_while(|value| **value - values[*at] <= 0.2 * size).count() >= needed;
    let at = (0..values.len()).find(near)?;
    // The first of several near values may stick out by a hanging sign.
    let close = values[at..].iter().take_while(|value| **value - values[at] <= 0.2 * size);
    mode(close.map(|value| (*value, 1.0)))
}
