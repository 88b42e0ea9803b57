//! Styles: what their names make of a paragraph, what they do to letters, which lists count.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Language;
use crate::rescue::read::html;
use crate::rescue::read::numbering::{self, Look};
use crate::rescue::read::role::Role;
use crate::rescue::read::tree::Element;

/// A style of paragraphs or letters.
#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    bold: Option<bool>,
    italic: Option<bool>,
    strike: Option<bool>,
    /// Above 0 raised, below 0 lowered.
    position: Option<i8>,
    language: Option<Language>,
    complex: Option<Language>,
    breaks_before: bool,
}

/// What letters look like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) strike: bool,
    pub(super) position: i8,
    pub(super) code: bool,
    /// The language of Latin letters, and of right-to-left ones.
    pub(super) language: Option<Language>,
    pub(super) complex: Option<Language>,
}

/// A level of a list: the number it begins with and its look, or bullets; those without a sign go on with an item.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    pub(super) start: Option<(u64, Look)>,
    pub(super) is_silent: bool,
}

/// The styles of a text.
#[derive(Debug, Default)]
pub(super) struct Styles {
    list: BTreeMap<(String, String), Style>,
    lists: BTreeMap<String, Vec<Level>>,
    /// Names of styles that single paragraphs have.
    automatic: BTreeSet<String>,
    /// The language of right-to-left text by default.
    pub(super) complex: Option<Language>,
    /// The language of the text by default.
    pub(super) language: Option<Language>,
}

impl Styles {
    pub(super) fn read<'a>(roots: impl Iterator<Item = &'a Element>) -> Self {
        let mut styles = Self::default();
        for root in roots {
            let groups = root
                .elements()
                .filter(|group| matches!(group.name.as_str(), "office:automatic-styles" | "office:styles"));
            for group in groups {
                let is_automatic = group.name == "office:automatic-styles";
                group.elements().for_each(|element| styles.add(element, is_automatic));
            }
        }
        styles
    }

    fn add(&mut self, element: &Element, is_automatic: bool) {
        let name = element.attribute("style:name").unwrap_or_default().to_owned();
        match element.name.as_str() {
            "style:style" => {
                let family = element.attribute("style:family").unwrap_or_default().to_owned();
                if is_automatic && family == "paragraph" {
                    self.automatic.insert(name.clone());
                }
                self.list.entry((family, name)).or_insert_with(|| style(element));
            }
            "style:default-style" if element.attribute("style:family") == Some("paragraph") => {
                let default = style(element);
                // A right-to-left text has its language among the complex ones.
                let is_rtl = element
                    .child("style:paragraph-properties")
                    .and_then(|one| one.attribute("style:writing-mode"))
                    .is_some_and(|mode| mode.starts_with("rl"));
                self.complex.clone_from(&default.complex);
                self.language = if is_rtl { default.complex.or(default.language) } else { default.language };
            }
            "text:list-style" => {
                let mut levels = Vec::new();
                for level in element.elements() {
                    let at = level
                        .attribute("text:level")
                        .and_then(|at| at.parse::<usize>().ok())
                        .filter(|at| (1..=16).contains(at));
                    let Some(at) = at else { continue };
                    if levels.len() < at {
                        levels.resize(at, Level::default());
                    }
                    let counts = level.name == "text:list-level-style-number"
                        && level.attribute("style:num-format").is_some_and(|format| !format.is_empty());
                    let start = level.attribute("text:start-value").and_then(numbering::first).unwrap_or(1);
                    let sign = level.attribute("text:bullet-char");
                    let is_silent = sign.is_some_and(|sign| sign.trim().is_empty());
                    levels[at - 1] = Level { start: counts.then(|| (start, look(level))), is_silent };
                }
                self.lists.entry(name).or_insert(levels);
            }
            _ => {}
        }
    }

    fn chain(&self, family: &str, name: &str) -> impl Iterator<Item = (String, &Style)> {
        let get = move |name: String| {
            let style = self.list.get(&(family.to_owned(), name.clone()))?;
            Some((name, style))
        };
        let first = get(name.to_owned());
        let next = move |(_, style): &(String, &Style)| {
            let name = style.parent.clone()?;
            let style = self.list.get(&(family.to_owned(), name.clone()))?;
            Some((name, style))
        };
        std::iter::successors(first, next).take(20).collect::<Vec<_>>().into_iter()
    }

    /// What a paragraph of a style is.
    pub(super) fn role(&self, name: &str) -> Role {
        let own = role_of(name);
        own.or_else(|| self.chain("paragraph", name).find_map(|(name, _)| role_of(&name))).unwrap_or(Role::Body)
    }

    /// Whether a style has a name, or is made of one that has.
    pub(super) fn breaks_before(&self, name: &str) -> bool {
        // Named styles break pages for their looks; those of single paragraphs do because someone wanted it.
        self.list.get(&("paragraph".to_owned(), name.to_owned())).is_some_and(|style| style.breaks_before)
    }

    /// What the style of a single paragraph does to its letters; what named styles do belongs to their looks.
    pub(super) fn paragraph_marks(&self, name: &str) -> Marks {
        let own = self.list.get(&("paragraph".to_owned(), name.to_owned())).filter(|_| self.automatic.contains(name));
        let Some(own) = own else { return Marks::default() };
        Marks {
            bold: own.bold == Some(true),
            italic: own.italic == Some(true),
            strike: own.strike == Some(true),
            ..Marks::default()
        }
    }

    /// What a style does to letters.
    pub(super) fn marks(&self, family: &str, name: &str) -> Marks {
        let mut marks = Marks::default();
        let chain: Vec<_> = self.chain(family, name).collect();
        for (name, style) in chain.iter().rev() {
            marks.bold = style.bold.unwrap_or(marks.bold);
            marks.italic = style.italic.unwrap_or(marks.italic);
            marks.strike = style.strike.unwrap_or(marks.strike);
            marks.position = style.position.unwrap_or(marks.position);
            marks.language = style.language.clone().or(marks.language);
            marks.complex = style.complex.clone().or(marks.complex);
            marks.code |= matches!(name.as_str(), "Source_20_Text" | "Source_Text" | "Teletype");
        }
        marks
    }

    /// The level of a list, from 0.
    pub(super) fn level(&self, list: &str, level: usize) -> Level {
        self.lists.get(list).and_then(|levels| levels.get(level)).cloned().unwrap_or_default()
    }
}

