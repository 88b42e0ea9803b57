//! The outline as the contents list it: entries of each file, nested by level.

use std::collections::BTreeMap;

use crate::base::Language;
use crate::book::{Book, OutlineEntry};

use super::markup::legal;
use super::names::Names;

/// An entry of the contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Where it leads, from the content folder, with its fragment.
    pub(super) href: String,
    /// What it says.
    pub(super) title: String,
    /// Entries under it.
    pub(super) children: Vec<Entry>,
}

/// The entries of one file.
#[derive(Clone, Debug, Default)]
pub(super) struct FileOutline {
    /// Whether the file stands at the top: a part, or a text outside parts.
    pub(super) is_top: bool,
    /// Its entries.
    pub(super) entries: Vec<Entry>,
}

/// The outline of the EPUB by file. Entries the contents do not list, and those deeper than they go, are left out.
pub(super) fn by_file(book: &Book, names: &Names) -> BTreeMap<String, FileOutline> {
    let mut files: BTreeMap<String, (bool, Vec<(u8, Entry)>)> = BTreeMap::new();
    for entry in listed(book) {
        let Some(href) = names.address(entry.anchor) else { continue };
        let file = href.split('#').next().unwrap_or_default().to_owned();
        let (is_top, list) = files.entry(file).or_default();
        *is_top |= entry.depth == 0;
        list.push((
            entry.level,
            Entry {
                href,
                title: legal(book.numbered_title(entry.anchor, entry.title.trim()).trim()),
                children: Vec::new(),
            },
        ));
    }
    let nested = |(file, (is_top, list))| (file, FileOutline { is_top, entries: nest(list) });
    files.into_iter().map(nested).collect()
}

/// What an entry is besides its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// 0 for a part, 1 to 6 for headings.
    pub(super) level: u8,
    /// The language of the title where it is not the book's.
    pub(super) language: Option<Language>,
}

/// The looks of all entries, by address.
pub(super) fn looks(book: &Book, names: &Names) -> BTreeMap<String, Look> {
    let look = |entry: &OutlineEntry| {
        let language = (entry.language != book.metadata.language).then(|| entry.language.clone());
        Some((names.address(entry.anchor)?, Look { level: entry.level, language }))
    };
    listed(book).filter_map(look).collect()
}

fn listed(book: &Book) -> impl Iterator<Item = &OutlineEntry> {
    let depth = book.toc.depth;
    let is_listed = move |entry: &&OutlineEntry| {
        entry.output.epub && entry.in_toc && entry.level <= depth && !entry.title.trim().is_empty()
    };
    book.outline.iter().filter(is_listed)
}

/// Puts each entry under the last one before it that has a lower level.
fn nest(list: Vec<(u8, Entry)>) -> Vec<Entry> {
    let mut open: Vec<(u8, Entry)> = Vec::new();
    let mut roots = Vec::new();
    for (level, entry) in list {
        close_from(level, &mut open, &mut roots);
        open.push((level, entry));
    }
    close_from(0, &mut open, &mut roots);
    roots
}

/// Ends the open entries of this level and deeper.
fn close_from(level: u8, open: &mut Vec<(u8, Entry)>, roots: &mut Vec<Entry>) {
    while let Some((_, done)) = open.pop_if(|(last, _)| *last >= level) {
        match open.last_mut() {
            Some((_, parent)) => parent.children.push(done),
            None => roots.push(done),
        }
    }
}

/// How deep entries are nested; 0 when there are none.
pub(super) fn depth(entries: &[Entry]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.children)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str) -> Entry {
        Entry { href: format!("a.xhtml#{title}"), title: title.to_owned(), children: Vec::new() }
    }

    #[test]
    fn a_skipped_level_still_nests_and_several_roots_stay_apart() {
        let list = vec![(2, entry("a")), (4, entry("b")), (3, entry("c")), (2, entry("d"))];
        let roots = nest(list);
        let titles = |entries: &[Entry]| entries.iter().map(|entry| entry.title.clone()).collect::<String>();
        assert_eq!(titles(&roots), "ad");
        assert_eq!(titles(&roots[0].children), "bc");
        assert_eq!(depth(&roots), 2);
    }
}
