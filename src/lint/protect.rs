//! What no rule may touch: addresses, Latin words with what belongs to them, numbers that name something, scripture.
//!
//! Characters and their classes in, one flag a character out. Code, images and other languages are no part of a stretch.

use std::ops::Range;

use super::stretch::{Class, HALF_SPACE};
use crate::script::itemize::is_mark;

/// Digits of a number that names something: telephone, ISBN, account. Shorter ones are counts and years.
const NAMING_DIGITS: usize = 7;

/// Words in a row that bear marks on most letters, at least, to be scripture or verse that is quoted letter for letter.
const VOCALISED_WORDS: usize = 3;

/// Flags the characters that must stay.
pub(super) fn protected(chars: &[char], classes: &[Class]) -> Vec<bool> {
    let mut flags = vec![false; chars.len()];
    let text = Text { chars, classes };
    if classes.iter().any(|class| matches!(class, Class::Foreign | Class::Digit)) {
        text.addresses(&mut flags);
        text.foreign(&mut flags);
        text.numbers(&mut flags);
    }
    text.scripture(&mut flags);
    text.vocalised(&mut flags);
    flags
}

struct Text<'t> {
    chars: &'t [char],
    classes: &'t [Class],
}

impl Text<'_> {
    /// Stretches between spaces.
    fn chunks(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = at + self.classes[at..].iter().position(|class| *class != Class::Space)?;
            let length = self.classes[start..].iter().position(|class| *class == Class::Space);
            at = length.map_or(self.classes.len(), |length| start + length);
            Some(start..at)
        })
    }

    /// URLs, e-mail, DOI: from their first letter to the end of the chunk, without the sentence's signs.
    fn addresses(&self, flags: &mut [bool]) {
        for chunk in self.chunks() {
            let Some(start) = chunk.clone().find(|at| self.chars[*at].is_ascii_alphanumeric()) else { continue };
            let is_end = |at: &usize| matches!(self.chars[*at], '«' | '»' | '“' | '”' | '،' | '؛' | '؟' | '<' | '>');
            let end = (start..chunk.end).find(is_end).unwrap_or(chunk.end);
            if self.is_address(start..end) {
                flags[start..end].fill(true);
            }
        }
    }

    fn is_address(&self, range: Range<usize>) -> bool {
        let has = |wanted: &str| {
            let wanted: Vec<char> = wanted.chars().collect();
            self.chars[range.clone()].windows(wanted.len()).any(|window| window == wanted)
        };
        let begins = |wanted: &str| {
            range.len() > wanted.len()
                && wanted.chars().eq(self.chars[range.start..].iter().copied().take(wanted.len()))
        };
        let is_mail = || {
            let at = range.clone().find(|at| self.chars[*at] == '@');
            at.is_some_and(|at| at > range.start && self.chars.get(at + 1).is_some_and(char::is_ascii_alphanumeric))
        };
        has("://") || begins("www.") || is_mail() || begins("10.") && has("/") || begins("doi:")
    }

    /// Latin and other foreign words, the signs and numbers attached to them, and all between two of them.
    fn foreign(&self, flags: &mut [bool]) {
        let mut last_end = None;
        let mut at = 0;
        while let Some(found) = self.classes[at..].iter().position(|class| *class == Class::Foreign) {
            let start = self.grown_left(at + found);
            let end = self.grown_right(at + found);
            let start = match last_end {
                Some(last) if self.classes[last..start.max(last)].iter().zip(&self.chars[last..]).all(bridges) => last,
                _ => start,
            };
            flags[start..end].fill(true);
            last_end = Some(end);
            at = end;
        }
    }

    /// The start of a foreign word with the signs before it and a number with it as its unit: «5 km».
    fn grown_left(&self, at: usize) -> usize {
        let is_own =
            |at: &usize| matches!(self.classes[*at], Class::Foreign | Class::Digit) || is_code_sign(self.chars[*at]);
        let start = (0..at).rev().take_while(is_own).last().unwrap_or(at);
        if start < 2 || self.classes[start - 1] != Class::Space {
            return start;
        }
        let is_number =
            |at: &usize| self.classes[*at] == Class::Digit || matches!(self.chars[*at], '.' | ',' | '/' | '-' | '–');
        let number = (0..start - 1).rev().take_while(is_number).last().unwrap_or(start);
        let is_whole = number == 0 || !matches!(self.classes[number - 1], Class::Letter | Class::HalfSpace);
        if is_whole { number } else { start }
    }

    /// The end of a foreign word with the signs and numbers after it: «C++», «Windows 95», «IR12 0170 0000».
    fn grown_right(&self, at: usize) -> usize {
        let is_own = |at: &usize| {
            matches!(self.classes[*at], Class::Foreign | Class::Digit | Class::Mark) || is_code_sign(self.chars[*at])
        };
        let mut end = (at..self.chars.len()).take_while(is_own).last().unwrap_or(at) + 1;
        while self.classes.get(end) == Some(&Class::Space) && self.classes.get(end + 1) == Some(&Class::Digit) {
            let digits = (end + 1..self.chars.len()).take_while(|at| self.classes[*at] == Class::Digit).count();
            end += 1 + digits;
        }
        end
    }

    /// Numbers that name something: many digits with dashes, dots, spaces or strokes between them, and versions.
    fn numbers(&self, flags: &mut [bool]) {
        let mut at = 0;
        while let Some(found) = self.classes[at..].iter().position(|class| *class == Class::Digit) {
            let start = at + found;
            let (mut end, mut digits, mut dots) = (start, 0, 0);
            while end < self.chars.len() {
                match self.classes[end] {
                    Class::Digit => digits += 1,
                    _ if !self.is_joint(end) => break,
                    _ => dots += usize::from(self.chars[end] == '.'),
                }
                end += 1;
            }
            // A plus or bracket that opens a telephone number belongs to it.
            let opening = (0..start).rev().take_while(|at| matches!(self.chars[*at], '+' | '(')).count();
            if digits >= NAMING_DIGITS && !self.is_amount(start..end) || dots >= 2 {
                flags[start - opening..end].fill(true);
            }
            at = end;
        }
    }

    /// A sign between two digits that keeps them one number.
    fn is_joint(&self, at: usize) -> bool {
        let is_digit = |at: usize| self.classes.get(at) == Some(&Class::Digit);
        let is_sign = matches!(self.chars[at], '-' | '\u{2010}'..='\u{2014}' | '.' | '/' | ':' | ' ' | ')' | '\u{A0}');
        let closes = self.chars[at] == ')' && self.chars.get(at + 1) == Some(&' ') && is_digit(at + 2);
        let after_bracket = self.chars[at] == ' ' && at > 0 && self.chars[at - 1] == ')';
        is_sign && (is_digit(at + 1) || closes) && (at > 0 && is_digit(at - 1) || after_bracket)
    }

    /// Whether a long number is a range of years, a date or a sum, not a name: it has no group of more than four digits
    /// between dashes, and at most three groups, or it is one group written as a sum.
    fn is_amount(&self, range: Range<usize>) -> bool {
        let groups: Vec<&[Class]> = self.classes[range.clone()].split(|class| *class != Class::Digit).collect();
        let parted_by_space = self.chars[range.clone()].contains(&' ');
        let begins_phone = matches!(self.chars[range.start], '0' | '\u{0660}' | '\u{06F0}')
            || range.start > 0 && self.chars[range.start - 1] == '+';
        !begins_phone
            && !parted_by_space
            && groups.len() > 1
            && groups.len() <= 3
            && groups.iter().all(|group| group.len() <= 4)
    }

    /// What stands between the ornate brackets ﴾ U+FD3E and ﴿ U+FD3F.
    fn scripture(&self, flags: &mut [bool]) {
        let is_bracket = |character: &char| matches!(character, '\u{FD3E}' | '\u{FD3F}');
        let places: Vec<usize> = (0..self.chars.len()).filter(|at| is_bracket(&self.chars[*at])).collect();
        for pair in places.chunks_exact(2) {
            flags[pair[0]..=pair[1]].fill(true);
        }
    }

    /// Words in a row whose letters bear marks, as scripture is printed.
    fn vocalised(&self, flags: &mut [bool]) {
        if !self.classes.contains(&Class::Mark) {
            return;
        }
        let mut row: Option<(Range<usize>, usize)> = None;
        for chunk in self.chunks() {
            match &mut row {
                _ if !self.is_vocalised(&chunk) => {
                    fill(row.take(), flags);
                }
                Some((range, count)) => {
                    range.end = chunk.end;
                    *count += 1;
                }
                None => row = Some((chunk, 1)),
            }
        }
        fill(row, flags);
    }

    /// Whether at least half of the letters of a chunk bear a vowel mark; the hamza above and shadda are spelling.
    fn is_vocalised(&self, chunk: &Range<usize>) -> bool {
        let letters = self.classes[chunk.clone()].iter().filter(|class| **class == Class::Letter).count();
        let is_vowel =
            |character: &&char| is_mark(**character) && !matches!(character, '\u{0651}' | '\u{0654}' | '\u{0655}');
        let vowels = self.chars[chunk.clone()].iter().filter(is_vowel).count();
        let has_half_space = self.chars[chunk.clone()].contains(&HALF_SPACE);
        letters > 0 && vowels * 2 >= letters && !has_half_space
    }
}

