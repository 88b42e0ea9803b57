//! A finished PDF read back: what a reader finds on its pages in, findings out.
//!
//! Steps: open the file with a parser that is not the writer's and read its characters with their places (`reader`,
//! `operators`, `text`), give them to the lines that stand there (`lines`), compare every line with what was set on it,
//! and the order of the lines (`words`, `compare`), and look for every block of the book on the pages, which also tells
//! where in the manuscript a word stands (`blocks`).
//!
//! The order of codes inside a line is not looked at: the writer gives it to suit viewers, which sort by place too.
//!
//! Nothing of the writing side is used here but [`Pages`] and [`Book`]: a fault there cannot hide itself.

mod blocks;
mod compare;
mod lines;
mod operators;
mod reader;
mod text;
mod words;

use rayon::prelude::*;

use crate::base::{Diagnostic, Diagnostics, Span};
use crate::book::Book;
use crate::pages::Pages;

use blocks::Places;
use compare::Difference;
use reader::Reader;

/// How much of the book the pages hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of its text.
    Whole,
    /// Its beginning: the text was cut to fit the pages.
    Cut,
}

/// Reads a PDF of a book back and compares the text of every page with the pages and with the book.
///
/// Words are compared letter by letter with U+200C half-spaces; left out of the comparison are ends of lines, hyphens there,
/// directional marks, and how wide a space is. Only the first difference is reported, as an error.
pub fn verify(bytes: &[u8], pages: &Pages, book: &Book, extent: Extent, diagnostics: &mut Diagnostics) {
    let reader = match Reader::open(bytes) {
        Ok(reader) => reader,
        Err(fault) => return diagnostics.push(unreadable(fault)),
    };
    if reader.page_count() != pages.list.len() {
        let message = format!("the PDF has {} pages in the place of {}", reader.page_count(), pages.list.len());
        return diagnostics.push(ours("pdf.pages-differ", None, message));
    }
    // Every page by itself; the first difference is that of the first page, whatever the threads do.
    let found = pages.list.par_iter().enumerate().find_map_first(|(at, page)| match reader.page(at) {
        Ok(read) => compare::first_difference(&words::of_page(page), &read).map(|difference| (at, Ok(difference))),
        Err(fault) => Some((at, Err(fault))),
    });
    let places = Places::new(pages, book);
    match found {
        Some((_, Err(fault))) => diagnostics.push(unreadable(fault)),
        Some((at, Ok(difference))) => diagnostics.push(report(&difference, at, pages, &places)),
        None if extent == Extent::Whole => {
            if let Some((span, word)) = places.lost {
                let message = format!("`{word}` of the text is on no page of the PDF");
                diagnostics.push(ours("pdf.text-lost", Some(span), message));
            }
        }
        None => {}
    }
}

fn report(difference: &Difference, at: usize, pages: &Pages, places: &Places) -> Diagnostic {
    let page = &pages.list[at];
    let span = difference.item.and_then(|item| places.of_item(page, item));
    let place = format!("page {} of the PDF (`{}`)", at + 1, page.label);
    let message = match (&difference.wanted, &difference.read) {
        (Some(wanted), Some(read)) => format!("{place} reads `{read}` in the place of `{wanted}`"),
        (Some(wanted), None) => format!("{place} lacks `{wanted}`"),
        (None, read) => {
            format!("{place} has `{}` where nothing was set", read.as_deref().unwrap_or_default())
        }
    };
    ours("pdf.text-differs", span, message)
}

fn unreadable(fault: &str) -> Diagnostic {
    ours("pdf.unreadable", None, format!("the PDF cannot be read back: {fault}"))
}

/// A finding that the author of the book cannot mend.
fn ours(code: &'static str, span: Option<Span>, message: String) -> Diagnostic {
    Diagnostic::error(code, span, message).hint("this is a fault of the program, not of the book: please report it")
}
