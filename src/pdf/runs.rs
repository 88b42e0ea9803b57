//! A line in, its text runs out: fragments that one text operator can show.
//!
//! Runs are in logical order, as readers need them (`text`); a run's fragments lie side by side on the line.

use std::ops::Range;
use std::sync::Arc;

use crate::font::FaceId;
use crate::lines::{Fragment, Line};

use super::text::{Place, is_mark, is_mirrored};

/// pdf.js opens a new item at a gap over 0.6 em and lists items of a line from left to right: a right-to-left run is
/// cut at such a space, so that its words are placed one by one in logical order.
const WIDE_GAP: f64 = 0.6;

/// A gap between words that no space fills, in ems.
const LEAST_GAP: f64 = 0.1;

/// The runs of a line in logical order, as ranges of its fragments.
pub(super) fn runs(line: &Line) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let first = line.fragments.get(start)?;
        let rest = &line.fragments[start..];
        let same = rest
            .windows(2)
            .zip(start + 1..)
            .take_while(|(pair, at)| {
                let goes_on = goes_with(&pair[1], first) && host(line, *at) == host(line, start);
                goes_on && !is_wide_space(&pair[0]) && !turns_back(pair)
            })
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
    if last && wants_space(line, at) {
        place = place.and(if is_rtl(fragment) { Place::SPACE_LEFT } else { Place::SPACE_RIGHT });
    }
    if first && at > 0 && is_glued_mark(fragment, &line.fragments[at - 1]) {
        if fragment.x >= line.fragments[at - 1].x {
            place = place.and(Place::MARK_RIGHT);
        } else if is_glued_left(line, at) {
            place = place.and(Place::MARK_LEFT);
        }
    }
    place
}

/// Whether the end of a run is to be a narrow space: words stand on both sides of it that nothing else parts.
///
/// - The mark of a note would be glued to its word.
/// - The number of an entry of the contents, or the next cell of a table, would be glued to the words before it.
/// - What tags say is read without regard to places: words at the end of a line need a space (PDF 1.7 §14.8.2.5).
/// - pdf.js gives a vowel mark at the left end of an item to what it read before: it looks for new items before other
///   characters only.
fn wants_space(line: &Line, at: usize) -> bool {
    let fragment = &line.fragments[at];
    let is_rtl = is_rtl(fragment);
    match line.fragments.get(at + 1) {
        Some(after) if is_rtl && is_glued_mark(after, fragment) => after.x < fragment.x,
        Some(_) => is_rtl && line.direction.is_rtl() && !is_space(fragment) && stands_apart(line, fragment),
        None => is_rtl == line.direction.is_rtl() && !is_space(fragment) && !goes_on(fragment),
    }
}

/// Whether what stands left of a fragment does not touch it.
fn stands_apart(line: &Line, fragment: &Fragment) -> bool {
    let gap = fragment.size.scale(LEAST_GAP);
    let mut left = line.fragments.iter().filter(|other| other.x < fragment.x).peekable();
    left.peek().is_some() && !left.any(|other| other.x + other.width + gap >= fragment.x)
}

/// Whether a word may go on in the next line.
pub(super) fn goes_on(fragment: &Fragment) -> bool {
    fragment.shaped.text.ends_with(['-', '/', '\u{AD}', '\u{200C}', '\u{2010}'])
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

/// Whether it is the mark of a note on the left of something left to right, which cannot end in a space of its own there.
pub(super) fn is_glued_left(line: &Line, at: usize) -> bool {
    let (fragment, before) = (&line.fragments[at], at.checked_sub(1).map(|at| &line.fragments[at]));
    before.is_some_and(|before| !is_rtl(before) && fragment.x < before.x && is_glued_mark(fragment, before))
}

/// Whether the second of two left-to-right fragments stands left of the first: the edge of an isolate parts them.
fn turns_back(pair: &[Fragment]) -> bool {
    pair.iter().all(|fragment| !is_rtl(fragment)) && pair[1].x < pair[0].x
}

/// How far [`host`] looks for a face.
const NEIGHBOURS: usize = 3;

/// The face whose embedded face has the codes of a fragment.
///
/// Signs that the face of their text does not have come from another (brackets and quotation marks, in Noto Naskh
/// Arabic). As runs of their own inside right-to-left text they part the words for MuPDF and are mirrored by PDFium: the
/// embedded face of the text takes them in.
pub(super) fn host(line: &Line, at: usize) -> FaceId {
    let fragment = &line.fragments[at];
    let own = fragment.shaped.face;
    if !is_rtl(fragment) || !is_sign(fragment) {
        return own;
    }
    let is_host =
        |other: &&Fragment| Arc::ptr_eq(&other.style, &fragment.style) && goes_with(other, fragment) && !is_sign(other);
    let fragments = &line.fragments;
    let mut near = (1..=NEIGHBOURS).flat_map(|step| [at.checked_sub(step), at.checked_add(step)]);
    near.find_map(|other| other.and_then(|other| fragments.get(other)).filter(is_host))
        .map_or(own, |other| other.shaped.face)
}

/// Whether a fragment has neither letters nor digits nor spaces.
fn is_sign(fragment: &Fragment) -> bool {
    // Looked up in no table where it can be told at once: this is asked of every word.
    let is_known =
        |c: char| matches!(c, '\u{620}'..='\u{64A}' | '\u{671}'..='\u{6D3}' | ' ') || c.is_ascii_alphanumeric();
    !fragment.shaped.text.chars().any(|c| is_known(c) || c.is_alphanumeric() || c.is_whitespace())
}

fn goes_with(fragment: &Fragment, first: &Fragment) -> bool {
    let (style, other) = (&fragment.style, &first.style);
    fragment.level == first.level
        && fragment.size == first.size
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
