//! The plan of sheets as a picture (SVG): every side as it is printed, its pages with their numbers, folds broken, cuts whole.

use std::fmt::Write;

use crate::base::{Length, Rect};
use crate::impose::place::{Placed, Printed, Sheets};

/// Sides in a row of the picture.
const COLUMNS: usize = 4;
/// Room around a side and for its name, in points of the picture, and the width that a side is drawn with.
const GAP: f64 = 16.0;
const NAME: f64 = 14.0;
const WIDTH: f64 = 180.0;

/// The picture of plans, each in rows of its own: the sheets, and those of a cover that goes by itself. Page numbers count from 1
/// and stand as the pages do.
pub fn plan_picture(sheets: &Sheets, cover: Option<&Sheets>) -> String {
    let parts = [Some((sheets, "")), cover.map(|cover| (cover, "cover "))];
    let (mut drawn, mut top, mut columns) = (String::new(), GAP, 1);
    for (sheets, name) in parts.into_iter().flatten() {
        let scale = WIDTH / sheets.size.width.to_pt().max(1.0);
        let height = sheets.size.height.to_pt() * scale;
        columns = sheets.sides.len().clamp(columns, COLUMNS);
        for row in sheets.sides.chunks(COLUMNS) {
            for (nth, side) in row.iter().enumerate() {
                let left = GAP + nth as f64 * (WIDTH + GAP);
                let _ = writeln!(drawn, "<g transform=\"translate({left:.1} {top:.1})\">");
                draw((side, name), sheets, (scale, height), &mut drawn);
                drawn.push_str("</g>\n");
            }
            top += height + NAME + GAP;
        }
    }
    let width = columns as f64 * (WIDTH + GAP) + GAP;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {top:.1}\" font-family=\"sans-serif\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{drawn}</svg>\n"
    )
}

fn draw((side, part): (&Printed, &str), sheets: &Sheets, (scale, height): (f64, f64), out: &mut String) {
    let name = if side.is_back { "back" } else { "front" };
    let _ = writeln!(out, "<text y=\"9\" font-size=\"9\">{part}{} {name}</text>", side.sheet + 1);
    let _ = writeln!(
        out,
        "<g transform=\"translate(0 {NAME})\" fill=\"none\" stroke=\"#000\" stroke-width=\"0.5\">\n\
         <rect width=\"{WIDTH}\" height=\"{height:.1}\" fill=\"#eee\"/>"
    );
    side.pages.iter().for_each(|page| draw_page(page, scale, out));
    let line = |x1: f64, y1: f64, x2: f64, y2: f64, out: &mut String| {
        let _ = writeln!(
            out,
            "<path d=\"M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}\" stroke-dasharray=\"4 3\" stroke=\"#c00\" stroke-width=\"1\"/>"
        );
    };
    // A side that stands on its head has its folds there too.
    let at = |fold: Length, whole: Length| if side.is_turned { (whole - fold).to_pt() } else { fold.to_pt() } * scale;
    for fold in &sheets.lines.folds {
        let x = at(*fold, sheets.size.width);
        line(x, 0.0, x, height, out);
    }
    for fold in &sheets.lines.level_folds {
        let y = at(*fold, sheets.size.height);
        line(0.0, y, WIDTH, y, out);
    }
    out.push_str("</g>\n");
}

/// A page: its area and, as it stands, its number and a line for its head.
fn draw_page(page: &Placed, scale: f64, out: &mut String) {
    let Rect { origin, size } = page.area;
    let [x, y, width, height] = [origin.x, origin.y, size.width, size.height].map(|length| length.to_pt() * scale);
    let (middle, centre) = (x + width / 2.0, y + height / 2.0);
    let turn =
        if page.is_turned { format!(" transform=\"rotate(180 {middle:.1} {centre:.1})\"") } else { String::new() };
    let _ = writeln!(
        out,
        "<g{turn}><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"#fff\"/>\
         <path d=\"M{:.1} {head:.1}H{:.1}\"/><text x=\"{middle:.1}\" y=\"{:.1}\" font-size=\"20\" text-anchor=\"middle\" \
         fill=\"#000\" stroke=\"none\">{}</text></g>",
        x + width * 0.2,
        x + width * 0.8,
        centre + 7.0,
        page.page + 1,
        head = y + height * 0.12,
    );
}
