//! `publish check`: what it reports and how, its exit codes, what `--fix` mends and what it never touches.

use std::fs;
use std::path::Path;

use super::support::{assert_expected, publish, root, small_book, stderr, stdout};

const MANIFEST: &str = "title: نان و کتاب\nlanguage: fa\ndate: 2026-11-21\ncontents: [text/one.md]\n";

/// The damaged sample, copied to where it may be mended.
fn damaged() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("text")).expect("a new folder");
    for name in ["manifest.yaml", "text/bread.md", "text/khubz.md"] {
        fs::copy(case().join(name), folder.path().join(name)).expect("the sample is there");
    }
    folder
}

fn case() -> std::path::PathBuf {
    root().join("tests/cases/check/damaged")
}

/// Every file below a folder and what it holds.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files.extend(contents(&path));
        } else {
            files.push((path.display().to_string(), fs::read(&path).expect("readable")));
        }
    }
    files.sort();
    files
}

fn text(folder: &Path) -> String {
    fs::read_to_string(folder.join("text/one.md")).expect("the text is there")
}

#[test]
fn a_damaged_text_is_reported_by_rule_and_nothing_is_written() {
    let book = damaged();
    let before = contents(book.path());
    let checked = publish(book.path(), &["check", "manifest.yaml"]);
    assert_eq!(checked.status.code(), Some(0), "suggestions are no errors");
    assert_eq!(stdout(&checked), "");
    assert_expected(&case().join("expected.human.txt"), &stderr(&checked));
    let verbose = publish(book.path(), &["check", "manifest.yaml", "--format", "short"]);
    assert_expected(&case().join("expected.short.txt"), &stderr(&verbose));
    assert_eq!(contents(book.path()), before);
}

#[test]
fn what_is_proved_is_mended_once_and_nothing_else() {
    let book = damaged();
    let fixed = publish(book.path(), &["check", ".", "--fix"]);
    assert_eq!(fixed.status.code(), Some(0), "{}", stderr(&fixed));
    assert_eq!(stdout(&fixed), "./text/bread.md\n./text/khubz.md\n");
    for name in ["bread", "khubz"] {
        let mended = fs::read_to_string(book.path().join(format!("text/{name}.md"))).expect("it is there");
        assert_expected(&case().join(format!("expected.{name}.md")), &mended);
    }
    let after = contents(book.path());
    let again = publish(book.path(), &["check", ".", "--fix"]);
    assert_eq!(stdout(&again), "");
    assert!(!stderr(&again).contains("--fix mends"), "{}", stderr(&again));
    assert_eq!(contents(book.path()), after);
}

#[test]
fn findings_are_counted_and_all_told_on_demand() {
    let book = small_book(MANIFEST, &"کتاب ها\n\n".repeat(500));
    let checked = publish(book.path(), &["check", "manifest.yaml"]);
    let expected = "warning[half-space.plural]: a space before the ending of the plural (500 places)
    text/one.md:1:1: `کتاب ها`, write `کتاب\u{200C}ها`
    text/one.md:3:1: `کتاب ها`, write `کتاب\u{200C}ها`
    text/one.md:5:1: `کتاب ها`, write `کتاب\u{200C}ها`
    … and 497 more (-v tells all)
publish: manifest.yaml: 500 warnings
";
    assert_eq!(stderr(&checked), expected);
    let all = publish(book.path(), &["check", "manifest.yaml", "-v"]);
    assert_eq!(stderr(&all).matches("write `").count(), 500);
    let quiet = publish(book.path(), &["check", "manifest.yaml", "-q"]);
    assert_eq!(stderr(&quiet), "");
}

