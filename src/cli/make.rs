//! One book through the stages: what was ordered in, what was made and found out.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::args::{Command, DumpWhat, EpubArguments, MakeArguments, PdfArguments, PrintArguments, PrintWhat};
use super::ebook;
use super::output::{self, Destination, Written};
use super::print::{self, Part};
use super::progress::{BookProgress, Progress};
use super::wrap;
use crate::base::{Diagnostics, Error, Sources, Timestamp};
use crate::book::{self, Book, PrintedPages};
use crate::font::Faces;
use crate::manifest::print::CoverPlace;
use crate::manifest::{self, Archival, Cover, Entry, EpubPages, Manifest, PrintOptions};
use crate::pages::{self, Page, Pages};
use crate::pdf::verify::Extent;
use crate::shape::Shaper;
use crate::style::{self, StyleSheet};
use crate::{cover, dump, epub, pdf};

/// One book and what is wanted of it.
pub(super) struct Order {
    manifest: PathBuf,
    outputs: Vec<(Output, Destination)>,
    /// Whether PDFs are read back.
    verifies: bool,
    /// Flags of `print`, by the keys of the manifest.
    print: Vec<(&'static str, String)>,
    /// How many copies an estimate is for.
    copies: u32,
}

/// What can be made of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Output {
    Epub,
    /// The record of the EPUB for booksellers.
    Onix,
    /// Its entry for catalogues.
    Opds,
    Pdf,
    /// The PDF with colours that show how lines were filled.
    PdfWithLines,
    /// Sheets to print: a part of the book.
    Print(Part),
    /// The cover of a bound book.
    CoverSheet,
    DumpText,
    DumpPages,
    DumpLines,
    DumpPlan,
    /// The plan drawn.
    PlanPicture,
    DumpGlyphs,
}

impl Output {
    /// Whether it is made of laid-out pages.
    fn is_of_pages(self) -> bool {
        !matches!(self, Self::Epub | Self::Onix | Self::Opds | Self::DumpText)
    }

    /// How the names of its files end.
    fn ending(self) -> &'static str {
        match self {
            Self::Epub => ".epub",
            Self::Print(Part::Inside) => "-print.pdf",
            Self::Print(Part::Cover) => "-cover.pdf",
            Self::CoverSheet => "-cover-sheet.pdf",
            _ => ".pdf",
        }
    }
}

/// What came of an order.
pub(super) struct Made {
    /// The sources that diagnostics point into.
    pub(super) sources: Sources,
    /// What the stages found.
    pub(super) diagnostics: Diagnostics,
    /// The outputs written; none when a diagnostic is an error.
    pub(super) outcome: Result<Vec<Written>, Error>,
}

/// The orders of a command line.
pub(super) fn orders(command: &Command) -> Result<Vec<Order>, Error> {
    match command {
        Command::Epub(arguments) => epub_orders(arguments),
        Command::Pdf(arguments) => pdf_orders(arguments),
        Command::Build(arguments) => make_orders(&arguments.make, &[Output::Pdf, Output::Epub], arguments.verify),
        Command::Print(arguments) => print_orders(arguments),
        Command::Dump(arguments) => {
            let output = match arguments.what {
                DumpWhat::Text => Output::DumpText,
                DumpWhat::Pages => Output::DumpPages,
                DumpWhat::Lines => Output::DumpLines,
                DumpWhat::Glyphs => Output::DumpGlyphs,
            };
            Ok(vec![Order {
                manifest: manifest_file(&arguments.manifest),
                outputs: vec![(output, Destination::Stdout)],
                verifies: false,
                print: Vec::new(),
                copies: 1,
            }])
        }
        // They make no book.
        Command::New(_) | Command::Check(_) => Ok(Vec::new()),
    }
}

fn pdf_orders(arguments: &PdfArguments) -> Result<Vec<Order>, Error> {
    let output = if arguments.show_lines { Output::PdfWithLines } else { Output::Pdf };
    let mut orders = make_orders(&arguments.make, &[output], arguments.verify)?;
    if let Some(file) = &arguments.explain_lines {
        add_output(&mut orders, Output::DumpLines, file, "--explain-lines explains one book: give one manifest")?;
    }
    Ok(orders)
}

fn print_orders(arguments: &PrintArguments) -> Result<Vec<Order>, Error> {
    if arguments.what == PrintWhat::Cover {
        let mut orders = make_orders(&arguments.make, &[Output::CoverSheet], false)?;
        orders.iter_mut().for_each(|order| order.print = arguments.given());
        return Ok(orders);
    }
    let mut orders = make_orders(&arguments.make, &[Output::Print(Part::Inside)], false)?;
    for order in &mut orders {
        order.print = arguments.given();
        order.copies = arguments.copies;
        if let Some(picture) = &arguments.plan {
            order.outputs = match picture {
                Some(file) => vec![(Output::PlanPicture, Destination::File(file.clone()))],
                None => vec![(Output::DumpPlan, Destination::Stdout)],
            };
            continue;
        }
        // Whether there is such a file is known with the manifest.
        let covers = order.outputs.iter().filter(|(_, inside)| *inside != Destination::Stdout);
        let covers: Vec<_> = covers.map(|(_, inside)| (Output::Print(Part::Cover), inside.beside("-cover"))).collect();
        order.outputs.extend(covers);
    }
    refuse_one_file_twice(&orders)?;
    Ok(orders)
}

