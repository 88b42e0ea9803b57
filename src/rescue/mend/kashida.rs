//! `mend.kashida`: tatweel U+0640 between letters is taken out.
//!
//! Proof: tatweel has no meaning of its own in Persian and Arabic; between two letters that join it only lengthens a shape, and the
//! word without it has the same letters in the same forms. Where it does not join on both sides it may be a sign (هـ for the
//! hijri year, a dash) and stays; under a mark it carries that mark, and stays.

use crate::lint::{Edit, Proof};
use crate::script::itemize::{JoiningType, is_mark};
use crate::script::kashida::TATWEEL;

const RULE: &str = "mend.kashida";

pub(super) fn edits(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(TATWEEL) {
        let start = at + found;
        let rest = &text[start..];
        let end = start + rest.find(|c| c != TATWEEL).unwrap_or(rest.len());
        let before = text[..start].chars().rev().find(|c| !is_mark(*c)).map(JoiningType::of);
        let next = text[end..].chars().next();
        let joins = before.is_some_and(JoiningType::joins_next)
            && next.is_some_and(|next| !is_mark(next) && JoiningType::of(next).joins_previous());
        if joins {
            edits.push(Edit { range: start..end, replacement: String::new(), rule: RULE, proof: Proof::Proved });
        }
        at = end;
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rescue::edited::Edited;

    #[test]
    fn only_kashida_between_joined_letters_goes() {
        let text = "کتـــاب خـوب، ســلام ۱۴۰۰ هـ ـ و هـ. رـا";
        let mut edited = Edited::found(text);
        edited.apply(&edits(text));
        assert_eq!(edited.now(), "کتاب خوب، سلام ۱۴۰۰ هـ ـ و هـ. رـا");
        assert_eq!(edited.changes().len(), 3);
    }
}
