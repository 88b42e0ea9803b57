//! Numbers of lists: which are bullets, which count, and from where (ISO/IEC 29500-1 § 17.9).

use std::collections::BTreeMap;

use crate::rescue::read::tree::Element;

/// What a level of a list does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// It counts from a number.
    Counts(u64),
    /// It has bullets.
    Bullets,
    /// It has no mark: its paragraphs go on with an item.
    Silent,
}

/// The lists of a document and how far they counted.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// Levels by list.
    lists: BTreeMap<String, Vec<Level>>,
    counted: BTreeMap<(String, usize), u64>,
}

/// What a paragraph of a list is.
pub(super) struct Numbered {
    /// Its number, if it has one.
    pub(super) number: Option<u64>,
    /// Whether it has no mark of its own.
    pub(super) goes_on: bool,
}

impl Numbers {
    pub(super) fn read(root: Option<&Element>) -> Self {
        let mut numbers = Self::default();
        let Some(root) = root else { return numbers };
        let mut kinds: BTreeMap<&str, Vec<Level>> = BTreeMap::new();
        for kind in root.elements().filter(|element| element.name == "w:abstractNum") {
            let Some(id) = kind.attribute("w:abstractNumId") else { continue };
            let mut levels = Vec::new();
            for element in kind.elements().filter(|element| element.name == "w:lvl") {
                put(&mut levels, element);
            }
            kinds.insert(id, levels);
        }
        for list in root.elements().filter(|element| element.name == "w:num") {
            let Some(id) = list.attribute("w:numId") else { continue };
            let kind = list.child("w:abstractNumId").and_then(|kind| kind.attribute("w:val"));
            let mut levels = kind.and_then(|kind| kinds.get(kind)).cloned().unwrap_or_default();
            for change in list.elements().filter(|element| element.name == "w:lvlOverride") {
                if let Some(level) = change.child("w:lvl") {
                    put(&mut levels, level);
                }
                let at = change.attribute("w:ilvl").and_then(|at| at.parse::<usize>().ok());
                let start = change.child("w:startOverride").and_then(|start| start.attribute("w:val")?.parse().ok());
                if let (Some(at), Some(start)) = (at, start)
                    && let Some(Level::Counts(from)) = levels.get_mut(at)
                {
                    *from = start;
                }
            }
            numbers.lists.insert(id.to_owned(), levels);
        }
        numbers
    }

    /// The next paragraph of a list; `None` for one of no list (`0`).
    pub(super) fn next(&mut self, list: &str, level: usize) -> Option<Numbered> {
        if list == "0" {
            return None;
        }
        let kind = self.lists.get(list).and_then(|levels| levels.get(level)).copied().unwrap_or(Level::Bullets);
        let number = match kind {
            Level::Counts(start) => {
                let number = self.counted.get(&(list.to_owned(), level)).map_or(start, |last| last + 1);
                self.counted.insert((list.to_owned(), level), number);
                Some(number)
            }
            Level::Bullets | Level::Silent => None,
        };
        if kind != Level::Silent {
            // Deeper levels begin again.
            self.counted.retain(|(other, deep), _| other != list || *deep <= level);
        }
        Some(Numbered { number, goes_on: kind == Level::Silent })
    }
}

fn put(levels: &mut Vec<Level>, element: &Element) {
    let Some(at) = element.attribute("w:ilvl").and_then(|at| at.parse::<usize>().ok()).filter(|at| *at < 16) else {
        return;
    };
    let value = |name: &str| element.child(name).and_then(|child| child.attribute("w:val"));
    let text = value("w:lvlText").unwrap_or("%1");
    let level = match value("w:numFmt") {
        _ if text.trim().is_empty() => Level::Silent,
        Some("bullet") => Level::Bullets,
        Some("none") => Level::Silent,
        _ => Level::Counts(value("w:start").and_then(|start| start.parse().ok()).unwrap_or(1)),
    };
    if levels.len() <= at {
        levels.resize(at + 1, Level::Bullets);
    }
    levels[at] = level;
}
