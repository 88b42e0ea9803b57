//! The values of a page: what `page` reads from the layers of a style. Read by pages and epub.

use super::{Fit, Fold, FolioPlace, LineCount, Running};
use crate::base::Length;

/// Where chapters open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChapterStart {
    /// On the next page.
    Page,
    /// On the next recto.
    Recto,
    /// In the run of the text, after some space.
    Continuous,
}

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageStyle {
    /// Width of the trimmed page.
    pub width: Length,
    /// Height of the trimmed page.
    pub height: Length,
    /// Margin at the spine.
    pub inside: Length,
    /// Margin at the fore edge.
    pub outside: Length,
    /// Margin above the type area.
    pub top: Length,
    /// Margin below the type area.
    pub bottom: Length,
    /// Baseline of the running head, down from the top of the trim.
    pub head_baseline: Length,
    /// Baseline of the folio at the foot, up from the bottom of the trim.
    pub foot_baseline: Length,
    /// Running head of left-hand or right-hand verso pages (the even ones).
    pub verso_head: Running,
    /// Running head of recto pages (the odd ones).
    pub recto_head: Running,
    /// Where the folio stands.
    pub folio: FolioPlace,
    /// Whether the page a chapter opens on has a running head.
    pub head_on_opening: bool,
    /// Where chapters open.
    pub chapter_start: ChapterStart,
    /// Least lines of a paragraph at the foot of a page.
    pub orphans: u8,
    /// Least lines of a paragraph at the head of a page.
    pub widows: u8,
    /// Least lines on the last page of a chapter, where the pages before can spare them.
    pub last_lines: u8,
    /// Length of the rule above notes, as a ratio of the measure.
    pub note_rule: f64,
    /// Space between text and note rule, at least.
    pub note_gap: Length,
    /// Length of the rule above notes that go on from the page before, as a ratio of the measure.
    pub note_rule_continued: f64,
    /// How many columns stand side by side, 1 to 4.
    pub columns: u8,
    /// Space between two columns.
    pub column_gap: Length,
    /// Thickness of the rule between two columns; none has none.
    pub column_rule: Length,
    /// Whether lines of facing pages stand at one height, and pages end at one.
    pub grid: bool,
    /// The pages that the text has to fit.
    pub fit: Fit,
    /// How the sheet is folded; a page is then a panel of it.
    pub fold: Fold,
    /// Whether the page a chapter opens on has a folio.
    pub folio_on_opening: bool,
    /// Every how many lines a number stands in the outer margin; 0 for none.
    pub line_numbers: u8,
    /// Where the counting of lines begins.
    pub line_count: LineCount,
    /// How many columns the index has.
    pub index_columns: u8,
}
