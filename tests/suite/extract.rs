//! Glyphs of PDFs with their places and judged texts: small files, each broken in one way, and files of our own.

mod hostile;
mod make;
mod pictures;
mod structure;

use publish::font::Face;
use publish::rescue::position::extract::{Limits, extract};
use publish::rescue::position::{PositionedGlyph, PositionedText, TextSource};

use make::{HEIGHT, Pdf, advance, face, glyph, show};

/// Reads a file that can be read.
fn read(bytes: &[u8]) -> PositionedText {
    extract(bytes, "", &Limits::default()).expect("a PDF")
}

/// The glyphs of a page with one font, whose table gives these texts.
fn glyphs(name: &str, face: &Face, texts: &[(u16, &str)], content: &str) -> Vec<PositionedGlyph> {
    let mut pdf = Pdf::new();
    let font = pdf.font(name, face, texts);
    pdf.page(content, &format!("/Font << /F {font} 0 R >>"), "");
    read(&pdf.finish()).pages.remove(0).glyphs
}

fn texts(glyphs: &[PositionedGlyph]) -> Vec<&str> {
    glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
}

#[test]
fn a_glyph_has_its_place_its_size_and_its_face() {
    let face = face("Gentium Plus");
    let (a, b) = (glyph(&face, 'a'), glyph(&face, 'b'));
    let mut pdf = Pdf::new();
    let font = pdf.font("GentiumPlus", &face, &[(a, "a"), (b, "b")]);
    let content = format!("1 0 0 rg {}", show(50.0, 300.0, 20.0, &[a, b]));
    pdf.page(&content, &format!("/Font << /F {font} 0 R >>"), "");
    let text = read(&pdf.finish());
    assert_eq!((text.pages[0].number, text.pages[0].width, text.pages[0].height), (1, 300.0, HEIGHT));
    assert_eq!((text.faces.len(), text.faces[0].name.as_str(), text.faces[0].is_bold), (1, "GentiumPlus", false));
    let [first, second] = &text.pages[0].glyphs[..] else { panic!("two glyphs") };
    let width = advance(&face, a) / f32::from(face.units_per_em()) * 20.0;
    assert_eq!((first.text.as_str(), first.source, first.left, first.baseline), ("a", TextSource::File, 50.0, 100.0));
    assert!((first.right - 50.0 - width).abs() < 0.01 && (second.left - first.right).abs() < 0.01);
    assert_eq!(
        (first.size, first.face, first.color, first.is_hidden, first.is_turned),
        (20.0, 0, 0xFF_0000, false, false)
    );
    let ink = first.ink.expect("a letter");
    assert!(ink.left > 49.0 && ink.right < 61.0 && ink.bottom < 101.0 && ink.top > 88.0, "{ink:?}");
}

#[test]
fn forms_become_letters_and_ligatures_are_read_in_order() {
    let face = face("Vazirmatn");
    // Beh and noon initial, lam-alef final, as they are drawn.
    let [beh, noon, lam_alef] = ['\u{FE91}', '\u{FEE7}', '\u{FEFC}'].map(|form| glyph(&face, form));
    let said = [(beh, "\u{FE91}"), (noon, "\u{FEE7}"), (lam_alef, "ال")];
    let found = glyphs("Vazirmatn-Regular", &face, &said, &show(50.0, 300.0, 20.0, &[lam_alef, noon, beh]));
    assert_eq!(texts(&found), ["لا", "ن", "ب"]);
    assert!(found.iter().all(|glyph| glyph.source == TextSource::Corrected));
}

#[test]
fn glyphs_without_a_text_are_named_by_a_face_inside() {
    let face = face("Vazirmatn");
    // کتاب in its forms: keheh initial, teh medial, alef final, beh isolated; from left to right.
    let word = ['\u{628}', '\u{FE8E}', '\u{FE98}', '\u{FB90}'].map(|form| glyph(&face, form));
    let others = ['\u{FEB3}', '\u{FEF1}', '؟'].map(|form| glyph(&face, form));
    let content = show(50.0, 300.0, 20.0, &word) + &show(50.0, 200.0, 20.0, &others);
    let found = glyphs("Vazirmatn-Regular", &face, &[(others[2], "؟")], &content);
    assert_eq!(texts(&found), ["ب", "ا", "ت", "ک", "س", "ي", "؟"]);
    let sources: Vec<TextSource> = found.iter().map(|glyph| glyph.source).collect();
    assert_eq!(sources, [[TextSource::Outline; 3].as_slice(), &[TextSource::Outline; 3], &[TextSource::File]].concat());
    // The same under a name that nobody knows.
    assert_eq!(texts(&glyphs("Unknown", &face, &[(others[2], "؟")], &content)), ["ب", "ا", "ت", "ک", "س", "ي", "؟"]);
}

