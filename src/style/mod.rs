//! Styles: `styles/*.yaml` and the manifest's overrides in, a [`StyleSheet`] out. One source for PDF and EPUB.
//!
//! Steps: gather the faces ([`faces()`]), lay the built-in style, the book's file and the manifest's overrides over each
//! other (`layers`), read what each says of the page (`page`, `sheet`), of blocks (`blocks`) and of every role (`draft`),
//! lay roles over their parents (`roles`, `resolve`), choose families by language (`families`), sizes by face (`sizes`) and
//! emphasis (`emphasis`). The CSS of the EPUB comes from the same sheet.

mod blocks;
mod draft;
mod emphasis;
mod faces;
mod families;
mod justification;
mod layers;
mod page;
mod page_style;
mod resolve;
mod roles;
mod running;
mod sheet;
mod sizes;

pub use blocks::{BlockStyle, Separator};
pub use faces::faces;
pub use justification::{Breaks, Justification, Kashida};
pub use page::NARROW_COLUMN;
pub use page_style::{ChapterStart, PageStyle};
pub use resolve::resolve;
pub use running::{FolioPlace, LineCount, Running};
pub use sheet::{Fit, FitMode, Fold, INWARD, STEPS};

use crate::base::{Color, Length};
use crate::font::{Slant, Weight};

/// The keys of style files: of the file, of its page, of blocks, of a role. `styles/README.md` says what each does.
pub fn keys() -> [&'static [&'static str]; 4] {
    [&resolve::KEYS, &page::KEYS, &blocks::KEYS, &draft::KEYS]
}

/// What a stretch of text is, so that it can be styled. The names in style files are these in kebab-case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Running text.
    Body,
    /// The first paragraph after a heading or break.
    BodyFirst,
    /// Part titles.
    Part,
    /// `#`
    Heading1,
    /// `##`
    Heading2,
    /// `###`
    Heading3,
    /// `####` and deeper
    Heading4,
    /// Notes at the foot of the page.
    Footnote,
    /// Notes at the end of a chapter or of the book.
    Endnote,
    /// The heading over the notes of a chapter.
    NotesTitle,
    /// Block quotations.
    Quote,
    /// Items of lists.
    List,
    /// Terms of definition lists.
    DefinitionTerm,
    /// Definitions.
    Definition,
    /// Cells of tables.
    TableCell,
    /// Head cells of tables.
    TableHead,
    /// Captions of tables and figures.
    Caption,
    /// Preformatted text.
    Code,
    /// Half-lines of verse.
    Verse,
    /// Text inside a box.
    Box,
    /// The title of a box.
    BoxTitle,
    /// An epigraph.
    Epigraph,
    /// `* * *`
    Separator,
    /// The title on the title page.
    Title,
    /// The subtitle on the title page.
    Subtitle,
    /// Names on the title page.
    Creator,
    /// Publisher and date on the title page; the copyright page.
    Imprint,
    /// The heading of the contents.
    TocTitle,
    /// A part in the contents.
    TocPart,
    /// A chapter in the contents.
    TocEntry1,
    /// A section in the contents.
    TocEntry2,
    /// Deeper entries of the contents.
    TocEntry3,
    /// Running heads.
    RunningHead,
    /// Page numbers.
    Folio,
    /// Paragraphs of a letter.
    Letter,
    /// Place and date of a letter.
    LetterHead,
    /// Whom a letter greets.
    Salutation,
    /// Who signs a letter.
    Signature,
    /// What is said in a dialogue.
    Dialogue,
    /// Who says it.
    Speaker,
    /// Where a quotation or epigraph is from.
    Source,
    /// The name in the masthead of a newsletter.
    Masthead,
    /// What stands below the name.
    MastheadMotto,
    /// The issue and the dates.
    MastheadLine,
    /// Text inside a contact block.
    Contact,
    /// Where an article goes on, and where it comes from.
    Continuation,
    /// The title alone, before the title page.
    HalfTitle,
    /// A dedication, alone on its page.
    Dedication,
    /// «فصل یکم» above the title of a chapter.
    ChapterNumber,
    /// Entries of a bibliography.
    Bibliography,
    /// A letter over its entries in the index.
    IndexLetter,
    /// An entry of the index.
    IndexEntry,
    /// An entry under another in the index.
    IndexSubentry,
    /// Numbers of lines in the margin.
    LineNumber,
}

