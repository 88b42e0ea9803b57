//! Parts of a newsletter: the masthead across the measure, QR codes, articles whose rows know that they go on.

use std::sync::Arc;

use super::palette::Look;
use super::row::{Continued, Keep, Row, Stack};
use super::setter::{Column, Setter, line_item};
use super::table::rule;
use super::{GroupKind, Item, ItemKind, ItemRole};
use crate::base::{Color, Length, Point, Rect};
use crate::book::{Article, Masthead, Modules, QrCode};
use crate::lines::Line;
use crate::style::{Align, Role};

/// Thickness of the rules above and below a masthead, in points.
const HEAVY: f64 = 2.0;
/// Thickness of the rule between its name and its line, in points.
const FINE: f64 = 0.5;
/// The least space between two parts of its line, in ems.
const LEAST_GAP: f64 = 1.5;
/// What stands between the parts of a line that has no room to spread them.
const BETWEEN: &str = "\u{00A0}· ";

impl Setter<'_, '_> {
    /// A masthead: rules above and below, the name and the motto in the middle, issue and dates spread over the measure.
    pub(super) fn masthead(&mut self, masthead: &Masthead, column: &Column, stack: &mut Stack) {
        let (from, first) = (stack.rows.len(), stack.next_block);
        stack.push(ruled(Length::pt(HEAVY), HEAVY, column));
        let centred = Column { align: Some(Align::Center), ..column.clone() };
        self.name(&masthead.title, &centred.of(Role::Masthead, ItemRole::Paragraph), stack);
        let style = self.tools.style(Role::MastheadMotto);
        stack.space(style.space_before);
        self.blocks(&masthead.motto, &centred.of(Role::MastheadMotto, ItemRole::Paragraph), stack);
        stack.space(style.space_after);
        let line: Vec<&str> = masthead.line().collect();
        if !line.is_empty() {
            stack.push(ruled(Length::pt(FINE), FINE, column));
            self.spread(&line, &column.of(Role::MastheadLine, ItemRole::Paragraph), stack);
        }
        stack.push(ruled(Length::pt(HEAVY), HEAVY, column));
        stack.group(GroupKind::Masthead, first);
        stack.bind(from);
        // A masthead alone at the foot of a page heads nothing.
        if let Some(last) = stack.rows.last_mut() {
            last.keep = Keep::WithNext;
        }
        stack.space(self.tools.style(Role::Masthead).space_after);
    }

    /// The name. The space that its style wants below it stands below the whole masthead.
    fn name(&mut self, name: &str, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::Masthead);
        let text = self.plain(name, &Look::plain(Role::Masthead, column.language.clone()), column.direction);
        stack.space(style.space_before);
        self.paragraph_rows(&text, column, Length::ZERO, stack);
    }

    /// Short texts in one row from edge to edge; in lines in the middle where they are too wide for that.
    fn spread(&mut self, parts: &[&str], column: &Column, stack: &mut Stack) {
        let style = self.tools.style(column.role);
        let look = Look::plain(column.role, column.language.clone());
        let lines: Vec<Line> = parts.iter().filter_map(|part| self.label(part, &look, column.direction)).collect();
        let widths: Vec<Length> = lines.iter().map(|line| line.measure).collect();
        let Some(places) = spread_places(&widths, column.measure, style.size.scale(LEAST_GAP)) else {
            let centred = Column { align: Some(Align::Center), ..column.clone() };
            return self.plain_paragraph(&parts.join(BETWEEN), &centred, stack);
        };
        let baseline = self.tools.baseline(column.role);
        let mut row = Row { height: style.line_spacing, baseline, ..Row::default() };
        for (line, place) in lines.into_iter().zip(places) {
            let at = Point { x: column.x(place, line.measure), y: baseline };
            row.items.push(line_item(line, at, stack.block(), column));
        }
        stack.space(style.space_before);
        stack.push(row);
        stack.space(style.space_after);
    }

    /// A QR code in the middle with the light border it needs, and its caption below.
    pub(super) fn qr_code(&mut self, code: &QrCode, column: &Column, stack: &mut Stack) {
        let count = i64::from(code.modules.count.max(1));
        let module = code.side.min(column.measure) / count;
        let side = module * count;
        let border = module * i64::from(Modules::BORDER);
        let rect = Rect::new(column.left + (column.measure - side) / 2, border, side, side);
        let first = stack.next_block;
        let item = Item {
            role: ItemRole::Figure(code.alt.clone()),
            block: stack.block(),
            language: column.language.clone(),
            kind: ItemKind::Modules(rect, Arc::clone(&code.modules)),
        };
        let height = side + border + border;
        let from = stack.rows.len();
        stack.push(Row { height, baseline: height, items: vec![item], ..Row::default() });
        let role = if column.role == Role::Body { Role::Caption } else { column.role };
        let caption = Column { align: Some(Align::Center), ..column.of(role, ItemRole::Caption) };
        self.blocks(&code.caption, &caption, stack);
        stack.group(GroupKind::Figure, first);
        stack.bind(from);
    }

    /// An article: every row but the last knows that the text goes on after it.
    pub(super) fn article(&mut self, article: &Article, column: &Column, stack: &mut Stack) {
        let (from, first) = (stack.rows.len(), stack.next_block);
        self.blocks(&article.blocks, column, stack);
        stack.group(GroupKind::Article, first);
        goes_on(article, column, from, stack);
    }
}

