//! What the builder has open: blocks and inlines whose end has not come yet.

use super::fences::Opening;
use super::line::Line;
use super::{Attributes, Block, Definition, Image, Inline, Link, List, Stanza, Table};
use crate::base::Span;

/// Something open.
#[derive(Debug)]
pub(super) enum Shape {
    /// The whole document.
    Root,
    /// A block quotation.
    Quote,
    /// A list, with the items read so far.
    List(List),
    /// An item of a list.
    Item,
    /// A definition list, with the definitions read so far.
    Definitions(Vec<Definition>),
    /// A term of a definition list.
    Term,
    /// A definition of the last term.
    Meaning,
    /// A table, with the rows read so far.
    Table(Table),
    /// The head of a table, with the cells read so far.
    Head(Vec<Vec<Inline>>),
    /// A row of a table, with the cells read so far.
    Row(Vec<Vec<Inline>>),
    /// A cell.
    Cell,
    /// A note definition: its label, and where that stands.
    Note(String, Span),
    /// A fenced container, with the stanzas read so far if it is verse.
    Container(Box<Opening>, Vec<Stanza>),
    /// A paragraph.
    Paragraph,
    /// A paragraph that Markdown does not mark: the text of an item in a list without blank lines.
    BareParagraph,
    /// A heading of a level.
    Heading(u8),
    /// Preformatted text read so far.
    Code(String),
    /// HTML; its words are dropped.
    Html,
    /// `*…*`
    Emphasis,
    /// `**…**`
    Strong,
    /// `~~…~~`
    Strike,
    /// `~…~`
    Subscript,
    /// A link, still without its content.
    Link(Link),
    /// An image, still without its alternative text.
    Image(Image),
}

/// What a shape is among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rank {
    /// A block that holds blocks, and so can hold itself.
    Nest,
    /// A part of a list or table, as deep as that is.
    Part,
    /// A block that holds words.
    Leaf,
    /// Something among words.
    Inline,
}

impl Shape {
    /// Its rank.
    pub(super) fn rank(&self) -> Rank {
        match self {
            Self::Root | Self::Quote | Self::List(_) | Self::Definitions(_) | Self::Note(..) => Rank::Nest,
            Self::Container(..) => Rank::Nest,
            Self::Item | Self::Term | Self::Meaning | Self::Head(_) | Self::Row(_) | Self::Cell => Rank::Part,
            Self::Table(_) | Self::Paragraph | Self::BareParagraph | Self::Heading(_) => Rank::Leaf,
            Self::Code(_) | Self::Html => Rank::Leaf,
            Self::Emphasis | Self::Strong | Self::Strike | Self::Subscript => Rank::Inline,
            Self::Link(_) | Self::Image(_) => Rank::Inline,
        }
    }

    /// Whether words can stand in it without a paragraph of their own.
    pub(super) fn holds_words(&self) -> bool {
        match self {
            Self::Term | Self::Cell | Self::Paragraph | Self::BareParagraph | Self::Heading(_) => true,
            Self::Code(_) | Self::Html => true,
            _ => self.rank() == Rank::Inline,
        }
    }

    /// Whether it is `::: verse`.
    pub(super) fn is_verse(&self) -> bool {
        matches!(self, Self::Container(opening, _) if opening.name == "verse")
    }

    /// Whether it is `::: dialogue`.
    pub(super) fn is_dialogue(&self) -> bool {
        matches!(self, Self::Container(opening, _) if opening.name == "dialogue")
    }
}

/// Something open, with what was read of it.
#[derive(Debug)]
pub(super) struct Frame {
    /// What it is.
    pub(super) shape: Shape,
    /// Its first byte.
    pub(super) start: usize,
    /// Blocks read so far, if it holds blocks.
    pub(super) blocks: Vec<Block>,
    /// Words read so far, if it holds words.
    pub(super) line: Line,
    /// Attributes on a line of their own, which wait for the block they belong to, and where they stand.
    pub(super) waiting: Option<(Attributes, Span)>,
}

impl Frame {
    /// Opens a shape at a byte.
    pub(super) fn new(shape: Shape, start: usize) -> Self {
        Self { shape, start, blocks: Vec::new(), line: Line::default(), waiting: None }
    }
}
