//! What is ordered: a command line in, its books with what is made of each and where that goes.

use std::path::{Path, PathBuf};

use super::args::{Command, DumpWhat, EpubArguments, MakeArguments, PdfArguments, PrintArguments, PrintWhat};
use super::output::{self, Destination};
use super::print::Part;
use crate::base::Error;

/// One book and what is wanted of it.
pub(super) struct Order {
    pub(super) manifest: PathBuf,
    pub(super) outputs: Vec<(Output, Destination)>,
    /// Whether PDFs are read back.
    pub(super) verifies: bool,
    /// Flags of `print`, by the keys of the manifest.
    pub(super) print: Vec<(&'static str, String)>,
    /// How many copies an estimate is for.
    pub(super) copies: u32,
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
    pub(super) fn is_of_pages(self) -> bool {
        !matches!(self, Self::Epub | Self::Onix | Self::Opds | Self::DumpText)
    }

    /// How the names of its files end.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Epub => ".epub",
            Self::Print(Part::Inside) => "-print.pdf",
            Self::Print(Part::Cover) => "-cover.pdf",
            Self::CoverSheet => "-cover-sheet.pdf",
            _ => ".pdf",
        }
    }
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
        // It makes no book.
        Command::New(_) | Command::Check(_) | Command::Import(_) => Ok(Vec::new()),
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
            let ending = output.ending();
            let name = output::file_name(&manifest, ending);
            let default = || output::default_file(&manifest, ending);
            outputs.push((output, destination(arguments.output.as_deref(), &name, default, many)?));
        }
        orders.push(Order { manifest, outputs, verifies, print: Vec::new(), copies: 1 });
    }
    refuse_one_file_twice(&orders)?;
    Ok(orders)
}

/// A folder stands for the `manifest.yaml` in it.
pub(super) fn manifest_file(given: &Path) -> PathBuf {
    if given.is_dir() { given.join("manifest.yaml") } else { given.to_owned() }
}

/// Where an output goes: where it is asked to, under its name if that is a folder, else to the `default` file.
///
/// Of `many` outputs no one can go to standard output or name a file.
pub(super) fn destination(
    asked: Option<&Path>,
    name: &Path,
    default: impl FnOnce() -> PathBuf,
    many: bool,
) -> Result<Destination, Error> {
    let Some(asked) = asked else { return Ok(Destination::File(default())) };
    // Several outputs can only mean a folder, which is made unless the name is that of a file.
    let is_new = many && !asked.exists() && asked != Path::new("-") && asked.extension().is_none();
    let is_folder = asked.is_dir() || is_new || asked.as_os_str().to_string_lossy().ends_with('/');
    if asked == Path::new("-") && !many {
        Ok(Destination::Stdout)
    } else if is_folder {
        Ok(Destination::File(asked.join(name)))
    } else if many {
        let message = format!("several outputs cannot go to one place: {} (give a folder)", asked.display());
        Err(Error::new(message))
    } else {
        Ok(Destination::File(asked.to_owned()))
    }
}

/// Two books that would be written to one file would lose one of them.
fn refuse_one_file_twice(orders: &[Order]) -> Result<(), Error> {
    one_file_each(orders.iter().flat_map(|order| &order.outputs).map(|(_, destination)| destination))
}

/// No two outputs may be one file.
pub(super) fn one_file_each<'a>(destinations: impl Iterator<Item = &'a Destination>) -> Result<(), Error> {
    let mut seen: Vec<&Destination> = Vec::new();
    for destination in destinations {
        if let Destination::File(path) = destination
            && seen.contains(&destination)
        {
            return Err(Error::new(format!("two books would be written to {}", path.display())));
        }
        seen.push(destination);
    }
    Ok(())
}
