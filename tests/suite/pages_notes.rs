//! Notes of books: streams at the foot, counting by page, notes at the end of chapters and of the book.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use publish::base::{Diagnostics, Sources};
use publish::book::{Book, NoteId, StreamId, assemble};
use publish::font::Faces;
use publish::font::embedded::embedded_faces;
use publish::lines::Line;
use publish::manifest;
use publish::pages::{FrameRole, Item, ItemKind, ItemRole, Page, Pages, paginate};
use publish::shape::Shaper;
use publish::style;

use crate::pages::{items, texts};
use crate::support::{assert_expected, publish, root, small_book, stderr, stdout};

/// A book from its manifest, and its pages.
fn made(folder: &Path) -> (Book, Pages, Diagnostics) {
    let (mut sources, mut found) = (Sources::new(), Diagnostics::new());
    let manifest = manifest::read(&folder.join("manifest.yaml"), &mut sources, &mut found).expect("it can be read");
    let manifest = manifest.expect("it has keys");
    let book = assemble(&manifest, &mut sources, &mut found).expect("its files can be read");
    let faces: Faces = embedded_faces();
    let styles = style::resolve(&manifest, &faces, &mut sources, &mut found).expect("its style can be read");
    let shaper = Shaper::new(&faces);
    let pages = paginate(&book, &styles, &shaper, &faces, &mut found);
    (book, pages, found)
}

fn line(item: &Item) -> Option<&Line> {
    match &item.kind {
        ItemKind::Line(_, line) => Some(line),
        _ => None,
    }
}

/// The marks of a page's text, with their notes, in reading order.
fn marks(page: &Page) -> Vec<(NoteId, String)> {
    let lines = items(page, FrameRole::Body).filter_map(line);
    let mut marks: Vec<(NoteId, String)> = Vec::new();
    for fragment in lines.flat_map(|line| &line.fragments) {
        let Some(note) = fragment.style.note_mark else { continue };
        match marks.last_mut().filter(|(last, _)| *last == note) {
            Some((_, text)) => text.push_str(&fragment.shaped.text),
            None => marks.push((note, fragment.shaped.text.to_string())),
        }
    }
    marks
}

#[test]
fn notes_stand_where_the_manifest_says() {
    for case in ["note-streams", "notes-of-chapters", "notes-of-the-book"] {
        let folder = root().join("tests/cases/pages").join(case);
        let output = publish(&folder, &["dump", "--what", "pages", "manifest.yaml"]);
        assert!(output.status.success(), "{case}: {}", stderr(&output));
        assert_eq!(stderr(&output), "", "{case}");
        assert_expected(&folder.join("expected.txt"), &stdout(&output));
    }
}

/// Many notes of two hands, counted by page.
fn busy_text(seed: u64) -> String {
    let mut state = seed;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let (mut text, mut notes) = ("# نان\n\n".to_owned(), String::new());
    let words = |count: u64, text: &mut String, next: &mut dyn FnMut(u64) -> u64| {
        let list = ["نان", "آب", "نمک", "خمیر", "تنور", "پنجره", "زنبورها", "کتاب"];
        for _ in 0..=count {
            text.push_str(list[usize::try_from(next(8)).expect("few")]);
            text.push(' ');
        }
    };
    for paragraph in 0..40 {
        for sentence in 0..=next(5) {
            words(next(12), &mut text, &mut next);
            let label = format!("{paragraph}-{sentence}");
            let stream = match next(6) {
                0 | 1 => "",
                2 => "e:",
                _ => continue,
            };
            write!(text, "[^{stream}{label}] ").expect("writing to a string");
            write!(notes, "[^{stream}{label}]: ").expect("writing to a string");
            words(next(60), &mut notes, &mut next);
            notes.push_str("\n\n");
        }
        text.push_str("\n\n");
    }
    text + &notes
}

const BUSY: &str =
    "title: نان\nlanguage: fa\ncontents: [toc, text/one.md]\nnotes: { count: page, streams: { e: {} } }\n";

#[test]
fn notes_counted_by_page_begin_anew_on_every_page() {
    for seed in 0..60 {
        let folder = small_book(BUSY, &busy_text(seed));
        let (book, pages, found) = made(folder.path());
        let unsettled = found.iter().any(|one| one.code == "pages.unsettled");
        assert!(!unsettled, "{seed}");
        let mut seen = 0;
        for page in &pages.list {
            let mut counts: BTreeMap<StreamId, u64> = BTreeMap::new();
            for (note, mark) in marks(page) {
                let note = &book.notes[note.0 as usize];
                let count = counts.entry(note.stream).or_default();
                *count += 1;
                let expected = book.note_counter(note.stream, book.language_of(note)).format(*count);
                assert_eq!(mark.trim_start_matches('\u{060C}'), expected, "{seed}: page {}", page.label);
                seen += 1;
            }
        }
        assert_eq!(seen, book.notes.len(), "{seed}");
    }
}

#[test]
fn notes_of_two_hands_stand_in_two_groups_on_the_page_of_their_marks() {
    for seed in 0..60 {
        let folder = small_book(BUSY, &busy_text(seed));
        let (book, pages, _) = made(folder.path());
        for page in &pages.list {
            let mut foot: Vec<NoteId> = Vec::new();
            for item in items(page, FrameRole::Notes) {
                if let ItemRole::Note(note) = item.role
                    && !foot.contains(&note)
                {
                    foot.push(note);
                }
            }
            let hands: Vec<StreamId> = foot.iter().map(|note| book.notes[note.0 as usize].stream).collect();
            let changes = hands.windows(2).filter(|pair| pair[0] != pair[1]).count();
            assert!(changes <= 1, "{seed}: page {}: {hands:?}", page.label);
            for (note, _) in marks(page) {
                assert!(foot.contains(&note), "{seed}: page {}: note {}", page.label, note.0);
            }
        }
    }
}

#[test]
fn marks_in_headings_stay_out_of_contents_heads_and_bookmarks() {
    let folder = root().join("tests/cases/pages/note-streams");
    let (_, pages, _) = made(&folder);
    assert_eq!(pages.bookmarks[0].title, "نان خانه");
    let heading =
        pages.list.iter().flat_map(|page| texts(page, FrameRole::Body)).find(|text| text.starts_with("نان خانه*"));
    assert!(heading.is_some(), "the mark is printed in the heading");
    for page in &pages.list {
        for item in items(page, FrameRole::RunningHead).chain(items(page, FrameRole::Body)) {
            let is_entry = matches!(item.role, ItemRole::TocEntry(_) | ItemRole::Artifact);
            assert!(!is_entry || line(item).is_none_or(|line| line.notes().is_empty()));
        }
    }
}

#[test]
fn a_label_of_an_unknown_stream_is_an_error() {
    let folder = small_book("title: نان\nlanguage: fa\ncontents: [text/one.md]\n", "نان[^e:1].\n\n[^e:1]: آب.\n");
    let output = publish(folder.path(), &["pdf", "manifest.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    let report = stderr(&output);
    assert!(report.contains("error[book.unknown-stream]: note `[^e:1]` belongs to `e`"), "{report}");
    assert!(report.contains("notes: { streams: { e: {} } }"), "{report}");
}
