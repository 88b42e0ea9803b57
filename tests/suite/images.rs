//! Images in PDF and EPUB: bytes kept where they can be, pixels right, drawings as vectors, damage told.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use lopdf::{Dictionary, Document, Object, Stream};

use crate::support::{publish, stderr};

/// A book of one image, in a folder of its own.
fn book(name: &str, data: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("manifest.yaml"), "title: نان\nlanguage: fa\ncontents: [one.md]\n").expect("written");
    fs::write(folder.path().join("one.md"), format!("# نان\n\n![نان]({name})\n")).expect("written");
    fs::write(folder.path().join(name), data).expect("written");
    folder
}

/// The PDF of a book of one image.
fn pdf(name: &str, data: &[u8]) -> Document {
    let folder = book(name, data);
    let output = publish(folder.path(), &["pdf", "manifest.yaml", "-o", "out.pdf"]);
    assert!(output.status.success(), "{}", stderr(&output));
    Document::load(folder.path().join("out.pdf")).expect("a PDF")
}

/// The one image or form that pages show.
fn shown(document: &Document) -> &Stream {
    let is_shown = |stream: &&Stream| {
        let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name);
        let is_mask = document.objects.values().any(|object| has_mask(object, document, stream));
        matches!(subtype, Ok(b"Image" | b"Form")) && !is_mask && !stream.dict.has(b"Group")
    };
    document.objects.values().filter_map(|object| object.as_stream().ok()).find(is_shown).expect("an image")
}

/// Whether an object is an image with this mask.
fn has_mask(object: &Object, document: &Document, mask: &Stream) -> bool {
    let Ok(stream) = object.as_stream() else { return false };
    let Ok(id) = stream.dict.get(b"SMask").and_then(Object::as_reference) else { return false };
    document.get_object(id).and_then(Object::as_stream).is_ok_and(|stream| std::ptr::eq(stream, mask))
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut data = Cursor::new(Vec::new());
    image.write_to(&mut data, format).expect("it can be encoded");
    data.into_inner()
}

fn name<'a>(dict: &'a Dictionary, key: &[u8]) -> &'a [u8] {
    dict.get(key).and_then(Object::as_name).expect("a name")
}

/// An orange that is half transparent in its second half.
fn picture() -> DynamicImage {
    RgbaImage::from_fn(4, 2, |x, _| Rgba([230, 120, 20, if x < 2 { 255 } else { 128 }])).into()
}

#[test]
fn png_and_webp_keep_their_pixels_and_their_transparency() {
    for (file, format) in [("a.png", ImageFormat::Png), ("a.webp", ImageFormat::WebP)] {
        let document = pdf(file, &encoded(&picture(), format));
        let image = shown(&document);
        assert_eq!(name(&image.dict, b"ColorSpace"), b"DeviceRGB", "{file}");
        assert_eq!(image.decompressed_content().expect("pixels")[..3], [230, 120, 20]);
        let mask = image.dict.get(b"SMask").and_then(Object::as_reference).expect("a mask");
        let mask = document.get_object(mask).and_then(Object::as_stream).expect("a mask");
        assert_eq!(mask.decompressed_content().expect("alpha"), [255, 255, 128, 128, 255, 255, 128, 128]);
    }
}

#[test]
fn grey_palette_and_deep_pngs_are_right() {
    let grey = DynamicImage::from(picture().to_luma8());
    let document = pdf("grey.png", &encoded(&grey, ImageFormat::Png));
    assert_eq!(name(&shown(&document).dict, b"ColorSpace"), b"DeviceGray");
    assert_eq!(shown(&document).decompressed_content().expect("pixels"), grey.to_luma8().into_raw());
    let deep = DynamicImage::from(picture().to_rgb16());
    let document = pdf("deep.png", &encoded(&deep, ImageFormat::Png));
    assert_eq!(shown(&document).decompressed_content().expect("pixels")[..3], [230, 120, 20]);
    // Two pixels of a palette, written with the means of the format's own description (PNG § 11.2).
    let document = pdf("palette.png", &palette());
    assert_eq!(shown(&document).decompressed_content().expect("pixels"), [10, 20, 30, 200, 100, 50]);
}

/// A PNG of two pixels, 1 bit each, with a palette.
fn palette() -> Vec<u8> {
    let colours = chunk(b"PLTE", &[10, 20, 30, 200, 100, 50]);
    png(&[0, 0, 0, 2, 0, 0, 0, 1, 1, 3, 0, 0, 0], colours, &[0, 0b0100_0000])
}

