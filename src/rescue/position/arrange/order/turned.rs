//! Right-to-left text that was set as if it ran to the right: paragraphs whose writer never turned their direction.
//!
//! Words stand in their order, but what has no direction of its own stands where a left-to-right paragraph puts it: the
//! stop of the last line right of it, a bracket on the wrong side. UAX #9 is turned round with that base direction; what
//! comes before and after the line decides the signs at its edges (N1, W7), so each pair of neighbours is tried that the
//! paragraph allows. Of the orders that the algorithm shows as the page does, the one that reads best as a text is taken.

use unicode_bidi::BidiClass;

use super::sense::{faults, is_closing, unopened};
use super::{Reading, Side, bidi, is_power, mirrored, side, sides, turned_round, visual};
use crate::base::Direction;
use crate::rescue::position::arrange::rows::Rise;
use crate::rescue::position::arrange::words::Unit;

/// What stands beside a line in its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Beside {
    /// Nothing, or text that runs to the right: both leave the edge to the base direction.
    Nothing,
    /// Text that runs to the left.
    Right,
}

/// What stands before and after a line, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Around {
    /// Before it.
    pub(in super::super) before: Option<Beside>,
    /// After it.
    pub(in super::super) after: Option<Beside>,
}

/// What is guessed of a line.
#[derive(Clone, Copy, Debug)]
struct Guess {
    before: Beside,
    after: Beside,
    /// How many of the signs at the left edge, from the letters on, run with them: they end the line.
    left: usize,
    /// The same at the right edge: they begin the line.
    right: usize,
    /// Whether numbers after Latin letters run with them (W7).
    digits_with_latin: bool,
    /// Whether a sign between two numbers ties them (W4).
    ties_numbers: bool,
    /// Whether signs between two runs belong to the outer edge of the right-to-left one.
    clings: bool,
}

/// An order that is shown as the line stands.
struct Shown {
    faults: usize,
    order: Vec<(usize, bool)>,
    guess: Guess,
}

/// What a unit does, once numbers and brackets are resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Left,
    Right,
    Number,
    Neutral(BidiClass),
    /// A tab (class S): it parts what stands beside it.
    Tab,
}

/// The units of a line in reading order, and whether its paragraph ends there, if the signs at its end say it.
pub(super) fn logical(units: &[Unit], around: Around) -> (Reading, Option<bool>) {
    // A line has some hundreds; what has more is no line.
    const MOST: usize = 1000;
    let sides: Vec<Side> = sides(units);
    let mut best: Option<Shown> = None;
    for guess in guesses(around, units, &sides).take_while(|_| units.len() <= MOST) {
        let levels = levels(units, &sides, guess);
        let order: Vec<(usize, bool)> = turned_round(&levels).into_iter().map(|at| (at, levels[at] % 2 == 1)).collect();
        if !shows(units, &order, guess.before, guess.after) {
            continue;
        }
        let faults = faults(units, &order);
        if best.as_ref().is_none_or(|best| faults < best.faults) {
            best = Some(Shown { faults, order, guess });
        }
        if faults == 0 {
            break;
        }
    }
    match best {
        Some(Shown { order, guess, .. }) => {
            let ends = ends(units, &order, guess);
            (Reading { order, is_proven: true }, ends)
        }
        None => {
            let order = super::plain(units.len(), Direction::Rtl);
            (Reading { order, is_proven: false }, None)
        }
    }
}

/// Whether the order is only shown when nothing, or only when right-to-left text, comes after it.
fn ends(units: &[Unit], order: &[(usize, bool)], guess: Guess) -> Option<bool> {
    let closes = |unit: &Unit| unit.look.rise == Rise::Raised || unit.text.chars().all(is_closing);
    let last = order.last().map(|(at, _)| &units[*at]);
    if !last.is_some_and(closes) {
        return None;
    }
    let [nothing, right] = [Beside::Nothing, Beside::Right].map(|after| shows(units, order, guess.before, after));
    (nothing != right).then_some(nothing)
}

