//! Places: where a line may end, each with the sums of all boxes and glue before it.
//!
//! Runs in, a list of [`Place`]s out. With the sums at hand, the natural width of any line is one subtraction.

use super::hang;
use super::hyphens::{Hyphen, width};
use crate::base::{Direction, Length};
use crate::shape::{BreakAfter, Run, RunKind};

/// How far the runs have come at some point: sums over all runs before it, in units of 1/65 536 pt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    /// Number of runs.
    pub run: usize,
    /// Natural width of boxes and glue.
    pub natural: i64,
    /// The part of `natural` that is glue: all of it may stretch and shrink.
    pub glue: i64,
}

/// A place where a line may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Where the drawn part of the line ends: spaces at its end are left out.
    pub end: Sums,
    /// Where the next line begins.
    pub next: Sums,
    /// Whether a line must end here; true of the last place of a paragraph.
    pub is_forced: bool,
    /// The word that is broken here.
    pub hyphen: Option<Hyphen>,
}

/// Which words may be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hyphenate {
    /// None.
    None,
    /// Those that are wider than a line.
    Wider(Length),
    /// Every word that has a division.
    All,
}

/// Whether signs hang at the edges of a paragraph, and which way it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hang {
    /// They do not.
    Off,
    /// They do.
    On(Direction),
}

/// Where the first line begins.
pub(super) fn start(runs: &[Run], hang: Hang) -> Sums {
    match (hang, runs.first()) {
        (Hang::On(direction), Some(first)) => Sums { natural: hang::at_start(first, direction), ..Sums::default() },
        _ => Sums::default(),
    }
}

/// The places of a paragraph in order. The last one is its end; without runs there is none.
pub(super) fn list(runs: &[Run], hyphenate: Hyphenate, hang: Hang) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(runs.len() / 2 + 1);
    let mut sums = Sums::default();
    let mut drawn = Sums::default();
    for run in runs {
        // Spaces between a break and the next box belong to the break (UAX #14 LB18 puts them before it, styles may not).
        let leads = places.last().is_some_and(|place| !place.is_forced && place.next.run == sums.run);
        if hyphenate != Hyphenate::None {
            add_hyphens(&mut places, sums, run, hyphenate);
        }
        sums = add(sums, run);
        if run.kind == RunKind::Space && leads {
            if let Some(place) = places.last_mut() {
                place.next = sums;
            }
            continue;
        }
        if matches!(run.kind, RunKind::Word | RunKind::FixedSpace) {
            drawn = sums;
        }
        let is_forced = run.kind == RunKind::LineBreak || run.break_after == BreakAfter::Forced;
        if is_forced || (run.break_after == BreakAfter::Allowed && has_box(&places, drawn)) {
            places.push(Place { end: drawn, next: sums, is_forced, hyphen: None });
        }
    }
    close(&mut places, drawn, sums);
    if let Hang::On(direction) = hang {
        hang::apply(&mut places, runs, direction);
    }
    places
}

/// Adds the places inside a word. The line before has its first part and the hyphen, the next one begins with the other.
fn add_hyphens(places: &mut Vec<Place>, sums: Sums, run: &Run, hyphenate: Hyphenate) {
    let is_meant = match hyphenate {
        Hyphenate::None => false,
        Hyphenate::Wider(measure) => run.width > measure,
        Hyphenate::All => true,
    };
    let Some(division) = run.division.as_ref().filter(|_| is_meant) else { return };
    let hyphen = width(run, &division.hyphen);
    for (place, broken) in (0..).zip(&division.places) {
        let head = width(run, &broken.head) + hyphen;
        let rest = run.width - width(run, &broken.tail);
        places.push(Place {
            end: Sums { run: sums.run + 1, natural: sums.natural + head.raw(), ..sums },
            next: Sums { natural: sums.natural + rest.raw(), ..sums },
            is_forced: false,
            hyphen: u32::try_from(sums.run).ok().map(|run| Hyphen { run, place }),
        });
    }
}

fn add(sums: Sums, run: &Run) -> Sums {
    let width = run.width.raw();
    let glue = if matches!(run.kind, RunKind::Space | RunKind::FixedSpace) { width } else { 0 };
    Sums { run: sums.run + 1, natural: sums.natural + width, glue: sums.glue + glue }
}

/// Whether something is drawn since the last place: a line of nothing but spaces is no choice.
fn has_box(places: &[Place], drawn: Sums) -> bool {
    drawn.run > places.last().map_or(0, |place| place.next.run)
}

/// Makes the end of the paragraph the last place.
fn close(places: &mut Vec<Place>, drawn: Sums, sums: Sums) {
    match places.last_mut() {
        Some(place) if place.next.run == sums.run => place.is_forced = true,
        _ if sums.run == 0 => {}
        _ => places.push(Place { end: drawn, next: sums, is_forced: true, hyphen: None }),
    }
}
