//! Styles: the built-in ones, what overrides change, families by language; faults in `tests/cases/style`.

use std::fs;

use publish::base::{Diagnostics, Length, Sources};
use publish::manifest;
use publish::style::{self, Align, Role, StyleSheet};

/// The sheet of a manifest with one text and these further lines.
fn sheet(lines: &str) -> StyleSheet {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("one.md"), "نان").expect("a text");
    let path = folder.path().join("manifest.yaml");
    fs::write(&path, format!("title: نان\ncontents: [one.md]\n{lines}")).expect("a manifest");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let manifest = manifest::read(&path, &mut sources, &mut diagnostics).expect("readable").expect("a manifest");
    let faces = style::faces(&manifest, &mut diagnostics).expect("embedded faces");
    let sheet = style::resolve(&manifest, &faces, &mut sources, &mut diagnostics).expect("readable");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    sheet
}

#[test]
fn every_fault_is_reported_at_its_place() {
    super::manifest::check_cases("style");
}

#[test]
fn book_is_a5_with_ten_and_a_half_on_eighteen_points() {
    let sheet = sheet("language: fa\n");
    assert_eq!(sheet.name, "book");
    assert_eq!((sheet.page.width, sheet.page.height), (Length::mm(148.0), Length::mm(210.0)));
    assert_eq!((sheet.page.inside, sheet.page.outside), (Length::mm(20.0), Length::mm(15.0)));
    assert_eq!((sheet.page.top, sheet.page.bottom), (Length::mm(20.0), Length::mm(18.0)));
    let body = sheet.style(Role::Body);
    assert_eq!((body.size, body.line_spacing), (Length::pt(10.5), Length::pt(18.0)));
    assert_eq!(body.first_indent, Length::pt(12.6));
    assert_eq!(body.align, Align::Justify);
    assert_eq!((body.justification.shrink_to, body.justification.stretch_to), (0.67, 1.5));
    assert_eq!(sheet.style(Role::BodyFirst).first_indent, Length::ZERO);
}

#[test]
fn every_role_of_every_built_in_style_can_be_set() {
    for name in ["book", "pamphlet"] {
        let sheet = sheet(&format!("language: fa\nstyle: {name}\n"));
        assert_eq!(sheet.name, name);
        for role in Role::ALL {
            let style = sheet.style(role);
            assert!(!style.families.is_empty() && !style.latin_families.is_empty(), "{}", role.name());
            assert!(style.size >= Length::pt(8.0) && style.line_spacing > style.size, "{name} {}", role.name());
        }
        let sizes = [Role::Heading1, Role::Heading2, Role::Heading3, Role::Body].map(|role| sheet.style(role).size);
        assert!(sizes.is_sorted_by(|above, below| above > below), "{name}");
    }
}

#[test]
fn families_go_by_the_language_of_the_book() {
    let first = |language: &str| sheet(&format!("language: {language}\n")).style(Role::Body).families[0].clone();
    assert_eq!(first("fa"), "Vazirmatn");
    assert_eq!(first("ckb"), "Vazirmatn");
    assert_eq!(first("ar-EG"), "Amiri");
    assert_eq!(first("en"), "Gentium Plus");
    let persian = sheet("language: fa\n");
    // Every character that one embedded family lacks may be in the next.
    let whole = ["Vazirmatn", "Amiri", "Noto Naskh Arabic", "Gentium Plus"];
    assert_eq!(persian.style(Role::Body).families, whole);
    assert_eq!(persian.style(Role::Body).latin_families[0], "Gentium Plus");
    let scale = persian.style(Role::Body).latin_scale;
    assert!((1.0..=1.1).contains(&scale), "{scale}");
    assert!((sheet("language: en\n").style(Role::Body).latin_scale - 1.0).abs() < f64::EPSILON);
}

#[test]
fn the_manifest_chooses_families_in_any_spelling_of_case_and_spaces() {
    let sheet = sheet("language: fa\nfonts: { body: amiri, heading: VAZIRMATN, latin: gentiumplus }\n");
    assert_eq!(sheet.style(Role::Footnote).families[0], "Amiri");
    assert_eq!(sheet.style(Role::Heading2).families[0], "Vazirmatn");
    assert_eq!(sheet.style(Role::Body).latin_families[0], "Gentium Plus");
}

#[test]
fn an_override_reaches_the_roles_below_and_em_follow_the_size() {
    let sheet = sheet(
        "language: fa\nstyles:\n  page: { paper: b5, folio: none }\n  roles:\n    body: { size: 12pt, color: \"#102030\" }\n    \
         folio: { size: 0.5em }\n",
    );
    let list = sheet.style(Role::List);
    assert_eq!((list.size, list.start_indent), (Length::pt(12.0), Length::pt(19.2)));
    assert_eq!((list.color.red, list.color.green, list.color.blue), (0x10, 0x20, 0x30));
    assert_eq!(sheet.style(Role::Folio).size, sheet.style(Role::RunningHead).size.scale(0.5));
    assert_eq!(sheet.page.width, Length::mm(176.0));
    assert_eq!(sheet.page.folio, style::FolioPlace::None);
}

#[test]
fn the_paper_of_the_pdf_replaces_that_of_the_style() {
    let sheet = sheet("language: fa\npdf: { paper: a6 }\n");
    assert_eq!((sheet.page.width, sheet.page.height), (Length::mm(105.0), Length::mm(148.0)));
}

#[test]
fn in_a_book_in_latin_script_the_family_of_headings_sets_its_latin_words() {
    let sheet = sheet("language: en\nfonts: { heading: Amiri }\n");
    assert_eq!(sheet.style(Role::Heading1).latin_families[0], "Amiri");
    assert_eq!(sheet.style(Role::Body).latin_families[0], "Gentium Plus");
}

#[test]
fn a_style_file_starts_from_a_built_in_style() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("one.md"), "نان").expect("a text");
    let mine = "# Ours.\nname: mine\nbase: pamphlet\nroles:\n  quote: { size: 2em }\n";
    fs::write(folder.path().join("mine.yaml"), mine).expect("a style");
    let path = folder.path().join("manifest.yaml");
    fs::write(&path, "title: نان\nlanguage: fa\nstyle: mine.yaml\ncontents: [one.md]\n").expect("a manifest");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let manifest = manifest::read(&path, &mut sources, &mut diagnostics).expect("readable").expect("a manifest");
    let faces = style::faces(&manifest, &mut diagnostics).expect("embedded faces");
    let sheet = style::resolve(&manifest, &faces, &mut sources, &mut diagnostics).expect("readable");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!((sheet.name.as_str(), sheet.style(Role::Quote).size), ("mine", Length::pt(20.0)));
    assert_eq!(sheet.style(Role::Body).line_spacing, Length::pt(16.5));
}

#[test]
fn a_font_file_of_the_book_joins_the_embedded_faces() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("one.md"), "نان").expect("a text");
    fs::copy("fonts/Amiri-Regular.ttf", folder.path().join("own.ttf")).expect("a font");
    let path = folder.path().join("manifest.yaml");
    let text = "title: نان\nlanguage: fa\nfonts: { files: [own.ttf] }\ncontents: [one.md]\n";
    fs::write(&path, text).expect("a manifest");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let manifest = manifest::read(&path, &mut sources, &mut diagnostics).expect("readable").expect("a manifest");
    let faces = style::faces(&manifest, &mut diagnostics).expect("readable");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(faces.iter().count(), publish::font::embedded::embedded_faces().iter().count() + 1);
}
