//! Which rows stand on which page: what holds for every page of generated books, columns, and what is too large.

use std::collections::{BTreeMap, BTreeSet};

use publish::base::{Diagnostics, Length};
use publish::book::{
    Block, BlockKind, Figure, ImageFile, ImageFormat, ImageId, ImageWidth, Inline, List, Marks, Note, NoteId, Table,
};
use publish::document::ColumnAlign;
use publish::pages::{Frame, FrameRole, Item, ItemKind, ItemRole, Pages};
use publish::style::StyleSheet;

use crate::invented::{Invented, block, lines, paragraph, plain_style, text};
use crate::pages::{items, line_text, pages_of, texts, words_on};
use crate::support::{publish, root, small_book, stderr, stdout};

/// Numbers that look random and are the same on every machine.
struct Dice(u64);

impl Dice {
    /// A number from 0 up to `sides`, without it.
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    /// Words, each different from all others.
    fn words(&mut self, from: u64, beyond: u64, next: &mut u64) -> String {
        let count = from + self.throw(beyond - from);
        *next += count;
        let stems = ["نان", "آرد", "آب", "نمک", "تنور", "خمیر", "کتاب", "زنبور"];
        let word = |number: u64| format!("{}{number}", stems[(number % 8) as usize]);
        (*next - count..*next).map(word).collect::<Vec<_>>().join(" ")
    }
}

/// A book of paragraphs, headings, lists, tables, quotations and images, with notes of up to three paragraphs.
fn generated(seed: u64) -> Invented {
    let mut dice = Dice(seed);
    let mut next = 0;
    let mut invented = Invented::new("fa");
    let (path, data) = ("image.png".into(), Vec::new().into());
    invented.book.images.push(ImageFile { path, data, format: ImageFormat::Png, width: 200, height: 150 });
    for _ in 0..2 {
        let mut blocks = Vec::new();
        for _ in 0..30 {
            blocks.push(generated_block(&mut dice, &mut next, &mut invented));
        }
        invented.chapter("نان و کتاب", blocks);
    }
    invented
}

/// A block, which may go across all columns of its page if it is a heading, box, table or image.
fn generated_block(dice: &mut Dice, next: &mut u64, invented: &mut Invented) -> Block {
    let block = generated_kind(dice, next, invented);
    let is_wide = !matches!(block.kind, BlockKind::Paragraph(_)) && dice.throw(3) == 0;
    let classes = if is_wide { vec!["wide".to_owned()] } else { Vec::new() };
    Block { classes, ..block }
}

fn generated_kind(dice: &mut Dice, next: &mut u64, invented: &mut Invented) -> Block {
    match dice.throw(14) {
        12 => block(BlockKind::Separator),
        13 => {
            let blocks = (0..1 + dice.throw(3)).map(|_| paragraph(&dice.words(2, 30, next))).collect();
            block(BlockKind::Box(Some(dice.words(1, 4, next)), blocks))
        }
        0 => block(BlockKind::Heading(2, text(&dice.words(1, 8, next)))),
        1 => {
            let items = (0..2 + dice.throw(4)).map(|_| vec![paragraph(&dice.words(2, 20, next))]).collect();
            block(BlockKind::List(List { start: None, marks: Marks::default(), items, tight: true }))
        }
        2 => {
            let rows = 1 + dice.throw(9);
            let mut cell = |_| text(&dice.words(1, 3, next));
            let rows: Vec<_> = (0..rows).map(|_| (0..2).map(&mut cell).collect()).collect();
            let head = vec![text("نام"), text("شرح")];
            block(BlockKind::Table(Table { columns: vec![ColumnAlign::Auto; 2], head, rows, caption: None }))
        }
        3 => block(BlockKind::Quote(vec![paragraph(&dice.words(10, 40, next))])),
        4 => block(BlockKind::Figure(Figure {
            anchor: None,
            image: ImageId(0),
            alt: "نان".to_owned(),
            caption: None,
            width: ImageWidth::default(),
            align: ColumnAlign::Auto,
        })),
        _ => {
            let mut inlines = text(&dice.words(1, 60, next));
            for _ in 0..dice.throw(7).saturating_sub(4) {
                inlines.push(generated_note(dice, next, invented));
                inlines.extend(text(&format!(" {}", dice.words(1, 20, next))));
            }
            block(BlockKind::Paragraph(inlines))
        }
    }
}

