//! Signs that stand on one baseline across the page: rows. Raised and lowered signs belong to the row they stand in.
//!
//! Signs are first tied to chunks in the order of drawing, so that marks and the falling words of a Nastaliq face stay
//! together; chunks on one baseline are a row.

use super::signs::{Kind, Sign, is_note_mark};
use crate::script::DigitSet;
use crate::script::letters::is_arabic;

/// Where a sign stands on its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rise {
    /// On the baseline.
    #[default]
    None,
    /// Above it, and smaller: marks of notes, powers.
    Raised,
    /// Below it, and smaller.
    Lowered,
}

/// A row: signs from left to right.
#[derive(Clone, Debug, Default)]
pub(super) struct Row<'a> {
    /// The signs by their middles, with where they stand.
    pub(super) signs: Vec<(Sign<'a>, Rise)>,
    /// The baseline.
    pub(super) baseline: f32,
    /// The size of most of its signs that are neither raised nor lowered.
    pub(super) size: f32,
    /// The leftmost edge of a sign that is no space.
    pub(super) left: f32,
    /// The rightmost one.
    pub(super) right: f32,
}

/// Signs drawn one after the other that touch.
struct Chunk<'a> {
    signs: Vec<Sign<'a>>,
    left: f32,
    right: f32,
    baseline: f32,
    size: f32,
}

/// The rows of a page from top to bottom.
pub(super) fn of_signs<'a>(signs: &[Sign<'a>]) -> Vec<Row<'a>> {
    let mut chunks = chunks(signs);
    chunks.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
    let mut rows: Vec<Vec<Chunk>> = Vec::new();
    for chunk in chunks {
        let fits = |row: &Vec<Chunk>| {
            let first = &row[0];
            (chunk.baseline - first.baseline).abs() <= 0.12 * chunk.size.min(first.size)
        };
        match rows.last_mut().filter(|row| fits(row)) {
            Some(row) => row.push(chunk),
            None => rows.push(vec![chunk]),
        }
    }
    let risen = absorb(&mut rows);
    rows.into_iter()
        .zip(risen)
        .filter(|(row, _)| !row.is_empty())
        .filter_map(|(row, risen)| finish(row, risen))
        .collect()
}

fn chunks<'a>(signs: &[Sign<'a>]) -> Vec<Chunk<'a>> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for sign in signs {
        match chunks.last_mut().filter(|chunk| belongs(chunk, sign)) {
            Some(chunk) => {
                chunk.left = chunk.left.min(sign.left);
                chunk.right = chunk.right.max(sign.right);
                // The words of a falling script end on the baseline.
                if sign.kind == Kind::Letter {
                    // A mark drawn before its letter may stand on a baseline of its own.
                    let is_first = chunk.signs.iter().all(|sign| sign.kind == Kind::Attached);
                    chunk.baseline = if is_first { sign.baseline } else { chunk.baseline.max(sign.baseline) };
                    chunk.size = if is_first { sign.size } else { chunk.size };
                }
                chunk.signs.push(*sign);
            }
            None => chunks.push(Chunk {
                signs: vec![*sign],
                left: sign.left,
                right: sign.right,
                baseline: sign.baseline,
                size: sign.size,
            }),
        }
    }
    chunks
}

/// Whether a sign goes on with what was drawn before it.
fn belongs(chunk: &Chunk, sign: &Sign) -> bool {
    let size = chunk.size;
    let is_near = |slack: f32| sign.left <= chunk.right + slack * size && sign.right >= chunk.left - slack * size;
    let away = (sign.baseline - chunk.baseline).abs();
    if sign.kind == Kind::Attached {
        return is_near(0.5) && away <= 1.2 * size;
    }
    let last = chunk.signs.last().expect("a chunk has a sign");
    let is_same_size = (sign.size - size).abs() <= 0.05 * size;
    let is_level = away <= 0.03 * size;
    if last.kind == Kind::Attached && chunk.signs.iter().all(|sign| sign.kind == Kind::Attached) {
        // Marks drawn before their letter.
        return is_near(0.5) && away <= 1.2 * size;
    }
    let falls = || {
        let joins = |sign: &Sign| sign.text.chars().all(is_arabic) && sign.kind != Kind::Space;
        let touches = sign.left <= last.right + 0.1 * size && sign.right >= last.left - 0.1 * size;
        let step = (sign.baseline - last.baseline).abs();
        joins(sign) && joins(last) && sign.face == last.face && touches && step <= 0.7 * size
    };
    is_same_size && is_near(0.25) && (is_level || falls())
}

