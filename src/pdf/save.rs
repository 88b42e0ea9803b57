//! The file: objects in, bytes out, with object streams and a cross-reference stream (PDF 1.7 §7.5.7, §7.5.8).
//!
//! `lopdf::Document::save_modern` does the same in one thread, with two copies of every object, and leaves the
//! cross-reference stream as it is: a third of the time and memory of a book of 2 000 pages.

use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use rayon::prelude::*;

use super::objects::{self, Numbers};
use super::stream::{deflate, deflate_objects, name};

/// Objects of one object stream: readers inflate a whole one for any of its objects, some 100 kB. Of 200 objects each they
/// would be a twentieth larger.
const IN_ONE_STREAM: usize = 1000;

/// Bytes of an entry of the cross-reference stream: type, offset or stream, generation or index.
const FIELDS: [usize; 3] = [1, 4, 2];

/// An object that is no stream.
enum Plain<'a> {
    Object(&'a Object),
    Written(&'a [u8]),
}

/// Where an object is found.
#[derive(Clone, Copy, Debug)]
enum Entry {
    Free,
    Offset(u32),
    Inside { stream: u32, index: u16 },
}

/// An object that is written already; no stream.
#[derive(Debug)]
pub(super) struct Written {
    /// Its number.
    pub(super) number: u32,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// The numbers that the objects of a document have in the file: streams first, so that like stands beside like in the
/// cross-reference stream. What is written already comes after them; `first` stands for the first of that.
pub(super) fn numbers(document: &Document, first: ObjectId) -> Numbers {
    let is_stream = |object: &Object| matches!(object, Object::Stream(_));
    let of_kind = |streams: bool| {
        document.objects.iter().filter(move |(_, object)| is_stream(object) == streams).map(|(id, _)| *id)
    };
    Numbers::new(of_kind(true).chain(of_kind(false)).chain([first]))
}

/// The bytes of a document, and of objects that are written already with the numbers after those of the document.
pub(super) fn bytes(document: Document, numbers: &Numbers, written: &[Written]) -> Vec<u8> {
    let (streams, plain): (Vec<_>, Vec<_>) =
        document.objects.into_iter().partition(|(_, object)| matches!(object, Object::Stream(_)));
    let plain: Vec<(u32, Plain<'_>)> = plain
        .iter()
        .map(|((number, _), object)| (numbers.of(*number), Plain::Object(object)))
        .chain(written.iter().map(|object| (object.number, Plain::Written(&object.bytes))))
        .collect();
    let packed: Vec<Stream> = plain.par_chunks(IN_ONE_STREAM).map(|objects| pack(objects, numbers)).collect();
    let first_packed = u32::try_from(streams.len() + plain.len() + 1).expect("object numbers have 32 bits");
    let count = u32::try_from(packed.len()).expect("object numbers have 32 bits");
    let mut entries = vec![Entry::Free; (first_packed + count + 1) as usize];
    for (stream, chunk) in (first_packed..).zip(plain.chunks(IN_ONE_STREAM)) {
        for (index, (id, _)) in (0u16..).zip(chunk) {
            entries[*id as usize] = Entry::Inside { stream, index };
        }
    }
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    for ((id, _), object) in streams {
        if let Object::Stream(stream) = object {
            write_stream(&mut out, (numbers.of(id), numbers), &stream, &mut entries);
        }
    }
    for (id, stream) in (first_packed..).zip(&packed) {
        write_stream(&mut out, (id, &Numbers::default()), stream, &mut entries);
    }
    finish(&mut out, first_packed + count, entries, &document.trailer, numbers);
    out
}

/// An object stream: numbers and offsets of its objects, then the objects.
fn pack(objects: &[(u32, Plain<'_>)], numbers: &Numbers) -> Stream {
    let (mut index, mut body) = (String::new(), Vec::new());
    for (id, object) in objects {
        index.push_str(&format!("{id} {} ", body.len()));
        match object {
            Plain::Object(object) => objects::write(&mut body, object, numbers),
            Plain::Written(bytes) => body.extend_from_slice(bytes),
        }
        body.push(b'\n');
    }
    let first = i64::try_from(index.len()).expect("an index of 1000 objects is short");
    let count = i64::try_from(objects.len()).expect("1000 at most");
    let mut content = index.into_bytes();
    content.append(&mut body);
    let dictionary =
        dictionary! { "Type" => name("ObjStm"), "N" => count, "First" => first, "Filter" => name("FlateDecode") };
    Stream::new(dictionary, deflate_objects(&content))
}

fn write_stream(out: &mut Vec<u8>, (id, numbers): (u32, &Numbers), stream: &Stream, entries: &mut [Entry]) {
    // Offsets have 32 bits, which 4 GiB of book do not reach.
    entries[id as usize] = Entry::Offset(u32::try_from(out.len()).unwrap_or(u32::MAX));
    out.extend_from_slice(format!("{id} 0 obj\n").as_bytes());
    objects::write_dictionary(out, &stream.dict, numbers);
    out.extend_from_slice(b"\nstream\n");
    out.extend_from_slice(&stream.content);
    out.extend_from_slice(b"\nendstream\nendobj\n");
}

/// Appends the cross-reference stream, which carries the trailer, and the end of the file.
fn finish(out: &mut Vec<u8>, id: u32, mut entries: Vec<Entry>, trailer: &lopdf::Dictionary, numbers: &Numbers) {
    let start = out.len();
    entries[id as usize] = Entry::Offset(u32::try_from(start).unwrap_or(u32::MAX));
    let columns: usize = FIELDS.iter().sum();
    let width = |field: usize| i64::try_from(field).expect("a field has few bytes");
    let mut dictionary = dictionary! {
        "Type" => name("XRef"),
        "Size" => i64::from(id) + 1,
        "W" => FIELDS.iter().map(|&field| width(field).into()).collect::<Vec<Object>>(),
        "Filter" => name("FlateDecode"),
        "DecodeParms" => dictionary! { "Predictor" => 12, "Columns" => width(columns) },
    };
    for key in ["Root", "Info", "ID"] {
        if let Ok(value) = trailer.get(key.as_bytes()) {
            let value = match value {
                Object::Reference((id, generation)) => Object::Reference((numbers.of(*id), *generation)),
                value => value.clone(),
            };
            dictionary.set(key, value);
        }
    }
    let stream = Stream::new(dictionary, deflate(&rows(&entries)));
    write_stream(out, (id, &Numbers::default()), &stream, &mut entries);
    out.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
}

/// Entries as rows, each as its differences from the row above (PNG filter type 2): they deflate to almost nothing.
fn rows(entries: &[Entry]) -> Vec<u8> {
    let mut rows = Vec::with_capacity(entries.len() * 8);
    let mut above = [0u8; 7];
    for entry in entries {
        let (kind, second, third) = match *entry {
            Entry::Free => (0, 0, u16::MAX),
            Entry::Offset(offset) => (1, offset, 0),
            Entry::Inside { stream, index } => (2, stream, index),
        };
        let [a, b, c, d] = second.to_be_bytes();
        let [e, f] = third.to_be_bytes();
        let row = [kind, a, b, c, d, e, f];
        rows.push(2);
        rows.extend(row.iter().zip(&above).map(|(value, above)| value.wrapping_sub(*above)));
        above = row;
    }
    rows
}
