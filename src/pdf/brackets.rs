//! A right-to-left run with brackets, written so that every reader gives them as they are in the source.
//!
//! Each bracket has U+200E at its right, a code of its own (`text`). There the run is cut: what stands right of it is
//! shown first, then the mark, then the bracket and what stands left of it.
//!
//! - Inside a run MuPDF would begin another one at the mark. As an object of its own it comes where logical order has it,
//!   and MuPDF does not mind jumps where the direction changes.
//! - PDFium sorts text objects by the place of their first code: the mark begins left of what follows it on the line.
//!   An object with one narrow code is nothing to PDFium, so there are two.

use crate::base::Length;

use super::cells::{Cell, Cells, LRM};

/// Whether it is the mark at the right of a bracket.
pub(super) fn keeps(cell: &Cell) -> bool {
    cell.text.chars().eq([LRM])
}

/// The objects of a right-to-left run in the order of the file; `before` is the left end of the run before it.
pub(super) fn pieces(cells: &Cells, before: Option<Length>) -> Vec<Cells> {
    let mut objects = Vec::new();
    let mut right = before;
    let mut list = &cells.list[..];
    while let Some(at) = list.iter().rposition(keeps) {
        let (left, piece) = list.split_at(at);
        let (mark, piece) = piece.split_first().expect("it begins with the mark");
        if let Some(first) = piece.first() {
            right = Some(first.x);
            objects.push(cells.with(piece.to_vec()));
        }
        let step = cells.width(mark.advance);
        let x = right.map_or(mark.x, |right| mark.x.min(right - step * 2));
        objects.push(cells.with(vec![Cell { x, ..mark.clone() }, Cell { x: x + step, ..mark.clone() }]));
        list = left;
    }
    if !list.is_empty() {
        objects.push(cells.with(list.to_vec()));
    }
    objects
}

/// The left end of what [`pieces`] shows first.
pub(super) fn left_of_first(cells: &Cells) -> Option<Length> {
    pieces(cells, None).first().and_then(|piece| piece.list.first()).map(|cell| cell.x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Color;

    fn run(texts: &[&str]) -> Cells {
        let cell = |(at, text): (usize, &&str)| {
            let advance = if *text == "\u{200E}" { 2 } else { 500 };
            Cell { code: 1, x: Length::pt(at as f64 * 5.0), advance, text: (*text).to_owned() }
        };
        let list = texts.iter().enumerate().map(cell).collect();
        Cells { face: 0, size: Length::pt(10.0), units_per_em: 1000, color: Color::BLACK, list }
    }

    fn texts(objects: &[Cells]) -> Vec<String> {
        objects.iter().map(|cells| cells.list.iter().map(|cell| cell.text.as_str()).collect()).collect()
    }

    #[test]
    fn a_run_is_cut_at_the_mark_of_each_bracket_and_shown_from_its_right_end() {
        let objects = pieces(&run(&[")", "\u{200E}", "ب", "(", "\u{200E}", " ", "ا"]), None);
        assert_eq!(texts(&objects), [" ا", "\u{200E}\u{200E}", "ب(", "\u{200E}\u{200E}", ")"]);
    }

    #[test]
    fn a_mark_begins_left_of_what_is_shown_before_it() {
        let mut narrow = run(&["(", "\u{200E}", " "]);
        narrow.list[2].x = Length::pt(4.0);
        let objects = pieces(&narrow, None);
        assert!(objects[1].list[0].x < Length::pt(4.0), "{:?}", objects[1]);
        let alone = pieces(&run(&["«", "\u{200E}"]), Some(Length::pt(4.5)));
        assert_eq!(texts(&alone), ["\u{200E}\u{200E}", "«"]);
        assert!(alone[0].list[1].x < Length::pt(4.5), "{:?}", alone[0]);
    }

    #[test]
    fn a_run_without_brackets_is_one_object() {
        assert_eq!(texts(&pieces(&run(&["ب", "ا"]), None)), ["با"]);
        assert_eq!(left_of_first(&run(&["ب", "(", "\u{200E}", "ا"])), Some(Length::pt(15.0)));
    }
}
