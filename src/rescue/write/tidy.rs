//! Brings a text into the form that Markdown can say, so that what is written reads back the same.
//!
//! White space moves out of marks, marks in themselves are dropped, cells fill their rows, what is nested beyond measure comes
//! up. No word is changed; histories stay with the text that came in, this one is only for writing.

use super::doubt;
use crate::base::Language;
use crate::document::ColumnAlign;
use crate::rescue::found::{Block, BlockKind, Couplet, Found, Inline, Note, Picture, Place, Table};
use crate::rescue::inlines::{inner_mut, is_blank, join, plain, trim};

/// Blocks in blocks, at most: our parser takes fewer than twice as many.
const DEEPEST: usize = 10;
/// Marks in marks, at most.
const DEEPEST_MARKS: usize = 10;

/// The same text in the form that can be written.
pub fn tidy(found: &Found) -> Found {
    let language = found.metadata.language.as_ref();
    let notes = found.notes.iter().map(|note| Note {
        label: note.label.clone(),
        blocks: blocks(&note.blocks, 2, language),
        place: note.place,
    });
    Found {
        blocks: blocks(&paragraphs(found), 0, language),
        notes: notes.collect(),
        metadata: found.metadata.clone(),
        has_raw_lines: false,
        ..Found::default()
    }
}

/// Lines of a plain text that nothing made paragraphs of: those between empty lines belong together.
fn paragraphs(found: &Found) -> Vec<Block> {
    if !found.has_raw_lines {
        return found.blocks.clone();
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut line: Vec<Inline> = Vec::new();
    let mut place = Place::default();
    let end = |line: &mut Vec<Inline>, place: Place, blocks: &mut Vec<Block>| {
        if !line.is_empty() {
            blocks.push(Block::new(BlockKind::Paragraph(std::mem::take(line)), place));
        }
    };
    for block in &found.blocks {
        match &block.kind {
            BlockKind::RawLine(text) if text.now().trim().is_empty() => end(&mut line, place, &mut blocks),
            BlockKind::RawLine(text) => {
                if line.is_empty() {
                    place = block.place;
                } else {
                    line.push(Inline::text(" "));
                }
                line.push(Inline::Text(text.clone()));
            }
            _ => {
                end(&mut line, place, &mut blocks);
                blocks.push(block.clone());
            }
        }
    }
    end(&mut line, place, &mut blocks);
    blocks
}

/// The name of a container that stands for comments after the block before it: the histories that make them end here.
pub(super) const COMMENTS: &str = "<!--";

/// Whether a block stands for comments.
pub(super) fn is_comments(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Container(name, ..) if name == COMMENTS)
}

fn blocks(list: &[Block], depth: usize, language: Option<&Language>) -> Vec<Block> {
    let mut tidied = Vec::with_capacity(list.len());
    for one in list {
        let before = tidied.len();
        block(one, depth, language, &mut tidied);
        let comments = doubt::comments(one, language);
        // Comments alone are no block: nothing of this one is left to look at.
        if !comments.is_empty() && tidied.len() > before {
            tidied.push(Block::new(BlockKind::Container(COMMENTS.to_owned(), comments, Vec::new()), one.place));
        }
    }
    tidied
}

