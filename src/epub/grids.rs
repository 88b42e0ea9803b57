//! Blocks in two dimensions: tables, and verse with its two hemistichs a line.

use crate::book::{Block, Inline, Table, VerseLine};
use crate::document::ColumnAlign;
use crate::style::Role;

use super::text::TextWriter;

impl TextWriter<'_> {
    /// A table. A head row without words is left out: an empty head cell would name nothing.
    pub(super) fn table(&mut self, block: &Block, table: &Table) {
        self.start("table", block, "").open_line();
        self.inside(block.language.as_ref(), |writer| {
            if let Some(caption) = &table.caption {
                writer.content_line(Role::Caption, |markup| markup.tag("caption"), caption, "caption");
            }
            if table.head.iter().any(|cell| !cell.is_empty()) {
                writer.markup.raw("<thead>\n");
                writer.in_role(Role::TableHead, |writer| writer.row(&table.columns, &table.head, Row::Head));
                writer.markup.raw("</thead>\n");
            }
            writer.markup.raw("<tbody>\n");
            writer.in_role(Role::TableCell, |writer| {
                table.rows.iter().for_each(|row| writer.row(&table.columns, row, Row::Body));
            });
            writer.markup.raw("</tbody>\n");
        });
        self.markup.close_line("table");
    }

    fn row(&mut self, columns: &[ColumnAlign], cells: &[Vec<Inline>], row: Row) {
        self.markup.raw("<tr>");
        for (at, cell) in cells.iter().enumerate() {
            // An empty head cell is an ordinary cell, for the same reason.
            let name = if row == Row::Head && !cell.is_empty() { "th" } else { "td" };
            let class = columns.get(at).and_then(|align| align_class(*align));
            let scope = (name == "th").then_some("col");
            self.markup.tag(name).maybe("scope", scope).maybe("class", class).open();
            self.inlines(cell);
            self.markup.close(name);
        }
        self.markup.raw("</tr>\n");
    }

    /// Verse: a paragraph a stanza, a span a line. Hemistichs have a space between them for readers without CSS.
    pub(super) fn verse(&mut self, block: &Block, stanzas: &[Vec<VerseLine>]) {
        let is_numbered = stanzas.iter().flatten().any(|line| line.number.is_some());
        self.start("div", block, if is_numbered { "verse numbered" } else { "verse" }).open_line();
        self.inside(block.language.as_ref(), |writer| {
            writer.in_role(Role::Verse, |writer| stanzas.iter().for_each(|stanza| writer.stanza(stanza)));
        });
        self.markup.close_line("div");
    }

    fn stanza(&mut self, lines: &[VerseLine]) {
        self.markup.raw("<p>");
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                self.markup.raw("<br/>\n");
            }
            self.verse_line(line);
        }
        self.markup.raw("</p>\n");
    }

    fn verse_line(&mut self, line: &VerseLine) {
        let Some(second) = &line.second else {
            self.open_line_of_verse("line", line);
            self.inlines(&line.first);
            return self.markup.raw("</span>");
        };
        self.open_line_of_verse("couplet", line);
        self.markup.raw("<span>");
        self.inlines(&line.first);
        self.markup.raw("</span> <span>");
        self.inlines(second);
        self.markup.raw("</span></span>");
    }

    /// Numbers are drawn by the style sheet, as those of lists are: whoever copies verse gets its words alone.
    fn open_line_of_verse(&mut self, class: &'static str, line: &VerseLine) {
        self.markup.tag("span").set("class", class).maybe("data-number", line.number.as_deref()).open();
    }
}

/// Where a row of a table stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Head,
    Body,
}

fn align_class(align: ColumnAlign) -> Option<&'static str> {
    match align {
        ColumnAlign::Auto => None,
        ColumnAlign::Start => Some("align-start"),
        ColumnAlign::Center => Some("align-center"),
        ColumnAlign::End => Some("align-end"),
    }
}
