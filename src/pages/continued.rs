//! Continuation lines: where a page parts an article, its foot says where the rest is and the next head where it began.
//!
//! `fill` leaves room for them, `compose` sets them. They are furniture: the text is read out without them.

use std::sync::Arc;

use super::galley::Slot;
use super::palette::{Look, Palette};
use super::row::{Continued, Row};
use super::setter::{Setter, Tools};
use super::{Frame, FrameRole, Item, ItemKind, ItemRole};
use crate::base::{Diagnostics, Length, Point, Rect};
use crate::book::phrases;
use crate::style::{Align, Fold, Role, StyleSheet};

/// Between the name of an article and where it comes from.
const BETWEEN: &str = " – ";

/// The height of a continuation line; none on panels, which are not numbered.
pub(super) fn line_height(styles: &StyleSheet) -> Length {
    let style = styles.style(Role::Continuation);
    if styles.page.fold == Fold::None { style.line_spacing } else { Length::ZERO }
}

/// Whether an article is parted between a row and the one before it.
pub(super) fn parts_article(slots: &[Slot<'_>], row: usize) -> bool {
    row < slots.len() && row.checked_sub(1).is_some_and(|before| slots[before].row.article.is_some())
}

/// Sets continuation lines.
pub(super) struct Lines<'a, 'f> {
    tools: &'a Tools<'a, 'f>,
    palette: Palette,
    /// What was found wrong.
    pub(super) diagnostics: Diagnostics,
}

impl<'a, 'f> Lines<'a, 'f> {
    pub(super) fn new(tools: &'a Tools<'a, 'f>) -> Self {
        Self { tools, palette: Palette::default(), diagnostics: Diagnostics::new() }
    }

    /// The line at the head of a page on which an article goes on: its name, and where it comes from.
    pub(super) fn head(&mut self, article: &Continued, index: usize, area: Rect) -> Option<Frame> {
        let from = phrases(&article.language).continued_from;
        let from = from.replace("{}", &self.tools.labels.folios().label(index.checked_sub(1)?));
        // What ends a page says so at the end of its last column; what goes on begins at the head of the first one.
        let align = match self.tools.style(Role::Continuation).align {
            Align::End => Align::Start,
            align => align,
        };
        let mut title = article.title.as_str();
        let mut ellipsis = "";
        loop {
            let text = if title.is_empty() { from.clone() } else { format!("{title}{ellipsis}{BETWEEN}{from}") };
            let frame = self.frame(&text, article, align, area.origin.y, area)?;
            if title.is_empty() || frame.area.size.width <= area.size.width {
                return Some(frame);
            }
            // A long name loses words, not the number of the page.
            title = title.trim_end().rsplit_once(char::is_whitespace).map_or("", |(shorter, _)| shorter.trim_end());
            ellipsis = "…";
        }
    }

    /// The line below the last row of a page whose article goes on overleaf.
    pub(super) fn foot(&mut self, article: &Continued, index: usize, top: Length, area: Rect) -> Option<Frame> {
        let text = phrases(&article.language).continued_on.replace("{}", &self.tools.labels.folios().label(index + 1));
        self.frame(&text, article, self.tools.style(Role::Continuation).align, top, area)
    }

    /// A frame with one line whose top is given, at the side asked for.
    fn frame(&mut self, text: &str, article: &Continued, align: Align, top: Length, area: Rect) -> Option<Frame> {
        if line_height(self.tools.styles) == Length::ZERO {
            return None;
        }
        let mut setter = Setter::new(self.tools, &mut self.palette);
        let look = Look::plain(Role::Continuation, article.language.clone());
        let line = setter.label(text, &look, article.direction);
        self.diagnostics.append(setter.diagnostics);
        let line = Arc::new(line?);
        let slack = area.size.width - line.measure;
        let is_rtl = article.direction.is_rtl();
        let left = match align {
            Align::Center => slack / 2,
            Align::End => {
                if is_rtl {
                    Length::ZERO
                } else {
                    slack
                }
            }
            Align::Start | Align::Justify => {
                if is_rtl {
                    slack
                } else {
                    Length::ZERO
                }
            }
        };
        let at = Point { x: area.origin.x + left, y: top + self.tools.baseline(Role::Continuation) };
        let area = Rect::new(at.x, at.y - line.ascent, line.measure, line.ascent + line.descent);
        let language = article.language.clone();
        let item = Item { role: ItemRole::Artifact, block: 0, language, kind: ItemKind::Line(at, line) };
        Some(Frame { role: FrameRole::Continuation, area, items: vec![item] })
    }
}

/// The article that is parted before a row.
pub(super) fn article_before(rows: &[(Row, usize)], row: usize) -> Option<Arc<Continued>> {
    rows.get(row)?;
    rows.get(row.checked_sub(1)?)?.0.article.clone()
}
