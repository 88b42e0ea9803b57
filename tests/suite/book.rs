//! Books as text: `tests/cases/book/<case>/*.md` in the order of their names, put together with a manifest made here.
//!
//! Dumps show divisions, blocks with their anchors, notes, anchors, outline, images and findings.

use std::path::Path;

use publish::base::{Diagnostics, Language, Severity, Sources, Span};
use publish::book::{Block, BlockKind, Book, DivisionKind, Inline, assemble};
use publish::manifest::{
    ChapterNumbers, Digits, DocumentEntry, DocumentRole, Entry, EpubOptions, FontOptions, Generated, IndexOptions,
    Manifest, Metadata, NoteCount, NoteMarks, NotePlace, NoteStream, Numbering, Outputs, PartEntry, PdfOptions,
    PrintOptions, Spanned, StyleChoice, TocOptions,
};
use publish::script::DigitSet;

use crate::book_dump::Dump;
use crate::document::{cases, findings};
use crate::support::compare;

const ALL: Outputs = Outputs { epub: true, pdf: true };

/// A value that stands at the start of the manifest.
fn spanned<T>(value: T) -> Spanned<T> {
    Spanned { value, span: Span::default() }
}

/// A document of a folder.
fn document(folder: &Path, name: &str) -> DocumentEntry {
    DocumentEntry {
        path: spanned(folder.join(name)),
        name: name.to_owned(),
        title: None,
        id: None,
        in_toc: true,
        language: None,
        output: ALL,
        role: DocumentRole::Chapter,
        sorted: false,
    }
}

/// A manifest with nothing but these contents.
fn manifest(folder: &Path, language: &str, contents: Vec<Entry>, sources: &mut Sources) -> Manifest {
    let language = Language::new(language);
    Manifest {
        source: sources.add("manifest.yaml", "title: نان و کتاب\n"),
        folder: folder.to_owned(),
        metadata: Metadata {
            title: "نان و کتاب".to_owned(),
            subtitle: None,
            direction: language.direction(),
            language,
            identifier: "urn:uuid:00000000-0000-5000-8000-000000000000".to_owned(),
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
        },
        issue: None,
        contents,
        cover: publish::manifest::Cover::None,
        style: StyleChoice::Default,
        style_overrides: None,
        notes: vec![NoteStream::default()],
        toc: TocOptions { depth: 2, title: None, leaders: true },
        index: IndexOptions::default(),
        numbering: Numbering::default(),
        fonts: FontOptions::default(),
        pdf: PdfOptions::default(),
        check: publish::manifest::CheckOptions::default(),
        epub: EpubOptions::default(),
        print: PrintOptions::default(),
    }
}

/// The manuscripts of a case, by name.
fn manuscripts(folder: &Path) -> Vec<DocumentEntry> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the case is a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("names are UTF-8"))
        .filter(|name| name.ends_with(".md"))
        .collect();
    names.sort();
    names.iter().map(|name| document(folder, name)).collect()
}

