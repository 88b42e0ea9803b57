//! Finished PDFs on sheets: boxes, turns, shared objects, what is refused, and files that were damaged.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use publish::base::{Diagnostics, Length, Size, Timestamp};
use publish::impose::place::{Leaves, Sheets, Stock, place};
use publish::impose::{Binding, Blanks, Scheme, Up, impose};
use publish::manifest::print::{Duplex, Pile, PrintFit};
use publish::pdf::foreign::{self, Foreign};
use publish::pdf::press::Job;

use super::support::{publish, small_book, stderr, stdout};

/// A page of a made file.
struct Made {
    keys: Dictionary,
    contents: Vec<&'static str>,
}

fn page(contents: &[&'static str]) -> Made {
    Made { keys: Dictionary::new(), contents: contents.to_vec() }
}

fn with(mut made: Made, key: &str, value: impl Into<Object>) -> Made {
    made.keys.set(key, value);
    made
}

fn numbers(list: &[i64]) -> Object {
    Object::Array(list.iter().map(|&number| number.into()).collect())
}

/// A file whose pages share a face, an unused object beside them; the box of the pages is handed down.
fn file(pages: Vec<Made>) -> Document {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let face = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Times-Roman" });
    document.add_object(dictionary! { "Nobody" => "NeedsMe" });
    let mut kids = Vec::new();
    for made in pages {
        let contents: Vec<Object> = made
            .contents
            .iter()
            .map(|text| document.add_object(Stream::new(Dictionary::new(), text.as_bytes().to_vec())).into())
            .collect();
        let mut page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => contents };
        page.extend(&made.keys);
        kids.push(Object::Reference(document.add_object(page)));
    }
    let count = i64::try_from(kids.len()).expect("few pages");
    let pages = dictionary! {
        "Type" => "Pages", "Kids" => kids, "Count" => count, "MediaBox" => numbers(&[0, 0, 300, 400]),
        "Resources" => dictionary! { "Font" => dictionary! { "F" => face } },
    };
    document.set_object(tree, pages);
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    document
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a vector takes all");
    bytes
}

const SHEET: (f64, f64) = (900.0, 650.0);

/// The sheets of a booklet on paper that it fills.
fn sheets(count: usize, size: Size) -> Sheets {
    let scheme = Scheme::Saddle { up: Up::Two, signature: None };
    let plan = impose(count, scheme, Binding::Left, Blanks::End);
    let stock = Stock {
        sheet: Size { width: Length::pt(SHEET.0), height: Length::pt(SHEET.1) },
        edge: Length::ZERO,
        fit: PrintFit::Auto,
        duplex: Duplex::Auto,
        pile: Pile::FaceDown,
        thickness: Length::ZERO,
        bleed: Length::ZERO,
    };
    place(&plan, &Leaves { size, inks: vec![None; count] }, &stock).expect("the pages fit")
}

/// The file as a booklet.
fn booklet(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let foreign = Foreign::read(bytes).map_err(|cause| cause.to_string())?;
    let size = foreign.size().map_err(|unlike| format!("{unlike:?}"))?;
    let (wide, high) = (Length::pt(SHEET.0), Length::pt(SHEET.1));
    if size.width.max(size.height) > wide || size.width.min(size.height) > high {
        return Err("too large".to_owned());
    }
    let sheets = sheets(foreign.count(), size);
    let job = Job {
        sheets: &sheets,
        marks: &[],
        pages: foreign.count(),
        slugs: &[],
        guide: None,
        bleed: Length::ZERO,
        modified: Timestamp(0),
        standard: None,
    };
    foreign::write(foreign, size, &job, &mut Diagnostics::new()).map_err(|cause| cause.to_string())
}

