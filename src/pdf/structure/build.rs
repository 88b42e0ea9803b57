//! Groups and blocks in, the tree out: groups become elements around those of their blocks.

use std::collections::HashMap;
use std::ops::Range;

use crate::base::Language;
use crate::book::{Book, DivisionKind, NoteId};
use crate::pages::{Group, GroupKind, Item, ItemKind, ItemRole, ListMarks};

use super::element::{Extra, Tag, Tree};
use super::gather::{Gathered, Placed};
use super::headings::{Levels, Sections};
use super::inline;

/// Makes the tree.
pub(super) fn build(book: &Book, groups: &[Group], gathered: &Gathered<'_>) -> Tree {
    let mut builder = Builder {
        book,
        groups,
        gathered,
        tree: Tree::new(),
        levels: Levels::default(),
        notes: HashMap::new(),
        depths: book.outline.iter().map(|entry| (entry.anchor.0, entry.depth)).collect(),
        language: &book.metadata.language,
        placed: vec![false; gathered.end() as usize],
    };
    builder.document();
    builder.tree
}

struct Builder<'a> {
    book: &'a Book,
    groups: &'a [Group],
    gathered: &'a Gathered<'a>,
    tree: Tree,
    levels: Levels,
    /// The groups of notes at the foot of pages that no mark was found for yet.
    notes: HashMap<NoteId, usize>,
    /// By anchor, how deep entries of the contents are nested.
    depths: HashMap<u32, u8>,
    /// The language of what stands around.
    language: &'a Language,
    /// By block, whether it has its place.
    placed: Vec<bool>,
}

impl<'a> Builder<'a> {
    /// Divisions, those of a part inside of it; notes stand where their marks are.
    fn document(&mut self) {
        let mut at = 0;
        while matches!(self.groups.get(at), Some(Group { kind: GroupKind::Division(_), .. })) {
            at = self.after(at);
        }
        for position in at..self.groups.len() {
            if let GroupKind::Note(note) = self.groups[position].kind {
                self.notes.insert(note, position);
            }
        }
        let (mut part, mut position) = (None, 0);
        while position < at {
            let group = &self.groups[position];
            let GroupKind::Division(number) = group.kind else { break };
            let is_within = self.is_in_part(number);
            let tag = match self.book.divisions.get(number as usize).map(|division| &division.kind) {
                Some(DivisionKind::Part) => Tag::Part,
                Some(DivisionKind::Index) => Tag::Index,
                _ => Tag::Section,
            };
            let element = self.tree.add(tag, part.filter(|_| is_within).unwrap_or(0));
            if tag == Tag::Part || !is_within {
                part = (tag == Tag::Part).then_some(element);
            }
            self.division(element, number, position);
            position = self.after(position);
        }
        // What no mark asks for and no division holds is not lost.
        for position in at..self.groups.len() {
            if let GroupKind::Note(note) = self.groups[position].kind {
                self.foot_note(note, 0);
            }
        }
        for block in 0..self.gathered.end() {
            if !self.placed[block as usize] {
                self.block(0, block);
            }
        }
    }

    /// The position of the first group that does not stand in one.
    fn after(&self, position: usize) -> usize {
        let end = self.groups[position].blocks.end;
        position + 1 + self.groups[position + 1..].partition_point(|group| group.blocks.start < end)
    }

    /// Whether a division belongs to the part before it: its first heading is nested one deeper than its level asks for.
    fn is_in_part(&self, number: u32) -> bool {
        let is_chapter = self
            .book
            .divisions
            .get(number as usize)
            .is_some_and(|division| matches!(division.kind, DivisionKind::Chapter(_)));
        let first = self.book.outline.iter().find(|entry| {
            self.book.anchors.get(entry.anchor.0 as usize).is_some_and(|anchor| anchor.division == number)
        });
        is_chapter && first.is_none_or(|entry| entry.depth >= entry.level)
    }

    fn division(&mut self, element: u32, number: u32, position: usize) {
        let outer = self.language;
        let book = self.book;
        if let Some(division) = book.divisions.get(number as usize) {
            self.in_language(element, &division.language);
            self.language = &division.language;
        }
        self.sections(element, position);
        self.language = outer;
    }

    /// Says the language of an element that differs from what is around it.
    fn in_language(&mut self, element: u32, language: &Language) {
        if language != self.language {
            self.tree.say(element, Extra::Language(language.tag().to_owned()));
        }
    }

    /// The blocks of a group, in sections that begin with headings.
    fn sections(&mut self, element: u32, position: usize) {
        let mut sections = Sections::new(element);
        let blocks = self.groups[position].blocks.clone();
        let mut next = position + 1;
        let mut block = blocks.start;
        while block < blocks.end {
            let heading = self.heading_at(block, next);
            let inside = sections.element(heading, &mut self.tree);
            block = self.one(inside, block, &mut next);
        }
    }

