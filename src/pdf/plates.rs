//! Marks on sheets: lines and circles that are on every plate, patches of single inks.

use lopdf::{Object, dictionary};

use crate::base::{Length, Point, Rect};
use crate::impose::marks::{Ink, Mark};

use super::operators::Operators;
use super::stream::name;

/// Width of the lines of marks, in points.
const HAIR_LINE: f64 = 0.25;
/// The fourth plate.
const BLACK: usize = 3;
/// Strokes and gaps of a broken line, in points.
const DASH: &[u8] = b"[3 2]0 d\n";
/// The bow of a quarter circle: how far the control points lie from its ends, in thousandths of the radius.
const BOW: i64 = 552;

/// The colour that is on every plate (PDF 1.7 §8.6.6.4).
///
/// A press of black ink knows no other.
pub(super) fn all_plates(is_grey: bool) -> Object {
    let (space, none, all) =
        if is_grey { ("DeviceGray", vec![1], vec![0]) } else { ("DeviceCMYK", vec![0; 4], vec![1; 4]) };
    let inks = |parts: Vec<i64>| parts.into_iter().map(Object::Integer).collect::<Vec<_>>();
    let tint = dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "C0" => inks(none),
        "C1" => inks(all),
        "N" => 1,
    };
    Object::Array(vec![name("Separation"), name("All"), name(space), Object::Dictionary(tint)])
}

/// Draws the marks of a side.
pub(super) fn marks(marks: &[Mark], height: Length, is_grey: bool, out: &mut Operators) {
    if marks.is_empty() {
        return;
    }
    out.raw(b"q\n/All CS 1 SCN\n");
    out.lengths(&[Length::pt(HAIR_LINE)]);
    out.raw(b"w\n");
    for mark in marks {
        match mark {
            Mark::Line { from, to, is_dashed } => {
                out.raw(if *is_dashed { DASH } else { b"[]0 d\n" });
                line(*from, *to, height, out);
            }
            Mark::Target(centre, radius) => {
                out.raw(b"[]0 d\n");
                target(*centre, *radius, height, out);
            }
            Mark::Patch(area, ink) => patch(*area, *ink, (height, is_grey), out),
        }
    }
    out.raw(b"Q\n");
}

fn line(from: Point, to: Point, height: Length, out: &mut Operators) {
    out.lengths(&[from.x, height - from.y]);
    out.raw(b"m\n");
    out.lengths(&[to.x, height - to.y]);
    out.raw(b"l S\n");
}

/// A circle of four bows, and a cross that reaches over it.
fn target(centre: Point, radius: Length, height: Length, out: &mut Operators) {
    let bow = radius * BOW / 1000;
    let (x, y) = (centre.x, height - centre.y);
    out.lengths(&[x + radius, y]);
    out.raw(b"m\n");
    for curve in [
        [x + radius, y + bow, x + bow, y + radius, x, y + radius],
        [x - bow, y + radius, x - radius, y + bow, x - radius, y],
        [x - radius, y - bow, x - bow, y - radius, x, y - radius],
        [x + bow, y - radius, x + radius, y - bow, x + radius, y],
    ] {
        out.lengths(&curve);
        out.raw(b"c\n");
    }
    out.raw(b"s\n");
    let reach = radius * 5 / 3;
    line(Point { x: x - reach, ..centre }, Point { x: x + reach, ..centre }, height, out);
    line(Point { y: centre.y - reach, ..centre }, Point { y: centre.y + reach, ..centre }, height, out);
}

fn patch(area: Rect, Ink::Process(ink, part): Ink, (height, is_grey): (Length, bool), out: &mut Operators) {
    let part = i64::from(part) * 10;
    match (is_grey, ink) {
        (true, BLACK) => {
            out.decimal(1000 - part);
            out.raw(b" g\n");
        }
        (true, _) => return,
        (false, _) => {
            for plate in 0..4 {
                out.decimal(if plate == ink { part } else { 0 });
                out.raw(b" ");
            }
            out.raw(b"k\n");
        }
    }
    out.fill_rect(area.origin.x, height - area.bottom(), area.size.width, area.size.height);
}
