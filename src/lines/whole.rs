//! Whole: a paragraph set on one line that fills its measure, as half-lines of verse are.
//!
//! Unlike the last line of a paragraph it is filled by the means of the setting; where its spaces cannot shrink enough it
//! is reported like any line that is too long.

use super::places::{self, Place};
use super::{Line, Setting, compose};
use crate::base::{Diagnostics, Length};
use crate::font::Faces;
use crate::shape::{RunKind, ShapedParagraph};

/// Sets a paragraph on one line as wide as the measure; `None` when there is nothing to see.
pub fn fill_line(
    paragraph: &ShapedParagraph,
    setting: &Setting,
    faces: &Faces,
    diagnostics: &mut Diagnostics,
) -> Option<Line> {
    let last = places::list(&paragraph.runs).pop()?;
    // Only what ends a paragraph keeps its natural spaces.
    let places = [Place { is_forced: false, ..last }];
    compose::lines(paragraph, &places, &[0], setting, faces, diagnostics).pop()
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
