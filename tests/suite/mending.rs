//! Raw lines of hostile and of ordinary plain texts: what mending makes of them, and that it ends soon.

use std::time::{Duration, Instant};

use publish::base::Language;
use publish::lint::Proof;
use publish::rescue::mend::mend;
use publish::rescue::{Block, BlockKind, Edited, Found, Inline, Place};

fn of_lines(source: &str) -> Found {
    let mut found = Found { has_raw_lines: true, ..Found::default() };
    for (at, text) in source.split('\n').enumerate() {
        let place = Place { page: None, line: u32::try_from(at + 1).ok() };
        found.blocks.push(Block { kind: BlockKind::RawLine(Edited::found(text)), place, language: None, id: None });
    }
    found
}

/// Blocks in a short notation: `#` headings, `-` items, `[^1]` marks, `* * *`.
fn shown(found: &Found) -> Vec<String> {
    fn inlines(inlines: &[Inline]) -> String {
        inlines
            .iter()
            .map(|inline| match inline {
                Inline::Text(text) => text.now().to_owned(),
                Inline::Note(label) => format!("[^{label}]"),
                other => panic!("plain text has no {other:?}"),
            })
            .collect()
    }
    fn of(block: &Block) -> Vec<String> {
        match &block.kind {
            BlockKind::Heading(level, text) => vec![format!("{} {}", "#".repeat(usize::from(*level)), inlines(text))],
            BlockKind::Paragraph(text) => vec![inlines(text)],
            BlockKind::Separator => vec!["* * *".to_owned()],
            BlockKind::List(first, items) => items
                .iter()
                .enumerate()
                .map(|(at, item)| {
                    let text = item.iter().flat_map(of).collect::<Vec<_>>().join(" ");
                    first.map_or_else(|| format!("- {text}"), |first| format!("{} {text}", first.number(at)))
                })
                .collect(),
            other => panic!("plain text has no {other:?}"),
        }
    }
    let notes = found
        .notes
        .iter()
        .map(|note| format!("[^{}]: {}", note.label, note.blocks.iter().flat_map(of).collect::<Vec<_>>().join(" ")));
    found.blocks.iter().flat_map(of).chain(notes).collect()
}

fn mended(source: &str) -> (Vec<String>, Found) {
    let mut found = of_lines(source);
    mend(&mut found);
    assert!(!found.has_raw_lines);
    (shown(&found), found)
}

const BODY: &str = "نان را از آرد و آب و نمک می‌سازند و خمیر آن را چند ساعت در جای گرم می‌گذارند تا بالا بیاید و سبک شود.";

#[test]
fn titles_headings_lists_and_separators_are_known() {
    let source = format!(
        "دفتر نان\nچند یادداشت دربارهٔ پختن\n\n{BODY}\nخمیرترش\n{BODY}\n* * *\nبرای پختن این‌ها لازم است:\n\
         ۱- آرد و آب و نمک.\n۲- یک ظرف بزرگ.\n۳- حوصله.\n• کاسه\n• ترازو\n{BODY}"
    );
    let (blocks, found) = mended(&source);
    let expected = [
        "# دفتر نان",
        "## چند یادداشت دربارهٔ پختن",
        BODY,
        "## خمیرترش",
        BODY,
        "* * *",
        "برای پختن این‌ها لازم است:",
        "1 آرد و آب و نمک.",
        "2 یک ظرف بزرگ.",
        "3 حوصله.",
        "- کاسه",
        "- ترازو",
        BODY,
    ];
    assert_eq!(blocks, expected);
    assert_eq!(found.metadata.title, "دفتر نان");
    assert_eq!(found.metadata.language.as_ref().map(Language::tag), Some("fa"));
    let BlockKind::Heading(_, title) = &found.blocks[0].kind else { panic!("a heading") };
    let Inline::Text(text) = &title[0] else { panic!("a text") };
    assert!(text.changes().iter().any(|change| change.rule == "mend.headings" && change.proof == Proof::Doubtful));
}

#[test]
fn notes_at_page_ends_go_to_their_marks() {
    let line = "خمیر را روی تخته می‌گذارند و آرام ورز می‌دهند تا نرم و کشسان شود و";
    let source = format!(
        "{line}\nآن را با پارچه می‌پوشانند تا خشک نشود۱ و پوسته نبندد، سپس آن را در\n{line}\n{line}\nجای گرمی می‌گذارند.\n\
         \u{20}                                   \n۱- پارچهٔ نم‌دار بهتر است.\n\u{C}{line}\nتنور را پیش از آن روشن می‌کنند (۲) تا سنگ‌ها خوب داغ شوند و\n{line}\n{line}\n\
         و نان را می‌پزند.\n                                    \n۲) سنگ سه ساعت گرم\nمی‌شود."
    );
    let (blocks, found) = mended(&source);
    assert_eq!(blocks.len(), 4, "{blocks:#?}");
    assert!(blocks[0].contains("خشک نشود[^1] و پوسته"), "{blocks:#?}");
    assert!(blocks[1].contains("روشن می‌کنند[^2] تا"), "{blocks:#?}");
    assert_eq!(blocks[2..], ["[^1]: پارچهٔ نم‌دار بهتر است.", "[^2]: سنگ سه ساعت گرم می‌شود."]);
    assert_eq!(found.notes[1].place.line, Some(14));
}

