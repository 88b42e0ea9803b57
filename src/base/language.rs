//! Languages by BCP 47 tag, and the direction their script runs.

use std::fmt;
use std::sync::Arc;

/// The way text runs on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// Whether it is right to left.
    pub fn is_rtl(self) -> bool {
        self == Self::Rtl
    }

    /// `"rtl"` or `"ltr"`, as in the `dir` attribute of HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// A language by its BCP 47 tag, such as `fa`, `ar-EG`, `ku-Arab`, `fa-Latn`. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Arc<str>);

/// Languages written in the Arabic script or another right-to-left script unless a script subtag says otherwise.
/// From the CLDR likely-subtags list, limited to languages with a living print tradition.
const RTL_LANGUAGES: [&str; 22] = [
    "ar", "arz", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "ks", "lrc", "mzn", "nqo", "pes", "pnb", "prs", "ps",
    "sd", "syr", "ug", "ur", "yi",
];

/// ISO 15924 codes of right-to-left scripts that are in print today.
const RTL_SCRIPTS: [&str; 6] = ["arab", "aran", "hebr", "nkoo", "syrc", "thaa"];

impl Language {
    /// A language by a tag that is already known to be well formed; case is kept.
    pub fn new(tag: &str) -> Self {
        Self(Arc::from(tag))
    }

    /// The whole tag as given.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The language subtag, such as `fa` of `fa-IR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The script subtag in lower case, such as `latn` of `fa-Latn`.
    pub fn script(&self) -> Option<String> {
        self.0
            .split('-')
            .skip(1)
            .find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
            .map(str::to_ascii_lowercase)
    }

    /// The direction its script runs: by the script subtag if there is one, else by the language.
    pub fn direction(&self) -> Direction {
        let rtl = match self.script() {
            Some(script) => RTL_SCRIPTS.contains(&script.as_str()),
            None => RTL_LANGUAGES.contains(&self.primary().to_ascii_lowercase().as_str()),
        };
        if rtl { Direction::Rtl } else { Direction::Ltr }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_subtag_decides_the_direction() {
        assert_eq!(Language::new("fa").direction(), Direction::Rtl);
        assert_eq!(Language::new("fa-Latn-IR").direction(), Direction::Ltr);
        assert_eq!(Language::new("ku-Arab").direction(), Direction::Rtl);
        assert_eq!(Language::new("en").direction(), Direction::Ltr);
    }
}
