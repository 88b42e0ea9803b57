//! PDFs read back: text, faces, outline, labels, links, images, and the same bytes at every build.

use std::path::Path;
use std::sync::Arc;

use lopdf::{Document, Object};
use publish::base::{Diagnostics, Direction, Length, Point, Rect, Size, Span, Timestamp};
use publish::book::{Block, BlockKind, Book, ImageFile, ImageFormat, ImageId, Inline, NoteId, Target};
use publish::font::Face;
use publish::font::embedded::embedded_faces;
use publish::lines::{Line, Setting, break_paragraph};
use publish::pages::{Bookmark, Frame, FrameRole, Item, ItemKind, ItemRole, Leaf, Page, Pages, paginate};
use publish::pdf;
use publish::script::bidi::Isolate;
use publish::shape::{Shaper, StyledText, TextStyle, shape};
use publish::style::{Align, Justification, Kashida};

use crate::invented::{Invented, lines as words_of_lines, paragraph, plain_style, text};
use crate::paragraphs;
use crate::pdf_reader::{Shown, dictionary, fonts, shown, text_string};
use crate::support::assert_expected;

const MODIFIED: Timestamp = Timestamp(1_700_000_000);

fn write(pages: &Pages, book: &Book) -> Vec<u8> {
    let options = pdf::Options::new(MODIFIED);
    pdf::write(pages, book, &embedded_faces(), &options, &mut Diagnostics::new()).expect("these pages can be written")
}

/// A book with a part, three chapters, notes, links and a table of contents.
fn sample() -> Book {
    let mut invented = Invented::new("fa");
    invented.division(publish::book::DivisionKind::Toc, "فهرست");
    invented.part("بخش یکم");
    let note = invented.note("یادداشتی کوتاه دربارهٔ نان.");
    let mut words = text("نان در سال ۱۳۴۵ گران شد.");
    words.push(note);
    let first = invented.chapter("آرد", vec![Block { kind: BlockKind::Paragraph(words), ..paragraph("") }]);
    let link = Inline::Link(Target::Url("https://example.org/نان".to_owned()), text("نشانی نان"));
    let back = Inline::Link(Target::Anchor(first), text("فصل آرد"));
    let words = vec![link, Inline::Text(" و ".to_owned()), back];
    invented.chapter(
        "آب",
        vec![paragraph(&words_of_lines(30)), Block { kind: BlockKind::Paragraph(words), ..paragraph("") }],
    );
    invented.part("بخش دوم");
    invented.chapter("نمک", vec![paragraph("پایان.")]);
    invented.book
}

fn paginated(book: &Book) -> Pages {
    let faces = embedded_faces();
    paginate(book, &plain_style(), &Shaper::new(&faces), &faces, &mut Diagnostics::new())
}

/// Lines of paragraphs stacked on one page; `{…}` is the mark of a note.
fn stacked(paragraphs_of: &[&str], direction: Direction) -> Pages {
    stacked_with(paragraphs_of, direction, Kashida::Off)
}

fn stacked_with(paragraphs_of: &[&str], direction: Direction, kashida: Kashida) -> Pages {
    let faces = embedded_faces();
    let shaper = Shaper::new(&faces);
    let mut diagnostics = Diagnostics::new();
    let mut items = Vec::new();
    for words in paragraphs_of {
        let shaped = shape(&styled(words, direction, kashida), &shaper, &mut diagnostics);
        let setting = Setting {
            measure: Length::pt(300.0),
            first_indent: Length::ZERO,
            align: Align::Justify,
            justification: Justification { shrink_to: 0.8, stretch_to: 1.5, kashida, ..Justification::default() },
        };
        for line in break_paragraph(&shaped, &setting, &faces, &mut diagnostics) {
            let y = Length::pt(20.0) + Length::pt(18.0) * i64::try_from(items.len()).expect("few lines");
            items.push(item(ItemKind::Line(Point { x: Length::pt(20.0), y }, Arc::new(line))));
        }
    }
    page_of(items)
}

