//! Which lines of a paragraph may end a page: no widows, no orphans, headings with what they head.

use super::row::Keep;
use crate::style::{PageStyle, Style};

/// Whether a page may end after each of `count` lines of a paragraph.
///
/// Too few lines at the foot (orphans) or at the head (widows) of a page are kept with the rest; the last line is kept with
/// the next block where the style asks so.
pub(super) fn of_lines(count: usize, page: &PageStyle, style: &Style) -> Vec<Keep> {
    let (orphans, widows) = (usize::from(page.orphans), usize::from(page.widows));
    let keep = |done: usize| {
        let inside = style.keep_together || style.keep_with_next || done < orphans || count - done < widows;
        let kept = if done == count { style.keep_with_next } else { inside };
        if kept { Keep::WithNext } else { Keep::Loose }
    };
    (1..=count).map(keep).collect()
}
