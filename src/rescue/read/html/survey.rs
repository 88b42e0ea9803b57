//! What only the whole text can know: where links lead, and which of them are marks of notes.
//!
//! A link is the mark of a note when the markup says so (EPUB, DPUB-ARIA, Pandoc, `LibreOffice`), or when the place it leads to
//! leads back to it, as Word and many e-books have it. Elements are known by their addresses in memory, which are only compared.

use std::collections::{BTreeMap, BTreeSet};

use super::Page;
use crate::rescue::read::gallery::percent;
use crate::rescue::read::tree::Element;

/// An element, to compare with others.
pub(super) fn address(element: &Element) -> usize {
    std::ptr::from_ref(element).addr()
}

/// A place: the page and the id.
pub(super) type Spot = (usize, String);

/// What the walk asks for.
#[derive(Debug, Default)]
pub(super) struct Survey<'a> {
    /// Marks of notes, and the label of the note.
    pub(super) marks: BTreeMap<usize, String>,
    /// Notes by label, in the order of their first marks, with the words of that mark.
    pub(super) notes: Vec<(String, &'a Element, usize, String)>,
    /// Elements that are notes.
    pub(super) bodies: BTreeSet<usize>,
    /// Links from notes back to their marks.
    pub(super) backs: BTreeSet<usize>,
    /// Places that links name, by the ids that they get.
    pub(super) ids: BTreeMap<Spot, String>,
}

/// A place that can be linked to.
struct Target<'a> {
    element: &'a Element,
    /// The block that it stands in, as a note.
    body: &'a Element,
}

/// A link.
struct Link<'a> {
    element: &'a Element,
    /// The page that it stands in.
    page: usize,
    /// Where it leads.
    to: Spot,
    /// Ids by which it can be linked to.
    own: Vec<Spot>,
    /// Elements that it stands in.
    within: Vec<usize>,
}

/// The longest words of a mark that nothing but a link back makes a mark, in characters.
const LONGEST_MARK: usize = 8;

/// Surveys the pages of a text.
pub(super) fn survey<'a>(pages: &'a [Page]) -> Survey<'a> {
    let mut targets = BTreeMap::new();
    let mut links = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let mut walk = Walk { pages, page: number, targets: &mut targets, links: &mut links, open: Vec::new() };
        walk.element(&page.root);
    }
    let mut survey = Survey::default();
    notes(&targets, &links, &mut survey);
    ids(pages, &targets, &links, &mut survey);
    survey
}

struct Walk<'a, 'w> {
    pages: &'a [Page],
    page: usize,
    targets: &'w mut BTreeMap<Spot, Target<'a>>,
    links: &'w mut Vec<Link<'a>>,
    open: Vec<&'a Element>,
}

impl<'a> Walk<'a, '_> {
    fn element(&mut self, element: &'a Element) {
        self.open.push(element);
        for id in own_ids(element) {
            let body = body(&self.open);
            self.targets.entry((self.page, id.to_owned())).or_insert(Target { element, body });
        }
        if element.name == "a"
            && let Some(href) = element.attribute("href")
            && let Some(to) = spot(self.pages, self.page, href)
        {
            // A raised number has its id on the mark around the link, or on one in it.
            let mut own: Vec<Spot> = Vec::new();
            let around = self.open.iter().rev().take(3).take_while(|outer| !is_block(&outer.name));
            for outer in around.copied().chain(element.elements()) {
                own.extend(own_ids(outer).map(|id| (self.page, id.to_owned())));
            }
            let within = self.open.iter().map(|outer| address(outer)).collect();
            self.links.push(Link { element, page: self.page, to, own, within });
        }
        for child in element.elements() {
            self.element(child);
        }
        self.open.pop();
    }
}

/// The ids of an element.
fn own_ids(element: &Element) -> impl Iterator<Item = &str> {
    let name = if element.name == "a" { element.attribute("name") } else { None };
    [element.attribute("id"), element.attribute("xml:id"), name].into_iter().flatten().filter(|id| !id.is_empty())
}

/// Where an address leads, if to a page of this text.
pub(super) fn spot(pages: &[Page], from: usize, href: &str) -> Option<Spot> {
    let (file, id) = href.trim().split_once('#').map_or((href.trim(), ""), |(file, id)| (file, id));
    let page = if file.is_empty() {
        from
    } else {
        let path = super::super::zip::beside(&pages[from].path, &percent(file));
        pages.iter().position(|page| page.path == path)?
    };
    Some((page, percent(id)))
}

/// Whether a name is that of a block.
pub(super) fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 38] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
    ];
    BLOCKS.contains(&name)
}

/// What would be the note, of an element and those it stands in.
fn body<'a>(open: &[&'a Element]) -> &'a Element {
    let last = open.len() - 1;
    let at = (0..=last).rev().find(|at| is_block(&open[*at].name)).unwrap_or(last);
    // A note of several paragraphs: Word and LibreOffice put them into a division.
    let parent = at.checked_sub(1).map(|parent| open[parent]);
    match parent {
        Some(parent) if matches!(open[at].name.as_str(), "p" | "div") && is_note_division(parent) => parent,
        _ => open[at],
    }
}

