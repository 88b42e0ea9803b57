//! Clear: marks above letters never meet the line above them.
//!
//! At the line spacing of a style they seldom would, and every line keeps it. Where they would (stacked vowels, signs of the
//! Quran, a style of writing whose words slope), all lines of the paragraph are set further apart, by as little as clears
//! them: one line alone would be seen to jump. What is drawn is measured on its outlines.

use std::sync::OnceLock;

use super::ItemKind;
use super::row::{Row, Stack};
use crate::base::{FontUnits, Length, Point};
use crate::font::{FaceId, Faces, GlyphBox};
use crate::lines::{Fragment, Line};

/// Lines without marks are looked at where their faces are higher than the line spacing by more than this: letters reach as
/// far as a face says only in some styles of writing.
const TALL: f64 = 1.1;
/// What is left free between two marks, in points.
const LEFT_FREE: f64 = 0.3;
/// The most that lines are set further apart, as a ratio of their spacing: a stray sign must not tear a page.
const MOST: f64 = 1.0;

/// Boxes around the glyphs of faces, measured when a face is first asked for. Shared by threads.
pub(super) struct Boxes<'f> {
    faces: &'f Faces,
    measured: Vec<OnceLock<Vec<Option<GlyphBox>>>>,
}

impl<'f> Boxes<'f> {
    /// No boxes yet.
    pub(super) fn new(faces: &'f Faces) -> Self {
        Self { faces, measured: faces.iter().map(|_| OnceLock::new()).collect() }
    }

    fn of(&self, face: FaceId) -> &[Option<GlyphBox>] {
        self.measured[usize::from(face.0)].get_or_init(|| self.faces.get(face).boxes())
    }
}

/// What a glyph covers: from the left edge of the type area, and down from the top of its row.
#[derive(Clone, Copy, Debug)]
struct Ink {
    left: Length,
    right: Length,
    top: Length,
    bottom: Length,
}

/// Sets rows that would meet further apart, those of one paragraph evenly.
pub(super) fn rows(stack: &mut Stack, boxes: &Boxes<'_>) {
    let mut from = 0;
    while from < stack.rows.len() {
        let block = block(&stack.rows[from]);
        let next = |row: &Row| block.is_some() && self::block(row) == block;
        let count = stack.rows[from..].iter().take_while(|row| next(row)).count().max(1);
        paragraph(&mut stack.rows[from..from + count], boxes);
        from += count;
        if let Some((above, below)) = stack.rows.split_at_mut_checked(from)
            && let (Some(above), Some(below)) = (above.last(), below.first_mut())
        {
            pair(above, Length::ZERO, below, boxes);
        }
    }
}

/// Sets the first row of a stack further from the last of the one above it, where they would meet.
pub(super) fn stacks(above: &Stack, below: &mut Stack, boxes: &Boxes<'_>) {
    if let (Some(last), Some(first)) = (above.rows.last(), below.rows.first_mut()) {
        pair(last, above.gap, first, boxes);
    }
}

/// Sets a row further from the one above, which is followed by a gap, where they would meet.
fn pair(above: &Row, gap: Length, below: &mut Row, boxes: &Boxes<'_>) {
    if is_tall(above) || is_tall(below) {
        let before = below.before.max(gap);
        let lack = lack(&inks(above, boxes), &inks(below, boxes), above.height + before).min(most(below));
        if lack > Length::ZERO {
            below.before = before + lack;
        }
    }
}

/// The spacing that lines need which are set on one x, at least the given one.
pub(super) fn spacing(lines: &[Line], spacing: Length, boxes: &Boxes<'_>) -> Length {
    let tall: Vec<bool> = lines.iter().map(|line| reaches_out(line, spacing)).collect();
    if lines.len() < 2 || !tall.contains(&true) {
        return spacing;
    }
    let inks: Vec<Vec<Ink>> = lines.iter().map(|line| line_inks(Point::default(), line, boxes)).collect();
    let lacks = (1..lines.len()).filter(|at| tall[at - 1] || tall[*at]);
    let lacks = lacks.map(|at| lack(&inks[at - 1], &inks[at], spacing));
    spacing + lacks.fold(Length::ZERO, Length::max).min(spacing.scale(MOST))
}

