//! Numbers and direction: the visual order of hard lines, notes and headings that open with Latin, adjacent note marks.
//!
//! `tests/cases/direction/book` is the book of sixty lines; `lines.txt` is what its lines look like, read from left to
//! right. The same book is checked against a second bidi implementation by `tests/validators/direction.py`.

use std::fs;
use std::path::Path;

use publish::base::{Diagnostics, Direction, Length, Sources};
use publish::book::{self, Block, BlockKind, Book, DivisionKind, Inline, List};
use publish::lines::Line;
use publish::manifest;
use publish::pages::{FrameRole, Item, ItemKind, Pages, paginate};
use publish::script::itemize::{is_invisible, is_mark};
use publish::shape::Shaper;
use publish::style;

use crate::invented::{Invented, block, paragraph, text};
use crate::pages::{items, pages};
use crate::support::{assert_expected, publish, root, small_book, stderr};

/// A line as it is seen, from left to right; the signs in right-to-left text are those that mirroring makes of them.
fn seen(line: &Line) -> String {
    let mut fragments: Vec<_> = line.fragments.iter().collect();
    fragments.sort_by_key(|fragment| fragment.x);
    let mut seen = String::new();
    for fragment in fragments {
        for (cluster, _) in fragment.shaped.clusters() {
            if fragment.level % 2 == 0 {
                seen.push_str(cluster);
                continue;
            }
            // The letters of a ligature turn round, each with its marks.
            let starts = cluster.char_indices().filter(|(at, character)| *at == 0 || !is_mark(*character));
            let mut end = cluster.len();
            for (at, _) in starts.collect::<Vec<_>>().into_iter().rev() {
                seen.extend(cluster[at..end].chars().map(mirrored));
                end = at;
            }
        }
    }
    seen.retain(|character| !is_invisible(character));
    seen
}

fn mirrored(character: char) -> char {
    const PAIRS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»'), ('<', '>'), ('‹', '›')];
    let pair = PAIRS.iter().find(|(one, other)| [*one, *other].contains(&character));
    pair.map_or(character, |(one, other)| if *one == character { *other } else { *one })
}

fn line_of(item: &Item) -> Option<&Line> {
    if let ItemKind::Line(_, line) = &item.kind { Some(line) } else { None }
}

/// The lines of the text and notes as seen, in reading order.
fn lines_seen(pages: &Pages) -> Vec<String> {
    let roles = [FrameRole::Body, FrameRole::Notes];
    let of_role = |role| pages.list.iter().flat_map(move |page| items(page, role));
    roles.into_iter().flat_map(of_role).filter_map(line_of).map(seen).collect()
}