fn fill(row: Option<(Range<usize>, usize)>, flags: &mut [bool]) {
    if let Some((range, count)) = row
        && count >= VOCALISED_WORDS
    {
        flags[range].fill(true);
    }
}

/// Whether a character between two foreign words belongs to their phrase: nothing of Arabic script, no sign of it.
fn bridges((class, character): (&Class, &char)) -> bool {
    match class {
        Class::Space | Class::Digit | Class::Foreign => true,
        Class::Sign => {
            character.is_ascii()
                || matches!(character, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{A0}'..='\u{FF}' if !matches!(character, '«' | '»'))
        }
        _ => false,
    }
}

/// ASCII signs that belong to a word they touch: `C++`, `#5`, `/usr/bin`, `a_b`.
fn is_code_sign(character: char) -> bool {
    matches!(
        character,
        '+' | '#' | '/' | '\\' | '_' | '-' | '.' | '@' | '&' | '=' | '%' | '$' | '~' | ':' | '\'' | '*' | '|' | '^'
    )
}

#[cfg(test)]
mod tests {
    use super::super::stretch::class;
    use super::*;

    /// The protected stretches of a text.
    fn shown(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let classes: Vec<Class> = chars.iter().copied().map(class).collect();
        let flags = protected(&chars, &classes);
        let mut shown: Vec<String> = Vec::new();
        let mut was = false;
        for (character, is) in chars.iter().zip(flags) {
            match (was, is) {
                (false, true) => shown.push(character.to_string()),
                (true, true) => shown.last_mut().expect("one was begun").push(*character),
                _ => {}
            }
            was = is;
        }
        shown
    }

    #[test]
    fn addresses_and_latin_words_stay() {
        assert_eq!(shown("«https://example.org/نان?a=1»، نان"), ["https://example.org/نان?a=1"]);
        assert_eq!(shown("به a.b@example.org بنویسید"), ["a.b@example.org"]);
        assert_eq!(shown("کتاب Bread, 2nd ed. را"), ["Bread, 2nd ed."]);
        assert_eq!(shown("(C++)، نان"), ["C++"]);
        assert_eq!(shown("۵ نان، 12 نان"), [""; 0]);
    }

    #[test]
    fn numbers_with_latin_units_and_names_stay() {
        assert_eq!(shown("تا 5 km و Windows 95 نان"), ["5 km", "Windows 95"]);
        assert_eq!(shown("شابک 978-622-000-123-4 و 021-5550123"), ["978-622-000-123-4", "021-5550123"]);
        assert_eq!(shown("(021) 5550-1234 و +98 21 5550 1234"), ["(021) 5550-1234", "+98 21 5550 1234"]);
        assert_eq!(shown("سال‌های 1357-1367 و 1357/11/22"), [""; 0]);
        assert_eq!(shown("نسخهٔ 1.2.3"), ["1.2.3"]);
    }

    #[test]
    fn scripture_stays() {
        assert_eq!(shown("گفت ﴿كتاب﴾ و"), ["﴿كتاب﴾"]);
        let vocalised = "خُبْزُ الْبَيْتِ طَيِّبٌ";
        assert_eq!(shown(&format!("گفت {vocalised} و رفت")), [vocalised]);
        assert_eq!(shown("کتابِ من و نانِ تو"), [""; 0]);
    }
}
