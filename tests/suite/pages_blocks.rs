//! Blocks on the pages of invented books: contents, tables, notes, verse; golden pages in `tests/cases/pages`.

use publish::base::Length;
use publish::book::{Block, BlockKind, DivisionKind, ImageFile, ImageFormat, ImageId, Inline, List, Table, VerseLine};
use publish::document::ColumnAlign;
use publish::font::{FaceStyle, Slant, Weight};
use publish::pages::{FrameRole, Item, ItemKind, ItemRole, Page, Pages};

use crate::invented::{Invented, block, lines, paragraph, plain_style, text};
use crate::pages::{items, line_text, pages, pages_of, texts, words_on};
use crate::support::{assert_expected, root};

#[test]
fn contents_have_the_labels_of_their_places() {
    let mut invented = Invented::new("fa");
    invented.division(DivisionKind::TitlePage, "");
    invented.division(DivisionKind::Toc, "");
    for part in 0..3 {
        invented.part(&format!("بخش {part}"));
        for chapter in 0..4 {
            invented.chapter(&format!("فصل {part} {chapter}"), vec![paragraph(&lines(7 + part * chapter * 5))]);
        }
    }
    let pages = pages(&invented.book);
    let mut found = 0;
    for item in pages.list.iter().flat_map(|page| items(page, FrameRole::Body)) {
        let (ItemRole::TocEntry(anchor), Some(line)) = (&item.role, line_text(item)) else { continue };
        if line.chars().all(|letter| ('\u{06F0}'..='\u{06F9}').contains(&letter)) {
            let page = pages.destinations[anchor.0 as usize].expect("listed anchors are set").page;
            assert_eq!(line, pages.list[page as usize].label);
            found += 1;
        }
    }
    assert_eq!(found, 15);
    assert_eq!(pages.bookmarks.len(), 15);
}

#[test]
fn a_reference_prints_the_label_of_its_page() {
    let mut invented = Invented::new("fa");
    let far = invented.chapter("آب", vec![paragraph(&lines(30))]);
    let reference = vec![Inline::Text("صفحهٔ ".to_owned()), Inline::PageRef(far)];
    invented.chapter("آرد", vec![block(BlockKind::Paragraph(reference))]);
    let pages = pages(&invented.book);
    assert!(words_on(&pages, FrameRole::Body).ends_with(&["صفحهٔ".to_owned(), "\u{06F1}".to_owned()]));
}

#[test]
fn a_table_over_two_pages_has_its_head_again() {
    let row = |number: usize| vec![text(&format!("آرد{number}")), text("آب")];
    let table = Table {
        columns: vec![ColumnAlign::Auto, ColumnAlign::Center],
        head: vec![text("نام"), text("اندازه")],
        rows: (0..20).map(row).collect(),
        ..Table::default()
    };
    let mut invented = Invented::new("fa");
    invented.chapter("نان", vec![block(BlockKind::Table(table))]);
    let pages = pages(&invented.book);
    assert_eq!(pages.list.len(), 3);
    let first_line = |page: &Page| items(page, FrameRole::Body).find_map(line_text);
    for page in &pages.list[1..] {
        assert_eq!(first_line(page).as_deref(), Some("نام"));
    }
    // Set again it is furniture: the text has it once.
    assert_eq!(words_on(&pages, FrameRole::Body).iter().filter(|word| *word == "نام").count(), 1);
    let cells = words_on(&pages, FrameRole::Body);
    assert!(cells.contains(&"آرد0".to_owned()) && cells.contains(&"آرد19".to_owned()));
}

#[test]
fn two_marks_side_by_side_are_parted() {
    let mut invented = Invented::new("fa");
    let marks = vec![Inline::Text("نان".to_owned()), invented.note("آرد"), invented.note("آب")];
    invented.chapter("نان", vec![block(BlockKind::Paragraph(marks))]);
    assert_eq!(texts(&pages(&invented.book).list[0], FrameRole::Body)[1], "نان1،2");
}

#[test]
fn a_long_title_in_the_contents_leaves_the_numbers_free() {
    let mut invented = Invented::new("fa");
    invented.division(DivisionKind::Toc, "");
    invented.chapter(&"نان تازه ".repeat(9), vec![paragraph("آب")]);
    let pages = pages(&invented.book);
    let entry = |item: &&Item| matches!(item.role, ItemRole::TocEntry(_));
    let lines: Vec<(Length, Length)> =
        items(&pages.list[0], FrameRole::Body).filter(entry).filter_map(extent).collect();
    let (number, titles) = lines.split_last().expect("an entry has a number");
    assert!(titles.len() > 1);
    assert_eq!(number.0, Length::pt(20.0));
    assert!(titles.iter().all(|title| title.0 > number.1));
    // The second line hangs: it begins further from the right than the first.
    assert!(titles[1].1 < titles[0].1);
}

