//! The book manifest: YAML in, a checked [`Manifest`] out.
//!
//! Steps: read the file as positioned nodes (`read`, `scalar`), check every key and value (`check`, with a file for each
//! subject: `metadata`, `identifier`, `subjects`, `contents`, `options`), resolve paths and patterns (`paths`). [`fields`], [`units`]
//! and [`nearest`] serve style files too. All faults are reported, not only the first. Nothing of a manuscript is read here.

mod accessibility;
mod catalogue;
mod check;
pub mod checking;
mod contents;
mod cover_sheet;
mod ebook;
pub mod fields;
mod identifier;
mod matter;
mod metadata;
pub mod nearest;
mod node;
mod notes;
mod options;
mod paths;
pub mod print;
mod read;
mod scalar;
mod subjects;
pub mod units;

pub use catalogue::{Alternate, Catalogue, IdentifierKind, Subject, SubjectCode, SubjectScheme};
pub use checking::CheckOptions;
pub use cover_sheet::{CoverSheet, SpineText};
pub use ebook::{Accessibility, EpubFonts, EpubProfile, EpubRecord};
pub use matter::{Article, ChapterNumbers, DocumentRole, FigureNumbers, FrontPages, Generated, IndexOptions, Matter};
pub use node::{Node, NodeValue, Spanned};
pub use notes::{NoteCount, NoteMarks, NotePlace, NoteStream};
pub use print::PrintOptions;
pub use read::read_nodes;

use std::path::{Path, PathBuf};

use crate::base::{Diagnostics, Direction, Error, Language, SourceId, Sources, Span};

/// Reads and checks a manifest.
///
/// With errors among the diagnostics a manifest may still come back, without its faulty parts, so that later stages
/// can report what else is wrong; nothing may be written from it. `None` when the file has no keys that can be read.
///
/// # Errors
/// When the file cannot be read.
pub fn read(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Result<Option<Manifest>, Error> {
    // The name in reports is the path as the user gave it.
    let Some(source) = sources.read(path, path.display().to_string(), diagnostics)? else { return Ok(None) };
    // YAML to nodes with places.
    let Some(root) = read_nodes(source, sources.text(source), diagnostics) else { return Ok(None) };
    // Paths start from the folder of the manifest, which is `.` for a bare name.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Nodes to values.
    Ok(check::manifest(&root, source, folder, sources, diagnostics))
}

/// Checks the text of a manifest whose paths start from a folder, as [`read`] does with a file.
pub fn read_text(folder: &Path, text: &str, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Manifest> {
    let source = sources.add("manifest.yaml", text);
    let root = read_nodes(source, text, diagnostics)?;
    check::manifest(&root, source, folder, sources, diagnostics)
}

/// A manifest whose every value was checked. Filled by [`read`]; read by book, style, epub, pdf and cli.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The manifest's own text.
    pub source: SourceId,
    /// The folder that relative paths start from.
    pub folder: PathBuf,
    /// Title, people, language.
    pub metadata: Metadata,
    /// The number of an issue of a newsletter, as written; printed in its masthead.
    pub issue: Option<String>,
    /// Documents, parts and generated matter, in reading order.
    pub contents: Vec<Entry>,
    /// The cover image.
    pub cover: Cover,
    /// Name of a built-in style, or path of a style file.
    pub style: StyleChoice,
    /// The manifest's overrides of single style values (`styles:`), as positioned nodes for the style stage.
    pub style_overrides: Option<Node>,
    /// Notes: the author's first, then those of other hands; never empty.
    pub notes: Vec<NoteStream>,
    /// The table of contents.
    pub toc: TocOptions,
    /// The index.
    pub index: IndexOptions,
    /// Numbers of chapters, notes and pages, and digits.
    pub numbering: Numbering,
    /// Families and added files.
    pub fonts: FontOptions,
    /// Settings of the PDF.
    pub pdf: PdfOptions,
    /// Settings of the EPUB.
    pub epub: EpubOptions,
    /// How it is printed.
    pub print: PrintOptions,
    /// What `publish check` is to pass over.
    pub check: CheckOptions,
}

/// The cover image of the EPUB.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cover {
    /// Made from the title page.
    #[default]
    Made,
    /// A file, a checked path.
    File(Spanned<PathBuf>),
    /// None.
    None,
}

