//! Output files: where they go, and how they are written so that the old one stays whole until the new one is.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::args::Verbosity;
use crate::base::Error;

/// Where an output goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
    /// It is made for what is found on the way, and thrown away.
    Nowhere,
}

impl Destination {
    /// A file beside this one, its name with a part before the ending; standard output takes one thing only.
    pub(super) fn beside(&self, part: &str) -> Self {
        let Self::File(path) = self else { return Self::Stdout };
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let stem = stem.strip_suffix("-print").unwrap_or(&stem);
        Self::File(path.with_file_name(format!("{stem}{part}.pdf")))
    }
}

/// An output that was written.
#[derive(Debug)]
pub(super) struct Written {
    /// Where.
    pub(super) destination: Destination,
    /// A line about it for verbose reports.
    pub(super) summary: String,
}

/// The default file of an output: `out/NAME` and its ending beside the manifest.
///
/// NAME is the manifest's own name, or for a `manifest.yaml` the name of its folder.
pub(super) fn default_file(manifest: &Path, ending: &str) -> PathBuf {
    let folder = manifest.parent().unwrap_or(Path::new(""));
    folder.join("out").join(file_name(manifest, ending))
}

/// NAME and an ending such as `.pdf`, as in [`default_file`].
pub(super) fn file_name(manifest: &Path, ending: &str) -> PathBuf {
    let stem = manifest.file_stem().unwrap_or(OsStr::new("book"));
    let full = fs::canonicalize(manifest).unwrap_or_else(|_| manifest.to_owned());
    let folder = full.parent().and_then(Path::file_name);
    let mut name = match folder {
        Some(folder) if stem == "manifest" => folder.to_owned(),
        _ => stem.to_owned(),
    };
    name.push(ending);
    PathBuf::from(name)
}

/// Writes bytes to their destination; a file through a temporary one beside it.
pub(super) fn write(destination: &Destination, bytes: &[u8]) -> Result<(), Error> {
    match destination {
        Destination::Stdout => {
            let mut stdout = io::stdout().lock();
            stdout
                .write_all(bytes)
                .and_then(|()| stdout.flush())
                .map_err(|cause| Error::because("cannot write to standard output", cause))
        }
        Destination::File(path) => replace(path, bytes).map_err(|cause| Error::at("cannot write", path, cause)),
        Destination::Nowhere => Ok(()),
    }
}

/// Reads a file that was written and compares it with what it should hold.
pub(super) fn compare(destination: &Destination, bytes: &[u8]) -> Result<(), Error> {
    let Destination::File(path) = destination else { return Ok(()) };
    let written = fs::read(path).map_err(|cause| Error::at("cannot read back", path, cause))?;
    if written == bytes {
        return Ok(());
    }
    Err(Error::new(format!("{} does not hold what was written to it", path.display())))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".publish-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary files are private by default; a book is an ordinary file, cut by the umask.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|fault| fault.error)?;
    Ok(())
}

/// Writes a file of the book anew: whole or not at all, where a link leads, with the rights it has.
pub(super) fn rewrite(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |cause: io::Error| Error::at("cannot write", path, cause);
    let file = fs::canonicalize(path).map_err(failed)?;
    let rights = fs::metadata(&file).map_err(failed)?.permissions();
    if rights.readonly() {
        return Err(Error::at("cannot write", path, "the file is read-only"));
    }
    replace(&file, bytes).and_then(|()| fs::set_permissions(&file, rights)).map_err(failed)
}

/// Prints the path of a file that was written, one a line on standard output.
pub(super) fn announce(written: &Written, verbosity: Verbosity) -> Result<(), Error> {
    let failed = |cause: io::Error| Error::because("cannot write to standard output", cause);
    if verbosity == Verbosity::Verbose {
        writeln!(io::stderr(), "{}", written.summary).map_err(failed)?;
    }
    match &written.destination {
        Destination::Stdout | Destination::Nowhere => Ok(()),
        Destination::File(path) => announce_path(path),
    }
}

/// Prints a path on a line of standard output.
pub(super) fn announce_path(path: &Path) -> Result<(), Error> {
    let failed = |cause: io::Error| Error::because("cannot write to standard output", cause);
    writeln!(io::stdout(), "{}", path.display()).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_gives_its_folder_the_say_over_the_name() {
        assert_eq!(
            default_file(Path::new("books/bread/manifest.yaml"), ".pdf"),
            Path::new("books/bread/out/bread.pdf")
        );
        assert_eq!(default_file(Path::new("books/bread/short.yaml"), ".epub"), Path::new("books/bread/out/short.epub"));
    }

    #[test]
    fn an_output_replaces_the_old_file_whole() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("out/book.pdf");
        let destination = Destination::File(path.clone());
        write(&destination, b"old").expect("the folder is made");
        write(&destination, b"new").expect("the file is replaced");
        assert_eq!(fs::read(&path).expect("it exists"), b"new");
        let left: Vec<_> = fs::read_dir(path.parent().expect("it has a folder")).expect("readable").collect();
        assert_eq!(left.len(), 1, "no temporary file stays behind");
    }
}
