//! PDF/X-4 of sheets: what the file claims, how colours are printed, what stands against the claim.

use std::fs;

use lopdf::{Document, Object, dictionary};

use super::support::{publish, small_book, stderr};

const MANIFEST: &str = "title: نان\nlanguage: fa\ndate: 2026-11-21\npdf: { paper: a5 }\n";
const TEXT: &str = "# خمیر\n\nآرد و آب و نمک.\n";

/// A book with more lines in its manifest, a picture of one colour beside its text.
fn book(lines: &str, text: &str, color: [u8; 4]) -> tempfile::TempDir {
    let folder = small_book(&format!("{MANIFEST}{lines}contents: [text/one.md]\n"), text);
    let picture = image::RgbaImage::from_pixel(300, 300, image::Rgba(color));
    let picture = image::DynamicImage::from(picture);
    let file = folder.path().join("text/a.png");
    match color[3] {
        255 => picture.to_rgb8().save(file).expect("a picture"),
        _ => picture.save(file).expect("a picture"),
    }
    folder
}

/// The sheets of a book and what was reported.
fn print(folder: &tempfile::TempDir) -> (Document, String) {
    let run =
        publish(folder.path(), &["print", ".", "-v", "-o", "sheets.pdf", "--marks", "crop,colours", "--sheet", "a3"]);
    assert!(run.status.success(), "{}", stderr(&run));
    (Document::load(folder.path().join("sheets.pdf")).expect("a PDF"), stderr(&run))
}

/// The metadata and the profile, if the file claims PDF/X-4.
fn claim(document: &Document) -> Option<(String, i64)> {
    let catalog = document.catalog().expect("a catalog");
    let intents = catalog.get(b"OutputIntents").and_then(Object::as_array).ok()?;
    let intent = intents[0].as_dict().expect("an intent");
    assert_eq!(intent.get(b"S").and_then(Object::as_name).ok(), Some(b"GTS_PDFX".as_slice()));
    let stream = |object: &Object| {
        let stream = document.get_object(object.as_reference().expect("a reference")).and_then(Object::as_stream);
        stream.expect("a stream").clone()
    };
    let profile = stream(intent.get(b"DestOutputProfile").expect("a profile"));
    let packet = stream(catalog.get(b"Metadata").expect("metadata"));
    let count = profile.dict.get(b"N").and_then(Object::as_i64).expect("a count");
    let bytes = profile.decompressed_content().expect("deflated");
    assert_eq!((&bytes[12..16], &bytes[36..40]), (b"prtr".as_slice(), b"acsp".as_slice()), "a profile of a press");
    Some((String::from_utf8(packet.content).expect("UTF-8"), count))
}

#[test]
fn a_black_book_claims_the_standard_with_black_ink() {
    let (document, report) = print(&book("", TEXT, [0; 4]));
    let (packet, count) = claim(&document).expect("a claim");
    assert_eq!(count, 1);
    for element in [
        "<pdfxid:GTS_PDFXVersion>PDF/X-4<",
        "<pdf:Trapped>False<",
        "<xmpMM:DocumentID>uuid:",
        "<xmpMM:VersionID>1<",
        "<xmpMM:RenditionClass>default<",
        "<xmp:MetadataDate>2026-11-21T00:00:00+00:00<",
    ] {
        assert!(packet.contains(element), "{element}: {packet}");
    }
    assert!(!report.contains("no-claim"), "{report}");
    let information = document.trailer.get(b"Info").and_then(Object::as_reference).expect("information");
    let information = document.get_dictionary(information).expect("a dictionary");
    assert_eq!(information.get(b"Trapped").and_then(Object::as_name).ok(), Some(b"False".as_slice()));
    // The colour bar has its black patches only.
    let page = document.page_iter().next().expect("a sheet");
    let content = String::from_utf8(document.get_page_content(page)).expect("no strings");
    let operators: Vec<&str> = content.split_ascii_whitespace().collect();
    assert!(!operators.contains(&"k") && !operators.contains(&"rg"), "{content}");
    assert_eq!(operators.iter().filter(|&&word| word == "g").count(), 2);
}

