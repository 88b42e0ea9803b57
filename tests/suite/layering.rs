//! The order of modules: a module uses only modules before it, and one place meets each foreign crate.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::support::root;

/// The one-way order of the modules.
const ORDER: [&str; 19] = [
    "base", "script", "font", "manifest", "style", "document", "book", "shape", "lines", "pages", "impose", "dump",
    "cover", "pdf", "epub", "lint", "rescue", "cli", "main",
];

/// Modules that never use certain earlier ones.
const NEVER: [(&str, &[&str]); 6] = [
    ("rescue", &["shape", "lines", "pages", "impose", "dump", "cover", "epub"]),
    ("epub", &["shape", "lines", "pages", "impose", "dump", "cover", "pdf"]),
    ("cover", &["document", "pages", "impose", "dump"]),
    ("lint", &["shape", "lines", "pages", "impose", "dump", "pdf", "epub"]),
    ("pdf", &["document", "style"]),
    ("dump", &["document", "style"]),
];

/// Where a foreign crate may be named: a folder, or one file; or two of these.
const HOMES: [(&str, &str); 12] = [
    ("rustybuzz", "shape/shaper.rs"),
    ("ttf_parser", "font/"),
    ("serde_yaml", "manifest/read.rs"),
    ("epub_builder", "epub/container.rs"),
    ("printpdf", "pdf/"),
    ("lopdf", "pdf/"),
    ("clap", "cli/"),
    ("tiny_skia::", "cover/paint.rs"),
    ("hayro", "pdf/verify/reader.rs or rescue/position/extract/"),
    ("pulldown_cmark", "document/"),
    ("qrcodegen", "book/leaflet/qr.rs"),
    ("icu_calendar", "script/dates"),
];

fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder of the source").map(|entry| entry.expect("readable").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

/// Every source file by its path from `src`, without comments: their links may name any module.
fn sources() -> BTreeMap<String, String> {
    let src = root().join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&src).expect("it lies in src").to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&path).expect("readable");
            let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            (name, code.join("\n"))
        })
        .collect()
}

fn module_of(file: &str) -> &str {
    file.split(['/', '.']).next().expect("a path has a first part")
}

/// The modules named by `crate::x` or inside `crate::{x…, y…}`.
fn used_modules(code: &str) -> Vec<&str> {
    let mut used = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let after = &code[at + "crate::".len()..];
        if let Some(group) = after.strip_prefix('{') {
            let end = group.find("};").unwrap_or(group.len());
            let mut depth = 0;
            let mut from = 0;
            for (place, character) in group[..end].char_indices() {
                match character {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        used.push(first_word(&group[from..place]));
                        from = place + 1;
                    }
                    _ => {}
                }
            }
            used.push(first_word(&group[from..end]));
        } else {
            used.push(first_word(after));
        }
    }
    used.retain(|word| !word.is_empty());
    used
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// A module that uses one after it, or one it must not.
fn breach(file: &str, used: &str) -> Option<String> {
    let module = module_of(file);
    let place = |name: &str| ORDER.iter().position(|known| *known == name);
    let (Some(mine), Some(theirs)) = (place(module), place(used)) else {
        return (module != "lib").then(|| format!("{file} uses {used}: not in the order of modules"));
    };
    let forbidden = NEVER.iter().any(|(who, whom)| *who == module && whom.contains(&used));
    (theirs > mine || forbidden).then(|| format!("{file} ({module}) uses {used}"))
}

#[test]
fn modules_use_only_modules_before_them() {
    let sources = sources();
    assert!(sources.len() > 30, "the sources were found");
    let breaches: Vec<String> = sources
        .iter()
        .filter(|(file, _)| file.as_str() != "lib.rs" && file.as_str() != "main.rs")
        .flat_map(|(file, code)| used_modules(code).into_iter().filter_map(move |used| breach(file, used)))
        .collect();
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn one_place_meets_each_foreign_crate() {
    let mut strangers = Vec::new();
    for (file, code) in sources() {
        for (name, home) in HOMES {
            if code.contains(name) && !home.split(" or ").any(|home| file.starts_with(home)) {
                strangers.push(format!("{file} names {name}, whose place is {home}"));
            }
        }
    }
    assert!(strangers.is_empty(), "{}", strangers.join("\n"));
}

#[test]
fn every_file_opens_with_what_it_does() {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let silent: Vec<_> =
        files.iter().filter(|path| !fs::read_to_string(path).expect("readable").starts_with("//! ")).collect();
    assert!(silent.is_empty(), "no //! head: {silent:?}");
}

#[test]
fn the_test_itself_sees_breaches() {
    assert_eq!(used_modules("use crate::{base::Span, pages::{Page, Item}, pdf};"), ["base", "pages", "pdf"]);
    assert!(breach("shape/mod.rs", "lines").is_some());
    assert!(breach("pdf/text.rs", "style").is_some());
    assert!(breach("pages/mod.rs", "shape").is_none());
}
