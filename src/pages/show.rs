//! Showing how lines were filled: coloured rules under their spaces and lengthened joints, and a bar beside each line.
//!
//! Pages in, the same pages with artifacts more; nothing that was there moves.

use super::{Item, ItemKind, ItemRole, Pages};
use crate::base::{Color, Direction, Length, Point, Rect};
use crate::lines::{Fragment, Line};

/// Ground of a lengthened joint.
const JOINT: Color = Color { red: 0xFF, green: 0x9A, blue: 0x3C };
/// From the bar of a line to the line, and its thickness, in points.
const BAR_GAP: f64 = 3.0;
const BAR: f64 = 2.0;

/// Colours for a space by its ratio to the natural one: up to each bound.
const SCALE: [(f64, Color); 5] = [
    (0.95, Color { red: 0xA9, green: 0xC8, blue: 0xF5 }),
    (1.20, Color { red: 0xD6, green: 0xEF, blue: 0xD0 }),
    (1.35, Color { red: 0xF4, green: 0xEE, blue: 0xB0 }),
    (1.50, Color { red: 0xF8, green: 0xCF, blue: 0x9A }),
    (f64::INFINITY, Color { red: 0xF3, green: 0x9C, blue: 0x9C }),
];

/// Adds what shows how the lines of the text were filled.
pub fn show_lines(pages: &mut Pages) {
    for frame in pages.list.iter_mut().flat_map(|page| &mut page.frames) {
        let mut items = Vec::with_capacity(frame.items.len() * 8);
        for item in frame.items.drain(..) {
            if let (ItemKind::Line(at, line), true) = (&item.kind, item.role != ItemRole::Artifact) {
                let rule = |(area, color)| Item {
                    role: ItemRole::Artifact,
                    block: 0,
                    language: item.language.clone(),
                    kind: ItemKind::Rule(area, color),
                };
                items.extend(rules(*at, line).into_iter().map(rule));
            }
            items.push(item);
        }
        frame.items = items;
    }
}

/// The rules of a line: of its spaces in logical order, of its joints, and the bar where it begins.
fn rules(at: Point, line: &Line) -> Vec<(Rect, Color)> {
    let (ratio, true) = (line.space_ratio().unwrap_or(1.0), line.is_justified) else { return Vec::new() };
    let color = SCALE.iter().find(|(bound, _)| ratio <= *bound).map_or(JOINT, |(_, color)| *color);
    let mut rules: Vec<(Rect, Color)> = Vec::new();
    for fragment in line.fragments.iter().filter(|fragment| fragment.is_space()) {
        rules.push((band(at, fragment, fragment.x, fragment.x + fragment.width), color));
    }
    for fragment in &line.fragments {
        if let Some((left, right)) = fragment.kashida_extent() {
            rules.push((band(at, fragment, left, right), JOINT));
        }
    }
    let (gap, width) = (Length::pt(BAR_GAP), Length::pt(BAR));
    let x = match line.direction {
        Direction::Ltr => at.x - gap - width,
        Direction::Rtl => at.x + line.measure + gap,
    };
    rules.push((Rect::new(x, at.y - line.ascent, width, line.ascent + line.descent), color));
    rules
}

/// A rectangle about as high as small letters, on a line whose measure begins at `at`.
fn band(at: Point, fragment: &Fragment, left: Length, right: Length) -> Rect {
    let (above, below) = (fragment.size.scale(0.5), fragment.size.scale(0.15));
    Rect::new(at.x + left, at.y - above, right - left, above + below)
}