/// Sets the rows of a paragraph as far apart as the two of them that need it most.
fn paragraph(rows: &mut [Row], boxes: &Boxes<'_>) {
    let tall: Vec<bool> = rows.iter().map(is_tall).collect();
    if rows.len() < 2 || !tall.contains(&true) {
        return;
    }
    let inks: Vec<Vec<Ink>> = rows.iter().map(|row| inks(row, boxes)).collect();
    let lacks = (1..rows.len()).filter(|at| tall[at - 1] || tall[*at]);
    let lacks = lacks.map(|at| lack(&inks[at - 1], &inks[at], rows[at - 1].height + rows[at].before));
    let widest = lacks.fold(Length::ZERO, Length::max).min(most(&rows[0]));
    for row in &mut rows[1..] {
        row.before += widest;
    }
}

fn most(row: &Row) -> Length {
    row.height.scale(MOST)
}

/// How much further apart two rows must stand than their tops do.
fn lack(above: &[Ink], below: &[Ink], step: Length) -> Length {
    let step = step - Length::pt(LEFT_FREE);
    let highest = below.iter().map(|ink| ink.top).fold(step, Length::min);
    let deep = above.iter().filter(|ink| ink.bottom > step + highest);
    let lack = |deep: &Ink| {
        let met = below.iter().filter(|high| high.left < deep.right && deep.left < high.right);
        met.map(|high| deep.bottom - step - high.top).fold(Length::ZERO, Length::max)
    };
    deep.map(lack).fold(Length::ZERO, Length::max)
}

/// The block of a row's lines, if they are of one.
fn block(row: &Row) -> Option<u32> {
    let mut blocks = row.items.iter().map(|item| item.block);
    let first = blocks.next()?;
    blocks.all(|block| block == first).then_some(first)
}

fn lines(row: &Row) -> impl Iterator<Item = (Point, &Line)> {
    row.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Line(at, line) => Some((*at, &**line)),
        _ => None,
    })
}

/// Whether what is in a row may reach out of it.
fn is_tall(row: &Row) -> bool {
    lines(row).any(|(_, line)| reaches_out(line, row.height))
}

/// Whether what is in a line may reach beyond its spacing.
fn reaches_out(line: &Line, spacing: Length) -> bool {
    line.ascent + line.descent > spacing.scale(TALL)
        || line.fragments.iter().any(|fragment| fragment.shaped.text.chars().any(is_mark))
}

/// Whether a character is a mark of the Arabic script (category Mn of the blocks Arabic and Arabic Extended-A).
fn is_mark(character: char) -> bool {
    matches!(character, '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}')
        || matches!(character, '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E4}' | '\u{06E7}' | '\u{06E8}')
        || matches!(character, '\u{06EA}'..='\u{06ED}' | '\u{08CA}'..='\u{08E1}' | '\u{08E3}'..='\u{08FF}')
}

fn inks(row: &Row, boxes: &Boxes<'_>) -> Vec<Ink> {
    lines(row).flat_map(|(at, line)| line_inks(at, line, boxes)).collect()
}

/// What the glyphs of a line cover that begins at a point.
fn line_inks(at: Point, line: &Line, boxes: &Boxes<'_>) -> Vec<Ink> {
    let mut inks = Vec::new();
    for fragment in line.fragments.iter().filter(|fragment| !fragment.is_space()) {
        add_inks(fragment, at, boxes, &mut inks);
    }
    inks
}

/// Adds what the glyphs of a fragment cover, on a line that begins at a point.
fn add_inks(fragment: &Fragment, at: Point, boxes: &Boxes<'_>, inks: &mut Vec<Ink>) {
    if fragment.style.drop > 0 {
        // The lines it reaches down to stand beside it.
        return;
    }
    let face = fragment.shaped.face;
    let units_per_em = boxes.faces.get(face).units_per_em();
    let length = |units: i32| FontUnits(units).at(fragment.size, units_per_em);
    let boxes = boxes.of(face);
    let (left, baseline) = (at.x + fragment.x, at.y - fragment.style.rise);
    let mut pen = 0;
    for glyph in &fragment.shaped.glyphs {
        if let Some(Some(bounds)) = boxes.get(usize::from(glyph.id.0)) {
            let x = |units: i16| left + length(pen + glyph.x_offset.0 + i32::from(units));
            let y = |units: i16| baseline - length(glyph.y_offset.0 + i32::from(units));
            let (left, right) = (x(bounds.left), x(bounds.right));
            inks.push(Ink { left, right, top: y(bounds.top), bottom: y(bounds.bottom) });
        }
        pen += glyph.advance.0;
    }
}
