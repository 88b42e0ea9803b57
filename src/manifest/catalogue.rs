//! What catalogues ask of a book: the types; `metadata`, `identifier` and `subjects` fill them.

use crate::base::Language;

/// What catalogues, shops and shelves ask of a book besides its title page. Filled by the manifest; read by epub.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// The title as sorted.
    pub title_file_as: Option<String>,
    /// One line about the book; the description may be long.
    pub summary: Option<String>,
    /// Title and names in another script.
    pub alternate: Option<Alternate>,
    /// Numbers of the book besides its identifier: what kind each is, and the number.
    pub identifiers: Vec<(IdentifierKind, String)>,
    /// Addresses or URNs of what the text was made from.
    pub sources: Vec<String>,
}

/// Title and subtitle in another script or language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternate {
    /// Theirs, such as `fa-Latn`; names of people in another script are in it too.
    pub language: Language,
    /// The title.
    pub title: Option<String>,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
}

/// Kinds of numbers that a book has besides its identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdentifierKind {
    /// The number of the record in the Iranian catalogue in publication (فیپا).
    Fipa,
    /// The number in the catalogue of the national library.
    NationalLibrary,
    /// A digital object identifier.
    Doi,
}

/// A subject: words, and the code of a scheme that says the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The words; the code where nothing else is given.
    pub name: String,
    /// The code.
    pub code: Option<SubjectCode>,
}

/// A code of a subject scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectCode {
    /// The scheme.
    pub scheme: SubjectScheme,
    /// The code in it.
    pub term: String,
}

/// Subject schemes that EPUB 3.3 § D.3.1 has a name for and booksellers or libraries of our languages use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectScheme {
    /// Thema, the trade's own.
    Thema,
    /// BISAC
    Bisac,
    /// BIC
    Bic,
    /// CLIL
    Clil,
    /// Dewey decimal classification
    Dewey,
    /// Library of Congress classification
    Congress,
    /// Library of Congress subject headings
    CongressHeadings,
    /// Universal decimal classification
    Universal,
}
