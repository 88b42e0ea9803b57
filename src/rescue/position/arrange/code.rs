//! Text whose white space counts: lines of a face whose letters are all equally wide.

use super::habits::Habits;
use super::lines::Line;
use super::tables::{Cells, Grid};

/// Takes such lines out of all pages; nothing where the text itself is set so.
pub(super) fn take(pages: &mut [Vec<Line>], habits: &Habits) -> Vec<Grid> {
    let (code, all) =
        pages.iter().flatten().fold((0usize, 0usize), |(code, all), line| (code + usize::from(is_code(line)), all + 1));
    let mut grids = Vec::new();
    if code == 0 || code * 2 > all {
        return grids;
    }
    for page in pages {
        let lines = std::mem::take(page);
        let belongs = |one: &Line, next: &Line| {
            let is_near = next.baseline - one.baseline < 2.5 * habits.spacing(one.size).max(one.size);
            let is_same = one.column == next.column && one.boxed == next.boxed;
            is_code(one) == is_code(next) && (!is_code(one) || (is_same && is_near))
        };
        for run in lines.chunk_by(belongs) {
            if is_code(&run[0]) {
                let rows = run.iter().map(|line| vec![vec![line.clone()]]).collect();
                grids.push(Grid { cells: Cells::Code, page: run[0].page, number: run[0].number, rows });
            } else {
                page.extend_from_slice(run);
            }
        }
    }
    grids
}

/// Whether all words of a line are of such a face.
fn is_code(line: &Line) -> bool {
    let says = |text: &str| text.chars().any(|letter| !letter.is_whitespace());
    let mut parts = line.stretches.iter().filter(|part| says(&part.text)).peekable();
    parts.peek().is_some() && parts.all(|part| part.look.is_monospace && part.note.is_none())
}

/// The lines of code as they stand: with the white space before them and the empty lines between.
pub(super) fn text(rows: &[Vec<Vec<Line>>]) -> String {
    let lines: Vec<&Line> = rows.iter().flatten().flatten().collect();
    let left = lines.iter().map(|line| line.left).fold(f32::MAX, f32::min);
    let steps = || lines.windows(2).map(|pair| pair[1].baseline - pair[0].baseline);
    let least = steps().fold(f32::MAX, f32::min);
    let mut text = String::new();
    for (line, step) in lines.iter().zip(std::iter::once(0.0).chain(steps())) {
        if !text.is_empty() {
            text.push_str(if step > 1.7 * least { "\n\n" } else { "\n" });
        }
        let words = line.text();
        let letter = line.width() / words.chars().count().max(1) as f32;
        // No line of a page has more.
        let inset = ((line.left - left) / letter.max(0.1)).round().min(200.0);
        text.extend(std::iter::repeat_n(' ', inset as usize));
        text.push_str(&words);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::made::line;
    use super::super::{rows, signs, words::Spacing};
    use super::*;
    use crate::base::Direction;
    use crate::rescue::position::arrange::lines::Setting;
    use crate::rescue::position::{PositionedFace, PositionedPage};

    #[test]
    fn lines_of_equal_letters_keep_their_white_space() {
        let glyphs = [line("let loaf = bake(", 50.0, 50.0), line("dough)", 70.0, 62.0), line("eat(loaf)", 50.0, 86.0)];
        let page = PositionedPage { glyphs: glyphs.concat(), ..PositionedPage::default() };
        let (signs, _) = signs::of_page(&page);
        let rows = rows::of_signs(&signs);
        let faces = [PositionedFace { is_monospace: true, ..PositionedFace::default() }];
        let spacing = Spacing::learn(std::slice::from_ref(&rows));
        let (direction, base) = (Direction::Ltr, Direction::Ltr);
        let setting = Setting { spacing, direction, base, faces: &faces, has_meant_brackets: false };
        let lines: Vec<Line> = rows.iter().map(|row| Line::of(row, &[], setting, 1)).collect();
        assert!(lines.iter().all(is_code));
        let cells: Vec<Vec<Vec<Line>>> = lines.into_iter().map(|line| vec![vec![line]]).collect();
        assert_eq!(text(&cells), "let loaf = bake(\n    dough)\n\neat(loaf)");
    }
}
