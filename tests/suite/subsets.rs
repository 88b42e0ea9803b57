//! Faces cut down to a text: every word of the sample books has the glyphs, advances and outlines of the whole face, by two
//! shapers.

use std::collections::BTreeSet;
use std::fs;

use publish::font::embedded::embedded_faces;
use publish::font::{Face, GlyphId};

use super::support::root;

/// The words of all sample books.
fn words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for book in fs::read_dir(root().join("books")).expect("the sample books") {
        let Ok(texts) = fs::read_dir(book.expect("a book").path().join("text")) else { continue };
        for text in texts {
            let text = fs::read_to_string(text.expect("a text").path()).expect("UTF-8");
            words.extend(text.split_whitespace().map(str::to_owned));
        }
    }
    assert!(words.len() > 3_000, "{}", words.len());
    words
}

/// Number, advance and shift of a glyph.
type Placed = (u16, i32, i32, i32);

fn rustybuzz_glyphs(face: &rustybuzz::Face<'_>, word: &str) -> Vec<Placed> {
    let mut buffer = rustybuzz::UnicodeBuffer::new();
    buffer.push_str(word);
    buffer.guess_segment_properties();
    let shaped = rustybuzz::shape(face, &[], buffer);
    let placed = |(info, place): (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition)| {
        (u16::try_from(info.glyph_id).expect("a glyph"), place.x_advance, place.x_offset, place.y_offset)
    };
    shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(placed).collect()
}

fn harfrust_glyphs(font: &harfrust::ShaperFont<'_, '_>, word: &str) -> Vec<Placed> {
    let mut buffer = harfrust::Buffer::new();
    buffer.push_str(word);
    buffer.guess_segment_properties();
    harfrust::shape(font, &mut buffer, harfrust::ShapeOptions::new()).expect("a word is shaped");
    let placed = |(info, place): (&harfrust::GlyphInfo, &harfrust::GlyphPosition)| {
        (u16::try_from(info.glyph_id).expect("a glyph"), place.x_advance, place.x_offset, place.y_offset)
    };
    buffer.glyph_infos().iter().zip(buffer.glyph_positions()).map(placed).collect()
}

#[test]
fn every_word_is_shaped_and_drawn_as_by_the_whole_face() {
    let words = words();
    let characters: BTreeSet<char> = words.iter().flat_map(|word| word.chars()).collect();
    for (_, whole) in embedded_faces().iter() {
        let cut = whole.subset(&characters, None).expect("it is of TrueType outlines");
        let name = whole.full_name();
        assert!(cut.len() * 10 < whole.data().len() * 7, "{name}: {} bytes", cut.len());
        let (one, other) = (rustybuzz::Face::from_slice(whole.data(), 0), rustybuzz::Face::from_slice(&cut, 0));
        let (one, other) = (one.expect("a face"), other.expect("a face"));
        let first = harfrust::Font::new(whole.data().to_vec(), 0).expect("a face");
        let second = harfrust::Font::new(cut.clone(), 0).expect("a face");
        let (first, second) = (harfrust::ShaperFont::new(&first), harfrust::ShaperFont::new(&second));
        let mut seen: BTreeSet<u16> = BTreeSet::new();
        for word in &words {
            let glyphs = rustybuzz_glyphs(&one, word);
            assert_eq!(glyphs, rustybuzz_glyphs(&other, word), "{name}: {word}");
            let by_second = harfrust_glyphs(&first, word);
            assert_eq!(by_second, harfrust_glyphs(&second, word), "{name}: {word}");
            seen.extend(glyphs.iter().chain(&by_second).map(|glyph| glyph.0));
        }
        let cut = Face::parse(cut, 0).expect("a face");
        for glyph in seen.into_iter().map(GlyphId) {
            assert_eq!(whole.outline(glyph), cut.outline(glyph), "{name}: {glyph:?}");
        }
    }
}
