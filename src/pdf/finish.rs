//! The frame made whole on lopdf: contents, fonts, outline, labels, names, metadata, and the catalog's promises.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::base::{Error, Length};
use crate::book::{Book, ImageId};
use crate::font::Faces;
use crate::manifest::Archival;
use crate::pages::Pages;

use super::claims::Claims;
use super::codes::FaceCodes;
use super::content::image_name;
use super::font::{self, FontKey, NamedFace};
use super::links::Link;
use super::objects::Numbers;
use super::operators::tenths;
use super::places;
use super::save::{self, Written};
use super::stream::{deflated, digest, name, text_string};
use super::structure::{PageObjects, link_key, page_key, structure};
use super::{Deflated, Options, attachments, icc, labels, outline, xmp};

/// Everything the frame is filled with.
pub(super) struct Parts<'a> {
    /// The pages.
    pub(super) pages: &'a Pages,
    /// The book.
    pub(super) book: &'a Book,
    /// The faces the codes come from.
    pub(super) faces: &'a Faces,
    /// Codes of each embedded face.
    pub(super) codes: &'a [FaceCodes],
    /// The embedded faces.
    pub(super) built: &'a [NamedFace],
    /// The links of each page.
    pub(super) links: &'a [Vec<Link>],
    /// What the file is to be.
    pub(super) options: &'a Options,
    /// What it claims.
    pub(super) claims: Claims,
}

/// Fills the frame; `contents` are those of the pages, in order. Gives the numbers of its objects in the
/// file and the objects of the structure, which are written already.
///
/// # Errors
/// When the frame is not as printpdf makes it.
pub(super) fn finish(
    document: &mut Document,
    parts: &Parts<'_>,
    contents: Vec<Deflated>,
) -> Result<(Numbers, Vec<Written>), Error> {
    document.version = "1.7".to_owned();
    let page_ids: Vec<ObjectId> = document.page_iter().collect();
    if page_ids.len() != contents.len() {
        return Err(Error::new("internal fault: the frame of the PDF has not as many pages as the book"));
    }
    let id = identifier(parts, &contents);
    let fonts = fonts(document, (parts.codes, parts.built, parts.faces), &contents);
    let images = images(document)?;
    let mut stale = Vec::new();
    let mut resources = Resources { fonts: &fonts, images: &images, shared: BTreeMap::new() };
    let mut objects = Vec::with_capacity(page_ids.len());
    let mut links_before = 0;
    for (number, ((page, content), links)) in page_ids.iter().zip(contents).zip(parts.links).enumerate() {
        let height = parts.pages.list[number].size.height;
        let keys = Keys { page: page_key(number), link: link_key(page_ids.len(), links_before), height };
        objects.push(fill_page(document, *page, content, (links, keys), &mut resources, &mut stale)?);
        links_before += links.len();
    }
    stale.sort_unstable();
    stale.dedup();
    for id in stale {
        document.objects.remove(&id);
    }
    finish_information(document)?;
    finish_catalog(document, parts, &page_ids)?;
    let id = Object::String(id[..16].to_vec(), lopdf::StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    let tree = document.new_object_id();
    let catalog = document.catalog_mut().map_err(fault("catalog"))?;
    catalog.set("StructTreeRoot", Object::Reference(tree));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    let numbers = save::numbers(document, tree);
    for page in &mut objects {
        page.links.iter_mut().chain([&mut page.page]).for_each(|(id, _)| *id = numbers.of(*id));
    }
    let written = structure(parts.pages, parts.book, parts.links, &objects, numbers.of(tree.0), parts.claims)?;
    Ok((numbers, written))
}

/// Keys of a page and of its first link in the parent tree, and the height of the page.
struct Keys {
    page: i64,
    link: i64,
    height: Length,
}

/// What pages draw with.
pub(super) struct Resources<'a> {
    /// The embedded faces.
    pub(super) fonts: &'a BTreeMap<FontKey, ObjectId>,
    /// The images by name.
    pub(super) images: &'a Dictionary,
    /// By fonts and images, the resources of a page before.
    pub(super) shared: BTreeMap<(Vec<FontKey>, Vec<ImageId>), ObjectId>,
}

pub(super) fn fault(what: &'static str) -> impl Fn(lopdf::Error) -> Error {
    move |cause| Error::because(format!("internal fault: the frame of the PDF has no {what}"), cause)
}

