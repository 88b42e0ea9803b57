//! The pages of a file drawn, several at a time, and their glyphs put into one table.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page};
use rayon::prelude::*;

use crate::base::Diagnostic;

use super::device::{DrawnPage, Exceeded, Recorder};
use super::fonts::{SimpleFonts, stand_in};
use super::forms::Begins;
use super::shapes::Shapes;
use super::{Limits, guard, tags};

/// Pages that one thread draws with the same fonts: enough that reading the fonts does not count.
const SHARE: usize = 24;

/// A file drawn.
pub(super) struct DrawnFile {
    /// Its pages in order; their glyphs are numbers of `shapes`.
    pub(super) pages: Vec<DrawnPage>,
    /// All its glyphs.
    pub(super) shapes: Shapes,
}

/// Draws all pages.
pub(super) fn interpret(pdf: &Pdf, limits: &Limits) -> Result<DrawnFile, Diagnostic> {
    let pages: &[Page<'_>] = pdf.pages();
    let room = Arc::new(AtomicUsize::new(limits.glyphs));
    let shares: Vec<Result<(Vec<DrawnPage>, Shapes), Diagnostic>> = pages
        .par_chunks(SHARE)
        .enumerate()
        .map(|(share, pages)| draw_share(pdf, pages, share * SHARE, limits, room.clone()))
        .collect();
    let mut file = DrawnFile { pages: Vec::with_capacity(pages.len()), shapes: Shapes::default() };
    let mut known = HashMap::new();
    for share in shares {
        let (drawn, shapes) = share?;
        merge(drawn, shapes, &mut file, &mut known);
    }
    Ok(file)
}

/// What tells two glyphs of a table apart, with numbers as bits because they are compared, not computed with.
type Key = (u16, u32, Option<String>, u32, Vec<Vec<(u32, u32)>>);

fn merge(pages: Vec<DrawnPage>, shapes: Shapes, file: &mut DrawnFile, known: &mut HashMap<Key, u32>) {
    let faces: Vec<u16> = shapes
        .faces
        .into_iter()
        .map(|face| {
            let all = &mut file.shapes.faces;
            let at = all.iter().position(|known| *known == face).unwrap_or_else(|| {
                all.push(face);
                all.len() - 1
            });
            u16::try_from(at).unwrap_or(u16::MAX)
        })
        .collect();
    let mut numbers = Vec::with_capacity(shapes.list.len());
    for mut shape in shapes.list {
        shape.face = faces[usize::from(shape.face)];
        let bits = |contour: &Vec<(f32, f32)>| contour.iter().map(|(x, y)| (x.to_bits(), y.to_bits())).collect();
        let outline = shape.outline.contours().iter().map(bits).collect();
        let key = (shape.face, shape.code, shape.said.clone(), shape.advance.to_bits(), outline);
        let list = &mut file.shapes.list;
        let number = *known.entry(key).or_insert_with(|| u32::try_from(list.len()).unwrap_or(u32::MAX));
        match list.get_mut(number as usize) {
            Some(same) => same.times += shape.times,
            None => list.push(shape),
        }
        numbers.push(number);
    }
    for mut page in pages {
        for glyph in &mut page.glyphs {
            glyph.shape = numbers[glyph.shape as usize];
        }
        file.pages.push(page);
    }
}

fn draw_share(
    pdf: &Pdf,
    pages: &[Page<'_>],
    first: usize,
    limits: &Limits,
    room: Arc<AtomicUsize>,
) -> Result<(Vec<DrawnPage>, Shapes), Diagnostic> {
    let cache = InterpreterCache::new();
    let is_tagged = tags::root(pdf).is_some();
    let mut recorder = Recorder::new(limits, room, SimpleFonts::new(settings()));
    let mut drawn = Vec::with_capacity(pages.len());
    for (at, page) in pages.iter().enumerate() {
        let (width, height) = page.render_dimensions();
        guard::content(page, first + at + 1, limits)?;
        let begins = if is_tagged { Begins::read(page, limits) } else { Begins::default() };
        recorder.begin((width, height), begins, limits);
        recorder.fonts.note(page.resources());
        let place = Affine::new(page.initial_transform(true).as_coeffs());
        let area = Rect::new(0.0, 0.0, width.into(), height.into());
        let mut context = Context::new(place, area, &cache, pdf.xref(), settings());
        // Two reasons to catch: the recorder leaves a page without end by unwinding, and a foreign parser that fails on
        // a damaged page must not take the other pages with it.
        let outcome = catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut recorder)));
        let number = first + at + 1;
        match outcome {
            Ok(()) => {}
            Err(cause) => return Err(refusal(cause.downcast_ref::<Exceeded>(), number, limits)),
        }
        drawn.push(std::mem::take(&mut recorder.page));
    }
    Ok((drawn, recorder.shapes))
}

fn refusal(exceeded: Option<&Exceeded>, number: usize, limits: &Limits) -> Diagnostic {
    match exceeded {
        Some(Exceeded::Page) => guard::endless(&format!("page {number} of the PDF draws without end")),
        Some(Exceeded::File) => {
            let message = format!("the PDF has more than the {} glyphs and lines that are read", limits.glyphs);
            Diagnostic::error("rescue.too-many-glyphs", None, message).hint("cut it into parts and import each")
        }
        None => {
            let message = format!("page {number} of the PDF is damaged and cannot be drawn");
            Diagnostic::error("rescue.damaged-pdf", None, message).hint("open it in a viewer and print it to a new PDF")
        }
    }
}

fn settings() -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(stand_in),
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    }
}