fn generated_note(dice: &mut Dice, next: &mut u64, invented: &mut Invented) -> Inline {
    let mark = invented.note(&dice.words(2, 30, next));
    for _ in 0..dice.throw(3) {
        let more = paragraph(&dice.words(2, 40, next));
        invented.book.notes.last_mut().expect("it was added").blocks.push(more);
    }
    mark
}

/// The codes reported, with the numbers of their pages.
fn reported(diagnostics: &Diagnostics, code: &str) -> BTreeSet<usize> {
    let of_code = diagnostics.iter().filter(|diagnostic| diagnostic.code == code);
    let numbers = of_code.filter_map(|diagnostic| {
        let words = diagnostic.message.split_whitespace();
        words.skip_while(|word| *word != "page").nth(1).and_then(|number| number.parse().ok())
    });
    numbers.collect()
}

/// Pages by number, counted from 1 as reports do.
fn numbered(pages: &Pages) -> impl Iterator<Item = (usize, &publish::pages::Page)> {
    (1..).zip(&pages.list)
}

/// How far down an item reaches: a line to its baseline.
fn bottom(item: &Item) -> Option<Length> {
    match &item.kind {
        ItemKind::Line(at, _) => Some(at.y),
        ItemKind::Image(rect, _) => Some(rect.bottom()),
        _ => None,
    }
}

fn assert_within(pages: &Pages, diagnostics: &Diagnostics, styles: &StyleSheet) {
    let tall = reported(diagnostics, "pages.too-tall");
    let foot = styles.page.height - styles.page.bottom;
    for (number, page) in numbered(pages).filter(|(number, _)| !tall.contains(number)) {
        let notes = page.frames.iter().find(|frame| frame.role == FrameRole::Notes);
        let limit = notes.map_or(foot, |frame| frame.area.origin.y);
        let lowest = items(page, FrameRole::Body).filter_map(bottom).fold(Length::ZERO, Length::max);
        assert!(lowest <= limit, "text on page {number} down to {}", lowest.to_pt());
        let lowest = items(page, FrameRole::Notes).filter_map(bottom).fold(Length::ZERO, Length::max);
        assert!(lowest <= foot, "notes on page {number} down to {}", lowest.to_pt());
    }
}

/// Every note begins on the page of its mark.
fn assert_notes_begin(pages: &Pages, diagnostics: &Diagnostics, notes: &[Note]) {
    let late = reported(diagnostics, "pages.late-note");
    let mut begins: BTreeMap<NoteId, usize> = BTreeMap::new();
    let mut marks: BTreeMap<NoteId, usize> = BTreeMap::new();
    for (number, page) in numbered(pages) {
        for item in items(page, FrameRole::Body) {
            let ItemKind::Line(_, line) = &item.kind else { continue };
            for note in line.notes() {
                marks.entry(note).or_insert(number);
            }
        }
        for item in items(page, FrameRole::Notes) {
            let ItemRole::Note(note) = item.role else { continue };
            begins.entry(note).or_insert(number);
        }
    }
    assert_eq!((begins.len(), marks.len()), (notes.len(), notes.len()));
    for (note, page) in marks {
        assert!(begins[&note] == page || late.contains(&page), "note {} of page {page}", note.0);
    }
}

/// No line of a paragraph stands alone at the foot or head of a page or column.
fn assert_company(pages: &Pages, diagnostics: &Diagnostics) {
    let parted = reported(diagnostics, "pages.parted");
    let counted = |frame: &Frame| {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for item in frame.items.iter().filter(|item| item.role == ItemRole::Paragraph && line_text(item).is_some()) {
            *counts.entry(item.block).or_default() += 1;
        }
        counts
    };
    let mut whole: BTreeMap<u32, usize> = BTreeMap::new();
    let mut frames = Vec::new();
    for (number, page) in numbered(pages) {
        for frame in page.frames.iter().filter(|frame| frame.role == FrameRole::Body) {
            let counts = counted(frame);
            counts.iter().for_each(|(block, count)| *whole.entry(*block).or_default() += count);
            frames.push((number, counts));
        }
    }
    let mut before: BTreeMap<u32, usize> = BTreeMap::new();
    for (number, counts) in frames {
        for (block, count) in counts {
            let done = before.entry(block).or_default();
            // A line between others of its paragraph is neither the first nor the last of them.
            let is_alone = count == 1 && whole[&block] > 1 && (*done == 0 || *done + 1 == whole[&block]);
            let is_told = parted.contains(&number) || parted.contains(&(number - 1));
            assert!(!is_alone || is_told, "block {block} has one line alone on page {number}");
            *done += count;
        }
    }
}

