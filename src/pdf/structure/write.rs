//! The tree as objects of the file: root, elements, and the trees that lead to elements from pages, annotations and ids.

use std::collections::BTreeMap;
use std::io::Write;

use lopdf::Object;

use crate::base::Rect;
use crate::pages::Pages;

use super::super::objects::{self, Numbers};
use super::super::operators::Operators;
use super::super::save::Written;
use super::super::stream::text_string;
use super::PageObjects;
use super::element::{Element, Extra, Kid, Tag, Tree};

/// Entries of a leaf of the trees.
const LEAF: usize = 64;

/// Writes everything; the root has the number `first`, the elements those after it.
pub(super) fn objects(tree: &Tree, pages: &Pages, objects: &[PageObjects], first: u32) -> Vec<Written> {
    let writer = Writer { pages, objects, first_element: first + 1 };
    let count = u32::try_from(tree.elements.len()).unwrap_or(u32::MAX);
    let mut written = Vec::with_capacity(tree.elements.len() + 64);
    let mut next = first + 1 + count;
    let mut others = Vec::new();
    let parents = writer.parent_tree(tree, &mut next, &mut others);
    let ids = writer.id_tree(tree, &mut next, &mut others);
    written.push(Written { number: first, bytes: writer.root(tree, parents, ids) });
    for (number, element) in (first + 1..).zip(&tree.elements) {
        written.push(Written { number, bytes: writer.element(element, number == first + 1, first) });
    }
    written.extend(others);
    written
}

struct Writer<'a> {
    pages: &'a Pages,
    objects: &'a [PageObjects],
    first_element: u32,
}

/// Appends formatted text.
macro_rules! put {
    ($out:expr, $($argument:tt)*) => {
        write!($out, $($argument)*).expect("writing to memory does not fail")
    };
}

