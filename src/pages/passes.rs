//! Passes: pages are cut, page numbers taken from them, what prints those numbers set again, until none changes.

use super::Pages;
use super::clear::Boxes;
use super::compose::{Order, compose};
use super::continued;
use super::galley::{Galley, RunningOrder};
use super::labels::Labels;
use super::marks;
use super::notes::{below_rule, between_hands, hands};
use super::paging::{self, Cut, Measures};
use super::setter::Tools;
use super::spare;
use super::spread;
use crate::base::{Diagnostic, Diagnostics, Length};
use crate::book::Book;
use crate::font::Faces;
use crate::shape::Shaper;
use crate::style::{Role, StyleSheet};

/// The most passes: numbers that still change then will go on changing.
const MOST: usize = 5;

/// The passes in which marks counted by page have their own widths: as a rule that is enough.
const FREE: usize = 2;

/// Lays the book out until its page numbers agree with its pages.
pub(super) fn settle(
    book: &Book,
    styles: &StyleSheet,
    shaper: &Shaper<'_>,
    faces: &Faces,
    diagnostics: &mut Diagnostics,
) -> Pages {
    let boxes = Boxes::new(faces);
    let mut labels = Labels::unknown(book);
    let mut galley = Galley::set(book, &Tools { book, styles, shaper, faces, boxes: &boxes, labels: &labels });
    for pass in 1.. {
        let mut found = Diagnostics::new();
        let mut whole = cut(&galley, book, styles, &mut found);
        if pass == 1 {
            // Chapters that end with a line or two on a page are set a little tighter, where that spares the page.
            let tools = Tools { book, styles, shaper, faces, boxes: &boxes, labels: &labels };
            if let Some(tried) = spare::tighten(&mut galley, &whole.0, &tools) {
                let mut cut = |galley: &Galley<'_>| {
                    found = Diagnostics::new();
                    cut(galley, book, styles, &mut found)
                };
                whole = cut(&galley);
                if spare::take_back(&mut galley, tried, &whole.0, &tools) {
                    whole = cut(&galley);
                }
            }
        }
        let (cuts, order, (pages, marks)) = whole;
        let next = labels.with_pages(book, &pages, marks);
        let is_settled = next.agree_with(&labels) || !galley.has_page_references();
        if is_settled || pass == MOST {
            if !is_settled {
                diagnostics.push(unsettled());
            }
            let parts = galley.into_parts();
            diagnostics.append(parts.diagnostics.clone());
            diagnostics.append(found);
            let tools = Tools { book, styles, shaper, faces, boxes: &boxes, labels: &next };
            return compose(&tools, parts, cuts, order, diagnostics);
        }
        labels = next;
        if pass >= FREE {
            labels.reserve();
        }
        galley.set_again(&Tools { book, styles, shaper, faces, boxes: &boxes, labels: &labels });
    }
    unreachable!("the last pass returns")
}

/// What pages decide: by anchor its page, by note its mark.
type Decided = (Vec<Option<u32>>, Vec<Option<String>>);

/// Cuts the galley into pages: the cuts, what the rows' order knows, and what the pages decide.
fn cut(
    galley: &Galley<'_>,
    book: &Book,
    styles: &StyleSheet,
    diagnostics: &mut Diagnostics,
) -> (Vec<Cut>, Order, Decided) {
    let line = styles.style(Role::Body).line_spacing;
    let RunningOrder { mut slots, anchors } = galley.running_order(styles.page.columns, line);
    if styles.page.grid {
        paging::level(&mut slots, line);
    }
    let (_, area): (Length, Length) = spread::type_size(&styles.page);
    let measures = Measures {
        area,
        line,
        continued: continued::line_height(styles),
        note_gap: styles.page.note_gap,
        below_rule: below_rule(styles),
        between_hands: between_hands(styles),
        hands: hands(book),
        has_grid: styles.page.grid,
        last_lines: styles.page.last_lines,
    };
    let cuts = paging::page(&slots, &galley.note_rows(), &measures, diagnostics);
    let mut pages = vec![None; book.anchors.len()];
    for (anchor, row) in &anchors {
        let page = cuts.partition_point(|cut| cut.rows.end <= *row);
        if let Some(place) = pages.get_mut(anchor.0 as usize) {
            *place = u32::try_from(page).ok();
        }
    }
    // Places in notes lie where their notes do.
    for (page, cut) in (0u32..).zip(&cuts) {
        for anchor in cut.notes.iter().flat_map(|portion| galley.anchors_in(portion)) {
            if let Some(place @ None) = pages.get_mut(anchor.0 as usize) {
                *place = Some(page);
            }
        }
    }
    let placed = (0u32..).zip(&cuts).flat_map(|(page, cut)| {
        let notes = slots[cut.rows.clone()].iter().flat_map(|slot| &slot.row.notes);
        notes.map(move |note| (page, *note))
    });
    let marks = marks::by_page(book, placed);
    let opens = slots.iter().map(|slot| slot.opens_division).collect();
    (cuts, Order { opens, anchors }, (pages, marks))
}

/// Two page numbers that move each other go round for ever: the reader is told, and the last pass stands.
fn unsettled() -> Diagnostic {
    Diagnostic::warning("pages.unsettled", None, format!("page numbers still change after {MOST} passes"))
        .hint("some numbers in the contents or in references may be off by one; a small change of the text helps")
}