#[test]
fn text_taken_from_a_pdf_has_controls_around_its_lines_and_blank_lines_at_random() {
    let first = "نان را از آرد و آب و نمک می‌سازند و خمیر آن را چند ساعت در جای گرم";
    let full = "می‌گذارند تا بالا بیاید و سبک شود و سپس آن را در تنور داغ می‌چسبانند و";
    let last = "نان را داغ بیرون می‌آورند.";
    let paragraph = format!("{first}\n{full}\n{last}\n");
    // Twelve paragraphs; a blank line stands after two of them and inside none.
    let text: String = (0..12).map(|at| format!("{paragraph}{}", if at % 6 == 5 { "\n" } else { "" })).collect();
    let embed = |line: &str| match line.split_once(" و ") {
        Some((one, other)) => format!("\u{202B}{one} و\u{202A} \u{202C}\u{61C}{other}\u{202C}\n"),
        None => format!("\u{202B}{line}\u{202C}\n"),
    };
    let source: String = text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { embed(line) }).collect();
    let (blocks, found) = mended(&source);
    assert_eq!(blocks, vec![format!("{first} {full} {last}"); 12]);
    let BlockKind::Paragraph(inlines) = &found.blocks[0].kind else { panic!("a paragraph") };
    let Inline::Text(text) = &inlines[0] else { panic!("a text") };
    assert!(text.changes().iter().any(|change| change.rule == "mend.controls" && change.proof == Proof::Proved));
}

#[test]
fn numbers_without_notes_stay() {
    let source = format!("{BODY}\nدر سال ۱۳۵۰ نان ۲ تومان بود۱ و گران.\n{BODY}");
    let (blocks, found) = mended(&source);
    assert_eq!(blocks.len(), 3);
    assert!(found.notes.is_empty() && blocks[1].contains("بود۱"));
}

#[test]
fn watermarks_spelt_down_the_page_are_left_out() {
    let letters = "n\na\nn\n.\no\nr\ng";
    let (blocks, found) = mended(&format!("{BODY}\n{letters}\n{BODY}\n{letters}\n{BODY}"));
    assert_eq!(blocks, [BODY, BODY, BODY]);
    let left: Vec<_> = found.left_out.iter().map(|left| (left.rule, left.text.as_str(), left.times)).collect();
    assert_eq!(left, [("rescue.watermark", "nan.org", 2)]);
    assert_eq!(found.left_out[0].place.line, Some(2));
}

#[test]
fn numbers_of_chapters_stay() {
    let chapters: String =
        (1..6).map(|number| format!("{number}\n{}", format!("{BODY}\n{BODY} {BODY}\n").repeat(4))).collect();
    let (blocks, found) = mended(&chapters);
    assert!(found.left_out.is_empty(), "{:?}", found.left_out);
    assert_eq!(blocks.len(), 5 * 9);
    assert_eq!(blocks[9], "2");
}

#[test]
fn every_change_can_be_traced() {
    let source = format!(
        ".کPتاب را بPاز کPرد\n.نPان را در سPفره گذاشPت\nو در ١٩٣٥نPان پخPت : گفPت\n:اسPتاد گفPت\n.خمیPر بPالا آمPد\n{BODY}"
    );
    let (blocks, found) = mended(&source);
    assert!(blocks.iter().any(|text| text.contains("کتاب را باز کرد.")), "{blocks:#?}");
    for block in &found.blocks {
        let BlockKind::Paragraph(inlines) = &block.kind else { continue };
        let Inline::Text(text) = &inlines[0] else { panic!("a text") };
        for change in text.changes() {
            assert!(text.was().get(change.was.clone()).is_some(), "{change:?}");
            assert!(text.now().get(change.now.clone()).is_some(), "{change:?}");
            assert!(change.rule.contains('.'));
        }
    }
}

#[test]
fn texts_of_other_languages_keep_their_words() {
    let source = "Bread is made of flour, water and salt.\n\nIt rises for some hours.";
    let (blocks, found) = mended(source);
    assert_eq!(blocks, ["Bread is made of flour, water and salt.", "It rises for some hours."]);
    assert_eq!(found.metadata.language, None);
    assert_eq!(mended("").0, Vec::<String>::new());
    assert_eq!(mended("\n \n\u{C}\n").0, Vec::<String>::new());
}

#[test]
fn hostile_texts_end_soon() {
    let megabyte = 1_000_000;
    let texts = [
        "\u{FFFD}".repeat(megabyte / 3),
        "\u{64E}".repeat(megabyte / 2),
        "ب\u{FFFD}".repeat(megabyte / 5),
        "ل".repeat(megabyte / 2),
        "لا".repeat(megabyte / 4),
        "ل ".repeat(megabyte / 3),
        "(".repeat(megabyte),
        ")\n.\n".repeat(megabyte / 8),
        "۱\n".repeat(megabyte / 6),
        "۱- \n".repeat(megabyte / 8),
        ".ببب پپپ چچچ ژژژ گگگ ککک ییی ۱۲ abc\n".repeat(megabyte / 80),
        "ـ".repeat(megabyte / 2),
        "\u{200C}".repeat(megabyte / 3),
        "\n".repeat(megabyte / 4),
        "a\n".repeat(megabyte / 8),
        "\u{FDD0}۱\n".repeat(megabyte / 12),
        format!("{}\n", "قلعدرصبپ".repeat(20)).repeat(megabyte / 400),
        " ".repeat(megabyte),
    ];
    for text in texts {
        let begun = Instant::now();
        let (blocks, _) = mended(&text);
        let start: String = text.chars().take(8).collect();
        assert!(blocks.len() <= text.len());
        assert!(begun.elapsed() < Duration::from_secs(20), "{start:?} took {:?}", begun.elapsed());
    }
}
