//! The script of a character, the way its letters join, and whether it is seen at all.

use icu_properties::props::{
    DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup, JoiningType as IcuJoiningType,
    NamedEnumeratedProperty, Script as IcuScript,
};
use icu_properties::script::ScriptWithExtensions;
use icu_properties::{CodePointMapData, CodePointSetData};

/// A script by its ISO 15924 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Script([u8; 4]);

impl Script {
    /// Arabic script, of all its languages.
    pub const ARABIC: Self = Self(*b"Arab");
    /// Latin script.
    pub const LATIN: Self = Self(*b"Latn");
    /// Greek script.
    pub const GREEK: Self = Self(*b"Grek");
    /// Cyrillic script.
    pub const CYRILLIC: Self = Self(*b"Cyrl");
    /// Signs of many scripts (Unicode `Common`).
    pub const COMMON: Self = Self(*b"Zyyy");
    /// Marks that take the script of their base (Unicode `Inherited`).
    pub const INHERITED: Self = Self(*b"Zinh");

    /// The script of a character (Unicode `Script`, UAX #24).
    ///
    /// The digits U+0660–U+0669 and the tatweel U+0640 are `Common` to Unicode; here they are Arabic, as they are
    /// printed with Arabic faces only.
    pub fn of(character: char) -> Self {
        match character {
            'a'..='z' | 'A'..='Z' => Self::LATIN,
            ' '..='\u{A0}' => Self::COMMON,
            '\u{0620}'..='\u{064A}' | '\u{0660}'..='\u{0669}' | '\u{0671}'..='\u{06DC}' => Self::ARABIC,
            _ => Self::from_unicode(ScriptWithExtensions::new().get_script_val(character)),
        }
    }

    fn from_unicode(script: IcuScript) -> Self {
        <[u8; 4]>::try_from(script.short_name().as_bytes()).map_or(Self::COMMON, Self)
    }

    /// A number of its own, for keys.
    pub fn number(self) -> u32 {
        u32::from_le_bytes(self.0)
    }

    /// The code, such as `Arab`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("codes of scripts are ASCII")
    }

    /// Whether it says nothing by itself: characters of it follow their neighbours.
    pub fn is_neutral(self) -> bool {
        self == Self::COMMON || self == Self::INHERITED
    }

    /// Whether book faces for Latin usually bring it: Latin, Greek, Cyrillic.
    pub fn is_european(self) -> bool {
        matches!(self, Self::LATIN | Self::GREEK | Self::CYRILLIC)
    }
}

/// How a letter joins its neighbours (Unicode `Joining_Type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoiningType {
    /// It joins nothing.
    None,
    /// It joins the letter before it (alef, dal, re, vav).
    Right,
    /// It joins the letter after it.
    Left,
    /// It joins both.
    Dual,
    /// It makes both neighbours join: tatweel and U+200D.
    Causing,
    /// It is looked through: marks and most invisible characters.
    Transparent,
}

impl JoiningType {
    /// The joining type of a character.
    pub fn of(character: char) -> Self {
        match CodePointMapData::<IcuJoiningType>::new().get(character) {
            IcuJoiningType::RightJoining => Self::Right,
            IcuJoiningType::LeftJoining => Self::Left,
            IcuJoiningType::DualJoining => Self::Dual,
            IcuJoiningType::JoinCausing => Self::Causing,
            IcuJoiningType::Transparent => Self::Transparent,
            _ => Self::None,
        }
    }

    /// Whether the letter after it may join it.
    pub fn joins_next(self) -> bool {
        matches!(self, Self::Left | Self::Dual | Self::Causing)
    }

    /// Whether the letter before it may join it.
    pub fn joins_previous(self) -> bool {
        matches!(self, Self::Right | Self::Dual | Self::Causing)
    }
}

/// Whether a text, read backwards, ends in a letter that reaches for the next one.
pub fn joins_what_follows(text: &str) -> bool {
    let types = text.chars().rev().map(JoiningType::of);
    types.into_iter().find(|joining| *joining != JoiningType::Transparent).is_some_and(JoiningType::joins_next)
}

/// Whether a text begins with a letter that reaches for the one before.
pub fn joins_what_precedes(text: &str) -> bool {
    let types = text.chars().map(JoiningType::of);
    types.into_iter().find(|joining| *joining != JoiningType::Transparent).is_some_and(JoiningType::joins_previous)
}

/// Whether it is a combining mark, drawn on the letter before it.
pub fn is_mark(character: char) -> bool {
    // No mark stands before U+0300.
    character >= '\u{0300}'
        && GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(character))
}

/// Whether it has no shape of its own where nothing supports it: half-space, joiners, directional marks, soft hyphen.
pub fn is_invisible(character: char) -> bool {
    character >= '\u{AD}' && CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_join_by_their_type() {
        // U+0628 beh, U+0627 alef, U+064E fatha, U+200C half-space.
        assert_eq!(JoiningType::of('\u{0628}'), JoiningType::Dual);
        assert_eq!(JoiningType::of('\u{0627}'), JoiningType::Right);
        assert!(joins_what_follows("\u{0628}\u{064E}"));
        assert!(!joins_what_follows("\u{0628}\u{200C}"));
        assert!(joins_what_precedes("\u{064E}\u{0627}"));
    }

    #[test]
    fn digits_and_tatweel_are_arabic_and_the_comma_is_common() {
        assert_eq!(Script::of('\u{0663}'), Script::ARABIC);
        assert_eq!(Script::of('\u{06F3}'), Script::ARABIC);
        assert_eq!(Script::of('\u{0640}'), Script::ARABIC);
        assert_eq!(Script::of('\u{060C}'), Script::COMMON);
        assert_eq!(Script::of('\u{0431}'), Script::CYRILLIC);
        assert_eq!(Script::of('\u{05D0}').code(), "Hebr");
        assert_eq!(Script::of('\u{0301}'), Script::INHERITED);
    }

    #[test]
    fn marks_and_invisible_characters_are_told_apart() {
        assert!(is_mark('\u{0651}') && !is_mark('\u{0628}'));
        assert!(is_invisible('\u{200C}') && is_invisible('\u{AD}') && !is_invisible('\u{0651}'));
    }
}
