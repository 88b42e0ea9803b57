//! Lines of which the lines around them tell how they begin: items of lists, and lines that were broken on purpose.

use super::habits::{Habits, is_near};
use super::lines::Line;
use super::lists::{Mark, marker};

/// What is known of the beginning of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Start {
    /// Nothing.
    #[default]
    Open,
    /// An item of a list begins with it.
    Item,
}

/// How far lines may be apart, in steps of their size, that belong to one list.
const REACH: f32 = 1.7;

/// The items among lines; `None` stands for what is no line.
pub(super) fn of_lines(lines: &[Option<&Line>], habits: &Habits) -> Vec<Start> {
    let mut starts = vec![Start::Open; lines.len()];
    for at in 0..lines.len() {
        if lines[at].is_some_and(|line| is_item(line, &lines[at + 1..], habits)) {
            starts[at] = Start::Item;
            // What follows an item in its list is one too.
            if let Some(next) = lines[at].and_then(|line| sibling(line, &lines[at + 1..], habits)) {
                starts[at + 1 + next] = Start::Item;
            }
        }
    }
    starts
}

/// Whether a line begins an item, by what stands below it.
fn is_item(line: &Line, below: &[Option<&Line>], habits: &Habits) -> bool {
    let Some(mark) = marker(&line.text()) else { return false };
    let is_sign = matches!(mark.mark, Mark::Bullet(sign) if !matches!(sign, '-' | '\u{2013}' | '\u{2014}'));
    let is_inset = line.start_in() > 0.3 * line.size && line.start_in() < 8.0 * line.size;
    let hangs = below.first().copied().flatten().is_some_and(|next| {
        let is_below = follows(line, next, habits) && marker(&next.text()).is_none();
        is_below
            && (text_in(line) - next.start_in()).abs() < 0.15 * line.size
            && text_in(line) - line.start_in() > 0.4 * line.size
    });
    (is_sign && is_inset) || hangs || sibling(line, below, habits).is_some()
}

/// The next item of the list that a line begins an item of: by places after the line.
fn sibling(line: &Line, below: &[Option<&Line>], habits: &Habits) -> Option<usize> {
    // No item has more lines.
    const MOST: usize = 40;
    let mark = marker(&line.text())?;
    let near = |one: f32, other: f32, share: f32| (one - other).abs() < share * line.size;
    let mut last = line;
    for (at, next) in below.iter().take(MOST).enumerate() {
        let next = (*next)?;
        if !follows(last, next, habits) {
            return None;
        }
        let is_alike = near(line.start_in(), next.start_in(), 0.3) || near(text_in(line), text_in(next), 0.15);
        if is_alike && marker(&next.text()).is_some_and(|other| other.follows(&mark)) {
            return Some(at);
        }
        // Lines between two items hang, or an inner list stands there.
        if next.start_in() < text_in(line) - 0.3 * line.size {
            return None;
        }
        last = next;
    }
    None
}

fn follows(last: &Line, line: &Line, habits: &Habits) -> bool {
    let is_same = last.page == line.page && last.column == line.column && is_near(last.size, line.size);
    let step = line.baseline - last.baseline;
    is_same && step > 0.0 && step < REACH * habits.spacing(line.size)
}

/// Whether a line stands below the text of an item, which begins further in than its mark.
pub(super) fn stands_below(line: &Line, item: &Line) -> bool {
    let is_plain = marker(&item.text()).is_some() && marker(&line.text()).is_none();
    let inset = text_in(item);
    is_plain && inset - item.start_in() > 0.4 * item.size && (inset - line.start_in()).abs() < 0.15 * item.size
}

/// How far the text after the mark of a line begins from the edge where lines begin.
fn text_in(line: &Line) -> f32 {
    let second = line.words.len().checked_sub(2);
    match (line.is_rtl, second) {
        (true, Some(second)) => line.frame.1 - line.words[second].1,
        (false, Some(_)) => line.words[1].0 - line.frame.0,
        (_, None) => line.start_in(),
    }
}
