//! The page of a style: paper, margins, running heads, folio, rules for breaking pages.

use super::layers::Layer;
use super::sheet;
use super::{ChapterStart, Fit, Fold, FolioPlace, LineCount, PageStyle, Running};
use crate::base::{Diagnostic, Length, Span};
use crate::manifest::fields::{Checker, Pairs, get};
use crate::manifest::{Node, NodeValue, Paper, Spanned, units};

/// Keys of the page.
pub(super) const KEYS: [&str; 31] = [
    "paper",
    "inside",
    "outside",
    "top",
    "bottom",
    "head-baseline",
    "foot-baseline",
    "verso-head",
    "recto-head",
    "folio",
    "head-on-opening",
    "chapter-start",
    "orphans",
    "widows",
    "last-lines",
    "note-rule",
    "note-gap",
    "fit",
    "fit-pages",
    "fit-size",
    "fit-spacing",
    "fold",
    "note-rule-continued",
    "columns",
    "column-gap",
    "column-rule",
    "grid",
    "folio-on-opening",
    "line-numbers",
    "line-numbers-from",
    "index-columns",
];

/// The most columns: with more, lines hold no words.
pub(crate) const MOST_COLUMNS: u8 = 4;

/// The greatest distance of two line numbers.
const MOST_LINES: u8 = 100;

/// What may stand in a running head.
const RUNNING: [(&str, Running); 7] = [
    ("none", Running::None),
    ("title", Running::Title),
    ("chapter", Running::Chapter),
    ("part", Running::Part),
    ("first-section", Running::FirstSection),
    ("last-section", Running::LastSection),
    ("author", Running::Author),
];

/// Where the counting of lines begins.
const LINE_COUNTS: [(&str, LineCount); 2] = [("page", LineCount::Page), ("chapter", LineCount::Chapter)];

/// Places of the folio.
const FOLIOS: [(&str, FolioPlace); 4] = [
    ("none", FolioPlace::None),
    ("foot-center", FolioPlace::FootCenter),
    ("foot-outside", FolioPlace::FootOutside),
    ("head-outside", FolioPlace::HeadOutside),
];

/// Where chapters may open.
const STARTS: [(&str, ChapterStart); 3] =
    [("page", ChapterStart::Page), ("recto", ChapterStart::Recto), ("continuous", ChapterStart::Continuous)];

/// The page before any style has spoken; `book` replaces all of it.
const BLANK: PageStyle = PageStyle {
    width: Length::ZERO,
    height: Length::ZERO,
    inside: Length::ZERO,
    outside: Length::ZERO,
    top: Length::ZERO,
    bottom: Length::ZERO,
    head_baseline: Length::ZERO,
    foot_baseline: Length::ZERO,
    verso_head: Running::None,
    recto_head: Running::None,
    folio: FolioPlace::None,
    head_on_opening: false,
    chapter_start: ChapterStart::Page,
    orphans: 1,
    widows: 1,
    last_lines: 1,
    note_rule: 0.0,
    note_gap: Length::ZERO,
    fit: Fit::NONE,
    fold: Fold::None,
    note_rule_continued: 1.0,
    columns: 1,
    column_gap: Length::ZERO,
    column_rule: Length::ZERO,
    grid: false,
    folio_on_opening: true,
    line_numbers: 0,
    line_count: LineCount::Page,
    index_columns: 1,
};

/// The page that the layers make, on the manifest's paper if it names one.
///
/// `place` is where a page without room is reported when no layer of the book speaks of pages.
pub(super) fn resolve(
    layers: &[Layer],
    paper: Option<&Spanned<Paper>>,
    place: Span,
    checker: &mut Checker<'_>,
) -> PageStyle {
    let mut page = BLANK;
    let mut spoken = place;
    for layer in layers {
        let NodeValue::Map(pairs) = &layer.node.value else { continue };
        let Some(node) = get(pairs, "page") else { continue };
        if let Some(pairs) = checker.map(node, "page") {
            lay(&mut page, pairs, checker);
        }
        // The last to speak is the one to mend.
        if !layer.is_built_in {
            spoken = Span { end: node.span.start, ..node.span };
        }
    }
    // The manifest's paper comes after every style, and is then the likely reason of what does not fit.
    if let Some(paper) = paper {
        (page.width, page.height) = (paper.value.width, paper.value.height);
        spoken = paper.span;
    }
    sheet::fold(&mut page);
    check_room(&page, spoken, checker);
    sheet::check(&page, spoken, checker);
    page
}

