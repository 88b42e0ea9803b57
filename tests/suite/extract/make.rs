//! Small PDFs for the tests, written object by object, so that they can be as broken as those that people have.

use publish::font::embedded::embedded_faces;
use publish::font::{Face, FaceStyle};

/// A PDF in the making; objects 1 and 2 are the catalog and the pages.
pub(super) struct Pdf {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    /// Entries of the catalog besides its pages.
    pub(super) catalog: String,
    /// Entries of the trailer besides its root.
    pub(super) trailer: String,
}

/// Height of the pages.
pub(super) const HEIGHT: f32 = 400.0;

impl Pdf {
    pub(super) fn new() -> Self {
        Self { objects: vec![Vec::new(); 2], pages: Vec::new(), catalog: String::new(), trailer: String::new() }
    }

    /// Adds an object and gives its number.
    pub(super) fn add(&mut self, body: impl Into<Vec<u8>>) -> usize {
        self.objects.push(body.into());
        self.objects.len()
    }

    /// Adds a stream; `dict` are its entries but for the length.
    pub(super) fn stream(&mut self, dict: &str, data: &[u8]) -> usize {
        let mut body = format!("<< {dict} /Length {} >>\nstream\n", data.len()).into_bytes();
        body.extend(data);
        body.extend(b"\nendstream");
        self.add(body)
    }

    /// Gives an object another body.
    pub(super) fn replace(&mut self, number: usize, body: impl Into<Vec<u8>>) {
        self.objects[number - 1] = body.into();
    }

    /// Adds a composite font whose codes are numbers of glyphs, with the texts that its table gives them.
    pub(super) fn font(&mut self, name: &str, face: &Face, texts: &[(u16, &str)]) -> usize {
        let program = self.stream("", face.data());
        let descriptor = self.add(format!(
            "<< /Type /FontDescriptor /FontName /ABCDEF+{name} /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 \
             /Ascent 900 /Descent -300 /CapHeight 700 /StemV 80 /FontFile2 {program} 0 R >>"
        ));
        let scale = 1000.0 / f32::from(face.units_per_em());
        let widths: Vec<String> = (0..2000).map(|glyph| (advance(face, glyph) * scale).to_string()).collect();
        let descendant = self.add(format!(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+{name} /CIDToGIDMap /Identity \
             /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> \
             /FontDescriptor {descriptor} 0 R /W [0 [{}]] >>",
            widths.join(" ")
        ));
        let entries: Vec<String> = texts
            .iter()
            .map(|(code, text)| {
                let units: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
                format!("<{code:04X}> <{units}>")
            })
            .collect();
        let map = format!(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n\
             1 begincodespacerange <0000> <FFFF> endcodespacerange\n{} beginbfchar\n{}\nendbfchar\nendcmap end end",
            entries.len(),
            entries.join("\n")
        );
        let map = self.stream("", map.as_bytes());
        self.add(format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+{name} /Encoding /Identity-H \
             /DescendantFonts [{descendant} 0 R] /ToUnicode {map} 0 R >>"
        ))
    }

    /// Adds a page of 300 by 400 points; `entries` are those of its dictionary besides the usual ones.
    pub(super) fn page(&mut self, content: &str, resources: &str, entries: &str) -> usize {
        let content = self.stream("", content.as_bytes());
        let page = self.add(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 {HEIGHT}] /Contents {content} 0 R \
             /Resources << {resources} >> {entries} >>"
        ));
        self.pages.push(page);
        page
    }

    /// The bytes of the file.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let kids: Vec<String> = self.pages.iter().map(|page| format!("{page} 0 R")).collect();
        self.objects[0] = format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog).into_bytes();
        let pages = format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len());
        self.objects[1] = pages.into_bytes();
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (object, number) in self.objects.iter().zip(1..) {
            places.push(bytes.len());
            bytes.extend(format!("{number} 0 obj\n").bytes());
            bytes.extend(object);
            bytes.extend(b"\nendobj\n");
        }
        let start = bytes.len();
        bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
        for place in &places {
            bytes.extend(format!("{place:010} 00000 n \n").bytes());
        }
        let trailer = format!("<< /Size {} /Root 1 0 R {} >>", places.len() + 1, self.trailer);
        bytes.extend(format!("trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n").bytes());
        bytes
    }
}

/// An embedded face by its family.
pub(super) fn face(family: &str) -> Face {
    let faces = embedded_faces();
    faces.get(faces.select(family, FaceStyle::default()).expect("a family inside")).clone()
}

/// The glyph that a face has for a sign.
pub(super) fn glyph(face: &Face, sign: char) -> u16 {
    face.glyph(sign).expect("the face has it").0
}

/// The advance of a glyph in font units.
pub(super) fn advance(face: &Face, glyph: u16) -> f32 {
    face.advances().of(publish::font::GlyphId(glyph)).map_or(0.0, |advance| advance.0 as f32)
}

/// Operators that show glyphs from left to right at a place, in the font `F`.
pub(super) fn show(x: f32, y: f32, size: f32, glyphs: &[u16]) -> String {
    let codes: String = glyphs.iter().map(|glyph| format!("{glyph:04X}")).collect();
    format!("BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n")
}
