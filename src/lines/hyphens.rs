//! Hyphens: the parts of words that are broken between two lines, as runs.
//!
//! A word's run and a place in its division in; its first part and the hyphen, or its last part, out. The hyphen has
//! no bytes of the paragraph: it is drawn, but is no part of the text.

use std::sync::Arc;

use crate::base::Length;
use crate::shape::{BreakAfter, Broken, Glyph, Run, ShapedRun};

/// A break inside a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hyphen {
    /// The number of the word's run.
    pub(super) run: u32,
    /// The number of the place in its division.
    pub(super) place: u32,
}

impl Hyphen {
    fn broken(self, runs: &[Run]) -> Option<(&Run, &Broken)> {
        let run = &runs[self.run as usize];
        let division = run.division.as_ref()?;
        Some((run, &division.places[self.place as usize]))
    }
}

/// The width of a form of a word, or of its hyphen, at the size of its run.
pub(super) fn width(run: &Run, form: &ShapedRun) -> Length {
    // Both are of one face, so advances compare; i128: both factors may be large.
    let units = i128::from(run.shaped.advance.0.max(1));
    let raw = i128::from(run.width.raw()) * i128::from(form.advance.0) / units;
    Length::from_raw(i64::try_from(raw).unwrap_or(0))
}

/// Whether a word can be broken so that each part and its hyphen fit a measure.
pub(super) fn suffice(run: &Run, measure: Length) -> bool {
    let Some(division) = &run.division else { return false };
    let room = measure - width(run, &division.hyphen);
    let mut rest = run.width;
    let mut fits = true;
    for broken in &division.places {
        let tail = width(run, &broken.tail);
        fits &= rest - tail <= room;
        rest = tail;
    }
    fits && rest <= measure
}

/// The runs of a line, `runs[first..end]` of the paragraph, with the parts of words that are broken before and after it.
pub(super) fn line(runs: &[Run], first: usize, end: usize, before: Option<Hyphen>, after: Option<Hyphen>) -> Vec<Run> {
    let mut line = runs[first..end].to_vec();
    if let Some((run, broken)) = before.and_then(|hyphen| hyphen.broken(runs))
        && let Some(slot) = line.first_mut()
    {
        *slot = part(run, &broken.tail, run.range.start + broken.at);
    }
    if let Some((run, broken)) = after.and_then(|hyphen| hyphen.broken(runs))
        && let (Some(slot), Some(division)) = (line.last_mut(), &run.division)
    {
        let cut = run.range.start + broken.at;
        let start = slot.range.start;
        let head = if start == run.range.start {
            Arc::clone(&broken.head)
        } else {
            // Broken on both sides.
            Arc::new(up_to(&slot.shaped, cut - start))
        };
        if division.hyphen.text.is_empty() {
            *slot = part(run, &Arc::new(with_stroke(&head, &division.hyphen)), start);
        } else {
            *slot = part(run, &head, start);
            line.push(Run { range: cut..cut, edge: None, ..part(run, &division.hyphen, cut) });
        }
    }
    line
}

/// The glyphs of a part with those of its hyphen, which stand for no text; glyphs run from left to right.
fn with_stroke(head: &ShapedRun, hyphen: &ShapedRun) -> ShapedRun {
    let end = u32::try_from(head.text.len()).expect("paragraphs are shorter than 4 GiB");
    let stroke = hyphen.glyphs.iter().map(|glyph| Glyph { cluster: end..end, ..glyph.clone() });
    let letters = head.glyphs.iter().cloned();
    let glyphs =
        if head.direction.is_rtl() { stroke.chain(letters).collect() } else { letters.chain(stroke).collect() };
    ShapedRun { text: head.text.clone(), glyphs, advance: head.advance + hyphen.advance, ..*head }
}

/// The run of a part that begins at a byte of the paragraph.
fn part(run: &Run, shaped: &Arc<ShapedRun>, start: u32) -> Run {
    let length = u32::try_from(shaped.text.len()).expect("paragraphs are shorter than 4 GiB");
    Run {
        range: start..start + length,
        width: width(run, shaped),
        shaped: Arc::clone(shaped),
        edge: run.edge.filter(|_| start == run.range.start),
        break_after: BreakAfter::Never,
        elongation: None,
        division: None,
        ..run.clone()
    }
}

/// The glyphs of a run up to a byte.
fn up_to(shaped: &ShapedRun, byte: u32) -> ShapedRun {
    let kept = |glyph: &&Glyph| glyph.cluster.start < byte;
    let cut = |glyph: &Glyph| Glyph { cluster: glyph.cluster.start..glyph.cluster.end.min(byte), ..glyph.clone() };
    let glyphs: Box<[Glyph]> = shaped.glyphs.iter().filter(kept).map(cut).collect();
    let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
    ShapedRun { text: shaped.text[..byte as usize].into(), glyphs, advance, ..*shaped }
}
