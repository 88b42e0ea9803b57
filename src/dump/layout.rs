//! Layout: pages with their frames and items, each on a line of its own.

use std::fmt::Write;

use crate::base::{Color, Length, Point, Rect};
use crate::lines::Line;
use crate::pages::{Frame, FrameRole, Item, ItemKind, ItemRole, Leaf, Page, Pages};

pub(super) fn pages(pages: &Pages) -> String {
    let mut out = String::new();
    for (number, page) in (1..).zip(&pages.list) {
        write_page(&mut out, number, page);
    }
    for bookmark in &pages.bookmarks {
        let at = pages.destinations.get(bookmark.anchor.0 as usize).copied().flatten();
        let place = at.map_or_else(|| "nowhere".to_owned(), |at| format!("page {} {}", at.page + 1, point(at.at)));
        push(&mut out, format_args!("bookmark {} {place} {}", bookmark.level, shown(&bookmark.title)));
    }
    out
}

fn write_page(out: &mut String, number: u32, page: &Page) {
    let leaf = match page.leaf {
        Leaf::Recto => "recto",
        Leaf::Verso => "verso",
    };
    let (width, height) = (pt(page.size.width), pt(page.size.height));
    push(out, format_args!("page {number} {leaf} {width} x {height} label {}", shown(&page.label)));
    for frame in &page.frames {
        write_frame(out, frame);
    }
}

fn write_frame(out: &mut String, frame: &Frame) {
    let role = match frame.role {
        FrameRole::Body => "body",
        FrameRole::Notes => "notes",
        FrameRole::RunningHead => "running-head",
        FrameRole::Folio => "folio",
        FrameRole::LineNumbers => "line-numbers",
        FrameRole::Continuation => "continuation",
        FrameRole::Marks => "marks",
    };
    push(out, format_args!("  {role} {}", rect(&frame.area)));
    for item in &frame.items {
        write_item(out, item);
    }
}

fn write_item(out: &mut String, item: &Item) {
    let start = format!("    {} {} {}", item.block, role(&item.role), item.language);
    match &item.kind {
        ItemKind::Line(at, line) => {
            let (left, width) = extent(line);
            let place = point(Point { x: at.x + left, y: at.y });
            push(out, format_args!("{start} {place} {} {}", pt(width), shown(&line.text())));
        }
        ItemKind::Rule(area, color) => push(out, format_args!("{start} rule {} {}", rect(area), hex(*color))),
        ItemKind::Dots(area, step, color) => {
            push(out, format_args!("{start} dots {} step {} {}", rect(area), pt(*step), hex(*color)));
        }
        ItemKind::Image(area, image) => push(out, format_args!("{start} image {} {}", image.0, rect(area))),
        ItemKind::Modules(area, modules) => {
            push(out, format_args!("{start} modules {0} x {0} {1}", modules.count, rect(area)));
        }
        ItemKind::Anchor(at, anchor) => push(out, format_args!("{start} anchor {} {}", anchor.0, point(*at))),
    }
}

/// Adds a line.
pub(super) fn push(out: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(out, "{line}").expect("a string takes whatever is written");
}

fn role(role: &ItemRole) -> String {
    match role {
        ItemRole::Paragraph => "paragraph".to_owned(),
        ItemRole::Heading(level) => format!("heading-{level}"),
        ItemRole::Quote => "quote".to_owned(),
        ItemRole::ListLabel => "list-label".to_owned(),
        ItemRole::ListBody => "list-body".to_owned(),
        ItemRole::Cell { row, column } => format!("cell-{row}-{column}"),
        ItemRole::Caption => "caption".to_owned(),
        ItemRole::Code => "code".to_owned(),
        ItemRole::Verse => "verse".to_owned(),
        ItemRole::VerseLabel => "verse-label".to_owned(),
        ItemRole::Speaker => "speaker".to_owned(),
        ItemRole::TocEntry(anchor) => format!("toc-entry-{}", anchor.0),
        ItemRole::Note(note) => format!("note-{}", note.0),
        ItemRole::Figure(alt) => format!("figure [{}]", shown(alt)),
        ItemRole::Artifact => "artifact".to_owned(),
    }
}

/// Left end, from the left edge of the measure, and width of what stands on a line.
fn extent(line: &Line) -> (Length, Length) {
    let left = line.fragments.iter().map(|fragment| fragment.x).min().unwrap_or_default();
    let right = line.fragments.iter().map(|fragment| fragment.x + fragment.width).max().unwrap_or_default();
    (left, right - left)
}

/// Points to 0.01, rounded from whole units, so that no zero has a sign.
fn pt(length: Length) -> String {
    let hundredths = (length.raw() * 100 + 32_768).div_euclid(65_536);
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

fn point(point: Point) -> String {
    format!("{} {}", pt(point.x), pt(point.y))
}

fn rect(rect: &Rect) -> String {
    format!("{} {} x {}", point(rect.origin), pt(rect.size.width), pt(rect.size.height))
}

fn hex(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue)
}

/// The text with controls by name, so that they neither hide nor turn the line round in an editor.
pub(super) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{00AD}' | '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}' => name(&mut out, character),
            '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' => name(&mut out, character),
            _ if character.is_control() => name(&mut out, character),
            _ => out.push(character),
        }
    }
    out
}

fn name(out: &mut String, character: char) {
    write!(out, "<U+{:04X}>", u32::from(character)).expect("a string takes whatever is written");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_round_to_hundredths_and_zero_has_no_sign() {
        assert_eq!(pt(Length::pt(12.345_678)), "12.35");
        assert_eq!(pt(Length::pt(-0.5)), "-0.50");
        assert_eq!(pt(Length::from_raw(-1)), "0.00");
        assert_eq!(pt(Length::pt(7.0)), "7.00");
    }

    #[test]
    fn invisible_characters_are_named_but_half_spaces_stay() {
        assert_eq!(shown("می\u{200C}روم \u{2067}A\u{2069}"), "می\u{200C}روم <U+2067>A<U+2069>");
    }
}
