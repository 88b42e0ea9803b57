//! Newsletters: masthead, contact block, QR code, continuation lines, texts that have to fit, folded sheets.

use publish::base::{Diagnostics, Length, Severity, Sources};
use publish::book::{self, Article, Block, BlockKind, Book};
use publish::pages::{FrameRole, ItemKind, ItemRole, Page, Pages};
use publish::style::{Fit, FitMode, Fold, Role, STEPS, StyleSheet};
use publish::{dump, manifest, style};

use crate::epub::{files, markups, parsed, plain, written};
use crate::invented::{Invented, block, lines, paragraph, plain_style, text};
use crate::pages::{items, line_text, pages_of, texts, words_on};
use crate::support::{assert_expected, publish as run, root, small_book, stderr};

const MANIFEST: &str =
    "title: نشریهٔ نان\nlanguage: fa\ndate: 2026-11-21\nissue: 12\nstyle: leaflet\ncontents: [text/one.md]\n";

/// The book of a manifest and a text, its styles, and what was found wrong.
fn made(manifest: &str, text: &str) -> (Book, StyleSheet, Diagnostics) {
    let folder = small_book(manifest, text);
    let (mut sources, mut found) = (Sources::new(), Diagnostics::new());
    let path = folder.path().join("manifest.yaml");
    let manifest = manifest::read(&path, &mut sources, &mut found).expect("readable").expect("a manifest");
    let faces = style::faces(&manifest, &mut found).expect("embedded faces");
    let styles = style::resolve(&manifest, &faces, &mut sources, &mut found).expect("readable");
    let book = book::assemble(&manifest, &mut sources, &mut found).expect("readable");
    (book, styles, found)
}

/// Codes of what was found, in order.
fn codes(found: &Diagnostics) -> Vec<&'static str> {
    found.iter().map(|diagnostic| diagnostic.code).collect()
}

/// The lines of furniture of a role on a page.
fn furniture(page: &Page, role: FrameRole) -> Vec<String> {
    items(page, role).filter_map(line_text).collect()
}

#[test]
fn golden_pages_of_a_newsletter() {
    let text = "::: masthead {motto=\"نان برای همه\"}\n:::\n\n::: article\n# تنور\n\nنان گرم است.\n:::\n\n\
                ::: contact {title=\"با ما\"}\nکوچهٔ نانوا\n\n::: qr {data=\"https://example.org/?a=1&b=~2\" size=20mm}\nاز اینجا\n:::\n:::\n";
    let (book, styles, found) = made(MANIFEST, text);
    assert!(found.is_empty(), "{found:?}");
    let (pages, found) = pages_of(&book, &styles);
    assert!(found.is_empty(), "{found:?}");
    assert_expected(&root().join("tests/cases/pages/newsletter/expected.txt"), &dump::pages(&pages));
}