/// The look of the numbers of a level; what others than digits begin with stands for them.
fn look(level: &Element) -> Look {
    let format = level.attribute("style:num-format").and_then(|format| format.chars().next()).unwrap_or('1');
    let sample = if format.is_numeric() { "1".to_owned() } else { format.to_string() };
    let around = |name: &str| level.attribute(name).unwrap_or_default();
    Look::new(around("style:num-prefix"), &sample, around("style:num-suffix"))
}

fn style(element: &Element) -> Style {
    let text = element.child("style:text-properties");
    let value = |names: [&str; 2]| names.iter().find_map(|name| text?.attribute(name));
    let language = |language: &str, country: &str| {
        let language = text?.attribute(language).filter(|tag| *tag != "none" && *tag != "zxx")?;
        let country = text?.attribute(country).filter(|tag| *tag != "none");
        html::language(&country.map_or_else(|| language.to_owned(), |country| format!("{language}-{country}")))
    };
    let position =
        value(["style:text-position", ""]).map(|position| match position.split(' ').next().unwrap_or_default() {
            "super" => 1,
            "sub" => -1,
            percent => match percent.trim_end_matches('%').parse::<f32>() {
                Ok(percent) if percent > 0.0 => 1,
                Ok(percent) if percent < 0.0 => -1,
                _ => 0,
            },
        });
    let paragraph = element.child("style:paragraph-properties");
    Style {
        parent: element.attribute("style:parent-style-name").map(str::to_owned),
        bold: value(["fo:font-weight", "style:font-weight-complex"])
            .map(|weight| weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)),
        italic: value(["fo:font-style", "style:font-style-complex"]).map(|slant| slant != "normal"),
        strike: value(["style:text-line-through-style", "style:text-line-through-type"]).map(|line| line != "none"),
        position,
        language: language("fo:language", "fo:country"),
        complex: language("style:language-complex", "style:country-complex"),
        breaks_before: paragraph.and_then(|one| one.attribute("fo:break-before")) == Some("page"),
    }
}

/// What the name of a style says; names in files are the same in every language of the program.
fn role_of(name: &str) -> Option<Role> {
    Some(match name {
        "Title" => Role::Title,
        "Subtitle" => Role::Subtitle,
        "Author" => Role::Author,
        "Date" => Role::Date,
        "Quotations" | "Block_20_Text" | "Block_20_Quotation" | "Quote" | "Intense_20_Quote" => Role::Quote,
        "Preformatted_20_Text" => Role::Code,
        "Caption" | "Image_20_Caption" | "FigureCaption" | "Figure" | "Illustration" => Role::Caption,
        "Definition_20_Term" | "Definition_20_Term_20_Tight" | "List_20_Heading" => Role::Term,
        "Definition_20_Definition" | "Definition_20_Definition_20_Tight" | "List_20_Contents" => Role::Meaning,
        "Horizontal_20_Line" => Role::Rule,
        "Verse" | "Poem" | "Poetry" => Role::Verse,
        _ => return None,
    })
}
