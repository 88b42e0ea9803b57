//! Names of files in the EPUB and of places in them: ASCII, unique, the same at every build.

use std::collections::BTreeSet;
use std::path::Path;

/// Names that the EPUB gives to files of its own.
const RESERVED: [&str; 8] = ["content", "cover", "nav", "notes", "package", "style", "styles", "text"];

/// The names given so far.
#[derive(Debug, Default)]
pub(super) struct Stems {
    taken: BTreeSet<String>,
}

impl Stems {
    /// A name for a generated page.
    pub(super) fn generated(&mut self, name: &str) -> String {
        self.claim(name)
    }

    /// A name for the part `number`, from 1.
    pub(super) fn part(&mut self, number: usize) -> String {
        self.claim(&format!("part-{number:02}"))
    }

    /// A name for the document `number`, from 1, after its file; Persian and Arabic file names give `text-01`.
    pub(super) fn document(&mut self, name: &str, number: usize) -> String {
        let stem = Path::new(name).file_stem().map(|stem| ascii(&stem.to_string_lossy())).unwrap_or_default();
        match stem.chars().next() {
            None => self.claim(&format!("text-{number:02}")),
            // Ids are made of it, and ids in XML begin with a letter.
            Some(first) if !first.is_ascii_alphabetic() => self.claim(&format!("text-{stem}")),
            Some(_) => self.claim(&stem),
        }
    }

    /// The name itself, or with the first number that makes it unique.
    fn claim(&mut self, name: &str) -> String {
        let mut candidate = name.to_owned();
        let mut number = 2;
        while RESERVED.contains(&candidate.as_str()) || !self.taken.insert(candidate.clone()) {
            candidate = format!("{name}-{number}");
            number += 1;
        }
        candidate
    }
}

/// The ASCII letters and digits of a name in lower case, hyphens between words; empty if any other letter is in it.
fn ascii(name: &str) -> String {
    if name.chars().any(|character| character.is_alphanumeric() && !character.is_ascii()) {
        return String::new();
    }
    let words = name.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ascii_unique_and_begin_with_a_letter() {
        let mut stems = Stems::default();
        assert_eq!(stems.generated("toc"), "toc");
        assert_eq!(stems.document("text/One Two.md", 1), "one-two");
        assert_eq!(stems.document("other/one-two.md", 2), "one-two-2");
        assert_eq!(stems.document("text/نان.md", 3), "text-03");
        assert_eq!(stems.document("text/01.md", 4), "text-01");
        assert_eq!(stems.document("toc.md", 5), "toc-2");
        assert_eq!(stems.document("nav.md", 6), "nav-2");
    }
}
