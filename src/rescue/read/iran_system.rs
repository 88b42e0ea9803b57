//! `IranSystem`, the code of Persian programs under DOS: shapes of letters in visual order.
//!
//! Every byte from 0x80 is a digit, a shape of a letter or a line of a frame; a line is stored as it is seen, from its left
//! edge. Reading turns the line round, puts numbers and Latin words right again, and gives letters for shapes. Where a
//! shape ends a word and the next letter follows without a space, a half-space (U+200C) stood.
//!
//! The table is that of the code page as its programs and converters of today agree on it.

/// How a shape joins the letter after it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joins {
    /// It is no letter.
    Nothing,
    /// It joins the next letter: an initial or middle shape.
    On,
    /// It is the last shape of a letter that could join.
    Ends,
    /// Its letter never joins the next one.
    Never,
}

use Joins::{Ends, Never, Nothing, On};

/// Bytes 0x80 to 0xAF.
const LOW: [(&str, Joins); 48] = [
    ("۰", Nothing),
    ("۱", Nothing),
    ("۲", Nothing),
    ("۳", Nothing),
    ("۴", Nothing),
    ("۵", Nothing),
    ("۶", Nothing),
    ("۷", Nothing),
    ("۸", Nothing),
    ("۹", Nothing),
    ("،", Nothing),
    ("\u{640}", On),
    ("؟", Nothing),
    ("آ", Never),
    ("ئ", On),
    ("ء", Never),
    ("ا", Never),
    ("ا", Never),
    ("ب", Ends),
    ("ب", On),
    ("پ", Ends),
    ("پ", On),
    ("ت", Ends),
    ("ت", On),
    ("ث", Ends),
    ("ث", On),
    ("ج", Ends),
    ("ج", On),
    ("چ", Ends),
    ("چ", On),
    ("ح", Ends),
    ("ح", On),
    ("خ", Ends),
    ("خ", On),
    ("د", Never),
    ("ذ", Never),
    ("ر", Never),
    ("ز", Never),
    ("ژ", Never),
    ("س", Ends),
    ("س", On),
    ("ش", Ends),
    ("ش", On),
    ("ص", Ends),
    ("ص", On),
    ("ض", Ends),
    ("ض", On),
    // One shape for all places.
    ("ط", On),
];

/// Bytes 0xE0 to 0xFF.
const HIGH: [(&str, Joins); 32] = [
    ("ظ", On),
    ("ع", Ends),
    ("ع", Ends),
    ("ع", On),
    ("ع", On),
    ("غ", Ends),
    ("غ", Ends),
    ("غ", On),
    ("غ", On),
    ("ف", Ends),
    ("ف", On),
    ("ق", Ends),
    ("ق", On),
    ("ک", Ends),
    ("ک", On),
    ("گ", Ends),
    ("گ", On),
    ("ل", Ends),
    ("لا", Never),
    ("ل", On),
    ("م", Ends),
    ("م", On),
    ("ن", Ends),
    ("ن", On),
    ("و", Never),
    ("ه", Ends),
    ("ه", On),
    ("ه", On),
    ("ی", Ends),
    ("ی", Ends),
    ("ی", On),
    ("\u{A0}", Nothing),
];

/// What a byte means; `None` for lines of frames, 0xB0 to 0xDF.
fn shape(byte: u8) -> Option<(&'static str, Joins)> {
    match byte {
        0x80..=0xAF => Some(LOW[usize::from(byte - 0x80)]),
        0xE0..=0xFF => Some(HIGH[usize::from(byte - 0xE0)]),
        _ => None,
    }
}

/// The text of a file in logical order; lines of frames are left out, and how many bytes they were.
pub(super) fn decode(bytes: &[u8]) -> (String, usize) {
    let mut text = String::with_capacity(bytes.len() * 2);
    let mut left_out = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let end = line.iter().rposition(|byte| !matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
        // A form feed opens the line after it.
        let start = line[..end].iter().take_while(|byte| **byte == 0x0C).count();
        text.extend(std::iter::repeat_n('\u{C}', start));
        left_out += words(&line[start..end], &mut text);
        text.extend(line[end..].iter().map(|byte| char::from(*byte)));
    }
    (text, left_out)
}

/// Adds one line, turned into logical order; gives the number of bytes left out.
fn words(line: &[u8], into: &mut String) -> usize {
    let is_letter = |byte: &u8| shape(*byte).is_some_and(|(_, joins)| joins != Nothing);
    let mut order: Vec<u8> = line.to_vec();
    if line.iter().any(is_letter) {
        order.reverse();
        let mut at = 0;
        while at < order.len() {
            let length = run(&order[at..]);
            if length > 0 {
                order[at..at + length].reverse();
            } else {
                order[at] = mirrored(order[at]);
            }
            at += length.max(1);
        }
    }
    let mut left_out = 0;
    let mut last = Nothing;
    for byte in order {
        if byte < 0x80 {
            last = Nothing;
            into.push(char::from(byte));
            continue;
        }
        let Some((letters, joins)) = shape(byte) else {
            left_out += 1;
            last = Nothing;
            continue;
        };
        if last == Ends && joins != Nothing && byte != 0x8B {
            into.push('\u{200C}');
        }
        into.push_str(letters);
        last = joins;
    }
    left_out
}

/// The length of a number or of Latin words that stand at the start; 0 when something else does.
fn run(bytes: &[u8]) -> usize {
    let is_core = |byte: u8| byte.is_ascii_alphanumeric() || (0x80..=0x89).contains(&byte);
    if !bytes.first().is_some_and(|byte| is_core(*byte)) {
        return 0;
    }
    let has_latin = |part: &[u8]| part.iter().any(u8::is_ascii_alphabetic);
    let mut end = 1;
    let mut at = 1;
    while let Some(byte) = bytes.get(at).copied() {
        if is_core(byte) {
            // A number and a word of Latin letters stay in their places when a space parts them.
            let between = &bytes[end..at];
            if between.contains(&b' ') && !(has_latin(&bytes[..end]) && byte.is_ascii_alphabetic()) {
                break;
            }
            end = at + 1;
        } else if !(byte == b' ' || b".,:/-'@_".contains(&byte)) {
            break;
        }
        at += 1;
    }
    end
}

/// A bracket as it stands in the text, of one as it is seen.
fn mirrored(byte: u8) -> u8 {
    match byte {
        b'(' => b')',
        b')' => b'(',
        b'[' => b']',
        b']' => b'[',
        b'{' => b'}',
        b'}' => b'{',
        b'<' => b'>',
        b'>' => b'<',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_as_seen_becomes_words_in_order() {
        // U+0639 U+0644 U+06CC: ain, lam, yeh.
        assert_eq!(decode(&[0xFC, 0xF3, 0xE4]).0, "علی");
        // «حسن 1357 (Tehran)»: brackets are seen the other way round than they are read.
        let line = [b"(Tehran) ".as_slice(), &[0x81, 0x83, 0x85, 0x87, b' ', 0xF6, 0xA8, 0x9F]].concat();
        assert_eq!(decode(&line).0, "حسن ۱۳۵۷ (Tehran)");
    }

    #[test]
    fn a_last_shape_in_a_word_is_followed_by_a_half_space() {
        // می‌رود: meem, final yeh, reh, waw, dal.
        assert_eq!(decode(&[0xA2, 0xF8, 0xA4, 0xFC, 0xF5]).0, "می\u{200C}رود");
        assert_eq!(decode(b"plain 12\r\n").0, "plain 12\r\n");
        assert_eq!(decode(&[0xCD, 0xCD]), (String::new(), 2));
    }
}
