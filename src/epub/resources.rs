//! Files beside the text: images, faces with their licences, extra CSS.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::book::Book;
use crate::font::{Faces, embedded};
use crate::style::Role;

use super::Options;
use super::container::Resource;
use super::facts::{Facts, Place};
use super::fonts::EmbeddedFace;
use super::names::{self, Names};

/// Every file beside the text, in the order of the package document.
pub(super) fn collect<'a>(
    book: &'a Book,
    names: &Names,
    facts: &Facts,
    embedded: &'a [EmbeddedFace],
    faces: &'a Faces,
    options: &'a Options,
) -> Vec<Resource<'a>> {
    let plain = |href: String, media_type, data: &'a [u8]| Resource {
        href,
        media_type,
        data: Cow::Borrowed(data),
        is_cover: false,
    };
    let css = options.extra_css.iter();
    let css = css.map(|css| plain(names::EXTRA_STYLESHEET.to_owned(), "text/css", css.as_bytes()));
    let cover = book.cover.iter().map(|cover| {
        let image = plain(names::cover_image(cover), names::image_type(cover.format), &cover.data);
        Resource { is_cover: true, ..image }
    });
    let images = facts.images.iter().filter_map(|id| {
        let image = book.images.get(id.0 as usize)?;
        Some(plain(names.image(*id).to_owned(), names::image_type(image.format), &image.data))
    });
    let drawings = facts.drawings.iter().map(|(href, svg)| Resource {
        href: href.clone(),
        media_type: "image/svg+xml",
        data: Cow::Owned(svg.clone().into_bytes()),
        is_cover: false,
    });
    let is_first = |at: usize| embedded[..at].iter().all(|other| other.href != embedded[at].href);
    let files = embedded.iter().enumerate().filter(|(at, _)| is_first(*at));
    let fonts = files.map(|(_, face)| {
        let data = face.data.as_deref().unwrap_or_else(|| faces.get(face.id).data());
        plain(face.href.clone(), face.media_type, data)
    });
    css.chain(cover).chain(images).chain(drawings).chain(fonts).chain(licences(embedded, faces)).collect()
}

/// The licence of each family once; the families inside the program ask for theirs to go along.
fn licences(chosen: &[EmbeddedFace], faces: &Faces) -> Vec<Resource<'static>> {
    let families: BTreeSet<&str> = chosen.iter().map(|face| faces.get(face.id).family()).collect();
    let licence = |family: &str| {
        let text = embedded::licence_of(family)?;
        let name: String = family.chars().filter(char::is_ascii_alphanumeric).collect();
        let href = format!("fonts/OFL-{name}.txt");
        Some(Resource { href, media_type: "text/plain", data: Cow::Borrowed(text.as_bytes()), is_cover: false })
    };
    families.into_iter().filter_map(licence).collect()
}

/// Notes what the navigation document will hold.
pub(super) fn note_navigation(book: &Book, facts: &mut Facts) {
    for role in [Role::TocTitle, Role::TocPart, Role::TocEntry1, Role::TocEntry2, Role::TocEntry3] {
        facts.note_role(role);
    }
    let direction = book.metadata.direction;
    for entry in &book.outline {
        let role = if entry.level == 0 { Role::TocPart } else { Role::TocEntry1 };
        facts.note_text(Place::plain(role, direction), &book.numbered_title(entry.anchor, &entry.title));
    }
    let title = book.toc.title.as_deref().unwrap_or(&book.words.contents);
    facts.note_text(Place::plain(Role::TocTitle, direction), title);
}
