//! Walks a tree: every inline of blocks, in reading order.

use super::{Block, BlockKind, Inline};

/// Calls `visit` with every inline in blocks, each before what is inside it.
pub fn each_inline<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Inline)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(_, content) | BlockKind::Paragraph(content) => inlines(content, visit),
            BlockKind::Quote(blocks) => each_inline(blocks, visit),
            BlockKind::Container(container) => each_inline(&container.blocks, visit),
            BlockKind::List(list) => list.items.iter().for_each(|item| each_inline(item, visit)),
            BlockKind::Definitions(list) => {
                for definition in list {
                    inlines(&definition.term, visit);
                    definition.definitions.iter().for_each(|blocks| each_inline(blocks, visit));
                }
            }
            BlockKind::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| inlines(cell, visit));
            }
            BlockKind::Verse(stanzas) => {
                for line in stanzas.iter().flat_map(|stanza| &stanza.lines) {
                    inlines(&line.first, visit);
                    inlines(line.second.as_deref().unwrap_or_default(), visit);
                }
            }
            BlockKind::Dialogue(speeches) => {
                for speech in speeches {
                    inlines(&speech.speaker, visit);
                    each_inline(&speech.blocks, visit);
                }
            }
            BlockKind::Code(_)
            | BlockKind::Separator
            | BlockKind::PageBreak
            | BlockKind::ColumnBreak
            | BlockKind::Figure(_)
            | BlockKind::Figures(_) => {}
        }
    }
}

fn inlines<'a>(content: &'a [Inline], visit: &mut impl FnMut(&'a Inline)) {
    for inline in content {
        visit(inline);
        match inline {
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Span(_, inner) => inlines(inner, visit),
            Inline::Link(link) => inlines(&link.content, visit),
            Inline::Text(..) | Inline::Code(..) | Inline::Image(_) | Inline::NoteMark(..) | Inline::LineBreak => {}
        }
    }
}
