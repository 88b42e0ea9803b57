//! Page breaks: where each printed page begins, as marks in the text (EPUB Accessibility 1.1 § 4).
//!
//! The places of pages are looked up while the text is written. A page on which nothing begins has its mark with the page
//! after it; one whose place is not in the EPUB has none, and the list of pages leads to the next one.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::{AnchorId, Book, ImageId, Inline, PageStart, PrintedPage, PrintedPages, TextPlace};

use super::markup::Markup;
use super::text::TextWriter;

/// The index of a page in [`PrintedPages::list`].
pub(super) type PageIndex = usize;

/// Where pages begin. Made once and read by all files.
#[derive(Debug, Default)]
pub(super) struct PageBreaks {
    /// The pages as printed; `None` where the EPUB names no pages.
    printed: Option<PrintedPages>,
    /// By place, rising.
    texts: Vec<(TextPlace, PageIndex)>,
    /// By what else they begin with.
    others: BTreeMap<PageStart, Vec<PageIndex>>,
    /// Pages behind the last that something begins on.
    last: Vec<PageIndex>,
}

impl PageBreaks {
    /// Sorts the pages of a book by where they begin.
    pub(super) fn new(printed: Option<&PrintedPages>) -> Self {
        let (mut texts, mut others) = (Vec::new(), BTreeMap::<PageStart, Vec<PageIndex>>::new());
        let mut waiting = Vec::new();
        for (index, page) in printed.iter().flat_map(|printed| &printed.list).enumerate() {
            waiting.push(index);
            match page.start {
                PageStart::Nothing => {}
                PageStart::Text(place) => texts.extend(waiting.drain(..).map(|index| (place, index))),
                start => others.entry(start).or_default().append(&mut waiting),
            }
        }
        texts.sort_unstable();
        Self { printed: printed.cloned(), texts, others, last: waiting }
    }

    /// The pages as printed; `None` where the EPUB names no pages.
    pub(super) fn printed(&self) -> Option<&PrintedPages> {
        self.printed.as_ref()
    }

    /// Pages that begin inside a text of the book, with the bytes they begin at.
    fn in_text<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, PageIndex)> {
        let first = TextPlace::of(text);
        let from = self.texts.partition_point(|(place, _)| *place < first);
        self.texts[from..].iter().map_while(|(place, index)| Some((place.in_text(text)?, *index)))
    }

    /// Pages that begin with a division, an entry or an image.
    fn at(&self, start: PageStart) -> impl Iterator<Item = PageIndex> {
        self.others.get(&start).into_iter().flatten().copied()
    }

    /// Pages that begin with an entry of the contents.
    pub(super) fn at_entry(&self, anchor: AnchorId) -> impl Iterator<Item = PageIndex> {
        self.at(PageStart::Entry(anchor))
    }

    /// Pages that begin with a division.
    pub(super) fn at_division(&self, division: usize) -> impl Iterator<Item = PageIndex> {
        self.at(PageStart::Division(u32::try_from(division).unwrap_or(u32::MAX)))
    }

    /// Pages behind the last word.
    pub(super) fn at_end(&self) -> &[PageIndex] {
        &self.last
    }

    /// The page label.
    pub(super) fn label(&self, index: PageIndex) -> &str {
        self.printed.as_ref().and_then(|printed| printed.list.get(index)).map_or("", |page| &page.label)
    }

    /// The label of the page that a place lies on.
    pub(super) fn label_of(&self, anchor: AnchorId) -> Option<&str> {
        let page = self.printed()?.page(anchor)?;
        Some(self.label(page as usize))
    }

    /// Writes the mark of a page.
    pub(super) fn mark(&self, markup: &mut Markup, index: PageIndex) {
        let tag = markup.tag("span").set("epub:type", "pagebreak").set("role", "doc-pagebreak");
        tag.set("id", &page_id(index)).set("aria-label", self.label(index)).open();
        markup.close("span");
    }
}

/// The id of the mark of a page.
pub(super) fn page_id(index: PageIndex) -> String {
    format!("page-{}", index + 1)
}

/// An entry of the list of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageEntry {
    /// The page label.
    pub(super) label: String,
    /// Where it leads, from the content folder.
    pub(super) href: String,
    /// Whether it is counted apart, before the text.
    pub(super) is_front: bool,
}

/// One entry a page, in order, when it is known in which file each mark stands. A page without a mark has that of the
/// next, the last ones that of the one before.
pub(super) fn entries(breaks: &PageBreaks, files: &BTreeMap<PageIndex, String>) -> Vec<PageEntry> {
    let target = |index: PageIndex| {
        let next = files.range(index..).next().or_else(|| files.range(..index).next_back());
        next.map(|(marked, file)| format!("{file}#{}", page_id(*marked)))
    };
    let Some(printed) = breaks.printed() else { return Vec::new() };
    let entry = |(index, page): (PageIndex, &PrintedPage)| {
        Some(PageEntry { label: page.label.clone(), href: target(index)?, is_front: index < printed.front as usize })
    };
    printed.list.iter().enumerate().filter_map(entry).collect()
}

