//! What stands before and after the text, and how it is counted: roles of documents, numbers of chapters, figures and
//! front pages, the index. Filled by `contents` and `options`; read by book, pages and epub.

/// Pages made from the metadata and the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Generated {
    /// `titlepage`
    TitlePage,
    /// `toc`
    Toc,
    /// `copyright`
    Copyright,
    /// `notes`
    Notes,
    /// `halftitle`
    HalfTitle,
    /// `figures`
    Figures,
    /// `tables`
    Tables,
    /// `index`
    Index,
    /// `colophon`
    Colophon,
}

/// What a document is to the book: `role:`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentRole {
    /// Text: numbered where chapters are.
    #[default]
    Chapter,
    /// A dedication, alone on its page.
    Dedication,
    /// An epigraph of the whole book, alone on its page.
    Epigraph,
    /// By someone else, before the text.
    Foreword,
    /// By the author, before the text.
    Preface,
    /// What the text begins with.
    Introduction,
    /// Thanks.
    Acknowledgments,
    /// What the text ends with.
    Conclusion,
    /// After the text.
    Afterword,
    /// Numbered in letters where chapters are numbered.
    Appendix,
    /// Words and what they mean.
    Glossary,
    /// A list of books.
    Bibliography,
    /// How the book was made.
    Colophon,
}

/// Where something stands in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// Before the text.
    Front,
    /// The text.
    Body,
    /// After the text.
    Back,
}

impl DocumentRole {
    /// Where documents of the role stand.
    pub fn matter(self) -> Matter {
        match self {
            Self::Dedication | Self::Epigraph | Self::Foreword | Self::Preface | Self::Introduction => Matter::Front,
            Self::Acknowledgments => Matter::Front,
            Self::Chapter | Self::Conclusion => Matter::Body,
            Self::Afterword | Self::Appendix | Self::Glossary | Self::Bibliography | Self::Colophon => Matter::Back,
        }
    }

    /// Whether the document is a page to look at, which has neither running head nor folio.
    pub fn is_display(self) -> bool {
        matches!(self, Self::Dedication | Self::Epigraph | Self::Colophon)
    }
}

/// How chapters are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChapterNumbers {
    /// Not at all.
    #[default]
    None,
    /// «فصل یکم», above the title.
    Words,
    /// «۱», before the title.
    Digits,
    /// «الف», before the title.
    Abjad,
    /// «I», before the title.
    Roman,
}

/// How the pages before the text are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FrontPages {
    /// Counted through with the text.
    #[default]
    Continuous,
    /// Letters by their numeral value; the text begins with page 1.
    Abjad,
    /// Letters in the order of the alphabet; the text begins with page 1.
    Alphabetic,
    /// i, ii, iii; the text begins with page 1.
    Roman,
}

/// Whether figures or tables with a caption are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FigureNumbers {
    /// Not at all.
    #[default]
    None,
    /// Through the book.
    Book,
}

/// The index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexOptions {
    /// Its title; else the word of the language.
    pub title: Option<String>,
    /// Whether the Arabic article at the beginning of an entry counts when entries are sorted.
    pub article: Article,
}

/// The Arabic article in the order of an index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Article {
    /// Entries stand under the letter after it.
    #[default]
    Skip,
    /// Entries stand under alef.
    Keep,
}
