//! What only the whole book can tell: two spellings of one word, two forms of one ending, two kinds of digits or letters.
//!
//! One finding each, at the first place of the rarer form, with the counts of all.

use std::collections::BTreeMap;
use std::ops::Range;

use super::finding::Finding;
use super::passage::{Passage, passages};
use super::stretch::{Class, HALF_SPACE, Stretch};
use super::{Custom, Habits, Setting, rules};
use crate::base::{Language, Sources, Span};
use crate::book::Manuscript;
use crate::script::itemize::{JoiningType, is_mark};

/// One form of something: how often it stands, and where first.
#[derive(Clone, Debug)]
struct Form {
    name: String,
    count: usize,
    /// Where it stands first, and the word or number there.
    first: Span,
    words: String,
}

/// Forms of one thing in the order of their first places.
#[derive(Clone, Debug, Default)]
struct Forms(Vec<Form>);

impl Forms {
    fn count(&mut self, name: &str, place: impl FnOnce() -> (Span, String)) {
        match self.0.iter_mut().find(|form| form.name == name) {
            Some(form) => form.count += 1,
            None => {
                let (first, words) = place();
                self.0.push(Form { name: name.to_owned(), count: 1, first, words });
            }
        }
    }

    /// A finding at the rarest form, if there are two or more.
    fn finding(mut self, rule: &'static str, what: &str) -> Option<Finding> {
        self.0.sort_by_key(|form| std::cmp::Reverse(form.count));
        let (_, rest) = self.0.split_first()?;
        let rarest = rest.last()?;
        let counts: Vec<String> = self.0.iter().map(|form| format!("`{}` {}", form.name, times(form.count))).collect();
        Some(Finding {
            rule,
            span: rarest.first,
            message: format!("{what}: {}", counts.join(", ")),
            words: rarest.words.clone(),
            instead: None,
            is_fixable: false,
        })
    }
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}

/// Everything that is counted in the texts of one language.
#[derive(Default)]
struct Counts {
    yeh: Forms,
    kaf: Forms,
    heh_yeh: Forms,
    digits: Forms,
    /// By a word without half-spaces: its spellings.
    spellings: BTreeMap<String, Forms>,
}

/// The findings about a book.
pub(super) fn findings(manuscripts: &[Manuscript], sources: &Sources, custom: &Custom<'_>) -> Vec<Finding> {
    let mut all: Vec<Passage> = Vec::new();
    for one in manuscripts {
        let text = sources.text(one.document.source);
        all.extend(
            passages(&one.document, text, &one.language).into_iter().filter(|one| one.setting == Setting::Prose),
        );
    }
    let mut findings = Vec::new();
    for primary in ["fa", "ar"] {
        let own: Vec<&Passage> = all.iter().filter(|passage| passage.language.primary() == primary).collect();
        findings.extend(of_language(&own, &Language::new(primary), custom));
    }
    findings.retain(|finding| !custom.allows(finding.rule));
    findings
}

