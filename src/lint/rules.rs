//! The names of the rules, what each says to people, and which of them look at which language.

use super::found::Found;
use super::stretch::Stretch;
use super::{affixes, digits, doubtful, forms, half_space, letters, marks, punctuation, signs, spacing, verbs};
use crate::base::Language;

/// A rule as reports know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// `family.name`; reads well after "allow".
    pub name: &'static str,
    /// What is wrong, as one phrase.
    pub says: &'static str,
}

/// What finds places of one or more rules in a stretch.
pub(super) type Finder = fn(&Stretch<'_>, &mut Found<'_, '_>);

pub(super) const YEH: &str = "orthography.yeh";
pub(super) const YEH_AT_END: &str = "orthography.yeh-at-end";
pub(super) const KAF: &str = "orthography.kaf";
pub(super) const HEH: &str = "orthography.heh";
pub(super) const HEH_YEH: &str = "orthography.heh-yeh";
pub(super) const DIGITS: &str = "orthography.digits";
pub(super) const PRESENTATION_FORM: &str = "orthography.presentation-form";
pub(super) const HALF_SPACE_DOUBLED: &str = "half-space.doubled";
pub(super) const HALF_SPACE_EDGE: &str = "half-space.edge";
pub(super) const HALF_SPACE_UNNEEDED: &str = "half-space.unneeded";
pub(super) const HALF_SPACE_DAMAGED: &str = "half-space.damaged";
pub(super) const MARK_REPEATED: &str = "marks.repeated";
pub(super) const MARK_DETACHED: &str = "marks.detached";
pub(super) const BYTE_ORDER_MARK: &str = "spacing.byte-order-mark";
pub(super) const SPACES: &str = "spacing.doubled";
pub(super) const SPACE_BEFORE_SIGN: &str = "spacing.before-sign";
pub(super) const SPACE_IN_BRACKETS: &str = "spacing.in-brackets";
pub(super) const ELLIPSIS: &str = "punctuation.ellipsis";
pub(super) const DASH: &str = "punctuation.dash";
pub(super) const VERB: &str = "half-space.verb";
pub(super) const VERB_JOINED: &str = "half-space.joined-verb";
pub(super) const PLURAL: &str = "half-space.plural";
pub(super) const PLURAL_JOINED: &str = "half-space.joined-plural";
pub(super) const COMPARATIVE: &str = "half-space.comparative";
pub(super) const SUFFIX: &str = "half-space.suffix";
pub(super) const PREFIX: &str = "half-space.prefix";
pub(super) const COMPOUND: &str = "half-space.compound";
pub(super) const TEH_MARBUTA: &str = "orthography.teh-marbuta";
pub(super) const ALEF_HAMZA: &str = "orthography.alef-hamza";
pub(super) const ARABIC_PHRASE: &str = "orthography.arabic-phrase";
pub(super) const TATWEEL_IN_WORD: &str = "orthography.tatweel";
pub(super) const REPEATED_LETTER: &str = "orthography.repeated-letter";
pub(super) const QUOTES: &str = "punctuation.quotes";
pub(super) const LATIN_SIGN: &str = "punctuation.latin";
pub(super) const LATIN_DIGITS: &str = "numbers.latin-digits";
pub(super) const DECIMAL_SIGN: &str = "numbers.separator";
pub(super) const DIRECTION_MARK: &str = "direction.mark";

/// Every rule about a single stretch, in the order of reports.
pub const RULES: [Rule; 37] = [
    Rule { name: YEH, says: "a yeh of the other language" },
    Rule { name: YEH_AT_END, says: "a Persian yeh at a word's end, where Arabic has two letters" },
    Rule { name: KAF, says: "a kaf of the other language" },
    Rule { name: HEH, says: "a heh of another language" },
    Rule { name: HEH_YEH, says: "the single letter ۀ for heh with a hamza" },
    Rule { name: DIGITS, says: "a digit of the other language" },
    Rule { name: PRESENTATION_FORM, says: "a glyph in place of a letter" },
    Rule { name: HALF_SPACE_DOUBLED, says: "a half-space typed twice" },
    Rule { name: HALF_SPACE_EDGE, says: "a half-space at the edge of a word" },
    Rule { name: HALF_SPACE_UNNEEDED, says: "a half-space after a letter that never joins" },
    Rule { name: HALF_SPACE_DAMAGED, says: "a sign that an old keyboard wrote for a half-space" },
    Rule { name: MARK_REPEATED, says: "the same mark twice on a letter" },
    Rule { name: MARK_DETACHED, says: "a space between a letter and its mark" },
    Rule { name: BYTE_ORDER_MARK, says: "a byte order mark inside the text" },
    Rule { name: SPACES, says: "more than one space" },
    Rule { name: SPACE_BEFORE_SIGN, says: "a space before a sign of the sentence" },
    Rule { name: SPACE_IN_BRACKETS, says: "a space inside brackets or quotation marks" },
    Rule { name: ELLIPSIS, says: "three full stops for an ellipsis" },
    Rule { name: DASH, says: "hyphens for a dash" },
    Rule { name: VERB, says: "a space after the prefix of a verb" },
    Rule { name: VERB_JOINED, says: "the prefix of a verb stuck to it" },
    Rule { name: PLURAL, says: "a space before the ending of the plural" },
    Rule { name: PLURAL_JOINED, says: "the ending of the plural stuck to a letter that hides it" },
    Rule { name: COMPARATIVE, says: "a space before an ending of comparison" },
    Rule { name: SUFFIX, says: "a space before an ending" },
    Rule { name: PREFIX, says: "a space after a prefix" },
    Rule { name: COMPOUND, says: "one word written as two" },
    Rule { name: TEH_MARBUTA, says: "ة in Persian text, which writes ه or ت" },
    Rule { name: ALEF_HAMZA, says: "أ or إ at the beginning of a Persian word" },
    Rule { name: ARABIC_PHRASE, says: "an Arabic phrase without its language" },
    Rule { name: TATWEEL_IN_WORD, says: "a tatweel in a word" },
    Rule { name: REPEATED_LETTER, says: "the same letter three times or more" },
    Rule { name: QUOTES, says: "quotation marks of another script" },
    Rule { name: LATIN_SIGN, says: "punctuation of another script" },
    Rule { name: LATIN_DIGITS, says: "European digits" },
    Rule { name: DECIMAL_SIGN, says: "a sign of another script inside a number" },
    Rule { name: DIRECTION_MARK, says: "an invisible mark of direction" },
];

/// The rule of a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// Rules of Persian; of edits that overlap the earlier one's stays.
const PERSIAN: [Finder; 19] = [
    forms::persian,
    letters::persian,
    letters::heh_yeh,
    letters::digits,
    half_space::unneeded,
    half_space::damaged,
    marks::repeated,
    marks::detached,
    spacing::byte_order_mark,
    spacing::spaces,
    signs::ellipsis,
    signs::dashes,
    verbs::verbs,
    affixes::affixes,
    punctuation::latin_signs,
    punctuation::quotes,
    digits::separators,
    digits::latin,
    doubtful::persian,
];

/// Rules of Arabic. ه and ة, ا and its hamzas are different letters there: nothing looks at them.
const ARABIC: [Finder; 15] = [
    forms::arabic,
    letters::arabic,
    letters::digits,
    half_space::unneeded,
    half_space::damaged,
    marks::repeated,
    marks::detached,
    spacing::byte_order_mark,
    spacing::spaces,
    signs::ellipsis,
    signs::dashes,
    punctuation::latin_signs,
    punctuation::quotes,
    digits::separators,
    doubtful::arabic,
];

/// Rules of other languages of Arabic script, whose letters and half-spaces have orthographies of their own.
const OTHERS: [Finder; 3] = [marks::repeated, spacing::byte_order_mark, spacing::spaces];

/// The rules that look at a language.
pub(super) fn of_language(language: &Language) -> &'static [Finder] {
    match language.primary() {
        "fa" | "pes" | "prs" => &PERSIAN,
        "ar" | "arb" => &ARABIC,
        _ => &OTHERS,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::lint::{Habits, Proof, edits, mended};

    /// A text with every proved edit made; what was mended once is not changed again.
    pub(in crate::lint) fn proved(tag: &str, text: &str) -> String {
        let language = Language::new(tag);
        let mended = mended(text, &language, &Habits::default());
        let again = edits(&mended, &language, &Habits::default());
        assert!(again.iter().all(|edit| edit.proof != Proof::Proved), "{text:?}: {again:?}");
        mended
    }

    /// A suggestion: its rule, the text it is for, the replacement.
    #[derive(Debug)]
    pub(in crate::lint) struct Suggestion(pub(in crate::lint) &'static str, String, String);

    impl PartialEq<(&str, &str, &str)> for Suggestion {
        fn eq(&self, other: &(&str, &str, &str)) -> bool {
            (self.0, self.1.as_str(), self.2.as_str()) == *other
        }
    }

    /// Every suggestion for a text.
    pub(in crate::lint) fn suggested(tag: &str, text: &str) -> Vec<Suggestion> {
        let found = edits(text, &Language::new(tag), &Habits::default());
        let suggestions = found.into_iter().filter(|edit| edit.proof == Proof::Suggested);
        suggestions.map(|edit| Suggestion(edit.rule, text[edit.range].to_owned(), edit.replacement)).collect()
    }

    #[test]
    fn names_are_of_one_family_each_and_stand_once() {
        let mut names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        assert!(names.iter().all(|name| name.split('.').count() == 2), "{names:?}");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}
