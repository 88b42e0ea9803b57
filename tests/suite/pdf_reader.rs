//! A reader of the PDFs this program writes: text runs with what their codes say, by `ToUnicode` alone.
//!
//! It knows one font format (Type 0, two bytes a code) and one way of placing text (a matrix and an array for each run).

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// What one text operator shows.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// Left end in points.
    pub(crate) x: f32,
    /// Baseline from the foot of the page, in points.
    pub(crate) y: f32,
    /// Type size in points.
    pub(crate) size: f32,
    /// The text of each code, left to right.
    pub(crate) codes: Vec<String>,
    /// Advance from the left end to the right one, in points.
    pub(crate) advance: f32,
    /// The identifier of the marked content it stands in.
    pub(crate) mark: Option<i64>,
}

impl Shown {
    /// Its text in reading order without directional marks: runs with Arabic letters and signs are turned round.
    pub(crate) fn read(&self) -> String {
        let plain = |text: &String| text.chars().filter(|&c| !is_mark(c)).collect::<String>();
        let ltr = self.codes.iter().any(|text| text.starts_with('\u{200E}'))
            || self.codes.iter().flat_map(|text| text.chars()).any(|c| c.is_ascii_alphabetic());
        if ltr { self.codes.iter().map(plain).collect() } else { self.codes.iter().rev().map(plain).collect() }
    }
}

/// Whether it only tells readers about the direction.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}')
}

/// A font as text needs it.
pub(crate) struct Font {
    /// Whether codes have one byte.
    pub(crate) has_one_byte: bool,
    /// The text of each code.
    pub(crate) texts: BTreeMap<u16, String>,
    /// Widths from code 0, in thousandths of the em.
    pub(crate) widths: Vec<f32>,
    /// The font file.
    pub(crate) file: Vec<u8>,
}

/// The fonts of a page by name.
pub(crate) fn fonts(document: &Document, page: ObjectId) -> BTreeMap<Vec<u8>, Font> {
    let page = document.get_dictionary(page).expect("a PDF of this program");
    let resources = dictionary(document, page.get(b"Resources").expect("a PDF of this program"));
    let Ok(fonts) = resources.get(b"Font") else { return BTreeMap::new() };
    let fonts = dictionary(document, fonts);
    fonts.iter().map(|(name, id)| (name.clone(), font(document, dictionary(document, id)))).collect()
}

fn font(document: &Document, font: &Dictionary) -> Font {
    let map = stream(document, font.get(b"ToUnicode").expect("a PDF of this program"));
    let descendants = font.get(b"DescendantFonts").and_then(Object::as_array).expect("a PDF of this program");
    let descendant = dictionary(document, &descendants[0]);
    let widths = descendant.get(b"W").and_then(Object::as_array).expect("a PDF of this program");
    assert_eq!(widths[0].as_i64().expect("a PDF of this program"), 0, "widths begin at code 0");
    let number = |object: &Object| object.as_float().expect("a PDF of this program");
    let widths = widths[1].as_array().expect("a PDF of this program").iter().map(number).collect();
    let descriptor = dictionary(document, descendant.get(b"FontDescriptor").expect("a PDF of this program"));
    let file = stream(document, descriptor.get(b"FontFile2").expect("a PDF of this program"));
    let has_one_byte = font.get(b"Encoding").is_ok_and(|encoding| encoding.as_name().is_err());
    Font { has_one_byte, texts: texts(std::str::from_utf8(&map).expect("a PDF of this program")), widths, file }
}

fn texts(map: &str) -> BTreeMap<u16, String> {
    let hexadecimal = |part: &str| part.strip_prefix('<').and_then(|part| part.strip_suffix('>')).map(str::to_owned);
    let mut texts = BTreeMap::new();
    for line in map.lines() {
        let parts: Vec<String> = line.split(' ').filter_map(hexadecimal).collect();
        // The range of all codes has two parts too, but stands on a line of its own block.
        let [code, text] = parts.as_slice() else { continue };
        if code == "0000" || code == "00" {
            continue;
        }
        let units: Vec<u16> = (0..text.len())
            .step_by(4)
            .map(|at| u16::from_str_radix(&text[at..at + 4], 16).expect("a PDF of this program"))
            .collect();
        texts.insert(
            u16::from_str_radix(code, 16).expect("a PDF of this program"),
            String::from_utf16(&units).expect("a PDF of this program"),
        );
    }
    texts
}