/// The text without the spaces that line ends make.
fn letters(pages: &Pages, role: FrameRole) -> String {
    words_on(pages, role).concat()
}

fn styled(columns: u8, grid: bool) -> StyleSheet {
    let mut styles = plain_style();
    styles.page.columns = columns;
    styles.page.width += Length::pt(160.0) * i64::from(columns - 1);
    styles.page.height = Length::pt(260.0);
    styles.page.grid = grid;
    for role in [publish::style::Role::Heading2, publish::style::Role::Quote] {
        styles.roles[role as usize].space_before = Length::pt(8.0);
        styles.roles[role as usize].space_after = Length::pt(5.0);
    }
    styles.roles[publish::style::Role::Heading1 as usize].is_wide = true;
    styles
}

#[test]
fn every_page_of_generated_books_keeps_the_rules_or_says_so() {
    let mut gave_way = 0;
    for seed in 0..20 {
        let invented = generated(seed);
        let mut endless = styled(1, false);
        endless.page.height = Length::pt(20_000.0);
        let whole = pages_of(&invented.book, &endless).0;
        for (columns, grid) in [(1, false), (1, true), (2, false), (3, true)] {
            let styles = styled(columns, grid);
            let (pages, diagnostics) = pages_of(&invented.book, &styles);
            assert_within(&pages, &diagnostics, &styles);
            assert_notes_begin(&pages, &diagnostics, &invented.book.notes);
            assert_company(&pages, &diagnostics);
            for role in [FrameRole::Body, FrameRole::Notes] {
                assert_eq!(letters(&pages, role), letters(&whole, role), "book {seed} in {columns} columns");
            }
            gave_way += reported(&diagnostics, "pages.parted").len() + reported(&diagnostics, "pages.late-note").len();
        }
    }
    // Five of these books have lines with more notes than their small pages hold, in one column of two styles each.
    assert!(gave_way <= 12, "rules gave way {gave_way} times");
}

#[test]
fn lines_of_a_grid_stand_at_one_height_on_all_pages() {
    let mut invented = generated(7);
    // Boxes stand off the grid: their rows would leave gaps in their sides.
    for division in &mut invented.book.divisions {
        let publish::book::DivisionKind::Chapter(blocks) = &mut division.kind else { continue };
        blocks.retain(|block| !matches!(block.kind, BlockKind::Box(..)));
    }
    let (pages, _) = pages_of(&invented.book, &styled(2, true));
    let line = Length::pt(12.0).raw();
    let mut heights = BTreeSet::new();
    for page in &pages.list {
        for item in items(page, FrameRole::Body).filter(|item| item.role == ItemRole::Paragraph) {
            if let ItemKind::Line(at, _) = &item.kind {
                heights.insert(at.y.raw() % line);
            }
        }
    }
    assert_eq!(heights.len(), 1, "{heights:?}");
}

#[test]
fn the_sides_of_a_box_have_no_gaps_on_a_grid() {
    let mut invented = Invented::new("fa");
    let inside = (0..6).map(|number| paragraph(&format!("نان{number}"))).collect();
    let blocks = vec![paragraph("آرد"), block(BlockKind::Box(Some("خمیر".to_owned()), inside)), paragraph("آب")];
    invented.chapter("نان", blocks);
    let (pages, _) = pages_of(&invented.book, &styled(1, true));
    let rules = items(&pages.list[0], FrameRole::Body).filter_map(|item| match &item.kind {
        ItemKind::Rule(rect, _) => Some(*rect),
        _ => None,
    });
    let (upright, level): (Vec<_>, Vec<_>) = rules.partition(|rect| rect.size.height > rect.size.width);
    assert_eq!((upright.len(), level.len()), (2, 2), "each side is one rule from top to bottom");
    assert!(upright.iter().all(|side| side.origin.y == level[0].origin.y && side.bottom() == level[1].bottom()));
}

