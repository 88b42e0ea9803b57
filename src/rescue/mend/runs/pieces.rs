//! A line cut where its runs end.

use crate::rescue::mend::wording::{HALF_SPACE, is_european, is_letter};
use crate::script::DigitSet;

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words in Arabic letters, with the signs of their own script.
    Words,
    /// A number, or words in Latin letters.
    LeftToRight,
    /// Signs that belong to no direction, with the spaces after them.
    Signs,
}

/// A piece of a line, its characters in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) text: String,
}

impl Piece {
    pub(super) fn words(text: &str) -> Self {
        Self { kind: Kind::Words, text: text.to_owned() }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Digit,
    Latin,
    Space,
    Sign,
}

fn class(character: char) -> Class {
    match character {
        // The comma, semicolon and question mark of Arabic stand inside its runs.
        '،' | '؛' | '؟' | HALF_SPACE => Class::Word,
        _ if character.is_whitespace() => Class::Space,
        _ if is_letter(character) => Class::Word,
        _ if DigitSet::is_digit(character) => Class::Digit,
        _ if is_european(character) => Class::Latin,
        _ => Class::Sign,
    }
}

/// The pieces in the order of the file.
pub(super) fn pieces(line: &str) -> Vec<Piece> {
    let letters: Vec<(char, Class)> = line.chars().map(|character| (character, class(character))).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let (kind, end) = match letters[at].1 {
            Class::Space => {
                at += 1;
                continue;
            }
            Class::Word => (Kind::Words, words_end(&letters, at)),
            Class::Digit => (Kind::LeftToRight, joined_end(&letters, at, Class::Digit)),
            Class::Latin => (Kind::LeftToRight, joined_end(&letters, at, Class::Latin)),
            Class::Sign => (Kind::Signs, signs_end(&letters, at)),
        };
        let text: String = letters[at..end].iter().map(|(character, _)| *character).collect();
        pieces.push(Piece { kind, text });
        at = end;
    }
    pieces
}

/// Words with one space between them.
fn words_end(letters: &[(char, Class)], start: usize) -> usize {
    let class = |at: usize| letters.get(at).map(|(_, class)| *class);
    let mut end = start;
    loop {
        match (class(end), class(end + 1)) {
            (Some(Class::Word), _) => end += 1,
            (Some(Class::Space), Some(Class::Word)) => end += 2,
            _ => return end,
        }
    }
}

/// Digits with signs between them; Latin words with spaces and signs between them.
fn joined_end(letters: &[(char, Class)], start: usize, own: Class) -> usize {
    let is_joint = |character: char| match own {
        Class::Digit => matches!(character, '.' | ',' | '/' | '٫' | '٬'),
        _ => {
            matches!(character, ' ' | '.' | '-' | '\'' | '’' | '&' | '_' | '/' | '@' | ',' | ':')
                || character.is_ascii_digit()
        }
    };
    let mut end = start;
    let mut at = start;
    while let Some((character, class)) = letters.get(at) {
        if *class == own {
            end = at + 1;
        } else if !is_joint(*character) || at - end > 2 {
            break;
        }
        at += 1;
    }
    end
}

/// Signs and the spaces between and after them; the signs of the script too, where they stand between others.
fn signs_end(letters: &[(char, Class)], start: usize) -> usize {
    let belongs = |at: usize| matches!(letters[at].1, Class::Sign | Class::Space);
    let mut end = start;
    while end < letters.len() {
        if belongs(end) {
            end += 1;
            continue;
        }
        let next = (end + 1..letters.len()).find(|at| letters[*at].1 != Class::Space);
        if matches!(letters[end].0, '،' | '؛' | '؟') && next.is_some_and(belongs) {
            end += 1;
        } else {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_at_signs_gaps_digits_and_latin() {
        let found: Vec<(Kind, String)> = pieces("قوانین، داخلی   \". گفت Leon Blum، ۱۲٫۵ (نو")
            .into_iter()
            .map(|piece| (piece.kind, piece.text))
            .collect();
        let expected = [
            (Kind::Words, "قوانین، داخلی"),
            (Kind::Signs, "\". "),
            (Kind::Words, "گفت"),
            (Kind::LeftToRight, "Leon Blum"),
            (Kind::Words, "،"),
            (Kind::LeftToRight, "۱۲٫۵"),
            (Kind::Signs, "("),
            (Kind::Words, "نو"),
        ];
        assert_eq!(found, expected.map(|(kind, text)| (kind, text.to_owned())));
    }
}
