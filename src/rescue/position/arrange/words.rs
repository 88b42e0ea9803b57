//! From the signs of a row to units: a letter with its marks, a space, a whole mark of a note; still from left to right.
//!
//! A gap is a space when it is as wide as one. Glyphs that say space are believed only where there is a gap, since some
//! makers draw them over letters.

use super::rows::{Rise, Row};
use super::signs::{Kind, Sign};
use crate::rescue::position::{Area, PositionedFace};
use crate::script::DigitSet;
use crate::script::itemize::{is_invisible, is_mark};
use crate::script::letters::is_arabic;

/// How a stretch of text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Whether it is bold.
    pub(super) is_bold: bool,
    /// Whether it is slanted.
    pub(super) is_italic: bool,
    /// Whether all its letters are equally wide.
    pub(super) is_monospace: bool,
    /// Where it stands.
    pub(super) rise: Rise,
}

/// What stands at one place of a line.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Its text in logical order; one space for a gap.
    pub(super) text: String,
    /// How it looks.
    pub(super) look: Look,
    /// Left edge.
    pub(super) left: f32,
    /// Right edge.
    pub(super) right: f32,
    /// Its marked content.
    pub(super) marked: Option<u32>,
}

impl Unit {
    /// Whether it is a space.
    pub(super) fn is_space(&self) -> bool {
        self.text == " "
    }
}

/// How wide gaps are that part words, in sizes of the font.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spacing {
    /// Gaps without a glyph that says space.
    bare: f32,
    /// Gaps with one.
    drawn: f32,
}

impl Spacing {
    /// Learns from all rows of a file.
    pub(super) fn learn(pages: &[Vec<Row>]) -> Self {
        let mut gaps: Vec<f32> = Vec::new();
        let mut drawn = 0usize;
        for row in pages.iter().flatten().take(4000) {
            each_gap(row, |gap| {
                let width = gap.width / row.size;
                if (0.1..1.0).contains(&width) {
                    gaps.push(width);
                    drawn += usize::from(gap.has_space);
                }
            });
        }
        gaps.sort_by(f32::total_cmp);
        let middle = gaps.get(gaps.len() / 2).copied().unwrap_or(0.25);
        let narrow = (middle * 0.5).clamp(0.06, 0.14);
        // Where spaces are drawn, only a wide gap says it alone.
        let bare = if drawn * 10 > gaps.len() * 8 { 0.3 } else { narrow };
        Self { bare, drawn: 0.06 }
    }

    fn is_space(self, gap: &Gap, size: f32) -> bool {
        let width = gap.width / size;
        width >= self.bare || (gap.has_space && width >= self.drawn)
    }
}

/// What lies between two letters of a row.
struct Gap {
    /// The sign after it.
    after: usize,
    width: f32,
    left: f32,
    has_space: bool,
}

fn each_gap(row: &Row, mut found: impl FnMut(Gap)) {
    let mut right: Option<f32> = None;
    let mut has_space = false;
    for (at, (sign, _)) in row.signs.iter().enumerate() {
        match sign.kind {
            Kind::Space => has_space = true,
            Kind::Attached => {}
            Kind::Letter | Kind::Filler => {
                if let Some(right) = right {
                    found(Gap { after: at, width: sign.left - right, left: right, has_space });
                }
                right = Some(right.map_or(sign.right, |right| right.max(sign.right)));
                has_space = false;
            }
        }
    }
}

/// Thin lines that lie in the letters of a row: the kashida of some makers.
pub(super) fn bridges(row: &Row, rules: &[Area]) -> Vec<(f32, f32)> {
    // `rules` are sorted by their lower edges.
    let from = rules.partition_point(|rule| rule.bottom < row.baseline - 0.35 * row.size);
    let rest = rules[from..].iter().take_while(|rule| rule.bottom <= row.baseline + 0.04 * row.size);
    let lies = |rule: &&Area| {
        rule.bottom - rule.top <= 0.2 * row.size && rule.right - rule.left <= 6.0 * row.size && rule.right > row.left
    };
    let mut bridges: Vec<(f32, f32)> =
        rest.filter(lies).filter(|rule| rule.left < row.right).map(|rule| (rule.left, rule.right)).take(2000).collect();
    bridges.sort_by(|one, other| one.0.total_cmp(&other.0));
    bridges
}

