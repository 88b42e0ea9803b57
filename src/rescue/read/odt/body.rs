//! Paragraphs, lists and tables.

use super::Walk;
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
                "text:p" | "text:h" => self.paragraph(child, flow),
                "text:list" => {
                    if let Some(block) = self.list(child, None, 0) {
                        let style = child.attribute("text:style-name").unwrap_or_default();
                        add_list(block, self.styles.level(style, 0).is_silent, flow);
                    }
                }
                "table:table" => self.table(child, flow),
                "text:section" | "text:numbered-paragraph" => self.flow(child, flow),
                "text:table-of-content"
                | "text:alphabetical-index"
                | "text:illustration-index"
                | "text:table-index" => {
                    self.leave_out("rescue.contents", &child.text());
                }
                "text:tracked-changes" => {
                    let mut gone = Vec::new();
                    child.each(&mut |inner| {
                        if inner.name == "text:deletion" {
                            gone.push(
                                inner
                                    .elements()
                                    .filter(|one| one.name.starts_with("text:"))
                                    .map(Element::text)
                                    .collect::<String>(),
                            );
                        }
                    });
                    gone.iter().for_each(|text| self.leave_out("rescue.deleted", text));
                }
                "text:soft-page-break" => self.turn_page(),
                // Frames that are anchored to a page, not to a paragraph.
                "draw:frame" => {
                    let mut line = Vec::new();
                    self.frame(child, &mut line);
                    if !line.is_empty() {
                        flow.push(Flow::Block(Block::new(BlockKind::Paragraph(line), self.place)));
                    }
                    flow.extend(std::mem::take(&mut self.boxes).into_iter().map(Flow::Block));
                }
                _ => {}
            }
        }
    }

    pub(super) fn turn_page(&mut self) {
        self.place.page = self.place.page.map(|page| page + 1);
    }

    fn paragraph(&mut self, element: &Element, flow: &mut Vec<Flow>) {
        let style = element.attribute("text:style-name").unwrap_or_default();
        let role = self.styles.role(style);
        if self.styles.breaks_before(style) && !flow.is_empty() {
            flow.push(Flow::Block(Block::new(BlockKind::PageBreak, self.place)));
        }
        let place = self.place;
        let is_heading = element.name == "text:h";
        let mut line = Vec::new();
        let base = self.styles.paragraph_marks(style);
        self.line(element, is_heading || role == Role::Title || role == Role::Term, &base, &mut line);
        let mut line = join(line);
        if role == Role::Code {
            return flow.extend(Flow::code(line, place));
        }
        trim(&mut line);
        if is_blank(&line) && !line.iter().any(|inline| matches!(inline, Inline::Anchor(_))) {
            if role == Role::Rule || is_rule(element) {
                flow.push(Flow::Block(Block::new(BlockKind::Separator, place)));
            }
        } else if is_heading && !is_blank(&line) {
            let level = element.attribute("text:outline-level").and_then(|level| level.parse::<u8>().ok()).unwrap_or(1);
            flow.push(Flow::heading(level, line, place));
        } else if flow.len() >= HEAD || !role.takes(&plain(&line), &mut self.metadata) {
            flow.push(role.flow(line, place));
        }
        flow.extend(std::mem::take(&mut self.boxes).into_iter().map(Flow::Block));
    }

    /// A list; `None` for one without items. A list in an item takes the style of the list around it.
    fn list(&mut self, element: &Element, outer: Option<&str>, level: usize) -> Option<Block> {
        let place = self.place;
        let style = element.attribute("text:style-name").or(outer).unwrap_or_default().to_owned();
        let mut start = self.styles.level(&style, level).start;
        let mut items = Vec::new();
        for (number, item) in element
            .elements()
            .filter(|item| matches!(item.name.as_str(), "text:list-item" | "text:list-header"))
            .enumerate()
        {
            if number == 0
                && let Some(from) = item.attribute("text:start-value").and_then(numbering::first)
            {
                start = start.map(|(_, look)| (from, look));
            }
            let mut flow = Vec::new();
            for child in item.elements() {
                if child.name == "text:list" {
                    let block = self.list(child, Some(&style), level + 1);
                    flow.extend(block.map(Flow::Block));
                } else {
                    let single = Element {
                        children: vec![crate::rescue::read::tree::Node::Element(child.clone())],
                        ..Element::default()
                    };
                    self.flow(&single, &mut flow);
                }
            }
            let blocks = fold(flow);
            if !blocks.is_empty() {
                items.push(blocks);
            }
        }
        if items.is_empty() {
            return None;
        }
        let numbering = start.map(|(first, look)| {
            if let Some(lost) = look.lost() {
                self.leave_out(numbering::RULE, lost);
            }
            let goes_on = element.attribute("text:continue-numbering") == Some("true")
                || element.attribute("text:continue-list").is_some();
            let last = self.counted.iter().find(|(known, _)| *known == style).map(|(_, last)| *last);
            let first = if goes_on { last.map_or(first, |last| last + 1) } else { first };
            let numbering = look.from(first);
            self.counted.retain(|(known, _)| *known != style);
            self.counted.push((style, numbering.number(items.len() - 1)));
            numbering
        });
        Some(Block::new(BlockKind::List(numbering, items), place))
    }

    fn table(&mut self, element: &Element, flow: &mut Vec<Flow>) {
        let mut rows = Vec::new();
        collect_rows(element, false, &mut rows);
        let place = self.place;
        let cells: Vec<&Element> = rows.iter().flat_map(|(row, _)| row_cells(row)).collect();
        if let [only] = cells[..] {
            self.flow(only, flow);
            return;
        }
        let number = |cell: &Element, name: &str| {
            cell.attribute(name).and_then(|number| number.parse::<usize>().ok()).unwrap_or(1)
        };
        let mut grid = Vec::new();
        for (row, _) in &rows {
            let mut cells = Vec::new();
            for cell in row_cells(row) {
                let blocks = self.blocks(cell);
                let line = cells::flatten(blocks);
                let again = number(cell, "table:number-columns-repeated").clamp(1, 50);
                let reach = (number(cell, "table:number-columns-spanned"), number(cell, "table:number-rows-spanned"));
                cells.extend(std::iter::repeat_n(Cell { columns: reach.0, rows: reach.1, line }, again));
            }
            grid.push(cells);
        }
        let (table, merged) = cells::table(grid, rows.first().is_some_and(|(_, is_head)| *is_head), Vec::new());
        cells::tell_merged(merged, &mut self.left_out, place);
        flow.extend(table.map(|table| Flow::Block(Block::new(BlockKind::Table(table), place))));
    }
}

