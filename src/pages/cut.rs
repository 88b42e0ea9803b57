//! Cutting a text: a book and a number of words in, the book with those words and a mark out.
//!
//! Paragraphs end at any word; tables, verse and figures are kept or left out as they are, and a heading goes with what it
//! heads. What says who publishes (contact blocks, codes) stays, wherever it stands.

use crate::base::{Language, Span};
use crate::book::{Block, BlockKind, Book, DivisionKind, Inline, phrases};

/// A book that ends early.
pub(super) struct Cut {
    /// The book.
    pub(super) book: Book,
    /// Where it ends in the source, if it does.
    pub(super) at: Option<Span>,
    /// How many words are left out.
    pub(super) left_out: usize,
    /// The first of them.
    pub(super) first_words: String,
}

/// The words that are counted in the PDF of a book.
pub(super) fn count(book: &Book) -> usize {
    let chapters = book.divisions.iter().filter(|division| division.output.pdf);
    chapters.map(|division| if let DivisionKind::Chapter(blocks) = &division.kind { words_of(blocks) } else { 0 }).sum()
}

/// The book with its first words only.
pub(super) fn cut(book: &Book, words: usize) -> Cut {
    let mut book = book.clone();
    let mut cutter = Cutter { left: words, at: None, left_out: 0, first_words: String::new() };
    for division in book.divisions.iter_mut().filter(|division| division.output.pdf) {
        if let DivisionKind::Chapter(blocks) = &mut division.kind {
            let written = std::mem::take(blocks);
            *blocks = cutter.blocks(written, &division.language);
        }
    }
    Cut { book, at: cutter.at, left_out: cutter.left_out, first_words: cutter.first_words }
}

struct Cutter {
    /// Words that may still come.
    left: usize,
    at: Option<Span>,
    left_out: usize,
    first_words: String,
}

/// How many of the words left out a report quotes.
const QUOTED: usize = 4;

impl Cutter {
    fn blocks(&mut self, blocks: Vec<Block>, language: &Language) -> Vec<Block> {
        let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
        for block in blocks {
            let own = block.language.clone();
            let language = own.as_ref().unwrap_or(language);
            if stays(&block) {
                kept.push(block);
            } else if self.at.is_some() {
                self.leave_out(&block);
            } else if let Some(block) = self.block(block, language) {
                kept.push(block);
            }
            if self.at.is_some() {
                drop_headings(&mut kept);
            }
        }
        kept
    }

    /// A block while there are words left; what is left of it where they end.
    fn block(&mut self, mut block: Block, language: &Language) -> Option<Block> {
        let cost = words_of(std::slice::from_ref(&block));
        if cost <= self.left {
            self.left -= cost;
            return Some(block);
        }
        let mut inside = |blocks: &mut Vec<Block>| {
            *blocks = self.blocks(std::mem::take(blocks), language);
            !blocks.is_empty()
        };
        let is_kept = match &mut block.kind {
            BlockKind::Paragraph(inlines) => {
                self.at = Some(block.span);
                self.leave_out_words(inlines);
                let rest = self.left;
                let mut room = rest;
                *inlines = first_words(std::mem::take(inlines), &mut room);
                inlines.push(Inline::Text(format!(" {}", phrases(language).cut)));
                true
            }
            BlockKind::Quote(blocks)
            | BlockKind::Epigraph(blocks)
            | BlockKind::Center(blocks)
            | BlockKind::Group(_, blocks)
            | BlockKind::Box(_, blocks) => inside(blocks),
            BlockKind::Article(article) => inside(&mut article.blocks),
            BlockKind::List(list) => {
                list.items.iter_mut().for_each(|item| {
                    inside(item);
                });
                list.items.retain(|item| !item.is_empty());
                !list.items.is_empty()
            }
            _ => false,
        };
        if is_kept {
            return Some(block);
        }
        if self.at.is_some() {
            return None;
        }
        // What cannot be parted is left out whole, and the mark stands in its place.
        self.at = Some(block.span);
        self.leave_out(&block);
        let mark = Inline::Text(phrases(language).cut.to_owned());
        Some(Block { kind: BlockKind::Paragraph(vec![mark]), anchor: None, classes: Vec::new(), ..block })
    }

    fn leave_out(&mut self, block: &Block) {
        self.left_out += words_of(std::slice::from_ref(block));
        if self.first_words.is_empty() {
            let mut text = String::new();
            text_of(std::slice::from_ref(block), &mut text);
            self.quote(text.split_whitespace());
        }
    }

    fn leave_out_words(&mut self, inlines: &[Inline]) {
        let mut text = String::new();
        plain(inlines, &mut text);
        self.left_out += text.split_whitespace().count() - self.left;
        self.quote(text.split_whitespace().skip(self.left));
    }

