//! PDFs of a word processor: paragraphs that were never turned come back in reading order.

use std::fs;

use publish::lint::Proof;
use publish::rescue::found::{Block, BlockKind, Found, Inline};
use publish::rescue::position::arrange::arrange;
use publish::rescue::position::extract::{Limits, extract};

use super::support::root;

fn read(name: &str) -> Found {
    let path = root().join("tests/fixtures/import").join(name);
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    arrange(&extract(&bytes, "", &Limits::default()).expect("it can be read"))
}

/// Words of inlines, marks of notes as Markdown writes them.
fn words(inlines: &[Inline]) -> String {
    let word = |inline: &Inline| match inline {
        Inline::Text(edited) => edited.now().to_owned(),
        Inline::Note(label) => format!("[^{label}]"),
        other => format!("{other:?}"),
    };
    inlines.iter().map(word).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tell(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading(_, inlines) => format!("# {}", words(inlines)),
        BlockKind::Paragraph(inlines) => words(inlines),
        other => format!("{other:?}"),
    }
}

/// Headings without their levels, paragraphs, and notes, as the file says them.
fn told(found: &Found) -> Vec<String> {
    let notes = found.notes.iter().map(|note| {
        let text: Vec<String> = note.blocks.iter().map(tell).collect();
        format!("[^{}]: {}", note.label, text.join(" "))
    });
    found.blocks.iter().map(tell).chain(notes).collect()
}

/// What the file was made of; what a page does not show is left out.
fn truth() -> Vec<String> {
    let path = root().join("tests/fixtures/import/office.md");
    let text = fs::read_to_string(&path).expect("the fixture is there");
    let body = text.splitn(3, "---\n").last().expect("it has a head").to_owned();
    let blocks = body.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    blocks.map(|block| block.replace("## ", "# ")).collect()
}

/// How often a rule made a proved change.
fn proved(found: &Found, rule: &str) -> usize {
    let of = |inlines: &[Inline]| {
        let texts = inlines.iter().filter_map(|inline| if let Inline::Text(text) = inline { Some(text) } else { None });
        texts.flat_map(|text| text.changes()).filter(|one| one.rule == rule && one.proof == Proof::Proved).count()
    };
    let of_block = |block: &Block| match &block.kind {
        BlockKind::Heading(_, inlines) | BlockKind::Paragraph(inlines) => of(inlines),
        _ => 0,
    };
    found.blocks.iter().map(of_block).sum()
}

#[test]
fn paragraphs_that_were_never_turned_come_back() {
    for name in ["office.pdf", "office-tagged.pdf"] {
        let found = read(name);
        assert_eq!(told(&found), truth(), "{name}");
        assert_eq!(proved(&found, "rescue.base-direction"), 1, "{name}: the report tells it once");
    }
}

#[test]
fn paragraphs_that_were_turned_come_back() {
    let found = read("office-turned.pdf");
    assert_eq!(told(&found), truth());
    assert_eq!(proved(&found, "rescue.base-direction"), 0);
}
