//! Settings of the EPUB that have types of their own; `options` and `accessibility` fill them.

use super::Spanned;

/// Which faces are put into an EPUB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EpubFonts {
    /// Those of the text, without glyphs that it cannot need.
    #[default]
    Subset,
    /// Those of the text, as they are.
    Whole,
    /// None.
    None,
}

/// Families of reading systems with ways of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EpubProfile {
    /// What all of them take.
    #[default]
    Common,
    /// Kobo: a span for every sentence, and the ending `.kepub.epub`.
    Kobo,
    /// Kindle: contents of two levels.
    Kindle,
}

/// Records that lie in an EPUB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EpubRecord {
    /// None.
    #[default]
    None,
    /// ONIX 3.
    Onix,
}

/// What the publisher says of an EPUB's accessibility besides what the program finds in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accessibility {
    /// The level it conforms to, as `EPUB Accessibility 1.1` names it, such as `WCAG 2.2 Level AA`.
    pub conforms_to: Option<Spanned<&'static str>>,
    /// Who says so; there is one where a level is named.
    pub certified_by: Option<String>,
    /// What entitles them to.
    pub credential: Option<String>,
    /// The address of their report.
    pub report: Option<String>,
    /// Why the act on accessibility does not bind the book, as `a11y:exemption` names it.
    pub exemption: Option<&'static str>,
    /// The summary; else one made from the content.
    pub summary: Option<String>,
}
