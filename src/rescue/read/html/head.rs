//! What an HTML file says of its text: title, people, language.

use oxilangtag::LanguageTag;

use crate::base::Language;
use crate::rescue::found::{Creator, Metadata};
use crate::rescue::read::tree::Element;

/// The metadata of a file.
pub(super) fn metadata(html: &Element) -> Metadata {
    let mut metadata = Metadata::default();
    let Some(head) = html.child("head") else { return metadata };
    metadata.title = head.child("title").map(|title| folded(&title.text())).unwrap_or_default();
    for meta in head.elements().filter(|element| element.name == "meta") {
        let name =
            meta.attribute("name").or_else(|| meta.attribute("property")).unwrap_or_default().to_ascii_lowercase();
        let content = folded(meta.attribute("content").unwrap_or_default());
        if content.is_empty() {
            continue;
        }
        let name = name.trim_start_matches("dc.").trim_start_matches("dcterms.").trim_start_matches("og:");
        match name {
            "author" | "creator" if metadata.creators.iter().all(|creator| creator.name != content) => {
                metadata.creators.push(Creator { name: content, role: String::new() });
            }
            "translator" => metadata.creators.push(Creator { name: content, role: "translator".to_owned() }),
            "subtitle" => metadata.subtitle = content,
            "description" => metadata.description = content,
            "publisher" => metadata.publisher = content,
            "date" | "dcterms.date" => metadata.date = content,
            "rights" | "copyright" => metadata.rights = content,
            "identifier" => metadata.identifier = content,
            "keywords" | "subject" => {
                let words = content.split([',', '،', ';', '؛']).map(str::trim).filter(|word| !word.is_empty());
                metadata.subjects.extend(words.map(str::to_owned));
            }
            "language" => metadata.language = language(&content),
            _ => {}
        }
    }
    let body = html.child("body");
    let declared = [Some(html), body]
        .into_iter()
        .flatten()
        .find_map(|element| language(element.attribute("lang").or_else(|| element.attribute("xml:lang"))?));
    metadata.language = declared.or(metadata.language);
    metadata
}

/// A language by its tag; `None` for what is none.
pub fn language(tag: &str) -> Option<Language> {
    let tag = tag.trim().replace('_', "-");
    let parsed = LanguageTag::parse(tag.as_str()).ok()?;
    let primary = parsed.primary_language().len();
    ((2..=3).contains(&primary) && !matches!(&*tag.to_ascii_lowercase(), "und" | "zxx" | "mul"))
        .then(|| Language::new(&tag))
}

/// Text with its white space folded.
pub(in crate::rescue::read) fn folded(text: &str) -> String {
    text.split([' ', '\t', '\n', '\r', '\u{C}']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
