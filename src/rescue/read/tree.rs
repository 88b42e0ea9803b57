//! A tree of elements, made of XML or HTML: what every reader of marked-up files walks.
//!
//! Its depth is limited while it is made, so that all walks may be recursive.

/// The most elements in elements; real files stay under fifty.
pub(super) const DEEPEST: usize = 200;

/// An element or text.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Text, entities resolved.
    Text(String),
}

/// An element.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// `prefix:name` with the usual prefix of its namespace, whatever the file calls it; HTML has none.
    pub(super) name: String,
    /// Attributes, named as elements are; those without a namespace have no prefix.
    pub(super) attributes: Vec<(String, String)>,
    /// What it holds.
    pub(super) children: Vec<Node>,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Its child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child element with a name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element at any depth, itself included, that `is_it` names.
    pub(super) fn find<'a>(&'a self, is_it: &dyn Fn(&Element) -> bool) -> Option<&'a Element> {
        if is_it(self) {
            return Some(self);
        }
        self.elements().find_map(|element| element.find(is_it))
    }

    /// Calls `visit` with itself and every element in it, in order.
    pub(super) fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a Element)) {
        visit(self);
        self.elements().for_each(|element| element.each(visit));
    }

    /// All text in it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.collect(&mut text);
        text
    }

    fn collect(&self, into: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(text) => into.push_str(text),
                Node::Element(element) => element.collect(into),
            }
        }
    }
}
