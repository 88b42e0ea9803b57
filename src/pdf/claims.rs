//! What the file claims to conform to: what is asked for, less what the book does not allow, which is reported.

use crate::base::{Diagnostic, Diagnostics, Span};
use crate::book::{Book, ImageId};
use crate::manifest::{Archival, Conformance};
use crate::pages::{Item, ItemKind, ItemRole, Pages};

use super::image;

/// What the file claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Claims {
    /// PDF/UA-1 (ISO 14289-1).
    pub(super) accessible: bool,
    /// PDF/A (ISO 19005).
    pub(super) archival: Option<Archival>,
    /// PDF/X-4 (ISO 15930-7), with the number that the file is known by.
    pub(super) press: Option<[u8; 16]>,
}

/// What can be claimed of what is asked for; `images` are those that the pages show.
pub(super) fn settle(
    asked: &Conformance,
    pages: &Pages,
    book: &Book,
    images: &[ImageId],
    diagnostics: &mut Diagnostics,
) -> Claims {
    let mut report = Report { span: asked.span, diagnostics };
    let mut claims = Claims { accessible: asked.accessible, archival: asked.archival, press: None };
    let has_language = book.metadata.language.primary() != "und";
    if claims.accessible {
        let title = (book.metadata.title.is_empty(), "the book has no title", "give it one: `title: …`");
        let language = (!has_language, "the book has no language", "name it in the manifest: `language: …`");
        let count = images_without_text(pages);
        let images = match count {
            1 => "an image has no text that stands in for it".to_owned(),
            _ => format!("{count} images have no text that stands in for them"),
        };
        let hint = "say in a few words what each shows: the warnings `book.missing-alt` tell where they are";
        let lacks = [title, language, (count > 0, &images, hint)];
        claims.accessible = !report.any("PDF/UA-1", &lacks);
    }
    if let Some(archival) = claims.archival {
        let needs_language = archival != Archival::A2u;
        let language =
            (needs_language && !has_language, "the book has no language", "name it in the manifest: `language: …`");
        let lacks_colours = images
            .iter()
            .filter_map(|id| book.images.get(id.0 as usize))
            .find(|file| image::is_of_unknown_inks(file))
            .map(|file| file.path.file_name().unwrap_or_default().display().to_string());
        let message =
            format!("the colours of `{}` are inks without a profile", lacks_colours.as_deref().unwrap_or_default());
        let hint = "save the image with its profile embedded, or as RGB";
        if report.any(archival.name(), &[language, (lacks_colours.is_some(), &message, hint)]) {
            claims.archival = None;
        }
    }
    claims
}

/// How many images on the pages have no text.
fn images_without_text(pages: &Pages) -> usize {
    let items = pages.list.iter().flat_map(|page| &page.frames).flat_map(|frame| &frame.items);
    let is_image = |item: &&Item| matches!(item.kind, ItemKind::Image(..) | ItemKind::Modules(..));
    let is_told = |item: &Item| match &item.role {
        ItemRole::Artifact => true,
        ItemRole::Figure(alt) => !alt.trim().is_empty(),
        _ => false,
    };
    items.filter(is_image).filter(|item| !is_told(item)).count()
}

struct Report<'a> {
    span: Option<Span>,
    diagnostics: &'a mut Diagnostics,
}

impl Report<'_> {
    /// Reports what is lacking for a standard; gives whether anything is.
    fn any(&mut self, standard: &str, lacks: &[(bool, &str, &str)]) -> bool {
        for (_, what, hint) in lacks.iter().filter(|(is_lacking, ..)| *is_lacking) {
            let message = format!("the PDF does not claim {standard}: {what}");
            self.diagnostics.push(Diagnostic::warning("pdf.no-claim", self.span, message).hint(*hint));
        }
        lacks.iter().any(|(is_lacking, ..)| *is_lacking)
    }
}
