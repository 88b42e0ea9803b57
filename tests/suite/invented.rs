//! Books invented for tests, and a style of plain numbers: a page of 200 by 200 pt, lines every 12 pt.
//!
//! Margins are 30 pt inside, 20 pt outside, 20 pt above and below: a type area of 150 by 160 pt, 13 lines.

use publish::base::{Color, Language, Length, Span};
use publish::book::{
    Anchor, AnchorId, Block, BlockKind, Book, Division, DivisionKind, Inline, Note, NoteId, OutlineEntry, StreamId,
    Words,
};
use publish::font::{Slant, Weight};
use publish::manifest::{Creator, Digits, Metadata, NoteStream, Outputs, Role as CreatorRole, TocOptions};
use publish::style::{
    Align, BlockStyle, ChapterStart, Emphasis, Fit, Fold, FolioPlace, Justification, PageStyle, Role, Running, Style,
    StyleSheet,
};

/// A book that grows by divisions.
pub(crate) struct Invented {
    pub(crate) book: Book,
}

impl Invented {
    /// An empty book in a language.
    pub(crate) fn new(tag: &str) -> Self {
        let language = Language::new(tag);
        let book = Book {
            metadata: metadata(&language),
            digits: if language.direction().is_rtl() { Digits::Persian } else { Digits::Latin },
            number_order: language.direction(),
            words: words(),
            toc: TocOptions { depth: 2, title: None, leaders: true },
            cover: None,
            divisions: Vec::new(),
            notes: Vec::new(),
            note_streams: vec![NoteStream::default()],
            anchors: Vec::new(),
            outline: Vec::new(),
            images: Vec::new(),
            chapter_numbers: publish::manifest::ChapterNumbers::None,
            front_pages: publish::manifest::FrontPages::Continuous,
            index: Vec::new(),
            figures: Vec::new(),
            tables: Vec::new(),
        };
        Self { book }
    }

    /// Adds a division of any kind.
    pub(crate) fn division(&mut self, kind: DivisionKind, title: &str) -> AnchorId {
        let anchor = self.anchor(title);
        let language = self.book.metadata.language.clone();
        self.book.divisions.push(Division {
            kind,
            file_stem: format!("division-{}", anchor.0),
            title: title.to_owned(),
            direction: language.direction(),
            language,
            anchor,
            output: BOTH,
            role: publish::manifest::DocumentRole::Chapter,
            part: None,
        });
        anchor
    }

    /// Adds a part.
    pub(crate) fn part(&mut self, title: &str) {
        let anchor = self.division(DivisionKind::Part, title);
        self.outline(0, title, anchor);
    }

    /// Adds a chapter: its heading, then blocks.
    pub(crate) fn chapter(&mut self, title: &str, blocks: Vec<Block>) -> AnchorId {
        let anchor = self.division(DivisionKind::Chapter(Vec::new()), title);
        self.outline(1, title, anchor);
        let heading = Block { anchor: Some(anchor), ..block(BlockKind::Heading(1, text(title))) };
        let last = self.book.divisions.last_mut().expect("a division was added");
        last.kind = DivisionKind::Chapter(std::iter::once(heading).chain(blocks).collect());
        anchor
    }

    /// Adds a note; its mark is the count of notes so far.
    pub(crate) fn note(&mut self, words: &str) -> Inline {
        let id = NoteId(u32::try_from(self.book.notes.len()).expect("few notes"));
        self.book.notes.push(Note {
            mark: (id.0 + 1).to_string(),
            stream: StreamId::default(),
            host: None,
            blocks: vec![paragraph(words)],
            division: 0,
            span: Span::default(),
        });
        Inline::NoteMark(id)
    }

    fn anchor(&mut self, title: &str) -> AnchorId {
        let id = AnchorId(u32::try_from(self.book.anchors.len()).expect("few anchors"));
        let division = u32::try_from(self.book.divisions.len()).expect("few divisions");
        self.book.anchors.push(Anchor {
            id: format!("a{}", id.0),
            division,
            title: title.to_owned(),
            number: None,
            note: None,
        });
        id
    }

    fn outline(&mut self, level: u8, title: &str, anchor: AnchorId) {
        let language = self.book.metadata.language.clone();
        let entry =
            OutlineEntry { level, depth: level, title: title.to_owned(), anchor, in_toc: true, language, output: BOTH };
        self.book.outline.push(entry);
    }
}

const BOTH: Outputs = Outputs { epub: true, pdf: true };

/// A block of a kind.
pub(crate) fn block(kind: BlockKind) -> Block {
    Block { kind, anchor: None, classes: Vec::new(), language: None, span: Span::default() }
}

