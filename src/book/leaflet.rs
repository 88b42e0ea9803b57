//! The parts of a newsletter: masthead, contact block, QR code, article. Containers and their attributes in, blocks out.
//!
//! What a masthead does not say itself it takes from the manifest: the title of the book, its issue and its date.

mod phrases;
mod qr;

use super::resolve::Resolver;
use super::{Block, BlockKind, Inline};
use crate::base::{Diagnostic, Language, Span};
use crate::document::Container;
use crate::manifest::nearest;
use crate::script::DigitSet;
use crate::script::dates::{Calendar, IsoDate, NAMES};

pub use phrases::{Phrases, phrases};
pub use qr::{Modules, QrCode};

/// The head of a newsletter. Filled by book; read by pages, dump and epub.
#[derive(Clone, Debug)]
pub struct Masthead {
    /// The name of the newsletter.
    pub title: String,
    /// What stands below the name, often one line.
    pub motto: Vec<Block>,
    /// The issue in words: «شمارهٔ ۱۲».
    pub issue: Option<String>,
    /// The date in each calendar, in words.
    pub dates: Vec<String>,
}

impl Masthead {
    /// The issue, then the dates: the line below the name.
    pub fn line(&self) -> impl Iterator<Item = &str> {
        self.issue.iter().chain(&self.dates).map(String::as_str)
    }
}

/// An article of a newsletter. Where it runs over a page, both pages say where the rest is.
#[derive(Clone, Debug)]
pub struct Article {
    /// What the rest is called overleaf: the title given, else the words of its first heading; may be empty.
    pub title: String,
    /// Its text.
    pub blocks: Vec<Block>,
}

/// Whether a container is made here.
pub(super) fn is_part(name: &str) -> bool {
    matches!(name, "masthead" | "contact" | "qr" | "article")
}

/// Attributes of a container besides its title.
pub(super) type Attributes<'a> = &'a [(String, String)];

/// The value of an attribute.
pub(super) fn value<'a>(attributes: Attributes<'a>, key: &str) -> Option<&'a str> {
    attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

