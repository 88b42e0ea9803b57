//! Front and back matter: contents and references against the pages, folios, running heads, index, numbers of lines; the
//! same books as EPUB.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use publish::base::{Diagnostics, Sources};
use publish::book::{self, Book, DivisionKind};
use publish::manifest;
use publish::pages::{FrameRole, ItemKind, ItemRole, Leaf, Page, Pages, paginate};
use publish::shape::Shaper;
use publish::style;

use crate::epub::{MODIFIED, markups, plain};
use crate::pages::{items, line_text, texts};
use crate::support::{assert_expected, publish, root, stderr, stdout};

/// A book and its pages.
struct Made {
    book: Book,
    pages: Pages,
    diagnostics: Diagnostics,
    markups: BTreeMap<String, String>,
}

/// Makes the book of a folder.
fn made(folder: &Path) -> Made {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let path = folder.join("manifest.yaml");
    let manifest = manifest::read(&path, &mut sources, &mut diagnostics).expect("readable").expect("a manifest");
    let faces = style::faces(&manifest, &mut diagnostics).expect("faces");
    let styles = style::resolve(&manifest, &faces, &mut sources, &mut diagnostics).expect("a style");
    let book = book::assemble(&manifest, &mut sources, &mut diagnostics).expect("a book");
    let pages = paginate(&book, &styles, &Shaper::new(&faces), &faces, &mut diagnostics);
    let epub = publish::epub::write(&book, &styles, &faces, &plain(), MODIFIED).expect("an EPUB");
    Made { book, pages, diagnostics, markups: markups(&epub) }
}

/// A book of chapters with sections and marked words; the manifest begins with these lines.
fn invented(lines: &str, chapters: usize, around: (&str, &str)) -> Made {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut contents = String::new();
    for chapter in 1..=chapters {
        let mut text = format!("# گفتار {chapter} {{#c{chapter}}}\n\n");
        for section in 1..=3 {
            writeln!(text, "## پارهٔ {chapter}-{section} {{#c{chapter}s{section}}}\n").expect("memory");
            for part in 0..(chapter * 7 + section * 3) % 5 + 1 {
                let words = "نان تازه را از تنور داغ بیرون آورد و به همسایه داد ".repeat(6 + part * 5);
                let mark = format!("[واژه{}]{{.index entry=\"و{}\"}}", chapter * 31 + part, (chapter * 3 + part) % 11);
                writeln!(text, "{words}{mark} {words}\n").expect("memory");
            }
        }
        let next = chapter % chapters + 1;
        writeln!(text, "بنگرید به [](#c{next}){{ref=page}} و [](#c{next}s2){{ref=page}}.").expect("memory");
        fs::write(folder.path().join(format!("{chapter}.md")), text).expect("a text");
        writeln!(contents, "  - {chapter}.md").expect("memory");
    }
    fs::write(folder.path().join("front.md"), "# پیشگفتار\n\nنان و آب.\n").expect("a text");
    let (before, after) = around;
    let manifest = format!("title: نان و کتاب\nlanguage: fa\n{lines}contents:\n{before}{contents}{after}");
    fs::write(folder.path().join("manifest.yaml"), manifest).expect("a manifest");
    made(folder.path())
}

/// The label of the page that a place lies on.
fn label_of<'a>(made: &'a Made, id: &str) -> &'a str {
    let at = made.book.anchors.iter().position(|anchor| anchor.id == id).expect("the place is in the book");
    let page = made.pages.destinations[at].expect("it has a page").page;
    &made.pages.list[page as usize].label
}

/// The lines of a page that are headings.
fn headings(page: &Page) -> Vec<String> {
    let is_heading = |item: &&publish::pages::Item| matches!(item.role, ItemRole::Heading(_));
    items(page, FrameRole::Body).filter(is_heading).filter_map(line_text).collect()
}

fn furniture(page: &Page, role: FrameRole) -> Option<String> {
    items(page, role).find_map(line_text)
}

