//! Furniture: running heads and folios, which are not part of the text. Lines set once serve every page that has them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::palette::{Look, Palette};
use super::sections::OnPage;
use super::setter::{Setter, Tools};
use super::spread::{self, Side};
use super::{Frame, FrameRole, Item, ItemKind, ItemRole, Leaf};
use crate::base::{Diagnostics, Length, Point, Rect};
use crate::book::DivisionKind;
use crate::lines::Line;
use crate::style::{Align, FolioPlace, Role, Running};

/// Space between a running head and a folio in one line, in ems.
const FOLIO_GAP: f64 = 2.0;

/// What a page is to its furniture.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageKind {
    /// The division its first row belongs to, as a position in the book; `None` on blank pages.
    pub(super) division: Option<usize>,
    /// Whether the division begins on it.
    pub(super) opens: bool,
    /// Recto or verso.
    pub(super) leaf: Leaf,
    /// The sections that begin or go on.
    pub(super) sections: OnPage,
}

/// Sets running heads and folios.
pub(super) struct Furniture<'a, 'f> {
    tools: &'a Tools<'a, 'f>,
    palette: Palette,
    heads: HashMap<String, Option<Arc<Line>>>,
    /// What was found wrong.
    pub(super) diagnostics: Diagnostics,
}

impl<'a, 'f> Furniture<'a, 'f> {
    /// Nothing is set yet.
    pub(super) fn new(tools: &'a Tools<'a, 'f>) -> Self {
        Self { tools, palette: Palette::default(), heads: HashMap::new(), diagnostics: Diagnostics::new() }
    }

    /// The running head of a page, if it has one.
    pub(super) fn head(&mut self, kind: PageKind) -> Option<Frame> {
        let page = &self.tools.styles.page;
        if !self.has_head(kind) {
            return None;
        }
        let running = if kind.leaf == Leaf::Recto { &page.recto_head } else { &page.verso_head };
        let text = self.running(running, kind)?;
        let line = self.head_line(&text)?;
        let left = self.head_left(&line, kind.leaf);
        Some(self.frame(FrameRole::RunningHead, line, left, page.head_baseline))
    }

    /// The folio of a page, if it has one.
    pub(super) fn folio(&mut self, kind: PageKind, label: &str) -> Option<Frame> {
        let page = &self.tools.styles.page;
        let division = &self.tools.book.divisions[kind.division?];
        let has_folio = match division.kind {
            DivisionKind::Chapter(_) => !division.role.is_display(),
            DivisionKind::Toc | DivisionKind::Notes | DivisionKind::Index => true,
            DivisionKind::Figures | DivisionKind::Tables => true,
            _ => false,
        };
        if !has_folio || (kind.opens && !page.folio_on_opening) {
            return None;
        }
        // On a page without a running head the folio drops to the foot.
        let place = match page.folio {
            FolioPlace::HeadOutside if !self.has_head(kind) => FolioPlace::FootCenter,
            place => place,
        };
        let line = Arc::new(self.line(label, Role::Folio)?);
        let area = self.area(kind.leaf);
        let outside = match spread::spine(kind.leaf, self.tools.book.metadata.direction) {
            Side::Left => area.right() - line.measure,
            Side::Right => area.origin.x,
        };
        let foot = page.height - page.foot_baseline;
        let (left, baseline) = match place {
            FolioPlace::None => return None,
            FolioPlace::FootCenter => (area.origin.x + (area.size.width - line.measure) / 2, foot),
            FolioPlace::FootOutside => (outside, foot),
            FolioPlace::HeadOutside => (outside, page.head_baseline),
        };
        Some(self.frame(FrameRole::Folio, line, left, baseline))
    }

    /// Running heads stand on pages of running text, not where a chapter opens unless the style asks for it.
    fn has_head(&self, kind: PageKind) -> bool {
        let page = &self.tools.styles.page;
        let Some(division) = kind.division.map(|division| &self.tools.book.divisions[division]) else { return false };
        match division.kind {
            DivisionKind::Chapter(_) if division.role.is_display() => false,
            DivisionKind::Chapter(_) | DivisionKind::Notes => !kind.opens || page.head_on_opening,
            DivisionKind::Toc | DivisionKind::Index | DivisionKind::Figures | DivisionKind::Tables => !kind.opens,
            _ => false,
        }
    }

