//! Our own books as PDF and back: the same headings, paragraphs and notes, with tags and without.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use publish::rescue::found::{Block, BlockKind, Found, Inline};
use publish::rescue::position::PositionedText;
use publish::rescue::position::arrange::arrange;
use publish::rescue::position::extract::{Limits, extract};
use unicode_normalization::UnicodeNormalization;

use super::support::{publish, root, small_book, stderr, stdout};

/// A book of the repository or a small one as PDF, and the text it is made of.
fn made(folder: &Path) -> (PositionedText, Vec<String>) {
    let out = tempfile::tempdir().expect("a folder");
    let pdf = out.path().join("book.pdf");
    let path = folder.to_string_lossy().into_owned();
    let output = publish(&root(), &["pdf", &path, "-o", &pdf.to_string_lossy()]);
    assert!(output.status.success(), "{}", stderr(&output));
    let bytes = fs::read(&pdf).expect("it was written");
    let text = extract(&bytes, "", &Limits::default()).expect("it can be read");
    let dump = stdout(&publish(&root(), &["dump", &path, "--what", "text"]));
    (text, dump.split("\n\n").map(|block| without_labels(block.trim())).filter(|block| !block.is_empty()).collect())
}

/// A block of the dump without the labels that it writes for the marks of notes.
fn without_labels(block: &str) -> String {
    let mut text = String::new();
    let mut rest = block;
    while let Some((before, after)) = rest.split_once("[^") {
        let Some((label, after)) = after.split_once(']') else { break };
        text.push_str(before);
        if label.is_empty() {
            text.push_str("[^]");
        }
        rest = after;
    }
    text + rest
}

/// The words of inlines, and the labels of the notes in them.
fn words(inlines: &[Inline], notes: &mut Vec<String>) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(edited) => text.push_str(edited.now()),
            Inline::Code(code) => text.push_str(code),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Language(_, inner)
            | Inline::Link(_, inner) => text.push_str(&words(inner, notes)),
            Inline::Note(label) => notes.push(label.clone()),
            Inline::LineBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Blocks as the dump of a book tells them.
fn told(found: &Found) -> Vec<String> {
    let notes: BTreeMap<&str, &[Block]> =
        found.notes.iter().map(|note| (note.label.as_str(), note.blocks.as_slice())).collect();
    let mut told = Vec::new();
    found.blocks.iter().for_each(|block| tell(block, "", &notes, &mut told));
    told
}

fn tell(block: &Block, mark: &str, notes: &BTreeMap<&str, &[Block]>, told: &mut Vec<String>) {
    let mut labels = Vec::new();
    let mut say = |mark: &str, inlines: &[Inline], told: &mut Vec<String>| {
        let text = words(inlines, &mut labels);
        let text: Vec<&str> = text.split_whitespace().collect();
        if !text.is_empty() {
            told.push(format!("{mark}{}", text.join(" ")));
        }
    };
    match &block.kind {
        BlockKind::Heading(level, inlines) => say(&format!("{} ", "#".repeat(usize::from(*level))), inlines, told),
        BlockKind::Paragraph(inlines) | BlockKind::Figure(_, inlines) => say(mark, inlines, told),
        BlockKind::Quote(blocks) | BlockKind::Container(_, _, blocks) => {
            blocks.iter().for_each(|block| tell(block, mark, notes, told));
        }
        BlockKind::List(_, items) => items.iter().flatten().for_each(|block| tell(block, mark, notes, told)),
        BlockKind::Definitions(entries) => {
            for (term, blocks) in entries {
                say(mark, term, told);
                blocks.iter().for_each(|block| tell(block, mark, notes, told));
            }
        }
        BlockKind::Table(table) => {
            std::iter::once(&table.head).chain(&table.rows).flatten().for_each(|cell| say(mark, cell, told));
        }
        BlockKind::Verse(stanzas) => {
            for (one, other) in stanzas.iter().flatten() {
                say(mark, one, told);
                other.iter().for_each(|other| say(mark, other, told));
            }
        }
        _ => {}
    }
    for label in labels {
        let blocks = notes.get(label.as_str()).expect("a label names a note");
        blocks.iter().for_each(|block| tell(block, "[^] ", notes, told));
    }
}

/// The blocks of one list that the other has not, in order.
fn missing(wanted: &[String], got: &[String]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    got.iter().for_each(|block| *counts.entry(block).or_default() += 1);
    let mut missing = Vec::new();
    for block in wanted {
        match counts.get_mut(block.as_str()) {
            Some(count) if *count > 0 => *count -= 1,
            _ => missing.push(block.clone()),
        }
    }
    missing
}

const MANIFEST: &str = "
title: نان خانگی
language: fa
creators:
  - name: کارگاه نشر
contents: [titlepage, toc, text/one.md]
";

const TEXT: &str = "# خمیر

آرد را الک می‌کنند تا هوا بگیرد و نرم شود.[^a] آب را اندک‌اندک می‌ریزند، چون هر آردی به اندازهٔ خود می‌نوشد و کسی از پیش نمی‌داند چقدر. دست بهتر از پیمانه می‌داند که خمیر کی سیر شده است، و این را هیچ کتابی یاد نمی‌دهد (دست‌کم تا امروز).

نمک را آخر می‌ریزند. در سال ۱۳۵۷ نانوایی به نام Anna Baker نوشت که «نمک، جانِ نان است» و ۲٫۵ درصد را بس دانست.[^b]

## استراحت

خمیر را زیر پارچهٔ نمناک می‌گذارند. دو ساعت برای روز گرم بس است و چهار ساعت برای روز سرد؛ باقی را خودِ خمیر می‌گوید.

