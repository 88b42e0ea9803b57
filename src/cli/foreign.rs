//! Finished PDFs on sheets: what the flags ask for, planned, put on paper, written beside the file.
//!
//! There is no book that could have errors: what is wrong with the file or the flags is a fault of what was given, exit code 2.

use std::path::Path;
use std::time::Instant;

use super::args::{BoundEdge, PrintArguments};
use super::make::Made;
use super::orders;
use super::output::{self, Destination, Written};
use super::print::{self, Part, Report};
use crate::base::{Diagnostic, Diagnostics, Direction, Error, Length, Rect, Severity, Size, Sources};
use crate::dump;
use crate::impose::place::Leaves;
use crate::impose::{Binding, Grid, Plan, prepare};
use crate::manifest::PrintOptions;
use crate::manifest::print::{CoverPlace, PressConformance};
use crate::pdf::foreign::{self, Foreign};
use crate::pdf::press::Job;

/// A slide to the fold that may be more than a margin has, in millimetres: nothing is known of the pages' margins.
const SLIDE: f64 = 3.0;

/// What sizes of pages differ by rounding, in millimetres.
const ROUNDING: f64 = 0.7;

/// Puts every file on sheets.
pub(super) fn make(arguments: &PrintArguments) -> Result<Vec<Made>, Error> {
    let options = print::options(&PrintOptions::default(), &arguments.given())?;
    if options.cover == CoverPlace::Outside {
        return Err(Error::new("a finished PDF is printed with its cover: leave out `--cover outside`"));
    }
    let files = &arguments.make.manifests;
    let targets: Vec<Destination> =
        files.iter().map(|file| target(arguments, file, files.len())).collect::<Result<_, _>>()?;
    orders::one_file_each(targets.iter())?;
    Ok(files.iter().zip(targets).map(|(file, target)| one(arguments, &options, file, target)).collect())
}

fn target(arguments: &PrintArguments, file: &Path, count: usize) -> Result<Destination, Error> {
    match &arguments.plan {
        None => {}
        Some(None) => return Ok(Destination::Stdout),
        Some(Some(_)) if count > 1 => return Err(Error::new("--plan=FILE draws one plan: give one PDF")),
        Some(Some(picture)) => return not_itself(Destination::File(picture.clone()), file),
    }
    let mut name = file.file_stem().unwrap_or_default().to_owned();
    name.push("-print.pdf");
    let default = || file.with_file_name(&name);
    let target = orders::destination(arguments.make.output.as_deref(), Path::new(&name), default, count > 1)?;
    not_itself(target, file)
}

