//! Sheets for the printer: what the manifest and the flags ask for, planned, put on paper, and reported.

use std::path::PathBuf;

use crate::base::{Diagnostic, Diagnostics, Error, Span};
use crate::book::Book;
use crate::book::handwork::{Handwork, Work};
use crate::impose::marks::{Marks, marks};
use crate::impose::place::{Leaves, Misfit, Sheets, Stock, place};
use crate::impose::{Binding, Plan, Scheme, Up, impose, prepare};
use crate::manifest::print::{BlankPlace, CoverPlace, Duplex, Pile, PressConformance, PrintMark, PrintScheme};
use crate::manifest::{PrintOptions, Spanned};
use crate::pages::{Page, Pages};
use crate::pdf::press::{Asked, Profile};

/// What of the book is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it, or all but the cover where that goes by itself.
    Inside,
    /// The cover, where it goes by itself.
    Cover,
}

/// A part of the book on sheets.
pub(super) struct Imposed {
    /// What stands where.
    pub(super) plan: Plan,
    /// Where that is on the paper.
    pub(super) sheets: Sheets,
    /// The marks of each side.
    pub(super) marks: Vec<Marks>,
}

/// Pages of a cover.
const COVER: usize = 4;

/// The options with the flags that were given.
pub(super) fn options(of_manifest: &PrintOptions, flags: &[(&'static str, String)]) -> Result<PrintOptions, Error> {
    let mut options = of_manifest.clone();
    for (key, value) in flags {
        if *key == "profile" {
            // A path of the command line begins where the program is started.
            options.profile = Some(Spanned { value: PathBuf::from(value), span: Span::default() });
            options.places.retain(|(said, _)| said != key);
            continue;
        }
        options.set(key, value).map_err(|(message, hint)| {
            Error::new(hint.map_or(message.clone(), |hint| format!("{message} ({hint})")))
        })?;
    }
    Ok(options)
}

/// The standard that the file is to conform to, with the profile of the press.
pub(super) fn standard(options: &PrintOptions, diagnostics: &mut Diagnostics) -> Result<Option<Asked>, Error> {
    if options.conformance == PressConformance::None {
        return Ok(None);
    }
    let profile = match &options.profile {
        None => Some(Profile::black_ink()),
        Some(file) => {
            let bytes = std::fs::read(&file.value).map_err(|cause| Error::at("cannot read", &file.value, cause))?;
            let name = file.value.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let profile = Profile::new(bytes, name);
            if profile.is_none() {
                let message = "the file is no profile of a press of black or of four inks";
                let hint = "take an ICC profile of the class `prtr` for CMYK or grey; printers tell which is theirs";
                let span = options.places.iter().any(|(said, _)| said == "profile").then_some(file.span);
                diagnostics.push(Diagnostic::error("print.bad-profile", span, message).hint(hint));
            }
            profile
        }
    };
    let is_said = options.conformance == PressConformance::X4;
    let span = options.place_of(&["conformance", "profile"]);
    Ok(profile.map(|profile| Asked { profile, is_said, span }))
}

/// Puts a part of the book on sheets; `None` where there is no such part, or with an error among the diagnostics.
pub(super) fn imposed(
    pages: &Pages,
    book: &Book,
    options: &PrintOptions,
    part: Part,
    diagnostics: &mut Diagnostics,
) -> Option<Imposed> {
    let mut report = Report { options, diagnostics };
    let numbers = numbers(pages.list.len(), options, part, &mut report)?;
    let chosen: Vec<&Page> = pages.list.iter().collect();
    let Some(leaves) = prepare::leaves(&chosen) else {
        report.error(
            "print.page-sizes",
            &[],
            "the pages differ in size".to_owned(),
            "print a book whose pages are of one size",
        );
        return None;
    };
    let stock = prepare::stock(options, leaves.size);
    let binding = prepare::binding(book.metadata.direction);
    let plan = plan(&numbers, options, part, (leaves.size, stock.sheet), binding, &mut report)?;
    let (sheets, marks) = on_paper(&plan, &leaves, &stock, &mut report)?;
    Some(Imposed { plan, sheets, marks })
}

/// What is to be done by hand, where the printer prints one side only and sheets have two.
pub(super) fn handwork(imposed: &Imposed, options: &PrintOptions) -> Option<Handwork> {
    let sides = &imposed.sheets.sides;
    let backs = sides.iter().filter(|side| side.is_back).count();
    if options.duplex != Duplex::None || !options.guide || backs == 0 {
        return None;
    }
    let (plan, slots) = (&imposed.plan, imposed.plan.grid.slots());
    let work = match options.scheme {
        PrintScheme::Booklet => {
            let signatures = plan.sheets.last().map_or(0, |sheet| sheet.signature + 1);
            let sheets = plan.sheets.iter().filter(|sheet| sheet.signature == 0).count();
            Work::Fold { folds: slots.ilog2() as u8, sheets: (sheets, signatures) }
        }
        PrintScheme::CutStack => Work::Stacks(slots),
        PrintScheme::Copies => Work::Copies(slots),
        PrintScheme::Panels => Work::Panels,
        PrintScheme::SeveralUp | PrintScheme::Mini | PrintScheme::Single | PrintScheme::Reversed => Work::None,
    };
    Some(Handwork { sides: (sides.len() - backs, backs), is_reversed: options.pile == Pile::FaceUp, work })
}

/// Puts a plan on paper and collects the marks of each side; what is wrong with that is reported, and `None` if it cannot be.
pub(super) fn on_paper(
    plan: &Plan,
    leaves: &Leaves,
    stock: &Stock,
    report: &mut Report<'_>,
) -> Option<(Sheets, Vec<Marks>)> {
    let sheets = match place(plan, leaves, stock) {
        Ok(sheets) => sheets,
        Err(misfit) => {
            report.misfit(misfit, leaves, stock.sheet);
            return None;
        }
    };
    let bleed = stock.bleed.scale(sheets.scale);
    let sides = sheets.sides.iter();
    let marks: Vec<Marks> = sides.map(|side| marks(&sheets, side, &report.options.marks, stock.edge, bleed)).collect();
    report.findings(&sheets, &marks);
    Some((sheets, marks))
}

/// The pages of a part.
fn numbers(count: usize, options: &PrintOptions, part: Part, report: &mut Report<'_>) -> Option<Vec<usize>> {
    let is_apart = options.cover == CoverPlace::Outside;
    match (is_apart, part) {
        (false, Part::Inside) => Some((0..count).collect()),
        (false, Part::Cover) => None,
        (true, _) if count <= COVER => {
            let message = format!("a book of {count} pages has no cover to go by itself");
            report.error("print.no-cover", &["cover"], message, "print it with `cover: inside`");
            None
        }
        (true, Part::Inside) => Some((2..count - 2).collect()),
        (true, Part::Cover) => Some(vec![0, 1, count - 2, count - 1]),
    }
}

pub(super) fn plan(
    numbers: &[usize],
    options: &PrintOptions,
    part: Part,
    (page, sheet): (crate::base::Size, crate::base::Size),
    binding: Binding,
    report: &mut Report<'_>,
) -> Option<Plan> {
    let scheme = match part {
        Part::Cover => Scheme::Saddle { up: Up::Two, signature: None },
        Part::Inside => match prepare::scheme(options, page, sheet) {
            Ok(scheme) => scheme,
            Err(prepare::BadUp) => {
                let message = format!("a booklet cannot have {} pages on a side", options.up.unwrap_or(0));
                report.error(
                    "print.bad-up",
                    &["up"],
                    message,
                    "fold a sheet once, twice or three times: `up: 2`, `4` or `8`",
                );
                return None;
            }
        },
    };
    // What goes by itself is whole; blanks stand inside of it.
    let blanks = match options.cover {
        CoverPlace::Inside => prepare::blanks(options),
        CoverPlace::Outside => prepare::blanks(&PrintOptions { blanks: BlankPlace::End, ..options.clone() }),
    };
    Some(impose(numbers.len(), scheme, binding, blanks).of(numbers))
}

/// Reports what is wrong with what is asked for.
pub(super) struct Report<'a> {
    pub(super) options: &'a PrintOptions,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Report<'_> {
    /// An error that points to the first of some keys that was said in the manifest.
    pub(super) fn error(&mut self, code: &'static str, keys: &[&str], message: String, hint: &str) {
        self.diagnostics.push(Diagnostic::error(code, self.options.place_of(keys), message).hint(hint));
    }

    fn misfit(&mut self, misfit: Misfit, leaves: &Leaves, sheet: crate::base::Size) {
        let mm = |length: crate::base::Length| format!("{:.0}", length.to_mm());
        let size = |size: crate::base::Size| format!("{} × {} mm", mm(size.width), mm(size.height));
        match misfit {
            Misfit::SheetTooSmall => {
                let message = format!("a page of {} is larger than the sheet of {}", size(leaves.size), size(sheet));
                self.error(
                    "print.sheet-too-small",
                    &["sheet"],
                    message,
                    "name a larger sheet: `sheet: a4`, `sheet: a3`",
                );
            }
            Misfit::TooLarge(scale) => {
                let message = format!("the pages fit on the sheet of {} at {:.0} % only", size(sheet), scale * 100.0);
                self.error(
                    "print.too-large",
                    &["sheet", "fit"],
                    message,
                    "name a larger sheet, or let them be made smaller: `fit: auto`",
                );
            }
            Misfit::Creep(page, slide) => {
                let mm = slide.to_mm();
                let message = format!("page {} would slide {mm:.1} mm, into the fold", page + 1);
                let hint = "fold fewer sheets into each other: `signature: 32`, or give pages a wider inner margin";
                self.error("print.creep", &["thickness", "signature"], message, hint);
            }
        }
    }

    fn findings(&mut self, sheets: &Sheets, marks: &[Marks]) {
        if sheets.scale < 1.0 {
            let message =
                format!("pages are printed at {:.1} % of their size, to fit on the sheet", sheets.scale * 100.0);
            let hint = "a larger sheet, or a narrower `edge` if the printer allows it, prints them in full";
            self.diagnostics.push(
                Diagnostic::warning("print.scaled", self.options.place_of(&["sheet", "edge"]), message).hint(hint),
            );
        }
        let mut missing: Vec<PrintMark> = marks.iter().flat_map(|marks| marks.missing.iter().copied()).collect();
        missing.sort_unstable();
        missing.dedup();
        if !missing.is_empty() {
            let names: Vec<&str> = missing.into_iter().map(PrintMark::name).collect();
            let message = format!("the sheet has no room for marks: {}", names.join(", "));
            let hint = "name a larger sheet than the pages fill";
            self.diagnostics.push(
                Diagnostic::warning("print.no-room-for-marks", self.options.place_of(&["marks"]), message).hint(hint),
            );
        }
        let has_backs = sheets.sides.iter().any(|side| side.is_back);
        if has_backs && self.options.duplex != Duplex::None && self.options.scheme != PrintScheme::Single {
            let message = format!("let the printer turn the sheets about the {} edge", sheets.turn.name());
            self.diagnostics.push(Diagnostic::note("print.turn", self.options.place_of(&["duplex"]), message));
        }
    }
}
