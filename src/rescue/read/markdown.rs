//! Markdown: CommonMark with notes, tables and what else our manuscripts have. What our parser reports as lost is told.
//!
//! Front matter between `---` and `---` gives the metadata (Pandoc, static sites).

mod front;
mod inline;

use crate::base::{Diagnostics, SourceId, Sources, Span};
use crate::document::{self, Attributes};
use crate::rescue::found::{Block, BlockKind, Couplet, Found, Inline, LeftOut, Note, Numbering, Place, Table};

use super::gallery::Gallery;

/// Reads a Markdown text; `beside` gives the images that lie beside it.
pub(super) fn read(text: &str, beside: &dyn Fn(&str) -> Option<Vec<u8>>) -> Found {
    let front = front::read(text);
    let start = front.end;
    // Lines keep their numbers: what was front matter is blank.
    let blanked: String = text[..start].chars().map(|c| if c == '\n' { c } else { ' ' }).collect();
    let blank_lines: String = blanked.chars().filter(|c| *c == '\n').collect();
    let text = format!("{blank_lines}{}", text[start..].replace("\r\n", "\n").replace('\r', "\n"));
    let mut sources = Sources::new();
    let source = sources.add("text", text);
    let mut diagnostics = Diagnostics::new();
    let parsed = document::parse(source, sources.text(source), &mut diagnostics);
    let mut reader =
        Reader { starts: line_starts(sources.text(source)), beside, gallery: Gallery::default(), left_out: Vec::new() };
    for lost in &front.lost {
        LeftOut::tell(&mut reader.left_out, "rescue.metadata", lost, Place { page: None, line: Some(1) });
    }
    reader.tell_lost(&diagnostics, &sources, source);
    let blocks = reader.blocks(parsed.blocks);
    let notes = parsed.notes.into_iter().map(|note| Note {
        place: reader.place(note.span),
        label: note.label,
        blocks: reader.blocks(note.blocks),
    });
    let notes = notes.collect();
    let (images, lost) = reader.gallery.finish();
    let mut left_out = reader.left_out;
    left_out.extend(lost);
    Found { metadata: front.metadata, blocks, notes, images, left_out, has_raw_lines: false }
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

struct Reader<'a> {
    starts: Vec<usize>,
    beside: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    gallery: Gallery,
    left_out: Vec<LeftOut>,
}

/// What the parser reports when something of the text is not in what it gives.
const LOST: [&str; 7] = [
    "document.raw-html",
    "document.lost-words",
    "document.unclosed-comment",
    "document.text-after-comment",
    "document.empty-heading",
    "document.too-deep",
    "document.repeated-note",
];