/// A digest of everything that is shown and said, in order.
fn identifier(parts: &Parts<'_>, contents: &[Deflated]) -> [u8; 32] {
    let packet = xmp::packet(&parts.book.metadata, parts.options.modified, parts.claims);
    let pages = contents.iter().map(|content| content.digest.as_slice());
    let faces = parts.built.iter().map(|named| named.base_font.as_bytes());
    digest(pages.chain(faces).chain([packet.as_bytes()]))
}

/// Adds the fonts that the pages use.
pub(super) fn fonts<'a>(
    document: &mut Document,
    (codes, built, faces): (&[FaceCodes], &[NamedFace], &Faces),
    contents: impl IntoIterator<Item = &'a Deflated>,
) -> BTreeMap<FontKey, ObjectId> {
    let used: BTreeSet<FontKey> = contents.into_iter().flat_map(|content| content.fonts.iter().copied()).collect();
    let mut fonts = BTreeMap::new();
    if used.is_empty() {
        return fonts;
    }
    let one_byte = font::add_one_byte(document);
    for ((face, codes), built) in (0..).zip(codes).zip(built) {
        let keys: Vec<FontKey> = used.iter().copied().filter(|key| key.face == face).collect();
        let ids = font::add(document, codes, faces.get(codes.source), built, &keys, one_byte);
        fonts.extend(keys.into_iter().zip(ids));
    }
    fonts
}

/// The images by name, from the resources that printpdf gave every page.
pub(super) fn images(document: &Document) -> Result<Dictionary, Error> {
    let Some(page) = document.page_iter().next() else { return Ok(Dictionary::new()) };
    let images = document
        .get_dictionary(page)
        .and_then(|page| document.get_dict_in_dict(page, b"Resources"))
        .and_then(|resources| document.get_dict_in_dict(resources, b"XObject"));
    images.cloned().map_err(fault("resources"))
}

/// Puts the real content in the place of printpdf's empty one, with the resources this page uses and no more.
fn fill_page(
    document: &mut Document,
    id: ObjectId,
    content: Deflated,
    (links, keys): (&[Link], Keys),
    resources: &mut Resources<'_>,
    stale: &mut Vec<ObjectId>,
) -> Result<PageObjects, Error> {
    let page = document.get_dictionary(id).map_err(fault("page"))?;
    let contents_id = page.get(b"Contents").and_then(Object::as_reference).map_err(fault("contents"))?;
    let resources_id = page.get(b"Resources").and_then(Object::as_reference).map_err(fault("resources"))?;
    let annotations = page.get(b"Annots").and_then(Object::as_array).cloned().map_err(fault("annotations"))?;
    let old = document.get_dictionary(resources_id).map_err(fault("resources"))?;
    // These are shared by all pages; from here on only pages that draw with the same share them.
    stale.extend(old.iter().filter_map(|(_, value)| value.as_reference().ok()));
    let used = (content.fonts.clone(), content.images.clone());
    let shared = *resources.shared.entry(used).or_insert(resources_id);
    if shared == resources_id {
        document.set_object(resources_id, page_resources(&content, resources));
    } else {
        stale.push(resources_id);
    }
    let stream = Stream::new(dictionary! { "Filter" => name("FlateDecode") }, content.bytes);
    document.set_object(contents_id, stream);
    let height = keys.height;
    let annotations = annotations.into_iter().zip(links).zip(keys.link..);
    let annotations = annotations.map(|((annotation, link), key)| finish_link(annotation, link, height, key));
    let ids: Vec<ObjectId> = annotations.map(|annotation| document.add_object(annotation)).collect();
    let page = document.get_dictionary_mut(id).map_err(fault("page"))?;
    if ids.is_empty() {
        page.remove(b"Annots");
    } else {
        page.set("Annots", ids.iter().map(|id| Object::from(*id)).collect::<Vec<_>>());
    }
    // Annotations are visited in the order of the structure, that is in reading order.
    page.set("Tabs", name("S"));
    page.set("Resources", shared);
    page.set("StructParents", keys.page);
    Ok(PageObjects { page: id, links: ids, marks: content.marks })
}

pub(super) fn page_resources(content: &Deflated, resources: &Resources<'_>) -> Dictionary {
    let mut own = Dictionary::new();
    if !content.fonts.is_empty() {
        let fonts = content.fonts.iter().map(|key| (key.name(), resources.fonts[key].into()));
        own.set("Font", Dictionary::from_iter(fonts));
    }
    let images = content.images.iter().filter_map(|&image| {
        let name = image_name(image);
        let object = resources.images.get(name.as_bytes()).ok()?.clone();
        Some((name, object))
    });
    let images = Dictionary::from_iter(images);
    if !images.is_empty() {
        own.set("XObject", images);
    }
    own
}

