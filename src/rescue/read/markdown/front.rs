//! Front matter: YAML between `---` and `---` (or `...`) at the head of a text.

use crate::base::{Diagnostics, Sources};
use crate::manifest::{Node, NodeValue, read_nodes};
use crate::rescue::found::{Creator, Metadata};
use crate::rescue::read::html::language;

/// The metadata at the head of a text, and the byte where the text begins.
pub(super) fn read(text: &str) -> (Metadata, usize) {
    let none = (Metadata::default(), 0);
    let Some(first) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else { return none };
    let start = text.len() - first.len();
    let mut at = start;
    for line in first.split_inclusive('\n') {
        let end = at + line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return metadata(&text[start..at]).map_or(none, |metadata| (metadata, end));
        }
        at = end;
    }
    none
}

/// The metadata of a YAML map; `None` for anything else, which is text then.
fn metadata(yaml: &str) -> Option<Metadata> {
    let mut sources = Sources::new();
    let source = sources.add("front matter", yaml);
    let root = read_nodes(source, sources.text(source), &mut Diagnostics::new())?;
    let NodeValue::Map(pairs) = &root.value else { return None };
    let mut metadata = Metadata::default();
    for (key, value) in pairs {
        let texts = texts(value);
        let first = texts.first().cloned().unwrap_or_default();
        match key.value.to_ascii_lowercase().as_str() {
            "title" => metadata.title = first,
            "subtitle" => metadata.subtitle = first,
            "author" | "authors" | "creator" | "creators" => {
                metadata.creators.extend(texts.into_iter().map(|name| Creator { name, role: String::new() }));
            }
            "translator" | "translators" => {
                let role = || "translator".to_owned();
                metadata.creators.extend(texts.into_iter().map(|name| Creator { name, role: role() }));
            }
            "lang" | "language" => metadata.language = language(&first),
            "date" => metadata.date = first,
            "publisher" => metadata.publisher = first,
            "description" | "abstract" | "summary" => metadata.description = first,
            "rights" | "copyright" | "license" => metadata.rights = first,
            "identifier" | "isbn" => metadata.identifier = first,
            "keywords" | "tags" | "subject" | "subjects" => metadata.subjects = texts,
            _ => {}
        }
    }
    Some(metadata)
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
