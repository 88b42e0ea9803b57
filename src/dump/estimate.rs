//! What a print run takes: sheets, paper, how thick a copy is.

use std::fmt::Write;

use crate::impose::Plan;
use crate::impose::place::Sheets;
use crate::manifest::PrintOptions;
use crate::manifest::print::PrintScheme;

/// Lines for who buys the paper; weights are those of whole sheets, before they are cut.
pub fn estimate(plan: &Plan, sheets: &Sheets, options: &PrintOptions, copies: u32) -> String {
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
    out
}

fn weight(grams: f64) -> String {
    if grams < 1000.0 { format!("{grams:.0} g") } else { format!("{:.1} kg", grams / 1000.0) }
}