/// A chunk of a PNG (PNG § 5.3).
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("short").to_be_bytes();
    let body = [kind.as_slice(), data].concat();
    let mut crc = flate2::Crc::new();
    crc.update(&body);
    [length.as_slice(), &body, &crc.sum().to_be_bytes()].concat()
}

/// A PNG of a header, what stands before its pixels, and these.
fn png(header: &[u8], before: Vec<u8>, rows: &[u8]) -> Vec<u8> {
    let mut deflated = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut deflated, rows).expect("it is written to memory");
    let pixels = chunk(b"IDAT", &deflated.finish().expect("it is written to memory"));
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", header), before, pixels, chunk(b"IEND", &[])].concat()
}

#[test]
fn an_interlaced_png_has_its_pixels_in_order() {
    // Three grey pixels: of the seven passes (PNG § 8.2) the first has pixel 0, the fourth 2, the sixth 1.
    let header = [0, 0, 0, 3, 0, 0, 0, 1, 8, 0, 0, 0, 1];
    let document = pdf("laced.png", &png(&header, Vec::new(), &[0, 10, 0, 30, 0, 20]));
    assert_eq!(shown(&document).decompressed_content().expect("pixels"), [10, 20, 30]);
}

#[test]
fn a_jpeg_of_inks_stays_as_it_is_and_claims_nothing() {
    let data = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/pages/images/inks.jpg")).expect("read");
    let document = pdf("inks.jpg", &data);
    assert_eq!(shown(&document).content, data);
    assert_eq!(name(&shown(&document).dict, b"ColorSpace"), b"DeviceCMYK");
    assert!(shown(&document).dict.has(b"Decode"), "Adobe writes 255 for no ink");
    let output = publish(book("inks.jpg", &data).path(), &["pdf", "manifest.yaml", "-o", "out.pdf"]);
    assert!(stderr(&output).contains("pdf.no-claim"), "{}", stderr(&output));
}

#[test]
fn a_photograph_is_drawn_upright_with_its_bytes_as_they_are() {
    let plain = encoded(&DynamicImage::from(picture().to_rgb8()), ImageFormat::Jpeg);
    // Exif 2.32 § 4.6: one entry, the orientation, in a directory of the order of Intel.
    let turned = |orientation: u8| {
        let entry = [0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0];
        let body = [b"Exif\0\0II*\0\x08\0\0\0\x01\0".as_slice(), &entry, &[0; 4]].concat();
        let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
        [&plain[..2], &[0xFF, 0xE1], &length, &body, &plain[2..]].concat()
    };
    for (orientation, lies) in [(1, false), (3, false), (6, true), (8, true)] {
        let data = turned(orientation);
        let document = pdf("a.jpg", &data);
        let image = shown(&document);
        assert_eq!(image.content, data);
        assert_eq!(image.dict.get(b"Width").and_then(Object::as_i64).expect("a width"), 4, "pixels as they lie");
        let pages: Vec<_> = document.page_iter().collect();
        let operators = pages.iter().map(|page| document.get_and_decode_page_content(*page).expect("operators"));
        let operations: Vec<_> = operators.flat_map(|content| content.operations).collect();
        let at = operations.iter().position(|one| one.operator == "Do").expect("it is drawn");
        let matrix = operations[..at].iter().rev().find(|one| one.operator == "cm").expect("a place");
        let number = |at: usize| matrix.operands[at].as_float().expect("a number");
        let (width, height) = if lies { (number(2), number(1)) } else { (number(0), number(3)) };
        assert_eq!((number(0) == 0.0, number(3) == 0.0), (lies, lies), "{orientation}");
        let ratio = if lies { 0.5 } else { 2.0 };
        assert!((width.abs() / height.abs() - ratio).abs() < 0.01, "{orientation}: {width} by {height}");
        let signs = (width < 0.0, height < 0.0);
        let expected = match orientation {
            1 => (false, false),
            3 => (true, true),
            6 => (false, true),
            _ => (true, false),
        };
        assert_eq!(signs, expected, "{orientation}");
    }
}