/// A page's form on a side, if it is drawn there.
fn form(document: &Document, side: usize, page: usize) -> Option<&Stream> {
    let id = document.get_pages()[&(u32::try_from(side).expect("few sides") + 1)];
    let resources = document.get_dictionary(id).expect("a page").get(b"Resources").expect("resources");
    let resources = document.dereference(resources).expect("there").1.as_dict().expect("a dictionary");
    let forms = resources.get(b"XObject").and_then(Object::as_dict).expect("forms");
    let id = forms.get(format!("P{page}").as_bytes()).and_then(Object::as_reference).ok()?;
    Some(document.get_object(id).and_then(Object::as_stream).expect("a form"))
}

fn matrix(form: &Stream) -> Vec<f32> {
    let matrix = form.dict.get(b"Matrix").and_then(Object::as_array).expect("a matrix");
    matrix.iter().map(|number| number.as_float().expect("a number")).collect()
}

#[test]
fn streams_are_joined_inherited_things_found_and_shared_ones_stay_one() {
    let bytes = booklet(&saved(file(vec![page(&["q 1 0 0 1 0 0 cm", "Q BT /F 9 Tf (bread) Tj ET"]), page(&["n"])])));
    let bytes = bytes.expect("a good file");
    let made = Document::load_mem(&bytes).expect("our own file");
    let first = form(&made, 0, 0).expect("it is drawn");
    let text = first.decompressed_content().expect("deflated");
    assert_eq!(text, b"q 1 0 0 1 0 0 cm\nQ BT /F 9 Tf (bread) Tj ET");
    let face = |form: &Stream| -> ObjectId {
        let resources = form.dict.get(b"Resources").and_then(Object::as_dict).expect("inherited");
        let faces = resources.get(b"Font").and_then(Object::as_dict).expect("faces");
        faces.get(b"F").and_then(Object::as_reference).expect("a reference")
    };
    assert_eq!(face(first), face(form(&made, 1, 1).expect("it is drawn")));
    assert!(!bytes.windows(9).any(|window| window == b"NeedsMe"), "what nobody needs stays behind");
    assert!(made.objects.values().all(|object| object.as_dict().map_or(true, |entries| !entries.has(b"Nobody"))));
    let faces = made.objects.values().filter(|object| object.as_dict().is_ok_and(|entries| entries.has_type(b"Font")));
    assert_eq!(faces.count(), 1);
}

#[test]
fn turned_cropped_and_scaled_pages_begin_at_nought() {
    let cases = [
        (with(page(&["n"]), "CropBox", numbers(&[10, 20, 210, 320])), [1.0, 0.0, 0.0, 1.0, -10.0, -20.0]),
        (with(page(&["n"]), "TrimBox", numbers(&[40, 30, 240, 330])), [1.0, 0.0, 0.0, 1.0, -40.0, -30.0]),
        (
            with(with(page(&["n"]), "Rotate", 90), "CropBox", numbers(&[0, 0, 300, 200])),
            [0.0, -1.0, 1.0, 0.0, 0.0, 300.0],
        ),
        (
            with(with(page(&["n"]), "Rotate", -180), "CropBox", numbers(&[0, 0, 200, 300])),
            [-1.0, 0.0, 0.0, -1.0, 200.0, 300.0],
        ),
        (
            with(with(page(&["n"]), "Rotate", 270), "CropBox", numbers(&[0, 0, 300, 200])),
            [0.0, 1.0, -1.0, 0.0, 200.0, 0.0],
        ),
        (
            with(with(page(&["n"]), "UserUnit", 2), "CropBox", numbers(&[50, 50, 150, 200])),
            [2.0, 0.0, 0.0, 2.0, -100.0, -100.0],
        ),
    ];
    let count = cases.len();
    let (pages, expected): (Vec<Made>, Vec<[f32; 6]>) = cases.into_iter().unzip();
    let bytes = saved(file(pages));
    let foreign = Foreign::read(&bytes).expect("a good file");
    assert_eq!(foreign.size(), Ok(Size { width: Length::pt(200.0), height: Length::pt(300.0) }));
    let made = Document::load_mem(&booklet(&bytes).expect("a good file")).expect("our own file");
    let mut found = vec![Vec::new(); count];
    for side in 0..made.get_pages().len() {
        for (nth, found) in found.iter_mut().enumerate() {
            if let Some(form) = form(&made, side, nth) {
                *found = matrix(form);
            }
        }
    }
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found[..], expected[..]);
    }
}

