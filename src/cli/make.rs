//! One book through the stages: what was ordered in, what was made and found out.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::ebook;
use super::orders::{Order, Output};
use super::output::{self, Destination, Written};
use super::print::{self, Part};
use super::progress::{BookProgress, Progress};
use super::wrap;
use crate::base::{Diagnostics, Error, Sources, Timestamp};
use crate::book::sketches::sketches;
use crate::book::{self, Book, ImageId, PrintedPages};
use crate::font::Faces;
use crate::manifest::print::{CoverPlace, Duplex};
use crate::manifest::{self, Archival, Cover, Entry, EpubPages, Manifest, PrintOptions};
use crate::pages::{self, Page, Pages};
use crate::pdf::verify::Extent;
use crate::shape::Shaper;
use crate::style::{self, StyleSheet};
use crate::{cover, dump, epub, pdf};

/// What came of an order.
pub(super) struct Made {
    /// The sources that diagnostics point into.
    pub(super) sources: Sources,
    /// What the stages found.
    pub(super) diagnostics: Diagnostics,
    /// The outputs written; none when a diagnostic is an error.
    pub(super) outcome: Result<Vec<Written>, Error>,
}

/// Makes the PDF and the EPUB of a book and throws them away, for what is found on the way.
pub(super) fn rehearse(manifest: &Path, epoch: Option<Timestamp>, progress: &Progress) -> Made {
    let outputs = [Output::Pdf, Output::Epub].map(|output| (output, Destination::Nowhere)).to_vec();
    let manifest = manifest.to_owned();
    make(&Order { manifest, outputs, verifies: false, print: Vec::new(), copies: 1 }, epoch, progress)
}

/// Makes one book: reads it, lays it out, writes what was ordered unless it has errors.
pub(super) fn make(order: &Order, epoch: Option<Timestamp>, progress: &Progress) -> Made {
    let line = progress.book(&order.manifest.display().to_string());
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let outcome = make_outputs(order, epoch, &line, &mut sources, &mut diagnostics);
    // People mend a file from its top down.
    diagnostics.sort();
    Made { sources, diagnostics, outcome }
}