#[test]
fn a_note_of_latin_words_alone_is_set_from_the_left() {
    let mut invented = Invented::new("fa");
    let marks = vec![Inline::Text("نان".to_owned()), invented.note("Bread and water."), invented.note("Bread و آب")];
    invented.chapter("نان", vec![block(BlockKind::Paragraph(marks))]);
    let pages = pages(&invented.book);
    let notes: Vec<(Length, Length)> = items(&pages.list[0], FrameRole::Notes).filter_map(extent).collect();
    assert_eq!(notes[0].0, Length::pt(20.0));
    assert_eq!(notes[1].1, Length::pt(170.0));
}

#[test]
fn emphasis_is_bold_for_persian_and_italic_for_latin_words() {
    let mut invented = Invented::new("fa");
    let words = vec![Inline::Emphasis(text("نان bread"))];
    invented.chapter("نان", vec![block(BlockKind::Paragraph(words))]);
    let pages = pages(&invented.book);
    let line = items(&pages.list[0], FrameRole::Body).filter_map(|item| match &item.kind {
        ItemKind::Line(_, line) => Some(line),
        _ => None,
    });
    let line = line.last().expect("a paragraph");
    let style_of = |word: &str| {
        let found = line.fragments.iter().find(|fragment| &*fragment.shaped.text == word);
        found.expect("the word is there").style.face_style
    };
    assert_eq!(style_of("نان"), FaceStyle { weight: Weight::Bold, slant: Slant::Upright });
    assert_eq!(style_of("bread"), FaceStyle { weight: Weight::Regular, slant: Slant::Italic });
}

#[test]
fn hemistichs_have_one_width() {
    let line = |first: &str, second: &str| VerseLine { number: None, first: text(first), second: Some(text(second)) };
    let stanza =
        vec![line("نان تازه آمد از راه", "و آب سرد رفت از جوی"), line("آرد و آب و نمک آمد", "نان شد در تنور گرم")];
    let mut invented = Invented::new("fa");
    invented.chapter("نان", vec![block(BlockKind::Verse(vec![stanza]))]);
    let pages = pages(&invented.book);
    let verse = items(&pages.list[0], FrameRole::Body).filter(|item| item.role == ItemRole::Verse);
    let halves: Vec<(Length, Length)> = verse.filter_map(extent).collect();
    assert_eq!(halves.len(), 4);
    for pair in halves.chunks(2) {
        // The first hemistich is at the right; couplets stand below each other.
        assert!(pair[0].0 > pair[1].1);
        assert_eq!(pair[0].1, halves[0].1);
        assert_eq!(pair[1].0, halves[1].0);
    }
}

#[test]
fn an_image_among_words_is_reported_and_set_below_them() {
    let mut invented = Invented::new("fa");
    invented.book.images.push(ImageFile {
        path: "bread.png".into(),
        data: Vec::new().into(),
        format: ImageFormat::Png,
        width: 1000,
        height: 100,
    });
    let words = vec![Inline::Text("نان".to_owned()), Inline::Image(ImageId(0), "نان گرد".to_owned())];
    invented.chapter("نان", vec![block(BlockKind::Paragraph(words))]);
    let (pages, diagnostics) = pages_of(&invented.book, &plain_style());
    let image = items(&pages.list[0], FrameRole::Body).find_map(|item| match &item.kind {
        ItemKind::Image(rect, _) => Some(*rect),
        _ => None,
    });
    let image = image.expect("the image is set");
    // Scaled to the measure, below a heading and a line of 12 pt each.
    assert_eq!((image.origin.x, image.origin.y), (Length::pt(20.0), Length::pt(44.0)));
    assert_eq!((image.size.width, image.size.height), (Length::pt(150.0), Length::pt(15.0)));
    assert_eq!(diagnostics.iter().next().map(|diagnostic| diagnostic.code), Some("pages.image-among-words"));
}

