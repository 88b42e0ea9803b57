//! Whole files of synthetic pages.

use super::arrange;
use super::made::{faced, glyph, line, line_rtl, page, sized, text};
use crate::lint::Proof;
use crate::rescue::found::{Block, BlockKind, Found, Inline};
use crate::rescue::position::{Area, PositionedGlyph, PositionedPage};

/// Fills a line of 40 letters at five points each, from 50 to 250.
pub(super) const FULL: &str = "the dough rests under a cloth for hours";

pub(super) fn words(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(edited) => edited.now().to_owned(),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Superscript(inner) => words(inner),
            Inline::Note(label) => format!("[{label}]"),
            _ => String::new(),
        })
        .collect()
}

pub(super) fn tell(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading(level, inlines) => format!("{} {}", "#".repeat(usize::from(*level)), words(inlines)),
        BlockKind::Paragraph(inlines) => words(inlines),
        BlockKind::List(first, items) => {
            let items: Vec<String> = items.iter().map(|item| item.iter().map(tell).collect()).collect();
            format!("{:?}: {}", first.map(|first| first.first), items.join(" | "))
        }
        BlockKind::Table(table) => {
            let rows: Vec<String> = table
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| words(cell)).collect::<Vec<_>>().join(" | "))
                .collect();
            rows.join(" / ")
        }
        BlockKind::Verse(stanzas) => {
            let half = |line: &(Vec<Inline>, Option<Vec<Inline>>)| {
                format!("{} // {}", words(&line.0), line.1.as_ref().map(|other| words(other)).unwrap_or_default())
            };
            stanzas.iter().flatten().map(half).collect::<Vec<_>>().join(" / ")
        }
        BlockKind::Container(name, _, blocks) => {
            format!("{name}: {}", blocks.iter().map(tell).collect::<Vec<_>>().join(" | "))
        }
        BlockKind::Separator => "* * *".to_owned(),
        kind => format!("{kind:?}"),
    }
}

/// Blocks as short texts.
pub(super) fn told(found: &Found) -> Vec<String> {
    found.blocks.iter().map(tell).collect()
}

/// Lines from the left edge, one under the other; a line that begins with `>` is indented.
pub(super) fn column(lines: &[&str], left: f32, top: f32) -> Vec<PositionedGlyph> {
    let place = |(at, text): (usize, &&str)| {
        let indented = text.strip_prefix('>');
        let left = if indented.is_some() { left + 15.0 } else { left };
        line(indented.unwrap_or(text), left, top + 15.0 * at as f32)
    };
    lines.iter().enumerate().flat_map(place).collect()
}

pub(super) fn body(lines: &[&str]) -> Vec<PositionedGlyph> {
    column(lines, 50.0, 60.0)
}

#[test]
fn indents_and_short_lines_part_paragraphs_also_over_pages() {
    let short = ">the dough rests under a cloth in";
    let one = body(&[FULL, FULL, "until it is ready.", short, FULL, "and it rises", short, FULL, FULL]);
    let two = body(&[FULL, "to the end.", short, FULL, "and again.", short, FULL, "and once more."]);
    let found = arrange(&text(vec![page(one), page(two)]));
    let told = told(&found);
    assert_eq!(told.len(), 5, "{told:#?}");
    assert_eq!(told[2], format!("{} {FULL} {FULL} {FULL} to the end.", &short[1..]));
}

#[test]
fn heads_and_folios_that_repeat_are_left_out() {
    let pages: Vec<PositionedPage> = (0..6)
        .map(|at| {
            let mut glyphs = sized(line("Bread and salt", 50.0, 30.0), 8.0);
            // Other letters on each page, so that only the head repeats.
            let turn =
                |letter: char| if letter == ' ' { ' ' } else { char::from(b'a' + (letter as u8 + 3 * at as u8) % 26) };
            let text: String = FULL.chars().map(turn).collect();
            glyphs.extend(body(&[&text, &text, &text, &text]));
            glyphs.extend(line(&(at + 7).to_string(), 150.0, 380.0));
            page(glyphs)
        })
        .collect();
    let found = arrange(&text(pages));
    let left: Vec<(&str, usize)> = found.left_out.iter().map(|one| (one.rule, one.times)).collect();
    assert_eq!(left, [("rescue.folio", 6), ("rescue.running-head", 6)]);
    assert!(told(&found).iter().all(|block| !block.contains("Bread") && !block.contains('8')));
}

