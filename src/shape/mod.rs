//! Shaping: styled text in, runs of glyphs out.
//!
//! Steps: find embedding levels (UAX #9), give each character its script and face (`characters`, `families`,
//! `coverage`), report those that no face has (`missing`), cut the text at break opportunities, spaces and changes of
//! style, level, script and face (`cut`), look each run up or shape it (`cache`, `shaper`), measure it.
//! A run never crosses a place where a line may break, so that choosing breaks shapes nothing anew.

mod cache;
mod characters;
mod coverage;
mod cut;
mod families;
mod missing;
mod shaper;

use std::ops::Range;
use std::sync::Arc;

pub use shaper::Shaper;

use crate::base::{Color, Diagnostics, Direction, FontUnits, Language, Length, Span};
use crate::book::{NoteId, Target};
use crate::font::{FaceId, FaceStyle, GlyphId};
use crate::script::bidi::{self, Isolate};

/// A paragraph's text with its styles. Filled by pages; read by shape.
#[derive(Clone, Debug)]
pub struct StyledText {
    /// The text in logical order. U+2028 stands for a forced line break.
    pub text: String,
    /// Styles of the text, in order, without gaps, together the whole of it.
    pub styles: Vec<(Range<usize>, Arc<TextStyle>)>,
    /// The direction of the paragraph.
    pub direction: Direction,
    /// Where it is written, for reports.
    pub span: Span,
}

/// How a stretch of text is set, and what it means. Shared by the runs and fragments that have it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextStyle {
    /// Families in order: the first that covers a character sets it, then any face that does.
    pub families: Vec<String>,
    /// Families tried first for characters of Latin, Greek and Cyrillic script.
    pub latin_families: Vec<String>,
    /// Weight and slant.
    pub face_style: FaceStyle,
    /// Type size.
    pub size: Length,
    /// Type size where a Latin family sets the text.
    pub latin_size: Length,
    /// The language, for the features of the face and the structure of the PDF.
    pub language: Language,
    /// The direction the text is set in as an isolate (UAX #9 LRI/RLI); `None` where it runs with its paragraph.
    pub isolate: Option<Direction>,
    /// Shift of the baseline; up is positive.
    pub rise: Length,
    /// Colour.
    pub color: Color,
    /// A line struck through it.
    pub strike: bool,
    /// Where a click on it leads.
    pub link: Option<Target>,
    /// The note whose mark it is; lines that hold it pull the note to their page.
    pub note_mark: Option<NoteId>,
}

/// A shaped paragraph: its runs in logical order, together the whole text. Filled by shape; read by lines.
#[derive(Clone, Debug)]
pub struct ShapedParagraph {
    /// Runs in logical order; their ranges follow each other without gaps.
    pub runs: Vec<Run>,
    /// The direction of the paragraph.
    pub direction: Direction,
    /// Where it is written, for reports.
    pub span: Span,
}

/// What a run is to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// Letters: a box.
    Word,
    /// Spaces that may stretch: glue, gone at a line's end.
    Space,
    /// A no-break space: glue that is not a break.
    FixedSpace,
    /// U+2028: ends the line, draws nothing.
    LineBreak,
}

/// Whether a line may end after a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakAfter {
    /// No.
    Never,
    /// Yes.
    Allowed,
    /// It must.
    Forced,
}

/// A stretch of one face, size, level and style, between two places where a line may break.
#[derive(Clone, Debug)]
pub struct Run {
    /// Bytes of the paragraph's text.
    pub range: Range<u32>,
    /// Its glyphs, shared with every run that has the same text, face and direction.
    pub shaped: Arc<ShapedRun>,
    /// How it is set.
    pub style: Arc<TextStyle>,
    /// Type size of its face (`style.size` or `style.latin_size`).
    pub size: Length,
    /// Its natural width.
    pub width: Length,
    /// Embedding level (UAX #9); odd is right to left.
    pub level: u8,
    /// What it is to a line.
    pub kind: RunKind,
    /// Whether a line may end after it.
    pub break_after: BreakAfter,
}

/// Glyphs of a text in one face: what the shaper gives, kept once for every place it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapedRun {
    /// The text in logical order.
    pub text: Box<str>,
    /// The face.
    pub face: FaceId,
    /// Whether it was shaped right to left.
    pub direction: Direction,
    /// Glyphs from left to right (visual order); clusters of a right-to-left run fall.
    pub glyphs: Box<[Glyph]>,
    /// Sum of the advances.
    pub advance: FontUnits,
}

impl ShapedRun {
    /// The clusters in visual order, left to right: the text of each, and its glyphs.
    ///
    /// A cluster is the least stretch of text whose glyphs belong together (a letter with its marks, a ligature).
    /// Joining the texts in logical order gives [`Self::text`] back.
    pub fn clusters(&self) -> impl Iterator<Item = (&str, &[Glyph])> {
        self.glyphs.chunk_by(|one, next| one.cluster == next.cluster).map(|glyphs| {
            let cluster = &glyphs[0].cluster;
            (&self.text[cluster.start as usize..cluster.end as usize], glyphs)
        })
    }
}

/// One shape at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: GlyphId,
    /// Bytes of [`ShapedRun::text`] that its cluster covers; glyphs of one cluster have the same range.
    pub cluster: Range<u32>,
    /// How far it moves the pen.
    pub advance: FontUnits,
    /// Shift of the shape from the pen, to the right.
    pub x_offset: FontUnits,
    /// Shift of the shape from the baseline, up.
    pub y_offset: FontUnits,
}

/// Shapes a paragraph.
///
/// The runs partition its text. The last run has [`BreakAfter::Never`] unless it is a forced line break: the end of the
/// paragraph is for lines to make.
///
/// # Panics
/// When the styles do not cover the text, or the shaper has no faces.
pub fn shape(text: &StyledText, shaper: &Shaper<'_>, diagnostics: &mut Diagnostics) -> ShapedParagraph {
    // Which way each character runs.
    let levels = bidi::levels(&text.text, text.direction, &isolates(text));
    // What each character is set in.
    let characters = characters::characters(text, &levels, shaper);
    missing::report(&characters, text.span, diagnostics);
    // Where lines may end, and the runs between.
    let breaks = cut::break_opportunities(text);
    let runs = cut::runs(text, &characters, &breaks, shaper);
    ShapedParagraph { runs, direction: text.direction, span: text.span }
}

/// The stretches that are set as isolates. Styles side by side that differ in other things make one isolate;
/// the marks of two notes are two.
fn isolates(text: &StyledText) -> Vec<Isolate> {
    let mut isolates: Vec<Isolate> = Vec::new();
    let mut before: Option<&TextStyle> = None;
    for (range, style) in &text.styles {
        let joined = before.is_some_and(|one| one.isolate == style.isolate && one.note_mark == style.note_mark);
        match (style.isolate, isolates.last_mut()) {
            (Some(_), Some(last)) if joined => last.range.end = range.end,
            (Some(direction), _) => isolates.push(Isolate { range: range.clone(), direction }),
            (None, _) => {}
        }
        before = Some(style);
    }
    isolates
}
