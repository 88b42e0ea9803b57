//! Glyphs that only their neighbours on the line can judge: [`spaces`] without room, which are half-spaces or nothing, and
//! flat [`bars`] between letters, which are kashida.

mod bars;
mod spaces;

pub(super) use spaces::Edge;

use super::super::super::{PositionedGlyph, TextSource};
use super::super::judge::Named;

/// Spaces of a page that fit the left of the two edges alone, less those that fit the right one alone.
pub(super) fn left_edges(glyphs: &[PositionedGlyph]) -> isize {
    spaces::left_edges(&lines(glyphs), glyphs)
}

/// Judges the glyphs of a page that depend on their neighbours; `habit` is the habit of the file.
pub(super) fn judge(glyphs: &mut [PositionedGlyph], named: &[&Named], habit: Edge) {
    let lines = lines(glyphs);
    for line in lines {
        let verdict = |place: usize| {
            let bar = || bars::verdict(&line, place, glyphs, named[line[place]]);
            spaces::verdict(&line, place, glyphs, named, habit).or_else(bar)
        };
        let found: Vec<(usize, Verdict)> =
            (0..line.len()).filter_map(|place| Some((line[place], verdict(place)?))).collect();
        for (at, verdict) in found {
            let glyph = &mut glyphs[at];
            glyph.source = TextSource::Corrected;
            match verdict {
                Verdict::Kashida => glyph.text.clear(),
                Verdict::HalfSpace(boundary) => {
                    "\u{200C}".clone_into(&mut glyph.text);
                    // A hair to the left, so that it sorts between the letters it parts.
                    glyph.left = boundary - 0.001 * glyph.size;
                    glyph.right = glyph.left;
                }
                Verdict::LineEnd => glyph.right = glyph.left,
                Verdict::Nothing => {
                    glyph.text.clear();
                    glyph.right = glyph.left;
                }
            }
        }
    }
}

/// What a glyph turns out to be.
enum Verdict {
    /// A bar that lengthens a joint.
    Kashida,
    /// U+200C between two letters that meet there.
    HalfSpace(f32),
    /// A space that hangs over the end of its line.
    LineEnd,
    /// A sign that is not seen and says nothing.
    Nothing,
}

/// Glyphs of one baseline from left to right.
fn lines(glyphs: &[PositionedGlyph]) -> Vec<Vec<usize>> {
    let level = |at: usize| (glyphs[at].baseline * 2.0).round() as i64;
    let mut order: Vec<usize> = (0..glyphs.len()).filter(|&at| !glyphs[at].is_turned).collect();
    order.sort_by(|&a, &b| level(a).cmp(&level(b)).then(glyphs[a].left.total_cmp(&glyphs[b].left)));
    order.chunk_by(|&a, &b| level(a) == level(b)).map(<[usize]>::to_vec).collect()
}
