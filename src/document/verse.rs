//! `::: verse`: a paragraph becomes a stanza, its lines become lines of verse, ` / ` parts the hemistichs.
//!
//! While a stanza is read, a line end is a [`Inline::LineBreak`] and a parting is [`parting`]. Both may stand inside
//! emphasis or a span; cutting there gives each side its own.

use super::line::merge;
use super::{Inline, Link, Stanza, VerseLine};
use crate::base::{Diagnostic, Diagnostics, Span};

/// What parts two hemistichs in the source.
pub(super) const PARTING: &str = " / ";

/// Stands for ` / ` in the line until the stanza is complete: a note mark without a label, which no source can hold.
pub(super) fn parting(span: Span) -> Inline {
    Inline::NoteMark(String::new(), span)
}

pub(super) fn is_parting(inline: &Inline) -> bool {
    matches!(inline, Inline::NoteMark(label, _) if label.is_empty())
}

/// Makes a stanza of a paragraph. `ends` are the places of its line ends, in order.
pub(super) fn stanza(inlines: Vec<Inline>, ends: &[Span], whole: Span, diagnostics: &mut Diagnostics) -> Stanza {
    let mut start = whole.start;
    let mut lines = Vec::new();
    for (index, line) in cut(inlines, &|inline| matches!(inline, Inline::LineBreak)).into_iter().enumerate() {
        let end = ends.get(index).map_or(whole.end, |end| end.start);
        let span = Span { start, end: end.max(start), ..whole };
        start = ends.get(index).map_or(whole.end, |end| end.end);
        if !line.is_empty() {
            lines.push(couplet(line, span, diagnostics));
        }
    }
    Stanza { lines }
}

/// Parts a line into its hemistichs.
fn couplet(line: Vec<Inline>, span: Span, diagnostics: &mut Diagnostics) -> VerseLine {
    let mut parts = cut(line, &is_parting).into_iter();
    let first = parts.next().unwrap_or_default();
    let mut second = parts.next();
    for rest in parts {
        let message = "a line of verse has two hemistichs, this one is parted more often";
        diagnostics.push(
            Diagnostic::warning("document.verse-line", span, message)
                .hint("write `\\/` for a stroke that is meant, or begin a new line"),
        );
        let joined = second.get_or_insert_default();
        joined.push(Inline::Text(PARTING.to_owned(), Span { start: span.end, ..span }));
        joined.extend(rest);
    }
    VerseLine { first, second: second.map(merge), span }
}

/// Cuts inlines at every place that `is_cut` names, at any depth; what is cut apart keeps its marks on both sides.
pub(super) fn cut(inlines: Vec<Inline>, is_cut: &dyn Fn(&Inline) -> bool) -> Vec<Vec<Inline>> {
    let mut parts = vec![Vec::new()];
    for inline in inlines {
        if is_cut(&inline) {
            parts.push(Vec::new());
            continue;
        }
        for (index, part) in cut_inside(inline, is_cut).into_iter().enumerate() {
            if index > 0 {
                parts.push(Vec::new());
            }
            parts.last_mut().expect("there is always one part").extend(part);
        }
    }
    parts
}

/// Cuts one inline; `None` for a side on which nothing of it stands.
fn cut_inside(inline: Inline, is_cut: &dyn Fn(&Inline) -> bool) -> Vec<Option<Inline>> {
    let wrap = |inner: Vec<Inline>, make: &dyn Fn(Vec<Inline>) -> Inline| {
        let parts = cut(inner, is_cut);
        // An empty link is a cross reference: it stays as it is.
        let keeps_empty = parts.len() == 1;
        parts.into_iter().map(|part| (keeps_empty || !part.is_empty()).then(|| make(part))).collect()
    };
    match inline {
        Inline::Emphasis(inner) => wrap(inner, &Inline::Emphasis),
        Inline::Strong(inner) => wrap(inner, &Inline::Strong),
        Inline::Strike(inner) => wrap(inner, &Inline::Strike),
        Inline::Superscript(inner) => wrap(inner, &Inline::Superscript),
        Inline::Subscript(inner) => wrap(inner, &Inline::Subscript),
        Inline::Span(attributes, inner) => wrap(inner, &|part| Inline::Span(attributes.clone(), part)),
        Inline::Link(Link { target, content, attributes, span }) => wrap(content, &|content| {
            Inline::Link(Link { target: target.clone(), content, attributes: attributes.clone(), span })
        }),
        Inline::Text(..) | Inline::Code(..) | Inline::Image(_) | Inline::NoteMark(..) | Inline::LineBreak => {
            vec![Some(inline)]
        }
    }
}
