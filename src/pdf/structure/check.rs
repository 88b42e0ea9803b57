//! What must hold of the tree before it is written. A fault found here is ours, not the book's.
//!
//! - Every stretch of content and every link annotation stands in exactly one element.
//! - An element says it stands in the one that holds it, and is held once.
//! - Parts of tables, lists and contents stand in what they are parts of (PDF 1.7 §14.8.4.3).
//! - Levels of headings begin at 1 and leave none out (PDF/UA-1 §7.4.2); ids of notes are unique (§7.9).
//! - If the file claims to be accessible, images have a text that stands in for them (§7.3) and links a description (§7.18.5).

use std::collections::BTreeSet;

use crate::base::Error;

use super::super::links::Link;
use super::PageObjects;
use super::element::{Element, Extra, Kid, Tag, Tree};

/// Checks a tree against the pages it is of.
///
/// # Errors
/// With the first thing that does not hold; the message names the element or the page.
pub(super) fn tree(
    tree: &Tree,
    links: &[Vec<Link>],
    objects: &[PageObjects],
    claims_access: bool,
) -> Result<(), Error> {
    let sizes: Vec<(usize, usize)> = objects.iter().map(|page| (page.marks.len(), page.links.len())).collect();
    content(tree, &sizes)?;
    nesting(tree)?;
    headings(tree)?;
    notes(tree)?;
    if claims_access { descriptions(tree, links) } else { Ok(()) }
}

fn fault(what: String) -> Result<(), Error> {
    Err(Error::new(format!("internal fault: {what}")))
}

/// Every stretch and link of the pages once; `sizes` are how many stretches and links each page has.
fn content(tree: &Tree, sizes: &[(usize, usize)]) -> Result<(), Error> {
    let mut marks: Vec<Vec<u32>> = sizes.iter().map(|(marks, _)| vec![0; *marks]).collect();
    let mut annotations: Vec<Vec<u32>> = sizes.iter().map(|(_, links)| vec![0; *links]).collect();
    for kid in tree.elements.iter().flat_map(|element| &element.kids) {
        let (counts, page, number) = match *kid {
            Kid::Element(_) => continue,
            Kid::Mark(page, id) => (&mut marks, page, id),
            Kid::Annotation(page, link) => (&mut annotations, page, link),
        };
        match counts.get_mut(page as usize).and_then(|counts| counts.get_mut(number as usize)) {
            Some(count) => *count += 1,
            None => {
                return fault(format!("the structure has content {number} of page {}, which is not there", page + 1));
            }
        }
    }
    for (counts, what) in [(&marks, "stretch"), (&annotations, "link")] {
        for (page, counts) in counts.iter().enumerate() {
            if let Some((number, count)) = counts.iter().enumerate().find(|(_, count)| **count != 1) {
                return fault(format!("{what} {number} of page {} is {count} times in the structure", page + 1));
            }
        }
    }
    Ok(())
}

/// Who holds whom.
fn nesting(tree: &Tree) -> Result<(), Error> {
    let mut held = vec![0u32; tree.elements.len()];
    for (number, element) in (0u32..).zip(&tree.elements) {
        for kid in &element.kids {
            let Kid::Element(kid) = *kid else { continue };
            let Some(inner) = tree.elements.get(kid as usize) else {
                return fault(format!("the structure has no element {kid}"));
            };
            held[kid as usize] += 1;
            if inner.parent != number {
                return fault(format!("element {kid} of the structure stands in another than holds it"));
            }
            if !may_stand(inner.tag, element.tag) {
                let (inner, outer) = (inner.tag.name(), element.tag.name());
                return fault(format!("element {kid} of the structure is {inner} and stands in {outer}"));
            }
        }
    }
    let first_wrong = held.iter().enumerate().find(|(number, count)| **count != u32::from(*number > 0));
    first_wrong
        .map_or(Ok(()), |(number, count)| fault(format!("element {number} of the structure is held {count} times")))
}

