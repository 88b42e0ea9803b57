//! Books as text, to compare with what is expected of them.

use std::path::PathBuf;

use publish::base::Language;
use publish::book::{
    Block, BlockKind, Book, Division, DivisionKind, Figure, ImageWidth, IndexEntry, Inline, Marks, Target, VerseLine,
};
use publish::document::ColumnAlign;

/// Writes a book, one line a block, division, note or place.
pub(crate) struct Dump {
    pub(crate) text: String,
    /// The folder of the case; paths are written from it.
    pub(crate) folder: PathBuf,
}

impl Dump {
    fn line(&mut self, depth: usize, line: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Writes the whole book.
    pub(crate) fn book(&mut self, book: &Book) {
        book.divisions.iter().for_each(|division| self.division(division, book));
        for (number, note) in book.notes.iter().enumerate() {
            let stream = if note.stream.0 > 0 { format!(" stream {}", note.stream.0) } else { String::new() };
            let host = note.host.map(|host| format!(" in note {}", host.0)).unwrap_or_default();
            self.line(0, &format!("note {number} mark {} of {}{stream}{host}", note.mark, note.division));
            self.blocks(1, &note.blocks);
        }
        for (number, anchor) in book.anchors.iter().enumerate() {
            self.line(0, &format!("anchor {number} #{} of {} {:?}", anchor.id, anchor.division, anchor.title));
        }
        for entry in &book.outline {
            let toc = if entry.in_toc { "listed" } else { "unlisted" };
            let epub = if entry.output.epub { "" } else { " not in epub" };
            let line = format!(
                "outline {} {:?} to {} {toc} {}{epub}",
                entry.level, entry.title, entry.anchor.0, entry.language
            );
            self.line(0, &line);
        }
        for group in &book.index {
            self.line(0, &format!("index {}", group.letter));
            self.entries(1, &group.entries);
        }
        for (number, image) in book.images.iter().enumerate() {
            let path = image.path.strip_prefix(&self.folder).expect("images lie in the case").display().to_string();
            let line = format!("image {number} {path} {:?} {}×{}", image.format, image.width, image.height);
            self.line(0, &line);
        }
    }

    fn entries(&mut self, depth: usize, entries: &[IndexEntry]) {
        for entry in entries {
            let places: Vec<u32> = entry.places.iter().map(|place| place.0).collect();
            let language = entry.language.as_ref().map_or("-", Language::tag);
            let line = format!("{} {language} {places:?} see {:?} also {:?}", entry.term, entry.see, entry.see_also);
            self.line(depth, &line);
            self.entries(depth + 1, &entry.children);
        }
    }

    fn division(&mut self, division: &Division, book: &Book) {
        let kind = match &division.kind {
            DivisionKind::TitlePage => "title page",
            DivisionKind::Toc => "toc",
            DivisionKind::Copyright => "copyright",
            DivisionKind::Notes => "notes",
            DivisionKind::HalfTitle => "half title",
            DivisionKind::Figures => "figures",
            DivisionKind::Tables => "tables",
            DivisionKind::Index => "index",
            DivisionKind::Colophon => "colophon",
            DivisionKind::Part => "part",
            DivisionKind::Chapter(_) => "chapter",
        };
        let head = format!(
            "{kind} {} {:?} {} {} @{}",
            division.file_stem,
            division.title,
            division.language,
            division.direction.name(),
            division.anchor.0
        );
        self.line(0, &head);
        assert_eq!(book.anchors[division.anchor.0 as usize].title, division.title);
        if let DivisionKind::Chapter(blocks) = &division.kind {
            self.blocks(1, blocks);
        }
    }

    fn blocks(&mut self, depth: usize, blocks: &[Block]) {
        for block in blocks {
            self.block(depth, block);
        }
    }

    fn block(&mut self, depth: usize, block: &Block) {
        let mut end = String::new();
        if let Some(anchor) = block.anchor {
            end.push_str(&format!(" @{}", anchor.0));
        }
        block.classes.iter().for_each(|class| end.push_str(&format!(" .{class}")));
        if let Some(language) = &block.language {
            end.push_str(&format!(" lang={language}"));
        }
        let mut nest = |head: String, blocks: &[Block]| {
            self.line(depth, &format!("{head}{end}"));
            self.blocks(depth + 1, blocks);
        };
        match &block.kind {
            BlockKind::Quote(blocks) => nest("quote".to_owned(), blocks),
            BlockKind::Box(title, blocks) => nest(format!("box {}", title.as_deref().unwrap_or_default()), blocks),
            BlockKind::Epigraph(blocks) => nest("epigraph".to_owned(), blocks),
            BlockKind::Center(blocks) => nest("center".to_owned(), blocks),
            BlockKind::Columns(count, blocks) => nest(format!("columns {count}"), blocks),
            BlockKind::Group(name, blocks) => nest(format!("group {name}"), blocks),
            kind => self.leaf(depth, kind, &end),
        }
    }

    fn leaf(&mut self, depth: usize, kind: &BlockKind, end: &str) {
        match kind {
            BlockKind::Heading(level, content) => self.line(depth, &format!("h{level}{end}: {}", words(content))),
            BlockKind::Paragraph(content) => self.line(depth, &format!("p{end}: {}", words(content))),
            BlockKind::List(list) => {
                let marks = if list.marks == Marks::Style { String::new() } else { format!(" {:?}", list.marks) };
                self.line(depth, &format!("list {:?} tight={}{marks}{end}", list.start, list.tight));
                list.items.iter().for_each(|item| self.blocks(depth + 1, item));
            }
            BlockKind::Definitions(list) => {
                for one in list {
                    self.line(depth, &format!("term{end}: {}", words(&one.term)));
                    one.definitions.iter().for_each(|blocks| self.blocks(depth + 1, blocks));
                }
            }
            BlockKind::Table(table) => {
                let caption = table.caption.as_ref().map_or(String::new(), |caption| format!(" {caption:?}"));
                self.line(depth, &format!("table{caption}{end}"));
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    let cells: Vec<String> = row.iter().map(|cell| words(cell)).collect();
                    self.line(depth + 1, &cells.join(" | "));
                }
            }
            BlockKind::Verse(stanzas) => {
                self.line(depth, &format!("verse{end}"));
                for VerseLine { number, first, second } in stanzas.iter().flatten() {
                    let second = second.as_ref().map_or(String::new(), |second| format!(" / {}", words(second)));
                    let number = number.as_ref().map_or(String::new(), |number| format!("{number}: "));
                    self.line(depth + 1, &format!("{number}{}{second}", words(first)));
                }
            }
            BlockKind::Figure(figure) => {
                self.line(depth, &format!("{}{end}", shown(figure)));
            }
            BlockKind::Figures(figures) => {
                self.line(depth, &format!("figures{end}"));
                figures.list.iter().for_each(|figure| self.line(depth + 1, &shown(figure)));
                self.blocks(depth + 1, &figures.caption);
            }
            BlockKind::Letter(letter) => {
                self.line(depth, &format!("letter{end} {:?} {:?}", letter.head, letter.salutation));
                self.blocks(depth + 1, &letter.blocks);
                self.line(depth + 1, &format!("signed {:?}", letter.signature));
            }
            BlockKind::Dialogue(speeches) => {
                self.line(depth, &format!("dialogue{end}"));
                for speech in speeches {
                    self.line(depth + 1, &format!("{}:", words(&speech.speaker)));
                    self.blocks(depth + 2, &speech.blocks);
                }
            }
            BlockKind::Source(words) => self.line(depth, &format!("source{end}: {words}")),
            BlockKind::Code(text) => self.line(depth, &format!("code{end}: {text:?}")),
            BlockKind::Separator => self.line(depth, &format!("separator{end}")),
            _ => self.line(depth, &format!("pagebreak{end}")),
        }
    }
}

