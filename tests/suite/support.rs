//! What several test modules share: the project's folder, expected files, the program itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of the project.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Compares with an expected file and names the first line that differs; `ACCEPT=1` writes the file anew instead.
pub(crate) fn compare(expected: &Path, actual: &str) -> Result<(), String> {
    if std::env::var_os("ACCEPT").is_some() {
        return fs::write(expected, actual).map_err(|cause| format!("{}: {cause}", expected.display()));
    }
    let wanted = fs::read_to_string(expected).unwrap_or_default();
    if wanted == actual {
        return Ok(());
    }
    let line = wanted.lines().zip(actual.lines()).take_while(|(wanted, actual)| wanted == actual).count();
    let show = |text: &str| text.lines().nth(line).unwrap_or("(end)").to_owned();
    Err(format!(
        "{}:{} (ACCEPT=1 rewrites it)\n  expected {}\n  actual   {}",
        expected.display(),
        line + 1,
        show(&wanted),
        show(actual)
    ))
}

/// [`compare`] for a test with one file.
pub(crate) fn assert_expected(path: &Path, actual: &str) {
    compare(path, actual).unwrap_or_else(|difference| panic!("{difference}"));
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
