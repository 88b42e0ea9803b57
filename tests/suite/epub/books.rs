//! Two small books made by hand, with every kind of block: one in Persian, one in English, and the styles of `book`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use publish::base::{Diagnostics, Language, Sources, Span};
use publish::book::{
    Anchor, AnchorId, Block, BlockKind, Book, Definition, Division, DivisionKind, Figure, Figures, ImageFile,
    ImageFormat, ImageId, ImageWidth, Inline, Letter, List, Marks, Note, NoteId, OutlineEntry, Speech, StreamId, Table,
    Target, VerseLine, Words,
};
use publish::document::ColumnAlign;
use publish::font::Faces;
use publish::manifest::{Creator, Digits, Metadata, Outputs, Role, Series, Subject, TocOptions};
use publish::script::{Counter, Letters};
use publish::style::StyleSheet;

pub(crate) const BOTH: Outputs = Outputs { epub: true, pdf: true };

/// The style and faces of a book without a word about them in its manifest.
pub(crate) fn styles(tag: &str) -> (StyleSheet, Faces) {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/epub").join(tag).join("manifest.yaml");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let manifest =
        publish::manifest::read(&case, &mut sources, &mut diagnostics).expect("the case can be read").expect("keys");
    let faces = publish::style::faces(&manifest, &mut diagnostics).expect("faces without files");
    let styles = publish::style::resolve(&manifest, &faces, &mut sources, &mut diagnostics).expect("a built-in style");
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    (styles, faces)
}

/// A book that grows by divisions.
pub(crate) struct Maker {
    pub(crate) book: Book,
}

impl Maker {
    fn new(metadata: Metadata, digits: Digits, words: Words) -> Self {
        let toc = TocOptions { depth: 2, title: None, leaders: true };
        let (divisions, notes, anchors, outline, images) = (vec![], vec![], vec![], vec![], vec![]);
        let number_order = metadata.direction;
        let book = Book {
            metadata,
            digits,
            number_order,
            words,
            toc,
            cover: None,
            divisions,
            notes,
            note_streams: Vec::new(),
            anchors,
            outline,
            images,
            chapter_numbers: publish::manifest::ChapterNumbers::None,
            front_pages: publish::manifest::FrontPages::Continuous,
            index: Vec::new(),
            figures: Vec::new(),
            tables: Vec::new(),
        };
        Self { book }
    }

    fn division(&mut self, kind: DivisionKind, stem: &str, title: &str) -> AnchorId {
        let anchor = self.anchor(stem, self.book.divisions.len(), title);
        self.book.divisions.push(Division {
            kind,
            file_stem: stem.to_owned(),
            title: title.to_owned(),
            direction: self.book.metadata.direction,
            language: self.book.metadata.language.clone(),
            anchor,
            output: BOTH,
            role: publish::manifest::DocumentRole::Chapter,
            part: None,
        });
        anchor
    }

    fn part(&mut self, stem: &str, title: &str) {
        let anchor = self.division(DivisionKind::Part, stem, title);
        self.outline(0, title, anchor);
    }

    /// Begins a chapter; what is made after it stands in it.
    fn begin(&mut self, stem: &str, title: &str) -> AnchorId {
        let anchor = self.division(DivisionKind::Chapter(Vec::new()), stem, title);
        self.outline(1, title, anchor);
        anchor
    }

    /// Fills the chapter that was begun: its heading, then blocks.
    fn fill(&mut self, anchor: AnchorId, blocks: Vec<Block>) {
        let division = self.book.divisions.last_mut().expect("a division was begun");
        let heading = Block { anchor: Some(anchor), ..block(BlockKind::Heading(1, text(&division.title))) };
        division.kind = DivisionKind::Chapter(std::iter::once(heading).chain(blocks).collect());
    }

    /// A heading for the chapter that was begun.
    fn heading(&mut self, level: u8, id: &str, title: &str) -> Block {
        let anchor = self.anchor(id, self.here(), title);
        self.outline(level, title, anchor);
        Block { anchor: Some(anchor), ..block(BlockKind::Heading(level, text(title))) }
    }

    /// A note whose mark stands in the chapter that was begun.
    fn note(&mut self, mark: &str, blocks: Vec<Block>) -> Inline {
        let id = NoteId(u32::try_from(self.book.notes.len()).expect("few"));
        let division = u32::try_from(self.here()).expect("few");
        self.book.notes.push(Note {
            mark: mark.to_owned(),
            stream: StreamId::default(),
            host: None,
            blocks,
            division,
            span: Span::default(),
        });
        Inline::NoteMark(id)
    }

