//! `publish import` as its user meets it.

use std::fs;

use super::fixtures::folder;
use crate::support::{publish, stderr, stdout};

#[test]
fn every_format_becomes_a_book_that_builds() {
    let home = tempfile::tempdir().expect("a temporary folder");
    for name in
        ["book.md", "pandoc.html", "pandoc.epub", "pandoc.docx", "pandoc.odt", "libreoffice.odt", "libreoffice.html"]
    {
        let file = folder().join(name);
        let out = name.replace('.', "-");
        let made = publish(home.path(), &["import", file.to_str().expect("UTF-8"), "-o", &out]);
        assert!(made.status.success(), "{name}: {}", stderr(&made));
        assert_eq!(stdout(&made), format!("{out}/manifest.yaml\n{out}/import.html\n"));
        assert!(stderr(&made).contains("2 notes") && stderr(&made).contains("1 image"), "{}", stderr(&made));
        let built = publish(home.path(), &["build", &out]);
        assert!(built.status.success(), "{name}: {}", stderr(&built));
        assert_eq!(fs::read_dir(home.path().join(&out).join("images")).expect("images").count(), 1);
    }
}

#[test]
fn a_title_of_what_yaml_refuses_makes_a_book_that_builds() {
    let home = tempfile::tempdir().expect("a temporary folder");
    fs::write(home.path().join("a.html"), "<html><title>\u{FFFE}نان: \u{FFFF}و آب</title><p>آرد را الک می‌کنند.</p>")
        .expect("a file");
    let made = publish(home.path(), &["import", "a.html", "-o", "book"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let manifest = fs::read_to_string(home.path().join("book/manifest.yaml")).expect("a manifest");
    assert!(manifest.contains("title: \"نان: و آب\""), "{manifest}");
    let built = publish(home.path(), &["epub", "book"]);
    assert!(built.status.success(), "{}", stderr(&built));
}

#[test]
fn several_files_make_one_book_in_their_order() {
    let home = tempfile::tempdir().expect("a temporary folder");
    fs::write(home.path().join("b.txt"), "نان را با آرد و آب می‌پزند.\n\nاین بند دوم است.\n").expect("a file");
    fs::write(home.path().join("a.md"), "# آب {#x}\n\nببینید [آغاز](b.txt) و [این](#x).[^1]\n\n[^1]: یادداشت.\n")
        .expect("a file");
    let made = publish(home.path(), &["import", "b.txt", "a.md", "-o", "book"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let manifest = fs::read_to_string(home.path().join("book/manifest.yaml")).expect("a manifest");
    assert!(manifest.contains("language: fa") && manifest.find("text/b.md") < manifest.find("text/a.md"), "{manifest}");
    let text = fs::read_to_string(home.path().join("book/text/a.md")).expect("a manuscript");
    assert!(text.contains("[آغاز](b.md)") && text.contains("[این](#x)"), "{text}");
    assert!(publish(home.path(), &["build", "book"]).status.success());
}

#[test]
fn a_folder_with_files_is_left_alone_and_faults_leave_nothing() {
    let home = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(home.path().join("old")).expect("a folder");
    fs::write(home.path().join("old/mine.txt"), "نان").expect("a file");
    fs::write(home.path().join("old.txt"), "نان و کتاب").expect("a file");
    // The default folder is `old`, which has files.
    let refused = publish(home.path(), &["import", "old.txt"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("has files in it"), "{}", stderr(&refused));
    assert_eq!(publish(home.path(), &["import", "none.txt", "-o", "new"]).status.code(), Some(2));
    fs::write(home.path().join("bad.doc"), b"{\\rtf1 bread}").expect("a file");
    let faulty = publish(home.path(), &["import", "old.txt", "bad.doc", "-o", "new"]);
    assert_eq!(faulty.status.code(), Some(1));
    assert!(
        stderr(&faulty).contains("error[rescue.unreadable]") && stderr(&faulty).contains(".docx"),
        "{}",
        stderr(&faulty)
    );
    assert_eq!(stdout(&faulty), "");
    assert!(!home.path().join("new").exists());
    let left = fs::read_dir(home.path()).expect("readable").count();
    assert_eq!(left, 3, "no temporary folder stays behind");
}

#[test]
fn the_encoding_is_judged_or_said() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let text = "الخبز يصنع من الدقيق والماء والملح، والكتاب يصنع من الورق والحبر والصبر.";
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(home.path().join("a.txt"), units).expect("a file");
    let made = publish(home.path(), &["import", "a.txt", "-o", "one"]);
    assert!(stderr(&made).contains("utf-16le"), "{}", stderr(&made));
    let read = |name: &str| fs::read_to_string(home.path().join(name).join("text/a.md")).expect("a manuscript");
    assert!(read("one").contains("الدقيق"));
    assert!(fs::read_to_string(home.path().join("one/manifest.yaml")).expect("a manifest").contains("language: ar"));
    let said =
        publish(home.path(), &["import", "a.txt", "-o", "two", "--encoding", "UTF16LE", "--language", "fa", "-q"]);
    assert_eq!(stderr(&said), "");
    // Letters of the language that was said: U+06CC for U+064A.
    assert!(read("two").contains("الدق\u{6CC}ق"));
    assert_eq!(publish(home.path(), &["import", "a.txt", "-o", "x", "--encoding", "koi8"]).status.code(), Some(2));
}

#[test]
fn programs_get_one_object_a_line() {
    let home = tempfile::tempdir().expect("a temporary folder");
    fs::write(home.path().join("a.html"), "<html><p>نان <img src='no.png' alt='تنور'> و آب</p></html>")
        .expect("a file");
    let made = publish(home.path(), &["import", "a.html", "--format", "json"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let lines: Vec<serde_json::Value> =
        stderr(&made).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines[0]["kind"], "HTML, utf-8");
    assert!(lines.iter().any(|line| line["left_out"] == "rescue.image"));
}

#[test]
fn what_cannot_be_meant_is_told_and_nothing_is_made() {
    let home = tempfile::tempdir().expect("a temporary folder");
    fs::write(home.path().join("نان و آب.txt"), "نان را با آرد و آب می‌پزند.").expect("a file");
    fs::write(home.path().join("blank.txt"), " \n\n").expect("a file");
    fs::write(home.path().join("a.djvu"), b"AT&TFORM\0\0\0\x10DJVU").expect("a file");
    fs::create_dir(home.path().join("folder")).expect("a folder");
    for (arguments, code, words) in [
        (&["نان و آب.txt", "./نان و آب.txt"][..], 2, "is given twice"),
        (&["-"], 2, "standard input is not read"),
        (&["نان و آب.txt", "-o", "-"], 2, "-o names a folder"),
        (&["folder"], 2, "is a folder: give the files in it"),
        (&["نان و آب.txt", "-o", "blank.txt"], 2, "blank.txt"),
        (&["blank.txt"], 1, "there is no text in the file"),
        (&["a.djvu"], 1, "DjVu"),
    ] {
        let made = publish(home.path(), &[&["import"], arguments].concat());
        assert_eq!(made.status.code(), Some(code), "{arguments:?}: {}", stderr(&made));
        assert!(stderr(&made).contains(words) && stdout(&made).is_empty(), "{arguments:?}: {}", stderr(&made));
    }
    assert_eq!(fs::read_dir(home.path()).expect("readable").count(), 4);
    let made = publish(home.path(), &["import", "نان و آب.txt"]);
    assert_eq!(stdout(&made), "نان و آب/manifest.yaml\nنان و آب/import.html\n");
    assert!(home.path().join("نان و آب/text/نان-و-آب.md").is_file());
}
