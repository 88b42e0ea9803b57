//! Marked content (PDF 1.7 §14.6): which stretch of a page's operators says which part of the text.
//!
//! Every stretch is bracketed outside of text objects. Plain text of one block that follows each other shares a stretch, over
//! lines; links, marks of notes and words in another language have stretches of their own. Furniture is
//! bracketed as artifact. What the stretches are to each other is told by `structure`.

use std::sync::Arc;

use crate::base::Language;
use crate::book::{NoteId, Target};
use crate::lines::Line;
use crate::pages::{FrameRole, Item, ItemKind, ItemRole};
use crate::shape::TextStyle;

use super::operators::Operators;

/// A stretch of content that says something; its identifier is its position on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The position of its first item among those of the page.
    pub(super) item: u32,
    /// One of the fragments of that item that are in it.
    pub(super) fragment: u32,
}

/// What is said of a stretch of a line beyond its block. The language is told by itself where it is that of the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Inline<'a> {
    /// Where it leads.
    pub(super) link: Option<&'a Target>,
    /// The note whose mark it is.
    pub(super) note_mark: Option<NoteId>,
    /// The note whose number it is.
    pub(super) note_number: Option<NoteId>,
    /// Its language, where it is not that of its block.
    pub(super) language: Option<&'a Language>,
}

impl<'a> Inline<'a> {
    /// What is said of text of a style in a block of a language.
    pub(super) fn of(style: &'a TextStyle, block: &Language) -> Self {
        Self {
            link: style.link.as_ref(),
            note_mark: style.note_mark,
            note_number: style.note_number,
            language: (style.language != *block).then_some(&style.language),
        }
    }

    /// Whether nothing is said.
    pub(super) fn is_plain(self) -> bool {
        self.link.is_none() && self.note_mark.is_none() && self.note_number.is_none() && self.language.is_none()
    }
}

/// How a line is parted into stretches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parting {
    /// Nothing is said of it: it goes on in the stretch of its block.
    Plain,
    /// One thing is said of all of it.
    Whole,
    /// Different things are said of its parts.
    Parts,
}

/// How a line of a block of a language is parted.
pub(super) fn parting(line: &Line, language: &Language) -> Parting {
    let Some(first) = line.fragments.first() else { return Parting::Plain };
    let said = Inline::of(&first.style, language);
    let is_same = |style: &Arc<TextStyle>| Arc::ptr_eq(style, &first.style) || Inline::of(style, language) == said;
    match line.fragments.iter().all(|fragment| is_same(&fragment.style)) {
        true if said.is_plain() => Parting::Plain,
        true => Parting::Whole,
        false => Parting::Parts,
    }
}

/// What the open stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Nothing,
    Artifact(&'static [u8]),
    /// Text of a block, which plain lines of the block may join.
    Block(u32),
    /// Text that nothing may join.
    Closed,
}

/// The brackets of a page as they are written.
#[derive(Debug)]
pub(super) struct Marking {
    open: Open,
    marks: Vec<Mark>,
    /// Whether brackets are written; on printed sheets nothing is said of them.
    is_written: bool,
}

impl Marking {
    /// Nothing is open.
    pub(super) fn new(is_written: bool) -> Self {
        Self { open: Open::Nothing, marks: Vec::new(), is_written }
    }

    /// The marks of the page, by their identifiers.
    pub(super) fn into_marks(self) -> Vec<Mark> {
        self.marks
    }

    /// Whether plain text of an item can go on in the open stretch.
    pub(super) fn takes(&self, item: &Item) -> bool {
        self.open == Open::Block(item.block)
    }

    /// Whether furniture can go on in the open stretch.
    pub(super) fn takes_artifact(&self, tag: &'static [u8]) -> bool {
        self.open == Open::Artifact(tag)
    }

    /// Opens a stretch of an item from a fragment on. No text object may be open.
    pub(super) fn open(&mut self, item: (u32, &Item), fragment: u32, parting: Parting, out: &mut Operators) {
        self.close(out);
        if self.is_written {
            out.raw(b"/P<</MCID ");
            out.integer(self.marks.len() as i64);
            out.raw(b">>BDC\n");
        }
        self.marks.push(Mark { item: item.0, fragment });
        let joins = parting == Parting::Plain && matches!(item.1.kind, ItemKind::Line(..));
        self.open = if joins { Open::Block(item.1.block) } else { Open::Closed };
    }

    /// Says of the open stretch of an item whether plain text may join it.
    pub(super) fn leave_open(&mut self, item: &Item, may_be_joined: bool) {
        self.open = if may_be_joined { Open::Block(item.block) } else { Open::Closed };
    }

    /// Opens a stretch of furniture. No text object may be open.
    pub(super) fn open_artifact(&mut self, tag: &'static [u8], out: &mut Operators) {
        self.close(out);
        if self.is_written {
            out.raw(tag);
        }
        self.open = Open::Artifact(tag);
    }

    /// Closes the open stretch. No text object may be open.
    pub(super) fn close(&mut self, out: &mut Operators) {
        if self.is_written && self.open != Open::Nothing {
            out.raw(b"EMC\n");
        }
        self.open = Open::Nothing;
    }
}

/// The bracket that opens furniture (PDF 1.7 table 330); `None` for text.
pub(super) fn artifact(role: FrameRole, item: &Item) -> Option<&'static [u8]> {
    if item.role != ItemRole::Artifact {
        return None;
    }
    Some(match (role, &item.kind) {
        (FrameRole::RunningHead, _) => b"/Artifact<</Type/Pagination/Subtype/Header>>BDC\n",
        (FrameRole::Folio | FrameRole::Continuation | FrameRole::LineNumbers, _) => {
            b"/Artifact<</Type/Pagination>>BDC\n"
        }
        (FrameRole::Marks, _) => b"/Artifact<</Type/Page>>BDC\n",
        // Heads of tables that are set again.
        (_, ItemKind::Line(..)) => b"/Artifact<</Type/Pagination>>BDC\n",
        (FrameRole::Body | FrameRole::Notes, _) => b"/Artifact<</Type/Layout>>BDC\n",
    })
}
