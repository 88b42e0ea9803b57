//! Lists, letters, dialogues, tables, figures: cases as pages, and what no case can show.

use std::time::{Duration, Instant};

use publish::base::Length;
use publish::book::{
    Block, BlockKind, Figure, Figures, ImageFile, ImageFormat, ImageId, ImageWidth, List, Speech, Table,
};
use publish::document::ColumnAlign;
use publish::pages::{FrameRole, ItemKind, ItemRole, Pages};
use publish::style::Separator;

use crate::invented::{Invented, block, lines, paragraph, plain_style, text};
use crate::pages::{items, line_text, pages_of, words_on};
use crate::support::{assert_expected, publish, root, small_book, stderr, stdout};

#[test]
fn blocks_of_the_cases_are_set_as_expected() {
    for case in ["lists", "letter", "dialogue", "quotations", "tables", "figures"] {
        let folder = root().join("tests/cases/pages").join(case);
        let output = publish(&folder, &["dump", "--what", "pages", "manifest.yaml"]);
        assert!(output.status.success(), "{case}: {}", stderr(&output));
        assert_expected(&folder.join("expected.txt"), &format!("{}{}", stdout(&output), stderr(&output)));
    }
}

/// The pages of one chapter in the plain style, and codes of what was found.
fn chapter(blocks: Vec<Block>) -> (Pages, Vec<&'static str>) {
    let mut invented = Invented::new("fa");
    for (format, width, height) in
        [(ImageFormat::Png, 3000, 2000), (ImageFormat::Png, 300, 3000), (ImageFormat::Svg, 2400, 1200)]
    {
        let file = ImageFile { path: "images/bread.png".into(), data: Vec::new().into(), format, width, height };
        invented.book.images.push(file);
    }
    invented.chapter("نان", blocks);
    let (pages, diagnostics) = pages_of(&invented.book, &plain_style());
    (pages, diagnostics.iter().map(|found| found.code).collect())
}

fn image(number: u32, width: ImageWidth, align: ColumnAlign) -> Figure {
    Figure { anchor: None, image: ImageId(number), alt: "نان".to_owned(), caption: None, width, align }
}

/// Left edge, top, width and height of every image, in points.
fn rects(pages: &Pages) -> Vec<[f64; 4]> {
    let all = pages.list.iter().flat_map(|page| items(page, FrameRole::Body));
    let rects = all.filter_map(|item| match &item.kind {
        ItemKind::Image(rect, _) => Some(*rect),
        _ => None,
    });
    rects
        .map(|rect| {
            [rect.origin.x, rect.origin.y, rect.size.width, rect.size.height]
                .map(|length| (length.to_pt() * 10.0).round() / 10.0)
        })
        .collect()
}

#[test]
fn images_have_the_width_they_ask_for_and_never_more_than_there_is() {
    let figure = |width, align| block(BlockKind::Figure(image(0, width, align)));
    // The type area of the first page reaches from 20 to 170 pt.
    let (pages, found) = chapter(vec![
        figure(ImageWidth::Share(0.5), ColumnAlign::Start),
        figure(ImageWidth::Length(Length::pt(60.0)), ColumnAlign::End),
    ]);
    assert_eq!(rects(&pages), [[95.0, 32.0, 75.0, 50.0], [20.0, 82.0, 60.0, 40.0]]);
    assert_eq!(found, [""; 0]);
    let (pages, found) = chapter(vec![figure(ImageWidth::Length(Length::pt(400.0)), ColumnAlign::Auto)]);
    assert_eq!(rects(&pages)[0][2..], [150.0, 100.0]);
    assert_eq!(found, ["pages.wide-image"]);
    // As tall as the type area at most.
    let tall = image(1, ImageWidth::Share(1.0), ColumnAlign::Auto);
    let (pages, _) = chapter(vec![block(BlockKind::Figure(tall))]);
    assert_eq!(rects(&pages)[0][2..], [16.0, 160.0]);
}

