//! Elements of the structure tree (PDF 1.7 §14.7.2) and their types (§14.8.4).

use crate::base::Rect;

/// Types of elements: standard ones, and ours, which are mapped to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tag {
    Document,
    Part,
    Article,
    Section,
    Division,
    BlockQuote,
    Heading(u8),
    Paragraph,
    List,
    ListItem,
    Label,
    ListBody,
    Table,
    Row,
    HeaderCell,
    Cell,
    Figure,
    Caption,
    Contents,
    ContentsItem,
    Reference,
    Link,
    Note,
    Code,
    Span,
    Box,
    Verse,
    Stanza,
    Couplet,
    Dialogue,
    Speech,
    Speaker,
    Letter,
    Masthead,
}

impl Tag {
    /// The name in the file.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Part => "Part",
            Self::Article => "Art",
            Self::Section => "Sect",
            Self::Division => "Div",
            Self::BlockQuote => "BlockQuote",
            Self::Heading(level) => ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6)) - 1],
            Self::Paragraph => "P",
            Self::List => "L",
            Self::ListItem => "LI",
            Self::Label => "Lbl",
            Self::ListBody => "LBody",
            Self::Table => "Table",
            Self::Row => "TR",
            Self::HeaderCell => "TH",
            Self::Cell => "TD",
            Self::Figure => "Figure",
            Self::Caption => "Caption",
            Self::Contents => "TOC",
            Self::ContentsItem => "TOCI",
            Self::Reference => "Reference",
            Self::Link => "Link",
            Self::Note => "Note",
            Self::Code => "Code",
            Self::Span => "Span",
            Self::Box => "Box",
            Self::Verse => "Verse",
            Self::Stanza => "Stanza",
            Self::Couplet => "Couplet",
            Self::Dialogue => "Dialogue",
            Self::Speech => "Speech",
            Self::Speaker => "Speaker",
            Self::Letter => "Letter",
            Self::Masthead => "Masthead",
        }
    }

    /// The standard type that stands for one of ours (PDF 1.7 §14.7.3).
    pub(super) fn standard(self) -> Option<&'static str> {
        match self {
            Self::Box | Self::Verse | Self::Stanza | Self::Dialogue | Self::Speech | Self::Letter | Self::Masthead => {
                Some("Div")
            }
            Self::Couplet | Self::Speaker => Some("P"),
            _ => None,
        }
    }

    /// Whether it holds nothing but what its kind prescribes: a note stands inside its parts.
    pub(super) fn is_strict(self) -> bool {
        matches!(self, Self::List | Self::ListItem | Self::Table | Self::Row | Self::Contents | Self::ContentsItem)
    }
}

/// What an element holds, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kid {
    /// Another element, by its position.
    Element(u32),
    /// A stretch of a page's content, by page and identifier.
    Mark(u32, u32),
    /// A link annotation, by page and position on it.
    Annotation(u32, u32),
}

/// What some elements have beyond type and kids.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Extra {
    /// Its language.
    Language(String),
    /// The text that stands for an image, and where the image is, in page axes on a page.
    Image(String, u32, Rect),
    /// It is found under the number of its note.
    Note(u32),
    /// A cell that heads its column.
    HeadsColumn,
    /// How the items of a list are numbered.
    Numbering(&'static str),
}

/// An element.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Element {
    /// Its type.
    pub(super) tag: Tag,
    /// What it stands in, by position; the first element stands in itself.
    pub(super) parent: u32,
    /// What it holds.
    pub(super) kids: Vec<Kid>,
    /// What else it has.
    pub(super) extras: Vec<Extra>,
}

/// All elements, each after what it stands in. The first is the document.
#[derive(Debug)]
pub(super) struct Tree {
    /// The elements.
    pub(super) elements: Vec<Element>,
}

impl Tree {
    /// The document alone.
    pub(super) fn new() -> Self {
        let document = Element { tag: Tag::Document, parent: 0, kids: Vec::new(), extras: Vec::new() };
        Self { elements: vec![document] }
    }

    /// Adds an element at the end of another.
    pub(super) fn add(&mut self, tag: Tag, parent: u32) -> u32 {
        let position = u32::try_from(self.elements.len()).unwrap_or(u32::MAX);
        self.elements.push(Element { tag, parent, kids: Vec::new(), extras: Vec::new() });
        self.hold(parent, Kid::Element(position));
        position
    }

    /// Adds something at the end of an element.
    pub(super) fn hold(&mut self, element: u32, kid: Kid) {
        self.elements[element as usize].kids.push(kid);
    }

    /// Says something more of an element.
    pub(super) fn say(&mut self, element: u32, extra: Extra) {
        self.elements[element as usize].extras.push(extra);
    }

    /// The type of an element.
    pub(super) fn tag(&self, element: u32) -> Tag {
        self.elements[element as usize].tag
    }

    /// What an element stands in.
    pub(super) fn parent(&self, element: u32) -> u32 {
        self.elements[element as usize].parent
    }

    /// Whether nothing stands in an element yet.
    pub(super) fn is_empty(&self, element: u32) -> bool {
        self.elements[element as usize].kids.is_empty()
    }
}