/// Adds a block, or what becomes of it.
fn block(block: &Block, depth: usize, language: Option<&Language>, into: &mut Vec<Block>) {
    let deep = depth + 1;
    let is_deep = deep > DEEPEST;
    let with = |kind: BlockKind| Block { kind, ..block.clone() };
    match &block.kind {
        BlockKind::Heading(level, content) => {
            let content = line(content, Breaks::Spaces);
            // Marks of notes alone make no heading.
            if plain(&content).trim().is_empty() && !content.is_empty() {
                paragraph(block, &content, into);
            } else if !content.is_empty() {
                into.push(with(BlockKind::Heading((*level).clamp(1, 6), content)));
            }
        }
        BlockKind::RawLine(text) => paragraph(block, &[Inline::Text(text.clone())], into),
        BlockKind::Paragraph(content) => paragraph(block, content, into),
        BlockKind::Quote(inner) => {
            let inner = blocks(inner, deep, language);
            if is_deep {
                into.extend(inner);
            } else if !inner.is_empty() {
                into.push(with(BlockKind::Quote(inner)));
            }
        }
        BlockKind::List(start, items) => {
            // A list takes two of the levels.
            let items: Vec<Vec<Block>> = items.iter().map(|item| blocks(item, deep + 1, language)).collect();
            if is_deep {
                into.extend(items.into_iter().flatten());
            } else if !items.is_empty() {
                into.push(with(BlockKind::List(start.map(|start| start.min(999_999_999)), items)));
            }
        }
        BlockKind::Definitions(list) => definitions(block, list, deep, language, into),
        BlockKind::Table(found) => {
            if let Some(table) = table(found) {
                into.push(with(BlockKind::Table(table)));
            }
        }
        BlockKind::Code(text) => {
            let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
            let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
            into.push(with(BlockKind::Code(text.trim_end_matches('\n').to_owned())));
        }
        BlockKind::Verse(stanzas) => verse(block, stanzas, into),
        BlockKind::Separator | BlockKind::PageBreak => into.push(Block { language: None, ..block.clone() }),
        BlockKind::Figure(found, caption) => figure(block, found, &line(caption, Breaks::Spaces), into),
        BlockKind::Container(name, attributes, inner) => {
            if name == COMMENTS {
                return into.push(block.clone());
            }
            let mut inner = blocks(inner, deep, language);
            let is_single = |inner: &[Block]| {
                inner.len() == 1 && !matches!(&inner[0].kind, BlockKind::Container(name, ..) if name.is_empty())
            };
            if name.is_empty() && inner.len() == 2 && is_comments(&inner[1]) && is_single(&inner[..1]) {
                let comments = inner.pop();
                into.push(with(BlockKind::Container(String::new(), attributes.clone(), inner)));
                into.extend(comments);
            } else if is_deep || name.is_empty() && !is_single(&inner) {
                into.extend(inner);
            } else {
                into.push(with(BlockKind::Container(name.clone(), attributes.clone(), inner)));
            }
        }
    }
}

fn paragraph(block: &Block, content: &[Inline], into: &mut Vec<Block>) {
    let content = line(content, Breaks::Kept);
    if content.is_empty() {
        return;
    }
    let pictures: Option<Vec<&Picture>> = content
        .iter()
        .filter(|inline| match inline {
            Inline::LineBreak => false,
            Inline::Text(text) => !text.now().trim().is_empty(),
            _ => true,
        })
        .map(|inline| match inline {
            Inline::Image(picture) => Some(picture),
            _ => None,
        })
        .collect();
    match pictures.as_deref() {
        Some([picture]) => figure(block, picture, &[], into),
        Some([]) | None => into.push(Block { kind: BlockKind::Paragraph(content), ..block.clone() }),
        Some(several) => {
            let figures = several.iter().map(|one| {
                let picture = Picture { alt: clean(&one.alt).trim().to_owned(), ..(*one).clone() };
                Block::new(BlockKind::Figure(picture, Vec::new()), block.place)
            });
            let kind = BlockKind::Container("figures".to_owned(), String::new(), figures.collect());
            into.push(Block { kind, ..block.clone() });
        }
    }
}

/// An image with its caption; a caption that holds more than words stands as a paragraph in a container.
fn figure(block: &Block, found: &Picture, caption: &[Inline], into: &mut Vec<Block>) {
    let picture = Picture { alt: clean(&found.alt).trim().to_owned(), ..found.clone() };
    let is_plain = match caption {
        [] => true,
        [Inline::Text(text)] => !text.now().contains("[^"),
        _ => false,
    };
    if is_plain {
        into.push(Block { kind: BlockKind::Figure(picture, caption.to_vec()), ..block.clone() });
        return;
    }
    let inner = vec![
        Block::new(BlockKind::Figure(picture, Vec::new()), block.place),
        Block::new(BlockKind::Paragraph(caption.to_vec()), block.place),
    ];
    let kind = BlockKind::Container("figure".to_owned(), String::new(), inner);
    into.push(Block { kind, ..block.clone() });
}

fn definitions(
    block: &Block,
    list: &[(Vec<Inline>, Vec<Block>)],
    depth: usize,
    language: Option<&Language>,
    into: &mut Vec<Block>,
) {
    let mut kept: Vec<(Vec<Inline>, Vec<Block>)> = Vec::new();
    for (term, meaning) in list {
        let term = line(term, Breaks::Spaces);
        let meaning = blocks(meaning, depth + 1, language);
        match kept.last_mut() {
            _ if !is_blank(&term) && !meaning.is_empty() && depth <= DEEPEST => kept.push((term, meaning)),
            // A term alone is a paragraph, a meaning alone goes on with the one before.
            Some((_, last)) => {
                if !term.is_empty() {
                    last.push(Block::new(BlockKind::Paragraph(term), block.place));
                }
                last.extend(meaning);
            }
            None => {
                if !term.is_empty() {
                    into.push(Block::new(BlockKind::Paragraph(term), block.place));
                }
                into.extend(meaning);
            }
        }
    }
    if !kept.is_empty() {
        into.push(Block { kind: BlockKind::Definitions(kept), ..block.clone() });
    }
}

