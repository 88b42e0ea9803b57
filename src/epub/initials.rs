//! Drop initials in the e-book: the first letter of a text, which reading systems set over lines if they can.
//!
//! Those that know `initial-letter` do it exactly; others float a large letter, which comes near.

use super::css::{Source, decimal};

/// The texts that may begin with one, by their roles in the accessibility tree.
const TEXTS: [&str; 6] =
    ["doc-chapter", "doc-foreword", "doc-preface", "doc-introduction", "doc-conclusion", "doc-afterword"];
/// Height of capitals as a ratio of the size, about, in faces for text.
const CAPITAL: f64 = 0.68;

/// The rules of initials, where the style asks for them.
pub(super) fn rules(source: &Source<'_>) -> String {
    let lines = source.styles.blocks.drop_initial;
    if lines == 0 {
        return String::new();
    }
    let selector: Vec<String> =
        TEXTS.map(|role| format!("body[dir=\"ltr\"] section[role=\"{role}\"] > h1 + p::first-letter")).to_vec();
    let selector = selector.join(", ");
    let body = source.styles.style(crate::style::Role::Body);
    let spacing = body.line_spacing.ratio_to(body.size);
    let size = (f64::from(lines) - 1.0) * spacing / CAPITAL + 1.0;
    format!(
        "{selector} {{ float: left; font-size: {}em; line-height: {}; margin: 0 0.06em 0 0; }}\n\
         @supports (initial-letter: {lines}) or (-webkit-initial-letter: {lines}) {{\n  {selector} {{ float: none; font-size: \
         inherit; line-height: inherit; margin: 0 0.2em 0 0; -webkit-initial-letter: {lines}; initial-letter: {lines}; }}\n}}\n",
        decimal(size),
        // A little less than the lines it stands beside, or a further one would make room for it.
        decimal(f64::from(lines) * spacing * 0.95 / size),
    )
}
