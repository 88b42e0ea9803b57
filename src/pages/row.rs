//! Rows: bands as wide as the type area, whose parts never come apart, and the stack they are gathered in.
//!
//! Block setters put rows on a [`Stack`] from top to bottom; `paging` puts them on pages. Places in a row are counted from
//! the left edge of the type area and from the top of the row, so that a row can be moved to any page, recto or verso.

use std::sync::Arc;

use super::{Group, Item, ItemKind};
use crate::base::{Direction, Language, Length, Rect};
use crate::book::{AnchorId, NoteId};

/// What a row asks of the page before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Opening {
    /// Nothing: it follows the row before.
    #[default]
    Flow,
    /// It is the first in its column.
    Column,
    /// It is the first on its page.
    Page,
    /// It is the first on a recto.
    Recto,
}

/// Whether a page may end after a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Keep {
    /// It may.
    #[default]
    Loose,
    /// It may, though better not: within a table or box that fits a page.
    Reluctant,
    /// It shares a page with the row that follows.
    WithNext,
}

/// A band of the type area. Filled by the block setters; read by `paging` and `compose`.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Space above, which vanishes at the top of a page.
    pub(super) before: Length,
    /// How far the row reaches down.
    pub(super) height: Length,
    /// The baseline of its first line, down from its top.
    pub(super) baseline: Length,
    /// What it draws, in logical order; block numbers count from 0 in each stack.
    pub(super) items: Vec<Item>,
    /// Notes whose marks it holds, in logical order.
    pub(super) notes: Vec<NoteId>,
    /// Places that begin here.
    pub(super) anchors: Vec<AnchorId>,
    /// Whether a page may end after it.
    pub(super) keep: Keep,
    /// What it asks of the page before it.
    pub(super) opening: Opening,
    /// Rows set again above it when it is the first on a page: the head of its table.
    pub(super) head: Option<Arc<Vec<Row>>>,
    /// The article that goes on after it, if one does.
    pub(super) article: Option<Arc<Continued>>,
    /// How wide it is, and what stands beside it.
    pub(super) band: Band,
}

/// The columns that a row runs in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Band {
    /// Those of the page.
    #[default]
    Page,
    /// None: it goes across.
    Wide,
    /// So many, in a stretch that begins with this row or goes on.
    Stretch(u8, Begins),
}

/// Whether a stretch of columns begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    /// With this row.
    Here,
    /// Earlier.
    Before,
}

/// An article that may go on overleaf. Filled by `leaflet`; read by `continued`.
#[derive(Debug)]
pub(super) struct Continued {
    /// What the rest is called.
    pub(super) title: String,
    /// The language of the article.
    pub(super) language: Language,
    /// Its direction.
    pub(super) direction: Direction,
}

/// Rows of a block and what it wants below it. Filled by the block setters.
#[derive(Debug, Default)]
pub(super) struct Stack {
    /// Rows from top to bottom.
    pub(super) rows: Vec<Row>,
    /// Space wanted below the last row; the greater of two neighbours' wishes counts.
    pub(super) gap: Length,
    /// Places that begin at the next row.
    pub(super) anchors: Vec<AnchorId>,
    /// What the next row asks of the page.
    pub(super) opening: Opening,
    /// The number the next block gets.
    pub(super) next_block: u32,
    /// What its blocks stand in, inner groups before those around them.
    pub(super) groups: Vec<Group>,
}

impl Stack {
    /// An empty stack for the parts of a block of this one: it counts blocks on.
    pub(super) fn inner(&self) -> Self {
        Self { next_block: self.next_block, ..Self::default() }
    }

    /// A number for a new block.
    pub(super) fn block(&mut self) -> u32 {
        self.next_block += 1;
        self.next_block - 1
    }

    /// Asks for space below the last row, at least.
    pub(super) fn space(&mut self, space: Length) {
        self.gap = self.gap.max(space);
    }

    /// Adds a row with the space, places and page opening that wait for it.
    pub(super) fn push(&mut self, mut row: Row) {
        row.before = row.before.max(std::mem::take(&mut self.gap));
        row.opening = row.opening.max(std::mem::take(&mut self.opening));
        row.anchors.splice(0..0, std::mem::take(&mut self.anchors));
        self.rows.push(row);
    }

    /// Adds the rows of an inner stack, and its wishes.
    pub(super) fn absorb(&mut self, inner: Self) {
        self.next_block = inner.next_block;
        self.groups.extend(inner.groups);
        for row in inner.rows {
            self.push(row);
        }
        self.space(inner.gap);
        self.anchors.extend(inner.anchors);
        self.opening = self.opening.max(inner.opening);
    }

    /// Binds the rows from a position on to each other; the last one stays as it is.
    pub(super) fn bind(&mut self, from: usize) {
        let end = self.rows.len().saturating_sub(1);
        for row in self.rows.get_mut(from..end).unwrap_or_default() {
            row.keep = Keep::WithNext;
        }
    }
}

/// Moves an item to the right and down.
pub(super) fn shift(item: &mut Item, right: Length, down: Length) {
    let moved = |rect: &mut Rect| {
        rect.origin.x += right;
        rect.origin.y += down;
    };
    match &mut item.kind {
        ItemKind::Line(point, _) | ItemKind::Anchor(point, _) => {
            point.x += right;
            point.y += down;
        }
        ItemKind::Rule(rect, _) | ItemKind::Dots(rect, ..) | ItemKind::Image(rect, _) | ItemKind::Modules(rect, _) => {
            moved(rect)
        }
    }
}

/// The height of rows set one below another, the space above the first left out.
pub(super) fn height(rows: &[Row]) -> Length {
    let spaces: Length = rows.iter().skip(1).map(|row| row.before).sum();
    spaces + rows.iter().map(|row| row.height).sum()
}