#[test]
fn contents_and_references_have_the_pages_of_their_headings() {
    let lines = "numbering: { front: abjad, chapters: words }\ntoc: { depth: 2 }\n";
    let made = invented(lines, 9, ("  - toc\n  - { document: front.md, role: preface }\n", "  - index\n"));
    assert!(made.diagnostics.iter().all(|found| found.code != "pages.unsettled"), "{:?}", made.diagnostics);
    let mut told: Vec<(String, String)> = Vec::new();
    for item in made.pages.list.iter().flat_map(|page| items(page, FrameRole::Body)) {
        if let (ItemRole::TocEntry(anchor), Some(text)) = (&item.role, line_text(item)) {
            told.push((made.book.anchors[anchor.0 as usize].title.clone(), text));
        }
    }
    // Title and number of an entry are lines of their own: the number comes last.
    let labels: Vec<&(String, String)> = told.iter().filter(|(title, text)| !text.contains(title.as_str())).collect();
    assert_eq!(labels.len(), 1 + 9 * 4 + 1);
    for (title, label) in labels {
        let page = made.pages.list.iter().find(|page| headings(page).iter().any(|line| line == title));
        assert_eq!(&page.expect("the heading is on a page").label, label, "{title}");
    }
    let words: String =
        made.pages.list.iter().flat_map(|page| texts(page, FrameRole::Body)).collect::<Vec<_>>().join(" ");
    for chapter in 1..=9 {
        let line = format!(
            "بنگرید به {} و {}",
            label_of(&made, &format!("c{chapter}")),
            label_of(&made, &format!("c{chapter}s2"))
        );
        assert!(words.contains(&line), "{line}");
    }
}

#[test]
fn pages_before_the_text_are_counted_in_letters_and_the_text_begins_with_one_on_a_recto() {
    let front = "  - halftitle\n  - titlepage\n  - toc\n  - { document: front.md, role: preface }\n";
    let made = invented("numbering: { front: abjad }\n", 2, (front, "  - colophon\n"));
    let list = &made.pages.list;
    let labels: Vec<&str> = list.iter().take(7).map(|page| page.label.as_str()).collect();
    assert_eq!(labels, ["الف", "ب", "ج", "د", "ه\u{200D}", "و", "۱"]);
    assert_eq!(list[6].leaf, Leaf::Recto);
    assert_eq!(headings(&list[6])[0], "گفتار 1");
    // What is blank is blank: behind the half title nothing is drawn.
    assert!(list[1].frames.is_empty(), "{:?}", list[1].frames);
    for page in list.iter().filter(|page| texts(page, FrameRole::Body).is_empty()) {
        assert!(page.frames.is_empty(), "page {} has furniture alone", page.label);
    }
    // Folios print the labels, and the same stand in the PDF.
    for page in list {
        assert!(furniture(page, FrameRole::Folio).is_none_or(|folio| folio == page.label), "{}", page.label);
    }
    assert_eq!(furniture(list.last().expect("pages"), FrameRole::Folio), None);
}

#[test]
fn chapters_open_on_rectos_and_heads_stand_on_neither_openings_nor_blanks() {
    let lines = "styles: { page: { chapter-start: recto, verso-head: first-section, recto-head: last-section, folio-on-opening: false } }\n";
    let made = invented(lines, 5, ("", ""));
    let openings = |page: &&Page| headings(page).iter().any(|line| line.starts_with("گفتار"));
    assert_eq!(made.pages.list.iter().filter(openings).count(), 5);
    let mut last = String::new();
    for page in &made.pages.list {
        let sections: Vec<String> = headings(page).into_iter().filter(|line| line.starts_with("پار")).collect();
        if openings(&page) {
            assert_eq!(page.leaf, Leaf::Recto);
            assert_eq!(furniture(page, FrameRole::RunningHead), None);
            assert_eq!(furniture(page, FrameRole::Folio), None);
        } else if !texts(page, FrameRole::Body).is_empty() {
            let expected = match page.leaf {
                Leaf::Verso => sections.first().unwrap_or(&last),
                Leaf::Recto => sections.last().unwrap_or(&last),
            };
            assert_eq!(furniture(page, FrameRole::RunningHead).as_ref(), Some(expected), "page {}", page.label);
            assert!(furniture(page, FrameRole::Folio).is_some());
        }
        last = sections.last().unwrap_or(&last).clone();
    }
}