#[test]
fn a_masthead_has_its_dates_in_the_calendars_of_its_language_or_those_asked_for() {
    let line = |manifest: &str, text: &str| {
        let (book, _, found) = made(manifest, text);
        assert!(found.is_empty(), "{found:?}");
        let book::DivisionKind::Chapter(blocks) = &book.divisions[0].kind else { panic!("a chapter") };
        let BlockKind::Masthead(masthead) = &blocks[0].kind else { panic!("a masthead") };
        masthead.line().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(line(MANIFEST, "::: masthead\n:::\n"), ["شمارهٔ ۱۲", "شنبه ۳۰ آبان ۱۴۰۵", "۲۱ نوامبر ۲۰۲۶"]);
    let arabic = MANIFEST.replace("language: fa", "language: ar");
    assert_eq!(line(&arabic, "::: masthead\n:::\n"), ["العدد ١٢", "السبت ٢١ نوفمبر ٢٠٢٦", "١٠ جمادى الآخرة ١٤٤٨ هـ"]);
    let asked = "::: masthead {issue=\"3\" date=2025-03-21 calendars=\"islamic, jalali\" lang=en}\n:::\n";
    assert_eq!(line(MANIFEST, asked), ["No. 3", "Friday 21 Ramadan 1446 AH", "1 Farvardin 1404 SH"]);
    let no_day = MANIFEST.replace("2026-11-21", "2026-11").replace("issue: 12\n", "");
    assert_eq!(line(&no_day, "::: masthead\n:::\n"), ["نوامبر ۲۰۲۶"]);
}

#[test]
fn what_cannot_be_made_is_reported_with_its_place() {
    let faults = [
        ("::: masthead {date=2026-02-30}\n:::\n", "book.bad-date"),
        ("::: masthead {date=۱۴۰۵-۰۸-۳۰}\n:::\n", "book.bad-date"),
        ("::: masthead {calendars=\"jalaali\"}\n:::\n", "book.unknown-calendar"),
        ("::: masthead {moto=\"نان\"}\n:::\n", "book.unknown-attribute"),
        ("::: masthead {date=2026-11 calendars=jalali}\n:::\n", "book.date-without-day"),
        ("::: qr\n:::\n", "book.qr-without-data"),
        ("::: qr {data=\"https://a.example\" size=3cm2}\n:::\n", "book.bad-qr-size"),
        ("::: qr {data=\"https://a.example\" size=2mm}\n:::\n", "book.bad-qr-size"),
        ("::: qr {data=\"https://a.example\" size=-20mm}\n:::\n", "book.bad-qr-size"),
    ];
    for (text, code) in faults {
        let (_, _, found) = made(MANIFEST, text);
        assert_eq!(codes(&found), [code], "{text}");
        assert!(found.iter().all(|one| one.span.is_some() && !one.hints.is_empty()), "{text}");
    }
    let long = format!("::: qr {{data=\"{}\"}}\n:::\n", "ن".repeat(1500));
    assert_eq!(codes(&made(MANIFEST, &long).2), ["book.qr-too-long"]);
    let dense = format!("::: qr {{data=\"{}\"}}\n:::\n", "ن".repeat(700));
    assert_eq!(codes(&made(MANIFEST, &dense).2), ["book.small-qr"]);
}

/// Blocks as an article, behind the heading of a chapter.
fn article(title: &str, blocks: Vec<Block>) -> Block {
    block(BlockKind::Article(Article { title: title.to_owned(), blocks }))
}

#[test]
fn an_article_says_on_both_pages_where_the_rest_is() {
    let mut invented = Invented::new("fa");
    let blocks = vec![article("نان", vec![paragraph(&lines(20)), paragraph(&lines(10))]), paragraph(&lines(12))];
    invented.chapter("تنور", blocks);
    let (pages, _) = pages_of(&invented.book, &plain_style());
    let all: Vec<Vec<String>> = pages.list.iter().map(|page| furniture(page, FrameRole::Continuation)).collect();
    let last = all.iter().rposition(|lines| !lines.is_empty()).expect("the article is parted");
    assert!(last >= 2, "{all:?}");
    assert_eq!(all[0], ["دنباله در صفحهٔ ۲"]);
    assert_eq!(all[1], ["نان – دنباله از صفحهٔ ۱", "دنباله در صفحهٔ ۳"]);
    // The page on which it ends has a head only; what follows is another text.
    assert_eq!(all[last].len(), 1);
    assert!(all[last + 1..].iter().all(Vec::is_empty));
    // Room was left for the lines: nothing stands below the type area, and no word is lost.
    for page in &pages.list {
        for item in page.frames.iter().filter(|frame| frame.role != FrameRole::Folio).flat_map(|frame| &frame.items) {
            if let ItemKind::Line(at, _) = &item.kind {
                assert!(at.y <= Length::pt(180.0), "a baseline at {}", at.y.to_pt());
            }
        }
    }
    let words = lines(42).split_whitespace().count();
    assert_eq!(words_on(&pages, FrameRole::Body).len(), words + 1);
}

#[test]
fn an_article_on_one_page_says_nothing() {
    let mut invented = Invented::new("en");
    invented.chapter("Bread", vec![article("Bread", vec![paragraph("Bread and water.")]), paragraph(&lines(40))]);
    let (pages, _) = pages_of(&invented.book, &plain_style());
    assert!(pages.list.len() > 1);
    assert!(pages.list.iter().all(|page| furniture(page, FrameRole::Continuation).is_empty()));
}

#[test]
fn a_long_name_loses_words_and_never_the_number() {
    let mut invented = Invented::new("en");
    let title = "Bread and water and salt and time and whatever else there is in it";
    invented.chapter("Bread", vec![article(title, vec![paragraph(&lines(30))])]);
    let (pages, _) = pages_of(&invented.book, &plain_style());
    let head = &furniture(&pages.list[1], FrameRole::Continuation)[0];
    assert!(head.starts_with("Bread and") && head.ends_with("… – Continued from page 1"), "{head}");
}

/// The plain style with a number of pages to fit.
fn fitted(mode: FitMode, pages: u8) -> StyleSheet {
    let mut styles = plain_style();
    let (least_size, least_spacing) = (Length::pt(6.5), Length::pt(9.0));
    styles.page.fit = Fit { mode, pages, least_size, least_spacing };
    styles
}

/// A chapter of some paragraphs of four lines.
fn chapter_of(paragraphs: usize) -> Invented {
    let mut invented = Invented::new("fa");
    invented.chapter("نان", (0..paragraphs).map(|_| paragraph(&lines(4))).collect());
    invented
}

fn size_of(pages: &Pages) -> Length {
    let line = pages.list.iter().flat_map(|page| items(page, FrameRole::Body)).find_map(|item| match &item.kind {
        ItemKind::Line(_, line) => Some(line.fragments[0].size),
        _ => None,
    });
    line.expect("a line")
}

#[test]
fn a_text_shrinks_no_more_than_it_has_to() {
    let book = chapter_of(8).book;
    let whole = pages_of(&book, &plain_style()).0;
    let needed = u8::try_from(whole.list.len()).expect("a few pages");
    assert!(needed >= 3);
    let (same, found) = pages_of(&book, &fitted(FitMode::Shrink, needed));
    assert!(found.is_empty() && size_of(&same) == Length::pt(8.0), "what fits stays as it is: {found:?}");
    let styles = fitted(FitMode::Shrink, needed - 1);
    let (smaller, found) = pages_of(&book, &styles);
    assert_eq!((codes(&found), smaller.list.len()), (vec!["pages.shrunk"], usize::from(needed - 1)));
    let size = size_of(&smaller);
    assert!(size < Length::pt(8.0) && size >= Length::pt(6.5), "{}", size.to_pt());
    assert_eq!(words_on(&smaller, FrameRole::Body), words_on(&whole, FrameRole::Body));
    // One step less would not do.
    let step = (0..=STEPS).find(|step| styles.shrunk(*step).style(Role::Body).size == size).expect("a step");
    let mut larger = styles.shrunk(step - 1);
    larger.page.fit = Fit::NONE;
    assert!(pages_of(&book, &larger).0.list.len() > usize::from(needed - 1));
}

#[test]
fn a_text_that_cannot_shrink_enough_is_an_error_that_counts_lines() {
    let (_, found) = pages_of(&chapter_of(12).book, &fitted(FitMode::Shrink, 1));
    let report = found.iter().find(|one| one.severity == Severity::Error).expect("an error");
    assert_eq!(report.code, "pages.too-long");
    assert!(report.message.starts_with("even at 6.5 pt on 9 pt the text is ") && report.message.contains(" lines ("));
    let (pages, found) = pages_of(&chapter_of(12).book, &fitted(FitMode::Error, 1));
    assert_eq!(codes(&found), ["pages.too-long"]);
    let over: usize = pages.list[1..].iter().map(|page| texts(page, FrameRole::Body).len()).sum();
    assert!(found.iter().all(|one| one.message.starts_with(&format!("the text is {over} lines"))), "{found:?}");
}

#[test]
fn a_text_that_is_cut_fills_its_pages_and_keeps_its_contact_block() {
    let mut invented = Invented::new("fa");
    let mut blocks: Vec<Block> = (0..10).map(|_| paragraph(&lines(4))).collect();
    blocks.insert(4, block(BlockKind::Heading(2, text("آب"))));
    blocks.push(block(BlockKind::Contact(None, vec![paragraph("کوچهٔ نانوا")])));
    invented.chapter("نان", blocks);
    let whole = words_on(&pages_of(&invented.book, &plain_style()).0, FrameRole::Body);
    for limit in 1..4u8 {
        let (pages, found) = pages_of(&invented.book, &fitted(FitMode::Cut, limit));
        assert_eq!((codes(&found), pages.list.len()), (vec!["pages.text-cut"], usize::from(limit)));
        let words = words_on(&pages, FrameRole::Body);
        let mark = words.iter().position(|word| word == "[…]").expect("a mark");
        assert_eq!(words[..mark], whole[..mark], "the beginning is there word for word");
        assert_eq!(words[mark + 1..], ["کوچهٔ", "نانوا"]);
        let left_out = format!("its last {} words", whole.len() - 2 - mark);
        assert!(found.iter().all(|one| one.message.contains(&left_out)), "{left_out}: {found:?}");
    }
}

#[test]
fn nothing_that_fits_is_reported() {
    for mode in [FitMode::None, FitMode::Shrink, FitMode::Cut, FitMode::Error] {
        let (pages, found) = pages_of(&chapter_of(1).book, &fitted(mode, 1));
        assert!(found.is_empty() && pages.list.len() == 1, "{mode:?}");
        let (pages, found) = pages_of(&Invented::new("fa").book, &fitted(mode, 1));
        assert_eq!((codes(&found), pages.list.len()), (vec!["pages.empty"], 1), "{mode:?}");
    }
}

#[test]
fn a_folded_sheet_has_its_panels_side_by_side() {
    let mut styles = plain_style();
    styles.page.fold = Fold::Three;
    let book = chapter_of(12).book;
    let panels = pages_of(&book, &plain_style()).0;
    let (pages, found) = pages_of(&book, &styles);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(pages.list.len(), panels.list.len().div_ceil(3));
    assert_eq!(words_on(&pages, FrameRole::Body), words_on(&panels, FrameRole::Body));
    let width = Length::pt(600.0) - Length::mm(2.0);
    for page in &pages.list {
        assert_eq!(page.size.width, width);
        assert_eq!(items(page, FrameRole::Marks).count(), 4);
        assert!(items(page, FrameRole::Marks).all(|item| item.role == ItemRole::Artifact));
    }
    // A sheet that opens from the right: the front is on the left of its outside, the inside begins on the right.
    let first_x =
        |page: &Page| page.frames.iter().find(|frame| frame.role == FrameRole::Body).expect("text").area.origin.x;
    assert!(first_x(&pages.list[0]) < Length::pt(200.0) && first_x(&pages.list[1]) > Length::pt(390.0));
    let start = pages.destinations[0].expect("the chapter has a place");
    assert_eq!((start.page, start.at.x), (0, first_x(&pages.list[0])));
}

#[test]
fn the_program_tells_by_how_much_a_text_is_too_long() {
    let text = format!("# نان\n\n{}\n", "نان تازه را از تنور داغ بیرون آورد. ".repeat(900));
    let folder = small_book(&MANIFEST.replace("contents", "styles: { page: { fit: error } }\ncontents"), &text);
    let made = run(folder.path(), &["pdf", "manifest.yaml"]);
    assert_eq!(made.status.code(), Some(1));
    let report = stderr(&made);
    assert!(report.contains("text/one.md:3:1: error[pages.too-long]: the text is "), "{report}");
    assert!(report.contains(" lines (") && report.contains("hint: `fit: shrink`"), "{report}");
    assert!(!folder.path().join("out").exists(), "nothing is written");
}

#[test]
fn the_epub_of_a_newsletter_shows_the_same() {
    let text = "::: masthead {motto=\"نان برای همه\"}\n:::\n\n::: article\n# تنور\n\nنان گرم است.\n:::\n\n\
                ::: contact {title=\"با ما\"}\nکوچهٔ نانوا\n\n::: qr {data=\"https://example.org/?a=1&b=2\"}\n:::\n:::\n\n\
                ::: qr {data=\"https://example.org/2\" alt=\"نشانی\"}\nدومی\n:::\n";
    let (book, _, found) = made(MANIFEST, text);
    assert!(found.is_empty(), "{found:?}");
    let epub = written(&book, &plain());
    let markup = markups(&epub).remove("OEBPS/text/one.xhtml").expect("the chapter");
    let parts = [
        "<header class=\"masthead\">\n<p class=\"masthead-title\">نشریهٔ نان</p>",
        "<span>شمارهٔ ۱۲</span> · <span>شنبه ۳۰ آبان ۱۴۰۵</span> · <span>۲۱ نوامبر ۲۰۲۶</span>",
        "<article>\n<h1 id=\"one-1\">تنور</h1>",
        "<div class=\"box contact\" role=\"group\" aria-labelledby=\"box-1-1\">",
        "<img src=\"../images/qr-1-1.svg\" alt=\"رمزینه: \u{2066}https://example.org/?a=1&amp;b=2\u{2069}\" style=\"width: 25.0mm\"/>",
        "<img src=\"../images/qr-1-2.svg\" alt=\"نشانی\" style=\"width: 25.0mm\"/>\n<figcaption>",
    ];
    for part in parts {
        assert!(markup.contains(part), "{part}\n{markup}");
    }
    assert!(!markup.contains("دنباله"), "an e-book has no pages to continue on");
    let files = files(&epub);
    // Modules of codes of two lengths, each with its border of four.
    for (name, box_of) in [("OEBPS/images/qr-1-1.svg", "0 0 37 37"), ("OEBPS/images/qr-1-2.svg", "0 0 33 33")] {
        let svg = String::from_utf8(files[name].clone()).expect("UTF-8");
        let drawing = parsed(&svg);
        assert_eq!(drawing.root_element().attribute("viewBox"), Some(box_of), "{name}");
    }
    let package = markups(&epub).remove("OEBPS/content.opf").expect("the package");
    assert!(package.contains("media-type=\"image/svg+xml\"") && package.contains("alternativeText"), "{package}");
}

#[test]
fn a_code_is_drawn_as_rectangles_of_one_path() {
    let text = "# نان\n\n::: qr {data=\"HELLO\" size=21mm}\n:::\n";
    let (book, styles, _) = made(MANIFEST, text);
    let (pages, _) = pages_of(&book, &styles);
    let code = items(&pages.list[0], FrameRole::Body).find_map(|item| match &item.kind {
        ItemKind::Modules(area, modules) => Some((*area, modules, &item.role)),
        _ => None,
    });
    let (area, modules, role) = code.expect("a code");
    assert_eq!((modules.count, role), (21, &ItemRole::Figure("رمزینه: \u{2066}HELLO\u{2069}".to_owned())));
    assert!((area.size.width.to_pt() - Length::mm(21.0).to_pt()).abs() < 0.01);
    // Each module is a whole millimetre; the border around the code is four of them at least.
    assert_eq!(area.size.width, area.size.height);
    assert!(modules.stretches().len() > 40);
}