fn of_language(passages: &[&Passage], language: &Language, custom: &Custom<'_>) -> Vec<Finding> {
    let mut counts = Counts::default();
    let stretches: Vec<(&Passage, Stretch<'_>)> =
        passages.iter().map(|passage| (*passage, Stretch::new(&passage.text, language, &Habits::default()))).collect();
    // Words with a half-space first: only for them is there a second spelling to look for.
    for (passage, stretch) in &stretches {
        count_half_spaced(passage, stretch, &mut counts.spellings);
    }
    for (passage, stretch) in &stretches {
        count_joined(passage, stretch, &mut counts.spellings);
        count_letters(passage, stretch, &mut counts);
        count_heh_yeh(passage, stretch, &mut counts.heh_yeh, custom);
        count_digits(passage, stretch, &mut counts.digits);
    }
    // Where the rule about the letter speaks, every single one is reported already.
    let mut found = Vec::new();
    if custom.allows(rules::YEH) {
        found.extend(counts.yeh.finding("consistency.letters", "two kinds of yeh"));
    }
    if custom.allows(rules::KAF) {
        found.extend(counts.kaf.finding("consistency.letters", "two kinds of kaf"));
    }
    let is_persian = language.primary() == "fa";
    if is_persian {
        found.extend(counts.heh_yeh.finding("consistency.heh-yeh", "several forms of the ezafe after ه"));
    }
    found.extend(counts.digits.finding("consistency.digits", "several kinds of digits"));
    let spellings = counts.spellings.into_values();
    found.extend(spellings.filter_map(|forms| forms.finding("consistency.spelling", "two spellings of one word")));
    found
}

/// The place of a range of characters, and what stands there.
fn place(passage: &Passage, stretch: &Stretch<'_>, range: &Range<usize>) -> (Span, String) {
    (passage.span(&stretch.bytes(range)), stretch.slice(range).to_owned())
}

/// Words that a half-space parts where the letters would join.
fn count_half_spaced(passage: &Passage, stretch: &Stretch<'_>, spellings: &mut BTreeMap<String, Forms>) {
    for word in &stretch.words {
        let text = stretch.slice(word);
        if text.contains(HALF_SPACE) && !stretch.is_protected(word) {
            let spelling = spelling(text);
            if spelling.contains(HALF_SPACE) {
                let forms = spellings.entry(spelling.replace(HALF_SPACE, "")).or_default();
                forms.count(&spelling, || place(passage, stretch, word));
            }
        }
    }
}

/// The same words without it.
fn count_joined(passage: &Passage, stretch: &Stretch<'_>, spellings: &mut BTreeMap<String, Forms>) {
    for word in &stretch.words {
        let text = stretch.slice(word);
        if text.chars().all(|character| !is_mark(character) && character != HALF_SPACE)
            && let Some(forms) = spellings.get_mut(text)
            // Two words of the same letters, parted at different places: which one this is, nobody can say.
            && forms.0.iter().filter(|form| form.name.contains(HALF_SPACE)).count() == 1
        {
            forms.count(text, || place(passage, stretch, word));
        }
    }
}

/// A word without marks and without half-spaces that part nothing.
fn spelling(word: &str) -> String {
    let mut spelling = String::with_capacity(word.len());
    for character in word.chars().filter(|character| !is_mark(*character)) {
        let joins = spelling.chars().next_back().is_some_and(|last| JoiningType::of(last).joins_next());
        if character != HALF_SPACE || joins {
            spelling.push(character);
        }
    }
    spelling
}

fn count_letters(passage: &Passage, stretch: &Stretch<'_>, counts: &mut Counts) {
    for (at, letter) in stretch.chars.iter().enumerate() {
        let forms = match letter {
            '\u{06CC}' | '\u{064A}' => &mut counts.yeh,
            '\u{06A9}' | '\u{0643}' => &mut counts.kaf,
            _ => continue,
        };
        let mut bytes = [0; 4];
        forms.count(letter.encode_utf8(&mut bytes), || place(passage, stretch, &(at..at + 1)));
    }
}

/// هٔ, ه‌ی and, where the book writes it, ۀ at the end of a word.
fn count_heh_yeh(passage: &Passage, stretch: &Stretch<'_>, forms: &mut Forms, custom: &Custom<'_>) {
    const ENDINGS: [(&str, &str); 3] = [
        ("\u{0647}\u{0654}", "\u{0647}\u{0654}"),
        ("\u{0647}\u{200C}\u{06CC}", "\u{0647}\u{200C}\u{06CC}"),
        ("\u{06C0}", "\u{06C0}"),
    ];
    for word in &stretch.words {
        let text = stretch.slice(word);
        let ending = ENDINGS.iter().find(|(ending, _)| text.ends_with(ending));
        if let Some((_, name)) = ending.filter(|(ending, _)| *ending != "\u{06C0}" || custom.allows(rules::HEH_YEH)) {
            forms.count(name, || place(passage, stretch, word));
        }
    }
}

/// Numbers by the digits they are written with; names, versions and addresses keep their own.
fn count_digits(passage: &Passage, stretch: &Stretch<'_>, forms: &mut Forms) {
    for number in super::digits::numbers(stretch) {
        if stretch.is_protected(&number) {
            continue;
        }
        let digits =
            stretch.chars[number.clone()].iter().filter(|digit| super::stretch::class(**digit) == Class::Digit);
        let mut kinds: Vec<&str> = digits.map(|digit| kind(*digit)).collect();
        kinds.dedup();
        if let [one] = kinds[..] {
            forms.count(one, || place(passage, stretch, &number));
        }
    }
}

/// The kind of a digit: they look too much alike to be shown by themselves.
fn kind(digit: char) -> &'static str {
    match digit {
        '\u{06F0}'..='\u{06F9}' => "Persian",
        '\u{0660}'..='\u{0669}' => "Arabic",
        _ => "European",
    }
}
