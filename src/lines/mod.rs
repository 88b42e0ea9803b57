//! Lines: a shaped paragraph and a measure in, justified lines out.
//!
//! Steps: cut Latin words that are wider than a line (`emergency`), list the places where a line may end (`places`),
//! with breaks inside words (`hyphens`) and what hangs at the edges (`hang`), choose those of least total demerits
//! (`breaker` with the marks of `fit`; Knuth and Plass 1981), make the fragments of each line (`compose`), lengthen
//! words (`kashida`), share what slack is left (`justify`) and put the line in visual order (`reorder`).
//! Half-lines of verse, which are not broken, are made by `whole`.

mod breaker;
mod compose;
mod emergency;
mod fit;
mod hang;
mod hyphens;
mod justify;
mod kashida;
mod places;
mod reorder;
mod whole;

pub use reorder::visual_order;

use std::ops::Range;
use std::sync::Arc;

use fit::Pass;
use kashida::Stocks;
use places::{Hang, Hyphenate, Place};

use crate::base::{Diagnostics, Direction, Length};
use crate::book::NoteId;
use crate::font::Faces;
use crate::script::kashida::Priority;
use crate::shape::{ShapedParagraph, ShapedRun, TextSource, TextStyle};
use crate::style::{Align, Breaks, Justification};

pub use whole::{fill_line, least_line};

/// What a paragraph is set to. Filled by pages; read by lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// The width of the column.
    pub measure: Length,
    /// Indent of the first line, at the start edge of the paragraph's direction.
    pub first_indent: Length,
    /// How lines fill the measure.
    pub align: Align,
    /// Limits of word spaces; read for [`Align::Justify`] alone.
    pub justification: Justification,
}

impl Setting {
    /// Whether signs hang: in justified lines, if the style asks for it.
    fn hang(&self, paragraph: &ShapedParagraph) -> Hang {
        let hangs = self.justification.hangs && self.align == Align::Justify;
        if hangs { Hang::On(paragraph.direction) } else { Hang::Off }
    }
}

/// The lines that stand beside a drop initial.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Beside {
    /// How many lines the initial reaches down; its own is the first.
    lines: usize,
    /// By how much the others are pushed in.
    indent: i64,
}

impl Beside {
    /// Those of a paragraph that begins with one.
    fn of(paragraph: &ShapedParagraph) -> Self {
        let initial = paragraph.runs.first().filter(|run| run.style.drop > 0);
        initial.map_or(Self::default(), |run| Self { lines: run.style.drop.into(), indent: run.width.raw() })
    }

    /// The indent of a line, by its number from 0. The first has that of its paragraph.
    fn indent(self, line: usize, setting: &Setting) -> i64 {
        match line {
            0 => setting.first_indent.raw(),
            _ if line < self.lines => self.indent,
            _ => 0,
        }
    }
}

/// Breaks a paragraph into lines of the measure.
///
/// Lines and their fragments come in logical order. Every run stands on one line, except spaces at the end of a line and
/// forced breaks, which stand on none. A line that cannot be made to fit is set too long and reported (`lines.overfull`).
/// A paragraph without runs has no lines.
pub fn break_paragraph(
    paragraph: &ShapedParagraph,
    setting: &Setting,
    faces: &Faces,
    diagnostics: &mut Diagnostics,
) -> Vec<Line> {
    // Latin words and addresses wider than the measure become several boxes; as a rule there are none.
    let cut = emergency::cut(paragraph, setting.measure, faces, diagnostics);
    let paragraph = cut.as_ref().map_or(paragraph, |cut| &cut.paragraph);
    // What words can give, summed up to each run.
    let stocks = Stocks::of(&paragraph.runs, setting.justification.kashida);
    // Boxes and glue, summed up to each place where a line may end; the places of least demerits among them.
    let (places, chosen) = choose(paragraph, &stocks, setting);
    // Fragments with their widths and places.
    let mut lines = compose::lines(paragraph, &places, &chosen, setting, faces, diagnostics);
    if let Some(cut) = cut {
        emergency::join(&mut lines, &cut);
    }
    lines
}