#[test]
fn stamps_are_drawn_and_links_are_not() {
    let mut document = file(vec![page(&["n"])]);
    let picture = document.add_object(Stream::new(
        dictionary! { "Subtype" => "Form", "BBox" => numbers(&[0, 0, 10, 10]) },
        b"0 0 10 10 re f".to_vec(),
    ));
    let annotation = |kind: &str, flags: i64| {
        Object::Dictionary(dictionary! {
            "Subtype" => kind, "F" => flags, "Rect" => numbers(&[100, 100, 120, 150]),
            "AP" => dictionary! { "N" => picture },
        })
    };
    let list = vec![annotation("Stamp", 4), annotation("Link", 4), annotation("Text", 0)];
    let id = document.get_pages()[&1];
    document.get_dictionary_mut(id).expect("a page").set("Annots", list);
    let bytes = saved(document);
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.pdf"), &bytes).expect("writable");
    let run = publish(folder.path(), &["print", "--pdf", "a.pdf", "--scheme", "single"]);
    assert!(run.status.success(), "{}", stderr(&run));
    assert!(stderr(&run).contains("1 annotation is not printed"), "{}", stderr(&run));
    assert_eq!(stdout(&run), "a-print.pdf\n");
    let made = Document::load(folder.path().join("a-print.pdf")).expect("our own file");
    let drawn = form(&made, 0, 0).expect("it is drawn").decompressed_content().expect("deflated");
    assert_eq!(
        String::from_utf8_lossy(&drawn),
        "/P Do\nq 2.00000 0.00000 0.00000 5.00000 100.000 100.000 cm /A0 Do Q\n"
    );
}

fn refused(folder: &Path, arguments: &[&str]) -> String {
    let run = publish(folder, arguments);
    assert_eq!(run.status.code(), Some(2), "{}", stderr(&run));
    assert!(
        fs::read_dir(folder)
            .expect("readable")
            .all(|entry| { !entry.expect("readable").file_name().to_string_lossy().contains("-print") })
    );
    stderr(&run)
}

#[test]
fn what_cannot_be_printed_is_refused_in_words() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("writable");
    let three = || vec![page(&["n"]), page(&["n"]), with(page(&["n"]), "MediaBox", numbers(&[0, 0, 300, 500]))];
    write("sizes.pdf", &saved(file(three())));
    write("none.pdf", &saved(file(Vec::new())));
    write("words.pdf", b"bread and books");
    let mut locked = file(vec![page(&["n"])]);
    locked.trailer.set("Encrypt", dictionary! { "Filter" => "Standard", "V" => 9 });
    write("locked.pdf", &saved(locked));
    let good = saved(file(vec![page(&["n"])]));
    write("good.pdf", &good);
    write("half.pdf", &good[..good.len() / 2]);
    let cases: [(&[&str], &str); 9] = [
        (&["sizes.pdf"], "page 3 measures 105.8 × 176.4 mm, page 1 105.8 × 141.1 mm"),
        (&["none.pdf"], "the PDF has no pages"),
        (&["words.pdf"], "this is no PDF"),
        (&["locked.pdf"], "the PDF is encrypted"),
        (&["half.pdf"], "the PDF is damaged"),
        (&["missing.pdf"], "cannot read"),
        (
            &["good.pdf", "--sheet", "a6", "--edge", "0mm", "--fit", "actual"],
            "(name a larger sheet: `--sheet a4`, `--sheet a3`)",
        ),
        (&["good.pdf", "--sheet", "a5", "--edge", "0mm", "--fit", "actual"], "the pages fit on the sheet"),
        (&["good.pdf", "-o", "good.pdf"], "would be written over"),
    ];
    for (arguments, message) in cases {
        let told = refused(folder.path(), &[&["print", "--pdf"], arguments].concat());
        assert!(told.contains(message), "{arguments:?}: {told}");
        assert!(!told.contains("panicked"), "{told}");
    }
}