fn with_note(key: &str, words: &[&str]) -> PositionedPage {
    let mut glyphs = body(&[FULL, FULL, "until it is ready."]);
    glyphs.extend(sized(line(key, 140.5, 86.0), 6.0));
    for (at, words) in words.iter().enumerate() {
        glyphs.extend(sized(line(words, 50.0, 360.0 + 10.0 * at as f32), 7.0));
    }
    PositionedPage { rules: vec![Area { left: 50.0, top: 345.0, right: 110.0, bottom: 345.5 }], ..page(glyphs) }
}

#[test]
fn notes_are_joined_to_their_marks_and_numbered_through() {
    let found = arrange(&text(vec![with_note("1", &["1. Salt comes last."]), with_note("1", &["1. And slowly."])]));
    let notes: Vec<(&str, String)> =
        found.notes.iter().map(|note| (note.label.as_str(), note.blocks.iter().map(tell).collect())).collect();
    assert_eq!(notes, [("1", "Salt comes last.".to_owned()), ("2", "And slowly.".to_owned())]);
    assert!(told(&found)[0].ends_with("ready.[1]"), "{:?}", told(&found));
    assert!(told(&found)[1].ends_with("ready.[2]"));
}

#[test]
fn a_note_goes_on_at_the_foot_of_the_next_page() {
    let full = "1. Salt comes last, and slowly, when the dough has had water enough";
    let mut next = body(&[FULL, FULL, FULL]);
    next.extend(sized(line("and not before.", 50.0, 360.0), 7.0));
    let rule = Area { left: 50.0, top: 345.0, right: 110.0, bottom: 345.5 };
    let next = PositionedPage { rules: vec![rule], ..page(next) };
    let found = arrange(&text(vec![with_note("1", &[full]), next]));
    assert_eq!(found.notes.len(), 1);
    let text: Vec<String> = found.notes[0].blocks.iter().map(tell).collect();
    assert!(text.join(" ").ends_with("enough and not before."), "{text:?}");
}

#[test]
fn columns_are_read_from_the_side_of_the_script() {
    let right: &str = "نان را گرم بخور و بس کن";
    let left: &str = "نمک را کم بریز و هم بزن";
    let mut glyphs = Vec::new();
    for at in 0..8 {
        glyphs.extend(line_rtl(right, 280.0, 60.0 + 15.0 * at as f32));
        glyphs.extend(line_rtl(left, 140.0, 60.0 + 15.0 * at as f32));
    }
    // The last lines are short: running text, not verse.
    glyphs.extend(line_rtl("نان بس", 280.0, 180.0));
    glyphs.extend(line_rtl("نمک بس", 140.0, 180.0));
    let found = arrange(&text(vec![page(glyphs)]));
    let all = told(&found).join(" ");
    assert!(all.find("نان بس").expect("it is there") < all.find("نمک را").expect("it is there"), "{all}");
}

#[test]
fn half_lines_are_verse_and_short_cells_a_table() {
    let mut glyphs = body(&[FULL, FULL, FULL, FULL, "Here it ends."]);
    for (at, row) in
        [["Flour", "five", "hundred"], ["Water", "three", "hundred"], ["Salt", "ten", "grams"]].iter().enumerate()
    {
        for (cell, words) in row.iter().enumerate() {
            glyphs.extend(line(words, 60.0 + 70.0 * cell as f32, 160.0 + 15.0 * at as f32));
        }
    }
    for at in 0..3 {
        glyphs.extend(line("warm is the bread", 50.0, 260.0 + 15.0 * at as f32));
        glyphs.extend(line("cold is the stone", 165.0, 260.0 + 15.0 * at as f32));
    }
    let told = told(&arrange(&text(vec![page(glyphs)])));
    assert_eq!(told[1], "Flour | five | hundred / Water | three | hundred / Salt | ten | grams");
    assert!(told[2].starts_with("warm is the bread // cold is the stone / "), "{told:#?}");
}

