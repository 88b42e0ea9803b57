//! Font files of a book: CFF outlines, variable faces, collections, licence bits, and what of them stands in the PDF.

use std::fs;
use std::path::Path;
use std::process::Output;

use lopdf::Document;
use publish::font::face::FaceError;
use publish::font::{Face, GlyphId, OutlinePoint, Slant, Weight};
use sha2::{Digest, Sha256};

use crate::pdf_reader::fonts;
use crate::support::{publish, root, small_book, stderr};

fn font(name: &str) -> Vec<u8> {
    fs::read(root().join("tests/fonts").join(name)).expect("a font for tests")
}

const CFF: &str = "Lemonada-Regular.otf";
const VARIABLE: &str = "VazirmatnNL-Variable.ttf";
const TEXT: &str = "# آرد\n\nسلام، کلاه و **نان گرم** می\u{200C}خواهند (سال ۱۳۴۵).\n";

/// A book set with the faces of a font file, which is not there yet.
fn book(family: &str, file: &str) -> tempfile::TempDir {
    let manifest =
        format!("title: نان\nlanguage: fa\nfonts: {{ body: {family}, heading: {family}, files: [{file}] }}\n");
    small_book(&format!("{manifest}contents: [text/one.md]\n"), TEXT)
}

/// Makes the PDF of a book with a font file, twice, and reads it back.
fn pdf(family: &str, data: &[u8], file: &str) -> Document {
    let book = book(family, file);
    fs::write(book.path().join(file), data).expect("a new file");
    let make = |name: &str, jobs: &str| {
        let output = publish(book.path(), &["pdf", ".", "--verify", "-o", name, "--jobs", jobs]);
        assert!(output.status.success() && stderr(&output).is_empty(), "{}", stderr(&output));
        fs::read(book.path().join(name)).expect("it was written")
    };
    let bytes = make("one.pdf", "1");
    assert!(bytes == make("two.pdf", "4"), "bytes differ");
    Document::load_mem(&bytes).expect("a PDF that can be read")
}

/// The names of all embedded faces without their tags.
fn names(document: &Document) -> Vec<String> {
    let objects = document.objects.values().filter_map(|object| object.as_dict().ok());
    let descriptors = objects.filter_map(|object| object.get(b"FontName").ok()).filter_map(|name| name.as_name().ok());
    let mut names: Vec<String> = descriptors.map(|name| String::from_utf8_lossy(&name[7..]).into_owned()).collect();
    names.sort();
    names
}

#[test]
fn the_files_are_those_the_readme_lists() {
    let readme = fs::read_to_string(root().join("tests/fonts/README.md")).expect("readable");
    for path in
        fs::read_dir(root().join("tests/fonts")).expect("the folder").map(|entry| entry.expect("readable").path())
    {
        if path.extension().is_none_or(|ending| ending != "ttf" && ending != "otf") {
            continue;
        }
        let digest = Sha256::digest(fs::read(&path).expect("readable"));
        let sum: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        assert!(readme.lines().any(|row| row.contains(&format!("`{name}`")) && row.contains(&sum)), "{name}");
    }
}

/// Points along the curves of a glyph as its CFF table gives them.
#[derive(Default)]
struct Along {
    points: Vec<(f32, f32)>,
    at: (f32, f32),
}

impl ttf_parser::OutlineBuilder for Along {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = (x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.points.extend([self.at, (x, y)]);
        self.at = (x, y);
    }

    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {
        panic!("CFF has cubic curves only");
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let of = |t: f32, [a, b, c, d]: [f32; 4]| {
            let s = 1.0 - t;
            a * s * s * s + 3.0 * b * s * s * t + 3.0 * c * s * t * t + d * t * t * t
        };
        let steps = (0..=8u8).map(|step| f32::from(step) / 8.0);
        self.points.extend(steps.map(|t| (of(t, [self.at.0, x1, x2, x]), of(t, [self.at.1, y1, y2, y]))));
        self.at = (x, y);
    }

    fn close(&mut self) {}
}

/// A contour of quadratic curves as a chain of short lines.
fn chain(contour: &[OutlinePoint]) -> Vec<(f32, f32)> {
    let point = |one: &OutlinePoint| (f32::from(one.x), f32::from(one.y));
    let start = contour.iter().position(|point| point.on_curve).expect("our curves begin and end on the outline");
    let ring: Vec<&OutlinePoint> = contour.iter().cycle().skip(start).take(contour.len() + 1).collect();
    let mut chain = vec![point(ring[0])];
    let mut control = None;
    for one in &ring[1..] {
        let (from, to) = (*chain.last().expect("it has a start"), point(one));
        match control.take() {
            None if one.on_curve => chain.push(to),
            None => control = Some(to),
            Some((x, y)) => {
                assert!(one.on_curve, "two controls never follow each other here");
                let of =
                    |t: f32, a: f32, b: f32, c: f32| a * (1.0 - t) * (1.0 - t) + 2.0 * b * t * (1.0 - t) + c * t * t;
                let steps = (1..=16u8).map(|step| f32::from(step) / 16.0);
                chain.extend(steps.map(|t| (of(t, from.0, x, to.0), of(t, from.1, y, to.1))));
            }
        }
    }
    chain
}

