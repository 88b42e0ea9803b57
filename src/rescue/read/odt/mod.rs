//! `LibreOffice` and others (ODF 1.3), in an archive or flat in one file: paragraphs by their styles, lists, notes, tables,
//! images, links.
//!
//! Steps: read the styles of both files (`styles`), walk the text (`body`) and what stands in a line (`inline`). Of tracked
//! changes what was put in is kept; what was taken out is told.

mod body;
mod inline;
mod styles;

use std::collections::BTreeSet;

use super::gallery::Gallery;
use super::tree::Element;
use super::zip::Archive;
use super::{Fault, html, xml};
use crate::rescue::found::{Creator, Found, LeftOut, Metadata, Note, Place};
use styles::Styles;

/// Reads a file in an archive.
pub(super) fn read(bytes: &[u8]) -> Result<Found, Fault> {
    let mut archive = Archive::open(bytes)?;
    refuse_encrypted(&mut archive)?;
    let content = xml::parse(&archive.need("content.xml")?)?;
    let common = archive.read("styles.xml")?.map(|bytes| xml::parse(&bytes)).transpose()?;
    let meta = archive.read("meta.xml")?.and_then(|bytes| xml::parse(&bytes).ok());
    Ok(walk(Some(archive), &content, common.as_ref(), meta.as_ref()))
}

/// Reads a flat file, which holds everything in one element.
pub(super) fn read_flat(bytes: &[u8]) -> Result<Found, Fault> {
    let root = xml::parse(bytes)?;
    Ok(walk(None, &root, None, Some(&root)))
}

fn walk(archive: Option<Archive<'_>>, content: &Element, common: Option<&Element>, meta: Option<&Element>) -> Found {
    let styles = Styles::read([Some(content), common].into_iter().flatten());
    let mut metadata = meta.map(metadata).unwrap_or_default();
    metadata.language = metadata.language.or_else(|| styles.language.clone());
    let mut anchors = BTreeSet::new();
    content.each(&mut |element| {
        let name = if element.name == "text:a" { element.attribute("xlink:href") } else { None };
        anchors.extend(
            name.and_then(|name| name.strip_prefix('#')).map(|name| name.trim_end_matches("|outline").to_owned()),
        );
        let reference = if element.name == "text:bookmark-ref" { element.attribute("text:ref-name") } else { None };
        anchors.extend(reference.map(str::to_owned));
    });
    let mut walk = Walk {
        archive,
        styles: &styles,
        anchors,
        gallery: Gallery::default(),
        left_out: Vec::new(),
        notes: Vec::new(),
        place: Place { page: Some(1), line: None },
        boxes: Vec::new(),
        counted: Vec::new(),
        metadata,
    };
    let text = content.child("office:body").and_then(|body| body.child("office:text"));
    let blocks = text.map(|text| walk.blocks(text)).unwrap_or_default();
    let (images, lost) = walk.gallery.finish();
    let mut left_out = walk.left_out;
    left_out.extend(lost);
    Found { metadata: walk.metadata, blocks, notes: walk.notes, images, left_out, has_raw_lines: false }
}

fn refuse_encrypted(archive: &mut Archive<'_>) -> Result<(), Fault> {
    let Some(bytes) = archive.read("META-INF/manifest.xml")? else { return Ok(()) };
    let is_locked =
        xml::parse(&bytes).is_ok_and(|root| root.find(&|one| one.name == "manifest:encryption-data").is_some());
    if is_locked {
        return Err(Fault::new("the file is locked with a password", "open it in its program and save it without one"));
    }
    Ok(())
}

fn metadata(root: &Element) -> Metadata {
    let mut metadata = Metadata::default();
    let Some(meta) = root.child("office:meta") else { return metadata };
    let text = |name: &str| meta.child(name).map(|element| html::folded(&element.text())).unwrap_or_default();
    metadata.title = text("dc:title");
    metadata.description = text("dc:description");
    metadata.language = html::language(&text("dc:language"));
    let name = if text("meta:initial-creator").is_empty() { text("dc:creator") } else { text("meta:initial-creator") };
    metadata.creators = Some(name)
        .filter(|name| !name.is_empty())
        .map(|name| Creator { name, role: String::new() })
        .into_iter()
        .collect();
    let words = meta.elements().filter(|element| matches!(element.name.as_str(), "meta:keyword" | "dc:subject"));
    let words = words.map(Element::text).collect::<Vec<_>>().join(",");
    metadata.subjects = words.split([',', '،', ';', '؛']).map(html::folded).filter(|word| !word.is_empty()).collect();
    metadata
}

/// The walk through a text.
struct Walk<'a, 'b> {
    /// The files beside the text; a flat file has none.
    archive: Option<Archive<'b>>,
    styles: &'a Styles,
    /// Places that links name.
    anchors: BTreeSet<String>,
    gallery: Gallery,
    left_out: Vec<LeftOut>,
    notes: Vec<Note>,
    place: Place,
    /// Blocks of frames that wait for the end of their paragraph.
    boxes: Vec<crate::rescue::found::Block>,
    /// How far lists counted, by their style.
    counted: Vec<(String, u64)>,
    metadata: Metadata,
}

impl Walk<'_, '_> {
    /// Tells of something that is left out.
    fn leave_out(&mut self, rule: &'static str, text: &str) {
        LeftOut::tell(&mut self.left_out, rule, text, self.place);
    }
}
