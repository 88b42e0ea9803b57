//! The structure tree to nodes with their lines (PDF 1.7, 14.8.4: standard structure types).

use super::Content;
use crate::rescue::found::{LeftOut, Metadata, Place};
use crate::rescue::position::arrange::habits;
use crate::rescue::position::arrange::lines::Line;
use crate::rescue::position::arrange::lists::{self, Mark};
use crate::rescue::position::arrange::notes::{self, Footnote};
use crate::rescue::position::arrange::title;
use crate::rescue::position::{Tag, TagKid, Tags};
use crate::script::DigitSet;

/// A piece of marked content.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Piece {
    pub(super) page: u32,
    pub(super) number: u32,
    /// Whether it is the mark of a note, by its element.
    pub(super) is_mark: bool,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    Heading(u8),
    Paragraph,
    Code,
}

/// A line of verse: one half, or two.
type VerseLine = (Vec<Line>, Option<Vec<Line>>);

/// A block of the tree.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Text(Text, Vec<Line>),
    Quote(Vec<Node>),
    List(Option<u64>, Vec<Vec<Node>>),
    Table(Option<Vec<Vec<Line>>>, Vec<Vec<Vec<Line>>>),
    Verse(Vec<Vec<VerseLine>>),
    Definitions(Vec<(Vec<Line>, Vec<Node>)>),
    Figure { page: Option<u32>, alt: String, caption: Vec<Line> },
}

impl Node {
    /// Adds all its lines in order.
    pub(super) fn lines<'a>(&'a mut self, lines: &mut Vec<&'a mut Line>) {
        match self {
            Self::Text(_, own) | Self::Figure { caption: own, .. } => lines.extend(own),
            Self::Quote(nodes) => nodes.iter_mut().for_each(|node| node.lines(lines)),
            Self::List(_, items) => items.iter_mut().flatten().for_each(|node| node.lines(lines)),
            Self::Definitions(entries) => {
                for (term, nodes) in entries {
                    lines.extend(term);
                    nodes.iter_mut().for_each(|node| node.lines(lines));
                }
            }
            Self::Table(head, rows) => lines.extend(head.iter_mut().chain(rows).flatten().flatten()),
            Self::Verse(stanzas) => {
                for (one, other) in stanzas.iter_mut().flatten() {
                    lines.extend(one);
                    lines.extend(other.iter_mut().flatten());
                }
            }
        }
    }

    /// Its first line.
    pub(super) fn first_line(&self) -> Option<&Line> {
        match self {
            Self::Text(_, own) | Self::Figure { caption: own, .. } => own.first(),
            Self::Quote(nodes) => nodes.iter().find_map(Self::first_line),
            Self::List(_, items) => items.iter().flatten().find_map(Self::first_line),
            Self::Definitions(entries) => entries.first().and_then(|(term, _)| term.first()),
            Self::Table(head, rows) => head.iter().chain(rows).flatten().flatten().next(),
            Self::Verse(stanzas) => stanzas.iter().flatten().find_map(|(one, _)| one.first()),
        }
    }
}

/// What the tree holds.
#[derive(Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// Notes, each with its paragraphs after the first.
    pub(super) notes: Vec<(Footnote, Vec<Vec<Line>>)>,
    pub(super) left_out: Vec<LeftOut>,
    /// Marked content that an element has.
    pub(super) owned: Vec<(u32, u32)>,
}

/// Deeper trees are hostile.
const DEEPEST: u8 = 60;

pub(super) fn read(tags: &Tags, content: &Content) -> Tree {
    let mut tree = Tree::default();
    let mut nodes = Vec::new();
    for tag in &tags.nodes {
        tree.element(tag, content, &mut nodes, 0);
    }
    tree.nodes = nodes;
    tree
}

/// Whether an element holds blocks, not words.
fn is_group(kind: &str) -> bool {
    matches!(
        kind,
        "Document"
            | "DocumentFragment"
            | "Part"
            | "Art"
            | "Sect"
            | "Div"
            | "NonStruct"
            | "Aside"
            | "Index"
            | "THead"
            | "TBody"
            | "TFoot"
    )
}

