//! What would not fit the machine, found before the foreign crates meet it: they inflate a stream whatever becomes of
//! it, and write out every number of a range.

use std::io::Read as _;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Object};
use hayro_interpret::hayro_syntax::page::Page;

use crate::base::Diagnostic;

use super::Limits;

/// One byte of deflated data gives at most so many (RFC 1951: a match of 258 bytes in two bits).
const MOST_INFLATED: usize = 1_032;

/// Codes of a composite font: they have at most two bytes in every maker's files.
const MOST_CODES: i64 = 65_536;

/// Levels of arrays and dictionaries that are looked into for fonts.
const DEPTH: usize = 8;

/// Refuses a file with a stream that inflates to more than the limit.
///
/// Works on the bytes, because opening a file already inflates the streams that hold its objects.
pub(super) fn streams(bytes: &[u8], limits: &Limits) -> Result<(), Diagnostic> {
    if bytes.len() <= limits.stream / MOST_INFLATED {
        return Ok(());
    }
    let ends: Vec<usize> = find_all(bytes, b"endstream");
    for start in find_all(bytes, b"stream") {
        let after = &bytes[start + b"stream".len()..];
        // The keyword ends its line; what follows `end` is none.
        let data = match after {
            [b'\r', b'\n', rest @ ..] | [b'\n' | b'\r', rest @ ..] => rest,
            _ => continue,
        };
        let from = bytes.len() - data.len();
        let end = ends.get(ends.partition_point(|&end| end < from)).copied().unwrap_or(bytes.len());
        let data = &bytes[from..end];
        if data.len() > limits.stream / MOST_INFLATED && inflates_beyond(data, limits.stream) {
            return Err(endless("a stream of the PDF inflates beyond all measure"));
        }
    }
    Ok(())
}

fn inflates_beyond(data: &[u8], limit: usize) -> bool {
    let is_zlib = data.len() > 1 && data[0] & 0x0F == 8 && u16::from_be_bytes([data[0], data[1]]).is_multiple_of(31);
    let limit = limit as u64 + 1;
    // Only counted, a piece at a time; damaged data ends where it cannot be read on.
    let count = |mut from: Box<dyn std::io::Read + '_>| -> u64 {
        let mut piece = vec![0; 1 << 16];
        let mut total = 0;
        while let Ok(read @ 1..) = from.read(&mut piece) {
            total += read as u64;
            if total >= limit {
                break;
            }
        }
        total
    };
    let total = if is_zlib {
        count(Box::new(ZlibDecoder::new(data).take(limit)))
    } else {
        count(Box::new(DeflateDecoder::new(data).take(limit)))
    };
    total >= limit
}

fn find_all(bytes: &[u8], word: &[u8]) -> Vec<usize> {
    let first = word[0];
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|&byte| byte == first) {
        at += next;
        if bytes[at..].starts_with(word) {
            found.push(at);
            at += word.len();
        } else {
            at += 1;
        }
    }
    found
}

/// Refuses a file with a font whose widths name more codes than there are.
pub(super) fn fonts(pdf: &Pdf) -> Result<(), Diagnostic> {
    for object in pdf.objects() {
        if has_endless_widths(&object, DEPTH) {
            return Err(endless("a font of the PDF has more widths than codes"));
        }
    }
    Ok(())
}

fn has_endless_widths(object: &Object<'_>, depth: usize) -> bool {
    if depth == 0 {
        return false;
    }
    let inside = |object: Object<'_>| has_endless_widths(&object, depth - 1);
    match object {
        Object::Dict(dict) => {
            let lists = ["W", "W2"].into_iter().filter_map(|key| dict.get::<Array<'_>>(key));
            lists.into_iter().any(|list| names_too_many(&list)) || direct(dict).any(inside)
        }
        Object::Array(list) => {
            list.raw_iter().filter(|item| item.as_obj_ref().is_none()).count() > 0
                && list.iter::<Dict<'_>>().take(1).any(|dict| inside(Object::Dict(dict)))
        }
        _ => false,
    }
}

/// Dictionaries and arrays that lie in a dictionary itself.
fn direct<'a>(dict: &Dict<'a>) -> impl Iterator<Item = Object<'a>> {
    let values = dict.entries().filter(|(_, value)| value.as_obj_ref().is_none());
    let keys: Vec<_> = values.map(|(key, _)| key).collect();
    let values: Vec<_> = keys.iter().filter_map(|key| dict.get::<Object<'a>>(key)).collect();
    values.into_iter().filter(|value| matches!(value, Object::Dict(_) | Object::Array(_)))
}

/// Whether an array of widths has a range `first last width` beyond the codes, or more numbers than codes.
fn names_too_many(list: &Array<'_>) -> bool {
    let mut previous: Option<i64> = None;
    let mut numbers = 0;
    for item in list.iter::<Object<'_>>() {
        let number = match item {
            Object::Number(number) => Some(number.as_f64() as i64),
            _ => None,
        };
        numbers += 1;
        // A pair far apart: the first two numbers of a range, or a width after a code, which harms nobody.
        if let (Some(first), Some(last)) = (previous, number)
            && last.saturating_sub(first) > MOST_CODES
        {
            return true;
        }
        previous = number;
    }
    numbers > 4 * MOST_CODES
}

/// Refuses a page whose content, put together, goes beyond the limit.
pub(super) fn content(page: &Page<'_>, number: usize, limits: &Limits) -> Result<(), Diagnostic> {
    let Some(list) = page.raw().get::<Array<'_>>("Contents") else { return Ok(()) };
    let mut total = 0_usize;
    for part in list.iter::<Object<'_>>() {
        if let Object::Stream(stream) = part {
            total = total.saturating_add(stream.raw_data().len());
        }
        if total > limits.stream / 4 {
            return Err(endless(&format!("page {number} of the PDF has more content than a page can have")));
        }
    }
    Ok(())
}

/// A file that would never end.
pub(super) fn endless(message: &str) -> Diagnostic {
    Diagnostic::error("rescue.endless-pdf", None, message)
        .hint("the file is damaged or made to do harm; print it to a new PDF in a viewer that opens it")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn pdf_with(stream: &[u8]) -> Vec<u8> {
        let mut bytes = b"%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\r\n".to_vec();
        bytes.extend(stream);
        bytes.extend(b"\nendstream\nendobj\n");
        bytes
    }

    fn deflated(length: usize) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![b' '; length]).expect("memory");
        encoder.finish().expect("memory")
    }

    #[test]
    fn a_stream_that_inflates_too_far_is_refused() {
        let limits = Limits { stream: 1 << 20, ..Limits::default() };
        let refused = streams(&pdf_with(&deflated(2 << 20)), &limits).expect_err("two of one");
        assert_eq!(refused.code, "rescue.endless-pdf");
        assert!(streams(&pdf_with(&deflated(1 << 20)), &limits).is_ok());
        assert!(streams(b"", &limits).is_ok());
    }

    #[test]
    fn words_are_found_wherever_they_stand() {
        assert_eq!(find_all(b"sstream stream", b"stream"), [1, 8]);
        assert_eq!(find_all(b"strea", b"stream"), [] as [usize; 0]);
    }
}
