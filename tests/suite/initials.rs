//! Drop initials: lines stand beside them, the text stays whole, and letters that join have none.

use publish::base::Length;
use publish::pages::{FrameRole, ItemKind, ItemRole};
use publish::style::Role;

use crate::invented::{Invented, paragraph, plain_style};
use crate::pages::{items, pages_of};
use crate::support::{publish, small_book, stderr};

const WORDS: &str = "Bread is flour and water and salt and time, and of these the baker buys three and waits for the \
                     fourth. The oven is warm before the town is, and the first loaf is eaten standing.";

/// The lines of the first paragraph of a chapter: where each begins, and its words.
fn lines(words: &str, drop_initial: u8) -> Vec<(Length, String)> {
    let mut invented = Invented::new("en");
    invented.chapter("Bread", vec![paragraph(words), paragraph("Salt.")]);
    let mut styles = plain_style();
    styles.blocks.drop_initial = drop_initial;
    styles.roles[Role::Body as usize].first_indent = Length::pt(10.0);
    let (pages, diagnostics) = pages_of(&invented.book, &styles);
    assert!(diagnostics.is_empty());
    let of_text = items(&pages.list[0], FrameRole::Body).filter(|item| item.role == ItemRole::Paragraph);
    let lines = of_text.filter_map(|item| match &item.kind {
        ItemKind::Line(at, line) => Some((at.x + line.fragments[0].x, line.text())),
        _ => None,
    });
    lines.collect()
}

#[test]
fn lines_stand_beside_an_initial_and_the_text_is_whole() {
    let with = lines(WORDS, 3);
    let text: Vec<&str> = with.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(text[..text.len() - 1].join(" "), WORDS);
    let (left, beside) = (with[0].0, with[1].0);
    assert!(beside > left + Length::pt(10.0), "{}", (beside - left).to_pt());
    assert_eq!((with[2].0, with[3].0), (beside, left));
    assert_eq!(lines(WORDS, 0)[1].0, left, "none without the key");
}

#[test]
fn short_paragraphs_and_letters_that_join_have_none() {
    let at = |words: &str| lines(words, 3).iter().map(|(at, _)| *at).collect::<Vec<_>>();
    let short = at("Bread.");
    assert_eq!(short.len(), 2);
    // U+0646 U+0627 U+0646
    let mixed = at(&format!("نان {WORDS}"));
    assert!(mixed.windows(2).take(3).all(|pair| pair[0] == pair[1]), "{mixed:?}");
    let manifest = "title: نان\nlanguage: fa\nstyles: { blocks: { drop-initial: 3 } }\ncontents: [text/one.md]\n";
    let folder = small_book(manifest, "# نان\n\nنان و آب.\n");
    let output = publish(folder.path(), &["pdf", "manifest.yaml", "-o", "one.pdf"]);
    assert!(!output.status.success());
    assert!(stderr(&output).contains("manifest.yaml:3:35: error[style.drop-initial]"), "{}", stderr(&output));
}

#[test]
fn the_word_of_an_initial_is_read_whole_from_the_pdf() {
    let manifest = "title: Bread\nlanguage: en\nstyles: { blocks: { drop-initial: 3 } }\ncontents: [text/one.md]\n";
    let folder = small_book(manifest, &format!("# Oven\n\n{WORDS} {WORDS}\n"));
    let output = publish(folder.path(), &["pdf", "manifest.yaml", "-o", "one.pdf", "--verify"]);
    assert!(output.status.success(), "{}", stderr(&output));
}
