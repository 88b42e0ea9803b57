//! The plan of sheets as a table: which page stands where, for those who check a pile before it is cut.

use std::fmt::Write;

use crate::impose::{Plan, Side};

/// A table of sheets and sides; page numbers count from 1 in reading order, upside-down pages stand in brackets, `–` is blank.
pub fn plan(plan: &Plan) -> String {
    let (sheets, sides) =
        (plan.sheets.len(), plan.sheets.iter().map(|s| 1 + usize::from(s.back.is_some())).sum::<usize>());
    let mut out = format!(
        "{sheets} {}, {sides} {}, {} blank {}\n",
        if sheets == 1 { "sheet" } else { "sheets" },
        if sides == 1 { "side" } else { "sides" },
        plan.blanks,
        if plan.blanks == 1 { "page" } else { "pages" },
    );
    let faces = plan.sheets.iter().enumerate().flat_map(|(nth, sheet)| {
        let front = (nth, sheet.signature, "front", &sheet.front);
        std::iter::once(front).chain(sheet.back.as_ref().map(|back| (nth, sheet.signature, "back", back)))
    });
    let has_signatures = plan.sheets.iter().any(|sheet| sheet.signature > 0) && plan.is_folded();
    for (nth, signature, name, side) in faces {
        let sheet = if has_signatures { format!("{}.{}", signature + 1, nth + 1) } else { (nth + 1).to_string() };
        for (row, cells) in rows(plan, side).into_iter().enumerate() {
            let (sheet, name) = if row == 0 { (sheet.as_str(), name) } else { ("", "") };
            let _ = writeln!(out, "{sheet:>6}  {name:<5} {cells}");
        }
    }
    out
}

/// The rows of a side, from the top, each from the left.
fn rows(plan: &Plan, side: &Side) -> Vec<String> {
    let cells = side.slots.chunks(plan.grid.columns.max(1));
    let cell = |slot: &crate::impose::Slot| match (slot.page, slot.is_turned) {
        (Some(page), false) => (page + 1).to_string(),
        (Some(page), true) => format!("({})", page + 1),
        (None, _) => "–".to_owned(),
    };
    cells.map(|row| row.iter().map(|slot| format!("{:>6}", cell(slot))).collect()).collect()
}
