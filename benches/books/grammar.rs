//! Grammar: sentences of the vocabulary, by chance, but the same ones at every run.
//!
//! The sentences are well formed and mean little. What matters is that words, their forms and their lengths are those of
//! Persian prose: half-spaces (U+200C) in plurals and verbs, numbers in Persian digits, Latin names, quotation marks.

use crate::vocabulary::{ADJECTIVES, NAMES, NOUNS, OPENINGS, PREPOSITIONS, VERBS};

/// Half-space (ZWNJ): parts letters that would join.
const HALF_SPACE: char = '\u{200C}';
/// Hamza above (U+0654): the ezafe of a word that ends in a silent heh.
const EZAFE_SIGN: char = '\u{0654}';
/// Letters that do not join to the next one, after which no half-space is written.
const NON_JOINERS: [char; 8] = ['ا', 'آ', 'د', 'ذ', 'ر', 'ز', 'ژ', 'و'];

/// A linear congruential generator (Knuth's MMIX constants).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below a bound.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    /// Whether one case in `cases` happens.
    pub(crate) fn one_in(&mut self, cases: usize) -> bool {
        self.below(cases) == 0
    }

    /// One of a list, the first ones more often: words have their frequencies.
    fn word<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let at = self.below(list.len());
        list[at * at / list.len()]
    }
}

/// Person and number of a verb.
#[derive(Clone, Copy)]
enum Person {
    I,
    She,
    We,
    They,
}

/// The vocabulary, parted into words.
pub(crate) struct Grammar {
    nouns: Vec<&'static str>,
    adjectives: Vec<&'static str>,
    verbs: Vec<(&'static str, &'static str)>,
    openings: Vec<&'static str>,
    prepositions: Vec<&'static str>,
    names: Vec<&'static str>,
}

impl Grammar {
    pub(crate) fn new() -> Self {
        Self {
            nouns: NOUNS.split_whitespace().collect(),
            adjectives: ADJECTIVES.split_whitespace().collect(),
            verbs: VERBS.split_whitespace().filter_map(|verb| verb.split_once('/')).collect(),
            openings: OPENINGS.split_whitespace().collect(),
            prepositions: PREPOSITIONS.split_whitespace().collect(),
            names: NAMES.split_whitespace().collect(),
        }
    }

    /// A few words without a verb, for headings.
    pub(crate) fn title(&self, chance: &mut Chance) -> String {
        let first = self.noun_phrase(chance);
        if chance.one_in(2) { format!("{first} و {}", self.noun_phrase(chance)) } else { first }
    }

    /// A sentence with its stop.
    pub(crate) fn sentence(&self, chance: &mut Chance) -> String {
        let mut sentence = String::new();
        if chance.one_in(3) {
            sentence.push_str(&spaced(chance.word(&self.openings)));
            sentence.push_str("، ");
        }
        sentence.push_str(&self.clause(chance));
        match chance.below(6) {
            0 => sentence.push_str(&format!("؛ {}", self.clause(chance))),
            1 | 2 => sentence.push_str(&format!(" و {}", self.clause(chance))),
            3 => sentence.push_str(&format!("، زیرا {}", self.clause(chance))),
            _ => {}
        }
        sentence.push(if chance.one_in(15) { '؟' } else { '.' });
        sentence
    }

    /// Subject, object, where or how, verb.
    fn clause(&self, chance: &mut Chance) -> String {
        let (subject, person) = self.subject(chance);
        let verb = self.verb(chance, person);
        let object = self.noun_phrase(chance);
        match chance.below(8) {
            0 => format!("{subject} «{object}» را {verb}"),
            1 => format!("{subject} در سال {} {object} را {verb}", persian(1300 + chance.below(105))),
            2 => format!("{subject} {} {object} {verb}", persian(2 + chance.below(40))),
            3 if chance.one_in(3) => format!("{subject} ({}) {object} را {verb}", spaced(chance.word(&self.names))),
            4 => {
                let is = ["هستم", "است", "هستیم", "هستند"][person as usize];
                format!("{subject} {} {is}", chance.word(&self.adjectives))
            }
            _ => format!("{subject} {} {object} را {verb}", self.place(chance)),
        }
    }

