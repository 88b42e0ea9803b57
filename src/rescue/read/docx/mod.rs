//! Word since 2007 (ISO/IEC 29500): paragraphs by their styles, lists by their numbers, notes, tables, images, links.
//!
//! Steps: open the parts (`package`), read styles and numbers (`styles`, `numbers`), walk the body (`body`) and the runs of its
//! paragraphs (`runs`). Of tracked changes what was put in is kept; what was taken out is told.

mod body;
mod numbers;
mod package;
mod runs;
mod styles;

use std::collections::{BTreeMap, BTreeSet};

use super::Fault;
use super::gallery::Gallery;
use super::tree::Element;
use crate::base::Language;
use crate::rescue::found::{Found, LeftOut, Note, Place};
use numbers::Numbers;
use package::Package;
use styles::Styles;

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<Found, Fault> {
    let mut package = Package::open(bytes)?;
    let document = package.document()?;
    let metadata = package.metadata();
    let styles = Styles::read(package.part("styles")?.as_ref());
    let numbers = Numbers::read(package.part("numbering")?.as_ref());
    let footnotes = package.part("footnotes")?;
    let endnotes = package.part("endnotes")?;
    let language = metadata.language.clone().or_else(|| styles.language.clone());
    let mut anchors = BTreeSet::new();
    for part in [Some(&document), footnotes.as_ref(), endnotes.as_ref()].into_iter().flatten() {
        part.each(&mut |element| anchors.extend(runs::anchor_named(element)));
    }
    let mut walk = Walk {
        package: &mut package,
        styles: &styles,
        numbers,
        language,
        anchors,
        gallery: Gallery::default(),
        left_out: Vec::new(),
        notes: Vec::new(),
        place: Place { page: Some(1), line: None },
        fields: Vec::new(),
        boxes: Vec::new(),
        metadata,
        part: "document",
    };
    let body = document.child("w:body");
    let blocks = body.map(|body| walk.blocks(body)).unwrap_or_default();
    let sources: BTreeMap<&str, &Element> = [("footnotes", &footnotes), ("endnotes", &endnotes)]
        .into_iter()
        .filter_map(|(name, part)| Some((name, part.as_ref()?)))
        .collect();
    let notes = walk.write_notes(&sources);
    let (images, lost) = walk.gallery.finish();
    let mut left_out = walk.left_out;
    left_out.extend(lost);
    let mut metadata = walk.metadata;
    metadata.language = metadata.language.or(walk.language);
    Ok(Found { metadata, blocks, notes, images, left_out, has_raw_lines: false })
}

/// The walk through a document.
struct Walk<'a, 'b> {
    package: &'a mut Package<'b>,
    styles: &'a Styles,
    numbers: Numbers,
    language: Option<Language>,
    /// Bookmarks that links name.
    anchors: BTreeSet<String>,
    gallery: Gallery,
    left_out: Vec<LeftOut>,
    /// Marks of notes that were met: part, id and label.
    notes: Vec<(&'static str, String, String)>,
    place: Place,
    /// Fields that are open, innermost last.
    fields: Vec<runs::Field>,
    /// Blocks of text boxes that wait for the end of their paragraph.
    boxes: Vec<crate::rescue::found::Block>,
    metadata: crate::rescue::found::Metadata,
    /// The part that is read, whose relations images and links name.
    part: &'static str,
}

impl Walk<'_, '_> {
    /// Tells of something that is left out.
    fn leave_out(&mut self, rule: &'static str, text: &str) {
        LeftOut::tell(&mut self.left_out, rule, text, self.place);
    }

    /// The label of a note.
    fn note(&mut self, part: &'static str, id: &str) -> String {
        if let Some((.., label)) = self.notes.iter().find(|(known, other, _)| *known == part && other == id) {
            return label.clone();
        }
        let label = (self.notes.len() + 1).to_string();
        self.notes.push((part, id.to_owned(), label.clone()));
        label
    }

    /// The notes whose marks were met; those in notes are met on the way.
    fn write_notes(&mut self, sources: &BTreeMap<&str, &Element>) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut at = 0;
        while let Some((part, id, label)) = self.notes.get(at).cloned() {
            at += 1;
            let source = sources
                .get(part)
                .and_then(|source| source.elements().find(|note| note.attribute("w:id") == Some(id.as_str())));
            let Some(source) = source else { continue };
            self.part = part;
            let place = Place::default();
            let mut blocks = self.blocks(source);
            if let Some(crate::rescue::found::Block {
                kind: crate::rescue::found::BlockKind::Paragraph(line), ..
            }) = blocks.first_mut()
            {
                crate::rescue::inlines::trim(line);
            }
            notes.push(Note { label, blocks, place });
        }
        notes
    }
}