/// Whether an element may stand in another.
fn may_stand(inner: Tag, outer: Tag) -> bool {
    match inner {
        Tag::Row => outer == Tag::Table,
        Tag::HeaderCell | Tag::Cell => outer == Tag::Row,
        Tag::ListItem => outer == Tag::List,
        Tag::ListBody => outer == Tag::ListItem,
        Tag::ContentsItem => outer == Tag::Contents,
        Tag::Document => false,
        Tag::Caption => true,
        _ => match outer {
            Tag::Table | Tag::Row => false,
            Tag::List => inner == Tag::List,
            Tag::ListItem => inner == Tag::Label,
            Tag::Contents => inner == Tag::Contents,
            _ => true,
        },
    }
}

/// Levels in reading order.
fn headings(tree: &Tree) -> Result<(), Error> {
    let mut last = 0;
    let mut open = vec![0u32];
    while let Some(number) = open.pop() {
        let element = &tree.elements[number as usize];
        if let Tag::Heading(level) = element.tag {
            if level > last + 1 {
                return fault(format!("a heading of level {level} follows one of level {last}"));
            }
            last = level;
        }
        let kids = element.kids.iter().rev();
        open.extend(kids.filter_map(|kid| if let Kid::Element(kid) = kid { Some(*kid) } else { None }));
    }
    Ok(())
}

/// Each note has an id of its own.
fn notes(tree: &Tree) -> Result<(), Error> {
    let mut ids = BTreeSet::new();
    for element in tree.elements.iter().filter(|element| element.tag == Tag::Note) {
        let id = element.extras.iter().find_map(|extra| if let Extra::Note(id) = extra { Some(*id) } else { None });
        match id {
            Some(id) if ids.insert(id) => {}
            Some(id) => return fault(format!("two notes have the id {id}")),
            None => return fault("a note has no id".to_owned()),
        }
    }
    Ok(())
}

