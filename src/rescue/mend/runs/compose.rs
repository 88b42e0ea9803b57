//! Pieces in reading order become a line again, with the spaces that belong there.

use super::pieces::{Kind, Piece};

/// The line of its pieces.
pub(super) fn compose(pieces: &[Piece]) -> String {
    let mut line = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &pieces[before]);
        let after = pieces.get(at + 1);
        if before.is_some_and(|before| is_spaced(before, piece, after)) {
            line.push(' ');
        }
        let text: Vec<&str> = piece.text.split_whitespace().collect();
        line.push_str(&text.join(" "));
    }
    line
}

/// Whether a space parts two pieces.
fn is_spaced(before: &Piece, piece: &Piece, after: Option<&Piece>) -> bool {
    match (before.kind, piece.kind) {
        (Kind::Signs, _) => {
            let last = before.text.trim_end().chars().next_back();
            before.text.ends_with(char::is_whitespace) || (last.is_some_and(closes) && piece.kind == Kind::Words)
        }
        (_, Kind::Signs) => {
            let first = piece.text.chars().next();
            // The comma of the script goes on without a space, after a quotation mark that closes.
            let is_open = after.is_none_or(|after| !after.text.starts_with(['،', '؛', '؟']));
            let is_alone = is_open && piece.text.trim_end().chars().nth(1).is_none();
            // A quotation mark with a space after it closes, else it opens; so does a dash.
            !first.is_some_and(closes) && !(first == Some('"') && (piece.text.ends_with(' ') || !is_alone))
        }
        (Kind::Words | Kind::LeftToRight, _) => !piece.text.starts_with(['،', '؛', '؟']),
    }
}

fn closes(character: char) -> bool {
    matches!(character, '.' | ':' | '!' | ')' | ']' | '}' | '»' | '…' | ',' | ';' | '?' | '”')
}
