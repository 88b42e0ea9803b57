//! Paths of the manifest: they exist, are files, and lie under its folder or one of the `roots:`.
//!
//! Symbolic links are followed before that is decided. A missing file is reported with the nearest name beside it.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use super::fields::Checker;
use super::{Node, Spanned, nearest};
use crate::base::{Diagnostic, Span};

/// The folders that files may lie in.
pub(super) struct Paths {
    /// The folder of the manifest, as given.
    pub(super) folder: PathBuf,
    /// The same and the roots, with links resolved.
    allowed: Vec<PathBuf>,
}

/// A file that was found.
pub(super) struct Located {
    /// Where to read it.
    pub(super) path: PathBuf,
    /// The same with links resolved: one file has one.
    pub(super) real: PathBuf,
}

impl Paths {
    /// Paths under the folder of a manifest.
    pub(super) fn new(folder: &Path) -> Self {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        Self { folder: folder.to_owned(), allowed: vec![real] }
    }

    /// Adds the folders listed under `roots:`.
    pub(super) fn add_roots(&mut self, node: &Node, checker: &mut Checker<'_>) {
        for root in checker.texts(node, "roots") {
            let path = self.folder.join(&root.value);
            match path.canonicalize() {
                Ok(real) if real.is_dir() => self.allowed.push(real),
                Ok(_) => {
                    let message = format!("`{}` is a file where a folder belongs", root.value);
                    checker.push(Diagnostic::error("manifest.not-a-folder", root.span, message));
                }
                Err(_) => self.missing(&root, "folder", checker),
            }
        }
    }

    /// Finds the file of a path as written; what is wrong with it is reported.
    pub(super) fn file(&self, written: &Spanned<String>, checker: &mut Checker<'_>) -> Option<Located> {
        let path = self.folder.join(plain(&written.value));
        let real = match path.canonicalize() {
            Ok(real) => real,
            // What does not exist cannot be followed: judge it by its words.
            Err(_) if leaves(&written.value) => return self.outside(written, checker),
            Err(_) => {
                self.missing(written, "file", checker);
                return None;
            }
        };
        if !self.allows(&real, &written.value) {
            return self.outside(written, checker);
        }
        if real.is_dir() {
            let message = format!("`{}` is a folder where a file belongs", written.value);
            let hint = format!("name its files, or all of a kind: `{}/*.md`", written.value.trim_end_matches('/'));
            checker.push(Diagnostic::error("manifest.not-a-file", written.span, message).hint(hint));
            return None;
        }
        Some(Located { path, real })
    }

    /// The files that a pattern with `*` and `?` in its last part names, sorted; each as written and located.
    pub(super) fn glob(&self, pattern: &Spanned<String>, checker: &mut Checker<'_>) -> Vec<(String, Located)> {
        let (folder, name) = pattern.value.rsplit_once('/').unwrap_or(("", &pattern.value));
        if is_pattern(folder) {
            let message = format!("`{}` has a wildcard in the name of a folder", pattern.value);
            let hint = "wildcards may stand in the name of the file only";
            checker.push(Diagnostic::error("manifest.bad-pattern", pattern.span, message).hint(hint));
            return Vec::new();
        }
        let path = self.folder.join(plain(folder));
        if path.canonicalize().is_ok_and(|real| !self.allows(&real, folder)) {
            self.outside::<()>(pattern, checker);
            return Vec::new();
        }
        // Hidden files are those of editors and file managers.
        let mut names: Vec<String> = entries(&path)
            .into_iter()
            .filter(|entry| !entry.starts_with('.') && matches(name, entry) && path.join(entry).is_file())
            .collect();
        names.sort_by(|one, other| by_number(one).cmp(&by_number(other)).then_with(|| one.cmp(other)));
        if names.is_empty() {
            let message = format!("no file fits `{}`", pattern.value);
            checker.push(
                Diagnostic::error("manifest.empty-pattern", pattern.span, message)
                    .hint("`*` stands for any letters, `?` for one; compare the folder and the ending"),
            );
        }
        // Names are joined as the manifest writes paths, with `/` on every system.
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let written = names.into_iter().map(|name| format!("{prefix}{name}"));
        written
            .filter_map(|value| {
                let written = Spanned { value, span: pattern.span };
                self.file(&written, checker).map(|located| (written.value, located))
            })
            .collect()
    }

    /// Whether a file or folder may be read. An absolute path ties the book to one machine: it needs a root.
    fn allows(&self, real: &Path, written: &str) -> bool {
        let from = usize::from(Path::new(written).is_absolute());
        self.allowed[from..].iter().any(|folder| real.starts_with(folder))
    }

    /// Reports a path that leaves the folder.
    fn outside<T>(&self, written: &Spanned<String>, checker: &mut Checker<'_>) -> Option<T> {
        let hint = if Path::new(&written.value).is_absolute() {
            "paths are relative to the manifest: move the file into its folder, or name its folder under `roots:`"
        } else {
            "move the file into the manifest's folder, or name its folder under `roots:`"
        };
        let message = format!("`{}` lies outside the manifest's folder", written.value);
        checker.push(Diagnostic::error("manifest.outside-folder", written.span, message).hint(hint));
        None
    }

