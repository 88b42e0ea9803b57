//! How even word spaces are in long prose on the page of the style `book`: what `cargo bench -- --lines` prints, with bars.

use std::fmt::Write;

use publish::base::{Diagnostics, Sources};
use publish::lines::Line;
use publish::pages::{ItemKind, ItemRole, Pages, paginate};
use publish::shape::Shaper;
use publish::{book, manifest, style};

use crate::grammar::{Chance, Grammar};
use crate::support::small_book;

/// Some twenty pages of the prose of the benchmark.
fn prose() -> String {
    let (grammar, mut chance) = (Grammar::new(), Chance::new(7));
    let mut text = format!("# {}\n\n", grammar.title(&mut chance));
    for _ in 0..60 {
        let sentences: Vec<String> = (0..4 + chance.below(10)).map(|_| grammar.sentence(&mut chance)).collect();
        writeln!(text, "{}\n", sentences.join(" ")).expect("a string takes whatever is written");
    }
    text
}

fn set(family: &str, kashida: &str, text: &str) -> Pages {
    let yaml = format!(
        "title: نان و کتاب\nlanguage: fa\nfonts: {{ body: {family} }}\ncontents: [text/one.md]\n\
         styles: {{ roles: {{ body: {{ kashida: {kashida} }} }} }}\n"
    );
    let folder = small_book(&yaml, text);
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let manifest = manifest::read(&folder.path().join("manifest.yaml"), &mut sources, &mut diagnostics);
    let manifest = manifest.expect("the file is there").expect("it is a manifest");
    let faces = style::faces(&manifest, &mut diagnostics).expect("the faces are built in");
    let styles = style::resolve(&manifest, &faces, &mut sources, &mut diagnostics).expect("so are the styles");
    let book = book::assemble(&manifest, &mut sources, &mut diagnostics).expect("the text is there");
    let pages = paginate(&book, &styles, &Shaper::new(&faces), &faces, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{:?}", diagnostics.iter().map(|one| &one.message).collect::<Vec<_>>());
    pages
}

/// Justified lines of the text.
fn justified(pages: &Pages) -> Vec<&Line> {
    let items = pages.list.iter().flat_map(|page| &page.frames).flat_map(|frame| &frame.items);
    let lines = items.filter(|item| item.role != ItemRole::Artifact).filter_map(|item| match &item.kind {
        ItemKind::Line(_, line) if line.is_justified => Some(&**line),
        _ => None,
    });
    lines.collect()
}

fn ratios(lines: &[&Line]) -> Vec<f64> {
    let mut ratios: Vec<f64> = lines.iter().filter_map(|line| line.space_ratio()).collect();
    ratios.sort_by(f64::total_cmp);
    ratios
}

/// How many of a thousand are above 1.5.
fn wide(ratios: &[f64]) -> usize {
    ratios.iter().filter(|ratio| **ratio > 1.5).count() * 1000 / ratios.len()
}

#[test]
fn spaces_stay_near_their_own_width_in_long_prose() {
    let text = prose();
    for (family, high, worst, share) in
        [("Vazirmatn", 1.52, 2.3, 55), ("Amiri", 1.38, 2.3, 15), ("Noto Naskh Arabic", 1.62, 2.6, 90)]
    {
        let pages = set(family, "off", &text);
        let lines = justified(&pages);
        let ratios = ratios(&lines);
        let at = |hundredths: usize| ratios[(ratios.len() * hundredths / 100).min(ratios.len() - 1)];
        assert!(ratios.len() > 300, "{family}: {}", ratios.len());
        assert!((0.97..=1.08).contains(&at(50)), "{family}: median {:.3}", at(50));
        assert!(at(95) <= high, "{family}: 95 of 100 up to {:.3}", at(95));
        assert!(at(100) <= worst, "{family}: worst {:.3}", at(100));
        assert!(wide(&ratios) <= share, "{family}: {} of 1000 over 1.5", wide(&ratios));
        // Never glued: good lines keep two thirds, and few others less, by a little.
        assert!(ratios[0] >= 0.62, "{family}: least {:.3}", ratios[0]);
        assert!(at(2) >= 0.66, "{family}: 2 of 100 below {:.3}", at(2));
    }
}

#[test]
fn few_lengthened_words_take_away_the_holes() {
    let text = prose();
    for family in ["Vazirmatn", "Amiri", "Noto Naskh Arabic"] {
        let pages = set(family, "sparing", &text);
        let lines = justified(&pages);
        let ratios = ratios(&lines);
        assert!(wide(&ratios) <= 8, "{family}: {} of 1000 over 1.5", wide(&ratios));
        let words = |line: &Line| line.fragments.iter().filter(|one| !one.is_space()).count();
        let lengthened = |line: &Line| line.fragments.iter().filter(|one| one.kashida.is_some()).count();
        assert!(lines.iter().all(|line| lengthened(line) * 3 <= words(line)));
        let (all, long): (usize, usize) =
            (lines.iter().map(|line| words(line)).sum(), lines.iter().map(|line| lengthened(line)).sum());
        assert!(long * 20 <= all, "{family}: {long} of {all} words are lengthened");
    }
}
