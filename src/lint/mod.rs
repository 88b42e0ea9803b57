//! What is wrong with the orthography of a text, and what may be mended without asking.
//!
//! A rule looks at a stretch of one language and proposes [`Edit`]s. A *proved* edit replaces a look-alike by the letter
//! of the language, or shapes to the same glyphs as before, or is a typing habit that changes spacing only; every other edit
//! is a suggestion that a person decides.

use std::ops::Range;

/// One change proposed to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes of the text that it replaces; may be empty.
    pub range: Range<usize>,
    /// What stands there afterwards, in logical order.
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
