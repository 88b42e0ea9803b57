//! Elements to blocks. Words that stand between blocks make paragraphs of their own.

use super::survey::{address, is_block};
use super::{Walk, verse};
use crate::rescue::found::{Block, BlockKind, Inline, Picture};
use crate::rescue::inlines::{fold, is_blank, join, plain, trim};
use crate::rescue::read::tree::{Element, Node};

/// Elements that hold nothing to read.
const SILENT: [&str; 12] = [
    "head", "script", "style", "template", "noscript", "iframe", "object", "embed", "audio", "video", "select",
    "button",
];

impl Walk<'_, '_> {
    /// The blocks in an element.
    pub(super) fn blocks(&mut self, element: &Element) -> Vec<Block> {
        self.blocks_of(element.children.iter())
    }

    /// The blocks of what an element holds, or of some of it.
    fn blocks_of<'n>(&mut self, nodes: impl Iterator<Item = &'n Node>) -> Vec<Block> {
        let mut blocks = Vec::new();
        // Words that wait for the end of their paragraph.
        let mut line = Vec::new();
        for child in nodes {
            match child {
                Node::Text(text) => line.push(Inline::text(text.as_str())),
                Node::Element(child) if self.is_inline(child) => self.inline(child, &mut line),
                Node::Element(child) => {
                    self.paragraph(std::mem::take(&mut line), &mut blocks);
                    self.block(child, &mut blocks);
                }
            }
        }
        self.paragraph(line, &mut blocks);
        blocks
    }

    /// Whether an element stands in a line: no block is in it.
    pub(super) fn is_inline(&self, element: &Element) -> bool {
        !is_block(&element.name)
            && (SILENT.contains(&element.name.as_str())
                || element
                    .find(&|inner| is_block(&inner.name) && !self.survey.bodies.contains(&address(inner)))
                    .is_none())
    }

    /// Ends a paragraph of words that stood between blocks.
    fn paragraph(&mut self, line: Vec<Inline>, blocks: &mut Vec<Block>) {
        if let Some(line) = self.line(line) {
            self.push(BlockKind::Paragraph(line), blocks);
        }
    }

    /// A line with its white space folded; `None` when nothing is in it. Places that links name wait for the next block.
    pub(super) fn line(&mut self, mut line: Vec<Inline>) -> Option<Vec<Inline>> {
        fold(&mut line, &mut true);
        let mut line = join(line);
        trim(&mut line);
        if !is_blank(&line) {
            return Some(line);
        }
        for inline in line {
            if let Inline::Anchor(id) = inline {
                self.waiting.push(id);
            }
        }
        None
    }

    /// Adds a block; ids that wait go to it.
    pub(super) fn push(&mut self, kind: BlockKind, blocks: &mut Vec<Block>) {
        let mut block = Block::new(kind, self.place);
        let mut waiting = std::mem::take(&mut self.waiting);
        if !waiting.is_empty() {
            block.id = Some(waiting.remove(0));
        }
        // A block has one id: others stand in its words.
        match &mut block.kind {
            BlockKind::Heading(_, line) | BlockKind::Paragraph(line) => {
                line.splice(0..0, waiting.into_iter().map(Inline::Anchor));
            }
            _ => self.waiting = waiting,
        }
        blocks.push(block);
    }

    pub(super) fn block(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        if self.survey.bodies.contains(&address(element)) || SILENT.contains(&element.name.as_str()) {
            return;
        }
        // Pandoc repeats title and people at the head of the page: the manifest has them.
        if element.attribute("id") == Some("title-block-header") {
            return;
        }
        // LibreOffice puts what repeats on every page at both ends.
        if element.name == "div" && matches!(element.attribute("title"), Some("header" | "footer")) {
            return self.leave_out("rescue.running-head", &element.text());
        }
        if breaks_before(element) && !blocks.is_empty() {
            self.push(BlockKind::PageBreak, blocks);
        }
        self.waiting.extend(self.id(element));
        let first = blocks.len();
        let language = self.other_language(element);
        let outer = self.language.clone();
        if language.is_some() {
            self.language.clone_from(&language);
        }
        self.named(element, blocks);
        self.language = outer;
        if language.is_some() {
            for block in &mut blocks[first..] {
                block.language = block.language.take().or_else(|| language.clone());
            }
        }
    }

    /// A block by its name.
    fn named(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        match element.name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = element.name.as_bytes()[1] - b'0';
                if let Some(line) = self.content(element) {
                    self.push(BlockKind::Heading(level, without_strength(line)), blocks);
                }
            }
            _ if verse::is_verse(element) => self.verse(element, blocks),
            "p" | "dt" | "caption" | "summary" | "address" if !self.holds_blocks(element) => {
                if let Some(line) = self.content(element) {
                    self.push(BlockKind::Paragraph(line), blocks);
                }
            }
            "blockquote" => {
                let inner = self.blocks(element);
                // LibreOffice gives each paragraph a quotation of its own.
                match blocks.last_mut() {
                    Some(Block { kind: BlockKind::Quote(last), .. })
                        if !self.holds_blocks(element) && self.waiting.is_empty() =>
                    {
                        last.extend(inner);
                    }
                    _ => self.wrap(inner, BlockKind::Quote, blocks),
                }
            }
            "ul" | "dir" | "menu" => self.list(element, None, blocks),
            "ol" => {
                let numbering = self.numbering(element);
                self.list(element, Some(numbering), blocks);
            }
            "dl" => self.definitions(element, blocks),
            "pre" => self.code(element, blocks),
            "hr" => self.rule(element, blocks),
            "figure" => self.figure(element, blocks),
            "table" => self.table(element, blocks),
            "nav" => self.leave_out("rescue.navigation", &element.text()),
            _ => {
                let inner = self.blocks(element);
                blocks.extend(inner);
            }
        }
    }

    fn holds_blocks(&self, element: &Element) -> bool {
        element.elements().any(|inner| !self.is_inline(inner))
    }

    /// The words of an element, folded.
    pub(super) fn content(&mut self, element: &Element) -> Option<Vec<Inline>> {
        let mut line = Vec::new();
        self.inlines(element, &mut line);
        self.line(line)
    }

    fn wrap(&mut self, inner: Vec<Block>, kind: impl FnOnce(Vec<Block>) -> BlockKind, blocks: &mut Vec<Block>) {
        if !inner.is_empty() {
            self.push(kind(inner), blocks);
        }
    }

    fn code(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        let text = element.text().replace("\r\n", "\n");
        let text = text.trim_matches('\n');
        if !text.trim().is_empty() {
            self.push(BlockKind::Code(text.to_owned()), blocks);
        }
    }

    /// A rule between paragraphs; not the one above notes.
    fn rule(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        let is_above_notes = element.attribute("width").is_some_and(|width| width == "33%");
        let goes_on = blocks.last().is_some_and(|last| !matches!(last.kind, BlockKind::Separator));
        if goes_on && !is_above_notes {
            self.push(BlockKind::Separator, blocks);
        }
    }

    fn figure(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        let caption = element.elements().find(|child| child.name == "figcaption");
        let caption = caption.and_then(|caption| self.content(caption));
        let is_caption = |child: &&Node| matches!(child, Node::Element(child) if child.name == "figcaption");
        let mut inner = self.blocks_of(element.children.iter().filter(|child| !is_caption(child)));
        let pictures: Vec<Option<Picture>> = inner.iter().map(only_picture).collect();
        if let [Some(picture)] = &pictures[..] {
            let language = inner.pop().and_then(|block| block.language);
            self.push(BlockKind::Figure(picture.clone(), caption.unwrap_or_default()), blocks);
            if let Some(last) = blocks.last_mut() {
                last.language = language;
            }
            return;
        }
        blocks.extend(inner);
        if let Some(caption) = caption {
            self.push(BlockKind::Paragraph(caption), blocks);
        }
    }

    /// The blocks of a note, without the number that its mark repeats.
    pub(super) fn note_blocks(&mut self, element: &Element) -> Vec<Block> {
        let mut blocks = if matches!(element.name.as_str(), "p" | "dt" | "h1") {
            let line = self.content(element);
            line.map(|line| vec![Block::new(BlockKind::Paragraph(line), self.place)]).unwrap_or_default()
        } else {
            self.blocks(element)
        };
        if let (Some(mark), Some(Block { kind: BlockKind::Paragraph(line), .. })) =
            (self.note.take(), blocks.first_mut())
        {
            take_number(line, &mark);
        }
        // Links that lead back leave empty paragraphs.
        blocks.retain(|block| !matches!(&block.kind, BlockKind::Paragraph(line) if is_blank(line)));
        blocks
    }
}

