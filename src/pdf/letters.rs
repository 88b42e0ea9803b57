//! A shaped run in, its letters out: what single codes of the PDF stand for.
//!
//! Here clusters are put together where they have no letter of their own (kashida), drawn by one code, and taken apart
//! into their characters (ligatures, marks). What text each letter is given for readers is added by `text`.

use crate::font::{FaceId, GlyphId};
use crate::shape::{Glyph, ShapedRun};

use super::text::{is_control, is_joiner, is_mark};

/// A glyph of the source face at its place in a code, in font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Part {
    /// Where its outline comes from: the source of the embedded face, or one that lends it a sign (`runs::host`).
    pub(super) face: FaceId,
    /// The glyph.
    pub(super) glyph: GlyphId,
    /// From the code's left edge, to the right.
    pub(super) x: i32,
    /// From the baseline, up.
    pub(super) y: i32,
}

/// What becomes one code: a shape, an advance and a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Letter {
    /// What it draws; empty for spaces, half-spaces and the letters of a ligature that another one draws.
    pub(super) parts: Vec<Part>,
    /// Its advance in font units; not negative.
    pub(super) advance: i32,
    /// One character; in left-to-right text with its marks.
    pub(super) text: String,
}

/// The narrowest code that PDFium keeps is one whose width rounds to 1/1000 em; twice that is safe at every `unitsPerEm`.
const NARROWEST: i32 = 2;

/// The text of a hyphen that stands where a word is broken between two lines.
const LINE_HYPHEN: &str = "\u{AD}";
/// What readers are told of it. They know U+002D at the end of a line: poppler and PDFium join the parts of the word and
/// leave it out, as does the search of pdf.js. With U+00AD or U+2010 poppler and pdf.js do not, and without any text
/// the parts are two words everywhere (measured).
const READ_HYPHEN: &str = "-";

/// The least advance of a code, in font units.
pub(super) fn narrowest(units_per_em: u16) -> i32 {
    (NARROWEST * i32::from(units_per_em) + 999) / 1000
}

/// Units of one face in those of another.
pub(super) fn rescaled(units: i32, own: u16, em: u16) -> i32 {
    let (own, em) = (i64::from(own.max(1)), i64::from(em));
    i32::try_from((i64::from(units) * em + own / 2).div_euclid(own)).unwrap_or(units)
}

/// Gives letters the units of the face that is to have them.
pub(super) fn rescale(letters: &mut [Letter], own: u16, em: u16) {
    for letter in letters {
        letter.advance = rescaled(letter.advance, own, em);
        for part in &mut letter.parts {
            (part.x, part.y) = (rescaled(part.x, own, em), rescaled(part.y, own, em));
        }
    }
}

/// The letters of a run in visual order, left to right.
pub(super) fn letters(run: &ShapedRun, units_per_em: u16) -> Vec<Letter> {
    let rtl = run.direction.is_rtl();
    let mut letters = Vec::with_capacity(run.glyphs.len());
    for cell in cells(run) {
        split(&cell, rtl, &mut letters);
    }
    widen(&mut letters, rtl, narrowest(units_per_em));
    if rtl {
        letters.reverse();
    }
    letters
}

/// The clusters of a run in logical order, those without a letter of their own joined to the one before.
///
/// A mark that the shaper kept apart belongs to its base, and a kashida (an empty cluster) to the letter it lengthens:
/// drawn inside the letter it cannot leak into the text, as U+0640 would.
fn cells(run: &ShapedRun) -> Vec<Letter> {
    let rtl = run.direction.is_rtl();
    let mut clusters: Vec<Letter> = run.clusters().map(|(text, glyphs)| cell(text, glyphs, run.face)).collect();
    if rtl {
        clusters.reverse();
    }
    let mut cells: Vec<Letter> = Vec::with_capacity(clusters.len());
    let mut group: Vec<Letter> = Vec::new();
    let mut has_text = false;
    for cell in clusters {
        let depends = cell.text.chars().next().is_none_or(is_mark) || is_inside_another(&cell);
        // A textless cell at the very start is joined to the letter after it instead.
        if has_text && !depends {
            cells.extend(joined(&mut group, rtl));
            has_text = false;
        }
        has_text |= !cell.text.is_empty();
        group.push(cell);
    }
    cells.extend(joined(&mut group, rtl));
    cells
}

/// Whether a letter has no room of its own: some faces draw alef over lam as a second glyph.
fn is_inside_another(cell: &Letter) -> bool {
    cell.advance == 0 && cell.text.chars().next().is_some_and(char::is_alphabetic)
}