#[test]
fn a_text_that_the_outline_belies_is_corrected() {
    let face = face("Vazirmatn");
    let forms = ['\u{FE91}', '\u{FE98}', '\u{FEB3}', '\u{FEE3}', '\u{FED3}', '\u{FB90}'];
    let numbers = forms.map(|form| glyph(&face, form));
    // Seen says meem; the others are right.
    let said: Vec<(u16, &str)> = numbers.iter().copied().zip(["ب", "ت", "م", "م", "ف", "ک"]).collect();
    let found = glyphs("Vazirmatn", &face, &said, &show(50.0, 300.0, 20.0, &numbers));
    assert_eq!(texts(&found), ["ب", "ت", "س", "م", "ف", "ک"]);
    assert_eq!((found[1].source, found[2].source), (TextSource::File, TextSource::Outline));
}

#[test]
fn what_nobody_knows_is_marked() {
    let face = face("Amiri");
    // A word of the Quran that the face draws in one glyph, and no other.
    let word = glyph(&face, '\u{6DD}');
    let found = glyphs("Unknown", &face, &[], &show(50.0, 300.0, 20.0, &[word]));
    assert_eq!((found[0].text.as_str(), found[0].source), ("\u{FFFD}", TextSource::Unknown));
}

#[test]
fn a_bracket_is_what_its_ink_shows() {
    let face = face("Vazirmatn");
    let [left, right, open, close] = ['(', ')', '«', '»'].map(|sign| glyph(&face, sign));
    // A line from right to left, whose maker gave mirrored glyphs the signs of the manuscript.
    let said = [(left, ")"), (right, "("), (open, "«"), (close, "«")];
    let found = glyphs("Vazirmatn", &face, &said, &show(50.0, 300.0, 20.0, &[left, right, open, close]));
    assert_eq!(texts(&found), ["(", ")", "«", "»"]);
    let sources = found.iter().map(|glyph| glyph.source == TextSource::Corrected);
    assert_eq!(sources.collect::<Vec<_>>(), [true, true, false, true]);
}

#[test]
fn a_bar_between_letters_is_kashida_whatever_it_says() {
    let face = face("Vazirmatn");
    let [beh, bar, reh, heh] = ['\u{FE91}', '\u{640}', '\u{FEAE}', '\u{FEEA}'].map(|form| glyph(&face, form));
    for said in ["\u{640}", "P", "\u{FFFD}", "\u{E012}"] {
        let table = [(beh, "ب"), (reh, "ر"), (bar, said)];
        let content = show(50.0, 300.0, 20.0, &[reh, bar, bar, beh]);
        assert_eq!(texts(&glyphs("Unknown", &face, &table, &content)), ["ر", "", "", "ب"], "{said}");
    }
    // At the end of a word it stands for itself: the Hijri sign after a year.
    let table = [(heh, "ه"), (bar, "\u{640}")];
    let found = glyphs("Vazirmatn", &face, &table, &show(50.0, 300.0, 20.0, &[bar, heh]));
    assert_eq!(texts(&found), ["\u{640}", "ه"]);
}

#[test]
fn a_space_without_room_is_a_half_space_between_letters_that_part() {
    let face = face("Vazirmatn");
    let [space, yeh, meem, reh, beh] =
        [' ', '\u{FBFD}', '\u{FEE3}', '\u{FEAD}', '\u{FE91}'].map(|form| glyph(&face, form));
    let table = [(space, " "), (yeh, "\u{FBFD}"), (meem, "\u{FEE3}"), (reh, "\u{FEAD}"), (beh, "\u{FE91}")];
    let scale = 1000.0 / f32::from(face.units_per_em());
    let back = advance(&face, space) * scale;
    // می‌ر: reh, a space taken back, yeh, meem; then a space between letters that join; then one with room.
    let shown = |parts: &[String]| format!("BT /F 20 Tf 1 0 0 1 50 300 Tm [{}] TJ ET", parts.concat());
    let code = |glyph: u16| format!("<{glyph:04X}>");
    let parted = shown(&[code(reh), code(space), format!("{back}"), code(yeh), code(meem)]);
    let found = glyphs("Vazirmatn", &face, &table, &parted);
    assert_eq!(texts(&found), ["ر", "\u{200C}", "ی", "م"]);
    assert_eq!(found[1].source, TextSource::Corrected);
    assert!(found[1].left == found[1].right && found[1].left < found[2].left && found[1].left > found[0].left);
    let joined = shown(&[code(yeh), code(space), format!("{back}"), code(meem)]);
    assert_eq!(texts(&glyphs("Vazirmatn", &face, &table, &joined)), ["ی", "", "م"]);
    // The pen may go back before it as well.
    let before = shown(&[code(reh), format!("{back}"), code(space), code(yeh), code(meem)]);
    assert_eq!(texts(&glyphs("Vazirmatn", &face, &table, &before)), ["ر", "\u{200C}", "ی", "م"]);
    let roomy = shown(&[code(reh), code(space), code(yeh)]);
    assert_eq!(texts(&glyphs("Vazirmatn", &face, &table, &roomy)), ["ر", " ", "ی"]);
}

