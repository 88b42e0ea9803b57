//! `publish import`: old files in, a folder with a manifest, manuscripts, images and a report out.
//!
//! The folder is made beside its place under another name and renamed when it is whole, so that a fault leaves nothing behind.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use serde_json::json;

use super::args::{ImportArguments, ReportFormat, Verbosity};
use super::new::refuse_full;
use super::output;
use crate::base::{Error, Language};
use crate::rescue::found::{BlockKind, Found};
use crate::rescue::read::{Fault, File, Read};
use crate::rescue::write::{self, Counts, Entry, ReportText};
use crate::rescue::{self, read};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 1 << 30;

/// Why nothing was imported.
pub(super) enum Failure {
    /// The machine's fault.
    Machine(Error),
    /// A file that cannot be read as a text; reported already.
    File,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Machine(error)
    }
}

/// A file that was read, and what it becomes.
struct Imported {
    /// Its name, without folders.
    name: String,
    read: Read,
    /// The path of its manuscript in the folder.
    path: String,
}

/// Imports the files.
pub(super) fn make(arguments: &ImportArguments) -> Result<(), Failure> {
    let folder = folder(arguments)?;
    refuse_full(&folder)?;
    let imported = read_all(arguments)?;
    let (manifest, mut files, found, shown) = write_all(arguments, imported);
    files.push((PathBuf::from("manifest.yaml"), manifest.into_bytes()));
    save(&folder, &files)?;
    print(arguments, &found, &shown, &folder).map_err(|cause| Error::because("cannot print the report", cause))?;
    output::announce_path(&folder.join("manifest.yaml"))?;
    output::announce_path(&folder.join("import.html"))?;
    Ok(())
}

/// The folder that is made: as asked, or beside the first file and named after it.
fn folder(arguments: &ImportArguments) -> Result<PathBuf, Error> {
    if let Some(asked) = &arguments.output {
        if asked == Path::new("-") {
            return Err(Error::new("-o names a folder to make: a book is no single file for standard output"));
        }
        return Ok(asked.clone());
    }
    let first = &arguments.files[0];
    let Some(stem) = first.file_stem() else {
        return Err(Error::new(format!("{} names no file: give the folder to make with -o", first.display())));
    };
    let folder = first.with_file_name(stem);
    // A file without an ending has the name that its folder would have.
    if folder == *first {
        let mut name = stem.to_owned();
        name.push("-book");
        return Ok(first.with_file_name(name));
    }
    Ok(folder)
}

fn read_all(arguments: &ImportArguments) -> Result<Vec<Imported>, Failure> {
    let language = arguments.language.clone();
    let mut imported = Vec::new();
    let mut stems = BTreeSet::new();
    let mut has_fault = false;
    let mut seen = BTreeSet::new();
    for path in &arguments.files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path == Path::new("-") && !path.exists() {
            return Err(Error::new("standard input is not read: give the name of a file").into());
        }
        let length = fs::metadata(path).map_err(|cause| Error::at("cannot read", path, cause))?;
        if length.is_dir() {
            return Err(Error::new(format!("{} is a folder: give the files in it", path.display())).into());
        }
        // Every text would stand in the book twice.
        if !seen.insert(path.canonicalize().map_err(|cause| Error::at("cannot read", path, cause))?) {
            return Err(Error::new(format!("{} is given twice: name each file once", path.display())).into());
        }
        if length.len() > LARGEST {
            return Err(Error::at("cannot read", path, "a file may have 1 GiB at most").into());
        }
        let bytes = fs::read(path).map_err(|cause| Error::at("cannot read", path, cause))?;
        let file = File {
            name: &name,
            bytes: &bytes,
            encoding: arguments.encoding.map(|encoding| encoding.0),
            beside: &|source| beside(path, source),
        };
        match rescue::import(&file, language.as_ref()) {
            Ok(read) => {
                let stem = stem(&name, &mut stems);
                imported.push(Imported { name, read, path: format!("text/{stem}.md") });
            }
            Err(fault) => {
                complain(arguments, path, &fault);
                has_fault = true;
            }
        }
    }
    if has_fault { Err(Failure::File) } else { Ok(imported) }
}