#[test]
fn reports_for_editors_have_what_mends_a_place() {
    let book = small_book(MANIFEST, "كتاب ها\n");
    let checked = publish(book.path(), &["check", "manifest.yaml", "--format", "json"]);
    let objects: Vec<serde_json::Value> =
        stderr(&checked).lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect();
    let find = |code: &str| objects.iter().find(|object| object["code"] == code).expect("it is reported");
    let kaf = find("orthography.kaf");
    assert_eq!((&kaf["fixable"], &kaf["instead"]), (&true.into(), &"کتاب".into()));
    let plural = find("half-space.plural");
    assert_eq!((&plural["fixable"], &plural["words"]), (&false.into(), &"كتاب ها".into()));
    assert_eq!((&plural["place"]["line"], &plural["place"]["end"]), (&1.into(), &"كتاب ها".len().into()));
}

#[test]
fn errors_of_the_book_end_with_1_and_orthography_is_reported_too() {
    let book = small_book(MANIFEST, "<b>نان</b>\n\nكتاب [آب](#nowhere)\n");
    let checked = publish(book.path(), &["check", "manifest.yaml"]);
    assert_eq!(checked.status.code(), Some(1));
    let report = stderr(&checked);
    assert!(report.contains("document.raw-html") && report.contains("orthography.kaf"), "{report}");
    assert!(!book.path().join("out").exists());
    let missing = publish(book.path(), &["check", "nowhere.yaml"]);
    assert_eq!(missing.status.code(), Some(2));
    let missing = publish(book.path(), &["check", "--fix", "nowhere.yaml"]);
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn what_a_build_warns_of_is_told_too() {
    let book = small_book(MANIFEST, "نان ۱۲-۳۴ و \u{A997}.\n");
    let checked = publish(book.path(), &["check", "manifest.yaml"]);
    let built = publish(book.path(), &["build", "manifest.yaml"]);
    assert!(stderr(&built).contains("warning["), "a character without a glyph");
    for line in stderr(&built).lines() {
        assert!(stderr(&checked).contains(line), "{line}\n{}", stderr(&checked));
    }
}

#[test]
fn a_book_passes_over_the_rules_it_allows() {
    let manifest = format!("{MANIFEST}check: {{ allow: [orthography.kaf, half-space.plural] }}\n");
    let book = small_book(&manifest, "كتاب ها و علي\n");
    let checked = publish(book.path(), &["check", "manifest.yaml", "--fix"]);
    let report = stderr(&checked);
    assert!(!report.contains("half-space.plural"), "{report}");
    assert_eq!(text(book.path()), "كتاب ها و علی\n");
    let manifest = format!("{MANIFEST}check: {{ allow: [orthography.kaff], deny: [] }}\n");
    let book = small_book(&manifest, "نان\n");
    let checked = publish(book.path(), &["check", "manifest.yaml"]);
    assert_eq!(checked.status.code(), Some(1));
    let report = stderr(&checked);
    assert!(report.contains("manifest.yaml:5:18: error[manifest.unknown-value]: `orthography.kaff`"), "{report}");
    assert!(report.contains("did you mean `orthography.kaf`?"), "{report}");
    assert!(report.contains("unknown key `deny` in `check`"), "{report}");
}

#[test]
fn doubts_are_listed_until_their_comments_go() {
    let doubts =
        "نان<!-- doubt rescue.lam-alef: انقلب یا انقلاب؟ --> تازه.\n\n<!-- doubt rescue.order: سطر وارونه؟ -->\n\nآب.\n";
    let book = small_book(MANIFEST, doubts);
    let checked = publish(book.path(), &["check", "manifest.yaml"]);
    let expected = "warning[import.doubt]: places marked as doubtful (2 places)
    text/one.md:1:4: rescue.lam-alef: انقلب یا انقلاب؟
    text/one.md:3:1: rescue.order: سطر وارونه؟
publish: manifest.yaml: 2 warnings
";
    assert_eq!(stderr(&checked), expected);
    let built = publish(book.path(), &["epub", "manifest.yaml"]);
    assert!(built.status.success());
    assert_eq!(stderr(&built).matches("warning[import.doubts]: 2 places are marked as doubtful").count(), 1);
    assert_eq!(stderr(&built).matches("warning").count(), 1, "{}", stderr(&built));
    fs::write(book.path().join("text/one.md"), "نان تازه.\n\nآب.\n").expect("it is ours");
    let checked = publish(book.path(), &["check", "manifest.yaml"]);
    assert_eq!(stderr(&checked), "publish: manifest.yaml: nothing found\n");
}

#[test]
fn byte_order_mark_line_ends_and_rights_of_a_file_stay() {
    let book = small_book(MANIFEST, "\u{FEFF}كتاب\r\nآب\r\n");
    let file = book.path().join("text/one.md");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("it is ours");
    }
    let fixed = publish(book.path(), &["check", "manifest.yaml", "--fix"]);
    assert!(fixed.status.success());
    assert_eq!(stderr(&fixed).lines().next(), Some("text/one.md: mended 1 place: orthography.kaf 1"));
    assert_eq!(text(book.path()), "\u{FEFF}کتاب\r\nآب\r\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o640);
    }
}

