//! The grid: what stands between lines of the text takes whole lines of it in sum.
//!
//! What lacks to a whole line is added above a heading, which belongs to what follows it, and on both sides of all else: half
//! above, and below as much as brings the next line of the text to the grid (`sheet`).

use super::Slot;
use super::sheet::{is_heading, up_to};
use crate::base::Length;

/// Adds to the spaces between lines of the text what they lack to whole lines.
pub(in crate::pages) fn level(slots: &mut [Slot<'_>], line: Length) {
    let mut from = 0;
    while from < slots.len() {
        if slots[from].is_on_grid {
            from += 1;
            continue;
        }
        let count = slots[from..].iter().take_while(|slot| !slot.is_on_grid).count();
        let Some(next) = slots.get(from + count) else { return };
        let rows: Length = slots[from..from + count].iter().map(|slot| slot.before + slot.row.height).sum();
        let all = rows + next.before;
        let lack = up_to(all, line) - all;
        slots[from].before += if is_heading(slots[from].row) { lack } else { lack / 2 };
        from += count;
    }
}
