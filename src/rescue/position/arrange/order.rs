//! From the order seen on the page to the order of reading: UAX #9 turned round, and proved by running it forwards.
//!
//! Levels are guessed from left to right; rule L2, which is its own inverse for known levels, gives the logical order. The
//! algorithm is then run over the result: when it does not show what the page shows, the next guess is tried.

mod sense;
mod turned;

use unicode_bidi::{BidiClass, bidi_class};

use super::rows::Rise;
use super::tight;
use super::words::Unit;
use crate::base::Direction;
use crate::script::DigitSet;
use crate::script::bidi;
use crate::script::itemize::is_mark;

pub(super) use sense::mirrored;
pub(super) use turned::{Around, Beside};

/// The units of right-to-left text that was set with a left-to-right base direction, and whether its paragraph ends there.
pub(super) fn unturned(units: &[Unit], around: Around) -> (Reading, Option<bool>) {
    turned::logical(units, around)
}

/// What a unit does to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    /// A number; whether its digits are European ones.
    Number(bool),
    Neutral(BidiClass),
}

/// What is guessed where the page alone does not say it.
#[derive(Clone, Copy, Debug)]
struct Guess {
    /// Whether a sign between two numbers ties them.
    ties_numbers: bool,
    /// Whether European digits beside Latin letters run with them.
    digits_with_latin: bool,
    /// Whether a sign such as % runs with its number.
    signs_with_numbers: bool,
    /// Whether brackets run with the Latin words in them.
    brackets_with_latin: bool,
    /// Whether Latin words of different marked content stand apart, as isolates do.
    parts_marked: bool,
}

/// Units in reading order.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// The units by their places from left to right, each with whether its brackets are mirrored there (L4).
    pub(super) order: Vec<(usize, bool)>,
    /// Whether the algorithm shows them as they stand.
    pub(super) is_proven: bool,
}

/// The units in reading order.
pub(super) fn logical(units: &[Unit], direction: Direction) -> Reading {
    let hosts = tight::hosts(units);
    let own = sides(units);
    let sides: Vec<Side> = hosts.iter().map(|host| own[*host]).collect();
    let turns = |side: &Side| match side {
        Side::Left => direction.is_rtl(),
        Side::Right => !direction.is_rtl(),
        Side::Number(_) => true,
        Side::Neutral(_) => false,
    };
    if !sides.iter().any(turns) {
        return Reading { order: plain(units.len(), direction), is_proven: true };
    }
    // A line has some hundreds; what has more is no line.
    const MOST: usize = 3000;
    let mut first = None;
    let mut proven: Option<(usize, Vec<(usize, bool)>)> = None;
    let has_marks = has_marks(units);
    for guess in guesses().take_while(|_| units.len() <= MOST) {
        if guess.parts_marked && !has_marks {
            break;
        }
        let levels = levels(units, &sides, direction, guess);
        let order: Vec<(usize, bool)> = turned_round(&levels).into_iter().map(|at| (at, levels[at] % 2 == 1)).collect();
        // Marked content is numbered in reading order by makers that isolate words.
        let turns = if has_marks { descents(units, &order) } else { 0 };
        if guess.parts_marked || shows(units, &hosts, &order, direction) {
            if turns == 0 {
                return Reading { order, is_proven: true };
            }
            if !guess.parts_marked && proven.as_ref().is_none_or(|(fewest, _)| turns < *fewest) {
                proven = Some((turns, order.clone()));
            }
        }
        first.get_or_insert(order);
    }
    if let Some((_, order)) = proven {
        return Reading { order, is_proven: true };
    }
    Reading { order: first.unwrap_or_else(|| plain(units.len(), direction)), is_proven: false }
}

fn plain(count: usize, direction: Direction) -> Vec<(usize, bool)> {
    let places = 0..count;
    if direction.is_rtl() {
        places.rev().map(|at| (at, true)).collect()
    } else {
        places.map(|at| (at, false)).collect()
    }
}

