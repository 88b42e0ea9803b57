//! The words of inlines, and which scripts they have: what leans and what runs which way depends on it.

use super::Inline;
use crate::script::letters::is_arabic;

/// Whether inlines have letters, and none of the Arabic script: a title or address in another script alone.
pub fn is_without_arabic(inlines: &[Inline]) -> bool {
    let mut found = Found::default();
    gather(inlines, &mut found);
    found.has_others && !found.has_arabic
}

/// Whether some letters are of the Arabic script.
pub fn has_arabic(inlines: &[Inline]) -> bool {
    let mut found = Found::default();
    gather(inlines, &mut found);
    found.has_arabic
}

/// The kinds of letters found.
#[derive(Default)]
struct Found {
    has_arabic: bool,
    has_others: bool,
}

/// Notes the kinds of the letters of inlines.
fn gather(inlines: &[Inline], found: &mut Found) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => {
                for letter in text.chars().filter(|character| character.is_alphabetic()) {
                    found.has_arabic |= is_arabic(letter);
                    found.has_others |= !is_arabic(letter);
                }
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Span(_, _, inner)
            | Inline::Isolate(_, inner)
            | Inline::Link(_, inner) => gather(inner, found),
            Inline::PageRef(_) | Inline::Image(..) | Inline::NoteMark(_) | Inline::LineBreak => {}
            Inline::NoteNumber(_) | Inline::Place(_) => {}
        }
    }
}

/// The words of inlines without marks of notes.
pub(super) fn plain(inlines: &[Inline], into: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => into.push_str(text),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Span(_, _, inner)
            | Inline::Isolate(_, inner)
            | Inline::Link(_, inner) => plain(inner, into),
            Inline::LineBreak => into.push(' '),
            Inline::PageRef(_) | Inline::Image(..) | Inline::NoteMark(_) => {}
            Inline::NoteNumber(_) | Inline::Place(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_alone_are_not_words_of_another_script() {
        let text = |words: &str| vec![Inline::Text(words.to_owned())];
        assert!(is_without_arabic(&text("Bread, 1728")));
        assert!(!is_without_arabic(&text("Bread و آب")));
        assert!(!is_without_arabic(&text("1728")));
    }
}
