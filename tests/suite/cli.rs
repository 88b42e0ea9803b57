//! The program as its user meets it: outputs, exit codes, reports, several books at once.

use std::fs;

use super::support::{publish, root, small_book, stderr, stdout};

const MANIFEST: &str = "title: نان و کتاب\nlanguage: fa\ndate: 2026-11-21\ncontents: [titlepage, toc, text/one.md]\n";
const TEXT: &str = "# خمیر\n\nآرد و آب و نمک را می‌آمیزیم[^a] و می‌گذاریم ور بیاید.\n\n[^a]: با دست.\n";

#[test]
fn a_pdf_and_an_epub_are_made_beside_the_manifest() {
    let book = small_book(MANIFEST, TEXT);
    let made = publish(book.path(), &["build", "manifest.yaml", "-o", "made/"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let paths: Vec<String> = stdout(&made).lines().map(str::to_owned).collect();
    assert_eq!(paths.len(), 2);
    let starts_with = |path: &str, magic: &[u8]| {
        assert!(fs::read(book.path().join(path)).expect("the named file exists").starts_with(magic), "{path}");
    };
    starts_with(&paths[0], b"%PDF-1.7");
    starts_with(&paths[1], b"PK");
}

#[test]
fn several_outputs_go_to_a_folder_that_is_made() {
    let book = small_book(MANIFEST, TEXT);
    let made = publish(book.path(), &["build", "manifest.yaml", "-o", "new"]);
    assert!(made.status.success(), "{}", stderr(&made));
    assert_eq!(fs::read_dir(book.path().join("new")).expect("the folder was made").count(), 2);
}

#[test]
fn a_folder_stands_for_its_manifest() {
    let book = small_book(MANIFEST, TEXT);
    let made = publish(book.path(), &["pdf", ".", "-o", "a.pdf"]);
    assert!(made.status.success(), "{}", stderr(&made));
    assert_eq!(stdout(&made), "a.pdf\n");
}

#[test]
fn standard_output_gets_the_bytes_and_nothing_else() {
    let book = small_book(MANIFEST, TEXT);
    let made = publish(book.path(), &["pdf", "manifest.yaml", "-o", "-"]);
    assert!(made.stdout.starts_with(b"%PDF-1.7"));
    assert!(made.stdout.trim_ascii_end().ends_with(b"%%EOF"));
}

#[test]
fn a_faulty_book_leaves_the_old_output_whole_and_ends_with_1() {
    let book = small_book(MANIFEST, TEXT);
    assert!(publish(book.path(), &["build", "manifest.yaml", "-o", "made/"]).status.success());
    let before: Vec<_> = ["made/a", "made/b"].iter().map(|_| fs::read_dir(book.path().join("made"))).collect();
    assert!(before.iter().all(Result::is_ok));
    let pdf = fs::read_dir(book.path().join("made"))
        .expect("the folder was made")
        .map(|entry| entry.expect("readable").path())
        .find(|path| path.extension().is_some_and(|ending| ending == "pdf"))
        .expect("the PDF was made");
    let old = fs::read(&pdf).expect("readable");
    fs::write(book.path().join("text/one.md"), "# خمیر\n\n<b>نان</b> و [^nowhere]\n").expect("writable");
    let made = publish(book.path(), &["build", "manifest.yaml", "-o", "made/"]);
    assert_eq!(made.status.code(), Some(1), "{}", stderr(&made));
    assert_eq!(stdout(&made), "");
    assert!(stderr(&made).contains("text/one.md:3:1: error[document.raw-html]"), "{}", stderr(&made));
    assert_eq!(fs::read(&pdf).expect("still there"), old);
}

#[test]
fn every_faulty_manifest_ends_in_positioned_errors_and_leaves_the_old_output() {
    let cases = root().join("tests/cases/manifest");
    let mut count = 0;
    for case in fs::read_dir(cases).expect("the cases are there").map(|entry| entry.expect("readable").path()) {
        let out = tempfile::tempdir().expect("a temporary folder");
        let target = out.path().join("old.pdf");
        fs::write(&target, "old").expect("writable");
        let arguments = ["pdf", ".", "-o", target.to_str().expect("temporary paths are UTF-8")];
        let made = publish(&case, &arguments);
        let report = stderr(&made);
        assert_eq!(made.status.code(), Some(1), "{}: {report}", case.display());
        let positioned = |line: &str| {
            let mut parts = line.splitn(4, ':').skip(1);
            let number = |part: Option<&str>| part.is_some_and(|part| part.parse::<usize>().is_ok());
            number(parts.next()) && number(parts.next()) && parts.next().is_some_and(|part| part.contains("error["))
        };
        assert!(report.lines().any(positioned), "{}: {report}", case.display());
        assert_eq!(fs::read(&target).expect("still there"), b"old");
        count += 1;
    }
    assert!(count >= 30, "{count} cases");
}

#[test]
fn wrong_arguments_and_missing_files_end_with_2() {
    let book = small_book(MANIFEST, TEXT);
    let code = |arguments: &[&str]| publish(book.path(), arguments).status.code();
    assert_eq!(code(&["pdf"]), Some(2));
    assert_eq!(code(&["pdf", "missing.yaml"]), Some(2));
    assert_eq!(code(&["pdf", "manifest.yaml", "--format", "loud"]), Some(2));
    assert_eq!(code(&["build", "manifest.yaml", "-o", "one-file.pdf"]), Some(2));
    assert_eq!(code(&["pdf", "manifest.yaml", "manifest.yaml"]), Some(2));
}

#[test]
fn one_faulty_book_does_not_stop_the_other() {
    let good = small_book(MANIFEST, TEXT);
    let bad = small_book("title: نان\n", TEXT);
    let bad_manifest = bad.path().join("manifest.yaml").display().to_string();
    let made = publish(good.path(), &["pdf", "manifest.yaml", &bad_manifest]);
    assert_eq!(made.status.code(), Some(1));
    assert_eq!(stdout(&made).lines().count(), 1);
}

#[test]
fn reports_for_programs_are_one_json_object_a_line() {
    let book = small_book("title: نان\nlanguage: fa\ncontent: [text/one.md]\n", TEXT);
    let made = publish(book.path(), &["pdf", "manifest.yaml", "--format", "json"]);
    assert_eq!(made.status.code(), Some(1));
    let report = stderr(&made);
    assert!(!report.is_empty());
    for line in report.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("each line is a JSON value");
        assert_eq!(value["place"]["file"], "manifest.yaml");
    }
}

#[test]
fn two_builds_give_the_same_bytes_with_any_number_of_threads() {
    let book = small_book(MANIFEST, TEXT);
    for command in ["pdf", "epub"] {
        let bytes = |jobs: &str| publish(book.path(), &[command, "manifest.yaml", "-o", "-", "--jobs", jobs]).stdout;
        let first = bytes("1");
        assert!(first.len() > 1000);
        assert!(first == bytes("1") && first == bytes("8"), "{command} differs between builds");
    }
}

#[test]
fn the_epoch_of_the_environment_dates_the_files() {
    let book = small_book(MANIFEST, TEXT);
    let with_epoch = |epoch: &str| {
        std::process::Command::new(env!("CARGO_BIN_EXE_publish"))
            .args(["pdf", "manifest.yaml", "-o", "-"])
            .env("SOURCE_DATE_EPOCH", epoch)
            .current_dir(book.path())
            .output()
            .expect("the program starts")
    };
    assert_eq!(with_epoch("yesterday").status.code(), Some(2));
    let (one, other) = (with_epoch("0").stdout, with_epoch("86400").stdout);
    assert!(one.starts_with(b"%PDF") && one != other);
}

#[test]
fn lines_are_explained_and_shown_on_demand() {
    let words = "مسئله این است که سیاست و سلامت مردم بسته به سفره است و هر سفره را کسی می\u{200C}چیند. ".repeat(6);
    let styles = "styles: { page: { paper: a6 }, roles: { body: { kashida: full, kashida-after: 1.1 } } }\n";
    let book = small_book(&format!("{MANIFEST}{styles}"), &format!("# خمیر\n\n{words}\n"));
    let plain = publish(book.path(), &["pdf", ".", "-o", "plain.pdf"]);
    assert!(plain.status.success(), "{}", stderr(&plain));
    let made = publish(book.path(), &["pdf", ".", "-o", "a.pdf", "--explain-lines", "lines.txt"]);
    assert_eq!(stdout(&made), "a.pdf\nlines.txt\n");
    let read = |name: &str| fs::read(book.path().join(name)).expect("the named file exists");
    assert_eq!(read("a.pdf"), read("plain.pdf"), "explaining changes nothing");
    let told = String::from_utf8(read("lines.txt")).expect("it is text");
    assert!(told.starts_with("justified lines: "), "{told}");
    assert!(told.contains("\n  1.") && told.contains("page 3 label ۳"), "{told}");
    assert!(told.contains(" after س: ") && told.contains("after seen or sad (priority 1)"), "{told}");
    assert!(told.contains("\n     –  خمیر\n"), "headings are not justified: {told}");
    let dumped = publish(book.path(), &["dump", ".", "--what", "lines"]);
    assert_eq!(stdout(&dumped), told);
    let shown = publish(book.path(), &["pdf", ".", "-o", "b.pdf", "--show-lines"]);
    assert!(shown.status.success() && read("b.pdf").len() > read("plain.pdf").len());
}

#[test]
fn one_explanation_is_of_one_book() {
    let book = small_book(MANIFEST, TEXT);
    let two = publish(book.path(), &["pdf", ".", ".", "--explain-lines", "a.txt"]);
    assert_eq!(two.status.code(), Some(2), "{}", stderr(&two));
    let same = publish(book.path(), &["pdf", ".", "-o", "a.pdf", "--explain-lines", "a.pdf"]);
    assert_eq!(same.status.code(), Some(2));
    assert!(stderr(&same).contains("two outputs would be written to a.pdf"), "{}", stderr(&same));
}

#[test]
fn an_epub_comes_with_a_cover_and_its_records() {
    let manifest = "title: نان و کتاب\nlanguage: fa\npublisher: کارگاه نشر\ncontents: [titlepage, text/one.md]\n";
    let folder = small_book(manifest, "# نان\n\nآرد و آب. نمک و زمان؟\n");
    let made = publish(
        folder.path(),
        &["epub", "manifest.yaml", "--onix", "out/a.xml", "--opds", "out/a.atom", "-o", "out/a.epub"],
    );
    assert_eq!(stdout(&made), "out/a.epub\nout/a.xml\nout/a.atom\n", "{}", stderr(&made));
    let read = |name: &str| fs::read(folder.path().join("out").join(name)).expect("it was written");
    assert!(String::from_utf8_lossy(&read("a.xml")).contains("<TitleText>نان و کتاب</TitleText>"));
    assert!(String::from_utf8_lossy(&read("a.atom")).contains("href=\"a.epub\""));
    let cover = super::epub::files(&read("a.epub"))["OEBPS/images/cover.png"].clone();
    let cover = image::load_from_memory(&cover).expect("a picture").to_rgb8();
    assert_eq!(cover.dimensions(), (1400, 2100));
    // The band stands at the spine, which is at the right of a Persian book.
    let (ground, spine) = (*cover.get_pixel(10, 1000), *cover.get_pixel(1390, 1000));
    assert_ne!(ground, spine);
    assert!((0..1300).any(|x| *cover.get_pixel(x, 600) != ground), "the title is drawn");
    fs::write(folder.path().join("manifest.yaml"), format!("{manifest}cover: none\nepub: {{ profile: kobo }}\n"))
        .expect("written");
    let made = publish(folder.path(), &["epub", "."]);
    assert!(stdout(&made).trim_end().ends_with(".kepub.epub"), "{}{}", stdout(&made), stderr(&made));
    let path = folder.path().join(stdout(&made).trim_end());
    let files = super::epub::files(&fs::read(path).expect("it was written"));
    assert!(!files.contains_key("OEBPS/images/cover.png"));
    let text = String::from_utf8_lossy(&files["OEBPS/text/one.xhtml"]).into_owned();
    assert!(text.contains("<span class=\"koboSpan\" id=\"kobo.2.2\">نمک و زمان؟</span>"), "{text}");
    fs::write(folder.path().join("manifest.yaml"), format!("{manifest}epub: {{ css: a.css }}\n")).expect("written");
    fs::write(folder.path().join("a.css"), "p {\n  direction: rtl;\n}\n").expect("written");
    let refused = publish(folder.path(), &["epub", "."]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("a.css:2:3: error[epub.css-direction]"), "{}", stderr(&refused));
}
