//! Figures: an image scaled to its column, its caption below it on the same page.

use super::row::{Keep, Row, Stack};
use super::setter::{Column, Setter};
use super::{Item, ItemKind, ItemRole};
use crate::base::{Diagnostic, Length, Rect, Span};
use crate::book::{Figure, ImageId};
use crate::style::Role;

/// The greatest height of an image, as a ratio of the page.
const HIGHEST: f64 = 0.6;
/// Width of a pixel before scaling, in points: 150 pixels to the inch print cleanly on office printers.
const PIXEL: f64 = 72.0 / 150.0;

impl Setter<'_, '_> {
    /// An image in the middle of its column, and its caption.
    pub(super) fn figure(&mut self, figure: &Figure, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::Caption);
        stack.space(style.space_before);
        let from = stack.rows.len();
        self.image(figure.image, &figure.alt, column, stack);
        if let Some(caption) = &figure.caption {
            stack.bind(from);
            if let Some(image) = stack.rows.last_mut() {
                image.keep = Keep::WithNext;
            }
            let from = stack.rows.len();
            self.plain_paragraph(caption, &column.of(Role::Caption, ItemRole::Caption), stack);
            stack.bind(from);
        }
        stack.space(style.space_after);
    }

    /// Images that stood among the words of a block are set below it.
    pub(super) fn images_among_words(&mut self, span: Span, column: &Column, stack: &mut Stack) {
        for (image, alt) in std::mem::take(&mut self.images) {
            let message = format!("the image \u{2068}{alt}\u{2069} stands among words and is set below them");
            self.diagnostics.push(
                Diagnostic::warning("pages.image-among-words", span, message)
                    .hint("give the image a paragraph of its own where you want it"),
            );
            self.image(image, &alt, column, stack);
        }
    }

    /// An image in a row of its own: never larger than its pixels allow, than its column, or than most of a page.
    fn image(&mut self, image: ImageId, alt: &str, column: &Column, stack: &mut Stack) {
        let Some(file) = self.tools.book.images.get(image.0 as usize) else { return };
        let (width, height) = (f64::from(file.width) * PIXEL, f64::from(file.height) * PIXEL);
        let highest = self.tools.styles.page.height.to_pt() * HIGHEST;
        let scale = (column.measure.to_pt() / width).min(highest / height).min(1.0);
        let (width, height) = (Length::pt(width * scale), Length::pt(height * scale));
        let rect = Rect::new(column.left + (column.measure - width) / 2, Length::ZERO, width, height);
        let item = Item {
            role: ItemRole::Figure(alt.to_owned()),
            block: stack.block(),
            language: column.language.clone(),
            kind: ItemKind::Image(rect, image),
        };
        stack.push(Row { height, baseline: height, items: vec![item], ..Row::default() });
    }
}
