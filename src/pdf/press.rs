//! Sheets to print: each page becomes a form of its own, which the sheets draw where the plan wants it.
//!
//! Text, faces and images stay what they are; nothing is said of structure, nothing can be clicked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use rayon::prelude::*;

use crate::base::{Color, Diagnostics, Error, Length, Point, Size, Timestamp};
use crate::book::{Book, ImageFile, Turn};
use crate::font::Faces;
use crate::impose::marks::Marks;
use crate::impose::place::{Placed, Printed, Quarter, Sheets};
use crate::pages::{Page, Pages};

use super::content::Purpose;
use super::finish::{self, Resources, fault};
use super::inks::Inks;
use super::operators::{Operators, thousandths};
use super::stream::{Deflater, digest, name};
use super::x4;
pub use super::x4::{Asked, Profile};
use super::{Deflated, build, check, content, deflated as deflated_content, document, encode, images, plates, save};

/// What goes to the printer.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The sheets.
    pub sheets: &'a Sheets,
    /// The marks of each side, in order.
    pub marks: &'a [Marks],
    /// How many pages the book has.
    pub pages: usize,
    /// The slug of each side, in order, set as pages; none where no slug is wanted.
    pub slugs: &'a [Page],
    /// A page of the shape of a sheet that goes before all sides.
    pub guide: Option<&'a Page>,
    /// How far pages reach over their edges.
    pub bleed: Length,
    /// The date of creation and of change.
    pub modified: Timestamp,
    /// PDF/X-4, if it is asked for.
    pub standard: Option<&'a Asked>,
}

/// How far a slug keeps from the middle of the sheet, in millimetres.
const SLUG_GAP: f64 = 8.0;