    fn here(&self) -> usize {
        self.book.divisions.len() - 1
    }

    fn anchor(&mut self, id: &str, division: usize, title: &str) -> AnchorId {
        let number = AnchorId(u32::try_from(self.book.anchors.len()).expect("few"));
        let division = u32::try_from(division).expect("few");
        self.book.anchors.push(Anchor {
            id: id.to_owned(),
            division,
            title: title.to_owned(),
            number: None,
            note: None,
        });
        number
    }

    fn outline(&mut self, level: u8, title: &str, anchor: AnchorId) {
        let language = self.book.metadata.language.clone();
        let title = title.to_owned();
        self.book.outline.push(OutlineEntry {
            level,
            depth: level,
            title,
            anchor,
            in_toc: true,
            language,
            output: BOTH,
        });
    }
}

pub(crate) fn block(kind: BlockKind) -> Block {
    Block { kind, anchor: None, classes: Vec::new(), language: None, span: Span::default() }
}

pub(crate) fn paragraph(words: &str) -> Block {
    block(BlockKind::Paragraph(text(words)))
}

pub(crate) fn text(words: &str) -> Vec<Inline> {
    vec![Inline::Text(words.to_owned())]
}

fn plain(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

/// One red pixel.
pub(crate) fn picture() -> ImageFile {
    const PNG: [u8; 69] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
        2, 0, 0, 0, 0x90, 0x77, 0x53, 0xDE, 0, 0, 0, 12, 0x49, 0x44, 0x41, 0x54, 0x08, 0xD7, 0x63, 0xF8, 0xCF, 0xC0, 0,
        0, 3, 1, 1, 0, 0x18, 0xDD, 0x8D, 0xB0, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ];
    let data: Arc<[u8]> = Arc::from(PNG.as_slice());
    ImageFile { path: PathBuf::from("images/oven.png"), data, format: ImageFormat::Png, width: 1, height: 1 }
}

/// A Persian book with a cover, parts, all kinds of blocks, notes and references.
pub(crate) fn persian() -> Book {
    let mut maker = Maker::new(persian_metadata(), Digits::Persian, persian_words());
    maker.book.cover = Some(picture());
    maker.book.images.push(picture());
    maker.division(DivisionKind::TitlePage, "titlepage", "");
    maker.division(DivisionKind::Copyright, "copyright", "");
    maker.division(DivisionKind::Toc, "toc", "");
    preface(&mut maker);
    maker.part("part-1", "بخش یکم: خمیر");
    leaven(&mut maker);
    blocks_of_all_kinds(&mut maker);
    maker.book
}

/// Notes, one in another and one in a link; half-spaces (U+200C) and vowel marks at the edges of tags.
fn preface(maker: &mut Maker) {
    let chapter = maker.begin("preface", "پیش‌گفتار");
    let outer = maker.note("۱", Vec::new());
    let inner = maker.note("۲", vec![paragraph("یادداشتی در یادداشت.")]);
    let says = vec![plain("نان به زبان پهلوی «nān» بود"), inner, plain(".")];
    maker.book.notes[0].blocks = vec![block(BlockKind::Paragraph(says))];
    let held = maker.note("۳", vec![block(BlockKind::List(bullets(&["یک", "دو"]))), paragraph("دنباله.")]);
    let first = block(BlockKind::Paragraph(vec![
        plain("می\u{200C}"),
        Inline::Strong(text("خواهم")),
        Inline::Emphasis(text("\u{200C}اش")),
        plain(" نانِ تازه"),
        outer,
        plain(" را & آب < شیر."),
    ]));
    let latin = Inline::Span(Some(Language::new("en")), Vec::new(), text("The Bread Book, 2nd ed."));
    let link = Inline::Link(Target::Url("https://example.org/نان تازه".into()), vec![plain("اینجا"), held]);
    let second = block(BlockKind::Paragraph(vec![plain("نگاه کنید به "), latin, plain(" و "), link, plain("؛ ")]));
    let address = Inline::Link(Target::Url("https://example.org/".into()), text("https://example.org/"));
    let third = vec![address, Inline::LineBreak, Inline::Code("cargo run".into()), Inline::Strike(text("کهنه"))];
    let third = block(BlockKind::Paragraph(third));
    maker.fill(chapter, vec![first, second, third]);
}