fn is_inline(kind: &str) -> bool {
    matches!(
        kind,
        "Span"
            | "Link"
            | "Reference"
            | "Lbl"
            | "Em"
            | "Strong"
            | "Quote"
            | "BibEntry"
            | "Annot"
            | "Ruby"
            | "RB"
            | "RT"
            | "RP"
            | "Warichu"
            | "WT"
            | "WP"
            | "Sub"
            | "Formula"
            | "Form"
    )
}

fn kids(tag: &Tag) -> impl Iterator<Item = &Tag> {
    tag.kids.iter().filter_map(|kid| if let TagKid::Tag(tag) = kid { Some(tag) } else { None })
}

/// The marked content of an element and of what stands in its line; `is_mark` for what a note mark may be.
fn pieces(tag: &Tag, is_mark: bool, depth: u8, into: &mut Vec<Piece>) {
    for kid in &tag.kids {
        match kid {
            TagKid::Marked(page, number) => into.push(Piece { page: *page, number: *number, is_mark }),
            TagKid::Tag(kid) if depth < DEEPEST && (is_inline(&kid.kind) || kid.kind == "NonStruct") => {
                let is_mark = is_mark || matches!(kid.kind.as_str(), "Reference" | "Lbl");
                pieces(kid, is_mark, depth + 1, into);
            }
            TagKid::Tag(_) => {}
        }
    }
}

/// All marked content below an element but that of notes.
fn all_pieces(tag: &Tag, depth: u8, into: &mut Vec<Piece>) {
    for kid in &tag.kids {
        match kid {
            TagKid::Marked(page, number) => into.push(Piece { page: *page, number: *number, is_mark: false }),
            TagKid::Tag(kid) if depth < DEEPEST && !is_note(&kid.kind) => {
                let from = into.len();
                all_pieces(kid, depth + 1, into);
                if kid.kind == "Reference" {
                    into[from..].iter_mut().for_each(|piece| piece.is_mark = true);
                }
            }
            TagKid::Tag(_) => {}
        }
    }
}

fn is_note(kind: &str) -> bool {
    matches!(kind, "Note" | "FENote")
}

impl Tree {
    fn own(&mut self, pieces: &[Piece]) {
        self.owned.extend(pieces.iter().map(|piece| (piece.page, piece.number)));
    }

    fn own_lines(&mut self, tag: &Tag, content: &Content) -> Vec<Line> {
        let mut own = Vec::new();
        pieces(tag, false, 0, &mut own);
        self.own(&own);
        content.lines(&own)
    }

    fn all_lines(&mut self, tag: &Tag, content: &Content) -> Vec<Line> {
        let mut all = Vec::new();
        all_pieces(tag, 0, &mut all);
        self.own(&all);
        content.lines(&all)
    }

    fn element(&mut self, tag: &Tag, content: &Content, into: &mut Vec<Node>, depth: u8) {
        if depth > DEEPEST {
            return;
        }
        match tag.kind.as_str() {
            "Artifact" | "Private" => {}
            "TOC" | "Index" => self.leave_out(tag, content, into),
            "L" => self.list(tag, content, into, depth),
            "Table" => self.table(tag, content, into, depth),
            "Figure" => self.figure(tag, content, into),
            "BlockQuote" => {
                let mut nodes = Vec::new();
                self.text(tag, Text::Paragraph, content, &mut nodes, depth);
                into.push(Node::Quote(nodes));
            }
            kind if is_note(kind) => self.note(tag, content),
            "Caption" => {
                let lines = self.all_lines(tag, content);
                match into.last_mut() {
                    Some(Node::Figure { caption, .. }) => *caption = lines,
                    _ => into.push(Node::Text(Text::Paragraph, lines)),
                }
            }
            "Div" if self.verse(tag, content, into, depth) => {}
            "Code" => self.text(tag, Text::Code, content, into, depth),
            "Title" => self.text(tag, Text::Heading(1), content, into, depth),
            kind if is_group(kind) => self.text(tag, Text::Paragraph, content, into, depth),
            kind => {
                let level = kind.strip_prefix('H').map(|level| level.parse().unwrap_or(2u8).clamp(1, 6));
                let text = level.map_or(Text::Paragraph, Text::Heading);
                self.text(tag, text, content, into, depth);
            }
        }
    }

