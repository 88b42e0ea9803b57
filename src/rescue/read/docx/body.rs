//! Paragraphs and tables of the body, of notes and of cells.

use super::Walk;
use super::styles::{is_on, number};
use crate::rescue::found::{Block, BlockKind, Inline};
use crate::rescue::inlines::{is_blank, join, plain, trim};
use crate::rescue::read::cells::{self, Cell};
use crate::rescue::read::flow::{Flow, fold};
use crate::rescue::read::numbering;
use crate::rescue::read::role::{HEAD, Role};
use crate::rescue::read::tree::Element;

impl Walk<'_, '_> {
    /// The blocks of an element that holds paragraphs.
    pub(super) fn blocks(&mut self, element: &Element) -> Vec<Block> {
        let mut flow = Vec::new();
        self.flow(element, &mut flow);
        fold(flow)
    }

    fn flow(&mut self, element: &Element, flow: &mut Vec<Flow>) {
        for child in element.elements() {
            match child.name.as_str() {
                "w:p" => self.paragraph(child, flow),
                "w:tbl" => self.table(child, flow),
                "w:sdt" => {
                    if let Some(content) = child.child("w:sdtContent") {
                        self.flow(content, flow);
                    }
                }
                "w:ins" | "w:moveTo" | "w:customXml" | "w:smartTag" => self.flow(child, flow),
                "w:del" => self.leave_out("rescue.deleted", &child.text()),
                "mc:AlternateContent" => {
                    if let Some(choice) = child.child("mc:Fallback").or_else(|| child.child("mc:Choice")) {
                        self.flow(choice, flow);
                    }
                }
                "w:altChunk" => self.leave_out("rescue.part", "a text in another format inside the file"),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, element: &Element, flow: &mut Vec<Flow>) {
        let properties = element.child("w:pPr");
        let style = properties.and_then(|properties| properties.child("w:pStyle")?.attribute("w:val"));
        let mut role = style.map_or(Role::Body, |style| self.styles.role(style));
        let own_level =
            properties.and_then(|properties| properties.child("w:outlineLvl")?.attribute("w:val")?.parse::<u8>().ok());
        if let (Role::Body, Some(level)) = (role, own_level.filter(|level| *level < 9)) {
            role = Role::Heading(level + 1);
        }
        if properties.and_then(|properties| properties.child("w:pageBreakBefore")).is_some_and(is_on)
            && !flow.is_empty()
        {
            flow.push(Flow::Block(Block::new(BlockKind::PageBreak, self.place)));
        }
        self.lengthen_fields();
        let place = self.place;
        let mut line = Vec::new();
        self.runs(element, matches!(role, Role::Heading(_) | Role::Title | Role::Term), &mut line);
        let line = join(line);
        if is_rule(element) || role == Role::Rule && is_blank(&line) {
            flow.push(Flow::Block(Block::new(BlockKind::Separator, place)));
        }
        let listed =
            properties.and_then(number).or_else(|| self.styles.number(style?).map(|(list, level)| (list, Some(level))));
        let goes_on = goes_on(properties, listed.as_ref());
        for (part, breaks) in parts(line) {
            if breaks {
                flow.push(Flow::Block(Block::new(BlockKind::PageBreak, place)));
            }
            let first = flow.len();
            self.add(part, role, listed.clone(), place, flow);
            if goes_on {
                go_on(first, flow);
            }
        }
        for block in std::mem::take(&mut self.boxes) {
            flow.push(Flow::Block(block));
        }
    }

    /// Adds the words of a paragraph.
    fn add(
        &mut self,
        mut line: Vec<Inline>,
        role: Role,
        listed: Option<(String, Option<usize>)>,
        place: crate::rescue::found::Place,
        flow: &mut Vec<Flow>,
    ) {
        if role == Role::Code {
            return flow.extend(Flow::code(line, place));
        }
        trim(&mut line);
        if is_blank(&line) && !line.iter().any(|inline| matches!(inline, Inline::Anchor(_))) {
            return;
        }
        let words = plain(&line);
        match role {
            Role::Heading(level) if !is_blank(&line) => return flow.push(Flow::heading(level, line, place)),
            Role::Contents => return self.leave_out("rescue.contents", &words),
            _ if flow.len() < HEAD && role.takes(&words, &mut self.metadata) => return,
            Role::Quote | Role::Caption | Role::Term | Role::Meaning | Role::Verse => {
                return flow.push(role.flow(line, place));
            }
            _ => {}
        }
        let listed = listed.and_then(|(list, level)| {
            let level = level.unwrap_or(0);
            Some((self.numbers.next(&list, level)?, list, level))
        });
        let Some((numbered, list, level)) = listed else { return flow.push(role.flow(line, place)) };
        if let Some(lost) = &numbered.lost {
            self.leave_out(numbering::RULE, lost);
        }
        let block = Block::new(BlockKind::Paragraph(line), place);
        flow.push(Flow::Item { level, number: numbered.number, goes_on: numbered.goes_on, list, block });
    }

    fn table(&mut self, element: &Element, flow: &mut Vec<Flow>) {
        let mut rows = Vec::new();
        collect_rows(element, &mut rows);
        let place = self.place;
        let count = rows.iter().map(|row| row_cells(row).len()).sum::<usize>();
        if count == 1 {
            // A frame around a text.
            for cell in rows.iter().flat_map(|row| row_cells(row)) {
                self.flow(cell, flow);
            }
            return;
        }
        let mut grid: Vec<Vec<Cell>> = Vec::new();
        // Where merged cells go on: the first row and position of each column.
        let mut merged = 0;
        for row in &rows {
            let mut cells = Vec::new();
            for cell in row_cells(row) {
                let properties = cell.child("w:tcPr");
                let span =
                    properties.and_then(|one| one.child("w:gridSpan")?.attribute("w:val")?.parse().ok()).unwrap_or(1);
                let is_below = properties
                    .and_then(|one| one.child("w:vMerge"))
                    .is_some_and(|merge| merge.attribute("w:val") != Some("restart"));
                merged += usize::from(is_below);
                let blocks = self.blocks(cell);
                cells.push(Cell { columns: span, rows: 1, line: cells::flatten(blocks) });
            }
            grid.push(cells);
        }
        let is_head = |row: &&Element| row.child("w:trPr").and_then(|one| one.child("w:tblHeader")).is_some_and(is_on);
        let (table, spread) = cells::table(grid, rows.first().is_some_and(is_head), Vec::new());
        cells::tell_merged(merged + spread, &mut self.left_out, place);
        flow.extend(table.map(|table| Flow::Block(Block::new(BlockKind::Table(table), place))));
    }
}

/// Whether a paragraph stands under an item of a list: it was taken out of the list and is indented.
fn goes_on(properties: Option<&Element>, listed: Option<&(String, Option<usize>)>) -> bool {
    let indent = properties.and_then(|properties| properties.child("w:ind"));
    let start = indent.and_then(|indent| indent.attribute("w:start").or_else(|| indent.attribute("w:left")));
    listed.is_some_and(|(list, _)| list == "0")
        && start.is_some_and(|start| start.parse::<i32>().is_ok_and(|start| start > 0))
}

/// Puts the last paragraph into the item before it.
fn go_on(first: usize, flow: &mut Vec<Flow>) {
    let Some(Flow::Item { level, list, .. }) = first.checked_sub(1).and_then(|at| flow.get(at)).cloned() else {
        return;
    };
    if flow.len() == first + 1
        && let Some(Flow::Block(block)) = flow.pop()
    {
        flow.push(Flow::Item { level, number: None, goes_on: true, list, block });
    }
}

/// A paragraph cut at page breaks; with every part but the first, whether a break stands before it.
fn parts(line: Vec<Inline>) -> Vec<(Vec<Inline>, bool)> {
    let mut parts = vec![(Vec::new(), false)];
    for inline in line {
        if matches!(&inline, Inline::Anchor(id) if id == super::runs::PAGE) {
            parts.push((Vec::new(), true));
        } else if let Some((last, _)) = parts.last_mut() {
            last.push(inline);
        }
    }
    parts
}

/// Whether a paragraph is a horizontal rule.
fn is_rule(element: &Element) -> bool {
    element
        .find(&|inner| {
            inner.name == "v:rect" && inner.attributes.iter().any(|(name, value)| name.ends_with(":hr") && value == "t")
        })
        .is_some()
}

fn collect_rows<'a>(element: &'a Element, into: &mut Vec<&'a Element>) {
    for child in element.elements() {
        match child.name.as_str() {
            "w:tr" => into.push(child),
            "w:sdt" | "w:sdtContent" | "w:ins" | "w:customXml" => collect_rows(child, into),
            _ => {}
        }
    }
}

fn row_cells(row: &Element) -> Vec<&Element> {
    let mut cells = Vec::new();
    for child in row.elements() {
        match child.name.as_str() {
            "w:tc" => cells.push(child),
            "w:sdt" | "w:sdtContent" | "w:ins" | "w:customXml" => cells.extend(row_cells(child)),
            _ => {}
        }
    }
    cells
}