#[test]
fn a_small_table_is_never_parted() {
    for before in 4..14 {
        let mut invented = Invented::new("fa");
        let rows: Vec<_> = (0..2).map(|row| vec![text(&format!("نان{row}")), text("آب")]).collect();
        let head = vec![text("نام"), text("شرح")];
        let table = Table { columns: vec![ColumnAlign::Auto; 2], head, rows, caption: None };
        let mut blocks: Vec<Block> = (0..before).map(|number| paragraph(&format!("آرد{number}"))).collect();
        blocks.push(block(BlockKind::Table(table)));
        invented.chapter("نان", blocks);
        let mut styles = plain_style();
        styles.page.height = Length::pt(260.0);
        let (pages, _) = pages_of(&invented.book, &styles);
        let has_cells = |page: &&publish::pages::Page| {
            items(page, FrameRole::Body).any(|item| matches!(item.role, ItemRole::Cell { .. }))
        };
        assert_eq!(pages.list.iter().filter(has_cells).count(), 1, "{before} lines before it");
    }
}

#[test]
fn a_chapter_does_not_end_with_a_line_or_two_on_a_page() {
    // Forty lines in pages of thirteen would leave one or two: earlier pages give some.
    for count in 27..54 {
        let mut invented = Invented::new("fa");
        let blocks = (0..count).map(|number| paragraph(&format!("نان{number}"))).collect();
        invented.chapter("نان", blocks);
        let last = pages_of(&invented.book, &plain_style()).0.list.pop().expect("there are pages");
        assert!(texts(&last, FrameRole::Body).len() >= 3, "{count} lines");
    }
}

#[test]
fn the_last_page_of_a_chapter_has_as_many_lines_as_the_style_asks_for() {
    // A page holds thirteen lines, the first one of them the heading.
    let left = |count: usize, last_lines| {
        let mut invented = Invented::new("fa");
        invented.chapter("نان", (0..count).map(|number| paragraph(&format!("نان{number}"))).collect());
        let mut styles = plain_style();
        styles.page.last_lines = last_lines;
        let (pages, _) = pages_of(&invented.book, &styles);
        pages.list.last().map_or(0, |page| texts(page, FrameRole::Body).len())
    };
    assert_eq!((left(26, 1), left(26, 4)), (1, 4));
    assert_eq!((left(39, 1), left(39, 4)), (1, 4));
    assert_eq!(left(25, 4), 13, "nothing is left over");
}

#[test]
fn a_page_with_a_line_is_spared_where_a_paragraph_may_do_with_a_line_less() {
    let mut spared = 0;
    for words in 90..150 {
        let mut invented = Invented::new("fa");
        let text = ["نان", "و", "آب", "از", "تنور", "داغ", "با", "نمک", "به", "همسایه", "داد"];
        let text: Vec<&str> = text.into_iter().cycle().take(words).collect();
        invented.chapter("نان", vec![paragraph(&text.join(" ")), paragraph("آب")]);
        let with = |last_lines| {
            let mut styles = plain_style();
            styles.page.last_lines = last_lines;
            for role in [publish::style::Role::Body, publish::style::Role::BodyFirst] {
                // Pages can give the last one no line of it.
                styles.roles[role as usize].keep_together = true;
                styles.roles[role as usize].justification.shrink_to = 0.6;
            }
            let (pages, diagnostics) = pages_of(&invented.book, &styles);
            assert!(reported(&diagnostics, "lines.overfull").is_empty());
            assert_eq!(words_on(&pages, FrameRole::Body).len(), words + 2, "no word is lost");
            pages.list.len()
        };
        let (all, fewer) = (with(1), with(4));
        assert!(fewer <= all, "{words} words");
        spared += all - fewer;
    }
    assert!(spared > 0, "some pages are spared");
}

