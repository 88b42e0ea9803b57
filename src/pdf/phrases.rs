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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Color;
    use crate::pdf::cells::{ALM, LRM};

    const WIDTH: i32 = 500;

    fn marks() -> Marks {
        Marks::numbered(901, 2)
    }

    /// Codes side by side from the left, one character each; a narrow code for U+200E.
    fn run(text: &str, left: f64) -> Cells {
        let mut x = Length::pt(left);
        let mut list = Vec::new();
        for c in text.chars() {
            let advance = if c == LRM { 2 } else { WIDTH };
            list.push(Cell { code: u16::try_from(u32::from(c) % 800).unwrap(), x, advance, text: c.to_string() });
            x += Length::pt(f64::from(advance) / 100.0);
        }
        Cells { face: 0, size: Length::pt(10.0), units_per_em: 1000, color: Color::BLACK, list }
    }

    /// What MuPDF reads of objects in the order of the file, marks left out.
    fn in_file_order(objects: &[Cells]) -> String {
        let texts = objects.iter().flat_map(|cells| &cells.list).map(|cell| cell.text.as_str());
        texts.collect::<String>().chars().filter(|&c| !is_mark(c)).collect()
    }

    fn is_mark(c: char) -> bool {
        matches!(c, ALM | LRM)
    }

    /// What PDFium makes of objects, by the rules in the head of this file: sorted by their first codes, empty ones left
    /// out, with spaces between those that do not touch and taken back where an object begins with a code just met;
    /// then cut by directions and read from right to left.
    fn in_pdfium(objects: &[Cells]) -> String {
        let width = |cells: &Cells| cells.list.iter().map(|cell| cell.advance).sum::<i32>();
        let mut sorted: Vec<&Cells> = objects.iter().filter(|cells| width(cells) > 2).collect();
        sorted.sort_by_key(|cells| cells.list[0].x);
        let mut read: Vec<(u16, char)> = Vec::new();
        let mut end: Option<Length> = None;
        for cells in sorted {
            let first = &cells.list[0];
            let touches = end.is_some_and(|end| (end - first.x).raw().abs() < Length::pt(0.5).raw());
            let spaces = |read: &[(u16, char)]| read.last().is_some_and(|last| last.1 == ' ');
            if end.is_some() && !touches && !first.text.ends_with(' ') && !spaces(&read) {
                read.push((0, ' '));
            }
            for (at, cell) in cells.list.iter().enumerate() {
                let met = read.iter().rev().take(REMEMBERED).any(|&(code, _)| code == cell.code && code > 900);
                match (met, at) {
                    (true, 0) if spaces(&read) => drop(read.pop()),
                    (true, _) => {}
                    _ => read.extend(cell.text.chars().map(|c| (cell.code, c))),
                }
            }
            end = Some(cells.right());
        }
        let text: Vec<char> = read.into_iter().map(|(_, c)| c).collect();
        let side = |c: char| if c == ALM || ('\u{600}'..'\u{700}').contains(&c) { None } else { Some(kind(c)) };
        let cut: Vec<&[char]> = text.chunk_by(|&one, &next| side(one) == side(next)).collect();
        let turned = |cut: &&[char]| -> Vec<char> {
            if side(cut[0]).is_none() { cut.iter().rev().copied().collect() } else { cut.to_vec() }
        };
        cut.iter().rev().flat_map(turned).filter(|&c| !is_mark(c)).collect()
    }

    fn both_read(phrase: &str) -> (String, String) {
        let phrase = run(phrase, 100.0);
        let before = run(" \u{628}\u{627}", phrase.right().to_pt());
        let after = run("\u{648}\u{62F} ", 85.0);
        let shown = shown(&phrase, &marks(), Some(&before), Some((&after, &marks()))).expect("it has several cuts");
        assert!(shown.rest.is_none(), "a space parts it from what follows");
        (in_file_order(&shown.objects), in_pdfium(&shown.objects))
    }

    #[test]
    fn words_and_spaces_are_cuts() {
        let cells = run("Fred J. Baker", 0.0);
        let texts: Vec<String> =
            cuts(&cells.list).iter().map(|cut| cut.iter().map(|cell| cell.text.as_str()).collect()).collect();
        assert_eq!(texts, ["Fred", " ", "J", ".", " ", "Baker"]);
    }

    #[test]
    fn one_cut_is_shown_as_it_is() {
        assert!(shown(&run("Fred", 0.0), &marks(), None, None).is_none());
    }

    #[test]
    fn words_stand_in_the_file_in_their_order_and_pdfium_sorts_them_the_other_way() {
        for phrase in ["Fred Baker", "de la Tour", "Bread and Salt", "C 12 x"] {
            let (file, pdfium) = both_read(phrase);
            // Two spaces are one to whoever copies or searches.
            let pdfium = pdfium.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!((file.as_str(), pdfium.as_str()), (phrase, phrase));
        }
    }

    #[test]
    fn cuts_begin_with_marks_at_the_right_end_further_left_one_after_the_other() {
        let phrase = run("ab cd", 10.0);
        let shown = shown(&phrase, &marks(), None, None).unwrap();
        let starts: Vec<Length> =
            shown.objects.iter().filter(|cells| cells.list.len() > 1).map(|cells| cells.list[0].x).collect();
        assert_eq!(starts.len(), 3);
        assert!(starts.windows(2).all(|pair| pair[1] < pair[0]), "{starts:?}");
        assert!(starts.iter().all(|&x| x < phrase.right() && phrase.right() - x < Length::pt(0.1)));
        // No letter has moved.
        let places = |cells: &Cells| {
            let letters = cells.list.iter().filter(|cell| said(cell).is_some());
            letters.map(|cell| (cell.text.clone(), cell.x)).collect::<Vec<_>>()
        };
        let shown: Vec<_> = shown.objects.iter().flat_map(places).collect();
        assert_eq!(shown, places(&phrase));
    }

    #[test]
    fn what_touches_the_left_end_goes_with_the_phrase() {
        let phrase = run("ab cd", 20.0);
        let after = run("\u{648} \u{60C}", 5.0);
        let shown = shown(&phrase, &marks(), None, Some((&after, &marks()))).unwrap();
        let rest = shown.rest.expect("the comma has left its run");
        assert_eq!(rest.list.iter().map(|cell| cell.text.as_str()).collect::<String>(), "\u{648} ");
        assert!(in_file_order(&shown.objects).ends_with('\u{60C}'));
    }

    #[test]
    fn what_pdfium_cannot_remember_is_left_as_it_is() {
        // Seven signs beside it are more than PDFium compares.
        let after = run("\u{60C}\u{60C}\u{60C}\u{60C}\u{60C}\u{60C}\u{60C}", 5.0);
        assert!(shown(&run("ab cd", 40.0), &marks(), None, Some((&after, &marks()))).is_none());
    }

    #[test]
    fn long_cuts_are_parted_where_pdfium_forgets() {
        assert_eq!(fitting(&run("sandwich", 0.0).list), REMEMBERED - 2);
        assert_eq!(fitting(&run("jam", 0.0).list), 3);
    }
}