fn guesses(around: Around, units: &[Unit], sides: &[Side]) -> impl Iterator<Item = Guess> {
    const MOST: usize = 4;
    let neutral = |side: &&Side| matches!(side, Side::Neutral(_));
    let at_left = sides.iter().take_while(neutral).count();
    let at_right = sides.iter().rev().take_while(neutral).count();
    // A bracket that closes right-to-left text runs with it whatever comes after (N0).
    let closing = units[..at_left].iter().rev().take_while(|unit| matches!(unit.text.as_str(), "(" | "[")).count();
    let all = [(1, 1), (1, 0), (0, 1), (0, 0)].map(|(before, after)| (beside(before), beside(after)));
    let fits = move |(before, after): &(Beside, Beside)| {
        around.before.is_none_or(|known| known == *before) && around.after.is_none_or(|known| known == *after)
    };
    (0u8..8).flat_map(move |bits| {
        all.into_iter().filter(fits).flat_map(move |(before, after)| {
            let lefts = match (before, after) {
                (Beside::Right, Beside::Right) => vec![at_left],
                (Beside::Nothing, Beside::Right) => (0..=at_left.min(MOST)).collect(),
                (_, Beside::Nothing) if closing > 0 => vec![closing, 0],
                (_, Beside::Nothing) => vec![0],
            };
            let rights = match (before, after) {
                (Beside::Right, Beside::Right) => at_right..=at_right,
                (Beside::Right, Beside::Nothing) => 0..=at_right.min(MOST),
                (Beside::Nothing, _) => 0..=0,
            };
            lefts.into_iter().flat_map(move |left| rights.clone().map(move |right| (left, right))).map(
                move |(left, right)| Guess {
                    before,
                    after,
                    left,
                    right,
                    clings: bits & 1 != 0,
                    digits_with_latin: bits & 2 == 0,
                    ties_numbers: bits & 4 == 0,
                },
            )
        })
    })
}

fn beside(right: u8) -> Beside {
    if right == 1 { Beside::Right } else { Beside::Nothing }
}

/// Levels of units from left to right in a left-to-right paragraph.
fn levels(units: &[Unit], sides: &[Side], guess: Guess) -> Vec<u8> {
    let parts = parts(units, sides, guess);
    let mut levels: Vec<u8> = parts
        .iter()
        .map(|part| match part {
            Part::Right => 1,
            Part::Number => 2,
            Part::Left | Part::Neutral(_) | Part::Tab => 0,
        })
        .collect();
    let is_neutral = |part: &Part| matches!(part, Part::Neutral(_));
    let is_right = |part: Option<Part>| matches!(part, Some(Part::Right | Part::Number));
    let mut at = 0;
    while at < parts.len() {
        if !is_neutral(&parts[at]) {
            at += 1;
            continue;
        }
        let end = (at..parts.len()).find(|next| !is_neutral(&parts[*next])).unwrap_or(parts.len());
        // A tab leaves the edge of what it parts open, as that of the line is.
        let before = at.checked_sub(1).map(|before| parts[before]).filter(|part| *part != Part::Tab);
        let after = parts.get(end).copied().filter(|part| *part != Part::Tab);
        let run = &mut levels[at..end];
        let is_tie = matches!(&parts[at..end], [Part::Neutral(BidiClass::CS | BidiClass::ES)]);
        match (before, after) {
            (Some(Part::Number), Some(Part::Number)) if is_tie && guess.ties_numbers => run.fill(2),
            _ if is_right(before) && is_right(after) => run.fill(1),
            (None, Some(_)) if is_right(after) => {
                let outer = run.len() - guess.left.min(run.len());
                run[outer..].fill(1);
            }
            (Some(_), None) if is_right(before) => {
                let inner = guess.right.min(run.len());
                run[..inner].fill(1);
            }
            (Some(Part::Left), Some(_)) if guess.clings && is_right(after) => {
                let signs = units[at..end].iter().rev().take_while(|unit| !unit.is_space()).count();
                let from = run.len() - signs;
                run[from..].fill(1);
            }
            _ => {}
        }
        at = end;
    }
    // Signs such as % beside a number run with it (W5).
    for at in 0..parts.len() {
        let is_number = |at: Option<usize>| at.and_then(|at| parts.get(at)) == Some(&Part::Number);
        if parts[at] == Part::Neutral(BidiClass::ET) && (is_number(at.checked_sub(1)) || is_number(Some(at + 1))) {
            levels[at] = 2;
        }
    }
    levels
}

