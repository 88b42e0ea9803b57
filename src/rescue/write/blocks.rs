//! Blocks to Markdown, one after the other; notes stand after the block of their first mark, doubts after theirs.

use std::collections::BTreeSet;

use super::doubt;
use super::escape::Context;
use super::line;
use super::tidy::{COMMENTS, is_comments};
use crate::document::ColumnAlign;
use crate::rescue::found::{Block, BlockKind, Couplet, Found, Inline, Note, Numbering, Table};
use crate::rescue::inlines::is_blank;

/// The text of a manuscript.
pub(super) fn write(found: &Found, images: &str) -> String {
    let mut writer = Writer { images, notes: &found.notes, written: BTreeSet::new() };
    let mut parts = Vec::new();
    for (at, block) in found.blocks.iter().enumerate() {
        if let Some(before) = at.checked_sub(1).map(|before| &found.blocks[before])
            && would_join(before, block)
        {
            parts.push("<!-- -->".to_owned());
        }
        let text = writer.block(block);
        match parts.last_mut() {
            Some(last) if is_comments(block) => {
                last.push('\n');
                last.push_str(&text);
                continue;
            }
            _ => parts.push(text),
        }
        let mut labels = Vec::new();
        doubt::each_inline(std::slice::from_ref(block), &mut |inline| {
            if let Inline::Note(label) = inline {
                labels.push(label.clone());
            }
        });
        for label in labels {
            writer.note(&label, &mut parts);
        }
    }
    for note in &found.notes {
        writer.note(&note.label, &mut parts);
    }
    parts.retain(|part| !part.is_empty());
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

struct Writer<'a> {
    images: &'a str,
    notes: &'a [Note],
    /// Labels of notes that are written.
    written: BTreeSet<String>,
}

/// Whether two blocks after each other would be read as one.
fn would_join(before: &Block, block: &Block) -> bool {
    if block.id.is_some() || block.language.is_some() || is_comments(block) {
        return false;
    }
    match (&before.kind, &block.kind) {
        (BlockKind::List(one, _), BlockKind::List(other, _)) => {
            one.map(|one| one.is_bracketed) == other.map(|other| other.is_bracketed)
        }
        (BlockKind::Definitions(_), BlockKind::Definitions(_)) => true,
        _ => false,
    }
}

