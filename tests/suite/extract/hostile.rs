//! Files that are damaged, locked or made to do harm: a clear error in bounded time, and never a panic.

use std::time::Duration;

use publish::rescue::position::extract::{Limits, extract};

use super::make::{Pdf, face, glyph, show};

fn code(bytes: &[u8], limits: &Limits) -> &'static str {
    match extract(bytes, "", limits) {
        Ok(_) => "read",
        Err(refusal) => {
            assert!(!refusal.message.is_empty() && refusal.span.is_none());
            refusal.code
        }
    }
}

fn blank(pages: usize) -> Vec<u8> {
    let mut pdf = Pdf::new();
    for _ in 0..pages {
        pdf.page("", "", "");
    }
    pdf.finish()
}

#[test]
fn what_is_no_pdf_is_refused() {
    let limits = Limits::default();
    assert_eq!(code(b"", &limits), "rescue.damaged-pdf");
    assert_eq!(code(b"hello", &limits), "rescue.damaged-pdf");
    assert_eq!(code(b"%PDF-1.7\n%%EOF", &limits), "rescue.damaged-pdf");
    assert_eq!(code(&[0; 5000], &limits), "rescue.damaged-pdf");
    assert_eq!(code(&blank(1), &limits), "read");
}

#[test]
fn a_locked_file_is_refused_with_a_hint() {
    let mut pdf = Pdf::new();
    pdf.page("", "", "");
    let key = "00".repeat(32);
    let lock = pdf.add(format!("<< /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >>"));
    pdf.trailer = format!("/Encrypt {lock} 0 R /ID [<00> <00>]");
    let refusal = extract(&pdf.finish(), "", &Limits::default()).expect_err("no password");
    assert_eq!(refusal.code, "rescue.encrypted-pdf");
    assert_eq!(refusal.message, "the PDF is encrypted and opens only with a password");
    assert_eq!(refusal.hints.len(), 1);
}

#[test]
fn files_beyond_the_limits_are_refused() {
    let limits = Limits { pages: 2, ..Limits::default() };
    assert_eq!(code(&blank(2), &limits), "read");
    assert_eq!(code(&blank(3), &limits), "rescue.too-many-pages");
    let face = face("Gentium Plus");
    let a = glyph(&face, 'a');
    let mut pdf = Pdf::new();
    let font = pdf.font("GentiumPlus", &face, &[(a, "a")]);
    pdf.page(&show(10.0, 300.0, 2.0, &[a; 50]), &format!("/Font << /F {font} 0 R >>"), "");
    let bytes = pdf.finish();
    assert_eq!(code(&bytes, &Limits { glyphs: 50, ..Limits::default() }), "read");
    assert_eq!(code(&bytes, &Limits { glyphs: 49, ..Limits::default() }), "rescue.too-many-glyphs");
}

#[test]
fn forms_within_forms_end() {
    let mut pdf = Pdf::new();
    // Ten levels of ten: ten thousand million forms.
    let mut inner = None;
    for _ in 0..10 {
        let resources = inner.map_or(String::new(), |form| format!("/Resources << /XObject << /X {form} 0 R >> >>"));
        let dict = format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}");
        inner = Some(pdf.stream(&dict, "/X Do ".repeat(10).as_bytes()));
    }
    pdf.page("/X Do", &format!("/XObject << /X {} 0 R >>", inner.expect("ten forms")), "");
    let limits = Limits { steps: 20_000, time: Duration::from_secs(5), ..Limits::default() };
    assert_eq!(code(&pdf.finish(), &limits), "rescue.endless-pdf");
}

#[test]
fn widths_without_end_are_refused() {
    let mut pdf = Pdf::new();
    let descendant = pdf.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [0 4294967290 500] >>");
    let font = pdf.add(format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] >>"
    ));
    pdf.page("BT /F 10 Tf <0001> Tj ET", &format!("/Font << /F {font} 0 R >>"), "");
    assert_eq!(code(&pdf.finish(), &Limits::default()), "rescue.endless-pdf");
    // The same inside another object.
    let mut pdf = Pdf::new();
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts \
                [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [7 [1 2] 0 4294967290 500] >>] >>";
    pdf.page("BT /F 10 Tf <0001> Tj ET", &format!("/Font << /F {font} >>"), "");
    assert_eq!(code(&pdf.finish(), &Limits::default()), "rescue.endless-pdf");
}

