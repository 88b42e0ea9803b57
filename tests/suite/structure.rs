//! The structure of PDFs: what they say in reading order, what they claim, and what keeps them from it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::pdf_reader::{dictionary, shown, text_string};
use super::support::{assert_expected, publish, root, small_book, stderr};

/// The PDF of a book in a folder.
fn pdf(folder: &std::path::Path) -> Document {
    let output = publish(folder, &["pdf", "manifest.yaml", "-o", "-"]);
    assert!(output.status.success(), "{}", stderr(&output));
    Document::load_mem(&output.stdout).expect("a PDF")
}

/// The structure tree of a file as text, an element a line.
struct Dump<'a> {
    document: &'a Document,
    pages: BTreeMap<ObjectId, u32>,
    /// By page and identifier what a stretch says, an entry a text operator.
    texts: BTreeMap<(u32, i64), Vec<String>>,
    /// How often each stretch and annotation is in the tree.
    found: BTreeMap<String, u32>,
    out: String,
}

impl<'a> Dump<'a> {
    fn of(document: &'a Document) -> Self {
        let (mut pages, mut texts) = (BTreeMap::new(), BTreeMap::new());
        for (number, page) in document.get_pages() {
            pages.insert(page, number);
            for run in shown(document, page) {
                if let Some(mark) = run.mark {
                    texts.entry((number, mark)).or_insert_with(Vec::new).push(run.read());
                }
            }
        }
        let mut dump = Self { document, pages, texts, found: BTreeMap::new(), out: String::new() };
        let root = dictionary(document, document.catalog().and_then(|c| c.get(b"StructTreeRoot")).expect("a root"));
        dump.element(root.get(b"K").expect("a document"), 0);
        dump
    }

    fn element(&mut self, object: &Object, depth: usize) {
        let element = dictionary(self.document, object);
        let own = element.get(b"Pg").and_then(Object::as_reference).ok();
        let kind = element.get(b"S").and_then(Object::as_name).expect("a type");
        write!(self.out, "{}{}", "  ".repeat(depth), String::from_utf8_lossy(kind)).expect("memory");
        for key in [&b"Lang"[..], b"ID"] {
            if let Ok(value) = element.get(key).and_then(Object::as_str) {
                write!(self.out, " {}", String::from_utf8_lossy(value)).expect("memory");
            }
        }
        if let Ok(alt) = element.get(b"Alt") {
            write!(self.out, " [{}]", text_string(alt)).expect("memory");
        }
        if let Ok(attributes) = element.get(b"A").and_then(Object::as_dict) {
            for key in [&b"Scope"[..], b"ListNumbering"] {
                if let Ok(value) = attributes.get(key).and_then(Object::as_name) {
                    write!(self.out, " {}", String::from_utf8_lossy(value)).expect("memory");
                }
            }
        }
        self.out.push('\n');
        let kids = match element.get(b"K") {
            Ok(Object::Array(kids)) => kids.clone(),
            Ok(one) => vec![one.clone()],
            Err(_) => Vec::new(),
        };
        for kid in &kids {
            self.kid(kid, own, depth + 1);
        }
    }

    fn kid(&mut self, kid: &Object, own: Option<ObjectId>, depth: usize) {
        if let Ok(mark) = kid.as_i64() {
            return self.mark(own, mark, depth);
        }
        let kid_of = dictionary(self.document, kid);
        let page = kid_of.get(b"Pg").and_then(Object::as_reference).ok().or(own);
        match kid_of.get(b"Type").and_then(Object::as_name) {
            Ok(b"MCR") => self.mark(page, kid_of.get(b"MCID").and_then(Object::as_i64).expect("an identifier"), depth),
            Ok(b"OBJR") => {
                let link = kid_of.get(b"Obj").and_then(Object::as_reference).expect("an annotation");
                *self.found.entry(format!("link {}", link.0)).or_default() += 1;
                let contents = self.document.get_dictionary(link).and_then(|link| link.get(b"Contents"));
                let contents = text_string(contents.expect("contents"));
                writeln!(self.out, "{}<{contents}>", "  ".repeat(depth)).expect("memory");
            }
            _ => self.element(kid, depth),
        }
    }

    fn mark(&mut self, page: Option<ObjectId>, mark: i64, depth: usize) {
        let page = self.pages[&page.expect("the page of a stretch")];
        *self.found.entry(format!("page {page} stretch {mark}")).or_default() += 1;
        let text = self.texts.get(&(page, mark)).map(|runs| runs.concat()).unwrap_or_default();
        writeln!(self.out, "{}{page}: {text}", "  ".repeat(depth)).expect("memory");
    }
}