fn make_outputs(
    order: &Order,
    epoch: Option<Timestamp>,
    line: &BookProgress,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Written>, Error> {
    let mut clock = Stages::start(line);
    // The manifest says what the book is made of.
    clock.next("reading the manifest");
    let Some(manifest) = manifest::read(&order.manifest, sources, diagnostics)? else { return Ok(Vec::new()) };
    // Faces and styles, then the texts: all their faults are told at once.
    clock.next("reading the texts");
    let faces = style::faces(&manifest, diagnostics)?;
    let styles = style::resolve(&manifest, &faces, sources, diagnostics)?;
    let mut book = book::assemble(&manifest, sources, diagnostics)?;
    let extra_css = ebook::extra_css(&manifest, sources, diagnostics)?;
    if diagnostics.has_errors() {
        return Ok(Vec::new());
    }
    let wants_cover = order.outputs.iter().any(|(output, _)| *output == Output::Epub);
    if wants_cover && manifest.cover == Cover::Made {
        clock.next("drawing the cover");
        book.cover = Some(cover::draw(&book, &styles, &Shaper::new(&faces), &faces)?);
    }
    let modified = epoch.unwrap_or_else(|| date_of(&manifest));
    let file = order.manifest.clone();
    let (verifies, copies) = (order.verifies, order.copies);
    let print = print::options(&manifest.print, &order.print)?;
    let prints = |part: Part| order.outputs.iter().any(|(output, _)| *output == Output::Print(part));
    if prints(Part::Inside) && !prints(Part::Cover) && print.cover == CoverPlace::Outside {
        return Err(Error::new("a cover by itself is a second file: name one with -o, not standard output"));
    }
    // Drawings for who prints by hand are images of the book that no text shows.
    let drawings = (prints(Part::Inside) && print.duplex == Duplex::None && print.guide).then(|| {
        let first = ImageId(u32::try_from(book.images.len()).unwrap_or(u32::MAX));
        book.images.extend(sketches(book.metadata.direction.is_rtl()));
        first
    });
    let outputs = ebook::named(&order.outputs, &file, &manifest);
    let epub_address = ebook::address(&outputs, &file);
    let mut stock = Stock {
        file,
        manifest,
        faces,
        styles,
        book,
        modified,
        verifies,
        print,
        copies,
        epub_address,
        extra_css,
        drawings,
        pages: OnceCell::new(),
        printed: None,
    };
    let mut files = Vec::new();
    let last_of_pages = outputs.iter().rposition(|(output, _)| output.is_of_pages());
    for (position, &(output, ref destination)) in outputs.iter().enumerate() {
        if let Some(bytes) = stock.make(output, diagnostics, &mut clock)? {
            files.push((destination, bytes));
        }
        if Some(position) == last_of_pages {
            stock.keep_printed();
            // They are by far the largest of what is at hand.
            stock.pages.take();
        }
    }
    if diagnostics.has_errors() {
        return Ok(Vec::new());
    }
    clock.next("writing");
    let summary = clock.summary();
    files
        .into_iter()
        .map(|(destination, bytes)| {
            output::write(destination, &bytes)?;
            if order.verifies {
                output::compare(destination, &bytes)?;
            }
            Ok(Written { destination: destination.clone(), summary: summary.clone() })
        })
        .collect()
}

/// Everything the back ends need.
struct Stock {
    /// The file of the manifest.
    file: PathBuf,
    manifest: Manifest,
    faces: Faces,
    styles: StyleSheet,
    book: Book,
    modified: Timestamp,
    verifies: bool,
    print: PrintOptions,
    copies: u32,
    /// Where catalogues find the EPUB: its name beside them.
    epub_address: String,
    /// CSS that the book brings for the EPUB.
    extra_css: Option<String>,
    /// The first of the drawings for who prints by hand, among the images of the book.
    drawings: Option<ImageId>,
    /// Laid out when they are first asked for.
    pages: OnceCell<Pages>,
    /// What the EPUB names of pages that were laid out and let go.
    printed: Option<PrintedPages>,
}

impl Stock {
    fn make(
        &self,
        output: Output,
        diagnostics: &mut Diagnostics,
        clock: &mut Stages<'_>,
    ) -> Result<Option<Vec<u8>>, Error> {
        let bytes = match output {
            Output::Epub => {
                let printed = self.printed(diagnostics, clock);
                clock.next("making the EPUB");
                let options = epub::Options { printed, ..self.epub_options() };
                if options.accessibility.conforms_to.is_some() {
                    epub::Survey::of(&self.book)?.check(&options, diagnostics);
                }
                epub::write(&self.book, &self.styles, &self.faces, &options, self.modified)?
            }
            Output::Onix => {
                let survey = epub::Survey::of(&self.book)?;
                survey.onix(&self.book, &self.epub_options(), self.modified).into_bytes()
            }
            Output::Opds => epub::opds(&self.book, &self.epub_address, self.modified).into_bytes(),
            Output::Pdf => {
                let pages = self.pages(diagnostics, clock);
                self.pdf(pages, diagnostics, clock)?
            }
            Output::PdfWithLines => {
                let mut pages = self.pages(diagnostics, clock).clone();
                pages::show_lines(&mut pages);
                self.pdf(&pages, diagnostics, clock)?
            }
            Output::DumpText => dump::text(&self.book).into_bytes(),
            Output::DumpPages => dump::pages(self.pages(diagnostics, clock)).into_bytes(),
            Output::DumpLines => dump::lines(self.pages(diagnostics, clock)).into_bytes(),
            Output::DumpGlyphs => dump::glyphs(self.pages(diagnostics, clock), &self.faces).into_bytes(),
            Output::Print(part) => return self.sheets(part, diagnostics, clock),
            Output::CoverSheet => {
                let count = self.pages(diagnostics, clock).list.len();
                clock.next("making the cover");
                let parts = (&self.book, &self.styles, &self.faces);
                return wrap::sheet(parts, &self.print, count, self.modified, diagnostics);
            }
            Output::DumpPlan | Output::PlanPicture => return Ok(self.plan(output, diagnostics, clock)),
        };
        Ok(Some(bytes))
    }

    /// The plan of all sheets, written or drawn; `None` with an error among the diagnostics.
    fn plan(&self, output: Output, diagnostics: &mut Diagnostics, clock: &mut Stages<'_>) -> Option<Vec<u8>> {
        let pages = self.pages(diagnostics, clock);
        let inside = print::imposed(pages, &self.book, &self.print, Part::Inside, diagnostics)?;
        let cover = print::imposed(pages, &self.book, &self.print, Part::Cover, diagnostics);
        if output == Output::PlanPicture {
            let cover = cover.as_ref().map(|cover| &cover.sheets);
            return Some(dump::plan_picture(&inside.sheets, cover).into_bytes());
        }
        let inks = dump::coverage(pages, &self.book, &self.faces);
        let told = |imposed: &print::Imposed| {
            dump::plan(&imposed.plan) + &dump::estimate(&imposed.plan, &imposed.sheets, &self.print, self.copies, &inks)
        };
        let cover = cover.map_or(String::new(), |cover| format!("\ncover: {}", told(&cover)));
        Some((told(&inside) + &cover).into_bytes())
    }

    /// A part of the book on sheets; `None` where there is no such part.
    fn sheets(
        &self,
        part: Part,
        diagnostics: &mut Diagnostics,
        clock: &mut Stages<'_>,
    ) -> Result<Option<Vec<u8>>, Error> {
        let pages = self.pages(diagnostics, clock);
        clock.next("putting pages on sheets");
        let Some(imposed) = print::imposed(pages, &self.book, &self.print, part, diagnostics) else { return Ok(None) };
        clock.next("making the PDF");
        let standard = print::standard(&self.print, diagnostics)?;
        let slugs = self.slugs(&imposed);
        let guide = self.guide(&imposed, part, diagnostics);
        let job = pdf::press::Job {
            pages: pages.list.len(),
            slugs: &slugs,
            guide: guide.as_ref(),
            standard: standard.as_ref(),
            sheets: &imposed.sheets,
            marks: &imposed.marks,
            bleed: self.print.bleed,
            modified: self.modified,
        };
        pdf::press::write(pages, &self.book, &self.faces, &job, diagnostics).map(Some)
    }

    /// The slugs of all sides, if they are asked for.
    fn slugs(&self, imposed: &print::Imposed) -> Vec<Page> {
        if imposed.marks.iter().all(|marks| marks.slug.is_none()) {
            return Vec::new();
        }
        let count = imposed.plan.sheets.len();
        let sides = imposed.sheets.sides.iter();
        let texts: Vec<String> = sides.map(|side| self.book.slug(side.sheet + 1, count, side.is_back)).collect();
        pages::slips(&texts, &self.book, &self.styles, &Shaper::new(&self.faces), &self.faces)
    }

    /// The sheet that tells what to do by hand, if there is anything that its reader has to know.
    fn guide(&self, imposed: &print::Imposed, part: Part, diagnostics: &mut Diagnostics) -> Option<Page> {
        let handwork = print::handwork(imposed, &self.print).filter(|_| part == Part::Inside)?;
        let (guide, shaper) = (self.book.guide(&handwork), Shaper::new(&self.faces));
        let book = (&self.book, &self.styles);
        let drawings = self.drawings?;
        Some(pages::guide((&guide, drawings), imposed.sheets.size, book, (&shaper, &self.faces), diagnostics))
    }

    fn pdf(&self, pages: &Pages, diagnostics: &mut Diagnostics, clock: &mut Stages<'_>) -> Result<Vec<u8>, Error> {
        clock.next("making the PDF");
        let bytes = pdf::write(pages, &self.book, &self.faces, &self.pdf_options()?, diagnostics)?;
        if self.verifies {
            clock.next("reading the PDF back");
            let is_cut = diagnostics.iter().any(|finding| finding.code == "pages.text-cut");
            let extent = if is_cut { Extent::Cut } else { Extent::Whole };
            pdf::verify::verify(&bytes, pages, &self.book, extent, diagnostics);
        }
        Ok(bytes)
    }

    /// What the manifest asks of the EPUB.
    fn epub_options(&self) -> epub::Options {
        let epub = &self.manifest.epub;
        epub::Options {
            fonts: epub.fonts,
            extra_css: self.extra_css.clone(),
            accessibility: epub.accessibility.clone(),
            record: epub.record,
            profile: epub.profile,
            printed: None,
            source: epub.source.clone(),
        }
    }

    /// What the manifest asks of the PDF.
    fn pdf_options(&self) -> Result<pdf::Options, Error> {
        let conformance = self.manifest.pdf.conformance.clone();
        let attachments = match conformance.archival {
            Some(Archival::A3a) => attachments(&self.file, &self.manifest)?,
            _ => Vec::new(),
        };
        Ok(pdf::Options { modified: self.modified, conformance, attachments })
    }

    fn pages(&self, diagnostics: &mut Diagnostics, clock: &mut Stages<'_>) -> &Pages {
        self.pages.get_or_init(|| self.paginate(diagnostics, clock))
    }

    fn paginate(&self, diagnostics: &mut Diagnostics, clock: &mut Stages<'_>) -> Pages {
        clock.next("setting the pages");
        let shaper = Shaper::new(&self.faces);
        pages::paginate(&self.book, &self.styles, &shaper, &self.faces, diagnostics)
    }

    /// Whether the EPUB names the pages of the PDF.
    fn names_pages(&self) -> bool {
        self.manifest.epub.pages == EpubPages::Pdf
    }

    /// Keeps of pages that are let go what the EPUB names of them.
    fn keep_printed(&mut self) {
        self.printed = self.pages.get().filter(|_| self.names_pages()).map(|pages| pages::printed(pages, &self.book));
    }

    /// The pages that the EPUB names; laid out for it alone where no PDF is made.
    fn printed(&self, diagnostics: &mut Diagnostics, clock: &mut Stages<'_>) -> Option<PrintedPages> {
        if !self.names_pages() {
            return None;
        }
        self.printed.clone().or_else(|| Some(pages::printed(&self.paginate(diagnostics, clock), &self.book)))
    }
}

/// The manifest and the manuscripts, as they go along in the PDF; each manuscript once.
fn attachments(file: &Path, manifest: &Manifest) -> Result<Vec<pdf::Attachment>, Error> {
    let documents = manifest.contents.iter().flat_map(|entry| match entry {
        Entry::Document(document) => std::slice::from_ref(document),
        Entry::Part(part) => &part.contents,
        Entry::Generated(..) | Entry::Dedication(_) => &[],
    });
    let mut names = BTreeSet::from(["manifest.yaml"]);
    let mut files = vec![("manifest.yaml", "application/yaml", file)];
    for document in documents {
        if names.insert(&document.name) {
            files.push((&document.name, "text/markdown", &document.path.value));
        }
    }
    let read = |(name, media_type, path): (&str, &'static str, &Path)| {
        let data = std::fs::read(path).map_err(|cause| Error::at("cannot read", path, cause))?;
        Ok(pdf::Attachment { name: name.to_owned(), media_type, data })
    };
    files.into_iter().map(read).collect()
}

/// The moment that stands in the files: the date of the book, so that two builds give the same bytes.
fn date_of(manifest: &Manifest) -> Timestamp {
    let date = manifest.metadata.date.as_deref().unwrap_or_default();
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    match parts.next().flatten() {
        Some(year) => {
            Timestamp::from_date(year, parts.next().flatten().unwrap_or(1), parts.next().flatten().unwrap_or(1))
        }
        // The first day a zip file can name.
        None => Timestamp::from_date(1980, 1, 1),
    }
}

/// The stages a book has gone through, and how long each took.
struct Stages<'a> {
    line: &'a BookProgress,
    begun: Instant,
    done: Vec<(&'static str, Duration)>,
    at: Option<&'static str>,
}

impl<'a> Stages<'a> {
    fn start(line: &'a BookProgress) -> Self {
        Self { line, begun: Instant::now(), done: Vec::new(), at: None }
    }

    fn next(&mut self, stage: &'static str) {
        if let Some(last) = self.at.replace(stage) {
            self.done.push((last, self.begun.elapsed()));
        }
        self.begun = Instant::now();
        self.line.stage(stage);
    }

    fn summary(&self) -> String {
        let stages: Vec<String> =
            self.done.iter().map(|(stage, took)| format!("{stage} {:.1} ms", took.as_secs_f64() * 1000.0)).collect();
        stages.join(", ")
    }
}