/// A table whose rows have the same number of cells; `None` for one without cells.
fn table(found: &Table) -> Option<Table> {
    let cells = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| line(cell, Breaks::Kept)).collect::<Vec<_>>();
    let mut head = cells(&found.head);
    let mut rows: Vec<Vec<Vec<Inline>>> = found.rows.iter().map(cells).collect();
    let filled = |row: &Vec<Vec<Inline>>| row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
    let width = rows.iter().map(filled).chain([filled(&head)]).max().filter(|width| *width > 0)?;
    if head.iter().all(Vec::is_empty) {
        head.clear();
    } else {
        head.resize(width, Vec::new());
    }
    rows.iter_mut().for_each(|row| row.resize(width, Vec::new()));
    let mut columns = found.columns.clone();
    columns.resize(width, ColumnAlign::Auto);
    Some(Table { head, rows, columns })
}

fn verse(block: &Block, stanzas: &[Vec<Couplet>], into: &mut Vec<Block>) {
    let couplet = |(first, second): &Couplet| {
        let first = line(first, Breaks::Spaces);
        let second = second.as_ref().map(|second| line(second, Breaks::Spaces)).filter(|second| !second.is_empty());
        match (first.is_empty(), second) {
            (true, None) => None,
            (true, Some(second)) => Some((second, None)),
            (false, second) => Some((first, second)),
        }
    };
    let stanzas: Vec<Vec<_>> = stanzas.iter().map(|stanza| stanza.iter().filter_map(couplet).collect()).collect();
    let stanzas: Vec<Vec<_>> = stanzas.into_iter().filter(|stanza: &Vec<_>| !stanza.is_empty()).collect();
    if !stanzas.is_empty() {
        into.push(Block { kind: BlockKind::Verse(stanzas), ..block.clone() });
    }
}

/// What line ends become.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Breaks {
    Kept,
    Spaces,
}

/// A line that can be written.
fn line(content: &[Inline], breaks: Breaks) -> Vec<Inline> {
    let mut tidied = join(inlines(content, breaks, Around::default()));
    // Marks that met when what stood between them went.
    tidied = join(hoisted(tidied));
    trim(&mut tidied);
    // What one round makes may need another.
    join(settled(join(settled(trim_breaks(tidied)))))
}

/// Sets right what only shows when white space is gone: brackets that hold nothing, raised text at their beginning, which would
/// look like the mark of a note, and raised text behind a stroke, which our parser takes for an address.
fn settled(list: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(list.len());
    for mut one in list {
        if let Some(inner) = inner_mut(&mut one) {
            *inner = settled(std::mem::take(inner));
        }
        let after_stroke = matches!(out.last(), Some(Inline::Text(last)) if last.now().ends_with('/'));
        match one {
            Inline::Superscript(inner) | Inline::Subscript(inner) if after_stroke => out.extend(inner),
            // On marks of notes and on places no other mark is seen.
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Language(_, inner)
                if inner.iter().all(|one| matches!(one, Inline::Note(_) | Inline::Anchor(_))) =>
            {
                out.extend(inner);
            }
            Inline::Language(_, inner) if is_blank(&inner) => out.extend(inner),
            Inline::Link(target, inner) if is_blank(&inner) && !(inner.is_empty() && target.starts_with('#')) => {
                out.extend(inner);
            }
            Inline::Language(language, inner) => {
                let inner = inner.into_iter().flat_map(|one| match one {
                    Inline::Language(same, inner) if same == language => inner,
                    other => vec![other],
                });
                let inner = join(inner.collect());
                bracketed(&|inner| Inline::Language(language.clone(), inner), inner, &mut out);
            }
            Inline::Link(target, mut inner) => {
                // A mark of a note is a link itself: it cannot stand in another.
                let mut notes = Vec::new();
                take_notes(&mut inner, &mut notes);
                bracketed(&|inner| Inline::Link(target.clone(), inner), join(inner), &mut out);
                out.extend(notes);
            }
            // Strong emphasis and emphatic strength look the same.
            Inline::Strong(mut inner) if matches!(inner[..], [Inline::Emphasis(_)]) => {
                if let Some(Inline::Emphasis(inner)) = inner.pop() {
                    out.push(Inline::Emphasis(vec![Inline::Strong(inner)]));
                }
            }
            Inline::Span(attributes, inner) => {
                bracketed(&|inner| Inline::Span(attributes.clone(), inner), inner, &mut out);
            }
            other => out.push(other),
        }
    }
    out
}