/// Whose pages they are. Where there are pages their source must be named (EPUB Accessibility 1.1 § 4.1.4).
#[derive(Clone, Debug)]
pub(super) struct PageSource {
    /// The identifier of the printed edition, else the title of the PDF.
    named: String,
    has_identifier: bool,
}

impl PageSource {
    /// The edition that has this identifier; without one the PDF of the book, which has the pages in any case.
    pub(super) fn new(book: &Book, identifier: Option<&str>) -> Self {
        match identifier {
            Some(identifier) => Self { named: identifier.to_owned(), has_identifier: true },
            None => Self { named: format!("{} (PDF)", book.metadata.title), has_identifier: false },
        }
    }

    /// Writes its metadata. A title is no source to catalogues, so `dc:source` has identifiers alone.
    pub(super) fn write(&self, markup: &mut Markup) {
        if self.has_identifier {
            markup.tag("dc:source").set("id", "page-source").text_line(&self.named);
        }
        markup.tag("meta").set("property", "pageBreakSource").text_line(&self.named);
    }
}

/// What a writer knows of the pages that begin in its file.
#[derive(Debug, Default)]
pub(super) struct Marked {
    /// Pages that have their mark.
    pub(super) pages: BTreeSet<PageIndex>,
    /// Pages that begin in a note that may be hidden: their marks will stand before it.
    held: Option<Vec<PageIndex>>,
}

impl TextWriter<'_> {
    /// The mark of a page that begins here, unless it has one.
    fn page_break(&mut self, index: PageIndex) {
        if !self.marked.pages.insert(index) {
            return;
        }
        match &mut self.marked.held {
            Some(held) => held.push(index),
            None => self.names.page_breaks().mark(&mut self.markup, index),
        }
    }

    fn page_breaks(&mut self, pages: impl Iterator<Item = PageIndex>) {
        pages.for_each(|index| self.page_break(index));
    }

    /// A text of the book, escaped, with the marks of pages that begin in it.
    pub(super) fn text_with_pages(&mut self, text: &str) {
        let mut from = 0;
        for (at, index) in self.names.page_breaks().in_text(text) {
            self.markup.text(&text[from..at]);
            from = at;
            self.page_break(index);
        }
        self.markup.text(&text[from..]);
    }

    /// Marks of pages that begin with the first word of a heading, which is not part of it.
    pub(super) fn pages_before_heading(&mut self, number: Option<&str>, content: &[Inline]) {
        for text in [number, first_text(content)].into_iter().flatten().take(1) {
            self.pages_before(text);
        }
    }

    /// Marks of pages that begin with the first word of a text.
    pub(super) fn pages_before(&mut self, text: &str) {
        let pages = self.names.page_breaks().in_text(text);
        self.page_breaks(pages.take_while(|(at, _)| *at == 0).map(|(_, index)| index));
    }

    /// Marks of pages that begin with an image.
    pub(super) fn pages_at_image(&mut self, image: ImageId) {
        self.page_breaks(self.names.page_breaks().at(PageStart::Image(image)));
    }

    /// Marks of pages that begin with an entry of a list of figures or tables.
    pub(super) fn pages_at_entry(&mut self, anchor: AnchorId) {
        self.page_breaks(self.names.page_breaks().at_entry(anchor));
    }

    /// Marks of pages that begin with the division of this file.
    pub(super) fn pages_at_division(&mut self) {
        self.page_breaks(self.names.page_breaks().at_division(self.division));
    }

    /// Marks of pages that begin with notes at the end of the chapter. Here they stand at the end of their sections.
    pub(super) fn pages_at_notes(&mut self) {
        let division = u32::try_from(self.division).unwrap_or(u32::MAX);
        self.page_breaks(self.names.page_breaks().at(PageStart::Notes(division)));
    }

    /// Marks of pages that nothing begins on, at the end of the book.
    pub(super) fn pages_at_end(&mut self) {
        self.page_breaks(self.names.page_breaks().at_end().iter().copied());
    }

    /// Writes a note that reading systems may hide. The marks of pages that begin in it stand before it.
    pub(super) fn before_pages(&mut self, write: impl FnOnce(&mut Self)) {
        let at = self.markup.length();
        self.marked.held = Some(Vec::new());
        write(self);
        let mut marks = Markup::default();
        for index in self.marked.held.take().unwrap_or_default() {
            self.names.page_breaks().mark(&mut marks, index);
        }
        self.markup.insert(at, &marks.finish());
    }
}

/// The first text of some inlines.
fn first_text(content: &[Inline]) -> Option<&str> {
    content.iter().find_map(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => Some(text.as_str()),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => first_text(inner),
        Inline::Superscript(inner) | Inline::Subscript(inner) => first_text(inner),
        Inline::Span(_, _, inner) | Inline::Isolate(_, inner) | Inline::Link(_, inner) => first_text(inner),
        _ => None,
    })
}
