//! What is wrong with the orthography of a text, and what may be mended without asking.
//!
//! A rule looks at a stretch of one language and proposes [`Edit`]s. A *proved* edit replaces a look-alike by the letter
//! of the language, or shapes to the same glyphs as before, or is a typing habit that changes spacing only; every other edit
//! is a suggestion that a person decides.
//!
//! Steps: cut the stretch into characters, words and what is never touched (`stretch`, `protect`), let the rules of its
//! language look at it (`letters`, `forms`, `half_space`, `digits`, `marks`, `spacing`, `signs`, `affixes`, `verbs`,
//! `punctuation`, `doubtful`), keep the edits that do not overlap (`found`). [`rules`] says what each rule is about.

mod affixes;
mod brackets;
mod consistency;
mod digits;
mod doubtful;
mod finding;
mod fix;
mod forms;
mod found;
mod half_space;
mod letters;
mod line_ends;
mod manuscript;
mod marks;
mod neutral;
mod passage;
mod place;
mod protect;
mod punctuation;
pub mod rules;
mod signs;
mod spacing;
mod stretch;
mod verbs;

use std::ops::Range;

use rayon::prelude::*;

use crate::base::{Language, Sources};
use crate::book::Manuscript;
use crate::manifest::{Digits, Manifest};
use crate::script::DigitSet;
pub use finding::Finding;
pub use fix::{Fixed, fixed};
use found::Found;
use stretch::Stretch;

/// One change proposed to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes of the text that it replaces; may be empty.
    pub range: Range<usize>,
    /// What stands there afterwards, in logical order. A suggestion that only a person can word repeats what stands there.
    pub replacement: String,
    /// The rule that proposes it: `family.name`, as in reports.
    pub rule: &'static str,
    /// Whether it may be made without asking.
    pub proof: Proof,
}

/// How sure an edit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// A person decides: never made by itself.
    Suggested,
    /// Made, and listed for a person to look at.
    Doubtful,
    /// Made and listed.
    Proved,
}

/// What is known of a text besides its language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// Whether it is prose.
    pub setting: Setting,
    /// The digits of its book; `None`: those of its language.
    pub digits: Option<DigitSet>,
}

/// What a book asks of the rules.
#[derive(Clone, Copy, Debug, Default)]
pub struct Custom<'a> {
    /// Rules that it passes over.
    pub allow: &'a [&'static str],
    /// The digits it prints; `None`: those of its languages.
    pub digits: Option<DigitSet>,
}

impl<'a> Custom<'a> {
    /// What a manifest asks.
    pub fn of(manifest: &'a Manifest) -> Self {
        let digits = match manifest.numbering.digits {
            Digits::Auto => None,
            Digits::Persian => Some(DigitSet::Persian),
            Digits::Arabic => Some(DigitSet::Arabic),
            Digits::Latin => Some(DigitSet::Latin),
        };
        Self { allow: &manifest.check.allow, digits }
    }

    /// Whether it passes over a rule.
    fn allows(&self, rule: &str) -> bool {
        self.allow.contains(&rule)
    }
}

/// What kind of text it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Setting {
    /// Prose.
    #[default]
    Prose,
    /// Verse, whose spaces and letters may be meant: everything is a suggestion.
    Verse,
}

/// Stands in a text for what is not text (an image, code, the mark of a note, a stretch of another language).
///
/// U+FFFC OBJECT REPLACEMENT CHARACTER. No edit touches it.
pub const OBJECT: char = '\u{FFFC}';

/// The edits that the rules of a language propose for a paragraph or another whole stretch of text, in its order.
///
/// They never overlap. Languages without rules of their own get those about half-spaces, marks and spacing if they are
/// written in Arabic script, and none otherwise.
pub fn edits(text: &str, language: &Language, habits: &Habits) -> Vec<Edit> {
    if !language.direction().is_rtl() || !text.contains(is_of_interest) {
        return Vec::new();
    }
    // Characters, words, and what no rule may touch.
    let stretch = Stretch::new(text, language, habits);
    // Every rule of the language looks at the whole stretch.
    let mut found = Found::new(&stretch);
    for rule in rules::of_language(language) {
        rule(&stretch, &mut found);
    }
    // Of edits that overlap the surer one stays, else the earlier rule's.
    found.finish(habits.setting)
}

/// Everything that the rules find in the manuscripts of a book, in the order of the manuscripts, but what is allowed.
pub fn manuscripts(manuscripts: &[Manuscript], sources: &Sources, custom: &Custom<'_>) -> Vec<Finding> {
    // Each text by itself, side by side.
    let of_one = |one: &Manuscript| {
        manuscript::findings(&one.document, sources.text(one.document.source), &one.language, custom)
    };
    let mut findings: Vec<Finding> = manuscripts.par_iter().flat_map_iter(of_one).collect();
    // What only the whole book can tell.
    findings.extend(consistency::findings(manuscripts, sources, custom));
    findings.sort_by_key(|finding| (finding.span.source, finding.span.start, finding.span.end));
    findings
}

/// The text with every proved edit made, again until none is left.
pub fn mended(text: &str, language: &Language, habits: &Habits) -> String {
    let mut mended = text.to_owned();
    // An edit may make room for another: a half-space goes, then the space beside it. Three rounds have always been enough.
    for _ in 0..ROUNDS {
        let edits = edits(&mended, language, habits);
        let proved: Vec<&Edit> = edits.iter().filter(|edit| edit.proof == Proof::Proved).collect();
        if proved.is_empty() {
            break;
        }
        for edit in proved.into_iter().rev() {
            mended.replace_range(edit.range.clone(), &edit.replacement);
        }
    }
    mended
}

/// Rounds of mending, at most.
const ROUNDS: usize = 8;

/// Whether a character may concern a rule: text without one is of no Arabic script.
fn is_of_interest(character: char) -> bool {
    crate::script::letters::is_arabic(character)
}