fn item(kind: ItemKind) -> Item {
    Item { role: ItemRole::Paragraph, block: 0, language: publish::base::Language::new("fa"), kind }
}

fn page_of(items: Vec<Item>) -> Pages {
    let frame = Frame { role: FrameRole::Body, area: Rect::default(), items };
    let size = Size { width: Length::pt(340.0), height: Length::pt(500.0) };
    let page = Page { size, leaf: Leaf::Recto, label: "1".to_owned(), frames: vec![frame] };
    Pages { list: vec![page], bookmarks: Vec::new(), destinations: Vec::new(), groups: Vec::new(), front: 0 }
}

fn styled(words: &str, direction: Direction, kashida: Kashida) -> StyledText {
    let plain = Arc::new(TextStyle { latin_families: vec!["Gentium Plus".to_owned()], kashida, ..paragraphs::style() });
    let raised = Arc::new(TextStyle {
        size: Length::pt(6.0),
        rise: Length::pt(4.0),
        note_mark: Some(NoteId(0)),
        ..paragraphs::style()
    });
    let mut styled = StyledText {
        text: String::new(),
        styles: Vec::new(),
        isolates: Vec::new(),
        direction,
        span: Span::default(),
        sources: Arc::default(),
    };
    for (at, part) in words.split(['{', '}']).enumerate().filter(|(_, part)| !part.is_empty()) {
        let start = styled.text.len();
        styled.text.push_str(part);
        let style = if at % 2 == 1 { &raised } else { &plain };
        if at % 2 == 1 {
            styled.isolates.push(Isolate { range: start..styled.text.len(), direction });
        }
        styled.styles.push((start..styled.text.len(), Arc::clone(style)));
    }
    styled
}

fn read_back(pages: &Pages) -> Vec<Vec<Shown>> {
    let bytes = write(pages, &sample());
    let document = Document::load_mem(&bytes).expect("a PDF that can be read");
    document.page_iter().map(|page| shown(&document, page)).collect()
}

/// The text of each baseline of a page, runs joined in the order of the file.
fn baselines(runs: &[Shown]) -> Vec<String> {
    runs.chunk_by(|one, next| one.y == next.y).map(|line| line.iter().map(Shown::read).collect()).collect()
}

fn set_lines(pages: &Pages) -> Vec<&Line> {
    let items = pages.list.iter().flat_map(|page| &page.frames).flat_map(|frame| &frame.items);
    items.filter_map(|item| if let ItemKind::Line(_, line) = &item.kind { Some(&**line) } else { None }).collect()
}

const HARD: [&str; 5] = [
    "سلام، در سال ۱۳۴۵ در شهر نان گران شد (سال ۱۳۴۰- ۱۳۵۰)، سپس ارزان و باز گران شد و می‌گویند «چنین بود».",
    "نامهٔ Jan Novak را در صفحهٔ ۱۲ خواند؛ چه می‌گوید: «نه». سپس ۱۲٫۵ درصد از ۳۴۰ نفر به خانه‌ها رفتند.",
    "بِسْمِ نان و نمک، كَتَبَ الوَلَدُ رِسَالَةً طَوِيلَةً إِلَى صَدِيقِهِ، ثُمَّ أَرْسَلَهَا.",
    "سلام و کلاه و لانه و لَانه: لا، لا؛ للّه و الله!",
    "ص ۴۵–۶۷ را ببینید [و نه ۲۰/۱۱/۱۴۰۵]. نشانی: www.example.org است.",
];

#[test]
fn what_is_shown_is_what_was_set() {
    let pages = stacked(&HARD, Direction::Rtl);
    // Lines end in a space that was not set.
    let set: Vec<String> = set_lines(&pages).iter().map(|line| line.text() + " ").collect();
    assert!(set.len() > HARD.len(), "some paragraphs have several lines");
    assert_eq!(baselines(&read_back(&pages)[0]), set);
}

