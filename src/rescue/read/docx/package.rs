//! The parts of a package and how they name each other (ISO/IEC 29500-2).

use std::collections::BTreeMap;

use super::super::zip::{Archive, beside};
use super::super::{Fault, html, xml};
use crate::rescue::found::{Creator, Metadata};
use crate::rescue::read::tree::Element;

/// A package.
pub(super) struct Package<'a> {
    archive: Archive<'a>,
    /// The path of the document.
    document: String,
    /// Relations by part and id: kind, target, whether it lies outside.
    relations: BTreeMap<String, Vec<Relation>>,
}

#[derive(Clone, Debug)]
struct Relation {
    id: String,
    /// The last word of its kind, such as `image`.
    kind: String,
    target: String,
    is_outside: bool,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let mut package = Self { archive: Archive::open(bytes)?, document: String::new(), relations: BTreeMap::new() };
        package.relate("")?;
        let main = package.relations.get("").into_iter().flatten().find(|relation| relation.kind == "officeDocument");
        package.document = main.map_or("word/document.xml".to_owned(), |main| beside("", &main.target));
        let document = package.document.clone();
        package.relate(&document)?;
        Ok(package)
    }

    /// Reads the relations of a part.
    fn relate(&mut self, part: &str) -> Result<(), Fault> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let path = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let Some(bytes) = self.archive.read(&path)? else { return Ok(()) };
        let root = xml::parse(&bytes)?;
        let relation = |element: &Element| {
            Some(Relation {
                id: element.attribute("Id")?.to_owned(),
                kind: element.attribute("Type")?.rsplit('/').next()?.to_owned(),
                target: element.attribute("Target")?.to_owned(),
                is_outside: element.attribute("TargetMode") == Some("External"),
            })
        };
        self.relations.insert(part.to_owned(), root.elements().filter_map(relation).collect());
        Ok(())
    }

    /// The document itself.
    pub(super) fn document(&mut self) -> Result<Element, Fault> {
        xml::parse(&self.archive.need(&self.document.clone())?)
    }

    /// The path of a part of a kind: `styles`, `footnotes`.
    fn path(&self, kind: &str) -> Option<String> {
        if kind == "document" {
            return Some(self.document.clone());
        }
        let relation = self.relations.get(&self.document)?.iter().find(|relation| relation.kind == kind)?;
        Some(beside(&self.document, &relation.target))
    }

    /// A part that may be missing, with its own relations.
    pub(super) fn part(&mut self, kind: &str) -> Result<Option<Element>, Fault> {
        let Some(path) = self.path(kind) else { return Ok(None) };
        let Some(bytes) = self.archive.read(&path)? else { return Ok(None) };
        self.relate(&path)?;
        xml::parse(&bytes).map(Some)
    }

    /// The target of a relation of a part, and whether it lies outside.
    pub(super) fn target(&self, part: &str, id: &str) -> Option<(String, bool)> {
        let path = self.path(part)?;
        let relation = self.relations.get(&path)?.iter().find(|relation| relation.id == id)?;
        if relation.is_outside {
            return Some((relation.target.clone(), true));
        }
        Some((beside(&path, &relation.target), false))
    }

    /// The bytes of a file in the package.
    pub(super) fn bytes(&mut self, path: &str) -> Option<Vec<u8>> {
        self.archive.read(path).ok().flatten()
    }

    /// What the file says of itself; damaged metadata says nothing.
    pub(super) fn metadata(&mut self) -> Metadata {
        let core = self.relations.get("").into_iter().flatten().find(|relation| relation.kind == "core-properties");
        let path = core.map_or("docProps/core.xml".to_owned(), |core| beside("", &core.target));
        let root = self.bytes(&path).and_then(|bytes| xml::parse(&bytes).ok());
        root.map(|root| core_metadata(&root)).unwrap_or_default()
    }
}

fn core_metadata(root: &Element) -> Metadata {
    let text = |name: &str| root.child(name).map(|element| html::folded(&element.text())).unwrap_or_default();
    let mut metadata = Metadata { title: text("dc:title"), description: text("dc:description"), ..Metadata::default() };
    metadata.language = html::language(&text("dc:language"));
    let names = text("dc:creator");
    let names = names.split([';', '؛']).map(str::trim).filter(|name| !name.is_empty());
    metadata.creators = names.map(|name| Creator { name: name.to_owned(), role: String::new() }).collect();
    let words = format!("{},{}", text("dc:subject"), text("cp:keywords"));
    let words = words.split([',', '،', ';', '؛']).map(str::trim).filter(|word| !word.is_empty());
    metadata.subjects = words.map(str::to_owned).collect();
    metadata
}