fn distance((x, y): (f32, f32), (from, to): ((f32, f32), (f32, f32))) -> f32 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let along = ((x - from.0) * dx + (y - from.1) * dy) / (dx * dx + dy * dy).max(f32::MIN_POSITIVE);
    let t = along.clamp(0.0, 1.0);
    (x - from.0 - t * dx).hypot(y - from.1 - t * dy)
}

#[test]
fn cubic_outlines_become_quadratic_within_a_font_unit() {
    let data = font(CFF);
    let parsed = ttf_parser::Face::parse(&data, 0).expect("a font");
    let face = Face::parse(data.clone(), 0).expect("a face");
    let (mut worst, mut drawn) = (0.0f32, 0);
    for glyph in 0..parsed.number_of_glyphs() {
        let mut along = Along::default();
        parsed.outline_glyph(ttf_parser::GlyphId(glyph), &mut along);
        let chains: Vec<_> = face.outline(GlyphId(glyph)).contours.iter().map(|contour| chain(contour)).collect();
        let edges: Vec<_> = chains.iter().flat_map(|chain| chain.windows(2)).map(|pair| (pair[0], pair[1])).collect();
        for point in &along.points {
            worst = worst.max(edges.iter().map(|edge| distance(*point, *edge)).fold(f32::MAX, f32::min));
        }
        drawn += usize::from(!edges.is_empty());
    }
    assert!(drawn > 300, "{drawn} glyphs are drawn");
    // Half a unit is the bound of the conversion, another what rounding to whole units can add to it.
    assert!(worst <= 1.0, "{worst}");
}

#[test]
fn a_book_is_set_in_a_face_with_cubic_outlines() {
    let document = pdf("Lemonada", &font(CFF), CFF);
    assert!(names(&document).contains(&"LemonadaRegular".to_owned()), "{:?}", names(&document));
    let page = document.page_iter().next().expect("a page");
    assert!(fonts(&document, page).values().all(|font| Face::parse(font.file.clone(), 0).is_ok()));
}

#[test]
fn a_variable_face_has_its_text_weight_and_its_bold() {
    let face = Face::parse(font(VARIABLE), 0).expect("a face");
    let bold = face.bold().expect("its weights reach 900");
    assert_eq!((face.weight_axis(), bold.weight_axis()), (Some(400.0), Some(700.0)));
    assert_eq!((face.style().weight, bold.style().weight), (Weight::Regular, Weight::Bold));
    assert!(bold.bold().is_none() && face.has_file_of(&bold));
    assert_eq!(bold.full_name(), "Vazirmatn NL Bold");
    let glyph = face.glyph('س').expect("a Persian face");
    assert_ne!(face.outline(glyph), bold.outline(glyph));
    assert!(Face::parse(font(CFF), 0).expect("a face").bold().is_none());
    // Outlines and advances are those of the axis at 700.
    let data = font(VARIABLE);
    let mut parsed = ttf_parser::Face::parse(&data, 0).expect("a font");
    parsed.set_variation(ttf_parser::Tag::from_bytes(b"wght"), 700.0).expect("it has the axis");
    let wide = parsed.glyph_hor_advance(ttf_parser::GlyphId(glyph.0)).expect("an advance");
    assert_eq!(bold.advances().of(glyph).map(|advance| advance.0), Some(i32::from(wide)));
    assert_ne!(face.advances().of(glyph), bold.advances().of(glyph));
}

#[test]
fn a_book_is_set_in_two_weights_of_one_file() {
    let document = pdf("Vazirmatn NL", &font(VARIABLE), VARIABLE);
    let names = names(&document);
    assert!(
        names.contains(&"VazirmatnNLRegular".to_owned()) && names.contains(&"VazirmatnNLBold".to_owned()),
        "{names:?}"
    );
    for object in document.objects.values().filter_map(|object| object.as_dict().ok()) {
        if let Ok(file) = object.get(b"FontFile2") {
            let stream =
                document.get_object(file.as_reference().expect("a reference")).and_then(|file| file.as_stream());
            let data = stream.expect("a stream").decompressed_content().expect("deflated");
            let parsed = ttf_parser::Face::parse(&data, 0).expect("a font");
            assert!(!parsed.is_variable(), "an instance does not vary");
        }
    }
}