/// A paragraph of plain words.
pub(crate) fn paragraph(words: &str) -> Block {
    block(BlockKind::Paragraph(text(words)))
}

/// Plain words.
pub(crate) fn text(words: &str) -> Vec<Inline> {
    vec![Inline::Text(words.to_owned())]
}

/// A paragraph of about so many lines of the plain style.
pub(crate) fn lines(count: usize) -> String {
    // «نان تازه از تنور بیرون آمد» fills a line of 150 pt at 8 pt, nearly.
    vec!["نان تازه را از تنور داغ بیرون آورد و به همسایه داد"; count].join(" ")
}

/// Every role at 8 on 12 pt, justified, without indents and spaces, in Vazirmatn.
pub(crate) fn plain_style() -> StyleSheet {
    let style = Style {
        families: vec!["Vazirmatn".to_owned()],
        latin_families: vec!["Gentium Plus".to_owned()],
        weight: Weight::Regular,
        slant: Slant::Upright,
        size: Length::pt(8.0),
        latin_scale: 1.0,
        line_spacing: Length::pt(12.0),
        space_before: Length::ZERO,
        space_after: Length::ZERO,
        first_indent: Length::ZERO,
        start_indent: Length::ZERO,
        end_indent: Length::ZERO,
        align: Align::Justify,
        justification: Justification { shrink_to: 0.8, stretch_to: 1.5, ..Justification::default() },
        hyphenates: true,
        keep_with_next: false,
        keep_together: false,
        is_wide: false,
        color: Color::BLACK,
        emphasis: Emphasis::Bold,
    };
    let mut roles: Vec<Style> = Role::ALL.iter().map(|_| style.clone()).collect();
    for role in [Role::Heading1, Role::Heading2, Role::Heading3, Role::Heading4] {
        roles[role as usize].keep_with_next = true;
    }
    roles[Role::RunningHead as usize].align = Align::Center;
    StyleSheet { name: "plain".to_owned(), page: page_style(), blocks: BlockStyle::default(), roles }
}

fn page_style() -> PageStyle {
    PageStyle {
        width: Length::pt(200.0),
        height: Length::pt(200.0),
        inside: Length::pt(30.0),
        outside: Length::pt(20.0),
        top: Length::pt(20.0),
        bottom: Length::pt(20.0),
        head_baseline: Length::pt(12.0),
        foot_baseline: Length::pt(8.0),
        verso_head: Running::Title,
        recto_head: Running::Chapter,
        folio: FolioPlace::FootCenter,
        head_on_opening: false,
        chapter_start: ChapterStart::Page,
        orphans: 2,
        widows: 2,
        last_lines: 4,
        note_rule: 0.3,
        note_gap: Length::pt(4.0),
        fit: Fit::NONE,
        fold: Fold::None,
        note_rule_continued: 1.0,
        columns: 1,
        column_gap: Length::pt(12.0),
        column_rule: Length::ZERO,
        grid: false,
        folio_on_opening: true,
        line_numbers: 0,
        line_count: publish::style::LineCount::Page,
        index_columns: 1,
    }
}

fn metadata(language: &Language) -> Metadata {
    let author =
        Creator { name: "کارگاه نشر".to_owned(), file_as: None, role: CreatorRole::Author, alternate: None };
    Metadata {
        title: "نان و کتاب".to_owned(),
        subtitle: Some("دفتر یکم".to_owned()),
        language: language.clone(),
        direction: language.direction(),
        identifier: "urn:uuid:0".to_owned(),
        creators: vec![author],
        publisher: Some("کارگاه".to_owned()),
        date: Some("2026-11-21".to_owned()),
        rights: Some("CC BY 4.0".to_owned()),
        description: None,
        subjects: Vec::new(),
        series: None,
        edition: None,
        original_title: None,
        catalogue: publish::manifest::Catalogue::default(),
    }
}

fn words() -> Words {
    let owned = str::to_owned;
    Words {
        contents: owned("فهرست"),
        notes: owned("یادداشت‌ها"),
        cover: owned("روی جلد"),
        title_page: owned("صفحهٔ عنوان"),
        copyright: owned("شناسنامه"),
        start: owned("آغاز متن"),
        back_to_text: owned("بازگشت به متن"),
        note: owned("یادداشت"),
        page: owned("صفحه"),
        translated_by: owned("ترجمهٔ"),
        edited_by: owned("ویراستهٔ"),
        illustrated_by: owned("تصویرگر"),
        and: owned(" و "),
        comma: owned("، "),
        matter: publish::book::MatterWords::default(),
    }
}
