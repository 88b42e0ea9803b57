//! Marks by block: what each block says on which pages, in reading order.

use crate::pages::{Item, ItemKind, ItemRole, Pages};

use super::super::links::Link;
use super::super::marked::Mark;

/// A stretch of content and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// The page.
    pub(super) page: u32,
    /// Its identifier on the page.
    pub(super) id: u32,
    /// What it says.
    pub(super) mark: Mark,
}

/// Everything the tree is made of.
pub(super) struct Gathered<'a> {
    /// The items of each page.
    items: Vec<Vec<&'a Item>>,
    links: &'a [Vec<Link>],
    /// All stretches, by block; within a block in reading order.
    placed: Vec<Placed>,
    /// Where the stretches of each block begin; one more than there are blocks.
    starts: Vec<u32>,
}

impl<'a> Gathered<'a> {
    /// Gathers the marks of all pages.
    pub(super) fn new(pages: &'a Pages, marks: &[&[Mark]], links: &'a [Vec<Link>]) -> Self {
        let items: Vec<Vec<&Item>> =
            pages.list.iter().map(|page| page.frames.iter().flat_map(|frame| &frame.items).collect()).collect();
        let block_of = |page: usize, mark: &Mark| items[page].get(mark.item as usize).map_or(0, |item| item.block);
        let mut placed: Vec<(u32, Placed)> = Vec::with_capacity(marks.iter().map(|marks| marks.len()).sum());
        for (page, marks) in marks.iter().enumerate() {
            for (id, mark) in (0u32..).zip(marks.iter()) {
                let number = u32::try_from(page).unwrap_or(u32::MAX);
                placed.push((block_of(page, mark), Placed { page: number, id, mark: *mark }));
            }
        }
        placed.sort_by_key(|(block, at)| (*block, at.page, at.mark.item, at.mark.fragment));
        let last = placed.last().map_or(0, |(block, _)| *block);
        let mut starts = vec![0; last as usize + 2];
        for (block, _) in &placed {
            starts[*block as usize + 1] += 1;
        }
        for block in 1..starts.len() {
            starts[block] += starts[block - 1];
        }
        Self { items, links, placed: placed.into_iter().map(|(_, placed)| placed).collect(), starts }
    }

    /// The number after that of the last block that says something.
    pub(super) fn end(&self) -> u32 {
        u32::try_from(self.starts.len() - 1).unwrap_or(u32::MAX)
    }

    /// The stretches of a block in reading order.
    pub(super) fn of_block(&self, block: u32) -> &[Placed] {
        match (self.starts.get(block as usize), self.starts.get(block as usize + 1)) {
            (Some(start), Some(end)) => &self.placed[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// The item of a stretch.
    pub(super) fn item(&self, placed: &Placed) -> &'a Item {
        self.items[placed.page as usize][placed.mark.item as usize]
    }

    /// The links of an item of a page, with their positions on it.
    pub(super) fn links_of(&self, page: u32, item: u32) -> impl Iterator<Item = (u32, &'a Link)> + use<'a> {
        let links: &'a [Link] = &self.links[page as usize];
        let first = links.partition_point(|link| link.item < item);
        let own = links[first..].iter().take_while(move |link| link.item == item);
        (u32::try_from(first).unwrap_or(u32::MAX)..).zip(own)
    }
}

/// The style of the stretch, if it is of text.
pub(super) fn style<'a>(item: &'a Item, mark: &Mark) -> Option<&'a crate::shape::TextStyle> {
    let ItemKind::Line(_, line) = &item.kind else { return None };
    line.fragments.get(mark.fragment as usize).map(|fragment| &*fragment.style)
}

/// Whether an item is an entry of the contents: all of it leads to its place.
pub(super) fn is_entry(item: &Item) -> bool {
    matches!(item.role, ItemRole::TocEntry(_))
}
