//! Pages of glyphs with their texts, made of what was drawn.
//!
//! Steps: leave out what is drawn twice, give each glyph the text of its shape, let a replacement text of the file speak
//! where it knows more ([`replacements`]), and judge by their neighbours the glyphs that one cannot judge alone
//! ([`neighbours`]): spaces without room, and bars between letters.

mod neighbours;
mod replacements;

use std::collections::HashSet;

use rayon::prelude::*;

use super::super::{Area, PlacedImage, PositionedFace, PositionedGlyph, PositionedPage};
use super::device::{Drawn, DrawnPage};
use super::interpret::DrawnFile;
use super::judge::Named;
use neighbours::Edge;

/// Letters that may stand on a scanned page beside the scan: a folio, a library's stamp.
const STAMP: usize = 24;

/// Part of the page that a scan covers.
const MOST: f32 = 0.85;

/// Pages that tell the habits of a file.
const SAMPLE: usize = 64;

/// The pages and the faces of a file.
pub(super) fn finish(file: DrawnFile, named: &[Named]) -> (Vec<PositionedPage>, Vec<PositionedFace>) {
    let shapes = &file.shapes.list;
    let name = Naming { named, face: &|drawn| shapes[drawn.shape as usize].face };
    let number = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
    let sample = file.pages.par_iter().take(SAMPLE).map(|page| neighbours::left_edges(&name.glyphs(page)));
    let habit = if sample.sum::<isize>() < 0 { Edge::Right } else { Edge::Left };
    let pages = file.pages.into_par_iter().enumerate();
    let pages = pages.map(|(at, page)| finish_page(page, number(at), &name, habit)).collect();
    (pages, file.shapes.faces)
}

/// What is known of the glyphs of a file.
struct Naming<'a> {
    named: &'a [Named],
    face: &'a (dyn Fn(&Drawn) -> u16 + Sync),
}

impl Naming<'_> {
    fn name(&self, drawn: &Drawn) -> &Named {
        &self.named[drawn.shape as usize]
    }

    /// The glyphs of a page with the texts of their shapes.
    fn glyphs(&self, page: &DrawnPage) -> Vec<PositionedGlyph> {
        let (width, height) = page.size;
        let glyph = |drawn: &Drawn| PositionedGlyph {
            text: self.name(drawn).text.clone(),
            source: self.name(drawn).source,
            left: drawn.ends.0,
            right: drawn.ends.1,
            baseline: drawn.baseline,
            size: drawn.size,
            face: (self.face)(drawn),
            marked: drawn.marked,
            color: drawn.color,
            is_hidden: drawn.is_hidden || is_outside(drawn, width, height),
            ink: drawn.ink,
            is_turned: drawn.is_turned,
        };
        page.glyphs.iter().map(glyph).collect()
    }
}

fn finish_page(mut page: DrawnPage, number: u32, naming: &Naming<'_>, habit: Edge) -> PositionedPage {
    leave_out_doubles(&mut page.glyphs);
    let (width, height) = page.size;
    let mut glyphs = naming.glyphs(&page);
    let names: Vec<&Named> = page.glyphs.iter().map(|drawn| naming.name(drawn)).collect();
    neighbours::judge(&mut glyphs, &names, habit);
    let replacements: Vec<Option<u32>> = page.glyphs.iter().map(|drawn| drawn.replacement).collect();
    replacements::judge(&mut glyphs, &replacements, &page.replacements);
    let has_text = glyphs.iter().filter(|glyph| !glyph.is_hidden && glyph.ink.is_some()).count() >= STAMP;
    let covers = |area: &Area| {
        let shared = (area.right.min(width) - area.left.max(0.0)) * (area.bottom.min(height) - area.top.max(0.0));
        shared >= MOST * width * height
    };
    let place = |(area, bytes)| PlacedImage { area, bytes, covers_page: !has_text && covers(&area) };
    let images = page.images.into_iter().map(place).collect();
    PositionedPage { number, width, height, glyphs, rules: page.rules, images }
}

/// What lies off the page is not seen.
fn is_outside(drawn: &Drawn, width: f32, height: f32) -> bool {
    let (left, right) = drawn.ends;
    right < 0.0 || left > width || drawn.baseline < 0.0 || drawn.baseline > height + drawn.size
}

/// The same glyph drawn again in the same place, or a hair beside it: a fill and its stroke, a poor man's bold, a shadow.
fn leave_out_doubles(glyphs: &mut Vec<Drawn>) {
    let mut seen = HashSet::new();
    glyphs.retain(|glyph| {
        if glyph.ink.is_none() {
            return true;
        }
        // Cells of a tenth of the size; a double may have fallen into the next one.
        let cell = |value: f32| (value / (glyph.size * 0.1)).round() as i64;
        let (column, row) = (cell(glyph.ends.0), cell(glyph.baseline));
        // Cells are of one size only: those of another are other places.
        let size = (glyph.size * 16.0).round() as i64;
        let is_seen =
            |x: i64, y: i64| seen.contains(&(glyph.shape, size, column.saturating_add(x), row.saturating_add(y)));
        let is_double = (-1..=1).any(|x| (-1..=1).any(|y| is_seen(x, y)));
        seen.insert((glyph.shape, size, column, row));
        !is_double
    });
}
