//! What an EPUB would hold, without making it: for records of it, and for claims that the content must bear.

use crate::base::{Diagnostic, Diagnostics, Error, Timestamp};
use crate::book::Book;

use super::facts::Facts;
use super::names::Names;
use super::xhtml::Sheets;
use super::{Options, onix, write_pages};

/// What occurs in the text of an EPUB. Filled by [`Survey::of`]; read by the records.
#[derive(Debug)]
pub struct Survey {
    pub(super) facts: Facts,
}

impl Survey {
    /// Goes through a book as [`write`](super::write) does.
    ///
    /// # Errors
    /// When nothing of the book belongs in an EPUB.
    pub fn of(book: &Book) -> Result<Self, Error> {
        let mut facts = Facts::default();
        let pages = write_pages(book, &mut Names::new(book, None), Sheets { has_extra: false })?;
        pages.iter().for_each(|page| facts.merge(&page.facts));
        Ok(Self { facts })
    }

    /// The ONIX message of a book as [`write`](super::write) makes it.
    pub fn onix(&self, book: &Book, options: &Options, modified: Timestamp) -> String {
        onix::write(book, &self.facts, options, modified)
    }

    /// Reports a claim that the content does not bear; it is not made then.
    pub fn check(&self, options: &Options, diagnostics: &mut Diagnostics) {
        let Some(level) = &options.accessibility.conforms_to else { return };
        if self.facts.has_undescribed_image {
            let message = format!("the EPUB cannot claim {}: an image has no text that stands in for it", level.value);
            let report = Diagnostic::warning("epub.no-claim", level.span, message);
            diagnostics.push(report.hint("describe every image, `![what it shows](image.png)`"));
        }
    }
}
