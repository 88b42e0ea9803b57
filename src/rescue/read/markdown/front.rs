//! Front matter: YAML between `---` and `---` (or `...`) at the head of a text.

use crate::base::{Diagnostics, Sources};
use crate::manifest::{Node, NodeValue, read_nodes};
use crate::rescue::found::{Creator, Metadata};
use crate::rescue::read::html::language;

/// What stands at the head of a text.
#[derive(Default)]
pub(super) struct Front {
    pub(super) metadata: Metadata,
    /// The byte where the text begins.
    pub(super) end: usize,
    /// What it says that the metadata have no place for: keys and values.
    pub(super) lost: Vec<String>,
}

/// Reads the head of a text.
pub(super) fn read(text: &str) -> Front {
    let none = Front::default();
    let Some(first) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else { return none };
    let start = text.len() - first.len();
    let mut at = start;
    for line in first.split_inclusive('\n') {
        let end = at + line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return metadata(&text[start..at]).map_or(none, |front| Front { end, ..front });
        }
        at = end;
    }
    none
}

/// The metadata of a YAML map; `None` for anything else, which is text then.
fn metadata(yaml: &str) -> Option<Front> {
    let mut sources = Sources::new();
    let source = sources.add("front matter", yaml);
    let root = read_nodes(source, sources.text(source), &mut Diagnostics::new())?;
    let NodeValue::Map(pairs) = &root.value else { return None };
    let mut front = Front::default();
    for (key, value) in pairs.iter().filter(|(_, value)| value.value != NodeValue::Null) {
        let texts = texts(value);
        if !front.take(&key.value, value, &texts) {
            let text = if texts.is_empty() { sources.quote(value.span).to_owned() } else { texts.join(", ") };
            front.lost.push(format!("{}: {text}", key.value));
        }
    }
    Some(front)
}

impl Front {
    /// Takes what a key says; whether it has a place.
    fn take(&mut self, key: &str, value: &Node, texts: &[String]) -> bool {
        let metadata = &mut self.metadata;
        let key = key.to_ascii_lowercase();
        let one = match key.as_str() {
            "author" | "authors" | "creator" | "creators" => return add(people(value, ""), &mut metadata.creators),
            "translator" | "translators" => return add(people(value, "translator"), &mut metadata.creators),
            "editor" | "editors" => return add(people(value, "editor"), &mut metadata.creators),
            "keywords" | "tags" | "subject" | "subjects" => return add(texts.to_vec(), &mut metadata.subjects),
            "lang" | "language" => {
                metadata.language = texts.first().and_then(|tag| language(tag));
                return metadata.language.is_some();
            }
            "title" => &mut metadata.title,
            "subtitle" => &mut metadata.subtitle,
            "date" => &mut metadata.date,
            "publisher" => &mut metadata.publisher,
            "description" | "abstract" | "summary" => &mut metadata.description,
            "rights" | "copyright" | "license" => &mut metadata.rights,
            "identifier" | "isbn" => &mut metadata.identifier,
            _ => return false,
        };
        // A second description has no place, nor have several titles.
        let ([text], true) = (texts, one.is_empty()) else { return false };
        one.clone_from(text);
        true
    }
}

/// Adds what is not there yet; whether there was something.
fn add<T: PartialEq>(new: Vec<T>, list: &mut Vec<T>) -> bool {
    let is_some = !new.is_empty();
    for one in new {
        if !list.contains(&one) {
            list.push(one);
        }
    }
    is_some
}

/// People: names, or maps with a name and a role.
fn people(node: &Node, role: &str) -> Vec<Creator> {
    match &node.value {
        NodeValue::List(items) => items.iter().flat_map(|item| people(item, role)).collect(),
        NodeValue::Map(pairs) => {
            let named = pairs.iter().find(|(key, _)| key.value == "role").map(|(_, value)| texts(value).concat());
            let role = named.unwrap_or_else(|| role.to_owned());
            texts(node).into_iter().map(|name| Creator { name, role: role.clone() }).collect()
        }
        _ => texts(node).into_iter().map(|name| Creator { name, role: role.to_owned() }).collect(),
    }
}

/// The texts of a value: one, those of a list, or the names in a list of maps.
fn texts(node: &Node) -> Vec<String> {
    match &node.value {
        NodeValue::String(text) | NodeValue::Number(_, text) => vec![text.trim().to_owned()],
        NodeValue::List(items) => items.iter().flat_map(texts).collect(),
        NodeValue::Map(pairs) => {
            let name = pairs.iter().find(|(key, _)| key.value == "name" || key.value == "text");
            name.map(|(_, value)| texts(value)).unwrap_or_default()
        }
        NodeValue::Bool(_) | NodeValue::Null => Vec::new(),
    }
}
