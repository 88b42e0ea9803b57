//! Parts a paragraph at its spaces and tells plain words from others.
//!
//! A plain word has letters of one script and ordinary punctuation around them: no line may break inside it, no
//! character in it takes its script from elsewhere, so it can be looked up whole. Most words of a book are plain.

use std::ops::Range;

use crate::script::itemize::Script;

/// A stretch of spaces, or of anything but spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Bytes of the paragraph.
    pub(super) range: Range<usize>,
    pub(super) kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Spaces U+0020.
    Spaces,
    /// A plain word of Arabic or Latin script.
    Plain(Script),
    /// Digits, hyphens, addresses, mixed scripts, rare letters.
    Other,
}

/// The tokens of a text, in order, together the whole of it.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = &text[start..];
        let first = *rest.as_bytes().first()?;
        let (length, kind) = if first == b' ' {
            (rest.bytes().take_while(|byte| *byte == b' ').count(), TokenKind::Spaces)
        } else {
            word(rest)
        };
        let range = start..start + length;
        start = range.end;
        Some(Token { range, kind })
    })
}

/// Where in a plain word a character may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Opening,
    Letter(Script),
    /// A mark or half-space: after letters of Arabic script.
    Inside,
    Closing,
    Nowhere,
}

/// Length and kind of the word that the text begins with.
fn word(text: &str) -> (usize, TokenKind) {
    let mut script: Option<Script> = None;
    let mut is_closed = false;
    let mut is_plain = true;
    let mut length = text.len();
    for (at, character) in text.char_indices() {
        if character == ' ' {
            length = at;
            break;
        }
        match place(character) {
            Place::Opening => is_plain &= script.is_none(),
            Place::Letter(of) => {
                is_plain &= !is_closed && script.is_none_or(|script| script == of);
                script = Some(of);
            }
            Place::Inside => is_plain &= !is_closed && script == Some(Script::ARABIC),
            Place::Closing => {
                is_plain &= script.is_some();
                is_closed = true;
            }
            Place::Nowhere => is_plain = false,
        }
    }
    match script {
        Some(script) if is_plain => (length, TokenKind::Plain(script)),
        _ => (length, TokenKind::Other),
    }
}

/// UAX #14 has no break after the opening signs (OP, QU), before the closing ones (CL, CP, EX, IS, QU), nor between
/// letters and marks (AL, CM).
fn place(character: char) -> Place {
    match character {
        '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{0671}'..='\u{06D3}' => Place::Letter(Script::ARABIC),
        // Marks U+064B–U+065F, U+0670; half-space U+200C.
        '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{200C}' => Place::Inside,
        'a'..='z' | 'A'..='Z' => Place::Letter(Script::LATIN),
        '.' | ',' | ':' | ';' | '!' | '?' | ')' | ']' | '\u{060C}' | '\u{061B}' | '\u{061F}' | '\u{BB}' => {
            Place::Closing
        }
        '\u{201D}' | '\u{2019}' => Place::Closing,
        '(' | '[' | '\u{AB}' | '\u{201C}' | '\u{2018}' => Place::Opening,
        _ => Place::Nowhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<TokenKind> {
        tokens(text).map(|token| token.kind).filter(|kind| *kind != TokenKind::Spaces).collect()
    }

    #[test]
    fn tokens_are_the_whole_text() {
        let text = "  نان، bread  و ۱۲ ";
        let joined: String = tokens(text).map(|token| &text[token.range]).collect();
        assert_eq!(joined, text);
    }

    #[test]
    fn plain_words_have_letters_of_one_script_between_signs() {
        let arabic = TokenKind::Plain(Script::ARABIC);
        let latin = TokenKind::Plain(Script::LATIN);
        assert_eq!(kinds("«نان» می\u{200C}پزد، (bread)."), [arabic, arabic, latin]);
    }

    #[test]
    fn digits_hyphens_and_mixed_words_are_not_plain() {
        assert_eq!(kinds("نان۱ a-b نانbread ، نان!نان \u{064B}نان"), [TokenKind::Other; 6]);
    }
}
