//! HTML to a tree, by html5ever: as browsers read it, whatever is left open or closed wrongly.
//!
//! The text goes in piece by piece: when elements are nested beyond measure, reading ends, because the time it takes grows
//! with their depth.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, local_name, ns, parse_document};

use super::Fault;
use super::tree::{DEEPEST, Element, Node};

/// How much is read before the depth is looked at, in bytes.
const PIECE: usize = 16 << 10;
/// The most elements in elements while reading; browsers stop at 512.
const DEEPEST_OPEN: usize = 512;
/// The most attributes of one element: comparing them takes time that grows with their square.
const MOST_ATTRIBUTES: usize = 2_000;

/// The tree of an HTML text; see [`parse_page`].
pub(super) fn parse(text: &str) -> Result<Element, Fault> {
    parse_page(text, &mut Vec::new())
}

/// The tree of an HTML text: its `html` element; what stands in comments of its `body` goes into `comments`.
///
/// # Errors
/// When elements are nested too deeply, or have too many attributes.
pub(super) fn parse_page(text: &str, comments: &mut Vec<String>) -> Result<Element, Fault> {
    if attributes_of_one(text) > MOST_ATTRIBUTES {
        return Err(Fault::new("an element has thousands of attributes", "no book is made so: the file is damaged"));
    }
    let mut parser = parse_document(Sink::default(), ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let mut end = rest.len().min(PIECE);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        parser.process(StrTendril::from_slice(&rest[..end]));
        rest = &rest[end..];
        if parser.tokenizer.sink.sink.depth() > DEEPEST_OPEN {
            return Err(Fault::new("its elements are nested too deeply", "no book is made so: the file is damaged"));
        }
    }
    let nodes = parser.finish();
    collect_comments(&nodes, comments);
    let root = element(&nodes, 0, 0);
    let html = root.children.into_iter().find_map(|node| match node {
        Node::Element(element) if element.name == "html" => Some(element),
        _ => None,
    });
    Ok(html.unwrap_or_default())
}

/// The most white space between a `<` and the next `>`: an element has no more attributes than that.
fn attributes_of_one(text: &str) -> usize {
    let mut most = 0;
    let mut count = None;
    for byte in text.bytes() {
        match byte {
            b'<' if count.is_none() => count = Some(0),
            b'>' => count = None,
            // A stroke and a quotation mark part attributes too.
            b' ' | b'\n' | b'\t' | b'\r' | b'/' | b'"' | b'\'' => {
                if let Some(count) = &mut count {
                    *count += 1;
                    most = most.max(*count);
                }
            }
            _ => {}
        }
    }
    // Comments, styles and scripts hold words between such signs: their limit is far away.
    if most > 40 * MOST_ATTRIBUTES { most } else { 0 }
}

/// A node while the text is read.
#[derive(Debug)]
struct Item {
    /// The name of an element; `None` for text.
    name: Option<QualName>,
    attributes: Vec<Attribute>,
    text: String,
    /// What stands in a comment.
    comment: Option<String>,
    parent: Option<usize>,
    children: Vec<usize>,
}

/// Every node, the document first.
#[derive(Debug)]
struct Sink {
    items: RefCell<Vec<Item>>,
    last: Cell<usize>,
}

impl Default for Sink {
    fn default() -> Self {
        let name = QualName::new(None, ns!(), local_name!(""));
        let document = Item {
            name: Some(name),
            attributes: Vec::new(),
            text: String::new(),
            comment: None,
            parent: None,
            children: Vec::new(),
        };
        Self { items: RefCell::new(vec![document]), last: Cell::new(0) }
    }
}

impl Sink {
    fn add(&self, name: Option<QualName>, attributes: Vec<Attribute>, text: &str) -> usize {
        let mut items = self.items.borrow_mut();
        items.push(Item { name, attributes, text: text.to_owned(), comment: None, parent: None, children: Vec::new() });
        items.len() - 1
    }

    /// How many elements the last one stands in.
    fn depth(&self) -> usize {
        let items = self.items.borrow();
        std::iter::successors(Some(self.last.get()), |at| items[*at].parent).take(DEEPEST_OPEN + 2).count()
    }

    /// Puts a node into a parent, before the child at a position.
    fn insert(&self, parent: usize, at: usize, node: NodeOrText<usize>) {
        let child = match node {
            NodeOrText::AppendNode(child) => {
                self.detach(child);
                child
            }
            NodeOrText::AppendText(text) => {
                let mut items = self.items.borrow_mut();
                let before = at.checked_sub(1).and_then(|at| items[parent].children.get(at).copied());
                if let Some(before) = before.filter(|before| items[*before].name.is_none()) {
                    items[before].text.push_str(&text);
                    return;
                }
                drop(items);
                self.add(None, Vec::new(), &text)
            }
        };
        let mut items = self.items.borrow_mut();
        let at = at.min(items[parent].children.len());
        items[parent].children.insert(at, child);
        items[child].parent = Some(parent);
        self.last.set(child);
    }

