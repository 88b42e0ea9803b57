//! The EPUB 3.3 back end: a [`Book`] and its styles in, the bytes of the file out.
//!
//! Steps: name files and ids (`names`), write the XHTML of every division in parallel (`xhtml` with `text`, `blocks`,
//! `grids`, `figures`, `lists`, `speech`, `inline`, `notes`, `matter`; marks of printed pages by `pages`), choose faces (`fonts`) and
//! derive the style sheet (`css`), let epub-builder pack all of it (`container`), read that again (`listing`) and write package
//! document (`package`, `metadata`, `accessibility`), contents (`navigation`) and zip (`archive`) anew. Records of the book
//! outside it: `onix`, `opds`, from what a `survey` of the text finds.

mod accessibility;
mod archive;
mod blocks;
mod container;
mod css;
mod emphasis;
mod extra;
mod facts;
mod figures;
mod finish;
mod fonts;
mod grids;
mod index;
mod initials;
mod inline;
mod kobo;
mod leaflet;
mod listing;
mod lists;
mod markup;
mod matter;
mod metadata;
mod names;
mod navigation;
mod notes;
mod onix;
mod opds;
mod outline;
mod package;
mod pages;
mod phrases;
mod resources;
mod rules;
mod separators;
mod speech;
mod survey;
mod text;
mod words;
mod xhtml;

pub use survey::Survey;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::{Diagnostics, Error, SourceId, Timestamp};
use crate::book::{Book, DivisionKind, PrintedPages};
use crate::font::Faces;
use crate::manifest::{Accessibility, EpubFonts, EpubProfile, EpubRecord};
use crate::style::StyleSheet;

use container::Content;
use facts::Facts;
use finish::Written;
use names::Names;
use pages::PageIndex;
use xhtml::{Page, Sheets};

/// Settings of the EPUB. Filled by cli from the manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which faces of the text are put into the file.
    pub fonts: EpubFonts,
    /// CSS of the book, used after the derived style sheet.
    pub extra_css: Option<String>,
    /// The printed pages it names, of the same book.
    pub printed: Option<PrintedPages>,
    /// The identifier of the printed edition that has these pages.
    pub source: Option<String>,
    /// What the publisher says of its accessibility.
    pub accessibility: Accessibility,
    /// Whether the record for booksellers lies in the file too.
    pub record: EpubRecord,
    /// What one family of reading systems likes.
    pub profile: EpubProfile,
}

/// Writes the EPUB. The same arguments give the same bytes; `modified` is the only date that is not the book's.
///
/// # Errors
/// When nothing of the book belongs in an EPUB, or packing fails.
pub fn write(
    book: &Book,
    styles: &StyleSheet,
    faces: &Faces,
    options: &Options,
    modified: Timestamp,
) -> Result<Vec<u8>, Error> {
    let mut names = Names::new(book, options.printed.as_ref());
    let sheets = Sheets { has_extra: options.extra_css.is_some() };

    // The text: one file a division, and what occurs in all of them.
    let pages = write_pages(book, &mut names, sheets)?;
    let mut facts = Facts::default();
    pages.iter().for_each(|page| facts.merge(&page.facts));
    resources::note_navigation(book, &mut facts);

    // What the text needs: faces, style sheet, images.
    let embedded = match options.fonts {
        EpubFonts::Subset => fonts::cut(fonts::choose(styles, faces, &facts), faces, &facts),
        EpubFonts::Whole => fonts::choose(styles, faces, &facts),
        EpubFonts::None => Vec::new(),
    };
    let source = css::Source { styles, book, facts: &facts, embedded: &embedded, faces };
    let stylesheet = css::write(&source);
    let resources = resources::collect(book, &names, &facts, &embedded, faces, options);

    // Packed once by epub-builder, and made right.
    let marked = page_files(pages.iter());
    let mut outlines = outline::by_file(book, &names);
    let contents: Vec<Content> = pages
        .into_iter()
        .map(|page| Content {
            outline: outlines.remove(&page.href).unwrap_or_default(),
            href: page.href,
            markup: match options.profile {
                EpubProfile::Kobo => kobo::spans(&page.markup),
                EpubProfile::Common | EpubProfile::Kindle => page.markup,
            },
        })
        .collect();
    let packed = container::pack(book, &stylesheet, &contents, &resources, modified)?;
    let written = Written { facts: &facts, pages: marked };
    finish::finish(book, &names, written, options, packed, modified)
}

/// Checks CSS that the book brings: no directions, nothing from outside the file.
pub fn check_css(css: &str, source: SourceId, diagnostics: &mut Diagnostics) {
    extra::check(css, source, diagnostics);
}

/// The entry for OPDS catalogues of a book whose EPUB lies at an address, relative to the catalogue or whole.
pub fn opds(book: &Book, address: &str, modified: Timestamp) -> String {
    opds::write(book, address, modified)
}

/// The cover page and the file of every division, in the order of the spine.
fn write_pages(book: &Book, names: &mut Names, sheets: Sheets) -> Result<Vec<Page>, Error> {
    let is_index = |division: &usize| matches!(book.divisions[*division].kind, DivisionKind::Index);
    let (indexes, others): (Vec<usize>, Vec<usize>) = (0..book.divisions.len()).partition(is_index);
    let write = |divisions: Vec<usize>, names: &Names| -> Vec<(usize, Page)> {
        let page = |division| Some((division, xhtml::write(book, names, division, sheets)?));
        divisions.into_par_iter().filter_map(page).collect()
    };
    let mut texts = write(others, names);
    // An index leads to the marks of pages in the other files.
    names.note_page_files(page_files(texts.iter().map(|(_, page)| page)));
    texts.extend(write(indexes, names));
    texts.sort_unstable_by_key(|(division, _)| *division);
    let texts: Vec<Page> = texts.into_iter().map(|(_, page)| page).collect();
    xhtml::require(&texts)?;
    Ok(xhtml::cover(book, sheets).into_iter().chain(texts).collect())
}

/// The file in which the mark of each printed page stands.
fn page_files<'p>(pages: impl Iterator<Item = &'p Page>) -> BTreeMap<PageIndex, String> {
    pages.flat_map(|page| page.pages.iter().map(|index| (*index, page.href.clone()))).collect()
}