#[test]
fn nothing_is_claimed_on_demand() {
    let (document, report) = print(&book("print: { conformance: none }\n", TEXT, [0; 4]));
    assert!(claim(&document).is_none() && !report.contains("no-claim"), "{report}");
}

#[test]
fn what_stands_against_the_claim_is_told() {
    let picture = "![نان](a.png)\n";
    let colour = "styles: { roles: { heading-1: { color: \"#8a1c1c\" } } }\n";
    for (lines, text, color, told) in [
        (colour, TEXT, [0; 4], "the text has colours"),
        ("", picture, [200, 90, 30, 255], "`a.png` has colours"),
        ("", picture, [9, 9, 9, 128], "`a.png` is transparent"),
    ] {
        let (document, report) = print(&book(lines, text, color));
        assert!(claim(&document).is_none(), "{told}");
        let note = format!("note[print.no-claim]: the sheets do not claim PDF/X-4: {told}");
        assert!(report.contains(&note), "{report}");
        let (_, report) = print(&book(&format!("{lines}print: {{ conformance: x-4 }}\n"), text, color));
        assert!(report.contains("manifest.yaml:") && report.contains("warning[print.no-claim]"), "{report}");
    }
}

#[test]
fn a_file_that_is_no_profile_of_a_press_is_refused_where_it_is_named() {
    let folder = book("print: { profile: press.icc }\n", TEXT, [0; 4]);
    for bytes in [b"no profile".as_slice(), &[0; 400]] {
        fs::write(folder.path().join("press.icc"), bytes).expect("a new file");
        let run = publish(folder.path(), &["print", ".", "-o", "sheets.pdf"]);
        let report = stderr(&run);
        assert_eq!(run.status.code(), Some(1), "{report}");
        assert!(report.contains("manifest.yaml:5:19: error[print.bad-profile]"), "{report}");
        assert!(!folder.path().join("sheets.pdf").exists());
    }
}

#[test]
fn the_cover_of_a_bound_book_claims_the_standard_too() {
    let folder = book("print: { spine: 8mm }\n", TEXT, [0; 4]);
    let run = publish(folder.path(), &["print", ".", "--what", "cover", "-o", "cover.pdf"]);
    assert!(run.status.success(), "{}", stderr(&run));
    let document = Document::load(folder.path().join("cover.pdf")).expect("a PDF");
    assert_eq!(claim(&document).expect("a claim").1, 1);
}

#[test]
fn a_flag_names_a_profile_from_where_the_program_is_started() {
    let folder = book("", TEXT, [0; 4]);
    fs::write(folder.path().join("press.icc"), b"no profile").expect("a new file");
    let run = publish(folder.path(), &["print", ".", "--profile", "press.icc", "-o", "sheets.pdf"]);
    let report = stderr(&run);
    assert_eq!(run.status.code(), Some(1), "{report}");
    assert!(report.starts_with("error[print.bad-profile]"), "no place of the manifest: {report}");
    let run = publish(folder.path(), &["print", ".", "--profile", "gone.icc", "-o", "sheets.pdf"]);
    assert_eq!(run.status.code(), Some(2), "{}", stderr(&run));
    assert!(stderr(&run).contains("gone.icc") && !folder.path().join("sheets.pdf").exists());
}

