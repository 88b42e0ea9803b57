//! The search: the least bad set of pages for a stretch of text between two forced page breaks.
//!
//! Dynamic programming over the places where a page may end (after Knuth and Plass 1981, with pages for lines, as Plass 1981
//! did for pages). A node is a place in the text together with how much of the notes stands, and which side of the opened
//! book comes next. From each node pages are tried that are full, or nearly; of the nodes at one place only a few good ones
//! are kept. Every node has a page that follows, be it one that breaks a rule, so that the search cannot fail.

use std::ops::Range;

use super::demerits::{self, End, Facing};
use super::sheet::{Reach, Search, Sheet, is_first_of_spread};
use crate::base::Length;

/// How many nodes are kept at a place.
const MOST_NODES: usize = 5;
/// Ends of pages that leave more white than this, in lines, are tried only until there are enough others.
const WINDOW: f64 = 4.0;
/// How many ends are enough.
const ENOUGH: usize = 3;
/// No node.
const NONE: u32 = u32::MAX;

/// A page that was chosen.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    /// Its rows; empty where it has notes alone.
    pub(super) rows: Range<usize>,
    /// Its notes, as a range of the stream.
    pub(super) notes: Range<u32>,
    /// How it ends.
    pub(super) end: End,
    /// The white at its foot.
    pub(super) white: Length,
}

/// The end of a page, or the beginning of the text.
struct Node {
    /// How many rows of the notes stand.
    taken: u32,
    /// How many pages there are.
    pages: u32,
    /// The white at the foot of the last page, in half lines, if the next page faces it.
    white: Option<u16>,
    demerits: f64,
    /// The node before, and the next at the same place.
    previous: u32,
    next: u32,
    position: u32,
    is_done: bool,
    end: End,
    short: Length,
}

/// Chooses the pages of rows `rows`; `first_page` is the index of the first.
pub(super) fn choose(sheet: &Sheet<'_>, rows: Range<usize>, first_page: usize, facing: Facing) -> Vec<Chosen> {
    let heads = vec![NONE; rows.len() + 1];
    let mut search = Chooser { sheet, rows: rows.clone(), first_page, facing, nodes: Vec::new(), heads };
    search.nodes.push(Node {
        taken: sheet.foot.until(rows.start),
        pages: 0,
        white: None,
        demerits: 0.0,
        previous: NONE,
        next: NONE,
        position: 0,
        is_done: false,
        end: End::Good,
        short: Length::ZERO,
    });
    search.heads[0] = 0;
    let mut reaches = Vec::new();
    for position in rows.clone() {
        search.pages_from(position, &mut reaches);
    }
    search.finish()
}

struct Chooser<'a> {
    sheet: &'a Sheet<'a>,
    rows: Range<usize>,
    first_page: usize,
    facing: Facing,
    nodes: Vec<Node>,
    /// By place, the first of its nodes.
    heads: Vec<u32>,
}

/// A page that may follow a node.
struct Candidate {
    end: usize,
    taken: u32,
    kind: End,
    white: Length,
    body: Length,
}

