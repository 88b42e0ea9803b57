//! Images of the pages: figures in the flow of lines; scans and what is on every page are told and left out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::blocks::{self, Other};
use super::boxes::Frame;
use super::lines::Line;
use super::paragraphs::Item;
use super::tables::Grid;
use crate::rescue::found::{Found, Image, LeftOut, Picture, Place};
use crate::rescue::position::{Area, PositionedText};

/// An image at its place.
pub(super) struct Placed {
    pub(super) page: u32,
    area: Area,
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
            placed.push(Placed { page: page.number, area: image.area, picture });
        }
    }
    placed
}

fn ending(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(&[0xFF, 0xD8]) { "jpg" } else { "png" }
}

/// The lines of all pages with the images and the grids at their places.
///
/// An image stands before the first line below its top of the column that it is in; a grid where it was taken.
pub(super) fn place(
    pages: Vec<Vec<Line>>,
    mut placed: Vec<Placed>,
    grids: Vec<Grid>,
    frames: &[Vec<Frame>],
) -> Vec<Item<Other>> {
    let mut items = Vec::new();
    placed.sort_by(|one, other| one.page.cmp(&other.page).then(one.area.top.total_cmp(&other.area.top)));
    let mut placed = placed.into_iter().peekable();
    let mut grids = grids.into_iter().peekable();
    for ((lines, frames), number) in pages.into_iter().zip(frames).zip(1..) {
        let mut own: Vec<Entry> = lines.into_iter().map(Entry::Line).collect();
        while let Some(grid) = grids.next_if(|grid| grid.page <= number) {
            let at = own.iter().position(|entry| entry.number() > grid.number).unwrap_or(own.len());
            own.insert(at, Entry::Grid(grid));
        }
        while let Some(image) = placed.next_if(|image| image.page <= number) {
            let at = index(&image, &own);
            own.insert(at, Entry::Image(image));
        }
        items.extend(own.into_iter().map(|entry| entry.item(frames)));
    }
    items
}

/// What stands on a page.
enum Entry {
    Line(Line),
    Grid(Grid),
    Image(Placed),
}

impl Entry {
    fn first_line(&self) -> Option<&Line> {
        match self {
            Self::Line(line) => Some(line),
            Self::Grid(grid) => grid.rows.iter().flatten().flatten().next(),
            Self::Image(_) => None,
        }
    }

    /// Its number on the page, in reading order.
    fn number(&self) -> u32 {
        match self {
            Self::Grid(grid) => grid.number,
            _ => self.first_line().map_or(0, |line| line.number),
        }
    }

    fn item(self, frames: &[Frame]) -> Item<Other> {
        match self {
            Self::Line(line) => Item::Line(line),
            Self::Grid(grid) => {
                let boxed = grid.rows.iter().flatten().flatten().next().map_or(0, |line| line.boxed);
                Item::Other(Other::Made(blocks::of_grid(grid), boxed))
            }
            Self::Image(image) => {
                let (x, y) = (
                    f32::midpoint(image.area.left, image.area.right),
                    f32::midpoint(image.area.top, image.area.bottom),
                );
                let boxed = frames.iter().find(|frame| frame.holds(x, y)).map_or(0, |frame| frame.number);
                Item::Other(Other::Picture(image.picture, Place { page: Some(image.page), line: None }, boxed))
            }
        }
    }
}

/// Where an image stands among what is on its page.
fn index(image: &Placed, entries: &[Entry]) -> usize {
    let middle = f32::midpoint(image.area.left, image.area.right);
    let line = |at: usize| entries[at].first_line();
    let is_below = |at: &usize| line(*at).is_some_and(|line| line.baseline > image.area.top);
    let holds = |line: &Line| line.frame.0 <= middle && line.frame.1 >= middle;
    // The nearest line that stands over or under it names its column.
    let away = |at: &usize| line(*at).map_or(f32::MAX, |line| (line.baseline - image.area.top).abs());
    let over = (0..entries.len()).filter(|at| line(*at).is_some_and(holds));
    let column = over.min_by(|one, other| away(one).total_cmp(&away(other))).and_then(line).map(|line| line.column);
    let in_column = |at: &usize| line(*at).is_some_and(|line| Some(line.column) == column);
    let all = || (0..entries.len()).filter(in_column);
    match all().find(is_below) {
        Some(at) => at,
        None => {
            all().next_back().map_or_else(|| (0..entries.len()).find(is_below).unwrap_or(entries.len()), |at| at + 1)
        }
    }
}