#[test]
fn brackets_of_long_quotations_and_lists_match() {
    let text = "«نان تازه.\n\n«آب سرد.\n\nنمک.»\n\nالف) آرد ب) آب ۳) نمک\n\n::: verse\n«نان / آب\nآتش / باد»\n:::\n";
    let book = small_book(MANIFEST, text);
    let checked = publish(book.path(), &["check", "manifest.yaml"]);
    assert_eq!(stderr(&checked), "publish: manifest.yaml: nothing found\n");
    fs::write(book.path().join("text/one.md"), "نان )تازه( و «آب\n").expect("it is ours");
    let checked = publish(book.path(), &["check", "manifest.yaml"]);
    assert!(
        stderr(&checked).contains("punctuation.bracket]: brackets and quotation marks without a partner (3 places)")
    );
}

#[test]
fn signs_that_a_latin_phrase_loses_are_reported() {
    let book = small_book(MANIFEST, "قانون U.S. را دید، Bread. بعد (Why?) را و Yahoo? را خواند.\n");
    let checked = publish(book.path(), &["check", "manifest.yaml"]);
    let expected =
        "warning[direction.neutral]: the sign at the end of a Latin phrase is set at the other side of it (2 places)
    text/one.md:1:7: `U.S.`, write `[U.S.]{dir=ltr}`
    text/one.md:1:43: `Yahoo?`, write `[Yahoo?]{dir=ltr}`
publish: manifest.yaml: 2 warnings
";
    assert_eq!(stderr(&checked), expected);
}

#[test]
fn digits_that_the_book_prints_are_left_to_it() {
    let text = "نان 5 و ۶ و ٤.\n";
    let book = small_book(&format!("{MANIFEST}numbering: {{ digits: latin }}\n"), text);
    let fixed = publish(book.path(), &["check", "manifest.yaml", "--fix"]);
    assert!(!stderr(&fixed).contains("numbers.latin-digits"), "{}", stderr(&fixed));
    assert_eq!(self::text(book.path()), text);
}

#[test]
fn a_book_that_spells_in_two_ways_is_told_so() {
    let text = "کتاب\u{200C}ها و کتاب\u{200C}ها و کتابها.\n\nخانهٔ ما و خانه\u{200C}ی ما و نامهٔ ما، ۵ و ۷ و 9.\n";
    let book = small_book(MANIFEST, text);
    let checked = publish(book.path(), &["check", "manifest.yaml"]);
    let report = stderr(&checked);
    for line in [
        "text/one.md:1:21: `کتابها`",
        "several forms of the ezafe after ه: `هٔ` twice, `ه\u{200C}ی` once",
        "several kinds of digits: `Persian` twice, `European` once",
    ] {
        assert!(report.contains(line), "{line}\n{report}");
    }
}

#[test]
fn the_sample_books_have_nothing_to_mend() {
    let books = root().join("books");
    for entry in fs::read_dir(&books).expect("the books") {
        let book = entry.expect("readable").path();
        if book.join("manifest.yaml").exists() {
            let checked = publish(&root(), &["check", &book.display().to_string()]);
            assert_eq!(checked.status.code(), Some(0), "{}", stderr(&checked));
            assert!(stderr(&checked).ends_with("nothing found\n"), "{}", stderr(&checked));
        }
    }
}
