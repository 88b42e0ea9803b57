//! Any PDF on sheets: its pages become forms, which the sheets draw as they draw the pages of a book.
//!
//! Steps: read the file and find its pages with what they inherit (`tree`), make each a form of its own with what is drawn over
//! it (`form`, `overlay`), take along the objects that those need and no others (`moved`), draw them on the sheets, and look at
//! what stands against a standard where one is asked for (`standard`).
//! Text, faces and images stay what they are. Structure, outlines and links are for readers of the file and stay behind.

mod form;
mod moved;
mod overlay;
mod standard;
mod tree;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, dictionary};

use crate::base::{Diagnostic, Diagnostics, Direction, Error, Language, Length, Size, Timestamp};
use crate::manifest::{Catalogue, Metadata};

use super::press::{self, Job};
use super::stream::{digest, name};
use super::{document, plates, save, x4};
use moved::Moved;
use tree::Leaf;

/// What a stream may grow to when it is inflated: a small file could fill the memory otherwise.
const MOST: usize = 512 << 20;
/// Pages whose sizes differ by less than this, in points, are of one size: a third of a millimetre.
const NEAR: f64 = 1.0;

/// A PDF that was read. Filled by [`Foreign::read`]; its sizes are read by impose, all of it by [`write()`].
#[derive(Debug)]
pub struct Foreign {
    document: Document,
    leaves: Vec<Leaf>,
}

/// Two pages of different sizes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unlike {
    /// The first page that differs from page 1, from 0.
    pub page: usize,
    /// Its size.
    pub size: Size,
}

impl Foreign {
    /// Reads a PDF.
    ///
    /// # Errors
    /// When it is encrypted, damaged, or has no pages.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        if !bytes.windows(5).take(1024).any(|window| window == b"%PDF-") {
            return Err(Error::new("this is no PDF"));
        }
        let document = match Document::load_mem_with_options(bytes, LoadOptions::with_max_decompressed_size(MOST)) {
            Ok(document) => document,
            Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_)) => return Err(encrypted()),
            // What hides objects from the reader looks like damage.
            Err(_) if bytes.windows(8).any(|window| window == b"/Encrypt") => return Err(encrypted()),
            Err(cause) => return Err(Error::because(DAMAGED, cause)),
        };
        if document.trailer.has(b"Encrypt") || document.was_encrypted() {
            return Err(encrypted());
        }
        let leaves = tree::leaves(&document)?;
        if leaves.is_empty() {
            return Err(Error::new("the PDF has no pages"));
        }
        Ok(Self { document, leaves })
    }

    /// How many pages it has.
    pub fn count(&self) -> usize {
        self.leaves.len()
    }

    /// The size of its pages as they are cut: of the trim box, else of the crop box, else of the media box.
    ///
    /// # Errors
    /// When another page has another size.
    pub fn size(&self) -> Result<Size, Unlike> {
        let (width, height) = self.leaves[0].size();
        let is_unlike = |(w, h): (f64, f64)| (w - width).abs() > NEAR || (h - height).abs() > NEAR;
        match self.leaves.iter().position(|leaf| is_unlike(leaf.size())) {
            Some(page) => Err(Unlike { page, size: lengths(self.leaves[page].size()) }),
            None => Ok(lengths((width, height))),
        }
    }

    /// The size of its first page.
    pub fn first_size(&self) -> Size {
        lengths(self.leaves[0].size())
    }

    /// The day on which it says that it was made, else the first day that other programs know.
    pub fn created(&self) -> Timestamp {
        let information = tree::entry(&self.document, &self.document.trailer, b"Info");
        let date = information.and_then(|information| information.as_dict().ok()?.get(b"CreationDate").ok());
        let date = date.and_then(|date| standard::text(&self.document, date)).unwrap_or_default();
        let part = |from: usize, to: usize| date.strip_prefix("D:")?.get(from..to)?.parse::<i64>().ok();
        match (part(0, 4), part(4, 6).unwrap_or(1), part(6, 8).unwrap_or(1)) {
            (Some(year @ 1980..), month @ 1..=12, day @ 1..=31) => Timestamp::from_date(year, month, day),
            _ => Timestamp::from_date(1980, 1, 1),
        }
    }

    /// The direction in which it says that its pages are read (PDF 1.7 §12.2).
    pub fn direction(&self) -> Option<Direction> {
        let preferences = tree::entry(&self.document, self.document.catalog().ok()?, b"ViewerPreferences")?;
        match tree::entry(&self.document, preferences.as_dict().ok()?, b"Direction")?.as_name().ok()? {
            b"R2L" => Some(Direction::Rtl),
            b"L2R" => Some(Direction::Ltr),
            _ => None,
        }
    }
}