#[test]
fn runs_are_as_wide_as_they_were_set() {
    let pages = stacked(&HARD, Direction::Rtl);
    let runs = read_back(&pages).remove(0);
    for line in runs.chunk_by(|one, next| one.y == next.y) {
        // Runs of a full line cover its measure from 20 to 320 pt without gaps.
        // A stretched space that a run begins or ends with stands at one end of its room.
        let is_space = |text: Option<&String>| text.is_some_and(|text| text.ends_with(' '));
        let mut spans: Vec<(f32, f32, bool, bool)> = line
            .iter()
            .map(|run| (run.x, run.x + run.advance, is_space(run.codes.first()), is_space(run.codes.last())))
            .collect();
        spans.sort_by(|one, next| one.0.total_cmp(&next.0));
        for pair in spans.windows(2) {
            let gap = pair[1].0 - pair[0].1;
            let slack = if pair[0].3 || pair[1].2 { 0.5 } else { 0.1 };
            assert!(gap > -0.1 && gap < slack, "a gap or overlap in {spans:?}");
        }
        assert!((spans[spans.len() - 1].1 - 320.0).abs() < 0.1, "{spans:?}");
    }
}

#[test]
fn lengthened_words_read_as_they_were_written() {
    let long = HARD.join(" ").repeat(3);
    let pages = stacked_with(&[&long], Direction::Rtl, Kashida::Forced);
    let lines = set_lines(&pages);
    let set: Vec<String> = lines.iter().map(|line| line.text() + " ").collect();
    let lengthened = lines.iter().flat_map(|line| &line.fragments).filter(|one| one.kashida.is_some()).count();
    assert!(lengthened >= 5, "only {lengthened} words are lengthened");
    assert!(!set.concat().contains('\u{640}'));
    let runs = read_back(&pages).remove(0);
    assert_eq!(baselines(&runs), set);
    let codes: String = runs.iter().flat_map(|run| &run.codes).map(String::as_str).collect();
    assert!(!codes.contains('\u{640}'), "no code says tatweel");
    for line in runs.chunk_by(|one, next| one.y == next.y) {
        let right = line.iter().map(|run| run.x + run.advance).fold(0.0, f32::max);
        assert!((right - 320.0).abs() < 0.1, "a line ends at {right}");
    }
}

/// One code a cell, left to right; marks by name.
fn named(runs: &[Shown]) -> String {
    let mut written = String::new();
    for line in runs.chunk_by(|one, next| one.y == next.y) {
        for run in line {
            let cells: Vec<String> = run.codes.iter().map(|code| code.chars().map(name).collect()).collect();
            written.push_str(&format!("{}\n", cells.join(" | ")));
        }
        written.push('\n');
    }
    written
}

fn name(c: char) -> String {
    match c {
        '\u{200C}' => "HALF-SPACE".to_owned(),
        '\u{200E}' => "LRM ".to_owned(),
        '\u{61C}' => "ALM ".to_owned(),
        ' ' => "SPACE".to_owned(),
        // By number, for editors would reorder letters and put marks on the bars.
        _ if c.is_ascii() => c.to_string(),
        _ => format!("{:04X}", u32::from(c)),
    }
}

#[test]
fn codes_are_as_in_the_case() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/pdf/codes");
    let input = std::fs::read_to_string(case.join("input.txt")).expect("a case has its input.txt");
    let found = named(&read_back(&stacked(&input.lines().collect::<Vec<_>>(), Direction::Rtl))[0]);
    let expected = case.join("expected.txt");
    assert_expected(&expected, &found);
}

#[test]
fn the_mark_of_a_note_stands_on_the_baseline_of_its_line() {
    let runs = read_back(&stacked(&["زنبور آمد.{۱۲} رفت"], Direction::Rtl)).remove(0);
    let mark = runs.iter().find(|run| run.size == 6.0).expect("the mark is smaller");
    assert!(runs.iter().all(|run| run.y == mark.y));
    assert_eq!(mark.read(), "۱۲");
    assert_eq!(baselines(&runs), ["زنبور آمد. ۱۲ رفت "], "a space parts it from its word and from the number's own");
    let latin = read_back(&stacked(&["Bees came.{12} Gone"], Direction::Ltr)).remove(0);
    assert_eq!(baselines(&latin), ["Bees came. 12 Gone "]);
}