- اگر با انگشت فرو رفت و آهسته برگشت، آماده است.
- اگر برنگشت، دیر شده است.
- اگر زود برگشت، باز هم بماند.

[^a]: الک ریز بهتر است، ولی سبوس را هم دور نریزید.
[^b]: او در کتاب کوچکی دربارهٔ نان روستا این را گفته است.
";

#[test]
fn a_small_book_comes_back_from_its_pdf() {
    let folder = small_book(MANIFEST, TEXT);
    let (mut text, wanted) = made(folder.path());
    assert!(text.tags.is_some(), "our own files are tagged");
    let found = arrange(&text);
    assert_eq!(told(&found), wanted);
    assert_eq!(found.metadata.title, "نان خانگی");
    text.tags = None;
    let found = arrange(&text);
    assert_eq!(told(&found), wanted, "without tags");
    let rules: Vec<&str> = found.left_out.iter().map(|one| one.rule).collect();
    assert!(rules.contains(&"rescue.contents") && rules.contains(&"rescue.title-page"), "{rules:?}");
}

#[test]
fn the_sample_books_come_back_from_their_tags() {
    for book in ["bees", "binder", "bread", "kitab", "newsletter", "verses", "wheel"] {
        let (text, wanted) = made(&root().join("books").join(book));
        // Canonically equivalent orders of vowel marks are one text.
        let composed = |blocks: Vec<String>| blocks.iter().map(|block| block.nfc().collect()).collect::<Vec<String>>();
        let (mut wanted, got) = (composed(wanted), composed(told(&arrange(&text))));
        with_pages(&mut wanted, &got);
        let lost = missing(&wanted, &got);
        assert!(lost.is_empty(), "{book}: {lost:#?}");
    }
}

#[test]
fn an_english_book_comes_back_without_tags() {
    let (mut text, wanted) = made(&root().join("books/bees"));
    text.tags = None;
    let got = told(&arrange(&text));
    let is_prose = |block: &&String| block.len() > 40 || block.starts_with('#') || block.starts_with("[^]");
    let prose: Vec<String> = wanted.iter().filter(is_prose).cloned().collect();
    assert_eq!(missing(&prose, &got), Vec::<String>::new());
}

/// Sample books of which every block comes back without tags, in order, and nothing else but what the program itself
/// makes: the heading of the index after it.
const WHOLE: [(&str, Option<&str>); 7] = [
    ("bees", None),
    ("binder", Some("# نمایه")),
    ("bread", None),
    ("kitab", None),
    ("newsletter", None),
    ("verses", None),
    ("wheel", None),
];

/// Blocks of a sample book as the dump tells them and as they come back without tags.
fn untagged(book: &str) -> (Vec<String>, Vec<String>) {
    // The order of vowel signs and the joiners that show nothing are not told by the page.
    let plain = |blocks: Vec<String>| -> Vec<String> {
        blocks.iter().map(|block| block.nfkc().filter(|letter| *letter != '\u{200C}').collect()).collect()
    };
    let (mut text, wanted) = made(&root().join("books").join(book));
    text.tags = None;
    let (mut wanted, got) = (plain(wanted), plain(told(&arrange(&text))));
    with_pages(&mut wanted, &got);
    (wanted, got)
}

/// References to pages as they came back: the dump of a book knows none.
fn with_pages(wanted: &mut [String], got: &[String]) {
    let without_digits = |block: &str| block.chars().filter(|letter| !letter.is_numeric()).collect::<String>();
    for block in wanted.iter_mut().filter(|block| block.ends_with(" .")) {
        if let Some(same) = got.iter().find(|other| without_digits(other) == without_digits(block)) {
            block.clone_from(same);
        }
    }
}

#[test]
fn the_sample_books_come_back_without_tags() {
    for (book, index) in WHOLE {
        let (wanted, got) = untagged(book);
        let end = index.and_then(|index| got.iter().position(|block| block == index)).unwrap_or(got.len());
        let differences = differences(&wanted, &got[..end]);
        assert!(differences.is_empty(), "{book}: {differences:#?}");
    }
}

/// What is lost (`-`) and what is too much (`+`) when two lists are read side by side: all that is outside of their
/// longest common subsequence.
fn differences(wanted: &[String], got: &[String]) -> Vec<String> {
    // How long the common subsequence of the rests is, from the ends on.
    let mut lengths = vec![vec![0usize; got.len() + 1]; wanted.len() + 1];
    for (at, one) in wanted.iter().enumerate().rev() {
        for (by, other) in got.iter().enumerate().rev() {
            lengths[at][by] = match one == other {
                true => lengths[at + 1][by + 1] + 1,
                false => lengths[at + 1][by].max(lengths[at][by + 1]),
            };
        }
    }
    let (mut at, mut by) = (0, 0);
    let mut differences = Vec::new();
    while at < wanted.len() || by < got.len() {
        if at < wanted.len() && by < got.len() && wanted[at] == got[by] {
            (at, by) = (at + 1, by + 1);
        } else if by == got.len() || (at < wanted.len() && lengths[at + 1][by] >= lengths[at][by + 1]) {
            differences.push(format!("- {}", wanted[at]));
            at += 1;
        } else {
            differences.push(format!("+ {}", got[by]));
            by += 1;
        }
    }
    differences
}

#[test]
fn differences_are_told_in_order() {
    let list = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(differences(&list("a b c d"), &list("a b c d")), Vec::<String>::new());
    assert_eq!(differences(&list("a b c d"), &list("b a c x d")), ["- a", "+ a", "+ x"]);
}
