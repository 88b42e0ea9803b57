//! PDFs read back: a good one agrees with its book, and whatever is changed in it is named with its page and place.

use lopdf::{Document, Object, Stream};
use publish::base::{Diagnostics, Severity, Sources, Span, Timestamp};
use publish::book::{Block, BlockKind, Book};
use publish::font::embedded::embedded_faces;
use publish::pages::{Pages, paginate};
use publish::pdf;
use publish::pdf::verify::{Extent, verify};
use publish::shape::Shaper;

use crate::invented::{Invented, lines, paragraph, plain_style, text};
use crate::support::{publish as run, small_book, stderr};

/// A book whose paragraphs stand on lines of their own in `text/one.md`, and that source.
pub(super) fn book() -> (Book, Sources) {
    let mut invented = Invented::new("fa");
    let mut sources = Sources::new();
    let note = invented.note("یادداشتی دربارهٔ گندم.");
    let words = ["سلام و کلاه، می\u{200C}رود به Novi Sad (سال ۱۳۴۵).", &lines(40), "بِسْمِ نان و نمک"];
    let source = sources.add("text/one.md", words.join("\n"));
    let mut start = 0;
    let mut blocks: Vec<Block> = Vec::new();
    for (at, words) in words.iter().enumerate() {
        let span = Span::new(source, start, start + words.len());
        start += words.len() + 1;
        let mut inlines = text(words);
        if at == 0 {
            inlines.push(note.clone());
        }
        blocks.push(Block { kind: BlockKind::Paragraph(inlines), span, ..paragraph("") });
    }
    invented.chapter("آرد", blocks);
    (invented.book, sources)
}

pub(super) fn made(book: &Book) -> (Pages, Vec<u8>) {
    let faces = embedded_faces();
    let pages = paginate(book, &plain_style(), &Shaper::new(&faces), &faces, &mut Diagnostics::new());
    let options = pdf::Options::new(Timestamp(1_700_000_000));
    let bytes =
        pdf::write(&pages, book, &faces, &options, &mut Diagnostics::new()).expect("these pages can be written");
    (pages, bytes)
}

/// What is found, as `line: code: message`.
pub(super) fn found(bytes: &[u8], pages: &Pages, book: &Book, sources: &Sources) -> Vec<String> {
    let mut diagnostics = Diagnostics::new();
    verify(bytes, pages, book, Extent::Whole, &mut diagnostics);
    assert!(diagnostics.iter().all(|finding| finding.severity == Severity::Error));
    let line = |span: Option<Span>| span.map_or(0, |span| sources.position(span).line);
    diagnostics.iter().map(|finding| format!("{}: {}: {}", line(finding.span), finding.code, finding.message)).collect()
}

/// The file after a change of one of its objects that `change` wants; it must want one.
fn tampered(bytes: &[u8], change: impl Fn(&mut Stream) -> bool) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).expect("a PDF that can be read");
    let streams = document.objects.values_mut().filter_map(|object| object.as_stream_mut().ok());
    let mut plain = streams.filter_map(|stream| {
        stream.decompress().ok()?;
        Some(stream)
    });
    assert!(plain.any(change), "nothing to change was found");
    let mut out = Vec::new();
    document.save_to(&mut out).expect("a vector takes all");
    out.push(b'\n');
    out
}

/// Changes the text of the first code that says `from`.
pub(super) fn retold(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let hexadecimal = |text: &str| text.encode_utf16().map(|unit| format!("{unit:04X}")).collect::<String>();
    let (from, to) = (format!("> <{}>", hexadecimal(from)), format!("> <{}>", hexadecimal(to)));
    tampered(bytes, |stream| {
        let map = String::from_utf8_lossy(&stream.content).into_owned();
        stream.content = map.replacen(&from, &to, 1).into_bytes();
        map.contains("beginbfchar") && map.contains(&from)
    })
}

#[test]
fn a_good_file_agrees_with_its_book() {
    let (book, sources) = book();
    let (pages, bytes) = made(&book);
    assert!(pages.list.len() > 3, "several pages");
    assert_eq!(found(&bytes, &pages, &book, &sources), [""; 0]);
    // What the tampering below does besides its change does no harm.
    assert_eq!(found(&tampered(&bytes, |_| true), &pages, &book, &sources), [""; 0]);
}

#[test]
fn a_wrong_letter_is_named_with_its_word_page_and_line() {
    let (book, sources) = book();
    let (pages, bytes) = made(&book);
    let seen = found(&retold(&bytes, "ک", "ل"), &pages, &book, &sources);
    let start = "1: pdf.text-differs: page 1 of the PDF (`1`) reads `";
    let start = start.replace("`1`", &format!("`{}`", pages.list[0].label));
    assert_eq!(seen, [format!("{start}للاه،` in the place of `کلاه،`")]);
    // U+064E is a vowel mark of the last paragraph alone.
    let seen = found(&retold(&bytes, "\u{61C}\u{650}", "\u{61C}\u{64E}"), &pages, &book, &sources);
    assert!(seen[0].starts_with("3: pdf.text-differs") && seen[0].contains("بِسْمِ"), "{seen:?}");
}

