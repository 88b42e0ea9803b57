//! Verse: the two hemistichs of a couplet side by side where there is room, else one below the other.
//!
//! Hemistichs are set to one width, that of the widest; their word spaces take up what they lack.

use super::palette::Look;
use super::row::{Keep, Row, Stack};
use super::setter::{Column, Setter, line_item, natural_width};
use super::{Item, ItemRole};
use crate::base::{Length, Point, Span};
use crate::book::{Inline, VerseLine};
use crate::lines::{Line, Setting};
use crate::shape::{RunKind, ShapedParagraph};
use crate::style::{Align, Role};

/// Space between two hemistichs, in ems.
const GUTTER: f64 = 1.8;
/// The least ratio of a hemistich to the common width at which spaces may fill it: below, holes would open.
const FILLED: f64 = 0.72;
/// Space between stanzas, in line spacings.
const STANZA_GAP: f64 = 0.5;

/// A shaped line of verse.
struct Couplet {
    first: ShapedParagraph,
    second: Option<ShapedParagraph>,
}

impl Couplet {
    fn is_broken(&self) -> bool {
        let mut runs = std::iter::once(&self.first).chain(&self.second).flat_map(|half| &half.runs);
        runs.any(|run| run.kind == RunKind::LineBreak)
    }
}

impl Setter<'_, '_> {
    /// Stanzas, with space between them.
    pub(super) fn verse(&mut self, stanzas: &[Vec<VerseLine>], span: Span, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::Verse);
        let column = column.narrowed(style.start_indent, style.end_indent).of(Role::Verse, ItemRole::Verse);
        let stanzas: Vec<Vec<Couplet>> = stanzas
            .iter()
            .map(|stanza| stanza.iter().map(|line| self.couplet(line, &column, span)).collect())
            .collect();
        let halves = stanzas.iter().flatten().filter(|couplet| couplet.second.is_some());
        let widths = halves.flat_map(|couplet| std::iter::once(&couplet.first).chain(&couplet.second));
        let width = widths.map(natural_width).fold(Length::ZERO, Length::max);
        let gutter = style.size.scale(GUTTER);
        // A hemistich that is broken by force has no place beside another.
        let is_broken = stanzas.iter().flatten().any(Couplet::is_broken);
        let is_wide = width + width + gutter <= column.measure && !is_broken;
        stack.space(style.space_before);
        for stanza in &stanzas {
            let from = stack.rows.len();
            for couplet in stanza {
                match &couplet.second {
                    Some(second) if is_wide => self.side_by_side(&couplet.first, second, width, &column, stack),
                    Some(second) => self.stacked(&couplet.first, second, &column, stack),
                    None => self.single(&couplet.first, &column, stack),
                }
            }
            if style.keep_together {
                stack.bind(from);
            }
            keep_stanza(&mut stack.rows[from..]);
            stack.space(style.line_spacing.scale(STANZA_GAP));
        }
        stack.space(style.space_after);
    }

    /// Shapes a line of verse once; whether it fits is known only when all are shaped.
    fn couplet(&mut self, line: &VerseLine, column: &Column, span: Span) -> Couplet {
        let mut shaped = |inlines: &[Inline]| {
            let text = self.flatten(inlines, &Look::plain(Role::Verse, column.language.clone()), column, span);
            self.shape(&text)
        };
        Couplet { first: shaped(&line.first), second: line.second.as_deref().map(shaped) }
    }

    /// Two hemistichs in one row, the first at the start side, each a block of its own.
    fn side_by_side(
        &mut self,
        first: &ShapedParagraph,
        second: &ShapedParagraph,
        width: Length,
        column: &Column,
        stack: &mut Stack,
    ) {
        let style = self.tools.style(Role::Verse);
        let gutter = style.size.scale(GUTTER);
        let start = (column.measure - width - width - gutter) / 2;
        let baseline = self.tools.baseline(Role::Verse);
        let mut row = Row { height: style.line_spacing, baseline, ..Row::default() };
        for (place, half) in [(start, first), (start + width + gutter, second)] {
            let Some(line) = self.one_line(half, Role::Verse) else { continue };
            row.notes.extend(line.notes());
            let x = column.x(place, width);
            row.items.push(filled(line, Point { x, y: baseline }, width, stack.block(), column));
        }
        stack.push(row);
    }

    /// The first hemistich at the start edge, the second below it at the end edge.
    fn stacked(&mut self, first: &ShapedParagraph, second: &ShapedParagraph, column: &Column, stack: &mut Stack) {
        let from = stack.rows.len();
        self.aligned(first, Align::Start, column, stack);
        self.aligned(second, Align::End, column, stack);
        stack.bind(from);
    }

    /// A line without a second half, in the middle.
    fn single(&mut self, line: &ShapedParagraph, column: &Column, stack: &mut Stack) {
        let from = stack.rows.len();
        self.aligned(line, column.align.unwrap_or(Align::Center), column, stack);
        stack.bind(from);
    }

    /// A hemistich in lines as wide as the column.
    fn aligned(&mut self, shaped: &ShapedParagraph, align: Align, column: &Column, stack: &mut Stack) {
        let block = stack.block();
        let style = self.tools.style(Role::Verse);
        let setting =
            Setting { measure: column.measure, first_indent: Length::ZERO, align, justification: style.justification };
        let baseline = self.tools.baseline(Role::Verse);
        for line in self.break_lines(shaped, &setting) {
            let notes = line.notes();
            let item = line_item(line, Point { x: column.left, y: baseline }, block, column);
            let row = Row { height: style.line_spacing, baseline, notes, items: vec![item], ..Row::default() };
            stack.push(row);
        }
    }
}

/// A stanza is parted only where two lines stay on either side.
fn keep_stanza(rows: &mut [Row]) {
    let count = rows.len();
    for (position, row) in rows.iter_mut().enumerate() {
        let done = position + 1;
        if done < count && (done < 2 || count - done < 2) {
            row.keep = Keep::WithNext;
        }
    }
}

/// A line of its natural width, stretched to a width by its spaces; in the middle where that would tear it.
fn filled(mut line: Line, at: Point, width: Length, block: u32, column: &Column) -> Item {
    let natural = line.measure;
    if natural.ratio_to(width) >= FILLED {
        stretch(&mut line, width - natural);
        return line_item(line, at, block, column);
    }
    let x = at.x + (width - natural) / 2;
    line_item(line, Point { x, ..at }, block, column)
}

/// Shares slack among the spaces of a line, from left to right.
fn stretch(line: &mut Line, slack: Length) {
    let is_space = |text: &str| text.chars().all(char::is_whitespace);
    let spaces = line.fragments.iter().filter(|fragment| is_space(&fragment.shaped.text)).count();
    let Ok(count @ 1..) = i64::try_from(spaces) else { return };
    let mut order: Vec<usize> = (0..line.fragments.len()).collect();
    order.sort_by_key(|&position| line.fragments[position].x);
    let mut passed = 0;
    for position in order {
        let fragment = &mut line.fragments[position];
        // From the exact sum each time, so that rounding does not add up.
        let moved = slack * passed / count;
        fragment.x += moved;
        if is_space(&fragment.shaped.text) {
            passed += 1;
            fragment.width += slack * passed / count - moved;
        }
    }
    line.measure += slack;
}
