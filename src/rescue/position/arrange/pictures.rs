//! Images of the pages: figures in the flow of lines; scans and what is on every page are told and left out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::blocks::Other;
use super::lines::Line;
use super::paragraphs::Item;
use crate::rescue::found::{Found, Image, LeftOut, Picture, Place};
use crate::rescue::position::PositionedText;

/// An image at its place.
pub(super) struct Placed {
    pub(super) page: u32,
    top: f32,
    pub(super) picture: Picture,
}

/// Names the images of a file; what is no figure is told in what was left out.
pub(super) fn take(text: &PositionedText, found: &mut Found) -> Vec<Placed> {
    // Smaller ones are ornaments, in points.
    const LEAST: f32 = 20.0;
    let key = |bytes: &Arc<Vec<u8>>| Arc::as_ptr(bytes) as usize;
    let mut pages_of: BTreeMap<usize, usize> = BTreeMap::new();
    for image in text.pages.iter().flat_map(|page| &page.images) {
        *pages_of.entry(key(&image.bytes)).or_default() += 1;
    }
    let mut names: BTreeMap<usize, String> = BTreeMap::new();
    let mut told: BTreeMap<usize, usize> = BTreeMap::new();
    let mut placed = Vec::new();
    for page in &text.pages {
        let has_text = page.glyphs.iter().any(|glyph| !glyph.is_hidden && !glyph.text.trim().is_empty());
        for image in &page.images {
            let (width, height) = (image.area.right - image.area.left, image.area.bottom - image.area.top);
            let place = Place { page: Some(page.number), line: None };
            let repeats = pages_of.get(&key(&image.bytes)).is_some_and(|count| *count >= 3);
            let rule = match () {
                () if image.covers_page && !has_text => Some("rescue.scanned-page"),
                () if repeats || image.covers_page => Some("rescue.background-image"),
                () if !(width >= LEAST && height >= LEAST) || image.bytes.is_empty() => Some("rescue.ornament"),
                () => None,
            };
            if let Some(rule) = rule {
                let id = key(&image.bytes);
                match told.get(&id) {
                    Some(at) if rule != "rescue.scanned-page" => found.left_out[*at].times += 1,
                    _ => {
                        told.insert(id, found.left_out.len());
                        let text = format!("{width:.0} × {height:.0} pt");
                        found.left_out.push(LeftOut { rule, text, place, times: 1 });
                    }
                }
                continue;
            }
            let count = found.images.len() + 1;
            let name = names.entry(key(&image.bytes)).or_insert_with(|| {
                let name = format!("image-{count}.{}", ending(&image.bytes));
                found.images.push(Image { name: name.clone(), bytes: image.bytes.as_ref().clone() });
                name
            });
            let picture = Picture { name: name.clone(), alt: String::new() };
            placed.push(Placed { page: page.number, top: image.area.top, picture });
        }
    }
    placed
}

fn ending(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(&[0xFF, 0xD8]) { "jpg" } else { "png" }
}

/// The lines of all pages with the images before the first line below their tops.
pub(super) fn place(pages: Vec<Vec<Line>>, placed: Vec<Placed>) -> Vec<Item<Other>> {
    let mut items = Vec::new();
    let mut placed: Vec<Placed> = placed;
    placed.sort_by(|one, other| one.page.cmp(&other.page).then(one.top.total_cmp(&other.top)));
    let mut placed = placed.into_iter().peekable();
    let other =
        |placed: Placed| Item::Other(Other::Picture(placed.picture, Place { page: Some(placed.page), line: None }));
    for line in pages.into_iter().flatten() {
        while let Some(next) =
            placed.next_if(|next| next.page < line.page || (next.page == line.page && next.top < line.baseline))
        {
            items.push(other(next));
        }
        items.push(Item::Line(line));
    }
    items.extend(placed.map(other));
    items
}