const DAMAGED: &str = "the PDF is damaged (a program that mends PDFs, such as `qpdf --linearize IN OUT`, may help)";

fn encrypted() -> Error {
    Error::new("the PDF is encrypted (save it without a password first, if its owner allows it)")
}

fn lengths((width, height): (f64, f64)) -> Size {
    Size { width: Length::pt(width), height: Length::pt(height) }
}

/// Writes the sides of the sheets, a page of the file each, in the order in which they are printed; each page in the middle of
/// the size that was planned with.
///
/// # Errors
/// When the contents of a page cannot be read.
pub fn write(foreign: Foreign, size: Size, job: &Job<'_>, diagnostics: &mut Diagnostics) -> Result<Vec<u8>, Error> {
    let Foreign { document: source, leaves } = foreign;
    let size = (size.width.to_pt(), size.height.to_pt());
    let placed = press::placed(leaves.len(), job);
    // Contents first, in parallel: they are what is inflated.
    let contents = form::contents(&source, &leaves, &placed)?;
    let dropped = dropped(&source);
    let mut moved = Moved::new(source);
    let mut forms = vec![None; leaves.len()];
    let (mut identity, mut left_out) = (Vec::new(), 0);
    for (nth, (leaf, content)) in leaves.iter().zip(contents).enumerate() {
        let Some(content) = content else { continue };
        identity.push(digest([content.stream.content.as_slice()]));
        let (form, lost) = form::add(&mut moved, leaf, content, size, job.bleed.to_pt());
        forms[nth] = Some(form);
        left_out += lost;
    }
    let layers = moved.catalog_entry(b"OCProperties");
    let title = moved.information(b"Title").and_then(|title| standard::text(moved.source(), title));
    let information = information(&moved, job);
    let mut document = moved.finish();
    let is_grey = job.standard.is_some_and(|asked| asked.profile.components == 1);
    if job.standard.is_some() {
        let layers = layers.as_ref().map(|_| standard::Against::Layers);
        refuse(standard::against(&document, is_grey).into_iter().chain(layers).collect())?;
    }
    let pages = sheets(&mut document, (job, is_grey), &forms);
    let mut catalog = dictionary! { "Type" => name("Catalog"), "Pages" => pages };
    if let Some(layers) = layers {
        catalog.set("OCProperties", layers);
    }
    let catalog = document.add_object(catalog);
    let information = document.add_object(information);
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", information);
    let id = digest(identity.iter().map(<[u8; 32]>::as_slice));
    if let Some(asked) = job.standard {
        let mut number = [0; 16];
        number.copy_from_slice(&id[..16]);
        let metadata = metadata(title.unwrap_or_default());
        x4::claim(&mut document, asked, &metadata, job.modified, number)?;
    }
    let id = Object::String(id[..16].to_vec(), lopdf::StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    report(&dropped, left_out, diagnostics);
    let unused = document.new_object_id();
    let numbers = save::numbers(&document, unused);
    Ok(save::bytes(document, &numbers, &[]))
}

/// What of the file is of no use on paper, in words.
fn dropped(source: &Document) -> Vec<&'static str> {
    let parts: [(&[u8], &str); 4] =
        [(b"StructTreeRoot", "structure"), (b"Outlines", "bookmarks"), (b"AcroForm", "forms"), (b"Names", "names")];
    let Ok(catalog) = source.catalog() else { return Vec::new() };
    parts.into_iter().filter(|(key, _)| catalog.has(key)).map(|(_, word)| word).collect()
}