/// Sections, one that skips a level, and a reference to another file.
fn leaven(maker: &mut Maker) {
    let chapter = maker.begin("leaven", "خمیرترش");
    let flour = maker.heading(2, "flour", "آرد");
    let deep = maker.heading(4, "deep", "سبوس");
    let water = maker.heading(2, "آب", "آب");
    let note = maker.note("۴", vec![Block { language: Some(Language::new("en")), ..paragraph("Gluten, in English.") }]);
    let marked = vec![plain("گلوتن Gluten"), note, plain(" می\u{200C}سازند. "), Inline::PageRef(AnchorId(3))];
    let to = AnchorId(u32::try_from(maker.book.anchors.len() - 1).expect("few"));
    let back = vec![plain("باز هم "), Inline::Link(Target::Anchor(to), text("آب")), plain(".")];
    let blocks = vec![
        paragraph("خمیرِ تُرش."),
        flour,
        block(BlockKind::Paragraph(marked)),
        deep,
        paragraph("پوست گندم."),
        water,
        block(BlockKind::Paragraph(back)),
    ];
    maker.fill(chapter, blocks);
}

fn blocks_of_all_kinds(maker: &mut Maker) {
    let chapter = maker.begin("kinds", "همه گونه");
    let term = Definition { term: text("ورز"), definitions: vec![vec![paragraph("مالیدن خمیر.")]] };
    let cell = |words: &str| text(words);
    let table = Table {
        columns: vec![ColumnAlign::Auto, ColumnAlign::Center, ColumnAlign::End],
        head: vec![cell("ماده"), cell("وزن"), Vec::new()],
        rows: vec![vec![cell("آرد"), cell("۵۰۰"), cell("گرم")]],
        ..Table::default()
    };
    let couplet =
        VerseLine {
            number: None, first: text("نان و نمک به خوان باشد"), second: Some(text("دل به مهر جوان باشد"))
        };
    let single = VerseLine { number: None, first: text("این یک نیم است"), second: None };
    let numbered = List {
        start: Some(3),
        items: vec![vec![paragraph("سه")], vec![paragraph("چهار")]],
        tight: false,
        ..List::default()
    };
    let figure = Figure {
        anchor: None,
        image: ImageId(0),
        alt: "تنور".into(),
        caption: Some("تنور خانه".into()),
        width: ImageWidth::Natural,
        align: ColumnAlign::Auto,
    };
    let english = Block { language: Some(Language::new("en")), ..paragraph("Flour, water, salt, time.") };
    let classed = Block { classes: vec!["note".into(), "wide".into()], ..paragraph("بند با کلاس.") };
    let blocks = vec![
        block(BlockKind::Epigraph(vec![paragraph("آغاز با نان.")])),
        block(BlockKind::Quote(vec![paragraph("گفته‌اند."), english])),
        block(BlockKind::List(bullets(&["آرد", "آب"]))),
        block(BlockKind::List(numbered)),
        block(BlockKind::Definitions(vec![term])),
        block(BlockKind::Table(table)),
        block(BlockKind::Code("let bread = 1 < 2;\n  // two".into())),
        block(BlockKind::Separator),
        block(BlockKind::Box(Some("یادآوری".into()), vec![paragraph("در جعبه.")])),
        block(BlockKind::Center(vec![paragraph("در میان.")])),
        block(BlockKind::Group("letter".into(), vec![paragraph("نامه.")])),
        block(BlockKind::Verse(vec![vec![couplet.clone(), couplet], vec![single]])),
        block(BlockKind::PageBreak),
        block(BlockKind::Figure(figure.clone())),
        block(BlockKind::Figures(Figures {
            list: vec![figure.clone(), Figure { width: ImageWidth::Share(0.25), caption: None, ..figure }],
            caption: vec![paragraph("دو تنور کنار هم.")],
        })),
        block(BlockKind::List(marked(Marks::Numbers(Counter::Abjad(Letters::Persian), ')')))),
        block(BlockKind::List(List { start: None, ..marked(Marks::Bullet('\u{2013}')) })),
        block(BlockKind::Letter(Letter {
            head: vec!["یزد".into(), "پاییز".into()],
            salutation: Some("دوست گرامی،".into()),
            blocks: vec![paragraph("نان رسید.")],
            signature: vec!["مریم".into()],
        })),
        block(BlockKind::Dialogue(vec![
            Speech { speaker: Vec::new(), blocks: vec![paragraph("پرده باز می‌شود.")] },
            Speech { speaker: text("نانوا"), blocks: vec![paragraph("سلام."), paragraph("بیا.")] },
        ])),
        block(BlockKind::Quote(vec![paragraph("سخن."), block(BlockKind::Source("دفتر نانوا".into()))])),
        classed,
        block(BlockKind::Paragraph(vec![
            Inline::Image(ImageId(0), String::new()),
            plain(" H"),
            Inline::Subscript(text("2")),
            plain("O x"),
            Inline::Superscript(text("2")),
        ])),
    ];
    maker.fill(chapter, blocks);
}