    fn subject(&self, chance: &mut Chance) -> (String, Person) {
        match chance.below(8) {
            0 => ("ما".to_owned(), Person::We),
            1 => ("من".to_owned(), Person::I),
            2 => (plural(chance.word(&self.nouns)), Person::They),
            3 => (format!("این {}", plural(chance.word(&self.nouns))), Person::They),
            _ => (self.noun_phrase(chance), Person::She),
        }
    }

    fn place(&self, chance: &mut Chance) -> String {
        format!("{} {}", spaced(chance.word(&self.prepositions)), self.noun_phrase(chance))
    }

    /// A noun, alone or joined by ezafe to an adjective or another noun.
    fn noun_phrase(&self, chance: &mut Chance) -> String {
        let noun = chance.word(&self.nouns);
        let noun = if chance.one_in(4) { plural(noun) } else { noun.to_owned() };
        match chance.below(5) {
            0 | 1 => format!("{} {}", ezafe(&noun), chance.word(&self.adjectives)),
            2 => format!("{} {}", ezafe(&noun), chance.word(&self.nouns)),
            3 if chance.one_in(2) => indefinite(&noun),
            _ => noun,
        }
    }

    /// Past, imperfect, present or perfect, now and then denied.
    fn verb(&self, chance: &mut Chance, person: Person) -> String {
        let (past, present) = self.verbs[chance.below(self.verbs.len())];
        let prefix = if chance.one_in(6) { "نمی" } else { "می" };
        let ending = ["م", "", "یم", "ند"][person as usize];
        match chance.below(5) {
            0 | 1 => format!("{past}{ending}"),
            2 => format!("{prefix}{HALF_SPACE}{past}{ending}"),
            3 => format!("{past}ه{HALF_SPACE}{}", ["ام", "است", "ایم", "اند"][person as usize]),
            _ => format!("{prefix}{HALF_SPACE}{present}{}{}", glide(present), ["م", "د", "یم", "ند"][person as usize]),
        }
    }
}

fn spaced(word: &str) -> String {
    word.replace('_', " ")
}

/// Stems that end in a vowel take a yeh before the ending.
fn glide(stem: &str) -> &'static str {
    if stem == "گو" || stem.ends_with('ا') { "ی" } else { "" }
}

fn plural(noun: &str) -> String {
    let joins = !noun.ends_with(NON_JOINERS);
    if joins { format!("{noun}{HALF_SPACE}ها") } else { format!("{noun}ها") }
}

fn indefinite(noun: &str) -> String {
    match noun {
        _ if noun.ends_with(['ا', 'و']) => format!("{noun}یی"),
        _ if ends_in_silent_heh(noun) => format!("{noun}{HALF_SPACE}ای"),
        _ if noun.ends_with('ی') => format!("{noun}{HALF_SPACE}ای"),
        _ => format!("{noun}ی"),
    }
}

fn ezafe(noun: &str) -> String {
    match noun {
        _ if noun.ends_with(['ا', 'و']) => format!("{noun}ی"),
        _ if ends_in_silent_heh(noun) => format!("{noun}{EZAFE_SIGN}"),
        _ => noun.to_owned(),
    }
}

/// A heh at the end is a vowel, except after a long vowel (as in راه, کوه) and in words of two letters (ده).
fn ends_in_silent_heh(noun: &str) -> bool {
    noun.ends_with('ه') && !noun.ends_with("اه") && !noun.ends_with("وه") && noun.chars().count() > 2
}

/// A number in Persian digits (from U+06F0).
pub(crate) fn persian(number: usize) -> String {
    publish::script::DigitSet::Persian.format(number as u64)
}
