//! Lines: a row, or the part of it in one column, with its text in reading order.

use super::order::{self, Around, Reading, mirrored};
use super::rows::{Rise, Row};
use super::words::{self, Look, Spacing, Unit};
use crate::base::Direction;
use crate::rescue::position::{Area, PositionedFace};
use crate::script::letters::is_arabic;

/// What holds for all lines of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    /// How wide spaces are.
    pub(super) spacing: Spacing,
    /// The direction of most of the text.
    pub(super) direction: Direction,
    /// The base direction that most paragraphs were set with: where their lines begin.
    pub(super) base: Direction,
    /// The fonts.
    pub(super) faces: &'a [PositionedFace],
    /// Whether brackets say what they mean, not what is seen: then they are not mirrored.
    pub(super) has_meant_brackets: bool,
}

/// How the paragraph of a line was set, where that is known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Set {
    /// Its base direction; that of the file else.
    pub(super) base: Option<Direction>,
    /// What stands beside the line.
    pub(super) around: Around,
}

/// A stretch of text that looks the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Its text in reading order.
    pub(super) text: String,
    /// How it looks.
    pub(super) look: Look,
    /// The label of the note whose mark it is.
    pub(super) note: Option<String>,
}

impl Stretch {
    fn new(text: String, look: Look) -> Self {
        Self { text, look, note: None }
    }
}

/// A line of one column.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The page, by its number in the file.
    pub(super) page: u32,
    /// Its number on the page, from 1.
    pub(super) number: u32,
    /// The column on the page; 0 is the whole width.
    pub(super) column: u16,
    /// Left edge.
    pub(super) left: f32,
    /// Right edge.
    pub(super) right: f32,
    /// The edges of its column.
    pub(super) frame: (f32, f32),
    /// The baseline.
    pub(super) baseline: f32,
    /// The size of most letters.
    pub(super) size: f32,
    /// Its text in reading order.
    pub(super) stretches: Vec<Stretch>,
    /// Its words from left to right.
    pub(super) words: Vec<(f32, f32)>,
    /// How wide its first word in reading order is.
    pub(super) first: f32,
    /// Whether it begins at the right.
    pub(super) is_rtl: bool,
    /// Whether it is right-to-left text that was set with a left-to-right base direction.
    pub(super) is_turned: bool,
    /// Whether its paragraph ends with it, if the place of its last sign says so.
    pub(super) ends: Option<bool>,
    /// Whether the report tells at it that it was set with another base direction than its script has.
    pub(super) tells_base: bool,
    /// The share of its letters that is bold.
    pub(super) bold: f32,
    /// Whether its order is proved.
    pub(super) is_proven: bool,
    /// The box that it stands in, by its number in the file; 0 is none.
    pub(super) boxed: u16,
}

impl Line {
    /// A line of a row.
    pub(super) fn of(row: &Row, rules: &[Area], setting: Setting, page: u32) -> Self {
        Self::set(row, rules, setting, page, Set::default())
    }

    /// A line of a row of a paragraph that was set in this way.
    pub(super) fn set(row: &Row, rules: &[Area], setting: Setting, page: u32, set: Set) -> Self {
        let bridges = words::bridges(row, rules);
        let mut units = words::of_row(row, &bridges, setting.spacing, setting.faces);
        let script = direction_of(&units, setting.direction);
        // Text of a file of the other script keeps the direction of its letters.
        let file = if setting.direction.is_rtl() { setting.base } else { script };
        let base = set.base.unwrap_or(file);
        let is_turned = script.is_rtl() && !base.is_rtl() && strong(&units).1 > 0;
        if script.is_rtl() && !is_turned {
            tie_hyphen(&mut units);
        }
        let (reading, ends) = match is_turned {
            true => order::unturned(&units, set.around),
            false => (order::logical(&units, script), None),
        };
        let letters = units.iter().filter(|unit| !unit.is_space()).count().max(1) as f32;
        let bold = units.iter().filter(|unit| !unit.is_space() && unit.look.is_bold).count() as f32 / letters;
        Self {
            page,
            number: 0,
            column: 0,
            left: row.left,
            right: row.right,
            frame: (row.left, row.right),
            baseline: row.baseline,
            size: row.size,
            stretches: stretches(&units, &reading, setting.has_meant_brackets),
            words: visual_words(&units),
            first: first_word(&units, &reading),
            is_rtl: script.is_rtl() && !is_turned,
            is_turned,
            ends,
            tells_base: false,
            bold,
            is_proven: reading.is_proven,
            boxed: 0,
        }
    }

