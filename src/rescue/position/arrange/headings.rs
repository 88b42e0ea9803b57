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

    /// Whether it differs from the text by its weight alone.
    pub(super) fn is_of_text(&self, habits: &Habits) -> bool {
        self.is_bold && is_near(self.size, habits.size)
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

/// The level of a rank, 1 to 6. The `free` first ranks of the ladder push no others down.
pub(super) fn level(rank: Rank, ladder: &[Rank], free: usize) -> u8 {
    let at = ladder.iter().position(|known| known.is_like(&rank)).unwrap_or(0).saturating_sub(free);
    u8::try_from(at + 1).unwrap_or(6).min(6)
}

/// How many ranks from the first on name what holds chapters: the title above the text of a newsletter, and parts that
/// have pages to themselves. What they hold begins at the first level too.
pub(super) fn free(headings: &[Standing], ladder: &[Rank]) -> usize {
    let of = |rank: &Rank| headings.iter().filter(|heading| heading.rank.is_like(rank)).collect::<Vec<_>>();
    let mut free = 0;
    for pair in ladder.windows(2) {
        let (own, next) = (of(&pair[0]), of(&pair[1]));
        let is_masthead = own.len() == 1 && own[0].is_first && next.len() >= 2;
        // Chapters begin pages; sections do not.
        let tops = next.iter().filter(|heading| heading.is_top).count();
        let is_part = own.iter().all(|heading| heading.is_alone) && tops * 4 >= next.len() * 3;
        if !is_masthead && !is_part {
            break;
        }
        free += 1;
    }
    free
}

/// A heading and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// How it looks.
    pub(super) rank: Rank,
    /// Whether the first page of the file begins with it.
    pub(super) is_first: bool,
    /// Whether its page has nothing but headings.
    pub(super) is_alone: bool,
    /// Whether its page begins with it.
    pub(super) is_top: bool,
}