/// What the book is and who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// The title; empty only after an error, such as a missing one.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// The main language; `und` only after an error.
    pub language: Language,
    /// Direction of pages and paragraphs: from the language unless the manifest overrides it.
    pub direction: Direction,
    /// A URN or other identifier as given; else a `urn:uuid:` made from title, creators and language.
    pub identifier: String,
    /// People and bodies, in order.
    pub creators: Vec<Creator>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Date of publication, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, a real date.
    pub date: Option<String>,
    /// Rights statement.
    pub rights: Option<String>,
    /// A few sentences about the book.
    pub description: Option<String>,
    /// Subjects, as given.
    pub subjects: Vec<Subject>,
    /// The series it belongs to.
    pub series: Option<Series>,
    /// The edition, as printed: «چاپ دوم».
    pub edition: Option<String>,
    /// The title of the work that was translated.
    pub original_title: Option<String>,
    /// What catalogues ask for besides; read by epub.
    pub catalogue: Catalogue,
}

/// A person or body and what they did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Creator {
    /// The name as printed.
    pub name: String,
    /// The name as sorted.
    pub file_as: Option<String>,
    /// What they did.
    pub role: Role,
    /// The name in another script, in the language of [`Catalogue::alternate`].
    pub alternate: Option<String>,
}

/// What a creator did; each has its MARC relator code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// `aut`
    Author,
    /// `trl`
    Translator,
    /// `edt`
    Editor,
    /// `ill`
    Illustrator,
    /// `com`
    Compiler,
    /// `aui`
    Introduction,
    /// `ann`
    Annotator,
    /// `bkd`
    Designer,
    /// `ctb`
    Contributor,
    /// `aft`; like those below named in catalogues only, not on the title page.
    Afterword,
    /// `pht`
    Photographer,
    /// `cll`
    Calligrapher,
    /// `cov`
    CoverDesigner,
    /// `tyd`
    TypeDesigner,
    /// `pfr`
    Proofreader,
    /// `wat`: who wrote the texts that stand in for images.
    Describer,
}

/// A series and the place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// The title of the series.
    pub title: String,
    /// Position in it, as written.
    pub number: Option<String>,
}

/// One line of `contents:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A page made by the program.
    Generated(Generated, Span),
    /// A dedication of a line or two, written in the manifest.
    Dedication(Spanned<String>),
    /// A part with its own contents.
    Part(PartEntry),
    /// A manuscript.
    Document(DocumentEntry),
}

/// A part: a title page of its own and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartEntry {
    /// The title as written.
    pub title: Spanned<String>,
    /// Documents, in order (no parts inside parts, no generated matter).
    pub contents: Vec<DocumentEntry>,
}

/// A manuscript and what the manifest says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentEntry {
    /// The file: it exists and lies under the folder or one of the roots.
    pub path: Spanned<PathBuf>,
    /// The path as written in the manifest, for names in the EPUB and for reports.
    pub name: String,
    /// A title that replaces the text of the first heading in contents, outline and running heads.
    pub title: Option<Spanned<String>>,
    /// An id for references; unique.
    pub id: Option<Spanned<String>>,
    /// Whether it is listed in the contents.
    pub in_toc: bool,
    /// The language of the text where it is not the book's.
    pub language: Option<Language>,
    /// Which outputs it belongs to.
    pub output: Outputs,
    /// What it is to the book.
    pub role: DocumentRole,
    /// Whether its terms or entries are put in the order of the alphabet.
    pub sorted: bool,
}

/// The outputs a document belongs to; at least one is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outputs {
    /// In the EPUB.
    pub epub: bool,
    /// In the PDF.
    pub pdf: bool,
}