#[test]
fn the_mark_of_a_note_is_glued_to_no_number_and_no_latin_word() {
    for (words, want) in [("در سال ۱۴۰۵{۱۲} و پس از آن", "۱۴۰۵ ۱۲ "), ("کتاب Bees{۱۲} و پس از آن", "Bees ۱۲ ")]
    {
        let line = baselines(&read_back(&stacked(&[words], Direction::Rtl)).remove(0)).concat();
        let order: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        let wanted: String = want.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(order.contains(&wanted), "{line}");
        assert!(!line.contains(&wanted), "{line}");
    }
}

/// Noto Naskh Arabic has no parentheses and no straight quotation marks: another face draws them.
#[test]
fn signs_that_another_face_lends_are_codes_of_the_face_of_their_text() {
    let faces = embedded_faces();
    let shaper = Shaper::new(&faces);
    let style = TextStyle { families: vec!["Noto Naskh Arabic".to_owned()], ..paragraphs::style() };
    let words = "نان (و نمک) و \"پنیر\" و لانه";
    let styled = StyledText {
        text: words.to_owned(),
        styles: vec![(0..words.len(), Arc::new(style))],
        isolates: Vec::new(),
        direction: Direction::Rtl,
        span: Span::default(),
        sources: Arc::default(),
    };
    let shaped = shape(&styled, &shaper, &mut Diagnostics::new());
    let setting = Setting {
        measure: Length::pt(300.0),
        first_indent: Length::ZERO,
        align: Align::Start,
        justification: Justification::default(),
    };
    let lines = break_paragraph(&shaped, &setting, &faces, &mut Diagnostics::new());
    let lent = lines[0].fragments.iter().filter(|one| one.shaped.face != lines[0].fragments[0].shaped.face);
    assert!(lent.count() >= 4, "the test wants signs of another face");
    let at = Point { x: Length::pt(20.0), y: Length::pt(20.0) };
    let pages = page_of(vec![item(ItemKind::Line(at, Arc::new(lines[0].clone())))]);
    let bytes = write(&pages, &sample());
    let document = Document::load_mem(&bytes).unwrap();
    let page = document.page_iter().next().unwrap();
    assert_eq!(fonts(&document, page).len(), 1);
    let runs = shown(&document, page);
    assert_eq!(baselines(&runs), [format!("{words} ")]);
    // Alef over lam is a glyph without advance in this face; its code has half of the room of both.
    let alef = runs.iter().flat_map(|run| &run.codes).filter(|text| *text == "ا").count();
    assert_eq!(alef, 2);
    let font = fonts(&document, page).into_values().next().unwrap();
    for (code, text) in &font.texts {
        assert!(text != "ا" || font.widths[usize::from(*code)] > 100.0, "an alef without room");
    }
}

#[test]
fn running_heads_and_folios_are_kept_apart_from_the_text() {
    let book = sample();
    let pages = paginated(&book);
    let document = Document::load_mem(&write(&pages, &book)).unwrap();
    let mut count = 0;
    for (page, id) in pages.list.iter().zip(document.page_iter()) {
        let is_furniture = |frame: &&Frame| matches!(frame.role, FrameRole::RunningHead | FrameRole::Folio);
        let items = page.frames.iter().filter(is_furniture).flat_map(|frame| &frame.items);
        let set: Vec<String> = items
            .filter_map(|item| if let ItemKind::Line(_, line) = &item.kind { Some(line.text()) } else { None })
            .collect();
        let (text, furniture): (Vec<Shown>, Vec<Shown>) =
            shown(&document, id).into_iter().partition(|run| run.mark.is_some());
        assert!(furniture.iter().all(|run| text.iter().all(|other| other.y != run.y)), "a line holds both");
        for line in baselines(&furniture) {
            count += 1;
            assert!(set.iter().any(|one| one == line.trim_end()), "{line:?} is none of {set:?}");
        }
    }
    assert!(count > 3, "{count} heads and folios");
}

