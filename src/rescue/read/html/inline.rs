//! Elements inside a line.

use super::Walk;
use super::classes::raised;
use super::survey::{address, spot};
use crate::rescue::found::{Inline, Picture};
use crate::rescue::inlines::plain;
use crate::rescue::read::gallery;
use crate::rescue::read::letters::{Letters, leads};
use crate::rescue::read::tree::{Element, Node};

impl Walk<'_, '_> {
    /// Adds what an element holds.
    pub(super) fn inlines(&mut self, element: &Element, line: &mut Vec<Inline>) {
        for child in &element.children {
            match child {
                Node::Text(text) => line.push(Inline::text(text.as_str())),
                Node::Element(child) => self.inline(child, line),
            }
        }
    }

    /// Adds an element.
    pub(super) fn inline(&mut self, element: &Element, line: &mut Vec<Inline>) {
        let at = address(element);
        if self.survey.bodies.contains(&at) || self.survey.backs.contains(&at) {
            return;
        }
        if is_page_mark(element) {
            return self.page_mark(element);
        }
        if let Some(label) = self.survey.marks.get(&at) {
            line.push(Inline::Note(label.clone()));
            return;
        }
        if let Some(id) = self.id(element) {
            line.push(Inline::Anchor(id));
        }
        let language = self.other_language(element);
        let outer = self.language.clone();
        if language.is_some() {
            self.language.clone_from(&language);
        }
        let mut inner = Vec::new();
        self.marked(element, &mut inner);
        self.language = outer;
        match language {
            Some(language) if !inner.is_empty() => line.push(Inline::Language(language, inner)),
            _ => line.append(&mut inner),
        }
    }

    /// An element by its name.
    fn marked(&mut self, element: &Element, line: &mut Vec<Inline>) {
        let mut inner = Vec::new();
        let mut style = element.attribute("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
        if element.name == "span" {
            let classes = element.attribute("class").unwrap_or_default().split_whitespace();
            classes.filter_map(|class| self.classes.get(class)).for_each(|said| style.push_str(said));
        }
        match element.name.as_str() {
            "br" => return line.push(Inline::LineBreak),
            "wbr" => return,
            "img" | "image" => return self.image(element, line),
            "svg" => return self.drawing(element, line),
            "script" | "style" | "template" | "noscript" | "select" | "button" | "rp" => return,
            "iframe" | "object" | "embed" | "audio" | "video" => {
                let source = element.attribute("src").or_else(|| element.attribute("data")).unwrap_or_default();
                let text = format!("{} {source}", element.name);
                return self.leave_out("rescue.media", &text);
            }
            "code" | "kbd" | "samp" | "tt" => return line.push(Inline::Code(super::head::folded(&element.text()))),
            "math" => return line.push(Inline::text(element.text())),
            "a" => return self.link(element, line),
            _ => self.inlines(element, &mut inner),
        }
        if inner.is_empty() {
            return;
        }
        let has = |part: &str| style.contains(part);
        let is_bold = matches!(element.name.as_str(), "b" | "strong") && !has("font-weight:normal")
            || ["font-weight:bold", "font-weight:600", "font-weight:700"].iter().any(|part| has(part));
        let is_slanted = matches!(element.name.as_str(), "i" | "em" | "cite" | "dfn" | "var")
            && !has("font-style:normal")
            || has("font-style:italic");
        let is_raised = element.name == "sup" || raised(&style) > 0;
        let is_lowered = element.name == "sub" || raised(&style) < 0;
        let is_struck = matches!(element.name.as_str(), "s" | "strike" | "del") || has("text-decoration:line-through");
        // A raised mark of a note is raised anyway.
        let holds_mark = plain(&inner).trim().is_empty();
        if !holds_mark {
            inner = Letters { is_raised, is_lowered, is_struck, is_slanted, is_bold }.mark(inner);
        }
        if element.name == "q" {
            let is_ours = self.language.as_ref().is_none_or(|language| language.direction().is_rtl());
            let (open, close) = if is_ours { ("«", "»") } else { ("“", "”") };
            inner.insert(0, Inline::text(open));
            inner.push(Inline::text(close));
        }
        line.append(&mut inner);
    }

    fn link(&mut self, element: &Element, line: &mut Vec<Inline>) {
        let mut inner = Vec::new();
        self.inlines(element, &mut inner);
        let href = element.attribute("href").unwrap_or_default().trim();
        if href.is_empty()
            || plain(&inner).trim().is_empty() && !inner.iter().any(|one| matches!(one, Inline::Image(_)))
        {
            return line.append(&mut inner);
        }
        if let Some(spot) = spot(self.pages, self.page, href) {
            match self.survey.ids.get(&spot) {
                Some(id) => line.push(Inline::Link(format!("#{id}"), inner)),
                // It leads to nowhere, or to the top of its own page.
                None => {
                    if !spot.1.is_empty() {
                        self.leave_out("rescue.link", href);
                    }
                    line.append(&mut inner);
                }
            }
            return;
        }
        if leads(href) {
            line.push(Inline::Link(href.to_owned(), inner));
        } else {
            self.leave_out("rescue.link", href);
            line.append(&mut inner);
        }
    }

    fn image(&mut self, element: &Element, line: &mut Vec<Inline>) {
        let source =
            element.attribute("src").or_else(|| element.attribute("xlink:href")).or_else(|| element.attribute("href"));
        let alt = super::head::folded(element.attribute("alt").unwrap_or_default());
        line.extend(self.picture(source.unwrap_or_default().trim(), &alt).map(Inline::Image));
    }

    fn picture(&mut self, source: &str, alt: &str) -> Option<Picture> {
        let page = self.page;
        let fetch = &mut *self.fetch;
        self.gallery.picture(source, alt, self.place, || {
            if source.starts_with("data:") { gallery::data_address(source) } else { fetch(page, source) }
        })
    }

    /// A drawing in the text: often nothing but a frame around an image, as covers of e-books are.
    fn drawing(&mut self, element: &Element, line: &mut Vec<Inline>) {
        match element.find(&|inner| inner.name == "image" || inner.name == "svg:image") {
            Some(image) => self.image(image, line),
            None => self.leave_out("rescue.drawing", &element.text()),
        }
    }

    /// The beginning of a page of the printed book.
    fn page_mark(&mut self, element: &Element) {
        let name = element.attribute("title").or_else(|| element.attribute("aria-label"));
        let number = name.map(str::to_owned).unwrap_or_else(|| element.text());
        if let Some(page) = page_number(&number) {
            self.place.page = Some(page);
        }
        let words = element.text();
        if !words.trim().is_empty() {
            self.leave_out("rescue.folio", &words);
        }
    }
}

/// Whether an element is the beginning of a page of the printed book.
fn is_page_mark(element: &Element) -> bool {
    element.attribute("epub:type").is_some_and(|kind| kind.split_whitespace().any(|word| word == "pagebreak"))
        || element.attribute("role").is_some_and(|role| role == "doc-pagebreak")
}

/// The number in the name of a page, in any digits.
fn page_number(name: &str) -> Option<u32> {
    let digits: String = name
        .chars()
        .filter_map(|c| match u32::from(c) {
            code @ 0x30..=0x39 => char::from_digit(code - 0x30, 10),
            code @ 0x660..=0x669 => char::from_digit(code - 0x660, 10),
            code @ 0x6F0..=0x6F9 => char::from_digit(code - 0x6F0, 10),
            _ => None,
        })
        .collect();
    digits.parse().ok()
}