fn marked(marks: Marks) -> List {
    List { start: Some(4), items: vec![vec![paragraph("چهار")], vec![paragraph("پنج")]], tight: true, marks }
}

fn bullets(words: &[&str]) -> List {
    List {
        start: None,
        items: words.iter().map(|word| vec![paragraph(word)]).collect(),
        tight: true,
        ..List::default()
    }
}

fn persian_metadata() -> Metadata {
    let language = Language::new("fa");
    Metadata {
        title: "نان & کتاب".into(),
        subtitle: Some("دفتری کوچک".into()),
        direction: language.direction(),
        language,
        identifier: "urn:isbn:9780306406157".into(),
        creators: vec![
            Creator {
                name: "پروانه آذر".into(),
                file_as: Some("آذر، پروانه".into()),
                role: Role::Author,
                alternate: None,
            },
            Creator { name: "بهار نیک".into(), file_as: None, role: Role::Author, alternate: None },
            Creator { name: "سهند روان".into(), file_as: None, role: Role::Translator, alternate: None },
        ],
        publisher: Some("کارگاه نشر".into()),
        date: Some("2026-11-21".into()),
        rights: Some("این اثر آزاد است.".into()),
        description: Some("دربارهٔ نان <و> کتاب.".into()),
        subjects: ["نان", "کتاب"].map(|name| Subject { name: name.into(), code: None }).into(),
        series: Some(Series { title: "دفترها".into(), number: Some("۳".into()) }),
        edition: None,
        original_title: None,
        catalogue: publish::manifest::Catalogue::default(),
    }
}

fn persian_words() -> Words {
    Words {
        contents: "فهرست".into(),
        notes: "یادداشت‌ها".into(),
        cover: "روی جلد".into(),
        title_page: "صفحهٔ عنوان".into(),
        copyright: "شناسنامه".into(),
        start: "آغاز متن".into(),
        back_to_text: "بازگشت به متن".into(),
        note: "یادداشت".into(),
        page: "صفحه".into(),
        translated_by: "ترجمهٔ".into(),
        edited_by: "ویراستهٔ".into(),
        illustrated_by: "تصویرگر:".into(),
        and: " و ".into(),
        comma: "، ".into(),
        matter: publish::book::MatterWords::default(),
    }
}

/// An English book: two chapters, the second without a heading of the first level and with two entries in the contents.
pub(crate) fn english() -> Book {
    let language = Language::new("en");
    let metadata = Metadata {
        title: "Bees".into(),
        subtitle: None,
        direction: language.direction(),
        language,
        identifier: "urn:uuid:0f6c4d0e-3f6b-5d56-9b9a-2b1f0c7b5c11".into(),
        creators: vec![Creator {
            name: "A. Keeper".into(),
            file_as: Some("Keeper, A.".into()),
            role: Role::Editor,
            alternate: None,
        }],
        publisher: None,
        date: None,
        rights: None,
        description: None,
        subjects: Vec::new(),
        series: None,
        edition: None,
        original_title: None,
        catalogue: publish::manifest::Catalogue::default(),
    };
    let mut maker = Maker::new(metadata, Digits::Latin, english_words());
    let chapter = maker.begin("dance", "The Dance");
    let note = maker.note("1", vec![paragraph("A note on bees.")]);
    let first = vec![plain("The "), Inline::Emphasis(text("dance")), note, plain(" of the bees.")];
    maker.fill(chapter, vec![block(BlockKind::Paragraph(first))]);
    maker.division(DivisionKind::Chapter(Vec::new()), "year", "The Year");
    let (spring, autumn) = (maker.heading(2, "spring", "Spring"), maker.heading(2, "autumn", "Autumn"));
    let blocks = vec![spring, paragraph("Crocus."), autumn, paragraph("Ivy.")];
    maker.book.divisions.last_mut().expect("a division was begun").kind = DivisionKind::Chapter(blocks);
    maker.book
}

fn english_words() -> Words {
    Words {
        contents: "Contents".into(),
        notes: "Notes".into(),
        cover: "Cover".into(),
        title_page: "Title page".into(),
        copyright: "Copyright".into(),
        start: "Start of text".into(),
        back_to_text: "back to the text".into(),
        note: "Note".into(),
        page: "page".into(),
        translated_by: "Translated by".into(),
        edited_by: "Edited by".into(),
        illustrated_by: "Illustrated by".into(),
        and: " and ".into(),
        comma: ", ".into(),
        matter: publish::book::MatterWords::default(),
    }
}