/// What a mark stands in.
#[derive(Clone, Copy, Default)]
struct Around {
    emphasis: bool,
    strong: bool,
    strike: bool,
    small: bool,
    link: bool,
    depth: usize,
}

fn inlines(list: &[Inline], breaks: Breaks, around: Around) -> Vec<Inline> {
    let mut tidied = Vec::new();
    for one in list {
        inline(one, breaks, around, &mut tidied);
    }
    tidied
}

fn inline(one: &Inline, breaks: Breaks, around: Around, into: &mut Vec<Inline>) {
    let deeper = Around { depth: around.depth + 1, ..around };
    let is_deep = deeper.depth > DEEPEST_MARKS;
    let inner = |list: &[Inline], around: Around| inlines(list, breaks, around);
    match one {
        Inline::Text(text) => {
            let text = clean(text.now());
            if !text.is_empty() {
                into.push(Inline::text(text));
            }
        }
        Inline::Code(text) => {
            let text = clean(text);
            if !text.trim().is_empty() {
                into.push(Inline::Code(text));
            }
        }
        Inline::LineBreak if breaks == Breaks::Spaces => into.push(Inline::text(" ")),
        Inline::LineBreak | Inline::Anchor(_) | Inline::Note(_) => into.push(one.clone()),
        Inline::Image(picture) => {
            into.push(Inline::Image(Picture { alt: clean(&picture.alt).trim().to_owned(), ..picture.clone() }));
        }
        Inline::Emphasis(list) if !around.emphasis && !is_deep => {
            mark(Inline::Emphasis, inner(list, Around { emphasis: true, ..deeper }), into);
        }
        Inline::Strong(list) if !around.strong && !is_deep => {
            mark(Inline::Strong, inner(list, Around { strong: true, ..deeper }), into);
        }
        Inline::Strike(list) if !around.strike && !is_deep => {
            mark(Inline::Strike, inner(list, Around { strike: true, ..deeper }), into);
        }
        Inline::Superscript(list) if !around.small && !is_deep => {
            small(Inline::Superscript, inner(list, Around { small: true, ..deeper }), into);
        }
        // Strokes that lower cannot be told from strokes that strike out.
        Inline::Subscript(list) if !around.small && !around.strike && !is_deep => {
            small(Inline::Subscript, inner(list, Around { small: true, ..deeper }), into);
        }
        Inline::Link(target, list) if !around.link && !is_deep && !target.is_empty() => {
            let content = inner(list, Around { link: true, ..deeper });
            if !is_blank(&content) || list.is_empty() && target.starts_with('#') {
                into.push(Inline::Link(target.clone(), content));
            } else {
                into.extend(content);
            }
        }
        Inline::Language(language, list) if !is_deep => {
            let content = inner(list, deeper);
            if is_blank(&content) {
                into.extend(content);
            } else {
                into.push(Inline::Language(language.clone(), content));
            }
        }
        Inline::Span(attributes, list) if !is_deep => {
            into.push(Inline::Span(attributes.clone(), inner(list, deeper)));
        }
        Inline::Emphasis(list)
        | Inline::Strong(list)
        | Inline::Strike(list)
        | Inline::Superscript(list)
        | Inline::Subscript(list)
        | Inline::Link(_, list)
        | Inline::Language(_, list)
        | Inline::Span(_, list) => into.extend(inner(list, deeper)),
    }
}

/// Takes marks of notes out of a line, at any depth.
fn take_notes(line: &mut Vec<Inline>, into: &mut Vec<Inline>) {
    for mut one in std::mem::take(line) {
        if let Some(inner) = inner_mut(&mut one) {
            take_notes(inner, into);
        }
        if matches!(one, Inline::Note(_)) { into.push(one) } else { line.push(one) }
    }
}

/// Whether brackets are those of a reference, which hold nothing on purpose, or of a place with a name.
fn is_link_of_nothing(made: &Inline, content: &[Inline]) -> bool {
    match made {
        Inline::Link(target, _) => content.is_empty() && target.starts_with('#'),
        Inline::Span(..) => true,
        _ => false,
    }
}

/// Brackets around what they hold. Raised text at their beginning would look like the mark of a note, so it goes around them;
/// marks of notes there stand before them.
fn bracketed(make: &dyn Fn(Vec<Inline>) -> Inline, content: Vec<Inline>, into: &mut Vec<Inline>) {
    let mut content = join(content);
    while matches!(content.first(), Some(Inline::Superscript(_) | Inline::Note(_))) {
        match content.remove(0) {
            Inline::Superscript(raised) => into.push(Inline::Superscript(vec![make(raised)])),
            note => into.push(note),
        }
    }
    if is_blank(&content) && !is_link_of_nothing(&make(Vec::new()), &content) {
        into.extend(content);
    } else {
        into.push(make(content));
    }
}