#[test]
fn a_glyph_drawn_twice_is_one() {
    let face = face("Gentium Plus");
    let a = glyph(&face, 'a');
    let bold = show(50.0, 300.0, 20.0, &[a, a]) + &show(50.3, 300.0, 20.0, &[a, a]);
    assert_eq!(texts(&glyphs("GentiumPlus", &face, &[(a, "a")], &bold)), ["a", "a"]);
    let outlined = format!("2 Tr {}", show(50.0, 300.0, 20.0, &[a]));
    assert_eq!(texts(&glyphs("GentiumPlus", &face, &[(a, "a")], &outlined)), ["a"]);
}

#[test]
fn hidden_and_turned_glyphs_are_marked() {
    let face = face("Gentium Plus");
    let a = glyph(&face, 'a');
    let content = show(50.0, 300.0, 20.0, &[a])
        + &format!("BT /F 20 Tf 3 Tr 1 0 0 1 50 200 Tm <{a:04X}> Tj 0 Tr ET\n")
        + &format!("BT /F 20 Tf 0.7 0.7 -0.7 0.7 100 100 Tm <{a:04X}> Tj ET\n")
        + &show(400.0, 100.0, 20.0, &[a]);
    let found = glyphs("GentiumPlus", &face, &[(a, "a")], &content);
    let marks: Vec<(bool, bool)> = found.iter().map(|glyph| (glyph.is_hidden, glyph.is_turned)).collect();
    // In order: plain, text mode 3, slanting, off the page.
    assert_eq!(marks, [(false, false), (true, false), (false, true), (true, false)]);
}

#[test]
fn a_turned_page_is_read_as_it_is_shown() {
    let face = face("Gentium Plus");
    let a = glyph(&face, 'a');
    let mut pdf = Pdf::new();
    let font = pdf.font("GentiumPlus", &face, &[(a, "a")]);
    // On its side in the file, upright on the turned page.
    let content = format!("BT /F 20 Tf 0 1 -1 0 100 50 Tm <{a:04X}> Tj ET\n");
    pdf.page(&content, &format!("/Font << /F {font} 0 R >>"), "/Rotate 90");
    let page = read(&pdf.finish()).pages.remove(0);
    assert_eq!((page.width, page.height), (HEIGHT, 300.0));
    let glyph = &page.glyphs[0];
    assert!(!glyph.is_turned && (glyph.left - 50.0).abs() < 0.01 && (glyph.baseline - 100.0).abs() < 0.01, "{glyph:?}");
}

#[test]
fn a_replacement_text_speaks_where_the_table_is_silent() {
    let face = face("Amiri");
    let word = glyph(&face, '\u{6DD}');
    let content = format!("/Span << /ActualText <FEFF06460627> >> BDC {} EMC", show(50.0, 300.0, 20.0, &[word, word]));
    let found = glyphs("Unknown", &face, &[], &content);
    // To the one that is read first: the rightmost of a text from right to left.
    assert_eq!(texts(&found), ["", "نا"]);
    assert!(found.iter().all(|glyph| glyph.source == TextSource::ActualText));
}

#[test]
fn a_font_that_is_not_in_the_file_still_has_places_and_texts() {
    let mut pdf = Pdf::new();
    let font = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    pdf.page("BT /F 10 Tf 50 300 Td (Hi) Tj ET", &format!("/Font << /F {font} 0 R >>"), "");
    let page = read(&pdf.finish()).pages.remove(0);
    assert_eq!(texts(&page.glyphs), ["H", "i"]);
    // Adobe's metrics of Helvetica: 722 for H.
    assert!((page.glyphs[1].left - 57.22).abs() < 0.01, "{:?}", page.glyphs[1]);
}

