//! `mend.yeh`: ی (U+06CC) at the end of an Arabic word becomes ي or ى, by the word list.
//!
//! Inside a word it can only be ي, which `lint` mends. At the end both are letters of Arabic.
//!
//! Proof: only one of the two words is in the list (proved), or it is twice as common as the other (doubtful): في is typed فى by
//! many.

use crate::lint::{Edit, Proof};
use crate::rescue::words::{Tongue, Words};

use crate::rescue::words::wording::words as words_of;

const RULE: &str = "mend.yeh";
const PERSIAN: char = '\u{6CC}';
/// ي and ى.
const ARABIC: [&str; 2] = ["\u{64A}", "\u{649}"];
/// How much commoner one word must be, as a binary logarithm.
const LIKELIER: f64 = 1.0;

pub(super) fn edits(text: &str, words: &Words) -> Vec<Edit> {
    if words.tongue() != Tongue::Arabic || !text.contains(PERSIAN) {
        return Vec::new();
    }
    words_of(text)
        .filter_map(|range| {
            let stem = text[range.clone()].strip_suffix(PERSIAN)?;
            let weights = ARABIC.map(|yeh| words.weight(&format!("{stem}{yeh}")));
            let (yeh, proof) = match weights {
                [Some(_), None] => (ARABIC[0], Proof::Proved),
                [None, Some(_)] => (ARABIC[1], Proof::Proved),
                [Some(dotted), Some(bare)] if dotted >= bare + LIKELIER => (ARABIC[0], Proof::Doubtful),
                [Some(dotted), Some(bare)] if bare >= dotted + LIKELIER => (ARABIC[1], Proof::Doubtful),
                _ => return None,
            };
            let range = range.end - PERSIAN.len_utf8()..range.end;
            Some(Edit { range, replacement: yeh.to_owned(), rule: RULE, proof })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rescue::edited::Edited;

    #[test]
    fn the_list_tells_which_letter_ends_a_word() {
        let text = "مشی علی إلى البیت فی المساء الذی مضى حتی الآن قلعدرصی";
        let mut edited = Edited::found(text);
        edited.apply(&edits(text, Words::of(Tongue::Arabic)));
        assert_eq!(edited.now(), "مشى على إلى البیت في المساء الذي مضى حتى الآن قلعدرصی");
        assert!(edits(text, Words::of(Tongue::Persian)).is_empty());
    }
}
