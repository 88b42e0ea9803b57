//! `mend.controls`: controls of direction that a program put around every line when it took the text out of a PDF.
//!
//! Proof: where nearly every line is one embedding from its first character to its last, no person typed them. They show
//! nothing, and the letters between them stand in the order in which they are read.

use crate::lint::{Edit, Proof};
use crate::rescue::edited::Edited;

const RULE: &str = "mend.controls";

/// Fewer lines tell nothing.
const FEWEST: usize = 3;

/// Whether nearly all lines that are not blank are embeddings.
pub(super) fn are_put_in(lines: &[&Edited]) -> bool {
    let lines = || lines.iter().map(|line| line.now().trim()).filter(|line| !line.is_empty());
    let is_embedded = |line: &&str| line.starts_with(['\u{202A}', '\u{202B}']) && line.ends_with('\u{202C}');
    let embedded = lines().filter(is_embedded).count();
    embedded >= FEWEST && embedded * 10 >= lines().count() * 8
}

/// Takes them all out of a line.
pub(super) fn edits(text: &str) -> Vec<Edit> {
    text.char_indices()
        .filter(|(_, character)| is_control(*character))
        .map(|(at, character)| Edit {
            range: at..at + character.len_utf8(),
            replacement: String::new(),
            rule: RULE,
            proof: Proof::Proved,
        })
        .collect()
}

fn is_control(character: char) -> bool {
    matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> Vec<Edited> {
        texts.iter().map(|text| Edited::found(*text)).collect()
    }

    #[test]
    fn lines_that_are_embeddings_lose_their_controls() {
        let mut lines = lines(&[
            "\u{202B}نان و آب\u{202A}:\u{202C}\u{61C} دفتر یکم \u{61C}\u{202C}",
            "\u{C}\u{202B}آرد را الک می\u{200C}کنند\u{202C}",
            "",
            "\u{202A}Bread\u{202C}",
        ]);
        assert!(are_put_in(&lines.iter().collect::<Vec<_>>()));
        lines.iter_mut().for_each(|line| line.apply(&edits(line.now())));
        let now: Vec<&str> = lines.iter().map(Edited::now).collect();
        assert_eq!(now, ["نان و آب: دفتر یکم ", "\u{C}آرد را الک می\u{200C}کنند", "", "Bread"]);
    }

    #[test]
    fn what_a_person_typed_stays() {
        let typed = lines(&["نان و \u{202A}C++\u{202C}", "\u{202B}آب\u{202C}", "آرد", "نمک"]);
        assert!(!are_put_in(&typed.iter().collect::<Vec<_>>()));
        assert!(!are_put_in(&[]));
    }
}