    /// Reports what does not exist, down to the first part of the path that is missing.
    fn missing(&self, written: &Spanned<String>, kind: &str, checker: &mut Checker<'_>) {
        let mut folder = self.folder.clone();
        let mut parts = Path::new(&written.value).components().peekable();
        while let Some(part) = parts.next() {
            let next = folder.join(part);
            if next.exists() {
                folder = next;
                continue;
            }
            let name = part.as_os_str().to_string_lossy();
            let message = if parts.peek().is_some() {
                format!("there is no folder `{name}`, so no {kind} `{}`", written.value)
            } else {
                format!("there is no {kind} `{}`", written.value)
            };
            let names = entries(&folder);
            let near = nearest::nearest(&name, names.iter().map(String::as_str).filter(|name| !name.starts_with('.')));
            checker.push(not_found(written.span, message, &written.value, &name, near));
            return;
        }
    }
}

/// The finding on a missing file, with the path as it should be if a name like the wrong one exists.
fn not_found(span: Span, message: String, written: &str, wrong: &str, near: Option<&str>) -> Diagnostic {
    let report = Diagnostic::error("manifest.missing-file", span, message);
    match near {
        Some(near) => report.hint(format!("did you mean `{}`?", written.replacen(wrong, near, 1))),
        None => report.hint("paths are relative to the manifest, with `/` between folders"),
    }
}

/// Whether a path is a pattern.
pub(super) fn is_pattern(path: &str) -> bool {
    path.contains(['*', '?'])
}

/// The path without `.` parts, so that one file is named alike everywhere.
fn plain(path: &str) -> PathBuf {
    Path::new(path).components().filter(|part| *part != Component::CurDir).collect()
}

/// Whether a path that does not exist would leave its folder.
fn leaves(path: &str) -> bool {
    let mut depth = 0_i32;
    for part in Path::new(path).components() {
        match part {
            Component::Normal(_) => depth += 1,
            Component::ParentDir => depth -= 1,
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return true,
        }
        if depth < 0 {
            return true;
        }
    }
    false
}

/// The names in a folder, sorted; none when it cannot be read.
fn entries(folder: &Path) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let read = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = read.filter_map(|entry| entry.file_name().to_str().map(str::to_owned)).collect();
    // The order of the folder depends on the file system.
    names.sort();
    names
}

/// Whether a name fits a pattern, where `*` stands for any letters and `?` for one.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut at, mut from) = (0, 0);
    // The last star and the letter up to which it has taken; one star back is far enough (greedy matching).
    let mut star: Option<(usize, usize)> = None;
    while from < name.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, from));
                at += 1;
            }
            Some(sign) if *sign == '?' || *sign == name[from] => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some((back, taken)) = star else { return false };
                star = Some((back, taken + 1));
                at = back + 1;
                from = taken + 1;
            }
        }
    }
    pattern[at..].iter().all(|sign| *sign == '*')
}

/// A key that sorts `2.md` before `10.md`: letters as they are, numbers by value.
fn by_number(name: &str) -> Vec<(u8, u128, char)> {
    let mut key: Vec<(u8, u128, char)> = Vec::new();
    for character in name.chars() {
        // Latin digits, and the Persian and Arabic ones from U+06F0 and U+0660.
        let digit = match u32::from(character) {
            code @ (0x30..=0x39 | 0x6F0..=0x6F9) => Some(code & 0xF),
            code @ 0x660..=0x669 => Some(code - 0x660),
            _ => None,
        };
        match (digit, key.last_mut()) {
            (Some(digit), Some((0, number, _))) => *number = number.saturating_mul(10).saturating_add(digit.into()),
            (Some(digit), _) => key.push((0, digit.into(), '0')),
            (None, _) => key.push((1, 0, character)),
        }
    }
    key
}

/// Whether the name ends in one of the endings, in any case.
pub(super) fn has_ending(path: &str, endings: &[&str]) -> bool {
    let ending = Path::new(path).extension().and_then(OsStr::to_str).unwrap_or("").to_lowercase();
    endings.contains(&ending.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_names() {
        for (pattern, name) in [("*.md", "one.md"), ("?.md", "ن.md"), ("a*b*c", "aXbYbZc"), ("*", ""), ("**", "x")] {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [("*.md", "one.mdx"), ("?.md", ".md"), ("a*b", "acbd"), ("", "x")] {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn numbered_files_sort_by_their_numbers() {
        let mut names = ["10.md", "2.md", "a.md", "1.md", "\u{06F3}.md"];
        names.sort_by_key(|name| by_number(name));
        assert_eq!(names, ["1.md", "2.md", "\u{06F3}.md", "10.md", "a.md"]);
    }

    #[test]
    fn a_path_may_go_up_only_as_far_as_it_went_down() {
        assert!(!leaves("text/../one.md"));
        assert!(leaves("text/../../one.md"));
        assert!(leaves("/one.md"));
    }
}