/// Replaces what one layer says.
fn lay(page: &mut PageStyle, pairs: &Pairs, checker: &mut Checker<'_>) {
    checker.keys(pairs, "page", &KEYS, &[]);
    if let Some(paper) = get(pairs, "paper").and_then(|node| units::paper(checker, node, "page.paper")) {
        (page.width, page.height) = (paper.width, paper.height);
    }
    let lengths = [
        ("inside", &mut page.inside),
        ("outside", &mut page.outside),
        ("top", &mut page.top),
        ("bottom", &mut page.bottom),
        ("head-baseline", &mut page.head_baseline),
        ("foot-baseline", &mut page.foot_baseline),
        ("note-gap", &mut page.note_gap),
        ("column-gap", &mut page.column_gap),
        ("column-rule", &mut page.column_rule),
    ];
    for (key, value) in lengths {
        replace(value, length(pairs, key, checker));
    }
    let mut choose = |key: &str, value: &mut Running| {
        let name = format!("page.{key}");
        replace(value, get(pairs, key).and_then(|node| running(node, &name, checker)));
    };
    choose("verso-head", &mut page.verso_head);
    choose("recto-head", &mut page.recto_head);
    let folio = get(pairs, "folio").and_then(|node| checker.choice(node, "page.folio", &FOLIOS, &[]));
    replace(&mut page.folio, folio);
    let start = get(pairs, "chapter-start");
    let start = start.and_then(|node| checker.choice(node, "page.chapter-start", &STARTS, &[]));
    replace(&mut page.chapter_start, start);
    let head = get(pairs, "head-on-opening").and_then(|node| checker.boolean(node, "page.head-on-opening"));
    replace(&mut page.head_on_opening, head);
    let counts = [("orphans", &mut page.orphans), ("widows", &mut page.widows), ("last-lines", &mut page.last_lines)];
    for (key, value) in counts {
        let name = format!("page.{key}");
        replace(value, get(pairs, key).and_then(|node| checker.whole_number(node, &name, 1..=9)));
    }
    let columns = get(pairs, "columns").and_then(|node| checker.whole_number(node, "page.columns", 1..=MOST_COLUMNS));
    replace(&mut page.columns, columns);
    lay_numbers(page, pairs, checker);
    let grid = get(pairs, "grid").and_then(|node| checker.boolean(node, "page.grid"));
    replace(&mut page.grid, grid);
    let continued = get(pairs, "note-rule-continued");
    let continued = continued.and_then(|node| checker.number(node, "page.note-rule-continued", 0.0..=1.0));
    replace(&mut page.note_rule_continued, continued);
    let rule = get(pairs, "note-rule").and_then(|node| checker.number(node, "page.note-rule", 0.0..=1.0));
    replace(&mut page.note_rule, rule);
    sheet::lay(page, pairs, checker);
}

/// Folios on openings, numbers of lines, columns of the index.
fn lay_numbers(page: &mut PageStyle, pairs: &Pairs, checker: &mut Checker<'_>) {
    let folio = get(pairs, "folio-on-opening").and_then(|node| checker.boolean(node, "page.folio-on-opening"));
    replace(&mut page.folio_on_opening, folio);
    let lines = get(pairs, "line-numbers");
    let lines = lines.and_then(|node| checker.whole_number(node, "page.line-numbers", 0..=MOST_LINES));
    replace(&mut page.line_numbers, lines);
    let from = get(pairs, "line-numbers-from");
    let from = from.and_then(|node| checker.choice(node, "page.line-numbers-from", &LINE_COUNTS, &[]));
    replace(&mut page.line_count, from);
    let columns = get(pairs, "index-columns");
    let columns = columns.and_then(|node| checker.whole_number(node, "page.index-columns", 1..=MOST_COLUMNS));
    replace(&mut page.index_columns, columns);
}

/// A word, or words of its own: `{ text: … }`.
fn running(node: &Node, name: &str, checker: &mut Checker<'_>) -> Option<Running> {
    if let NodeValue::Map(pairs) = &node.value {
        checker.keys(pairs, name, &["text"], &[]);
        return get(pairs, "text").and_then(|node| checker.text(node, name)).map(|text| Running::Text(text.value));
    }
    let names: Vec<(&str, usize)> = RUNNING.iter().enumerate().map(|(at, (name, _))| (*name, at)).collect();
    checker.choice(node, name, &names, &[]).map(|at| RUNNING[at].1.clone())
}

/// What is not said, or said wrong, leaves the value of the layer below.
fn replace<T>(value: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *value = new;
    }
}

/// A length on the page, not below zero.
fn length(pairs: &Pairs, key: &str, checker: &mut Checker<'_>) -> Option<Length> {
    let node = get(pairs, key)?;
    let name = format!("page.{key}");
    let length = units::length(checker, node, &name)?;
    if length >= Length::ZERO {
        return Some(length);
    }
    checker.out_of_range(node.span, &name, &format!("{:.1}pt", length.to_pt()), "0 or more");
    None
}

/// Least side of the type area, in points: some two words wide, four lines high.
pub(super) const LEAST: f64 = 72.0;

/// Least width of a column, in points: a word.
const LEAST_COLUMN: f64 = 28.0;

/// Columns narrower than this, in points, hold some three words in a line: they are reported.
pub const NARROW_COLUMN: f64 = 80.0;

/// Reports margins that leave nothing to print on.
fn check_room(page: &PageStyle, place: Span, checker: &mut Checker<'_>) {
    let measure = page.width - page.inside - page.outside;
    let height = page.height - page.top - page.bottom;
    for (side, room) in [("wide", measure), ("high", height)] {
        if room.to_pt() < LEAST {
            let message = format!("the margins leave a type area {:.0}pt {side}", room.to_pt().max(0.0));
            let hint = format!("it needs {LEAST}pt: take larger paper or smaller margins");
            checker.push(Diagnostic::error("style.no-room", place, message).hint(hint));
        }
    }
    let columns = i64::from(page.columns);
    let column = (measure - page.column_gap * (columns - 1)) / columns;
    if columns > 1 && measure.to_pt() >= LEAST && column.to_pt() < LEAST_COLUMN {
        let message = format!("{columns} columns leave {:.0}pt for the lines of each", column.to_pt().max(0.0));
        let hint = format!("they need {LEAST_COLUMN}pt: take fewer columns or a smaller `column-gap`");
        checker.push(Diagnostic::error("style.no-room", place, message).hint(hint));
    } else if columns > 1 && measure.to_pt() >= LEAST && column.to_pt() < NARROW_COLUMN {
        let message =
            format!("{columns} columns leave {:.0}pt for the lines of each: some three words", column.to_pt());
        let hint = format!("columns of {NARROW_COLUMN}pt and more can be filled evenly: take fewer, or wider paper");
        checker.push(Diagnostic::warning("style.narrow-columns", place, message).hint(hint));
    }
}
