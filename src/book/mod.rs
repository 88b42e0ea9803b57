//! The book: manifest and documents in, one resolved [`Book`] out. Both back ends read it and nothing behind it.
//!
//! Steps: read and parse the manuscripts (`read`), survey what they hold (`survey`), read the images (`images`, drawings by `svg`), lay out
//! divisions, places and outline (`frame`, `index`, `names`, `outline`, `words`), resolve notes, links and images
//! (`resolve`, `inlines`, `notes`, and `leaflet` for the parts of a newsletter), report ranges whose order depends on
//! their place (`ranges`). `assemble` calls them in this order. `printed` holds what pages tell the EPUB of where they begin.

mod assemble;
mod collate;
mod containers;
pub mod drawing;
mod entries;
mod frame;
pub mod handwork;
mod images;
mod imprint;
mod index;
pub mod ink;
mod inlines;
mod kinds;
mod leaflet;
pub mod letters;
mod listing;
mod matter_words;
mod names;
mod notes;
mod numbers;
mod ordinals;
mod outline;
mod printed;
mod ranges;
mod read;
mod resolve;
pub mod sketches;
mod slug;
mod sorting;
mod survey;
mod svg;
mod turn;
mod verse;
mod words;

use crate::base::{Direction, Language, Span};
use crate::manifest::{ChapterNumbers, Digits, DocumentRole, FrontPages, Metadata, NoteStream, TocOptions};
use crate::script::DigitSet;

pub use assemble::assemble;
pub use entries::{IndexEntry, IndexGroup};
pub use images::image_fault;
pub use kinds::{
    Definition, Figure, Figures, ImageFile, ImageFormat, ImageWidth, Letter, List, Marks, Speech, Table, VerseLine,
};
pub use leaflet::{Article, Masthead, Modules, Phrases, QrCode, phrases};
pub use matter_words::MatterWords;
pub use printed::{Locator, PageStart, PrintedPage, PrintedPages, TextPlace, locators};
pub use read::{Manuscript, manuscripts};
pub use svg::drawing;
pub use turn::Turn;

/// A whole book with every reference resolved. Filled by [`assemble`]; read by pages, dump, epub and lint.
#[derive(Clone, Debug)]
pub struct Book {
    /// Title, people, language.
    pub metadata: Metadata,
    /// The digits of generated numbers; `Auto`: those of the language they stand in ([`Self::digits_in`]).
    pub digits: Digits,
    /// The way the parts of a generated number follow each other.
    pub number_order: Direction,
    /// Words the program prints, in the book's language.
    pub words: Words,
    /// The table of contents.
    pub toc: TocOptions,
    /// The cover image.
    pub cover: Option<ImageFile>,
    /// Parts, chapters and generated pages, in reading order.
    pub divisions: Vec<Division>,
    /// Every note, in the order of its mark; [`NoteId`] is the position here.
    pub notes: Vec<Note>,
    /// The author's notes, then those of other hands; [`StreamId`] is the position here.
    pub note_streams: Vec<NoteStream>,
    /// Every place that can be linked to; [`AnchorId`] is the position here.
    pub anchors: Vec<Anchor>,
    /// Parts and headings in order, of all levels.
    pub outline: Vec<OutlineEntry>,
    /// Every image of the text once, by path; [`ImageId`] is the position here.
    pub images: Vec<ImageFile>,
    /// How chapters are numbered: the numbers stand in [`Anchor::number`].
    pub chapter_numbers: ChapterNumbers,
    /// How pages before the text are numbered.
    pub front_pages: FrontPages,
    /// The entries of the index in the order of the alphabet.
    pub index: Vec<IndexGroup>,
    /// The places of figures with captions, in order; empty unless they are numbered or listed.
    pub figures: Vec<AnchorId>,
    /// The same of tables.
    pub tables: Vec<AnchorId>,
}

