//! Lines of a plain text: what is blank around them, how wide they are, where pages end.

use super::{Edited, Place};

/// A line that is not blank.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: Edited,
    pub(super) place: Place,
    /// White space before it, in characters.
    pub(super) indent: usize,
    /// Its characters without white space at its ends, runs of spaces counted once.
    pub(super) length: usize,
    /// Blank lines before it that are more than the usual ones.
    pub(super) gap: usize,
    /// Whether a page begins with it.
    pub(super) begins_page: bool,
    /// Whether a rule, or a blank line as wide as one, stands before it.
    pub(super) is_ruled: bool,
}

impl Line {
    /// The line as it is now, without white space at its ends.
    pub(super) fn trimmed(&self) -> &str {
        self.text.now().trim()
    }
}

/// How the lines of a text are set.
#[derive(Debug)]
pub(super) struct Measure {
    /// Whether lines end where the page did, so that paragraphs have several.
    pub(super) is_wrapped: bool,
    /// The length of a full line.
    pub(super) width: usize,
}

/// A blank line with as many spaces stands for the rule above notes.
const RULE_OF_SPACES: usize = 20;
/// Wider lines are paragraphs; narrower ones may be verse.
const WIDEST: usize = 140;
const NARROWEST: usize = 36;
/// Fewer lines tell nothing.
const FEWEST: usize = 5;

/// The lines that are not blank, and how they are set.
pub(super) fn lines(raw: Vec<(Edited, Place)>) -> (Vec<Line>, Measure) {
    let mut lines: Vec<Line> = Vec::new();
    let (mut gap, mut begins_page, mut is_ruled) = (0, false, false);
    for (text, place) in raw {
        let now = text.now();
        begins_page |= now.contains('\u{C}');
        let trimmed = now.trim();
        if trimmed.is_empty() {
            gap += 1;
            is_ruled |= now.chars().count() >= RULE_OF_SPACES;
            continue;
        }
        let indent = now.chars().take_while(|c| c.is_whitespace()).count();
        let length = length(trimmed);
        let begins = begins_page || lines.last().is_some_and(|last: &Line| last.place.page != place.page);
        lines.push(Line { text, place, indent, length, gap, begins_page: begins, is_ruled });
        (gap, begins_page, is_ruled) = (0, false, false);
    }
    let measure = measure(&lines);
    if measure.is_wrapped {
        close_up(&mut lines);
    }
    (lines, measure)
}

fn length(trimmed: &str) -> usize {
    let mut length = 0;
    let mut was_space = false;
    for character in trimmed.chars() {
        let is_space = character.is_whitespace();
        length += usize::from(!(is_space && was_space));
        was_space = is_space;
    }
    length
}

/// Lines are wrapped when half of them are about as long as the longest usual one.
fn measure(lines: &[Line]) -> Measure {
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.length).collect();
    lengths.sort_unstable();
    let Some(width) = lengths.get(lengths.len() * 8 / 10).copied() else {
        return Measure { is_wrapped: false, width: 0 };
    };
    let full = lengths.iter().filter(|length| **length * 4 >= width * 3 && **length * 3 <= width * 4).count();
    let is_wrapped = lengths.len() >= FEWEST && (NARROWEST..=WIDEST).contains(&width) && full * 2 >= lengths.len();
    Measure { is_wrapped, width }
}

/// Where a blank line follows nearly every line, one is taken off each gap, and a page begins where there is none.
fn close_up(lines: &mut [Line]) {
    let spaced = lines.iter().skip(1).filter(|line| line.gap > 0).count();
    if lines.len() < FEWEST * 2 || spaced * 10 < (lines.len() - 1) * 8 {
        return;
    }
    for (at, line) in lines.iter_mut().enumerate() {
        line.begins_page |= at > 0 && line.gap == 0;
        line.gap = line.gap.saturating_sub(1);
    }
}