/// The dictionary an object is or refers to.
pub(crate) fn dictionary<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    match object {
        Object::Reference(id) => document.get_dictionary(*id).expect("a PDF of this program"),
        _ => object.as_dict().expect("a PDF of this program"),
    }
}

fn stream(document: &Document, object: &Object) -> Vec<u8> {
    let stream = document
        .get_object(object.as_reference().expect("a PDF of this program"))
        .and_then(Object::as_stream)
        .expect("a PDF of this program");
    if stream.is_compressed() {
        stream.decompressed_content().expect("a PDF of this program")
    } else {
        stream.content.clone()
    }
}

/// A text string in UTF-16.
pub(crate) fn text_string(object: &Object) -> String {
    let bytes = object.as_str().expect("a PDF of this program");
    let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    assert_eq!(units[0], 0xFEFF, "text strings begin with a byte order mark");
    String::from_utf16(&units[1..]).expect("a PDF of this program")
}

/// The text runs of a page in the order of the file.
pub(crate) fn shown(document: &Document, page: ObjectId) -> Vec<Shown> {
    let fonts = fonts(document, page);
    let content = Content::decode(&document.get_page_content(page)).expect("a PDF of this program");
    let mut runs = Vec::new();
    let (mut font, mut size, mut place, mut spacing) = (None, 0.0, (0.0, 0.0), 0.0);
    let mut mark = None;
    for operation in &content.operations {
        let number = |at: usize| operation.operands[at].as_float().expect("a PDF of this program");
        match operation.operator.as_str() {
            "Tf" => {
                (font, size) = (fonts.get(operation.operands[0].as_name().expect("a PDF of this program")), number(1))
            }
            "BDC" => {
                let properties = operation.operands[1].as_dict().expect("a PDF of this program");
                mark = properties.get(b"MCID").and_then(Object::as_i64).ok();
            }
            "EMC" => mark = None,
            "Tw" => spacing = number(0),
            "BT" => place = (0.0, 0.0),
            "Tm" => place = (number(4), number(5)),
            "Td" => place = (place.0 + number(0), place.1 + number(1)),
            "TJ" => {
                let array = operation.operands[0].as_array().expect("a PDF of this program");
                let font: &Font = font.expect("a font is set before text");
                let (codes, start, advance) = show(array, font, spacing * 1000.0 / size);
                let (x, advance) = (place.0 + start * size / 1000.0, advance * size / 1000.0);
                // What holds only marks of direction shows nothing.
                if !codes.is_empty() {
                    runs.push(Shown { x, y: place.1, size, codes, advance, mark });
                }
            }
            _ => {}
        }
    }
    runs
}

/// The texts of an array's codes without the marks it begins with; where they start, and their advance.
///
/// `spacing` is what spaces of one byte are widened by, in thousandths of the size.
fn show(array: &[Object], font: &Font, spacing: f32) -> (Vec<String>, f32, f32) {
    let (mut codes, mut start, mut pen) = (Vec::new(), 0.0, 0.0);
    for object in array {
        let Ok(bytes) = object.as_str() else {
            pen -= object.as_float().expect("a PDF of this program");
            continue;
        };
        for bytes in bytes.chunks(if font.has_one_byte { 1 } else { 2 }) {
            let code = bytes.iter().fold(0, |code, &byte| code << 8 | u16::from(byte));
            let text = font.texts.get(&code).expect("every code has a text");
            if codes.is_empty() {
                start = pen;
            }
            if !codes.is_empty() || !text.chars().all(is_mark) {
                codes.push(text.clone());
            }
            pen += font.widths[usize::from(code)];
            if font.has_one_byte && code == 32 {
                pen += spacing;
            }
        }
    }
    (codes, start, pen - start)
}
