//! Numbers of lists: which are bullets, which count, and from where (ISO/IEC 29500-1 § 17.9).

use std::collections::BTreeMap;

use crate::rescue::found::Numbering;
use crate::rescue::read::numbering::{self, Look};
use crate::rescue::read::tree::Element;

/// What a level of a list does.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Level {
    /// It counts from a number, which looks like this.
    Counts(u64, Look),
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
    /// Its number, if it has one, and those after it.
    pub(super) number: Option<Numbering>,
    /// Whether it has no mark of its own.
    pub(super) goes_on: bool,
    /// The look of the numbers that a list begins with, where manuscripts have none that looks so.
    pub(super) lost: Option<String>,
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
                let start =
                    change.child("w:startOverride").and_then(|start| numbering::first(start.attribute("w:val")?));
                if let (Some(at), Some(start)) = (at, start)
                    && let Some(Level::Counts(from, _)) = levels.get_mut(at)
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
        let kind = self.lists.get(list).and_then(|levels| levels.get(level)).unwrap_or(&Level::Bullets);
        let mut lost = None;
        let number = match kind {
            Level::Counts(start, look) => {
                let last = self.counted.get(&(list.to_owned(), level)).copied();
                let number = last.map_or(*start, |last| last + 1);
                lost = look.lost().filter(|_| last.is_none()).map(str::to_owned);
                self.counted.insert((list.to_owned(), level), number);
                Some(look.from(number))
            }
            Level::Bullets | Level::Silent => None,
        };
        let goes_on = *kind == Level::Silent;
        if !goes_on {
            // Deeper levels begin again.
            self.counted.retain(|(other, deep), _| other != list || *deep <= level);
        }
        Some(Numbered { number, goes_on, lost })
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
        format => Level::Counts(value("w:start").and_then(numbering::first).unwrap_or(1), look(text, at, format)),
    };
    if levels.len() <= at {
        levels.resize(at + 1, Level::Bullets);
    }
    levels[at] = level;
}

/// The look of the numbers of a level: `%2)` stands for the number of the second level and a bracket.
fn look(text: &str, level: usize, format: Option<&str>) -> Look {
    let sample = match format.unwrap_or_default() {
        "lowerLetter" => "a",
        "upperLetter" => "A",
        "lowerRoman" => "i",
        "upperRoman" => "I",
        "arabicAlpha" | "arabicAbjad" => "ا",
        _ => "1",
    };
    let (before, after) = text.split_once(&format!("%{}", level + 1)).unwrap_or((text, ""));
    // Numbers of the levels above.
    let before = (1..=level).fold(before.to_owned(), |text, above| text.replace(&format!("%{above}"), "1"));
    Look::new(&before, sample, after)
}