#[test]
fn headings_lists_and_separators() {
    let mut glyphs = sized(faced(line("Dough", 50.0, 40.0), 1), 16.0);
    glyphs.extend(body(&[FULL, FULL, "and so:", "1. water", "2. flour", "3. salt", FULL, "to the end."]));
    glyphs.extend(line("* * *", 140.0, 200.0));
    glyphs.extend(column(&[FULL, "and more."], 50.0, 230.0));
    let told = told(&arrange(&text(vec![page(glyphs)])));
    assert_eq!(told[0], "# Dough");
    assert_eq!(told[2], "Some(1): water | flour | salt", "{told:#?}");
    assert_eq!(told[4], "* * *");
}

#[test]
fn contents_that_repeat_headings_are_left_out() {
    let entries = ["Flour ............ 2", "Water ............ 3", "Salt ............ 4"];
    let mut pages = vec![page([sized(line("Contents", 50.0, 30.0), 16.0), body(&entries)].concat())];
    for title in ["Flour", "Water", "Salt"] {
        pages.push(page([sized(line(title, 50.0, 30.0), 16.0), body(&[FULL, FULL, "and on."])].concat()));
    }
    let found = arrange(&text(pages));
    assert_eq!(told(&found)[0], "# Flour");
    assert!(found.left_out.iter().any(|one| one.rule == "rescue.contents" && one.times == 4), "{:?}", found.left_out);
}

#[test]
fn a_join_that_is_a_guess_is_marked() {
    // No indents: whether a full line with a stop at the foot of a page ends a paragraph cannot be known.
    let stop = "the dough rests under a cloth for long.";
    let found = arrange(&text(vec![page(body(&[FULL, FULL, stop])), page(body(&[FULL, "to the end."]))]));
    assert_eq!(found.blocks.len(), 1);
    let BlockKind::Paragraph(inlines) = &found.blocks[0].kind else { panic!("a paragraph") };
    let Inline::Text(text) = &inlines[0] else { panic!("a text") };
    assert_eq!(text.changes().len(), 1);
    assert_eq!((text.changes()[0].rule, text.changes()[0].proof), ("rescue.paragraph-join", Proof::Doubtful));
}