/// Tags are read without regard to places: without a space the last word of a line would be glued to the next line.
#[test]
fn every_line_ends_in_a_space_but_one_whose_word_goes_on() {
    let words = "نان و نمک و پنیر و گردو و سبزی و ماست و خیار و نعنا و انگور و انجیر و زیتون و کره و عسل ";
    let year = "در سال ۱۴۰۵ و ۱۴۰۶ و ۱۴۰۷ و ۱۴۰۸ و ۱۴۰۹ و ۱۴۱۰ و ۱۴۱۱ و ۱۴۱۲ و ۱۴۱۳ و ۱۴۱۴ و ۱۴۱۵ و ۱۴۱۶ و ۱۴۱۷";
    let pages = stacked(&[&words.repeat(4), &year.repeat(3)], Direction::Rtl);
    let runs = read_back(&pages).remove(0);
    let lines = baselines(&runs);
    assert!(lines.len() > 5 && lines.iter().all(|line| line.ends_with(' ')), "{lines:#?}");
    let text: String = lines.concat();
    assert_eq!(
        text.split_whitespace().count(),
        words.repeat(4).split_whitespace().count() + year.repeat(3).split_whitespace().count()
    );
    // The spaces stand outside of the measure: no letter moves for them.
    for line in runs.chunk_by(|one, next| one.y == next.y).take(2) {
        let left = line.iter().map(|run| run.x).fold(f32::MAX, f32::min);
        assert!((19.9..20.0).contains(&left), "a line begins at {left}");
    }
    let latin =
        read_back(&stacked(&["Bread and honey and well-known butter. ".repeat(6).as_str()], Direction::Ltr)).remove(0);
    for line in baselines(&latin) {
        assert!(line.ends_with(' ') != line.ends_with('-'), "{line:?}");
    }
}

#[test]
fn faces_hold_what_the_codes_need() {
    let bytes = write(&stacked(&HARD, Direction::Rtl), &sample());
    let document = Document::load_mem(&bytes).unwrap();
    let page = document.page_iter().next().unwrap();
    let fonts = fonts(&document, page);
    assert_eq!(fonts.len(), 2, "an Arabic face and a Latin one");
    for font in fonts.into_values() {
        let face = Face::parse(font.file, 0).expect("the embedded file is a face");
        assert_eq!(font.texts.len() + 1, font.widths.len());
        for (code, text) in &font.texts {
            let outline = face.outline(publish::font::GlyphId(*code));
            // Letters that a ligature draws have none; what is a space or half-space must have none.
            let is_blank = text.chars().all(|c| matches!(c, ' ' | '\u{200C}' | '\u{200E}' | '\u{61C}' | '\u{FEFF}'));
            assert!(!is_blank || outline.contours.is_empty(), "{text:?} draws something");
            let is_ignored = matches!(text.as_str(), "\u{200E}" | "\u{61C}") && font.widths[usize::from(*code)] == 0.0;
            assert!(font.widths[usize::from(*code)] >= 2.0 || is_ignored, "{text:?} is too narrow for PDFium");
        }
        assert!(font.texts.keys().any(|code| !face.outline(publish::font::GlyphId(*code)).contours.is_empty()));
    }
}

#[test]
fn the_same_pages_give_the_same_bytes_with_any_number_of_threads() {
    let book = sample();
    let pages = paginated(&book);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| write(&pages, &book))
    };
    let once = with(1);
    assert!(once == with(1) && once == with(8), "bytes differ");
    // Laid out anew, at other addresses.
    assert!(once == write(&paginated(&book), &book), "bytes differ after another layout");
}

#[test]
fn the_outline_is_nested_and_keeps_its_order() {
    let book = sample();
    let document = Document::load_mem(&write(&paginated(&book), &book)).unwrap();
    let catalog = document.catalog().unwrap();
    let root = dictionary(&document, catalog.get(b"Outlines").unwrap());
    assert_eq!(root.get(b"Count").unwrap().as_i64().unwrap(), 2);
    assert_eq!(tree(&document, root), ["بخش یکم", "  آرد", "  آب", "بخش دوم", "  نمک"]);
}