/// Takes chunks that are raised or lowered beside a larger one into its row; what each row gained.
fn absorb<'a>(rows: &mut [Vec<Chunk<'a>>]) -> Vec<Vec<(Chunk<'a>, Rise)>> {
    let mut gained: Vec<Vec<(Chunk<'a>, Rise)>> = rows.iter().map(|_| Vec::new()).collect();
    // No more than this many rows away: hostile pages have thousands at one height.
    const REACH: usize = 6;
    for at in 0..rows.len() {
        let mut kept = Vec::new();
        for chunk in std::mem::take(&mut rows[at]) {
            let near = at.saturating_sub(REACH)..(at + REACH + 1).min(rows.len());
            let host = near.filter(|host| *host != at).find_map(|host| Some((host, rise(&chunk, &rows[host])?)));
            match host {
                Some((host, rise)) => gained[host].push((chunk, rise)),
                None => kept.push(chunk),
            }
        }
        rows[at] = kept;
    }
    // A row whose own chunks went elsewhere hands on what it gained as chunks of its own.
    for (row, gained) in rows.iter_mut().zip(&mut gained) {
        if row.is_empty() {
            row.extend(gained.drain(..).map(|(chunk, _)| chunk));
        }
    }
    gained
}

/// How a chunk stands in a row of larger signs, if it stands right beside one of them.
fn rise(chunk: &Chunk, row: &[Chunk]) -> Option<Rise> {
    // Hosts looked at in one row: a line has some dozens.
    const MOST: usize = 400;
    let says = chunk.signs.iter().filter(|sign| sign.kind == Kind::Letter).count();
    if says == 0 || says > 6 {
        return None;
    }
    // The mark of a note may have a tab after it.
    let is_mark = says <= 4
        && chunk
            .signs
            .iter()
            .filter(|sign| sign.kind == Kind::Letter)
            .all(|sign| sign.text.chars().all(DigitSet::is_digit))
        && row.iter().take(MOST).all(|host| chunk.right <= host.left || chunk.left >= host.right);
    let reach = if is_mark { 2.5 } else { 0.6 };
    row.iter().take(MOST).find_map(|host| {
        let is_beside = chunk.left <= host.right + reach * host.size && chunk.right >= host.left - reach * host.size;
        if !is_beside || chunk.size > 0.85 * host.size {
            return None;
        }
        match (host.baseline - chunk.baseline) / host.size {
            up if (0.12..=0.8).contains(&up) => Some(Rise::Raised),
            up if (-0.4..=-0.05).contains(&up) => Some(Rise::Lowered),
            _ => None,
        }
    })
}

fn finish<'a>(chunks: Vec<Chunk<'a>>, risen: Vec<(Chunk<'a>, Rise)>) -> Option<Row<'a>> {
    let baseline = chunks.iter().max_by(|one, other| one.signs.len().cmp(&other.signs.len()))?.baseline;
    let size = size_of(chunks.iter().flat_map(|chunk| &chunk.signs));
    let plain = chunks.into_iter().flat_map(|chunk| chunk.signs).map(|sign| (sign, Rise::None));
    let risen = risen.into_iter().flat_map(|(chunk, rise)| chunk.signs.into_iter().map(move |sign| (sign, rise)));
    let signs: Vec<(Sign, Rise)> = plain.chain(risen).collect();
    let mut row = Row::of(signs, baseline, size)?;
    raise_by_ink(&mut row);
    Some(row)
}

/// Raises what stands on the baseline by its numbers and high above it by its ink: text that the maker lifts, and
/// superior figures of a face.
fn raise_by_ink(row: &mut Row) {
    let size = row.size;
    // Zeros of the Arabic script are small and high by themselves.
    let is_zero = |sign: &Sign| matches!(sign.text, "\u{6F0}" | "\u{660}" | "\u{66B}");
    let may = |sign: &Sign| {
        sign.kind == Kind::Letter && sign.text.chars().all(|letter| letter.is_alphanumeric() || is_note_mark(letter))
    };
    let is_high = |(sign, _): &(Sign, Rise)| {
        let Some((top, bottom)) = sign.ink.filter(|_| may(sign) && !is_zero(sign)) else { return false };
        let up = sign.baseline - bottom;
        let is_figure = sign.text.chars().all(|letter| DigitSet::is_digit(letter) || "ivx".contains(letter));
        let is_small = sign.size <= 0.85 * size && up > 0.25 * sign.size;
        is_small || (is_figure && up > 0.28 * sign.size && bottom - top < 0.55 * sign.size)
    };
    let high: Vec<bool> = row.signs.iter().map(is_high).collect();
    for (at, is_high) in high.iter().enumerate() {
        let beside = || (at > 0 && high[at - 1]) || high.get(at + 1).copied().unwrap_or(false);
        if *is_high || (is_zero(&row.signs[at].0) && row.signs[at].0.size <= 0.85 * size && beside()) {
            row.signs[at].1 = Rise::Raised;
        }
    }
}

impl<'a> Row<'a> {
    /// A row of signs in any order; `None` when all of them are spaces.
    pub(super) fn of(mut signs: Vec<(Sign<'a>, Rise)>, baseline: f32, size: f32) -> Option<Self> {
        signs.sort_by(|(one, _), (other, _)| {
            one.middle.total_cmp(&other.middle).then(one.left.total_cmp(&other.left)).then(one.drawn.cmp(&other.drawn))
        });
        let seen = || signs.iter().filter(|(sign, _)| sign.kind == Kind::Letter);
        let left = seen().map(|(sign, _)| sign.left).min_by(f32::total_cmp)?;
        let right = seen().map(|(sign, _)| sign.right).max_by(f32::total_cmp)?;
        Some(Self { signs, baseline, size, left, right })
    }
}

/// The size of most letters, by the room they take.
fn size_of<'a, 'b: 'a>(signs: impl Iterator<Item = &'a Sign<'b>>) -> f32 {
    let mut sizes: Vec<(f32, f32)> = Vec::new();
    for sign in signs.filter(|sign| sign.kind != Kind::Attached) {
        let width = (sign.right - sign.left).max(0.01);
        match sizes.iter().position(|(size, _)| (*size - sign.size).abs() < 0.05) {
            Some(at) => sizes[at].1 += width,
            None if sizes.len() < 64 => sizes.push((sign.size, width)),
            None => {}
        }
    }
    sizes.iter().max_by(|one, other| one.1.total_cmp(&other.1)).map_or(1.0, |(size, _)| *size)
}

#[cfg(test)]
mod tests {
    use super::super::made::{line, page, sized};
    use super::super::signs;
    use super::*;

    fn texts(rows: &[Row]) -> Vec<String> {
        rows.iter().map(|row| row.signs.iter().map(|(sign, _)| sign.text).collect()).collect()
    }

    #[test]
    fn lines_come_from_top_to_bottom() {
        let page = page([line("below", 10.0, 64.0), line("above", 10.0, 50.0)].concat());
        let (signs, _) = signs::of_page(&page);
        assert_eq!(texts(&of_signs(&signs)), ["above", "below"]);
    }

    #[test]
    fn a_small_raised_digit_belongs_to_its_line() {
        let page = page([line("bread", 10.0, 50.0), sized(line("1", 35.0, 46.0), 6.0)].concat());
        let (signs, _) = signs::of_page(&page);
        let rows = of_signs(&signs);
        assert_eq!(texts(&rows), ["bread1"]);
        assert_eq!(rows[0].signs[5].1, Rise::Raised);
        assert_eq!(rows[0].size, 10.0);
    }

    #[test]
    fn a_mark_drawn_first_takes_no_word_to_another_row() {
        // U+0654 above the first letter that is drawn, two points lower by its numbers.
        let mut mark = super::super::made::glyph("\u{654}", 10.0, 52.5);
        mark.right = mark.left;
        let mut glyphs = vec![mark];
        glyphs.extend(
            ["\u{647}", "\u{632}", "\u{627}"]
                .iter()
                .zip(0..)
                .map(|(text, at)| super::super::made::glyph(text, 10.0 + 5.0 * at as f32, 50.0)),
        );
        glyphs.extend(line("bread", 40.0, 50.0));
        let page = page(glyphs);
        let (signs, _) = signs::of_page(&page);
        assert_eq!(of_signs(&signs).len(), 1);
    }

    #[test]
    fn small_lines_below_stay_lines() {
        let page = page([line("bread", 10.0, 50.0), sized(line("1 note", 10.0, 62.0), 7.0)].concat());
        let (signs, _) = signs::of_page(&page);
        assert_eq!(of_signs(&signs).len(), 2);
    }

    #[test]
    fn thousands_of_signs_at_one_place_end_soon() {
        let page = page((0..100_000).map(|_| super::super::made::glyph("x", 10.0, 50.0)).collect());
        let (signs, _) = signs::of_page(&page);
        assert_eq!(of_signs(&signs).len(), 1);
        let spread = (0..100_000u32).map(|at| {
            let mut glyph = super::super::made::glyph("x", 10.0, 50.0 + at as f32 * 0.001);
            glyph.size = 1.0 + (at % 97) as f32;
            glyph
        });
        let page = super::super::made::page(spread.collect());
        let (signs, _) = signs::of_page(&page);
        assert!(!of_signs(&signs).is_empty());
    }
}
