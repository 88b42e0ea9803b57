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
    for name in ["book", "pamphlet", "leaflet", "poetry", "large-print"] {
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

/// The keys in the first column of the table below a heading of the guide.
fn documented(guide: &str, heading: &str) -> Vec<String> {
    let section = guide.split("\n## ").find(|section| section.starts_with(&format!("{heading}\n"))).expect("a section");
    let first = |line: &str| Some(line.strip_prefix("| `")?.split('`').next()?.to_owned());
    section.lines().filter_map(first).collect()
}

#[test]
fn the_guide_explains_every_key_and_no_other() {
    let guide = fs::read_to_string("styles/README.md").expect("the guide");
    let sorted = |keys: &[&str]| {
        let mut keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        keys.sort();
        keys
    };
    let roles: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
    let [file, page, blocks, role] = style::keys();
    let sections =
        [("The file", file), ("The page", page), ("Blocks", blocks), ("Roles", &roles), ("Values of a role", role)];
    for (heading, known) in sections {
        let mut found = documented(&guide, heading);
        found.sort();
        assert_eq!(found, sorted(known), "{heading}");
    }
    // The roles are said to come from where they come from.
    for role in Role::ALL {
        let parent = role.parent().map_or(String::new(), |parent| format!(" `{}`", parent.name()));
        assert!(guide.contains(&format!("| `{}` |{parent} |", role.name())), "{}", role.name());
    }
}

#[test]
fn the_guide_names_the_defaults_of_book() {
    let guide = fs::read_to_string("styles/README.md").expect("the guide");
    let book = fs::read_to_string("styles/book.yaml").expect("the style");
    let [_, page, ..] = style::keys();
    for key in page {
        let said = book.lines().find_map(|line| line.strip_prefix(&format!("  {key}: ")));
        let value = said.and_then(|said| said.split_whitespace().next()).expect("`book` says every value");
        let row = guide.lines().find(|line| line.starts_with(&format!("| `{key}` |"))).expect("a row");
        assert!(row.ends_with(&format!("| `{value}` |")), "{key}: {value} is not in {row}");
    }
}

#[test]
fn large_print_is_large_everywhere() {
    let sheet = sheet("language: fa\nstyle: large-print\n");
    for role in Role::ALL {
        let style = sheet.style(role);
        assert!(style.size >= Length::pt(16.0), "{}", role.name());
        assert!(style.line_spacing.ratio_to(style.size) >= 1.5, "{}", role.name());
        assert_eq!(style.color, publish::base::Color::BLACK);
        assert_ne!(style.align, Align::Justify, "{}", role.name());
    }
}

#[test]
fn headings_of_text_styles_stand_on_half_lines_of_their_grid() {
    for name in ["book", "pamphlet", "leaflet", "poetry", "large-print"] {
        let sheet = sheet(&format!("language: fa\nstyle: {name}\n"));
        let half = sheet.style(Role::Body).line_spacing / 2;
        for role in [Role::Heading1, Role::Heading2, Role::Heading3, Role::Heading4, Role::Part] {
            let style = sheet.style(role);
            let lines = (style.space_before + style.line_spacing + style.space_after).ratio_to(half);
            assert!((lines - lines.round()).abs() < 0.01, "{name} {}: {lines} half lines", role.name());
        }
    }
}

#[test]
fn shrinking_stops_at_the_least_type_and_keeps_what_is_smaller() {
    let sheet = sheet("language: fa\nstyle: leaflet\n");
    let least = sheet.shrunk(style::STEPS);
    let body = least.style(Role::Body);
    assert_eq!((body.size, body.line_spacing), (Length::pt(8.5), Length::pt(12.0)));
    assert_eq!(least.style(Role::Footnote).size, sheet.style(Role::Footnote).size);
    assert!(least.style(Role::Heading1).size < sheet.style(Role::Heading1).size);
    for role in Role::ALL {
        assert!(least.style(role).line_spacing >= least.style(role).size, "{}", role.name());
        assert!(least.style(role).size <= sheet.style(role).size, "{}", role.name());
    }
    assert_eq!(sheet.shrunk(0), sheet);
}

#[test]
fn a_folded_sheet_has_three_panels_on_its_long_side() {
    let sheet = sheet("language: fa\nstyle: leaflet\nstyles: { page: { fold: 3, inside: 8mm, outside: 12mm } }\n");
    let page = &sheet.page;
    let sheet_width = page.width * 3 - Length::mm(2.0);
    assert!((sheet_width.to_pt() - Length::mm(297.0).to_pt()).abs() < 0.01, "{}", sheet_width.to_pt());
    assert_eq!(page.height, Length::mm(210.0));
    assert_eq!((page.inside, page.outside), (Length::mm(10.0), Length::mm(10.0)));
}
