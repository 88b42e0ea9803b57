//! Accessibility metadata (EPUB Accessibility 1.1 § 2), derived from what the book holds and never claimed beyond it.
//!
//! Conformance is claimed where the manifest says who stands for it, and not where the content speaks against it.

use crate::base::Language;
use crate::book::Book;
use crate::manifest::Accessibility;

use super::facts::Facts;
use super::markup::Markup;
use super::phrases::Phrases;

/// What a book offers to those who cannot read it as it is printed. Read by the package document and the ONIX record.
#[derive(Clone, Debug)]
pub(super) struct Statements {
    /// Senses that the content speaks to.
    pub(super) modes: Vec<&'static str>,
    /// Sets of senses, each enough for all of the content.
    pub(super) sufficient: Vec<&'static str>,
    /// Features.
    pub(super) features: Vec<&'static str>,
    /// What may harm: `none`, or `unknown` where an image moves.
    pub(super) hazard: &'static str,
    /// A sentence or two for people, and its language where it is not the book's.
    pub(super) summary: (String, Option<&'static str>),
    /// The level that is claimed.
    pub(super) conforms_to: Option<&'static str>,
}

/// What holds of a book.
///
/// `has_pages` says whether it names the pages of a printed edition.
pub(super) fn statements(book: &Book, facts: &Facts, said: &Accessibility, has_pages: bool) -> Statements {
    let has_images = facts.has_images();
    let mut modes = vec!["textual"];
    let mut sufficient = Vec::new();
    if has_images {
        modes.push("visual");
        sufficient.push("textual,visual");
    }
    // Text alone suffices unless an image of the text is without a description.
    if !facts.has_undescribed_image {
        sufficient.push("textual");
    }
    let mut features = vec!["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability"];
    features.push("unlocked");
    if facts.has_described_image || book.cover.is_some() {
        features.push("alternativeText");
    }
    if has_pages {
        features.extend(["pageNavigation", "pageBreakMarkers"]);
    }
    if facts.has_index {
        features.push("index");
    }
    let moves = facts.images.iter().filter_map(|id| book.images.get(id.0 as usize)).any(|image| is_moving(&image.data));
    Statements {
        modes,
        sufficient,
        features,
        hazard: if moves { "unknown" } else { "none" },
        summary: summary(book, facts, said),
        conforms_to: said.conforms_to.as_ref().map(|level| level.value).filter(|_| !facts.has_undescribed_image),
    }
}

/// Whether an image may move: WebP and PNG have a chunk for it, SVG its elements.
fn is_moving(data: &[u8]) -> bool {
    let holds =
        |part: &[u8], within: usize| data[..data.len().min(within)].windows(part.len()).any(|found| found == part);
    match data.get(..4) {
        Some(b"RIFF") => holds(b"ANIM", 64),
        Some(b"\x89PNG") => holds(b"acTL", 4096),
        Some([b'<', ..]) => holds(b"<animate", data.len()) || holds(b"<set", data.len()),
        _ => false,
    }
}

/// Writes the properties of the package document.
pub(super) fn write(markup: &mut Markup, book: &Book, facts: &Facts, said: &Accessibility, has_pages: bool) {
    let found = statements(book, facts, said, has_pages);
    let mut say = |property, value: &str| markup.tag("meta").set("property", property).text_line(value);
    found.modes.iter().for_each(|mode| say("schema:accessMode", mode));
    found.sufficient.iter().for_each(|modes| say("schema:accessModeSufficient", modes));
    found.features.iter().for_each(|feature| say("schema:accessibilityFeature", feature));
    say("schema:accessibilityHazard", found.hazard);
    let (text, language) = &found.summary;
    let direction = language.map(|language| Language::new(language).direction().name());
    let tag = markup.tag("meta").set("property", "schema:accessibilitySummary");
    tag.maybe("xml:lang", *language).maybe("dir", direction).text_line(text);
    claim(markup, &found, said);
}

/// What the publisher claims, who stands for it, and why the act on accessibility does not bind the book.
fn claim(markup: &mut Markup, found: &Statements, said: &Accessibility) {
    if let (Some(level), Some(certifier)) = (found.conforms_to, &said.certified_by) {
        // The wording is fixed (§ 4.2.3).
        let text = format!("EPUB Accessibility 1.1 - {level}");
        markup.tag("meta").set("id", "conformance").set("property", "dcterms:conformsTo").text_line(&text);
        let tag = markup.tag("meta").set("id", "certifier").set("refines", "#conformance");
        tag.set("property", "a11y:certifiedBy").text_line(certifier);
        if let Some(credential) = &said.credential {
            let tag = markup.tag("meta").set("refines", "#certifier").set("property", "a11y:certifierCredential");
            tag.text_line(credential);
        }
        if let Some(report) = &said.report {
            let tag = markup.tag("link").set("refines", "#certifier").set("rel", "a11y:certifierReport");
            tag.set("href", report).empty();
            markup.line();
        }
    }
    if let Some(exemption) = said.exemption {
        markup.tag("meta").set("property", "a11y:exemption").text_line(exemption);
    }
}

/// The publisher's summary, or one made from the content, in English where the book's language has no phrases.
fn summary(book: &Book, facts: &Facts, said: &Accessibility) -> (String, Option<&'static str>) {
    if let Some(summary) = &said.summary {
        return (summary.clone(), None);
    }
    let phrases = Phrases::of(&book.metadata.language);
    let images = match (!facts.has_images(), facts.has_undescribed_image) {
        (true, _) => None,
        (false, false) => Some(phrases.described),
        (false, true) => Some(phrases.undescribed),
    };
    let notes = facts.has_notes.then_some(phrases.notes);
    let sentences: Vec<&str> = [Some(phrases.structure), notes, images].into_iter().flatten().collect();
    let is_foreign = Language::new(phrases.language).primary() != book.metadata.language.primary();
    (sentences.join(" "), is_foreign.then_some(phrases.language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_that_move_are_known() {
        assert!(is_moving(b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\0\0\0\0\0\0ANIM"));
        assert!(is_moving(b"<svg><circle><animate/></circle></svg>"));
        assert!(!is_moving(b"<svg><circle/></svg>") && !is_moving(b"\x89PNG\r\n\x1a\n") && !is_moving(b""));
    }
}
