//! Lines: how even word spaces are in three faces, without and with lengthened words, and what breaking costs.
//!
//! A chapter of generated prose on the page of the style `book`. Ratios are those of the word spaces of justified lines to
//! the face's own space. Times are of one thread, so that they can be compared.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use publish::base::{Diagnostics, Direction, Error, Sources, Span, Timestamp};
use publish::font::{FaceStyle, Faces};
use publish::lines::{Line, Setting, break_paragraph};
use publish::pages::{ItemKind, ItemRole, Pages};
use publish::shape::{ShapedParagraph, Shaper, StyledText, TextStyle, shape};
use publish::style::{Kashida, Role, StyleSheet};
use publish::{book, manifest, pages, pdf, style};

use crate::Fault;
use crate::manuscript::Manuscript;
use crate::measure::median_of;

/// Faces with Persian letters that come with the program.
const FAMILIES: [&str; 3] = ["Vazirmatn", "Amiri", "Noto Naskh Arabic"];
/// Ways to lengthen words, as a manifest names them.
const MODES: [(&str, Kashida); 3] = [("off", Kashida::Off), ("sparing", Kashida::Sparing), ("full", Kashida::Full)];

/// Prints the table of all faces and modes.
pub(crate) fn bench(folder: &Path, runs: usize) -> Result<(), Fault> {
    std::fs::create_dir_all(folder)?;
    let manuscript = Manuscript::new(1);
    let path = manuscript.write_markdown(folder)?;
    let text = std::fs::read_to_string(&path)?;
    // Alone, threads would share what is to be told apart.
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    println!("\nword space of justified lines over the face's own; breaking on one thread, median of {runs} runs");
    println!(
        "{:<20}{:<9}{:>6}{:>7}{:>7}{:>7}{:>7}{:>9}{:>9}{:>9}{:>8}",
        "", "kashida", "lines", "least", "median", "95 %", "worst", "> 1.50", "words", "ms/page", "share"
    );
    for family in FAMILIES {
        for (name, mode) in MODES {
            let styles = format!("styles: {{ roles: {{ body: {{ kashida: {name} }} }} }}\n");
            let manifest = folder.join(format!("{name}.yaml"));
            std::fs::write(&manifest, text.replace("Vazirmatn", family) + &styles)?;
            let row = alone.install(|| row(&manifest, &manuscript, mode, runs)).map_err(|fault| fault.to_string())?;
            println!("{family:<20}{name:<9}{row}");
        }
    }
    Ok(())
}

/// A book set with one face and mode, and its figures as text.
fn row(path: &Path, manuscript: &Manuscript, mode: Kashida, runs: usize) -> Result<String, Error> {
    let (mut builds, mut breaks, mut figures) = (Vec::new(), Vec::new(), Figures::default());
    for _ in 0..runs {
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        let begin = Instant::now();
        let manifest = manifest::read(path, &mut sources, &mut diagnostics)?;
        let manifest = manifest.ok_or_else(|| Error::new("the generated manifest has errors"))?;
        let faces = style::faces(&manifest, &mut diagnostics)?;
        let styles = style::resolve(&manifest, &faces, &mut sources, &mut diagnostics)?;
        let book = book::assemble(&manifest, &mut sources, &mut diagnostics)?;
        let shaper = Shaper::new(&faces);
        let pages = pages::paginate(&book, &styles, &shaper, &faces, &mut diagnostics);
        let options = pdf::Options::new(Timestamp::from_date(2000, 1, 1));
        pdf::write(&pages, &book, &faces, &options, &mut diagnostics)?;
        builds.push(begin.elapsed().as_secs_f64());
        figures = Figures::of(&pages);

        let paragraphs = shaped(manuscript, &styles, &shaper, mode);
        breaks.push(seconds_of_breaking(&paragraphs, &styles, &faces));
    }
    let (build, breaking) = (median_of(builds), median_of(breaks));
    Ok(format!("{figures}{:>9.3}{:>7.1}%", breaking * 1e3 / figures.pages as f64, breaking * 100.0 / build))
}

/// The paragraphs of the text, shaped as the style asks.
fn shaped(manuscript: &Manuscript, styles: &StyleSheet, shaper: &Shaper<'_>, mode: Kashida) -> Vec<ShapedParagraph> {
    let body = styles.style(Role::Body);
    let style = Arc::new(TextStyle {
        families: body.families.clone(),
        latin_families: body.latin_families.clone(),
        face_style: FaceStyle { weight: body.weight, slant: body.slant },
        size: body.size,
        latin_size: body.size.scale(body.latin_scale),
        language: publish::base::Language::new("fa"),
        rise: publish::base::Length::ZERO,
        color: body.color,
        strike: false,
        link: None,
        note_mark: None,
        note_number: None,
        drop: 0,
        overline: None,
        kashida: mode,
        hyphenates: body.hyphenates,
    });
    let of_text = |text: &str| StyledText {
        text: text.to_owned(),
        styles: vec![(0..text.len(), Arc::clone(&style))],
        isolates: Vec::new(),
        direction: Direction::Rtl,
        span: Span::default(),
        sources: Arc::default(),
    };
    manuscript.paragraphs().map(|text| shape(&of_text(text), shaper, &mut Diagnostics::new())).collect()
}

/// Breaks all paragraphs to the measure of the style.
fn seconds_of_breaking(paragraphs: &[ShapedParagraph], styles: &StyleSheet, faces: &Faces) -> f64 {
    let (page, body) = (&styles.page, styles.style(Role::Body));
    let setting = Setting {
        measure: page.width - page.inside - page.outside,
        first_indent: body.first_indent,
        align: body.align,
        justification: body.justification,
    };
    let begin = Instant::now();
    let mut lines = 0;
    for paragraph in paragraphs {
        lines += break_paragraph(paragraph, &setting, faces, &mut Diagnostics::new()).len();
    }
    std::hint::black_box(lines);
    begin.elapsed().as_secs_f64()
}

/// What is told of the lines of a book.
#[derive(Default)]
struct Figures {
    /// Ratios of justified lines, rising.
    ratios: Vec<f64>,
    words: usize,
    lengthened: usize,
    pages: usize,
}

impl Figures {
    fn of(pages: &Pages) -> Self {
        let mut figures = Self { pages: pages.list.len(), ..Self::default() };
        let items = pages.list.iter().flat_map(|page| &page.frames).flat_map(|frame| &frame.items);
        for item in items.filter(|item| item.role != ItemRole::Artifact) {
            if let ItemKind::Line(_, line) = &item.kind {
                figures.add(line);
            }
        }
        figures.ratios.sort_by(f64::total_cmp);
        figures
    }

    fn add(&mut self, line: &Line) {
        let Some(ratio) = line.space_ratio().filter(|_| line.is_justified) else { return };
        self.ratios.push(ratio);
        self.words += line.fragments.iter().filter(|fragment| !fragment.is_space()).count();
        self.lengthened += line.fragments.iter().filter(|fragment| fragment.kashida.is_some()).count();
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let count = self.ratios.len().max(1);
        let at = |hundredths: usize| self.ratios.get((count * hundredths / 100).min(count - 1)).copied();
        let [least, median, high, worst] = [0, 50, 95, 100].map(|at_| at(at_).unwrap_or(f64::NAN));
        let wide = self.ratios.iter().filter(|ratio| **ratio > 1.5).count() as f64 * 100.0 / count as f64;
        let words = self.lengthened as f64 * 100.0 / self.words.max(1) as f64;
        write!(out, "{count:>6}{least:>7.2}{median:>7.2}{high:>7.2}{worst:>7.2}{wide:>8.1}%{words:>8.1}%")
    }
}
