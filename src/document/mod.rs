//! One manuscript: Markdown in, a [`Document`] with source spans out. Parsing never fails, it reports.
//!
//! Steps: hide the lines of fenced containers from the Markdown parser (`fences`), read CommonMark and its extensions
//! (`markdown`), build blocks (`build`, `shape`, `close`, `verse`, `dialogue`) and what is inside a line (`text`, `line`,
//! `attributes`, `html`), check what only the whole file can know (`checks`).

mod attributes;
mod build;
mod checks;
mod close;
mod dialogue;
mod fences;
mod html;
mod line;
mod markdown;
mod shape;
mod text;
mod verse;
mod walk;

pub use line::plain_text;
pub use markdown::parse;
pub use walk::each_inline;

use crate::base::{Language, SourceId, Span};

/// A parsed manuscript. Filled by [`parse`]; read by book.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text it came from.
    pub source: SourceId,
    /// Blocks in order.
    pub blocks: Vec<Block>,
    /// Footnote definitions in the order written.
    pub notes: Vec<NoteDefinition>,
    /// Places that someone marked to be looked at, in order.
    pub doubts: Vec<Doubt>,
}

/// `<!-- doubt RULE: MESSAGE -->`: a place to be looked at. Nothing of it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The rule that left it; empty where none is named.
    pub rule: String,
    /// What is doubtful, on one line.
    pub message: String,
    /// The comment.
    pub span: Span,
}

/// `[^label]: …`
#[derive(Clone, Debug)]
pub struct NoteDefinition {
    /// The label between `[^` and `]`.
    pub label: String,
    /// The label with its brackets.
    pub span: Span,
    /// The note.
    pub blocks: Vec<Block>,
}

/// `{#id .class lang=ar key=value}`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// The id, without `#`.
    pub id: Option<String>,
    /// Classes, without dots.
    pub classes: Vec<String>,
    /// `lang=`, checked.
    pub language: Option<Language>,
    /// Other keys and values, in order.
    pub pairs: Vec<(String, String)>,
}

/// A block and where it stands.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its attributes.
    pub attributes: Attributes,
    /// The whole block in the source.
    pub span: Span,
}

/// Kinds of blocks.
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
    /// Preformatted text, lines as written without the last line end.
    Code(String),
    /// `* * *`
    Separator,
    /// A fenced container whose name has no block of its own here (`box`, `center`, `epigraph`, or unknown).
    Container(Container),
    /// `::: verse`: stanzas of lines.
    Verse(Vec<Stanza>),
    /// `::: pagebreak`
    PageBreak,
    /// `::: columnbreak`
    ColumnBreak,
    /// A paragraph that is one image only.
    Figure(Image),
    /// A paragraph of several images and nothing else: they stand side by side.
    Figures(Vec<Image>),
    /// `::: dialogue`
    Dialogue(Vec<Speech>),
}

/// A list.
#[derive(Clone, Debug)]
pub struct List {
    /// The first number of a numbered list; `None` for bullets.
    pub start: Option<u64>,
    /// The items, each a run of blocks.
    pub items: Vec<Vec<Block>>,
    /// Whether items stand without space between them.
    pub tight: bool,
    /// Whether its numbers are written with a bracket, `1)`, and not with a full stop.
    pub is_bracketed: bool,
}

/// What one speaker says; stage directions before the first name have no speaker.
#[derive(Clone, Debug)]
pub struct Speech {
    /// Who speaks, without the colon; empty for nobody.
    pub speaker: Vec<Inline>,
    /// What is said.
    pub blocks: Vec<Block>,
}

/// A term and its definitions.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// Its definitions, each a run of blocks.
    pub definitions: Vec<Vec<Block>>,
}

/// Alignment of a table column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnAlign {
    /// Nothing said: the start edge.
    #[default]
    Auto,
    /// `:--`
    Start,
    /// `:-:`
    Center,
    /// `--:`
    End,
}

/// A table; every row has as many cells as there are columns.
#[derive(Clone, Debug)]
pub struct Table {
    /// One entry a column.
    pub columns: Vec<ColumnAlign>,
    /// The head row.
    pub head: Vec<Vec<Inline>>,
    /// Body rows of cells.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// `::: name {…}` to `:::`
#[derive(Clone, Debug)]
pub struct Container {
    /// The name.
    pub name: String,
    /// `title=`.
    pub title: Option<String>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// Lines of verse that stand together.
#[derive(Clone, Debug)]
pub struct Stanza {
    /// Its lines.
    pub lines: Vec<VerseLine>,
}

/// One line: a couplet of two hemistichs, or a single half-line.
#[derive(Clone, Debug)]
pub struct VerseLine {
    /// The first hemistich, or the whole line.
    pub first: Vec<Inline>,
    /// The second hemistich, after ` / `.
    pub second: Option<Vec<Inline>>,
    /// The line in the source.
    pub span: Span,
}

/// An image.
#[derive(Clone, Debug)]
pub struct Image {
    /// The path as written, relative to the manuscript.
    pub path: String,
    /// The text that stands in for it.
    pub alt: String,
    /// The title, printed as its caption.
    pub title: Option<String>,
    /// Its attributes: `{width=60mm}`.
    pub attributes: Attributes,
    /// The whole image in the source.
    pub span: Span,
}

/// Text and what is inside a line of it.
#[derive(Clone, Debug)]
pub enum Inline {
    /// Text exactly as written (white space folded at line ends only).
    Text(String, Span),
    /// `*…*`
    Emphasis(Vec<Inline>),
    /// `**…**`
    Strong(Vec<Inline>),
    /// `~~…~~`
    Strike(Vec<Inline>),
    /// `^…^`
    Superscript(Vec<Inline>),
    /// `~…~`
    Subscript(Vec<Inline>),
    /// `[…]{lang=ar .class}`
    Span(Attributes, Vec<Inline>),
    /// `` `…` ``
    Code(String, Span),
    /// `[…](target)`; the content is empty for a cross reference `[](#id)`.
    Link(Link),
    /// `![…](…)` among words.
    Image(Image),
    /// `[^label]`
    NoteMark(String, Span),
    /// A forced line break.
    LineBreak,
}

/// A link as written.
#[derive(Clone, Debug)]
pub struct Link {
    /// A URL, `#id`, or `file.md#id`.
    pub target: String,
    /// The linked words.
    pub content: Vec<Inline>,
    /// `{ref=page}` and the like.
    pub attributes: Attributes,
    /// The whole link in the source.
    pub span: Span,
}
