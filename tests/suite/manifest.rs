//! Manifests: what is read from good ones, and one case a fault in `tests/cases/manifest`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use publish::base::{Diagnostics, Direction, Sources};
use publish::manifest::{
    self, Cover, Digits, Entry, EpubFonts, Generated, Manifest, NoteCount, NumberOrder, Role, StyleChoice,
};
use publish::style;

use super::support::compare;

/// Checks every case folder of a stage: the findings on its `manifest.yaml` are `expected.txt`.
///
/// With `ACCEPT=1` in the environment the expected files are rewritten.
pub(crate) fn check_cases(stage: &str) {
    let mut folders: Vec<PathBuf> = fs::read_dir(Path::new("tests/cases").join(stage))
        .expect("the cases are in the repository")
        .map(|entry| entry.expect("a case").path())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    let mut wrong = String::new();
    for folder in folders {
        let found = findings(&folder);
        let expected = folder.join("expected.txt");
        if let Err(difference) = compare(&expected, &found) {
            writeln!(wrong, "{difference}").expect("memory");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The report on a case, one finding after the other in the order of the file.
fn findings(folder: &Path) -> String {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let manifest = manifest::read(&folder.join("manifest.yaml"), &mut sources, &mut diagnostics).expect("readable");
    if let Some(manifest) = manifest {
        let faces = style::faces(&manifest, &mut diagnostics).expect("readable");
        style::resolve(&manifest, &faces, &mut sources, &mut diagnostics).expect("readable");
    }
    diagnostics.sort();
    let mut report = String::new();
    for diagnostic in &diagnostics {
        let span = diagnostic.span.expect("every finding on a manifest has a place");
        let file = Path::new(sources.name(span.source)).strip_prefix(folder).expect("a file of the case").display();
        let (at, severity) = (sources.position(span), diagnostic.severity.name());
        let words = sources.quote(span).lines().next().unwrap_or_default();
        writeln!(report, "{file}:{at}: {severity}[{}]: {}", diagnostic.code, diagnostic.message).expect("memory");
        writeln!(report, "  at: {words}").expect("memory");
        for hint in &diagnostic.hints {
            writeln!(report, "  hint: {hint}").expect("memory");
        }
    }
    report
}

/// A folder with a manifest and two texts.
fn book(manifest: &str) -> (tempfile::TempDir, Option<Manifest>, Diagnostics) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("text")).expect("a folder");
    for name in ["text/10.md", "text/2.md", "letter.md", "cover.png"] {
        fs::write(folder.path().join(name), "نان").expect("a text");
    }
    let path = folder.path().join("manifest.yaml");
    fs::write(&path, manifest).expect("a manifest");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let manifest = manifest::read(&path, &mut sources, &mut diagnostics).expect("readable");
    (folder, manifest, diagnostics)
}

/// A manifest with nearly every key, for reading and for mutation.
const GOOD: &str = "\
title: نان و کتاب
subtitle: سه گفتار
language: fa
identifier: urn:isbn:978-0-306-40615-7
creators:
  - { name: مینا راد, file-as: \"راد، مینا\" }
  - { name: Ada Lane, role: translator }
publisher: خانهٔ کتاب
date: 2026-11-21
subjects: [نان, چاپ]
series: { title: دفترها, number: 3 }
cover: cover.png
style: pamphlet
styles:
  roles: { body: { size: 11pt } }
contents:
  - titlepage
  - toc
  - part: بخش یکم
    contents:
      - text/*.md
  - { document: letter.md, title: نامه, id: letter, toc: false, language: ar, output: [pdf] }
notes: page
toc: { depth: 3, title: فهرست }
numbering: { notes: book, digits: latin, order: ltr }
pdf: { paper: { width: 130mm, height: 200mm } }
epub: { fonts: none }
fonts: { body: Amiri }
";

#[test]
fn every_fault_is_reported_at_its_place() {
    check_cases("manifest");
}

#[test]
fn a_good_manifest_is_read_whole() {
    let (_folder, manifest, diagnostics) = book(GOOD);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let manifest = manifest.expect("a manifest");
    let metadata = &manifest.metadata;
    assert_eq!((metadata.title.as_str(), metadata.direction), ("نان و کتاب", Direction::Rtl));
    assert_eq!(metadata.creators[0].role, Role::Author);
    assert_eq!(metadata.creators[1].role, Role::Translator);
    assert_eq!(metadata.date.as_deref(), Some("2026-11-21"));
    assert_eq!(metadata.series.as_ref().and_then(|series| series.number.as_deref()), Some("3"));
    assert_eq!((manifest.notes[0].count, manifest.numbering.digits), (NoteCount::Book, Digits::Latin));
    assert_eq!(manifest.numbering.order, NumberOrder::Ltr);
    assert_eq!((manifest.toc.depth, manifest.epub.fonts), (3, EpubFonts::None));
    assert!(
        manifest.pdf.paper.is_some() && matches!(manifest.cover, Cover::File(_)) && manifest.style_overrides.is_some()
    );
    assert!(matches!(&manifest.style, StyleChoice::BuiltIn(name) if name.value == "pamphlet"));
    assert!(matches!(manifest.contents[0], Entry::Generated(Generated::TitlePage, _)));
    let Entry::Part(part) = &manifest.contents[2] else { panic!("the third entry is a part") };
    let names: Vec<&str> = part.contents.iter().map(|document| document.name.as_str()).collect();
    assert_eq!(names, ["text/2.md", "text/10.md"]);
    let Entry::Document(letter) = &manifest.contents[3] else { panic!("the fourth entry is a document") };
    assert_eq!((letter.in_toc, letter.output.pdf, letter.output.epub), (false, true, false));
    assert_eq!(letter.language.as_ref().map(|language| language.tag()), Some("ar"));
}

#[test]
fn a_manifest_of_three_lines_gets_the_values_nobody_has_to_say() {
    let short = "title: 1984\nlanguage: en\ncontents: [letter.md]\n";
    let (_folder, manifest, diagnostics) = book(short);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let manifest = manifest.expect("a manifest");
    assert_eq!((manifest.metadata.title.as_str(), manifest.metadata.direction), ("1984", Direction::Ltr));
    assert!(manifest.metadata.identifier.starts_with("urn:uuid:"));
    assert_eq!((manifest.toc.depth, manifest.epub.fonts), (2, EpubFonts::Subset));
    assert_eq!(manifest.style, StyleChoice::Default);
    let again = book(short).1.expect("a manifest");
    assert_eq!(manifest.metadata, again.metadata);
}

#[test]
fn a_title_of_several_lines_becomes_one_line() {
    let (_folder, manifest, diagnostics) = book("title: |\n  نان\n  و  کتاب\nlanguage: fa\ncontents: [letter.md]\n");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(manifest.expect("a manifest").metadata.title, "نان و  کتاب");
}

#[test]
fn values_that_an_alias_repeats_are_read() {
    let (_folder, manifest, diagnostics) =
        book("title: &name نان\nlanguage: fa\ncontents: [letter.md]\nseries: { title: *name }\n");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let series = manifest.expect("a manifest").metadata.series.expect("a series");
    assert_eq!(series.title, "نان");
}

#[test]
fn files_under_a_root_may_lie_outside() {
    let (folder, _, _) = book(GOOD);
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).expect("a folder");
    let path = inner.join("manifest.yaml");
    fs::write(&path, "title: نان\nlanguage: fa\nroots: [../text]\ncontents: [../text/2.md, ../letter.md]\n")
        .expect("a manifest");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let manifest = manifest::read(&path, &mut sources, &mut diagnostics).expect("readable").expect("a manifest");
    assert_eq!(manifest.contents.len(), 1);
    let codes: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, ["manifest.outside-folder"]);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_followed_before_it_is_judged() {
    let (folder, _, _) = book(GOOD);
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).expect("a folder");
    std::os::unix::fs::symlink(folder.path().join("letter.md"), inner.join("letter.md")).expect("a link");
    let path = inner.join("manifest.yaml");
    fs::write(&path, "title: نان\nlanguage: fa\ncontents: [letter.md]\n").expect("a manifest");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    manifest::read(&path, &mut sources, &mut diagnostics).expect("readable");
    let codes: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, ["manifest.outside-folder"]);
}

#[test]
fn a_manifest_that_cannot_be_read_is_the_machines_fault() {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let missing = manifest::read(Path::new("tests/no-such/manifest.yaml"), &mut sources, &mut diagnostics);
    assert!(missing.expect_err("no file").to_string().starts_with("cannot read tests/no-such/manifest.yaml"));
    let folder = manifest::read(Path::new("tests"), &mut sources, &mut diagnostics);
    assert!(folder.expect_err("a folder").to_string().starts_with("cannot read tests"));
    assert!(diagnostics.is_empty());
}

/// Numbers that look random and are the same at every run (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("below the limit")
    }
}

/// A good manifest with a few bytes removed, repeated or replaced by signs that mean something in YAML.
fn mutated(dice: &mut Dice) -> String {
    const SIGNS: &[u8] = b":-{}[]&*!|>'\"%@`#,?\t\n ~0.\\<=";
    let mut bytes = GOOD.as_bytes().to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        let end = (at + dice.below(30)).min(bytes.len());
        match dice.below(4) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes[at] = SIGNS[dice.below(SIGNS.len())],
            2 => bytes.insert(at, SIGNS[dice.below(SIGNS.len())]),
            _ => {
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn mutated_manifests_never_panic_and_every_finding_has_a_place_inside() {
    let (folder, _, _) = book(GOOD);
    let path = folder.path().join("manifest.yaml");
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut faulty = 0;
    for _ in 0..1_500 {
        fs::write(&path, mutated(&mut dice)).expect("a manifest");
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let manifest = manifest::read(&path, &mut sources, &mut diagnostics).expect("readable");
        assert!(manifest.is_some() || diagnostics.has_errors());
        for diagnostic in &diagnostics {
            let span = diagnostic.span.expect("a place");
            assert!(span.start <= span.end && span.end as usize <= sources.text(span.source).len(), "{diagnostic:?}");
        }
        faulty += usize::from(diagnostics.has_errors());
    }
    assert!(faulty > 500, "mutation found only {faulty} faulty manifests");
}