fn guesses() -> impl Iterator<Item = Guess> {
    (0u8..32).map(|bits| Guess {
        digits_with_latin: bits & 1 == 0,
        brackets_with_latin: bits & 2 == 0,
        ties_numbers: bits & 4 == 0,
        signs_with_numbers: bits & 8 == 0,
        parts_marked: bits & 16 != 0,
    })
}

/// Whether letters of a line have several marked contents.
fn has_marks(units: &[Unit]) -> bool {
    let mut marks = units.iter().filter(|unit| !unit.is_space()).map(|unit| unit.marked);
    let first = marks.next().flatten();
    first.is_some() && marks.any(|mark| mark.is_some() && mark != first)
}

/// How often a lower marked content comes after a higher one.
fn descents(units: &[Unit], order: &[(usize, bool)]) -> usize {
    let marks = order.iter().map(|(at, _)| &units[*at]).filter(|unit| !unit.is_space()).filter_map(|unit| unit.marked);
    let marks: Vec<u32> = marks.collect();
    marks.windows(2).filter(|pair| pair[1] < pair[0]).count()
}

fn sides(units: &[Unit]) -> Vec<Side> {
    let side = |at: usize| if is_power(units, at) { Side::Number(true) } else { side(&units[at]) };
    (0..units.len()).map(side).collect()
}

/// Whether a raised number stands right after a number: a power runs with what it raises.
fn is_power(units: &[Unit], at: usize) -> bool {
    let is_number = |unit: &Unit| unit.text.chars().all(DigitSet::is_digit);
    let unit = &units[at];
    let raises = |number: &Unit| {
        number.look.rise == Rise::None
            && is_number(number)
            && (unit.left - number.right).abs() < 0.5 * (number.right - number.left)
    };
    unit.look.rise == Rise::Raised && is_number(unit) && at.checked_sub(1).is_some_and(|before| raises(&units[before]))
}

fn side(unit: &Unit) -> Side {
    if unit.look.rise == Rise::Raised {
        // The mark of a note takes no part: makers isolate it, or it stands by itself.
        return Side::Neutral(BidiClass::ON);
    }
    let first = unit.text.chars().find(|character| !is_mark(*character)).unwrap_or(' ');
    match bidi_class(first) {
        BidiClass::L => Side::Left,
        BidiClass::R | BidiClass::AL => Side::Right,
        BidiClass::EN => Side::Number(first.is_ascii_digit()),
        BidiClass::AN => Side::Number(false),
        class => Side::Neutral(class),
    }
}

/// Levels of units from left to right.
fn levels(units: &[Unit], sides: &[Side], direction: Direction, guess: Guess) -> Vec<u8> {
    let base = u8::from(direction.is_rtl());
    let mut levels: Vec<u8> = sides
        .iter()
        .map(|side| match side {
            Side::Left => 2 * base,
            Side::Right => 1,
            Side::Number(_) => 2,
            Side::Neutral(_) => base,
        })
        .collect();
    let mut at = 0;
    while at < sides.len() {
        if !matches!(sides[at], Side::Neutral(_)) {
            at += 1;
            continue;
        }
        let end = (at..sides.len()).find(|next| !matches!(sides[*next], Side::Neutral(_))).unwrap_or(sides.len());
        let before = at.checked_sub(1).map(|before| sides[before]);
        let after = sides.get(end).copied();
        let mark = |at: usize| units.get(at).and_then(|unit| unit.marked);
        let is_parted = guess.parts_marked && at > 0 && mark(at - 1) != mark(end);
        let level = if is_parted { base } else { between(&sides[at..end], before, after, base, guess) };
        levels[at..end].fill(level);
        if guess.signs_with_numbers {
            signs_of_numbers(&sides[at..end], &mut levels[at..end], before, after);
        }
        at = end;
    }
    if !direction.is_rtl() {
        plain_numbers(sides, &mut levels);
    } else if guess.brackets_with_latin {
        brackets(units, sides, &mut levels);
    }
    levels
}

