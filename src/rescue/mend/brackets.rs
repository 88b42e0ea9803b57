//! `mend.brackets`: brackets that were turned round are turned back.
//!
//! A text that was written as it looks on paper has the mirror of each bracket: )کتاب(.
//!
//! Proof: a text is changed only if its brackets make no pairs as they stand and all of them make pairs when each is turned. Where
//! three such texts are in a file and fewer than a third as many have pairs as they stand, the file was written so (proved); else
//! it is doubtful.

use crate::lint::{Edit, Proof};
use crate::rescue::edited::Edited;

const RULE: &str = "mend.brackets";
const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»')];
/// Texts with turned brackets that make a damage of it.
const FEWEST: usize = 3;

pub(super) struct Brackets {
    proof: Proof,
}

/// How the brackets of a text stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// They make pairs.
    Paired,
    /// They would, each turned.
    Turned,
    /// Neither, or there are none.
    Other,
}

impl Brackets {
    pub(super) fn find(texts: &[&Edited]) -> Self {
        let (mut paired, mut turned) = (0, 0);
        for text in texts {
            match state(text.now()) {
                State::Paired => paired += 1,
                State::Turned => turned += 1,
                State::Other => {}
            }
        }
        let is_damaged = turned >= FEWEST && turned > paired * 3;
        Self { proof: if is_damaged { Proof::Proved } else { Proof::Doubtful } }
    }

    pub(super) fn edits(&self, text: &str) -> Vec<Edit> {
        if state(text) != State::Turned {
            return Vec::new();
        }
        text.char_indices()
            .filter_map(|(at, bracket)| {
                let replacement = turn(bracket)?.to_string();
                let range = at..at + bracket.len_utf8();
                Some(Edit { range, replacement, rule: RULE, proof: self.proof })
            })
            .collect()
    }
}

fn turn(bracket: char) -> Option<char> {
    PAIRS.iter().find_map(|(open, close)| match bracket {
        _ if bracket == *open => Some(*close),
        _ if bracket == *close => Some(*open),
        _ => None,
    })
}

fn state(text: &str) -> State {
    let brackets: Vec<char> = text.chars().filter(|c| turn(*c).is_some()).collect();
    let Some(first) = brackets.first() else { return State::Other };
    if are_paired(brackets.iter().copied()) {
        State::Paired
    } else if PAIRS.iter().any(|(_, close)| close == first) && are_paired(brackets.iter().filter_map(|c| turn(*c))) {
        State::Turned
    } else {
        State::Other
    }
}

fn are_paired(brackets: impl Iterator<Item = char>) -> bool {
    let mut open = Vec::new();
    for bracket in brackets {
        match PAIRS.iter().find(|(opens, closes)| bracket == *opens || bracket == *closes) {
            Some((opens, closes)) if bracket == *opens => open.push(*closes),
            _ if open.pop() != Some(bracket) => return false,
            _ => {}
        }
    }
    open.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> String {
        let mut edited = Edited::found(text);
        let brackets = Brackets::find(&[&edited.clone()]);
        edited.apply(&brackets.edits(text));
        edited.now().to_owned()
    }

    #[test]
    fn only_brackets_that_pair_when_turned_are_turned() {
        assert_eq!(mended("نان )سنگک( و »کتاب« ]یک["), "نان (سنگک) و «کتاب» [یک]");
        for text in ["۱) نان ۲) آب", "نان (سنگک) و آب", "نان (سنگک", "نان )سنگک( و (آب"]
        {
            assert_eq!(mended(text), text);
        }
    }
}
