//! Reports ranges such as ۱۲-۳۴ whose displayed order depends on what stands before them (`direction.range`).
//!
//! A paragraph as written in, findings out; nothing is changed. Only the author knows which number comes first for the
//! reader, and only the end of a paragraph's text before a range decides how it would be shown.

use crate::base::{Diagnostic, Diagnostics, Direction, Span};
use crate::document::{Attributes, Inline};
use crate::script::numbers::{self, Kind};

use super::inlines::written_direction;

/// The walk through one paragraph.
struct Walk<'d> {
    /// The direction of the innermost isolate or the paragraph.
    direction: Direction,
    /// The last letter before this place inside it.
    last: Option<char>,
    diagnostics: &'d mut Diagnostics,
}

/// Looks at the inlines of a paragraph of a direction.
pub(super) fn check(inlines: &[Inline], direction: Direction, diagnostics: &mut Diagnostics) {
    Walk { direction, last: None, diagnostics }.inlines(inlines);
}

impl Walk<'_> {
    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text, span) => self.text(text, *span),
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Strike(inner)
                | Inline::Superscript(inner)
                | Inline::Subscript(inner) => self.inlines(inner),
                // A span with a direction of its own says the order of its ranges.
                Inline::Span(attributes, _) if written_direction(attributes).is_some() => {}
                Inline::Span(attributes, inner) => self.span(attributes, inner),
                Inline::Link(link) => self.span(&link.attributes, &link.content),
                // Isolates and images say nothing about what follows them.
                Inline::Code(..) | Inline::Image(_) | Inline::NoteMark(..) | Inline::LineBreak => {}
            }
        }
    }

    /// A span in another language is an isolate.
    fn span(&mut self, attributes: &Attributes, inner: &[Inline]) {
        match &attributes.language {
            Some(language) => {
                let direction = language.direction();
                Walk { direction, last: None, diagnostics: self.diagnostics }.inlines(inner);
            }
            None => self.inlines(inner),
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        let ranges = numbers::find(text, self.direction).into_iter().filter(|found| found.kind == Kind::Range);
        for found in ranges {
            let before = numbers::last_letter(&text[..found.range.start]).or(self.last);
            let range = &text[found.range.clone()];
            if numbers::depends_on_place(range, before, self.direction) {
                let order = numbers::order(range, before, self.direction);
                self.diagnostics.push(report(range, order, place(text, &found.range, span)));
            }
        }
        self.last = numbers::last_letter(text).or(self.last);
    }
}

/// Where a stretch of a text is written; the whole text where it does not stand in the source letter for letter.
fn place(text: &str, range: &std::ops::Range<usize>, span: Span) -> Span {
    if (span.end - span.start) as usize != text.len() {
        return span;
    }
    Span::new(span.source, span.start as usize + range.start, span.start as usize + range.end)
}

fn report(range: &str, order: Direction, span: Span) -> Diagnostic {
    let side = if order.is_rtl() { "right" } else { "left" };
    let message =
        format!("the order of `{range}` depends on what stands before it: here its first number is at the {side}");
    Diagnostic::warning("direction.range", span, message).hint(format!(
        "write `[{range}]{{dir=rtl}}` to have the first number at the right, `{{dir=ltr}}` to have it at the left"
    ))
}
