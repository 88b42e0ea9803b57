//! Everything that leads somewhere: links, ids, notes and their marks, spine and contents.

use std::collections::{BTreeMap, BTreeSet};

use publish::book::Book;
use publish::epub::Options;

use super::{books, files, markups, parsed, written};

const EPUB: &str = "http://www.idpf.org/2007/ops";

fn both() -> [Book; 2] {
    [books::persian(), books::english()]
}

fn made(book: &Book) -> Vec<u8> {
    written(book, &Options { extra_css: Some("p { margin: 0; }".into()), ..Options::default() })
}

/// Ids by file; no id may be used twice in the book.
fn ids(markups: &BTreeMap<String, String>) -> BTreeMap<&str, BTreeSet<String>> {
    let mut all: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (name, markup) in markups.iter().filter(|(name, _)| name.ends_with(".xhtml")) {
        for id in parsed(markup).descendants().filter_map(|node| node.attribute("id")) {
            assert!(seen.insert(id.to_owned()), "the id {id} stands twice");
            all.entry(name).or_default().insert(id.to_owned());
        }
    }
    all
}

/// The file a link leads to, from the file it stands in.
fn target(from: &str, href: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[test]
fn every_link_leads_to_a_file_and_an_id_that_exist() {
    for book in both() {
        let epub = made(&book);
        let (files, markups) = (files(&epub), markups(&epub));
        let ids = ids(&markups);
        let mut count = 0;
        for (name, markup) in &markups {
            let document = parsed(markup);
            let links = document.descendants().flat_map(|node| {
                ["href", "src", "full-path"].into_iter().filter_map(move |attribute| node.attribute(attribute))
            });
            for href in links.filter(|href| !href.contains("://")) {
                count += 1;
                let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
                let file = match path {
                    "" => name.clone(),
                    path if name.starts_with("META-INF") => path.to_owned(),
                    path => target(name, path),
                };
                assert!(files.contains_key(&file), "{name}: {href}");
                let has_id = ids.get(file.as_str()).is_some_and(|ids| ids.contains(fragment));
                assert!(fragment.is_empty() || has_id, "{name}: {href}");
            }
        }
        assert!(count > 20, "only {count} links were found");
    }
}

#[test]
fn marks_notes_and_ways_back_agree() {
    let (book, mut total) = (books::persian(), 0);
    for (name, markup) in markups(&made(&book)) {
        let document = parsed(&markup);
        let by_type = |kind: &'static str| {
            document.descendants().filter(move |node| node.attribute((EPUB, "type")) == Some(kind))
        };
        let notes: Vec<_> = by_type("footnote").collect();
        let marks: Vec<_> = by_type("noteref").collect();
        assert_eq!(notes.len(), marks.len(), "{name}");
        for note in notes {
            total += 1;
            let id = note.attribute("id").expect("a note has an id");
            let mark = marks.iter().find(|mark| mark.attribute("href") == Some(&format!("#{id}"))).expect("its mark");
            let back =
                note.descendants().find(|node| node.attribute("role") == Some("doc-backlink")).expect("a way back");
            let to = back.attribute("href").and_then(|href| href.strip_prefix('#'));
            assert_eq!(to, mark.attribute("id"), "{name}");
            let number = |node: &roxmltree::Node<'_, '_>| node.descendants().find_map(|n| n.text().map(str::to_owned));
            assert_eq!(number(&back), number(mark), "{name}");
            let section = |node: roxmltree::Node<'_, '_>| {
                node.ancestors().find(|node| node.has_tag_name("section")).map(|section| section.id())
            };
            let is_in_note = mark.ancestors().any(|node| node.has_tag_name("aside"));
            assert!(
                is_in_note || section(note) == section(*mark),
                "{name}: {id} stands outside the section of its mark"
            );
        }
        // What marks and ways back say is in their labels too.
        for link in by_type("noteref").chain(by_type("backlink")) {
            assert!(link.attribute("aria-label").is_some_and(|label| label.starts_with(&book.words.note)), "{name}");
        }
    }
    assert_eq!(total, book.notes.len());
}

#[test]
fn the_contents_follow_the_spine_and_the_ncx_follows_the_contents() {
    for book in both() {
        let markups = markups(&made(&book));
        let package = parsed(&markups["OEBPS/content.opf"]);
        let item = |id: &str| {
            let mut items =
                package.descendants().filter(|node| node.has_tag_name(("http://www.idpf.org/2007/opf", "item")));
            items.find(|item| item.attribute("id") == Some(id)).and_then(|item| item.attribute("href"))
        };
        let spine: Vec<&str> = package
            .descendants()
            .filter_map(|node| node.attribute("idref"))
            .map(|id| item(id).expect("an item"))
            .collect();
        let contents = parsed(&markups["OEBPS/nav.xhtml"]);
        let list = contents.descendants().find(|node| node.attribute((EPUB, "type")) == Some("toc")).expect("a toc");
        let entries: Vec<&str> = list.descendants().filter_map(|node| node.attribute("href")).collect();
        let places: Vec<usize> = entries
            .iter()
            .map(|href| {
                spine.iter().position(|file| href.split('#').next() == Some(file)).expect("a file of the spine")
            })
            .collect();
        assert!(places.is_sorted(), "{entries:?}");
        let listed = book.outline.iter().filter(|entry| entry.level <= book.toc.depth).count();
        assert_eq!(entries.len(), listed);
        let ncx = parsed(&markups["OEBPS/toc.ncx"]);
        let points: Vec<&str> = ncx.descendants().filter_map(|node| node.attribute("src")).collect();
        assert_eq!(points, entries);
        let orders: Vec<&str> = ncx.descendants().filter_map(|node| node.attribute("playOrder")).collect();
        assert_eq!(orders, (1..=entries.len()).map(|order| order.to_string()).collect::<Vec<_>>());
    }
}

#[test]
fn every_file_says_its_language_and_direction_twice() {
    for book in both() {
        let metadata = &book.metadata;
        for (name, markup) in markups(&made(&book)).iter().filter(|(name, _)| name.ends_with(".xhtml")) {
            let document = parsed(markup);
            for tag in ["html", "body"] {
                let node = document.descendants().find(|node| node.tag_name().name() == tag).expect("html and body");
                assert_eq!(node.attribute("dir"), Some(metadata.direction.name()), "{name}: {tag}");
                assert_eq!(node.attribute("lang"), Some(metadata.language.tag()), "{name}: {tag}");
                let xml = ("http://www.w3.org/XML/1998/namespace", "lang");
                assert_eq!(node.attribute(xml), Some(metadata.language.tag()), "{name}: {tag}");
            }
        }
    }
}
