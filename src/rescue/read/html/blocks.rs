//! Elements to blocks. Words that stand between blocks make paragraphs of their own.

use super::Walk;
use super::survey::{address, is_block};
use crate::rescue::found::{Block, BlockKind, Inline, Picture};
use crate::rescue::inlines::{self, fold, is_blank, join, plain, trim};
use crate::rescue::read::tree::{Element, Node};

/// Elements that hold nothing to read.
const SILENT: [&str; 12] = [
    "head", "script", "style", "template", "noscript", "iframe", "object", "embed", "audio", "video", "select",
    "button",
];

/// Classes of verse.
const VERSES: [&str; 7] = ["verse", "poem", "poetry", "line-block", "stanza", "couplet", "hemistich"];

impl Walk<'_, '_> {
    /// The blocks in an element.
    pub(super) fn blocks(&mut self, element: &Element) -> Vec<Block> {
        let mut blocks = Vec::new();
        // Words that wait for the end of their paragraph.
        let mut line = Vec::new();
        for child in &element.children {
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
    fn is_inline(&self, element: &Element) -> bool {
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

    fn block(&mut self, element: &Element, blocks: &mut Vec<Block>) {
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
            _ if is_verse(element) => self.verse(element, blocks),
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
                let start = element.attribute("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
                self.list(element, Some(start), blocks);
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
    fn content(&mut self, element: &Element) -> Option<Vec<Inline>> {
        let mut line = Vec::new();
        self.inlines(element, &mut line);
        self.line(line)
    }

    fn wrap(&mut self, inner: Vec<Block>, kind: impl FnOnce(Vec<Block>) -> BlockKind, blocks: &mut Vec<Block>) {
        if !inner.is_empty() {
            self.push(kind(inner), blocks);
        }
    }

    fn list(&mut self, element: &Element, start: Option<u64>, blocks: &mut Vec<Block>) {
        let mut items: Vec<Vec<Block>> = Vec::new();
        let mut is_orphan = false;
        for child in element.elements() {
            if self.survey.bodies.contains(&address(child)) {
                continue;
            }
            self.waiting.extend(self.id(child));
            let inner = self.blocks(child);
            // A list right in a list, as old editors make them, belongs to the item before it.
            match items.last_mut() {
                Some(last) if matches!(child.name.as_str(), "ul" | "ol") => {
                    let mut nested = Vec::new();
                    self.block(child, &mut nested);
                    last.extend(nested);
                }
                None if matches!(child.name.as_str(), "ul" | "ol") => {
                    let mut nested = Vec::new();
                    self.block(child, &mut nested);
                    is_orphan = true;
                    items.push(nested);
                }
                _ if inner.is_empty() => {}
                // A paragraph right in a list goes on with its item.
                Some(last) if child.name != "li" => last.extend(inner),
                _ => items.push(inner),
            }
        }
        if items.is_empty() {
            return;
        }
        // LibreOffice ends a list with the list in it and begins it again.
        if let Some(Block { kind: BlockKind::List(before, last), .. }) = blocks.last_mut() {
            let ends_nested =
                last.last().and_then(|item| item.last()).is_some_and(|block| matches!(block.kind, BlockKind::List(..)));
            if is_orphan && self.waiting.is_empty() {
                let nested = items.remove(0);
                match last.last_mut() {
                    Some(item) => item.extend(nested),
                    None => last.push(nested),
                }
                last.extend(items);
                return;
            }
            let goes_on = before.map(|before| before + last.len() as u64) == start;
            if goes_on && (ends_nested || start.is_some()) && self.waiting.is_empty() {
                last.extend(items);
                return;
            }
        }
        self.push(BlockKind::List(start, items), blocks);
    }

    fn definitions(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        let mut list: Vec<(Vec<Inline>, Vec<Block>)> = Vec::new();
        let groups = element.elements().flat_map(|child| {
            // Terms may stand in divisions.
            if child.name == "div" { child.elements().collect() } else { vec![child] }
        });
        for child in groups {
            if child.name == "dt" {
                let term = self.content(child).unwrap_or_default();
                list.push((term, Vec::new()));
            } else {
                let inner = self.blocks(child);
                match list.last_mut() {
                    Some((_, meaning)) => meaning.extend(inner),
                    None => blocks.extend(inner),
                }
            }
        }
        list.retain(|(term, meaning)| !term.is_empty() || !meaning.is_empty());
        if !list.is_empty() {
            self.push(BlockKind::Definitions(list), blocks);
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
        let mut rest = element.clone();
        rest.children.retain(|child| !matches!(child, Node::Element(child) if child.name == "figcaption"));
        let mut inner = self.blocks(&rest);
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

    /// Verse: its lines are parted by line ends or stand in blocks of their own, its stanzas by blocks that hold several.
    fn verse(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        let mut stanzas = Vec::new();
        self.stanzas(element, &mut stanzas);
        let mut verse = Vec::new();
        for stanza in stanzas {
            let lines: Vec<_> = stanza.into_iter().map(couplet).collect();
            verse.push(lines);
        }
        verse.retain(|stanza: &Vec<_>| !stanza.is_empty());
        if verse.is_empty() {
            return;
        }
        // Stanzas that follow each other are one poem.
        if self.waiting.is_empty()
            && let Some(Block { kind: BlockKind::Verse(last), .. }) = blocks.last_mut()
        {
            last.extend(verse);
            return;
        }
        self.push(BlockKind::Verse(verse), blocks);
    }

    fn stanzas(&mut self, element: &Element, into: &mut Vec<Vec<Vec<Inline>>>) {
        let mut lines = Vec::new();
        let mut line = Vec::new();
        for child in &element.children {
            match child {
                Node::Element(child) if !self.is_inline(child) => {
                    lines.extend(self.verse_lines(std::mem::take(&mut line)));
                    let mut inner = Vec::new();
                    self.stanzas(child, &mut inner);
                    let is_one_line = inner.len() == 1 && inner[0].len() == 1;
                    if is_one_line {
                        lines.extend(inner.pop().unwrap_or_default());
                    } else {
                        into.push(std::mem::take(&mut lines));
                        into.extend(inner);
                    }
                }
                Node::Element(child) => self.inline(child, &mut line),
                Node::Text(text) => line.push(Inline::text(text.as_str())),
            }
        }
        lines.extend(self.verse_lines(line));
        into.push(lines);
        into.retain(|stanza| !stanza.is_empty());
    }

    fn verse_lines(&mut self, line: Vec<Inline>) -> Vec<Vec<Inline>> {
        inlines::lines(line).into_iter().filter_map(|line| self.line(line)).collect()
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

/// A line of verse, parted where its hemistichs are.
fn couplet(line: Vec<Inline>) -> (Vec<Inline>, Option<Vec<Inline>>) {
    // Wide spaces part hemistichs in pages made by hand.
    const PARTINGS: [&str; 4] = [" / ", "\u{2003}\u{2003}", "\u{A0}\u{A0}\u{A0}\u{A0}", "\u{2003}"];
    for (at, inline) in line.iter().enumerate() {
        let Inline::Text(text) = inline else { continue };
        let Some(parting) = PARTINGS.iter().find(|parting| text.now().contains(**parting)) else { continue };
        let (before, after) = text.now().split_once(parting).unwrap_or_default();
        let is_space = |c: char| c.is_whitespace();
        let mut first = line[..at].to_vec();
        first.push(Inline::text(before.trim_end_matches(is_space)));
        let mut second = vec![Inline::text(after.trim_start_matches(is_space))];
        second.extend_from_slice(&line[at + 1..]);
        let (mut first, mut second) = (join(first), join(second));
        trim(&mut first);
        trim(&mut second);
        if !is_blank(&first) && !is_blank(&second) {
            return (first, Some(second));
        }
    }
    (line, None)
}

fn is_verse(element: &Element) -> bool {
    let class = element.attribute("class").unwrap_or_default().to_ascii_lowercase();
    let kind = element.attribute("epub:type").unwrap_or_default();
    matches!(element.name.as_str(), "p" | "div" | "blockquote" | "section")
        && (class.split_whitespace().any(|word| VERSES.contains(&word))
            || kind.split_whitespace().any(|word| word == "z3998:verse"))
}

/// Whether a page break was put before an element.
fn breaks_before(element: &Element) -> bool {
    let style = element.attribute("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    ["break-before:page", "break-before:always", "break-before:right", "break-before:left"]
        .iter()
        .any(|part| style.contains(part))
}