/// Units with their numbers (W2, W7) and brackets (N0) resolved.
fn parts(units: &[Unit], sides: &[Side], guess: Guess) -> Vec<Part> {
    let strong = |at: &usize| matches!(sides[*at], Side::Left | Side::Right) || is_tab(units, *at);
    let known = |at: usize| if is_tab(units, at) { None } else { Some(sides[at]) };
    let mut parts: Vec<Part> = Vec::with_capacity(units.len());
    for (at, side) in sides.iter().enumerate() {
        parts.push(match side {
            _ if is_tab(units, at) => Part::Tab,
            Side::Left => Part::Left,
            Side::Right => Part::Right,
            Side::Neutral(class) => Part::Neutral(*class),
            Side::Number(false) if !is_european(&units[at]) => Part::Number,
            Side::Number(_) => {
                let left = (0..at).rev().find(strong).and_then(known);
                let right = (at + 1..units.len()).find(strong).and_then(known);
                let is_latin = match (left, right) {
                    (None, Some(Side::Right)) => guess.before == Beside::Nothing,
                    // Persian digits belong to Persian words before they belong to Latin ones.
                    (Some(Side::Left), Some(Side::Right)) => guess.digits_with_latin == (*side == Side::Number(true)),
                    (Some(Side::Right), _) => false,
                    _ => true,
                };
                if is_latin { Part::Left } else { Part::Number }
            }
        });
    }
    // Brackets with Latin letters between them run with the paragraph.
    let mut open: Vec<(usize, char)> = Vec::new();
    for at in 0..units.len() {
        match units[at].text.chars().next().filter(|_| matches!(sides[at], Side::Neutral(_))) {
            Some('(') => open.push((at, ')')),
            Some('[') => open.push((at, ']')),
            Some(close @ (')' | ']')) => {
                let Some(place) = open.iter().rposition(|(_, awaited)| *awaited == close) else { continue };
                let start = open[place].0;
                open.truncate(place);
                if parts[start..at].contains(&Part::Left) {
                    (parts[start], parts[at]) = (Part::Left, Part::Left);
                }
            }
            _ => {}
        }
    }
    parts
}

/// Whether a number is one of European digits or of U+06F0 to U+06F9 (class EN).
fn is_european(unit: &Unit) -> bool {
    unit.text.chars().next().is_some_and(|digit| digit.is_ascii_digit() || ('\u{6F0}'..='\u{6F9}').contains(&digit))
}

/// Whether a space is a tab: it is very wide, or after the mark of a note or an item and not as wide as the other spaces.
fn is_tab(units: &[Unit], at: usize) -> bool {
    let unit = &units[at];
    if !unit.is_space() {
        return false;
    }
    let size = at.checked_sub(1).map_or(1.0, |before| (units[before].right - units[before].left).max(1.0));
    let width = unit.right - unit.left;
    let mut widths: Vec<f32> = units.iter().filter(|unit| unit.is_space()).map(|unit| unit.right - unit.left).collect();
    widths.sort_by(f32::total_cmp);
    let middle = widths[widths.len() / 2];
    if width > 4.0 * middle && width > 4.0 * size {
        return true;
    }
    let is_other = (width - middle).abs() > 0.2 * middle || (widths.len() < 3 && width > 1.2 * size);
    is_other && is_mark(&units[..at])
}

/// Whether units are all that stands before a note or an item: a short number with its stop, or a bullet.
fn is_mark(units: &[Unit]) -> bool {
    let digits = units.iter().take_while(|unit| matches!(side(unit), Side::Number(_))).count();
    let rest = &units[digits..];
    let is_stop = |unit: &Unit| matches!(unit.text.as_str(), "." | ")" | "-" | "\u{2013}");
    let is_number = digits > 0 && units.len() <= 5 && rest.len() <= 1 && rest.iter().all(is_stop);
    let is_raised = units.len() == 1 && units[0].look.rise == Rise::Raised;
    let is_sign =
        units.len() <= 3 && units.iter().all(|unit| !unit.is_space() && !unit.text.chars().any(char::is_alphanumeric));
    is_number || is_raised || is_sign
}

