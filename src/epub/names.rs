//! Names inside the EPUB: the file of each division, the id of each anchor, the files of images, and links between them.
//!
//! All names are relative to the content folder. Every id is unique in the whole book, not only in its file.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::{AnchorId, Book, DivisionKind, ImageFile, ImageFormat, ImageId, NoteId, PrintedPages};
use crate::manifest::NotePlace;

use super::pages::{PageBreaks, PageIndex, page_id};

/// The navigation document; epub-builder fixes its name.
pub(super) const NAVIGATION: &str = "nav.xhtml";
/// The page that shows the cover.
pub(super) const COVER_PAGE: &str = "cover.xhtml";
/// The style sheet; epub-builder fixes its name.
pub(super) const STYLESHEET: &str = "stylesheet.css";
/// The record for booksellers.
pub(super) const RECORD: &str = "onix.xml";
/// The extra style sheet of the book.
pub(super) const EXTRA_STYLESHEET: &str = "extra.css";

/// Every name, made once and read by all files.
#[derive(Debug)]
pub(super) struct Names {
    /// The file of each division; `None` for those that are not in the EPUB.
    files: Vec<Option<String>>,
    /// The id of each anchor.
    ids: Vec<String>,
    /// The division of each anchor.
    homes: Vec<usize>,
    /// The division whose file each note stands in.
    note_homes: Vec<usize>,
    /// The division whose file the first mark of each note stands in.
    mark_homes: Vec<usize>,
    /// The file of each image.
    images: Vec<String>,
    /// Where printed pages begin.
    page_breaks: PageBreaks,
    /// The file in which the mark of each page stands.
    page_files: BTreeMap<PageIndex, String>,
}

impl Names {
    /// Names everything in the book, and its printed pages if they are known.
    pub(super) fn new(book: &Book, printed: Option<&PrintedPages>) -> Self {
        let (note_homes, mark_homes) = note_homes(book);
        Self {
            files: files(book),
            ids: ids(book),
            homes: anchor_homes(book, &note_homes),
            note_homes,
            mark_homes,
            images: (1..).zip(&book.images).map(|(number, image)| image_name(number, image)).collect(),
            page_breaks: PageBreaks::new(printed),
            page_files: BTreeMap::new(),
        }
    }

    /// Where printed pages begin.
    pub(super) fn page_breaks(&self) -> &PageBreaks {
        &self.page_breaks
    }

    /// The file of a division, from the content folder; `None` when it is not in the EPUB.
    pub(super) fn file(&self, division: usize) -> Option<&str> {
        self.files.get(division)?.as_deref()
    }

    /// Whether no file of a text follows that of a division.
    pub(super) fn is_last_file(&self, division: usize) -> bool {
        let is_text = |file: &Option<String>| file.as_deref().is_some_and(|file| file != NAVIGATION);
        self.files.iter().rposition(is_text) == Some(division)
    }

    /// The id of an anchor.
    pub(super) fn id(&self, anchor: AnchorId) -> &str {
        self.ids.get(anchor.0 as usize).map_or("", String::as_str)
    }

    /// The address of an anchor from the content folder; `None` when its division is not in the EPUB.
    pub(super) fn address(&self, anchor: AnchorId) -> Option<String> {
        let file = self.file(*self.homes.get(anchor.0 as usize)?)?;
        Some(format!("{file}#{}", self.id(anchor)))
    }

    /// The link to an anchor from the file of a division.
    pub(super) fn link(&self, from: usize, anchor: AnchorId) -> Option<String> {
        let home = *self.homes.get(anchor.0 as usize)?;
        Some(format!("{}#{}", self.between(from, home)?, self.id(anchor)))
    }

    /// Notes in which file the mark of each page stands: for links from files that are written later.
    pub(super) fn note_page_files(&mut self, files: BTreeMap<PageIndex, String>) {
        self.page_files = files;
    }

    /// The link from the file of a division to the mark of a page.
    pub(super) fn page_link(&self, from: usize, page: PageIndex) -> Option<String> {
        let file = self.page_files.get(&page)?;
        Some(format!("{}#{}", relative(self.file(from)?, file), page_id(page)))
    }

    /// The link from a mark in the file of a division to its note.
    pub(super) fn note_link(&self, from: usize, note: NoteId) -> Option<String> {
        let home = *self.note_homes.get(note.0 as usize)?;
        Some(format!("{}#{}", self.between(from, home)?, note_id(note)))
    }

    /// The link from a note in the file of a division back to its first mark.
    pub(super) fn mark_link(&self, from: usize, note: NoteId) -> Option<String> {
        let home = *self.mark_homes.get(note.0 as usize)?;
        Some(format!("{}#{}", self.between(from, home)?, mark_id(note, 1)))
    }

    /// Whether a note stands in the file of this division.
    pub(super) fn is_home_of(&self, division: usize, note: NoteId) -> bool {
        self.note_homes.get(note.0 as usize) == Some(&division)
    }

    /// The file of an image, from the content folder.
    pub(super) fn image(&self, image: ImageId) -> &str {
        self.images.get(image.0 as usize).map_or("", String::as_str)
    }

