//! The navigation document (EPUB 3.3 § 7) and the NCX for systems of EPUB 2, both from one list of entries.

use std::collections::BTreeMap;

use crate::book::{AnchorId, Book, Division, DivisionKind};
use crate::manifest::DocumentRole;

use super::markup::{Markup, XML_DECLARATION, legal};
use super::names::{self, Names};
use super::outline::{Entry, Look, depth};
use super::pages::{PageEntry, PageIndex};
use super::phrases::Phrases;
use super::text::speak;
use super::xhtml::{self, Head, Matter, Sheets};

/// A place every reading system should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Landmark {
    /// The `epub:type`.
    pub(super) kind: &'static str,
    /// The type in the guide of EPUB 2.
    pub(super) guide: &'static str,
    /// What it is called.
    pub(super) title: String,
    /// Where it is, from the content folder.
    pub(super) href: String,
}

/// Cover, contents, and where the text begins.
pub(super) fn landmarks(book: &Book, names: &Names) -> Vec<Landmark> {
    let words = &book.words;
    let mark =
        |kind, guide, title: &String, href: &str| Landmark { kind, guide, title: title.clone(), href: href.to_owned() };
    let cover = book.cover.as_ref().map(|_| mark("cover", "cover", &words.cover, names::COVER_PAGE));
    // A landmark may only lead into the spine (EPUB 3.3 § 7.4.3), where the contents are when the book shows them.
    let shown = (0..book.divisions.len()).any(|at| names.file(at) == Some(names::NAVIGATION));
    let contents = shown.then(|| mark("toc", "toc", &title(book), names::NAVIGATION));
    let text = start_of_text(book, names).map(|file| mark("bodymatter", "text", &words.start, file));
    let further = (0..book.divisions.len()).filter_map(|at| {
        let (kind, guide) = landmark(&book.divisions[at])?;
        Some(mark(kind, guide, &book.divisions[at].title, names.file(at)?))
    });
    cover.into_iter().chain(contents).chain(text).chain(further).collect()
}

/// What readers look for besides the text, by its type and that of EPUB 2.
fn landmark(division: &Division) -> Option<(&'static str, &'static str)> {
    match (&division.kind, division.role) {
        _ if division.title.is_empty() => None,
        (DivisionKind::Index, _) => Some(("index", "index")),
        (DivisionKind::Figures, _) => Some(("loi", "loi")),
        (DivisionKind::Tables, _) => Some(("lot", "lot")),
        (DivisionKind::Chapter(_), DocumentRole::Preface) => Some(("preface", "preface")),
        (DivisionKind::Chapter(_), DocumentRole::Glossary) => Some(("glossary", "glossary")),
        (DivisionKind::Chapter(_), DocumentRole::Bibliography) => Some(("bibliography", "bibliography")),
        _ => None,
    }
}

/// The file of the first part or chapter of the text; of any document where there is none.
pub(super) fn start_of_text<'a>(book: &Book, names: &'a Names) -> Option<&'a str> {
    let is_document = |at: &usize| matches!(book.divisions[*at].kind, DivisionKind::Part | DivisionKind::Chapter(_));
    let is_text = |at: &usize| book.divisions[*at].role.matter() != crate::manifest::Matter::Front;
    let documents = || (0..book.divisions.len()).filter(is_document);
    let text = documents().filter(is_text).find_map(|at| names.file(at));
    text.or_else(|| documents().find_map(|at| names.file(at)))
}

/// The title of the contents.
fn title(book: &Book) -> String {
    book.toc.title.clone().unwrap_or_else(|| book.words.contents.clone())
}

/// What the navigation document is made of.
#[derive(Debug)]
pub(super) struct Navigation<'a> {
    /// The contents; never empty.
    pub(super) entries: &'a [Entry],
    /// Levels and languages of the entries, by address.
    pub(super) looks: &'a BTreeMap<String, Look>,
    /// Places every reading system should know.
    pub(super) landmarks: &'a [Landmark],
    /// The id by which the text links to the contents.
    pub(super) id: &'a str,
    /// Printed pages that begin in the contents.
    pub(super) marks: &'a Marks,
    /// Every printed page.
    pub(super) pages: &'a [PageEntry],
}

/// Printed pages that begin in the contents.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// With them.
    start: Vec<PageIndex>,
    /// With an entry, by its address.
    entries: BTreeMap<String, Vec<PageIndex>>,
}

impl Marks {
    /// Those of contents that are the file of a division.
    pub(super) fn new(book: &Book, names: &Names, division: usize, entries: &[Entry]) -> Self {
        let mut found = Self { start: names.page_breaks().at_division(division).collect(), entries: BTreeMap::new() };
        for entry in &book.outline {
            let pages: Vec<PageIndex> = names.page_breaks().at_entry(entry.anchor).collect();
            if let (Some(href), false) = (names.address(entry.anchor), pages.is_empty())
                && has_entry(entries, &href)
            {
                found.entries.entry(href).or_default().extend(pages);
            }
        }
        found
    }