    /// Its text in reading order.
    pub(super) fn text(&self) -> String {
        self.stretches.iter().map(|stretch| stretch.text.as_str()).collect()
    }

    /// Its text in reading order, without raised marks at its end.
    pub(super) fn text_before_marks(&self) -> String {
        let marks = self.stretches.iter().rev().take_while(|stretch| stretch.look.rise == Rise::Raised).count();
        let rest = &self.stretches[..self.stretches.len() - marks];
        rest.iter().map(|stretch| stretch.text.as_str()).collect()
    }

    /// Whether its first letter is one of a script that runs to the left.
    pub(super) fn begins_rtl(&self) -> bool {
        self.text().chars().find(|letter| letter.is_alphabetic()).is_some_and(is_arabic)
    }

    /// How wide it is.
    pub(super) fn width(&self) -> f32 {
        self.right - self.left
    }

    /// How far it begins from the edge where lines begin.
    pub(super) fn start_in(&self) -> f32 {
        if self.is_rtl { self.frame.1 - self.right } else { self.left - self.frame.0 }
    }

    /// How far it ends from the edge where lines end.
    pub(super) fn end_in(&self) -> f32 {
        if self.is_rtl { self.left - self.frame.0 } else { self.frame.1 - self.right }
    }

    /// How wide its first word in reading order is.
    pub(super) fn first_word(&self) -> f32 {
        self.first
    }

    /// How wide the narrowest space of it is.
    pub(super) fn space(&self) -> f32 {
        let gaps = self.words.windows(2).map(|pair| pair[1].0 - pair[0].1);
        gaps.min_by(f32::total_cmp).unwrap_or(0.25 * self.size).max(0.1 * self.size)
    }

    /// Whether it stands in the middle of its column, with room on both sides.
    pub(super) fn is_centred(&self) -> bool {
        let (start, end) = (self.start_in(), self.end_in());
        start > self.size && end > self.size && (start - end).abs() < 0.8 * self.size
    }
}

/// Ties the hyphen of a Latin word that is broken at the left end of a line to its letter: the next line says that it
/// runs with the word.
fn tie_hyphen(units: &mut Vec<Unit>) {
    let is_latin = |unit: &Unit| unit.text.chars().all(|letter| letter.is_alphabetic() && !is_arabic(letter));
    let start = units.iter().take_while(|unit| is_latin(unit) || unit.is_space() || unit.text == "'").count();
    let is_hyphen = units.get(start).is_some_and(|unit| matches!(unit.text.as_str(), "-" | "\u{2010}" | "\u{AD}"));
    if start > 0 && is_hyphen && !units[start - 1].is_space() && units.get(start + 1).is_none_or(|next| !is_latin(next))
    {
        let hyphen = units.remove(start);
        units[start - 1].text.push_str(&hyphen.text);
        units[start - 1].right = hyphen.right;
    }
}

/// Whether brackets of lines from the right close before they open: then the file names them by what they mean.
pub(super) fn has_meant_brackets<'a>(lines: impl Iterator<Item = &'a Line>) -> bool {
    let (mut right, mut wrong) = (0usize, 0usize);
    for line in lines.filter(|line| line.is_rtl) {
        let text = line.text();
        for (open, close) in [('(', ')'), ('\u{AB}', '\u{BB}')] {
            match (text.find(open), text.find(close)) {
                (Some(first), Some(second)) if first < second => right += 1,
                (Some(_), Some(_)) => wrong += 1,
                _ => {}
            }
        }
    }
    wrong >= 2 && wrong > 3 * right
}

/// The direction of a line: that of the file where it has letters of it.
fn direction_of(units: &[Unit], file: Direction) -> Direction {
    if !file.is_rtl() {
        let (left, right) = strong(units);
        return if right > 2 * left { Direction::Rtl } else { Direction::Ltr };
    }
    match strong(units) {
        (0, _) | (_, 1..) => Direction::Rtl,
        // Latin only: the stop of a sentence says on which side it ends.
        _ => {
            let ends = |unit: Option<&Unit>| {
                unit.is_some_and(|unit| matches!(unit.text.as_str(), "." | "," | ":" | ";" | "!" | "?" | "-"))
            };
            let is_arabic_sign = |unit: &Unit| matches!(unit.text.as_str(), "\u{60C}" | "\u{61B}" | "\u{61F}");
            if units.iter().any(is_arabic_sign) {
                return Direction::Rtl;
            }
            if ends(units.first()) && !ends(units.last()) { Direction::Rtl } else { Direction::Ltr }
        }
    }
}

