//! Pages of glyphs with their texts, made of what was drawn.

use super::super::{PositionedFace, PositionedGlyph, PositionedPage};
use super::device::{Drawn, DrawnPage};
use super::interpret::DrawnFile;
use super::shapes::Named;

/// The pages and the faces of a file.
pub(super) fn finish(file: DrawnFile, texts: &[Named]) -> (Vec<PositionedPage>, Vec<PositionedFace>) {
    let face = |drawn: &Drawn| file.shapes.list[drawn.shape as usize].face;
    let pages = file.pages.into_iter().zip(1..).map(|(page, number)| finish_page(page, number, texts, face)).collect();
    (pages, file.shapes.faces)
}

fn finish_page(page: DrawnPage, number: u32, texts: &[Named], face: impl Fn(&Drawn) -> u16) -> PositionedPage {
    let glyphs = page.glyphs.iter().map(|drawn| {
        let named = &texts[drawn.shape as usize];
        PositionedGlyph {
            text: named.text.clone(),
            source: named.source,
            left: drawn.ends.0,
            right: drawn.ends.1,
            baseline: drawn.baseline,
            size: drawn.size,
            face: face(drawn),
            marked: drawn.marked,
            color: drawn.color,
            is_hidden: drawn.is_hidden,
            ink: drawn.ink,
            is_turned: drawn.is_turned,
        }
    });
    PositionedPage {
        number,
        width: page.size.0,
        height: page.size.1,
        glyphs: glyphs.collect(),
        rules: page.rules,
        images: Vec::new(),
    }
}