/// The pages of a book in a folder, so wide that every paragraph is one line.
fn wide_pages(folder: &Path) -> (Book, Pages) {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let manifest = manifest::read(&folder.join("manifest.yaml"), &mut sources, &mut diagnostics).expect("readable");
    let manifest = manifest.expect("a good manifest");
    let faces = style::faces(&manifest, &mut diagnostics).expect("readable");
    let mut styles = style::resolve(&manifest, &faces, &mut sources, &mut diagnostics).expect("readable");
    styles.page.width = Length::mm(600.0);
    let book = book::assemble(&manifest, &mut sources, &mut diagnostics).expect("readable");
    let pages = paginate(&book, &styles, &Shaper::new(&faces), &faces, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    (book, pages)
}

#[test]
fn sixty_hard_lines_have_their_visual_order() {
    let cases = root().join("tests/cases/direction");
    let (book, pages) = wide_pages(&cases.join("book"));
    let DivisionKind::Chapter(blocks) = &book.divisions[0].kind else { panic!("one chapter") };
    assert_eq!(blocks.len(), 61, "a heading and sixty paragraphs");
    // U+202D … U+202C keep editors from reordering what is in visual order already.
    let lines = lines_seen(&pages);
    assert_eq!(lines.len(), 61 + book.notes.len());
    let got: String = lines.iter().map(|line| format!("\u{202D}{line}\u{202C}\n")).collect();
    assert_expected(&cases.join("lines.txt"), &got);
}

fn persian(blocks: Vec<Block>) -> Vec<String> {
    let mut invented = Invented::new("fa");
    invented.chapter("نان", blocks);
    lines_seen(&pages(&invented.book))
}

fn visual(text: &str) -> String {
    text.chars().rev().collect()
}

#[test]
fn what_opens_with_latin_or_a_digit_keeps_the_direction_of_its_paragraph() {
    for opening in ["Bread", "12", "«Bread»", "۱۲"] {
        let words = format!("{opening} نان است.");
        let list = List { start: Some(3), items: vec![vec![paragraph(&words)]], tight: true, ..List::default() };
        let heading = block(BlockKind::Heading(2, text(&words)));
        let lines = persian(vec![heading, paragraph(&words), block(BlockKind::List(list))]);
        // The opening stands at the right end; the label of the item is a line of its own.
        let want = format!(".{} {opening}", visual("نان است"));
        assert_eq!(lines, [visual("نان"), want.clone(), want.clone(), ".۳".to_owned(), want], "{opening}");
    }
}

#[test]
fn a_note_that_opens_with_latin_begins_at_the_right() {
    let mut invented = Invented::new("fa");
    let mark = invented.note("Bread نان است.");
    invented.chapter("نان", vec![block(BlockKind::Paragraph(vec![Inline::Text("نان".to_owned()), mark]))]);
    let lines = lines_seen(&pages(&invented.book));
    assert_eq!(lines.last().expect("the note"), &format!(".{} Bread .1", visual("نان است")));
}

#[test]
fn adjacent_note_marks_are_two_numbers_the_first_one_read_first() {
    for (tag, words, want) in [("fa", "نان Bread", "2،1Bread نان"), ("en", "bread نان", "bread نان1,2")] {
        let mut invented = Invented::new(tag);
        let (one, two) = (invented.note("1"), invented.note("2"));
        let content = vec![Inline::Text(words.to_owned()), one, two];
        invented.chapter("", vec![block(BlockKind::Paragraph(content))]);
        let lines = lines_seen(&pages(&invented.book));
        let line = lines.iter().find(|line| line.len() > words.len()).expect("the paragraph");
        assert_eq!(*line, want.replace("نان", &visual("نان")));
    }
}

#[test]
fn a_latin_phrase_over_two_lines_fills_the_first_in_reading_order() {
    let mut invented = Invented::new("fa");
    let phrase = "Saccharomyces cerevisiae and Lactobacillus sanfranciscensis";
    invented.chapter("", vec![paragraph(&format!("در خمیر ترش {phrase} با هم کار می‌کنند."))]);
    let lines = lines_seen(&pages(&invented.book));
    let words: Vec<&str> = phrase.split(' ').collect();
    // The first words end the first line at its left, in their order; the others begin the second at its right.
    let cut = (1..words.len())
        .find(|cut| lines[0].starts_with(&words[..*cut].join(" ")) && lines[1].ends_with(&words[*cut..].join(" ")));
    assert!(cut.is_some(), "{lines:?}");
}

#[test]
fn a_date_is_printed_in_words_whatever_the_order_of_numbers() {
    let date = |order: Option<Direction>| {
        let mut invented = Invented::new("fa");
        invented.division(DivisionKind::Copyright, "");
        invented.book.metadata.date = Some("2026-11".to_owned());
        invented.book.number_order = order.unwrap_or(invented.book.number_order);
        lines_seen(&pages(&invented.book)).into_iter().find(|line| line.contains("۲۰۲۶")).expect("the date")
    };
    let words = format!("۲۰۲۶ {}", "نوامبر".chars().rev().collect::<String>());
    assert!(date(None).starts_with(&words), "{}", date(None));
    assert_eq!(date(Some(Direction::Ltr)), date(None));
}

#[test]
fn digits_of_notes_lists_and_page_numbers_follow_the_language_they_stand_in() {
    let english = "# Bread\n\nSee page [](#two){ref=page} and a note.[^a]\n\n3. Salt\n\n[^a]: Ten.\n";
    let manifest = |numbering: &str| {
        format!(
            "title: نان\nlanguage: fa\n{numbering}contents:\n  - {{ document: text/one.md, language: en }}\n  - text/two.md\n"
        )
    };
    let lines = |numbering| {
        let folder = small_book(&manifest(numbering), english);
        fs::write(folder.path().join("text/two.md"), "# نان {#two}\n\n4. نمک[^b]\n\n[^b]: ده.\n").expect("a new file");
        lines_seen(&wide_pages(folder.path()).1).join("\n")
    };
    let own = lines("");
    for want in ["See page 2 and a note.1", "\n3.\n", "\n1. Ten.", "\n.۴\n", ".۱"] {
        assert!(own.contains(want), "{want}: {own}");
    }
    let forced = lines("numbering: { digits: persian }\n");
    for want in ["See page ۲ and a note.۱", "\n۳.\n", "\n۱. Ten."] {
        assert!(forced.contains(want), "{want}: {forced}");
    }
}

#[test]
fn a_range_whose_order_depends_on_its_place_is_reported_where_it_stands() {
    let text = "# نان\n\nدر *۱۲-۳۴* روز، ص ۴۵–۶۷.\n\nتلفن ۰۲۱-۵۵۵۰۱۲۳۴ و [۱۲-۳۴]{dir=rtl} و [12-34 days]{lang=en}.\n";
    let folder = small_book("title: نان\nlanguage: fa\ncontents: [text/one.md]\n", text);
    let run = publish(folder.path(), &["build", "manifest.yaml"]);
    let report = stderr(&run);
    assert!(run.status.success(), "{report}");
    assert_eq!(report.matches("direction.range").count(), 1, "{report}");
    assert!(report.contains("text/one.md:3:5: warning[direction.range]"), "{report}");
    assert!(
        report.contains("here its first number is at the right") && report.contains("[۱۲-۳۴]{dir=rtl}"),
        "{report}"
    );
}

#[test]
fn a_span_puts_the_parts_of_its_ranges_in_order_at_every_place() {
    let text = "۱۲-۳۴\n\n[۱۲-۳۴]{dir=rtl}\n\n[۱۲-۳۴]{dir=ltr}\n\nنان [۱۲-۳۴]{dir=ltr}\n\nBread [١٢–٣٤]{dir=ltr}\n\nنان [۱]{dir=up}\n";
    let folder = small_book("title: نان\nlanguage: fa\ncontents: [text/one.md]\n", text);
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let manifest = manifest::read(&folder.path().join("manifest.yaml"), &mut sources, &mut diagnostics);
    let manifest = manifest.expect("readable").expect("a good manifest");
    let book = book::assemble(&manifest, &mut sources, &mut diagnostics).expect("readable");
    let codes: Vec<_> = diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["direction.range", "book.bad-direction"]);
    let lines = lines_seen(&pages(&book));
    let bread = visual("نان");
    let want = ["۱۲-۳۴", "۳۴-۱۲", "۱۲-۳۴", &format!("۱۲-۳۴ {bread}"), "١٢–٣٤ Bread", &format!("۱ {bread}")];
    assert_eq!(lines, want);
}