/// One cluster; its text without directional controls, which would only mislead readers.
fn cell(text: &str, glyphs: &[Glyph], face: FaceId) -> Letter {
    let mut pen = 0;
    let mut parts = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        parts.push(Part { face, glyph: glyph.id, x: pen + glyph.x_offset.0, y: glyph.y_offset.0 });
        pen += glyph.advance.0;
    }
    // U+00AD draws nothing in the author's text: this one ends a line.
    if pen > 0 && text == LINE_HYPHEN {
        return Letter { parts, advance: pen, text: READ_HYPHEN.to_owned() };
    }
    Letter { parts, advance: pen, text: text.chars().filter(|&c| !is_control(c)).collect() }
}

/// A group of cells in logical order as one; the group is empty afterwards. Right to left, the next stands on the left.
fn joined(group: &mut Vec<Letter>, rtl: bool) -> Option<Letter> {
    if group.len() < 2 {
        return group.pop();
    }
    let text = group.iter().map(|cell| cell.text.as_str()).collect();
    if rtl {
        group.reverse();
    }
    let mut whole = Letter { parts: Vec::new(), advance: 0, text };
    for cell in group.drain(..) {
        let pen = whole.advance;
        whole.parts.extend(cell.parts.into_iter().map(|part| Part { x: part.x + pen, ..part }));
        whole.advance += cell.advance;
    }
    Some(whole)
}

/// Gives each letter of a cluster a code: they share the advance, and the leftmost draws everything.
fn split(cell: &Letter, rtl: bool, letters: &mut Vec<Letter>) {
    let texts = texts(&cell.text, rtl);
    if texts.is_empty() && cell.advance == 0 {
        return;
    }
    let advance = cell.advance.max(0);
    // What leans on a letter shares nothing: it draws nothing and gets its advance from that letter.
    let count = i32::try_from(texts.iter().filter(|text| !leans(text)).count()).expect("a cluster is short");
    let share = advance / count.max(1);
    let first = letters.len();
    for text in texts {
        let advance = if leans(text) { 0 } else { share };
        letters.push(Letter { parts: Vec::new(), advance, text: text.to_owned() });
    }
    let own = &mut letters[first..];
    let leftmost = if rtl { own.iter().rposition(stands_alone) } else { own.iter().position(stands_alone) };
    if let Some(at) = leftmost {
        own[at].advance += advance - share * count;
        own[at].parts.clone_from(&cell.parts);
    } else if let Some(lone) = own.first_mut() {
        lone.advance = advance;
        // A half-space by itself: its glyph may be visible in the face and is left out.
        if lone.text.chars().any(is_mark) {
            lone.parts.clone_from(&cell.parts);
        }
    }
}

/// Whether a text is written with the letter before it and has no room of its own.
fn leans(text: &str) -> bool {
    text.chars().next().is_some_and(|c| is_joiner(c) || is_mark(c))
}

fn stands_alone(letter: &Letter) -> bool {
    !leans(&letter.text)
}

/// Cuts a text into its characters; left to right, marks stay with their letter.
fn texts(text: &str, rtl: bool) -> Vec<&str> {
    let begins = |&(at, c): &(usize, char)| at == 0 || rtl || !is_mark(c);
    let mut cuts: Vec<usize> = text.char_indices().filter(begins).map(|(at, _)| at).collect();
    cuts.push(text.len());
    cuts.windows(2).map(|cut| &text[cut[0]..cut[1]]).collect()
}

