//! What leaves the stack becomes a block or an inline of what stays.

use super::build::Builder;
use super::line::{self, plain_text};
use super::shape::{Frame, Rank, Shape};
use super::{Attributes, Block, BlockKind, Container, Definition, Image, Inline, NoteDefinition};
use super::{attributes, dialogue, verse};
use crate::base::{Diagnostic, Span};

impl Builder<'_> {
    /// Puts what was read of a frame that ends before byte `end` into its parent.
    pub(super) fn finish(&mut self, frame: Frame, end: usize) {
        match frame.shape.rank() {
            Rank::Inline => self.finish_inline(frame, end),
            Rank::Part => self.finish_part(frame),
            Rank::Leaf => self.finish_leaf(frame, end),
            Rank::Nest => self.finish_nest(frame, end),
        }
    }

    fn finish_inline(&mut self, frame: Frame, end: usize) {
        let content = frame.line.finish();
        let inline = match frame.shape {
            Shape::Subscript if self.is_literal(frame.start, &content) => {
                let mark = |at: usize| Inline::Text("~".to_owned(), self.span(at, at + 1));
                let pieces = [vec![mark(frame.start)], content, vec![mark(end - 1)]];
                self.top().line.push_all(pieces.into_iter().flatten());
                return;
            }
            Shape::Strong => Inline::Strong(content),
            Shape::Strike => Inline::Strike(content),
            Shape::Subscript => Inline::Subscript(content),
            Shape::Link(mut link) => {
                link.content = content;
                link.attributes = self.attributes_after(end);
                Inline::Link(link)
            }
            Shape::Image(mut image) => {
                image.alt = plain_text(&content);
                image.attributes = self.attributes_after(end);
                Inline::Image(image)
            }
            _ => Inline::Emphasis(content),
        };
        self.top().line.push(inline);
    }

    /// Whether `~…~` is no lowered text: it holds white space, or belongs to an address such as `/~name/`. The rules
    /// are those of `line`, for the cases where the Markdown parser was faster.
    fn is_literal(&self, start: usize, content: &[Inline]) -> bool {
        self.text[..start].ends_with('/') || plain_text(content).contains(char::is_whitespace)
    }

    fn finish_part(&mut self, mut frame: Frame) {
        self.report_waiting(frame.waiting.take());
        let parent = &mut self.top().shape;
        match (frame.shape, parent) {
            (Shape::Item, Shape::List(list)) => list.items.push(frame.blocks),
            (Shape::Term, Shape::Definitions(list)) => {
                list.push(Definition { term: frame.line.finish(), definitions: Vec::new() });
            }
            (Shape::Meaning, Shape::Definitions(list)) => {
                if let Some(last) = list.last_mut() {
                    last.definitions.push(frame.blocks);
                }
            }
            (Shape::Cell, Shape::Head(cells) | Shape::Row(cells)) => cells.push(frame.line.finish()),
            (Shape::Head(cells), Shape::Table(table)) => table.head = cells,
            (Shape::Row(cells), Shape::Table(table)) => table.rows.push(cells),
            _ => {}
        }
    }

    fn finish_leaf(&mut self, frame: Frame, end: usize) {
        let Frame { shape, start, line, .. } = frame;
        match shape {
            Shape::Heading(level) => {
                let mut content = line.finish();
                let attributes = self.heading_attributes(start, &mut content);
                if plain_text(&content).trim().is_empty() {
                    let span = self.trimmed(start, end);
                    self.diagnostics.push(
                        Diagnostic::error("document.empty-heading", span, "a heading without words is left out")
                            .hint("write its words behind the `#`, or a backslash before it if it is meant as text"),
                    );
                    return;
                }
                self.push_block(BlockKind::Heading(level, content), attributes, start, end);
            }
            Shape::Table(table) => self.push_block(BlockKind::Table(table), Attributes::default(), start, end),
            Shape::Code(mut text) => {
                text.truncate(text.strip_suffix('\n').map_or(text.len(), str::len));
                self.push_block(BlockKind::Code(text), Attributes::default(), start, end);
            }
            Shape::Paragraph => {
                self.mark_loose();
                self.finish_paragraph(line.finish(), start, end);
            }
            Shape::BareParagraph => self.finish_paragraph(line.finish(), start, end),
            _ => {}
        }
    }

    /// A paragraph in an item of a list says that the items stand apart.
    fn mark_loose(&mut self) {
        let depth = self.stack.len();
        if depth >= 2
            && matches!(self.stack[depth - 1].shape, Shape::Item)
            && let Shape::List(list) = &mut self.stack[depth - 2].shape
        {
            list.tight = false;
        }
    }

    fn finish_paragraph(&mut self, mut content: Vec<Inline>, start: usize, end: usize) {
        let ends = self.stanza_ends.take();
        let in_speech = std::mem::take(&mut self.in_speech);
        if content.is_empty() {
            return;
        }
        if let Some(ends) = ends {
            let span = self.trimmed(start, end);
            let stanza = verse::stanza(content, &ends, span, self.diagnostics);
            if let Shape::Container(_, stanzas) = &mut self.top().shape {
                stanzas.push(stanza);
            }
            return;
        }
        if self.take_attributes(start, end) {
            return;
        }
        if in_speech {
            for line in dialogue::lines(content, self.text) {
                self.push_block(BlockKind::Paragraph(line), Attributes::default(), start, end);
            }
            return;
        }
        match only_images(&content).as_deref() {
            Some([image]) => {
                return self.push_block(BlockKind::Figure(image.clone()), image.attributes.clone(), start, end);
            }
            Some(images) => {
                return self.push_block(BlockKind::Figures(images.to_vec()), Attributes::default(), start, end);
            }
            None => {}
        }
        if self.goes_on(start)
            && let Some(Block { kind: BlockKind::Paragraph(before), span, .. }) = self.top().blocks.last_mut()
        {
            let space = crate::base::Span { start: span.end, end: span.end + 1, ..*span };
            before.push(Inline::Text(" ".to_owned(), space));
            before.append(&mut content);
            let joined = line::merge(std::mem::take(before));
            *before = joined;
            let whole = self.trimmed(start, end);
            if let Some(last) = self.top().blocks.last_mut() {
                last.span.end = whole.end;
            }
            return;
        }
        self.push_block(BlockKind::Paragraph(content), Attributes::default(), start, end);
    }

    /// Whether only a comment on lines of its own stands between the last paragraph and byte `start`.
    fn goes_on(&mut self, start: usize) -> bool {
        let Some(comment) = self.comment.take() else { return false };
        let Some(Block { kind: BlockKind::Paragraph(_), span, .. }) = self.top().blocks.last() else { return false };
        let before = span.end as usize;
        before <= comment.start
            && comment.end <= start
            && self.text[before..comment.start].matches('\n').count() == 1
            && !self.text[comment.end..start].contains('\n')
    }

    fn finish_nest(&mut self, frame: Frame, end: usize) {
        let Frame { shape, start, blocks, waiting, .. } = frame;
        self.report_waiting(waiting);
        match shape {
            Shape::Quote => self.push_block(BlockKind::Quote(blocks), Attributes::default(), start, end),
            Shape::List(list) => self.push_block(BlockKind::List(list), Attributes::default(), start, end),
            Shape::Definitions(list) => {
                self.push_block(BlockKind::Definitions(list), Attributes::default(), start, end);
            }
            Shape::Note(label, span) => self.notes.push(NoteDefinition { label, span, blocks }),
            Shape::Container(opening, stanzas) => {
                let mut attributes = opening.parsed.attributes;
                if opening.name == "verse" {
                    self.push_block(BlockKind::Verse(stanzas), attributes, start, end);
                    return;
                }
                if opening.name == "dialogue" {
                    let speeches = dialogue::speeches(blocks, self.text);
                    self.push_block(BlockKind::Dialogue(speeches), attributes, start, end);
                    return;
                }
                let title = attributes.pairs.iter().position(|(key, _)| key == "title");
                let title = title.map(|index| attributes.pairs.remove(index).1);
                let container = Container { name: opening.name, title, blocks };
                self.push_block(BlockKind::Container(container), attributes, start, end);
            }
            _ => {}
        }
    }

    /// Adds a block to what is open; verse holds none.
    pub(super) fn push_block(&mut self, kind: BlockKind, attributes: Attributes, start: usize, end: usize) {
        let span = self.trimmed(start, end);
        if self.top().shape.is_verse() {
            self.diagnostics.push(
                Diagnostic::error("document.verse-block", span, "verse holds lines only")
                    .hint("close the verse before it; put a backslash before a mark that opens a line of verse"),
            );
            return;
        }
        let attributes = match self.top().waiting.take() {
            Some((waiting, _)) => waiting.with(attributes),
            None => attributes,
        };
        self.top().blocks.push(Block { kind, attributes, span });
    }

    /// Keeps a paragraph that is nothing but attributes for the block after it; whether it is one.
    fn take_attributes(&mut self, start: usize, end: usize) -> bool {
        let span = self.trimmed(start, end);
        let (start, end) = (span.start as usize, span.end as usize);
        if !self.text[start..end].starts_with('{') {
            return false;
        }
        match attributes::parse(self.source, self.text, start, self.diagnostics) {
            Some(parsed) if parsed.end == end => {
                self.checks.id(&parsed, self.diagnostics);
                let earlier = self.top().waiting.replace((parsed.attributes, span));
                self.report_waiting(earlier);
                true
            }
            _ => false,
        }
    }

    /// Reports attributes that no block follows.
    pub(super) fn report_waiting(&mut self, waiting: Option<(Attributes, Span)>) {
        if let Some((_, span)) = waiting {
            let message = "attributes stand before no block and say nothing";
            self.diagnostics.push(Diagnostic::warning("document.lost-attributes", span, message).hint(
                "write them on a line of their own right before the list, table or quotation they are meant for",
            ));
        }
    }

    /// The place of a block without the line ends after it.
    fn trimmed(&self, start: usize, end: usize) -> crate::base::Span {
        let length = self.text[start..end].trim_end_matches([' ', '\t', '\r', '\n']).len();
        self.span(start, start + length)
    }

    /// Attributes that end a heading; they are cut off its words.
    fn heading_attributes(&mut self, start: usize, content: &mut Vec<Inline>) -> Attributes {
        let Some(Inline::Text(words, span)) = content.last() else { return Attributes::default() };
        let end = span.end as usize;
        if !words.ends_with('}') || end < start {
            return Attributes::default();
        }
        let Some(brace) = self.text[start..end].rfind('{').map(|at| start + at) else { return Attributes::default() };
        // Braces in the source are braces in the words only if they stand there letter for letter.
        if !words.ends_with(&self.text[brace..end]) {
            return Attributes::default();
        }
        match attributes::parse(self.source, self.text, brace, self.diagnostics) {
            Some(parsed) if parsed.end == end && line::cut_end(content, end - brace) => {
                self.checks.id(&parsed, self.diagnostics);
                parsed.attributes
            }
            _ => {
                self.report_attributes(brace, end);
                Attributes::default()
            }
        }
    }
}

/// The images of a paragraph that holds nothing else.
fn only_images(content: &[Inline]) -> Option<Vec<Image>> {
    let mut images = Vec::new();
    for inline in content {
        match inline {
            Inline::Image(image) => images.push(image.clone()),
            Inline::Text(text, _) if text.trim().is_empty() => {}
            Inline::LineBreak => {}
            _ => return None,
        }
    }
    (!images.is_empty()).then_some(images)
}