    /// The words of a running head; what a page lacks is replaced by what holds it: a section by its chapter, a part by
    /// the book.
    fn running(&self, running: &Running, kind: PageKind) -> Option<Cow<'a, str>> {
        let book = self.tools.book;
        let division = &book.divisions[kind.division?];
        let section =
            |at: Option<usize>| at.and_then(|at| book.outline.get(at)).map_or(&division.title, |one| &one.title);
        Some(match running {
            Running::None => return None,
            Running::Title => Cow::Borrowed(&book.metadata.title),
            Running::Chapter => Cow::Borrowed(&division.title),
            Running::Part => Cow::Borrowed(division.part.as_ref().unwrap_or(&book.metadata.title)),
            Running::FirstSection => Cow::Borrowed(section(kind.sections.first)),
            Running::LastSection => Cow::Borrowed(section(kind.sections.last)),
            Running::Author => Cow::Owned(book.authors()),
            Running::Text(text) => Cow::Owned(text.clone()),
        })
    }

    /// What it reads.
    pub(super) fn tools(&self) -> &'a Tools<'a, 'f> {
        self.tools
    }

    /// A text on one line in a role, in the language of the book.
    pub(super) fn set_line(&mut self, text: &str, role: Role) -> Option<Arc<Line>> {
        self.line(text, role).map(Arc::new)
    }

    /// The type area of a leaf: furniture stands on its axis and edges.
    fn area(&self, leaf: Leaf) -> Rect {
        spread::type_area(&self.tools.styles.page, leaf, self.tools.book.metadata.direction)
    }

    /// The left edge of a running head: in the middle, or at the inside where a folio stands at the outside.
    fn head_left(&self, line: &Line, leaf: Leaf) -> Length {
        let area = self.area(leaf);
        let direction = self.tools.book.metadata.direction;
        let (left, right) = (area.origin.x, area.right() - line.measure);
        let middle = area.origin.x + (area.size.width - line.measure) / 2;
        let style = self.tools.style(Role::RunningHead);
        match style.align {
            Align::Center => middle,
            _ if self.tools.styles.page.folio == FolioPlace::HeadOutside => {
                if spread::spine(leaf, direction) == Side::Left { left } else { right }
            }
            Align::Start | Align::Justify => {
                if direction.is_rtl() {
                    right
                } else {
                    left
                }
            }
            Align::End => {
                if direction.is_rtl() {
                    left
                } else {
                    right
                }
            }
        }
    }

    /// A text cut at a word, with an ellipsis, so that it fits beside a folio.
    fn head_line(&mut self, text: &str) -> Option<Arc<Line>> {
        if let Some(made) = self.heads.get(text) {
            return made.clone();
        }
        let room = self.head_room();
        let is_wide = |line: &Option<Line>| line.as_ref().is_some_and(|line| line.measure > room);
        let mut line = self.line(text, Role::RunningHead);
        if is_wide(&line) {
            // Halved again and again, for a heading may have thousands of words.
            let ends: Vec<usize> = text.split_whitespace().map(|word| end_in(text, word)).collect();
            let mut cut = |count: usize| self.line(&format!("{}…", &text[..ends[count - 1]]), Role::RunningHead);
            let (mut fits, mut beyond) = (1, ends.len());
            while beyond - fits > 1 {
                let middle = usize::midpoint(fits, beyond);
                if is_wide(&cut(middle)) {
                    beyond = middle;
                } else {
                    fits = middle;
                }
            }
            // One word alone is as it is.
            if ends.len() > 1 {
                line = cut(fits);
            }
        }
        let made = line.map(Arc::new);
        self.heads.insert(text.to_owned(), made.clone());
        made
    }

    /// The width a running head may have.
    fn head_room(&self) -> Length {
        let (measure, _) = spread::type_size(&self.tools.styles.page);
        let size = self.tools.style(Role::RunningHead).size;
        match self.tools.styles.page.folio {
            // Room for a folio of three digits, and as much on the other side where the head stands in the middle.
            FolioPlace::HeadOutside => measure - size.scale(FOLIO_GAP * 3.0),
            _ => measure,
        }
    }

    /// A text on one line in the language of the book.
    fn line(&mut self, text: &str, role: Role) -> Option<Line> {
        let metadata = &self.tools.book.metadata;
        let mut setter = Setter::new(self.tools, &mut self.palette);
        let line = setter.label(text, &Look::plain(role, metadata.language.clone()), metadata.direction);
        self.diagnostics.append(setter.diagnostics);
        line
    }

    /// A frame with one line, which is no part of the text.
    fn frame(&self, role: FrameRole, line: Arc<Line>, left: Length, baseline: Length) -> Frame {
        let area = Rect::new(left, baseline - line.ascent, line.measure, line.ascent + line.descent);
        let item = Item {
            role: ItemRole::Artifact,
            block: 0,
            language: self.tools.book.metadata.language.clone(),
            kind: ItemKind::Line(Point { x: left, y: baseline }, line),
        };
        Frame { role, area, items: vec![item] }
    }
}

/// Where a word that is a part of a text ends in it.
fn end_in(text: &str, word: &str) -> usize {
    word.as_ptr().addr() - text.as_ptr().addr() + word.len()
}