/// Whether a paragraph is nothing but a drawn line.
fn is_rule(element: &Element) -> bool {
    let is_flat = |shape: &Element| {
        let height = shape.attribute("svg:height").and_then(|height| height.strip_suffix("in"));
        height.and_then(|height| height.parse::<f32>().ok()).is_some_and(|height| height < 0.06)
    };
    element.elements().any(|shape| shape.name == "draw:line" || shape.name == "draw:rect" && is_flat(shape))
}

/// Adds a list: one without signs goes on with the last item, one that counts on with the list before.
fn add_list(block: Block, is_silent: bool, flow: &mut Vec<Flow>) {
    if let (BlockKind::List(own, _), Some(Flow::Block(Block { kind: BlockKind::List(before, last), .. }))) =
        (&block.kind, flow.last_mut())
    {
        let goes_on = match (&before, own) {
            (Some(before), Some(own)) => own.first > 1 && before.counts_on(last.len(), *own),
            _ => false,
        };
        if let (true, BlockKind::List(_, items)) = (is_silent || goes_on, block.kind.clone()) {
            match last.last_mut() {
                Some(item) if is_silent => item.extend(items.into_iter().flatten()),
                _ => last.extend(items),
            }
            return;
        }
    }
    flow.push(Flow::Block(block));
}

fn collect_rows<'a>(element: &'a Element, is_head: bool, into: &mut Vec<(&'a Element, bool)>) {
    for child in element.elements() {
        match child.name.as_str() {
            "table:table-row" => into.push((child, is_head)),
            "table:table-header-rows" => collect_rows(child, true, into),
            "table:table-rows" | "table:table-row-group" => collect_rows(child, is_head, into),
            _ => {}
        }
    }
}

/// Cells that stand there; those that others cover come from what covers them.
fn row_cells(row: &Element) -> impl Iterator<Item = &Element> {
    row.elements().filter(|cell| cell.name == "table:table-cell")
}
