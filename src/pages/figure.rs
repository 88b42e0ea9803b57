//! Figures: an image in its column, its caption below it on the same page; images among words.

use super::row::{Keep, Row, Stack, height};
use super::setter::{Column, Setter};
use super::{GroupKind, Item, ItemKind, ItemRole};
use crate::base::{Diagnostic, Length, Rect, Size, Span};
use crate::book::{Figure, ImageFile, ImageFormat, ImageId, ImageWidth};
use crate::document::ColumnAlign;
use crate::style::Role;

/// The greatest height of an image whose size nobody asked for, as a ratio of the page.
const HIGHEST: f64 = 0.6;
/// Width of a pixel before scaling, in points: 150 pixels to the inch print cleanly on office printers.
const PIXEL: f64 = 72.0 / 150.0;
/// Width of the unit of drawings, a hundredth of a pixel of CSS (CSS Values 4 § 6.2).
const DRAWN: f64 = 0.72 / 96.0;
/// The narrowest caption below a small image at an edge, as a ratio of the column.
const NARROWEST_CAPTION: f64 = 0.3;
/// Fewer pixels to the inch look coarse on paper; half a pixel less is rounding.
const COARSE: f64 = 149.5;

impl Setter<'_, '_> {
    /// An image where its author wants it, and its caption.
    pub(super) fn figure(&mut self, figure: &Figure, span: Span, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::Caption);
        stack.space(style.space_before);
        let room = self.area_height();
        let Some(size) = self.image_size(figure, column.measure, room, span) else { return };
        let mut below = stack.inner();
        // The image has the number before.
        below.next_block += 1;
        if let Some(caption) = &figure.caption {
            let under = under(figure.align, size, column).of(Role::Caption, ItemRole::Caption);
            self.plain_paragraph(caption, &under, &mut below);
            below.bind(0);
        }
        let spaces = below.rows.first().map_or(Length::ZERO, |row| row.before);
        let size = fitted(size, column.measure, room - height(&below.rows) - spaces);
        let (image, first) = (stack.rows.len(), stack.next_block);
        self.image_row(figure.image, &figure.alt, size, figure.align, column, stack);
        if let (Some(image), false) = (stack.rows.get_mut(image), below.rows.is_empty()) {
            image.keep = Keep::WithNext;
        }
        stack.absorb(below);
        stack.group(GroupKind::Figure, first);
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
            let Some(file) = self.tools.book.images.get(image.0 as usize) else { continue };
            let size = fitted(natural(file), column.measure, self.highest());
            self.image_row(image, &alt, size, ColumnAlign::Auto, column, stack);
        }
    }

    /// The height of a page's text.
    fn area_height(&self) -> Length {
        let page = &self.tools.styles.page;
        page.height - page.top - page.bottom
    }

    /// The greatest height of an image whose size nobody asked for.
    pub(super) fn highest(&self) -> Length {
        self.tools.styles.page.height.scale(HIGHEST).min(self.area_height())
    }

    /// The size of an image: as asked for, but never wider than the column or taller than `room`.
    pub(super) fn image_size(&mut self, figure: &Figure, measure: Length, room: Length, span: Span) -> Option<Size> {
        let file = self.tools.book.images.get(figure.image.0 as usize)?;
        let own = natural(file);
        let wanted = match figure.width {
            ImageWidth::Natural => return Some(fitted(own, measure, self.highest().min(room))),
            ImageWidth::Length(width) => width,
            ImageWidth::Share(share) => measure.scale(share),
        };
        if wanted > measure {
            let message = format!("the image is {:.0} mm wide, its column {:.0} mm", wanted.to_mm(), measure.to_mm());
            self.diagnostics.push(
                Diagnostic::warning("pages.wide-image", span, message)
                    .hint("it is set as wide as the column: write `{width=100%}` to ask for that"),
            );
        }
        let grown = Size { width: wanted, height: own.height.scale(wanted.ratio_to(own.width)) };
        let size = fitted(grown, measure, room);
        self.check_resolution(file, size.width, span);
        Some(size)
    }

    /// Warns about an image of too few pixels for its size on paper.
    pub(super) fn check_resolution(&mut self, file: &ImageFile, width: Length, span: Span) {
        let inches = width.to_pt() / 72.0;
        let resolution = f64::from(file.width) / inches;
        if file.format == ImageFormat::Svg || resolution >= COARSE {
            return;
        }
        let name = file.path.file_name().unwrap_or_default().display();
        let message = format!("`{name}` has {resolution:.0} pixels to the inch in print, less than 150");
        let (widest, pixels) = (f64::from(file.width) / 150.0 * 25.4, (inches * 150.0).ceil());
        self.diagnostics.push(
            Diagnostic::warning("pages.low-resolution", span, message)
                .hint(format!("set it {widest:.0} mm wide at most, or take an image at least {pixels} pixels wide")),
        );
    }

    /// An image in a row of its own.
    fn image_row(
        &mut self,
        image: ImageId,
        alt: &str,
        size: Size,
        align: ColumnAlign,
        column: &Column,
        stack: &mut Stack,
    ) {
        let x = column.x(start(align, column.measure - size.width), size.width);
        let rect = Rect::new(x, Length::ZERO, size.width, size.height);
        let item = image_item(image, alt, rect, stack.block(), column);
        stack.push(Row { height: size.height, baseline: size.height, items: vec![item], ..Row::default() });
    }
}

/// Where something begins in a column that has room to spare, from the start edge.
fn start(align: ColumnAlign, spare: Length) -> Length {
    match align {
        ColumnAlign::Start => Length::ZERO,
        ColumnAlign::Auto | ColumnAlign::Center => spare / 2,
        ColumnAlign::End => spare,
    }
}

/// The column of a caption: that of its image at an edge, the whole one below an image in the middle.
fn under(align: ColumnAlign, size: Size, column: &Column) -> Column {
    if matches!(align, ColumnAlign::Auto | ColumnAlign::Center) {
        return column.clone();
    }
    let measure = size.width.max(column.measure.scale(NARROWEST_CAPTION)).min(column.measure);
    let left = column.x(start(align, column.measure - measure), measure);
    Column { left, measure, ..column.clone() }
}

/// An image at its place.
pub(super) fn image_item(image: ImageId, alt: &str, rect: Rect, block: u32, column: &Column) -> Item {
    Item {
        role: ItemRole::Figure(alt.to_owned()),
        block,
        language: column.language.clone(),
        kind: ItemKind::Image(rect, image),
    }
}

/// The size of an image by its pixels.
pub(super) fn natural(file: &ImageFile) -> Size {
    let pixel = if file.format == ImageFormat::Svg { DRAWN } else { PIXEL };
    let side = |pixels: u32| Length::pt(f64::from(pixels) * pixel);
    Size { width: side(file.width), height: side(file.height) }
}

/// A size made smaller until it has room; one that has room stays.
pub(super) fn fitted(size: Size, width: Length, height: Length) -> Size {
    let scale = width.ratio_to(size.width).min(height.ratio_to(size.height)).min(1.0);
    Size { width: size.width.scale(scale), height: size.height.scale(scale) }
}