impl Writer<'_> {
    /// The root of the tree with the types that are ours (PDF 1.7 table 322).
    fn root(&self, tree: &Tree, parents: u32, ids: Option<u32>) -> Vec<u8> {
        let mut out = Vec::new();
        let next = self.objects.len() + self.objects.iter().map(|page| page.links.len()).sum::<usize>();
        put!(
            out,
            "<</Type/StructTreeRoot/K {} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {next}",
            self.first_element
        );
        if let Some(ids) = ids {
            put!(out, "/IDTree {ids} 0 R");
        }
        let ours: BTreeMap<&str, &str> =
            tree.elements.iter().filter_map(|element| Some((element.tag.name(), element.tag.standard()?))).collect();
        if !ours.is_empty() {
            put!(out, "/RoleMap<<");
            ours.iter().for_each(|(name, standard)| put!(out, "/{name}/{standard}"));
            put!(out, ">>");
        }
        put!(out, ">>");
        out
    }

    fn element(&self, element: &Element, is_first: bool, root: u32) -> Vec<u8> {
        let mut out = Vec::with_capacity(64);
        let parent = if is_first { root } else { self.first_element + element.parent };
        put!(out, "<</S/{}/P {parent} 0 R", element.tag.name());
        let page = element.kids.iter().find_map(|kid| match kid {
            Kid::Element(_) => None,
            Kid::Mark(page, _) | Kid::Annotation(page, _) => Some(*page),
        });
        if let Some(page) = page {
            put!(out, "/Pg {} 0 R", self.page(page));
        }
        if !element.kids.is_empty() {
            put!(out, "/K");
            self.kids(&element.kids, page, &mut out);
        }
        for extra in &element.extras {
            self.extra(extra, &mut out);
        }
        put!(out, ">>");
        out
    }

    fn page(&self, page: u32) -> u32 {
        self.objects[page as usize].page.0
    }

    /// One kid by itself, more as an array; identifiers alone are of the page of the element.
    fn kids(&self, kids: &[Kid], own: Option<u32>, out: &mut Vec<u8>) {
        if kids.len() > 1 {
            put!(out, "[");
        }
        for (position, kid) in kids.iter().enumerate() {
            let space = if position > 0 || kids.len() == 1 { " " } else { "" };
            match *kid {
                Kid::Element(element) => put!(out, "{space}{} 0 R", self.first_element + element),
                Kid::Mark(page, id) if Some(page) == own => put!(out, "{space}{id}"),
                Kid::Mark(page, id) => put!(out, "<</Type/MCR/Pg {} 0 R/MCID {id}>>", self.page(page)),
                Kid::Annotation(page, number) => {
                    put!(out, "<</Type/OBJR/Obj {} 0 R", self.objects[page as usize].links[number as usize].0);
                    if Some(page) != own {
                        put!(out, "/Pg {} 0 R", self.page(page));
                    }
                    put!(out, ">>");
                }
            }
        }
        if kids.len() > 1 {
            put!(out, "]");
        }
    }

    fn extra(&self, extra: &Extra, out: &mut Vec<u8>) {
        match extra {
            Extra::Language(tag) => {
                put!(out, "/Lang");
                objects::write(out, &Object::string_literal(tag.as_str()), &Numbers::default());
            }
            Extra::Image(alt, page, area) => {
                if !alt.is_empty() {
                    put!(out, "/Alt");
                    objects::write(out, &text_string(alt), &Numbers::default());
                }
                self.bounds(*page, area, out);
            }
            Extra::Note(number) => put!(out, "/ID({})", id(*number)),
            Extra::HeadsColumn => put!(out, "/A<</O/Table/Scope/Column>>"),
            Extra::Numbering(kind) => put!(out, "/A<</O/List/ListNumbering/{kind}>>"),
        }
    }

    /// The place of an image as attribute (PDF 1.7 table 344).
    fn bounds(&self, page: u32, area: &Rect, out: &mut Vec<u8>) {
        let height = self.pages.list.get(page as usize).map_or(area.bottom(), |page| page.size.height);
        let mut numbers = Operators::default();
        numbers.lengths(&[area.origin.x, height - area.bottom(), area.right(), height - area.origin.y]);
        put!(out, "/A<</O/Layout/Placement/Block/BBox[");
        out.extend_from_slice(numbers.into_bytes().trim_ascii_end());
        put!(out, "]>>");
    }

    /// By page the elements of its stretches, by link its element; gives the number of the root.
    fn parent_tree(&self, tree: &Tree, next: &mut u32, written: &mut Vec<Written>) -> u32 {
        let mut of_pages: Vec<Vec<u32>> = self.objects.iter().map(|page| vec![0; page.marks.len()]).collect();
        let mut of_links: Vec<Vec<u32>> = self.objects.iter().map(|page| vec![0; page.links.len()]).collect();
        for (number, element) in (0u32..).zip(&tree.elements) {
            for kid in &element.kids {
                match *kid {
                    Kid::Element(_) => {}
                    Kid::Mark(page, id) => of_pages[page as usize][id as usize] = number,
                    Kid::Annotation(page, link) => of_links[page as usize][link as usize] = number,
                }
            }
        }
        let mut entries: Vec<Vec<u8>> = Vec::new();
        for elements in of_pages {
            let mut entry = b"[".to_vec();
            for (position, element) in elements.into_iter().enumerate() {
                let space = if position > 0 { " " } else { "" };
                put!(entry, "{space}{} 0 R", self.first_element + element);
            }
            entry.push(b']');
            entries.push(entry);
        }
        for element in of_links.into_iter().flatten() {
            entries.push(format!(" {} 0 R", self.first_element + element).into_bytes());
        }
        let entries: Vec<(String, Vec<u8>)> =
            entries.into_iter().enumerate().map(|(key, entry)| (key.to_string(), entry)).collect();
        leaves(&entries, "Nums", next, written)
    }

    /// Notes by their ids; `None` without notes.
    fn id_tree(&self, tree: &Tree, next: &mut u32, written: &mut Vec<Written>) -> Option<u32> {
        let mut ids: Vec<(String, Vec<u8>)> = Vec::new();
        for (number, element) in (0u32..).zip(&tree.elements).filter(|(_, element)| element.tag == Tag::Note) {
            for extra in &element.extras {
                if let Extra::Note(note) = extra {
                    let entry = format!("{} 0 R", self.first_element + number).into_bytes();
                    ids.push((format!("({})", id(*note)), entry));
                }
            }
        }
        ids.sort_unstable();
        (!ids.is_empty()).then(|| leaves(&ids, "Names", next, written))
    }
}

/// The id of a note; numbers of one length are sorted as ids must be.
fn id(note: u32) -> String {
    format!("note{:06}", note.saturating_add(1))
}

/// Writes a tree of one level (PDF 1.7 §7.9.6, §7.9.7) from keys and values that are sorted; gives the number of its root.
fn leaves(entries: &[(String, Vec<u8>)], kind: &str, next: &mut u32, written: &mut Vec<Written>) -> u32 {
    let root = *next;
    *next += 1;
    let mut top = b"<</Kids[".to_vec();
    for leaf in entries.chunks(LEAF) {
        let (low, high) = (&leaf[0].0, &leaf[leaf.len() - 1].0);
        let mut bytes = Vec::new();
        put!(bytes, "<</Limits[{low} {high}]/{kind}[");
        for (key, entry) in leaf {
            put!(bytes, "{key}");
            bytes.extend_from_slice(entry);
            bytes.push(b'\n');
        }
        put!(bytes, "]>>");
        put!(top, "{} 0 R ", *next);
        written.push(Written { number: *next, bytes });
        *next += 1;
    }
    put!(top, "]>>");
    written.push(Written { number: root, bytes: top });
    root
}
