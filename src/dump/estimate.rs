//! What a print run takes: sheets, paper, how thick a copy is, how much ink.

use std::fmt::Write;

use crate::base::Size;
use crate::book::ink::Ink;
use crate::impose::Plan;
use crate::impose::place::{Placed, Printed, Sheets};
use crate::manifest::PrintOptions;
use crate::manifest::print::PrintScheme;

/// What toner cartridges are measured with (ISO/IEC 19752): sides of A4, in square millimetres, five hundredths of them covered.
const TONER_SIDE: f64 = 210.0 * 297.0 * 0.05;

/// Lines for who buys paper and toner; weights are those of whole sheets, before they are cut. `inks` are those of the pages, as
/// parts of their areas; none where they were not measured.
pub fn estimate(plan: &Plan, sheets: &Sheets, options: &PrintOptions, copies: u32, inks: &[Ink]) -> String {
    let (width, height) = (sheets.size.width.to_mm(), sheets.size.height.to_mm());
    let count = plan.sheets.len();
    let grams = count as f64 * width * height / 1e6 * options.weight;
    let leaves = match options.scheme {
        PrintScheme::Booklet | PrintScheme::CutStack => count * plan.grid.slots(),
        // Four leaves of two layers each, and three panels.
        PrintScheme::Mini => count * 8,
        PrintScheme::Panels => count * 3,
        _ => count,
    };
    let thick = leaves as f64 * options.thickness.to_mm();
    let mut out = format!(
        "paper {width:.0} × {height:.0} mm, {} g/m²: {} a copy, {thick:.1} mm thick\n",
        options.weight,
        weight(grams)
    );
    if copies > 1 {
        let total = count as u64 * u64::from(copies);
        let _ = writeln!(out, "{copies} copies: {total} sheets, {}", weight(grams * f64::from(copies)));
    }
    if sheets.sides.iter().any(|side| side.is_back) {
        let _ = writeln!(out, "turned about the {} edge", sheets.turn.name());
    }
    if !inks.is_empty() {
        out += &ink(sheets, copies, inks);
    }
    out
}

/// A line about the ink of all sides.
fn ink(sheets: &Sheets, copies: u32, inks: &[Ink]) -> String {
    let square = |size: Size| size.width.to_mm() * size.height.to_mm();
    let of_side = |side: &Printed| {
        let page = |page: &Placed| inks.get(page.page).map_or(Ink::default(), |ink| ink.times(square(page.area.size)));
        side.pages.iter().map(page).fold(Ink::default(), Ink::and)
    };
    let sides: Vec<Ink> = sheets.sides.iter().map(of_side).collect();
    let all = sides.iter().copied().fold(Ink::default(), Ink::and);
    let (side, paper) = (square(sheets.size), square(sheets.size) * sides.len().max(1) as f64);
    let most = sides.iter().map(|ink| ink.black + ink.colours).fold(0.0, f64::max);
    let colours =
        if all.colours > 0.0 { format!(", colours {:.1} %", all.colours / paper * 100.0) } else { String::new() };
    let mut out = format!(
        "ink: black on {:.1} % of the paper{colours}, at most {:.1} % of a side",
        all.black / paper * 100.0,
        most / side * 100.0
    );
    let toner = (all.black * f64::from(copies) / TONER_SIDE).ceil();
    let noun = if toner <= 1.0 { "side" } else { "sides" };
    let _ = writeln!(out, "; black toner as for {toner} {noun} of A4 covered by 5 %");
    out
}

fn weight(grams: f64) -> String {
    if grams < 1000.0 { format!("{grams:.0} g") } else { format!("{:.1} kg", grams / 1000.0) }
}
