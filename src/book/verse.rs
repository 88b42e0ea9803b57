//! Verse: its lines resolved, every so many of them numbered.

use super::VerseLine;
use super::resolve::Resolver;
use crate::base::{Diagnostic, Language, Span};
use crate::document;

/// The attribute that asks for numbers: `::: verse {numbers=5}`.
const NUMBERS: &str = "numbers";
/// The greatest distance of two numbers that makes sense on a page.
const MOST: u64 = 100;

impl Resolver<'_> {
    /// The stanzas of a poem.
    ///
    /// Couplets are counted through all stanzas; half-lines among them (refrains, headings) are not, unless the poem has no
    /// couplets.
    pub(super) fn verse(
        &mut self,
        stanzas: Vec<document::Stanza>,
        every: Option<u64>,
        language: &Language,
    ) -> Vec<Vec<VerseLine>> {
        let has_couplets = stanzas.iter().flat_map(|stanza| &stanza.lines).any(|line| line.second.is_some());
        let mut count = 0;
        let mut line = |line: document::VerseLine| {
            let counts = line.second.is_some() || !has_couplets;
            count += u64::from(counts);
            let is_numbered = counts && every.is_some_and(|every| count.is_multiple_of(every));
            VerseLine {
                number: is_numbered.then(|| self.known.digits.format(count)),
                first: self.line(line.first, language),
                second: line.second.map(|second| self.line(second, language)),
            }
        };
        stanzas.into_iter().map(|stanza| stanza.lines.into_iter().map(&mut line).collect()).collect()
    }

    /// How many couplets apart the numbers of a poem stand; `None` without numbers. A wrong value is reported.
    pub(super) fn verse_numbers(&mut self, pairs: &[(String, String)], span: Span) -> Option<u64> {
        let (_, written) = pairs.iter().find(|(key, _)| key == NUMBERS)?;
        let every = written.parse().ok().filter(|every| (1..=MOST).contains(every));
        if every.is_none() {
            let message = format!("`{NUMBERS}={written}` of verse is no whole number from 1 to {MOST}");
            self.diagnostics.push(
                Diagnostic::warning("book.verse-numbers", span, message)
                    .hint("write `::: verse {numbers=5}` to number every fifth couplet"),
            );
        }
        every
    }
}