#[test]
fn content_repeated_without_end_is_refused() {
    let mut pdf = Pdf::new();
    let content = pdf.stream("", &[b' '; 1000]);
    pdf.page("", "", "");
    let list = format!("{content} 0 R ").repeat(2000);
    let page = pdf.page("", "", "");
    pdf.replace(page, format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents [{list}] >>"));
    let limits = Limits { stream: 1 << 20, ..Limits::default() };
    assert_eq!(code(&pdf.finish(), &limits), "rescue.endless-pdf");
}

/// A small generator of numbers (xorshift): the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).expect("smaller than the end")
    }
}

#[test]
fn damaged_bytes_never_panic() {
    let face = face("Vazirmatn");
    let [beh, bar, reh] = ['\u{FE91}', '\u{640}', '\u{FEAE}'].map(|form| glyph(&face, form));
    let mut pdf = Pdf::new();
    let image = pdf.stream(
        "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8",
        &[9; 4],
    );
    let form = pdf.stream("/Type /XObject /Subtype /Form /BBox [0 0 300 400]", b"0 0 10 10 re f");
    let type3 = pdf.stream("", b"500 0 d0 0 0 400 400 re f");
    let drawn = pdf.add(format!(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 65 \
         /LastChar 65 /Widths [500] /Encoding << /Differences [65 /A] >> /CharProcs << /A {type3} 0 R >> >>"
    ));
    let named = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>");
    let font = pdf.font("Vazirmatn", &face, &[(beh, "ب"), (bar, "P")]);
    let content = format!(
        "/P << /MCID 0 >> BDC {} EMC /Span << /ActualText (x) >> BDC BT /T 9 Tf 40 40 Td (A) Tj /N 8 Tf (Hello) Tj ET EMC \
         q 20 0 0 20 5 5 cm /I Do Q /X Do 1 w 5 5 m 90 5 l S",
        show(50.0, 300.0, 20.0, &[reh, bar, beh])
    );
    let resources =
        format!("/Font << /F {font} 0 R /T {drawn} 0 R /N {named} 0 R >> /XObject << /I {image} 0 R /X {form} 0 R >>");
    let page = pdf.page(&content, &resources, "");
    let root = pdf.add(format!("<< /Type /StructTreeRoot /K << /S /P /Pg {page} 0 R /K 0 >> >>"));
    pdf.catalog = format!("/StructTreeRoot {root} 0 R");
    let whole = pdf.finish();
    assert_eq!(code(&whole, &Limits::default()), "read");
    // The face is most of the file: damage falls on the rest as often as on it.
    let program = whole.windows(9).position(|bytes| bytes == b"endstream").map_or(0, |end| end.min(2000));
    let (mut numbers, limits) = (Numbers(0x5EED), Limits { time: Duration::from_secs(2), ..Limits::default() });
    for _ in 0..60 {
        let mut bytes = whole.clone();
        for _ in 0..=numbers.below(6) {
            let from_end = numbers.below(5000.min(bytes.len()));
            let at = match numbers.below(3) {
                0 => numbers.below(bytes.len()),
                1 => numbers.below(program.max(1)),
                _ => bytes.len() - 1 - from_end,
            };
            match numbers.below(4) {
                0 => bytes[at] = numbers.below(256) as u8,
                1 => bytes[at] ^= 1 << numbers.below(8),
                2 => drop(bytes.drain(at..(at + numbers.below(40)).min(bytes.len()))),
                _ => bytes[at] = b'0' + numbers.below(10) as u8,
            }
            if bytes.is_empty() {
                break;
            }
        }
        // Any outcome but a panic, and soon.
        let _ = extract(&bytes, "", &limits);
    }
}