/// Titles below an entry, indented by their depth.
fn tree(document: &Document, entry: &lopdf::Dictionary) -> Vec<String> {
    let mut titles = Vec::new();
    let mut next = entry.get(b"First").ok();
    while let Some(object) = next {
        let child = dictionary(document, object);
        assert!(child.get(b"Dest").and_then(Object::as_array).is_ok_and(|place| place[0].as_reference().is_ok()));
        titles.push(text_string(child.get(b"Title").expect("a PDF of this program")));
        titles.extend(tree(document, child).into_iter().map(|title| format!("  {title}")));
        next = child.get(b"Next").ok();
    }
    titles
}

#[test]
fn bookmarks_may_skip_levels() {
    let book = sample();
    let mut pages = paginated(&book);
    let anchor = pages.bookmarks[1].anchor;
    let bookmark = |level, title: &str| Bookmark { level, title: title.to_owned(), anchor };
    pages.bookmarks = vec![bookmark(3, "a"), bookmark(1, "b"), bookmark(4, "c"), bookmark(2, "d")];
    let document = Document::load_mem(&write(&pages, &book)).unwrap();
    let root = dictionary(&document, document.catalog().unwrap().get(b"Outlines").unwrap());
    assert_eq!(tree(&document, root), ["a", "b", "  c", "  d"]);
}

#[test]
fn the_catalog_says_what_the_book_is() {
    let book = sample();
    let pages = paginated(&book);
    let document = Document::load_mem(&write(&pages, &book)).unwrap();
    let catalog = document.catalog().unwrap();
    assert_eq!(document.version, "1.7");
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"fa");
    let preferences = dictionary(&document, catalog.get(b"ViewerPreferences").unwrap());
    assert_eq!(preferences.get(b"Direction").unwrap().as_name().unwrap(), b"R2L");
    let labels = dictionary(&document, catalog.get(b"PageLabels").unwrap());
    let labels = labels.get(b"Nums").and_then(Object::as_array).unwrap();
    let last = labels.last().unwrap().as_dict().unwrap();
    assert_eq!(text_string(last.get(b"P").unwrap()), pages.list.last().unwrap().label);
    let info = dictionary(&document, document.trailer.get(b"Info").unwrap());
    assert_eq!(text_string(info.get(b"Title").unwrap()), "نان و کتاب");
    assert!(!info.has(b"GTS_PDFXVersion") && !info.has(b"Subject"));
    let packet = document.get_object(catalog.get(b"Metadata").unwrap().as_reference().unwrap()).unwrap();
    let packet = String::from_utf8(packet.as_stream().unwrap().content.clone()).unwrap();
    let packet = packet.trim_start_matches('\u{FEFF}');
    assert!(roxmltree::Document::parse(packet).unwrap().descendants().any(|node| node.text() == Some("نان و کتاب")));
}

#[test]
fn links_lead_to_places_addresses_and_notes_and_say_so() {
    let book = sample();
    let document = Document::load_mem(&write(&paginated(&book), &book)).unwrap();
    let mut found = Vec::new();
    for page in document.page_iter() {
        let page = document.get_dictionary(page).unwrap();
        let Ok(annotations) = page.get(b"Annots").and_then(Object::as_array) else { continue };
        for annotation in annotations {
            let annotation = dictionary(&document, annotation);
            assert_eq!(annotation.get(b"F").unwrap().as_i64().unwrap(), 4);
            let address = annotation.get(b"A").and_then(Object::as_dict).and_then(|action| action.get(b"URI"));
            let goal = match address {
                Ok(address) => String::from_utf8(address.as_str().unwrap().to_vec()).unwrap(),
                Err(_) => {
                    let place = annotation.get(b"Dest").and_then(Object::as_array).unwrap();
                    assert!(document.page_iter().any(|page| place[0].as_reference().unwrap() == page));
                    "place".to_owned()
                }
            };
            found.push((goal, text_string(annotation.get(b"Contents").unwrap())));
        }
    }
    let has = |goal: &str, contents: &str| found.iter().any(|(one, other)| one == goal && other == contents);
    assert!(has("https://example.org/%D9%86%D8%A7%D9%86", "نشانی نان"), "{found:?}");
    assert!(has("place", "فصل آرد"), "{found:?}");
    assert!(has("place", "یادداشت 1"), "the mark of the note: {found:?}");
    assert!(found.iter().any(|(goal, contents)| goal == "place" && contents.contains("نمک")), "contents: {found:?}");
}