impl Writer<'_> {
    /// Adds a note, and those whose marks stand in it; each is written once.
    fn note(&mut self, label: &str, parts: &mut Vec<String>) {
        let Some(note) = self.notes.iter().find(|note| note.label == label) else { return };
        if !self.written.insert(label.to_owned()) {
            return;
        }
        let text = self.blocks(&note.blocks, Gap::Line);
        let opens_line =
            matches!(note.blocks.first(), Some(Block { kind: BlockKind::Paragraph(_), id: None, language: None, .. }));
        let first = if opens_line { " " } else { "\n\n    " };
        let text = indented(&text, "    ");
        parts.push(format!("[^{label}]:{first}{text}"));
        let mut inner = Vec::new();
        doubt::each_inline(&note.blocks, &mut |inline| {
            if let Inline::Note(label) = inline {
                inner.push(label.clone());
            }
        });
        inner.iter().for_each(|label| self.note(label, parts));
    }

    fn blocks(&mut self, list: &[Block], gap: Gap) -> String {
        let mut text = String::new();
        for (at, block) in list.iter().enumerate() {
            if let Some(before) = at.checked_sub(1).map(|before| &list[before]) {
                text.push_str(if gap == Gap::None || is_comments(block) { "\n" } else { "\n\n" });
                if would_join(before, block) {
                    text.push_str("<!-- -->\n\n");
                }
            }
            text.push_str(&self.block(block));
        }
        text
    }

    fn block(&mut self, block: &Block) -> String {
        let mut braces = Vec::new();
        let mut kind = &block.kind;
        if let BlockKind::Container(name, attributes, blocks) = kind
            && let ("", [only]) = (name.as_str(), &blocks[..])
        {
            braces.extend(only.id.iter().chain(&block.id).next().map(|id| format!("#{id}")));
            braces
                .extend(only.language.iter().chain(&block.language).next().map(|language| format!("lang={language}")));
            braces.push(attributes.clone());
            kind = &only.kind;
        } else {
            braces.extend(block.id.iter().map(|id| format!("#{id}")));
            braces.extend(block.language.iter().map(|language| format!("lang={language}")));
        }
        let braces = braces.join(" ");
        match kind {
            BlockKind::Heading(level, content) => {
                let words = self.line(content, Context { in_heading: true, begins_line: true, ..Context::default() });
                let end = if braces.is_empty() { String::new() } else { format!(" {{{braces}}}") };
                format!("{} {words}{end}", "#".repeat(usize::from(*level)))
            }
            BlockKind::Container(name, attributes, blocks) => {
                let braces =
                    [braces.as_str(), attributes].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>();
                self.container(name, &braces.join(" "), blocks)
            }
            BlockKind::Verse(stanzas) => self.verse(stanzas, &braces),
            BlockKind::Figure(picture, caption) if !braces.is_empty() => {
                let title = crate::rescue::inlines::plain(caption);
                let image = line::image(
                    picture,
                    Some(title.as_str()).filter(|title| !title.is_empty()),
                    self.images,
                    Context::default(),
                );
                format!("{image}{{{braces}}}")
            }
            other => {
                let text = self.plain(other);
                if braces.is_empty() { text } else { format!("{{{braces}}}\n\n{text}") }
            }
        }
    }

    /// A block without attributes.
    fn plain(&mut self, kind: &BlockKind) -> String {
        match kind {
            BlockKind::Paragraph(content) => self.line(content, Context { begins_line: true, ..Context::default() }),
            BlockKind::RawLine(text) => {
                self.line(&[Inline::Text(text.clone())], Context { begins_line: true, ..Context::default() })
            }
            BlockKind::Quote(blocks) => {
                let text = self.blocks(blocks, Gap::Line);
                let lines = text.lines().map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") });
                lines.collect::<Vec<_>>().join("\n")
            }
            BlockKind::List(numbering, items) => self.list(*numbering, items),
            BlockKind::Definitions(list) => self.definitions(list),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Code(text) => code(text),
            BlockKind::Separator => "* * *".to_owned(),
            BlockKind::PageBreak => "::: pagebreak".to_owned(),
            BlockKind::Figure(picture, caption) => {
                let title = crate::rescue::inlines::plain(caption);
                line::image(
                    picture,
                    Some(title.as_str()).filter(|title| !title.is_empty()),
                    self.images,
                    Context::default(),
                )
            }
            // They have their attributes in their first line.
            BlockKind::Heading(..) | BlockKind::Container(..) | BlockKind::Verse(_) => String::new(),
        }
    }

    fn line(&self, content: &[Inline], context: Context) -> String {
        line::write(content, context, self.images)
    }

    fn container(&mut self, name: &str, braces: &str, blocks: &[Block]) -> String {
        let head = if braces.is_empty() { format!("::: {name}") } else { format!("::: {name} {{{braces}}}") };
        if name == COMMENTS {
            return braces.to_owned();
        }
        if matches!(name, "columnbreak" | "pagebreak") {
            return head;
        }
        let text = self.blocks(blocks, Gap::Line);
        if text.is_empty() { format!("{head}\n:::") } else { format!("{head}\n\n{text}\n\n:::") }
    }

    fn verse(&mut self, stanzas: &[Vec<Couplet>], braces: &str) -> String {
        let context = Context { begins_line: true, in_verse: true, ..Context::default() };
        let later = Context { begins_line: false, ..context };
        let couplet = |(first, second): &Couplet| match second {
            Some(second) => format!("{} / {}", self.line(first, context), self.line(second, later)),
            None => self.line(first, context),
        };
        let stanzas: Vec<String> =
            stanzas.iter().map(|stanza| stanza.iter().map(couplet).collect::<Vec<_>>().join("\n")).collect();
        let head = if braces.is_empty() { "::: verse".to_owned() } else { format!("::: verse {{{braces}}}") };
        format!("{head}\n{}\n:::", stanzas.join("\n\n"))
    }

    fn list(&mut self, numbering: Option<Numbering>, items: &[Vec<Block>]) -> String {
        let is_tight = items.iter().all(|item| is_tight(item));
        let mut lines = Vec::new();
        for (number, item) in items.iter().enumerate() {
            let mark = numbering.map_or("-".to_owned(), |numbering| {
                let sign = if numbering.is_bracketed { ')' } else { '.' };
                format!("{}{sign}", numbering.number(number))
            });
            let text = self.blocks(item, if is_tight { Gap::None } else { Gap::Line });
            let indent = " ".repeat(mark.len() + 1);
            // Marks alone, `- - -`, would be a rule.
            let opens = item.first().is_none_or(opens_line) && !is_marks(&text);
            let text = indented(&text, &indent);
            lines.push(match (text.is_empty(), opens) {
                (true, _) => mark,
                (false, true) => format!("{mark} {text}"),
                // A fence is only seen at the beginning of a line.
                (false, false) => format!("{mark} <!-- -->\n\n{indent}{text}"),
            });
        }
        lines.join(if is_tight { "\n" } else { "\n\n" })
    }

    fn definitions(&mut self, list: &[(Vec<Inline>, Vec<Block>)]) -> String {
        let mut parts = Vec::new();
        for (term, meaning) in list {
            let term = self.line(term, Context { begins_line: true, ..Context::default() });
            let text = indented(&self.blocks(meaning, Gap::Line), "    ");
            let opens = meaning.first().is_none_or(opens_line);
            let before = if opens { "" } else { "<!-- -->\n\n    " };
            parts.push(format!("{term}\n:   {before}{text}"));
        }
        parts.join("\n\n")
    }

    fn table(&mut self, table: &Table) -> String {
        let context = Context { in_cell: true, ..Context::default() };
        let row = |cells: &[Vec<Inline>]| {
            let cells: Vec<String> = cells
                .iter()
                .map(|cell| if is_blank(cell) && cell.is_empty() { " ".to_owned() } else { self.line(cell, context) })
                .collect();
            format!("| {} |", cells.join(" | "))
        };
        let width = table.columns.len();
        let empty = vec![Vec::new(); width];
        let rule = table.columns.iter().map(|column| match column {
            ColumnAlign::Auto => "---",
            ColumnAlign::Start => ":--",
            ColumnAlign::Center => ":-:",
            ColumnAlign::End => "--:",
        });
        let rule = format!("|{}|", rule.collect::<Vec<_>>().join("|"));
        let head = if table.head.is_empty() { row(&empty) } else { row(&table.head) };
        let rows = table.rows.iter().map(|cells| row(cells));
        [head, rule].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
    }
}

