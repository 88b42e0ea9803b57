//! Spared pages: a chapter that ends with a line or two on a page of its own is set a line or two tighter, so that the page
//! is not needed.
//!
//! Pages give lines to the last one where they can (`paging`); where they cannot, some paragraph on the last two pages may do
//! with one line less, within the limits of its spaces. What helps no page is set as it was.

use std::ops::Range;

use super::galley::Galley;
use super::paging::Cut;
use super::palette::Palette;
use super::pieces::{Set, set_piece};
use super::setter::Tools;

/// How many paragraphs of a chapter are set tighter, at most.
const MOST: usize = 3;

/// A chapter that was set tighter.
pub(super) struct Tried {
    /// The piece its last row is of.
    last: usize,
    /// The pieces as they were.
    before: Vec<(usize, Set)>,
}

/// Sets chapters tighter whose last page has too few lines; `None` where there is none, or none can be.
pub(super) fn tighten(galley: &mut Galley<'_>, cuts: &[Cut], tools: &Tools<'_, '_>) -> Option<Vec<Tried>> {
    let starts = starts(galley);
    let runts = (1..cuts.len()).filter(|at| cuts[*at].is_runt && !cuts[*at].rows.is_empty());
    let mut palette = Palette::default();
    let mut tried = Vec::new();
    for at in runts {
        let rows = cuts[at - 1].rows.start..cuts[at].rows.end;
        // Every line of the last page has to find room on the one before.
        let lines = cuts[at].rows.len().min(MOST);
        let last = piece_of(&starts, rows.end - 1);
        let before = tighten_some(galley, &starts, rows, lines, tools, &mut palette);
        if !before.is_empty() {
            tried.push(Tried { last, before });
        }
    }
    if tried.is_empty() {
        return None;
    }
    galley.clear(tools);
    Some(tried)
}

/// Sets up to `most` paragraphs among rows with a line less, the last ones first; gives what they were.
fn tighten_some(
    galley: &mut Galley<'_>,
    starts: &[usize],
    rows: Range<usize>,
    most: usize,
    tools: &Tools<'_, '_>,
    palette: &mut Palette,
) -> Vec<(usize, Set)> {
    let mut before = Vec::new();
    let pieces = piece_of(starts, rows.start)..=piece_of(starts, rows.end - 1);
    for number in pieces.rev().filter(|number| starts[*number] >= rows.start) {
        let count = galley.set[number].stack.rows.len();
        if before.len() == most || !galley.pieces[number].is_text() || count < 2 {
            continue;
        }
        galley.pieces[number].looseness = -1;
        let tighter = set_piece(&galley.pieces[number], tools, palette);
        if tighter.stack.rows.len() < count {
            before.push((number, std::mem::replace(&mut galley.set[number], tighter)));
        } else {
            galley.pieces[number].looseness = 0;
        }
    }
    before
}

/// Sets chapters as they were that still end with too few lines; says whether there are such.
pub(super) fn take_back(galley: &mut Galley<'_>, tried: Vec<Tried>, cuts: &[Cut], tools: &Tools<'_, '_>) -> bool {
    let starts = starts(galley);
    let short = cuts.iter().filter(|cut| cut.is_runt && !cut.rows.is_empty());
    let short: Vec<usize> = short.map(|cut| piece_of(&starts, cut.rows.end - 1)).collect();
    let mut has_some = false;
    for Tried { before, .. } in tried.into_iter().filter(|tried| short.contains(&tried.last)) {
        has_some = true;
        for (number, set) in before {
            galley.pieces[number].looseness = 0;
            galley.set[number] = set;
        }
    }
    if has_some {
        galley.clear(tools);
    }
    has_some
}

/// The row that each piece begins with, or would.
fn starts(galley: &Galley<'_>) -> Vec<usize> {
    let counts = galley.set.iter().map(|set| set.stack.rows.len());
    counts.scan(0, |start, count| Some(std::mem::replace(start, *start + count))).collect()
}

/// The piece that a row is of.
fn piece_of(starts: &[usize], row: usize) -> usize {
    starts.partition_point(|start| *start <= row).saturating_sub(1)
}
