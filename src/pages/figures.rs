//! Images side by side: of one height where nobody asked for widths, each caption below its image, one caption for all.

use super::figure::{fitted, image_item, natural};
use super::palette::Look;
use super::row::{Keep, Row, Stack};
use super::setter::{Column, NARROWEST, Setter, line_item};
use super::{GroupKind, ItemRole};
use crate::base::{Length, Point, Rect, Size, Span};
use crate::book::{Figure, Figures, ImageFormat, ImageWidth};
use crate::lines::Setting;
use crate::style::Role;

/// Space between two images, in ems of the caption.
const GAP: f64 = 1.5;

impl Setter<'_, '_> {
    /// Images in as few rows as their column has room for, from the start side.
    pub(super) fn figures(&mut self, figures: &Figures, span: Span, column: &Column, stack: &mut Stack) {
        let style = self.tools.style(Role::Caption);
        let gap = style.size.scale(GAP);
        let least = Length::pt(NARROWEST) + gap;
        let most = usize::try_from((column.measure + gap).raw() / least.raw()).unwrap_or(1).max(1);
        let (from, first) = (stack.rows.len(), stack.next_block);
        stack.space(style.space_before);
        for list in figures.list.chunks(most) {
            let row = self.figures_row(list, gap, span, column, stack);
            stack.push(row);
            stack.space(style.space_before);
        }
        if !figures.caption.is_empty() {
            if let Some(last) = stack.rows.last_mut() {
                last.keep = Keep::WithNext;
            }
            let below = stack.rows.len();
            self.blocks(&figures.caption, &column.of(Role::Caption, ItemRole::Caption), stack);
            stack.bind(below);
            stack.group(GroupKind::Figure, first);
        }
        let anchors = figures.list.iter().filter_map(|figure| figure.anchor);
        if let Some(first) = stack.rows.get_mut(from) {
            first.anchors.extend(anchors);
        }
        stack.space(style.space_after);
    }

    /// Images and their captions in one row.
    fn figures_row(&mut self, list: &[Figure], gap: Length, span: Span, column: &Column, stack: &mut Stack) -> Row {
        let gaps = gap * i64::try_from(list.len().saturating_sub(1)).unwrap_or(0);
        let sizes = self.sizes(list, column.measure - gaps, span);
        let used: Length = sizes.iter().map(|size| size.width).sum();
        // Room that the images leave goes to their captions.
        let spare = (column.measure - gaps - used) / i64::try_from(list.len().max(1)).unwrap_or(1);
        let highest = sizes.iter().map(|size| size.height).fold(Length::ZERO, Length::max);
        let mut row = Row { height: highest, baseline: highest, ..Row::default() };
        let mut start = Length::ZERO;
        for (figure, size) in list.iter().zip(sizes) {
            let slot = size.width + spare;
            let x = column.x(start + spare / 2, size.width);
            // Images of several heights stand on one line.
            let rect = Rect::new(x, highest - size.height, size.width, size.height);
            let first = stack.next_block;
            row.items.push(image_item(figure.image, &figure.alt, rect, stack.block(), column));
            if let Some(caption) = &figure.caption {
                self.caption_in_slot(caption, column.x(start, slot), slot, highest, column, stack, &mut row);
            }
            stack.group(GroupKind::Figure, first);
            start += slot + gap;
        }
        row
    }

    /// The sizes of images that share a width. Those without a width of their own have one height.
    fn sizes(&mut self, list: &[Figure], room: Length, span: Span) -> Vec<Size> {
        let highest = self.highest();
        let own: Vec<Size> = list
            .iter()
            .map(|figure| {
                let file = self.tools.book.images.get(figure.image.0 as usize);
                let size = file.map_or(Size { width: Length::pt(1.0), height: Length::pt(1.0) }, natural);
                let wanted = match figure.width {
                    // A drawing has no pixels to run out of: the images beside it decide.
                    ImageWidth::Natural if file.is_some_and(|file| file.format == ImageFormat::Svg) => room,
                    ImageWidth::Natural => return fitted(size, room, highest),
                    ImageWidth::Length(width) => width,
                    ImageWidth::Share(share) => room.scale(share),
                };
                let grown = Size { width: wanted, height: size.height.scale(wanted.ratio_to(size.width)) };
                fitted(grown, room, highest)
            })
            .collect();
        let is_free = |figure: &Figure| figure.width == ImageWidth::Natural;
        let free = || list.iter().zip(&own).filter(|(figure, _)| is_free(figure)).map(|(_, size)| size);
        let lowest = free().map(|size| size.height).fold(Length::MAX, Length::min);
        let even = |size: &Size| Size { width: size.width.scale(lowest.ratio_to(size.height)), height: lowest };
        let sizes: Vec<Size> =
            list.iter().zip(&own).map(|(figure, size)| if is_free(figure) { even(size) } else { *size }).collect();
        let sum: Length = sizes.iter().map(|size| size.width).sum();
        let scale = room.ratio_to(sum).min(1.0);
        let sizes: Vec<Size> = sizes
            .into_iter()
            .map(|size| Size { width: size.width.scale(scale), height: size.height.scale(scale) })
            .collect();
        for (figure, size) in list.iter().zip(&sizes) {
            if let Some(file) = self.tools.book.images.get(figure.image.0 as usize) {
                self.check_resolution(file, size.width, span);
            }
        }
        sizes
    }

    /// The caption of one image below it.
    #[expect(clippy::too_many_arguments, reason = "a slot is a place, a width and a top in a row of a column")]
    fn caption_in_slot(
        &mut self,
        caption: &str,
        x: Length,
        width: Length,
        top: Length,
        column: &Column,
        stack: &mut Stack,
        row: &mut Row,
    ) {
        let style = self.tools.style(Role::Caption);
        let column = column.of(Role::Caption, ItemRole::Caption);
        let text = self.plain(caption, &Look::plain(Role::Caption, column.language.clone()), column.direction);
        let shaped = self.shape(&text);
        let setting = Setting {
            measure: width,
            first_indent: Length::ZERO,
            align: style.align,
            justification: style.justification,
        };
        let block = stack.block();
        let mut y = top + style.space_before + self.tools.baseline(Role::Caption);
        let mut bottom = top + style.space_before;
        for line in self.break_lines(&shaped, &setting) {
            row.items.push(line_item(line, Point { x, y }, block, &column));
            y += style.line_spacing;
            bottom += style.line_spacing;
        }
        row.height = row.height.max(bottom);
    }
}
