//! Pages made for tests: glyphs as wide as half their size, at ten points.

use crate::rescue::position::{PositionedFace, PositionedGlyph, PositionedPage, PositionedText, TextSource};

/// A glyph at ten points.
pub(super) fn glyph(text: &str, left: f32, baseline: f32) -> PositionedGlyph {
    PositionedGlyph {
        text: text.to_owned(),
        source: TextSource::File,
        left,
        right: left + 5.0,
        baseline,
        size: 10.0,
        face: 0,
        marked: None,
        color: 0,
        is_hidden: false,
        ink: None,
        is_turned: false,
    }
}

/// A line from the left; its spaces are moves.
pub(super) fn line(text: &str, left: f32, baseline: f32) -> Vec<PositionedGlyph> {
    let letters = text.chars().enumerate().filter(|(_, letter)| *letter != ' ');
    letters.map(|(at, letter)| glyph(&letter.to_string(), left + 5.0 * at as f32, baseline)).collect()
}

/// A right-to-left line: the first character of a text in logical order stands at the right edge.
pub(super) fn line_rtl(text: &str, right: f32, baseline: f32) -> Vec<PositionedGlyph> {
    let letters = text.chars().enumerate().filter(|(_, letter)| *letter != ' ');
    letters.map(|(at, letter)| glyph(&letter.to_string(), right - 5.0 * (at + 1) as f32, baseline)).collect()
}

/// The same glyphs at another size, about their first left edge.
pub(super) fn sized(mut glyphs: Vec<PositionedGlyph>, size: f32) -> Vec<PositionedGlyph> {
    let origin = glyphs.first().map_or(0.0, |glyph| glyph.left);
    for glyph in &mut glyphs {
        glyph.left = origin + (glyph.left - origin) * size / glyph.size;
        glyph.right = origin + (glyph.right - origin) * size / glyph.size;
        glyph.size = size;
    }
    glyphs
}

/// The same glyphs in another face.
pub(super) fn faced(mut glyphs: Vec<PositionedGlyph>, face: u16) -> Vec<PositionedGlyph> {
    glyphs.iter_mut().for_each(|glyph| glyph.face = face);
    glyphs
}

/// A page of 300 by 400 points.
pub(super) fn page(glyphs: Vec<PositionedGlyph>) -> PositionedPage {
    PositionedPage { number: 1, width: 300.0, height: 400.0, glyphs, ..PositionedPage::default() }
}

/// A file of pages with an upright, a bold and an italic face.
pub(super) fn text(pages: Vec<PositionedPage>) -> PositionedText {
    let face = |name: &str, is_bold, is_italic| PositionedFace {
        name: name.to_owned(),
        is_bold,
        is_italic,
        ..Default::default()
    };
    let mut pages = pages;
    for (at, page) in pages.iter_mut().enumerate() {
        page.number = at as u32 + 1;
    }
    let faces = vec![face("Plain", false, false), face("Bold", true, false), face("Italic", false, true)];
    PositionedText { pages, faces, ..PositionedText::default() }
}
