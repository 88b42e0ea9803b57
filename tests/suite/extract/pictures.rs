//! Images: bytes as they lie where that is possible, each once; pages that are scans.

use std::sync::Arc;

use super::make::{Pdf, face, glyph, show};
use super::read;

/// A red square of two pixels a side.
const RED: [u8; 12] = [255, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0];

fn raster(pdf: &mut Pdf) -> usize {
    pdf.stream("/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceRGB /BitsPerComponent 8", &RED)
}

fn jpeg() -> Vec<u8> {
    let mut bytes = Vec::new();
    let image = image::RgbImage::from_raw(2, 2, RED.to_vec()).expect("four pixels");
    let encoder = image::codecs::jpeg::JpegEncoder::new(&mut bytes);
    image.write_with_encoder(encoder).expect("memory");
    bytes
}

#[test]
fn equal_images_are_decoded_once() {
    let mut pdf = Pdf::new();
    let image = raster(&mut pdf);
    let resources = format!("/XObject << /I {image} 0 R >>");
    pdf.page("q 50 0 0 40 100 200 cm /I Do Q q 20 0 0 20 10 10 cm /I Do Q", &resources, "");
    let page = read(&pdf.finish()).pages.remove(0);
    let [first, second] = &page.images[..] else { panic!("two places") };
    let area = [first.area.left, first.area.top, first.area.right, first.area.bottom];
    assert_eq!(area, [100.0, 160.0, 150.0, 200.0]);
    assert!(Arc::ptr_eq(&first.bytes, &second.bytes) && !first.covers_page);
    let decoded = image::load_from_memory(&first.bytes).expect("a PNG").to_rgb8();
    assert_eq!((decoded.dimensions(), decoded.into_raw()), ((2, 2), RED.to_vec()));
}

#[test]
fn a_jpeg_stays_as_it_lies() {
    let mut pdf = Pdf::new();
    let bytes = jpeg();
    let dict = "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceRGB /BitsPerComponent 8 \
                /Filter /DCTDecode";
    let image = pdf.stream(dict, &bytes);
    let turned = pdf.stream(&format!("{dict} /Decode [1 0 1 0 1 0]"), &bytes);
    let resources = format!("/XObject << /I {image} 0 R /J {turned} 0 R >>");
    pdf.page("q 50 0 0 40 100 200 cm /I Do Q q 50 0 0 40 100 100 cm /J Do Q", &resources, "");
    let page = read(&pdf.finish()).pages.remove(0);
    assert_eq!(*page.images[0].bytes, bytes);
    // One whose colours the file turns round is another image.
    assert!(page.images[1].bytes.starts_with(b"\x89PNG"));
}

#[test]
fn a_page_that_is_an_image_is_a_scan_until_text_is_seen_on_it() {
    let face = face("Gentium Plus");
    let a = glyph(&face, 'a');
    let scan = "q 300 0 0 400 0 0 cm /I Do Q";
    let line = show(20.0, 300.0, 8.0, &[a; 40]);
    let mut pdf = Pdf::new();
    let (image, font) = (raster(&mut pdf), pdf.font("GentiumPlus", &face, &[(a, "a")]));
    let resources = format!("/XObject << /I {image} 0 R >> /Font << /F {font} 0 R >>");
    pdf.page(scan, &resources, "");
    pdf.page(&format!("{scan} 3 Tr {line}"), &resources, "");
    pdf.page(&format!("{scan} {line}"), &resources, "");
    let pages = read(&pdf.finish()).pages;
    let scans: Vec<bool> = pages.iter().map(|page| page.images[0].covers_page).collect();
    assert_eq!(scans, [true, true, false]);
    assert!(pages[1].glyphs.iter().all(|glyph| glyph.is_hidden) && pages[1].glyphs.len() == 40);
}

#[test]
fn too_many_pixels_leave_a_place_without_bytes() {
    let mut pdf = Pdf::new();
    let dict = "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8";
    let image = pdf.stream(dict, b"\0");
    pdf.page("q 50 0 0 40 100 200 cm /I Do Q", &format!("/XObject << /I {image} 0 R >>"), "");
    let page = read(&pdf.finish()).pages.remove(0);
    assert_eq!((page.images.len(), page.images[0].bytes.len()), (1, 0));
}