#[test]
fn a_right_bound_file_is_printed_right_bound_unless_a_flag_says_otherwise() {
    let book = small_book(
        "title: نان\nlanguage: fa\ndate: 2026-11-21\ncontents: [text/one.md]\n",
        "# خمیر\n\nآرد و آب و نمک.\n",
    );
    assert!(publish(book.path(), &["pdf", ".", "-o", "a.pdf"]).status.success());
    let plan = |flags: &[&str]| {
        let run = publish(book.path(), &[&["print", "--pdf", "a.pdf", "--plan"], flags].concat());
        assert!(run.status.success(), "{}", stderr(&run));
        stdout(&run)
    };
    let right = plan(&[]);
    assert!(right.contains("front      1     –"), "{right}");
    assert_eq!(right, plan(&["--binding", "right"]));
    assert!(plan(&["--binding", "left"]).contains("front      –     1"));
    assert_eq!(publish(book.path(), &["print", ".", "--binding", "left"]).status.code(), Some(2));
}

/// A generator of numbers (Vigna, `SplitMix64`).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut value = *state;
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[test]
fn damaged_files_are_refused_or_printed_but_never_break_the_program() {
    let book = small_book(
        "title: نان\nlanguage: fa\ndate: 2026-11-21\ncontents: [titlepage, toc, text/one.md]\n",
        "# خمیر\n\nآرد و آب و نمک را می‌آمیزیم[^a] و می‌گذاریم ور بیاید.\n\n# تنور\n\nنان می‌پزد.\n\n[^a]: با دست.\n",
    );
    let run = publish(book.path(), &["pdf", ".", "-o", "a.pdf"]);
    assert!(run.status.success(), "{}", stderr(&run));
    // One with object streams, one with a table and everything to be read in plain bytes.
    let packed = fs::read(book.path().join("a.pdf")).expect("it was written");
    let plain = saved(file(vec![page(&["q Q", "BT /F 9 Tf (bread) Tj ET"]), page(&["0 0 9 9 re f"]), page(&["n"])]));
    let mut state = 6;
    let (mut printed, mut refused) = (0, 0);
    for round in 0..500 {
        let whole = if round % 2 == 0 { &plain } else { &packed };
        let mut bytes = whole.clone();
        let length = bytes.len() as u64;
        if round % 5 == 0 {
            bytes.truncate(usize::try_from(next(&mut state) % length).expect("in memory"));
        } else {
            for _ in 0..=(next(&mut state) % 12) {
                let at = usize::try_from(next(&mut state) % length).expect("in memory");
                bytes[at] = next(&mut state).to_le_bytes()[0];
            }
        }
        let begun = Instant::now();
        match booklet(&bytes) {
            Ok(made) => {
                printed += 1;
                assert!(Document::load_mem(&made).is_ok_and(|made| !made.get_pages().is_empty()), "round {round}");
            }
            Err(told) => {
                refused += 1;
                assert!(!told.is_empty(), "round {round}");
            }
        }
        assert!(begun.elapsed() < Duration::from_secs(5), "round {round} took {:?}", begun.elapsed());
    }
    assert!(printed > 50 && refused > 50, "{printed} printed, {refused} refused");
}

#[test]
fn rings_and_depths_come_to_an_end() {
    let mut ring = file(vec![page(&["n"])]);
    let tree = ring.catalog().and_then(|catalog| catalog.get(b"Pages")).and_then(Object::as_reference).expect("a tree");
    ring.get_dictionary_mut(tree).expect("a tree").set("Kids", vec![Object::Reference(tree)]);
    assert!(booklet(&saved(ring)).is_err());
    let mut deep = b"%PDF-1.4\n1 0 obj\n".to_vec();
    deep.extend(vec![b'['; 200_000]);
    deep.extend(
        b"\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer<</Size 2/Root 1 0 R>>\nstartxref\n",
    );
    deep.extend((17 + 200_000 + 8).to_string().as_bytes());
    deep.extend(b"\n%%EOF");
    assert!(booklet(&deep).is_err());
}
