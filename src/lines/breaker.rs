//! Breaker: the breaks of least total demerits (Knuth and Plass, Breaking Paragraphs into Lines, 1981).
//!
//! Places in, the numbers of those where lines end out. Text between forced breaks is solved by itself. Nodes lie in one
//! list and name their predecessors by number; a node leaves the active list once no line from it can fit any more, so
//! the work is the number of places times the places within one line.
//! Where the number of lines matters, nodes are told apart by it too. First fit is here as well, for those who ask for it.

use super::fit::{CLASH, Class, Contents, Fit, Pass, Position, Rating, of_hyphens};
use super::kashida::Stocks;
use super::places::{Place, Sums};
use super::{Beside, Setting};
use crate::style::Breaks;

/// A way to end a line at a place.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The number of the place; meaningless in the root.
    place: usize,
    /// Where the next line begins.
    next: Sums,
    /// The class of the line that ends here.
    class: Class,
    /// Whether it ends in a hyphen.
    hyphen: bool,
    /// How many lines there are up to here.
    lines: u32,
    /// Of all lines up to here, at best.
    demerits: f64,
    /// The number of the node before; the root names itself.
    previous: usize,
}

/// The best way found so far to end a line at a place, with one class.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    demerits: f64,
    previous: usize,
}

/// The best ways to end a line at a place, by class; where lines are counted, of one number of lines.
type Ways = (u32, [Option<Candidate>; Class::COUNT]);

/// What a pass found.
#[derive(Clone, Debug)]
struct Found {
    /// Numbers of the places where lines end.
    places: Vec<usize>,
    /// The number of lines that is asked for, and how many the places are off it.
    aim: i64,
    off: i64,
}

/// Text up to a forced break.
#[derive(Clone, Copy, Debug)]
struct Stretch<'a> {
    places: &'a [Place],
    /// The number of its first place in the paragraph.
    offset: usize,
    /// Where its first line begins.
    start: Sums,
    /// How many lines stand before it.
    lines: usize,
    /// What its lines are set to.
    setting: &'a Setting,
    beside: Beside,
}

impl Stretch<'_> {
    /// The width of a line, by its number from 0 in the stretch. The indent of a paragraph is that of its first line alone.
    fn width(&self, line: usize) -> i64 {
        self.setting.measure.raw() - self.beside.indent(self.lines + line, self.setting)
    }

    /// Whether the width of a line depends on how many stand before it, beyond the first.
    fn counts(&self) -> bool {
        self.lines + 1 < self.beside.lines
    }
}

/// The numbers of the places where lines end, in order; the last is the last place. `None` when no pass finds a way.
pub(super) fn choose(
    places: &[Place],
    start: Sums,
    stocks: &Stocks,
    setting: &Setting,
    beside: Beside,
    passes: &[Pass],
) -> Option<Vec<usize>> {
    let mut chosen = Vec::new();
    let mut start = start;
    let mut offset = 0;
    for stretch in places.split_inclusive(|place| place.is_forced) {
        let whole = Stretch { places: stretch, offset, start, lines: chosen.len(), setting, beside };
        break_stretch(&whole, stocks, setting, passes, &mut chosen)?;
        offset += stretch.len();
        start = stretch[stretch.len() - 1].next;
    }
    Some(chosen)
}

fn break_stretch(
    stretch: &Stretch<'_>,
    stocks: &Stocks,
    setting: &Setting,
    passes: &[Pass],
    chosen: &mut Vec<usize>,
) -> Option<()> {
    let last = stretch.places.len() - 1;
    // Headings, entries, cells: most texts that are not paragraphs fit one line as they are.
    if last == 0 || contents(stretch.start, &stretch.places[last]).natural <= stretch.width(0) {
        chosen.push(stretch.offset + last);
        return Some(());
    }
    let fit = |pass| Fit::new(setting.align, &setting.justification, stocks, pass);
    if setting.justification.breaks == Breaks::First {
        first_fit(stretch, &fit(Pass::Strict), chosen);
        return Some(());
    }
    let mut nearest: Option<Found> = None;
    for &pass in passes {
        // Another number of lines is not worth any spaces whatever.
        if pass == Pass::Emergency && nearest.is_some() {
            break;
        }
        let looseness = if pass == Pass::Emergency { 0 } else { setting.justification.looseness };
        let aim = nearest.as_ref().map(|found| found.aim);
        let Some(found) = Search::new(stretch, fit(pass), pass, looseness).run(aim) else { continue };
        if nearest.as_ref().is_none_or(|nearest| found.off < nearest.off) {
            nearest = Some(found);
        }
        if nearest.as_ref().is_some_and(|nearest| nearest.off == 0) {
            break;
        }
    }
    chosen.extend(nearest?.places);
    Some(())
}

