//! What is drawn beside the letters: rules, lines through and above text, dots, codes of squares, images.

use super::content::{Writer, image_name};
use crate::base::{Color, Length, Point, Rect};
use crate::book::{ImageId, Modules, Turn};
use crate::lines::Fragment;

impl Writer<'_> {
    /// A line through the text: a third of the ascent of small letters high, as far as one line serves all scripts.
    pub(super) fn strike(&mut self, at: Point, fragment: &Fragment) {
        self.end_text();
        self.set_color(fragment.style.color);
        let thickness = fragment.size.scale(0.05);
        let bottom = self.height - at.y + fragment.style.rise + fragment.size.scale(0.25);
        self.out.fill_rect(at.x + fragment.x, bottom, fragment.width, thickness);
    }

    /// A line above the text, at a height above its baseline.
    pub(super) fn overline(&mut self, at: Point, fragment: &Fragment, height: Length) {
        self.end_text();
        self.set_color(fragment.style.color);
        let bottom = self.height - at.y + fragment.style.rise + height;
        self.out.fill_rect(at.x + fragment.x, bottom, fragment.width, fragment.size.scale(0.04));
    }

    pub(super) fn rule(&mut self, area: Rect, color: Color) {
        self.end_text();
        self.set_color(color);
        self.out.fill_rect(area.origin.x, self.height - area.bottom(), area.size.width, area.size.height);
    }

    /// Dashes of no length with round caps are dots (PDF 1.7 §8.4.3.3).
    pub(super) fn dots(&mut self, area: Rect, step: Length, color: Color) {
        self.end_text();
        self.out.raw(b"q ");
        self.out.stroke_color(color);
        self.out.lengths(&[area.size.height]);
        self.out.raw(b"w 1 J [0 ");
        self.out.lengths(&[step]);
        self.out.raw(b"] 0 d ");
        let y = self.height - area.origin.y - area.size.height / 2;
        self.out.lengths(&[area.origin.x + step / 2, y]);
        self.out.raw(b"m ");
        self.out.lengths(&[area.right() - step / 2, y]);
        self.out.raw(b"l S Q\n");
    }

    /// The squares of a code as one path that is filled once, so that no seam shows between two of them.
    pub(super) fn modules(&mut self, area: Rect, modules: &Modules) {
        self.end_text();
        self.set_color(Color::BLACK);
        let count = i64::from(modules.count.max(1));
        let x = |column: u32| area.origin.x + area.size.width * i64::from(column) / count;
        let y = |row: u32| self.height - area.origin.y - area.size.height * i64::from(row) / count;
        let rects = modules.stretches().into_iter().map(|(row, column, length)| {
            let (left, right, bottom, top) = (x(column), x(column + length), y(row + 1), y(row));
            [left, bottom, right - left, top - bottom]
        });
        for rect in rects.collect::<Vec<_>>() {
            self.out.lengths(&rect);
            self.out.raw(b"re\n");
        }
        self.out.raw(b"f\n");
    }

    pub(super) fn image(&mut self, area: Rect, image: ImageId) {
        self.end_text();
        self.out.raw(b"q ");
        let [a, b, c, d, e, f] = self.turns.get(image.0 as usize).copied().unwrap_or(Turn::NONE).matrix();
        let (width, height) = (area.size.width, area.size.height);
        self.out.lengths(&[width * a, height * b, width * c, height * d]);
        self.out.lengths(&[area.origin.x + width * e, self.height - area.bottom() + height * f]);
        self.out.raw(b"cm /");
        self.out.raw(image_name(image).as_bytes());
        self.out.raw(b" Do Q\n");
        if !self.images.contains(&image) {
            self.images.push(image);
        }
    }
}
