//! The part of resolving that is inside a line: links, cross references, marks of notes, images, languages.

use super::index::nth;
use super::resolve::{Known, Resolver};
use super::survey::{INDEX, fold, is_index_mark};
use super::{AnchorId, Inline, NoteId, Target};
use crate::base::{Diagnostic, Direction, Language, Span};
use crate::document::{self, Attributes};

impl Resolver<'_> {
    /// Resolves inlines; `language` is that of what they stand in.
    pub(super) fn inlines(&mut self, inlines: Vec<document::Inline>, language: &Language) -> Vec<Inline> {
        let mut resolved = Vec::with_capacity(inlines.len());
        for inline in inlines {
            self.inline(inline, language, &mut resolved);
        }
        resolved
    }

    fn inline(&mut self, inline: document::Inline, language: &Language, to: &mut Vec<Inline>) {
        use crate::document::Inline as Written;
        to.push(match inline {
            Written::Text(text, _) => return push_text(text, to),
            Written::Emphasis(inner) => Inline::Emphasis(self.inlines(inner, language)),
            Written::Strong(inner) => Inline::Strong(self.inlines(inner, language)),
            Written::Strike(inner) => Inline::Strike(self.inlines(inner, language)),
            Written::Superscript(inner) => Inline::Superscript(self.inlines(inner, language)),
            Written::Subscript(inner) => Inline::Subscript(self.inlines(inner, language)),
            Written::Span(attributes, inner) => return self.span(attributes, inner, language, to),
            Written::Code(text, _) => Inline::Code(text),
            Written::Link(link) => return self.link(link, language, to),
            Written::Image(image) => {
                self.check_alt(&image);
                match self.known.images.get(&image.path) {
                    Some(id) => Inline::Image(*id, image.alt),
                    None => Inline::Text(image.alt),
                }
            }
            Written::NoteMark(label, span) => match self.note(&label, span) {
                Some(note) => Inline::NoteMark(note),
                None => return,
            },
            Written::LineBreak => Inline::LineBreak,
        });
    }

    /// A span that says nothing to the back ends leaves only its words.
    fn span(
        &mut self,
        mut attributes: Attributes,
        inner: Vec<document::Inline>,
        language: &Language,
        to: &mut Vec<Inline>,
    ) {
        let direction = self.direction_of_span(&attributes, &inner);
        if is_index_mark(&attributes) {
            // Who is sent elsewhere is not sent here.
            if !attributes.pairs.iter().any(|(key, _)| key == "see") {
                to.push(Inline::Place(nth(self.known.first_mark, self.marks)));
            }
            self.marks += 1;
            // What the index is told says nothing to the back ends.
            attributes.classes.retain(|class| class != INDEX);
        }
        let own = attributes.language.filter(|own| own != language);
        let is_plain = own.is_none() && attributes.classes.is_empty();
        if is_plain && direction.is_none() {
            for inline in inner {
                self.inline(inline, language, to);
            }
            return;
        }
        let mut inner = self.inlines(inner, own.as_ref().unwrap_or(language));
        if let Some(direction) = direction {
            inner = vec![Inline::Isolate(direction, inner)];
        }
        match is_plain {
            true => to.append(&mut inner),
            false => to.push(Inline::Span(own, attributes.classes, inner)),
        }
    }

    /// The direction a span asks for; another value is reported.
    fn direction_of_span(&mut self, attributes: &Attributes, inner: &[document::Inline]) -> Option<Direction> {
        let (_, value) = attributes.pairs.iter().find(|(key, _)| key == "dir")?;
        let direction = written_direction(attributes);
        if direction.is_none() {
            let message = format!("`dir={value}` is no direction");
            let span = inner.iter().find_map(span_of).unwrap_or_default();
            self.diagnostics.push(
                Diagnostic::warning("book.bad-direction", span, message).hint("write `{dir=rtl}` or `{dir=ltr}`"),
            );
        }
        direction
    }

    /// The note of a mark; `None` after a report.
    fn note(&mut self, label: &str, span: Span) -> Option<NoteId> {
        let survey = self.known.survey;
        let position = survey.labels.get(label).or_else(|| survey.labels.get(&fold(label))).copied();
        let fault = match self.note {
            Some(host) if position == Some(host) => {
                ("stands in its own note", "remove it, or write the label of the note that is meant")
            }
            Some(host) if survey.notes[host].host.is_some() => (
                "stands in the note of a note",
                "notes go one deep: write what it says in the note itself, in parentheses",
            ),
            _ => return position.map(|position| self.known.note_id(position)),
        };
        let message = format!("mark `[^{label}]` {} and is left out", fault.0);
        self.diagnostics.push(Diagnostic::error("book.note-in-note", span, message).hint(fault.1));
        None
    }

    fn link(&mut self, link: document::Link, language: &Language, to: &mut Vec<Inline>) {
        let document::Link { target, content, mut attributes, span } = link;
        let own = attributes.language.take().filter(|own| own != language);
        let words = self.inlines(content, own.as_ref().unwrap_or(language));
        let shown = self.shown(&attributes, !words.is_empty(), span);
        let Some(found) = self.known.index.target(&target, self.known.path, span, &mut self.diagnostics) else {
            // The words stay; nothing is written anyway.
            return to.extend(words);
        };
        let inline = match found {
            Target::Anchor(anchor) => {
                self.check_outputs(anchor, &target, span);
                match words.is_empty() {
                    true => self.reference(anchor, shown, &target, span),
                    false => Inline::Link(found, words),
                }
            }
            Target::Url(url) if words.is_empty() => {
                let shown = url.strip_prefix("mailto:").unwrap_or(&url).to_owned();
                Inline::Link(Target::Url(url), vec![Inline::Text(shown)])
            }
            Target::Url(_) => Inline::Link(found, words),
        };
        let is_plain = own.is_none() && attributes.classes.is_empty();
        to.push(if is_plain { inline } else { Inline::Span(own, attributes.classes, vec![inline]) });
    }

    /// `[](#id)`: the title of a place, its number, or the number of its page.
    fn reference(&mut self, anchor: AnchorId, shown: Shown, target: &str, span: Span) -> Inline {
        let place = self.known.index.anchor(anchor);
        let link = |inline| Inline::Link(Target::Anchor(anchor), vec![inline]);
        let what = match shown {
            Shown::Page => return Inline::PageRef(anchor),
            Shown::Number => match (&place.number, place.note) {
                (Some(number), _) => return link(Inline::Text(number.clone())),
                (None, Some(note)) => return link(Inline::NoteNumber(note)),
                (None, None) => "number",
            },
            Shown::Title if place.title.is_empty() => "title",
            Shown::Title => return link(Inline::Text(place.title.clone())),
        };
        let report = Diagnostic::error(code_of(shown), span, format!("`{target}` has no {what} to print"));
        let page = format!("print its page, `[]({target}){{ref=page}}`, or write words between the brackets");
        let numbering = "chapters, figures and tables have numbers if `numbering:` of the manifest says so";
        self.diagnostics.push(match shown {
            Shown::Number => report.hint(numbering).hint(page),
            _ => report.hint(page),
        });
        Inline::PageRef(anchor)
    }

    /// Warns about a link into a text that one of the outputs lacks.
    fn check_outputs(&mut self, anchor: AnchorId, target: &str, span: Span) {
        let Known { index, divisions, division, .. } = self.known;
        let [here, there] =
            [division, index.anchor(anchor).division].map(|division| divisions[division as usize].output);
        for (is_lost, name) in [(here.epub && !there.epub, "EPUB"), (here.pdf && !there.pdf, "PDF")] {
            if is_lost {
                let message = format!("`{target}` leads to a text that the {name} does not have");
                self.diagnostics.push(
                    Diagnostic::warning("book.link-between-outputs", span, message)
                        .hint("the words are printed there without a link; see `output:` in the manifest"),
                );
            }
        }
    }

    /// What a link without words of its own prints: `{ref=page}`, `{ref=number}`, else the title.
    fn shown(&mut self, attributes: &Attributes, has_words: bool, span: Span) -> Shown {
        let Some((_, kind)) = attributes.pairs.iter().find(|(key, _)| key == "ref") else { return Shown::Title };
        let fault = match kind.as_str() {
            "page" | "title" | "number" if has_words => {
                format!("`ref={kind}` says nothing where the link has words of its own")
            }
            "page" => return Shown::Page,
            "number" => return Shown::Number,
            "title" => return Shown::Title,
            _ => format!("`ref={kind}` is not known"),
        };
        self.diagnostics.push(
            Diagnostic::warning("book.bad-reference", span, fault)
                .hint("write `[](#id)` for a title, `[](#id){ref=page}` for a page, `{ref=number}` for a number"),
        );
        Shown::Title
    }
}