/// The level of neutrals between two units (W4, N1, N2).
fn between(run: &[Side], before: Option<Side>, after: Option<Side>, base: u8, guess: Guess) -> u8 {
    let is_tie = || matches!(run, [Side::Neutral(BidiClass::CS | BidiClass::ES)]);
    match (before, after) {
        (Some(Side::Left), Some(Side::Left)) => 2 * base,
        (Some(Side::Right), Some(Side::Right)) => 1,
        (Some(Side::Number(_)), Some(Side::Number(_))) if guess.ties_numbers && is_tie() => 2,
        (Some(Side::Left), Some(Side::Number(true))) | (Some(Side::Number(true)), Some(Side::Left))
            if guess.digits_with_latin =>
        {
            2 * base
        }
        (Some(Side::Right), Some(Side::Number(_))) | (Some(Side::Number(_)), Some(Side::Right)) => 1,
        _ => base,
    }
}

/// Signs such as % right beside a number run with it (W5).
fn signs_of_numbers(run: &[Side], levels: &mut [u8], before: Option<Side>, after: Option<Side>) {
    let is_sign = |side: &Side| *side == Side::Neutral(BidiClass::ET);
    if matches!(before, Some(Side::Number(_))) {
        let count = run.iter().take_while(|side| is_sign(side)).count();
        levels[..count].fill(2);
    }
    if matches!(after, Some(Side::Number(_))) {
        let count = run.iter().rev().take_while(|side| is_sign(side)).count();
        let from = levels.len() - count;
        levels[from..].fill(2);
    }
}

/// In left-to-right text a number stands on the level of the line unless right-to-left letters are beside it (W7).
fn plain_numbers(sides: &[Side], levels: &mut [u8]) {
    let strong = |side: &&Side| matches!(side, Side::Left | Side::Right);
    for at in 0..sides.len() {
        if matches!(sides[at], Side::Number(_)) {
            let after = sides[at..].iter().find(strong);
            if after != Some(&Side::Right) {
                levels[at] = 0;
            }
        }
    }
}

/// Brackets round or inside a Latin stretch run with it (N0).
fn brackets(units: &[Unit], sides: &[Side], levels: &mut [u8]) {
    let bracket = |at: usize| units[at].text.chars().next().filter(|_| matches!(sides[at], Side::Neutral(_)));
    let mut open: Vec<(usize, char)> = Vec::new();
    for at in 0..units.len() {
        match bracket(at) {
            Some('(') => open.push((at, ')')),
            Some('[') => open.push((at, ']')),
            Some('\u{AB}') => open.push((at, '\u{BB}')),
            Some(close @ (')' | ']' | '\u{BB}')) => {
                let Some(place) = open.iter().rposition(|(_, awaited)| *awaited == close) else { continue };
                let (start, _) = open[place];
                open.truncate(place);
                let inside = &levels[start + 1..at];
                let is_latin = !inside.is_empty() && inside.iter().all(|level| *level >= 2);
                let goes_on = start > 0 && levels[start - 1] >= 2;
                if is_latin && goes_on {
                    levels[start] = 2;
                    levels[at] = 2;
                }
            }
            _ => {}
        }
    }
}

/// The logical order of units with these levels (L2).
fn turned_round(levels: &[u8]) -> Vec<usize> {
    reversed(levels, 1..=highest(levels))
}

