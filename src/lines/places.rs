//! Places: where a line may end, each with the sums of all boxes and glue before it.
//!
//! Runs in, a list of [`Place`]s out. With the sums at hand, the natural width of any line is one subtraction.

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
}

/// The places of a paragraph in order. The last one is its end; without runs there is none.
pub(super) fn list(runs: &[Run]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(runs.len() / 2 + 1);
    let mut sums = Sums::default();
    let mut drawn = Sums::default();
    for run in runs {
        // Spaces between a break and the next box belong to the break (UAX #14 LB18 puts them before it, styles may not).
        let leads = places.last().is_some_and(|place| !place.is_forced && place.next.run == sums.run);
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
            places.push(Place { end: drawn, next: sums, is_forced });
        }
    }
    close(&mut places, drawn, sums);
    places
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
        _ => places.push(Place { end: drawn, next: sums, is_forced: true }),
    }
}
