//! `publish new`: what it makes builds without a word, and nothing of the user is written over.

use std::fs;
use std::path::Path;

use super::support::{publish, stderr, stdout};

#[test]
fn every_starter_builds_without_a_report() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for language in ["fa", "ar", "en"] {
        for kind in ["book", "pamphlet", "leaflet", "poetry"] {
            let name = format!("{language}-{kind}");
            let made = publish(folder.path(), &["new", &name, "--kind", kind, "--language", language]);
            assert!(made.status.success(), "{}", stderr(&made));
            assert_eq!(Path::new(stdout(&made).trim()), Path::new(&name).join("manifest.yaml"));
            let built = publish(folder.path(), &["build", &name, "--verbose"]);
            assert!(built.status.success(), "{name}: {}", stderr(&built));
            assert!(!stderr(&built).contains("warning") && !stderr(&built).contains("note["), "{}", stderr(&built));
            for ending in ["pdf", "epub"] {
                assert!(folder.path().join(&name).join("out").join(format!("{name}.{ending}")).exists(), "{name}");
            }
            let readme = fs::read_to_string(folder.path().join(&name).join("README.md")).expect("a README");
            assert!(readme.contains("publish build manifest.yaml") && readme.contains("text/one.md"));
        }
    }
}

#[test]
fn a_starter_has_the_date_of_the_day() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_publish"))
        .args(["new", "one", "--kind", "leaflet"])
        .env("SOURCE_DATE_EPOCH", "1795219200")
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    assert!(made.status.success(), "{}", stderr(&made));
    let manifest = fs::read_to_string(folder.path().join("one/manifest.yaml")).expect("a manifest");
    assert!(manifest.contains("\ndate: 2026-11-21\n"), "{manifest}");
}

#[test]
fn a_folder_with_files_is_left_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("mine.txt"), "نان").expect("a new file");
    let refused = publish(folder.path(), &["new", "."]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("has files in it"), "{}", stderr(&refused));
    assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 1);
    // A file where the folder should be is no folder.
    assert_eq!(publish(folder.path(), &["new", "mine.txt"]).status.code(), Some(2));
    // An empty folder will do.
    fs::create_dir(folder.path().join("empty")).expect("a new folder");
    assert!(publish(folder.path(), &["new", "empty"]).status.success());
    assert_eq!(publish(folder.path(), &["new", "x", "--kind", "novel"]).status.code(), Some(2));
}