    fn detach(&self, child: usize) {
        let mut items = self.items.borrow_mut();
        if let Some(parent) = items[child].parent.take() {
            items[parent].children.retain(|other| *other != child);
        }
    }
}

/// The name of an element, as the parser asks for it.
#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }
    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Vec<Item>;
    type ElemName<'a> = Name;

    fn finish(self) -> Vec<Item> {
        self.items.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> Name {
        let items = self.items.borrow();
        Name(items[*target].name.clone().unwrap_or_else(|| QualName::new(None, ns!(), local_name!(""))))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> usize {
        self.add(Some(name), attributes, "")
    }

    fn create_comment(&self, text: StrTendril) -> usize {
        let at = self.add(None, Vec::new(), "");
        self.items.borrow_mut()[at].comment = Some(text.to_string());
        at
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.add(None, Vec::new(), "")
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        self.insert(*parent, usize::MAX, child);
    }

    fn append_based_on_parent_node(&self, element: &usize, before: &usize, child: NodeOrText<usize>) {
        if self.items.borrow()[*element].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }

    fn same_node(&self, one: &usize, other: &usize) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, node: NodeOrText<usize>) {
        if let NodeOrText::AppendNode(child) = &node {
            self.detach(*child);
        }
        let place = {
            let items = self.items.borrow();
            let parent = items[*sibling].parent;
            parent.and_then(|parent| {
                let at = items[parent].children.iter().position(|child| child == sibling)?;
                Some((parent, at))
            })
        };
        if let Some((parent, at)) = place {
            self.insert(parent, at, node);
        }
    }

    fn add_attrs_if_missing(&self, target: &usize, attributes: Vec<Attribute>) {
        let mut items = self.items.borrow_mut();
        let item = &mut items[*target];
        for attribute in attributes {
            if item.attributes.iter().all(|known| known.name != attribute.name) {
                item.attributes.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &usize) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &usize, parent: &usize) {
        let mut items = self.items.borrow_mut();
        let children = std::mem::take(&mut items[*node].children);
        for child in &children {
            items[*child].parent = Some(*parent);
        }
        items[*parent].children.extend(children);
    }
}

/// A node and what is in it; what lies too deep comes as words only.
fn element(items: &[Item], at: usize, depth: usize) -> Element {
    let item = &items[at];
    let name = item.name.as_ref().map(|name| name.local.to_string()).unwrap_or_default();
    let attributes = item.attributes.iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect();
    let mut children = Vec::new();
    for child in &item.children {
        match &items[*child].name {
            None if items[*child].text.is_empty() => {}
            None => children.push(Node::Text(items[*child].text.clone())),
            Some(_) if depth < DEEPEST => children.push(Node::Element(element(items, *child, depth + 1))),
            Some(_) => children.push(Node::Text(words(items, *child))),
        }
    }
    Element { name, attributes, children }
}

/// What stands in the comments of the body.
fn collect_comments(items: &[Item], comments: &mut Vec<String>) {
    let is_body = |item: &Item| item.name.as_ref().is_some_and(|name| name.local == local_name!("body"));
    let mut left: Vec<usize> = items.iter().position(is_body).into_iter().collect();
    while let Some(at) = left.pop() {
        comments.extend(items[at].comment.clone());
        left.extend(items[at].children.iter().rev());
    }
}

/// All text in a node.
fn words(items: &[Item], at: usize) -> String {
    let mut text = String::new();
    let mut left = vec![at];
    while let Some(at) = left.pop() {
        text.push_str(&items[at].text);
        left.extend(items[at].children.iter().rev());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_open_is_closed_as_browsers_do() {
        let root = parse("<title>ب</title><p>نان<p>و <b>کتاب<table><tr><td>یک<td>دو</table>").expect("HTML");
        let body = root.child("body").expect("a body");
        assert_eq!(body.elements().filter(|element| element.name == "p").count(), 2);
        assert!(body.find(&|element| element.name == "td").is_some());
        assert_eq!(root.child("head").and_then(|head| head.child("title")).map(Element::text).as_deref(), Some("ب"));
    }

    #[test]
    fn bottomless_markup_is_a_fault() {
        assert!(parse(&"<div>".repeat(300_000)).is_err());
        assert!(parse(&"<b>".repeat(300_000)).is_err());
        let attributes: String = (0..200_000).map(|number| format!(" a{number}")).collect();
        assert!(parse(&format!("<p{attributes}>")).is_err());
    }
}
