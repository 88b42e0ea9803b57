//! What of a finished PDF stands against PDF/X-4 (ISO 15930-7): faces, colours, layers, and what is none of paper's business.
//!
//! Everything that goes along is looked at. What cannot be told for certain counts as standing against it.

use std::collections::BTreeSet;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::form::decoded;
use super::tree::{entry, resolve};

/// What is found, and what helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Against {
    /// A face is not in the file.
    Face,
    /// Colours of screens.
    Rgb,
    /// Inks that a press of black has not.
    Inks,
    /// Layers that can be switched.
    Layers,
    /// Curves of another printer, or its language.
    Printer,
    /// Contents that cannot be read.
    Unreadable,
}

impl Against {
    /// What it is, and what helps.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Face => ("not all faces are embedded", "export it again with all fonts embedded"),
            Self::Rgb => ("it has colours that are no inks (RGB)", "export it again with the colours of the press"),
            Self::Inks => {
                ("it has colours, and the press black ink only", "name the profile of the press: `--profile press.icc`")
            }
            Self::Layers => ("it has layers that can be switched", "flatten the layers first"),
            Self::Printer => ("it has settings of another printer", "export it again for PDF/X-4"),
            Self::Unreadable => ("some of its contents cannot be checked", "export it again for PDF/X-4"),
        }
    }
}

/// All that stands against the claim; `is_grey` if the press has black ink alone.
pub(super) fn against(document: &Document, is_grey: bool) -> BTreeSet<Against> {
    let mut survey = Survey { document, is_grey, found: BTreeSet::new() };
    let glyphs = glyphs(document);
    for (id, object) in &document.objects {
        survey.object(object);
        if let Object::Stream(stream) = object
            && (draws(&stream.dict) || glyphs.contains(id))
        {
            survey.contents(stream);
        }
    }
    survey.found
}

/// The streams that draw the glyphs of faces made of drawings (PDF 1.7 §9.6.5).
fn glyphs(document: &Document) -> BTreeSet<ObjectId> {
    let faces = document.objects.values().filter_map(|object| object.as_dict().ok());
    let glyphs = faces.filter_map(|face| entry(document, face, b"CharProcs")?.as_dict().ok());
    glyphs.flat_map(|glyphs| glyphs.iter().filter_map(|(_, glyph)| glyph.as_reference().ok())).collect()
}

/// Whether a stream is a form or a pattern.
fn draws(dictionary: &Dictionary) -> bool {
    let is_form = dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form");
    is_form || dictionary.get(b"PatternType").and_then(Object::as_i64).is_ok_and(|kind| kind == 1)
}

struct Survey<'a> {
    document: &'a Document,
    is_grey: bool,
    found: BTreeSet<Against>,
}

impl Survey<'_> {
    fn object(&mut self, object: &Object) {
        match object {
            Object::Name(name) => self.name(name),
            Object::Array(items) => items.iter().for_each(|item| self.object(item)),
            Object::Dictionary(dictionary) => self.dictionary(dictionary),
            Object::Stream(stream) => self.dictionary(&stream.dict),
            _ => {}
        }
    }

    fn name(&mut self, name: &[u8]) {
        match name {
            b"DeviceRGB" | b"RGB" => self.found.insert(Against::Rgb),
            b"DeviceCMYK" | b"CMYK" if self.is_grey => self.found.insert(Against::Inks),
            _ => false,
        };
    }

    fn dictionary(&mut self, dictionary: &Dictionary) {
        let has = |key: &[u8]| entry(self.document, dictionary, key).is_some();
        let name = |key: &[u8]| entry(self.document, dictionary, key).and_then(|value| value.as_name().ok());
        if dictionary.has_type(b"Font") && !self.is_embedded(dictionary) {
            self.found.insert(Against::Face);
        }
        if has(b"OCProperties") || dictionary.has_type(b"OCG") {
            self.found.insert(Against::Layers);
        }
        let is_state = dictionary.has_type(b"ExtGState") || has(b"TR") || has(b"TR2");
        let is_set = |key: &[u8]| has(key) && name(key) != Some(b"Default");
        let is_of_printer = is_state && (is_set(b"TR") || is_set(b"TR2") || has(b"HTP"));
        if is_of_printer || name(b"Subtype") == Some(b"PS") || has(b"OPI") {
            self.found.insert(Against::Printer);
        }
        // A colour space with a profile may name another for readers that know no profiles.
        let is_profile = has(b"N");
        dictionary
            .iter()
            .filter(|(key, _)| !(is_profile && key.as_slice() == b"Alternate"))
            .for_each(|(_, value)| self.object(value));
    }

    /// Whether a face is in the file; those that others are made of are looked at by themselves.
    fn is_embedded(&self, face: &Dictionary) -> bool {
        let kind = face.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if matches!(kind, b"Type0" | b"Type3") {
            return true;
        }
        let descriptor = entry(self.document, face, b"FontDescriptor").and_then(|found| found.as_dict().ok());
        let files: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
        descriptor.is_some_and(|found| files.iter().any(|file| entry(self.document, found, file).is_some()))
    }

    fn contents(&mut self, stream: &Stream) {
        let content = decoded(self.document, stream).and_then(|bytes| Content::decode(&bytes).ok());
        let Some(content) = content else {
            self.found.insert(Against::Unreadable);
            return;
        };
        for operation in &content.operations {
            match operation.operator.as_str() {
                "rg" | "RG" => {
                    self.found.insert(Against::Rgb);
                }
                "k" | "K" if self.is_grey => {
                    self.found.insert(Against::Inks);
                }
                "cs" | "CS" | "BI" => operation.operands.iter().for_each(|operand| self.object(operand)),
                _ => {}
            }
        }
    }
}

/// What an object of the information dictionary says.
pub(super) fn text(document: &Document, object: &Object) -> Option<String> {
    let bytes = resolve(document, object)?.as_str().ok()?;
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(units) => {
            let units: Vec<u16> = units.chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
            Some(String::from_utf16_lossy(&units))
        }
        None => Some(bytes.iter().map(|&byte| char::from(byte)).collect()),
    }
}