#[test]
fn the_epub_has_a_variable_file_once() {
    let book = book("Vazirmatn NL", VARIABLE);
    fs::write(book.path().join(VARIABLE), font(VARIABLE)).expect("a new file");
    let output = publish(book.path(), &["epub", ".", "-o", "one.epub"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let file = fs::File::open(book.path().join("one.epub")).expect("it was written");
    let mut zip = zip::ZipArchive::new(file).expect("an EPUB is a zip file");
    let files: Vec<String> = zip.file_names().filter(|name| name.ends_with(".ttf")).map(str::to_owned).collect();
    assert_eq!(
        files.iter().filter(|name| name.contains("VazirmatnNL") || name.contains("Vazirmatn-NL")).count(),
        1,
        "{files:?}"
    );
    let css = (0..zip.len())
        .map(|at| zip.by_index(at).expect("an entry").name().to_owned())
        .find(|name| name.ends_with(".css"));
    let css = std::io::read_to_string(zip.by_name(&css.expect("a style sheet")).expect("it is there")).expect("UTF-8");
    let rules = css.matches("Vazirmatn-NL").count();
    assert!(rules >= 2 && css.contains("font-weight: bold") || css.contains("font-weight: 700"), "{css}");
}

/// A collection of font files (OpenType, `ttcf` header): their tables move, so the places of these change.
fn collection(files: &[Vec<u8>]) -> Vec<u8> {
    let word = |value: usize| u32::try_from(value).expect("small files").to_be_bytes();
    let mut out = b"ttcf\0\x01\0\0".to_vec();
    out.extend(word(files.len()));
    let mut start = 12 + 4 * files.len();
    for file in files {
        out.extend(word(start));
        start += file.len().next_multiple_of(4);
    }
    for file in files {
        let (start, mut moved) = (out.len(), file.clone());
        let tables = usize::from(u16::from_be_bytes([file[4], file[5]]));
        for at in (0..tables).map(|table| 12 + 16 * table + 8) {
            let place = u32::from_be_bytes([file[at], file[at + 1], file[at + 2], file[at + 3]]) as usize;
            moved[at..at + 4].copy_from_slice(&word(place + start));
        }
        moved.resize(file.len().next_multiple_of(4), 0);
        out.extend(moved);
    }
    out
}

#[test]
fn the_families_of_a_collection_are_found_by_name() {
    let both = collection(&[font(CFF), font(VARIABLE)]);
    let second = Face::parse(both.clone(), 1).expect("the second face");
    assert_eq!((second.family(), second.index()), ("Vazirmatn NL", 1));
    for (family, name) in [("Lemonada", "LemonadaRegular"), ("Vazirmatn NL", "VazirmatnNLRegular")] {
        let names = names(&pdf(family, &both, "both.ttc"));
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    assert_eq!(second.style().slant, Slant::Upright);
}

/// The font with other licence bits.
fn with_bits(bits: u16) -> Vec<u8> {
    let mut data = font(CFF);
    let tables = usize::from(u16::from_be_bytes([data[4], data[5]]));
    let record = (0..tables).map(|table| 12 + 16 * table).find(|at| &data[*at..at + 4] == b"OS/2").expect("a table");
    let place = u32::from_be_bytes([data[record + 8], data[record + 9], data[record + 10], data[record + 11]]) as usize;
    data[place + 8..place + 10].copy_from_slice(&bits.to_be_bytes());
    data
}

fn refused(folder: &Path) -> Output {
    let output = publish(folder, &["pdf", "."]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    output
}

#[test]
fn licence_bits_are_obeyed_and_the_file_is_named() {
    // OpenType, OS/2 fsType: 2 restricted, 4 preview and print, 8 editable, 0x100 no subsetting, 0x200 bitmaps only.
    for bits in [0, 4, 8] {
        assert!(Face::parse(with_bits(bits), 0).is_ok(), "{bits}");
    }
    assert_eq!(Face::parse(with_bits(2), 0).err(), Some(FaceError::EmbeddingForbidden));
    assert_eq!(Face::parse(with_bits(0x200), 0).err(), Some(FaceError::EmbeddingForbidden));
    assert_eq!(Face::parse(with_bits(0x108), 0).err(), Some(FaceError::SubsettingForbidden));
    for bits in [2, 0x108] {
        let book = book("Lemonada", "mine.otf");
        fs::write(book.path().join("mine.otf"), with_bits(bits)).expect("a new file");
        let said = stderr(&refused(book.path()));
        assert!(said.contains("manifest.yaml:3:") && said.contains("style.embedding-forbidden"), "{said}");
        assert!(said.contains("`mine.otf`"), "{said}");
    }
}
