//! The cover of a bound book: where its parts lie, how its spine is turned, what is refused.

use std::fs;
use std::path::Path;

use lopdf::{Document, Object};

use super::support::{publish, small_book, stderr, stdout};

const MM: f64 = 72.0 / 25.4;

fn manifest(language: &str, title: &str, print: &str) -> String {
    format!(
        "title: {title}\nlanguage: {language}\ndate: 2026-11-21\nidentifier: urn:isbn:978-0-306-40615-7\n\
         publisher: کارگاه\ncreators: [{{ name: Sara }}]\ndescription: {title}\nprint: {print}\ncontents: [text/one.md]\n"
    )
}

fn cover(manifest: &str, flags: &[&str]) -> (tempfile::TempDir, std::process::Output) {
    let book = small_book(manifest, "# نان\n\nآرد و آب و نمک.\n");
    let run = publish(book.path(), &[&["print", ".", "--what", "cover", "-o", "cover.pdf"], flags].concat());
    (book, run)
}

fn page(folder: &Path) -> (Document, lopdf::ObjectId) {
    let document = Document::load(folder.join("cover.pdf")).expect("our own file");
    let id = document.get_pages()[&1];
    (document, id)
}

fn numbers(object: &Object) -> Vec<f64> {
    object.as_array().expect("an array").iter().map(|item| f64::from(item.as_float().expect("a number"))).collect()
}

/// Where the parts are drawn: `(part, matrix)` in the order of the page.
fn parts(folder: &Path) -> Vec<(String, Vec<f64>)> {
    let (document, id) = page(folder);
    let content = String::from_utf8(document.get_page_content(id)).expect("ASCII");
    let lines: Vec<&str> = content.lines().collect();
    let part = |pair: &[&str]| {
        let name = pair[1].strip_prefix("/P")?.strip_suffix(" Do")?;
        let matrix = pair[0].strip_suffix(" cm")?.split(' ').map(|number| number.parse().expect("a number")).collect();
        Some((name.to_owned(), matrix))
    };
    lines.windows(2).filter_map(part).collect()
}

#[test]
fn the_front_lies_where_the_book_begins_and_the_spine_is_read_from_its_head() {
    for (language, title, is_right_bound) in [("fa", "نان در خانه", true), ("ar", "خبز", true), ("en", "Bread", false)]
    {
        let (book, run) = cover(&manifest(language, title, "{ spine: 8mm }"), &[]);
        assert!(run.status.success(), "{}", stderr(&run));
        let parts = parts(book.path());
        assert_eq!(parts.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["0", "1", "2"]);
        let (back, spine, front) = (&parts[0].1, &parts[1].1, &parts[2].1);
        assert_eq!(front[4] < back[4], is_right_bound, "{language}");
        // Turned against the clock, a line from right to left begins at the head; with the clock one from left to right does.
        let turn = if is_right_bound { [0.0, 1.0, -1.0, 0.0] } else { [0.0, -1.0, 1.0, 0.0] };
        assert_eq!(spine[..4], turn, "{language}");
        assert!((back[4] - front[4]).abs() > 8.0 * MM);
    }
}

#[test]
fn a_spine_is_turned_as_the_key_says_or_as_the_language_does() {
    let turn = |language: &str, print: &str| {
        let (book, run) = cover(&manifest(language, "Pain", print), &[]);
        assert!(run.status.success(), "{}", stderr(&run));
        parts(book.path())[1].1[1]
    };
    assert_eq!(turn("en", "{ spine: 8mm }"), -1.0);
    assert_eq!(turn("fr", "{ spine: 8mm }"), 1.0);
    assert_eq!(turn("en", "{ spine: 8mm, spine-text: up }"), 1.0);
    assert_eq!(turn("fa", "{ spine: 8mm, spine-text: up }"), -1.0);
}

#[test]
fn the_trim_is_two_pages_and_the_spine_inside_of_the_bleed() {
    // One or two pages are one leaf: 2 mm of paper, and 5 mm of board.
    let (book, run) = cover(&manifest("fa", "نان", "{ thickness: 2mm, board: 5mm, bleed: 4mm }"), &[]);
    assert!(run.status.success(), "{}", stderr(&run));
    let (document, id) = page(book.path());
    let page = document.get_dictionary(id).expect("a page");
    let boxes = ["TrimBox", "BleedBox", "MediaBox"].map(|key| numbers(page.get(key.as_bytes()).expect("a box")));
    let width = |area: &[f64]| area[2] - area[0];
    let form = |name: &str| {
        let resources = page.get(b"Resources").and_then(|own| document.dereference(own)).expect("resources").1;
        let forms = resources.as_dict().and_then(|own| own.get(b"XObject")).and_then(Object::as_dict).expect("forms");
        let id = forms.get(name.as_bytes()).and_then(Object::as_reference).expect("a part");
        let form = document.get_object(id).and_then(Object::as_stream).expect("a form");
        numbers(form.dict.get(b"BBox").expect("edges"))
    };
    let leaf = width(&form("P0")) - 8.0 * MM;
    assert!((width(&boxes[0]) - leaf * 2.0 - 7.0 * MM).abs() < 0.01, "{boxes:?}");
    assert!((width(&boxes[1]) - width(&boxes[0]) - 8.0 * MM).abs() < 0.01);
    assert!(width(&boxes[2]) > width(&boxes[1]) + 10.0 * MM);
}

#[test]
fn a_spine_of_nothing_and_a_sheet_that_is_too_small_are_refused() {
    let (book, run) = cover(&manifest("fa", "نان", "{ marks: none }"), &[]);
    assert_eq!(run.status.code(), Some(1));
    assert!(stderr(&run).contains("error[print.no-spine]"), "{}", stderr(&run));
    assert!(stderr(&run).contains("a stapled booklet has no spine"));
    assert!(!book.path().join("cover.pdf").exists());
    let (book, run) = cover(&manifest("fa", "نان", "{ spine: 8mm, sheet: a5 }"), &[]);
    assert_eq!(run.status.code(), Some(1));
    assert!(stderr(&run).contains("error[print.sheet-too-small]"), "{}", stderr(&run));
    assert!(!book.path().join("cover.pdf").exists());
    let (_book, run) = cover(&manifest("fa", "نان", "{ spine: 8mm, barcode: 3 }"), &[]);
    assert!(stderr(&run).contains("manifest.yaml:8:"), "{}", stderr(&run));
    assert_eq!(run.status.code(), Some(1));
}

#[test]
fn what_is_missing_on_the_cover_is_told_and_the_flag_goes_before_the_manifest() {
    let plain = manifest("fa", "نان", "{ spine: 1mm }").replace("identifier: urn:isbn:978-0-306-40615-7\n", "");
    let (book, run) = cover(&plain, &["--spine", "2mm"]);
    assert!(run.status.success(), "{}", stderr(&run));
    assert!(stderr(&run).contains("print.no-barcode") && stderr(&run).contains("print.bare-spine"), "{}", stderr(&run));
    assert_eq!(stdout(&run), "cover.pdf\n");
    let first = fs::read(book.path().join("cover.pdf")).expect("written");
    assert!(
        publish(book.path(), &["print", ".", "--what", "cover", "-o", "cover.pdf", "--spine", "2mm"]).status.success()
    );
    assert_eq!(first, fs::read(book.path().join("cover.pdf")).expect("written again"));
}
