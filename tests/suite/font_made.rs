//! Faces that no file has: with CFF2 outlines that vary, and damaged ones, which are refused or set without a panic.

use std::fs;

use lopdf::Document;
use publish::font::{Face, GlyphId};
use write_fonts::FontBuilder;
use write_fonts::types::Tag;

use crate::support::{publish, root, small_book, stderr};

fn font(name: &str) -> Vec<u8> {
    fs::read(root().join("tests/fonts").join(name)).expect("a font for tests")
}

const CFF: &str = "Lemonada-Regular.otf";
const VARIABLE: &str = "VazirmatnNL-Variable.ttf";

/// Left edge of every made glyph, its width at the text weight, and how much wider it is at the end of the axis.
const LEFT: i16 = 50;
const WIDTH: i16 = 400;
const WIDER: i16 = 300;

/// A number of a charstring or dictionary.
fn short(value: i16) -> Vec<u8> {
    [&[28][..], &value.to_be_bytes()].concat()
}

/// An INDEX of CFF2 (OpenType 1.9, CFF2 §5).
fn index(entries: &[Vec<u8>]) -> Vec<u8> {
    let mut out = u32::try_from(entries.len()).expect("few").to_be_bytes().to_vec();
    if entries.is_empty() {
        return out;
    }
    out.push(4);
    let mut offset = 1u32;
    out.extend(offset.to_be_bytes());
    for entry in entries {
        offset += u32::try_from(entry.len()).expect("small");
        out.extend(offset.to_be_bytes());
    }
    out.extend(entries.concat());
    out
}

/// The store of one axis with one region, from its middle to its end.
fn variation_store() -> Vec<u8> {
    let mut store = Vec::new();
    // Format, place of the regions, one subtable and its place.
    store.extend([0, 1, 0, 0, 0, 12, 0, 1, 0, 0, 0, 22]);
    // One axis, one region: from 0 to 1, greatest at 1 (in 1/16384).
    store.extend([0, 1, 0, 1, 0, 0, 0x40, 0, 0x40, 0]);
    // No items, no long deltas, one region, that one.
    store.extend([0, 0, 0, 0, 0, 1, 0, 0]);
    let length = u16::try_from(store.len()).expect("small").to_be_bytes();
    [&length[..], &store].concat()
}

/// A CFF2 table of glyphs that are all one shape: a box with a bow, the wider the bolder.
fn cff2(glyphs: usize) -> Vec<u8> {
    let mut shape = [short(LEFT), short(0), vec![21]].concat();
    shape.extend([short(WIDTH), short(WIDER), short(1), vec![16, 6]].concat());
    shape.extend([short(500), vec![7]].concat());
    shape.extend([short(-100), short(100), short(-100), short(100), short(-100), short(0), vec![8]].concat());
    let glyphs = index(&vec![shape; glyphs]);
    let dictionary_length = 6 + 6 + 7;
    let start = 5 + dictionary_length + 4;
    let place = |at: usize| [&[29][..], &u32::try_from(at).expect("small").to_be_bytes()].concat();
    let store = variation_store();
    let (store_at, fonts_at) = (start + glyphs.len(), start + glyphs.len() + store.len());
    // The only font dictionary has an empty private one.
    let fonts = index(&[[short(0), short(0), vec![18]].concat()]);
    let dictionary = [place(start), vec![17], place(store_at), vec![24], place(fonts_at), vec![12, 36]].concat();
    let length = u16::try_from(dictionary.len()).expect("small").to_be_bytes();
    assert_eq!(dictionary.len(), dictionary_length);
    [&[2, 0, 5][..], &length, &dictionary, &index(&[]), &glyphs, &store, &fonts].concat()
}

/// The variable face with CFF2 outlines in the place of its own.
fn varying() -> Vec<u8> {
    let data = font(VARIABLE);
    let parsed = ttf_parser::Face::parse(&data, 0).expect("a font");
    let mut made = FontBuilder::new();
    for record in parsed.raw_face().table_records {
        let tag = record.tag.to_bytes();
        if ![*b"glyf", *b"loca", *b"gvar"].contains(&tag) {
            made.add_raw(Tag::new(&tag), parsed.raw_face().table(record.tag).expect("a table").to_vec());
        }
    }
    made.add_raw(Tag::new(b"CFF2"), cff2(usize::from(parsed.number_of_glyphs())));
    made.build()
}

