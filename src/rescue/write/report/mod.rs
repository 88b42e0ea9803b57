//! The page that shows what was done: old and new text side by side, each change in the colour of its rule, the doubtful
//! places first, what was left out last. One file without scripts; nothing is fetched.

mod counts;
mod page;
mod words;

pub use counts::Counts;
pub use page::report;

use crate::rescue::Found;

/// A text and what became of it.
#[derive(Debug)]
pub struct Text<'a> {
    /// The name of the old file.
    pub name: &'a str,
    /// What it was taken for: `Word`, `plain text, windows-1256`.
    pub kind: String,
    /// The path of the manuscript from the page.
    pub path: &'a str,
    /// The manuscript.
    pub manuscript: &'a str,
    /// What was found.
    pub found: &'a Found,
}

impl Text<'_> {
    /// The lines of the manuscript, from 1, that hold a doubt, with the rule and what it says.
    pub fn doubts(&self) -> Vec<(usize, &str, &str)> {
        let lines = self.manuscript.lines().enumerate();
        lines
            .filter_map(|(number, line)| {
                let (_, doubt) = line.split_once("<!-- doubt ")?;
                let (rule, message) = doubt.strip_suffix(" -->")?.split_once(": ")?;
                Some((number + 1, rule, message))
            })
            .collect()
    }
}
