//! Books as text: `tests/cases/book/<case>/*.md` in the order of their names, put together with a manifest made here.
//!
//! Dumps show divisions, blocks with their anchors, notes, anchors, outline, images and findings.

use std::path::{Path, PathBuf};

use publish::base::{Diagnostics, Language, Severity, Sources, Span};
use publish::book::{Block, BlockKind, Book, Division, DivisionKind, Inline, Target, VerseLine, assemble};
use publish::manifest::{
    Digits, DocumentEntry, Entry, EpubOptions, FontOptions, Generated, Manifest, Metadata, NoteCount, NotePlace,
    Numbering, Outputs, PartEntry, PdfOptions, Spanned, StyleChoice, TocOptions,
};

use crate::document::{cases, compare, findings};

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
        },
        contents,
        cover: None,
        style: StyleChoice::Default,
        style_overrides: None,
        notes: NotePlace::Page,
        toc: TocOptions { depth: 2, title: None },
        numbering: Numbering::default(),
        fonts: FontOptions::default(),
        pdf: PdfOptions::default(),
        epub: EpubOptions { embed_fonts: true, css: None },
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
        manifest.numbering = Numbering { notes: NoteCount::Book, digits: Digits::Latin };
    }
    manifest
}

/// Writes a book, one line a block, division, note or place.
struct Dump {
    text: String,
    folder: PathBuf,
}

impl Dump {
    fn line(&mut self, depth: usize, line: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn book(&mut self, book: &Book) {
        book.divisions.iter().for_each(|division| self.division(division, book));
        for (number, note) in book.notes.iter().enumerate() {
            self.line(0, &format!("note {number} mark {} of {}", note.mark, note.division));
            self.blocks(1, &note.blocks);
        }
        for (number, anchor) in book.anchors.iter().enumerate() {
            self.line(0, &format!("anchor {number} #{} of {} {:?}", anchor.id, anchor.division, anchor.title));
        }
        for entry in &book.outline {
            let toc = if entry.in_toc { "listed" } else { "unlisted" };
            let epub = if entry.output.epub { "" } else { " not in epub" };
            let line = format!(
                "outline {} {:?} to {} {toc} {}{epub}",
                entry.level, entry.title, entry.anchor.0, entry.language
            );
            self.line(0, &line);
        }
        for (number, image) in book.images.iter().enumerate() {
            let path = image.path.strip_prefix(&self.folder).expect("images lie in the case").display().to_string();
            let line = format!("image {number} {path} {:?} {}×{}", image.format, image.width, image.height);
            self.line(0, &line);
        }
    }

    fn division(&mut self, division: &Division, book: &Book) {
        let kind = match &division.kind {
            DivisionKind::TitlePage => "title page",
            DivisionKind::Toc => "toc",
            DivisionKind::Copyright => "copyright",
            DivisionKind::Part => "part",
            DivisionKind::Chapter(_) => "chapter",
        };
        let head = format!(
            "{kind} {} {:?} {} {} @{}",
            division.file_stem,
            division.title,
            division.language,
            division.direction.name(),
            division.anchor.0
        );
        self.line(0, &head);
        assert_eq!(book.anchors[division.anchor.0 as usize].title, division.title);
        if let DivisionKind::Chapter(blocks) = &division.kind {
            self.blocks(1, blocks);
        }
    }

    fn blocks(&mut self, depth: usize, blocks: &[Block]) {
        for block in blocks {
            self.block(depth, block);
        }
    }

    fn block(&mut self, depth: usize, block: &Block) {
        let mut end = String::new();
        if let Some(anchor) = block.anchor {
            end.push_str(&format!(" @{}", anchor.0));
        }
        block.classes.iter().for_each(|class| end.push_str(&format!(" .{class}")));
        if let Some(language) = &block.language {
            end.push_str(&format!(" lang={language}"));
        }
        let mut nest = |head: String, blocks: &[Block]| {
            self.line(depth, &format!("{head}{end}"));
            self.blocks(depth + 1, blocks);
        };
        match &block.kind {
            BlockKind::Quote(blocks) => nest("quote".to_owned(), blocks),
            BlockKind::Box(title, blocks) => nest(format!("box {}", title.as_deref().unwrap_or_default()), blocks),
            BlockKind::Epigraph(blocks) => nest("epigraph".to_owned(), blocks),
            BlockKind::Center(blocks) => nest("center".to_owned(), blocks),
            BlockKind::Group(name, blocks) => nest(format!("group {name}"), blocks),
            kind => self.leaf(depth, kind, &end),
        }
    }

    fn leaf(&mut self, depth: usize, kind: &BlockKind, end: &str) {
        match kind {
            BlockKind::Heading(level, content) => self.line(depth, &format!("h{level}{end}: {}", words(content))),
            BlockKind::Paragraph(content) => self.line(depth, &format!("p{end}: {}", words(content))),
            BlockKind::List(list) => {
                self.line(depth, &format!("list {:?} tight={}{end}", list.start, list.tight));
                list.items.iter().for_each(|item| self.blocks(depth + 1, item));
            }
            BlockKind::Definitions(list) => {
                for one in list {
                    self.line(depth, &format!("term{end}: {}", words(&one.term)));
                    one.definitions.iter().for_each(|blocks| self.blocks(depth + 1, blocks));
                }
            }
            BlockKind::Table(table) => {
                self.line(depth, &format!("table{end}"));
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    let cells: Vec<String> = row.iter().map(|cell| words(cell)).collect();
                    self.line(depth + 1, &cells.join(" | "));
                }
            }
            BlockKind::Verse(stanzas) => {
                self.line(depth, &format!("verse{end}"));
                for VerseLine { first, second } in stanzas.iter().flatten() {
                    let second = second.as_ref().map_or(String::new(), |second| format!(" / {}", words(second)));
                    self.line(depth + 1, &format!("{}{second}", words(first)));
                }
            }
            BlockKind::Figure(figure) => {
                let line = format!("figure {}{end}: {:?} {:?}", figure.image.0, figure.alt, figure.caption);
                self.line(depth, &line);
            }
            BlockKind::Code(text) => self.line(depth, &format!("code{end}: {text:?}")),
            BlockKind::Separator => self.line(depth, &format!("separator{end}")),
            _ => self.line(depth, &format!("pagebreak{end}")),
        }
    }
}

