//! The XHTML file of a division: the shell, and what stands in it by kind (chapter, part, title page, copyright page).

use std::collections::BTreeSet;

use crate::base::Error;
use crate::book::{Book, Division, DivisionKind};
use crate::manifest::DocumentRole;
use crate::style::Role;

use super::facts::Facts;
use super::markup::{Markup, XML_DECLARATION};
use super::names::{self, Names, relative};
use super::pages::PageIndex;
use super::text::TextWriter;
use super::words;

/// Where a file stands in the book, for `epub:type` on its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Matter {
    /// Cover, title page, copyright page, contents.
    Front,
    /// The text.
    Body,
    /// What follows it: notes, index.
    Back,
}

/// A written file and what it holds.
#[derive(Debug)]
pub(super) struct Page {
    /// From the content folder.
    pub(super) href: String,
    /// The whole file.
    pub(super) markup: String,
    /// What occurs in it.
    pub(super) facts: Facts,
    /// Printed pages that begin in it.
    pub(super) pages: BTreeSet<PageIndex>,
}

/// Style sheets of every file, from the content folder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheets {
    /// Whether the book brings CSS of its own.
    pub(super) has_extra: bool,
}

/// Writes the file of a division; `None` for those that are not in the EPUB and for the contents (see `navigation`).
pub(super) fn write(book: &Book, names: &Names, division: usize, sheets: Sheets) -> Option<Page> {
    let href = names.file(division).filter(|file| *file != names::NAVIGATION)?;
    let subject = &book.divisions[division];
    let mut writer = TextWriter::new(book, names, division);
    let is_index = matches!(subject.kind, DivisionKind::Index);
    let matter = match subject.kind {
        DivisionKind::Part => Matter::Body,
        DivisionKind::Chapter(_) => match subject.role.matter() {
            crate::manifest::Matter::Front => Matter::Front,
            crate::manifest::Matter::Body => Matter::Body,
            crate::manifest::Matter::Back => Matter::Back,
        },
        DivisionKind::Notes | DivisionKind::Index | DivisionKind::Colophon => Matter::Back,
        _ => Matter::Front,
    };
    open(&mut writer.markup, &head_of(book, subject, href, sheets), matter);
    writer.pages_at_division();
    writer.division(subject);
    if names.is_last_file(division) {
        writer.pages_at_end();
    }
    close(&mut writer.markup);
    let pages = writer.marked.pages;
    let markup = writer.markup.finish();
    let mut facts = writer.facts;
    facts.words = words::count(&markup);
    facts.has_index = is_index;
    Some(Page { href: href.to_owned(), markup, facts, pages })
}

/// The file that shows the cover.
pub(super) fn cover(book: &Book, sheets: Sheets) -> Option<Page> {
    let cover = book.cover.as_ref()?;
    let mut markup = Markup::default();
    let head = Head {
        language: book.metadata.language.tag(),
        direction: book.metadata.direction.name(),
        title: &book.words.cover,
        href: names::COVER_PAGE,
        sheets,
    };
    let alt = format!("{}{}{}", book.words.cover, book.words.comma, book.metadata.title);
    open(&mut markup, &head, Matter::Front);
    markup.raw("<section epub:type=\"cover\" class=\"cover\">\n");
    let image = names::cover_image(cover);
    markup.tag("img").set("src", &image).set("alt", &alt).set("role", "doc-cover").empty();
    markup.raw("\n</section>\n");
    close(&mut markup);
    Some(Page {
        href: names::COVER_PAGE.to_owned(),
        markup: markup.finish(),
        facts: Facts::default(),
        pages: BTreeSet::new(),
    })
}

/// What the head of a file says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head<'a> {
    /// The language of the file.
    pub(super) language: &'a str,
    /// Its direction, as in the `dir` attribute.
    pub(super) direction: &'static str,
    /// Its title; never empty.
    pub(super) title: &'a str,
    /// The file itself, from the content folder.
    pub(super) href: &'a str,
    /// Its style sheets.
    pub(super) sheets: Sheets,
}

fn head_of<'a>(book: &'a Book, division: &'a Division, href: &'a str, sheets: Sheets) -> Head<'a> {
    let title = match division.kind {
        DivisionKind::TitlePage if division.title.is_empty() => &book.words.title_page,
        DivisionKind::Copyright if division.title.is_empty() => &book.words.copyright,
        DivisionKind::HalfTitle => &book.words.matter.half_title,
        _ if division.role == DocumentRole::Dedication && division.title.is_empty() => &book.words.matter.dedication,
        _ if division.title.is_empty() => &book.metadata.title,
        _ => &division.title,
    };
    Head { language: division.language.tag(), direction: division.direction.name(), title, href, sheets }
}