/// Writes the sides of the sheets, a page of the file each, in the order in which they are printed.
///
/// # Errors
/// When an image or face cannot be read, and when a check finds a fault of this program.
pub fn write(
    pages: &Pages,
    book: &Book,
    faces: &Faces,
    job: &Job<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<u8>, Error> {
    let list: Vec<&Page> = pages.list.iter().chain(job.slugs).chain(job.guide).collect();
    let (codes, words) = encode(&list, faces);
    check::words(&codes, &words)?;
    let built = build(&codes, faces)?;
    let turns: Vec<Turn> = book.images.iter().map(ImageFile::turn).collect();
    let inks = job.standard.filter(|asked| asked.profile.components == 4);
    let inks = inks.and_then(|asked| Inks::new(&asked.profile.bytes)).map(Arc::new);
    let purpose = Purpose::Print(inks.clone());
    let is_placed = placed(pages.list.len(), job);
    let contents: Vec<Option<Deflated>> = list
        .par_iter()
        .zip(&words)
        .zip(&is_placed)
        .map_init(Deflater::new, |deflater, ((page, words), is_placed)| {
            is_placed.then(|| {
                let content = content::content(page, words, &codes, &turns, &purpose);
                let bytes = deflater.deflate(&content.bytes);
                deflated_content(content, bytes)
            })
        })
        .collect();
    let images = images(contents.iter().flatten());
    let sizes = vec![job.sheets.size; job.sheets.sides.len() + usize::from(job.guide.is_some())];
    let mut document = document::sheets(&sizes, book, &images, (job.modified, inks.as_ref()))?;
    document.version = "1.7".to_owned();
    let id = digest(contents.iter().flatten().map(|content| content.digest.as_slice()));
    let has_colour = contents.iter().flatten().any(|content| content.has_colour);
    let inked: BTreeSet<Color> = contents.iter().flatten().flat_map(|content| content.inked.iter().copied()).collect();
    if let (Some(asked), Some(inks)) = (job.standard, &inks) {
        x4::colours(&inked, inks, asked.span, diagnostics);
    }
    let fonts = finish::fonts(&mut document, (&codes.faces, &built, faces), contents.iter().flatten());
    let shown = finish::images(&document)?;
    let resources = Resources { fonts: &fonts, images: &shown, shared: BTreeMap::new() };
    let forms: Vec<Option<ObjectId>> = list
        .iter()
        .zip(contents)
        .map(|(page, content)| {
            content.map(|content| add_form(&mut document, page.size, content, &resources, job.bleed))
        })
        .collect();
    let claimed = job.standard.filter(|asked| x4::settle(asked, &document, &shown, book, has_colour, diagnostics));
    let is_grey = claimed.is_some_and(|asked| asked.profile.components == 1);
    let plates = document.add_object(plates::all_plates(is_grey));
    fill_sheets(&mut document, (job, is_grey), &forms, plates)?;
    finish::finish_information(&mut document)?;
    if let Some(asked) = claimed {
        let mut number = [0; 16];
        number.copy_from_slice(&id[..16]);
        x4::claim(&mut document, asked, &book.metadata, job.modified, number)?;
    }
    let id = Object::String(id[..16].to_vec(), lopdf::StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    let unused = document.new_object_id();
    let numbers = save::numbers(&document, unused);
    Ok(save::bytes(document, &numbers, &[]))
}

/// Which pages stand on any sheet.
pub(super) fn placed(count: usize, job: &Job<'_>) -> Vec<bool> {
    let mut placed = vec![false; count];
    for page in job.sheets.sides.iter().flat_map(|side| &side.pages) {
        placed[page.page] = true;
    }
    placed.extend(job.slugs.iter().zip(job.marks).map(|(_, marks)| marks.slug.is_some()));
    placed.extend(job.guide.map(|_| true));
    placed
}

/// A page as a form: its content as it is, cut at the bleed.
fn add_form(
    document: &mut Document,
    size: Size,
    content: Deflated,
    resources: &Resources<'_>,
    bleed: Length,
) -> ObjectId {
    let own = finish::page_resources(&content, resources);
    let corners = [-bleed, -bleed, size.width + bleed, size.height + bleed];
    document.add_object(Stream::new(
        dictionary! {
            "Type" => name("XObject"),
            "Subtype" => name("Form"),
            "BBox" => corners.map(number).to_vec(),
            "Resources" => own,
            "Filter" => name("FlateDecode"),
        },
        content.bytes,
    ))
}

pub(super) fn number(length: Length) -> Object {
    let thousandths = thousandths(length);
    if thousandths % 1000 == 0 {
        Object::Integer(thousandths / 1000)
    } else {
        Object::Real(thousandths as f32 / 1000.0)
    }
}

/// Puts pages and marks on the sheets of the frame.
fn fill_sheets(
    document: &mut Document,
    (job, is_grey): (&Job<'_>, bool),
    forms: &[Option<ObjectId>],
    plates: ObjectId,
) -> Result<(), Error> {
    let ids: Vec<ObjectId> = document.page_iter().collect();
    let before = usize::from(job.guide.is_some());
    if ids.len() != job.sheets.sides.len() + before {
        return Err(Error::new("internal fault: the frame of the PDF has not as many sheets as the plan"));
    }
    let mut stale = Vec::new();
    let guide = job.guide.map(|page| guide(page, job, forms));
    let sides = contents(job, is_grey).into_iter().enumerate();
    let sides = sides.map(|(nth, content)| (content, resources(nth, job, forms, plates)));
    for (id, (content, own)) in ids.into_iter().zip(guide.into_iter().chain(sides)) {
        let page = document.get_dictionary(id).map_err(fault("page"))?;
        let contents_id = page.get(b"Contents").and_then(Object::as_reference).map_err(fault("contents"))?;
        let resources_id = page.get(b"Resources").and_then(Object::as_reference).map_err(fault("resources"))?;
        let old = document.get_dictionary(resources_id).map_err(fault("resources"))?;
        stale.extend(old.iter().filter_map(|(_, value)| value.as_reference().ok()));
        document.set_object(resources_id, own);
        document.set_object(contents_id, content);
        let page = document.get_dictionary_mut(id).map_err(fault("page"))?;
        page.remove(b"Annots");
        boxes(page, job);
    }
    stale.sort_unstable();
    stale.dedup();
    for id in stale {
        document.objects.remove(&id);
    }
    Ok(())
}

/// The guide as a sheet, made so small that it fits: its content and what it draws with.
fn guide(page: &Page, job: &Job<'_>, forms: &[Option<ObjectId>]) -> (Stream, Dictionary) {
    let number = job.pages + job.slugs.len();
    let used = forms.get(number).copied().flatten().map(|form| (form_name(number), form.into()));
    let own = dictionary! { "XObject" => Dictionary::from_iter(used) };
    let scale = job.sheets.size.width.ratio_to(page.size.width);
    let content = format!("q\n{scale:.6} 0 0 {scale:.6} 0 0 cm\n/{} Do\nQ\n", form_name(number));
    (Deflater::new().stream(content.as_bytes()), own)
}

/// The contents of all sides.
pub(super) fn contents(job: &Job<'_>, is_grey: bool) -> Vec<Stream> {
    let sides = job.sheets.sides.par_iter().enumerate();
    let content = |deflater: &mut Deflater, (nth, side): (usize, &Printed)| {
        deflater.stream(&sheet(&side.pages, job.sheets, (marks_of(nth, job), slug(nth, job)), is_grey))
    };
    sides.map_init(Deflater::new, content).collect()
}

/// What a side draws with.
pub(super) fn resources(nth: usize, job: &Job<'_>, forms: &[Option<ObjectId>], plates: ObjectId) -> Dictionary {
    let pages = job.sheets.sides[nth].pages.iter().map(|page| page.page);
    let numbers = pages.chain(slug(nth, job).map(|slug| slug.page));
    let used = numbers.filter_map(|page| Some((form_name(page), forms.get(page).copied()??.into())));
    let mut own = dictionary! { "XObject" => Dictionary::from_iter(used) };
    if marks_of(nth, job).is_some_and(|marks| !marks.list.is_empty()) {
        own.set("ColorSpace", dictionary! { "All" => plates });
    }
    own
}

fn marks_of<'a>(nth: usize, job: &Job<'a>) -> Option<&'a Marks> {
    job.marks.get(nth)
}

/// Trim inside bleed inside paper (PDF 1.7 §14.11.2).
pub(super) fn boxes(page: &mut Dictionary, job: &Job<'_>) {
    let (sheet, block) = (job.sheets.size, job.sheets.lines.block);
    let corners = |over: Length| {
        let left = (block.origin.x - over).max(Length::ZERO);
        let right = (block.right() + over).min(sheet.width);
        let (top, bottom) = ((block.origin.y - over).max(Length::ZERO), (block.bottom() + over).min(sheet.height));
        [left, sheet.height - bottom, right, sheet.height - top].map(number).to_vec()
    };
    page.set("TrimBox", corners(Length::ZERO));
    page.set("BleedBox", corners(job.bleed.scale(job.sheets.scale)));
    page.remove(b"CropBox");
}

fn form_name(page: usize) -> String {
    format!("P{page}")
}

/// The operators of a side.
fn sheet(pages: &[Placed], sheets: &Sheets, (marks, slug): (Option<&Marks>, Option<Slug>), is_grey: bool) -> Vec<u8> {
    let mut out = Operators::default();
    let height = sheets.size.height;
    for page in pages {
        out.raw(b"q\n");
        let clip = page.clip;
        out.lengths(&[clip.origin.x, height - clip.bottom(), clip.size.width, clip.size.height]);
        out.raw(b"re W n\n");
        // Millionths: over the width of a page a thousandth would be seen.
        let scale = format!("{}{:.6}", if page.is_turned { "-" } else { "" }, sheets.scale);
        let scale = if scale.contains('.') { scale.trim_end_matches('0').trim_end_matches('.') } else { &scale };
        let at = if page.is_turned {
            Point { x: page.area.right(), y: page.area.origin.y }
        } else {
            Point { x: page.area.origin.x, y: page.area.bottom() }
        };
        match page.quarter {
            None => {
                out.raw(format!("{scale} 0 0 {scale} ").as_bytes());
                out.lengths(&[at.x, height - at.y]);
            }
            Some(Quarter::WithTheClock) => {
                out.raw(format!("0 -{scale} {scale} 0 ").as_bytes());
                out.lengths(&[page.area.origin.x, height - page.area.origin.y]);
            }
            Some(Quarter::AgainstTheClock) => {
                out.raw(format!("0 {scale} -{scale} 0 ").as_bytes());
                out.lengths(&[page.area.right(), height - page.area.bottom()]);
            }
        }
        out.raw(format!("cm\n/{} Do\nQ\n", form_name(page.page)).as_bytes());
    }
    if let Some(slug) = slug {
        slug.draw(height, &mut out);
    }
    plates::marks(marks.map_or(&[][..], |marks| &marks.list), height, is_grey, &mut out);
    out.into_bytes()
}

/// A slug in its place.
#[derive(Clone, Copy, Debug)]
struct Slug {
    /// Its number among the forms.
    page: usize,
    /// The corner where its axes begin, which is the lower left one unless it is upside down.
    at: Point,
    scale: f64,
    is_turned: bool,
}

/// The slug of a side, if there is room for it: made smaller if it would reach the middle of the sheet, where other marks stand.
fn slug(nth: usize, job: &Job<'_>) -> Option<Slug> {
    let (at, page, side) = (marks_of(nth, job)?.slug?, job.slugs.get(nth)?, job.sheets.sides.get(nth)?);
    let block = job.sheets.lines.block;
    let room = block.origin.x + block.size.width / 2 - at.x - Length::mm(SLUG_GAP);
    let scale = if page.size.width > room { room.max(Length::ZERO).ratio_to(page.size.width) } else { 1.0 };
    let at = if side.is_turned { at.turned_round(job.sheets.size) } else { at };
    (page.size.width > Length::ZERO).then_some(Slug { page: job.pages + nth, at, scale, is_turned: side.is_turned })
}

impl Slug {
    fn draw(&self, height: Length, out: &mut Operators) {
        let scale = format!("{}{:.6}", if self.is_turned { "-" } else { "" }, self.scale);
        out.raw(format!("q\n{scale} 0 0 {scale} ").as_bytes());
        out.lengths(&[self.at.x, height - self.at.y]);
        out.raw(format!("cm\n/{} Do\nQ\n", form_name(self.page)).as_bytes());
    }
}