    /// An element with words of its own, and with blocks in it.
    fn text(&mut self, tag: &Tag, text: Text, content: &Content, into: &mut Vec<Node>, depth: u8) {
        let lines = self.own_lines(tag, content);
        if !lines.is_empty() {
            into.push(Node::Text(text, lines));
        }
        self.blocks_in(tag, content, into, depth);
    }

    /// The blocks in an element, also in its inline elements (notes stand there).
    fn blocks_in(&mut self, tag: &Tag, content: &Content, into: &mut Vec<Node>, depth: u8) {
        for kid in kids(tag).filter(|_| depth < DEEPEST) {
            if is_inline(&kid.kind) || (kid.kind == "NonStruct" && !is_group(&tag.kind)) {
                self.blocks_in(kid, content, into, depth + 1);
            } else {
                self.element(kid, content, into, depth + 1);
            }
        }
    }

    fn leave_out(&mut self, tag: &Tag, content: &Content, into: &mut Vec<Node>) {
        let rule = if tag.kind == "TOC" { "rescue.contents" } else { "rescue.index" };
        let lines = self.all_lines(tag, content);
        let mut text = lines.first().map(Line::text).unwrap_or_default();
        // The heading of it goes too.
        if let Some(Node::Text(Text::Heading(_), heading)) = into.last() {
            text = heading.iter().map(Line::text).collect();
            into.pop();
        }
        let place = Place { page: lines.first().map(|line| line.page), line: None };
        if !lines.is_empty() {
            self.left_out.push(LeftOut { rule, text, place, times: lines.len() });
        }
    }

    fn list(&mut self, tag: &Tag, content: &Content, into: &mut Vec<Node>, depth: u8) {
        let mut first = None;
        let mut items: Vec<Vec<Node>> = Vec::new();
        let mut terms: Vec<Vec<Line>> = Vec::new();
        let mut is_speech = false;
        for kid in kids(tag) {
            let mut item = Vec::new();
            if kid.kind != "LI" {
                self.element(kid, content, &mut item, depth + 1);
                match items.last_mut() {
                    Some(last) => last.append(&mut item),
                    None => into.append(&mut item),
                }
                continue;
            }
            for part in kids(kid) {
                if part.kind == "Lbl" {
                    let lines = self.all_lines(part, content);
                    let label: String = lines.iter().map(Line::text).collect();
                    if label.trim_end().ends_with(':') && is_term(label.trim_end().trim_end_matches(':')) {
                        // The one who speaks.
                        item.push(Node::Text(Text::Paragraph, lines));
                        is_speech = true;
                        continue;
                    }
                    if is_term(&label) {
                        terms.push(lines);
                    }
                    if items.is_empty() {
                        first = number(&label);
                    }
                } else {
                    self.element(part, content, &mut item, depth + 1);
                }
            }
            let mut own = Vec::new();
            own.extend(kid.kids.iter().filter_map(|kid| match kid {
                TagKid::Marked(page, number) => Some(Piece { page: *page, number: *number, is_mark: false }),
                TagKid::Tag(_) => None,
            }));
            self.own(&own);
            let lines = content.lines(&own);
            if !lines.is_empty() {
                item.insert(0, Node::Text(Text::Paragraph, lines));
            }
            items.push(item);
        }
        if is_speech {
            into.extend(items.into_iter().flat_map(speech));
        } else if !items.is_empty() && terms.len() == items.len() {
            into.push(Node::Definitions(terms.into_iter().zip(items).collect()));
        } else {
            into.push(Node::List(first, items));
        }
    }