/// Texts of images and links.
fn descriptions(tree: &Tree, links: &[Vec<Link>]) -> Result<(), Error> {
    let is_told = |element: &Element| {
        element.extras.iter().any(|extra| matches!(extra, Extra::Image(alt, ..) if !alt.trim().is_empty()))
    };
    if tree.elements.iter().any(|element| element.tag == Tag::Figure && !is_told(element)) {
        return fault("an image has no text that stands in for it".to_owned());
    }
    match links.iter().position(|links| links.iter().any(|link| link.contents.trim().is_empty())) {
        Some(page) => fault(format!("a link of page {} has no description", page + 1)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Length, Rect};
    use crate::pdf::links::Goal;

    /// Two pages of two stretches and a link: a chapter of a heading, a paragraph with a note, a list, a table.
    fn good() -> (Tree, [(usize, usize); 2]) {
        let mut tree = Tree::new();
        let section = tree.add(Tag::Section, 0);
        let heading = tree.add(Tag::Heading(1), section);
        tree.hold(heading, Kid::Mark(0, 0));
        let paragraph = tree.add(Tag::Paragraph, section);
        tree.hold(paragraph, Kid::Mark(0, 1));
        tree.hold(paragraph, Kid::Mark(1, 0));
        let link = tree.add(Tag::Link, paragraph);
        tree.hold(link, Kid::Annotation(0, 0));
        let note = tree.add(Tag::Note, section);
        tree.say(note, Extra::Note(1));
        tree.hold(note, Kid::Mark(1, 1));
        let list = tree.add(Tag::List, section);
        let item = tree.add(Tag::ListItem, list);
        tree.add(Tag::Label, item);
        tree.add(Tag::ListBody, item);
        let table = tree.add(Tag::Table, section);
        let row = tree.add(Tag::Row, table);
        tree.add(Tag::Cell, row);
        tree.hold(list, Kid::Annotation(1, 0));
        (tree, [(2, 1), (2, 1)])
    }

    fn message(result: Result<(), Error>) -> String {
        result.expect_err("a fault").to_string()
    }

    #[test]
    fn a_good_tree_passes() {
        let (tree, sizes) = good();
        assert!(content(&tree, &sizes).is_ok() && nesting(&tree).is_ok() && headings(&tree).is_ok());
        assert!(notes(&tree).is_ok() && descriptions(&tree, &[]).is_ok());
    }

    #[test]
    fn content_that_is_lost_doubled_or_not_there_is_found() {
        let (mut tree, sizes) = good();
        let [_, _, _, paragraph, ..] = &mut tree.elements[..] else { panic!("elements") };
        let lost = paragraph.kids.remove(1);
        assert!(message(content(&tree, &sizes)).contains("stretch 0 of page 2 is 0 times"));
        tree.elements[2].kids.extend([lost, lost]);
        assert!(message(content(&tree, &sizes)).contains("stretch 0 of page 2 is 2 times"));
        tree.elements[2].kids.pop();
        assert!(content(&tree, &sizes).is_ok(), "who holds it is told by the blocks");
        tree.hold(0, Kid::Annotation(0, 0));
        assert!(message(content(&tree, &sizes)).contains("link 0 of page 1 is 2 times"));
        tree.hold(0, Kid::Mark(2, 0));
        assert!(message(content(&tree, &sizes)).contains("content 0 of page 3, which is not there"));
    }

    #[test]
    fn elements_that_are_held_twice_or_by_others_are_found() {
        let (mut tree, _) = good();
        tree.hold(1, Kid::Element(2));
        assert!(message(nesting(&tree)).contains("element 2 of the structure is held 2 times"));
        let (mut tree, _) = good();
        tree.elements[2].parent = 3;
        assert!(message(nesting(&tree)).contains("element 2 of the structure stands in another"));
        let (mut tree, _) = good();
        tree.elements[1].kids.retain(|kid| *kid != Kid::Element(2));
        assert!(message(nesting(&tree)).contains("element 2 of the structure is held 0 times"));
    }

    #[test]
    fn parts_stand_in_what_they_are_parts_of() {
        for (inner, outer) in [
            (Tag::Row, Tag::Section),
            (Tag::Cell, Tag::Table),
            (Tag::Paragraph, Tag::Row),
            (Tag::ListItem, Tag::Paragraph),
            (Tag::Paragraph, Tag::List),
            (Tag::ContentsItem, Tag::Section),
            (Tag::Document, Tag::Section),
        ] {
            assert!(!may_stand(inner, outer), "{inner:?} in {outer:?}");
        }
        let (mut tree, _) = good();
        let row = tree.elements.iter().position(|element| element.tag == Tag::Row).expect("a row");
        tree.elements[row].tag = Tag::Paragraph;
        assert!(message(nesting(&tree)).contains("is P and stands in Table"));
    }

    #[test]
    fn levels_that_are_left_out_and_notes_without_ids_are_found() {
        let (mut tree, _) = good();
        tree.add(Tag::Heading(3), 1);
        assert!(message(headings(&tree)).contains("level 3 follows one of level 1"));
        let (mut tree, _) = good();
        tree.elements[2].tag = Tag::Heading(2);
        assert!(message(headings(&tree)).contains("level 2 follows one of level 0"));
        let (mut tree, _) = good();
        let note = tree.add(Tag::Note, 1);
        assert!(message(notes(&tree)).contains("no id"));
        tree.say(note, Extra::Note(1));
        assert!(message(notes(&tree)).contains("two notes have the id 1"));
    }

    #[test]
    fn images_and_links_without_words_are_found() {
        let (mut tree, _) = good();
        let [zero, one] = [Length::ZERO, Length::pt(1.0)];
        let area = Rect::new(zero, zero, one, one);
        let figure = tree.add(Tag::Figure, 1);
        assert!(message(descriptions(&tree, &[])).contains("an image has no text"));
        tree.say(figure, Extra::Image("تنور".to_owned(), 0, area));
        assert!(descriptions(&tree, &[]).is_ok());
        let link = |contents: &str| Link {
            area,
            goal: Goal::Url("https://example.org".to_owned()),
            contents: contents.to_owned(),
            item: 0,
            fragments: 0..1,
        };
        assert!(descriptions(&tree, &[vec![link("نان")]]).is_ok());
        let seen = message(descriptions(&tree, &[vec![link("نان")], vec![link(" ")]]));
        assert!(seen.contains("a link of page 2 has no description"), "{seen}");
    }
}