impl Resolver<'_> {
    /// A part of a newsletter; `None` when it cannot be made, which was reported.
    pub(super) fn leaflet_part(
        &mut self,
        container: Container,
        attributes: Attributes<'_>,
        language: &Language,
        span: Span,
    ) -> Option<BlockKind> {
        let Container { name, title, blocks } = container;
        let known: &[&str] = match name.as_str() {
            "masthead" => &["title", "issue", "date", "motto", "calendars"],
            "qr" => &["data", "size", "alt"],
            _ => &["title"],
        };
        self.check_attributes(&name, attributes, known, span);
        let written = self.blocks(blocks, language);
        Some(match name.as_str() {
            "masthead" => BlockKind::Masthead(self.masthead(title, attributes, written, language, span)),
            "contact" => BlockKind::Contact(title, written),
            "qr" => BlockKind::QrCode(self.qr_code(attributes, written, language, span)?),
            _ => BlockKind::Article(article(title, written)),
        })
    }

    /// Warns about attributes that say nothing.
    fn check_attributes(&mut self, name: &str, attributes: Attributes<'_>, known: &[&str], span: Span) {
        for (key, _) in attributes.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
            let message = format!("`::: {name}` has no attribute `{key}`");
            let hint = nearest::hint(key, known);
            self.diagnostics.push(Diagnostic::warning("book.unknown-attribute", span, message).hint(hint));
        }
    }

    fn masthead(
        &mut self,
        title: Option<String>,
        attributes: Attributes<'_>,
        written: Vec<Block>,
        language: &Language,
        span: Span,
    ) -> Masthead {
        let manifest = self.known.manifest;
        let motto = value(attributes, "motto").map(|motto| Block {
            kind: BlockKind::Paragraph(vec![Inline::Text(motto.to_owned())]),
            anchor: None,
            classes: Vec::new(),
            language: None,
            span,
        });
        let issue = value(attributes, "issue").or(manifest.issue.as_deref());
        let digits = self.digits_in(language);
        Masthead {
            title: title.unwrap_or_else(|| manifest.metadata.title.clone()),
            motto: motto.into_iter().chain(written).collect(),
            issue: issue.map(|issue| format!("{} {}", phrases(language).issue, digits.translate(issue))),
            dates: self.dates(attributes, language, span),
        }
    }

    /// The digits of numbers in a language that a masthead may have of its own.
    fn digits_in(&self, language: &Language) -> DigitSet {
        super::digits_in(self.known.manifest.numbering.digits, language)
    }

    /// The date in the words of each calendar; the first one with its day of the week.
    fn dates(&mut self, attributes: Attributes<'_>, language: &Language, span: Span) -> Vec<String> {
        let written = value(attributes, "date");
        let Some(text) = written.or(self.known.manifest.metadata.date.as_deref()) else { return Vec::new() };
        let Some(date) = IsoDate::parse(text) else {
            let message = format!("`{text}` is no date");
            let hint = "write a day of the Gregorian calendar in Latin digits: `date=2026-11-21`; it is printed in all calendars";
            self.diagnostics.push(Diagnostic::error("book.bad-date", span, message).hint(hint));
            return Vec::new();
        };
        let asked = value(attributes, "calendars").map(|names| self.calendars(names, span));
        let calendars = asked.clone().unwrap_or_else(|| Calendar::of_language(language).to_vec());
        let mut words = Vec::new();
        for calendar in calendars {
            match date.words(calendar, language, self.digits_in(language)) {
                Some(date) => words.push(date),
                None if asked.is_some() => {
                    let message = format!("`{text}` names no day, which only the Gregorian calendar can print");
                    let hint = "write the whole date: year, month and day";
                    self.diagnostics.push(Diagnostic::warning("book.date-without-day", span, message).hint(hint));
                }
                None => {}
            }
        }
        if let (Some(day), Some(first)) = (date.weekday(language), words.first_mut()) {
            first.insert_str(0, &format!("{day} "));
        }
        words
    }

    /// The calendars of a list of names; unknown ones are reported.
    fn calendars(&mut self, names: &str, span: Span) -> Vec<Calendar> {
        let mut calendars = Vec::new();
        for name in names.split([' ', ',', '،']).filter(|name| !name.is_empty()) {
            match Calendar::of_name(name) {
                Some(calendar) if calendars.contains(&calendar) => {}
                Some(calendar) => calendars.push(calendar),
                None => {
                    let known = NAMES.map(|(name, _)| name);
                    let message = format!("there is no calendar `{name}`");
                    let hint = nearest::hint(name, &known);
                    self.diagnostics.push(Diagnostic::error("book.unknown-calendar", span, message).hint(hint));
                }
            }
        }
        calendars
    }
}

/// An article under its title, or under the words of its first heading.
fn article(title: Option<String>, blocks: Vec<Block>) -> Article {
    let heading = || {
        let words = blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Heading(_, words) => Some(words),
            _ => None,
        });
        let mut text = String::new();
        super::letters::plain(words.map(Vec::as_slice).unwrap_or_default(), &mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    Article { title: title.unwrap_or_else(heading), blocks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_called_by_its_title_or_first_heading() {
        let block = |kind| Block { kind, anchor: None, classes: Vec::new(), language: None, span: Span::default() };
        let words = vec![Inline::Emphasis(vec![Inline::Text("نان".to_owned())]), Inline::Text("  گرم".to_owned())];
        let heading = || vec![block(BlockKind::Separator), block(BlockKind::Heading(2, words.clone()))];
        assert_eq!(article(None, heading()).title, "نان گرم");
        assert_eq!(article(Some("آب".to_owned()), heading()).title, "آب");
        assert_eq!(article(None, Vec::new()).title, "");
    }
}
