//! Breaker: the breaks of least total demerits (Knuth and Plass, Breaking Paragraphs into Lines, 1981).
//!
//! Places in, the numbers of those where lines end out. Text between forced breaks is solved by itself. Nodes lie in one
//! list and name their predecessors by number; a node leaves the active list once no line from it can fit any more, so
//! the work is the number of places times the places within one line.

use super::Setting;
use super::fit::{CLASH, Class, Fit, Pass, Position, Rating};
use super::places::{Place, Sums};
use crate::style::Align;

/// A way to end a line at a place.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The number of the place; meaningless in the root.
    place: usize,
    /// Where the next line begins.
    next: Sums,
    /// The class of the line that ends here.
    class: Class,
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

/// Text up to a forced break.
#[derive(Clone, Copy, Debug)]
struct Stretch<'a> {
    places: &'a [Place],
    /// The number of its first place in the paragraph.
    offset: usize,
    /// Where its first line begins.
    start: Sums,
    /// Width of its first line, and of the others.
    first: i64,
    others: i64,
}

/// The numbers of the places where lines end, in order; the last is the last place.
pub(super) fn choose(places: &[Place], setting: &Setting) -> Vec<usize> {
    let mut chosen = Vec::new();
    let mut start = Sums::default();
    let mut offset = 0;
    let others = setting.measure.raw();
    for stretch in places.split_inclusive(|place| place.is_forced) {
        let indent = if offset == 0 { setting.first_indent.raw() } else { 0 };
        break_stretch(
            &Stretch { places: stretch, offset, start, first: others - indent, others },
            setting,
            &mut chosen,
        );
        offset += stretch.len();
        start = stretch[stretch.len() - 1].next;
    }
    chosen
}

fn break_stretch(stretch: &Stretch<'_>, setting: &Setting, chosen: &mut Vec<usize>) {
    let last = stretch.places.len() - 1;
    // Headings, entries, cells: most texts that are not paragraphs fit one line as they are.
    if last == 0 || width(stretch.start, &stretch.places[last]).0 <= stretch.first {
        chosen.push(stretch.offset + last);
        return;
    }
    let passes: &[Pass] = match setting.align {
        Align::Justify => &[Pass::Strict, Pass::Loose, Pass::Emergency],
        Align::Start | Align::Center | Align::End => &[Pass::Emergency],
    };
    let found = passes
        .iter()
        .find_map(|&pass| Search::new(stretch, Fit::new(setting.align, &setting.justification, pass), pass).run())
        .expect("the emergency pass breaks everywhere if need be");
    chosen.extend(found);
}

/// Natural width and glue of the line from a start to a place.
fn width(start: Sums, place: &Place) -> (i64, i64) {
    // A line of nothing but spaces has its end before its start.
    ((place.end.natural - start.natural).max(0), (place.end.glue - start.glue).max(0))
}

/// One pass over a stretch.
struct Search<'a> {
    stretch: &'a Stretch<'a>,
    fit: Fit,
    pass: Pass,
    nodes: Vec<Node>,
    /// Numbers of the nodes from which a line may still come, in the order of their places.
    active: Vec<usize>,
}

impl<'a> Search<'a> {
    fn new(stretch: &'a Stretch<'a>, fit: Fit, pass: Pass) -> Self {
        let mut nodes = Vec::with_capacity(stretch.places.len() * 2);
        nodes.push(Node { place: 0, next: stretch.start, class: Class::Normal, demerits: 0.0, previous: 0 });
        Self { stretch, fit, pass, nodes, active: vec![0] }
    }

    /// The chosen places, or `None` when the pass finds no way.
    fn run(mut self) -> Option<Vec<usize>> {
        for number in 0..self.stretch.places.len() {
            let candidates = self.visit(number);
            self.add(number, &candidates);
            if self.active.is_empty() {
                return None;
            }
        }
        Some(self.trace())
    }

    /// Tries a line from every active node to a place, and drops nodes that lie too far back.
    fn visit(&mut self, number: usize) -> [Option<Candidate>; Class::COUNT] {
        let mut candidates = [None; Class::COUNT];
        let place = &self.stretch.places[number];
        let last = self.active.last().copied();
        let (nodes, fit, stretch) = (&self.nodes, &self.fit, self.stretch);
        let ends = number + 1 == stretch.places.len();
        self.active.retain(|&at| {
            let node = &nodes[at];
            let (natural, glue) = width(node.next, place);
            let (target, position) = match (at == 0, ends) {
                (true, false) => (stretch.first, Position::Inner),
                (true, true) => (stretch.first, Position::Only),
                (false, false) => (stretch.others, Position::Inner),
                (false, true) => (stretch.others, Position::Last),
            };
            let rating = fit.rate(natural, glue, target, position);
            if let Rating::Fits(demerits, class) = rating {
                let clash = if class.clashes_with(node.class) { CLASH } else { 0.0 };
                offer(&mut candidates[class as usize], node.demerits + demerits + clash, at);
            }
            // At the end, only lines that reach it count.
            rating != Rating::TooLong && !ends
        });
        if self.pass == Pass::Emergency && self.active.is_empty() && candidates.iter().all(Option::is_none) {
            // One word wider than the line: it is set as it is, after the nearest break.
            let previous = last.expect("a pass goes on only with active nodes");
            candidates[Class::Tight as usize] = Some(Candidate { demerits: nodes[previous].demerits, previous });
        }
        candidates
    }

    /// Makes nodes of the best candidates.
    fn add(&mut self, number: usize, candidates: &[Option<Candidate>; Class::COUNT]) {
        let least = candidates.iter().flatten().map(|candidate| candidate.demerits).fold(f64::INFINITY, f64::min);
        let next = self.stretch.places[number].next;
        for (class, candidate) in Class::ALL.into_iter().zip(candidates) {
            // A class that is worse by a clash can never win over the best one.
            if let Some(Candidate { demerits, previous }) = *candidate
                && demerits <= least + CLASH
            {
                self.active.push(self.nodes.len());
                self.nodes.push(Node { place: number, next, class, demerits, previous });
            }
        }
    }

    /// The places from the best node of the last place back to the root.
    fn trace(&self) -> Vec<usize> {
        let mut best = self.active[0];
        for &at in &self.active {
            if self.nodes[at].demerits < self.nodes[best].demerits {
                best = at;
            }
        }
        let mut chosen = Vec::new();
        while best != 0 {
            chosen.push(self.stretch.offset + self.nodes[best].place);
            best = self.nodes[best].previous;
        }
        chosen.reverse();
        chosen
    }
}

/// Keeps the better of two ways; the one that came first wins a tie.
fn offer(best: &mut Option<Candidate>, demerits: f64, previous: usize) {
    if best.is_none_or(|best| demerits < best.demerits) {
        *best = Some(Candidate { demerits, previous });
    }
}