/// What a reference prints of its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Title,
    Number,
    Page,
}

/// The code of a reference that has nothing to print.
fn code_of(shown: Shown) -> &'static str {
    match shown {
        Shown::Number => "book.reference-without-number",
        Shown::Title | Shown::Page => "book.reference-without-title",
    }
}

/// Where an inline is written, if it knows.
fn span_of(inline: &document::Inline) -> Option<Span> {
    use crate::document::Inline as Written;
    match inline {
        Written::Text(_, span) | Written::Code(_, span) | Written::NoteMark(_, span) => Some(*span),
        Written::Link(link) => Some(link.span),
        Written::Image(image) => Some(image.span),
        Written::Emphasis(inner)
        | Written::Strong(inner)
        | Written::Strike(inner)
        | Written::Superscript(inner)
        | Written::Subscript(inner)
        | Written::Span(_, inner) => inner.iter().find_map(span_of),
        Written::LineBreak => None,
    }
}

/// `{dir=rtl}` or `{dir=ltr}`; another value says nothing.
pub(super) fn written_direction(attributes: &Attributes) -> Option<Direction> {
    let (_, value) = attributes.pairs.iter().find(|(key, _)| key == "dir")?;
    [Direction::Rtl, Direction::Ltr].into_iter().find(|direction| direction.name() == value)
}

/// Adds text, to the text before it if there is one: letters on both sides may join.
fn push_text(text: String, to: &mut Vec<Inline>) {
    match to.last_mut() {
        Some(Inline::Text(last)) => last.push_str(&text),
        _ => to.push(Inline::Text(text)),
    }
}
