//! Verse: the two hemistichs of a couplet side by side where there is room, else one below the other.
//!
//! All hemistichs of a poem have one width, that of the widest, and fill it. Half-lines alone (refrains) stand in the
//! middle, numbers of couplets outside the start edge.

use super::palette::Look;
use super::row::{Keep, Row, Stack};
use super::setter::{Column, Setter, line_item, natural_width};
use super::{GroupKind, ItemRole};
use crate::base::{Length, Point, Span};
use crate::book::{AnchorId, Inline, VerseLine};
use crate::lines::{Line, Setting, fill_line, least_line};
use crate::shape::{RunKind, ShapedParagraph};
use crate::style::{Align, Role};

/// Space between two hemistichs, in ems.
const GUTTER: f64 = 1.8;
/// The least space between two hemistichs, in ems: a narrow column takes from it before it stacks them.
const LEAST_GUTTER: f64 = 1.2;
/// The least ratio of a hemistich to the common width at which it is made to fill it: below, holes would open.
const FILLED: f64 = 0.6;
/// How far the second of two stacked hemistichs stands from the start edge, at least, in ems: what tells couplets apart.
const LEAST_STEP: f64 = 0.5;
/// The same where hemistichs are broken.
const STEP: f64 = 1.5;
/// Space between a number and its couplet, in ems of the number.
const NUMBER_GAP: f64 = 1.0;
/// Space between stanzas, in line spacings.
const STANZA_GAP: f64 = 0.5;

/// A shaped line of verse.
struct Couplet {
    number: Option<Line>,
    first: ShapedParagraph,
    second: Option<ShapedParagraph>,
    /// Places in it.
    places: Vec<AnchorId>,
}

impl Couplet {
    fn is_broken(&self) -> bool {
        let mut runs = std::iter::once(&self.first).chain(&self.second).flat_map(|half| &half.runs);
        runs.any(|run| run.kind == RunKind::LineBreak)
    }
}

