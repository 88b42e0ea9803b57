//! A stretch of text as the rules see it: its characters by class, its words, and what no rule may touch.

use std::ops::Range;

use super::{Habits, OBJECT, protect};
use crate::base::Language;
use crate::script::DigitSet;
use crate::script::itemize::is_mark;
use crate::script::letters::is_arabic;

/// ZERO WIDTH NON-JOINER.
pub(super) const HALF_SPACE: char = '\u{200C}';
/// ZERO WIDTH JOINER.
pub(super) const JOINER: char = '\u{200D}';
/// ARABIC TATWEEL.
pub(super) const TATWEEL: char = '\u{0640}';

/// What a character is to the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A letter of Arabic script.
    Letter,
    /// A combining mark.
    Mark,
    /// A digit of one of the three sets.
    Digit,
    /// U+0020, a tab or a line end.
    Space,
    /// U+200C.
    HalfSpace,
    /// U+0640.
    Tatweel,
    /// A letter of another script.
    Foreign,
    /// What stands for something that is no text.
    Object,
    /// Everything else: punctuation, signs, other white space, invisible characters.
    Sign,
}

/// A stretch of one language.
#[derive(Debug)]
pub(super) struct Stretch<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Its characters.
    pub(super) chars: Vec<char>,
    /// The byte each character begins at, and the length of the text at the end.
    at: Vec<usize>,
    /// The class of each character.
    pub(super) classes: Vec<Class>,
    /// Whether each character must stay.
    is_protected: Vec<bool>,
    /// Words: letters, marks, half-spaces, joiners and tatweels that stand together, as positions of characters.
    pub(super) words: Vec<Range<usize>>,
    /// The digits of its numbers; Latin where no rule has a say over them.
    pub(super) digits: DigitSet,
}

impl<'a> Stretch<'a> {
    /// Looks at a text once for all rules.
    pub(super) fn new(text: &'a str, language: &Language, habits: &Habits) -> Self {
        let mut chars = Vec::with_capacity(text.len() / 2 + 1);
        let mut at = Vec::with_capacity(text.len() / 2 + 2);
        for (place, character) in text.char_indices() {
            chars.push(character);
            at.push(place);
        }
        at.push(text.len());
        let classes: Vec<Class> = chars.iter().map(|character| class(*character)).collect();
        let is_protected = protect::protected(&chars, &classes);
        let words = words(&classes, &chars);
        // A book that prints others than those of the language has its reasons: as with Latin ones, nothing is said.
        let own = DigitSet::of_language(language);
        let digits = if habits.digits.is_none_or(|digits| digits == own) { own } else { DigitSet::Latin };
        Self { text, chars, at, classes, is_protected, words, digits }
    }

    /// How many characters it has.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The bytes of a range of characters.
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        self.at[range.start]..self.at[range.end]
    }

    /// The text of a range of characters.
    pub(super) fn slice(&self, range: &Range<usize>) -> &'a str {
        &self.text[self.bytes(range)]
    }

    /// Whether no rule may touch a range of characters; an empty one is between two characters.
    pub(super) fn is_protected(&self, range: &Range<usize>) -> bool {
        let touched = if range.is_empty() { range.start.saturating_sub(1)..range.end } else { range.clone() };
        self.is_protected[touched.start..touched.end.min(self.len())].iter().any(|protected| *protected)
    }

    /// The character at a position, if it lies in the stretch.
    pub(super) fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// The class at a position, if it lies in the stretch.
    pub(super) fn class(&self, at: usize) -> Option<Class> {
        self.classes.get(at).copied()
    }

    /// The class of the character before a position.
    pub(super) fn class_before(&self, at: usize) -> Option<Class> {
        at.checked_sub(1).map(|before| self.classes[before])
    }

    /// The character before a position.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).map(|before| self.chars[before])
    }

    /// The last letter before a position, marks skipped; `None` when something else stands there.
    pub(super) fn letter_before(&self, at: usize) -> Option<char> {
        let before = self.classes[..at].iter().rposition(|class| *class != Class::Mark)?;
        (self.classes[before] == Class::Letter).then_some(self.chars[before])
    }

    /// Positions of a character.
    pub(super) fn places(&self, wanted: char) -> impl Iterator<Item = usize> + '_ {
        self.chars.iter().enumerate().filter(move |(_, character)| **character == wanted).map(|(at, _)| at)
    }
}

/// The class of a character.
pub(super) fn class(character: char) -> Class {
    match character {
        ' ' | '\t' | '\n' | '\r' => Class::Space,
        HALF_SPACE => Class::HalfSpace,
        TATWEEL => Class::Tatweel,
        OBJECT => Class::Object,
        _ if DigitSet::is_digit(character) => Class::Digit,
        _ if character.is_ascii() => {
            if character.is_ascii_alphabetic() {
                Class::Foreign
            } else {
                Class::Sign
            }
        }
        _ if is_mark(character) => Class::Mark,
        _ if !character.is_alphabetic() => Class::Sign,
        _ if is_arabic(character) => Class::Letter,
        _ => Class::Foreign,
    }
}

/// Words: they begin and end with a letter or what belongs to one.
fn words(classes: &[Class], chars: &[char]) -> Vec<Range<usize>> {
    let belongs = |at: usize| {
        matches!(classes[at], Class::Letter | Class::Mark | Class::HalfSpace | Class::Tatweel) || chars[at] == JOINER
    };
    let mut words = Vec::new();
    let mut at = 0;
    while at < classes.len() {
        if !belongs(at) {
            at += 1;
            continue;
        }
        let start = at;
        while at < classes.len() && belongs(at) {
            at += 1;
        }
        let end = (start..at).rev().find(|place| classes[*place] != Class::HalfSpace).map_or(start, |last| last + 1);
        let start = (start..end).find(|place| classes[*place] != Class::HalfSpace).unwrap_or(end);
        if (start..end).any(|place| classes[place] == Class::Letter) {
            words.push(start..end);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hold_what_belongs_to_their_letters() {
        let text = "کتاب\u{200C}ها، سَلام PDF\u{200C}ها ۱۲";
        let stretch = Stretch::new(text, &Language::new("fa"), &Habits::default());
        let words: Vec<&str> = stretch.words.iter().map(|word| stretch.slice(word)).collect();
        assert_eq!(words, ["کتاب\u{200C}ها", "سَلام", "ها"]);
    }

    #[test]
    fn characters_have_classes() {
        assert_eq!(class('\u{064E}'), Class::Mark);
        assert_eq!(class('ی'), Class::Letter);
        assert_eq!(class('é'), Class::Foreign);
        assert_eq!(class('٪'), Class::Sign);
        assert_eq!(class('۵'), Class::Digit);
    }
}