    fn quote<'w>(&mut self, words: impl Iterator<Item = &'w str>) {
        self.first_words = words.take(QUOTED).collect::<Vec<_>>().join(" ");
    }
}

/// What is never cut.
fn stays(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Contact(..) | BlockKind::QrCode(_) | BlockKind::Masthead(_))
}

/// Takes away headings that have nothing but the mark below them.
fn drop_headings(kept: &mut Vec<Block>) {
    while let [.., heading, mark] = kept.as_slice()
        && matches!(heading.kind, BlockKind::Heading(..))
        && matches!(&mark.kind, BlockKind::Paragraph(inlines) if inlines.len() == 1)
    {
        kept.remove(kept.len() - 2);
    }
}

/// The first words of inlines.
fn first_words(inlines: Vec<Inline>, room: &mut usize) -> Vec<Inline> {
    let mut kept = Vec::new();
    for inline in inlines {
        if *room == 0 {
            break;
        }
        let mut inner = |inner: Vec<Inline>| first_words(inner, room);
        kept.push(match inline {
            Inline::Text(text) => Inline::Text(first_of(text, room)),
            Inline::Emphasis(content) => Inline::Emphasis(inner(content)),
            Inline::Strong(content) => Inline::Strong(inner(content)),
            Inline::Strike(content) => Inline::Strike(inner(content)),
            Inline::Superscript(content) => Inline::Superscript(inner(content)),
            Inline::Subscript(content) => Inline::Subscript(inner(content)),
            Inline::Span(language, classes, content) => Inline::Span(language, classes, inner(content)),
            Inline::Isolate(direction, content) => Inline::Isolate(direction, inner(content)),
            Inline::Link(target, content) => Inline::Link(target, inner(content)),
            other => other,
        });
    }
    kept
}

/// A text up to the end of a word; what it takes of the room is gone.
fn first_of(text: String, room: &mut usize) -> String {
    let mut end = 0;
    for word in text.split_whitespace() {
        if *room == 0 {
            return text[..end].to_owned();
        }
        *room -= 1;
        // Words are parts of the text, one after the other.
        end = word.as_ptr() as usize - text.as_ptr() as usize + word.len();
    }
    text
}

/// How many words blocks have; what has none counts as one, so that it can be left out.
fn words_of(blocks: &[Block]) -> usize {
    let of = |block: &Block| {
        if stays(block) {
            return 0;
        }
        let mut text = String::new();
        text_of(std::slice::from_ref(block), &mut text);
        text.split_whitespace().count().max(1)
    };
    blocks.iter().map(of).sum()
}

/// The words of blocks, with spaces between them.
fn text_of(blocks: &[Block], into: &mut String) {
    for block in blocks.iter().filter(|block| !stays(block)) {
        match &block.kind {
            BlockKind::Heading(_, words) | BlockKind::Paragraph(words) => plain(words, into),
            BlockKind::Code(text) => into.push_str(text),
            BlockKind::Quote(blocks)
            | BlockKind::Epigraph(blocks)
            | BlockKind::Center(blocks)
            | BlockKind::Group(_, blocks)
            | BlockKind::Box(_, blocks) => text_of(blocks, into),
            BlockKind::Article(article) => text_of(&article.blocks, into),
            BlockKind::List(list) => list.items.iter().for_each(|item| text_of(item, into)),
            BlockKind::Definitions(list) => {
                for entry in list {
                    plain(&entry.term, into);
                    entry.definitions.iter().for_each(|blocks| text_of(blocks, into));
                }
            }
            BlockKind::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| {
                    plain(cell, into);
                    into.push(' ');
                });
            }
            BlockKind::Verse(stanzas) => {
                for line in stanzas.iter().flatten() {
                    plain(&line.first, into);
                    into.push(' ');
                    plain(line.second.as_deref().unwrap_or_default(), into);
                    into.push(' ');
                }
            }
            BlockKind::Letter(letter) => {
                let lines = letter.head.iter().chain(&letter.salutation);
                lines.for_each(|line| into.extend([line.as_str(), " "]));
                text_of(&letter.blocks, into);
                letter.signature.iter().for_each(|line| into.extend([line.as_str(), " "]));
            }
            BlockKind::Dialogue(speeches) => {
                for speech in speeches {
                    plain(&speech.speaker, into);
                    into.push(' ');
                    text_of(&speech.blocks, into);
                }
            }
            BlockKind::Source(text) => into.push_str(text),
            _ => {}
        }
        into.push(' ');
    }
}

/// The words of inlines.
fn plain(inlines: &[Inline], into: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => into.push_str(text),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Span(_, _, inner)
            | Inline::Isolate(_, inner)
            | Inline::Link(_, inner) => plain(inner, into),
            _ => {}
        }
    }
}