impl Reader<'_> {
    fn place(&self, span: Span) -> Place {
        let line = self.starts.partition_point(|start| *start <= span.start as usize);
        Place { page: None, line: u32::try_from(line).ok() }
    }

    /// Tells of what the parser leaves out: markup that it does not read, and comments.
    fn tell_lost(&mut self, diagnostics: &Diagnostics, sources: &Sources, source: SourceId) {
        for found in diagnostics.iter().filter(|found| LOST.contains(&found.code)) {
            let Some(span) = found.span else { continue };
            self.leave_out("rescue.markup", sources.quote(span), span);
        }
        let text = sources.text(source);
        let mut at = 0;
        while let Some(start) = text[at..].find("<!--").map(|start| at + start) {
            let Some(length) = text[start..].find("-->") else { break };
            at = start + length + "-->".len();
            self.leave_out("rescue.comment", &text[start..at], Span::new(source, start, at));
        }
    }

    fn leave_out(&mut self, rule: &'static str, text: &str, span: Span) {
        let place = self.place(span);
        LeftOut::tell(&mut self.left_out, rule, text, place);
    }

    fn blocks(&mut self, blocks: Vec<document::Block>) -> Vec<Block> {
        blocks.into_iter().filter_map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: document::Block) -> Option<Block> {
        let place = self.place(block.span);
        let Attributes { id, classes, language, pairs } = block.attributes;
        let mut rest = written(&classes, &pairs);
        let kind = match block.kind {
            document::BlockKind::Heading(level, line) => BlockKind::Heading(level, self.inlines(line)),
            document::BlockKind::Paragraph(line) => BlockKind::Paragraph(self.inlines(line)),
            document::BlockKind::Quote(blocks) => BlockKind::Quote(self.blocks(blocks)),
            document::BlockKind::List(list) => {
                let numbering =
                    list.start.map(|first| Numbering { is_bracketed: list.is_bracketed, ..Numbering::from(first) });
                BlockKind::List(numbering, list.items.into_iter().map(|item| self.blocks(item)).collect())
            }
            document::BlockKind::Definitions(list) => BlockKind::Definitions(self.definitions(list)),
            document::BlockKind::Table(table) => BlockKind::Table(Table {
                head: table.head.into_iter().map(|cell| self.inlines(cell)).collect(),
                rows: table
                    .rows
                    .into_iter()
                    .map(|row| row.into_iter().map(|cell| self.inlines(cell)).collect())
                    .collect(),
                columns: table.columns,
            }),
            document::BlockKind::Code(text) => BlockKind::Code(text),
            document::BlockKind::Separator => BlockKind::Separator,
            document::BlockKind::PageBreak => BlockKind::PageBreak,
            document::BlockKind::ColumnBreak => {
                BlockKind::Container("columnbreak".to_owned(), String::new(), Vec::new())
            }
            // Divisions without a name of their own, as Pandoc has them.
            document::BlockKind::Container(container) if !is_name(&container.name) => {
                self.leave_out("rescue.markup", &format!("::: {} {{{rest}}}", container.name), block.span);
                rest.clear();
                BlockKind::Container(String::new(), String::new(), self.blocks(container.blocks))
            }
            document::BlockKind::Container(container) => {
                let title = container.title.map(|title| ("title".to_owned(), title));
                let pairs: Vec<_> = title.into_iter().chain(pairs).collect();
                let attributes = written(&classes, &pairs);
                rest.clear();
                BlockKind::Container(container.name, attributes, self.blocks(container.blocks))
            }
            document::BlockKind::Verse(stanzas) => BlockKind::Verse(self.stanzas(stanzas)),
            document::BlockKind::Figure(image) => {
                rest = written(&image.attributes.classes, &image.attributes.pairs);
                self.figure(image)?
            }
            document::BlockKind::Figures(images) => {
                let figures: Vec<Block> = images.into_iter().filter_map(|image| self.framed(image)).collect();
                BlockKind::Container("figures".to_owned(), String::new(), figures)
            }
            document::BlockKind::Dialogue(speeches) => {
                BlockKind::Container("dialogue".to_owned(), std::mem::take(&mut rest), self.speeches(speeches))
            }
        };
        let block = Block { kind, place, language, id };
        Some(with(rest, block))
    }

    fn definitions(&mut self, list: Vec<document::Definition>) -> Vec<(Vec<Inline>, Vec<Block>)> {
        list.into_iter()
            .map(|one| {
                let term = self.inlines(one.term);
                (term, one.definitions.into_iter().flat_map(|blocks| self.blocks(blocks)).collect())
            })
            .collect()
    }

    fn stanzas(&mut self, stanzas: Vec<document::Stanza>) -> Vec<Vec<Couplet>> {
        let mut line = |line: document::VerseLine| {
            let first = self.inlines(line.first);
            (first, line.second.map(|second| self.inlines(second)))
        };
        stanzas.into_iter().map(|stanza| stanza.lines.into_iter().map(&mut line).collect()).collect()
    }

    fn figure(&mut self, image: document::Image) -> Option<BlockKind> {
        let caption = image.title.clone().map(Inline::text).into_iter().collect();
        Some(BlockKind::Figure(self.picture(&image)?, caption))
    }

    /// One of several images side by side.
    fn framed(&mut self, image: document::Image) -> Option<Block> {
        let rest = written(&image.attributes.classes, &image.attributes.pairs);
        let place = self.place(image.span);
        let Attributes { id, language, .. } = image.attributes.clone();
        let kind = self.figure(image)?;
        Some(with(rest, Block { kind, place, language, id }))
    }

    /// What is said, with the names of those who say it before it.
    fn speeches(&mut self, speeches: Vec<document::Speech>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for speech in speeches {
            let mut said = self.blocks(speech.blocks);
            if !speech.speaker.is_empty() {
                let mut line = self.inlines(speech.speaker);
                line.push(Inline::text(": "));
                match said.first_mut() {
                    Some(Block { kind: BlockKind::Paragraph(first), .. }) => {
                        first.splice(0..0, line);
                    }
                    _ => said.insert(0, Block::new(BlockKind::Paragraph(line), Place::default())),
                }
            }
            blocks.append(&mut said);
        }
        blocks
    }
}

/// Whether a word may be the name of a container.
fn is_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "-_".contains(c))
}

/// A block in the braces that it had.
fn with(attributes: String, block: Block) -> Block {
    if attributes.is_empty() {
        return block;
    }
    let place = block.place;
    Block::new(BlockKind::Container(String::new(), attributes, vec![block]), place)
}

/// Classes and pairs as they are written between braces.
fn written(classes: &[String], pairs: &[(String, String)]) -> String {
    let classes = classes.iter().map(|class| format!(".{class}"));
    let pairs = pairs.iter().map(|(key, value)| {
        let mark = if value.contains('"') { '\'' } else { '"' };
        format!("{key}={mark}{value}{mark}")
    });
    classes.chain(pairs).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_lines_and_lost_markup_are_known() {
        let text = "---\ntitle: نان\nauthor: [مینا, مانی]\nlang: fa\n---\n\n# یک\n\nالف <b>ب</b> <!-- یادداشت -->\n";
        let found = read(text, &|_| None);
        assert_eq!(found.metadata.title, "نان");
        assert_eq!(found.metadata.creators.len(), 2);
        assert_eq!(found.blocks[0].place.line, Some(7));
        let rules: Vec<&str> = found.left_out.iter().map(|left| left.rule).collect();
        assert_eq!(rules, ["rescue.markup", "rescue.comment"]);
    }
}
