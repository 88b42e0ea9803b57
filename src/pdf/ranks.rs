//! Numbers of codes by how often they are shown, so that most lines need one byte a code.
//!
//! A face is in the file as two fonts: one with codes of one byte for lines whose codes are all below 256, one with two bytes
//! for all others. Both draw from one font file, and a code is the number of its glyph in either. Half of a line's bytes are
//! gone that way, an eighth of them when deflated, and the one-byte code 32 is what the word spacing of PDF (§9.3.3) acts on:
//! one number a line justifies it. Fonts never change inside a line unless the size does, or pdf.js would part its words.

use super::letters::Letter;

/// The code of the plain space.
pub(super) const SPACE: u16 = 32;

/// Codes that take two bytes inside of a literal string, last among those of one byte.
const ESCAPED: [u16; 4] = [0x0D, 0x28, 0x29, 0x5C];

/// Whether a code goes into one byte.
pub(super) fn is_short(code: u16) -> bool {
    code < 256
}

/// Puts the letters of a face in a new order; gives the new code of each old one, from 0 on.
///
/// `marks` are codes that lines with phrases need: they have one byte whatever their count, and are given their new numbers.
pub(super) fn rank(letters: &mut Vec<Letter>, marks: Vec<&mut u16>, counts: &[u64]) -> Vec<u16> {
    let codes = 1..u16::try_from(letters.len() + 1).expect("a face has fewer than 65 535 codes");
    let count = |code: u16| match marks.iter().any(|mark| **mark == code) {
        true => u64::MAX,
        false => counts[usize::from(code)],
    };
    let mut order: Vec<(u64, u16)> = codes.clone().map(|code| (count(code), code)).collect();
    order.sort_unstable_by_key(|&(count, code)| (std::cmp::Reverse(count), code));
    let is_plain = |letter: &Letter| letter.text == " ";
    let widest = letters.iter().filter(|letter| is_plain(letter)).map(|letter| letter.advance).max().unwrap_or(0);
    // Narrow spaces that only end a line are not to be widened.
    let is_space = |code: u16| {
        let letter = &letters[usize::from(code) - 1];
        is_plain(letter) && letter.advance * 2 > widest
    };
    let space = order.iter().map(|&(_, code)| code).find(|&code| is_space(code) && codes.contains(&SPACE));
    let is_free = |code: &u16| *code != SPACE || space.is_none();
    let first = codes.clone().filter(|code| is_short(*code) && is_free(code) && !ESCAPED.contains(code));
    let escaped = ESCAPED.into_iter().filter(|code| codes.contains(code));
    let mut numbers = first.chain(escaped).chain(codes.clone().filter(|code| !is_short(*code)));
    let mut ranks = vec![0; letters.len() + 1];
    for (_, code) in order {
        ranks[usize::from(code)] = match space == Some(code) {
            true => SPACE,
            false => numbers.next().expect("there are as many numbers as codes"),
        };
    }
    let mut ranked: Vec<(u16, Letter)> = ranks[1..].iter().copied().zip(letters.drain(..)).collect();
    ranked.sort_unstable_by_key(|(code, _)| *code);
    letters.extend(ranked.into_iter().map(|(_, letter)| letter));
    marks.into_iter().for_each(|mark| *mark = ranks[usize::from(*mark)]);
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(count: usize) -> Vec<Letter> {
        let text = |at: usize| if at == 2 { " ".to_owned() } else { format!("{at}") };
        (0..count).map(|at| Letter { parts: Vec::new(), advance: 1, text: text(at) }).collect()
    }

    #[test]
    fn the_space_is_code_32_and_frequent_codes_come_first() {
        let mut all = letters(300);
        let counts: Vec<u64> = (0..=300).collect();
        let ranks = rank(&mut all, Vec::new(), &counts);
        assert_eq!((ranks[300], ranks[299], ranks[3]), (1, 2, SPACE));
        assert_eq!(all[usize::from(SPACE) - 1].text, " ");
        assert_eq!(all[0].text, "299");
        let mut seen = ranks[1..].to_vec();
        seen.sort_unstable();
        assert_eq!(seen, (1..=300).collect::<Vec<u16>>());
        // 255 codes have one byte, those with escapes are the rarest of them.
        assert!(ESCAPED.iter().all(|code| ranks.iter().position(|rank| rank == code).unwrap() < 60));
    }

    #[test]
    fn a_small_face_has_no_code_32() {
        let mut all = letters(5);
        assert_eq!(rank(&mut all, Vec::new(), &[0, 9, 1, 8, 2, 7]), [0, 1, 5, 2, 4, 3]);
        assert_eq!(all[1].text, " ");
    }

    #[test]
    fn marks_have_one_byte() {
        let mut all = letters(400);
        let mut mark = 400;
        let ranks = rank(&mut all, vec![&mut mark], &vec![1; 401]);
        assert!(is_short(mark));
        assert_eq!(ranks[400], mark);
    }
}
