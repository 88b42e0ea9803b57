//! A left-to-right phrase inside a right-to-left line, written so that PDFium gives its words in their order.
//!
//! PDFium sorts the text objects of a baseline by the place of their first code, cuts what it gets wherever the direction
//! of characters changes (letters, weak characters, other signs), and reads the cuts from right to left. `Fred Baker` is
//! three cuts and comes back as `Baker Fred`. MuPDF reads in the order of the file. So each cut becomes a text object of
//! its own, in logical order, and begins with a narrow mark at the phrase's right end, a little further left for each cut
//! that follows: sorted by these marks, the last cut comes first.
//!
//! - Between two objects PDFium puts a space if the second does not begin where the first ended. It takes the space back
//!   when an object begins with a code that it has met at this place among the last seven characters: so cuts begin with
//!   the mark of the cut that PDFium reads before them, and longer ones are parted.
//! - MuPDF begins a new line when it jumps inside a direction, and does not mind jumps where the direction changes: the
//!   marks are right to left, what follows them left to right.
//! - What stands at the phrase's left without a space (a bracket, a comma) goes with it, or PDFium would put one there.
//! - pdf.js passes over a code of marks and drops the number after it; of two numbers it takes the second.
//! - Objects without outlines and without advance are nothing to PDFium; they change the direction for MuPDF.

use crate::base::Length;

use super::brackets::left_of_first;
use super::cells::{Cell, Cells, Kind, kind, said};
use super::codes::Marks;

/// PDFium looks for a code it has met among this many characters, the space it added included.
const REMEMBERED: usize = 7;

fn is_space(cells: &[Cell]) -> bool {
    cells.first().and_then(said).is_some_and(char::is_whitespace)
}

fn count(cells: &[Cell]) -> usize {
    cells.iter().map(|cell| cell.text.chars().count()).sum()
}

/// Cuts a phrase where PDFium does.
fn cuts(cells: &[Cell]) -> Vec<&[Cell]> {
    let mut cuts: Vec<&[Cell]> = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, cell) in cells.iter().enumerate() {
        let Some(new) = said(cell).map(|c| (kind(c), c.is_whitespace())) else { continue };
        if last.is_some_and(|last| last != new) {
            cuts.push(&cells[start..at]);
            start = at;
        }
        last = Some(new);
    }
    cuts.push(&cells[start..]);
    cuts
}

/// A cut or a part of one, before it has its place.
struct Part<'a> {
    /// The marks it begins with.
    front: Vec<u16>,
    cells: &'a [Cell],
    /// Its cut, counted from the left, and its part of it.
    order: (usize, usize),
}

/// What a phrase is shown as, in the order of the file, and what is left of the run that follows it.
pub(super) struct Shown {
    /// The text objects.
    pub(super) objects: Vec<Cells>,
    /// The run that follows without what went with the phrase; None if nothing did.
    pub(super) rest: Option<Cells>,
}