/// What stands between blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Nothing.
    None,
    /// An empty line.
    Line,
}

/// Whether an item needs no empty lines: a paragraph, and perhaps a list that may follow it at once.
fn is_tight(item: &[Block]) -> bool {
    let plain = |block: &Block| block.id.is_none() && block.language.is_none();
    let item: Vec<&Block> = item.iter().filter(|block| !is_comments(block)).collect();
    match item[..] {
        [] => true,
        [one] => matches!(one.kind, BlockKind::Paragraph(_)) && plain(one),
        [one, list] => {
            let follows = match &list.kind {
                // CommonMark § 5.2: only a list that begins with 1 and with words interrupts a paragraph.
                BlockKind::List(numbering, items) => {
                    numbering.is_none_or(|numbering| numbering.first == 1)
                        && items.iter().all(|item| is_tight(item))
                        && items.first().is_some_and(|first| !first.is_empty())
                }
                _ => false,
            };
            matches!(one.kind, BlockKind::Paragraph(_)) && plain(one) && plain(list) && follows
        }
        _ => false,
    }
}

/// Whether a text begins with a line of marks of lists in lists, and nothing behind them.
fn is_marks(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    !first.is_empty() && first.chars().all(|c| matches!(c, '-' | ' '))
}

/// Whether a block may begin in the line of the mark of its item.
fn opens_line(block: &Block) -> bool {
    let is_fence = matches!(
        block.kind,
        BlockKind::Verse(_) | BlockKind::Container(..) | BlockKind::PageBreak | BlockKind::Separator
    );
    let inner_opens = match &block.kind {
        BlockKind::Quote(inner) => inner.first().is_none_or(opens_line),
        _ => true,
    };
    !is_fence && inner_opens && block.id.is_none() && block.language.is_none()
}

/// Text whose lines but the first are indented.
fn indented(text: &str, indent: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.push_str(indent);
            }
        }
        out.push_str(line);
    }
    out
}

/// Text whose white space counts, between fences longer than any in it.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{text}\n{fence}")
}