/// The style of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StyleChoice {
    /// Nothing said: `book`.
    Default,
    /// A name; the style stage reports unknown ones.
    BuiltIn(Spanned<String>),
    /// A checked path to a style file.
    File(Spanned<PathBuf>),
}

/// The table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TocOptions {
    /// Deepest heading level listed, 1 to 6.
    pub depth: u8,
    /// Its title; else the word of the language.
    pub title: Option<String>,
    /// Whether dots lead from titles to page numbers.
    pub leaders: bool,
}

/// Which digits generated numbers have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Digits {
    /// By the language.
    #[default]
    Auto,
    /// ۰۱۲ (U+06F0)
    Persian,
    /// ٠١٢ (U+0660)
    Arabic,
    /// 012
    Latin,
}

/// The order of the parts of a number that the program makes: a date, a section in a chapter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberOrder {
    /// The direction of the book: the first part at the right in Persian and Arabic.
    #[default]
    Auto,
    /// The first part at the right.
    Rtl,
    /// The first part at the left.
    Ltr,
}

/// Numbers made by the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbering {
    /// How chapters are numbered.
    pub chapters: ChapterNumbers,
    /// How figures are numbered.
    pub figures: FigureNumbers,
    /// How tables are numbered.
    pub tables: FigureNumbers,
    /// How the pages before the text are numbered.
    pub front: FrontPages,
    /// Which digits.
    pub digits: Digits,
    /// Which end the first part of a number with parts stands at.
    pub order: NumberOrder,
}

/// Families for the roles of type, and font files of the book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FontOptions {
    /// Family of the text.
    pub body: Option<Spanned<String>>,
    /// Family of headings.
    pub heading: Option<Spanned<String>>,
    /// Family of Latin words inside other text.
    pub latin: Option<Spanned<String>>,
    /// Font files to add; checked paths.
    pub files: Vec<Spanned<PathBuf>>,
}

/// Paper sizes with a name, or a size of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Width of the trimmed page.
    pub width: crate::base::Length,
    /// Height of the trimmed page.
    pub height: crate::base::Length,
}

/// Settings of the PDF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PdfOptions {
    /// Paper that replaces the style's.
    pub paper: Option<Spanned<Paper>>,
    /// What it is to conform to.
    pub conformance: Conformance,
}

/// Standards that the PDF is to conform to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conformance {
    /// PDF/UA-1 (ISO 14289-1): for those who listen to it.
    pub accessible: bool,
    /// PDF/A (ISO 19005): for those who keep it.
    pub archival: Option<Archival>,
    /// Where the manifest asks for it, if it does.
    pub span: Option<Span>,
}

impl Default for Conformance {
    fn default() -> Self {
        Self { accessible: true, archival: Some(Archival::A2a), span: None }
    }
}

/// Kinds of PDF/A.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Archival {
    /// PDF/A-2a: with structure.
    A2a,
    /// PDF/A-2u: with text that can be read out, without a promise about structure.
    A2u,
    /// PDF/A-3a: with structure, and the texts of the book attached.
    A3a,
}

impl Archival {
    /// The name of the standard.
    pub fn name(self) -> &'static str {
        match self {
            Self::A2a => "PDF/A-2a",
            Self::A2u => "PDF/A-2u",
            Self::A3a => "PDF/A-3a",
        }
    }
}

/// Settings of the EPUB.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EpubOptions {
    /// Which faces are put into the file.
    pub fonts: EpubFonts,
    /// An extra CSS file, a checked path.
    pub css: Option<Spanned<PathBuf>>,
    /// Whose pages it names.
    pub pages: EpubPages,
    /// The identifier of the printed edition that has these pages.
    pub source: Option<String>,
    /// What one family of reading systems likes.
    pub profile: EpubProfile,
    /// Whether the record for booksellers lies in the file too.
    pub record: EpubRecord,
    /// What the publisher says of its accessibility.
    pub accessibility: Accessibility,
}

/// Whose pages the EPUB names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EpubPages {
    /// Nobody's.
    #[default]
    None,
    /// Those of the PDF of the same manifest.
    Pdf,
}
