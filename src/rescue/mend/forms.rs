//! `mend.forms`: presentation forms become letters.
//!
//! Proof: a form of U+FE70–U+FEFF is by definition one shape of one letter or of lam-alef, and shaping gives the shape back.
//! Of U+FB50–U+FDFF only the forms of letters of Persian and Arabic are taken: fonts for scripture keep glyphs of their own in the
//! rest, and a compatibility decomposition makes other letters of those.

use unicode_normalization::UnicodeNormalization;

use crate::lint::{Edit, Proof};

const RULE: &str = "mend.forms";

/// Ranges of the first block whose forms are letters of Persian or Arabic.
const LETTERS: [(char, char); 10] = [
    ('\u{FB50}', '\u{FB51}'), // ٱ
    ('\u{FB56}', '\u{FB59}'), // پ
    ('\u{FB7A}', '\u{FB7D}'), // چ
    ('\u{FB8A}', '\u{FB8B}'), // ژ
    ('\u{FB8E}', '\u{FB95}'), // ک گ
    ('\u{FBA4}', '\u{FBA5}'), // ۀ
    ('\u{FBE8}', '\u{FBE9}'), // ى inside a word
    ('\u{FBFC}', '\u{FBFF}'), // ی
    ('\u{FDF2}', '\u{FDF2}'), // الله
    ('\u{FE70}', '\u{FEFC}'),
];

pub(super) fn edits(text: &str) -> Vec<Edit> {
    text.char_indices()
        .filter(|(_, character)| LETTERS.iter().any(|(first, last)| (first..=last).contains(&character)))
        .map(|(at, character)| Edit {
            range: at..at + character.len_utf8(),
            // Forms of marks stand on a space or a tatweel, which are none of the text.
            replacement: character.to_string().nfkc().filter(|c| !matches!(c, ' ' | '\u{640}')).collect(),
            rule: RULE,
            proof: Proof::Proved,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rescue::edited::Edited;

    fn mended(text: &str) -> String {
        let mut edited = Edited::found(text);
        edited.apply(&edits(text));
        edited.now().to_owned()
    }

    #[test]
    fn forms_become_letters() {
        // ﺳ U+FEB3, ﻼ U+FEFC, ﻡ U+FEE1; ﭼ U+FB7C, ﺎ U+FE8E, ﭖ U+FB56.
        assert_eq!(mended("\u{FEB3}\u{FEFC}\u{FEE1} \u{FB7C}\u{FE8E}\u{FB56}"), "سلام چاپ");
        assert_eq!(mended("\u{FDF2}"), "الله");
    }

    #[test]
    fn signs_and_letters_of_other_languages_stay() {
        for text in ["\u{FDFA}", "\u{FD3E}\u{FD3F}", "\u{FC5E}", "\u{FBDD}", "سلام چاپ"] {
            assert_eq!(mended(text), text);
        }
    }
}
