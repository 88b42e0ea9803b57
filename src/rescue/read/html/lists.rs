//! Lists, and lists of terms and their meanings.

use super::Walk;
use super::survey::address;
use crate::rescue::found::{Block, BlockKind, Inline, Numbering};
use crate::rescue::read::numbering::{self, Look};
use crate::rescue::read::tree::Element;

impl Walk<'_, '_> {
    /// How a list is numbered: letters and roman numbers are told.
    pub(super) fn numbering(&mut self, element: &Element) -> Numbering {
        let sample = element.attribute("type").filter(|kind| matches!(*kind, "a" | "A" | "i" | "I")).unwrap_or("1");
        let look = Look::new("", sample, ".");
        if let Some(lost) = look.lost() {
            self.leave_out(numbering::RULE, lost);
        }
        look.from(element.attribute("start").and_then(numbering::first).unwrap_or(1))
    }

    pub(super) fn list(&mut self, element: &Element, numbering: Option<Numbering>, blocks: &mut Vec<Block>) {
        let mut items: Vec<Vec<Block>> = Vec::new();
        let mut is_orphan = false;
        for child in element.elements() {
            if self.survey.bodies.contains(&address(child)) {
                continue;
            }
            // A list right in a list, as old editors make them, belongs to the item before it.
            if matches!(child.name.as_str(), "ul" | "ol") {
                let mut nested = Vec::new();
                self.block(child, &mut nested);
                match items.last_mut() {
                    Some(last) => last.extend(nested),
                    None => {
                        is_orphan = true;
                        items.push(nested);
                    }
                }
                continue;
            }
            self.waiting.extend(self.id(child));
            let inner = self.blocks(child);
            match items.last_mut() {
                _ if inner.is_empty() => {}
                // A paragraph right in a list goes on with its item.
                Some(last) if child.name != "li" => last.extend(inner),
                _ => items.push(inner),
            }
        }
        if items.is_empty() {
            return;
        }
        // LibreOffice ends a list with the list in it and begins it again.
        if let Some(Block { kind: BlockKind::List(before, last), .. }) = blocks.last_mut() {
            let ends_nested =
                last.last().and_then(|item| item.last()).is_some_and(|block| matches!(block.kind, BlockKind::List(..)));
            if is_orphan && self.waiting.is_empty() {
                let nested = items.remove(0);
                match last.last_mut() {
                    Some(item) => item.extend(nested),
                    None => last.push(nested),
                }
                last.extend(items);
                return;
            }
            let goes_on = match (&before, numbering) {
                (Some(before), Some(numbering)) => before.counts_on(last.len(), numbering),
                (before, numbering) => before.is_none() && numbering.is_none() && ends_nested,
            };
            if goes_on && self.waiting.is_empty() {
                last.extend(items);
                return;
            }
        }
        self.push(BlockKind::List(numbering, items), blocks);
    }

    pub(super) fn definitions(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        let mut list: Vec<(Vec<Inline>, Vec<Block>)> = Vec::new();
        let groups = element.elements().flat_map(|child| {
            // Terms may stand in divisions.
            if child.name == "div" { child.elements().collect() } else { vec![child] }
        });
        for child in groups {
            if child.name == "dt" {
                let term = self.content(child).unwrap_or_default();
                list.push((term, Vec::new()));
            } else {
                let inner = self.blocks(child);
                match list.last_mut() {
                    Some((_, meaning)) => meaning.extend(inner),
                    None => blocks.extend(inner),
                }
            }
        }
        list.retain(|(term, meaning)| !term.is_empty() || !meaning.is_empty());
        if !list.is_empty() {
            self.push(BlockKind::Definitions(list), blocks);
        }
    }
}
