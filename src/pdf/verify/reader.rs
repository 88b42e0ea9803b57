//! A reader of PDFs: pages out of a file, each as its characters with their places.
//!
//! The only file that meets hayro, which shares no code with what writes the file. It knows as much of PDF as text needs:
//! composite fonts with one or two bytes a code and their `ToUnicode` maps, and how the operators place text.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use hayro_cmap::{BfString, CMap};
use hayro_syntax::Pdf;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Page;

use super::operators::{Matrix, TextState};
use super::text::{Read, Shown, show};

/// An open file.
pub(super) struct Reader {
    pdf: Pdf,
    fonts: BTreeMap<ObjectIdentifier, Font>,
}

/// What text needs of a font.
struct Font {
    /// Whether codes have one byte.
    has_one_byte: bool,
    /// The text of each code.
    texts: CMap,
    /// The width of each code from 0, in thousandths of the type size.
    widths: Vec<f64>,
}

type Fault = &'static str;

impl Reader {
    /// Opens a file and reads its fonts.
    pub(super) fn open(bytes: &[u8]) -> Result<Self, Fault> {
        // The parser would look for objects without it, as viewers do to help with damaged files.
        if !bytes.trim_ascii_end().ends_with(b"%%EOF") {
            return Err("its end is missing");
        }
        let pdf = Pdf::new(bytes.to_vec()).map_err(|_| "it has no pages that can be found")?;
        let mut fonts = BTreeMap::new();
        for page in pdf.pages().iter() {
            let resources = &page.resources().fonts;
            for key in resources.keys() {
                let Some(id) = resources.get_ref(&*key).map(ObjectIdentifier::from) else {
                    return Err("a font is no object of its own");
                };
                if let Entry::Vacant(entry) = fonts.entry(id) {
                    let font = resources.get::<Dict<'_>>(&*key).ok_or("a font is missing")?;
                    entry.insert(read_font(&font)?);
                }
            }
        }
        Ok(Self { pdf, fonts })
    }

    /// How many pages it has.
    pub(super) fn page_count(&self) -> usize {
        self.pdf.pages().len()
    }

    /// The characters of a page in the order of the file.
    pub(super) fn page(&self, at: usize) -> Result<Vec<Read>, Fault> {
        let page = self.pdf.pages().get(at).ok_or("a page is missing")?;
        let mut sink = Sink { fonts: self.page_fonts(page), font: None, read: Vec::new() };
        let mut state = TextState::default();
        let mut operations = page.typed_operations();
        while let Some(operation) = operations.next() {
            sink.take(&operation, &mut state)?;
        }
        Ok(sink.read)
    }

    fn page_fonts(&self, page: &Page<'_>) -> BTreeMap<Vec<u8>, &Font> {
        let fonts = &page.resources().fonts;
        let known = |name: &Name<'_>| self.fonts.get(&fonts.get_ref(&**name)?.into());
        fonts.keys().filter_map(|name| known(&name).map(|font| (name.to_vec(), font))).collect()
    }
}

/// The `ToUnicode` map and the widths of a font whose codes are the numbers of its glyphs.
fn read_font(font: &Dict<'_>) -> Result<Font, Fault> {
    let has_one_byte = match font.get::<Stream<'_>>("Encoding") {
        Some(map) => is_one_byte(&map.decoded_data().map_err(|_| "an encoding cannot be inflated")?),
        None => false,
    };
    if !has_one_byte && font.get::<Name<'_>>("Encoding").is_none_or(|name| &*name != b"Identity-H") {
        return Err("a font has another encoding than glyph numbers of one or two bytes");
    }
    let map = font.get::<Stream<'_>>("ToUnicode").ok_or("a font has no ToUnicode map")?;
    let map = map.decoded_data().map_err(|_| "a ToUnicode map cannot be inflated")?;
    let texts = CMap::parse(&map, |_| None).ok_or("a ToUnicode map cannot be read")?;
    let descendants = font.get::<Array<'_>>("DescendantFonts").and_then(|list| list.iter::<Dict<'_>>().next());
    let widths = descendants.and_then(|font| font.get::<Array<'_>>("W")).ok_or("a font has no widths")?;
    Ok(Font { has_one_byte, texts, widths: read_widths(&widths) })
}

/// Whether a map says that codes of one byte are numbers of glyphs.
fn is_one_byte(map: &[u8]) -> bool {
    CMap::parse(map, |_| None).is_some_and(|map| (0..=255).all(|code| map.lookup_cid_code(code, 1) == Some(code)))
}

/// Widths by code: `first [w w …]` or `first last w` (PDF 1.7 §9.7.4.3).
fn read_widths(array: &Array<'_>) -> Vec<f64> {
    let mut widths = Vec::new();
    let mut put = |code: usize, width: f64| {
        // Codes have two bytes.
        if code < 65_536 {
            widths.resize(widths.len().max(code + 1), 0.0);
            widths[code] = width;
        }
    };
    let mut objects = array.iter::<Object<'_>>();
    let code =
        |object: Option<Object<'_>>| object.and_then(Object::into_i32).and_then(|code| usize::try_from(code).ok());
    while let Some(first) = code(objects.next()) {
        match objects.next() {
            Some(Object::Array(list)) => list.iter::<f64>().zip(first..).for_each(|(width, code)| put(code, width)),
            last => {
                let width = objects.next().and_then(Object::into_number).map_or(0.0, |width| width.as_f64());
                (first..=code(last).unwrap_or(first).min(65_535)).for_each(|code| put(code, width));
            }
        }
    }
    widths
}

