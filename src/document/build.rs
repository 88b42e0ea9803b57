//! Builds the tree: things open and close in the order of the text, fences open and close containers between them.
//!
//! The stack holds what is open, the document itself at its bottom. `text` adds words to its top, `close` makes blocks
//! and inlines of what leaves it. Depth is limited, so that every later stage may walk the tree by recursion.

use std::ops::Range;

use super::checks::Checks;
use super::fences::{self, Fence, Meaning, Opening};
use super::shape::{Frame, Rank, Shape};
use super::{Attributes, BlockKind, Document, Doubt, NoteDefinition};
use crate::base::{Diagnostic, Diagnostics, SourceId, Span};

/// Blocks in blocks, at most; a list counts twice. Real books stay under ten.
const DEEPEST_BLOCKS: usize = 32;
/// Inlines in inlines, at most, not counting spans.
const DEEPEST_INLINES: usize = 16;

/// Everything known while a document is read.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    pub(super) source: SourceId,
    /// The text as written.
    pub(super) text: &'a str,
    /// The text as the Markdown parser sees it.
    pub(super) hidden: &'a str,
    fences: &'a [Fence],
    /// The first fence that was not passed yet.
    next_fence: usize,
    /// What is open.
    pub(super) stack: Vec<Frame>,
    /// For each thing the Markdown parser has open: whether it is on the stack or was left out for its depth.
    opened: Vec<bool>,
    /// Inlines on the stack.
    inlines: usize,
    /// Containers that were left out for their depth.
    left_out: usize,
    is_too_deep: bool,
    /// Everything before this byte was read, as attributes.
    pub(super) read_until: usize,
    /// Line ends of the stanza being read, if one is.
    pub(super) stanza_ends: Option<Vec<Span>>,
    /// Whether a paragraph of a dialogue is being read.
    pub(super) in_speech: bool,
    /// The last comment between blocks.
    pub(super) comment: Option<Range<usize>>,
    /// HTML tags that were reported and wait for their closing tag, which is not reported.
    pub(super) open_tags: usize,
    pub(super) notes: Vec<NoteDefinition>,
    /// Comments that mark a doubtful place.
    pub(super) doubts: Vec<Doubt>,
    pub(super) checks: Checks,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl<'a> Builder<'a> {
    /// Nothing read yet.
    pub(super) fn new(
        source: SourceId,
        text: &'a str,
        hidden: &'a str,
        fences: &'a [Fence],
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            source,
            text,
            hidden,
            fences,
            next_fence: 0,
            stack: vec![Frame::new(Shape::Root, 0)],
            opened: Vec::new(),
            inlines: 0,
            left_out: 0,
            is_too_deep: false,
            read_until: 0,
            stanza_ends: None,
            in_speech: false,
            comment: None,
            open_tags: 0,
            notes: Vec::new(),
            doubts: Vec::new(),
            checks: Checks::default(),
            diagnostics,
        }
    }

    /// A place in this text.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start, end)
    }

    /// What is open innermost.
    pub(super) fn top(&mut self) -> &mut Frame {
        self.stack.last_mut().expect("the document itself is open until the end")
    }

    /// Opens what the Markdown parser opens.
    pub(super) fn open(&mut self, shape: Shape, range: &Range<usize>) {
        let is_kept = match shape.rank() {
            Rank::Inline => {
                self.open_paragraph(range.start);
                self.inlines < DEEPEST_INLINES
            }
            // Parts go with the list or table they are parts of.
            Rank::Part => self.opened.last().copied().unwrap_or(false),
            Rank::Leaf => {
                self.close_paragraph(range.start);
                true
            }
            Rank::Nest => {
                self.close_paragraph(range.start);
                self.stack.len() < DEEPEST_BLOCKS
            }
        };
        self.opened.push(is_kept);
        if !is_kept {
            self.report_depth(range.start);
            return;
        }
        if shape.rank() == Rank::Inline {
            self.inlines += 1;
        }
        if matches!(shape, Shape::Paragraph) && self.top().shape.is_verse() {
            self.stanza_ends = Some(Vec::new());
        }
        if matches!(shape, Shape::Paragraph) {
            self.in_speech = self.top().shape.is_dialogue();
        }
        self.stack.push(Frame::new(shape, range.start));
    }

    /// Closes what the Markdown parser closes.
    pub(super) fn close(&mut self, range: &Range<usize>) {
        let was_kept = self.opened.pop().unwrap_or(false);
        self.close_paragraph(range.end);
        if !was_kept {
            return;
        }
        self.close_containers(range.end);
        let frame = self.stack.pop().expect("what closes was opened");
        if frame.shape.rank() == Rank::Inline {
            self.inlines -= 1;
        }
        self.finish(frame, range.end);
    }

    /// Opens a paragraph for words that stand in a block without one.
    pub(super) fn open_paragraph(&mut self, at: usize) {
        if !self.top().shape.holds_words() {
            self.stack.push(Frame::new(Shape::BareParagraph, at));
        }
    }

    /// Closes the paragraph that [`Self::open_paragraph`] opened, if it is innermost.
    pub(super) fn close_paragraph(&mut self, at: usize) {
        if matches!(self.top().shape, Shape::BareParagraph) {
            let frame = self.stack.pop().expect("it was just looked at");
            self.finish(frame, at);
        }
    }

    /// Reports, once, that things are nested too deeply.
    fn report_depth(&mut self, at: usize) {
        if !std::mem::replace(&mut self.is_too_deep, true) {
            let span = self.span(at, at);
            self.diagnostics.push(
                Diagnostic::error("document.too-deep", span, "things are nested too deeply to be printed")
                    .hint("write quotations, lists and containers less than ten deep"),
            );
        }
    }

    /// A thematic break, or the fence that was hidden behind it.
    pub(super) fn separate(&mut self, range: &Range<usize>) {
        self.close_paragraph(range.start);
        while self.fences.get(self.next_fence).is_some_and(|fence| fence.start < range.start) {
            self.next_fence += 1;
        }
        match self.fences.get(self.next_fence).copied() {
            Some(fence) if fence.start < range.end => self.fence(fence),
            _ => self.push_block(BlockKind::Separator, Attributes::default(), range.start, range.end),
        }
    }

    /// Opens or closes a container.
    fn fence(&mut self, fence: Fence) {
        match fences::read(self.source, self.text, fence, self.diagnostics) {
            Meaning::Closes => self.close_container(fence),
            Meaning::Opens(opening) => {
                self.checks.id(&opening.parsed, self.diagnostics);
                let is_break = match opening.name.as_str() {
                    "pagebreak" => Some(BlockKind::PageBreak),
                    "columnbreak" => Some(BlockKind::ColumnBreak),
                    _ => None,
                };
                if let Some(kind) = is_break {
                    self.push_block(kind, opening.parsed.attributes, fence.start, fence.end);
                } else if self.stack.len() < DEEPEST_BLOCKS {
                    self.stack.push(Frame::new(Shape::Container(Box::new(opening), Vec::new()), fence.start));
                } else {
                    self.left_out += 1;
                    self.report_depth(fence.start);
                }
            }
        }
    }

    /// Closes the innermost container, or the one with just as many colons.
    fn close_container(&mut self, fence: Fence) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        let colons = fences::colons(self.text, fence);
        let is_meant = |opening: &Opening| opening.colons == colons;
        // Only containers inside the list item or quotation that the fence stands in.
        let open: Vec<bool> = self.stack.iter().rev().map_while(container).map(is_meant).collect();
        let depth = open.iter().position(|same| *same).unwrap_or(0);
        if open.is_empty() {
            let last = self.top().blocks.last().map(|block| &block.kind);
            let is_after_break = matches!(last, Some(BlockKind::PageBreak | BlockKind::ColumnBreak));
            if !is_after_break {
                let span = self.span(fence.start, fence.end);
                self.diagnostics.push(
                    Diagnostic::error("document.unopened-container", span, "no container is open here to be closed")
                        .hint("remove the line, or open the container before it in the same list item or quotation"),
                );
            }
            return;
        }
        for _ in 0..depth {
            self.close_unclosed(fence.start);
        }
        let frame = self.stack.pop().expect("the container is open");
        self.finish(frame, fence.end);
    }

    /// Closes containers that should have been closed before `at`.
    pub(super) fn close_containers(&mut self, at: usize) {
        while container(self.top()).is_some() {
            self.close_unclosed(at);
        }
    }

    /// Reports and closes the innermost container.
    fn close_unclosed(&mut self, at: usize) {
        let frame = self.stack.pop().expect("a container is open");
        if let Some(opening) = container(&frame) {
            let message = format!("container `{}` is never closed", opening.name);
            let colons = ":".repeat(opening.colons);
            self.diagnostics.push(
                Diagnostic::error("document.unclosed-container", opening.span, message)
                    .hint(format!("close it with `{colons}` on a line of its own")),
            );
        }
        self.finish(frame, at);
    }

    /// Closes everything at the end of the text.
    pub(super) fn end(mut self) -> Document {
        let end = self.text.len();
        self.close_paragraph(end);
        self.close_containers(end);
        let root = self.stack.pop().expect("the document itself is open until the end");
        self.report_waiting(root.waiting);
        let blocks = root.blocks;
        let notes = self.checks.end(self.notes, self.diagnostics);
        Document { source: self.source, blocks, notes, doubts: self.doubts }
    }
}

/// The opening of a container that is open.
fn container(frame: &Frame) -> Option<&Opening> {
    match &frame.shape {
        Shape::Container(opening, _) => Some(opening),
        _ => None,
    }
}