#[test]
fn spaces_are_squeezed_where_the_end_of_a_text_lacks_little_room() {
    // Three headings with 20 pt above give 12 pt: one line.
    let pages = |lines: usize, before: f64| {
        let mut invented = Invented::new("fa");
        let mut blocks: Vec<Block> = (0..lines).map(|number| paragraph(&format!("نان{number}"))).collect();
        for at in [4, 3, 1] {
            blocks.insert(at, block(BlockKind::Heading(2, text("آب"))));
        }
        invented.chapter("نان", blocks);
        let mut styles = plain_style();
        styles.page.last_lines = 1;
        styles.roles[publish::style::Role::Heading2 as usize].space_before = Length::pt(before);
        let (pages, diagnostics) = pages_of(&invented.book, &styles);
        assert!(reported(&diagnostics, "pages.too-tall").is_empty());
        assert_within(&pages, &diagnostics, &styles);
        let text = items(&pages.list[0], FrameRole::Body).filter_map(|item| match &item.kind {
            ItemKind::Line(at, _) => Some(at.y),
            _ => None,
        });
        let tops: Vec<Length> = text.collect();
        assert!(tops.windows(2).all(|pair| pair[1] - pair[0] >= Length::pt(11.99)), "no line comes nearer");
        pages.list.len()
    };
    // With its four headings the text of a page of 160 pt has 96 + 60 pt for four lines, 108 + 60 for five.
    assert_eq!((pages(4, 20.0), pages(5, 20.0)), (1, 1));
    assert_eq!(pages(6, 20.0), 2, "more than the spaces can give goes overleaf");
}

#[test]
fn a_separator_stays_with_what_follows_and_begins_no_page_if_it_can() {
    for before in 8..16 {
        let mut invented = Invented::new("fa");
        let mut blocks: Vec<Block> = (0..before).map(|number| paragraph(&format!("نان{number}"))).collect();
        blocks.push(block(BlockKind::Separator));
        blocks.extend((0..20).map(|number| paragraph(&format!("آب{number}"))));
        invented.chapter("نان", blocks);
        let (pages, diagnostics) = pages_of(&invented.book, &plain_style());
        assert!(diagnostics.is_empty(), "{before} lines before it");
        for page in &pages.list {
            let lines: Vec<&Item> =
                items(page, FrameRole::Body).filter(|item| matches!(item.kind, ItemKind::Line(..))).collect();
            let is_star = |item: Option<&&Item>| item.is_some_and(|item| item.role == ItemRole::Artifact);
            assert!(!is_star(lines.first()) && !is_star(lines.last()), "{before} lines before it");
        }
    }
}

#[test]
fn a_table_that_fits_a_page_is_kept_on_one_where_the_style_asks_for_it() {
    let pages = |rows: usize, together: bool| {
        let mut invented = Invented::new("fa");
        let rows: Vec<_> = (0..rows).map(|row| vec![text(&format!("نان{row}")), text("آب")]).collect();
        let head = vec![text("نام"), text("شرح")];
        let table = Table { columns: vec![ColumnAlign::Auto; 2], head, rows, caption: None };
        let mut blocks: Vec<Block> = (0..6).map(|number| paragraph(&format!("آرد{number}"))).collect();
        blocks.push(block(BlockKind::Table(table)));
        invented.chapter("نان", blocks);
        let mut styles = plain_style();
        styles.roles[publish::style::Role::TableCell as usize].keep_together = together;
        let (pages, diagnostics) = pages_of(&invented.book, &styles);
        assert!(reported(&diagnostics, "pages.parted").is_empty());
        let has_cells = |page: &publish::pages::Page| {
            items(page, FrameRole::Body).any(|item| matches!(item.role, ItemRole::Cell { .. }))
        };
        pages.list.iter().filter(|page| has_cells(page)).count()
    };
    assert_eq!((pages(7, false), pages(7, true)), (2, 1));
    assert_eq!(pages(30, true), pages(30, false), "what no page holds is parted");
}

