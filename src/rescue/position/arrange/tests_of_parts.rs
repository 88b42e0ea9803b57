//! Whole files of synthetic pages: tables, lists, definitions, notes at ends.

use super::arrange;
use super::made::{faced, line, page, sized, text};
use super::tests::{FULL, body, column, tell, told};
use crate::rescue::found::{Block, BlockKind, Found, Inline};
use crate::rescue::position::{Area, PositionedGlyph, PositionedPage};

fn level(left: f32, right: f32, top: f32) -> Area {
    Area { left, top, right, bottom: top + 0.5 }
}

/// Pages with a line above a table between rules: cells by their left edge and baseline.
fn with_table(cells: &[(&str, f32, f32)], rules: &[f32]) -> Found {
    let mut glyphs = body(&[FULL, FULL, FULL, "Here it ends."]);
    glyphs.extend(cells.iter().flat_map(|(words, left, top)| line(words, *left, *top)));
    glyphs.extend(column(&[FULL, FULL, "and so on."], 50.0, 300.0));
    let rules = rules.iter().map(|top| level(80.0, 200.0, *top)).collect();
    arrange(&text(vec![PositionedPage { rules, ..page(glyphs) }]))
}

fn table(found: &Found) -> (Vec<String>, String) {
    let cell = |cell: &Vec<Inline>| tell(&Block::new(BlockKind::Paragraph(cell.clone()), Default::default()));
    let made = found.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Table(table) => Some((table.head.iter().map(cell).collect(), tell(block))),
        _ => None,
    });
    made.unwrap_or_else(|| panic!("no table: {:#?}", told(found)))
}

#[test]
fn rules_make_a_table_of_narrow_columns() {
    let cells = [
        ("loaf", 80.0, 140.0),
        ("salt", 110.0, 140.0),
        ("rye", 80.0, 165.0),
        ("ten", 110.0, 165.0),
        ("oat", 80.0, 185.0),
        ("six", 110.0, 185.0),
    ];
    let (head, rows) = table(&with_table(&cells, &[128.0, 146.0, 192.0]));
    assert_eq!((head.join(" | ").as_str(), rows.as_str()), ("loaf | salt", "rye | ten / oat | six"));
}

#[test]
fn a_cell_of_one_line_stands_in_the_middle_of_its_row() {
    let cells = [
        ("sort", 80.0, 140.0),
        ("how it is made", 125.0, 140.0),
        ("it is kneaded", 125.0, 165.0),
        ("rye", 80.0, 172.5),
        ("twice a day.", 125.0, 180.0),
        ("it is left to", 125.0, 205.0),
        ("oats", 80.0, 212.5),
        ("rise.", 125.0, 220.0),
    ];
    let (_, rows) = table(&with_table(&cells, &[128.0, 146.0, 228.0]));
    assert_eq!(rows, "rye | it is kneaded twice a day. / oats | it is left to rise.");
}

#[test]
fn rules_between_articles_make_no_table() {
    let mut glyphs = body(&[FULL, FULL, "Here it ends."]);
    glyphs.extend(column(&[FULL, FULL, "and so on."], 50.0, 140.0));
    let rules = [45.0, 115.0, 190.0].map(|top| level(50.0, 250.0, top)).to_vec();
    let told = told(&arrange(&text(vec![PositionedPage { rules, ..page(glyphs) }])));
    assert_eq!(told, [format!("{FULL} {FULL} Here it ends."), format!("{FULL} {FULL} and so on.")]);
}

/// A page of text with a raised mark, and lines below it.
fn marked(mark: &str, rest: Vec<PositionedGlyph>) -> PositionedPage {
    let mut glyphs = body(&[FULL, FULL, "until it is ready."]);
    glyphs.extend(sized(line(mark, 140.5, 86.0), 6.0));
    glyphs.extend(rest);
    page(glyphs)
}

fn notes(found: &Found) -> Vec<String> {
    found.notes.iter().map(|note| note.blocks.iter().map(tell).collect::<Vec<_>>().join(" / ")).collect()
}

#[test]
fn notes_at_the_end_are_joined_by_the_order_of_their_marks() {
    let mut last = sized(faced(line("Afterwards", 50.0, 60.0), 1), 16.0);
    last.extend(sized(faced(line("Flour", 50.0, 85.0), 1), 12.0));
    last.extend(column(&["1. Salt comes last, and slowly, when", "all is wet."], 50.0, 105.0));
    last.extend(sized(faced(line("Water", 50.0, 145.0), 1), 12.0));
    last.extend(column(&["1. And not before."], 50.0, 165.0));
    let found = arrange(&text(vec![marked("1", Vec::new()), marked("1", Vec::new()), page(last)]));
    assert_eq!(notes(&found), ["Salt comes last, and slowly, when all is wet.", "And not before."]);
    assert_eq!(told(&found).iter().filter(|block| block.contains("ready.[")).count(), 2, "{:#?}", told(&found));
    assert!(!told(&found).iter().any(|block| block.contains("Afterwards")));
    let headings = found.left_out.iter().filter(|one| one.rule == "rescue.notes-heading").count();
    assert_eq!(headings, 3);
}

