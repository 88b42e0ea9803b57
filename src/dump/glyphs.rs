//! Glyphs: what is drawn of every line, glyph by glyph, for comparing a PDF with the faces it is set in.

use std::fmt::Write;

use crate::base::{Length, Point};
use crate::font::Faces;
use crate::lines::{Fragment, Line};
use crate::pages::{ItemKind, Page, Pages};

pub(super) fn glyphs(pages: &Pages, faces: &Faces) -> String {
    let mut out = String::new();
    for (number, page) in (1..).zip(&pages.list) {
        let [width, height] = [page.size.width, page.size.height].map(Length::to_pt);
        put(&mut out, format_args!("page {number} {width:.3} {height:.3}\n"));
        lines(page).for_each(|(at, line)| line.fragments.iter().for_each(|one| fragment(&mut out, at, one, faces)));
    }
    out
}

fn lines(page: &Page) -> impl Iterator<Item = (Point, &Line)> {
    page.frames.iter().flat_map(|frame| &frame.items).filter_map(|item| match &item.kind {
        ItemKind::Line(at, line) => Some((*at, &**line)),
        _ => None,
    })
}

/// A word on a line of its own; one that draws nothing has none.
fn fragment(out: &mut String, at: Point, fragment: &Fragment, faces: &Faces) {
    let mut drawn = String::new();
    let mut pen = 0;
    for glyph in &fragment.shaped.glyphs {
        let cluster = &fragment.shaped.text[glyph.cluster.start as usize..glyph.cluster.end as usize];
        // A kashida has no text and is drawn.
        if cluster.is_empty() || !cluster.chars().all(is_blank) {
            put(&mut drawn, format_args!(" {}@{},{}", glyph.id.0, pen + glyph.x_offset.0, glyph.y_offset.0));
        }
        pen += glyph.advance.0;
    }
    if drawn.is_empty() {
        return;
    }
    let face = faces.get(fragment.shaped.face);
    let [x, y, size] = [at.x + fragment.x, at.y - fragment.style.rise, fragment.size].map(Length::to_pt);
    let color = fragment.style.color;
    put(
        out,
        format_args!(
            "  {x:.3} {y:.3} {size:.3} {} #{:02x}{:02x}{:02x} {}:{drawn}\n",
            face.units_per_em(),
            color.red,
            color.green,
            color.blue,
            face.full_name(),
        ),
    );
}

/// White space and what only joins or parts letters: faces may have visible glyphs for them.
fn is_blank(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(sign, '\u{200B}'..='\u{200F}' | '\u{61C}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("writing to memory does not fail");
}
