//! Kashida by the text alone: where in a word of Arabic script the joint may be lengthened, the best place first.
//!
//! A word in (with the signs around it), [`Place`]s out. Joining comes from Unicode's `Joining_Type` and
//! `Joining_Group`, so letters of every language in the script are covered. What the face does there is for shaping to
//! find out. The order of places is the one Microsoft published for IE 5.5, with Persian, Urdu and Kurdish letters.

use icu_properties::CodePointMapData;
use icu_properties::props::JoiningGroup;

use super::itemize::{JoiningType, Script, is_mark};

/// U+0640.
pub const TATWEEL: char = '\u{0640}';
/// U+200C.
const HALF_SPACE: char = '\u{200C}';
/// A word shorter than this would look torn.
const LEAST_LETTERS: usize = 3;

/// A place in a word that may be lengthened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// How good it is.
    pub priority: Priority,
    /// The byte of the letter after it: behind the marks of the letter before.
    pub at: usize,
}

/// How good a place is; the least is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// At a tatweel of the author's.
    Tatweel,
    /// After a seen or sad.
    Seen,
    /// Before a teh marbuta, a dal, a heh that ends the word.
    TehMarbuta,
    /// Before an alef, and a tah, lam or kaf that ends the word.
    Alef,
    /// Before a tooth (beh, noon, yeh) with reh or yeh after it.
    Tooth,
    /// Before a waw, and an ain, qaf or feh that ends the word.
    Waw,
    /// Before a reh, and other letters that end the word, but not yeh.
    Reh,
    /// Anywhere else.
    Other,
}

impl Priority {
    /// The number in the published order, from 0.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// What makes the place, in words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Tatweel => "at the author's tatweel",
            Self::Seen => "after seen or sad",
            Self::TehMarbuta => "before teh marbuta, dal or final heh",
            Self::Alef => "before alef, final tah, lam or kaf",
            Self::Tooth => "before a tooth with reh or yeh after it",
            Self::Waw => "before waw, final ain, qaf or feh",
            Self::Reh => "before reh or another final letter",
            Self::Other => "between letters that join",
        }
    }
}

/// A letter, with what joins.
#[derive(Clone, Copy, Debug)]
struct Letter {
    at: usize,
    character: char,
    joining: JoiningType,
    group: JoiningGroup,
    /// Marks stand on it.
    has_marks: bool,
    /// A format character parts it from the next letter.
    is_parted: bool,
}

/// The places of a word that may be lengthened: the best first, among equals the later one.
///
/// There are none in words of fewer than three letters, with other scripts or digits, or with signs between their
/// letters (abbreviations, addresses), and none inside الله and لله, nor between lam and alef.
pub fn places(word: &str) -> Vec<Place> {
    let Some(letters) = letters(word) else { return Vec::new() };
    let mut places: Vec<Place> = (1..letters.len()).filter_map(|at| place(&letters, at)).collect();
    places.sort_by(|one, other| one.priority.cmp(&other.priority).then(other.at.cmp(&one.at)));
    places
}

/// Whether most letters carry marks, as in scripture: such a word is lengthened only where its author did.
pub fn is_vocalised(word: &str) -> bool {
    let letters = letters(word).unwrap_or_default();
    let marked = letters.iter().filter(|letter| letter.has_marks).count();
    marked * 2 > letters.len()
}

/// The letters of a word; `None` when it is not to be lengthened at all.
fn letters(word: &str) -> Option<Vec<Letter>> {
    // Signs around the word do not count, those inside it do.
    let is_sign = |character: char| !character.is_alphanumeric() && character != TATWEEL && !is_mark(character);
    let start = word.len() - word.trim_start_matches(is_sign).len();
    let core = word.trim_matches(is_sign);
    let mut letters: Vec<Letter> = Vec::with_capacity(core.len() / 2);
    for (at, character) in core.char_indices() {
        let joining = JoiningType::of(character);
        match letters.last_mut() {
            Some(last) if is_mark(character) => last.has_marks = true,
            Some(last) if character == HALF_SPACE || joining == JoiningType::Transparent => last.is_parted = true,
            _ if character == TATWEEL || is_letter(character) => {
                let group = CodePointMapData::<JoiningGroup>::new().get(character);
                letters.push(Letter { at: start + at, character, joining, group, has_marks: false, is_parted: false });
            }
            _ => return None,
        }
    }
    let count = letters.iter().filter(|letter| letter.character != TATWEEL).count();
    (count >= LEAST_LETTERS).then_some(letters)
}

/// A letter of Arabic script; digits and presentation forms are none that join.
fn is_letter(character: char) -> bool {
    Script::of(character) == Script::ARABIC && character.is_alphabetic()
}

/// The place before letter `at`, if it may be lengthened.
fn place(letters: &[Letter], at: usize) -> Option<Place> {
    let (before, after) = (&letters[at - 1], &letters[at]);
    let joins = before.joining.joins_next() && after.joining.joins_previous() && !before.is_parted;
    if !joins || after.character == TATWEEL || is_lam_alef(before, after) || is_in_allah(letters, at) {
        return None;
    }
    let next = letters.get(at + 1).filter(|next| joins_on(after, next));
    Some(Place { priority: priority(before, after, next), at: after.at })
}

fn joins_on(letter: &Letter, next: &Letter) -> bool {
    letter.joining.joins_next() && next.joining.joins_previous() && !letter.is_parted
}

fn is_lam_alef(before: &Letter, after: &Letter) -> bool {
    before.group == JoiningGroup::Lam && after.group == JoiningGroup::Alef
}

