//! Dumps of pages and books made by hand.

use std::sync::Arc;

use publish::base::{Color, Diagnostics, Direction, Language, Length, Point, Rect, Size, Span};
use publish::book::{
    AnchorId, Block, BlockKind, Book, Division, DivisionKind, Inline, List, Note, NoteId, StreamId, Table, Target,
    VerseLine, Words,
};
use publish::document::ColumnAlign;
use publish::dump;
use publish::lines::break_paragraph;
use publish::manifest::{Digits, Metadata, Outputs, TocOptions};
use publish::pages::{Bookmark, Destination, Frame, FrameRole, Item, ItemKind, ItemRole, Leaf, Page, Pages};
use publish::style::Align;

use crate::paragraphs::{faces, paragraph, setting};

fn block(kind: BlockKind) -> Block {
    Block { kind, anchor: None, classes: Vec::new(), language: None, span: Span::default() }
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn plain(text: &str) -> Block {
    block(BlockKind::Paragraph(words(text)))
}

fn division(kind: DivisionKind, title: &str, output: Outputs) -> Division {
    let language = Language::new("fa");
    Division {
        kind,
        file_stem: "one".to_owned(),
        title: title.to_owned(),
        direction: language.direction(),
        language,
        anchor: AnchorId(0),
        output,
        role: publish::manifest::DocumentRole::Chapter,
        part: None,
    }
}

fn metadata() -> Metadata {
    Metadata {
        title: "نان و کتاب".to_owned(),
        subtitle: None,
        language: Language::new("fa"),
        direction: Direction::Rtl,
        identifier: "urn:uuid:0".to_owned(),
        creators: Vec::new(),
        publisher: None,
        date: None,
        rights: None,
        description: None,
        subjects: Vec::new(),
        series: None,
        edition: None,
        original_title: None,
        catalogue: publish::manifest::Catalogue::default(),
    }
}

fn no_words() -> Words {
    let none = String::new;
    Words {
        contents: none(),
        notes: none(),
        cover: none(),
        title_page: none(),
        copyright: none(),
        start: none(),
        back_to_text: none(),
        note: none(),
        page: none(),
        translated_by: none(),
        edited_by: none(),
        illustrated_by: none(),
        and: none(),
        comma: none(),
        matter: publish::book::MatterWords::default(),
    }
}

fn book(divisions: Vec<Division>, notes: Vec<Vec<Block>>) -> Book {
    let note = |blocks| Note {
        mark: "۱".to_owned(),
        stream: StreamId::default(),
        host: None,
        blocks,
        division: 0,
        span: Span::default(),
    };
    Book {
        metadata: metadata(),
        digits: Digits::Persian,
        number_order: Direction::Rtl,
        words: no_words(),
        toc: TocOptions { depth: 2, title: None, leaders: true },
        cover: None,
        divisions,
        notes: notes.into_iter().map(note).collect(),
        note_streams: Vec::new(),
        anchors: Vec::new(),
        outline: Vec::new(),
        images: Vec::new(),
        chapter_numbers: publish::manifest::ChapterNumbers::None,
        front_pages: publish::manifest::FrontPages::Continuous,
        index: Vec::new(),
        figures: Vec::new(),
        tables: Vec::new(),
    }
}

/// The text of one chapter of some blocks.
fn told(blocks: Vec<Block>, notes: Vec<Vec<Block>>) -> String {
    let both = Outputs { epub: true, pdf: true };
    dump::text(&book(vec![division(DivisionKind::Chapter(blocks), "", both)], notes))
}

#[test]
fn headings_paragraphs_and_notes_are_blocks_in_reading_order() {
    let marked = vec![
        Inline::Text("نان  را\nگرم".to_owned()),
        Inline::NoteMark(NoteId(0)),
        Inline::Strong(vec![Inline::Text(" می‌خورند".to_owned())]),
        Inline::LineBreak,
        Inline::Link(Target::Url("https://example.org".to_owned()), words("در صبح")),
        Inline::PageRef(AnchorId(0)),
    ];
    let blocks =
        vec![block(BlockKind::Heading(2, words("دربارهٔ نان"))), block(BlockKind::Paragraph(marked)), plain("پایان")];
    let notes = vec![vec![plain("یادداشت یکم"), plain("دنبالهٔ آن")]];
    let expected =
        "## دربارهٔ نان\n\nنان را گرم[^۱] می‌خورند در صبح[^page]\n\n[^] یادداشت یکم\n\n[^] دنبالهٔ آن\n\nپایان\n";
    assert_eq!(told(blocks, notes), expected);
}

#[test]
fn items_cells_and_half_lines_are_blocks() {
    let list = List {
        start: Some(1),
        items: vec![vec![plain("یک")], vec![plain("دو"), plain("سه")]],
        tight: false,
        ..List::default()
    };
    let table = Table {
        columns: vec![ColumnAlign::Auto; 2],
        head: vec![words("نام"), words("شمار")],
        rows: vec![vec![words("زنبور"), Vec::new()]],
        ..Table::default()
    };
    let verse = VerseLine { number: None, first: words("مصراع یکم"), second: Some(words("مصراع دوم")) };
    let blocks = vec![
        block(BlockKind::List(list)),
        block(BlockKind::Table(table)),
        block(BlockKind::Verse(vec![vec![verse]])),
        block(BlockKind::Box(Some("جعبه".to_owned()), vec![plain("درون")])),
        block(BlockKind::Separator),
    ];
    let expected = "یک\n\nدو\n\nسه\n\nنام\n\nشمار\n\nزنبور\n\nمصراع یکم\n\nمصراع دوم\n\nجعبه\n\nدرون\n";
    assert_eq!(told(blocks, Vec::new()), expected);
}

#[test]
fn generated_pages_and_what_is_for_the_epub_alone_are_left_out() {
    let both = Outputs { epub: true, pdf: true };
    let epub = Outputs { epub: true, pdf: false };
    let chapter = |text| DivisionKind::Chapter(vec![plain(text)]);
    let divisions = vec![
        division(DivisionKind::TitlePage, "نان و کتاب", both),
        division(DivisionKind::Toc, "فهرست", both),
        division(DivisionKind::Part, "بخش یکم", both),
        division(chapter("یک"), "", both),
        division(chapter("دو"), "", epub),
    ];
    assert_eq!(dump::text(&book(divisions, Vec::new())), "# بخش یکم\n\nیک\n");
}

#[test]
fn a_note_that_marks_itself_is_told_once() {
    let again = block(BlockKind::Paragraph(vec![Inline::Text("باز".to_owned()), Inline::NoteMark(NoteId(0))]));
    assert_eq!(told(vec![again.clone()], vec![vec![again]]), "باز[^۱]\n\n[^] باز[^۱]\n");
}

/// One page with a line of each direction, a rule and an anchor.
fn page() -> Page {
    let faces = faces();
    let line = |text, direction| {
        let text = paragraph(text, direction);
        let lines = break_paragraph(&text, &setting(100.0, Align::Start), &faces, &mut Diagnostics::new());
        Arc::new(lines.into_iter().next().expect("a line of two words"))
    };
    let at = |x, y| Point { x: Length::pt(x), y: Length::pt(y) };
    let item = |block, role, kind| Item { role, block, language: Language::new("fa"), kind };
    let items = vec![
        item(0, ItemRole::Artifact, ItemKind::Anchor(at(20.0, 30.0), AnchorId(0))),
        item(0, ItemRole::Heading(1), ItemKind::Line(at(20.0, 40.0), line("aa bb", Direction::Rtl))),
        item(1, ItemRole::Paragraph, ItemKind::Line(at(20.0, 60.125), line("CC dd", Direction::Ltr))),
        item(1, ItemRole::Note(NoteId(3)), ItemKind::Rule(rect(20.0, 70.0, 30.0, 0.5), Color::BLACK)),
    ];
    Page {
        size: Size { width: Length::pt(140.0), height: Length::pt(200.0) },
        leaf: Leaf::Verso,
        label: "۲".to_owned(),
        frames: vec![Frame { role: FrameRole::Body, area: rect(20.0, 20.0, 100.0, 160.0), items }],
    }
}

fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect {
    Rect::new(Length::pt(x), Length::pt(y), Length::pt(width), Length::pt(height))
}

#[test]
fn every_item_of_a_page_is_a_line_with_its_place() {
    let pages = Pages {
        list: vec![page()],
        bookmarks: vec![
            Bookmark { level: 1, title: "aa".to_owned(), anchor: AnchorId(0) },
            Bookmark { level: 1, title: "bb".to_owned(), anchor: AnchorId(1) },
        ],
        destinations: vec![Some(Destination { page: 0, at: Point { x: Length::pt(20.0), y: Length::pt(30.0) } }), None],
        groups: Vec::new(),
        front: 0,
    };
    let expected = "\
page 1 verso 140.00 x 200.00 label ۲
  body 20.00 20.00 100.00 x 160.00
    0 artifact fa anchor 0 20.00 30.00
    0 heading-1 fa 75.00 40.00 45.00 aa bb
    1 paragraph fa 20.00 60.13 45.00 CC dd
    1 note-3 fa rule 20.00 70.00 30.00 x 0.50 #000000
bookmark 1 page 1 20.00 30.00 aa
bookmark 1 nowhere bb
";
    assert_eq!(dump::pages(&pages), expected);
}

#[test]
fn every_word_is_a_line_with_its_glyphs() {
    let pages =
        Pages { list: vec![page()], bookmarks: Vec::new(), destinations: Vec::new(), groups: Vec::new(), front: 0 };
    let dump = dump::glyphs(&pages, &faces());
    let lines: Vec<&str> = dump.lines().collect();
    assert_eq!(lines[0], "page 1 140.000 200.000");
    // Two lines of two words; white space draws nothing.
    assert_eq!(lines.len(), 5, "{dump}");
    assert!(lines[1].starts_with("  ") && lines[3].starts_with("  20.000 60.125 "), "{dump}");
    let glyphs = lines[3].split_once(": ").expect("glyphs after the face").1;
    let glyphs: Vec<&str> = glyphs.split(' ').collect();
    assert!(glyphs.len() == 2 && glyphs[0].ends_with("@0,0") && !glyphs[1].ends_with("@0,0"), "{dump}");
}
