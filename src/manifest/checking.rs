//! `check:` — rules of orthography that a book passes over.

use super::fields::{Checker, Pairs, get};

/// Settings of `publish check`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckOptions {
    /// Rules whose findings are neither reported nor mended, out of [`RULES`].
    pub allow: Vec<&'static str>,
}

/// The rules that `check: { allow: […] }` may name.
pub const RULES: [&str; 44] = [
    "orthography.yeh",
    "orthography.yeh-at-end",
    "orthography.kaf",
    "orthography.heh",
    "orthography.heh-yeh",
    "orthography.digits",
    "orthography.presentation-form",
    "half-space.doubled",
    "half-space.edge",
    "half-space.unneeded",
    "half-space.damaged",
    "marks.repeated",
    "marks.detached",
    "spacing.byte-order-mark",
    "spacing.doubled",
    "spacing.before-sign",
    "spacing.in-brackets",
    "punctuation.ellipsis",
    "punctuation.dash",
    "half-space.verb",
    "half-space.joined-verb",
    "half-space.plural",
    "half-space.joined-plural",
    "half-space.comparative",
    "half-space.suffix",
    "half-space.prefix",
    "half-space.compound",
    "orthography.teh-marbuta",
    "orthography.alef-hamza",
    "orthography.arabic-phrase",
    "orthography.tatweel",
    "orthography.repeated-letter",
    "punctuation.quotes",
    "punctuation.latin",
    "numbers.latin-digits",
    "numbers.separator",
    "direction.mark",
    "spacing.line-end",
    "punctuation.bracket",
    "direction.neutral",
    "consistency.letters",
    "consistency.heh-yeh",
    "consistency.digits",
    "consistency.spelling",
];

/// `check:`
pub(super) fn read(pairs: &Pairs, checker: &mut Checker<'_>) -> CheckOptions {
    let Some(pairs) = get(pairs, "check").and_then(|node| checker.map(node, "check")) else {
        return CheckOptions::default();
    };
    checker.keys(pairs, "check", &["allow"], &[]);
    let words = RULES.map(|rule| (rule, rule));
    let rules = get(pairs, "allow").and_then(|node| checker.list(node, "check.allow")).unwrap_or_default();
    CheckOptions { allow: rules.iter().filter_map(|rule| checker.choice(rule, "check.allow", &words, &[])).collect() }
}
