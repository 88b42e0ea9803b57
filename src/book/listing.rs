//! Lists: what stands before their items, and from which number they count.

use super::containers::value;
use super::resolve::Resolver;
use super::{List, Marks};
use crate::base::{Diagnostic, Language, Span};
use crate::document;
use crate::manifest::nearest;
use crate::script::{Counter, DigitSet, Letters};

/// Attributes of lists.
const KEYS: [&str; 2] = ["marks", "start"];

/// Marks by name: those of lists without numbers, then those of numbered ones.
const NAMES: [&str; 14] = [
    "bullet",
    "dash",
    "star",
    "none",
    "digits",
    "persian",
    "arabic",
    "latin",
    "abjad",
    "alphabetic",
    "upper-alphabetic",
    "roman",
    "upper-roman",
    "symbols",
];

/// The greatest number a list may start from.
const MOST: u64 = 1_000_000;

impl Resolver<'_> {
    /// A list with its items.
    pub(super) fn list(
        &mut self,
        list: document::List,
        pairs: &[(String, String)],
        language: &Language,
        span: Span,
    ) -> List {
        self.check_keys("a list", pairs, &KEYS, span);
        let after = if list.is_bracketed { ')' } else { '.' };
        let own = Counter::Digits(self.known.digits_in(language));
        let written = value(pairs, "marks").and_then(|name| self.marks(name, after, language, span));
        let marks = match (written, list.start) {
            (Some(marks), _) => marks,
            // A bracket after the number is not what the style would write.
            (None, Some(_)) if list.is_bracketed => Marks::Numbers(own, after),
            (None, _) => Marks::Style,
        };
        let start = match marks {
            Marks::Numbers(..) => Some(list.start.unwrap_or(1)),
            Marks::Bullet(_) | Marks::None => None,
            Marks::Style => list.start,
        };
        let start = value(pairs, "start").map_or(start, |written| self.first_number(written, start, span));
        let items = list.items.into_iter().map(|item| self.blocks(item, language)).collect();
        List { start, items, tight: list.tight, marks }
    }

    /// Marks by their name; another name is reported.
    fn marks(&mut self, name: &str, after: char, language: &Language, span: Span) -> Option<Marks> {
        let letters = Letters::of_language(language);
        let upper = if letters == Letters::LatinLower { Letters::LatinUpper } else { letters };
        let counter = match name {
            "bullet" => return Some(Marks::Bullet('\u{2022}')),
            "dash" => return Some(Marks::Bullet('\u{2013}')),
            "star" => return Some(Marks::Bullet('*')),
            "none" => return Some(Marks::None),
            "digits" => Counter::Digits(self.known.digits_in(language)),
            "persian" => Counter::Digits(DigitSet::Persian),
            "arabic" => Counter::Digits(DigitSet::Arabic),
            "latin" => Counter::Digits(DigitSet::Latin),
            "abjad" => Counter::Abjad(letters),
            "alphabetic" => Counter::Alphabetic(letters),
            "upper-alphabetic" => Counter::Alphabetic(upper),
            "roman" => Counter::LowerRoman,
            "upper-roman" => Counter::UpperRoman,
            "symbols" => Counter::Symbols,
            _ => {
                let message = format!("`marks={name}` is not known");
                let hint = nearest::hint(name, &NAMES);
                self.diagnostics.push(Diagnostic::warning("book.list-marks", span, message).hint(hint));
                return None;
            }
        };
        Some(Marks::Numbers(counter, after))
    }

    /// `start=5`, in any digits; `otherwise` holds after a report.
    fn first_number(&mut self, written: &str, otherwise: Option<u64>, span: Span) -> Option<u64> {
        let number = DigitSet::Latin.translate(written).parse().ok().filter(|number| *number <= MOST);
        let fault = match (number, otherwise) {
            (Some(number), Some(_)) => return Some(number),
            (Some(_), None) => format!("`start={written}` says nothing where items have no numbers"),
            (None, _) => format!("`start={written}` is no whole number up to {MOST}"),
        };
        self.diagnostics.push(
            Diagnostic::warning("book.list-start", span, fault)
                .hint("write `{start=5}` on a line of its own before a numbered list"),
        );
        otherwise
    }
}
