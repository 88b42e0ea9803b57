//! A text that has to fit a number of pages: laid out as it is, then in smaller type or with less text if the style asks for it.
//!
//! The smallest change that fits is sought by bisection over whole steps, so that a few layouts find it and always the same.

use std::collections::BTreeSet;

use super::cut::{self, Cut, cut};
use super::{FrameRole, ItemKind, ItemRole, Pages, passes};
use crate::base::{Diagnostic, Diagnostics, Length, Span};
use crate::book::Book;
use crate::font::Faces;
use crate::shape::Shaper;
use crate::style::{FitMode, Role, STEPS, StyleSheet};

/// Lays a book out on as many pages as it needs, or as its style allows.
pub(super) fn paginate(
    book: &Book,
    styles: &StyleSheet,
    shaper: &Shaper<'_>,
    faces: &Faces,
    diagnostics: &mut Diagnostics,
) -> Pages {
    let fit = styles.page.fit;
    let limit = usize::from(fit.pages) * styles.page.fold.panels();
    let lay_out = |book: &Book, styles: &StyleSheet| {
        let mut found = Diagnostics::new();
        let pages = passes::settle(book, styles, shaper, faces, &mut found);
        Layout { pages, found }
    };
    let fits = |layout: &Layout| layout.pages.list.len() <= limit;
    let first = lay_out(book, styles);
    if fit.mode == FitMode::None || fits(&first) {
        return first.accept(diagnostics);
    }
    let over = Over::new(book, &first.pages, limit);
    match fit.mode {
        FitMode::Shrink => {
            let try_step = |step: usize| lay_out(book, &styles.shrunk(u8::try_from(step).unwrap_or(STEPS)));
            let least = try_step(usize::from(STEPS));
            if !fits(&least) {
                diagnostics.push(Over::new(book, &least.pages, limit).cannot_shrink(styles));
                return least.accept(diagnostics);
            }
            let (step, layout) = bisect(usize::from(STEPS), least, try_step, fits);
            diagnostics.push(over.shrunk(styles, &styles.shrunk(u8::try_from(step).unwrap_or(STEPS))));
            layout.accept(diagnostics)
        }
        FitMode::Cut => {
            // From the end of the text backwards: the fewer words are left out, the better.
            let words = cut::count(book);
            let try_cut = |left_out: usize| lay_out(&cut(book, words - left_out).book, styles);
            let (left_out, mut layout) = bisect(words, try_cut(words), try_cut, fits);
            // They were made of a book that is gone.
            let frames = layout.pages.list.iter_mut().flat_map(|page| &mut page.frames);
            super::starts::forget(frames.flat_map(|frame| &mut frame.items));
            diagnostics.push(over.cut(&cut(book, words - left_out)));
            if !fits(&layout) {
                diagnostics.push(over.too_long());
            }
            layout.accept(diagnostics)
        }
        FitMode::Error | FitMode::None => {
            diagnostics.push(over.too_long());
            first.accept(diagnostics)
        }
    }
}

/// Pages, and what was found wrong while they were made.
struct Layout {
    pages: Pages,
    found: Diagnostics,
}

impl Layout {
    fn accept(self, diagnostics: &mut Diagnostics) -> Pages {
        diagnostics.append(self.found);
        self.pages
    }
}

/// The least number that fits, where 0 does not and `most` is the last resort, with its layout.
fn bisect(
    most: usize,
    last: Layout,
    lay_out: impl Fn(usize) -> Layout,
    fits: impl Fn(&Layout) -> bool,
) -> (usize, Layout) {
    let (mut low, mut high, mut best) = (0, most, last);
    while high - low > 1 {
        let middle = usize::midpoint(low, high);
        let layout = lay_out(middle);
        if fits(&layout) {
            (high, best) = (middle, layout);
        } else {
            low = middle;
        }
    }
    (high, best)
}

/// By how much a text is too long, and where it should have ended.
struct Over {
    pages: usize,
    lines: usize,
    words: usize,
    at: Option<Span>,
}

impl Over {
    fn new(book: &Book, pages: &Pages, limit: usize) -> Self {
        let (kept, rest) = pages.list.split_at(limit.min(pages.list.len()));
        let texts = |pages: &[super::Page]| -> (usize, usize) {
            let mut lines = BTreeSet::new();
            let mut words = 0;
            for (number, page) in pages.iter().enumerate() {
                let frames =
                    page.frames.iter().filter(|frame| matches!(frame.role, FrameRole::Body | FrameRole::Notes));
                for item in frames.flat_map(|frame| &frame.items).filter(|item| item.role != ItemRole::Artifact) {
                    if let ItemKind::Line(at, line) = &item.kind {
                        lines.insert((number, at.y));
                        words += line.text().split_whitespace().count();
                    }
                }
            }
            (lines.len(), words)
        };
        let ((_, kept), (lines, words)) = (texts(kept), texts(rest));
        Self { pages: limit, lines, words, at: cut(book, kept).at }
    }

    /// What is too long, in words.
    fn told(&self) -> String {
        let pages = if self.pages == 1 { "1 page".to_owned() } else { format!("{} pages", self.pages) };
        if self.lines == 0 {
            return format!("too long for {pages} by what has no lines, such as images");
        }
        let lines = if self.lines == 1 { "1 line".to_owned() } else { format!("{} lines", self.lines) };
        format!("{lines} ({} words) too long for {pages}", self.words)
    }

    fn too_long(&self) -> Diagnostic {
        Diagnostic::error("pages.too-long", self.at, format!("the text is {}", self.told()))
            .hint("what begins here has no room: shorten the text, or allow more pages with `fit-pages`")
            .hint("`fit: shrink` sets it in smaller type, `fit: cut` leaves its end out")
    }

    fn cannot_shrink(&self, styles: &StyleSheet) -> Diagnostic {
        let (size, spacing) = (styles.page.fit.least_size, styles.page.fit.least_spacing);
        let message = format!("even at {} on {} the text is {}", points(size), points(spacing), self.told());
        Diagnostic::error("pages.too-long", self.at, message)
            .hint("what begins here has no room: shorten the text, or allow more pages with `fit-pages`")
            .hint(
                "lower `fit-size` and `fit-spacing` if the print stays readable, or leave the end out with `fit: cut`",
            )
    }

    fn shrunk(&self, styles: &StyleSheet, smaller: &StyleSheet) -> Diagnostic {
        let shown = |styles: &StyleSheet| {
            let body = styles.style(Role::Body);
            format!("{} on {}", points(body.size), points(body.line_spacing))
        };
        let message = format!("the text is {}: set {} instead of {}", self.told(), shown(smaller), shown(styles));
        Diagnostic::note("pages.shrunk", None, message).hint("shorten the text to have the type of the style again")
    }

    fn cut(&self, cut: &Cut) -> Diagnostic {
        let message = format!(
            "the text is {}: its last {} words are left out, from \u{2068}{}\u{2069} on",
            self.told(),
            cut.left_out,
            cut.first_words
        );
        Diagnostic::warning("pages.text-cut", cut.at, message)
            .hint("shorten the text, allow more pages with `fit-pages`, or set it smaller with `fit: shrink`")
    }
}

/// A length in points with one decimal at most.
fn points(length: Length) -> String {
    let tenths = (length.to_pt() * 10.0).round() / 10.0;
    format!("{tenths} pt")
}
