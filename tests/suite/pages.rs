//! Filling pages of invented books: what every page keeps to, notes, margins, heads and folios.

use std::collections::BTreeMap;

use publish::base::{Diagnostics, Length};
use publish::book::{Block, BlockKind, Book, DivisionKind, Inline, NoteId};
use publish::font::embedded::embedded_faces;
use publish::pages::{FrameRole, Item, ItemKind, ItemRole, Leaf, Page, Pages, paginate};
use publish::shape::Shaper;
use publish::style::{ChapterStart, FolioPlace, StyleSheet};

use crate::invented::{Invented, block, lines, paragraph, plain_style, text};

/// The pages of a book in a style, and what was found wrong.
pub(crate) fn pages_of(book: &Book, styles: &StyleSheet) -> (Pages, Diagnostics) {
    let faces = embedded_faces();
    let shaper = Shaper::new(&faces);
    let mut diagnostics = Diagnostics::new();
    let pages = paginate(book, styles, &shaper, &faces, &mut diagnostics);
    (pages, diagnostics)
}

/// The pages of a book in the plain style.
pub(crate) fn pages(book: &Book) -> Pages {
    pages_of(book, &plain_style()).0
}

/// Items of the frames of a role.
pub(crate) fn items(page: &Page, role: FrameRole) -> impl Iterator<Item = &Item> {
    page.frames.iter().filter(move |frame| frame.role == role).flat_map(|frame| &frame.items)
}

/// The words of a line.
pub(crate) fn line_text(item: &Item) -> Option<String> {
    match &item.kind {
        ItemKind::Line(_, line) => Some(line.text()),
        _ => None,
    }
}

/// The lines of a page that are text.
pub(crate) fn texts(page: &Page, role: FrameRole) -> Vec<String> {
    items(page, role).filter(|item| item.role != ItemRole::Artifact).filter_map(line_text).collect()
}

