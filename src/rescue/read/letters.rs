//! What a file does to letters, as marks around them.

use crate::rescue::found::Inline;

/// Makes a mark around what it holds.
type Mark = fn(Vec<Inline>) -> Inline;

/// What is done to some letters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letters {
    pub(super) is_raised: bool,
    pub(super) is_lowered: bool,
    pub(super) is_struck: bool,
    pub(super) is_slanted: bool,
    pub(super) is_bold: bool,
}

impl Letters {
    /// The same letters in their marks, strength outside.
    pub(super) fn mark(self, letters: Vec<Inline>) -> Vec<Inline> {
        let marks: [(bool, Mark); 5] = [
            (self.is_raised, Inline::Superscript),
            (self.is_lowered, Inline::Subscript),
            (self.is_struck, Inline::Strike),
            (self.is_slanted, Inline::Emphasis),
            (self.is_bold, Inline::Strong),
        ];
        marks.into_iter().filter(|(is, _)| *is).fold(letters, |inner, (_, make)| vec![make(inner)])
    }
}

/// Whether an address stays a link: places of the text, pages and letters.
pub(super) fn leads(target: &str) -> bool {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    target.starts_with('#') || matches!(scheme.as_deref(), Some("http" | "https" | "mailto"))
}
