//! Shaping: styled text in, runs of glyphs out.
//!
//! Steps: find embedding levels and faces (`paragraph`, `families`), part the text at its spaces (`words`), look plain
//! words up (`plain`); in what is left give each character its script and face (`characters`, `coverage`) and cut at
//! break opportunities and changes of style, level, script and face (`cut`). Each run is looked up or shaped (`cache`,
//! `shaper`) and measured; where the style asks for it, so are its lengthened forms (`kashida`) and its
//! broken ones (`hyphens`).
//! A run never crosses a place where a line may break, so that choosing breaks shapes nothing anew.

mod cache;
mod characters;
mod coverage;
mod cut;
mod families;
mod hyphens;
mod kashida;
mod marks;
mod paragraph;
mod plain;
mod shaper;
mod words;

use std::ops::Range;
use std::sync::Arc;

use paragraph::Paragraph;
pub use shaper::Shaper;

use crate::base::{Color, Diagnostic, Diagnostics, Direction, FontUnits, Language, Length, Span};
use crate::book::{NoteId, Target, TextPlace};
use crate::font::{FaceId, FaceStyle, GlyphId};
use crate::script::bidi::Isolate;
use crate::script::kashida::Priority;
use crate::style::Kashida;

/// A paragraph's text with its styles. Filled by pages; read by shape.
#[derive(Clone, Debug)]
pub struct StyledText {
    /// The text in logical order. U+2028 stands for a forced line break.
    pub text: String,
    /// Styles of the text, in order, without gaps, together the whole of it.
    pub styles: Vec<(Range<usize>, Arc<TextStyle>)>,
    /// Stretches set as isolates (UAX #9 LRI or RLI … PDI): numbers made by the program, words of another direction,
    /// numbers with parts. In the order of their starts, outer ones first.
    pub isolates: Vec<Isolate>,
    /// The direction of the paragraph.
    pub direction: Direction,
    /// Where it is written, for reports.
    pub span: Span,
    /// Which of its bytes are text of the book, in order; the others are made by the program.
    pub sources: Arc<[TextSource]>,
}

/// A stretch of a paragraph's text that stands so in the book. Filled by pages, which look it up when they are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextSource {
    /// First byte in the paragraph's text.
    pub at: u32,
    /// How many bytes.
    pub length: u32,
    /// Where the first byte stands in the book.
    pub place: TextPlace,
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
    /// Shift of the baseline; up is positive.
    pub rise: Length,
    /// Colour.
    pub color: Color,
    /// A line struck through it.
    pub strike: bool,
    /// How high above the baseline a line over it is, where it has one.
    pub overline: Option<Length>,
    /// Where a click on it leads.
    pub link: Option<Target>,
    /// The note whose mark it is; lines that hold it pull the note to their page.
    pub note_mark: Option<NoteId>,
    /// The note whose number it is, before its text: links lead back from it.
    pub note_number: Option<NoteId>,
    /// How many lines it reaches down, if it is a drop initial: the lines of its paragraph stand beside it. 0 for others.
    pub drop: u8,
    /// Whether its words may be lengthened.
    pub kashida: Kashida,
    /// Whether its words may be hyphenated, in languages that do so.
    pub hyphenates: bool,
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
    /// As in [`StyledText`].
    pub sources: Arc<[TextSource]>,
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
    /// The level of an isolate's edge that parts it from the run before, where both have a higher one.
    pub edge: Option<u8>,
    /// What it is to a line.
    pub kind: RunKind,
    /// Whether a line may end after it.
    pub break_after: BreakAfter,
    /// How it may be lengthened; `None` where it may not, or `style` does not ask for it.
    pub elongation: Option<Arc<Elongation>>,
    /// How it may be broken with a hyphen; `None` where it may not, or `style` does not ask for it.
    pub division: Option<Arc<Division>>,
}

/// The broken forms of a word. Filled by shape, read by lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// The hyphen at the end of the first part. Its text is U+00AD, which no part of the word has; without text it is drawn
    /// as part of the letter before it.
    pub hyphen: Arc<ShapedRun>,
    /// The forms, by rising places; never empty.
    pub places: Box<[Broken]>,
}

/// A word broken in two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The byte of the word's text at which it is broken.
    pub at: u32,
    /// The part before.
    pub head: Arc<ShapedRun>,
    /// The part after.
    pub tail: Arc<ShapedRun>,
}

/// The lengthened forms of a word, all at one place. Filled by shape, read by lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elongation {
    /// The byte of the word's text before which it is lengthened: behind a letter and its marks.
    pub at: u16,
    /// How good the place is.
    pub priority: Priority,
    /// The forms, the least first; never empty.
    pub sizes: Box<[Elongated]>,
}

/// A lengthened form of a word. Its text is that of the word; the clusters of the tatweels are empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elongated {
    /// How many U+0640 were shaped in it.
    pub tatweels: u8,
    /// How much wider it is than the word.
    pub growth: FontUnits,
    /// Its glyphs.
    pub shaped: Arc<ShapedRun>,
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
    // Which way each character runs, which faces may set it.
    let paragraph = Paragraph::new(text, shaper);
    // Runs: plain words from the cache, what stands between them cut character by character.
    let (runs, missing) = plain::runs(&paragraph);
    for character in missing {
        diagnostics.push(missing_glyph(character, text.span));
    }
    // A run that long is no word: few are looked through.
    if runs.iter().any(|run| {
        run.shaped.text.len() > shaper::MOST_MARKS && marks::most_on_one(&run.shaped.text) > shaper::MOST_MARKS
    }) {
        diagnostics.push(marks::crowded(text.span));
    }
    ShapedParagraph { runs, direction: text.direction, span: text.span, sources: Arc::clone(&text.sources) }
}

/// The report of a character that is drawn as a box.
fn missing_glyph(character: char, span: Span) -> Diagnostic {
    let shown = if character.is_control() { String::new() } else { format!("{character} ") };
    let code = u32::from(character);
    let message = format!("no font has the character {shown}(U+{code:04X}); a box is printed for it");
    Diagnostic::warning("shape.missing-glyph", span, message)
        .hint("add a font that has the character to the fonts of the manifest, or write it otherwise")
}
