//! The base direction that paragraphs were set with, judged from where signs stand.
//!
//! A writer who never turns the paragraph gets right-to-left words in a left-to-right paragraph: the stop of its last
//! line stands at the right end, where in a turned paragraph no stop can stand. The file is judged by counting such lines,
//! a paragraph by its own.

use super::habits::{Habits, is_near};
use super::lines::{Line, Set, Setting};
use super::order::{Around, Beside};
use super::rows::{Rise, Row};
use super::signs::{Kind, Sign};
use super::strips::Strip;
use crate::base::Direction;
use crate::rescue::position::Area;
use crate::script::letters::is_arabic;

/// Lines with a stop at an end, by the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Stops {
    left: usize,
    right: usize,
}

/// The base direction of most paragraphs of a file in a script.
pub(super) fn of_file(pages: &[Vec<Row>], script: Direction) -> Direction {
    if !script.is_rtl() {
        return script;
    }
    let mut stops = Stops::default();
    for row in pages.iter().flatten().take(20_000) {
        let (left, right) = stops_of(row);
        stops.left += usize::from(left);
        stops.right += usize::from(right);
    }
    // In an unturned paragraph a line that merely ends with a sentence has its stop at the left.
    if stops.right > 0 && stops.right * 2 > stops.left { Direction::Ltr } else { Direction::Rtl }
}

/// Whether a stop stands at the left end of a row right beside an Arabic letter, and at its right end.
fn stops_of(row: &Row) -> (bool, bool) {
    let mut says = row.signs.iter().filter(|(sign, rise)| sign.kind == Kind::Letter && *rise == Rise::None);
    let (first, second) = (says.next(), says.next());
    let mut back = row.signs.iter().rev().filter(|(sign, rise)| sign.kind == Kind::Letter && *rise == Rise::None);
    let (last, before) = (back.next(), back.next());
    let is_stop = |stop: &Sign, letter: &Sign| {
        // U+061F and U+061B are letters to the algorithm: they stand at the left in any paragraph.
        let is_sign = matches!(stop.text, "." | ":" | "!" | "?" | "\u{60C}" | "\u{2026}");
        let mut letters = letter.text.chars();
        let closes = matches!(letter.text, ")" | "(" | "\u{AB}" | "\u{BB}" | "]" | "[");
        let is_word = closes || letters.any(|letter| is_arabic(letter) && letter.is_alphabetic());
        let gap = (stop.left - letter.right).max(letter.left - stop.right);
        is_sign && is_word && gap < 0.12 * row.size
    };
    let at = |stop: Option<&(Sign, Rise)>, letter: Option<&(Sign, Rise)>| match (stop, letter) {
        (Some((stop, _)), Some((letter, _))) => is_stop(stop, letter),
        _ => false,
    };
    // Two dots at an end are no stop of a sentence, and a stop needs a word.
    let count = row.signs.iter().filter(|(sign, _)| sign.kind == Kind::Letter).take(4).count();
    (count > 3 && at(first, second), count > 3 && at(last, before))
}

/// Reads the lines of unturned paragraphs again, now that it is known what stands beside them.
pub(super) fn settle(strips: &mut [Strip], rules: &[Area], setting: Setting, habits: &Habits) {
    let mut start = 0;
    while start < strips.len() {
        let is_last = |at: &usize| at + 1 == strips.len() || parts(strips, *at, habits).is_some();
        let end = (start..strips.len()).find(is_last).unwrap_or(strips.len() - 1) + 1;
        let begins = start == 0 || parts(strips, start - 1, habits) == Some(Edge::Sure);
        let ends = parts(strips, end - 1, habits) == Some(Edge::Sure);
        let base = of_paragraph(&strips[start..end], ends, setting);
        let mut lines: Vec<(&Row, &[Area], &mut Line)> =
            strips[start..end].iter_mut().map(|strip| (&strip.row, rules, &mut strip.line)).collect();
        read_again(&mut lines, (begins && start > 0, ends), base, setting);
        start = end;
    }
}

/// Reads the lines of one paragraph with its base direction; `edges` say whether its beginning and its end are known.
pub(super) fn read_again(
    lines: &mut [(&Row, &[Area], &mut Line)],
    (begins, ends): (bool, bool),
    base: Direction,
    setting: Setting,
) {
    let is_needed = lines.iter().any(|(.., line)| line.is_turned) || base != setting.base;
    if !is_needed {
        return;
    }
    let strong: Vec<(Option<Beside>, Option<Beside>)> = lines.iter().map(|(.., line)| edges(&line.text())).collect();
    let count = lines.len();
    for (at, (row, rules, line)) in lines.iter_mut().enumerate() {
        let before = match at.checked_sub(1) {
            Some(last) => strong[last].1,
            None => begins.then_some(Beside::Nothing),
        };
        let after = match at + 1 < count {
            true => strong[at + 1].0,
            false => ends.then_some(Beside::Nothing),
        };
        let set = Set { base: Some(base), around: Around { before, after } };
        let mut again = Line::set(row, rules, setting, line.page, set);
        if !again.is_proven {
            // A line that someone ended on purpose stands by itself.
            again = Line::set(row, rules, setting, line.page, Set { base: Some(base), ..Set::default() });
        }
        **line = Line { number: line.number, column: line.column, frame: line.frame, boxed: line.boxed, ..again };
    }
}