#[test]
fn a_lost_half_space_or_a_space_inside_a_word_is_seen() {
    let (book, sources) = book();
    let (pages, bytes) = made(&book);
    let seen = found(&retold(&bytes, "\u{200C}", "\u{200E}"), &pages, &book, &sources);
    assert!(seen[0].contains("`میرود` in the place of `می\u{200C}رود`"), "{seen:?}");
    let seen = found(&retold(&bytes, "\u{200C}", " "), &pages, &book, &sources);
    assert!(seen[0].starts_with("1: pdf.text-differs"), "{seen:?}");
}

#[test]
fn text_that_is_gone_or_too_much_is_seen() {
    let (book, sources) = book();
    let (pages, bytes) = made(&book);
    let show = |stream: &mut Stream, to: &str| {
        let content = String::from_utf8_lossy(&stream.content).into_owned();
        stream.content = content.replace("]TJ", to).into_bytes();
        content.contains("]TJ")
    };
    let seen = found(&tampered(&bytes, |stream| show(stream, "]XX")), &pages, &book, &sources);
    assert!(seen.len() == 1 && seen[0].contains("pdf.text-differs"), "{seen:?}");
    let mut longer = pages.clone();
    longer.list[0].frames.pop();
    let seen = found(&bytes, &longer, &book, &sources);
    assert!(seen.len() == 1 && seen[0].contains("where nothing was set"), "{seen:?}");
}

#[test]
fn text_of_the_book_that_no_page_has_is_seen() {
    let (mut book, sources) = book();
    let (pages, bytes) = made(&book);
    let last = book.divisions.last_mut().expect("a chapter");
    let publish::book::DivisionKind::Chapter(blocks) = &mut last.kind else { panic!("a chapter") };
    blocks[1].kind = BlockKind::Paragraph(text("سلام و کلاه، می\u{200C}رود به Novi Zad"));
    let seen = found(&bytes, &pages, &book, &sources);
    assert_eq!(seen, ["1: pdf.text-lost: `Zad` of the text is on no page of the PDF"]);
    let mut diagnostics = Diagnostics::new();
    verify(&bytes, &pages, &book, Extent::Cut, &mut diagnostics);
    assert!(diagnostics.is_empty(), "a text that was cut need not be whole");
}

#[test]
fn damaged_files_are_no_files() {
    let (book, sources) = book();
    let (pages, bytes) = made(&book);
    for damaged in [&bytes[..0], &bytes[..bytes.len() / 2], &bytes[..bytes.len() - 7], b"%PDF-1.7\n%%EOF"] {
        let seen = found(damaged, &pages, &book, &sources);
        assert!(seen.len() == 1 && seen[0].contains("pdf.unreadable"), "{seen:?}");
    }
    let mut shorter = pages.clone();
    shorter.list.pop();
    let seen = found(&bytes, &shorter, &book, &sources);
    assert!(seen.len() == 1 && seen[0].contains("pdf.pages-differ"), "{seen:?}");
}

#[test]
fn no_bytes_make_the_reader_panic() {
    let (book, sources) = book();
    let (pages, bytes) = made(&book);
    for at in (0..bytes.len()).step_by(bytes.len() / 97) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x15;
        found(&changed, &pages, &book, &sources);
    }
}

#[test]
fn the_program_reads_back_what_it_writes() {
    let book =
        small_book("title: نان\nlanguage: fa\ncontents: [text/one.md]\n", "# آرد\n\nمی\u{200C}رود (سال ۱۳۴۵).\n");
    for arguments in [["pdf", ".", "--verify"], ["build", ".", "--verify"]] {
        let output = run(book.path(), &arguments);
        assert!(output.status.success(), "{}", stderr(&output));
    }
    let verbose = run(book.path(), &["pdf", ".", "--verify", "--verbose"]);
    assert!(stderr(&verbose).contains("reading the PDF back"), "{}", stderr(&verbose));
    assert!(!stderr(&run(book.path(), &["pdf", ".", "--verbose"])).contains("reading the PDF back"));
}

#[test]
fn objects_of_other_kinds_are_refused() {
    let (book, sources) = book();
    let (pages, bytes) = made(&book);
    let mut document = Document::load_mem(&bytes).expect("a PDF that can be read");
    let fonts = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    for font in fonts.filter(|font| font.has(b"ToUnicode")) {
        font.set("Encoding", Object::Name(b"WinAnsiEncoding".to_vec()));
    }
    let mut out = Vec::new();
    document.save_to(&mut out).expect("a vector takes all");
    let seen = found(&out, &pages, &book, &sources);
    assert!(seen[0].contains("another encoding"), "{seen:?}");
}

#[test]
fn the_mark_of_a_note_after_a_number_of_several_faces_stands_left_of_all_of_it() {
    // The face has no slash: the date has five parts in two faces.
    let manifest = "title: نان\nlanguage: fa\nfonts: { body: Noto Naskh Arabic }\ncontents: [text/one.md]\n";
    let book = small_book(manifest, "# تنور\n\nتنور ۲۰/۱۱/۱۴۰۵[^a] و C++ 3[^a] نان\n\n[^a]: گرم.\n");
    let made = run(book.path(), &["pdf", ".", "--verify", "-o", "one.pdf"]);
    assert!(made.status.success(), "{}", stderr(&made));
}
