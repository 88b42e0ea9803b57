//! `cargo bench`: books of three sizes through the program, with wall time, processor time, memory and stages.
//!
//! `cargo bench --bench books -- [--runs N] [--sizes 1,10,50]`. Where a `typst` is on the path, it sets the same books in
//! turns with ours and the ratios are printed; so does a `pandoc`, which makes EPUBs of them. `-- --lines` prints how even the lines are instead, and what breaking them
//! costs. Nothing is asserted: numbers are for people, on a quiet machine.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

mod grammar;
mod lines;
mod manuscript;
mod measure;
mod stages;
mod vocabulary;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use manuscript::Manuscript;
use measure::{Sample, median};

/// The fault of a run, for whoever reads it.
type Fault = Box<dyn Error>;

/// What the arguments ask for.
struct Plan {
    runs: usize,
    sizes: Vec<usize>,
    lines: bool,
}

fn main() -> Result<(), Fault> {
    let plan = plan(std::env::args().skip(1))?;
    if plan.lines {
        return lines::bench(&Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-books/lines"), plan.runs);
    }
    let has_typst = is_there("typst");
    if !has_typst {
        println!("typst is not on the path: no comparison");
    }
    for &size in &plan.sizes {
        bench(size, plan.runs, has_typst)?;
    }
    Ok(())
}

fn plan(arguments: impl Iterator<Item = String>) -> Result<Plan, Fault> {
    let mut plan = Plan { runs: 5, sizes: vec![1, 10, 50], lines: false };
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--runs" => plan.runs = arguments.next().ok_or("--runs needs a number")?.parse::<usize>()?.max(1),
            "--sizes" => {
                let sizes = arguments.next().ok_or("--sizes needs numbers")?;
                plan.sizes = sizes.split(',').map(str::parse).collect::<Result<_, _>>()?;
            }
            "--lines" => plan.lines = true,
            // Cargo passes `--bench`.
            _ => {}
        }
    }
    Ok(plan)
}

/// One size: writes the book, runs each program in turns, prints the table.
fn bench(size: usize, runs: usize, has_typst: bool) -> Result<(), Fault> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("target/bench-books").join(format!("x{size}"));
    std::fs::create_dir_all(&folder)?;
    let manuscript = Manuscript::new(size);
    let manifest = manuscript.write_markdown(&folder)?;
    let typst = manuscript.write_typst(&folder)?;
    let (letters, words) = manuscript.extent();
    println!("\nx{size}: {letters} letters, {words} different words, median of {runs} runs");

    let ours = PathBuf::from(env!("CARGO_BIN_EXE_publish"));
    let fonts = root.join("fonts");
    let (pdf, epub, theirs) = (folder.join("book.pdf"), folder.join("book.epub"), folder.join("typst.pdf"));
    let mut rows: Vec<Row<'_>> = vec![
        Row::new("publish pdf", &ours, vec!["pdf", "-q", text(&manifest)?, "-o", text(&pdf)?], &pdf),
        Row::new("publish epub", &ours, vec!["epub", "-q", text(&manifest)?, "-o", text(&epub)?], &epub),
    ];
    if has_typst {
        let arguments =
            vec!["compile", "--ignore-system-fonts", "--font-path", text(&fonts)?, text(&typst)?, text(&theirs)?];
        rows.push(Row::new("typst", Path::new("typst"), arguments, &theirs));
    }
    let texts = texts(&folder)?;
    let by_pandoc = folder.join("pandoc.epub");
    if is_there("pandoc") {
        let mut arguments = vec!["-M", "title=x", "-M", "lang=fa", "-o", text(&by_pandoc)?];
        arguments.extend(texts.iter().map(String::as_str));
        rows.push(Row::new("pandoc epub", Path::new("pandoc"), arguments, &by_pandoc));
    }
    // In turns, so that a noisy minute falls on all of them.
    for _ in 0..runs {
        for row in &mut rows {
            row.samples.push(measure::run(row.program, &row.arguments, &folder)?);
        }
    }
    print_rows(&rows);
    let seconds = stages::time(&manifest, runs).map_err(|fault| fault.to_string())?;
    let told = stages::NAMES.iter().zip(seconds).map(|(name, seconds)| format!("{name} {seconds:.3} s"));
    println!("stages: {}", told.collect::<Vec<_>>().join(", "));
    Ok(())
}

/// One program with its arguments and what its runs took.
struct Row<'a> {
    name: &'a str,
    program: &'a Path,
    arguments: Vec<&'a str>,
    output: &'a Path,
    samples: Vec<Sample>,
}

impl<'a> Row<'a> {
    fn new(name: &'a str, program: &'a Path, arguments: Vec<&'a str>, output: &'a Path) -> Self {
        Self { name, program, arguments, output, samples: Vec::new() }
    }
}

/// The table; the last column is the wall time of each as a multiple of the first.
fn print_rows(rows: &[Row<'_>]) {
    println!("{:<14}{:>10}{:>10}{:>12}{:>12}{:>8}", "", "wall s", "cpu s", "peak MB", "output MB", "ratio");
    let first = rows.first().map(|row| median(&row.samples).wall);
    for row in rows {
        let Sample { wall, cpu, peak } = median(&row.samples);
        let output = std::fs::metadata(row.output).map_or(f64::NAN, |file| file.len() as f64 / 1e6);
        let ratio = first.map_or(f64::NAN, |first| wall / first);
        println!("{:<14}{wall:>10.3}{cpu:>10.2}{peak:>12.1}{output:>12.2}{ratio:>8.2}", row.name);
    }
}

/// Whether a program is on the path.
fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// The chapters of a book in order.
fn texts(folder: &Path) -> Result<Vec<String>, Fault> {
    let files = std::fs::read_dir(folder.join("text"))?;
    let paths = files.map(|file| Ok(text(&file?.path())?.to_owned()));
    let mut texts = paths.collect::<Result<Vec<String>, Fault>>()?;
    texts.sort();
    Ok(texts)
}

/// A path as an argument.
fn text(path: &Path) -> Result<&str, Fault> {
    path.to_str().ok_or_else(|| format!("{} is not UTF-8", path.display()).into())
}
