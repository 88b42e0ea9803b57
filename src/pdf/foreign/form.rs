//! A page as a form: its streams as one, its space turned and moved so that its trim begins at nought (PDF 1.7 §8.10).

use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use rayon::prelude::*;

use super::super::stream::{deflated, name};
use super::MOST;
use super::moved::Moved;
use super::overlay;
use super::tree::{Leaf, common, resolve};
use crate::base::Error;

/// What a page draws, as one stream.
#[derive(Debug)]
pub(super) struct Content {
    /// Its bytes and how they are filtered.
    pub(super) stream: Stream,
}

/// The contents of the pages that are placed.
pub(super) fn contents(document: &Document, leaves: &[Leaf], placed: &[bool]) -> Result<Vec<Option<Content>>, Error> {
    let one = |(leaf, is_placed): (&Leaf, &bool)| is_placed.then(|| content(document, leaf)).transpose();
    leaves.par_iter().zip(placed).map(one).collect()
}

fn content(document: &Document, leaf: &Leaf) -> Result<Content, Error> {
    let streams: Vec<&Stream> = match leaf.contents.as_ref().and_then(|contents| resolve(document, contents)) {
        None => Vec::new(),
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(items)) => {
            let streams = items.iter().map(|item| resolve(document, item).and_then(|item| item.as_stream().ok()));
            streams.collect::<Option<_>>().ok_or_else(|| damaged(leaf))?
        }
        Some(_) => return Err(damaged(leaf)),
    };
    if leaf.contents.as_ref().is_some_and(|contents| matches!(contents, Object::Reference(_))) && streams.is_empty() {
        let is_empty_list = leaf.contents.as_ref().and_then(|contents| resolve(document, contents)).is_some();
        if !is_empty_list {
            return Err(damaged(leaf));
        }
    }
    let decoded = streams.iter().map(|stream| decoded(document, stream)).collect::<Option<Vec<_>>>();
    let decoded = decoded.ok_or_else(|| damaged(leaf))?;
    // What is one stream already stays as it is, unless it is filtered in a way that forms are better without.
    if let ([stream], true) = (&streams[..], is_plain(streams.first().copied())) {
        let dictionary = stream.dict.get(b"Filter").ok().map(|_| dictionary! { "Filter" => name("FlateDecode") });
        return Ok(Content { stream: Stream::new(dictionary.unwrap_or_default(), stream.content.clone()) });
    }
    Ok(Content { stream: deflated(Dictionary::new(), &decoded.join(&b'\n')) })
}

fn damaged(leaf: &Leaf) -> Error {
    Error::new(format!("the PDF is damaged: the contents of page {} cannot be read", leaf.number))
}

/// Whether a stream is not filtered, or deflated without a predictor.
fn is_plain(stream: Option<&Stream>) -> bool {
    let Some(stream) = stream else { return false };
    let is_deflated = match stream.dict.get(b"Filter") {
        Err(_) => true,
        Ok(Object::Name(filter)) => filter == b"FlateDecode",
        Ok(_) => false,
    };
    is_deflated && !stream.dict.has(b"DecodeParms") && !stream.dict.has(b"F")
}

/// The bytes of a stream; `None` if they are damaged.
///
/// Half of a page would be printed without a word where a stream breaks off, so all of it has to be there.
pub(super) fn decoded(document: &Document, stream: &Stream) -> Option<Vec<u8>> {
    if is_plain(Some(stream)) {
        if !stream.dict.has(b"Filter") || stream.content.is_empty() {
            return Some(stream.content.clone());
        }
        let mut bytes = Vec::new();
        let most = u64::try_from(MOST).unwrap_or(u64::MAX);
        ZlibDecoder::new(stream.content.as_slice()).take(most).read_to_end(&mut bytes).ok()?;
        return Some(bytes);
    }
    let mut own = stream.clone();
    for key in [&b"Filter"[..], b"DecodeParms"] {
        if let Some(value) = stream.dict.get(key).ok().and_then(|value| resolve(document, value)) {
            let value = match value {
                Object::Array(items) => {
                    Object::Array(items.iter().filter_map(|item| resolve(document, item).cloned()).collect())
                }
                other => other.clone(),
            };
            own.dict.set(key, value);
        }
    }
    own.decompressed_content_with_limit(MOST).ok()
}

/// Adds a page as a form of a size; gives it, and how many of its annotations are not drawn.
pub(super) fn add(moved: &mut Moved, leaf: &Leaf, content: Content, size: (f64, f64), bleed: f64) -> (ObjectId, usize) {
    let over = bleed / leaf.unit;
    let [left, bottom, right, top] = leaf.trim;
    let area = common([left - over, bottom - over, right + over, top + over], leaf.media);
    let resources = match leaf.resources.clone() {
        Some(resources) => moved.bring(resources),
        None => Object::Dictionary(Dictionary::new()),
    };
    let mut stream = content.stream;
    head(&mut stream.dict, area, resources);
    if let Some(group) = leaf.group.clone().and_then(|group| group_of(moved, &group)) {
        stream.dict.set("Group", group);
    }
    let (drawn, lost) = overlay::drawn(moved, &leaf.annotations);
    if drawn.is_empty() {
        stream.dict.set("Matrix", matrix(leaf, size));
        return (moved.add_stream(stream), lost);
    }
    let page = moved.add_stream(stream);
    let mut outer = overlay::over(page, &drawn);
    let own = outer.dict.remove(b"Resources").unwrap_or(Object::Null);
    head(&mut outer.dict, area, own);
    outer.dict.set("Matrix", matrix(leaf, size));
    (moved.add_stream(outer), lost)
}

fn head(dictionary: &mut Dictionary, area: [f64; 4], resources: Object) {
    dictionary.set("Type", name("XObject"));
    dictionary.set("Subtype", name("Form"));
    dictionary.set("BBox", area.map(real).to_vec());
    dictionary.set("Resources", resources);
}

/// How a page is blended: for itself, whatever lies below (PDF 1.7 §11.6.6).
fn group_of(moved: &mut Moved, group: &Object) -> Option<Object> {
    let group = resolve(moved.source(), group)?.as_dict().ok()?.clone();
    let Object::Dictionary(mut group) = moved.bring(Object::Dictionary(group)) else { return None };
    group.set("I", true);
    Some(Object::Dictionary(group))
}

/// A number of the new file.
pub(super) fn real(value: f64) -> Object {
    // Thousandths, as everywhere; whole numbers without a point.
    let rounded = (value * 1000.0).round() / 1000.0;
    if rounded.fract() == 0.0 { Object::Integer(rounded as i64) } else { Object::Real(rounded as f32) }
}

/// From the space of a page to that of its form: its trim, turned as it is shown, in the middle of the common size.
fn matrix(leaf: &Leaf, (width, height): (f64, f64)) -> Vec<Object> {
    let [left, bottom, right, top] = leaf.trim;
    let unit = leaf.unit;
    let [a, b, c, d, e, f] = match leaf.turns {
        0 => [1.0, 0.0, 0.0, 1.0, -left, -bottom],
        1 => [0.0, -1.0, 1.0, 0.0, -bottom, right],
        2 => [-1.0, 0.0, 0.0, -1.0, right, top],
        _ => [0.0, 1.0, -1.0, 0.0, top, -left],
    };
    let own = leaf.size();
    let (across, along) = ((width - own.0) / 2.0, (height - own.1) / 2.0);
    [a * unit, b * unit, c * unit, d * unit, e * unit + across, f * unit + along].map(real).to_vec()
}