/// How the couplets of a poem stand, the same for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Side by side: hemistichs of a width, with a space between them.
    Wide(Length, Length),
    /// One below the other: the first at the start, the second at the end, both of a width.
    Stacked(Length),
    /// One below the other, each in as many lines as it needs, the second indented.
    Broken,
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
        let column = self.with_room_for_numbers(&stanzas, column);
        let form = self.form(&stanzas, column.measure);
        stack.space(style.space_before);
        let first = stack.next_block;
        for stanza in stanzas {
            let stanza_first = stack.next_block;
            let from = stack.rows.len();
            for couplet in stanza {
                let (first_row, first) = (stack.rows.len(), stack.next_block);
                let label = couplet.number.as_ref().map(|_| stack.block());
                let start = match (&couplet.second, form) {
                    (Some(second), Form::Wide(width, gutter)) => {
                        self.side_by_side(&couplet.first, second, (width, gutter), &column, stack)
                    }
                    (Some(second), form) => self.stacked(&couplet.first, second, form, &column, stack),
                    (None, _) => self.single(&couplet.first, &column, stack),
                };
                if let Some(row) = stack.rows.get_mut(first_row) {
                    row.anchors.extend(&couplet.places);
                }
                if let (Some(number), Some(block), Some(row)) = (couplet.number, label, stack.rows.get_mut(first_row)) {
                    self.put_number(number, start, block, &column, row);
                }
                stack.group(GroupKind::Couplet, first);
            }
            stack.group(GroupKind::Stanza, stanza_first);
            if style.keep_together {
                stack.bind(from);
            }
            keep_stanza(&mut stack.rows[from..]);
            stack.space(style.line_spacing.scale(STANZA_GAP));
        }
        stack.group(GroupKind::Verse, first);
        stack.space(style.space_after);
    }

    /// Shapes a line of verse once; whether it fits is known only when all are shaped.
    fn couplet(&mut self, line: &VerseLine, column: &Column, span: Span) -> Couplet {
        let look = Look::plain(Role::Footnote, column.language.clone());
        let number = line.number.as_ref().and_then(|number| self.label(number, &look, column.direction));
        let mut shaped = |inlines: &[Inline]| {
            let text = self.flatten(inlines, &Look::plain(Role::Verse, column.language.clone()), column, span);
            self.shape(&text)
        };
        let (first, second) = (shaped(&line.first), line.second.as_deref().map(&mut shaped));
        Couplet { number, first, second, places: self.take_places() }
    }

    /// The column, less room for numbers at both sides where the margin of the page cannot take them.
    fn with_room_for_numbers(&self, stanzas: &[Vec<Couplet>], column: Column) -> Column {
        let numbers = stanzas.iter().flatten().filter_map(|couplet| couplet.number.as_ref());
        let widest = numbers.map(|number| number.measure).fold(Length::ZERO, Length::max);
        let room = widest + self.number_gap();
        let page = &self.tools.styles.page;
        let is_whole = column.measure == self.tools.column().measure;
        let hangs = is_whole && room + room < page.inside.min(page.outside);
        if widest == Length::ZERO || hangs { column } else { column.narrowed(room, room) }
    }

    fn number_gap(&self) -> Length {
        self.tools.style(Role::Footnote).size.scale(NUMBER_GAP)
    }

    /// The form in which every hemistich fits, by the widest.
    fn form(&self, stanzas: &[Vec<Couplet>], measure: Length) -> Form {
        let style = self.tools.style(Role::Verse);
        // A hemistich that is broken by force has no place beside another.
        if stanzas.iter().flatten().any(Couplet::is_broken) {
            return Form::Broken;
        }
        let halves = || {
            let couplets = stanzas.iter().flatten().filter(|couplet| couplet.second.is_some());
            couplets.flat_map(|couplet| std::iter::once(&couplet.first).chain(&couplet.second))
        };
        let natural = halves().map(natural_width).fold(Length::ZERO, Length::max);
        let shrink_to = style.justification.shrink_to;
        let least = halves().map(|half| least_line(half, shrink_to)).fold(Length::ZERO, Length::max);
        form(natural, least, measure, style.size)
    }

    /// Two hemistichs in one row, the first at the start side, each a block of its own. Gives where the row begins.
    fn side_by_side(
        &mut self,
        first: &ShapedParagraph,
        second: &ShapedParagraph,
        (width, gutter): (Length, Length),
        column: &Column,
        stack: &mut Stack,
    ) -> Length {
        let style = self.tools.style(Role::Verse);
        let start = (column.measure - width - width - gutter) / 2;
        let baseline = self.tools.baseline(Role::Verse);
        let mut row = Row { height: style.line_spacing, baseline, ..Row::default() };
        for (place, half) in [(start, first), (start + width + gutter, second)] {
            let block = stack.block();
            let Some((line, room)) = self.hemistich(half, width) else { continue };
            row.notes.extend(line.notes());
            let x = column.x(place + room, line.measure);
            row.items.push(line_item(line, Point { x, y: baseline }, block, column));
        }
        stack.push(row);
        start
    }

    /// The first hemistich at the start edge, the second below it at the end edge or indented.
    fn stacked(
        &mut self,
        first: &ShapedParagraph,
        second: &ShapedParagraph,
        form: Form,
        column: &Column,
        stack: &mut Stack,
    ) -> Length {
        let from = stack.rows.len();
        if let Form::Stacked(width) = form {
            let style = self.tools.style(Role::Verse);
            let baseline = self.tools.baseline(Role::Verse);
            for (place, half) in [(Length::ZERO, first), (column.measure - width, second)] {
                let block = stack.block();
                let Some((line, room)) = self.hemistich(half, width) else { continue };
                let (x, notes) = (column.x(place + room, line.measure), line.notes());
                let items = vec![line_item(line, Point { x, y: baseline }, block, column)];
                stack.push(Row { height: style.line_spacing, baseline, notes, items, ..Row::default() });
            }
        } else {
            let step = self.tools.style(Role::Verse).size.scale(STEP);
            self.aligned(first, Align::Start, column, stack);
            self.aligned(second, Align::Start, &column.narrowed(step, Length::ZERO), stack);
        }
        stack.bind(from);
        Length::ZERO
    }

    /// A hemistich that fills a width, and how far from the start of that it begins: one that is much too short keeps its
    /// own width in the middle.
    fn hemistich(&mut self, half: &ShapedParagraph, width: Length) -> Option<(Line, Length)> {
        let natural = natural_width(half);
        if natural.ratio_to(width) < FILLED {
            return Some((self.one_line(half, Role::Verse)?, (width - natural) / 2));
        }
        let justification = self.tools.style(Role::Verse).justification;
        let line = fill_line(half, width, justification, self.tools.faces, &mut self.diagnostics)?;
        Some((line, Length::ZERO))
    }

    fn verse_setting(&self, measure: Length, align: Align) -> Setting {
        let style = self.tools.style(Role::Verse);
        Setting { measure, first_indent: Length::ZERO, align, justification: style.justification }
    }

    /// A line without a second half, in the middle.
    fn single(&mut self, line: &ShapedParagraph, column: &Column, stack: &mut Stack) -> Length {
        let from = stack.rows.len();
        self.aligned(line, column.align.unwrap_or(Align::Center), column, stack);
        stack.bind(from);
        Length::ZERO
    }

    /// A hemistich in lines as wide as the column.
    fn aligned(&mut self, shaped: &ShapedParagraph, align: Align, column: &Column, stack: &mut Stack) {
        let block = stack.block();
        let style = self.tools.style(Role::Verse);
        let setting = self.verse_setting(column.measure, align);
        let baseline = self.tools.baseline(Role::Verse);
        for line in self.break_lines(shaped, &setting) {
            let notes = line.notes();
            let item = line_item(line, Point { x: column.left, y: baseline }, block, column);
            let row = Row { height: style.line_spacing, baseline, notes, items: vec![item], ..Row::default() };
            stack.push(row);
        }
    }

    /// Puts a number before what it counts, on the same baseline, outside the start edge.
    fn put_number(&self, number: Line, start: Length, block: u32, column: &Column, row: &mut Row) {
        let x = column.x(start - self.number_gap() - number.measure, number.measure);
        let item =
            line_item(number, Point { x, y: row.baseline }, block, &column.of(Role::Footnote, ItemRole::VerseLabel));
        row.items.insert(0, item);
    }
}

