//! Rules of orthography against the shaper: what they say is drawn alike is drawn alike; and what holds for every text.

use std::sync::Arc;

use publish::base::{Diagnostics, Direction, Language, SourceId, Span};
use publish::document::{Block, Inline, each_inline};
use publish::font::Faces;
use publish::font::embedded::embedded_faces;
use publish::lint::rules::RULES;
use publish::lint::{Custom, Edit, Habits, Proof, edits, fixed, mended};
use publish::manifest::checking;
use publish::shape::{Shaper, StyledText, TextStyle, shape};

use crate::paragraphs;

const FAMILIES: [&str; 3] = ["Vazirmatn", "Amiri", "Noto Naskh Arabic"];

/// Every letter of Persian and Arabic.
const LETTERS: &str = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگیۀ";

/// What is drawn of a text: glyphs that can be seen, in order, with their places.
fn drawn(text: &str, family: &str, shaper: &Shaper<'_>) -> Vec<(u16, i32, i32, i32)> {
    let style = TextStyle { families: vec![family.to_owned()], ..paragraphs::style() };
    let styled = StyledText {
        text: text.to_owned(),
        styles: vec![(0..text.len(), Arc::new(style))],
        isolates: Vec::new(),
        direction: Direction::Rtl,
        span: Span::default(),
        sources: Arc::default(),
    };
    let paragraph = shape(&styled, shaper, &mut Diagnostics::new());
    let mut drawn = Vec::new();
    for run in &paragraph.runs {
        let mut glyphs = Vec::new();
        for (cluster, ones) in run.shaped.clusters() {
            let is_seen = cluster.chars().any(|character| character != '\u{200C}');
            glyphs.extend(
                ones.iter()
                    .filter(|_| is_seen)
                    .map(|glyph| (glyph.id.0, glyph.advance.0, glyph.x_offset.0, glyph.y_offset.0)),
            );
        }
        // Runs are in logical order, the glyphs of each from left to right.
        glyphs.reverse();
        drawn.extend(glyphs.into_iter().filter(|glyph| (glyph.1, glyph.2, glyph.3) != (0, 0, 0)));
    }
    drawn
}

/// Asserts that two texts are drawn alike in every family.
fn assert_alike(one: &str, other: &str, faces: &Faces) {
    let shaper = Shaper::new(faces);
    for family in FAMILIES {
        assert_eq!(drawn(one, family, &shaper), drawn(other, family, &shaper), "{one:?} and {other:?} in {family}");
    }
}

fn persian() -> Language {
    Language::new("fa")
}

fn mend(text: &str) -> String {
    mended(text, &persian(), &Habits::default())
}

#[test]
fn a_half_space_after_a_letter_that_never_joins_draws_nothing() {
    let faces = embedded_faces();
    let mut tried = 0;
    for first in "آأؤإادذرزژوة".chars() {
        for second in LETTERS.chars() {
            let text = format!("ب{first}\u{200C}{second}ب");
            let expected = format!("ب{first}{second}ب");
            let found = edits(&text, &persian(), &Habits::default());
            assert!(found.iter().any(|edit| edit.rule == "half-space.unneeded"), "{text:?}");
            assert_alike(&text, &expected, &faces);
            tried += 1;
        }
    }
    assert_eq!(tried, 12 * LETTERS.chars().count());
}

#[test]
fn half_spaces_at_edges_and_doubled_ones_draw_nothing() {
    let faces = embedded_faces();
    for letter in LETTERS.chars() {
        for (text, expected) in [
            (format!("ب{letter}\u{200C} ب"), format!("ب{letter} ب")),
            (format!("ب{letter} \u{200C}{letter}ب"), format!("ب{letter} {letter}ب")),
            (format!("«\u{200C}{letter}ب\u{200C}»"), format!("«{letter}ب»")),
            (format!("ب{letter}\u{200C}، ب"), format!("ب{letter}، ب")),
            (format!("ه\u{200C}\u{200C}{letter}ب"), format!("ه\u{200C}{letter}ب")),
        ] {
            assert_alike(&text, &expected, &faces);
        }
    }
    assert_eq!(mend("نان\u{200C} و «\u{200C}آب»"), "نان و «آب»");
}

#[test]
fn every_form_becomes_letters_that_join_as_the_form_did() {
    // Each letter that joins both ways has four forms in a row: alone, at the end, at the beginning, inside.
    let starts: Vec<u32> =
        [0xFE89, 0xFE8F].into_iter().chain((0xFE95..=0xFEA5).step_by(4)).chain((0xFEB1..=0xFEE9).step_by(4)).collect();
    for start in starts {
        let form = |nth: u32| char::from_u32(start + nth).expect("a form");
        let letter = mend(&form(0).to_string());
        assert_eq!(letter.chars().count(), 1, "U+{start:04X}");
        let [alone, end, beginning, inside] = [0, 1, 2, 3].map(form);
        assert_eq!(mend(&format!("{beginning}{inside}{end}")), letter.repeat(3));
        assert_eq!(
            mend(&format!("{beginning}{end}{beginning}{end}")),
            format!("{letter}{letter}\u{200C}{letter}{letter}")
        );
        assert_eq!(mend(&format!("{alone}{alone}")), format!("{letter}\u{200C}{letter}"));
    }
}

