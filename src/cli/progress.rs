//! A line that says what is being made, on a terminal only.

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use std::time::Duration;

/// Lines of progress, one a book at work. Silent when made so.
pub(super) struct Progress {
    lines: Option<MultiProgress>,
}

/// The line of one book; gone when dropped.
pub(super) struct BookProgress {
    line: Option<ProgressBar>,
    name: String,
}

impl Progress {
    /// Progress that is drawn, or silent.
    pub(super) fn new(visible: bool) -> Self {
        Self { lines: visible.then(MultiProgress::new) }
    }

    /// Opens the line of a book.
    pub(super) fn book(&self, name: &str) -> BookProgress {
        let line = self.lines.as_ref().map(|lines| {
            let style = ProgressStyle::with_template("{spinner} {msg}").expect("the template is well formed");
            let line = lines.add(ProgressBar::new_spinner().with_style(style));
            line.enable_steady_tick(Duration::from_millis(120));
            line
        });
        BookProgress { line, name: name.to_owned() }
    }

    /// Clears all lines.
    pub(super) fn finish(&self) {
        if let Some(lines) = &self.lines {
            // A terminal that cannot be cleared keeps the lines: no harm.
            let _ = lines.clear();
        }
    }
}

impl BookProgress {
    /// Says what is being done now.
    pub(super) fn stage(&self, stage: &str) {
        if let Some(line) = &self.line {
            line.set_message(format!("{}: {stage}", self.name));
        }
    }
}

impl Drop for BookProgress {
    fn drop(&mut self) {
        if let Some(line) = &self.line {
            line.finish_and_clear();
        }
    }
}
