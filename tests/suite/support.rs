//! What several test modules share: the project's folder, expected files, the program itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of the project.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Compares with an expected file; `ACCEPT=1` writes it anew instead.
pub(crate) fn assert_expected(path: &Path, got: &str) {
    if std::env::var_os("ACCEPT").is_some() {
        fs::write(path, got).expect("the expected file can be written");
        return;
    }
    let expected = fs::read_to_string(path)
        .unwrap_or_else(|_| panic!("no expected file {}: run ACCEPT=1 cargo test, then read it", path.display()));
    assert!(expected == got, "{} differs\n--- expected\n{expected}\n--- got\n{got}", path.display());
}

/// Runs the program with arguments in a folder, without the environment's say over dates and colours.
pub(crate) fn publish(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_publish"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .env_remove("NO_COLOR")
        .output()
        .expect("the program starts")
}

/// Standard error as text.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("reports are UTF-8")
}

/// Standard output as text.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("paths here are UTF-8")
}

/// A small book in a new temporary folder.
pub(crate) fn small_book(manifest: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("text")).expect("a new folder");
    fs::write(folder.path().join("manifest.yaml"), manifest).expect("a new file");
    fs::write(folder.path().join("text/one.md"), text).expect("a new file");
    folder
}
