//! The outline: parts and headings in reading order, with the titles that contents and bookmarks print.

use super::index::{Index, nth};
use super::survey::Survey;
use super::{AnchorId, Division, DivisionKind, OutlineEntry};
use crate::base::{Diagnostic, Diagnostics, Language};
use crate::manifest::{DocumentEntry, Outputs, PartEntry};

/// Adds a part. It is listed if one of its texts is, and goes where they go.
pub(super) fn add_part(part: &PartEntry, anchor: AnchorId, language: &Language, outline: &mut Vec<OutlineEntry>) {
    outline.push(OutlineEntry {
        level: 0,
        depth: 0,
        title: part.title.value.clone(),
        anchor,
        in_toc: part.contents.is_empty() || part.contents.iter().any(|document| document.in_toc),
        language: language.clone(),
        output: outputs(part),
    });
}

/// The entry of a page that the program makes: notes and index are listed, lists of figures and the colophon are
/// bookmarks.
pub(super) fn of_generated(division: &Division) -> Option<OutlineEntry> {
    let in_toc = match division.kind {
        DivisionKind::Index | DivisionKind::Notes => true,
        DivisionKind::Figures | DivisionKind::Tables | DivisionKind::Colophon => false,
        _ => return None,
    };
    Some(OutlineEntry {
        level: 1,
        depth: 0,
        title: division.title.clone(),
        anchor: division.anchor,
        in_toc,
        language: division.language.clone(),
        output: division.output,
    })
}

/// The outputs of a part: those of its texts together; all if it has none.
pub(super) fn outputs(part: &PartEntry) -> Outputs {
    let any = |is_in: fn(&Outputs) -> bool| {
        part.contents.is_empty() || part.contents.iter().any(|document| is_in(&document.output))
    };
    Outputs { epub: any(|output| output.epub), pdf: any(|output| output.pdf) }
}

/// Where a document stands in the book.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing<'a> {
    /// Its line in the manifest.
    pub(super) entry: &'a DocumentEntry,
    /// Its language.
    pub(super) language: &'a Language,
    /// Its beginning.
    pub(super) beginning: AnchorId,
    /// Its first place after that.
    pub(super) first_place: AnchorId,
    /// The deepest level that the contents list.
    pub(super) toc_depth: u8,
    /// Whether it belongs to a part.
    pub(super) is_in_part: bool,
}

/// Adds the headings of a document; a title of the manifest stands for a document without any.
pub(super) fn add_document(
    standing: Standing<'_>,
    survey: &Survey,
    index: &Index,
    outline: &mut Vec<OutlineEntry>,
    diagnostics: &mut Diagnostics,
) {
    let Standing { entry, language, beginning, first_place, toc_depth, is_in_part } = standing;
    let base = u8::from(is_in_part);
    if let (Some(title), []) = (&entry.title, survey.headings.as_slice()) {
        outline.push(OutlineEntry {
            level: 1,
            depth: base,
            title: title.value.clone(),
            anchor: beginning,
            in_toc: entry.in_toc,
            language: language.clone(),
            output: entry.output,
        });
    }
    // A text may begin one level down, as a section of the text before it.
    let mut last = 1;
    for (count, heading) in survey.headings.iter().enumerate() {
        if heading.level > last + 1 {
            let message = match count {
                0 => format!("the first heading has level {}", heading.level),
                _ => format!("heading of level {} follows level {last}", heading.level),
            };
            let marks = "#".repeat(usize::from(last) + 1);
            diagnostics.push(
                Diagnostic::warning("book.heading-jump", heading.span, message)
                    .hint(format!("write `{marks}`: levels go down one by one")),
            );
        }
        last = heading.level;
        let anchor = nth(first_place, heading.place);
        outline.push(OutlineEntry {
            level: heading.level,
            depth: base + heading.level - 1,
            title: index.anchor(anchor).title.clone(),
            anchor,
            in_toc: entry.in_toc && heading.is_listed && heading.level <= toc_depth,
            language: heading.language.clone(),
            output: entry.output,
        });
    }
}