/// Gives half-spaces and marks the least advance that readers keep, taken from the letter before (else the one after).
///
/// Letters are in logical order here. The outline of the one that gives is shifted where its left edge moves, so that
/// nothing moves on the page.
fn widen(letters: &mut [Letter], rtl: bool, narrowest: i32) {
    let mut letter_before = None;
    for at in 0..letters.len() {
        let missing = narrowest - letters[at].advance;
        if stands_alone(&letters[at]) {
            letter_before = Some(at);
            continue;
        }
        if missing <= 0 {
            continue;
        }
        let gives = |letter: &Letter| stands_alone(letter) && letter.advance > 4 * missing;
        let before = letter_before.filter(|&giver| gives(&letters[giver]));
        let after = Some(at + 1).filter(|&giver| letters.get(giver).is_some_and(gives));
        let Some(giver) = before.or(after) else { continue };
        letters[giver].advance -= missing;
        letters[at].advance += missing;
        let stands_left_of_giver = rtl == (giver < at);
        if stands_left_of_giver {
            letters[giver].parts.iter_mut().for_each(|part| part.x -= missing);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Direction, FontUnits};
    use crate::font::FaceId;

    fn run(text: &str, direction: Direction, glyphs: &[(u16, std::ops::Range<u32>, i32)]) -> ShapedRun {
        let glyphs: Box<[Glyph]> = glyphs
            .iter()
            .map(|(id, cluster, advance)| Glyph {
                id: GlyphId(*id),
                cluster: cluster.clone(),
                advance: FontUnits(*advance),
                x_offset: FontUnits(0),
                y_offset: FontUnits(0),
            })
            .collect();
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        ShapedRun { text: text.into(), face: FaceId(0), direction, glyphs, advance }
    }

    /// Text, advance, and number and place of each part.
    type Seen<'a> = (&'a str, i32, Vec<(u16, i32)>);

    fn seen(letters: &[Letter]) -> Vec<Seen<'_>> {
        let parts = |letter: &Letter| letter.parts.iter().map(|part| (part.glyph.0, part.x)).collect();
        letters.iter().map(|letter| (letter.text.as_str(), letter.advance, parts(letter))).collect()
    }

    #[test]
    fn a_ligature_becomes_one_code_a_letter_and_the_leftmost_draws_it() {
        // U+0644 U+0627 as one glyph of 501 units.
        let letters = letters(&run("لا", Direction::Rtl, &[(7, 0..4, 501)]), 1000);
        assert_eq!(seen(&letters), [("ا", 251, vec![(7, 0)]), ("ل", 250, vec![])]);
    }

    #[test]
    fn a_hyphen_that_is_drawn_is_told_as_readers_know_it() {
        let drawn = letters(&run("\u{AD}", Direction::Ltr, &[(7, 0..2, 300)]), 1000);
        assert_eq!(seen(&drawn), [("-", 300, vec![(7, 0)])]);
        // One that the author wrote inside a word is nothing.
        let written = letters(&run("a\u{AD}b", Direction::Ltr, &[(5, 0..1, 500), (3, 1..3, 0), (6, 3..4, 500)]), 1000);
        let text: String = written.iter().map(|letter| letter.text.as_str()).collect();
        assert_eq!(text, "ab");
    }

    #[test]
    fn a_latin_ligature_is_drawn_by_its_first_letter() {
        let letters = letters(&run("fi", Direction::Ltr, &[(7, 0..2, 500)]), 1000);
        assert_eq!(seen(&letters), [("f", 250, vec![(7, 0)]), ("i", 250, vec![])]);
    }

    #[test]
    fn a_mark_is_drawn_by_its_letter_and_has_a_narrow_code_of_its_own() {
        // U+0628 U+064E; the shaper puts the mark's glyph left of its base, in its cluster or in one of its own.
        let want = [("\u{64E}", 2, vec![]), ("ب", 298, vec![(9, -2), (8, -2)])];
        for clusters in [[2..4, 0..2], [0..4, 0..4]] {
            let [mark, base] = clusters;
            let letters = letters(&run("بَ", Direction::Rtl, &[(9, mark, 0), (8, base, 300)]), 1000);
            assert_eq!(seen(&letters), want);
        }
    }

    #[test]
    fn a_latin_letter_keeps_its_mark() {
        // e with U+0301.
        let letters = letters(&run("e\u{301}", Direction::Ltr, &[(8, 0..3, 300), (9, 0..3, 0)]), 1000);
        assert_eq!(seen(&letters), [("e\u{301}", 300, vec![(8, 0), (9, 300)])]);
    }

    #[test]
    fn a_kashida_is_part_of_the_letter_before_it() {
        // U+0628, a kashida without text, U+0627.
        let glyphs = [(3, 2..4, 200), (2, 2..2, 100), (1, 0..2, 300)];
        let letters = letters(&run("با", Direction::Rtl, &glyphs), 1000);
        assert_eq!(seen(&letters), [("ا", 200, vec![(3, 0)]), ("ب", 400, vec![(2, 0), (1, 100)])]);
    }

    #[test]
    fn a_half_space_takes_its_advance_from_the_letter_before_and_moves_nothing() {
        // U+0645 U+06CC U+200C U+0631: the visible glyph (5) of the half-space is not drawn.
        let glyphs = [(4, 7..9, 250), (5, 4..7, 0), (2, 2..4, 300), (1, 0..2, 300)];
        let letters = letters(&run("می\u{200C}ر", Direction::Rtl, &glyphs), 1000);
        let want =
            [("ر", 250, vec![(4, 0)]), ("\u{200C}", 2, vec![]), ("ی", 298, vec![(2, -2)]), ("م", 300, vec![(1, 0)])];
        assert_eq!(seen(&letters), want);
    }

    #[test]
    fn a_half_space_inside_a_cluster_is_taken_out_of_it() {
        let letters = letters(&run("ه\u{200C}", Direction::Rtl, &[(1, 0..5, 400)]), 2048);
        assert_eq!(seen(&letters), [("\u{200C}", 5, vec![]), ("ه", 395, vec![(1, -5)])]);
    }

    #[test]
    fn directional_controls_are_dropped() {
        let letters = letters(&run("ا\u{200F}", Direction::Rtl, &[(2, 2..5, 0), (1, 0..2, 200)]), 1000);
        assert_eq!(letters.iter().map(|letter| letter.text.as_str()).collect::<String>(), "ا");
        assert_eq!(letters.iter().map(|letter| letter.advance).sum::<i32>(), 200);
    }
}
