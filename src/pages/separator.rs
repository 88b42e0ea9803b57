//! `* * *`: stars, a rule, signs or empty space in the middle of the column, as the style says. No text, so furniture.
//!
//! What is drawn stays with what follows, so that no page ends with it; `paging` sees to it that none begins with it, if it can.

use super::ItemRole;
use super::row::{Keep, Row, Stack};
use super::setter::{Column, Setter};
use super::table::rule;
use crate::base::{Length, Rect};
use crate::style::{Align, Role, Separator};

/// Length of a rule, as a ratio of the measure.
const RULE: f64 = 0.25;
/// Thickness of a rule, in points.
const THICKNESS: f64 = 0.5;

impl Setter<'_, '_> {
    /// A break in the thought.
    pub(super) fn separator(&mut self, column: &Column, stack: &mut Stack) {
        let styles = self.tools.styles;
        let column = Column { align: Some(Align::Center), ..column.of(Role::Separator, ItemRole::Artifact) };
        match &styles.blocks.separator {
            Separator::Stars => {
                let star = self.star();
                let stars = format!("{star}\u{00A0}\u{00A0}{star}\u{00A0}\u{00A0}{star}");
                self.ornament(&stars, &column, stack);
            }
            Separator::Ornament(signs) => self.ornament(signs, &column, stack),
            Separator::Rule => self.short_rule(&column, stack),
            Separator::Space => {
                let style = self.tools.style(Role::Separator);
                stack.space(style.space_before.max(style.space_after).max(style.line_spacing));
            }
        }
    }

    fn ornament(&mut self, signs: &str, column: &Column, stack: &mut Stack) {
        let from = stack.rows.len();
        self.plain_paragraph(signs, column, stack);
        stack.rows[from..].iter_mut().for_each(|row| row.keep = Keep::WithNext);
    }

    /// A rule in the middle of a line of its own.
    fn short_rule(&mut self, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::Separator);
        let (width, thickness) = (column.measure.scale(RULE), Length::pt(THICKNESS));
        let left = column.left + (column.measure - width) / 2;
        let height = style.line_spacing;
        let rect = Rect::new(left, (height - thickness) / 2, width, thickness);
        let items = vec![rule(rect, style.color, column)];
        stack.space(style.space_before);
        stack.push(Row { height, baseline: height, items, keep: Keep::WithNext, ..Row::default() });
        stack.space(style.space_after);
    }

    /// The first star that a family of separators has a glyph for; every face has an asterisk.
    fn star(&self) -> char {
        // U+066D ARABIC FIVE POINTED STAR, U+2022 BULLET
        let wanted = ['\u{066D}', '\u{2022}'];
        let tools = self.tools;
        let families = &tools.style(Role::Separator).families;
        let face = families.iter().find_map(|family| tools.faces.select(family, crate::font::FaceStyle::default()));
        let has = |star: &char| face.is_some_and(|face| tools.faces.get(face).glyph(*star).is_some());
        wanted.into_iter().find(has).unwrap_or('*')
    }
}