/// Lets the rows of an article, which begin at `from`, know that it goes on after them; all but the last.
pub(super) fn goes_on(article: &Article, column: &Column, from: usize, stack: &mut Stack) {
    let (title, language) = (article.title.clone(), column.language.clone());
    let continued = Arc::new(Continued { title, language, direction: column.direction });
    let end = stack.rows.len().saturating_sub(1);
    for row in stack.rows.get_mut(from..end).unwrap_or_default() {
        row.article = Some(Arc::clone(&continued));
    }
}

/// A row with a rule at its foot, as wide as the column.
fn ruled(height: Length, points: f64, column: &Column) -> Row {
    let thickness = Length::pt(points);
    let rect = Rect::new(column.left, height - thickness, column.measure, thickness);
    Row { height, baseline: height, items: vec![rule(rect, Color::BLACK, column)], ..Row::default() }
}

/// Where parts of these widths begin when the first stands at the start, the last at the end and one alone in the middle;
/// of three the second stands in the middle if it can. `None` where the spaces between would be too small.
fn spread_places(widths: &[Length], measure: Length, least: Length) -> Option<Vec<Length>> {
    let total: Length = widths.iter().copied().sum();
    let gaps = i64::try_from(widths.len()).ok()? - 1;
    if gaps <= 0 {
        return (total <= measure).then(|| widths.iter().map(|width| (measure - *width) / 2).collect());
    }
    let gap = (measure - total) / gaps;
    if gap < least {
        return None;
    }
    let mut at = Length::ZERO;
    let mut places = Vec::with_capacity(widths.len());
    for width in widths {
        places.push(at);
        at += *width + gap;
    }
    if let [first, second, third] = widths {
        let middle = (measure - *second) / 2;
        let is_free = middle - *first >= least && measure - *third - middle - *second >= least;
        places[1] = if is_free { middle } else { places[1] };
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(widths: &[f64], measure: f64) -> Option<Vec<f64>> {
        let widths: Vec<Length> = widths.iter().copied().map(Length::pt).collect();
        let places = spread_places(&widths, Length::pt(measure), Length::pt(10.0))?;
        Some(places.into_iter().map(Length::to_pt).collect())
    }

    #[test]
    fn parts_of_a_line_stand_at_the_edges_and_in_the_middle() {
        assert_eq!(places(&[20.0], 100.0), Some(vec![40.0]));
        assert_eq!(places(&[20.0, 30.0], 100.0), Some(vec![0.0, 70.0]));
        assert_eq!(places(&[10.0, 20.0, 30.0], 100.0), Some(vec![0.0, 40.0, 70.0]));
        // The middle is taken by a neighbour: equal spaces instead.
        assert_eq!(places(&[45.0, 20.0, 5.0], 100.0), Some(vec![0.0, 60.0, 95.0]));
        assert_eq!(places(&[45.0, 50.0], 100.0), None);
    }
}