#[test]
fn what_is_wide_has_the_width_of_the_page_and_columns_that_hold_nothing_are_told() {
    let mut wide = 0;
    for seed in 0..20 {
        let invented = generated(seed);
        let styles = styled(3, false);
        let (pages, _) = pages_of(&invented.book, &styles);
        let whole = styles.page.width - styles.page.inside - styles.page.outside;
        for frame in pages.list.iter().flat_map(|page| &page.frames).filter(|frame| frame.role == FrameRole::Body) {
            let columns = (whole - styles.page.column_gap * 2) / 3;
            assert!(frame.area.size.width == whole || frame.area.size.width == columns);
            for item in &frame.items {
                let ItemKind::Line(at, line) = &item.kind else { continue };
                let (left, right) = (frame.area.origin.x, frame.area.right());
                let is_inside = at.x >= left && at.x + line.measure <= right + Length::pt(0.01);
                assert!(is_inside, "book {seed}: {}", line.text());
                let is_apart = matches!(item.role, ItemRole::Heading(2) | ItemRole::Cell { .. });
                wide += usize::from(is_apart && frame.area.size.width == whole);
            }
        }
    }
    assert!(wide > 50, "{wide} lines of headings and cells go across");
    let narrow = "title: Bread\nlanguage: en\nstyles: { page: { columns: 4 } }\ncontents: [text/one.md]\n";
    let folder = small_book(narrow, "# Bread\n\nBread.\n");
    let output = publish(folder.path(), &["pdf", "manifest.yaml", "-o", "one.pdf"]);
    assert!(stderr(&output).contains("manifest.yaml:3:17: warning[style.narrow-columns]"), "{}", stderr(&output));
    let folder = small_book(
        "title: Bread\nlanguage: en\ncontents: [text/one.md]\n",
        "# Bread\n\n::: columns {count=4}\nBread and salt.\n:::\n",
    );
    let output = publish(folder.path(), &["pdf", "manifest.yaml", "-o", "one.pdf"]);
    assert!(stderr(&output).contains("one.md:3:1: warning[pages.narrow-columns]"), "{}", stderr(&output));
}

#[test]
fn a_note_that_goes_on_has_a_longer_rule() {
    let mut invented = Invented::new("fa");
    let mut inlines = text("نان");
    inlines.push(invented.note(&lines(30)));
    invented.chapter("نان", vec![block(BlockKind::Paragraph(inlines)), paragraph(&lines(9))]);
    let (pages, _) = pages_of(&invented.book, &plain_style());
    let notes = pages.list.iter().flat_map(|page| items(page, FrameRole::Notes));
    let widths: Vec<Length> = notes
        .filter_map(|item| match &item.kind {
            ItemKind::Rule(rect, _) => Some(rect.size.width),
            _ => None,
        })
        .collect();
    assert_eq!(widths[..2], [Length::pt(150.0).scale(0.3), Length::pt(150.0)]);
}

/// The left edges and words of the columns of a page.
fn columns_of(pages: &Pages, page: usize) -> Vec<(f64, usize)> {
    let frames = pages.list[page].frames.iter().filter(|frame| frame.role == FrameRole::Body);
    let lines = |frame: &Frame| frame.items.iter().filter(|item| line_text(item).is_some()).count();
    frames.map(|frame| (frame.area.origin.x.to_pt().round(), lines(frame))).collect()
}

#[test]
fn columns_are_level_and_begin_where_lines_do() {
    for (tag, left) in [("fa", [101.0, 20.0]), ("en", [30.0, 111.0])] {
        let mut invented = Invented::new(tag);
        let blocks = (0..7).map(|number| paragraph(&format!("n{number}"))).collect();
        let stretch = block(BlockKind::Columns(2, blocks));
        invented.chapter("نان", vec![paragraph("آرد"), stretch, paragraph("آب")]);
        let (pages, _) = pages_of(&invented.book, &plain_style());
        let whole = if tag == "fa" { 20.0 } else { 30.0 };
        assert_eq!(columns_of(&pages, 0), [(whole, 2), (left[0], 4), (left[1], 3), (whole, 1)], "{tag}");
    }
}

#[test]
fn columns_end_where_they_are_told_to_and_what_is_wide_goes_across() {
    let mut invented = Invented::new("fa");
    let wide = Block { classes: vec!["wide".to_owned()], ..block(BlockKind::Heading(2, text("تنور"))) };
    let ended = block(BlockKind::ColumnBreak);
    let blocks =
        vec![paragraph("یک"), ended, paragraph("دو"), paragraph("سه"), wide, paragraph("چهار"), paragraph("پنج")];
    invented.chapter("نان", vec![block(BlockKind::Columns(2, blocks))]);
    let (pages, _) = pages_of(&invented.book, &plain_style());
    assert_eq!(columns_of(&pages, 0), [(20.0, 1), (101.0, 1), (20.0, 2), (20.0, 1), (101.0, 1), (20.0, 1)]);
    assert_eq!(words_on(&pages, FrameRole::Body), ["نان", "یک", "دو", "سه", "تنور", "چهار", "پنج"]);
}