/// The manifest of a case: its manuscripts in order, and what the case is about.
fn manifest_of(case: &str, folder: &Path, sources: &mut Sources) -> Manifest {
    let mut documents = manuscripts(folder);
    match case {
        "languages" => documents[1].language = Some(Language::new("ar")),
        "outline" => {
            // five, four, one, three, two
            documents[1].title = Some(spanned("نام چهارم".to_owned()));
            documents[2].title = Some(spanned("نام دیگر".to_owned()));
            documents[2].id = Some(spanned("first".to_owned()));
            documents[4].in_toc = false;
            documents[4].output = Outputs { epub: false, pdf: true };
        }
        _ => {}
    }
    let mut contents: Vec<Entry> = documents.into_iter().map(Entry::Document).collect();
    if case == "outline" {
        let Some(Entry::Document(last)) = contents.pop() else { panic!("the case has documents") };
        let part = PartEntry { title: spanned("بخش یکم".to_owned()), contents: vec![last] };
        contents.push(Entry::Part(part));
        let pages = [Generated::TitlePage, Generated::Copyright, Generated::Toc];
        contents.splice(0..0, pages.map(|page| Entry::Generated(page, Span::default())));
    }
    let mut manifest = manifest(folder, "fa", contents, sources);
    if case == "notes-of-the-book" {
        manifest.notes[0].count = NoteCount::Book;
        manifest.numbering = Numbering { digits: Digits::Latin, ..Numbering::default() };
    }
    if case == "note-streams" || case == "broken-streams" {
        let stream = NoteStream { key: "e".to_owned(), marks: NoteMarks::Symbols, ..NoteStream::default() };
        manifest.notes.push(stream);
    }
    if case == "references" {
        manifest.numbering.chapters = ChapterNumbers::Words;
    }
    if case == "notes-at-the-end" {
        manifest.notes[0].place = NotePlace::Book;
        manifest.notes[0].marks = NoteMarks::Abjad;
    }
    manifest
}

#[test]
fn books_are_put_together_as_expected() {
    let cases = cases("book");
    assert!(cases.len() >= 12, "cases are missing: {}", cases.len());
    let mut failures = Vec::new();
    for folder in cases {
        let case = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        let manifest = manifest_of(&case, &folder, &mut sources);
        let book = assemble(&manifest, &mut sources, &mut diagnostics).expect("every file can be read");
        let mut dump = Dump { text: String::new(), folder: folder.clone() };
        dump.book(&book);
        for found in &diagnostics {
            let name = found.span.map_or(String::new(), |span| sources.name(span.source).to_owned());
            let name = name.rsplit('/').next().unwrap_or_default().to_owned();
            let mut one = Diagnostics::new();
            one.push(found.clone());
            dump.text.push_str(&format!("{name}:{}", findings(&sources, &one)));
        }
        if let Err(failure) = compare(&folder.join("expected.txt"), &dump.text) {
            failures.push(failure);
        }
        check_ids(&book);
        let is_broken = case.starts_with("broken") || ["ids", "not-utf-8"].contains(&case.as_str());
        assert_eq!(diagnostics.has_errors(), is_broken, "{case}");
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Ids and file names are unique, and no place is without an id.
fn check_ids(book: &Book) {
    let mut ids: Vec<&str> = book.anchors.iter().map(|anchor| anchor.id.as_str()).collect();
    ids.sort_unstable();
    assert!(ids.iter().all(|id| !id.is_empty()));
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
    let mut stems: Vec<&str> = book.divisions.iter().map(|division| division.file_stem.as_str()).collect();
    stems.sort_unstable();
    assert!(stems.iter().all(|stem| stem.is_ascii()));
    assert!(stems.windows(2).all(|pair| pair[0] != pair[1]), "{stems:?}");
}

#[test]
fn a_book_is_the_same_with_any_number_of_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..20 {
        let text = format!("# فصل {number} {{#c{number}}}\n\nمتن[^1] [](#c{}) [x](#none)\n\n[^1]: ن.\n", 19 - number);
        std::fs::write(folder.path().join(format!("{number:02}.md")), text).expect("it can be written");
    }
    let build = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            let mut sources = Sources::new();
            let mut diagnostics = Diagnostics::new();
            let contents = manuscripts(folder.path()).into_iter().map(Entry::Document).collect();
            let manifest = manifest(folder.path(), "fa", contents, &mut sources);
            let book = assemble(&manifest, &mut sources, &mut diagnostics).expect("every file can be read");
            (format!("{book:?}"), diagnostics)
        })
    };
    let (one, findings) = build(1);
    assert_eq!((one, findings.clone()), build(4));
    assert_eq!(findings.iter().filter(|found| found.code == "book.broken-link").count(), 20);
}

