//! Replacement texts of a file (`ActualText`), judged against what the glyphs under them say.
//!
//! Where both have the same letters the glyphs keep theirs, which have places. Where the replacement knows more, its text
//! goes to the glyph that is read first — the rightmost of a text from right to left, else the leftmost — and the others
//! of the stretch are left empty, so that who sorts glyphs by their places finds the text whole and in its place.

use super::super::super::{PositionedGlyph, TextSource};
use super::super::judge::{are_images, base_letters};
use crate::script::letters::is_arabic;

/// Judges the replacements of a page; `of` names the replacement of each glyph.
pub(super) fn judge(glyphs: &mut [PositionedGlyph], of: &[Option<u32>], texts: &[String]) {
    let mut stretches: Vec<Vec<usize>> = vec![Vec::new(); texts.len()];
    for (at, replacement) in of.iter().enumerate() {
        if let Some(stretch) = replacement.and_then(|number| stretches.get_mut(number as usize)) {
            stretch.push(at);
        }
    }
    for (text, stretch) in texts.iter().zip(stretches) {
        let text: String = base_letters(text).chars().filter(|&sign| !is_direction(sign)).collect();
        if speaks(&text, &stretch, glyphs) {
            give(&text, &stretch, glyphs);
        }
    }
}

/// Whether a replacement is believed.
fn speaks(text: &str, stretch: &[usize], glyphs: &[PositionedGlyph]) -> bool {
    let said: Vec<&PositionedGlyph> = stretch.iter().map(|&at| &glyphs[at]).collect();
    if said.is_empty() {
        return false;
    }
    let unknown = said.iter().filter(|glyph| glyph.source == TextSource::Unknown).count();
    let mut mine: Vec<char> =
        said.iter().flat_map(|glyph| glyph.text.chars()).filter(|sign| !sign.is_whitespace()).collect();
    let mut theirs: Vec<char> = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    if theirs.is_empty() {
        // A blank one hides text that is seen: it is believed of a hyphen, which some makers hide so, and of nothing else.
        return text.is_empty() && matches!(mine[..], ['-' | '\u{2010}' | '\u{AD}']);
    }
    mine.sort_unstable();
    theirs.sort_unstable();
    if mine == theirs {
        return false;
    }
    if unknown > 0 {
        return true;
    }
    // A bracket says what is meant, its glyph what is seen; the order of reading turns it round.
    if let ([seen], [meant]) = (&mine[..], &theirs[..])
        && are_images(*seen, *meant)
    {
        return false;
    }
    // A stretch of several lines has no one place for its text.
    let first = said[0].baseline;
    if said.iter().any(|glyph| (glyph.baseline - first).abs() > 0.9 * glyph.size) {
        return false;
    }
    // Hyphens at the end of a line, and the like: one sign for another.
    let is_sign = |signs: &[char]| !signs.iter().any(|sign| sign.is_alphanumeric());
    if is_sign(&mine) && is_sign(&theirs) {
        return true;
    }
    // It adds to what is seen, or mends some of it; one that has little to do with it belongs elsewhere.
    let shared = shared(&mine, &theirs);
    shared * 2 >= mine.len().max(theirs.len())
}

/// How many signs two sorted lists share.
fn shared(mine: &[char], theirs: &[char]) -> usize {
    let (mut a, mut b, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (mine.get(a), theirs.get(b)) {
        shared += usize::from(x == y);
        a += usize::from(x <= y);
        b += usize::from(y <= x);
    }
    shared
}

fn give(text: &str, stretch: &[usize], glyphs: &mut [PositionedGlyph]) {
    let is_right_to_left = text.chars().any(is_arabic);
    let by_place = |&a: &usize, &b: &usize| glyphs[a].left.total_cmp(&glyphs[b].left);
    let first = if is_right_to_left {
        stretch.iter().copied().max_by(by_place)
    } else {
        stretch.iter().copied().min_by(by_place)
    };
    for &at in stretch {
        glyphs[at].source = TextSource::ActualText;
        if Some(at) == first {
            text.clone_into(&mut glyphs[at].text);
        } else {
            glyphs[at].text.clear();
        }
    }
}

fn is_direction(sign: char) -> bool {
    matches!(sign, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs from left to right, ten points each.
    fn row(texts: &[(&str, TextSource)]) -> Vec<PositionedGlyph> {
        let glyph = |(at, &(text, source)): (usize, &(&str, TextSource))| PositionedGlyph {
            text: text.to_owned(),
            source,
            left: at as f32 * 10.0,
            right: at as f32 * 10.0 + 10.0,
            baseline: 100.0,
            size: 12.0,
            face: 0,
            marked: None,
            color: 0,
            is_hidden: false,
            ink: None,
            is_turned: false,
        };
        texts.iter().enumerate().map(glyph).collect()
    }

    fn judged(texts: &[(&str, TextSource)], replacement: &str) -> Vec<String> {
        let mut glyphs = row(texts);
        judge(&mut glyphs, &vec![Some(0); texts.len()], &[replacement.to_owned()]);
        glyphs.into_iter().map(|glyph| glyph.text).collect()
    }

    use TextSource::{File, Unknown};

    #[test]
    fn glyphs_with_the_same_letters_keep_them() {
        assert_eq!(judged(&[("ن", File), ("ا", File), ("ن", File)], "\u{202B}نان"), ["ن", "ا", "ن"]);
    }

    #[test]
    fn a_replacement_that_knows_more_goes_to_the_glyph_read_first() {
        assert_eq!(judged(&[("\u{FFFD}", Unknown), ("ا", File), ("ن", File)], "نان"), ["", "", "نان"]);
        assert_eq!(judged(&[("f", File), ("\u{FFFD}", Unknown)], "fine"), ["fine", ""]);
        // U+200C that no glyph has.
        let wanted = "می\u{200C}رود";
        let letters = [("د", File), ("و", File), ("ر", File), ("ی", File), ("م", File)];
        assert_eq!(judged(&letters, wanted), ["", "", "", "", wanted]);
    }

    #[test]
    fn blank_and_strange_replacements_are_declined() {
        assert_eq!(judged(&[("ن", File), ("ا", File)], " "), ["ن", "ا"]);
        assert_eq!(judged(&[("ن", File), ("ا", File)], ""), ["ن", "ا"]);
        assert_eq!(judged(&[("ن", File), ("ا", File), ("ن", File)], "کتاب بزرگ"), ["ن", "ا", "ن"]);
    }

    #[test]
    fn a_bracket_stays_as_it_is_seen() {
        assert_eq!(judged(&[("\u{AB}", File)], "\u{BB}"), ["\u{AB}"]);
        assert_eq!(judged(&[("(", File)], "["), ["["]);
    }

    #[test]
    fn a_hidden_hyphen_is_hidden() {
        assert_eq!(judged(&[("-", File)], ""), [""]);
        assert_eq!(judged(&[("-", File)], "\u{AD}"), ["\u{AD}"]);
    }
}