/// A PDF of one page with a face that is embedded or is not, and more keys of its catalogue.
fn finished(content: &str, has_face: bool, catalog: &[(&str, Object)]) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let mut descriptor = dictionary! { "Type" => "FontDescriptor", "FontName" => "Plain", "Flags" => 4 };
    if has_face {
        descriptor
            .set("FontFile2", document.add_object(lopdf::Stream::new(lopdf::Dictionary::new(), b"face".to_vec())));
    }
    let descriptor = document.add_object(descriptor);
    let face = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "Plain", "FontDescriptor" => descriptor,
    });
    let content = document.add_object(lopdf::Stream::new(lopdf::Dictionary::new(), content.as_bytes().to_vec()));
    let area: Vec<Object> = [0, 0, 300, 400].map(Object::Integer).to_vec();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "MediaBox" => area, "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F" => face } },
    });
    let pages = dictionary! { "Type" => "Pages", "Kids" => vec![Object::from(page)], "Count" => 1 };
    document.set_object(tree, pages);
    let mut root = dictionary! { "Type" => "Catalog", "Pages" => tree };
    catalog.iter().for_each(|(key, value)| root.set(*key, value.clone()));
    let root = document.add_object(root);
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a vector takes all");
    bytes
}

#[test]
fn a_finished_file_claims_the_standard_where_that_is_true_and_is_refused_where_it_is_not() {
    let layers = [("OCProperties", Object::Dictionary(lopdf::Dictionary::new()))];
    let folder = book("", TEXT, [0; 4]);
    let target = folder.path().join("sheets.pdf");
    let asked = ["print", "--pdf", "file.pdf", "--conformance", "x-4", "-o", "sheets.pdf"];
    for (content, has_face, catalog, told) in [
        ("BT /F 9 Tf (a) Tj ET", false, &layers[..0], "not all faces are embedded"),
        ("1 0 0 rg 0 0 9 9 re f", true, &layers[..0], "colours that are no inks"),
        ("/DeviceRGB cs 0 0 9 9 re f", true, &layers[..0], "colours that are no inks"),
        ("0 1 0 0 k 0 0 9 9 re f", true, &layers[..0], "the press black ink only (name the profile"),
        ("0 g 0 0 9 9 re f", true, &layers[..], "layers"),
    ] {
        fs::write(folder.path().join("file.pdf"), finished(content, has_face, catalog)).expect("a new file");
        fs::write(&target, b"old").expect("an old file");
        let run = publish(folder.path(), &asked);
        let report = stderr(&run);
        assert_eq!(run.status.code(), Some(2), "{report}");
        assert!(report.contains("cannot be PDF/X-4") && report.contains(told), "{told}: {report}");
        assert_eq!(fs::read(&target).expect("it is there"), b"old", "the old file is left alone");
        // Without the standard it is printed as it is.
        let run = publish(folder.path(), &["print", "--pdf", "file.pdf", "-o", "plain.pdf"]);
        assert!(run.status.success(), "{}", stderr(&run));
        let plain = Document::load(folder.path().join("plain.pdf")).expect("a PDF");
        assert!(claim(&plain).is_none());
    }
    let run = publish(folder.path(), &["pdf", ".", "-o", "file.pdf"]);
    assert!(run.status.success(), "{}", stderr(&run));
    let marks = ["--marks", "crop,registration,colours", "--sheet", "a3"];
    let run = publish(folder.path(), &[&asked[..], &marks[..]].concat());
    assert!(run.status.success(), "{}", stderr(&run));
    let document = Document::load(&target).expect("a PDF");
    let (packet, count) = claim(&document).expect("a claim");
    assert!(packet.contains("PDF/X-4") && packet.contains("نان"), "{packet}");
    assert_eq!(count, 1);
}

#[test]
fn ink_is_measured_on_the_pages() {
    // A square of ten centimetres, on one of the two sides of a sheet of A4.
    let picture = "![نان](a.png){width=100mm}\n";
    for (color, told) in [
        (
            [0, 0, 0, 255],
            "ink: black on 8.0 % of the paper, at most 16.0 % of a side; black toner as for 4 sides of A4",
        ),
        ([255, 255, 255, 255], "ink: black on 0.0 % of the paper, at most"),
        ([255, 0, 0, 255], "ink: black on 0.0 % of the paper, colours 16.0 %, at most 32.1 % of a side"),
    ] {
        let run = publish(book("", picture, color).path(), &["print", ".", "--plan"]);
        let report = String::from_utf8_lossy(&run.stdout).into_owned();
        assert!(report.contains(told), "{told}: {report}");
    }
}
