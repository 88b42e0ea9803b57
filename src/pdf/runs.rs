//! A line in, its text runs out: fragments that one text operator can show.
//!
//! Runs are in logical order, as readers need them (`text`); a run's fragments lie side by side on the line.

use std::ops::Range;
use std::sync::Arc;

use crate::lines::{Fragment, Line};

use super::text::{Place, is_mark, is_mirrored};

/// pdf.js opens a new item at a gap over 0.6 em and lists items of a line from left to right: a right-to-left run is
/// cut at such a space, so that its words are placed one by one in logical order.
const WIDE_GAP: f64 = 0.6;

/// The runs of a line in logical order, as ranges of its fragments.
pub(super) fn runs(line: &Line) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let first = line.fragments.get(start)?;
        let rest = &line.fragments[start..];
        let same = rest
            .windows(2)
            .take_while(|pair| !is_wide_space(&pair[0]) && !turns_back(pair) && goes_with(&pair[1], first))
            .count();
        let run = start..start + same + 1;
        start = run.end;
        Some(run)
    })
}

/// Whether a run is written from right to left.
pub(super) fn is_rtl(fragment: &Fragment) -> bool {
    fragment.level % 2 == 1
}

/// The place of fragment `at` of a line inside its run.
pub(super) fn place(line: &Line, run: &Range<usize>, at: usize) -> Place {
    let fragment = &line.fragments[at];
    let (first, last) = (at == run.start, at + 1 == run.end);
    let mut place = Place::default();
    if is_rtl(fragment) {
        if last || (is_space(fragment) && line.fragments[at + 1].shaped.text.starts_with(is_mirrored)) {
            place = place.and(Place::LEFT_EDGE);
        }
        if run.start > 0 && !is_rtl(&line.fragments[run.start - 1]) {
            place = place.and(Place::AFTER_FOREIGN);
        }
        if first || follows_sign(line, run, at) {
            place = place.and(Place::RIGHT_EDGE);
        } else if is_space(fragment) && line.fragments[at - 1].shaped.text.ends_with(is_mark) {
            place = place.and(Place::AFTER_MARK);
        }
    } else if fragment.level > 0 && line.direction.is_rtl() {
        place = Place::INSIDE;
    }
    if !is_rtl(fragment) && first && fragment.level > 0 {
        // A change of face inside a Latin phrase begins no phrase: a mark there would cut it in two.
        let begins =
            at == 0 || line.fragments[at - 1].level != fragment.level || turns_back(&line.fragments[at - 1..=at]);
        let inside_rtl = line.direction.is_rtl() || (at > 0 && is_rtl(&line.fragments[at - 1]));
        if begins && inside_rtl {
            place = place.and(Place::FOREIGN_START);
        }
    }
    if first && at > 0 && is_glued_mark(fragment, &line.fragments[at - 1]) {
        let stands_left = fragment.x < line.fragments[at - 1].x;
        place = place.and(if stands_left { Place::MARK_LEFT } else { Place::MARK_RIGHT });
    }
    place
}

/// Whether it is the first space of a run that begins with a sign right after a left-to-right run.
fn follows_sign(line: &Line, run: &Range<usize>, at: usize) -> bool {
    let is_first = || !line.fragments[run.start..at].iter().any(is_space);
    run.start > 0 && is_space(&line.fragments[at]) && !is_rtl(&line.fragments[run.start - 1]) && is_first()
}

/// Whether it is the mark of a note right after something else that is no space.
fn is_glued_mark(fragment: &Fragment, before: &Fragment) -> bool {
    let note = fragment.style.note_mark;
    note.is_some() && before.style.note_mark != note && !is_space(before)
}

/// Whether the second of two left-to-right fragments stands left of the first: the edge of an isolate parts them.
fn turns_back(pair: &[Fragment]) -> bool {
    pair.iter().all(|fragment| !is_rtl(fragment)) && pair[1].x < pair[0].x
}

fn goes_with(fragment: &Fragment, first: &Fragment) -> bool {
    let (style, other) = (&fragment.style, &first.style);
    fragment.level == first.level
        && fragment.size == first.size
        && fragment.shaped.face == first.shaped.face
        && (Arc::ptr_eq(style, other) || (style.color == other.color && style.rise == other.rise))
}

/// Whether justification stretched a right-to-left space beyond what pdf.js takes for one.
fn is_wide_space(fragment: &Fragment) -> bool {
    // Most spaces are not even as wide as the limit, so their own advance need not be looked up.
    let limit = fragment.size.scale(WIDE_GAP);
    is_rtl(fragment) && fragment.width > limit && is_space(fragment)
}

fn is_space(fragment: &Fragment) -> bool {
    &*fragment.shaped.text == " "
}
