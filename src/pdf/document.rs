//! The frame of the file through printpdf: pages and their boxes, images, links, document information.
//!
//! What printpdf cannot write rightly is left to `finish`: content streams, fonts, outline, labels, metadata.

use std::sync::Arc;

use printpdf::{
    Actions, BorderArray, ColorArray, CustomPdfConformance, HighlightingMode, LinkAnnotation, OffsetDateTime, Op,
    PdfConformance, PdfDocument, PdfDocumentInfo, PdfPage, PdfSaveOptions, Pt, Rect as Area, XObject, XObjectId,
};

use crate::base::{Length, Rect, Size, Timestamp};
use crate::book::{Book, ImageId};
use crate::manifest::{Metadata, Role};
use crate::pages::{Page, Pages};

use super::content::image_name;
use super::image;
use super::inks::Inks;
use super::links::{Goal, Link};
use super::operators::tenths;
use crate::base::Error;

/// The program, as written into the file.
pub(super) const PRODUCER: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

/// The document without contents: page `n` has the links `links[n]`, in order.
///
/// # Errors
/// When an image cannot be read.
pub(super) fn frame(
    pages: &Pages,
    book: &Book,
    links: &[Vec<Link>],
    images: &[ImageId],
    modified: Timestamp,
) -> Result<lopdf::Document, Error> {
    let pages = pages.list.iter().zip(links).map(|(page, links)| empty_page(page, links, pages)).collect();
    frame_of(pages, book, images, (modified, None))
}

/// The document of sheets to print: their sizes, no contents.
///
/// # Errors
/// When an image cannot be read.
pub(super) fn sheets(
    sizes: &[Size],
    book: &Book,
    images: &[ImageId],
    (modified, inks): (Timestamp, Option<&Arc<Inks>>),
) -> Result<lopdf::Document, Error> {
    let sheet = |size: &Size| {
        let area = Area::from_wh(points(size.width), points(size.height));
        PdfPage { media_box: area.clone(), trim_box: area.clone(), crop_box: area, ops: Vec::new() }
    };
    frame_of(sizes.iter().map(sheet).collect(), book, images, (modified, inks))
}

fn frame_of(
    pages: Vec<PdfPage>,
    book: &Book,
    images: &[ImageId],
    (modified, inks): (Timestamp, Option<&Arc<Inks>>),
) -> Result<lopdf::Document, Error> {
    let mut pdf = PdfDocument::new(&book.metadata.title);
    pdf.metadata.info = information(&book.metadata, modified);
    for &id in images {
        let image = image::xobject(&book.images[id.0 as usize], inks)?;
        pdf.resources.xobjects.map.insert(XObjectId(image_name(id)), XObject::External(image));
    }
    pdf.pages = pages;
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    Ok(pdf.to_lopdf_document(&options, &mut Vec::new()))
}

/// The names of the authors, in order; of all creators when no one is called an author.
pub(super) fn authors(metadata: &Metadata) -> Vec<&str> {
    let named = |only_authors: bool| {
        let creators = metadata.creators.iter();
        creators
            .filter(move |creator| !only_authors || creator.role == Role::Author)
            .map(|creator| creator.name.as_str())
    };
    if named(true).next().is_some() { named(true).collect() } else { named(false).collect() }
}

fn information(metadata: &Metadata, modified: Timestamp) -> PdfDocumentInfo {
    let date = OffsetDateTime::from_unix_timestamp(modified.0).unwrap_or(PdfDocumentInfo::default().creation_date);
    PdfDocumentInfo {
        creation_date: date,
        modification_date: date,
        metadata_date: date,
        // No standard here: printpdf would add metadata and an output intent of its own.
        conformance: PdfConformance::Custom(CustomPdfConformance {
            requires_xmp_metadata: false,
            requires_icc_profile: false,
            ..CustomPdfConformance::default()
        }),
        document_title: metadata.title.clone(),
        author: authors(metadata).join(", "),
        creator: PRODUCER.to_owned(),
        producer: PRODUCER.to_owned(),
        keywords: metadata.subjects.iter().map(|subject| subject.name.clone()).collect(),
        subject: metadata.description.clone().unwrap_or_default(),
        ..PdfDocumentInfo::default()
    }
}

fn points(length: Length) -> Pt {
    // Thousandths of a point, the precision of everything in the file.
    Pt(super::operators::thousandths(length) as f32 / 1000.0)
}

/// A page whose only operators are its links; its boxes are equal, for the paper is the trim.
fn empty_page(page: &Page, links: &[Link], pages: &Pages) -> PdfPage {
    let area = Area::from_wh(points(page.size.width), points(page.size.height));
    let ops = links.iter().map(|link| Op::LinkAnnotation { link: annotation(link, page, pages) }).collect();
    PdfPage { media_box: area.clone(), trim_box: area.clone(), crop_box: area, ops }
}

fn annotation(link: &Link, page: &Page, pages: &Pages) -> LinkAnnotation {
    let action = match &link.goal {
        Goal::Url(address) => Actions::uri(address.clone()),
        Goal::Place(destination) => {
            let index = destination.page as usize;
            let height = pages.list.get(index).map_or(Length::ZERO, |page| page.size.height);
            // printpdf counts pages from 1 here.
            let top = Some(tenths(height - destination.at.y));
            Actions::go_to(printpdf::Destination::Xyz { page: index + 1, left: None, top, zoom: None })
        }
    };
    let invisible = BorderArray::Solid([0.0; 3]);
    let area = upright(link.area, page.size.height);
    LinkAnnotation::new(area, action, Some(invisible), Some(ColorArray::Transparent), Some(HighlightingMode::Invert))
}

/// A rectangle of the page in PDF axes, origin at the lower left.
fn upright(area: Rect, height: Length) -> Area {
    Area {
        x: points(area.origin.x),
        y: points(height - area.bottom()),
        ..Area::from_wh(points(area.size.width), points(area.size.height))
    }
}