    /// All of them.
    pub(super) fn pages(&self) -> impl Iterator<Item = PageIndex> {
        self.start.iter().chain(self.entries.values().flatten()).copied()
    }
}

fn has_entry(entries: &[Entry], href: &str) -> bool {
    entries.iter().any(|entry| entry.href == href || has_entry(&entry.children, href))
}

/// Writes the navigation document, which is the page of contents as well.
pub(super) fn write(book: &Book, names: &Names, navigation: &Navigation<'_>, sheets: Sheets) -> String {
    let mut markup = Markup::default();
    let title = title(book);
    let head = Head {
        language: book.metadata.language.tag(),
        direction: book.metadata.direction.name(),
        title: &title,
        href: names::NAVIGATION,
        sheets,
    };
    xhtml::open(&mut markup, &head, Matter::Front);
    navigation.marks.start.iter().for_each(|index| names.page_breaks().mark(&mut markup, *index));
    let tag = markup.tag("nav").set("epub:type", "toc").set("role", "doc-toc").set("id", navigation.id);
    tag.set("aria-labelledby", "contents-title").open_line();
    markup.tag("h1").set("id", "contents-title").text_line(&title);
    List { names, looks: navigation.looks, marks: navigation.marks }.write(&mut markup, navigation.entries);
    markup.close_line("nav");
    let tag = markup.tag("nav").set("epub:type", "landmarks").set("id", "landmarks").set("hidden", "hidden");
    tag.set("aria-labelledby", "landmarks-title").open_line();
    markup.tag("h2").set("id", "landmarks-title").text_line(Phrases::of(&book.metadata.language).landmarks);
    markup.raw("<ol>\n");
    for landmark in navigation.landmarks {
        markup.raw("<li>");
        markup.tag("a").set("epub:type", landmark.kind).set("href", &landmark.href).text(&landmark.title);
        markup.close_line("li");
    }
    markup.raw("</ol>\n");
    markup.close_line("nav");
    for (kind, title, places) in
        [("loi", &book.words.matter.figures, &book.figures), ("lot", &book.words.matter.tables, &book.tables)]
    {
        captions(&mut markup, book, names, (kind, title), places);
    }
    if !navigation.pages.is_empty() {
        page_list(&mut markup, book, navigation.pages);
    }
    xhtml::close(&mut markup);
    markup.finish()
}

/// How the entries of the contents are written.
struct List<'a> {
    names: &'a Names,
    looks: &'a BTreeMap<String, Look>,
    marks: &'a Marks,
}

impl List<'_> {
    fn write(&self, markup: &mut Markup, entries: &[Entry]) {
        markup.raw("<ol>\n");
        for entry in entries {
            let look = self.looks.get(&entry.href);
            markup.tag("li").set("class", entry_class(look.map_or(1, |look| look.level))).open();
            let tag = markup.tag("a").set("href", &entry.href);
            match look.and_then(|look| look.language.as_ref()) {
                Some(language) => speak(tag, language).open(),
                None => tag.open(),
            }
            // Nothing but the link may stand in an item.
            let pages = self.marks.entries.get(&entry.href).into_iter().flatten();
            pages.for_each(|index| self.names.page_breaks().mark(markup, *index));
            markup.text(&entry.title);
            markup.close("a");
            if !entry.children.is_empty() {
                markup.line();
                self.write(markup, &entry.children);
            }
            markup.close_line("li");
        }
        markup.raw("</ol>\n");
    }
}

/// The list of figures or tables that are numbered or listed in the book.
fn captions(markup: &mut Markup, book: &Book, names: &Names, (kind, title): (&str, &str), places: &[AnchorId]) {
    let entries = places.iter().filter_map(|place| Some((*place, names.address(*place)?)));
    let entries: Vec<(AnchorId, String)> = entries.collect();
    if entries.is_empty() {
        return;
    }
    let heading = format!("{kind}-title");
    let tag = markup.tag("nav").set("epub:type", kind).set("id", &format!("list-{kind}"));
    tag.set("hidden", "hidden").set("aria-labelledby", &heading).open_line();
    markup.tag("h2").set("id", &heading).text_line(title);
    markup.raw("<ol>\n");
    for (place, href) in entries {
        let title = book.anchors.get(place.0 as usize).map_or("", |anchor| anchor.title.as_str());
        markup.raw("<li>");
        markup.tag("a").set("href", &href).text(&legal(&book.numbered_title(place, title)));
        markup.close_line("li");
    }
    markup.raw("</ol>\n");
    markup.close_line("nav");
}

