//! Groups: which blocks stand in something together, as a list, a table or a note. The structure of the PDF is made of them.
//!
//! Blocks are numbered in reading order, so that a group is a range of numbers: block setters note where it began when it
//! ends. Numbers of blocks without anything to see are in the ranges too.

use std::cmp::Reverse;
use std::ops::Range;

use super::row::Stack;
use crate::book::NoteId;

/// Blocks that stand in something together. Filled by the block setters and `galley`; read by pdf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they stand in.
    pub kind: GroupKind,
    /// Their numbers.
    pub blocks: Range<u32>,
}

/// What blocks can stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// A division, as a position in [`crate::book::Book::divisions`].
    Division(u32),
    /// A block quotation or an epigraph.
    Quote,
    /// A list whose items have such marks.
    List(ListMarks),
    /// An item of a list, or a term with its definitions; its first block is the mark or the term.
    ListItem,
    /// A table: captions, then rows of so many cells, the head first. Every cell is a block.
    Table {
        /// Cells of a row.
        columns: u32,
        /// Rows, with the head.
        rows: u32,
        /// Whether the first row is a head.
        has_head: bool,
    },
    /// A box or a contact block.
    Box,
    /// A poem.
    Verse,
    /// A stanza.
    Stanza,
    /// A line of verse: its number, if it has one, and its hemistichs.
    Couplet,
    /// A dialogue.
    Dialogue,
    /// A speech; its first block is the name of the speaker.
    Speech,
    /// A letter.
    Letter,
    /// An image and its caption.
    Figure,
    /// An article of a newsletter.
    Article,
    /// The head of a newsletter.
    Masthead,
    /// The entries of the contents.
    Contents,
    /// A note.
    Note(NoteId),
}

/// What marks the items of a list have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListMarks {
    /// None.
    None,
    /// Bullets.
    Bullets,
    /// Numbers.
    Numbers,
    /// The terms of definitions.
    Terms,
}

impl Stack {
    /// Notes that the blocks from a number on stand in something together. What they stand in outside of that is noted later.
    pub(super) fn group(&mut self, kind: GroupKind, from: u32) {
        if from < self.next_block {
            self.groups.push(Group { kind, blocks: from..self.next_block });
        }
    }
}

/// Puts groups in the order in which they begin, outer ones before those in them.
pub(super) fn sort(groups: Vec<Group>) -> Vec<Group> {
    // Of two groups of the same blocks the one noted later stands around the other.
    let mut groups: Vec<(usize, Group)> = groups.into_iter().enumerate().collect();
    groups.sort_by_key(|(noted, group)| (group.blocks.start, Reverse(group.blocks.end), Reverse(*noted)));
    groups.into_iter().map(|(_, group)| group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outer_groups_come_before_inner_ones() {
        let mut stack = Stack { next_block: 3, ..Stack::default() };
        stack.group(GroupKind::ListItem, 0);
        stack.group(GroupKind::List(ListMarks::Bullets), 0);
        stack.next_block = 5;
        stack.group(GroupKind::Quote, 3);
        stack.group(GroupKind::Box, 0);
        stack.group(GroupKind::Verse, 5);
        let kinds: Vec<GroupKind> = sort(stack.groups).into_iter().map(|group| group.kind).collect();
        let list = GroupKind::List(ListMarks::Bullets);
        assert_eq!(kinds, [GroupKind::Box, list, GroupKind::ListItem, GroupKind::Quote]);
    }
}