/// Everything up to the inside of the body. Language and direction stand on `html` and `body` both: some reading
/// systems take the page direction from the one, some from the other.
pub(super) fn open(markup: &mut Markup, head: &Head<'_>, matter: Matter) {
    markup.raw(XML_DECLARATION);
    markup.raw("<!DOCTYPE html>\n");
    let tag = markup.tag("html").set("xmlns", "http://www.w3.org/1999/xhtml");
    let tag = tag.set("xmlns:epub", "http://www.idpf.org/2007/ops");
    tag.set("lang", head.language).set("xml:lang", head.language).set("dir", head.direction).open_line();
    markup.raw("<head>\n<meta charset=\"utf-8\"/>\n");
    markup.tag("title").text_line(head.title);
    let extra = head.sheets.has_extra.then_some(names::EXTRA_STYLESHEET);
    for sheet in [Some(names::STYLESHEET), extra].into_iter().flatten() {
        let way = relative(head.href, sheet);
        markup.tag("link").set("rel", "stylesheet").set("type", "text/css").set("href", &way).empty();
        markup.line();
    }
    markup.raw("</head>\n");
    let kind = match matter {
        Matter::Front => "frontmatter",
        Matter::Body => "bodymatter",
        Matter::Back => "backmatter",
    };
    let tag = markup.tag("body").set("lang", head.language).set("xml:lang", head.language);
    tag.set("dir", head.direction).set("epub:type", kind).open_line();
}

/// The end of the file.
pub(super) fn close(markup: &mut Markup) {
    markup.raw("</body>\n</html>\n");
}

impl TextWriter<'_> {
    fn division(&mut self, division: &Division) {
        let id = self.names.id(division.anchor);
        let id = Some(id).filter(|id| !id.is_empty());
        let tag = self.markup.tag("section").maybe("id", id);
        match &division.kind {
            DivisionKind::Chapter(blocks) => {
                let (kind, role) = kind_of(division.role);
                // What a style may set otherwise than text.
                let class = (division.role != DocumentRole::Chapter).then_some(kind);
                tag.set("epub:type", kind).set("role", role).maybe("class", class).open_line();
                match division.role {
                    DocumentRole::Dedication | DocumentRole::Epigraph => {
                        self.in_role(Role::Dedication, |writer| writer.sections(blocks));
                    }
                    DocumentRole::Bibliography => {
                        self.in_role(Role::Bibliography, |writer| writer.sections(blocks));
                    }
                    _ => self.sections(blocks),
                }
            }
            DivisionKind::Part => {
                tag.set("epub:type", "part").set("role", "doc-part").set("class", "part").open_line();
                self.text_line(Role::Part, |markup| markup.tag("h1"), &division.title);
            }
            DivisionKind::TitlePage => {
                tag.set("epub:type", "titlepage").set("class", "titlepage").open_line();
                self.title_page();
            }
            DivisionKind::Copyright => {
                tag.set("epub:type", "copyright-page").set("class", "copyright-page").open_line();
                self.copyright_page();
            }
            DivisionKind::Notes => {
                tag.set("epub:type", "endnotes").set("role", "doc-endnotes").open_line();
                self.notes_page(division);
            }
            DivisionKind::HalfTitle => {
                tag.set("epub:type", "halftitlepage").open_line();
                let title = &self.book.metadata.title;
                self.text_line(Role::HalfTitle, |markup| markup.tag("p").set("class", "half-title"), title);
            }
            DivisionKind::Colophon => {
                tag.set("epub:type", "colophon").set("role", "doc-colophon").set("class", "colophon").open_line();
                self.colophon();
            }
            DivisionKind::Figures => {
                tag.set("epub:type", "loi").open_line();
                let places = &self.book.figures;
                self.captions(division, places);
            }
            DivisionKind::Tables => {
                tag.set("epub:type", "lot").open_line();
                let places = &self.book.tables;
                self.captions(division, places);
            }
            DivisionKind::Index => {
                tag.set("epub:type", "index").set("role", "doc-index").set("class", "index").open_line();
                self.index(division);
            }
            // The contents are the navigation document.
            DivisionKind::Toc => tag.open_line(),
        }
        self.pages_at_notes();
        self.markup.close_line("section");
    }
}

/// The `epub:type` of a document, and its ARIA role (Digital Publishing WAI-ARIA Module 1.1).
fn kind_of(role: DocumentRole) -> (&'static str, &'static str) {
    match role {
        DocumentRole::Chapter => ("chapter", "doc-chapter"),
        DocumentRole::Dedication => ("dedication", "doc-dedication"),
        DocumentRole::Epigraph => ("epigraph", "doc-epigraph"),
        DocumentRole::Foreword => ("foreword", "doc-foreword"),
        DocumentRole::Preface => ("preface", "doc-preface"),
        DocumentRole::Introduction => ("introduction", "doc-introduction"),
        DocumentRole::Acknowledgments => ("acknowledgments", "doc-acknowledgments"),
        DocumentRole::Conclusion => ("conclusion", "doc-conclusion"),
        DocumentRole::Afterword => ("afterword", "doc-afterword"),
        DocumentRole::Appendix => ("appendix", "doc-appendix"),
        DocumentRole::Glossary => ("glossary", "doc-glossary"),
        DocumentRole::Bibliography => ("bibliography", "doc-bibliography"),
        DocumentRole::Colophon => ("colophon", "doc-colophon"),
    }
}

/// Checks that a book has something to read: an EPUB's spine may not be empty.
pub(super) fn require(pages: &[Page]) -> Result<(), Error> {
    if pages.is_empty() { Err(Error::new("the book has nothing that belongs in an EPUB")) } else { Ok(()) }
}