/// The list of printed pages, which reading systems show in their own way.
fn page_list(markup: &mut Markup, book: &Book, pages: &[PageEntry]) {
    let tag = markup.tag("nav").set("epub:type", "page-list").set("role", "doc-pagelist").set("id", "page-list");
    tag.set("hidden", "hidden").set("aria-labelledby", "page-list-title").open_line();
    markup.tag("h2").set("id", "page-list-title").text_line(Phrases::of(&book.metadata.language).pages);
    markup.raw("<ol>\n");
    for page in pages {
        markup.raw("<li>");
        markup.tag("a").set("href", &page.href).text(&page.label);
        markup.close_line("li");
    }
    markup.raw("</ol>\n");
    markup.close_line("nav");
}

/// The class by which an entry is styled.
fn entry_class(level: u8) -> &'static str {
    match level {
        0 => "entry-part",
        1 => "entry-1",
        2 => "entry-2",
        _ => "entry-3",
    }
}

/// Writes the NCX (OPF 2.0.1 § 2.4.1): the same entries, one play order a target.
pub(super) fn write_ncx(book: &Book, entries: &[Entry], pages: &[PageEntry]) -> String {
    let mut markup = Markup::default();
    markup.raw(XML_DECLARATION);
    let tag = markup.tag("ncx").set("xmlns", "http://www.daisy.org/z3986/2005/ncx/").set("version", "2005-1");
    tag.set("xml:lang", book.metadata.language.tag()).set("dir", book.metadata.direction.name()).open_line();
    markup.raw("<head>\n");
    let depth = depth(entries).to_string();
    let total = pages.len().to_string();
    let greatest = (pages.len() - pages.iter().filter(|page| page.is_front).count()).to_string();
    let heads = [
        ("dtb:uid", book.metadata.identifier.as_str()),
        ("dtb:depth", depth.as_str()),
        ("dtb:totalPageCount", total.as_str()),
        ("dtb:maxPageNumber", greatest.as_str()),
    ];
    for (name, content) in heads {
        markup.tag("meta").set("name", name).set("content", content).empty();
        markup.line();
    }
    markup.raw("</head>\n<docTitle><text>");
    markup.text(&legal(&book.metadata.title));
    markup.raw("</text></docTitle>\n<navMap>\n");
    let mut points = Points::default();
    points.write(&mut markup, entries);
    markup.raw("</navMap>\n");
    if !pages.is_empty() {
        points.write_pages(&mut markup, Phrases::of(&book.metadata.language).pages, pages);
    }
    markup.raw("</ncx>\n");
    markup.finish()
}

/// Numbers given while the points are written.
#[derive(Debug, Default)]
struct Points<'a> {
    count: u64,
    orders: BTreeMap<&'a str, u64>,
}

impl<'a> Points<'a> {
    /// The play order of a target: each has one.
    fn order(&mut self, href: &'a str) -> u64 {
        let next = self.orders.len() as u64 + 1;
        *self.orders.entry(href).or_insert(next)
    }

    /// The list of pages, whose numbers are counted from 1 in each part.
    fn write_pages(&mut self, markup: &mut Markup, title: &str, pages: &'a [PageEntry]) {
        markup.raw("<pageList>\n<navLabel><text>");
        markup.text(title);
        markup.raw("</text></navLabel>\n");
        let front = pages.iter().filter(|page| page.is_front).count();
        for (index, page) in pages.iter().enumerate() {
            let order = self.order(&page.href);
            let (kind, value) = if page.is_front { ("front", index) } else { ("normal", index - front) };
            let tag = markup.tag("pageTarget").set("id", &format!("target-{}", index + 1)).set("type", kind);
            tag.number("value", value as u64 + 1).number("playOrder", order).open_line();
            markup.raw("<navLabel><text>");
            markup.text(&page.label);
            markup.raw("</text></navLabel>\n");
            markup.tag("content").set("src", &page.href).empty();
            markup.line();
            markup.close_line("pageTarget");
        }
        markup.raw("</pageList>\n");
    }

    fn write(&mut self, markup: &mut Markup, entries: &'a [Entry]) {
        for entry in entries {
            self.count += 1;
            let order = self.order(&entry.href);
            markup.tag("navPoint").set("id", &format!("point-{}", self.count)).number("playOrder", order).open_line();
            markup.raw("<navLabel><text>");
            markup.text(&entry.title);
            markup.raw("</text></navLabel>\n");
            markup.tag("content").set("src", &entry.href).empty();
            markup.line();
            self.write(markup, &entry.children);
            markup.close_line("navPoint");
        }
    }
}