#[test]
fn the_index_names_every_page_of_every_mark_and_no_other() {
    let made = invented("styles: { page: { index-columns: 2 } }\n", 8, ("", "  - index\n"));
    // Where each entry is marked, by the words marked.
    let mut expected: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for entry in made.book.index.iter().flat_map(|group| &group.entries) {
        for place in &entry.places {
            let page = made.pages.destinations[place.0 as usize].expect("it has a page").page;
            expected.entry(entry.term.clone()).or_default().insert(page);
        }
    }
    let words = |page: &Page| texts(page, FrameRole::Body).join(" ");
    for (term, pages) in &expected {
        for page in pages {
            assert!(words(&made.pages.list[*page as usize]).contains("واژه"), "{term} on page {page}");
        }
    }
    let (first, _) = (made.pages.list.iter().enumerate().rev())
        .find(|(_, page)| headings(page).iter().any(|line| line == "نمایه"))
        .expect("an index");
    let index: String = made.pages.list[first..].iter().map(words).collect::<Vec<_>>().join(" ");
    for (term, pages) in &expected {
        let mut shown = term.clone();
        let pages: Vec<u32> = pages.iter().copied().collect();
        for run in pages.chunk_by(|one, other| *other == one + 1) {
            let label = |page: &u32| made.pages.list[*page as usize].label.clone();
            match run {
                [first, .., last] if run.len() > 2 => {
                    write!(shown, "، {}–{}", label(first), label(last)).expect("memory")
                }
                _ => run.iter().for_each(|page| shown.push_str(&format!("، {}", label(page)))),
            }
        }
        assert!(index.contains(&shown), "{shown}\n{index}");
    }
}

#[test]
fn every_fifth_line_has_a_number_in_the_outer_margin() {
    let made = invented("styles: { page: { line-numbers: 5 } }\n", 2, ("  - titlepage\n", ""));
    assert!(made.pages.list[0].frames.iter().all(|frame| frame.role != FrameRole::LineNumbers));
    for page in &made.pages.list[1..] {
        let lines = items(page, FrameRole::Body).filter(|item| item.role == ItemRole::Paragraph);
        let baselines: Vec<_> = lines
            .filter_map(|item| match &item.kind {
                ItemKind::Line(at, _) => Some(at.y),
                _ => None,
            })
            .collect();
        let numbers: Vec<_> = items(page, FrameRole::LineNumbers).collect();
        assert_eq!(numbers.len(), baselines.len() / 5, "page {}", page.label);
        for (number, fifth) in numbers.iter().zip(baselines.chunks(5)) {
            let ItemKind::Line(at, line) = &number.kind else { panic!("a number is a line") };
            assert_eq!((at.y, &number.role), (fifth[4], &ItemRole::Artifact));
            // Right-bound: the outer margin of a recto is at the left.
            let is_left = at.x + line.measure < page.size.width / 2;
            assert_eq!(is_left, page.leaf == Leaf::Recto);
        }
    }
}

#[test]
fn a_place_in_a_note_lies_on_the_page_of_the_note() {
    let made = made(&root().join("tests/cases/pages/matter-fa"));
    let at = made.book.anchors.iter().position(|anchor| anchor.id == "salt").expect("the place is in the book");
    let page = made.pages.destinations[at].expect("it has a page").page;
    let notes = texts(&made.pages.list[page as usize], FrameRole::Notes).join(" ");
    assert!(notes.contains("نمک دریا"), "{notes}");
    let entry = made.book.index.iter().flat_map(|group| &group.entries).find(|entry| entry.term == "Saccharomyces");
    let place = entry.expect("it is in the index").places[0];
    assert_eq!(made.pages.destinations[place.0 as usize].map(|found| found.page), Some(page));
}

