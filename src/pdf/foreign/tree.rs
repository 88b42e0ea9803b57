//! The pages of a file with what they inherit from the nodes above them (PDF 1.7 §7.7.3).
//!
//! Files are not trusted: nodes that lead back to themselves are gone through once, boxes are set right, and what is missing is
//! what readers take it for.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::base::Error;

/// A page of a file.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    /// Its number, from 1.
    pub(super) number: usize,
    /// What it draws: a stream or an array of streams, or references to them.
    pub(super) contents: Option<Object>,
    /// Faces, images and states by name.
    pub(super) resources: Option<Object>,
    /// How it is blended.
    pub(super) group: Option<Object>,
    /// What lies over it.
    pub(super) annotations: Vec<Object>,
    /// What is cut, in its own space: left, bottom, right, top.
    pub(super) trim: [f64; 4],
    /// What it may draw on.
    pub(super) media: [f64; 4],
    /// Quarter turns clockwise at which it is shown.
    pub(super) turns: u8,
    /// Points in a unit of its space.
    pub(super) unit: f64,
}

impl Leaf {
    /// Width and height as it is shown, in points.
    pub(super) fn size(&self) -> (f64, f64) {
        let [left, bottom, right, top] = self.trim;
        let (width, height) = ((right - left) * self.unit, (top - bottom) * self.unit);
        if self.turns.is_multiple_of(2) { (width, height) } else { (height, width) }
    }
}

/// Keys that are handed down.
const HANDED_DOWN: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];
/// The paper of a page that names none: readers take Letter.
const LETTER: [f64; 4] = [0.0, 0.0, 612.0, 792.0];
/// Sides of a page in points: from a twentieth of an inch to 100 metres.
const SIDES: std::ops::Range<f64> = 3.6..283_465.0;
/// References that lead to references: more are a ring.
const HOPS: usize = 32;

/// The object that a reference leads to; `None` where it leads nowhere.
pub(super) fn resolve<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    let mut object = object;
    for _ in 0..HOPS {
        match object {
            Object::Reference(id) => object = document.objects.get(id)?,
            Object::Null => return None,
            _ => return Some(object),
        }
    }
    None
}

/// An entry of a dictionary, resolved.
pub(super) fn entry<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    resolve(document, dictionary.get(key).ok()?)
}

/// A number.
pub(super) fn number(document: &Document, object: &Object) -> Option<f64> {
    match resolve(document, object)? {
        Object::Integer(value) => Some(*value as f64),
        Object::Real(value) => Some(f64::from(*value)),
        _ => None,
    }
    .filter(|value| value.abs() < 1e7)
}

/// So many numbers.
pub(super) fn numbers<const N: usize>(document: &Document, object: &Object) -> Option<[f64; N]> {
    let items = resolve(document, object)?.as_array().ok()?;
    let numbers: Vec<f64> = items.iter().filter_map(|item| number(document, item)).collect();
    numbers.try_into().ok()
}

/// A rectangle whose corners are in order.
pub(super) fn rectangle(document: &Document, object: &Object) -> Option<[f64; 4]> {
    let [a, b, c, d] = numbers(document, object)?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

/// All pages in order.
pub(super) fn leaves(document: &Document) -> Result<Vec<Leaf>, Error> {
    let catalog = document.catalog().map_err(|cause| Error::because(super::DAMAGED, cause))?;
    let Ok(root) = catalog.get(b"Pages") else { return Err(Error::new(super::DAMAGED)) };
    let mut leaves = Vec::new();
    let mut seen: BTreeSet<ObjectId> = BTreeSet::new();
    let mut stack = vec![(root.clone(), Dictionary::new())];
    while let Some((node, mut handed)) = stack.pop() {
        let Some(dictionary) = resolve(document, &node).and_then(|node| node.as_dict().ok()) else {
            // A page that is not there would shift all that follow.
            return Err(Error::new(super::DAMAGED));
        };
        for key in HANDED_DOWN {
            if let Ok(value) = dictionary.get(key) {
                handed.set(key, value.clone());
            }
        }
        match entry(document, dictionary, b"Kids").and_then(|kids| kids.as_array().ok()) {
            Some(kids) => {
                if node.as_reference().is_ok_and(|id| !seen.insert(id)) {
                    return Err(Error::new(super::DAMAGED));
                }
                stack.extend(kids.iter().rev().map(|kid| (kid.clone(), handed.clone())));
            }
            None if dictionary.has_type(b"Pages") => {}
            None => leaves.push(leaf(document, dictionary, &handed, leaves.len() + 1)?),
        }
    }
    Ok(leaves)
}

fn leaf(document: &Document, page: &Dictionary, handed: &Dictionary, at: usize) -> Result<Leaf, Error> {
    let area = |dictionary: &Dictionary, key| {
        dictionary.get(key).ok().and_then(|value| rectangle(document, value)).filter(|area| is_any(*area))
    };
    let media = area(handed, &b"MediaBox"[..]).unwrap_or(LETTER);
    let inside = |area: Option<[f64; 4]>, of: [f64; 4]| {
        area.map(|area| common(area, of)).filter(|area| is_any(*area)).unwrap_or(of)
    };
    let crop = inside(area(handed, b"CropBox"), media);
    let trim = inside(area(page, b"TrimBox"), if page.has(b"TrimBox") { media } else { crop });
    let turns = handed.get(b"Rotate").ok().and_then(|value| number(document, value)).unwrap_or(0.0) as i64;
    let unit = page.get(b"UserUnit").ok().and_then(|value| number(document, value)).unwrap_or(1.0);
    let annotations = entry(document, page, b"Annots").and_then(|list| list.as_array().ok());
    let leaf = Leaf {
        number: at,
        contents: page.get(b"Contents").ok().cloned(),
        resources: handed.get(b"Resources").ok().cloned(),
        group: page.get(b"Group").ok().cloned(),
        annotations: annotations.cloned().unwrap_or_default(),
        trim,
        media,
        turns: u8::try_from(turns.div_euclid(90).rem_euclid(4)).unwrap_or(0),
        unit: if unit > 0.0 { unit } else { 1.0 },
    };
    let (width, height) = leaf.size();
    if SIDES.contains(&width) && SIDES.contains(&height) {
        return Ok(leaf);
    }
    Err(Error::new(format!("page {at} of the PDF measures {width:.1} × {height:.1} pt: it cannot be printed")))
}

fn is_any([left, bottom, right, top]: [f64; 4]) -> bool {
    right > left && top > bottom
}

/// What two rectangles have in common.
pub(super) fn common(one: [f64; 4], other: [f64; 4]) -> [f64; 4] {
    [one[0].max(other[0]), one[1].max(other[1]), one[2].min(other[2]), one[3].min(other[3])]
}
