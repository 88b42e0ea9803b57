//! Emergency: Latin words and addresses wider than the measure are cut, so that they can be broken.
//!
//! A paragraph in, one with narrower runs out, or nothing when all words fit. Cuts lie between clusters: after the
//! marks that part an address, and anywhere in what is still too wide. Words that hyphens can break are left to those. Words of a joining script are never cut. Pieces
//! that come to stand side by side on a line are joined again, so that later stages see one fragment for them.

use std::sync::Arc;

use super::{Fragment, Line, hyphens};
use crate::base::{Diagnostic, Diagnostics, Direction, FontUnits, Length};
use crate::font::Faces;
use crate::shape::{BreakAfter, Glyph, Run, RunKind, ShapedParagraph, ShapedRun};

/// A paragraph in which words were cut.
pub(super) struct Cut {
    pub(super) paragraph: ShapedParagraph,
    /// Byte ranges of the words that were cut, in order.
    words: Vec<std::ops::Range<u32>>,
}

/// Cuts what is wider than the measure and reports it; `None` when there is nothing to cut.
pub(super) fn cut(
    paragraph: &ShapedParagraph,
    measure: Length,
    faces: &Faces,
    diagnostics: &mut Diagnostics,
) -> Option<Cut> {
    let is_wide = |run: &Run| run.width > measure && may_be_cut(run) && !hyphens::suffice(run, measure);
    if !paragraph.runs.iter().any(is_wide) {
        return None;
    }
    let mut runs = Vec::with_capacity(paragraph.runs.len());
    let mut words = Vec::new();
    for run in &paragraph.runs {
        if is_wide(run) {
            words.push(run.range.clone());
            runs.extend(pieces(run, measure, faces));
            let message = format!("“{}” is wider than its line and is cut at the edge", run.shaped.text);
            diagnostics.push(Diagnostic::warning("lines.cut-word", paragraph.span, message).hint(
                "put U+200B (zero width space) where it may be broken, or a link on a shorter text in its place",
            ));
        } else {
            runs.push(run.clone());
        }
    }
    Some(Cut { paragraph: ShapedParagraph { runs, sources: Arc::clone(&paragraph.sources), ..*paragraph }, words })
}

/// Left-to-right words with ASCII letters or digits: their letters do not join.
fn may_be_cut(run: &Run) -> bool {
    run.kind == RunKind::Word
        && run.shaped.direction == Direction::Ltr
        && run.level.is_multiple_of(2)
        && run.shaped.text.bytes().any(|byte| byte.is_ascii_alphanumeric())
        && run.shaped.glyphs.is_sorted_by_key(|glyph| glyph.cluster.start)
}

/// Marks after which an address is best broken (RFC 3986 delimiters and the marks allowed in host names and paths).
fn parts_addresses(text: &str) -> bool {
    text.ends_with(['/', '.', '-', '_', '?', '&', '=', '#', ':', '@', ',', ';', '%', '+', '~'])
}

/// The run as runs after which a line may end.
fn pieces(run: &Run, measure: Length, faces: &Faces) -> Vec<Run> {
    let shaped = &*run.shaped;
    let em = faces.get(shaped.face).units_per_em();
    let mut pieces: Vec<Run> = Vec::new();
    for part in parts(shaped) {
        let advance: FontUnits = part.iter().map(|glyph| glyph.advance).sum();
        if advance.at(run.size, em) > measure {
            let clusters = part.chunk_by(|one, next| one.cluster == next.cluster);
            pieces.extend(clusters.map(|cluster| piece(run, cluster, em)));
        } else {
            pieces.push(piece(run, part, em));
        }
    }
    if let Some(last) = pieces.last_mut() {
        last.break_after = run.break_after;
    }
    pieces
}

/// Glyphs up to each mark that parts addresses.
fn parts(shaped: &ShapedRun) -> impl Iterator<Item = &[Glyph]> {
    shaped.glyphs.chunk_by(|one, next| {
        let text = &shaped.text[one.cluster.start as usize..one.cluster.end as usize];
        one.cluster == next.cluster || !parts_addresses(text)
    })
}

/// The run of some of its glyphs.
fn piece(run: &Run, glyphs: &[Glyph], em: u16) -> Run {
    let (start, end) = (glyphs[0].cluster.start, glyphs[glyphs.len() - 1].cluster.end);
    let shaped = ShapedRun {
        text: run.shaped.text[start as usize..end as usize].into(),
        glyphs: glyphs.iter().map(|glyph| moved(glyph, |byte| byte - start)).collect(),
        advance: glyphs.iter().map(|glyph| glyph.advance).sum(),
        ..*run.shaped
    };
    Run {
        range: run.range.start + start..run.range.start + end,
        width: shaped.advance.at(run.size, em),
        shaped: Arc::new(shaped),
        edge: run.edge.filter(|_| start == 0),
        break_after: BreakAfter::Allowed,
        ..run.clone()
    }
}

fn moved(glyph: &Glyph, byte: impl Fn(u32) -> u32) -> Glyph {
    Glyph { cluster: byte(glyph.cluster.start)..byte(glyph.cluster.end), ..glyph.clone() }
}

/// Joins pieces of one word that stand side by side.
pub(super) fn join(lines: &mut [Line], cut: &Cut) {
    let word_of = |fragment: &Fragment| cut.words.iter().position(|word| word.contains(&fragment.range.start));
    for line in lines {
        // Pieces run from left to right, so the later one stands at the right edge of the one before.
        line.fragments.dedup_by(|next, one| {
            let together = word_of(one).is_some() && word_of(one) == word_of(next);
            if together {
                append(one, next);
            }
            together
        });
    }
}

fn append(one: &mut Fragment, next: &Fragment) {
    let length = one.range.end - one.range.start;
    let glyphs = next.shaped.glyphs.iter().map(|glyph| moved(glyph, |byte| byte + length));
    one.shaped = Arc::new(ShapedRun {
        text: format!("{}{}", one.shaped.text, next.shaped.text).into(),
        glyphs: one.shaped.glyphs.iter().cloned().chain(glyphs).collect(),
        advance: one.shaped.advance + next.shaped.advance,
        ..*one.shaped
    });
    one.range.end = next.range.end;
    one.width += next.width;
}
