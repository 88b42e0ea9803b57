//! Accessibility metadata (EPUB Accessibility 1.1 § 2), derived from what the book holds and never claimed beyond it.
//!
//! No conformance is claimed: that is the publisher's to say.

use crate::book::Book;
use crate::style::Role;

use super::facts::Facts;
use super::markup::Markup;
use super::phrases::Phrases;

/// Writes the `schema:` properties of the package document.
pub(super) fn write(markup: &mut Markup, book: &Book, facts: &Facts, has_pages: bool) {
    let mut say = |property, value: &str| markup.tag("meta").set("property", property).text_line(value);
    let has_images = facts.has_images();
    say("schema:accessMode", "textual");
    if has_images {
        say("schema:accessMode", "visual");
    }
    // Text alone suffices unless an image of the text is without a description.
    if has_images && facts.has_undescribed_image {
        say("schema:accessModeSufficient", "textual,visual");
    } else {
        say("schema:accessModeSufficient", "textual");
    }
    for feature in ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability"] {
        say("schema:accessibilityFeature", feature);
    }
    if facts.has_described_image || book.cover.is_some() {
        say("schema:accessibilityFeature", "alternativeText");
    }
    if has_pages {
        say("schema:accessibilityFeature", "pageNavigation");
        say("schema:accessibilityFeature", "pageBreakMarkers");
    }
    if facts.has_role(Role::IndexEntry) {
        say("schema:accessibilityFeature", "index");
    }
    say("schema:accessibilityHazard", "none");
    summary(markup, book, facts);
}

fn summary(markup: &mut Markup, book: &Book, facts: &Facts) {
    let phrases = Phrases::of(&book.metadata.language);
    let images = match (!facts.has_images(), facts.has_undescribed_image) {
        (true, _) => None,
        (false, false) => Some(phrases.described),
        (false, true) => Some(phrases.undescribed),
    };
    let notes = facts.has_notes.then_some(phrases.notes);
    let sentences: Vec<&str> = [Some(phrases.structure), notes, images].into_iter().flatten().collect();
    let language = crate::base::Language::new(phrases.language);
    let is_foreign = language.primary() != book.metadata.language.primary();
    markup
        .tag("meta")
        .set("property", "schema:accessibilitySummary")
        .maybe("xml:lang", is_foreign.then_some(phrases.language))
        .maybe("dir", is_foreign.then_some(language.direction().name()))
        .text_line(&sentences.join(" "));
}