/// The places of a paragraph, and the numbers of those where its lines end. Words are broken where spaces would not be
/// calm without (as by `\pretolerance` of TeX), and where they are wider than a line.
fn choose(paragraph: &ShapedParagraph, stocks: &Stocks, setting: &Setting) -> (Vec<Place>, Vec<usize>) {
    let runs = &paragraph.runs;
    let hang = setting.hang(paragraph);
    let beside = Beside::of(paragraph);
    let start = places::start(runs, hang);
    let fills = setting.align == Align::Justify && setting.justification.breaks != Breaks::First;
    let may_hyphenate = runs.iter().any(|run| run.division.is_some());
    if may_hyphenate && fills {
        let places = places::list(runs, Hyphenate::None, hang);
        if let Some(chosen) = breaker::choose(&places, start, stocks, setting, beside, &[Pass::Calm]) {
            return (places, chosen);
        }
    }
    let hyphenate = match (may_hyphenate, fills) {
        (false, _) => Hyphenate::None,
        (true, false) => Hyphenate::Wider(setting.measure),
        (true, true) => Hyphenate::All,
    };
    let passes: &[Pass] = match setting.align {
        Align::Justify => &[Pass::Strict, Pass::Loose, Pass::Emergency],
        Align::Start | Align::Center | Align::End => &[Pass::Emergency],
    };
    let places = places::list(runs, hyphenate, hang);
    let chosen = breaker::choose(&places, start, stocks, setting, beside, passes)
        .expect("the emergency pass breaks everywhere if need be");
    (places, chosen)
}

/// A stretch of one run on a line. Filled by lines; read by pages, dump and pdf.
#[derive(Clone, Debug)]
pub struct Fragment {
    /// Its glyphs.
    pub shaped: Arc<ShapedRun>,
    /// How it is set.
    pub style: Arc<TextStyle>,
    /// Bytes of the paragraph's text; `shaped.text` is what they say.
    pub range: Range<u32>,
    /// Type size.
    pub size: Length,
    /// Left edge, from the left edge of the line's measure.
    pub x: Length,
    /// Width on the line: that of its glyphs, and for a space what justification made of it.
    pub width: Length,
    /// Embedding level; odd is right to left.
    pub level: u8,
    /// Where the word is lengthened, if it is: `shaped` is its longer form then.
    pub kashida: Option<Lengthened>,
}

/// A joint of a word that was lengthened to fill its line. Filled by lines; read by dump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lengthened {
    /// The byte of the fragment's text before which it is. Words are short: small, as there are as many fragments as words.
    pub at: u16,
    /// How good the place is.
    pub priority: Priority,
    /// How many tatweels it is long.
    pub tatweels: u8,
}

impl Fragment {
    /// Whether it is white space.
    pub fn is_space(&self) -> bool {
        self.shaped.text.chars().all(char::is_whitespace)
    }

    /// Left and right end of its lengthened joint, from the left edge of the line's measure.
    pub fn kashida_extent(&self) -> Option<(Length, Length)> {
        self.kashida?;
        let (mut pen, mut extent) = (0, None);
        for glyph in &self.shaped.glyphs {
            let next = pen + i64::from(glyph.advance.0);
            // The glyphs of a kashida stand for no text.
            if glyph.cluster.is_empty() {
                extent = Some((extent.map_or(pen, |(left, _)| left), next));
            }
            pen = next;
        }
        let at = |units: i64| self.x + self.width * units / pen.max(1);
        extent.map(|(left, right)| (at(left), at(right)))
    }
}

/// A line of text. Filled by lines; read by pages, dump and pdf.
#[derive(Clone, Debug)]
pub struct Line {
    /// Fragments in logical order; spaces at the line's end are left out.
    pub fragments: Vec<Fragment>,
    /// The measure it was set to.
    pub measure: Length,
    /// Greatest height of its faces above the baseline (ascender of face at size, and rise).
    pub ascent: Length,
    /// Greatest depth below the baseline, positive.
    pub descent: Length,
    /// Direction of its paragraph.
    pub direction: Direction,
    /// Natural width of its spaces.
    pub natural_spaces: Length,
    /// Whether it was filled to both edges.
    pub is_justified: bool,
    /// Whether the paragraph's text between this line and the next has white space (so that joined lines read right).
    pub ends_in_space: bool,
    /// Which bytes of its paragraph's text are text of the book: the ranges of its fragments lie in them or between them.
    pub sources: Arc<[TextSource]>,
}

impl Line {
    /// The width of its spaces over their natural one; `None` without spaces.
    pub fn space_ratio(&self) -> Option<f64> {
        let spaces = self.fragments.iter().filter(|fragment| fragment.is_space());
        let width: Length = spaces.map(|fragment| fragment.width).sum();
        (self.natural_spaces > Length::ZERO).then(|| width.ratio_to(self.natural_spaces))
    }

    /// The notes whose marks stand in the line, in logical order, each once.
    pub fn notes(&self) -> Vec<NoteId> {
        let mut notes: Vec<NoteId> = Vec::new();
        for note in self.fragments.iter().filter_map(|fragment| fragment.style.note_mark) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        notes
    }

    /// The text of the line in logical order, without the hyphen of a word that is broken at its end.
    pub fn text(&self) -> String {
        let said = self.fragments.iter().filter(|fragment| !fragment.range.is_empty());
        said.map(|fragment| &*fragment.shaped.text).collect()
    }
}