/// A mark around what it holds, white space and line ends at its ends outside.
fn mark(make: fn(Vec<Inline>) -> Inline, content: Vec<Inline>, into: &mut Vec<Inline>) {
    let mut content = join(content);
    let mut before = Vec::new();
    let mut after = Vec::new();
    take_space(&mut content, Side::Start, &mut before);
    take_space(&mut content, Side::End, &mut after);
    into.append(&mut before);
    // Nothing but marks of notes and places: no mark is seen on them.
    let is_silent =
        content.iter().all(|inline| matches!(inline, Inline::Note(_) | Inline::Anchor(_) | Inline::LineBreak));
    if is_silent {
        into.append(&mut content);
    } else {
        // Strong emphasis and emphatic strength look the same.
        match content.pop() {
            Some(Inline::Emphasis(inner)) if content.is_empty() && matches!(make(Vec::new()), Inline::Strong(_)) => {
                into.push(Inline::Emphasis(vec![Inline::Strong(inner)]));
            }
            last => {
                content.extend(last);
                into.push(make(content));
            }
        }
    }
    after.reverse();
    into.append(&mut after);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// Moves white space and line ends from one side of a line, from the outside in.
fn take_space(content: &mut Vec<Inline>, side: Side, into: &mut Vec<Inline>) {
    loop {
        let at = if side == Side::Start { 0 } else { content.len().saturating_sub(1) };
        match content.get(at) {
            Some(Inline::LineBreak) => into.push(content.remove(at)),
            Some(Inline::Text(text)) => {
                let words = text.now();
                let rest = if side == Side::Start { words.trim_start() } else { words.trim_end() };
                if rest.len() == words.len() {
                    return;
                }
                let space = if side == Side::Start { &words[..words.len() - rest.len()] } else { &words[rest.len()..] };
                into.push(Inline::text(space));
                let rest = rest.to_owned();
                if !rest.is_empty() {
                    content[at] = Inline::text(rest);
                    return;
                }
                content.remove(at);
            }
            _ => return,
        }
    }
}

/// Raised or lowered text: it holds no white space, so each word is raised for itself.
fn small(make: fn(Vec<Inline>) -> Inline, content: Vec<Inline>, into: &mut Vec<Inline>) {
    let mut word = Vec::new();
    let end = |word: &mut Vec<Inline>, into: &mut Vec<Inline>| {
        let content = std::mem::take(word);
        let is_silent =
            content.iter().all(|inline| matches!(inline, Inline::Note(_) | Inline::Anchor(_) | Inline::Image(_)));
        if is_silent { into.extend(content) } else { into.push(make(content)) }
    };
    for inline in join(content) {
        match &inline {
            Inline::Text(text) => {
                for (at, part) in text.now().split(char::is_whitespace).enumerate() {
                    if at > 0 {
                        end(&mut word, into);
                        into.push(Inline::text(" "));
                    }
                    if !part.is_empty() {
                        word.push(Inline::text(part));
                    }
                }
            }
            Inline::Language(..)
            | Inline::Link(..)
            | Inline::Span(..)
            | Inline::Code(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
                if !plain(std::slice::from_ref(&inline)).contains(char::is_whitespace) =>
            {
                word.push(inline);
            }
            // What holds white space itself is not raised.
            _ => {
                end(&mut word, into);
                into.push(inline);
            }
        }
    }
    end(&mut word, into);
}

/// Takes white space at the ends of marks out again, which joining may have put there.
fn hoisted(list: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::new();
    for one in list {
        match one {
            Inline::Emphasis(inner) => mark(Inline::Emphasis, hoisted(inner), &mut out),
            Inline::Strong(inner) => mark(Inline::Strong, hoisted(inner), &mut out),
            Inline::Strike(inner) => mark(Inline::Strike, hoisted(inner), &mut out),
            other => out.push(other),
        }
    }
    out
}

/// Takes white space away beside line ends, where Markdown has none.
fn trim_breaks(list: Vec<Inline>) -> Vec<Inline> {
    let lines = crate::rescue::inlines::lines(list);
    let mut out = Vec::new();
    for mut line in lines {
        trim(&mut line);
        line = join(line);
        // An empty line would end the paragraph.
        if line.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(Inline::LineBreak);
        }
        out.extend(line);
    }
    out
}

/// Text without characters that no manuscript may hold: line ends and tabs are spaces, other controls go.
fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}