impl Chooser<'_> {
    /// Tries the pages that begin at a place.
    fn pages_from(&mut self, position: usize, reaches: &mut Vec<Reach>) {
        if self.open_node(position).is_none() {
            return;
        }
        let last = self.rows.end;
        self.sheet.reaches(position, last, Search::Near, reaches);
        let mut is_whole = false;
        // Pages with notes alone lead to further nodes at the same place.
        while let Some(node) = self.open_node(position) {
            self.nodes[node as usize].is_done = true;
            let mut found = self.allowed(node, position, reaches);
            if found.is_empty() && !is_whole {
                self.sheet.reaches(position, last, Search::Whole, reaches);
                is_whole = true;
                found = self.allowed(node, position, reaches);
            }
            if found.is_empty() {
                found.push(self.forced(node, position, reaches));
            }
            for candidate in &found {
                self.add(node, position, candidate);
            }
        }
    }

    /// A node at a place from which no pages were tried, that with the fewest notes first.
    fn open_node(&self, position: usize) -> Option<u32> {
        let nodes = self.nodes_at(position).filter(|node| !self.nodes[*node as usize].is_done);
        nodes.min_by_key(|node| (self.nodes[*node as usize].taken, *node))
    }

    fn nodes_at(&self, position: usize) -> impl Iterator<Item = u32> {
        let head = self.heads[position - self.rows.start];
        let some = |node: u32| (node != NONE).then_some(node);
        std::iter::successors(some(head), move |node| some(self.nodes[*node as usize].next))
    }

    /// Pages that keep all rules, from the fullest on.
    fn allowed(&self, node: u32, at: usize, reaches: &[Reach]) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        for reach in reaches.iter().rev().filter(|reach| reach.kind.is_allowed()) {
            let Some(candidate) = self.candidate(node, at, reach) else { continue };
            let lines = candidate.white.ratio_to(self.sheet.line);
            if found.len() >= ENOUGH && lines > WINDOW {
                break;
            }
            found.push(candidate);
        }
        found
    }

    /// A page with the text of a reach, if the notes that must stand there do.
    fn candidate(&self, node: u32, at: usize, reach: &Reach) -> Option<Candidate> {
        let foot = self.sheet.foot;
        let from = self.nodes[node as usize].taken;
        let until = foot.until(reach.end);
        let room = self.sheet.area - reach.body;
        let take = |room| match from == until {
            true => (room >= Length::ZERO).then_some(until),
            false => Some(foot.take(from, until, room)),
        };
        let whole = |taken: &u32| *taken == until;
        // Spaces are squeezed where the text and all its notes then end here.
        let taken =
            take(room).filter(whole).or_else(|| take(room + reach.give).filter(whole)).or_else(|| take(room))?;
        // Notes carried over go on, and each new one begins.
        let carried = if from < foot.until(at) { foot.least(from) } else { from };
        let must = foot.begun(reach.end).max(carried);
        (taken >= must).then(|| Candidate {
            end: reach.end,
            taken,
            kind: reach.kind,
            white: room - foot.height(from..taken) + reach.slack,
            body: reach.body,
        })
    }

    /// A page where none can keep all rules: notes alone, as much text as goes, or a row that has no room.
    fn forced(&self, node: u32, at: usize, reaches: &[Reach]) -> Candidate {
        let foot = self.sheet.foot;
        let from = self.nodes[node as usize].taken;
        let carried = foot.until(at);
        if from < carried {
            let taken = foot.force(from, carried, self.sheet.area);
            return Candidate { end: at, taken, kind: End::Good, white: Length::ZERO, body: Length::ZERO };
        }
        let broken = |kind| {
            let reaches = reaches.iter().rev().filter(move |reach| reach.kind == kind);
            reaches.filter_map(|reach| self.candidate(node, at, reach)).next()
        };
        if let Some(candidate) = broken(End::Broken) {
            return candidate;
        }
        // The line after a heading may have more notes than fit with it: it stands there nevertheless.
        if let Some(reach) = reaches.iter().find(|reach| reach.kind.is_allowed()) {
            let taken = foot.take(from, foot.until(reach.end), self.sheet.area - reach.body);
            return Candidate { end: reach.end, taken, kind: reach.kind, white: Length::ZERO, body: reach.body };
        }
        if let Some(candidate) = broken(End::Stranded) {
            return candidate;
        }
        let end = at + 1;
        let body = self.sheet.top(at, at, self.sheet.continuation(at) + self.sheet.repeated_head(at))
            + self.sheet.slots[at].row.height;
        let taken = foot.take(from, foot.until(end), self.sheet.area - body);
        let kind = self.sheet.end_after(at, self.rows.end);
        Candidate { end, taken, kind, white: Length::ZERO, body }
    }

    /// Adds the node that a page leads to.
    fn add(&mut self, node: u32, at: usize, candidate: &Candidate) {
        let from = &self.nodes[node as usize];
        let page = self.first_page + from.pages as usize;
        let lines = candidate.white.ratio_to(self.sheet.line).max(0.0);
        let carried = self.sheet.foot.until(candidate.end) - candidate.taken;
        let mut demerits = from.demerits + candidate.kind.demerits() + demerits::carried(carried);
        if candidate.end == at {
            demerits += demerits::notes_alone();
        } else if candidate.taken < self.sheet.foot.begun(candidate.end) {
            demerits += demerits::late_note();
        }
        if candidate.kind == End::Last && carried == 0 {
            if from.pages > 0 {
                let lines = self.sheet.lines_of_text(at..candidate.end);
                demerits += demerits::runt(lines, self.sheet.last_lines);
            }
        } else {
            let uneven = from.white.map_or(0.0, |white| demerits::uneven(f64::from(white) / 2.0 - lines, self.facing));
            let starved = demerits::starved(candidate.body, self.sheet.line);
            demerits += demerits::white(lines) + uneven + starved;
        }
        let white = is_first_of_spread(page).then_some(half_lines(lines));
        let new = Node {
            taken: candidate.taken,
            pages: from.pages + 1,
            white,
            demerits,
            previous: node,
            next: NONE,
            position: u32::try_from(candidate.end - self.rows.start).unwrap_or(NONE),
            is_done: false,
            end: candidate.kind,
            short: candidate.white,
        };
        self.insert(candidate.end, new);
    }

    /// Adds a node unless a better one is there that differs in nothing, or enough others that are better.
    fn insert(&mut self, position: usize, mut new: Node) {
        let (mut count, mut worst, mut same) = (0, None::<u32>, None);
        // What pages were tried from stays: others lead on from it.
        for at in self.nodes_at(position).filter(|at| !self.nodes[*at as usize].is_done) {
            let node = &self.nodes[at as usize];
            if (node.taken, node.pages % 2, node.white) == (new.taken, new.pages % 2, new.white) {
                same = Some(at);
            }
            count += 1;
            if worst.is_none_or(|worst| self.nodes[worst as usize].demerits < node.demerits) {
                worst = Some(at);
            }
        }
        let replaced = same.or(worst.filter(|_| count >= MOST_NODES));
        if let Some(replaced) = replaced {
            let old = &self.nodes[replaced as usize];
            if old.demerits <= new.demerits {
                return;
            }
            self.unlink(position, replaced);
        }
        let head = &mut self.heads[position - self.rows.start];
        new.next = *head;
        *head = u32::try_from(self.nodes.len()).unwrap_or(NONE);
        self.nodes.push(new);
    }

    /// Takes a node out of its place; what leads on from it keeps it.
    fn unlink(&mut self, position: usize, node: u32) {
        let next = self.nodes[node as usize].next;
        let place = position - self.rows.start;
        if self.heads[place] == node {
            self.heads[place] = next;
            return;
        }
        let before = self.nodes_at(position).find(|before| self.nodes[*before as usize].next == node);
        if let Some(before) = before {
            self.nodes[before as usize].next = next;
        }
    }

    /// The pages that lead to the best node behind the last row, after all notes.
    fn finish(mut self) -> Vec<Chosen> {
        let (end, all) = (self.rows.end, self.sheet.foot.until(self.rows.end));
        while let Some(node) = self.open_node(end) {
            self.nodes[node as usize].is_done = true;
            if self.nodes[node as usize].taken < all {
                let candidate = self.forced_notes(node, end);
                self.add(node, end, &candidate);
            }
        }
        let complete = self.nodes_at(end).filter(|node| self.nodes[*node as usize].taken == all);
        let better = |a: &u32, b: &u32| {
            let of = |node: &u32| self.nodes[*node as usize].demerits;
            of(a).total_cmp(&of(b)).then(a.cmp(b))
        };
        let mut at = complete.min_by(better).expect("every node has a page that follows");
        let mut pages = Vec::new();
        while self.nodes[at as usize].previous != NONE {
            let node = &self.nodes[at as usize];
            let before = &self.nodes[node.previous as usize];
            let position = |node: &Node| self.rows.start + node.position as usize;
            pages.push(Chosen {
                rows: position(before)..position(node),
                notes: before.taken..node.taken,
                end: node.end,
                white: node.short,
            });
            at = node.previous;
        }
        pages.reverse();
        pages
    }

    /// A page with the rest of the notes, or what goes of it.
    fn forced_notes(&self, node: u32, end: usize) -> Candidate {
        let (foot, from) = (self.sheet.foot, self.nodes[node as usize].taken);
        let taken = foot.force(from, foot.until(end), self.sheet.area);
        Candidate { end, taken, kind: End::Last, white: Length::ZERO, body: Length::ZERO }
    }
}

/// White in half lines: so much makes two pages differ.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is cut to what fits")]
fn half_lines(lines: f64) -> u16 {
    (lines * 2.0 + 0.5).clamp(0.0, f64::from(u16::MAX)) as u16
}