/// The bytes of a file that a text names, if it lies in the text's own folder or below.
fn beside(path: &Path, source: &str) -> Option<Vec<u8>> {
    let source = Path::new(source);
    let is_inside = source.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let home = path.parent().filter(|home| !home.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = home.join(source).canonicalize().ok()?;
    // Links in the file system do not lead out of it either.
    let is_below = home.canonicalize().is_ok_and(|home| file.starts_with(home));
    let is_small = fs::metadata(&file).is_ok_and(|known| known.is_file() && known.len() <= 256 << 20);
    if is_inside && is_below && is_small { fs::read(file).ok() } else { None }
}

/// The name of a manuscript after its file: letters, digits and hyphens, unique.
fn stem(name: &str, taken: &mut BTreeSet<String>) -> String {
    let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy();
    let words = stem.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    let stem = words.collect::<Vec<_>>().join("-").to_lowercase();
    let stem = if stem.is_empty() { "text".to_owned() } else { stem };
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    let free = std::iter::once(stem.clone()).chain(numbered).find(|stem| !taken.contains(stem)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

/// A text for the report on the terminal: its name, its kind, its path and what is doubtful in it.
struct Shown {
    name: String,
    kind: String,
    path: String,
    doubts: Vec<(usize, String, String)>,
}

type Files = Vec<(PathBuf, Vec<u8>)>;

/// Everything that is written: the manifest, the other files, what was found in each text, and what is shown of it.
fn write_all(arguments: &ImportArguments, imported: Vec<Imported>) -> (String, Files, Vec<Found>, Vec<Shown>) {
    let names: Vec<(String, String)> =
        imported.iter().map(|one| (one.name.clone(), one.path.trim_start_matches("text/").to_owned())).collect();
    let kinds: Vec<String> = imported.iter().map(|one| kind(&one.read)).collect();
    let paths: Vec<String> = imported.iter().map(|one| one.path.clone()).collect();
    let mut found: Vec<Found> = imported.into_iter().map(|one| one.read.found).collect();
    write::settle(&mut found, &names);
    let language = arguments.language.clone().or_else(|| found.iter().find_map(|text| text.metadata.language.clone()));
    let language = language.unwrap_or_else(|| Language::new("fa"));
    let title = Path::new(&names[0].0).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let entries: Vec<Entry> = found
        .iter()
        .zip(&paths)
        .zip(&names)
        .map(|((text, path), name)| entry(text, path, &name.0, found.len()))
        .collect();
    let (manifest, lost) = write::manifest(&found, &entries, &title, &language);
    found[0].left_out.extend(lost);
    let mut files: Files = Vec::new();
    let manuscripts: Vec<String> = found.iter().map(|text| write::manuscript(text, "../images/")).collect();
    let title = found
        .iter()
        .map(|text| text.metadata.title.trim())
        .find(|title| !title.is_empty())
        .unwrap_or(&title)
        .to_owned();
    let texts: Vec<ReportText<'_>> = (0..found.len())
        .map(|at| ReportText {
            name: &names[at].0,
            kind: kinds[at].clone(),
            path: &paths[at],
            manuscript: &manuscripts[at],
            found: &found[at],
        })
        .collect();
    files.push((PathBuf::from("import.html"), write::report(&title, &language, &texts).into_bytes()));
    let shown = texts.iter().map(|text| Shown {
        name: text.name.to_owned(),
        kind: text.kind.clone(),
        path: text.path.to_owned(),
        doubts: text.doubts().into_iter().map(|(line, rule, what)| (line, rule.to_owned(), what.to_owned())).collect(),
    });
    let shown = shown.collect();
    for (path, manuscript) in paths.iter().zip(&manuscripts) {
        files.push((PathBuf::from(path), manuscript.clone().into_bytes()));
    }
    for image in found.iter().flat_map(|text| &text.images) {
        files.push((Path::new("images").join(&image.name), image.bytes.clone()));
    }
    (manifest, files, found, shown)
}

/// What a file was taken for.
fn kind(read: &Read) -> String {
    match read.encoding {
        Some(judged) => {
            let doubt = if judged.is_sure { "" } else { " by its letters" };
            format!("{}, {}{doubt}", read.kind.name(), judged.encoding.name())
        }
        None => read.kind.name().to_owned(),
    }
}

/// The entry of a text; one without a heading gets a title where there are several.
fn entry(text: &Found, path: &str, name: &str, count: usize) -> Entry {
    let has_heading = text.blocks.iter().any(|block| matches!(block.kind, BlockKind::Heading(..)));
    let own = text.metadata.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = match (has_heading || count == 1, own.is_empty()) {
        (true, _) => String::new(),
        (false, false) => own,
        (false, true) => Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned(),
    };
    Entry { path: path.to_owned(), title }
}

/// Writes the folder: under another name first, so that it is there whole or not at all.
fn save(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> Result<(), Error> {
    let home = folder.parent().filter(|home| !home.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |cause: io::Error| Error::at("cannot write", &path, cause)
    };
    fs::create_dir_all(home).map_err(failed(home))?;
    let made = tempfile::Builder::new().prefix(".publish-").tempdir_in(home).map_err(failed(home))?;
    let inside = made.path().join("book");
    for (path, bytes) in files {
        let target = inside.join(path);
        let parent = target.parent().unwrap_or(&inside);
        fs::create_dir_all(parent).map_err(failed(parent))?;
        fs::write(&target, bytes).map_err(failed(&target))?;
    }
    // An empty folder may stand there; renaming onto it works on some systems only.
    if folder.is_dir() {
        fs::remove_dir(folder).map_err(failed(folder))?;
    }
    fs::rename(&inside, folder).map_err(failed(folder))
}

/// Tells why a file cannot be imported.
fn complain(arguments: &ImportArguments, path: &Path, fault: &Fault) {
    let mut stderr = io::stderr().lock();
    let shown = path.display();
    // Nothing is left to tell when stderr itself is gone.
    let _ = match arguments.common.format {
        ReportFormat::Human => {
            writeln!(stderr, "{shown}: error[rescue.unreadable]: {}\n  hint: {}", fault.message, fault.hint)
        }
        ReportFormat::Short => writeln!(stderr, "{shown}: error[rescue.unreadable]: {}", fault.message),
        ReportFormat::Json => {
            let place = json!({ "file": shown.to_string() });
            let value = json!({
                "severity": "error",
                "code": "rescue.unreadable",
                "message": fault.message,
                "hints": [fault.hint],
                "place": place,
            });
            writeln!(stderr, "{value}")
        }
    };
}

/// The table of rules and counts.
fn print(arguments: &ImportArguments, found: &[Found], texts: &[Shown], folder: &Path) -> io::Result<()> {
    if arguments.common.verbosity() == Verbosity::Quiet {
        return Ok(());
    }
    let counts = Counts::of(found);
    let mut stderr = io::stderr().lock();
    match arguments.common.format {
        ReportFormat::Human => human(&counts, texts, folder, &mut stderr),
        ReportFormat::Short => short(&counts, texts, folder, &mut stderr),
        ReportFormat::Json => as_json(&counts, found, texts, folder, &mut stderr),
    }
}

fn human(counts: &Counts, texts: &[Shown], folder: &Path, to: &mut impl Write) -> io::Result<()> {
    for text in texts {
        writeln!(to, "{} ({}) → {}", text.name, text.kind, folder.join(&text.path).display())?;
    }
    let numbers = [
        (counts.paragraphs, "paragraph"),
        (counts.headings, "heading"),
        (counts.lists, "list"),
        (counts.tables, "table"),
        (counts.notes, "note"),
        (counts.images, "image"),
    ];
    let numbers: Vec<String> = numbers
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}{}", if *count == 1 { "" } else { "s" }))
        .collect();
    writeln!(to, "  {}", if numbers.is_empty() { "nothing to read was found".to_owned() } else { numbers.join(", ") })?;
    if !counts.rules.is_empty() {
        let width = counts.rules.keys().map(|rule| rule.len()).max().unwrap_or(0).max(4);
        writeln!(to, "  {:width$}  {:>7}  {:>8}  {:>9}", "rule", "proved", "doubtful", "suggested")?;
        for (rule, count) in &counts.rules {
            writeln!(to, "  {rule:width$}  {:>7}  {:>8}  {:>9}", count.proved, count.doubtful, count.suggested)?;
        }
    }
    for (rule, times) in &counts.left_out {
        writeln!(to, "  left out: {times} × {rule}")?;
    }
    match counts.doubts {
        0 => {}
        1 => writeln!(to, "  1 place to look at: see import.html, and the comment in the manuscript")?,
        many => writeln!(to, "  {many} places to look at: see import.html, and the comments in the manuscripts")?,
    }
    let proposed = counts.rules.values().map(|count| count.suggested).sum::<usize>();
    if proposed > 0 {
        writeln!(to, "  what is only suggested stays as it was: `publish check` lists it")?;
    }
    Ok(())
}

fn short(counts: &Counts, texts: &[Shown], folder: &Path, to: &mut impl Write) -> io::Result<()> {
    for (rule, count) in &counts.rules {
        writeln!(to, "{rule}: {} proved, {} doubtful, {} suggested", count.proved, count.doubtful, count.suggested)?;
    }
    for (rule, times) in &counts.left_out {
        writeln!(to, "{rule}: {times} left out")?;
    }
    for text in texts {
        for (line, rule, message) in &text.doubts {
            writeln!(to, "{}:{line}: doubt[{rule}]: {message}", folder.join(&text.path).display())?;
        }
    }
    Ok(())
}

fn as_json(counts: &Counts, found: &[Found], texts: &[Shown], folder: &Path, to: &mut impl Write) -> io::Result<()> {
    for text in texts {
        let path = folder.join(&text.path).display().to_string();
        writeln!(to, "{}", json!({ "file": text.name, "kind": text.kind, "manuscript": path }))?;
    }
    for (rule, count) in &counts.rules {
        let value = json!({
            "rule": rule,
            "proved": count.proved,
            "doubtful": count.doubtful,
            "suggested": count.suggested,
        });
        writeln!(to, "{value}")?;
    }
    for left in found.iter().flat_map(|text| &text.left_out) {
        let value = json!({
            "left_out": left.rule,
            "text": left.text,
            "times": left.times,
            "page": left.place.page,
            "line": left.place.line,
        });
        writeln!(to, "{value}")?;
    }
    for text in texts {
        for (line, rule, message) in &text.doubts {
            let file = folder.join(&text.path).display().to_string();
            writeln!(to, "{}", json!({ "doubt": rule, "message": message, "file": file, "line": line }))?;
        }
    }
    Ok(())
}

/// An encoding by its name, for clap.
#[derive(Clone, Copy, Debug)]
pub(super) struct NamedEncoding(pub(super) read::Encoding);

/// Reads the name of an encoding.
pub(super) fn encoding(name: &str) -> Result<NamedEncoding, String> {
    let plain = |name: &str| name.to_ascii_lowercase().replace(['-', '_', ' '], "");
    let same = [("cp1256", "windows-1256"), ("1256", "windows-1256"), ("utf16", "utf-16le"), ("88596", "iso-8859-6")];
    let meant = same.iter().find(|(other, _)| *other == plain(name)).map_or(name, |(_, name)| *name);
    let found = read::ENCODINGS.iter().find(|(known, _)| plain(known) == plain(meant));
    found.map(|(_, encoding)| NamedEncoding(*encoding)).ok_or_else(|| {
        let names: Vec<&str> = read::ENCODINGS.iter().map(|(name, _)| *name).collect();
        format!("known are {}", names.join(", "))
    })
}

/// Reads a language tag.
pub(super) fn language(tag: &str) -> Result<Language, String> {
    read::language(tag).ok_or_else(|| "use a BCP 47 tag such as fa, ar or en".to_owned())
}
