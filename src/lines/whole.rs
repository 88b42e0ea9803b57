//! Whole: a paragraph set on one line that fills its measure, as half-lines of verse are.
//!
//! Unlike the last line of a paragraph it is filled by the means of the setting; where its spaces cannot shrink enough it
//! is reported like any line that is too long.

use super::places::{self, Hyphenate, Place};
use super::{Line, Setting, compose};
use crate::base::{Diagnostics, Length};
use crate::font::Faces;
use crate::shape::{RunKind, ShapedParagraph};
use crate::style::{Align, Justification};

/// Sets a whole paragraph on one line that ends at both edges of a width: a hemistich, a display line.
///
/// Words give first where the paragraph may be lengthened by force, then spaces. A paragraph without runs has no line.
pub fn fill_line(
    paragraph: &ShapedParagraph,
    width: Length,
    justification: Justification,
    faces: &Faces,
    diagnostics: &mut Diagnostics,
) -> Option<Line> {
    let setting = Setting { measure: width, first_indent: Length::ZERO, align: Align::Justify, justification };
    // Last lines keep their natural width: this one is filled like those before it.
    let places = places::list(&paragraph.runs, Hyphenate::None, setting.hang(paragraph));
    let whole = Place { is_forced: false, ..*places.last()? };
    compose::lines(paragraph, &[whole], &[0], &setting, faces, diagnostics).pop()
}

/// The least width of a paragraph on one line, with spaces at `shrink_to` of their natural width.
pub fn least_line(paragraph: &ShapedParagraph, shrink_to: f64) -> Length {
    let runs = &paragraph.runs;
    let end = runs.iter().rposition(|run| run.kind != RunKind::Space).map_or(0, |last| last + 1);
    let width = |run: &crate::shape::Run| match run.kind {
        RunKind::Space | RunKind::FixedSpace => run.width.scale(shrink_to),
        RunKind::Word | RunKind::LineBreak => run.width,
    };
    runs[..end].iter().map(width).sum()
}