/// What the neighbours of a text see of it: its first and its last letter or number.
fn edges(text: &str) -> (Option<Beside>, Option<Beside>) {
    let says = |letter: &char| letter.is_alphanumeric();
    let beside =
        |letter: char| if letter.is_alphabetic() && !is_arabic(letter) { Beside::Nothing } else { Beside::Right };
    (text.chars().find(says).map(beside), text.chars().rev().find(says).map(beside))
}

/// Reads the lines of an element that is one paragraph again.
pub(super) fn of_element(rows: &mut [(Row, &[Area], Line)], setting: Setting) {
    if !rows.iter().any(|(.., line)| line.is_turned || line.is_rtl) {
        return;
    }
    let base = of_rows(rows.iter().map(|(row, ..)| row), true, setting.base);
    let mut lines: Vec<(&Row, &[Area], &mut Line)> =
        rows.iter_mut().map(|(row, rules, line)| (&*row, *rules, line)).collect();
    read_again(&mut lines, (true, true), base, setting);
}

/// The base direction of one paragraph: a stop where the file's own has none turns it.
pub(super) fn of_paragraph(strips: &[Strip], ends: bool, setting: Setting) -> Direction {
    if !strips.iter().any(|strip| strip.line.is_turned || strip.line.is_rtl) {
        return setting.base;
    }
    let rows = || strips.iter().map(|strip| &strip.row);
    of_rows(rows(), ends, setting.base)
}

/// The same for rows.
fn of_rows<'a, 'b: 'a>(
    rows: impl DoubleEndedIterator<Item = &'a Row<'b>> + Clone,
    ends: bool,
    file: Direction,
) -> Direction {
    if rows.clone().any(|row| stops_of(row).1) {
        return Direction::Ltr;
    }
    let last = rows.clone().next_back().map(stops_of);
    if ends && last == Some((true, false)) {
        return Direction::Rtl;
    }
    if file.is_rtl() && is_ragged_right(rows) { Direction::Ltr } else { file }
}

/// Whether several rows begin at one place at the left and end where they like at the right.
fn is_ragged_right<'a, 'b: 'a>(rows: impl Iterator<Item = &'a Row<'b>> + Clone) -> bool {
    // The first may be indented.
    let rest: Vec<&Row> = rows.skip(1).collect();
    let least = rest.iter().map(|row| row.left).fold(f32::MAX, f32::min);
    let most = rest.iter().map(|row| row.right).fold(f32::MIN, f32::max);
    let is_straight = rest.iter().all(|row| row.left - least < 0.4 * row.size);
    // An indented line among full ones begins another paragraph.
    let short = rest.iter().filter(|row| most - row.right > 0.3 * row.size).count();
    rest.len() >= 3 && is_straight && short * 2 >= rest.len()
}

/// Says at which lines the report tells of the base direction: once, where the whole file was set with another one than its
/// script has; else at the end of every paragraph that was.
pub(super) fn tell<'a>(lines: impl Iterator<Item = &'a mut Line>, setting: Setting) {
    let is_all = setting.direction.is_rtl() && !setting.base.is_rtl();
    let ended = lines.filter(|line| line.is_turned && line.ends == Some(true));
    ended.take(if is_all { 1 } else { usize::MAX }).for_each(|line| line.tells_base = true);
}

/// How sure it is that a paragraph ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Sure,
    /// Its column ends: it may go on.
    Open,
}

/// Whether a paragraph ends with a line.
fn parts(strips: &[Strip], at: usize, habits: &Habits) -> Option<Edge> {
    let line = &strips[at].line;
    let Some(next) = strips.get(at + 1).map(|strip| &strip.line) else { return Some(Edge::Open) };
    if next.column != line.column || next.baseline <= line.baseline {
        return Some(Edge::Open);
    }
    let step = next.baseline - line.baseline;
    if line.ends == Some(true) {
        return Some(Edge::Sure);
    }
    // The notes of the page: the text above them goes on overleaf.
    if next.size < 0.96 * line.size {
        return Some(Edge::Open);
    }
    if next.size > 1.04 * line.size || step > 1.22 * habits.spacing(line.size) {
        return Some(Edge::Sure);
    }
    // The widest line near it tells how much room there was.
    let near = strips[at.saturating_sub(20)..(at + 20).min(strips.len())].iter().map(|strip| &strip.line);
    let near = near.filter(|other| other.column == line.column && is_near(other.size, line.size));
    let width = near.map(Line::width).fold(0.0, f32::max);
    (width - line.width() > next.first_word() + line.space() + 0.6 * line.size).then_some(Edge::Sure)
}