/// The words of a heading as references print them.
fn title(inlines: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) | Inline::Image(_, text) => text.clone(),
        Inline::NoteMark(_) | Inline::PageRef(_) | Inline::NoteNumber(_) | Inline::Place(_) => String::new(),
        Inline::LineBreak => " ".to_owned(),
        Inline::Emphasis(inner)
        | Inline::Strong(inner)
        | Inline::Strike(inner)
        | Inline::Superscript(inner)
        | Inline::Subscript(inner)
        | Inline::Span(_, _, inner)
        | Inline::Isolate(_, inner)
        | Inline::Link(_, inner) => title(inner),
    };
    inlines.iter().map(one).collect()
}

/// Every heading at any depth has a place that bears its words; how many there are comes back.
fn check_headings(book: &Book, blocks: &[Block]) -> usize {
    let inside = |blocks: &[Block]| check_headings(book, blocks);
    let count = |block: &Block| match &block.kind {
        BlockKind::Heading(_, content) => {
            let anchor = block.anchor.expect("headings can be linked to");
            assert_eq!(book.anchors[anchor.0 as usize].title, title(content));
            1
        }
        BlockKind::Quote(blocks)
        | BlockKind::Box(_, blocks)
        | BlockKind::Epigraph(blocks)
        | BlockKind::Center(blocks)
        | BlockKind::Columns(_, blocks)
        | BlockKind::Group(_, blocks) => inside(blocks),
        BlockKind::Letter(letter) => inside(&letter.blocks),
        BlockKind::Dialogue(speeches) => speeches.iter().map(|speech| inside(&speech.blocks)).sum(),
        BlockKind::List(list) => list.items.iter().map(|item| inside(item)).sum(),
        _ => 0,
    };
    blocks.iter().map(count).sum()
}

#[test]
fn headings_of_any_manuscript_find_their_places() {
    let folder = tempfile::tempdir().expect("a folder");
    for (number, case) in cases("document").iter().enumerate() {
        // Blocks of every kind before a heading, so that counting them wrong would show.
        let text = std::fs::read_to_string(case.join("input.md")).expect("input.md");
        let text = format!("{text}\n\n::: letter\n## میان {number} *و* پایان\n:::\n\n> - # ژرف {number}\n");
        std::fs::write(folder.path().join(format!("{number:02}.md")), text).expect("it can be written");
    }
    let mut sources = Sources::new();
    let contents = manuscripts(folder.path()).into_iter().map(Entry::Document).collect();
    let manifest = manifest(folder.path(), "fa", contents, &mut sources);
    let book = assemble(&manifest, &mut sources, &mut Diagnostics::new()).expect("every file can be read");
    let chapters = book.divisions.iter().map(|division| match &division.kind {
        DivisionKind::Chapter(blocks) => check_headings(&book, blocks),
        _ => 0,
    });
    assert!(chapters.sum::<usize>() > 70);
    check_ids(&book);
}

#[test]
fn a_text_listed_twice_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("one.md"), "متن\n").expect("it can be written");
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let contents = ["one.md", "./one.md"].map(|name| Entry::Document(document(folder.path(), name)));
    let manifest = manifest(folder.path(), "ar", contents.to_vec(), &mut sources);
    let book = assemble(&manifest, &mut sources, &mut diagnostics).expect("every file can be read");
    assert_eq!(book.digits_in(&book.metadata.language), DigitSet::Arabic);
    let found: Vec<_> = diagnostics.iter().map(|found| (found.code, found.severity)).collect();
    assert_eq!(found, [("book.repeated-document", Severity::Error)]);
}

#[test]
fn a_missing_file_is_a_fault_of_the_machine() {
    let mut sources = Sources::new();
    let contents = vec![Entry::Document(document(Path::new("no-such-folder"), "one.md"))];
    let manifest = manifest(Path::new("no-such-folder"), "fa", contents, &mut sources);
    let error = assemble(&manifest, &mut sources, &mut Diagnostics::new()).expect_err("there is no file");
    assert!(error.to_string().starts_with("cannot read no-such-folder/one.md"), "{error}");
}