impl Role {
    /// Every role, in the order of declaration.
    pub const ALL: [Self; 54] = [
        Self::Body,
        Self::BodyFirst,
        Self::Part,
        Self::Heading1,
        Self::Heading2,
        Self::Heading3,
        Self::Heading4,
        Self::Footnote,
        Self::Endnote,
        Self::NotesTitle,
        Self::Quote,
        Self::List,
        Self::DefinitionTerm,
        Self::Definition,
        Self::TableCell,
        Self::TableHead,
        Self::Caption,
        Self::Code,
        Self::Verse,
        Self::Box,
        Self::BoxTitle,
        Self::Epigraph,
        Self::Separator,
        Self::Title,
        Self::Subtitle,
        Self::Creator,
        Self::Imprint,
        Self::TocTitle,
        Self::TocPart,
        Self::TocEntry1,
        Self::TocEntry2,
        Self::TocEntry3,
        Self::RunningHead,
        Self::Folio,
        Self::Letter,
        Self::LetterHead,
        Self::Salutation,
        Self::Signature,
        Self::Dialogue,
        Self::Speaker,
        Self::Source,
        Self::Masthead,
        Self::MastheadMotto,
        Self::MastheadLine,
        Self::Contact,
        Self::Continuation,
        Self::HalfTitle,
        Self::Dedication,
        Self::ChapterNumber,
        Self::Bibliography,
        Self::IndexLetter,
        Self::IndexEntry,
        Self::IndexSubentry,
        Self::LineNumber,
    ];
}

/// How lines fill the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Both edges; the last line at the start edge.
    Justify,
    /// The start edge of the paragraph's direction.
    Start,
    /// The middle.
    Center,
    /// The end edge.
    End,
}

/// How emphasis shows in letters of the Arabic script. Letters with an italic lean.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Emphasis {
    /// In bold.
    #[default]
    Bold,
    /// In another face, at a ratio of the size, so that its letters are as tall as those around them.
    Face {
        /// Families in order.
        families: Vec<String>,
        /// The ratio of sizes.
        scale: f64,
    },
    /// With a line above.
    Overline {
        /// How high above the baseline the line is, in ems.
        height: f64,
    },
    /// In a colour.
    Color(Color),
    /// Between « and », which become part of the text.
    Guillemets,
}

/// How one role is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// Families in order: the first that covers a character sets it. Never empty.
    pub families: Vec<String>,
    /// Families for Latin-script words inside it, in order.
    pub latin_families: Vec<String>,
    /// Stroke weight.
    pub weight: Weight,
    /// Upright or italic.
    pub slant: Slant,
    /// Type size.
    pub size: Length,
    /// Size of the Latin face as a ratio of `size`.
    pub latin_scale: f64,
    /// Line spacing, baseline to baseline.
    pub line_spacing: Length,
    /// Space above the block.
    pub space_before: Length,
    /// Space below the block.
    pub space_after: Length,
    /// Indent of the first line, at the start edge.
    pub first_indent: Length,
    /// Indent of all lines at the start edge.
    pub start_indent: Length,
    /// Indent of all lines at the end edge.
    pub end_indent: Length,
    /// How lines fill the measure.
    pub align: Align,
    /// Limits of word spaces.
    pub justification: Justification,
    /// Whether words of justified lines may be hyphenated, in languages that do so.
    pub hyphenates: bool,
    /// Whether it must share a page with the first lines of the next block.
    pub keep_with_next: bool,
    /// Whether its lines may not be parted.
    pub keep_together: bool,
    /// Whether it goes across all columns of its page: headings alone.
    pub is_wide: bool,
    /// Colour of the text.
    pub color: Color,
    /// How emphasis shows in Arabic letters.
    pub emphasis: Emphasis,
}

/// All styles of a book. Filled by `style`; read by pages and epub.
#[derive(Clone, Debug, PartialEq)]
pub struct StyleSheet {
    /// The name of the style.
    pub name: String,
    /// The page.
    pub page: PageStyle,
    /// Bullets, separators.
    pub blocks: BlockStyle,
    /// One style a role, in the order of [`Role::ALL`].
    pub roles: Vec<Style>,
}

impl StyleSheet {
    /// The style of a role.
    pub fn style(&self, role: Role) -> &Style {
        &self.roles[role as usize]
    }
}
