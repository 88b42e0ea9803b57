//! A reader of PDFs: pages out of a file, each as the characters one gets by copying it.
//!
//! The only file that meets hayro, which shares no code with what writes the file. It knows as much of PDF as text needs:
//! composite fonts with two bytes a code and their `ToUnicode` maps, and how the operators place text.

use std::collections::BTreeMap;

use hayro_cmap::{BfString, CMap};
use hayro_syntax::Pdf;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Page;

use super::operators::{Matrix, TextState};

/// A character on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Read {
    /// The character.
    pub(super) sign: char,
    /// Whether white space or the end of a line stands before it.
    pub(super) after_space: bool,
}

/// An open file.
pub(super) struct Reader {
    pdf: Pdf,
    /// The texts of each font's codes.
    fonts: BTreeMap<ObjectIdentifier, CMap>,
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
                if !fonts.contains_key(&id) {
                    let font = resources.get::<Dict<'_>>(&*key).ok_or("a font is missing")?;
                    fonts.insert(id, texts(&font)?);
                }
            }
        }
        Ok(Self { pdf, fonts })
    }

    /// How many pages it has.
    pub(super) fn page_count(&self) -> usize {
        self.pdf.pages().len()
    }

    /// The characters of a page in the order of the file, lines from right to left turned round.
    pub(super) fn page(&self, at: usize) -> Result<Vec<Read>, Fault> {
        let page = self.pdf.pages().get(at).ok_or("a page is missing")?;
        let mut sink = Sink { fonts: self.page_fonts(page), font: None, text: Text::default() };
        let mut state = TextState::default();
        let mut operations = page.typed_operations();
        while let Some(operation) = operations.next() {
            sink.take(&operation, &mut state)?;
        }
        Ok(sink.text.signs)
    }

    fn page_fonts(&self, page: &Page<'_>) -> BTreeMap<Vec<u8>, &CMap> {
        let fonts = &page.resources().fonts;
        let known = |name: &Name<'_>| self.fonts.get(&fonts.get_ref(&**name)?.into());
        fonts.keys().filter_map(|name| known(&name).map(|texts| (name.to_vec(), texts))).collect()
    }
}

/// The `ToUnicode` map of a font whose codes have two bytes.
fn texts(font: &Dict<'_>) -> Result<CMap, Fault> {
    if font.get::<Name<'_>>("Encoding").is_none_or(|name| &*name != b"Identity-H") {
        return Err("a font has another encoding than Identity-H");
    }
    let map = font.get::<Stream<'_>>("ToUnicode").ok_or("a font has no ToUnicode map")?;
    let map = map.decoded_data().map_err(|_| "a ToUnicode map cannot be inflated")?;
    CMap::parse(&map, |_| None).ok_or("a ToUnicode map cannot be read")
}

/// What becomes of the operators of a page.
struct Sink<'a> {
    fonts: BTreeMap<Vec<u8>, &'a CMap>,
    font: Option<&'a CMap>,
    text: Text,
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
            TypedInstruction::ShowText(shown) => self.show(state, shown.0.as_bytes())?,
            TypedInstruction::NextLineAndShowText(shown) => {
                state.next_line(0.0, -state.leading);
                self.show(state, shown.0.as_bytes())?;
            }
            TypedInstruction::ShowTexts(shown) => self.show(state, &joined(shown.0))?,
            _ => {}
        }
        Ok(())
    }

    fn show(&mut self, state: &TextState, codes: &[u8]) -> Result<(), Fault> {
        let font = self.font.ok_or("text is shown before a font is chosen")?;
        let (pairs, rest) = codes.as_chunks::<2>();
        if !rest.is_empty() {
            return Err("a string of two-byte codes has an odd length");
        }
        let text = |code: u16| match font.lookup_bf_string(code.into()) {
            // Code 0 is .notdef: a box, whatever the map says.
            Some(_) | None if code == 0 => "\u{FFFD}".to_owned(),
            Some(BfString::Char(sign)) => sign.to_string(),
            Some(BfString::String(text)) => text,
            None => "\u{FFFD}".to_owned(),
        };
        let texts: Vec<String> = pairs.iter().map(|pair| text(u16::from_be_bytes(*pair))).collect();
        self.text.run(state.baseline(), state.size, &texts);
        Ok(())
    }
}

/// The strings of an array of strings and adjustments.
fn joined(array: &Array<'_>) -> Vec<u8> {
    let strings = array.iter::<Object<'_>>().filter_map(Object::into_string);
    strings.flat_map(|string| string.as_bytes().to_vec()).collect()
}

/// The text of a page as it is put together.
#[derive(Default)]
struct Text {
    signs: Vec<Read>,
    baseline: f64,
    after_space: bool,
}

impl Text {
    /// Adds a run of codes that stand from left to right.
    fn run(&mut self, baseline: f64, size: f64, texts: &[String]) {
        // A tenth of the type size: raised letters are lower than that, lines are further apart.
        if (baseline - self.baseline).abs() > size.abs() / 10.0 {
            self.after_space = true;
        }
        self.baseline = baseline;
        if super::words::is_rtl(texts) {
            texts.iter().rev().for_each(|text| self.text(text));
        } else {
            texts.iter().for_each(|text| self.text(text));
        }
    }

    fn text(&mut self, text: &str) {
        for sign in text.chars() {
            if sign.is_whitespace() {
                self.after_space = true;
            } else if !super::words::is_unseen(sign) {
                self.signs.push(Read { sign, after_space: self.after_space });
                self.after_space = false;
            }
        }
    }
}
