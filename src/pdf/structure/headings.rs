//! Headings: levels without gaps, and the sections that they open.

use super::element::{Tag, Tree};

/// Levels of the headings so far: a level that the book skips is not skipped in the file (PDF/UA-1 §7.4.2).
#[derive(Debug, Default)]
pub(super) struct Levels {
    open: Vec<u8>,
}

impl Levels {
    /// The level of the next heading.
    pub(super) fn of(&mut self, level: u8) -> u8 {
        while self.open.last().is_some_and(|open| *open >= level) {
            self.open.pop();
        }
        self.open.push(level);
        u8::try_from(self.open.len()).unwrap_or(6).min(6)
    }
}

/// The sections that are open inside of an element.
#[derive(Debug)]
pub(super) struct Sections {
    outer: u32,
    open: Vec<(u8, u32)>,
}

impl Sections {
    /// None inside of an element.
    pub(super) fn new(outer: u32) -> Self {
        Self { outer, open: Vec::new() }
    }

    /// The element for the next block; a heading opens a section, unless it is the first of what it would stand in.
    pub(super) fn element(&mut self, heading: Option<u8>, tree: &mut Tree) -> u32 {
        if let Some(level) = heading {
            while self.open.last().is_some_and(|(open, _)| *open >= level) {
                self.open.pop();
            }
            let parent = self.innermost();
            let section = if tree.is_empty(parent) { parent } else { tree.add(Tag::Section, parent) };
            self.open.push((level, section));
        }
        self.innermost()
    }

    fn innermost(&self) -> u32 {
        self.open.last().map_or(self.outer, |(_, section)| *section)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_level_is_skipped() {
        let mut levels = Levels::default();
        assert_eq!([2, 3, 6, 3, 1, 4].map(|level| levels.of(level)), [1, 2, 3, 2, 1, 2]);
    }

    #[test]
    fn headings_open_sections_inside_those_of_higher_levels() {
        let mut tree = Tree::new();
        let mut sections = Sections::new(0);
        let first = sections.element(Some(1), &mut tree);
        assert_eq!(first, 0, "the first heading is that of the whole");
        tree.add(Tag::Heading(1), first);
        let second = sections.element(Some(2), &mut tree);
        assert_eq!((tree.tag(second), tree.parent(second)), (Tag::Section, 0));
        tree.add(Tag::Heading(2), second);
        assert_eq!(sections.element(None, &mut tree), second);
        let third = sections.element(Some(2), &mut tree);
        assert_eq!(tree.parent(third), 0);
    }
}