/// Inlines on one line, marked up with angle brackets.
fn words(inlines: &[Inline]) -> String {
    let wrap = |name: String, inner: &[Inline]| format!("<{name} {}>", words(inner));
    let one = |inline: &Inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Emphasis(inner) => wrap("em".to_owned(), inner),
        Inline::Strong(inner) => wrap("strong".to_owned(), inner),
        Inline::Strike(inner) => wrap("strike".to_owned(), inner),
        Inline::Superscript(inner) => wrap("sup".to_owned(), inner),
        Inline::Subscript(inner) => wrap("sub".to_owned(), inner),
        Inline::Span(language, classes, inner) => {
            let language = language.as_ref().map_or("-", Language::tag);
            wrap(format!("span {language} {classes:?}"), inner)
        }
        Inline::Code(text) => format!("<code {text}>"),
        Inline::Link(Target::Anchor(anchor), inner) => wrap(format!("to {}", anchor.0), inner),
        Inline::Link(Target::Url(url), inner) => wrap(format!("url {url}"), inner),
        Inline::PageRef(anchor) => format!("<page of {}>", anchor.0),
        Inline::Image(image, alt) => format!("<image {} {alt}>", image.0),
        Inline::NoteMark(note) => format!("<note {}>", note.0),
        Inline::LineBreak => "<break>".to_owned(),
    };
    inlines.iter().map(one).collect()
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
        let is_broken = case.starts_with("broken") || ["ids", "not-utf-8", "notes-in-notes"].contains(&case.as_str());
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

#[test]
fn a_text_listed_twice_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("one.md"), "متن\n").expect("it can be written");
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let contents = ["one.md", "./one.md"].map(|name| Entry::Document(document(folder.path(), name)));
    let manifest = manifest(folder.path(), "ar", contents.to_vec(), &mut sources);
    let book = assemble(&manifest, &mut sources, &mut diagnostics).expect("every file can be read");
    assert_eq!(book.digits, Digits::Arabic);
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