/// Adds what printpdf leaves out: a description, the print flag, and a plain destination instead of an action.
fn finish_link(annotation: Object, link: &Link, height: Length, key: i64) -> Object {
    let Object::Dictionary(mut annotation) = annotation else { return annotation };
    let area = link.area;
    let sides = [area.origin.x, height - area.bottom(), area.right(), height - area.origin.y];
    annotation.set("Rect", sides.map(|side| Object::Real(tenths(side))).to_vec());
    annotation.set("Contents", text_string(&link.contents));
    annotation.set("F", 4);
    annotation.set("StructParent", key);
    annotation.remove(b"C");
    let place = annotation.get(b"A").and_then(Object::as_dict).and_then(|action| action.get(b"D")).cloned();
    if let Ok(place) = place {
        annotation.remove(b"A");
        annotation.set("Dest", place);
    }
    Object::Dictionary(annotation)
}

/// Takes out what printpdf claims of PDF/X, and entries that say nothing.
pub(super) fn finish_information(document: &mut Document) -> Result<(), Error> {
    let id = document.trailer.get(b"Info").and_then(Object::as_reference).map_err(fault("information"))?;
    let info = document.get_dictionary_mut(id).map_err(fault("information"))?;
    for key in ["Trapped", "GTS_PDFXVersion", "Identifier"] {
        info.remove(key.as_bytes());
    }
    // Two bytes are the mark of UTF-16 alone.
    let empty = |value: &Object| value.as_str().is_ok_and(|text| text.len() <= 2);
    let empty: Vec<Vec<u8>> = info.iter().filter(|(_, value)| empty(value)).map(|(key, _)| key.clone()).collect();
    for key in empty {
        info.remove(&key);
    }
    Ok(())
}

fn finish_catalog(document: &mut Document, parts: &Parts<'_>, page_ids: &[ObjectId]) -> Result<(), Error> {
    let metadata = &parts.book.metadata;
    let packet = xmp::packet(metadata, parts.options.modified, parts.claims).into_bytes();
    // Not deflated, so that programs that know no PDF find it.
    let packet = Stream::new(dictionary! { "Type" => name("Metadata"), "Subtype" => name("XML") }, packet);
    let packet = document.add_object(packet.with_compression(false));
    let outline = outline::add(document, parts.pages, page_ids);
    let names = places::add_names(document, parts.pages, parts.book, page_ids);
    let labels = document.add_object(labels::labels(&parts.pages.list));
    let intent = parts.claims.archival.map(|_| output_intent(document));
    let files = match parts.claims.archival {
        Some(Archival::A3a) => attachments::add(document, &parts.options.attachments, parts.options.modified),
        _ => Vec::new(),
    };
    let catalog = document.catalog_mut().map_err(fault("catalog"))?;
    catalog.remove(b"PageLayout");
    catalog.set("PageMode", name(if outline.is_some() { "UseOutlines" } else { "UseNone" }));
    catalog.set("Lang", Object::string_literal(metadata.language.tag()));
    catalog.set("Metadata", packet);
    catalog.set("PageLabels", labels);
    let direction = if metadata.direction.is_rtl() { "R2L" } else { "L2R" };
    catalog.set("ViewerPreferences", dictionary! { "Direction" => name(direction), "DisplayDocTitle" => true });
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
    }
    let mut tree = Dictionary::new();
    if let Some(names) = names {
        tree.set("Dests", names);
    }
    if !files.is_empty() {
        catalog.set("AF", files.iter().map(|id| Object::from(*id)).collect::<Vec<_>>());
        tree.set("EmbeddedFiles", attachments::names(&parts.options.attachments, &files));
    }
    if !tree.is_empty() {
        catalog.set("Names", tree);
    }
    if let Some(intent) = intent {
        catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    }
    Ok(())
}

/// What grey and RGB mean (ISO 19005-2 §6.2.3).
fn output_intent(document: &mut Document) -> Dictionary {
    let profile = document.add_object(deflated(dictionary! { "N" => 3 }, &icc::srgb()));
    dictionary! {
        "Type" => name("OutputIntent"),
        "S" => name("GTS_PDFA1"),
        "OutputConditionIdentifier" => Object::string_literal(icc::NAME),
        "Info" => Object::string_literal(icc::NAME),
        "DestOutputProfile" => profile,
    }
}