/// Whether the algorithm shows this order as the units stand.
fn shows(units: &[Unit], order: &[(usize, bool)], before: Beside, after: Beside) -> bool {
    const LETTER: char = '\u{627}';
    let mut text = String::new();
    let mut starts = Vec::with_capacity(order.len());
    for (at, is_mirrored) in order {
        starts.push(text.len());
        match units[*at].look.rise {
            Rise::Raised if !is_power(units, *at) => text.push('\u{FFFC}'),
            _ if is_tab(units, *at) => text.push('\t'),
            _ if *is_mirrored => text.push_str(&mirrored(&units[*at].text)),
            _ => text.push_str(&units[*at].text),
        }
    }
    let mut start = String::new();
    if before == Beside::Right {
        // What the line closes was opened before it.
        start.extend([LETTER, ' ']);
        start.extend(unopened(&text));
    }
    if after == Beside::Right {
        text.extend([' ', LETTER]);
    }
    let levels = bidi::levels(&format!("{start}{text}"), Direction::Ltr, &[]);
    let levels: Vec<u8> = starts.iter().map(|at| levels.at(start.len() + at)).collect();
    let is_mirrored = order.iter().zip(&levels).all(|((_, is_mirrored), level)| *is_mirrored == (level % 2 == 1));
    is_mirrored && visual(&levels).into_iter().map(|place| order[place].0).eq(0..units.len())
}

#[cfg(test)]
mod tests {
    use super::super::super::words::Look;
    use super::*;

    /// Shows a line in a left-to-right paragraph between neighbours, and reads it back without knowing them.
    fn back(text: &str, before: &str, after: &str) -> (String, bool) {
        let units: Vec<Unit> = text
            .chars()
            .map(|letter| Unit { text: letter.to_string(), look: Look::default(), left: 0.0, right: 0.0, marked: None })
            .collect();
        let full = format!("{before}{text}{after}");
        let levels = bidi::levels(&full, Direction::Ltr, &[]);
        let places = full.char_indices().map(|(at, _)| at).filter(|at| *at >= before.len());
        let levels: Vec<u8> = places.take(units.len()).map(|at| levels.at(at)).collect();
        let shown = |at: usize| match levels[at] % 2 {
            1 => Unit { text: mirrored(&units[at].text), ..units[at].clone() },
            _ => units[at].clone(),
        };
        let seen: Vec<Unit> = visual(&levels).into_iter().map(shown).collect();
        let (reading, _) = logical(&seen, Around::default());
        let text = |(at, is_mirrored): &(usize, bool)| match is_mirrored {
            true => mirrored(&seen[*at].text),
            false => seen[*at].text.clone(),
        };
        (reading.order.iter().map(text).collect(), reading.is_proven)
    }

    #[test]
    fn lines_of_unturned_paragraphs_are_read_back() {
        let texts = [
            "نان تازه پختیم.",
            "نان (تازه) پختیم؛ گرم:",
            "«نان» را پختیم.",
            "کتاب Bread and Salt را خواند.",
            "سال ۱۳۵۷ و ۱۲٫۵ درصد بود.",
            "از ۱۹۱۷-۱۹۹۱ و ۱۹۱۷–۱۹۹۱ نوشت!",
            "نام آن (name) است",
            "نام او (آنا Anna) است.",
            "برنامه Windows 10 را بست.",
            "او پختن را در Paris آموخت (سال ۱۹۲۰).",
        ];
        for text in texts {
            assert_eq!(back(text, "", ""), (text.to_owned(), true), "{text}");
        }
    }

    #[test]
    fn lines_in_the_middle_of_a_paragraph_too() {
        assert_eq!(back("را پختیم (گرم).", "\u{627} ", ""), ("را پختیم (گرم).".to_owned(), true));
        assert_eq!(back("را پختیم).", "\u{627} (\u{627} ", ""), ("را پختیم).".to_owned(), true));
        for text in ["نان تازه پختیم.", "نان، آب،", "نان (تازه)", "(نان) و آب", "سال ۱۳۵۷", "و Bread را"]
        {
            assert_eq!(back(text, "\u{627} ", " \u{627}"), (text.to_owned(), true), "{text}");
        }
    }

    #[test]
    fn a_stop_tells_whether_the_paragraph_ends() {
        let line = |text: &str| -> Option<bool> {
            let unit = |letter: char| Unit {
                text: letter.to_string(),
                look: Look::default(),
                left: 0.0,
                right: 0.0,
                marked: None,
            };
            let units: Vec<Unit> = text.chars().map(unit).collect();
            logical(&units, Around::default()).1
        };
        // As seen: U+0646 U+0627 U+0646 turned round is the same word.
        assert_eq!(line("نان."), Some(true));
        assert_eq!(line(".نان"), Some(false));
        assert_eq!(line("نان"), None);
    }
}
