//! Stages: the library's own steps, timed one by one in this process.

use std::path::Path;
use std::time::Instant;

use publish::base::{Diagnostics, Error, Sources, Timestamp};
use publish::shape::Shaper;
use publish::{book, epub, manifest, pages, pdf, style};

use crate::measure::median_of;

/// The stages in order, as printed.
pub(crate) const NAMES: [&str; 4] = ["read", "lay out", "pdf", "epub"];

/// Median seconds of each stage: manifest, styles, documents and book; shape, lines and pages; PDF; EPUB.
pub(crate) fn time(path: &Path, runs: usize) -> Result<[f64; 4], Error> {
    let mut seconds: [Vec<f64>; 4] = Default::default();
    for _ in 0..runs {
        for (list, one) in seconds.iter_mut().zip(once(path)?) {
            list.push(one);
        }
    }
    Ok(seconds.map(median_of))
}

/// One book through all stages.
fn once(path: &Path) -> Result<[f64; 4], Error> {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let mut begin = Instant::now();
    let mut lap = || std::mem::replace(&mut begin, Instant::now()).elapsed().as_secs_f64();

    let manifest = manifest::read(path, &mut sources, &mut diagnostics)?;
    let manifest = manifest.ok_or_else(|| Error::new("the generated manifest has errors"))?;
    let faces = style::faces(&manifest, &mut diagnostics)?;
    let styles = style::resolve(&manifest, &faces, &mut sources, &mut diagnostics)?;
    let book = book::assemble(&manifest, &mut sources, &mut diagnostics)?;
    let read = lap();

    let shaper = Shaper::new(&faces);
    let pages = pages::paginate(&book, &styles, &shaper, &faces, &mut diagnostics);
    let laid_out = lap();

    let modified = Timestamp::from_date(2000, 1, 1);
    pdf::write(&pages, &book, &faces, &pdf::Options::new(modified), &mut diagnostics)?;
    let pdf = lap();

    // What the manifest of a generated book says: faces embedded, no CSS of its own.
    let options = epub::Options::default();
    epub::write(&book, &styles, &faces, &options, modified)?;
    Ok([read, laid_out, pdf, lap()])
}
