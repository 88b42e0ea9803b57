//! What only the EPUB asks of the command line: its name, its address, CSS that the book brings.

use std::path::{Path, PathBuf};

use super::orders::Output;
use super::output::{self, Destination};
use crate::base::{Diagnostics, Error, Sources};
use crate::epub;
use crate::manifest::{EpubProfile, Manifest};

/// Outputs under the names that the manifest gives them: Kobo knows its books by their ending.
pub(super) fn named(outputs: &[(Output, Destination)], file: &Path, manifest: &Manifest) -> Vec<(Output, Destination)> {
    let default = Destination::File(output::default_file(file, ".epub"));
    let is_kobo = manifest.epub.profile == EpubProfile::Kobo;
    let name = |(output, destination): &(Output, Destination)| match output {
        Output::Epub if is_kobo && *destination == default => {
            (*output, Destination::File(output::default_file(file, ".kepub.epub")))
        }
        _ => (*output, destination.clone()),
    };
    outputs.iter().map(name).collect()
}

/// The name of the EPUB, from the folder it stands in.
pub(super) fn address(outputs: &[(Output, Destination)], file: &Path) -> String {
    let epub = outputs.iter().find(|(output, _)| *output == Output::Epub).map(|(_, destination)| destination);
    let name = match epub {
        Some(Destination::File(path)) => path.file_name().map(PathBuf::from),
        Some(Destination::Stdout | Destination::Nowhere) | None => None,
    };
    let name = name.unwrap_or_else(|| output::file_name(file, ".epub"));
    // An address has no spaces; letters of all scripts may stand in it (RFC 3987).
    name.to_string_lossy().replace('%', "%25").replace(' ', "%20")
}

/// Reads and checks the CSS that the book brings.
pub(super) fn extra_css(
    manifest: &Manifest,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Option<String>, Error> {
    let Some(path) = &manifest.epub.css else { return Ok(None) };
    let name = path.value.display().to_string();
    let Some(source) = sources.read(&path.value, name, diagnostics)? else { return Ok(None) };
    let css = sources.text(source).to_owned();
    epub::check_css(&css, source, diagnostics);
    Ok(Some(css))
}