/// How many units run to the right, and how many to the left.
pub(super) fn strong(units: &[Unit]) -> (usize, usize) {
    let first = |unit: &Unit| unit.text.chars().next().unwrap_or(' ');
    let is_rtl = |letter: char| matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FEFC}');
    let letters = units.iter().map(first).filter(|letter| letter.is_alphabetic());
    letters.fold((0, 0), |(left, right), letter| if is_rtl(letter) { (left, right + 1) } else { (left + 1, right) })
}

fn stretches(units: &[Unit], reading: &Reading, has_meant_brackets: bool) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut spaces = String::new();
    for (unit, is_mirrored) in reading.order.iter().map(|(at, is_mirrored)| (&units[*at], *is_mirrored)) {
        let text = if is_mirrored && !has_meant_brackets { mirrored(&unit.text) } else { unit.text.clone() };
        if unit.is_space() {
            spaces = " ".to_owned();
            continue;
        }
        // A space between two looks is that of what came before, unless a raised mark did.
        match stretches.last_mut() {
            Some(last) if last.look == unit.look => {
                last.text.push_str(&spaces);
                last.text.push_str(&text);
            }
            Some(last) if last.look.rise == Rise::None => {
                last.text.push_str(&spaces);
                stretches.push(Stretch::new(text, unit.look));
            }
            _ => stretches.push(Stretch::new(format!("{spaces}{text}"), unit.look)),
        }
        spaces.clear();
    }
    stretches
}

/// How wide the first word in reading order is.
fn first_word(units: &[Unit], reading: &Reading) -> f32 {
    let word = reading.order.iter().map(|(at, _)| &units[*at]).take_while(|unit| !unit.is_space());
    let (left, right) =
        word.fold((f32::MAX, f32::MIN), |edges, unit| (edges.0.min(unit.left), edges.1.max(unit.right)));
    (right - left).max(0.0)
}

fn visual_words(units: &[Unit]) -> Vec<(f32, f32)> {
    let mut words: Vec<(f32, f32)> = Vec::new();
    let mut is_new = true;
    for unit in units {
        if unit.is_space() {
            is_new = true;
        } else if is_new {
            words.push((unit.left, unit.right));
            is_new = false;
        } else if let Some(last) = words.last_mut() {
            *last = (last.0.min(unit.left), last.1.max(unit.right));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::made::{faced, line, line_rtl, page, sized, text};
    use super::super::{rows, signs};
    use super::*;
    use crate::rescue::position::PositionedGlyph;

    fn read(glyphs: Vec<PositionedGlyph>) -> Line {
        let file = text(vec![page(glyphs)]);
        let (signs, _) = signs::of_page(&file.pages[0]);
        let rows = rows::of_signs(&signs);
        let spacing = Spacing::learn(std::slice::from_ref(&rows));
        Line::of(
            &rows[0],
            &[],
            Setting {
                spacing,
                direction: Direction::Rtl,
                base: Direction::Rtl,
                faces: &file.faces,
                has_meant_brackets: false,
            },
            1,
        )
    }

    #[test]
    fn a_line_of_two_scripts_is_read_from_the_right() {
        let mut glyphs = line_rtl("نان تازه", 200.0, 50.0);
        glyphs.extend(line("Bread", 130.0, 50.0));
        let line = read(glyphs);
        assert_eq!((line.text().as_str(), line.is_proven), ("نان تازه Bread", true));
        assert_eq!((line.first_word(), line.words.len()), (15.0, 3));
    }

    #[test]
    fn bold_words_and_raised_marks_are_stretches() {
        let mut glyphs = faced(line("warm", 10.0, 50.0), 1);
        glyphs.extend(line("bread", 35.0, 50.0));
        glyphs.extend(sized(line("12", 60.5, 46.0), 6.0));
        let line = read(glyphs);
        let parts: Vec<(&str, bool, Rise)> =
            line.stretches.iter().map(|part| (part.text.as_str(), part.look.is_bold, part.look.rise)).collect();
        assert_eq!(parts, [("warm ", true, Rise::None), ("bread", false, Rise::None), ("12", false, Rise::Raised)]);
    }
}