/// An image with what is said of it.
fn shown(figure: &Figure) -> String {
    let mut line = format!("figure {}: {:?} {:?}", figure.image.0, figure.alt, figure.caption);
    if figure.width != ImageWidth::Natural || figure.align != ColumnAlign::Auto {
        line.push_str(&format!(" {:?} {:?}", figure.width, figure.align));
    }
    line
}

/// Inlines on one line, marked up with angle brackets.
fn words(inlines: &[Inline]) -> String {
    let wrap = |name: String, inner: &[Inline]| format!("<{name} {}>", words(inner));
    let one = |inline: &Inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Emphasis(inner) => wrap("em".to_owned(), inner),
        Inline::Strong(inner) => wrap("strong".to_owned(), inner),
        Inline::Strike(inner) => wrap("strike".to_owned(), inner),
        Inline::Superscript(inner) => wrap("sup".to_owned(), inner),
        Inline::Subscript(inner) => wrap("sub".to_owned(), inner),
        Inline::Span(language, classes, inner) => {
            let language = language.as_ref().map_or("-", Language::tag);
            wrap(format!("span {language} {classes:?}"), inner)
        }
        Inline::Isolate(direction, inner) => wrap(direction.name().to_owned(), inner),
        Inline::Code(text) => format!("<code {text}>"),
        Inline::Link(Target::Anchor(anchor), inner) => wrap(format!("to {}", anchor.0), inner),
        Inline::Link(Target::Url(url), inner) => wrap(format!("url {url}"), inner),
        Inline::PageRef(anchor) => format!("<page of {}>", anchor.0),
        Inline::Image(image, alt) => format!("<image {} {alt}>", image.0),
        Inline::NoteMark(note) => format!("<note {}>", note.0),
        Inline::NoteNumber(note) => format!("<number of {}>", note.0),
        Inline::Place(place) => format!("<place {}>", place.0),
        Inline::LineBreak => "<break>".to_owned(),
    };
    inlines.iter().map(one).collect()
}
