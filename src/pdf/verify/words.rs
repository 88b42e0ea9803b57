//! What a page was set with: its characters, and where white space must, may and must not stand between them.

use crate::lines::Line;
use crate::pages::{ItemKind, Page};

/// White space before a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// None: it goes on with a word.
    No,
    /// Some.
    Yes,
    /// At the start of an item, where a reader may see a gap or none, and beside the marks of notes, which the PDF parts
    /// from their words though the page does not.
    Maybe,
}

/// A character that was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The character.
    pub(super) sign: char,
    /// What stands before it.
    pub(super) space: Space,
    /// The hyphen of a word that is broken between lines: a reader may leave it out.
    pub(super) is_line_hyphen: bool,
    /// Its item, by position among all items of the page.
    pub(super) item: u32,
}

/// The characters of a page in reading order.
pub(super) fn of_page(page: &Page) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for (item, at) in page.frames.iter().flat_map(|frame| &frame.items).zip(0..) {
        if let ItemKind::Line(_, line) = &item.kind {
            of_line(line, at, &mut wanted);
        }
    }
    wanted
}

/// Appends the characters of a line.
pub(super) fn of_line(line: &Line, item: u32, wanted: &mut Vec<Wanted>) {
    let mut space = Space::Maybe;
    let mut note = None;
    for fragment in &line.fragments {
        if fragment.style.note_mark != note {
            note = fragment.style.note_mark;
            space = Space::Maybe;
        }
        // It stands for no text of the author, whose own soft hyphens draw nothing.
        let is_line_hyphen = fragment.range.is_empty() && &*fragment.shaped.text == "\u{AD}";
        for sign in fragment.shaped.text.chars() {
            if sign.is_whitespace() {
                if space == Space::No {
                    space = Space::Yes;
                }
            } else if is_line_hyphen || !is_unseen(sign) {
                wanted.push(Wanted { sign, space, is_line_hyphen, item });
                space = Space::No;
            }
        }
    }
}

/// Whether it only steers where others stand or break: joiners are spelling and are not among them.
pub(super) fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joiners_are_seen_and_marks_are_not() {
        assert!(!is_unseen('\u{200C}') && !is_unseen('\u{200D}'));
        assert!(is_unseen('\u{200E}') && is_unseen('\u{AD}'));
    }
}