/// Ends each line at the last place that it reaches.
fn first_fit(stretch: &Stretch<'_>, fit: &Fit<'_>, chosen: &mut Vec<usize>) {
    let (mut start, mut lines) = (stretch.start, 0);
    let mut reached = None;
    let mut number = 0;
    while let Some(place) = stretch.places.get(number) {
        let line = contents(start, place);
        let fits = fit.least(line.natural, line.glue) <= stretch.width(lines);
        if fits || reached.is_none() {
            reached = Some(number);
            number += 1;
        }
        if let Some(end) = reached.filter(|_| !fits || number == stretch.places.len()) {
            chosen.push(stretch.offset + end);
            (start, lines) = (stretch.places[end].next, lines + 1);
            number = end + 1;
            reached = None;
        }
    }
}

/// What the line from a start to a place holds.
fn contents(start: Sums, place: &Place) -> Contents {
    // A line of nothing but spaces has its end before its start.
    Contents {
        natural: (place.end.natural - start.natural).max(0),
        glue: (place.end.glue - start.glue).max(0),
        runs: (start.run, place.end.run.max(start.run)),
    }
}

/// One pass over a stretch.
struct Search<'a> {
    stretch: &'a Stretch<'a>,
    fit: Fit<'a>,
    pass: Pass,
    /// Lines more or fewer than the best number.
    looseness: i8,
    nodes: Vec<Node>,
    /// Numbers of the nodes from which a line may still come, in the order of their places.
    active: Vec<usize>,
    /// What was found at the place at hand.
    found: Vec<Ways>,
}

impl<'a> Search<'a> {
    fn new(stretch: &'a Stretch<'a>, fit: Fit<'a>, pass: Pass, looseness: i8) -> Self {
        let mut nodes = Vec::with_capacity(stretch.places.len() * 2);
        nodes.push(Node {
            place: 0,
            next: stretch.start,
            class: Class::Normal,
            hyphen: false,
            lines: 0,
            demerits: 0.0,
            previous: 0,
        });
        Self { stretch, fit, pass, looseness, nodes, active: vec![0], found: Vec::new() }
    }

    /// The places of least demerits; `None` when the pass finds no way. An earlier pass may know how many lines to aim at.
    fn run(mut self, aim: Option<i64>) -> Option<Found> {
        for number in 0..self.stretch.places.len() {
            self.visit(number);
            self.add(number);
            if self.active.is_empty() {
                return None;
            }
        }
        Some(self.trace(aim))
    }

    /// Tries a line from every active node to a place, and drops nodes that lie too far back.
    fn visit(&mut self, number: usize) {
        let place = &self.stretch.places[number];
        let last = self.active.last().copied();
        let (nodes, fit, stretch, found) = (&self.nodes, &self.fit, self.stretch, &mut self.found);
        let counts = self.looseness != 0 || stretch.counts();
        found.clear();
        let ends = number + 1 == stretch.places.len();
        self.active.retain(|&at| {
            let node = &nodes[at];
            let line = contents(node.next, place);
            let target = stretch.width(node.lines as usize);
            let position = match (at == 0, ends) {
                (_, false) => Position::Inner,
                (true, true) => Position::Only,
                (false, true) => Position::Last,
            };
            let rating = fit.rate(&line, target, position);
            if let Rating::Fits(demerits, class) = rating {
                let clash = if class.clashes_with(node.class) { CLASH } else { 0.0 };
                let hyphens = of_hyphens(place.hyphen.is_some(), node.hyphen, position);
                let ways = ways(found, if counts { node.lines + 1 } else { 0 });
                offer(&mut ways[class as usize], node.demerits + demerits + clash + hyphens, at);
            }
            // At the end, only lines that reach it count.
            rating != Rating::TooLong && !ends
        });
        if self.pass == Pass::Emergency && self.active.is_empty() && found.is_empty() {
            // One word wider than the line: it is set as it is, after the nearest break.
            let previous = last.expect("a pass goes on only with active nodes");
            ways(found, 0)[Class::Tight as usize] = Some(Candidate { demerits: nodes[previous].demerits, previous });
        }
    }

    /// Makes nodes of the best candidates.
    fn add(&mut self, number: usize) {
        let Place { next, hyphen, .. } = self.stretch.places[number];
        for (_, candidates) in &self.found {
            let least = candidates.iter().flatten().map(|candidate| candidate.demerits).fold(f64::INFINITY, f64::min);
            for (class, candidate) in Class::ALL.into_iter().zip(candidates) {
                // A class that is worse by a clash can never win over the best one.
                if let Some(Candidate { demerits, previous }) = *candidate
                    && demerits <= least + CLASH
                {
                    let lines = self.nodes[previous].lines + 1;
                    self.active.push(self.nodes.len());
                    let hyphen = hyphen.is_some();
                    self.nodes.push(Node { place: number, next, class, hyphen, lines, demerits, previous });
                }
            }
        }
    }

