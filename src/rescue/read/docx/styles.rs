//! Styles: what their names and levels make of a paragraph, and what they do to a run.

use std::collections::BTreeMap;

use crate::base::Language;
use crate::rescue::read::html;
use crate::rescue::read::role::Role;
use crate::rescue::read::tree::Element;

/// A style.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    parent: Option<String>,
    level: Option<u8>,
    /// The list it numbers its paragraphs by, and the level.
    number: Option<(String, Option<usize>)>,
    marks: Marks,
}

/// What is done to the letters of a run; `None` where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) raised: Option<bool>,
    pub(super) lowered: Option<bool>,
    pub(super) code: Option<bool>,
}

impl Marks {
    /// These marks over others.
    pub(super) fn over(self, under: Self) -> Self {
        Self {
            bold: self.bold.or(under.bold),
            italic: self.italic.or(under.italic),
            strike: self.strike.or(under.strike),
            raised: self.raised.or(under.raised),
            lowered: self.lowered.or(under.lowered),
            code: self.code.or(under.code),
        }
    }

    /// Those of run properties.
    pub(super) fn of(properties: Option<&Element>) -> Self {
        let Some(properties) = properties else { return Self::default() };
        let toggle = |names: [&str; 2]| names.iter().find_map(|name| properties.child(name).map(is_on));
        let place = properties.child("w:vertAlign").and_then(|element| element.attribute("w:val"));
        Self {
            bold: toggle(["w:b", "w:bCs"]),
            italic: toggle(["w:i", "w:iCs"]),
            strike: toggle(["w:strike", "w:dstrike"]),
            raised: place.map(|place| place == "superscript"),
            lowered: place.map(|place| place == "subscript"),
            code: None,
        }
    }
}

/// Whether a property that is on or off is on (ISO/IEC 29500-1 § 17.17.4).
pub(super) fn is_on(element: &Element) -> bool {
    !matches!(element.attribute("w:val"), Some("0" | "false" | "off" | "none"))
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    list: BTreeMap<String, Style>,
    /// The language of the text by default.
    pub(super) language: Option<Language>,
}

impl Styles {
    pub(super) fn read(root: Option<&Element>) -> Self {
        let mut styles = Self::default();
        let Some(root) = root else { return styles };
        for element in root.elements().filter(|element| element.name == "w:style") {
            let Some(id) = element.attribute("w:styleId") else { continue };
            let value = |name: &str| element.child(name)?.attribute("w:val").map(str::to_owned);
            let paragraph = element.child("w:pPr");
            let level =
                paragraph.and_then(|paragraph| paragraph.child("w:outlineLvl")?.attribute("w:val")?.parse().ok());
            let name = value("w:name").unwrap_or_else(|| id.to_owned());
            let mut marks = Marks::of(element.child("w:rPr"));
            let lower = name.to_lowercase();
            marks.code = ["verbatim char", "source text", "html code", "code", "inline code"]
                .contains(&lower.as_str())
                .then_some(true);
            styles.list.insert(
                id.to_owned(),
                Style { name: lower, parent: value("w:basedOn"), level, number: paragraph.and_then(number), marks },
            );
        }
        let defaults = root
            .child("w:docDefaults")
            .and_then(|defaults| defaults.child("w:rPrDefault")?.child("w:rPr")?.child("w:lang"));
        let tag = defaults.and_then(|lang| lang.attribute("w:bidi").or_else(|| lang.attribute("w:val")));
        styles.language = tag.and_then(html::language);
        styles
    }

    /// A style and those it is based on.
    fn chain(&self, id: &str) -> impl Iterator<Item = &Style> {
        let first = self.list.get(id);
        // A circle of styles has an end too.
        std::iter::successors(first, |style| self.list.get(style.parent.as_ref()?)).take(20)
    }

    /// What a paragraph of a style is.
    pub(super) fn role(&self, id: &str) -> Role {
        for style in self.chain(id) {
            if let Some(role) = role_of(&style.name) {
                return role;
            }
            if let Some(level) = style.level.filter(|level| *level < 9) {
                return Role::Heading(level + 1);
            }
        }
        Role::Body
    }

    /// The list that a style numbers by.
    pub(super) fn number(&self, id: &str) -> Option<(String, usize)> {
        let level = self.chain(id).find_map(|style| style.number.as_ref()?.1);
        let list = self.chain(id).find_map(|style| style.number.as_ref().map(|(list, _)| list.clone()))?;
        Some((list, level.unwrap_or(0)))
    }

    /// What a style of letters does.
    pub(super) fn marks(&self, id: &str) -> Marks {
        self.chain(id).fold(Marks::default(), |marks, style| marks.over(style.marks.clone()))
    }
}

/// The list and level of paragraph properties.
pub(super) fn number(paragraph: &Element) -> Option<(String, Option<usize>)> {
    let number = paragraph.child("w:numPr")?;
    let list = number.child("w:numId")?.attribute("w:val")?.to_owned();
    let level = number.child("w:ilvl").and_then(|level| level.attribute("w:val")?.parse().ok());
    Some((list, level))
}

/// What the name of a style says; names are the same in every language of Word.
fn role_of(name: &str) -> Option<Role> {
    let heading = name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok());
    Some(match name {
        _ if heading.is_some_and(|level| (1..=9).contains(&level)) => Role::Heading(heading.unwrap_or(1)),
        "title" => Role::Title,
        "subtitle" => Role::Subtitle,
        "author" => Role::Author,
        "date" => Role::Date,
        "quote" | "intense quote" | "block text" | "quotations" | "block quotation" => Role::Quote,
        "source code" | "html preformatted" | "preformatted text" | "plain text" => Role::Code,
        "caption" | "figurecaption" | "image caption" | "figure caption" | "illustration" | "figure" => Role::Caption,
        "definition term" | "definition term tight" | "list heading" => Role::Term,
        "definition" | "definition definition" | "definition definition tight" | "list contents" => Role::Meaning,
        "horizontal line" => Role::Rule,
        "verse" | "poem" | "poetry" => Role::Verse,
        _ if name.starts_with("toc ") || name.starts_with("contents ") => Role::Contents,
        "toc heading" | "contents heading" | "table of figures" => Role::Contents,
        _ => return None,
    })
}