fn epub_orders(arguments: &EpubArguments) -> Result<Vec<Order>, Error> {
    let mut orders = make_orders(&arguments.make, &[Output::Epub], false)?;
    for (output, file, many) in [
        (Output::Onix, &arguments.onix, "--onix describes one book: give one manifest"),
        (Output::Opds, &arguments.opds, "--opds describes one book: give one manifest"),
    ] {
        if let Some(file) = file {
            add_output(&mut orders, output, file, many)?;
        }
    }
    Ok(orders)
}

/// One more output of the one book that is made.
fn add_output(orders: &mut [Order], output: Output, file: &Path, many: &'static str) -> Result<(), Error> {
    let [order] = orders else { return Err(Error::new(many)) };
    let to_stdout = file == Path::new("-");
    let destination = if to_stdout { Destination::Stdout } else { Destination::File(file.to_owned()) };
    if order.outputs.iter().any(|(_, other)| *other == destination) {
        return Err(Error::new(format!("two outputs would be written to {}", file.display())));
    }
    order.outputs.push((output, destination));
    Ok(())
}

fn make_orders(arguments: &MakeArguments, wanted: &[Output], verifies: bool) -> Result<Vec<Order>, Error> {
    let many = arguments.manifests.len() * wanted.len() > 1;
    let mut orders: Vec<Order> = Vec::new();
    for given in &arguments.manifests {
        let manifest = manifest_file(given);
        let mut outputs = Vec::new();
        for &output in wanted {
            outputs.push((output, destination(arguments.output.as_deref(), &manifest, output, many)?));
        }
        orders.push(Order { manifest, outputs, verifies, print: Vec::new(), copies: 1 });
    }
    refuse_one_file_twice(&orders)?;
    Ok(orders)
}

/// Makes the PDF and the EPUB of a book and throws them away, for what is found on the way.
pub(super) fn rehearse(manifest: &Path, epoch: Option<Timestamp>, progress: &Progress) -> Made {
    let outputs = [Output::Pdf, Output::Epub].map(|output| (output, Destination::Nowhere)).to_vec();
    let manifest = manifest.to_owned();
    make(&Order { manifest, outputs, verifies: false, print: Vec::new(), copies: 1 }, epoch, progress)
}

/// A folder stands for the `manifest.yaml` in it.
pub(super) fn manifest_file(given: &Path) -> PathBuf {
    if given.is_dir() { given.join("manifest.yaml") } else { given.to_owned() }
}

fn destination(asked: Option<&Path>, manifest: &Path, output: Output, many: bool) -> Result<Destination, Error> {
    let ending = output.ending();
    let Some(asked) = asked else { return Ok(Destination::File(output::default_file(manifest, ending))) };
    // Several outputs can only mean a folder, which is made unless the name is that of a file.
    let is_new = many && !asked.exists() && asked != Path::new("-") && asked.extension().is_none();
    let is_folder = asked.is_dir() || is_new || asked.as_os_str().to_string_lossy().ends_with('/');
    if asked == Path::new("-") && !many {
        Ok(Destination::Stdout)
    } else if is_folder {
        Ok(Destination::File(asked.join(output::file_name(manifest, ending))))
    } else if many {
        let message = format!("several outputs cannot go to one place: {} (give a folder)", asked.display());
        Err(Error::new(message))
    } else {
        Ok(Destination::File(asked.to_owned()))
    }
}

/// Two books that would be written to one file would lose one of them.
fn refuse_one_file_twice(orders: &[Order]) -> Result<(), Error> {
    let mut seen: Vec<&Destination> = Vec::new();
    for (_, destination) in orders.iter().flat_map(|order| &order.outputs) {
        if let Destination::File(path) = destination
            && seen.contains(&destination)
        {
            return Err(Error::new(format!("two books would be written to {}", path.display())));
        }
        seen.push(destination);
    }
    Ok(())
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
            Output::DumpPlan => {
                let pages = self.pages(diagnostics, clock);
                let imposed = print::imposed(pages, &self.book, &self.print, Part::Inside, diagnostics);
                let told = |imposed: print::Imposed| {
                    let estimate = dump::estimate(&imposed.plan, &imposed.sheets, &self.print, self.copies);
                    (dump::plan(&imposed.plan) + &estimate).into_bytes()
                };
                return Ok(imposed.map(told));
            }
            Output::PlanPicture => {
                let pages = self.pages(diagnostics, clock);
                let imposed = print::imposed(pages, &self.book, &self.print, Part::Inside, diagnostics);
                return Ok(imposed.map(|imposed| dump::plan_picture(&imposed.sheets).into_bytes()));
            }
        };
        Ok(Some(bytes))
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
        let job = pdf::press::Job {
            pages: pages.list.len(),
            slugs: &slugs,
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