    /// The level of the heading that a block is, if it is one that stands in nothing more.
    fn heading_at(&self, block: u32, next: usize) -> Option<u8> {
        if self.groups.get(next).is_some_and(|group| group.blocks.start == block) {
            return None;
        }
        match self.gathered.of_block(block).first().map(|at| &self.gathered.item(at).role) {
            Some(ItemRole::Heading(level)) => Some(*level),
            _ => None,
        }
    }

    /// Puts blocks into an element; `next` is the position of the first group at or after them.
    fn fill(&mut self, element: u32, blocks: Range<u32>, next: &mut usize) {
        let mut block = blocks.start;
        while block < blocks.end {
            block = self.one(element, block, next);
        }
    }

    /// Puts a group or a block into an element; gives the number of the block after it.
    fn one(&mut self, element: u32, block: u32, next: &mut usize) -> u32 {
        match self.groups.get(*next) {
            Some(group) if group.blocks.start <= block => {
                let position = *next;
                *next = self.after(position);
                self.group(element, position);
                group.blocks.end.max(block + 1)
            }
            _ => {
                self.block(element, block);
                block + 1
            }
        }
    }

    /// A group as an element around its blocks.
    fn group(&mut self, parent: u32, position: usize) {
        let Group { kind, blocks } = self.groups[position].clone();
        if !self.says_something(&blocks) {
            return;
        }
        let mut next = position + 1;
        let tag = match kind {
            GroupKind::Division(_) => Tag::Section,
            GroupKind::Quote => Tag::BlockQuote,
            GroupKind::List(marks) => return self.list(parent, marks, blocks, &mut next),
            GroupKind::ListItem => return self.list_item(parent, blocks, &mut next),
            GroupKind::Table { columns, rows, has_head } => {
                return self.table(parent, blocks, [columns, rows], has_head, &mut next);
            }
            GroupKind::Box => Tag::Box,
            GroupKind::Verse => Tag::Verse,
            GroupKind::Stanza => Tag::Stanza,
            GroupKind::Couplet => return self.couplet(parent, blocks),
            GroupKind::Dialogue => Tag::Dialogue,
            GroupKind::Speech => Tag::Speech,
            GroupKind::Letter => Tag::Letter,
            GroupKind::Figure => Tag::Division,
            GroupKind::Article => {
                let element = self.tree.add(Tag::Article, parent);
                return self.sections(element, position);
            }
            GroupKind::Masthead => Tag::Masthead,
            GroupKind::Contents => return self.contents(parent, blocks),
            GroupKind::Note(note) => return self.note(parent, note, position),
        };
        let element = self.tree.add(tag, parent);
        self.fill(element, blocks, &mut next);
    }

    /// Whether any of some blocks is on a page.
    fn says_something(&self, blocks: &Range<u32>) -> bool {
        blocks.clone().any(|block| !self.gathered.of_block(block).is_empty())
    }

    fn list(&mut self, parent: u32, marks: ListMarks, blocks: Range<u32>, next: &mut usize) {
        let element = self.tree.add(Tag::List, parent);
        let numbering = match marks {
            ListMarks::Bullets => Some("Disc"),
            ListMarks::Numbers => Some("Decimal"),
            ListMarks::None | ListMarks::Terms => None,
        };
        self.tree.elements[element as usize].extras.extend(numbering.map(Extra::Numbering));
        self.fill(element, blocks, next);
    }

    /// A mark or term, and what stands behind it.
    fn list_item(&mut self, parent: u32, blocks: Range<u32>, next: &mut usize) {
        let element = self.tree.add(Tag::ListItem, parent);
        self.leaf(element, Tag::Label, blocks.start);
        let body = blocks.start + 1..blocks.end;
        if self.says_something(&body) {
            let element = self.tree.add(Tag::ListBody, element);
            self.fill(element, body, next);
        }
    }

    /// Captions, then rows of cells. Cells without words are there too, so that rows are of one length.
    fn table(&mut self, parent: u32, blocks: Range<u32>, [columns, rows]: [u32; 2], has_head: bool, next: &mut usize) {
        let element = self.tree.add(Tag::Table, parent);
        let cells = columns.saturating_mul(rows).min(blocks.end - blocks.start);
        let first = blocks.end - cells;
        self.fill(element, blocks.start..first, next);
        for row in 0..rows {
            let in_row = self.tree.add(Tag::Row, element);
            for block in (first + row * columns..blocks.end).take(columns as usize) {
                let is_head = has_head && row == 0;
                let cell = self.tree.add(if is_head { Tag::HeaderCell } else { Tag::Cell }, in_row);
                if is_head {
                    self.tree.say(cell, Extra::HeadsColumn);
                }
                self.content(cell, block);
            }
        }
    }

