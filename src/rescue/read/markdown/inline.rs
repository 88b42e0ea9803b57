//! Inlines of our parser to those of a rescued text.

use super::{Reader, written};
use crate::document::{self, Attributes};
use crate::rescue::found::{Inline, Picture};
use crate::rescue::read::gallery::{data_address, percent};

impl Reader<'_> {
    pub(super) fn inlines(&mut self, inlines: Vec<document::Inline>) -> Vec<Inline> {
        inlines.into_iter().filter_map(|inline| self.inline(inline)).collect()
    }

    fn inline(&mut self, inline: document::Inline) -> Option<Inline> {
        Some(match inline {
            document::Inline::Text(text, _) => Inline::text(text),
            document::Inline::Emphasis(inner) => Inline::Emphasis(self.inlines(inner)),
            document::Inline::Strong(inner) => Inline::Strong(self.inlines(inner)),
            document::Inline::Strike(inner) => Inline::Strike(self.inlines(inner)),
            document::Inline::Superscript(inner) => Inline::Superscript(self.inlines(inner)),
            document::Inline::Subscript(inner) => Inline::Subscript(self.inlines(inner)),
            document::Inline::Span(attributes, inner) => self.span(attributes, inner),
            document::Inline::Code(text, _) => Inline::Code(text),
            document::Inline::Link(link) => {
                let inner = self.inlines(link.content);
                with(all(&link.attributes), Inline::Link(link.target, inner))
            }
            document::Inline::Image(image) => {
                let picture = self.picture(&image)?;
                with(all(&image.attributes), Inline::Image(picture))
            }
            document::Inline::NoteMark(label, _) => Inline::Note(label),
            document::Inline::LineBreak => Inline::LineBreak,
        })
    }

    fn span(&mut self, attributes: Attributes, inner: Vec<document::Inline>) -> Inline {
        let inner = self.inlines(inner);
        match attributes {
            Attributes { id: Some(id), language: None, classes, pairs }
                if inner.is_empty() && classes.is_empty() && pairs.is_empty() =>
            {
                Inline::Anchor(id)
            }
            Attributes { id: None, language: Some(language), classes, pairs }
                if classes.is_empty() && pairs.is_empty() =>
            {
                Inline::Language(language, inner)
            }
            attributes => Inline::Span(all(&attributes), inner),
        }
    }

    /// The picture of an image; `None` where it cannot be shown, which is told.
    pub(super) fn picture(&mut self, image: &document::Image) -> Option<Picture> {
        let (path, place, beside) = (&image.path, self.place(image.span), self.beside);
        let bytes = || data_address(path).or_else(|| beside(path)).or_else(|| beside(&percent(path)));
        self.gallery.picture(path, &image.alt, place, bytes)
    }
}

/// All attributes as they are written between braces.
fn all(attributes: &Attributes) -> String {
    let id = attributes.id.iter().map(|id| format!("#{id}"));
    let language = attributes.language.iter().map(|language| format!("lang={language}"));
    let rest = Some(written(&attributes.classes, &attributes.pairs)).filter(|rest| !rest.is_empty());
    id.chain(language).chain(rest).collect::<Vec<_>>().join(" ")
}

fn with(attributes: String, inline: Inline) -> Inline {
    if attributes.is_empty() { inline } else { Inline::Span(attributes, vec![inline]) }
}