/// The files of `book.epub` in a folder whose names end so, joined.
fn epub_files(folder: &Path, ending: &str) -> String {
    let bytes = fs::read(folder.join("book.epub")).expect("the book was written");
    let files = crate::epub::files(&bytes).into_iter().filter(|(name, _)| name.ends_with(ending));
    files.map(|(_, data)| String::from_utf8(data).expect("UTF-8")).collect()
}

#[test]
fn the_epub_isolates_what_the_page_isolates() {
    let text = "زبان C++، نشانی https://example.org/ و [۱۲-۳۴]{dir=rtl}؛ نان[^a][^b].\n\n[^a]: یک\n\n[^b]: دو\n";
    let folder = small_book("title: نان\nlanguage: fa\ncontents: [text/one.md]\n", text);
    let run = publish(folder.path(), &["epub", "manifest.yaml", "-o", "book.epub"]);
    assert!(run.status.success(), "{}", stderr(&run));
    let page = epub_files(folder.path(), ".xhtml");
    for want in [
        "<bdi dir=\"ltr\">C++</bdi>،",
        "<bdi dir=\"ltr\">https://example.org/</bdi> و",
        "<bdi dir=\"rtl\"><bdi dir=\"ltr\">۱۲</bdi>-<bdi dir=\"ltr\">۳۴</bdi></bdi>",
        "<sup><bdi dir=\"rtl\">،۲</bdi></sup>",
    ] {
        assert!(page.contains(want), "{want}: {page}");
    }
}

#[test]
fn lists_of_a_chapter_in_another_language_have_its_digits_in_the_epub() {
    let manifest = "title: نان\nlanguage: fa\ncontents: [text/one.md, { document: text/two.md, language: en }]\n";
    let folder = small_book(manifest, "1. نان\n");
    fs::write(folder.path().join("text/two.md"), "1. Bread\n").expect("a new file");
    let run = publish(folder.path(), &["epub", "manifest.yaml", "-o", "book.epub"]);
    assert!(run.status.success(), "{}", stderr(&run));
    let css = epub_files(folder.path(), ".css");
    assert!(css.contains("ol { list-style-type: persian; }\nol:lang(en) { list-style-type: decimal; }\n"), "{css}");
}