/// The units of a row from left to right.
pub(super) fn of_row(row: &Row, bridges: &[(f32, f32)], spacing: Spacing, faces: &[PositionedFace]) -> Vec<Unit> {
    let mut spaces: Vec<(usize, f32, f32)> = Vec::new();
    let mut bridge = 0;
    each_gap(row, |gap| {
        let end = gap.left + gap.width;
        while bridge < bridges.len() && bridges[bridge].1 < gap.left + 0.3 * gap.width {
            bridge += 1;
        }
        let is_bridged = bridges.get(bridge).is_some_and(|(left, right)| {
            (right.min(end) - left.max(gap.left)) >= 0.6 * gap.width && *left <= gap.left + 0.1 * row.size
        });
        if !is_bridged && (spacing.is_space(&gap, row.size) || is_after_mark(row, &gap)) {
            spaces.push((gap.after, gap.left, end));
        }
    });
    let mut units: Vec<Unit> = Vec::with_capacity(row.signs.len());
    let mut homes: Vec<Option<usize>> = vec![None; row.signs.len()];
    let mut spaces = spaces.into_iter().peekable();
    for (at, (sign, rise)) in row.signs.iter().enumerate() {
        if let Some((_, left, right)) = spaces.next_if(|space| space.0 == at) {
            units.push(Unit { text: " ".to_owned(), look: Look::default(), left, right, marked: sign.marked });
        }
        if sign.kind != Kind::Letter {
            continue;
        }
        let look = look(sign, *rise, faces);
        let text = without_controls(sign.text);
        if *rise != Rise::None
            && let Some(last) = units.last_mut().filter(|unit| unit.look.rise == *rise && !unit.is_space())
        {
            // A raised number is one thing: digits and Latin letters run to the right, Arabic letters to the left.
            if text.chars().any(is_arabic_letter) {
                last.text.insert_str(0, &text)
            } else {
                last.text.push_str(&text)
            }
            last.right = last.right.max(sign.right);
        } else {
            units.push(Unit { text, look, left: sign.left, right: sign.right, marked: sign.marked });
        }
        homes[at] = Some(units.len() - 1);
    }
    attach(row, &homes, &mut units);
    units.retain(|unit| !unit.text.is_empty());
    units
}

/// Whether a gap parts a number at the left end from a letter: the tab after the mark of a note may be narrow.
fn is_after_mark(row: &Row, gap: &Gap) -> bool {
    let is_digit = |sign: &Sign| sign.text.chars().all(DigitSet::is_digit);
    gap.width >= 0.1 * row.size
        && gap.after <= 4
        && row.signs[..gap.after].iter().all(|(sign, _)| sign.kind == Kind::Letter && is_digit(sign))
        && row.signs[gap.after].0.text.chars().any(is_arabic_letter)
}

fn is_arabic_letter(character: char) -> bool {
    is_arabic(character) && character.is_alphabetic()
}

/// A text without directional marks; half-spaces, joiners and soft hyphens stay.
fn without_controls(text: &str) -> String {
    let stays = |character: &char| !is_invisible(*character) || matches!(character, '\u{200C}' | '\u{200D}' | '\u{AD}');
    text.chars().filter(stays).filter(|character| !character.is_control()).collect()
}

fn look(sign: &Sign, rise: Rise, faces: &[PositionedFace]) -> Look {
    let face = faces.get(usize::from(sign.face));
    Look {
        is_bold: face.is_some_and(|face| face.is_bold),
        is_italic: face.is_some_and(|face| face.is_italic),
        is_monospace: face.is_some_and(|face| face.is_monospace),
        rise,
    }
}