#[test]
fn a_book_is_read_in_order() {
    let folder = root().join("tests/cases/pdf/structure");
    let document = pdf(&folder);
    let dump = Dump::of(&document);
    assert_expected(&folder.join("expected.txt"), &dump.out);
    // Every stretch and every link is told of once, and the way back from pages leads to its element.
    assert!(dump.found.values().all(|count| *count == 1), "{:?}", dump.found);
    assert!(dump.texts.keys().all(|(page, mark)| dump.found.contains_key(&format!("page {page} stretch {mark}"))));
    let links = document
        .get_pages()
        .values()
        .flat_map(|page| {
            let annotations = document.get_dictionary(*page).and_then(|page| page.get(b"Annots"));
            annotations.and_then(Object::as_array).map(Vec::len).into_iter()
        })
        .sum::<usize>();
    assert_eq!(dump.found.keys().filter(|found| found.starts_with("link")).count(), links);
}

fn metadata(document: &Document) -> String {
    let id = document.catalog().and_then(|c| c.get(b"Metadata")).and_then(Object::as_reference).expect("metadata");
    let stream = document.get_object(id).and_then(Object::as_stream).expect("a stream");
    String::from_utf8(stream.content.clone()).expect("UTF-8")
}

fn has(catalog: &Dictionary, key: &str) -> bool {
    catalog.has(key.as_bytes())
}

#[test]
fn what_is_asked_for_is_claimed() {
    let text = "# نان\n\nآرد و آب.\n";
    let cases = [
        ("", vec!["<pdfuaid:part>1", "<pdfaid:part>2", "<pdfaid:conformance>A", "pdfaExtension:schemas"], true),
        ("pdf: { conformance: ua-1 }\n", vec!["<pdfuaid:part>1"], false),
        ("pdf: { conformance: a-2u }\n", vec!["<pdfaid:part>2", "<pdfaid:conformance>U"], true),
        ("pdf: { conformance: none }\n", vec![], false),
    ];
    for (asked, claimed, has_intent) in cases {
        let book = small_book(&format!("title: نان\nlanguage: fa\n{asked}contents: [text/one.md]\n"), text);
        let document = pdf(book.path());
        let packet = metadata(&document);
        for claim in &claimed {
            assert!(packet.contains(claim), "{asked}{claim}");
        }
        assert_eq!(packet.contains("pdfuaid:part"), claimed.iter().any(|claim| claim.contains("pdfuaid")), "{asked}");
        assert_eq!(packet.contains("pdfaid:part"), claimed.iter().any(|claim| claim.contains("pdfaid")), "{asked}");
        assert_eq!(has(document.catalog().expect("a catalog"), "OutputIntents"), has_intent, "{asked}");
    }
}

#[test]
fn the_texts_go_along_where_that_is_asked_for() {
    let manifest = "title: نان\nlanguage: fa\npdf: { conformance: a-3a }\ncontents: [text/one.md]\n";
    let text = "# نان\n\nآرد و آب.\n";
    let book = small_book(manifest, text);
    let document = pdf(book.path());
    let files = document.catalog().and_then(|c| c.get(b"AF")).and_then(Object::as_array).expect("files").clone();
    let read = |file: &Object| {
        let file = dictionary(&document, file);
        let embedded = file.get(b"EF").and_then(Object::as_dict).and_then(|ef| ef.get(b"F")).expect("a file");
        let stream = document.get_object(embedded.as_reference().expect("a reference")).and_then(Object::as_stream);
        (
            text_string(file.get(b"UF").expect("a name")),
            stream.expect("a stream").decompressed_content().expect("bytes"),
        )
    };
    let files: Vec<(String, Vec<u8>)> = files.iter().map(read).collect();
    assert_eq!(files[0], ("manifest.yaml".to_owned(), manifest.as_bytes().to_vec()));
    assert_eq!(files[1], ("text/one.md".to_owned(), text.as_bytes().to_vec()));
}

#[test]
fn what_the_book_lacks_is_reported_and_not_claimed() {
    let book = small_book("title: نان\nlanguage: fa\ncontents: [text/one.md]\n", "# نان\n\n![](../hive.svg)\n");
    fs::copy(root().join("tests/cases/pages/figures/hive.svg"), book.path().join("hive.svg")).expect("a copy");
    let output = publish(book.path(), &["pdf", "manifest.yaml", "-o", "-"]);
    assert!(output.status.success());
    let report = stderr(&output);
    assert!(report.contains("one.md:3:") && report.contains("[book.missing-alt]"), "{report}");
    assert!(report.contains("[pdf.no-claim]") && report.contains("does not claim PDF/UA-1"), "{report}");
    let packet = metadata(&Document::load_mem(&output.stdout).expect("a PDF"));
    assert!(!packet.contains("pdfuaid") && packet.contains("<pdfaid:part>2"));
}