#[test]
fn too_few_pixels_are_told_with_their_number() {
    let small = image(1, ImageWidth::Length(Length::pt(150.0)), ColumnAlign::Auto);
    let mut invented = Invented::new("en");
    let file = |width| ImageFile {
        path: "images/loaf.png".into(),
        data: Vec::new().into(),
        format: ImageFormat::Png,
        width,
        height: 100,
    };
    invented.book.images.extend([file(10), file(200)]);
    invented.chapter("Bread", vec![block(BlockKind::Figure(small))]);
    let (_, diagnostics) = pages_of(&invented.book, &plain_style());
    let found = diagnostics.iter().next().expect("a finding");
    assert_eq!(found.code, "pages.low-resolution");
    assert_eq!(found.message, "`loaf.png` has 96 pixels to the inch in print, less than 150");
}

#[test]
fn images_side_by_side_have_one_height_and_fill_the_column_from_its_start() {
    let list = vec![image(0, ImageWidth::Natural, ColumnAlign::Auto), image(2, ImageWidth::Natural, ColumnAlign::Auto)];
    let (pages, found) = chapter(vec![block(BlockKind::Figures(Figures { list, caption: vec![paragraph("شرح")] }))]);
    let rects = rects(&pages);
    assert_eq!(rects.len(), 2);
    assert_eq!((rects[0][1], rects[0][3]), (rects[1][1], rects[1][3]));
    assert!(rects[0][0] > rects[1][0], "the first stands at the right");
    assert!(rects[0][0] + rects[0][2] <= 170.0 && rects[1][0] >= 20.0);
    assert_eq!(found, [""; 0]);
    let captions: Vec<String> = items(&pages.list[0], FrameRole::Body)
        .filter(|item| item.role == ItemRole::Caption)
        .filter_map(line_text)
        .collect();
    assert_eq!(captions, ["شرح"]);
    // More than have room go on in another row.
    let list = vec![image(0, ImageWidth::Natural, ColumnAlign::Auto); 9];
    let (pages, _) = chapter(vec![block(BlockKind::Figures(Figures { list, caption: Vec::new() }))]);
    assert_eq!(self::rects(&pages).len(), 9);
    assert!(self::rects(&pages).iter().all(|rect| rect[0] >= 20.0 && rect[0] + rect[2] <= 180.1));
}

#[test]
fn names_stand_before_what_is_said_and_long_ones_above_it() {
    let speech = |name: &str, words: &str| Speech { speaker: text(name), blocks: vec![paragraph(words)] };
    let blocks =
        vec![block(BlockKind::Dialogue(vec![speech("نانوا", &lines(3)), speech("همسایهٔ خوب دیوار به دیوار", "سلام")]))];
    let (pages, _) = chapter(blocks);
    let baseline = |wanted: &str| {
        let lines = items(&pages.list[0], FrameRole::Body);
        lines.filter(|item| line_text(item).is_some_and(|text| text.starts_with(wanted))).find_map(|item| {
            match &item.kind {
                ItemKind::Line(at, _) => Some(at.y),
                _ => None,
            }
        })
    };
    assert_eq!(baseline("نانوا:"), baseline("نان تازه"));
    assert!(baseline("همسایهٔ") < baseline("سلام"));
    let words = words_on(&pages, FrameRole::Body);
    assert_eq!(words[1..4], ["نانوا:", "نان", "تازه"]);
}

#[test]
fn a_table_that_is_too_wide_gets_smaller_type_and_then_a_report() {
    let table = |word: &str, columns: usize| {
        let row = vec![text(word); columns];
        let columns = vec![ColumnAlign::Auto; columns];
        block(BlockKind::Table(Table { columns, head: row.clone(), rows: vec![row], caption: None }))
    };
    let size = |pages: &Pages| {
        items(&pages.list[0], FrameRole::Body)
            .filter(|item| matches!(item.role, ItemRole::Cell { row: 1, .. }))
            .find_map(|item| match &item.kind {
                ItemKind::Line(_, line) => Some(line.fragments[0].size),
                _ => None,
            })
    };
    let (pages, found) = chapter(vec![table("نان", 4)]);
    assert_eq!((size(&pages), found.as_slice()), (Some(Length::pt(8.0)), [].as_slice()));
    let (pages, found) = chapter(vec![table("نان‌آوران", 5)]);
    assert!(size(&pages) < Some(Length::pt(8.0)) && size(&pages) >= Some(Length::pt(5.6)), "{:?}", size(&pages));
    assert_eq!(found, [""; 0]);
    let (_, found) = chapter(vec![table("نان‌آوران", 12)]);
    assert!(found.contains(&"pages.wide-table"));
}