impl Book {
    /// The digits of numbers that the program prints in text of a language.
    pub fn digits_in(&self, language: &Language) -> DigitSet {
        digits_in(self.digits, language)
    }
}

/// The digits of numbers in text of a language.
fn digits_in(digits: Digits, language: &Language) -> DigitSet {
    match digits {
        Digits::Auto => DigitSet::of_language(language),
        Digits::Persian => DigitSet::Persian,
        Digits::Arabic => DigitSet::Arabic,
        Digits::Latin => DigitSet::Latin,
    }
}

/// Position in [`Book::notes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId(pub u32);

/// Position in [`Book::note_streams`]; 0 is the author's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId(pub u8);

/// Position in [`Book::anchors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnchorId(pub u32);

/// Position in [`Book::images`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageId(pub u32);

/// Words and phrases that the program prints, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// «فهرست»
    pub contents: String,
    /// «یادداشت‌ها»
    pub notes: String,
    /// «روی جلد»
    pub cover: String,
    /// «صفحهٔ عنوان»
    pub title_page: String,
    /// «شناسنامه»
    pub copyright: String,
    /// «آغاز متن»
    pub start: String,
    /// «بازگشت به متن»
    pub back_to_text: String,
    /// «یادداشت» (one, for the label of a mark)
    pub note: String,
    /// «صفحه»
    pub page: String,
    /// «ترجمهٔ» and the like before a translator's name, by role.
    pub translated_by: String,
    /// «ویراستهٔ»
    pub edited_by: String,
    /// «تصویرگر»
    pub illustrated_by: String,
    /// Joins names: « و ».
    pub and: String,
    /// Separates names in a list: «، ».
    pub comma: String,
    /// Words of front and back matter.
    pub matter: MatterWords,
}

/// A place that can be linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The id: as written, or made from the file and position; unique in the book.
    pub id: String,
    /// The division it lies in, as a position in [`Book::divisions`].
    pub division: u32,
    /// The text of the heading or part it names, for references that print it; empty for other blocks.
    pub title: String,
    /// Its number as printed: «فصل یکم», «۲», «شکل ۳»; `None` where it has none.
    pub number: Option<String>,
    /// The note it stands in, whose mark is its number.
    pub note: Option<NoteId>,
}

/// A note.
#[derive(Clone, Debug)]
pub struct Note {
    /// The number as printed, in the digits of the text its mark stands in. Where notes are counted by page, the pages
    /// decide it; then this is its number in its document.
    pub mark: String,
    /// Whose note it is.
    pub stream: StreamId,
    /// The note in whose text its mark stands, if it does not stand in the text of the book. That one stands in the text.
    pub host: Option<NoteId>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// The division its mark stands in, as a position in [`Book::divisions`].
    pub division: u32,
    /// Where it is written.
    pub span: Span,
}

/// One entry of the outline, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// 0 for a part, 1 to 6 for headings.
    pub level: u8,
    /// How deep it is nested: 0 for parts and for chapters outside parts, one more a level below.
    pub depth: u8,
    /// The text without note marks.
    pub title: String,
    /// Where it leads.
    pub anchor: AnchorId,
    /// Whether the contents list it (the bookmarks always do).
    pub in_toc: bool,
    /// Language of the title.
    pub language: Language,
    /// Which outputs have it.
    pub output: crate::manifest::Outputs,
}

/// A stretch of the book that begins on its own page (PDF) and has its own file (EPUB).
#[derive(Clone, Debug)]
pub struct Division {
    /// What it is.
    pub kind: DivisionKind,
    /// Name for the file in the EPUB, ASCII, unique, without ending.
    pub file_stem: String,
    /// The title in running heads and outline; empty where it has none.
    pub title: String,
    /// The language of its text.
    pub language: Language,
    /// The direction of its text.
    pub direction: Direction,
    /// The place of its beginning.
    pub anchor: AnchorId,
    /// Which outputs have it.
    pub output: crate::manifest::Outputs,
    /// What its document is to the book.
    pub role: DocumentRole,
    /// The title of the part it belongs to.
    pub part: Option<String>,
}