/// Whether the algorithm shows this order as the units stand.
fn shows(units: &[Unit], hosts: &[usize], order: &[(usize, bool)], direction: Direction) -> bool {
    // A letter of the line before: it decides what numbers at the start of this one are (W2).
    const BEFORE: &str = "\u{627}";
    let mut text = String::new();
    if direction.is_rtl() {
        text.push_str(BEFORE);
    }
    let mut starts = Vec::with_capacity(order.len());
    for (at, is_mirrored) in order {
        starts.push(text.len());
        match units[*at].look.rise {
            Rise::Raised if !is_power(units, *at) => text.push('\u{FFFC}'),
            _ if *is_mirrored => text.push_str(&mirrored(&units[*at].text)),
            _ => text.push_str(&units[hosts[*at]].text),
        }
    }
    let levels = bidi::levels(&text, direction, &[]);
    let levels: Vec<u8> = starts.iter().map(|start| levels.at(*start)).collect();
    visual(&levels).into_iter().map(|place| order[place].0).eq(0..units.len())
}

/// The visual order of logical levels (L2).
fn visual(levels: &[u8]) -> Vec<usize> {
    reversed(levels, (1..=highest(levels)).rev())
}

fn highest(levels: &[u8]) -> u8 {
    levels.iter().max().copied().unwrap_or(0)
}

/// Reverses every stretch of places at a level or above it, level by level.
fn reversed(levels: &[u8], by: impl Iterator<Item = u8>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    for level in by {
        let mut at = 0;
        while at < order.len() {
            let end = (at..order.len()).find(|next| levels[order[*next]] < level).unwrap_or(order.len());
            order[at..end].reverse();
            at = end.max(at + 1);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::super::words::Look;
    use super::*;

    /// Shows a text by the algorithm and reads it back.
    fn back(text: &str, direction: Direction) -> (String, bool) {
        let units: Vec<Unit> = text
            .chars()
            .map(|letter| Unit { text: letter.to_string(), look: Look::default(), left: 0.0, right: 0.0, marked: None })
            .collect();
        // The letter before stands for the text that the line goes on with.
        let full = format!("\u{627}{text}");
        let levels = bidi::levels(&full, direction, &[]);
        let levels: Vec<u8> = full.char_indices().skip(1).map(|(at, _)| levels.at(at)).collect();
        let shown = |at: usize| match levels[at] % 2 {
            1 => Unit { text: mirrored(&units[at].text), ..units[at].clone() },
            _ => units[at].clone(),
        };
        let seen: Vec<Unit> = visual(&levels).into_iter().map(shown).collect();
        let reading = logical(&seen, direction);
        let text = |(at, is_mirrored): &(usize, bool)| match is_mirrored {
            true => mirrored(&seen[*at].text),
            false => seen[*at].text.clone(),
        };
        (reading.order.iter().map(text).collect(), reading.is_proven)
    }

    #[test]
    fn what_is_shown_is_read_back() {
        let texts = [
            "نان تازه پختیم",
            "کتاب Bread and Salt را خواند",
            "سال ۱۳۵۷ و ۱۲٫۵ درصد",
            "از ۱۹۱۷-۱۹۹۱ و ۱۹۱۷–۱۹۹۱ نوشت",
            "(نان) و «نمک»، شماره ۱۲/۳.",
            "برنامه Windows 10 را بست",
            "۲۵% و %۲۵ از نان",
            "نام (name) آن و نام Bread (bread) است",
            "۱. نان",
        ];
        for text in texts {
            assert_eq!(back(text, Direction::Rtl), (text.to_owned(), true), "{text}");
        }
    }

    #[test]
    fn left_to_right_lines_with_arabic_words_too() {
        for text in ["the word نان is bread", "12 loaves (نان) for 3", "bread نان نمک salt"] {
            assert_eq!(back(text, Direction::Ltr), (text.to_owned(), true), "{text}");
        }
    }

    #[test]
    fn an_order_that_nothing_shows_is_not_proved() {
        let unit = |text: &str| Unit { text: text.into(), look: Look::default(), left: 0.0, right: 0.0, marked: None };
        // Digits and a tie that are pulled apart by an isolate of the maker.
        let seen: Vec<Unit> = ["\u{646}", "a", "(", "\u{646}", "b", ")"].map(unit).into();
        assert_eq!(logical(&seen, Direction::Rtl).order.len(), seen.len());
    }
}
