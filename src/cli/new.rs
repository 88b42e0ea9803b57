//! `publish new`: a folder to start from: a manifest, a text and a README of a kind, in a language.
//!
//! The starters lie in `starters/LANGUAGE/KIND`; only the date is filled in. A folder that has files is left alone.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::{Kind, NewArguments, StarterLanguage};
use crate::base::{Civil, Error, Timestamp};

/// Manifest and text of every language and kind.
const STARTERS: [(StarterLanguage, Kind, &str, &str); 12] = [
    (StarterLanguage::Fa, Kind::Book, include_str!("starters/fa/book.yaml"), include_str!("starters/fa/book.md")),
    (
        StarterLanguage::Fa,
        Kind::Pamphlet,
        include_str!("starters/fa/pamphlet.yaml"),
        include_str!("starters/fa/pamphlet.md"),
    ),
    (
        StarterLanguage::Fa,
        Kind::Leaflet,
        include_str!("starters/fa/leaflet.yaml"),
        include_str!("starters/fa/leaflet.md"),
    ),
    (StarterLanguage::Fa, Kind::Poetry, include_str!("starters/fa/poetry.yaml"), include_str!("starters/fa/poetry.md")),
    (StarterLanguage::Ar, Kind::Book, include_str!("starters/ar/book.yaml"), include_str!("starters/ar/book.md")),
    (
        StarterLanguage::Ar,
        Kind::Pamphlet,
        include_str!("starters/ar/pamphlet.yaml"),
        include_str!("starters/ar/pamphlet.md"),
    ),
    (
        StarterLanguage::Ar,
        Kind::Leaflet,
        include_str!("starters/ar/leaflet.yaml"),
        include_str!("starters/ar/leaflet.md"),
    ),
    (StarterLanguage::Ar, Kind::Poetry, include_str!("starters/ar/poetry.yaml"), include_str!("starters/ar/poetry.md")),
    (StarterLanguage::En, Kind::Book, include_str!("starters/en/book.yaml"), include_str!("starters/en/book.md")),
    (
        StarterLanguage::En,
        Kind::Pamphlet,
        include_str!("starters/en/pamphlet.yaml"),
        include_str!("starters/en/pamphlet.md"),
    ),
    (
        StarterLanguage::En,
        Kind::Leaflet,
        include_str!("starters/en/leaflet.yaml"),
        include_str!("starters/en/leaflet.md"),
    ),
    (StarterLanguage::En, Kind::Poetry, include_str!("starters/en/poetry.yaml"), include_str!("starters/en/poetry.md")),
];

/// The README of every language.
const READMES: [(StarterLanguage, &str); 3] = [
    (StarterLanguage::Fa, include_str!("starters/fa/README.md")),
    (StarterLanguage::Ar, include_str!("starters/ar/README.md")),
    (StarterLanguage::En, include_str!("starters/en/README.md")),
];

/// Makes the folder; gives the manifest in it.
pub(super) fn make(arguments: &NewArguments, today: Timestamp) -> Result<PathBuf, Error> {
    let folder = &arguments.folder;
    refuse_full(folder)?;
    let Civil { year, month, day, .. } = today.civil();
    let date = format!("{year:04}-{month:02}-{day:02}");
    let NewArguments { language, kind, .. } = arguments;
    let starter = STARTERS.iter().find(|(of, what, ..)| of == language && what == kind);
    let (.., written, words) = starter.expect("every language has a starter of every kind");
    let (_, readme) = READMES.iter().find(|(of, _)| of == language).expect("every language has a README");
    let manifest = folder.join("manifest.yaml");
    let files = [
        (manifest.clone(), written.replace("{date}", &date)),
        (folder.join("text").join("one.md"), (*words).to_owned()),
        (folder.join("README.md"), (*readme).to_owned()),
    ];
    let text = folder.join("text");
    fs::create_dir_all(&text).map_err(|cause| Error::at("cannot make the folder", &text, cause))?;
    for (path, content) in files {
        fs::write(&path, content).map_err(|cause| Error::at("cannot write", &path, cause))?;
    }
    Ok(manifest)
}

/// Nothing of the user is written over.
pub(super) fn refuse_full(folder: &Path) -> Result<(), Error> {
    match fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => {
            let shown = folder.display();
            Err(Error::new(format!("{shown} has files in it: give a folder that is empty or not there yet")))
        }
        Ok(false) => Ok(()),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(fault) => Err(Error::at("cannot use the folder", folder, fault)),
    }
}