/// Whether both letters lie in lam, lam, heh: faces draw الله and لله as one.
fn is_in_allah(letters: &[Letter], at: usize) -> bool {
    let is_lam = |at: usize| letters[at].group == JoiningGroup::Lam;
    let is_name = |from: usize| {
        from + 2 < letters.len()
            && is_lam(from)
            && is_lam(from + 1)
            && matches!(letters[from + 2].group, JoiningGroup::Heh | JoiningGroup::HehGoal)
    };
    is_name(at - 1) || (at >= 2 && is_name(at - 2))
}

/// How good the place between two letters is; `next` is the letter that the second one joins.
fn priority(before: &Letter, after: &Letter, next: Option<&Letter>) -> Priority {
    use JoiningGroup as Group;
    let is_final = next.is_none();
    if before.character == TATWEEL {
        return Priority::Tatweel;
    }
    if matches!(before.group, Group::Seen | Group::Sad) {
        return Priority::Seen;
    }
    let is_tooth = matches!(after.group, Group::Beh | Group::Noon | Group::Nya) || is_yeh(after.group);
    match after.group {
        Group::TehMarbuta | Group::TehMarbutaGoal | Group::Dal => Priority::TehMarbuta,
        Group::Heh | Group::HehGoal | Group::KnottedHeh if is_final => Priority::TehMarbuta,
        Group::Alef => Priority::Alef,
        Group::Tah | Group::Lam | Group::Kaf | Group::SwashKaf | Group::Gaf if is_final => Priority::Alef,
        _ if is_tooth && next.is_some_and(|next| next.group == Group::Reh || is_yeh(next.group)) => Priority::Tooth,
        Group::Waw => Priority::Waw,
        Group::Ain | Group::Qaf | Group::AfricanQaf | Group::Feh | Group::AfricanFeh if is_final => Priority::Waw,
        Group::Reh => Priority::Reh,
        group if is_final && !is_yeh(group) => Priority::Reh,
        _ => Priority::Other,
    }
}

fn is_yeh(group: JoiningGroup) -> bool {
    use JoiningGroup as Group;
    matches!(group, Group::Yeh | Group::FarsiYeh | Group::YehWithTail)
        || matches!(group, Group::YehBarree | Group::BurushaskiYehBarree)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places of a word: the letter after each, and the number of its priority.
    fn seen(word: &str) -> Vec<(char, u8)> {
        let letter = |place: &Place| word[place.at..].chars().next().expect("a place lies before a letter");
        places(word).iter().map(|place| (letter(place), place.priority.number())).collect()
    }

    #[test]
    fn the_best_place_comes_first_and_among_equals_the_later() {
        // U+0633 seen before lam; U+0644 U+0627 lam-alef is whole.
        assert_eq!(seen("سلام"), [('ل', 1)]);
        assert_eq!(seen("کتاب"), [('ا', 3), ('ت', 7)]);
        assert_eq!(seen("سپاسد"), [('د', 1), ('پ', 1), ('ا', 3)]);
    }

    #[test]
    fn each_priority_has_its_letters() {
        assert_eq!(seen("کــتاب")[0], ('ت', 0));
        assert_eq!(seen("مدرسة")[0], ('ة', 1));
        assert_eq!(seen("نامهٔ"), [('ه', 2), ('ا', 3)]);
        assert_eq!(seen("بعد")[0], ('د', 2));
        assert_eq!(seen("کمک")[0], ('ک', 3));
        assert_eq!(seen("سنگ"), [('ن', 1), ('گ', 3)]);
        assert_eq!(seen("مبین")[0], ('ب', 4));
        assert_eq!(seen("پیروز")[0], ('ی', 4));
        assert_eq!(seen("جمع")[0], ('ع', 5));
        assert_eq!(seen("چگونه")[0], ('ه', 2));
        assert_eq!(seen("پژمرده"), [('ر', 6), ('ژ', 6)]);
    }

    #[test]
    fn a_final_yeh_is_lengthened_after_seen_only() {
        assert_eq!(seen("کسی"), [('ی', 1), ('س', 7)]);
        assert_eq!(seen("علی"), [('ی', 7), ('ل', 7)]);
    }

    #[test]
    fn lam_alef_and_the_name_of_god_stay_whole() {
        assert_eq!(seen("کلا"), [('ل', 7)]);
        assert_eq!(seen("ب\u{064E}ل\u{064E}ا"), [('ل', 7)]);
        assert_eq!(seen("الله"), []);
        assert_eq!(seen("ل\u{0650}ل\u{0651}\u{064E}ه\u{0650}"), []);
        assert_eq!(seen("ولله"), []);
        assert_eq!(seen("بالله"), [('ا', 3)]);
    }

    #[test]
    fn half_spaces_part_and_marks_stay_on_their_letter() {
        assert_eq!(seen("می\u{200C}کند"), [('د', 2), ('ن', 7), ('ی', 7)]);
        let word = "کُت\u{0651}\u{064E}اب";
        let places = places(word);
        assert_eq!(&word[..places[0].at], "کُت\u{0651}\u{064E}");
    }

    #[test]
    fn short_words_digits_other_scripts_and_inner_signs_are_left_alone() {
        for word in ["سد", "«سد»", "نان۱۲", "نانa", "bread", "ه.ش.م", "نان-کتاب", "۱۲۳", ""]
        {
            assert_eq!(seen(word), [], "{word}");
        }
        assert_eq!(seen("«سلام»،"), [('ل', 1)]);
    }

    #[test]
    fn vocalised_words_are_known() {
        assert!(is_vocalised("ك\u{064E}ت\u{064E}ب\u{064E}"));
        assert!(!is_vocalised("محم\u{0651}د"));
    }
}