#[test]
fn a_heading_longer_than_a_page_is_parted_and_reported() {
    let mut styles = plain_style();
    styles.roles[publish::style::Role::Heading2 as usize].keep_together = true;
    for columns in [1, 2] {
        styles.page.columns = columns;
        let mut invented = Invented::new("fa");
        let heading = block(BlockKind::Heading(2, text(&lines(37))));
        invented.chapter("نان", vec![paragraph("آرد"), heading, paragraph("آب")]);
        let (pages, diagnostics) = pages_of(&invented.book, &styles);
        assert_eq!(words_on(&pages, FrameRole::Body).len(), 3 + 37 * 12);
        assert!(pages.list.len() < 12, "{} pages", pages.list.len());
        assert!(!reported(&diagnostics, "pages.parted").is_empty());
    }
}

#[test]
fn columns_of_a_manuscript_are_those_of_the_pages_and_the_epub() {
    let manifest = "title: نان\nlanguage: fa\ncreators: [{ name: کسی, role: author }]\ncontents: [text/one.md]\n";
    let words = "# نان\n\n::: columns {count=3}\nیک\n\n::: columnbreak\n\nدو\n:::\n\n::: columns {count=9}\nسه\n:::\n";
    let folder = small_book(manifest, words);
    let output = publish(folder.path(), &["dump", "--what", "pages", "manifest.yaml"]);
    assert!(stderr(&output).contains("text/one.md:11:1: warning[book.column-count]"), "{}", stderr(&output));
    assert_eq!(stdout(&output).matches("\n  body ").count(), 4);
    let output = publish(folder.path(), &["epub", "manifest.yaml", "-o", "one.epub"]);
    assert!(output.status.success(), "{}", stderr(&output));
}

#[test]
fn odd_documents_become_pages_or_a_report() {
    let nested: String = (0..1000).map(|depth| format!("{}- نان\n", "  ".repeat(depth))).collect();
    let manifest = "title: نان\nlanguage: fa\ncontents: [text/one.md]\n";
    for (name, words) in [("empty", ""), ("nested", nested.as_str()), ("image", "![نان](../one.png)\n")] {
        let folder = small_book(manifest, words);
        let image = root().join("books/bees/images");
        let image = std::fs::read_dir(image).expect("images").map(|entry| entry.expect("readable").path());
        let image = image.filter(|path| path.extension().is_some_and(|end| end == "png")).min().expect("an image");
        std::fs::copy(image, folder.path().join("one.png")).expect("copied");
        let output = publish(folder.path(), &["pdf", "manifest.yaml", "-o", "one.pdf"]);
        let is_made = folder.path().join("one.pdf").exists();
        assert!(is_made == output.status.success() && (is_made || !stderr(&output).is_empty()), "{name}");
        assert!(!stderr(&output).contains("panicked"), "{name}");
    }
}

#[test]
fn a_row_of_a_table_taller_than_the_page_goes_on_overleaf() {
    let mut invented = Invented::new("fa");
    let rows = vec![vec![text("آرد"), text(&lines(40))], vec![text("آب"), text("نمک")]];
    let columns = vec![ColumnAlign::Auto; 2];
    invented.chapter("نان", vec![block(BlockKind::Table(Table { columns, head: Vec::new(), rows, caption: None }))]);
    let (pages, diagnostics) = pages_of(&invented.book, &plain_style());
    assert_eq!(words_on(&pages, FrameRole::Body).len(), 4 + 40 * 12);
    assert!(pages.list.len() > 1);
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.code != "pages.too-tall"));
}

#[test]
fn a_line_with_more_notes_than_a_page_holds_is_reported() {
    let mut invented = Invented::new("fa");
    let mut inlines = text("نان");
    inlines.extend((0..3).map(|_| invented.note(&lines(12))));
    invented.chapter("نان", vec![block(BlockKind::Paragraph(inlines)), paragraph("آب")]);
    let (pages, diagnostics) = pages_of(&invented.book, &plain_style());
    assert_eq!(reported(&diagnostics, "pages.late-note").into_iter().collect::<Vec<_>>(), [1]);
    assert_eq!(words_on(&pages, FrameRole::Notes).len(), 3 + 36 * 12);
    assert_notes_begin(&pages, &diagnostics, &invented.book.notes);
}
