//! Texts made by chance: every kind of block and mark, and words that look like marks of Markdown.

use publish::base::Language;
use publish::document::ColumnAlign;
use publish::rescue::found::{Block, BlockKind, Found, Inline, Note, Numbering, Picture, Place, Table};

/// Chance that is the same at every run (xorshift, Marsaglia 2003).
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// Words, and what looks like marks.
const WORDS: [&str; 64] = [
    "نان",
    "کتاب",
    "می\u{200C}پزیم",
    "آب",
    "خمیر",
    "الكتاب",
    "الخبز",
    "bread",
    "book",
    "و",
    "را",
    "۱۲",
    "٣",
    "7",
    "1.",
    "1)",
    "۱.",
    "#",
    "##",
    "-",
    "+",
    "*",
    "**",
    "_",
    "__",
    "`",
    "```",
    "~",
    "~~",
    "^",
    "|",
    "||",
    "[",
    "]",
    "[x]",
    "[^1]",
    "(x)",
    "{#a}",
    "{.b}",
    "<b>",
    "</i>",
    "<!-- x -->",
    "&amp;",
    "&",
    "\\",
    "\\\\",
    "!",
    "![a](b)",
    ":::",
    "::: verse",
    ":",
    "=",
    "===",
    "---",
    ">",
    "> x",
    "https://example.org/~a_b",
    "a_b",
    "«نان»",
    "\u{200F}",
    "\u{2067}x\u{2069}",
    "نانِ",
    "\"",
    "/",
];

/// A text by chance.
pub(super) fn text(seed: u64) -> Found {
    let mut maker = Maker {
        chance: Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1),
        ids: Vec::new(),
        notes: 0,
        is_in_note: false,
    };
    let count = 1 + maker.chance.below(6);
    let blocks: Vec<Block> = (0..count).map(|_| maker.block(0)).collect();
    maker.is_in_note = true;
    let notes = (1..=maker.notes)
        .map(|number| {
            let mut blocks = vec![maker.paragraph()];
            blocks.extend((0..maker.chance.below(2)).map(|_| maker.block(2)));
            Note { label: number.to_string(), blocks, place: Place::default() }
        })
        .collect();
    Found { blocks, notes, ..Found::default() }
}

struct Maker {
    chance: Chance,
    ids: Vec<String>,
    notes: usize,
    is_in_note: bool,
}

impl Maker {
    fn block(&mut self, depth: usize) -> Block {
        let kind = match self.chance.below(if depth > 2 { 8 } else { 14 }) {
            0 => BlockKind::Heading(1 + self.chance.below(6) as u8, self.line(0)),
            1 => self.table(),
            2 => BlockKind::Code(self.words().replace(' ', "\n")),
            3 => BlockKind::Separator,
            4 => self.verse(),
            5 => BlockKind::Figure(self.picture(), vec![Inline::text(self.words())]),
            6..=8 => BlockKind::Paragraph(self.line(0)),
            9 => BlockKind::Quote(self.blocks(depth)),
            10 | 11 => {
                let start = (self.chance.below(2) == 0)
                    .then(|| Numbering { first: self.chance.below(4) as u64, is_bracketed: self.chance.below(2) == 0 });
                BlockKind::List(start, (0..1 + self.chance.below(3)).map(|_| self.blocks(depth)).collect())
            }
            12 => BlockKind::Definitions(
                (0..1 + self.chance.below(2)).map(|_| (self.line(1), self.blocks(depth))).collect(),
            ),
            _ => BlockKind::Container("box".to_owned(), "title=\"نان\"".to_owned(), self.blocks(depth)),
        };
        let mut block = Block::new(kind, Place::default());
        if self.chance.below(6) == 0 && !matches!(block.kind, BlockKind::Separator) {
            let id = format!("id-{}", self.ids.len());
            self.ids.push(id.clone());
            block.id = Some(id);
        }
        if self.chance.below(12) == 0 && !matches!(block.kind, BlockKind::Separator) {
            block.language = Some(Language::new("ar"));
        }
        block
    }

    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        (0..1 + self.chance.below(3)).map(|_| self.block(depth + 1)).collect()
    }

    fn paragraph(&mut self) -> Block {
        let mut line = self.line(0);
        line.insert(0, Inline::text("نان "));
        Block::new(BlockKind::Paragraph(line), Place::default())
    }

    fn words(&mut self) -> String {
        let count = 1 + self.chance.below(4);
        let mut text = String::new();
        for at in 0..count {
            if at > 0 {
                text.push_str(self.chance.one(&[" ", " ", " ", ""]));
            }
            text.push_str(self.chance.one(&WORDS));
        }
        text
    }

    fn line(&mut self, depth: usize) -> Vec<Inline> {
        (0..1 + self.chance.below(4)).map(|_| self.inline(depth)).collect()
    }

    fn inline(&mut self, depth: usize) -> Inline {
        match self.chance.below(if depth > 2 { 6 } else { 20 }) {
            6 => Inline::Emphasis(self.line(depth + 1)),
            7 => Inline::Strong(self.line(depth + 1)),
            8 => Inline::Strike(self.line(depth + 1)),
            9 => Inline::Superscript(vec![Inline::text("۲a")]),
            10 => Inline::Subscript(vec![Inline::text("x۳")]),
            11 => Inline::Code(self.words()),
            12 => Inline::Link("https://example.org/a_(b)?c=d&e".to_owned(), self.line(depth + 1)),
            13 if !self.is_in_note => {
                self.notes += 1;
                Inline::Note(self.notes.to_string())
            }
            14 => Inline::Image(self.picture()),
            15 => Inline::Language(Language::new("en"), self.line(depth + 1)),
            16 => Inline::LineBreak,
            17 => {
                let id = format!("id-{}", self.ids.len());
                self.ids.push(id.clone());
                Inline::Anchor(id)
            }
            _ => Inline::text(self.words()),
        }
    }

    fn picture(&mut self) -> Picture {
        Picture { name: "oven.png".to_owned(), alt: self.words() }
    }

    fn table(&mut self) -> BlockKind {
        let width = 1 + self.chance.below(3);
        let row = |maker: &mut Self| {
            (0..width).map(|_| if maker.chance.below(5) == 0 { Vec::new() } else { maker.line(1) }).collect::<Vec<_>>()
        };
        let head = if self.chance.below(3) == 0 { Vec::new() } else { row(self) };
        let rows = (0..1 + self.chance.below(3)).map(|_| row(self)).collect();
        let aligns = [ColumnAlign::Auto, ColumnAlign::Start, ColumnAlign::Center, ColumnAlign::End];
        let columns = (0..width).map(|_| aligns[self.chance.below(4)]).collect();
        BlockKind::Table(Table { head, rows, columns })
    }

    fn verse(&mut self) -> BlockKind {
        let couplet = |maker: &mut Self| {
            let second = (maker.chance.below(2) == 0).then(|| maker.line(2));
            (maker.line(2), second)
        };
        let stanzas =
            (0..1 + self.chance.below(2)).map(|_| (0..1 + self.chance.below(3)).map(|_| couplet(self)).collect());
        BlockKind::Verse(stanzas.collect())
    }
}