#[test]
fn a_list_below_a_heading_is_no_answer_to_a_mark() {
    let mut last = sized(faced(line("Needed", 50.0, 60.0), 1), 16.0);
    last.extend(column(&["1. water", "2. flour", "3. salt"], 50.0, 85.0));
    let found = arrange(&text(vec![marked("5", Vec::new()), page(last)]));
    assert!(found.notes.is_empty());
    assert!(told(&found).iter().any(|block| block == "Some(1): water | flour | salt"), "{:#?}", told(&found));
}

#[test]
fn notes_as_large_as_the_text_stand_under_a_rule() {
    let note = column(&["1. Salt comes last, and slowly, when all", "is wet."], 50.0, 340.0);
    let page = PositionedPage { rules: vec![level(50.0, 110.0, 322.0)], ..marked("1", note) };
    assert_eq!(notes(&arrange(&text(vec![page]))), ["Salt comes last, and slowly, when all is wet."]);
}

#[test]
fn notes_that_say_the_same_on_some_pages_are_no_feet() {
    let pages = (0..16u8).map(|at| {
        let mut note =
            sized(line("1. Salt comes last, and slowly, when the dough has had water enough", 50.0, 360.0), 7.0);
        note.extend(sized(line("and not before.", 50.0, 369.0), 7.0));
        let has_note = at % 6 == 0;
        let mut page = marked("1", if has_note { note } else { Vec::new() });
        page.rules.extend(has_note.then(|| level(50.0, 110.0, 345.0)));
        // Other letters on each page, so that only the note repeats.
        let turn = |text: &str| char::from(b'a' + (text.as_bytes()[0] + 3 * at) % 26).to_string();
        page.glyphs.iter_mut().filter(|glyph| glyph.baseline < 80.0).for_each(|glyph| glyph.text = turn(&glyph.text));
        page
    });
    let notes = notes(&arrange(&text(pages.collect())));
    assert_eq!(notes.len(), 3);
    assert!(notes.iter().all(|note| note.ends_with("enough and not before.")), "{notes:#?}");
}

#[test]
fn bullets_below_a_full_line_are_items() {
    let mut glyphs = body(&[FULL]);
    glyphs.extend(column(&["• when it is wet", "• when it is dry, and has been for so", "  long"], 58.0, 75.0));
    let told = told(&arrange(&text(vec![page(glyphs)])));
    assert_eq!(told, [FULL, "None: when it is wet | when it is dry, and has been for so long"]);
}

/// Paragraphs with indents, so that they are a habit.
fn indented() -> Vec<&'static str> {
    let short = ">the dough rests under a cloth in";
    vec![FULL, "until it is ready.", short, FULL, "and so on.", short, FULL, "to the end.", short, FULL, "and more."]
}

#[test]
fn an_indented_line_above_the_first_of_the_next_paragraph_is_one() {
    let mut lines = indented();
    // It leaves no room for the first word below it.
    lines.extend([">the dough rests under a cloth so.", ">overnight it has risen to double its", FULL]);
    let told = told(&arrange(&text(vec![page(body(&lines))])));
    assert!(told.iter().any(|block| block == "the dough rests under a cloth so."), "{told:#?}");
}

#[test]
fn where_paragraphs_are_indented_a_line_at_the_edge_goes_on() {
    let mut lines = indented();
    lines.extend([">The bakers", "in spring"]);
    let found = arrange(&text(vec![page(body(&lines))]));
    let Some(BlockKind::Paragraph(last)) = found.blocks.last().map(|block| &block.kind) else { panic!("a paragraph") };
    assert!(matches!(last.as_slice(), [Inline::Text(_), Inline::LineBreak, Inline::Text(_)]), "{last:?}");
}

#[test]
fn lines_at_the_other_edge_are_paragraphs() {
    let mut glyphs = line("Tehran", 220.0, 60.0);
    glyphs.extend(line("in spring", 205.0, 75.0));
    glyphs.extend(column(&[FULL, FULL, FULL, "to the end."], 50.0, 110.0));
    let told = told(&arrange(&text(vec![page(glyphs)])));
    assert_eq!(told[..2], ["Tehran", "in spring"]);
}

#[test]
fn bold_lines_above_inset_ones_are_terms() {
    let mut glyphs = body(&[FULL, FULL, FULL, "Here it ends."]);
    for (at, (term, meaning)) in [("Crumb", "what is inside"), ("Crust", "what is outside")].iter().enumerate() {
        glyphs.extend(faced(line(term, 50.0, 130.0 + 35.0 * at as f32), 1));
        glyphs.extend(line(meaning, 68.0, 145.0 + 35.0 * at as f32));
    }
    let found = arrange(&text(vec![page(glyphs)]));
    let Some(BlockKind::Definitions(entries)) = found.blocks.last().map(|block| &block.kind) else {
        panic!("definitions: {:#?}", told(&found))
    };
    let meanings: Vec<String> = entries.iter().flat_map(|(_, blocks)| blocks).map(tell).collect();
    assert_eq!(meanings, ["what is inside", "what is outside"]);
}

#[test]
fn a_range_of_numbers_goes_on_after_its_dash() {
    let lines = ["the dough rests under a cloth, pages 12–", "15, for hours and hours until it is so", "risen."];
    let told = told(&arrange(&text(vec![page(body(&lines))])));
    assert!(told[0].contains("pages 12–15, for"), "{told:?}");
}