    /// The way from one division's file to another's; empty within one file.
    fn between(&self, from: usize, to: usize) -> Option<String> {
        let target = self.file(to)?;
        if from == to {
            return Some(String::new());
        }
        Some(relative(self.file(from)?, target))
    }
}

/// The way from one file to another, both given from the content folder.
pub(super) fn relative(from: &str, to: &str) -> String {
    match (from.rsplit_once('/'), to.rsplit_once('/')) {
        (None, _) => to.to_owned(),
        (Some((here, _)), Some((there, name))) if here == there => name.to_owned(),
        // No file lies deeper than one folder.
        (Some(_), _) => format!("../{to}"),
    }
}

/// The id of a note.
pub(super) fn note_id(note: NoteId) -> String {
    format!("note-{}", u64::from(note.0) + 1)
}

/// The id of the mark of a note; a second mark of the same note has its count in the id.
pub(super) fn mark_id(note: NoteId, count: u32) -> String {
    let number = u64::from(note.0) + 1;
    if count <= 1 { format!("mark-{number}") } else { format!("mark-{number}-{count}") }
}

/// The media type of an image.
pub(super) fn image_type(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Png => "image/png",
        ImageFormat::Jpeg => "image/jpeg",
        ImageFormat::WebP => "image/webp",
        ImageFormat::Svg => "image/svg+xml",
    }
}

/// The file of the cover image.
pub(super) fn cover_image(cover: &ImageFile) -> String {
    format!("images/cover.{}", ending(cover.format))
}

fn ending(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Png => "png",
        ImageFormat::Jpeg => "jpg",
        ImageFormat::WebP => "webp",
        ImageFormat::Svg => "svg",
    }
}

/// A name that says where the image came from, made unique by its number.
fn image_name(number: usize, image: &ImageFile) -> String {
    let stem = image.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem: String = stem.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    let dash = if stem.is_empty() { "" } else { "-" };
    format!("images/{number}{dash}{stem}.{}", ending(image.format))
}

/// The divisions of notes, and of their marks: a note of a note has its mark where that note stands.
fn note_homes(book: &Book) -> (Vec<usize>, Vec<usize>) {
    let page = book.divisions.iter().position(|division| matches!(division.kind, DivisionKind::Notes));
    let (mut homes, mut marks): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for (id, note) in (0..).map(NoteId).zip(&book.notes) {
        let host = note.host.and_then(|host| homes.get(host.0 as usize).copied());
        let mark = host.unwrap_or(note.division as usize);
        marks.push(mark);
        homes.push(page.filter(|_| book.note_place(id) == NotePlace::Book).unwrap_or(mark));
    }
    (homes, marks)
}

/// The divisions in whose files the places lie: those in notes lie where their notes do.
fn anchor_homes(book: &Book, note_homes: &[usize]) -> Vec<usize> {
    let home = |anchor: &crate::book::Anchor| {
        let note = anchor.note.and_then(|note| note_homes.get(note.0 as usize).copied());
        note.unwrap_or(anchor.division as usize)
    };
    book.anchors.iter().map(home).collect()
}

fn files(book: &Book) -> Vec<Option<String>> {
    let mut has_contents = false;
    let mut name = |division: &crate::book::Division| {
        if !division.output.epub {
            return None;
        }
        if matches!(division.kind, DivisionKind::Toc) {
            // There is one navigation document, so only the first page of contents can be it.
            return (!std::mem::replace(&mut has_contents, true)).then(|| NAVIGATION.to_owned());
        }
        Some(format!("text/{}.xhtml", division.file_stem))
    };
    book.divisions.iter().map(&mut name).collect()
}

fn ids(book: &Book) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut unique = |id: &str| {
        let clean = clean_id(id);
        let mut candidate = clean.clone();
        let mut count = 2;
        while !taken.insert(candidate.clone()) {
            candidate = format!("{clean}-{count}");
            count += 1;
        }
        candidate
    };
    book.anchors.iter().map(|anchor| unique(&anchor.id)).collect()
}

/// An id that is an XML name and needs no escape in a link; names this module makes itself are kept free.
fn clean_id(id: &str) -> String {
    let keep = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    let clean: String = id.chars().map(keep).collect();
    let starts_well = clean.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let reserved = ["note-", "mark-", "box-", "page-", "entry-", "contents", "landmarks"]
        .iter()
        .any(|prefix| clean.starts_with(prefix));
    if starts_well && !reserved { clean } else { format!("at-{clean}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_lead_through_one_folder() {
        assert_eq!(relative("text/one.xhtml", "text/two.xhtml"), "two.xhtml");
        assert_eq!(relative("text/one.xhtml", "images/1.png"), "../images/1.png");
        assert_eq!(relative("text/one.xhtml", "nav.xhtml"), "../nav.xhtml");
        assert_eq!(relative("nav.xhtml", "text/one.xhtml"), "text/one.xhtml");
    }

    #[test]
    fn ids_are_names_and_leave_our_own_free() {
        assert_eq!(clean_id("نان و آب"), "نان-و-آب");
        assert_eq!(clean_id("3rd"), "at-3rd");
        assert_eq!(clean_id("note-1"), "at-note-1");
        assert_eq!(clean_id("contents"), "at-contents");
        assert_eq!(clean_id("a\"b<c"), "a-b-c");
    }
}