    /// Number and hemistichs are read as one paragraph.
    fn couplet(&mut self, parent: u32, blocks: Range<u32>) {
        let element = self.tree.add(Tag::Couplet, parent);
        for block in blocks {
            match self.role(block) {
                Some(ItemRole::VerseLabel) => self.leaf(element, Tag::Label, block),
                _ => self.content(element, block),
            }
        }
    }

    /// Entries, nested as the outline is.
    fn contents(&mut self, parent: u32, blocks: Range<u32>) {
        let outer = self.tree.add(Tag::Contents, parent);
        let mut open: Vec<(u8, u32)> = vec![(0, outer)];
        for block in blocks {
            let depth = match self.role(block) {
                Some(ItemRole::TocEntry(anchor)) => self.depths.get(&anchor.0).copied().unwrap_or(0),
                Some(_) => 0,
                None => continue,
            };
            while open.len() > 1 && open.last().is_some_and(|(other, _)| *other > depth) {
                open.pop();
            }
            let (last, inside) = open.last().copied().unwrap_or((0, outer));
            let inside = if depth > last && !self.tree.is_empty(inside) {
                let deeper = self.tree.add(Tag::Contents, inside);
                open.push((depth, deeper));
                deeper
            } else {
                inside
            };
            self.leaf(inside, Tag::ContentsItem, block);
        }
    }

    /// A note under its number.
    fn note(&mut self, parent: u32, note: NoteId, position: usize) {
        let element = self.tree.add(Tag::Note, parent);
        self.tree.say(element, Extra::Note(note.0));
        let outer = self.language;
        let language = self.role_item(self.groups[position].blocks.start).map(|item| &item.language);
        if let Some(language) = language {
            self.in_language(element, language);
            self.language = language;
        }
        let mut next = position + 1;
        self.fill(element, self.groups[position].blocks.clone(), &mut next);
        self.language = outer;
    }

    /// A note of the foot of a page, if it did not get its place yet.
    fn foot_note(&mut self, note: NoteId, parent: u32) {
        if let Some(position) = self.notes.remove(&note)
            && self.says_something(&self.groups[position].blocks)
        {
            self.note(parent, note, position);
        }
    }

    /// The first item of a block.
    fn role_item(&self, block: u32) -> Option<&'a Item> {
        self.gathered.of_block(block).first().map(|at| self.gathered.item(at))
    }

    fn role(&self, block: u32) -> Option<&'a ItemRole> {
        self.role_item(block).map(|item| &item.role)
    }

    /// A block as an element of its own type.
    fn block(&mut self, parent: u32, block: u32) {
        let Some(role) = self.role(block) else { return };
        let tag = match role {
            ItemRole::Heading(level) => Tag::Heading(self.levels.of(*level)),
            ItemRole::Caption => Tag::Caption,
            ItemRole::ListLabel | ItemRole::VerseLabel => Tag::Label,
            ItemRole::Speaker => Tag::Speaker,
            ItemRole::Figure(_) => Tag::Figure,
            ItemRole::Code => {
                let element = self.tree.add(Tag::Paragraph, parent);
                return self.leaf(element, Tag::Code, block);
            }
            _ => Tag::Paragraph,
        };
        // A picture that is not a figure, such as a QR code, has no role of its own; its kind tells.
        let is_image = self.role_item(block).is_some_and(|item| !matches!(item.kind, ItemKind::Line(..)));
        self.leaf(parent, if is_image { Tag::Figure } else { tag }, block);
    }

    /// A block as an element of a type.
    fn leaf(&mut self, parent: u32, tag: Tag, block: u32) {
        let Some(item) = self.role_item(block) else { return };
        let element = self.tree.add(tag, parent);
        self.in_language(element, &item.language);
        self.image(element, item, self.gathered.of_block(block));
        self.content(element, block);
    }

    /// What stands for an image, and where it is.
    fn image(&mut self, element: u32, item: &Item, placed: &[Placed]) {
        let (ItemKind::Image(area, _) | ItemKind::Modules(area, _)) = &item.kind else { return };
        let alt = if let ItemRole::Figure(alt) = &item.role { alt.trim() } else { "" };
        let page = placed.first().map_or(0, |at| at.page);
        self.tree.say(element, Extra::Image(alt.to_owned(), page, *area));
    }

    /// Puts the words of a block into an element, and the notes of its marks behind it.
    fn content(&mut self, element: u32, block: u32) {
        let gathered = self.gathered;
        if let Some(placed) = self.placed.get_mut(block as usize) {
            *placed = true;
        }
        let notes = inline::fill(&mut self.tree, element, gathered.of_block(block), gathered);
        let parent = self.tree.parent(element);
        let beside = if self.tree.tag(parent).is_strict() { element } else { parent };
        for note in notes {
            self.foot_note(note, beside);
        }
    }
}
