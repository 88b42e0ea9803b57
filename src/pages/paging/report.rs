//! What a page could not keep: reported with its number and the words concerned.

use super::super::row::Row;
use super::super::{Item, ItemKind};
use super::demerits::End;
use super::search::Chosen;
use super::sheet::Sheet;
use crate::base::{Diagnostic, Diagnostics, Length, Span};

/// A page with more white than this at its foot is short, as a ratio of the type area.
const SHORT: f64 = 0.25;
/// How many letters of a line are quoted.
const QUOTED: usize = 40;

/// Reports what is wrong with a page; `index` counts from 0.
pub(super) fn page(sheet: &Sheet<'_>, page: &Chosen, index: usize, diagnostics: &mut Diagnostics) {
    let number = index + 1;
    let last = page.rows.clone().next_back().map(|position| sheet.slots[position].row);
    if let Some(over) = too_tall(sheet, page) {
        let message = format!("something on page {number} is {:.1} pt taller than the type area", over.to_pt());
        let hint = "make it smaller, or part it with blank lines so that it can run over pages";
        diagnostics.push(Diagnostic::warning("pages.too-tall", None, message).hint(hint));
    } else if let (End::Broken | End::Stranded, Some(row)) = (page.end, last) {
        let what = if page.end == End::Stranded { "below a heading" } else { "between lines that belong together" };
        let message = format!("page {number} ends {what}, after {}", quoted(row));
        diagnostics.push(
            Diagnostic::warning("pages.parted", None, message)
                .hint("more stands together there than a page holds: shorten it, or let some of it be parted"),
        );
    }
    if let (true, Some(row)) = (page.notes.end < sheet.foot.begun(page.rows.end), last) {
        let message = format!("a note of page {number} begins on a later page, its mark stands in {}", quoted(row));
        diagnostics.push(
            Diagnostic::warning("pages.late-note", None, message)
                .hint("the page has no room for the line and its notes: shorten the notes, or part the text"),
        );
    }
    if page.end != End::Last && page.white > sheet.area.scale(SHORT) {
        let lines = page.white.ratio_to(sheet.line);
        let message =
            format!("page {number} ends {lines:.0} lines early, after {}", last.map(quoted).unwrap_or_default());
        diagnostics.push(
            Diagnostic::note("pages.short", None, message).hint(
                "what follows has no room and may not be parted; a smaller image or another order fills the page",
            ),
        );
    }
}

/// Reports a book without a word.
pub(super) fn nothing(diagnostics: &mut Diagnostics) {
    let place = Some(Span::default());
    diagnostics.push(
        Diagnostic::warning("pages.empty", place, "there is nothing to print, so the book is one blank page")
            .hint("the texts under `contents` have no words or images: write something into them"),
    );
}

/// How much too high a row is that stands on a page alone.
fn too_tall(sheet: &Sheet<'_>, page: &Chosen) -> Option<Length> {
    let at = page.rows.start;
    if page.rows.len() != 1 {
        return None;
    }
    let bottom = sheet.top(at, at, sheet.repeated_head(at)) + sheet.slots[at].row.height;
    (bottom > sheet.area).then(|| bottom - sheet.area)
}

/// The first words of a row, set apart so that they keep their order in a terminal.
fn quoted(row: &Row) -> String {
    let line = |item: &Item| match &item.kind {
        ItemKind::Line(_, line) => Some(line.text()),
        _ => None,
    };
    let text: Vec<String> = row.items.iter().filter_map(line).collect();
    let text = text.join(" ");
    if text.is_empty() {
        return "what has no words".to_owned();
    }
    let short: String = text.trim().chars().take(QUOTED).collect();
    let rest = if text.trim().chars().count() > QUOTED { "…" } else { "" };
    format!("\u{2068}{short}{rest}\u{2069}")
}