    fn table(&mut self, tag: &Tag, content: &Content, into: &mut Vec<Node>, depth: u8) {
        let mut head = None;
        let mut rows = Vec::new();
        let groups = kids(tag).flat_map(|kid| {
            if kid.kind == "TR" { vec![kid] } else { kids(kid).filter(|row| row.kind == "TR").collect() }
        });
        for row in groups {
            let cells: Vec<&Tag> = kids(row).filter(|cell| matches!(cell.kind.as_str(), "TH" | "TD")).collect();
            let is_head = cells.iter().all(|cell| cell.kind == "TH") && rows.is_empty() && head.is_none();
            let mut texts = Vec::new();
            for cell in cells {
                texts.push(self.all_lines(cell, content));
                self.notes_in(cell, content, depth);
            }
            if is_head { head = Some(texts) } else { rows.push(texts) }
        }
        into.push(Node::Table(head, rows));
        for caption in kids(tag).filter(|kid| kid.kind == "Caption") {
            let lines = self.all_lines(caption, content);
            into.push(Node::Text(Text::Paragraph, lines));
        }
    }

    fn notes_in(&mut self, tag: &Tag, content: &Content, depth: u8) {
        for kid in kids(tag).filter(|_| depth < DEEPEST) {
            if is_note(&kid.kind) { self.note(kid, content) } else { self.notes_in(kid, content, depth + 1) }
        }
    }

    fn figure(&mut self, tag: &Tag, content: &Content, into: &mut Vec<Node>) {
        let mut all = Vec::new();
        all_pieces(tag, 0, &mut all);
        self.own(&all);
        let mut caption = Vec::new();
        for kid in kids(tag).filter(|kid| kid.kind == "Caption") {
            caption = self.all_lines(kid, content);
        }
        let alt = tag.alt.clone().unwrap_or_default();
        into.push(Node::Figure { page: all.first().map(|piece| piece.page), alt, caption });
    }

    fn note(&mut self, tag: &Tag, content: &Content) {
        let label: Vec<&Tag> = kids(tag).filter(|kid| kid.kind == "Lbl").collect();
        let mut key = None;
        for label in &label {
            let text: String = self.all_lines(label, content).iter().map(Line::text).collect();
            key = key.or(notes::key(&text));
        }
        let mut paragraphs: Vec<Vec<Line>> = Vec::new();
        let rest = Tag {
            kids: tag
                .kids
                .iter()
                .filter(|kid| !matches!(kid, TagKid::Tag(kid) if kid.kind == "Lbl"))
                .cloned()
                .collect(),
            ..tag.clone()
        };
        let lines = self.own_lines(&rest, content);
        paragraphs.push(lines);
        for kid in kids(&rest).filter(|kid| !is_inline(&kid.kind)) {
            let lines = self.all_lines(kid, content);
            paragraphs.push(lines);
        }
        paragraphs.retain(|lines| !lines.is_empty());
        if paragraphs.is_empty() {
            return;
        }
        let mut lines = paragraphs.remove(0);
        let key = key.or_else(|| notes::cut_mark(&mut lines[0]));
        let note = Footnote { key: key.unwrap_or_default(), label: String::new(), lines, is_joined: false };
        self.notes.push((note, paragraphs));
    }

    /// Verse: stanzas of paragraphs that have one line each, with one or two halves.
    fn verse(&mut self, tag: &Tag, content: &Content, into: &mut Vec<Node>, depth: u8) -> bool {
        let stanzas: Vec<&Tag> = kids(tag).collect();
        let is_line = |line: &Tag| line.kind == "P" && kids(line).all(|kid| is_inline(&kid.kind));
        let is_stanza = |stanza: &&Tag| stanza.kind == "Div" && kids(stanza).count() > 0 && kids(stanza).all(is_line);
        if stanzas.is_empty() || !stanzas.iter().all(is_stanza) || depth > DEEPEST {
            return false;
        }
        let mut verse = Vec::new();
        for stanza in stanzas {
            let mut lines = Vec::new();
            for line in kids(stanza) {
                let mut own = Vec::new();
                pieces(line, false, 0, &mut own);
                self.own(&own);
                own.retain(|piece| !piece.is_mark || !is_count(&content.lines(&[*piece])));
                lines.push(halves(&own, content));
            }
            verse.push(lines);
        }
        into.push(Node::Verse(verse));
        true
    }

