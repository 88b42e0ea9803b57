//! Numbers of chapters, appendices and figures, as printed and as references to them say.

use super::index::{Index, nth};
use super::survey::{Captions, Counted, Survey};
use super::{AnchorId, Book, Division, DivisionKind, Words, digits_in, ordinals};
use crate::manifest::{ChapterNumbers, DocumentRole, Entry, FigureNumbers, Generated, Manifest};
use crate::script::numbers::left_to_right_isolate;
use crate::script::{Counter, Letters};

/// The counts so far.
pub(super) struct Numbers<'a> {
    manifest: &'a Manifest,
    words: &'a Words,
    chapters: usize,
    appendices: usize,
    figures: usize,
    tables: usize,
}

impl<'a> Numbers<'a> {
    /// Nothing was counted yet.
    pub(super) fn new(manifest: &'a Manifest, words: &'a Words) -> Self {
        Self { manifest, words, chapters: 0, appendices: 0, figures: 0, tables: 0 }
    }

    /// The number of the next chapter, in the language of its text.
    fn chapter(&mut self, division: &Division) -> Option<String> {
        let (language, words) = (&division.language, &self.words.matter);
        let digits = digits_in(self.manifest.numbering.digits, language);
        let style = self.manifest.numbering.chapters;
        if division.role == DocumentRole::Appendix {
            self.appendices += 1;
            let letter = Counter::Alphabetic(capitals(Letters::of_language(language))).format(self.appendices as u64);
            return (style != ChapterNumbers::None).then(|| format!("{} {letter}", words.appendix));
        }
        self.chapters += 1;
        let count = self.chapters as u64;
        Some(match style {
            ChapterNumbers::None => return None,
            ChapterNumbers::Words => ordinals::chapter(language, self.chapters, &words.chapter, digits),
            ChapterNumbers::Digits => digits.format(count),
            ChapterNumbers::Abjad => Counter::Abjad(Letters::of_language(language)).format(count),
            ChapterNumbers::Roman if division.direction.is_rtl() => {
                left_to_right_isolate(&Counter::UpperRoman.format(count))
            }
            ChapterNumbers::Roman => Counter::UpperRoman.format(count),
        })
    }
}

/// Appendix A, not a.
fn capitals(letters: Letters) -> Letters {
    if letters == Letters::LatinLower { Letters::LatinUpper } else { letters }
}

/// Numbers the chapters of a document: its headings of level 1, unless they are `{.unnumbered}`.
pub(super) fn chapters(
    numbers: &mut Numbers<'_>,
    division: &Division,
    first: AnchorId,
    survey: &Survey,
    index: &mut Index,
) {
    if !matches!(division.role, DocumentRole::Chapter | DocumentRole::Appendix) {
        return;
    }
    for heading in survey.headings.iter().filter(|heading| heading.level == 1 && heading.is_numbered) {
        if let Some(number) = numbers.chapter(division) {
            index.number(nth(first, heading.place), number);
        }
    }
}

/// Places of figures and tables with captions, each in order; empty unless they are numbered or listed.
#[derive(Debug, Default)]
pub(super) struct Captioned {
    pub(super) figures: Vec<AnchorId>,
    pub(super) tables: Vec<AnchorId>,
}

/// What of the figures and tables is counted: what is numbered or listed.
pub(super) fn captions(manifest: &Manifest) -> Captions {
    let has = |page| manifest.contents.iter().any(|entry| matches!(entry, Entry::Generated(kind, _) if *kind == page));
    let numbering = manifest.numbering;
    let figures = numbering.figures == FigureNumbers::Book || has(Generated::Figures);
    let tables = numbering.tables == FigureNumbers::Book || has(Generated::Tables);
    match (figures, tables) {
        (true, true) => &[Counted::Figure, Counted::Table],
        (true, false) => &[Counted::Figure],
        (false, true) => &[Counted::Table],
        (false, false) => &[],
    }
}

/// Counts the figures and tables of a document, and numbers them if the manifest asks so.
pub(super) fn figures(
    numbers: &mut Numbers<'_>,
    division: &Division,
    first: AnchorId,
    survey: &Survey,
    index: &mut Index,
    captioned: &mut Captioned,
) {
    let (numbering, words) = (numbers.manifest.numbering, &numbers.words.matter);
    let digits = digits_in(numbering.digits, &division.language);
    for (place, kind) in survey.places.iter().enumerate().filter_map(|(at, place)| Some((at, place.counted?))) {
        let anchor = nth(first, place);
        let (list, count, word, numbered) = match kind {
            Counted::Figure => (&mut captioned.figures, &mut numbers.figures, &words.figure, numbering.figures),
            Counted::Table => (&mut captioned.tables, &mut numbers.tables, &words.table, numbering.tables),
        };
        list.push(anchor);
        *count += 1;
        if numbered == FigureNumbers::Book {
            index.number(anchor, format!("{word} {}", digits.format(*count as u64)));
        }
    }
}

/// Whether a division is the page that a word of `contents:` names.
pub(super) fn is_made_as(division: &DivisionKind, kind: Generated) -> bool {
    matches!(
        (division, kind),
        (DivisionKind::TitlePage, Generated::TitlePage)
            | (DivisionKind::Toc, Generated::Toc)
            | (DivisionKind::Copyright, Generated::Copyright)
            | (DivisionKind::HalfTitle, Generated::HalfTitle)
            | (DivisionKind::Figures, Generated::Figures)
            | (DivisionKind::Tables, Generated::Tables)
            | (DivisionKind::Index, Generated::Index)
            | (DivisionKind::Colophon, Generated::Colophon)
    )
}

impl Book {
    /// The number of a heading that stands above its title, on a line of its own.
    pub fn number_above(&self, anchor: Option<AnchorId>) -> Option<&str> {
        let number = self.number_of(anchor?)?;
        (self.is_in_words(anchor?)).then_some(number)
    }

    /// The number of a heading that stands before its title, with the sign after it.
    pub fn number_before(&self, anchor: Option<AnchorId>) -> Option<String> {
        let number = self.number_of(anchor?)?;
        (!self.is_in_words(anchor?)).then(|| format!("{number}."))
    }

    /// A title with its number, in one line: contents, bookmarks.
    pub fn numbered_title(&self, anchor: AnchorId, title: &str) -> String {
        match self.number_of(anchor) {
            Some(number) if self.is_in_words(anchor) => format!("{number}{}{title}", self.words.matter.colon),
            Some(number) => format!("{number}. {title}"),
            None => title.to_owned(),
        }
    }

    /// The number of a place.
    pub fn number_of(&self, anchor: AnchorId) -> Option<&str> {
        self.anchors.get(anchor.0 as usize)?.number.as_deref()
    }

    /// Whether the number of a place has words in it, which part it from a title.
    fn is_in_words(&self, anchor: AnchorId) -> bool {
        let is_appendix = self.anchors.get(anchor.0 as usize).is_some_and(|place| {
            let division = self.divisions.get(place.division as usize);
            division.is_some_and(|division| division.role == DocumentRole::Appendix)
        });
        is_appendix
            || self.chapter_numbers == ChapterNumbers::Words
            || self.figures.contains(&anchor)
            || self.tables.contains(&anchor)
    }
}