/// One of every kind of block that runs over pages, with notes in table, box and note.
fn everything(invented: &mut Invented) -> Vec<Block> {
    let noted = |words: &str, mark: Inline| vec![Inline::Text(words.to_owned()), mark];
    let marks: Vec<Inline> = (0..4).map(|count| invented.note(&lines(1 + count * 6))).collect();
    let table = Table {
        columns: vec![ColumnAlign::Auto, ColumnAlign::End],
        head: vec![text("نام"), text("شرح")],
        rows: (0..6).map(|row| vec![text(&format!("آرد{row}")), noted(&lines(2), marks[row / 2].clone())]).collect(),
        ..Table::default()
    };
    let items = (0..5).map(|item| vec![paragraph(&format!("یکم{item}")), paragraph(&lines(2))]).collect();
    let list = block(BlockKind::List(List { start: None, items, tight: false, ..List::default() }));
    let boxed = vec![list, block(BlockKind::Paragraph(noted("آب", marks[3].clone())))];
    let stanza = |count| (0..count).map(|_| VerseLine { number: None, first: text("نان آمد"), second: None }).collect();
    vec![
        block(BlockKind::Table(table)),
        block(BlockKind::Box(Some("خمیر".to_owned()), boxed)),
        block(BlockKind::Verse(vec![stanza(5), stanza(3)])),
        block(BlockKind::PageBreak),
        block(BlockKind::Heading(2, text("تنور"))),
        block(BlockKind::Heading(3, text("آتش"))),
        block(BlockKind::Quote(vec![paragraph(&lines(9))])),
    ]
}

#[test]
fn pages_of_every_height_hold_the_whole_text_once() {
    let mut invented = Invented::new("fa");
    let blocks = everything(&mut invented);
    invented.chapter("نان", blocks);
    let sorted = |pages: &Pages, role| {
        let mut words = words_on(pages, role);
        words.sort();
        words
    };
    let whole = pages(&invented.book);
    for height in (50..400).step_by(7) {
        let mut styles = plain_style();
        styles.page.height = Length::pt(f64::from(height));
        let (pages, _) = pages_of(&invented.book, &styles);
        for role in [FrameRole::Body, FrameRole::Notes] {
            assert_eq!(sorted(&pages, role), sorted(&whole, role), "pages {height} pt high");
        }
        assert_eq!(words_on(&pages, FrameRole::Notes), words_on(&whole, FrameRole::Notes), "order at {height} pt");
    }
}

/// Left and right end of what stands on a line, on the page.
fn extent(item: &Item) -> Option<(Length, Length)> {
    let ItemKind::Line(at, line) = &item.kind else { return None };
    let left = line.fragments.iter().map(|fragment| fragment.x).min()?;
    let right = line.fragments.iter().map(|fragment| fragment.x + fragment.width).max()?;
    Some((at.x + left, at.x + right))
}

fn golden(name: &str, pages: &Pages) {
    let expected = root().join("tests/cases/pages").join(name).join("expected.txt");
    assert_expected(&expected, &publish::dump::pages(pages));
}

#[test]
fn golden_notes_and_quotation() {
    let mut invented = Invented::new("fa");
    let mut first = text("نان را از آرد می‌پزند");
    first.push(invented.note("آرد گندم."));
    first.extend(text(" و آب."));
    let quote = block(BlockKind::Quote(vec![paragraph("نان بی آب نمی‌شود.")]));
    invented.chapter("نان", vec![block(BlockKind::Paragraph(first)), quote]);
    golden("notes", &pages(&invented.book));
}

#[test]
fn golden_list_verse_and_box() {
    let half = |words: &str| text(words);
    let verse =
        vec![vec![VerseLine { number: None, first: half("نان آمد"), second: Some(half("و آب رفت")) }]];
    let list = List {
        start: Some(9),
        items: vec![vec![paragraph("آرد")], vec![paragraph("آب")]],
        tight: true,
        ..List::default()
    };
    let mut invented = Invented::new("fa");
    let blocks = vec![
        block(BlockKind::List(list)),
        block(BlockKind::Verse(verse)),
        block(BlockKind::Box(Some("خمیر".to_owned()), vec![paragraph("آرد و آب")])),
        block(BlockKind::Separator),
        block(BlockKind::Code("let bread = 1;\n  bread".to_owned())),
    ];
    invented.chapter("نان", blocks);
    golden("blocks", &pages(&invented.book));
}

#[test]
fn golden_front_matter() {
    let mut invented = Invented::new("fa");
    invented.division(DivisionKind::TitlePage, "");
    invented.division(DivisionKind::Copyright, "");
    invented.division(DivisionKind::Toc, "");
    invented.part("بخش یکم");
    invented.chapter("نان", vec![paragraph("آب")]);
    golden("front", &pages(&invented.book));
}