/// Words of the text on all pages, in reading order.
pub(crate) fn words_on(pages: &Pages, role: FrameRole) -> Vec<String> {
    let lines = pages.list.iter().flat_map(|page| texts(page, role));
    lines.flat_map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// A chapter of paragraphs of many lengths, whose words are numbered.
fn numbered(paragraphs: usize) -> (Vec<Block>, Vec<String>) {
    let mut words = Vec::new();
    let mut blocks = Vec::new();
    for number in 0..paragraphs {
        let of_this: Vec<String> = (0..3 + number * 37 % 60).map(|word| format!("واژه{number}ی{word}")).collect();
        blocks.push(paragraph(&of_this.join(" ")));
        words.extend(of_this);
    }
    (blocks, words)
}

#[test]
fn every_word_is_on_one_page_in_order() {
    let (blocks, words) = numbered(40);
    let mut invented = Invented::new("fa");
    invented.chapter("نان", blocks);
    let pages = pages(&invented.book);
    assert!(pages.list.len() > 5);
    let expected: Vec<String> = std::iter::once("نان".to_owned()).chain(words).collect();
    assert_eq!(words_on(&pages, FrameRole::Body), expected);
}

#[test]
fn nothing_stands_below_the_type_area_and_blocks_rise() {
    let (blocks, _) = numbered(40);
    let mut invented = Invented::new("fa");
    invented.chapter("نان", blocks);
    let mut last = 0;
    for page in &pages(&invented.book).list {
        for item in items(page, FrameRole::Body) {
            let ItemKind::Line(at, line) = &item.kind else { continue };
            assert!(at.y <= Length::pt(180.0), "a baseline at {}", at.y.to_pt());
            assert!(line.descent > Length::ZERO);
            assert!(item.block >= last);
            last = item.block;
        }
    }
}

#[test]
fn paragraphs_leave_no_widows_and_orphans() {
    let (blocks, _) = numbered(60);
    let mut invented = Invented::new("fa");
    invented.chapter("نان", blocks);
    let list = pages(&invented.book).list;
    let mut whole: BTreeMap<u32, usize> = BTreeMap::new();
    let counts: Vec<BTreeMap<u32, usize>> = list
        .iter()
        .map(|page| {
            let mut counts = BTreeMap::new();
            for item in items(page, FrameRole::Body).filter(|item| line_text(item).is_some()) {
                *counts.entry(item.block).or_insert(0) += 1;
                *whole.entry(item.block).or_insert(0) += 1;
            }
            counts
        })
        .collect();
    for (block, count) in counts.iter().flatten() {
        assert!(*count == whole[block] || *count >= 2, "block {block} has one line alone on a page");
    }
}

#[test]
fn a_heading_stays_with_what_it_heads() {
    for before in 1..14 {
        let mut invented = Invented::new("fa");
        let heading = block(BlockKind::Heading(2, text("تنور")));
        let mut blocks: Vec<Block> = (0..before).map(|_| paragraph("نان")).collect();
        blocks.extend([heading, paragraph(&lines(3))]);
        invented.chapter("نان", blocks);
        for page in &pages(&invented.book).list {
            let roles: Vec<&ItemRole> =
                items(page, FrameRole::Body).filter(|item| line_text(item).is_some()).map(|item| &item.role).collect();
            assert_ne!(roles.last(), Some(&&ItemRole::Heading(2)), "{before} lines before");
        }
    }
}

#[test]
fn what_ends_in_a_colon_stays_with_what_it_announces() {
    for before in 1..14 {
        let mut invented = Invented::new("fa");
        let mut blocks: Vec<Block> = (0..before).map(|_| paragraph("نان")).collect();
        blocks.extend([paragraph("چنین است:"), block(BlockKind::Quote(vec![paragraph(&lines(3))]))]);
        invented.chapter("نان", blocks);
        for page in &pages(&invented.book).list {
            let last = texts(page, FrameRole::Body).pop();
            assert_ne!(last.as_deref(), Some("چنین است:"), "{before} lines before");
        }
    }
}

/// The pages that marks of a note, and lines of a note, stand on.
fn note_places(pages: &Pages) -> BTreeMap<NoteId, (Vec<usize>, Vec<usize>)> {
    let mut places: BTreeMap<NoteId, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (index, page) in pages.list.iter().enumerate() {
        for item in items(page, FrameRole::Body) {
            let ItemKind::Line(_, line) = &item.kind else { continue };
            line.notes().into_iter().for_each(|note| places.entry(note).or_default().0.push(index));
        }
        for item in items(page, FrameRole::Notes) {
            let ItemRole::Note(note) = item.role else { continue };
            places.entry(note).or_default().1.push(index);
        }
    }
    places
}

#[test]
fn a_note_begins_on_the_page_of_its_mark() {
    let mut invented = Invented::new("fa");
    let blocks = (0..30)
        .map(|number| {
            let mut inlines = text(&lines(1 + number % 4));
            if number % 3 == 0 {
                inlines.push(invented.note(&lines(1 + number % 5)));
                inlines.extend(text(" و آب"));
            }
            block(BlockKind::Paragraph(inlines))
        })
        .collect();
    invented.chapter("نان", blocks);
    let places = note_places(&pages(&invented.book));
    assert_eq!(places.len(), 10);
    for (note, (marks, lines)) in places {
        assert_eq!(marks.len(), 1);
        assert_eq!(lines.first(), marks.first(), "note {}", note.0);
    }
}

#[test]
fn a_note_longer_than_a_page_is_carried_and_ends() {
    let mut invented = Invented::new("fa");
    let (_, words) = numbered(20);
    let mut inlines = text("نان");
    inlines.push(invented.note(&words.join(" ")));
    invented.chapter("نان", vec![block(BlockKind::Paragraph(inlines)), paragraph(&lines(9))]);
    let pages = pages(&invented.book);
    let mut expected = vec!["1.".to_owned()];
    expected.extend(words);
    assert_eq!(words_on(&pages, FrameRole::Notes), expected);
    let places = note_places(&pages);
    let (marks, lines) = &places[&NoteId(0)];
    assert_eq!((marks[0], lines[0]), (0, 0));
    assert!(lines.last().is_some_and(|last| *last >= 2));
}

#[test]
fn a_note_with_two_marks_is_told_once_and_one_in_a_note_is_told() {
    let mut invented = Invented::new("fa");
    let mark = invented.note("آرد");
    let inner = invented.note("آب");
    invented.book.notes[0].blocks.push(block(BlockKind::Paragraph(vec![Inline::Text("خمیر".to_owned()), inner])));
    let twice = vec![mark.clone(), Inline::Text(" نان ".to_owned()), mark];
    invented.chapter("نان", vec![block(BlockKind::Paragraph(twice))]);
    let pages = pages(&invented.book);
    assert_eq!(words_on(&pages, FrameRole::Notes), ["1.", "آرد", "خمیر2", "2.", "آب"]);
}

#[test]
fn margins_are_mirrored_by_leaf_and_binding() {
    for (tag, recto_left) in [("fa", 20.0), ("en", 30.0)] {
        let mut invented = Invented::new(tag);
        invented.chapter("A", vec![paragraph(&lines(40))]);
        for page in &pages(&invented.book).list {
            let body = page.frames.iter().find(|frame| frame.role == FrameRole::Body).expect("text");
            let left = if page.leaf == Leaf::Recto { recto_left } else { 50.0 - recto_left };
            assert_eq!(body.area.origin.x, Length::pt(left));
            assert_eq!(body.area.size.width, Length::pt(150.0));
        }
    }
}

#[test]
fn chapters_open_where_the_style_says() {
    let mut invented = Invented::new("fa");
    invented.chapter("یکم", vec![paragraph("نان")]);
    invented.chapter("دوم", vec![paragraph("آب")]);
    let count = |chapter_start| {
        let mut styles = plain_style();
        styles.page.chapter_start = chapter_start;
        pages_of(&invented.book, &styles).0.list.len()
    };
    assert_eq!(count(ChapterStart::Continuous), 1);
    assert_eq!(count(ChapterStart::Page), 2);
    assert_eq!(count(ChapterStart::Recto), 3);
}

#[test]
fn heads_and_folios_stand_where_they_belong() {
    let mut invented = Invented::new("fa");
    invented.division(DivisionKind::TitlePage, "");
    invented.part("بخش یکم");
    invented.chapter("تنور", vec![paragraph(&lines(60))]);
    let pages = pages(&invented.book);
    let shown = |page: &Page, role| items(page, role).filter_map(line_text).collect::<Vec<_>>().join("");
    let heads: Vec<String> = pages.list.iter().map(|page| shown(page, FrameRole::RunningHead)).collect();
    let folios: Vec<String> = pages.list.iter().map(|page| shown(page, FrameRole::Folio)).collect();
    // Title page, blank, part, then the opening of the chapter and two pages of it.
    assert_eq!(heads[..6], ["", "", "", "", "تنور", "نان و کتاب"]);
    assert_eq!(folios[..6], ["", "", "", "\u{06F4}", "\u{06F5}", "\u{06F6}"]);
    assert!(pages.list[1].frames.is_empty());
}

#[test]
fn a_long_running_head_is_cut_at_a_word() {
    let mut invented = Invented::new("fa");
    invented.chapter(&"نان تازه ".repeat(12), vec![paragraph(&lines(60))]);
    let pages = pages(&invented.book);
    let head = items(&pages.list[2], FrameRole::RunningHead).find_map(line_text).expect("a head");
    assert!(head.ends_with("نان…") || head.ends_with("تازه…"), "{head}");
}

#[test]
fn a_folio_at_the_outside_is_away_from_the_spine() {
    let mut styles = plain_style();
    styles.page.folio = FolioPlace::FootOutside;
    let mut invented = Invented::new("fa");
    invented.chapter("تنور", vec![paragraph(&lines(30))]);
    let (pages, _) = pages_of(&invented.book, &styles);
    let left =
        |page: &Page| page.frames.iter().find(|frame| frame.role == FrameRole::Folio).expect("a folio").area.origin.x;
    assert_eq!(left(&pages.list[0]), Length::pt(20.0));
    assert!(left(&pages.list[1]) > Length::pt(170.0));
}

#[test]
fn what_is_taller_than_a_page_is_reported_and_set() {
    let mut styles = plain_style();
    styles.roles[publish::style::Role::Body as usize].line_spacing = Length::pt(300.0);
    styles.roles[publish::style::Role::BodyFirst as usize].line_spacing = Length::pt(300.0);
    let mut invented = Invented::new("fa");
    invented.chapter("نان", vec![paragraph("آب"), paragraph("آرد")]);
    let (pages, diagnostics) = pages_of(&invented.book, &styles);
    assert_eq!(words_on(&pages, FrameRole::Body), ["نان", "آب", "آرد"]);
    assert!(diagnostics.iter().any(|diagnostic| diagnostic.code == "pages.too-tall"));
}

#[test]
fn pages_are_the_same_at_every_build() {
    let mut invented = Invented::new("fa");
    invented.division(DivisionKind::Toc, "");
    let (blocks, _) = numbered(30);
    invented.chapter("نان", blocks);
    let dump = || publish::dump::pages(&pages(&invented.book));
    assert_eq!(dump(), dump());
}
