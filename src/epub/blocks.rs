//! Blocks of a text: sections by heading, paragraphs, quotations, boxes. Tables and verse are in `grids`, images in
//! `figures`, lists in `lists`, letters and dialogues in `speech`.

use crate::book::letters::is_without_arabic;
use crate::book::{AnchorId, Block, BlockKind, Definition, Inline};
use crate::manifest::DocumentRole;
use crate::style::Role;

use super::text::TextWriter;

/// The roles of headings by level.
const HEADINGS: [Role; 4] = [Role::Heading1, Role::Heading2, Role::Heading3, Role::Heading4];
/// Heading elements by rank.
const RANKS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

impl TextWriter<'_> {
    /// The blocks of a chapter, each heading but the first opening a section; notes stand at the end of theirs.
    pub(super) fn sections(&mut self, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Heading(level, content) if at > 0 => {
                    self.close_sections(*level);
                    self.pages_before_heading(self.book.number_above(block.anchor), content);
                    self.open_section(*level, block.anchor);
                    self.heading(block, None);
                }
                BlockKind::Heading(..) => self.heading(block, self.id_of(block.anchor)),
                _ => self.block(block),
            }
        }
        self.flush_notes();
        while self.sections.pop().is_some() {
            self.markup.close_line("section");
        }
    }

    /// Ends the sections of this level and deeper.
    fn close_sections(&mut self, level: u8) {
        self.flush_notes();
        while self.sections.last().is_some_and(|open| *open >= level) {
            self.sections.pop();
            self.markup.close_line("section");
        }
    }

    fn open_section(&mut self, level: u8, anchor: Option<AnchorId>) {
        self.sections.push(level);
        let id = self.id_of(anchor);
        self.markup.tag("section").maybe("id", id).open_line();
    }

    /// A heading. Its rank is its level unless that skips one: then a class keeps the look of the level.
    fn heading(&mut self, block: &Block, id: Option<&str>) {
        let BlockKind::Heading(level, content) = &block.kind else { return };
        let rank = (*level).clamp(1, 6).min(self.last_rank + 1);
        self.last_rank = rank;
        let class = if rank == *level { String::new() } else { format!("level-{level}") };
        let role = HEADINGS[usize::from((*level).clamp(1, 4)) - 1];
        let name = RANKS[usize::from(rank) - 1];
        let plain = Block { anchor: None, ..block_head(block) };
        match id {
            Some(id) => self.start(name, &plain, &class).set("id", id).open(),
            None => self.start(name, &plain, &class).open(),
        }
        self.heading_number(block.anchor);
        self.inside(block.language.as_ref(), |writer| writer.in_role(role, |writer| writer.inlines(content)));
        self.markup.close_line(name);
    }

    /// The number of a chapter: in words on a line of its own, else before the title.
    fn heading_number(&mut self, anchor: Option<AnchorId>) {
        let book = self.book;
        if let Some(number) = book.number_above(anchor) {
            self.markup.tag("span").set("class", "chapter-number").set("epub:type", "ordinal").open();
            self.in_role(Role::ChapterNumber, |writer| writer.text(number));
            self.markup.close("span");
            self.markup.raw(" ");
        } else if let Some(number) = book.number_before(anchor) {
            // Whoever takes the title alone can tell it from its number.
            self.markup.tag("span").set("class", "heading-number").set("epub:type", "ordinal").open();
            self.text(&number);
            self.markup.close("span");
            self.text(" ");
        }
    }

    /// Blocks one after the other.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading(_, content) => {
                self.pages_before_heading(self.book.number_above(block.anchor), content);
                self.heading(block, self.id_of(block.anchor));
            }
            BlockKind::Paragraph(content) => self.paragraph(block, content),
            BlockKind::Quote(blocks) => {
                self.in_role(Role::Quote, |writer| writer.container("blockquote", block, "", blocks));
            }
            BlockKind::List(list) => self.in_role(Role::List, |writer| writer.list(block, list)),
            BlockKind::Definitions(definitions) => self.definitions(block, definitions),
            BlockKind::Table(table) => self.table(block, table),
            BlockKind::Code(code) => self.in_role(Role::Code, |writer| writer.preformatted(block, code)),
            BlockKind::Separator => {
                self.facts.note_role(Role::Separator);
                self.start("hr", block, "").empty();
                self.markup.line();
            }
            BlockKind::Box(title, blocks) => {
                self.in_role(Role::Box, |writer| writer.boxed(block, "box", title.as_deref(), blocks));
            }
            BlockKind::Contact(title, blocks) => {
                self.facts.note_role(Role::Box);
                self.in_role(Role::Contact, |writer| writer.boxed(block, "box contact", title.as_deref(), blocks));
            }
            BlockKind::Masthead(masthead) => self.masthead(block, masthead),
            BlockKind::QrCode(code) => self.qr_code(block, code),
            BlockKind::Article(article) => self.container("article", block, "", &article.blocks),
            BlockKind::Epigraph(blocks) => self.in_role(Role::Epigraph, |writer| writer.epigraph(block, blocks)),
            BlockKind::Center(blocks) => self.container("div", block, "center", blocks),
            BlockKind::Columns(count, blocks) => {
                self.facts.has_columns = true;
                self.container("div", block, &format!("columns columns-{count}"), blocks);
            }
            BlockKind::Group(name, blocks) => self.container("div", block, name, blocks),
            BlockKind::Verse(stanzas) => self.verse(block, stanzas),
            BlockKind::PageBreak => {
                // No `hr`: a new page is not a break in the thought, and nothing of it is read out.
                self.start("div", block, "page-break").open();
                self.markup.close_line("div");
            }
            BlockKind::ColumnBreak => {
                self.facts.has_columns = true;
                self.start("div", block, "column-break").open();
                self.markup.close_line("div");
            }
            BlockKind::Figure(figure) => self.figure(block, figure),
            BlockKind::Figures(figures) => self.figures(block, figures),
            BlockKind::Letter(letter) => self.in_role(Role::Letter, |writer| writer.letter(block, letter)),
            BlockKind::Dialogue(speeches) => {
                self.in_role(Role::Dialogue, |writer| writer.dialogue(block, speeches));
            }
            BlockKind::Source(words) => {
                self.content_line(Role::Source, |m| m.tag("p").set("class", "source"), words, "p");
            }
        }
    }

    fn paragraph(&mut self, block: &Block, content: &[Inline]) {
        self.facts.note_role(Role::Body);
        self.facts.note_role(Role::BodyFirst);
        // In a bibliography a title in another script alone runs its own way, as on paper.
        let is_turned = self.place.role == Role::Bibliography && block.language.is_none() && is_without_arabic(content);
        let direction = (is_turned && self.place.direction.is_rtl()).then_some("ltr");
        self.start("p", block, "").maybe("dir", direction).open();
        match direction {
            Some(_) => self.left_to_right(|writer| writer.inlines(content)),
            None => self.inside(block.language.as_ref(), |writer| writer.inlines(content)),
        }
        self.markup.close_line("p");
    }

    fn container(&mut self, name: &'static str, block: &Block, class: &str, blocks: &[Block]) {
        self.start(name, block, class).open_line();
        self.inside(block.language.as_ref(), |writer| writer.blocks(blocks));
        self.markup.close_line(name);
    }

    fn epigraph(&mut self, block: &Block, blocks: &[Block]) {
        self.start("div", block, "epigraph").set("epub:type", "epigraph").set("role", "doc-epigraph").open_line();
        self.inside(block.language.as_ref(), |writer| writer.blocks(blocks));
        self.markup.close_line("div");
    }

    /// A box; its title names it but is no heading, so that it stays out of the order of headings.
    fn boxed(&mut self, block: &Block, class: &str, title: Option<&str>, blocks: &[Block]) {
        self.boxes += 1;
        let id = format!("box-{}-{}", self.division + 1, self.boxes);
        let tag = self.start("div", block, class).set("role", "group");
        tag.maybe("aria-labelledby", title.map(|_| id.as_str())).open_line();
        self.inside(block.language.as_ref(), |writer| {
            if let Some(title) = title {
                writer.content_line(
                    Role::BoxTitle,
                    |m| m.tag("p").set("id", &id).set("class", "box-title"),
                    title,
                    "p",
                );
            }
            writer.blocks(blocks);
        });
        self.markup.close_line("div");
    }

    /// An item of a list or a definition. The first paragraph of a tight one stands without an element of its own.
    pub(super) fn item(&mut self, tag: ItemTag, blocks: &[Block], is_tight: bool) {
        let ItemTag { name, kind } = tag;
        self.markup.tag(name).maybe("epub:type", kind).open();
        let plain = |block: &Block| block.anchor.is_none() && block.classes.is_empty() && block.language.is_none();
        match blocks.split_first() {
            Some((Block { kind: BlockKind::Paragraph(content), .. }, rest)) if is_tight && plain(&blocks[0]) => {
                self.inlines(content);
                if !rest.is_empty() {
                    self.markup.line();
                }
                self.blocks(rest);
            }
            _ => self.blocks(blocks),
        }
        self.markup.close_line(name);
    }

    fn definitions(&mut self, block: &Block, definitions: &[Definition]) {
        let is_glossary = self.book.divisions[self.division].role == DocumentRole::Glossary;
        let [term, meaning] = ["glossterm", "glossdef"].map(|kind| is_glossary.then_some(kind));
        self.start("dl", block, "").open_line();
        self.inside(block.language.as_ref(), |writer| {
            for definition in definitions {
                writer.markup.tag("dt").maybe("epub:type", term).open();
                writer.in_role(Role::DefinitionTerm, |writer| writer.inlines(&definition.term));
                writer.markup.close_line("dt");
                for blocks in &definition.definitions {
                    let name = ItemTag { name: "dd", kind: meaning };
                    writer.in_role(Role::Definition, |writer| writer.item(name, blocks, blocks.len() == 1));
                }
            }
        });
        self.markup.close_line("dl");
    }

    /// Preformatted text runs from left to right in every language.
    fn preformatted(&mut self, block: &Block, code: &str) {
        let tag = self.start("pre", block, "");
        // A language of the block brings its own direction.
        if block.language.is_none() {
            tag.set("dir", "ltr").open()
        } else {
            tag.open()
        }
        self.markup.tag("code").open();
        self.left_to_right(|writer| writer.text(code));
        self.markup.close("code");
        self.markup.close_line("pre");
    }
}

/// The element of an item, and its `epub:type` if it has one.
#[derive(Clone, Copy, Debug)]
pub(super) struct ItemTag {
    /// `li` or `dd`.
    pub(super) name: &'static str,
    /// What it is besides.
    pub(super) kind: Option<&'static str>,
}

/// The attributes of a block without what it holds.
fn block_head(block: &Block) -> Block {
    Block {
        kind: BlockKind::Separator,
        anchor: block.anchor,
        classes: block.classes.clone(),
        language: block.language.clone(),
        span: block.span,
    }
}