fn report(dropped: &[&str], left_out: usize, diagnostics: &mut Diagnostics) {
    if !dropped.is_empty() {
        let message = format!("left behind, for it is of no use on paper: {}", dropped.join(", "));
        diagnostics.push(Diagnostic::note("print.left-behind", None, message));
    }
    if left_out > 0 {
        let noun = if left_out == 1 { "annotation is" } else { "annotations are" };
        let message = format!("{left_out} {noun} not printed: hidden, not meant for print, or without a picture");
        let hint = "flatten them in a PDF editor if they are to be seen";
        diagnostics.push(Diagnostic::warning("print.annotations", None, message).hint(hint));
    }
}

/// Title and author of the file, and who made the sheets.
fn information(moved: &Moved, job: &Job<'_>) -> Dictionary {
    let mut information = dictionary! { "Producer" => Object::string_literal(document::PRODUCER) };
    let mut keys = vec![&b"Title"[..], b"Author", b"Subject", b"CreationDate"];
    if job.standard.is_some() {
        // What stands here has to stand in the metadata too.
        keys.truncate(1);
        let at = job.modified.civil();
        let date =
            format!("D:{:04}{:02}{:02}{:02}{:02}{:02}Z", at.year, at.month, at.day, at.hour, at.minute, at.second);
        information.set("CreationDate", Object::string_literal(date.as_str()));
        information.set("ModDate", Object::string_literal(date));
        information.set("Creator", Object::string_literal(document::PRODUCER));
    }
    for key in keys {
        if let Some(text @ Object::String(..)) = moved.information(key) {
            information.set(key, text.clone());
        }
    }
    information
}

/// A claim is made whole or not at all: sheets that were ordered with one are not made without.
fn refuse(against: Vec<standard::Against>) -> Result<(), Error> {
    let (what, hints): (Vec<&str>, Vec<&str>) = against.into_iter().map(standard::Against::words).unzip();
    let Some(hint) = hints.first() else { return Ok(()) };
    Err(Error::new(format!("the sheets cannot be PDF/X-4: {} ({hint}, or leave `--conformance` out)", what.join("; "))))
}

/// What the metadata of sheets say: their title.
fn metadata(title: String) -> Metadata {
    Metadata {
        title,
        subtitle: None,
        language: Language::new("und"),
        direction: Direction::Ltr,
        identifier: String::new(),
        creators: Vec::new(),
        publisher: None,
        date: None,
        rights: None,
        description: None,
        subjects: Vec::new(),
        series: None,
        edition: None,
        original_title: None,
        catalogue: Catalogue::default(),
    }
}

/// The pages of the new file; gives their tree.
fn sheets(document: &mut Document, (job, is_grey): (&Job<'_>, bool), forms: &[Option<ObjectId>]) -> ObjectId {
    let tree = document.new_object_id();
    let plates = document.add_object(plates::all_plates(is_grey));
    let mut kids = Vec::with_capacity(job.sheets.sides.len());
    for (nth, content) in press::contents(job, is_grey).into_iter().enumerate() {
        let contents = document.add_object(content);
        let own = press::resources(nth, job, forms, plates);
        let corners = [Length::ZERO, Length::ZERO, job.sheets.size.width, job.sheets.size.height];
        let mut page = dictionary! {
            "Type" => name("Page"),
            "Parent" => tree,
            "MediaBox" => corners.map(press::number).to_vec(),
            "Resources" => own,
            "Contents" => contents,
        };
        press::boxes(&mut page, job);
        kids.push(Object::Reference(document.add_object(page)));
    }
    let count = i64::try_from(kids.len()).unwrap_or(0);
    document.set_object(tree, dictionary! { "Type" => name("Pages"), "Kids" => kids, "Count" => count });
    tree
}
