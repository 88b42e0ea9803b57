//! `publish check`: what a build would report and what the rules of orthography find; with `--fix` the texts are mended first.
//!
//! Nothing is written but mended manuscripts, each whole or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::json;

use super::args::{CheckArguments, ReportFormat, Verbosity};
use super::make::{self, Made};
use super::progress::Progress;
use super::report::Reporter;
use super::{BOOK_HAS_ERRORS, CANNOT, complain, findings, orders, output};
use crate::base::{Diagnostics, Error, Severity, Sources, Timestamp};
use crate::lint::{self, Custom, Finding};
use crate::{book, manifest};

/// A manuscript that was mended.
struct Mended {
    path: PathBuf,
    /// The name it is reported by.
    name: String,
    made: BTreeMap<&'static str, usize>,
}

/// What was found in one book.
struct Checked {
    /// By the build, with the sources it read.
    build: Made,
    /// By the rules, with theirs.
    findings: Vec<Finding>,
    sources: Sources,
}

/// Checks every book; gives the worst exit code.
pub(super) fn run(arguments: &CheckArguments, reporter: &Reporter, epoch: Option<Timestamp>) -> Result<u8, Error> {
    let manifests: Vec<PathBuf> = arguments.manifests.iter().map(|given| orders::manifest_file(given)).collect();
    // One after the other: two books may share a text.
    if arguments.fix {
        let mut seen = BTreeSet::new();
        for manifest in &manifests {
            for mended in mend(manifest, &mut seen)? {
                announce(&mended, reporter)?;
            }
        }
    }
    let progress = Progress::new(io::stderr().is_terminal() && !arguments.common.quiet);
    let checked: Vec<Checked> = manifests.par_iter().map(|manifest| check(manifest, epoch, &progress)).collect();
    progress.finish();
    let mut worst = 0;
    for (one, manifest) in checked.into_iter().zip(&manifests) {
        worst = worst.max(report(one, manifest, reporter)?);
    }
    Ok(worst)
}

/// Looks at one book in both ways.
fn check(manifest: &Path, epoch: Option<Timestamp>, progress: &Progress) -> Checked {
    let build = make::rehearse(manifest, epoch, progress);
    let mut sources = Sources::new();
    // What cannot be read is reported by the build.
    let findings = orthography(manifest, &mut sources).unwrap_or_default();
    Checked { build, findings, sources }
}

/// What the rules find in the texts of a book.
fn orthography(file: &Path, sources: &mut Sources) -> Result<Vec<Finding>, Error> {
    let mut reported = Diagnostics::new();
    let Some(manifest) = manifest::read(file, sources, &mut reported)? else { return Ok(Vec::new()) };
    let manuscripts = book::manuscripts(&manifest, sources, &mut reported)?;
    Ok(lint::manuscripts(&manuscripts, sources, &Custom::of(&manifest)))
}

/// Mends the manuscripts of a book; those of `seen` were mended before.
fn mend(file: &Path, seen: &mut BTreeSet<PathBuf>) -> Result<Vec<Mended>, Error> {
    let mut sources = Sources::new();
    let mut reported = Diagnostics::new();
    let Some(manifest) = manifest::read(file, &mut sources, &mut reported)? else { return Ok(Vec::new()) };
    let manuscripts = book::manuscripts(&manifest, &mut sources, &mut reported)?;
    let mut mended = Vec::new();
    for one in manuscripts {
        let bytes = std::fs::read(&one.path).map_err(|cause| Error::at("cannot read", &one.path, cause))?;
        let real = std::fs::canonicalize(&one.path).unwrap_or_else(|_| one.path.clone());
        // A file that is no text is reported, and stays as it is.
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        if !seen.insert(real) {
            continue;
        }
        let (mark, text) = text.split_at(text.len() - text.strip_prefix('\u{FEFF}').unwrap_or(text).len());
        let fixed = lint::fixed(text, &one.language, &Custom::of(&manifest));
        if fixed.text != text {
            output::rewrite(&one.path, format!("{mark}{}", fixed.text).as_bytes())?;
            let name = sources.name(one.document.source).to_owned();
            mended.push(Mended { path: one.path, name, made: fixed.made });
        }
    }
    Ok(mended)
}

/// Prints the path of a mended file on standard output, and what was done on standard error.
fn announce(mended: &Mended, reporter: &Reporter) -> Result<(), Error> {
    let failed = |cause: io::Error| Error::because("cannot print the report", cause);
    let total: usize = mended.made.values().sum();
    let mut stderr = io::stderr().lock();
    match reporter.format {
        _ if reporter.verbosity == Verbosity::Quiet => {}
        ReportFormat::Json => {
            writeln!(stderr, "{}", json!({ "mended": mended.name, "places": total, "rules": mended.made }))
                .map_err(failed)?;
        }
        ReportFormat::Human | ReportFormat::Short => {
            let rules: Vec<String> = mended.made.iter().map(|(rule, count)| format!("{rule} {count}")).collect();
            let noun = if total == 1 { "place" } else { "places" };
            writeln!(stderr, "{}: mended {total} {noun}: {}", mended.name, rules.join(", ")).map_err(failed)?;
        }
    }
    drop(stderr);
    output::announce_path(&mended.path)
}

/// Prints what was found in one book; gives its exit code.
fn report(checked: Checked, manifest: &Path, reporter: &Reporter) -> Result<u8, Error> {
    let Checked { build, findings, sources } = checked;
    let failed = |cause: io::Error| Error::because("cannot print the report", cause);
    // Each doubtful place is told by itself: their count would be told twice.
    let mut told = Diagnostics::new();
    for diagnostic in build.diagnostics.iter().filter(|diagnostic| diagnostic.code != "import.doubts") {
        told.push(diagnostic.clone());
    }
    let mut stderr = io::stderr().lock();
    reporter.list(&told, &build.sources, &mut stderr).map_err(failed)?;
    findings::print(&findings, &sources, reporter, &mut stderr).map_err(failed)?;
    if let Err(error) = &build.outcome {
        drop(stderr);
        complain(error);
        return Ok(CANNOT);
    }
    let errors = told.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    if reporter.format == ReportFormat::Human && (reporter.verbosity != Verbosity::Quiet || errors > 0) {
        writeln!(stderr, "publish: {}: {}", manifest.display(), summary(&told, errors, &findings)).map_err(failed)?;
    }
    Ok(if errors > 0 { BOOK_HAS_ERRORS } else { 0 })
}

/// `1 error, 12 warnings; --fix mends 9 places`
fn summary(told: &Diagnostics, errors: usize, findings: &[Finding]) -> String {
    let warnings = told.iter().filter(|one| one.severity == Severity::Warning).count() + findings.len();
    let mended = findings.iter().filter(|one| one.is_fixable).count();
    let counted = |count: usize, noun: &str| match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{count} {noun}s")),
    };
    let parts: Vec<String> = [counted(errors, "error"), counted(warnings, "warning")].into_iter().flatten().collect();
    let mends = counted(mended, "place").map(|places| format!("; --fix mends {places}")).unwrap_or_default();
    if parts.is_empty() { "nothing found".to_owned() } else { format!("{}{mends}", parts.join(", ")) }
}
