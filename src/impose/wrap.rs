//! The cover of a bound book on paper: back, spine and front side by side, the front where the book begins.

use super::Binding;
use super::place::{Lines, Misfit, Placed, Printed, Quarter, Sheets, Turn};
use crate::base::{Length, Rect, Size};

/// Room for marks around a cover, in millimetres.
const MARK_ROOM: f64 = 10.0;

/// Puts back, spine and front, the pages 0, 1 and 2, on a sheet; on one of their own size and room for marks if none is given.
///
/// # Errors
/// When they do not fit on the sheet, either way up: a cover is never made smaller.
pub fn wrap(
    page: Size,
    spine: Length,
    binding: Binding,
    turned: Quarter,
    sheet: Option<Size>,
    bleed: Length,
) -> Result<Sheets, Misfit> {
    let (wide, high) = (page.width * 2 + spine, page.height);
    let room = bleed + Length::mm(MARK_ROOM);
    let own = Size { width: wide + room * 2, height: high + room * 2 };
    let fits = |sheet: &Size| wide + bleed * 2 <= sheet.width && high + bleed * 2 <= sheet.height;
    let size = match sheet {
        None => own,
        Some(Size { width, height }) => {
            let ways = [Size { width, height }, Size { width: height, height: width }];
            ways.into_iter().find(fits).ok_or(Misfit::SheetTooSmall)?
        }
    };
    let (left, top) = ((size.width - wide) / 2, (size.height - high) / 2);
    let at_spine = left + page.width;
    let (back, front) = match binding {
        Binding::Left => (left, at_spine + spine),
        Binding::Right => (at_spine + spine, left),
    };
    let placed = |number: usize, x: Length, width: Length, quarter: Option<Quarter>| {
        let area = Rect::new(x, top, width, high);
        let (over_left, over_right) =
            (if x == left { bleed } else { Length::ZERO }, if x > at_spine { bleed } else { Length::ZERO });
        let clip = Rect::new(x - over_left, top - bleed, width + over_left + over_right, high + bleed * 2);
        Placed { page: number, area, clip, is_turned: false, quarter }
    };
    let pages = vec![
        placed(0, back, page.width, None),
        placed(1, at_spine, spine, Some(turned)),
        placed(2, front, page.width, None),
    ];
    let lines = Lines {
        block: Rect::new(left, top, wide, high),
        folds: vec![at_spine, at_spine + spine],
        level_folds: Vec::new(),
        cuts: vec![left, left + wide],
        level_cuts: vec![top, top + high],
    };
    let side = Printed { sheet: 0, signature: 0, is_back: false, is_turned: false, pages };
    Ok(Sheets { size, scale: 1.0, turn: Turn::LongEdge, sides: vec![side], lines })
}