/// Writes a phrase; `before` and `after` are the right-to-left runs beside it, in logical order.
///
/// None if PDFium reads it rightly as it is, or cannot be brought to.
pub(super) fn shown(
    phrase: &Cells,
    marks: &Marks,
    before: Option<&Cells>,
    after: Option<(&Cells, &Marks)>,
) -> Option<Shown> {
    let cuts = cuts(&phrase.list);
    if cuts.len() < 2 {
        return None;
    }
    let touches = |cell: Option<&Cell>| cell.is_some_and(|cell| said(cell) != Some(' '));
    let touches_before = touches(before.and_then(|run| run.list.first()));
    let mut beside = match after {
        Some((run, _)) if touches(run.list.last()) => &run.list[beside(&run.list)..],
        _ => &[],
    };
    let follows = after.map_or(0, |(run, _)| run.list.len() - beside.len());
    let ends_in_letters = cuts.last().and_then(|cut| said(&cut[0])).map(kind) == Some(Kind::Letter);
    if let Some((last, others)) = beside.split_last()
        && said(last).is_none()
        && ends_in_letters
    {
        // The letters before it keep a bracket from being mirrored.
        beside = others;
    }
    if count(beside) + 3 > REMEMBERED {
        return None;
    }
    let (parts, open) = parts(&cuts, marks, touches_before, !beside.is_empty())?;
    let right = before.and_then(|run| run.list.first()).map_or(phrase.right(), |cell| cell.x.min(phrase.right()));
    let step = Length::pt(0.002);
    let place = |rank: usize| right - Length::pt(0.01) - step * (parts.len() + 2 - rank) as i64;
    let mut order: Vec<(usize, &Part)> = parts.iter().enumerate().collect();
    order.sort_by_key(|(_, part)| part.order);
    let mut objects = Vec::new();
    if let Some(run) = before {
        let at = run.right() - Length::pt(0.1);
        objects.push(phrase.with(vec![marks.cell(marks.ignored_left, at, phrase)]));
    }
    let first_cut = order.iter().filter(|(_, part)| part.order.0 == 0).count();
    for (at, (rank, part)) in order.into_iter().enumerate() {
        if part.front.first() == Some(&marks.left) {
            objects.push(phrase.with(vec![marks.cell(marks.ignored_right, right, phrase)]));
        }
        let front = part.front.iter().map(|&mark| marks.cell(mark, place(rank + 2), phrase));
        objects.push(phrase.with(front.chain(part.cells.iter().cloned()).collect()));
        if let (true, Some(open)) = (at + 1 == first_cut, open) {
            if open == marks.left {
                objects.push(phrase.with(vec![marks.cell(marks.ignored_right, right, phrase)]));
            }
            let one = marks.cell(open, right - Length::pt(0.008), phrase);
            let next = marks.right.iter().copied().find(|&mark| mark != open)?;
            let two = marks.cell(next, one.x + phrase.width(one.advance), phrase);
            objects.push(phrase.with(vec![one, two]));
        }
    }
    let mut rest = None;
    if let (Some((run, run_marks)), false) = (after, beside.is_empty()) {
        let one = marks.cell(marks.right[0], place(0), phrase);
        let two = marks.cell(marks.right[1], one.x + phrase.width(one.advance), phrase);
        objects.push(phrase.with(vec![one, two]));
        let front = run_marks.cell(run_marks.left, place(1), run);
        objects.push(run.with(std::iter::once(front).chain(beside.iter().cloned()).collect()));
        let left = run.with(run.list[..follows].to_vec());
        if let Some(x) = left_of_first(&left) {
            objects.push(phrase.with(vec![marks.cell(marks.ignored_left, x, phrase)]));
        }
        rest = Some(left);
    }
    Some(Shown { objects, rest })
}

/// Where the last codes of a right-to-left run begin that no space parts from the phrase at its right.
fn beside(list: &[Cell]) -> usize {
    list.iter().rposition(|cell| said(cell) == Some(' ')).map_or(0, |at| at + 1)
}

/// The parts of a phrase in the order PDFium sorts them, from the last cut to the first, with their marks; and the mark
/// that what follows the first cut must begin with.
fn parts<'a>(
    cuts: &[&'a [Cell]],
    marks: &Marks,
    touches_before: bool,
    touches_after: bool,
) -> Option<(Vec<Part<'a>>, Option<u16>)> {
    let mut turn = 1;
    let mut fresh = || {
        turn = (turn + 1) % 3;
        marks.right[turn]
    };
    let last = cuts.len() - 1;
    let mut parts = Vec::new();
    let mut open = touches_after.then_some(marks.right[1]);
    for at in (0..cuts.len()).rev() {
        let cut = cuts[at];
        // Whether PDFium would put a space after this cut, where there is none.
        let closes = if at == 0 { touches_before } else { at < last && !is_space(cut) && !is_space(cuts[at - 1]) };
        let mut front: Vec<u16> = open.take().into_iter().collect();
        let mark = fresh();
        if !(at == last && touches_after) {
            front.push(mark);
        }
        if !closes {
            parts.push(Part { front, cells: cut, order: (at, 0) });
            continue;
        }
        let fits = fitting(cut);
        let (one, two) = cut.split_at(fits);
        parts.push(Part { front, cells: one, order: (at, 0) });
        open = Some(mark);
        if !two.is_empty() {
            // A part of a word begins with a left-to-right mark, or it would be two words to PDFium.
            if count(two) + 2 > REMEMBERED || said(&cut[0]).map(kind) != Some(Kind::Letter) {
                return None;
            }
            parts.push(Part { front: vec![mark, marks.left, mark], cells: two, order: (at, 1) });
            open = Some(marks.left);
        }
    }
    Some((parts, open))
}

/// How many codes of a cut PDFium remembers together with the mark before them and the space after them.
fn fitting(cut: &[Cell]) -> usize {
    let mut room = REMEMBERED - 2;
    cut.iter()
        .take_while(|cell| {
            let length = cell.text.chars().count();
            let fits = length <= room;
            room = room.saturating_sub(length);
            fits
        })
        .count()
}
