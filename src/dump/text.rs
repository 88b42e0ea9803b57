//! Text: the words of a book in reading order, as blocks with a blank line between them.

use super::TextBlock;
use crate::base::Span;
use crate::book::{Block, BlockKind, Book, DivisionKind, Inline, NoteId, Speech, Table, VerseLine};

pub(super) fn text(book: &Book) -> String {
    let lines: Vec<String> = blocks(book).iter().map(|block| format!("{}{}\n", block.mark, block.words)).collect();
    lines.join("\n")
}

pub(super) fn blocks(book: &Book) -> Vec<TextBlock> {
    let mut text = Text { book, blocks: Vec::new(), is_told: vec![false; book.notes.len()], span: None };
    for division in book.divisions.iter().filter(|division| division.output.pdf) {
        match &division.kind {
            // Notes are told with their marks, wherever they stand.
            DivisionKind::TitlePage | DivisionKind::Toc | DivisionKind::Copyright | DivisionKind::Notes => {}
            DivisionKind::HalfTitle | DivisionKind::Figures | DivisionKind::Tables => {}
            DivisionKind::Index | DivisionKind::Colophon => {}
            DivisionKind::Part => text.push("# ", &division.title),
            DivisionKind::Chapter(blocks) => text.blocks(blocks, ""),
        }
    }
    text.blocks
}

/// The blocks found so far.
struct Text<'a> {
    book: &'a Book,
    blocks: Vec<TextBlock>,
    /// By note, whether its blocks are there: a note is told once, also when its own text has its mark.
    is_told: Vec<bool>,
    /// Where the block stands that is being told.
    span: Option<Span>,
}

impl Text<'_> {
    /// Adds a block; without words there is none.
    fn push(&mut self, mark: &str, words: &str) {
        let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !folded.is_empty() {
            self.blocks.push(TextBlock { mark: mark.to_owned(), words: folded, span: self.span });
        }
    }

    /// Adds a block and the notes whose marks it holds.
    fn inlines(&mut self, mark: &str, inlines: &[Inline]) {
        let mut words = String::new();
        let mut notes = Vec::new();
        collect(self.book, inlines, &mut words, &mut notes);
        self.push(mark, &words);
        for note in notes {
            if self.is_told.get(note.0 as usize) == Some(&false) {
                self.is_told[note.0 as usize] = true;
                self.blocks(&self.book.notes[note.0 as usize].blocks, "[^] ");
            }
        }
    }

    /// Adds blocks; `mark` stands before each that is not a heading.
    fn blocks(&mut self, blocks: &[Block], mark: &str) {
        let outer = self.span;
        for block in blocks {
            self.span = Some(block.span);
            self.block(&block.kind, mark);
        }
        self.span = outer;
    }

    fn block(&mut self, block: &BlockKind, mark: &str) {
        match block {
            BlockKind::Heading(level, words) => {
                let heading = format!("{} ", "#".repeat(usize::from(*level)));
                self.inlines(if mark.is_empty() { &heading } else { mark }, words);
            }
            BlockKind::Paragraph(words) => self.inlines(mark, words),
            BlockKind::Code(words) => self.push(mark, words),
            BlockKind::Quote(blocks)
            | BlockKind::Epigraph(blocks)
            | BlockKind::Center(blocks)
            | BlockKind::Columns(_, blocks)
            | BlockKind::Group(_, blocks) => self.blocks(blocks, mark),
            BlockKind::Box(title, blocks) | BlockKind::Contact(title, blocks) => {
                self.push(mark, title.as_deref().unwrap_or_default());
                self.blocks(blocks, mark);
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(item, mark)),
            BlockKind::Definitions(list) => {
                for entry in list {
                    self.inlines(mark, &entry.term);
                    entry.definitions.iter().for_each(|definition| self.blocks(definition, mark));
                }
            }
            BlockKind::Table(table) => self.table(table, mark),
            BlockKind::Verse(stanzas) => stanzas.iter().flatten().for_each(|line| self.verse(line, mark)),
            BlockKind::Figure(figure) => self.push(mark, figure.caption.as_deref().unwrap_or_default()),
            BlockKind::Figures(figures) => {
                let captions = figures.list.iter().filter_map(|figure| figure.caption.as_deref());
                captions.for_each(|caption| self.push(mark, caption));
                self.blocks(&figures.caption, mark);
            }
            BlockKind::Letter(letter) => {
                letter.head.iter().chain(&letter.salutation).for_each(|line| self.push(mark, line));
                self.blocks(&letter.blocks, mark);
                letter.signature.iter().for_each(|line| self.push(mark, line));
            }
            BlockKind::Dialogue(speeches) => speeches.iter().for_each(|speech| self.speech(speech, mark)),
            BlockKind::Source(words) => self.push(mark, words),
            BlockKind::Separator | BlockKind::PageBreak | BlockKind::ColumnBreak => {}
            BlockKind::Masthead(masthead) => {
                self.push(mark, &masthead.title);
                self.blocks(&masthead.motto, mark);
                masthead.line().for_each(|words| self.push(mark, words));
            }
            // A code has no words on paper but its caption.
            BlockKind::QrCode(code) => self.blocks(&code.caption, mark),
            BlockKind::Article(article) => self.blocks(&article.blocks, mark),
        }
    }

    /// The name of a speaker stands on the line of what is said, as it is printed.
    fn speech(&mut self, speech: &Speech, mark: &str) {
        let name = match speech.speaker.is_empty() {
            true => Vec::new(),
            false => speech.speaker.iter().cloned().chain([Inline::Text(": ".to_owned())]).collect(),
        };
        match speech.blocks.split_first() {
            Some((Block { kind: BlockKind::Paragraph(words), .. }, rest)) => {
                self.inlines(mark, &[name, words.clone()].concat());
                self.blocks(rest, mark);
            }
            _ => {
                self.inlines(mark, &name);
                self.blocks(&speech.blocks, mark);
            }
        }
    }

    fn table(&mut self, table: &Table, mark: &str) {
        self.push(mark, table.caption.as_deref().unwrap_or_default());
        for cell in table.head.iter().chain(table.rows.iter().flatten()) {
            self.inlines(mark, cell);
        }
    }

    fn verse(&mut self, line: &VerseLine, mark: &str) {
        self.inlines(mark, &line.first);
        if let Some(second) = &line.second {
            self.inlines(mark, second);
        }
    }
}

/// The words inside a block, and the notes it has marks of, in order.
///
/// Numbers that the layout or the order of notes decides stand as `[^…]`, so that they cannot be taken for text.
fn collect(book: &Book, inlines: &[Inline], words: &mut String, notes: &mut Vec<NoteId>) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => words.push_str(text),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Span(_, _, inner)
            | Inline::Isolate(_, inner)
            | Inline::Link(_, inner) => collect(book, inner, words, notes),
            Inline::NoteMark(note) => {
                notes.push(*note);
                words.push_str(&format!("[^{}]", book.notes[note.0 as usize].mark));
            }
            Inline::LineBreak => words.push(' '),
            Inline::PageRef(_) => words.push_str("[^page]"),
            Inline::NoteNumber(note) => words.push_str(&book.notes[note.0 as usize].mark),
            Inline::Place(_) => {}
            // An image has no words on paper.
            Inline::Image(..) => {}
        }
    }
}
