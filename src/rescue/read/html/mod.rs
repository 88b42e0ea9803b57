//! HTML of any age, and the pages of an EPUB: elements to blocks, notes joined to their marks, images fetched.
//!
//! Steps: make a tree (`html_tree`), find out where links lead and which are marks of notes (`survey`), walk the pages
//! (`blocks`, `lists`, `verse`, `table`, `inline`), then the notes; read what the head says of the text (`head`).

mod blocks;
pub(super) mod classes;
mod head;
mod inline;
mod lists;
pub(super) mod survey;
mod table;
mod verse;

use super::tree::Element;
use super::{Fault, gallery, html_tree};
use crate::base::Language;

use crate::rescue::found::{Block, BlockKind, Found, LeftOut, Metadata, Note, Place};
use crate::rescue::inlines::plain;
use classes::Classes;
use gallery::Gallery;
pub(super) use head::folded;
pub use head::language;
use survey::Survey;

/// A page of a text: its path, and its `body`.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) path: String,
    pub(super) root: Element,
    /// Its language, when it is not that of the text.
    pub(super) language: Option<Language>,
    /// What stands in its comments.
    pub(super) comments: Vec<String>,
}

/// Reads an HTML file; `beside` gives the images that lie beside it.
pub(super) fn read(text: &str, beside: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Found, Fault> {
    let mut comments = Vec::new();
    let html = html_tree::parse_page(text, &mut comments)?;
    let metadata = head::metadata(&html);
    let mut sheets = Vec::new();
    html.each(&mut |element| sheets.extend((element.name == "style").then(|| element.text())));
    let body = html.children.into_iter().find_map(|node| match node {
        super::tree::Node::Element(element) if element.name == "body" || element.name == "frameset" => Some(element),
        _ => None,
    });
    let page = Page { path: "index.html".to_owned(), root: body.unwrap_or_default(), language: None, comments };
    let mut classes = Classes::new();
    sheets.iter().for_each(|sheet| classes::read(sheet, &mut classes));
    let mut fetch = |_: usize, source: &str| beside(&gallery::percent(source));
    let mut found = pages(&[page], metadata.language.as_ref(), &classes, &mut fetch);
    drop_title(&mut found.blocks, &metadata);
    found.metadata = metadata;
    Ok(found)
}

/// Takes title, subtitle and people off the head of a text where they stand in paragraphs: the manifest has them.
fn drop_title(blocks: &mut Vec<Block>, metadata: &Metadata) {
    let words = |block: &Block| match &block.kind {
        BlockKind::Paragraph(line) => Some(plain(line)),
        _ => None,
    };
    let first = blocks.first().and_then(words);
    if metadata.title.is_empty() || first.as_deref() != Some(metadata.title.as_str()) {
        return;
    }
    let is_known = |words: &str| {
        words == metadata.title || words == metadata.subtitle || metadata.creators.iter().any(|one| one.name == words)
    };
    let head = blocks.iter().take_while(|block| words(block).is_some_and(|words| is_known(&words))).count();
    blocks.drain(..head);
}

/// Reads the pages of a text in a language; `fetch` gives the bytes of an image that a page names.
pub(super) fn pages(
    pages: &[Page],
    language: Option<&Language>,
    classes: &Classes,
    fetch: &mut dyn FnMut(usize, &str) -> Option<Vec<u8>>,
) -> Found {
    let survey = survey::survey(pages);
    let mut walk = Walk {
        pages,
        page: 0,
        survey: &survey,
        language: language.cloned(),
        classes,
        fetch,
        gallery: Gallery::default(),
        left_out: Vec::new(),
        place: Place::default(),
        waiting: Vec::new(),
        note: None,
    };
    let mut found = Found::default();
    for (number, page) in pages.iter().enumerate() {
        walk.page = number;
        // Browsers of old look for markup in comments; nobody wrote that to be read.
        let is_remark = |comment: &&String| !comment.starts_with("[if") && !comment.ends_with("[endif]");
        page.comments.iter().filter(is_remark).for_each(|comment| walk.leave_out("rescue.comment", comment));
        if let Some(id) = walk.survey.ids.get(&(number, String::new())) {
            walk.waiting.push(id.clone());
        }
        let mut blocks = walk.blocks(&page.root);
        if let Some(language) = &page.language {
            blocks.iter_mut().for_each(|block| block.language = block.language.take().or(Some(language.clone())));
        }
        found.blocks.extend(blocks);
    }
    for (label, body, page, mark) in &survey.notes {
        walk.page = *page;
        walk.note = Some(mark.clone());
        let place = walk.place;
        let blocks = walk.note_blocks(body);
        found.notes.push(Note { label: label.clone(), blocks, place });
    }
    let (images, lost) = walk.gallery.finish();
    found.images = images;
    found.left_out = walk.left_out;
    found.left_out.extend(lost);
    found
}

/// The walk through the pages.
struct Walk<'a, 'w> {
    pages: &'a [Page],
    page: usize,
    survey: &'w Survey<'a>,
    /// The language of what is being read.
    language: Option<Language>,
    /// What style sheets say of classes.
    classes: &'w Classes,
    fetch: &'w mut dyn FnMut(usize, &str) -> Option<Vec<u8>>,
    gallery: Gallery,
    left_out: Vec<LeftOut>,
    /// The page of the printed book, where the file tells.
    place: Place,
    /// Ids that wait for the next block.
    waiting: Vec<String>,
    /// In a note, the words of its mark until they were met.
    note: Option<String>,
}

impl Walk<'_, '_> {
    /// Tells of something that is left out.
    fn leave_out(&mut self, rule: &'static str, text: &str) {
        LeftOut::tell(&mut self.left_out, rule, text, self.place);
    }

    /// The id of a place of the page being read, if a link names it.
    fn id(&self, element: &Element) -> Option<String> {
        let name = if element.name == "a" { element.attribute("name") } else { None };
        let mut ids = [element.attribute("id"), element.attribute("xml:id"), name].into_iter().flatten();
        ids.find_map(|id| self.survey.ids.get(&(self.page, id.to_owned())).cloned())
    }

    /// The language that an element names, when it is another one than around it.
    fn other_language(&self, element: &Element) -> Option<Language> {
        let tag = element.attribute("lang").or_else(|| element.attribute("xml:lang"))?;
        let language = head::language(tag)?;
        (self.language.as_ref().map(Language::primary) != Some(language.primary())).then_some(language)
    }
}

#[cfg(test)]
mod tests;