#[test]
fn a_row_taller_than_a_page_goes_on_over_pages() {
    let row = vec![text("نان"), text(&lines(40))];
    let columns = vec![ColumnAlign::Auto; 2];
    let table = Table { columns, head: vec![text("نام"), text("شرح")], rows: vec![row], caption: None };
    let (pages, found) = chapter(vec![block(BlockKind::Table(table))]);
    assert!(pages.list.len() >= 3);
    assert!(!found.contains(&"pages.too-tall"), "{found:?}");
    for page in &pages.list {
        for item in items(page, FrameRole::Body) {
            if let ItemKind::Line(at, _) = &item.kind {
                assert!(at.y <= Length::pt(180.0));
            }
        }
    }
    let words = words_on(&pages, FrameRole::Body);
    assert_eq!(words.iter().filter(|word| *word == "همسایه").count(), 40);
}

#[test]
fn lists_in_lists_in_lists_keep_marks_off_their_words() {
    let mut inner = vec![paragraph("نان")];
    for _ in 0..20 {
        let list = List { items: vec![inner], tight: true, ..List::default() };
        inner = vec![block(BlockKind::List(list))];
    }
    let (pages, _) = chapter(inner);
    let count = pages.list.iter().flat_map(|page| items(page, FrameRole::Body));
    assert_eq!(count.filter(|item| item.role == ItemRole::ListLabel).count(), 20);
    assert!(words_on(&pages, FrameRole::Body).contains(&"نان".to_owned()));
}

#[test]
fn separators_are_what_the_style_says() {
    let drawn = |separator: Separator| {
        let mut invented = Invented::new("fa");
        invented.chapter("نان", vec![paragraph("یک"), block(BlockKind::Separator), paragraph("دو")]);
        let mut styles = plain_style();
        styles.blocks.separator = separator;
        let (pages, _) = pages_of(&invented.book, &styles);
        let furniture: Vec<String> = items(&pages.list[0], FrameRole::Body)
            .filter(|item| item.role == ItemRole::Artifact)
            .filter_map(|item| match &item.kind {
                ItemKind::Line(_, line) => Some(line.text()),
                ItemKind::Rule(..) => Some("rule".to_owned()),
                _ => None,
            })
            .collect();
        furniture
    };
    assert_eq!(drawn(Separator::Rule), ["rule"]);
    assert_eq!(drawn(Separator::Space), [""; 0]);
    assert_eq!(drawn(Separator::Ornament("§".to_owned())), ["§"]);
    assert_eq!(drawn(Separator::Stars).len(), 1);
}

#[test]
fn nested_without_end_or_empty_never_hangs() {
    let started = Instant::now();
    let deep: String = (0..1000).map(|depth| format!("{}- نان\n", "  ".repeat(depth))).collect();
    let folder = small_book("title: نان\nlanguage: fa\ncontents: [text/one.md]\n", &deep);
    let output = publish(folder.path(), &["pdf", "manifest.yaml"]);
    assert!(stderr(&output).contains("error[document.too-deep]"), "{}", stderr(&output));
    let folder =
        small_book("title: نان\nlanguage: fa\ncontents: [text/one.md]\n", "::: letter\n:::\n\n::: dialogue\n:::\n");
    let output = publish(folder.path(), &["build", "manifest.yaml"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(started.elapsed() < Duration::from_secs(60));
}
