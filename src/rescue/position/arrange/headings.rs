//! Headings: paragraphs larger or bolder than the text; their levels by size.

use super::habits::{Habits, is_near};
use super::lists::marker;
use super::paragraphs::Paragraph;

/// How the headings of one level look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rank {
    size: f32,
    is_bold: bool,
}

impl Rank {
    fn is_like(&self, other: &Self) -> bool {
        is_near(self.size, other.size) && self.is_bold == other.is_bold
    }
}

/// How a paragraph looks, if it is a heading.
pub(super) fn rank(paragraph: &Paragraph, habits: &Habits) -> Option<Rank> {
    // No heading has more lines or letters.
    const LINES: usize = 6;
    const LETTERS: usize = 240;
    let first = &paragraph.lines[0];
    let text: String = paragraph.lines.iter().map(super::lines::Line::text).collect();
    let letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
    if letters == 0 || paragraph.lines.len() > LINES || text.chars().count() > LETTERS {
        return None;
    }
    let is_bold = !habits.is_bold && paragraph.lines.iter().all(|line| line.bold > 0.9);
    let is_large = first.size >= 1.07 * habits.size;
    let is_apart = paragraph.above.is_none_or(|above| above > 0.25);
    let rank = Rank { size: first.size, is_bold };
    if is_large && (is_bold || is_apart || first.size >= 1.2 * habits.size) {
        return Some(rank);
    }
    let ends_open = text.trim_end().ends_with(['،', ',', '؛', ';']);
    let is_line = paragraph.lines.len() <= 3 && !ends_open && first.size >= 0.97 * habits.size;
    (is_bold && is_line && (is_apart || marker(&text).is_none())).then_some(rank)
}

/// The ranks of a file, the highest first.
pub(super) fn ladder(mut ranks: Vec<Rank>) -> Vec<Rank> {
    ranks.sort_by(|one, other| other.size.total_cmp(&one.size).then(other.is_bold.cmp(&one.is_bold)));
    let mut ladder: Vec<Rank> = Vec::new();
    for rank in ranks {
        if !ladder.iter().any(|known| known.is_like(&rank)) {
            ladder.push(rank);
        }
    }
    ladder
}

/// The level of a rank, 1 to 6.
pub(super) fn level(rank: Rank, ladder: &[Rank]) -> u8 {
    let at = ladder.iter().position(|known| known.is_like(&rank)).unwrap_or(0);
    u8::try_from(at + 1).unwrap_or(6).min(6)
}