    /// The places from the best node of the last place back to the root.
    fn trace(&self, aim: Option<i64>) -> Found {
        let better = |one: usize, other: usize| self.nodes[other].demerits < self.nodes[one].demerits;
        let mut best = self.active[0];
        for &at in &self.active {
            best = if better(best, at) { at } else { best };
        }
        let own = i64::from(self.nodes[best].lines) + i64::from(self.looseness);
        // Where lines are not counted, those of the best way are meant.
        let aim = aim.filter(|_| self.looseness != 0).unwrap_or(own);
        let off = |at: usize| (i64::from(self.nodes[at].lines) - aim).abs();
        for &at in &self.active {
            let is_nearer = off(at) < off(best) || off(at) == off(best) && better(best, at);
            best = if is_nearer { at } else { best };
        }
        let off = off(best);
        let mut places = Vec::new();
        while best != 0 {
            places.push(self.stretch.offset + self.nodes[best].place);
            best = self.nodes[best].previous;
        }
        places.reverse();
        Found { places, aim, off }
    }
}

/// The ways of a number of lines.
fn ways(found: &mut Vec<Ways>, lines: u32) -> &mut [Option<Candidate>; Class::COUNT] {
    let at = found.iter().position(|(known, _)| *known == lines).unwrap_or_else(|| {
        found.push((lines, [None; Class::COUNT]));
        found.len() - 1
    });
    &mut found[at].1
}

/// Keeps the better of two ways; the one that came first wins a tie.
fn offer(best: &mut Option<Candidate>, demerits: f64, previous: usize) {
    if best.is_none_or(|best| demerits < best.demerits) {
        *best = Some(Candidate { demerits, previous });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Length;
    use crate::style::{Align, Justification};

    /// Places between words of the given widths, with spaces of 5 units.
    fn places(words: &[i64]) -> Vec<Place> {
        let mut sums = Sums::default();
        let mut places = Vec::new();
        for &word in words {
            let end = Sums { run: sums.run + 1, natural: sums.natural + word, ..sums };
            sums = Sums { run: end.run + 1, natural: end.natural + 5, glue: end.glue + 5 };
            places.push(Place { end, next: sums, is_forced: places.len() + 1 == words.len(), hyphen: None });
        }
        places
    }

    /// Total demerits of a choice of breaks; `None` when a line of it cannot be set.
    fn demerits(places: &[Place], chosen: &[usize], setting: &Setting, pass: Pass) -> Option<f64> {
        let stocks = Stocks::default();
        let fit = Fit::new(setting.align, &setting.justification, &stocks, pass);
        let (mut start, mut before, mut total) = (Sums::default(), Class::Normal, 0.0);
        for (line, &number) in chosen.iter().enumerate() {
            let position = match (line, number + 1 == places.len()) {
                (0, true) => Position::Only,
                (_, true) => Position::Last,
                _ => Position::Inner,
            };
            let indent = if line == 0 { setting.first_indent.raw() } else { 0 };
            let line = contents(start, &places[number]);
            match fit.rate(&line, setting.measure.raw() - indent, position) {
                Rating::Fits(demerits, class) => {
                    total += demerits + if class.clashes_with(before) { CLASH } else { 0.0 };
                    before = class;
                }
                Rating::TooLong | Rating::TooShort => return None,
            }
            start = places[number].next;
        }
        Some(total)
    }

    /// The least total demerits of all ways to break, by trying each.
    fn least(places: &[Place], setting: &Setting, pass: Pass) -> Option<f64> {
        let inner = places.len() - 1;
        let ways = (0..1_usize << inner).filter_map(|bits| {
            let chosen: Vec<usize> = (0..=inner).filter(|&at| at == inner || bits >> at & 1 == 1).collect();
            demerits(places, &chosen, setting, pass)
        });
        ways.min_by(f64::total_cmp)
    }

    #[test]
    fn no_other_way_to_break_has_fewer_demerits() {
        let mut seed = 17_u64;
        let mut below = |bound: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % bound
        };
        let justification = Justification { shrink_to: 0.6, stretch_to: 1.8, ..Justification::default() };
        let mut strict = 0;
        for _ in 0..300 {
            let words: Vec<i64> = (0..2 + below(10)).map(|_| 5 + below(30) as i64).collect();
            let places = places(&words);
            let align = [Align::Justify, Align::Start, Align::Center][below(3) as usize];
            let (measure, first_indent) = (Length::from_raw(60 + below(80) as i64), Length::from_raw(below(12) as i64));
            let setting = Setting { measure, first_indent, align, justification };
            if contents(Sums::default(), &places[places.len() - 1]).natural
                <= setting.measure.raw() - first_indent.raw()
            {
                continue;
            }
            let passes: &[Pass] = if align == Align::Justify {
                &[Pass::Strict, Pass::Loose, Pass::Emergency]
            } else {
                &[Pass::Emergency]
            };
            let (pass, best) = passes.iter().find_map(|&pass| Some((pass, least(&places, &setting, pass)?))).unwrap();
            strict += u32::from(pass == Pass::Strict);
            let chosen =
                choose(&places, Sums::default(), &Stocks::default(), &setting, Beside::default(), passes).unwrap();
            let found = demerits(&places, &chosen, &setting, pass).unwrap();
            assert!((found - best).abs() <= best * 1e-9, "{found} for {best}: {words:?}, {setting:?}");
        }
        assert!(strict > 20, "most passes are tried: {strict}");
    }
}