    /// The size of most text.
    pub(super) fn body_size(&mut self) -> f32 {
        let mut lines = Vec::new();
        self.nodes.iter_mut().for_each(|node| node.lines(&mut lines));
        habits::mode(lines.iter().map(|line| (line.size, line.width()))).unwrap_or(10.0)
    }

    /// Takes the title page: the paragraphs of the first page, when it is one.
    pub(super) fn take_title_page(&mut self, size: f32, metadata: &mut Metadata, left_out: &mut Vec<LeftOut>) {
        let Some(page) = self.nodes.first().and_then(Node::first_line).map(|line| line.page) else { return };
        let on_page = |node: &&Node| matches!(node, Node::Text(_, lines) if lines.iter().all(|line| line.page == page));
        let count = self.nodes.iter().take_while(on_page).count();
        let is_alone = self.nodes.get(count).and_then(Node::first_line).is_some_and(|line| line.page > page);
        let mut lines: Vec<Line> = Vec::new();
        for node in &self.nodes[..count] {
            if let Node::Text(_, own) = node {
                lines.extend(own.iter().cloned());
            }
        }
        let mut all = Vec::new();
        self.nodes.iter_mut().for_each(|node| node.lines(&mut all));
        let edges =
            all.iter().fold((f32::MAX, f32::MIN), |edges, line| (edges.0.min(line.left), edges.1.max(line.right)));
        lines.iter_mut().for_each(|line| line.frame = edges);
        if is_alone && title::is_title_page(&lines, size) {
            self.nodes.drain(..count);
            left_out.extend(title::read(&lines, size, metadata));
        }
    }
}

/// Whether a label in verse counts lines.
fn is_count(lines: &[Line]) -> bool {
    let text: String = lines.iter().map(Line::text).collect();
    !text.is_empty() && text.chars().all(DigitSet::is_digit) && lines.iter().all(|line| line.size > 0.0)
}

/// The halves of a line of verse: two pieces with a wide gap between them.
fn halves(pieces: &[Piece], content: &Content) -> VerseLine {
    if let [one, other] = pieces {
        let (first, second) = (content.lines(&[*one]), content.lines(&[*other]));
        if let ([left], [right]) = (first.as_slice(), second.as_slice()) {
            let gap = (left.left - right.right).max(right.left - left.right);
            let is_level = (left.baseline - right.baseline).abs() < 0.3 * left.size;
            if !is_level || gap > 0.8 * left.size {
                return (first, Some(second));
            }
        }
    }
    (content.lines(pieces), None)
}

/// What one says: the name and the first paragraph are one.
fn speech(mut nodes: Vec<Node>) -> Vec<Node> {
    if let [Node::Text(_, name), Node::Text(_, words), ..] = nodes.as_mut_slice() {
        name.append(words);
        nodes.remove(1);
    }
    nodes
}

/// Whether a label is a word that the item explains.
fn is_term(label: &str) -> bool {
    let label = label.trim();
    label.chars().filter(|letter| letter.is_alphabetic()).count() > 1
        && lists::marker(&format!("{label} x")).is_none()
        && !label.ends_with(['.', ')'])
}

/// The number of a label.
fn number(label: &str) -> Option<u64> {
    match lists::marker(&format!("{} x", label.trim())).map(|marker| marker.mark) {
        Some(Mark::Number(number, _)) => Some(number),
        Some(Mark::Letter(..)) => Some(1),
        Some(Mark::Bullet(_)) => None,
        None => DigitSet::Latin.translate(label.trim()).parse().ok(),
    }
}
