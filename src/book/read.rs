//! Reads the manuscripts one after the other and parses them side by side; findings keep the order of the manifest.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::base::{Diagnostic, Diagnostics, Error, Language, SourceId, Sources};
use crate::document::{self, Document, Doubt};
use crate::manifest::{DocumentEntry, Entry, Manifest};

/// Every manuscript of the manifest in order, those in parts too; one that is not UTF-8 is reported and comes empty.
pub(super) fn documents(
    manifest: &Manifest,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Document>, Error> {
    let mut ids = Vec::new();
    let mut seen: BTreeMap<PathBuf, &str> = BTreeMap::new();
    for entry in entries(manifest) {
        if let Some(name) = seen.insert(normal(&entry.path.value), &entry.name) {
            let message = format!("`{name}` stands in the contents twice");
            diagnostics.push(
                Diagnostic::error("book.repeated-document", entry.path.span, message)
                    .hint("remove one of the two: notes and references could not tell them apart"),
            );
        }
        let name = normal(&manifest.folder.join(&entry.name)).display().to_string();
        ids.push(match sources.read(&entry.path.value, name.clone(), diagnostics)? {
            Some(id) => id,
            None => sources.add(name, ""),
        });
    }
    let sources = &*sources;
    let parsed: Vec<(Document, Diagnostics)> = ids.into_par_iter().map(|id| parse(sources, id)).collect();
    Ok(parsed
        .into_iter()
        .map(|(document, found)| {
            diagnostics.append(found);
            document
        })
        .collect())
}

/// Says in one line how many places are marked as doubtful.
pub(super) fn count_doubts(documents: &[Document], diagnostics: &mut Diagnostics) {
    let doubts: Vec<&Doubt> = documents.iter().flat_map(|document| &document.doubts).collect();
    let Some(first) = doubts.first() else { return };
    let count = doubts.len();
    let noun = if count == 1 { "place is" } else { "places are" };
    diagnostics.push(
        Diagnostic::warning("import.doubts", first.span, format!("{count} {noun} marked as doubtful"))
            .hint("`publish check` lists them; remove each comment when its place is right"),
    );
}

/// A manuscript of the book, with the language it is written in.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// The text.
    pub document: Document,
    /// Its file.
    pub path: PathBuf,
    /// The language of what says no other.
    pub language: Language,
}

/// Every manuscript of a manifest by itself, for who looks at texts and not at the book.
///
/// # Errors
/// When a file cannot be read. Faults of the texts are reported.
pub fn manuscripts(
    manifest: &Manifest,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Manuscript>, Error> {
    let documents = documents(manifest, sources, diagnostics)?;
    let made = documents.into_iter().zip(entries(manifest)).map(|(document, entry)| {
        let language = entry.language.as_ref().unwrap_or(&manifest.metadata.language).clone();
        Manuscript { document, path: entry.path.value.clone(), language }
    });
    Ok(made.collect())
}

fn parse(sources: &Sources, id: SourceId) -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse(id, sources.text(id), &mut diagnostics);
    (document, diagnostics)
}

/// The manuscripts of a manifest in reading order.
pub(super) fn entries(manifest: &Manifest) -> impl Iterator<Item = &DocumentEntry> {
    manifest.contents.iter().flat_map(|entry| match entry {
        Entry::Document(document) => std::slice::from_ref(document),
        Entry::Part(part) => part.contents.as_slice(),
        Entry::Generated(..) | Entry::Dedication(_) => &[],
    })
}

/// A path without `.` and with `folder/..` taken out, by its words alone.
pub(super) fn normal(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_made_normal_by_their_words() {
        assert_eq!(normal(Path::new("./a/./b/../c")), Path::new("a/c"));
        assert_eq!(normal(Path::new("../a/../../b")), Path::new("../../b"));
        assert_eq!(normal(Path::new("/a/../b")), Path::new("/b"));
    }
}
