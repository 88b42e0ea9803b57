//! What was found and mended becomes a manuscript, a manifest and a report.
//!
//! Steps: bring the text into the form that Markdown can say (`tidy`), write it so that our parser reads the same back
//! (`blocks`, `line`, `escape`), with a comment for every doubt (`doubt`); write the manifest of one or more texts (`manifest`)
//! and the page that shows what was done (`report`).

mod blocks;
mod doubt;
mod escape;
mod line;
mod manifest;
mod report;
mod settle;
mod tidy;

pub use doubt::{Doubt, doubts};
pub use manifest::{Entry, manifest};
pub use report::{Counts, Text as ReportText, report};
pub use settle::settle;
pub use tidy::tidy;

use super::Found;

/// The text of a manuscript; images are named as if they lay in `images`, a path from the manuscript that ends in a stroke.
pub fn manuscript(found: &Found, images: &str) -> String {
    blocks::write(&tidy(found), images)
}