fn image_file(format: ImageFormat, alpha: u8) -> ImageFile {
    let pixels = image::RgbaImage::from_pixel(3, 2, image::Rgba([200, 100, 50, alpha]));
    let mut data = std::io::Cursor::new(Vec::new());
    let (picture, kind) = match format {
        ImageFormat::Png => (image::DynamicImage::from(pixels), image::ImageFormat::Png),
        ImageFormat::Jpeg => (image::DynamicImage::from(pixels).to_rgb8().into(), image::ImageFormat::Jpeg),
        ImageFormat::WebP => (image::DynamicImage::from(pixels), image::ImageFormat::WebP),
        ImageFormat::Svg => unreachable!("drawings have no pixels"),
    };
    picture.write_to(&mut data, kind).expect("the picture can be encoded");
    ImageFile { path: "picture".into(), data: data.into_inner().into(), format, width: 3, height: 2 }
}

#[test]
fn images_keep_their_bytes_or_pixels() {
    let mut book = sample();
    book.images = vec![image_file(ImageFormat::Jpeg, 255), image_file(ImageFormat::Png, 128)];
    let area = Rect::new(Length::pt(10.0), Length::pt(20.0), Length::pt(30.0), Length::pt(20.0));
    let items = (0..2).map(|number| item(ItemKind::Image(area, ImageId(number)))).collect();
    let document = Document::load_mem(&write(&page_of(items), &book)).unwrap();
    let page = document.page_iter().next().unwrap();
    let resources = dictionary(&document, document.get_dictionary(page).unwrap().get(b"Resources").unwrap());
    let images = dictionary(&document, resources.get(b"XObject").unwrap());
    let stream = |name: &[u8]| {
        let id = images.get(name).and_then(Object::as_reference).unwrap();
        document.get_object(id).and_then(Object::as_stream).unwrap()
    };
    assert_eq!(stream(b"Im0").content, &*book.images[0].data);
    assert_eq!(stream(b"Im0").dict.get(b"Filter").unwrap().as_name().unwrap(), b"DCTDecode");
    assert_eq!(stream(b"Im1").decompressed_content().unwrap(), [200, 100, 50].repeat(6));
    let mask = stream(b"Im1").dict.get(b"SMask").and_then(Object::as_reference).unwrap();
    let mask = document.get_object(mask).and_then(Object::as_stream).unwrap();
    assert_eq!(mask.decompressed_content().unwrap(), [128; 6]);
}

#[test]
fn a_damaged_image_is_an_error_that_names_it() {
    let mut book = sample();
    book.images = vec![ImageFile { data: vec![0xFF, 0xD8, 0xFF].into(), ..image_file(ImageFormat::Jpeg, 255) }];
    let pages = page_of(vec![item(ItemKind::Image(Rect::default(), ImageId(0)))]);
    let options = pdf::Options::new(MODIFIED);
    let written = pdf::write(&pages, &book, &embedded_faces(), &options, &mut Diagnostics::new());
    let error = written.expect_err("no JPEG");
    assert!(error.to_string().contains("picture"), "{error}");
}

#[test]
fn a_book_without_pages_is_still_a_pdf() {
    let pages =
        Pages { list: Vec::new(), bookmarks: Vec::new(), destinations: Vec::new(), groups: Vec::new(), front: 0 };
    let document = Document::load_mem(&write(&pages, &sample())).unwrap();
    assert_eq!(document.page_iter().count(), 0);
}