/// Left and right end of a glyph.
fn ends(face: &Face, glyph: GlyphId) -> (i16, i16) {
    let xs: Vec<i16> = face.outline(glyph).contours.iter().flatten().map(|point| point.x).collect();
    (*xs.iter().min().expect("it is drawn"), *xs.iter().max().expect("it is drawn"))
}

#[test]
fn cff2_outlines_are_those_of_the_weight() {
    let face = Face::parse(varying(), 0).expect("a face");
    let bold = face.bold().expect("its weights reach 900");
    let glyph = face.glyph('س').expect("a Persian face");
    assert_eq!(ends(&face, glyph), (LEFT, LEFT + WIDTH));
    // The face puts 700 at 0.67755 of the way (its table `avar`).
    assert_eq!(ends(&bold, glyph), (LEFT, LEFT + WIDTH + (f32::from(WIDER) * 0.677_55).round() as i16));
    assert!(face.outline(glyph).contours[0].iter().any(|point| !point.on_curve), "the bow is a curve");
}

#[test]
fn a_book_is_set_in_a_face_with_cff2_outlines() {
    let manifest =
        "title: نان\nlanguage: fa\nfonts: { body: Vazirmatn NL, files: [mine.otf] }\ncontents: [text/one.md]\n";
    let book = small_book(manifest, "# آرد\n\nسلام و **نان گرم** می\u{200C}خواهند.\n");
    fs::write(book.path().join("mine.otf"), varying()).expect("a new file");
    let output = publish(book.path(), &["pdf", ".", "--verify", "-o", "one.pdf"]);
    assert!(output.status.success() && stderr(&output).is_empty(), "{}", stderr(&output));
    let document = Document::load(book.path().join("one.pdf")).expect("a PDF");
    let mut widths = Vec::new();
    for object in document.objects.values().filter_map(|object| object.as_dict().ok()) {
        let is_ours =
            object.get(b"FontName").and_then(|name| name.as_name()).is_ok_and(|name| name.ends_with(b"Regular"));
        let Ok(file) = object.get(b"FontFile2").and_then(|file| file.as_reference()) else { continue };
        let stream = document.get_object(file).and_then(|file| file.as_stream()).expect("a stream");
        let face = Face::parse(stream.decompressed_content().expect("deflated"), 0).expect("a face");
        if is_ours {
            widths.extend(
                (1..60)
                    .map(GlyphId)
                    .filter(|&glyph| !face.outline(glyph).contours.is_empty())
                    .map(|glyph| ends(&face, glyph)),
            );
        }
    }
    let is_made = |(left, right): &(i16, i16)| right - left == WIDTH;
    assert!(widths.iter().any(is_made), "{widths:?}");
}

/// Reads all of a face: names, metrics, outlines at both weights. How many glyphs are drawn; nothing if it is refused.
fn read(data: Vec<u8>) -> Option<usize> {
    let face = Face::parse(data, 0).ok()?;
    let mut drawn = 0;
    for face in [face.bold(), Some(face)].into_iter().flatten() {
        let advances = face.advances();
        for glyph in (0..600).map(GlyphId) {
            drawn += usize::from(advances.of(glyph).is_some() && !face.outline(glyph).contours.is_empty());
        }
        let coverage = face.coverage();
        drawn += "سلام fi ۱۲".chars().filter(|&sign| coverage.covers(sign)).count();
    }
    Some(drawn)
}

#[test]
fn damaged_faces_are_refused_or_read() {
    let mut state: u64 = 7;
    let mut chance = move |count: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % count
    };
    let (mut drawn, mut refused) = (0, 0);
    for data in [font(CFF), font(VARIABLE), varying()] {
        let tables = usize::from(u16::from_be_bytes([data[4], data[5]]));
        for turn in 0..90 {
            let mut damaged = data.clone();
            match turn % 3 {
                0 => damaged.truncate(chance(data.len())),
                // Places and lengths of tables.
                1 => damaged[12 + chance(16 * tables)] ^= 1 << chance(8),
                _ => (0..20).for_each(|_| {
                    let at = chance(data.len());
                    damaged[at] = u8::try_from(chance(256)).expect("a byte");
                }),
            }
            match read(damaged) {
                Some(count) => drawn += usize::from(count > 100),
                None => refused += 1,
            }
        }
    }
    assert!(drawn > 60 && refused > 30, "{drawn} drawn, {refused} refused");
}