#[test]
fn books_with_all_their_matter_are_set_as_expected() {
    for case in ["matter-fa", "matter-ar", "matter-en"] {
        let folder = root().join("tests/cases/pages").join(case);
        let output = publish(&folder, &["dump", "--what", "pages", "manifest.yaml"]);
        assert!(output.status.success(), "{case}: {}", stderr(&output));
        assert_expected(&folder.join("expected.txt"), &format!("{}{}", stdout(&output), stderr(&output)));
    }
}

#[test]
fn their_epubs_are_as_expected_and_every_link_leads_somewhere() {
    for case in ["matter-fa", "matter-ar", "matter-en"] {
        let folder = root().join("tests/cases/pages").join(case);
        let made = made(&folder);
        let text: Vec<String> = made
            .markups
            .iter()
            .filter(|(name, _)| name.ends_with(".xhtml"))
            .map(|(name, markup)| format!("=== {name}\n{markup}"))
            .collect();
        assert_expected(&folder.join("epub.txt"), &text.join("\n"));
        check_links(&made.markups);
        let is_index = |division: &&publish::book::Division| matches!(division.kind, DivisionKind::Index);
        assert_eq!(made.book.divisions.iter().filter(is_index).count(), 1);
    }
}

/// Every link inside the book leads to an id that is there.
fn check_links(markups: &BTreeMap<String, String>) {
    for (name, markup) in markups.iter().filter(|(name, _)| name.ends_with(".xhtml")) {
        for href in markup.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let Some((file, id)) = href.split_once('#') else { continue };
            let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
            let target = match file {
                "" => name.clone(),
                file if file.starts_with("../") => format!("OEBPS/{}", &file[3..]),
                file => format!("{folder}/{file}"),
            };
            let found = markups.get(&target).unwrap_or_else(|| panic!("{name}: {href} leads to no file"));
            assert!(found.contains(&format!(" id=\"{id}\"")), "{name}: {href} leads nowhere");
        }
    }
}

#[test]
fn images_with_one_title_are_one_numbered_figure_and_captions_in_quotes_refuse_notes() {
    let manifest = "title: نان\nlanguage: fa\nnumbering: { figures: book }\ncontents: [figures, text/one.md]\n";
    let made = |text: &str| {
        let folder = crate::support::small_book(manifest, text);
        let image = root().join("books/bees/images/cover.png");
        std::fs::copy(image, folder.path().join("text/one.png")).expect("copied");
        let output = publish(folder.path(), &["dump", "--what", "pages", "-v", "manifest.yaml"]);
        (stdout(&output), stderr(&output))
    };
    let text = "# نان\n\n::: figures {title=\"دو نان\" #two}\n![یک](one.png \"گرد\")\n\n![دو](one.png)\n:::\n\n\
                ![سه](one.png \"یک نان\"){width=20mm}\n\n[](#two){ref=number}\n";
    let (pages, report) = made(text);
    for caption in ["شکل ۱: دو نان", "شکل ۲: یک نان"] {
        assert_eq!(pages.matches(caption).count(), 2, "{caption} in its list and below it: {pages}");
    }
    assert!(!pages.contains("شکل ۱: گرد") && !pages.contains("شکل ۳"), "{pages}");
    assert!(!report.contains("unprinted-title"), "{report}");
    let (_, report) = made("# نان\n\n![یک](one.png \"نان[^1]\")\n\n[^1]: آرد.\n");
    assert!(report.contains("one.md:3:1: error[book.note-in-caption]"), "{report}");
    let (_, report) = made("# نان\n\n::: figures\n![یک](one.png)\n\nنان[^1]\n:::\n\n[^1]: آرد.\n");
    assert!(report.contains("note[book.unnumbered-figure]") && !report.contains("error"), "{report}");
}