/// The form of couplets whose widest hemistich has a natural and a least width, in type of a size.
fn form(natural: Length, least: Length, measure: Length, size: Length) -> Form {
    let gutter = (measure - natural - natural).max(size.scale(LEAST_GUTTER)).min(size.scale(GUTTER));
    let half = (measure - gutter) / 2;
    let stacked = measure - size.scale(LEAST_STEP);
    if least <= half {
        Form::Wide(natural.min(half), gutter)
    } else if least <= stacked {
        Form::Stacked(natural.min(stacked))
    } else {
        Form::Broken
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn couplets_are_stacked_only_where_the_widest_hemistich_has_no_room() {
        let of = |natural, least, measure| {
            form(Length::pt(natural), Length::pt(least), Length::pt(measure), Length::pt(10.0))
        };
        assert_eq!(of(100.0, 95.0, 300.0), Form::Wide(Length::pt(100.0), Length::pt(18.0)));
        // The space between gives way first, then the spaces between words.
        assert_eq!(of(100.0, 95.0, 215.0), Form::Wide(Length::pt(100.0), Length::pt(15.0)));
        assert_eq!(of(100.0, 95.0, 204.0), Form::Wide(Length::pt(96.0), Length::pt(12.0)));
        assert_eq!(of(100.0, 95.0, 200.0), Form::Stacked(Length::pt(100.0)));
        assert_eq!(of(100.0, 95.0, 102.0), Form::Stacked(Length::pt(97.0)));
        assert_eq!(of(100.0, 95.0, 99.0), Form::Broken);
    }
}
