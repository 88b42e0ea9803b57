//! What holds for every text: runs and clusters partition it, threads share words, the order of work does not matter.

use std::sync::Arc;

use publish::base::{Diagnostics, Direction};
use publish::shape::{RunKind, ShapedParagraph, Shaper, StyledText, TextStyle, shape};

use super::setting::{FACES, style, with_isolates};

/// Pieces that meet in hard places: letters, marks, joiners, digits, signs, controls, missing characters.
const PIECES: [&str; 33] = [
    "نان",
    "می\u{200C}رود",
    "ل\u{064E}ا",
    "\u{064E}",
    "ب\u{0651}\u{0650}",
    "\u{200C}",
    "\u{200D}",
    "۱۲",
    "12",
    "٣",
    " ",
    " ",
    "  ",
    "\t",
    "\n",
    "\u{A0}",
    "\u{2028}",
    "«",
    "»",
    "(",
    ")",
    "-",
    "/",
    ".",
    "،",
    "bread",
    "café",
    "\u{202B}",
    "\u{202C}",
    "\u{85}",
    "\u{2067}",
    "\u{2069}",
    "\u{2603}\u{1F41D}",
];

/// Numbers that look random and are the same each time (multiplier of Knuth's MMIX generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

fn some_style(numbers: &mut Numbers) -> TextStyle {
    let families = ["Vazirmatn", "Amiri", "Gentium Plus"];
    style(families[numbers.below(3)], ["fa", "en"][numbers.below(2)])
}

fn some_paragraph(numbers: &mut Numbers) -> StyledText {
    let direction = [Direction::Rtl, Direction::Rtl, Direction::Ltr][numbers.below(3)];
    let count = 1 + numbers.below(4);
    let parts: Vec<(String, TextStyle)> = (0..count)
        .map(|_| {
            let length = numbers.below(8);
            ((0..length).map(|_| PIECES[numbers.below(PIECES.len())]).collect(), some_style(numbers))
        })
        .collect();
    let isolates = [None, None, Some(Direction::Ltr), Some(Direction::Rtl)];
    let parts: Vec<(&str, TextStyle, Option<Direction>)> =
        parts.iter().map(|(text, style)| (text.as_str(), style.clone(), isolates[numbers.below(4)])).collect();
    with_isolates(direction, &parts)
}

fn check(text: &StyledText, paragraph: &ShapedParagraph) {
    let mut end = 0;
    for run in &paragraph.runs {
        assert_eq!(run.range.start, end, "{text:?}");
        assert!(run.range.end > end, "{text:?}");
        end = run.range.end;
        assert_eq!(text.text[run.range.start as usize..end as usize], *run.shaped.text);
        assert_eq!(run.level % 2 == 1, run.shaped.direction == Direction::Rtl);
        let mut clusters: Vec<&str> = run.shaped.clusters().map(|(cluster, _)| cluster).collect();
        if run.shaped.direction == Direction::Rtl {
            clusters.reverse();
        }
        assert_eq!(clusters.concat(), *run.shaped.text, "{text:?}");
        assert!(run.kind != RunKind::LineBreak || *run.shaped.text == *"\u{2028}");
    }
    assert_eq!(end as usize, text.text.len(), "{text:?}");
}

#[test]
fn runs_and_clusters_partition_any_text() {
    let mut numbers = Numbers(1405);
    let shaper = Shaper::new(&FACES);
    for _ in 0..3000 {
        let text = some_paragraph(&mut numbers);
        check(&text, &shape(&text, &shaper, &mut Diagnostics::new()));
    }
}

#[test]
fn what_was_shaped_before_changes_nothing() {
    let mut numbers = Numbers(1979);
    let shaper = Shaper::new(&FACES);
    for _ in 0..300 {
        let text = some_paragraph(&mut numbers);
        let (mut warm, mut cold) = (Diagnostics::new(), Diagnostics::new());
        let (one, other) = (shape(&text, &shaper, &mut warm), shape(&text, &Shaper::new(&FACES), &mut cold));
        assert_eq!(warm, cold);
        assert_eq!(format!("{one:?}"), format!("{other:?}"));
    }
}

#[test]
fn threads_get_the_same_words() {
    let mut numbers = Numbers(7);
    let texts: Vec<StyledText> = (0..200).map(|_| some_paragraph(&mut numbers)).collect();
    let shaper = Shaper::new(&FACES);
    let shape_all =
        || -> Vec<ShapedParagraph> { texts.iter().map(|text| shape(text, &shaper, &mut Diagnostics::new())).collect() };
    let by_thread: Vec<Vec<ShapedParagraph>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(shape_all)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let runs = |paragraphs: &[ShapedParagraph]| -> Vec<_> {
        paragraphs.iter().flat_map(|paragraph| paragraph.runs.iter().map(|run| Arc::clone(&run.shaped))).collect()
    };
    let first = runs(&by_thread[0]);
    assert!(first.len() > 1000);
    for other in &by_thread[1..] {
        let other = runs(other);
        assert_eq!(first.len(), other.len());
        assert!(first.iter().zip(&other).all(|(one, other)| Arc::ptr_eq(one, other)));
    }
}