/// Pieces that meet in hard places.
const PIECES: [&str; 44] = [
    "نان",
    "كتاب",
    "علي",
    "خانۀ",
    "خانە",
    "می\u{200C}رود",
    "می رود",
    "کار\u{200C}ها",
    "\u{200C}",
    "\u{200C}",
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "،",
    ".",
    "...",
    "--",
    "---",
    "؟",
    "!",
    ":",
    "«",
    "»",
    "(",
    ")",
    "\u{064E}",
    "\u{0650}",
    "\u{0654}",
    "\u{0640}",
    "١٢",
    "۱۲",
    "12",
    "-",
    "bread",
    "https://example.org/علي",
    "¬",
    "\u{AD}",
    "\u{FEB3}\u{FEFC}\u{FEE1}",
    "\u{FEEA}",
    "\u{FFFC}",
    "\u{FEFF}",
    "\"",
];

/// Numbers that look random and are the same each time (multiplier of Knuth's MMIX generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % limit
    }

    fn text(&mut self) -> String {
        let length = 1 + self.below(14);
        (0..length).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }
}

/// Rules whose edits draw the same as before.
const DRAWN_ALIKE: [&str; 3] = ["half-space.doubled", "half-space.edge", "half-space.unneeded"];

#[test]
fn edits_fit_their_text_and_mending_ends() {
    let faces = embedded_faces();
    let mut numbers = Numbers(7);
    let mut alike = 0;
    for round in 0..6_000 {
        let text = numbers.text();
        let language = Language::new(["fa", "ar", "ur"][round % 3]);
        let found = edits(&text, &language, &Habits::default());
        let mut end = 0;
        for edit in &found {
            assert!(text.get(edit.range.clone()).is_some() && edit.range.start >= end, "{text:?}: {found:?}");
            assert!(!text[edit.range.clone()].contains('\u{FFFC}'), "{text:?}: {edit:?}");
            end = edit.range.end;
            if edit.proof == Proof::Proved && DRAWN_ALIKE.contains(&edit.rule) && alike < 400 {
                let mut after = text.clone();
                after.replace_range(edit.range.clone(), &edit.replacement);
                assert_alike(&text, &after, &faces);
                alike += 1;
            }
        }
        let once = mended(&text, &language, &Habits::default());
        let again = edits(&once, &language, &Habits::default());
        assert!(again.iter().all(|edit| edit.proof != Proof::Proved), "{text:?} became {once:?}: {again:?}");
        assert!(once.contains("https://example.org/علي") || !text.contains(" https://example.org/علي "), "{once:?}");
    }
    assert_eq!(alike, 400);
}

#[test]
fn clean_prose_is_not_changed() {
    let grammar = crate::grammar::Grammar::new();
    let mut chance = crate::grammar::Chance::new(3);
    for _ in 0..2_000 {
        let sentence = grammar.sentence(&mut chance);
        let proved: Vec<Edit> = edits(&sentence, &persian(), &Habits::default());
        assert!(proved.iter().all(|edit| edit.proof != Proof::Proved), "{sentence}: {proved:?}");
    }
}

/// Marks of Markdown and words, some of them damaged.
const MARKDOWN: [&str; 40] = [
    "كتاب",
    "علي ",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "*",
    "**",
    "_",
    "`كد  `",
    "[",
    "](علي.md)",
    "![",
    "](نان  تازه.png)",
    "{#علي}",
    "[^ي]",
    "\n\n[^ي]: ",
    "# ",
    "\n- ",
    "\n> ",
    "\n1. ",
    "\\",
    "&amp;",
    "&nbsp;",
    "<!-- كتاب  -->",
    "<!-- doubt a.b: ي -->",
    " ،",
    " !",
    "...",
    "--",
    "\n---\n",
    "\n::: verse\n",
    "\n:::\n",
    " / ",
    "| ي | ك |\n|--|--|\n| ي  ي | ك |",
    "^",
    "~",
    "<b>",
    "\u{200C}",
];

#[test]
fn mending_a_source_leaves_its_marks_alone() {
    let mut numbers = Numbers(11);
    let mut changed = 0;
    for _ in 0..4_000 {
        let length = 1 + numbers.below(20);
        let text: String = (0..length).map(|_| MARKDOWN[numbers.below(MARKDOWN.len())]).collect();
        let fixed = fixed(&text, &persian(), &Custom::default());
        assert_eq!(shape_of(&fixed.text), shape_of(&text), "{text:?} became {:?}", fixed.text);
        let again = publish::lint::fixed(&fixed.text, &persian(), &Custom::default());
        assert_eq!(again.text, fixed.text, "{text:?}");
        changed += usize::from(fixed.text != text);
    }
    assert!(changed > 1_000, "{changed}");
}

/// Links, images, code and marks of notes of a manuscript, in order.
fn shape_of(text: &str) -> Vec<String> {
    let document = publish::document::parse(SourceId(0), text, &mut Diagnostics::new());
    let mut shape = Vec::new();
    let blocks = document.notes.iter().flat_map(|note| &note.blocks).chain(&document.blocks);
    let blocks: Vec<Block> = blocks.cloned().collect();
    each_inline(&blocks, &mut |inline| match inline {
        Inline::Text(..) => {}
        Inline::Code(code, _) => shape.push(code.clone()),
        Inline::Link(link) => shape.push(format!("link {}", link.target)),
        Inline::Image(image) => shape.push(format!("image {}", image.path)),
        Inline::NoteMark(label, _) => shape.push(format!("note {label}")),
        Inline::Span(attributes, _) => shape.push(format!("{attributes:?}")),
        other => shape.push(format!("{:?}", std::mem::discriminant(other))),
    });
    shape.extend(document.doubts.iter().map(|doubt| format!("doubt {}", doubt.message)));
    shape
}

#[test]
fn every_rule_can_be_allowed() {
    for rule in RULES {
        assert!(checking::RULES.contains(&rule.name), "{}", rule.name);
    }
}