#[test]
fn jpeg_goes_in_byte_for_byte_with_its_profile() {
    let plain = encoded(&DynamicImage::from(picture().to_rgb8()), ImageFormat::Jpeg);
    let document = pdf("a.jpg", &plain);
    assert_eq!(shown(&document).content, plain);
    assert_eq!(name(&shown(&document).dict, b"ColorSpace"), b"DeviceRGB");
    // A profile of nothing but its head says for which colours it is.
    for (colours, is_used) in [(b"RGB ", true), (b"CMYK", false)] {
        let mut profile = vec![0; 128];
        profile[16..20].copy_from_slice(colours);
        let body = [b"ICC_PROFILE\0\x01\x01".as_slice(), &profile].concat();
        let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
        let data = [&plain[..2], &[0xFF, 0xE2], &length, &body, &plain[2..]].concat();
        let document = pdf("a.jpg", &data);
        let image = shown(&document);
        assert_eq!(image.content, data);
        let space = image.dict.get(b"ColorSpace").expect("a colour space");
        match space.as_array() {
            Ok(parts) => {
                assert!(is_used);
                assert_eq!(parts[0].as_name().expect("a name"), b"ICCBased");
                let stream = parts[1].as_reference().and_then(|id| document.get_object(id)).and_then(Object::as_stream);
                assert_eq!(stream.expect("the profile").decompressed_content().expect("bytes"), profile);
            }
            Err(_) => assert!(!is_used),
        }
    }
}

#[test]
fn a_drawing_is_drawn_as_paths() {
    let hive =
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/pages/figures/hive.svg")).expect("read");
    let document = pdf("hive.svg", &hive);
    let form = shown(&document);
    assert_eq!(name(&form.dict, b"Subtype"), b"Form");
    let content = String::from_utf8(form.decompressed_content().expect("operators")).expect("text");
    assert!(content.starts_with("q\n1 0 0 -1 0 80 cm\n") || content.starts_with("1 0 0 -1 0 80 cm\n"), "{content}");
    for part in ["10 70 m\n", " c\n", "/P0 scn\n", "f\n", "2 w ", "S\n", "/G0 gs\n/L0 Do\n"] {
        assert!(content.contains(part), "{part:?} in {content}");
    }
    let resources = form.dict.get(b"Resources").and_then(Object::as_dict).expect("resources");
    for key in ["Pattern", "ExtGState", "XObject"] {
        assert!(resources.has(key.as_bytes()), "{key}");
    }
    assert!(document.objects.values().filter_map(|object| object.as_stream().ok()).any(|s| s.dict.has(b"Group")));
}

#[test]
fn damaged_images_are_errors_that_name_the_file() {
    let mut torn = encoded(&picture(), ImageFormat::Png);
    torn.truncate(torn.len() / 2);
    let folder = book("torn.png", &torn);
    let output = publish(folder.path(), &["pdf", "manifest.yaml"]);
    assert!(!output.status.success());
    assert!(stderr(&output).contains("torn.png"), "{}", stderr(&output));
    for data in [b"GIF89a".as_slice(), b"", b"RIFF\0\0\0\0WEBP"] {
        let folder = book("a.png", data);
        let output = publish(folder.path(), &["pdf", "manifest.yaml"]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert!(stderr(&output).contains("error[book.bad-image]"), "{}", stderr(&output));
    }
}

#[test]
fn the_epub_carries_drawings_and_webp_as_they_are() {
    let hive =
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/pages/figures/hive.svg")).expect("read");
    for (file, data, kind) in
        [("hive.svg", hive, "image/svg+xml"), ("a.webp", encoded(&picture(), ImageFormat::WebP), "image/webp")]
    {
        let folder = book(file, &data);
        let output = publish(folder.path(), &["epub", "manifest.yaml", "-o", "out.epub"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let epub = fs::File::open(folder.path().join("out.epub")).expect("an EPUB");
        let mut archive = zip::ZipArchive::new(epub).expect("a zip");
        let (stem, ending) = file.split_once('.').expect("an ending");
        let mut found = Vec::new();
        let mut entry = archive.by_name(&format!("OEBPS/images/1-{stem}.{ending}")).expect("the image");
        std::io::Read::read_to_end(&mut entry, &mut found).expect("its bytes");
        drop(entry);
        assert_eq!(found, data);
        let package =
            std::io::read_to_string(archive.by_name("OEBPS/content.opf").expect("the package")).expect("text");
        assert!(package.contains(&format!("media-type=\"{kind}\"")), "{package}");
    }
}
