//! Verse: one width for all hemistichs of a poem, forms by the width of the column, numbers; the poem of `tests/cases`.

use publish::base::Length;
use publish::book::{BlockKind, VerseLine};
use publish::lines::Line;
use publish::pages::{FrameRole, Item, ItemKind, ItemRole, Pages};
use publish::style::Role;

use crate::invented::{Invented, block, plain_style, text};
use crate::pages::{items, line_text, pages_of};
use crate::set::{lines, set as set_book};
use crate::support::{assert_expected, publish, root, stderr, stdout};

/// A poem in the plain style, in verse of a size, with a number beside its second line.
fn numbered(lines: &[(&str, Option<&str>)], size: f64) -> Pages {
    set(lines, size, Some(1))
}

/// A poem in the plain style, in verse of a size.
fn poem(lines: &[(&str, Option<&str>)], size: f64) -> Pages {
    set(lines, size, None)
}

fn set(lines: &[(&str, Option<&str>)], size: f64, numbered: Option<usize>) -> Pages {
    let line = |(number, (first, second)): (usize, &(&str, Option<&str>))| VerseLine {
        number: (Some(number) == numbered).then(|| "\u{06F2}".to_owned()),
        first: text(first),
        second: second.map(text),
    };
    let stanza: Vec<VerseLine> = lines.iter().enumerate().map(line).collect();
    let mut invented = Invented::new("fa");
    invented.chapter("نان", vec![block(BlockKind::Verse(vec![stanza]))]);
    let mut styles = plain_style();
    styles.roles[Role::Verse as usize].size = Length::pt(size);
    let (pages, diagnostics) = pages_of(&invented.book, &styles);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    pages
}

const COUPLETS: [(&str, Option<&str>); 2] = [
    ("سحرگه که آتش به هیزم دمید", Some("سپیدی نان از سیاهی رسید")),
    ("خمیری که شب تا سحر خفته بود", Some("به گرمی برآمد به خوبی فزود")),
];

/// Left and right end of the words, and the baseline.
fn extent(item: &Item) -> (Length, Length, Length) {
    let ItemKind::Line(at, line) = &item.kind else { panic!("verse is made of lines") };
    let left = line.fragments.iter().map(|fragment| fragment.x).min().expect("words");
    let right = line.fragments.iter().map(|fragment| fragment.x + fragment.width).max().expect("words");
    (at.x + left, at.x + right, at.y)
}

fn halves(pages: &Pages) -> Vec<(Length, Length, Length)> {
    items(&pages.list[0], FrameRole::Body).filter(|item| item.role == ItemRole::Verse).map(extent).collect()
}

#[test]
fn hemistichs_fill_one_width_side_by_side() {
    let halves = halves(&poem(&COUPLETS, 4.5));
    assert_eq!(halves.len(), 4);
    for couplet in halves.chunks(2) {
        assert_eq!(couplet[0].2, couplet[1].2);
        // The first at the right, all edges below each other: one width, filled.
        assert_eq!((couplet[0].0, couplet[0].1), (halves[0].0, halves[0].1));
        assert_eq!((couplet[1].0, couplet[1].1), (halves[1].0, halves[1].1));
        assert_eq!(couplet[0].1 - couplet[0].0, couplet[1].1 - couplet[1].0);
        assert!(couplet[1].1 < couplet[0].0);
    }
    // The two columns stand in the middle of the type area, which reaches from 20 to 170 pt.
    assert_eq!(halves[0].1 - Length::pt(95.0), Length::pt(95.0) - halves[1].0);
}

#[test]
fn a_narrow_column_stacks_the_hemistichs_at_its_edges() {
    let halves = halves(&poem(&COUPLETS, 8.0));
    for couplet in halves.chunks(2) {
        assert!(couplet[0].2 < couplet[1].2, "one below the other");
        assert_eq!((couplet[0].1, couplet[1].0), (Length::pt(170.0), Length::pt(20.0)));
        assert_eq!(couplet[0].1 - couplet[0].0, couplet[1].1 - couplet[1].0);
    }
}

#[test]
fn a_column_too_narrow_for_a_hemistich_breaks_it() {
    let halves = halves(&poem(&COUPLETS, 16.0));
    assert!(halves.len() > 4);
    assert!(halves.windows(2).all(|pair| pair[0].2 < pair[1].2));
    assert!(halves.iter().all(|half| half.0 >= Length::pt(20.0) && half.1 <= Length::pt(170.0)));
}

#[test]
fn a_number_stands_outside_the_start_edge_on_the_line_of_its_couplet() {
    for size in [4.5, 8.0] {
        let pages = numbered(&COUPLETS, size);
        let numbers: Vec<&Item> =
            items(&pages.list[0], FrameRole::Body).filter(|item| item.role == ItemRole::VerseLabel).collect();
        assert_eq!(numbers.len(), 1);
        assert_eq!(line_text(numbers[0]).as_deref(), Some("\u{06F2}"));
        let (left, _, baseline) = extent(numbers[0]);
        let second = halves(&pages)[2];
        assert!(left > second.1, "outside the start edge");
        assert_eq!(baseline, second.2);
    }
}

#[test]
fn a_refrain_stands_in_the_middle() {
    let halves = halves(&poem(&[COUPLETS[0], ("نان و نمک", None)], 4.5));
    let (left, right, _) = halves[2];
    assert!((left + right - Length::pt(190.0)).raw().abs() <= 1);
}

#[test]
fn the_poem_of_the_cases_is_set_as_expected() {
    let folder = root().join("tests/cases/pages/poem");
    let output = publish(&folder, &["dump", "--what", "pages", "manifest.yaml"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    assert_expected(&folder.join("expected.txt"), &stdout(&output));
}

#[test]
fn the_built_in_styles_lengthen_words_before_spaces() {
    let text = "::: verse\nسحرگه که آتش به هیزم دمید / سپیدیِ نان از سیاهی رسید\nنان / آب\n\nبخوان، ای پسر\n:::\n";
    for style in ["book", "pamphlet"] {
        let book = set_book(&format!("language: fa\nstyle: {style}\n"), text, &[]);
        let all: Vec<&Line> = lines(&book.pages.list[0], FrameRole::Body).map(|(_, line)| line).collect();
        let lengthened = |line: &Line| line.fragments.iter().filter(|fragment| fragment.kashida.is_some()).count();
        assert_eq!(all.len(), 5);
        // Of the first couplet the shorter half is filled; halves far too short and refrains keep their words.
        assert!(lengthened(all[0]) + lengthened(all[1]) > 0);
        assert!(all[..2].iter().all(|line| line.space_ratio().is_some_and(|ratio| (0.95..1.4).contains(&ratio))));
        assert_eq!(all[2..].iter().map(|line| lengthened(line)).sum::<usize>(), 0);
    }
}

#[test]
fn a_wrong_distance_of_numbers_is_reported() {
    let folder = crate::support::small_book(
        "title: نان\nlanguage: fa\ncontents: [text/one.md]\n",
        "::: verse {numbers=often}\nنان آمد / آب رفت\n:::\n",
    );
    let output = publish(folder.path(), &["dump", "--what", "pages", "manifest.yaml"]);
    assert!(stderr(&output).contains("warning[book.verse-numbers]: `numbers=often`"), "{}", stderr(&output));
}