/// A file is never written over by its own sheets.
fn not_itself(target: Destination, file: &Path) -> Result<Destination, Error> {
    let Destination::File(path) = &target else { return Ok(target) };
    let is_itself = path == file || matches!((path.canonicalize(), file.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if is_itself {
        return Err(Error::new(format!("{} would be written over: name another file with -o", file.display())));
    }
    Ok(target)
}

fn one(arguments: &PrintArguments, options: &PrintOptions, file: &Path, target: Destination) -> Made {
    let mut diagnostics = Diagnostics::new();
    let begun = Instant::now();
    let outcome = bytes(arguments, options, file, &mut diagnostics)
        .map_err(|cause| Error::new(format!("{}: {cause}", file.display())))
        .and_then(|bytes| {
            output::write(&target, &bytes)?;
            let summary = format!("sheets of a finished PDF {:.1} ms", begun.elapsed().as_secs_f64() * 1000.0);
            Ok(vec![Written { destination: target, summary }])
        });
    Made { sources: Sources::new(), diagnostics, outcome }
}

fn bytes(
    arguments: &PrintArguments,
    options: &PrintOptions,
    file: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<u8>, Error> {
    let bytes = std::fs::read(file).map_err(|cause| Error::because("cannot read", cause))?;
    let foreign = Foreign::read(&bytes)?;
    drop(bytes);
    let size = foreign.size().map_err(|unlike| {
        let (page, own, first) = (unlike.page + 1, mm(unlike.size), mm(foreign.first_size()));
        Error::new(format!(
            "the pages differ in size: page {page} measures {own}, page 1 {first} (sheets take pages of one size: print them apart)"
        ))
    })?;
    let binding = binding(arguments, &foreign);
    let stock = prepare::stock(options, size);
    let mut findings = Diagnostics::new();
    let mut report = Report { options, diagnostics: &mut findings };
    let numbers: Vec<usize> = (0..foreign.count()).collect();
    let Some(plan) = print::plan(&numbers, options, Part::Inside, (size, stock.sheet), binding, &mut report) else {
        return Err(first_error(&findings));
    };
    let size = snapped(size, plan.grid, stock.sheet);
    let keeps_edge = arguments.edge.is_some();
    let leaves = Leaves { size, inks: inks(&plan, foreign.count(), size, keeps_edge) };
    let Some((sheets, marks)) = print::on_paper(&plan, &leaves, &stock, &mut report) else {
        return Err(first_error(&findings));
    };
    if let Some(picture) = &arguments.plan {
        diagnostics.append(findings);
        let estimate = || dump::estimate(&plan, &sheets, options, arguments.copies, &[]);
        let told =
            picture.as_ref().map_or_else(|| dump::plan(&plan) + &estimate(), |_| dump::plan_picture(&sheets, None));
        return Ok(told.into_bytes());
    }
    slide(&plan, stock.thickness, &mut findings);
    // Nothing is known of the colours of a finished PDF: a standard is for those who ask for it.
    let is_asked = options.conformance == PressConformance::X4 || options.profile.is_some();
    let standard = if is_asked { print::standard(options, &mut findings)? } else { None };
    if findings.has_errors() {
        return Err(first_error(&findings));
    }
    let job = Job {
        sheets: &sheets,
        marks: &marks,
        pages: foreign.count(),
        slugs: &[],
        guide: None,
        bleed: options.bleed,
        modified: foreign.created(),
        standard: standard.as_ref(),
    };
    let written = foreign::write(foreign, size, &job, &mut findings)?;
    diagnostics.append(findings);
    Ok(written)
}

/// The size in which pages go on a sheet: other programs round A5 up, and nothing should be made smaller for that.
fn snapped(page: Size, grid: Grid, sheet: Size) -> Size {
    let snap = |length: Length, count: usize, whole: Length| {
        let part = whole / i64::try_from(count.max(1)).unwrap_or(1);
        if length > part && length - part <= Length::mm(ROUNDING) { part } else { length }
    };
    let fits = |size: &Size, width: Length, height: Length| {
        let times = |length: Length, count: usize| length * i64::try_from(count).unwrap_or(1);
        times(size.width, grid.columns) <= width && times(size.height, grid.rows) <= height
    };
    let ways = [(sheet.width, sheet.height), (sheet.height, sheet.width)];
    let snapped = ways.map(|(width, height)| {
        let size = Size { width: snap(page.width, grid.columns, width), height: snap(page.height, grid.rows, height) };
        (size, fits(&page, width, height), fits(&size, width, height))
    });
    if snapped.iter().any(|(_, is_held, _)| *is_held) {
        return page;
    }
    snapped.iter().find(|(.., is_held)| *is_held).map_or(page, |(size, ..)| *size)
}

/// The edge that is asked for, else that of the file's reading direction, else the left one.
fn binding(arguments: &PrintArguments, foreign: &Foreign) -> Binding {
    match arguments.binding {
        Some(BoundEdge::Right) => Binding::Right,
        Some(BoundEdge::Left) => Binding::Left,
        None => prepare::binding(foreign.direction().unwrap_or(Direction::Ltr)),
    }
}

/// What is printed of pages of which nothing is known.
///
/// Pages have margins as a rule, wider than what a printer leaves white: they keep their size. Where that edge is asked for,
/// they are taken to be printed all over. Leaves inside of others slide to the fold, so the outermost reach farthest.
fn inks(plan: &Plan, count: usize, size: Size, keeps_edge: bool) -> Vec<Option<Rect>> {
    let mut inks = vec![None; count];
    if keeps_edge {
        let all = Rect::new(Length::ZERO, Length::ZERO, size.width, size.height);
        let sides = plan.sheets.iter().flat_map(|sheet| std::iter::once(&sheet.front).chain(&sheet.back));
        for page in sides.flat_map(|side| &side.slots).filter(|slot| slot.depth == 0).filter_map(|slot| slot.page) {
            inks[page] = Some(all);
        }
    }
    inks
}

/// Says how far pages slide where that may be into the fold.
fn slide(plan: &Plan, thickness: Length, findings: &mut Diagnostics) {
    let sides = plan.sheets.iter().flat_map(|sheet| std::iter::once(&sheet.front).chain(&sheet.back));
    let deepest = sides.flat_map(|side| &side.slots).filter(|slot| slot.page.is_some()).map(|slot| slot.depth).max();
    let slide = thickness * deepest.and_then(|depth| i64::try_from(depth).ok()).unwrap_or(0);
    if slide > Length::mm(SLIDE) {
        let message = format!("inner pages move {:.1} mm towards the fold", slide.to_mm());
        let hint = "if their inner margin has no such room, fold fewer sheets into each other: `--signature 32`";
        findings.push(Diagnostic::warning("print.creep", None, message).hint(hint));
    }
}

/// The first error found, as what is told once.
fn first_error(findings: &Diagnostics) -> Error {
    let first = findings.iter().find(|finding| finding.severity == Severity::Error);
    Error::new(first.map_or_else(String::new, |finding| match finding.hints.first() {
        Some(hint) => format!("{} ({})", finding.message, as_flags(hint)),
        None => finding.message.clone(),
    }))
}

/// A hint for a manifest, for who has flags alone: what is quoted as `key: value` becomes `--key value`.
fn as_flags(hint: &str) -> String {
    let pieces = hint.split('`').enumerate().map(|(nth, piece)| match piece.split_once(": ") {
        Some((key, value)) if nth % 2 == 1 => format!("--{key} {value}"),
        _ => piece.to_owned(),
    });
    pieces.collect::<Vec<_>>().join("`")
}

fn mm(size: Size) -> String {
    let mm = |length: Length| length.to_pt() * 25.4 / 72.0;
    format!("{:.1} × {:.1} mm", mm(size.width), mm(size.height))
}
