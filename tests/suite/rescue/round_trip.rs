//! What is written reads back the same: structure and words, whatever looks like a mark.

use std::fs;

use publish::base::{Diagnostics, SourceId};
use publish::document;
use publish::lint::{Edit, Proof};
use publish::rescue::Edited;
use publish::rescue::found::{Block, BlockKind, Found, Inline, Place};
use publish::rescue::read::{self, File};
use publish::rescue::write;

use super::found::text;
use super::skeleton::skeleton;
use crate::support::root;

fn read_back(manuscript: &str) -> Found {
    let oven = fs::read(super::fixtures::folder().join("oven.png")).expect("an image");
    let beside = |_: &str| Some(oven.clone());
    let file = File { name: "a.md", bytes: manuscript.as_bytes(), encoding: None, beside: &beside };
    read::read(&file).expect("a manuscript").found
}

fn check(found: &Found) -> Result<(), String> {
    let tidy = write::tidy(found);
    let expected = skeleton(&tidy);
    let manuscript = write::manuscript(found, "");
    let mut diagnostics = Diagnostics::new();
    document::parse(SourceId(0), &manuscript, &mut diagnostics);
    let faults: Vec<String> = diagnostics
        .iter()
        .filter(|one| one.severity == publish::base::Severity::Error)
        .map(|one| one.message.clone())
        .collect();
    let actual = skeleton(&write::tidy(&read_back(&manuscript)));
    if expected == actual && faults.is_empty() {
        return Ok(());
    }
    let line = expected.lines().zip(actual.lines()).find(|(one, other)| one != other);
    Err(format!("{line:?}\n{faults:?}\n{manuscript}\n--- wanted\n{expected}--- came\n{actual}"))
}

#[test]
fn texts_made_by_chance_come_back() {
    let rounds = std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(1500);
    let mut faults = Vec::new();
    for seed in 1..=rounds {
        if let Err(fault) = check(&text(seed)) {
            faults.push((fault.len(), seed, fault));
        }
    }
    faults.sort();
    let shown: Vec<String> = faults
        .iter()
        .take(8)
        .map(|(_, seed, fault)| format!("seed {seed}: {}", fault.chars().take(1500).collect::<String>()))
        .collect();
    assert!(faults.is_empty(), "{} of {rounds} differ\n{}", faults.len(), shown.join("\n\n"));
}

#[test]
fn our_own_books_come_back() {
    for book in ["bread", "bees", "kitab", "binder", "verses", "wheel"] {
        for entry in fs::read_dir(root().join("books").join(book).join("text")).expect("a book").flatten() {
            let source = fs::read_to_string(entry.path()).expect("a text");
            if let Err(fault) = check(&read_back(&source)) {
                panic!("{}: {fault}", entry.path().display());
            }
        }
    }
}

#[test]
fn doubts_stand_right_after_their_paragraph() {
    let mut text = Edited::found("انقلب نان");
    text.apply(&[
        Edit {
            range: 0.."انقلب".len(),
            replacement: "انقلاب".to_owned(),
            rule: "mend.lam-alef",
            proof: Proof::Doubtful,
        },
        Edit {
            range: "انقلب ".len().."انقلب نان".len(),
            replacement: "آن".to_owned(),
            rule: "mend.word",
            proof: Proof::Suggested,
        },
    ]);
    let paragraph = |inlines| Block::new(BlockKind::Paragraph(inlines), Place { page: Some(2), line: None });
    let blocks = vec![
        Block::new(BlockKind::List(None, vec![vec![paragraph(vec![Inline::Text(text)])]]), Place::default()),
        paragraph(vec![Inline::text("پایان")]),
    ];
    let found = Found { blocks, ..Found::default() };
    let manuscript = write::manuscript(&found, "");
    assert_eq!(
        manuscript,
        "- انقلاب نان\n  <!-- doubt mend.lam-alef: “انقلاب” was “انقلب” -->\n  \
         <!-- doubt mend.word: perhaps “آن” instead of “نان” -->\n\nپایان\n"
    );
    assert_eq!(write::doubts(&found).len(), 2);
    check(&found).expect("comments are no text");
}