#[test]
fn simple_fonts_have_their_names_and_another_face_is_no_witness() {
    let mut pdf = Pdf::new();
    let plain = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>");
    let bold = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>");
    // A face for Persian with codes of its own: what it says is all that is known of it.
    let map = "1 begincodespacerange <00> <FF> endcodespacerange 6 beginbfchar <61> <0633> <62> <0645> <63> <062C> \
               <64> <0635> <65> <0637> <66> <0639> endbfchar";
    let map = pdf.stream("", map.as_bytes());
    let coded = pdf.add(format!(
        "<< /Type /Font /Subtype /TrueType /BaseFont /BNazanin /Encoding /WinAnsiEncoding /ToUnicode {map} 0 R >>"
    ));
    let resources = format!("/Font << /P {plain} 0 R /B {bold} 0 R /C {coded} 0 R >>");
    let content = "BT /P 10 Tf 50 300 Td (a) Tj /B 10 Tf (a) Tj /C 10 Tf (abcdef) Tj ET";
    pdf.page(content, &resources, "");
    let text = read(&pdf.finish());
    let faces: Vec<(&str, bool)> = text.faces.iter().map(|face| (face.name.as_str(), face.is_bold)).collect();
    assert_eq!(faces, [("Times-Roman", false), ("Helvetica-Bold", true), ("BNazanin", false)]);
    let glyphs = &text.pages[0].glyphs;
    assert_eq!(texts(glyphs), ["a", "a", "س", "م", "ج", "ص", "ط", "ع"]);
    assert!(glyphs[2..].iter().all(|glyph| glyph.source == TextSource::File));
}

#[test]
fn glyphs_drawn_by_operators_have_their_ink() {
    let mut pdf = Pdf::new();
    let bar = pdf.stream("", b"500 0 d0 0 0 400 700 re f");
    let font = pdf.add(format!(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 65 \
         /LastChar 65 /Widths [500] /Encoding << /Differences [65 /A] >> /CharProcs << /A {bar} 0 R >> >>"
    ));
    pdf.page("BT /F 10 Tf 50 300 Td (A) Tj ET", &format!("/Font << /F {font} 0 R >>"), "");
    let glyph = read(&pdf.finish()).pages.remove(0).glyphs.remove(0);
    assert_eq!((glyph.text.as_str(), glyph.left, glyph.right), ("A", 50.0, 55.0));
    let ink = glyph.ink.expect("a bar");
    assert_eq!([ink.left, ink.top, ink.right, ink.bottom], [50.0, 93.0, 54.0, 100.0]);
}

#[test]
fn rules_are_lines_and_boxes() {
    let mut pdf = Pdf::new();
    pdf.page("0.5 w 50 100 m 150 100 l S 60 200 40 10 re f 10 10 m 40 90 l 70 10 l f", "", "");
    let rules = read(&pdf.finish()).pages.remove(0).rules;
    assert_eq!(rules.len(), 2, "{rules:?}");
    let [line, block] = [rules[0], rules[1]].map(|rule| [rule.left, rule.top, rule.right, rule.bottom]);
    assert_eq!(line, [49.75, 299.75, 150.25, 300.25]);
    assert_eq!(block, [60.0, 190.0, 100.0, 200.0]);
}

#[test]
fn a_body_with_other_dots_is_another_letter() {
    // A face that nobody knows, drawn by operators: a tooth with a dot below, above, below again, and two above.
    let tooth = "500 0 -90 -200 400 400 d1 0 0 300 200 re f";
    let dots =
        ["100 -150 80 80 re f", "100 300 80 80 re f", "100 -150 80 80 re f", "60 300 80 80 re 180 300 80 80 re f"];
    let mut pdf = Pdf::new();
    let mut drawings = String::new();
    for (number, dots) in dots.into_iter().enumerate() {
        let drawing = pdf.stream("", format!("{tooth} {dots}").as_bytes());
        drawings.push_str(&format!("/g{number} {drawing} 0 R "));
    }
    // The first alone has a text: beh in its initial form.
    let map = pdf.stream("", b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <FE91> endbfchar");
    let font = pdf.add(format!(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 500 400] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 65 \
         /LastChar 68 /Widths [500 500 500 500] /Encoding << /Differences [65 /g0 /g1 /g2 /g3] >> \
         /CharProcs << {drawings} >> /ToUnicode {map} 0 R >>"
    ));
    pdf.page("BT /F 10 Tf 50 300 Td (ABCD) Tj ET", &format!("/Font << /F {font} 0 R >>"), "");
    let found = read(&pdf.finish()).pages.remove(0).glyphs;
    assert_eq!(texts(&found), ["ب", "ن", "ب", "ت"]);
    assert!(found[1..].iter().all(|glyph| glyph.source == TextSource::Outline));
}
