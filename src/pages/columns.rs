//! Columns: blocks of running text set as wide as the columns they stand in, and their rows marked with them.
//!
//! Where the columns end and which rows stand side by side is decided when pages are cut.

use super::GroupKind;
use super::leaflet::goes_on;
use super::row::{Band, Begins, Stack};
use super::setter::{Column, Follows, Setter};
use super::spread;
use crate::base::{Diagnostic, Length, Span};
use crate::book::{Block, BlockKind};
use crate::style::{NARROW_COLUMN, Role};

/// Space above and below a stretch of columns, at least, in line spacings of the text.
const AROUND: f64 = 0.5;
/// The class of a block that goes across all columns.
const WIDE: &str = "wide";

impl Setter<'_, '_> {
    /// A block of running text, in the columns of the page. `whole` is the column across the type area.
    pub(super) fn running(&mut self, block: &Block, follows: Follows, whole: &Column, stack: &mut Stack) {
        if let BlockKind::Columns(count, blocks) = &block.kind {
            stack.anchors.extend(block.anchor);
            let whole = whole.in_language(block.language.as_ref());
            self.check_width(*count, block.span);
            return self.columns(*count, blocks, &whole, stack);
        }
        if let BlockKind::Article(article) = &block.kind {
            stack.anchors.extend(block.anchor);
            let whole = whole.in_language(block.language.as_ref());
            let (from, first) = (stack.rows.len(), stack.next_block);
            let mut follows = Follows::Break;
            for block in &article.blocks {
                self.running(block, follows, &whole, stack);
                follows = Follows::after(block);
            }
            stack.group(GroupKind::Article, first);
            return goes_on(article, &whole, from, stack);
        }
        match self.tools.styles.page.columns {
            1 => self.block(block, follows, whole, stack),
            _ if self.is_wide(block) => self.across(block, follows, whole, stack),
            count => self.block(block, follows, &self.one_of(count, whole), stack),
        }
    }

    /// Reports columns whose lines hold too few words.
    fn check_width(&mut self, count: u8, span: Span) {
        let width = spread::column_measure(&self.tools.styles.page, count).to_pt();
        if count > 1 && width < NARROW_COLUMN {
            let message = format!("{count} columns leave {width:.0}pt for the lines of each: some three words");
            let hint = format!("columns of {NARROW_COLUMN}pt and more can be filled evenly: write a smaller `count=`");
            self.diagnostics.push(Diagnostic::warning("pages.narrow-columns", span, message).hint(hint));
        }
    }

    /// A stretch of columns: blocks that go across end it, and what follows them begins another.
    fn columns(&mut self, count: u8, blocks: &[Block], whole: &Column, stack: &mut Stack) {
        let around = self.tools.style(Role::Body).line_spacing.scale(AROUND);
        stack.space(around);
        let mut begins = Begins::Here;
        let mut follows = Follows::Break;
        for block in blocks {
            if self.is_wide(block) {
                self.across(block, follows, whole, stack);
                begins = Begins::Here;
            } else {
                let from = stack.rows.len();
                self.block(block, follows, &self.one_of(count, whole), stack);
                for row in &mut stack.rows[from..] {
                    row.band = Band::Stretch(count, std::mem::replace(&mut begins, Begins::Before));
                }
            }
            follows = Follows::after(block);
        }
        stack.space(around);
    }

    /// A block across all columns.
    fn across(&mut self, block: &Block, follows: Follows, whole: &Column, stack: &mut Stack) {
        let from = stack.rows.len();
        self.block(block, follows, whole, stack);
        stack.rows[from..].iter_mut().for_each(|row| row.band = Band::Wide);
    }

    /// One of some columns side by side. Its rows begin at its left edge, wherever it stands.
    fn one_of(&self, count: u8, whole: &Column) -> Column {
        let measure = spread::column_measure(&self.tools.styles.page, count);
        Column { left: Length::ZERO, measure, ..whole.clone() }
    }

    /// Whether a block goes across: by its class, or as the style of its heading says.
    fn is_wide(&self, block: &Block) -> bool {
        let by_style = match &block.kind {
            BlockKind::Masthead(_) => true,
            BlockKind::Heading(level, _) => self.tools.style(super::blocks::heading_role(*level)).is_wide,
            _ => false,
        };
        by_style || block.classes.iter().any(|class| class == WIDE)
    }
}