/// Takes the words of its mark off the beginning of a note: `1.`, `[1]`, `1`.
fn take_number(line: &mut Vec<Inline>, mark: &str) {
    let mark = mark.trim_matches(|c: char| "[]().".contains(c) || c.is_whitespace()).to_owned();
    let is_mark = |text: &str| text.trim_matches(|c: char| "[]().-–:".contains(c) || c.is_whitespace()) == mark;
    match line.first_mut() {
        Some(Inline::Superscript(inner)) if is_mark(&plain(inner)) => {
            line.remove(0);
        }
        Some(Inline::Text(text)) => {
            let (first, rest) = text.now().split_once(' ').unwrap_or((text.now(), ""));
            if is_mark(first) && !mark.is_empty() {
                *text = crate::rescue::Edited::found(rest);
            }
        }
        _ => {}
    }
    if let Some(Inline::Text(text)) = line.first_mut() {
        // What stood behind the number, when the number was a link back.
        let rest = text.now().trim_start_matches(|c: char| c.is_whitespace() || ".)]:".contains(c)).to_owned();
        *text = crate::rescue::Edited::found(rest);
    }
    trim(line);
}

/// The words of a heading, which is bold as a whole anyway.
fn without_strength(mut line: Vec<Inline>) -> Vec<Inline> {
    match line.pop() {
        Some(Inline::Strong(inner)) if line.is_empty() => inner,
        last => {
            line.extend(last);
            line
        }
    }
}

/// The picture of a paragraph that holds nothing else.
fn only_picture(block: &Block) -> Option<Picture> {
    match &block.kind {
        BlockKind::Paragraph(line) => match &line[..] {
            [Inline::Image(picture)] => Some(picture.clone()),
            _ => None,
        },
        BlockKind::Figure(picture, caption) if caption.is_empty() => Some(picture.clone()),
        _ => None,
    }
}

/// Whether a page break was put before an element.
fn breaks_before(element: &Element) -> bool {
    let style = element.attribute("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    ["break-before:page", "break-before:always", "break-before:right", "break-before:left"]
        .iter()
        .any(|part| style.contains(part))
}