fn is_note_division(element: &Element) -> bool {
    let id = element.attribute("id").unwrap_or_default();
    let style = element.attribute("style").unwrap_or_default().replace(' ', "");
    (element.name == "div" || element.name == "aside" || element.name == "li")
        && (["sdfootnote", "sdendnote", "ftn", "edn"].iter().any(|start| {
            id.strip_prefix(start)
                .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
        }) || style.contains("mso-element:footnote")
            || style.contains("mso-element:endnote")
            || says_note(element))
}

/// Whether the markup says that an element is a note.
fn says_note(element: &Element) -> bool {
    let words = format!(
        "{} {}",
        element.attribute("epub:type").unwrap_or_default(),
        element.attribute("role").unwrap_or_default()
    );
    words
        .split_whitespace()
        .any(|word| matches!(word, "footnote" | "endnote" | "rearnote" | "note" | "doc-footnote" | "doc-endnote"))
}

/// Whether the markup says that a link is the mark of a note.
fn says_mark(element: &Element) -> bool {
    let class = element.attribute("class").unwrap_or_default();
    let kind = element.attribute("epub:type").unwrap_or_default();
    let role = element.attribute("role").unwrap_or_default();
    kind.split_whitespace().any(|word| word == "noteref")
        || role == "doc-noteref"
        || class
            .split_whitespace()
            .any(|word| matches!(word, "footnote-ref" | "sdfootnoteanc" | "sdendnoteanc" | "noteref"))
}

fn notes<'a>(targets: &BTreeMap<Spot, Target<'a>>, links: &[Link<'a>], survey: &mut Survey<'a>) {
    let mut leading: BTreeMap<&Spot, Vec<usize>> = BTreeMap::new();
    for (number, link) in links.iter().enumerate() {
        leading.entry(&link.to).or_default().push(number);
    }
    let mut labels: BTreeMap<usize, String> = BTreeMap::new();
    for (number, link) in links.iter().enumerate() {
        let Some(target) = targets.get(&link.to) else { continue };
        let body = target.body;
        let within = |other: &Link<'_>| other.within.contains(&address(body));
        if matches!(body.name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "body") || within(link) {
            continue;
        }
        let lead_here = link.own.iter().filter_map(|own| leading.get(own)).flatten().copied();
        let backs: Vec<usize> = lead_here.filter(|other| within(&links[*other])).collect();
        let words = link.element.text();
        let is_short = words.trim().chars().count() <= LONGEST_MARK;
        // Of two links that lead to each other, the first is the mark.
        let is_mark = says_mark(link.element)
            || says_note(target.element)
            || is_short && backs.iter().any(|other| *other > number);
        if !is_mark || survey.backs.contains(&address(link.element)) {
            continue;
        }
        let label = match labels.get(&address(body)) {
            Some(label) => label.clone(),
            None => {
                let label = (labels.len() + 1).to_string();
                labels.insert(address(body), label.clone());
                survey.notes.push((label.clone(), body, link.to.0, words.trim().to_owned()));
                label
            }
        };
        survey.bodies.insert(address(body));
        survey.marks.insert(address(link.element), label);
        survey.backs.extend(backs.into_iter().map(|back| address(links[back].element)));
    }
}

/// Gives ids to the places that links name.
fn ids(pages: &[Page], targets: &BTreeMap<Spot, Target<'_>>, links: &[Link<'_>], survey: &mut Survey<'_>) {
    let mut taken = BTreeSet::new();
    for link in links {
        let at = address(link.element);
        let is_note = survey.backs.contains(&at) || survey.marks.contains_key(&at);
        let is_place = targets.contains_key(&link.to) || link.to.1.is_empty() && link.to.0 != link.page;
        if is_note || !is_place || survey.ids.contains_key(&link.to) {
            continue;
        }
        let written = if link.to.1.is_empty() { &pages[link.to.0].path } else { &link.to.1 };
        let id = unique(&clean(written), &mut taken);
        survey.ids.insert(link.to.clone(), id);
    }
}

/// An id as manuscripts may have it: a letter first, then letters, digits, hyphens, underscores and full stops.
pub(in crate::rescue) fn clean(written: &str) -> String {
    let kept: String = written.chars().map(|c| if c.is_alphanumeric() || "-_".contains(c) { c } else { '-' }).collect();
    let kept = kept.trim_matches('-');
    if kept.starts_with(char::is_alphabetic) { kept.to_owned() } else { format!("id-{kept}") }
}

/// The id itself, or with the first number that makes it unique.
pub(in crate::rescue) fn unique(id: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let free = std::iter::once(id.to_owned()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(free.clone());
    free
}