#[test]
fn hostile_pages_end_soon() {
    let here = |at: usize| PositionedGlyph { marked: Some(at as u32), ..glyph("x", 10.0, 50.0) };
    let mut glyphs: Vec<PositionedGlyph> = (0..100_000).map(here).collect();
    glyphs.extend((0..20_000).map(|at| glyph("(", at as f32 * 0.5, 70.0 + (at % 900) as f32 * 0.3)));
    glyphs.extend((0..1000).map(|_| PositionedGlyph { left: f32::NAN, size: f32::INFINITY, ..glyph("y", 1.0, 1.0) }));
    let rules =
        (0..50_000).map(|at| Area { left: 0.0, top: at as f32 * 0.01, right: 300.0, bottom: at as f32 * 0.01 + 0.5 });
    let wild = PositionedPage { rules: rules.collect(), width: f32::NAN, ..page(glyphs) };
    let start = std::time::Instant::now();
    arrange(&text(vec![wild.clone(), wild, page(Vec::new())]));
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn lines_of_free_verse_are_not_joined() {
    let mut glyphs = body(&[FULL, FULL, FULL, FULL, "Here it ends."]);
    let verse = ["the rain", "comes down today", "and every roof", "has a voice"];
    for (at, words) in verse.iter().enumerate() {
        glyphs.extend(line(words, 100.0, 160.0 + 15.0 * at as f32));
    }
    let told = told(&arrange(&text(vec![page(glyphs)])));
    assert!(verse.iter().all(|line| told.iter().any(|block| block.contains(line))), "{told:#?}");
    assert!(!told.iter().any(|block| block.contains("the rain comes")), "{told:#?}");
}

#[test]
fn the_title_above_a_newsletter_pushes_no_heading_down() {
    let mut glyphs = sized(line("The Street", 50.0, 30.0), 20.0);
    glyphs.extend(sized(line("Flour", 50.0, 65.0), 14.0));
    glyphs.extend(column(&[FULL, FULL, "and so on."], 50.0, 90.0));
    glyphs.extend(sized(line("Water", 50.0, 160.0), 14.0));
    glyphs.extend(column(&[FULL, FULL, FULL, "to the end."], 50.0, 185.0));
    let told = told(&arrange(&text(vec![page(glyphs)])));
    let headings: Vec<&str> = told.iter().filter(|block| block.starts_with('#')).map(String::as_str).collect();
    assert_eq!(headings, ["# The Street", "# Flour", "# Water"]);
}

#[test]
fn parts_with_pages_of_their_own_push_no_chapter_down() {
    let mut pages = Vec::new();
    for (part, chapter) in [("Field", "Flour"), ("Fire", "Bread")] {
        if part == "Field" {
            pages.push(page(column(&[FULL, FULL, "and so it begins."], 50.0, 60.0)));
        }
        pages.push(page(sized(line(part, 50.0, 150.0), 20.0)));
        let mut glyphs = sized(line(chapter, 50.0, 30.0), 16.0);
        glyphs.extend(body(&[FULL, FULL, FULL, "to the end."]));
        glyphs.extend(sized(line("Rest", 50.0, 150.0), 13.0));
        glyphs.extend(column(&[FULL, FULL, FULL, "and on."], 50.0, 180.0));
        pages.push(page(glyphs));
    }
    let told = told(&arrange(&text(pages)));
    let headings: Vec<&str> = told.iter().filter(|block| block.starts_with('#')).map(String::as_str).collect();
    assert_eq!(headings, ["# Field", "# Flour", "## Rest", "# Fire", "# Bread", "## Rest"]);
}

#[test]
fn a_bold_line_above_an_inset_block_is_no_heading() {
    let mut glyphs = body(&[FULL, FULL, FULL, FULL, "Here it ends."]);
    glyphs.extend(faced(line("Salt", 50.0, 160.0), 1));
    glyphs.extend(column(&["comes last and slowly when the dough", "has had water."], 70.0, 175.0));
    let told = told(&arrange(&text(vec![page(glyphs)])));
    assert!(told.iter().any(|block| block == "Salt"), "{told:#?}");
}

#[test]
fn couplets_with_a_number_beside_one_stay_couplets() {
    let mut glyphs = body(&[FULL, FULL, FULL, "Here it ends."]);
    for at in 0..8 {
        let top = 160.0 + 15.0 * at as f32;
        glyphs.extend(line("warm is the bread", 50.0, top));
        glyphs.extend(line("cold is the stone", 165.0, top));
        if at == 4 {
            glyphs.extend(line("5", 262.0, top));
        }
    }
    let told = told(&arrange(&text(vec![page(glyphs)])));
    assert!(told.iter().any(|block| block.contains("warm is the bread // cold is the stone")), "{told:#?}");
    assert!(!told.iter().any(|block| block.contains("bread warm")), "{told:#?}");
}

#[test]
fn paragraphs_of_one_line_at_the_indent_are_not_joined() {
    let told = told(&arrange(&text(vec![page(body(&[
        FULL,
        FULL,
        "to the end.",
        ">the dough rests under a cloth in",
        FULL,
        "until it rises.",
        ">Is it ready? asked the miller.",
        ">It is, said the baker.",
        ">Then eat.",
        ">the dough rests under a cloth in",
        FULL,
        "and so on.",
    ]))])));
    assert!(told.iter().any(|block| block == "It is, said the baker."), "{told:#?}");
    assert_eq!(told.len(), 6, "{told:#?}");
}

#[test]
fn lines_that_a_maker_moved_apart_evenly_stay_one_paragraph() {
    let mut glyphs = column(&[FULL; 8], 50.0, 40.0);
    glyphs.extend(line("to the end.", 50.0, 160.0));
    for at in 0..4 {
        glyphs.extend(line(FULL, 50.0, 190.0 + 20.0 * at as f32));
    }
    glyphs.extend(line("and again.", 50.0, 270.0));
    let told = told(&arrange(&text(vec![page(glyphs)])));
    assert_eq!(told.len(), 2, "{told:#?}");
}