/// What becomes of the operators of a page.
struct Sink<'a> {
    fonts: BTreeMap<Vec<u8>, &'a Font>,
    font: Option<&'a Font>,
    read: Vec<Read>,
}

impl Sink<'_> {
    fn take(&mut self, operation: &TypedInstruction<'_, '_>, state: &mut TextState) -> Result<(), Fault> {
        let value = |number: &Number| number.as_f64();
        match operation {
            TypedInstruction::SaveState(_) => state.save(),
            TypedInstruction::RestoreState(_) => state.restore(),
            TypedInstruction::Transform(t) => state.transform(Matrix([&t.0, &t.1, &t.2, &t.3, &t.4, &t.5].map(value))),
            TypedInstruction::BeginText(_) => state.begin(),
            TypedInstruction::SetTextMatrix(m) => state.place(Matrix([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5].map(value))),
            TypedInstruction::TextLeading(leading) => state.leading = value(&leading.0),
            TypedInstruction::WordSpacing(spacing) => state.word_spacing = value(&spacing.0),
            TypedInstruction::CharacterSpacing(spacing) => state.spacing = value(&spacing.0),
            TypedInstruction::HorizontalScaling(scale) => state.scale = value(&scale.0) / 100.0,
            TypedInstruction::TextRise(rise) => state.rise = value(&rise.0),
            TypedInstruction::NextLine(by) => state.next_line(value(&by.0), value(&by.1)),
            TypedInstruction::NextLineAndSetLeading(by) => {
                state.leading = -value(&by.1);
                state.next_line(value(&by.0), value(&by.1));
            }
            TypedInstruction::NextLineUsingLeading(_) => state.next_line(0.0, -state.leading),
            TypedInstruction::TextFont(font) => {
                state.size = value(&font.1);
                self.font = Some(*self.fonts.get(&**font.0).ok_or("a page uses a font that it does not name")?);
            }
            TypedInstruction::ShowText(shown) => self.show(state, [Piece::Codes(shown.0.as_bytes())])?,
            TypedInstruction::NextLineAndShowText(shown) => {
                state.next_line(0.0, -state.leading);
                self.show(state, [Piece::Codes(shown.0.as_bytes())])?;
            }
            TypedInstruction::ShowTexts(shown) => {
                let objects: Vec<Object<'_>> = shown.0.iter().collect();
                self.show(state, objects.iter().filter_map(piece))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn show<'p>(&mut self, state: &mut TextState, pieces: impl IntoIterator<Item = Piece<'p>>) -> Result<(), Fault> {
        let font = self.font.ok_or("text is shown before a font is chosen")?;
        let mut codes = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Back(by) => state.advance(-by / 1000.0 * state.size),
                Piece::Codes(bytes) => {
                    for code in font.codes(bytes)? {
                        let (left, y) = state.pen();
                        let width = font.widths.get(usize::from(code)).copied().unwrap_or(0.0);
                        let is_space = code == 32 && font.has_one_byte;
                        let spacing = state.spacing + if is_space { state.word_spacing } else { 0.0 };
                        state.advance(width / 1000.0 * state.size + spacing);
                        codes.push(Shown { ends: (left, state.pen().0), y, size: state.size, text: font.text(code) });
                    }
                }
            }
        }
        show(&codes, &mut self.read);
        Ok(())
    }
}

impl Font {
    fn codes(&self, bytes: &[u8]) -> Result<Vec<u16>, Fault> {
        if self.has_one_byte {
            return Ok(bytes.iter().map(|&byte| byte.into()).collect());
        }
        let (pairs, rest) = bytes.as_chunks::<2>();
        if !rest.is_empty() {
            return Err("a string of two-byte codes has an odd length");
        }
        Ok(pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect())
    }

    fn text(&self, code: u16) -> String {
        match self.texts.lookup_bf_string(code.into()) {
            // Code 0 is .notdef: a box, whatever the map says.
            _ if code == 0 => "\u{FFFD}".to_owned(),
            Some(BfString::Char(sign)) => sign.to_string(),
            Some(BfString::String(text)) => text,
            None => "\u{FFFD}".to_owned(),
        }
    }
}

/// An element of an array that shows text.
enum Piece<'a> {
    Codes(&'a [u8]),
    /// Thousandths of the type size to go back.
    Back(f64),
}

fn piece<'a>(object: &'a Object<'_>) -> Option<Piece<'a>> {
    match object {
        Object::String(string) => Some(Piece::Codes(string.as_bytes())),
        Object::Number(number) => Some(Piece::Back(number.as_f64())),
        _ => None,
    }
}