/// Kinds of divisions.
#[derive(Clone, Debug)]
pub enum DivisionKind {
    /// Made from the metadata.
    TitlePage,
    /// Made from the outline.
    Toc,
    /// Made from the metadata.
    Copyright,
    /// The title alone, before the title page.
    HalfTitle,
    /// Captions of figures and their pages.
    Figures,
    /// Captions of tables and their pages.
    Tables,
    /// Made from the marks of the text.
    Index,
    /// How the book was made, at its end.
    Colophon,
    /// Made from the notes that stand at the end of the book.
    Notes,
    /// A part title.
    Part,
    /// The text of a document.
    Chapter(Vec<Block>),
}

/// A block, resolved.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where links to it lead, if it has an id or is a heading.
    pub anchor: Option<AnchorId>,
    /// Classes, for CSS.
    pub classes: Vec<String>,
    /// Its language where it is not that of what it stands in.
    pub language: Option<Language>,
    /// Where it is written.
    pub span: Span,
}

/// Kinds of blocks. As in [`crate::document::BlockKind`], resolved.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A block quotation.
    Quote(Vec<Block>),
    /// A list.
    List(List),
    /// A definition list.
    Definitions(Vec<Definition>),
    /// A table.
    Table(Table),
    /// Preformatted text.
    Code(String),
    /// `* * *`
    Separator,
    /// A box with or without a title.
    Box(Option<String>, Vec<Block>),
    /// An epigraph.
    Epigraph(Vec<Block>),
    /// Centred text.
    Center(Vec<Block>),
    /// So many columns side by side, 1 to 4.
    Columns(u8, Vec<Block>),
    /// A container this version does not know: set as plain blocks; the name becomes a class.
    Group(String, Vec<Block>),
    /// Verse: stanzas of lines.
    Verse(Vec<Vec<VerseLine>>),
    /// A page break.
    PageBreak,
    /// What follows begins in the next column.
    ColumnBreak,
    /// An image with a caption.
    Figure(Figure),
    /// Images side by side.
    Figures(Figures),
    /// A letter.
    Letter(Letter),
    /// Speeches, one after the other.
    Dialogue(Vec<Speech>),
    /// Where the quotation or epigraph it ends is from.
    Source(String),
    /// The head of a newsletter.
    Masthead(Masthead),
    /// A boxed block that says who publishes and how to reach them, with or without a title.
    Contact(Option<String>, Vec<Block>),
    /// A QR code.
    QrCode(QrCode),
    /// An article of a newsletter, which says where it goes on.
    Article(Article),
}

/// What is inside a line, resolved.
#[derive(Clone, Debug)]
pub enum Inline {
    /// Text exactly as written.
    Text(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck out.
    Strike(Vec<Inline>),
    /// Raised.
    Superscript(Vec<Inline>),
    /// Lowered.
    Subscript(Vec<Inline>),
    /// A stretch in another language or with classes.
    Span(Option<Language>, Vec<String>, Vec<Inline>),
    /// A stretch set in a direction of its own, the parts of its ranges in that order.
    Isolate(Direction, Vec<Inline>),
    /// Code.
    Code(String),
    /// A link; its content is never empty.
    Link(Target, Vec<Inline>),
    /// `[](#id){ref=page}`: prints the number of the page the anchor is on; the EPUB prints the anchor's title.
    PageRef(AnchorId),
    /// An image among words.
    Image(ImageId, String),
    /// The mark of a note.
    NoteMark(NoteId),
    /// The number of a note in a reference to it: no mark, the note does not stand here.
    NoteNumber(NoteId),
    /// Nothing to see: a place of its own inside a line, for the index.
    Place(AnchorId),
    /// A forced line break.
    LineBreak,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// A place in the book.
    Anchor(AnchorId),
    /// Out of the book.
    Url(String),
}