/// Puts marks and half-spaces to their letters.
fn attach(row: &Row, homes: &[Option<usize>], units: &mut [Unit]) {
    // A letter is never further than this among its neighbours.
    const REACH: usize = 8;
    for (at, (mark, _)) in row.signs.iter().enumerate() {
        if mark.kind != Kind::Attached {
            continue;
        }
        // Without ink only the order of drawing tells: an Arabic mark is drawn at the left edge of its letter.
        let is_half_space = mark.ink.is_none() || !mark.text.chars().any(is_mark);
        let near = at.saturating_sub(REACH)..(at + REACH + 1).min(row.signs.len());
        let is_arabic_mark = mark.text.chars().any(|letter| is_mark(letter) && is_arabic(letter));
        let takes = |other: &usize| !is_arabic_mark || row.signs[*other].0.text.chars().any(is_arabic_letter);
        let home = near
            .filter(|other| homes[*other].is_some() && takes(other))
            .map(|other| {
                let sign = &row.signs[other].0;
                let middle = if is_half_space { mark.left } else { mark.middle };
                // A half-space stands after its letter: at the left edge of an Arabic one.
                let away = match (is_half_space, sign.text.chars().any(is_arabic)) {
                    (true, true) => (sign.left - middle).abs(),
                    (true, false) => (sign.right - middle).abs(),
                    (false, _) => (sign.left - middle).max(middle - sign.right).max(0.0),
                };
                (
                    (away * if mark.ink.is_some() { 20.0 } else { 400.0 } / row.size) as u32,
                    sign.drawn.abs_diff(mark.drawn),
                    other,
                )
            })
            .min();
        if let Some(unit) = home.and_then(|(_, _, other)| homes[other]) {
            units[unit].text.push_str(&without_controls(mark.text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::made::{glyph, line, page};
    use super::super::{rows, signs};
    use super::*;

    fn read(page: &crate::rescue::position::PositionedPage) -> String {
        let (signs, _) = signs::of_page(page);
        let rows = rows::of_signs(&signs);
        let spacing = Spacing::learn(std::slice::from_ref(&rows));
        let mut rules = page.rules.clone();
        rules.sort_by(|one, other| one.bottom.total_cmp(&other.bottom));
        rows.iter()
            .map(|row| of_row(row, &bridges(row, &rules), spacing, &[]).into_iter().map(|unit| unit.text).collect())
            .collect::<Vec<String>>()
            .join("|")
    }

    #[test]
    fn gaps_are_spaces() {
        assert_eq!(read(&page(line("warm bread", 10.0, 50.0))), "warm bread");
    }

    #[test]
    fn a_space_drawn_over_letters_is_none() {
        let mut glyphs = line("warm", 10.0, 50.0);
        glyphs.insert(2, glyph(" ", 14.0, 50.0));
        assert_eq!(read(&page(glyphs)), "warm");
    }

    #[test]
    fn a_thin_line_between_letters_joins_them() {
        let mut glyphs = line("ab", 10.0, 50.0);
        for glyph in &mut glyphs[1..] {
            (glyph.left, glyph.right) = (glyph.left + 8.0, glyph.right + 8.0);
        }
        let mut page = page(glyphs);
        assert_eq!(read(&page), "a b");
        page.rules.push(Area { left: 14.9, top: 48.8, right: 23.1, bottom: 49.8 });
        assert_eq!(read(&page), "ab");
    }

    #[test]
    fn marks_go_to_their_letters() {
        // U+0646, U+0627, U+0646 with U+064E on the first, drawn before it.
        let mut fatha = glyph("\u{64E}", 22.0, 50.0);
        fatha.right = fatha.left;
        let glyphs =
            vec![glyph("\u{646}", 10.0, 50.0), glyph("\u{627}", 15.0, 50.0), fatha, glyph("\u{646}", 20.0, 50.0)];
        assert_eq!(read(&page(glyphs)), "\u{646}\u{627}\u{646}\u{64E}");
    }
}
