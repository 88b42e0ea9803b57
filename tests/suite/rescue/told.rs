//! What manuscripts cannot hold is told; what they can is kept: marks of lists, front matter, comments, flat files.

use std::fmt::Write as _;
use std::io::Write as _;

use publish::base::Language;
use publish::lint::{Edit, Proof};
use publish::rescue::found::{Block, BlockKind, Found, Inline, Place};
use publish::rescue::read::{self, File};
use publish::rescue::{self, Edited, write};

fn found(name: &str, bytes: &[u8]) -> Found {
    let file = File { name, bytes, encoding: None, beside: &|_| None };
    rescue::import(&file, None).unwrap_or_else(|fault| panic!("{name}: {}", fault.message)).found
}

fn manuscript(name: &str, text: &str) -> String {
    write::manuscript(&found(name, text.as_bytes()), "")
}

/// What was left out by a rule.
fn told(found: &Found, rule: &str) -> Vec<String> {
    found.left_out.iter().filter(|left| left.rule == rule).map(|left| left.text.clone()).collect()
}

fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a name");
        archive.write_all(text.as_bytes()).expect("bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn brackets_behind_the_numbers_of_a_list_stay() {
    let texts = ["۱) آرد\n\n۲) آب\n\n۳) نمک\n", "(۱) آرد\n\n(۲) آب\n\n(۳) نمک\n"];
    for text in texts {
        assert_eq!(manuscript("a.txt", text), "1) آرد\n2) آب\n3) نمک\n", "{text}");
    }
    assert_eq!(manuscript("a.txt", "۱. آرد\n\n۲. آب\n"), "1. آرد\n2. آب\n");
    assert_eq!(manuscript("a.md", "3) آرد\n4) آب\n\n1. نان\n"), "3) آرد\n4) آب\n\n1. نان\n");
}

/// A Word file with one list of two items; its numbers are `format`, written as `text` says.
fn list_of_word(format: &str, text: &str, first: &str) -> Vec<u8> {
    let space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
    let item = |words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let document = format!("<w:document {space}><w:body>{}{}</w:body></w:document>", item("آرد"), item("آب"));
    let numbering = format!(
        "<w:numbering {space}><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='{first}'/>\
         <w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl></w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
    );
    let relations = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
        <Relationship Id='r1' Type='x/numbering' Target='numbering.xml'/></Relationships>";
    archive(&[
        ("word/document.xml", &document),
        ("word/numbering.xml", &numbering),
        ("word/_rels/document.xml.rels", relations),
    ])
}

#[test]
fn numbers_of_lists_that_manuscripts_lack_are_told() {
    for (format, text, words, lost) in [
        ("decimal", "%1.", "1. آرد\n2. آب\n", None),
        ("decimal", "%1)", "1) آرد\n2) آب\n", None),
        ("decimal", "(%1)", "1) آرد\n2) آب\n", Some("(1)")),
        ("lowerLetter", "%1.", "1. آرد\n2. آب\n", Some("a.")),
    ] {
        let found = found("a.docx", &list_of_word(format, text, "1"));
        assert_eq!(write::manuscript(&found, ""), words, "{text}");
        assert_eq!(told(&found, "rescue.list-mark").first().map(String::as_str), lost, "{text}");
    }
    let found = found("a.html", "<html><ol type=i start=4><li>آرد<li>آب</ol></html>".as_bytes());
    assert_eq!(write::manuscript(&found, ""), "4. آرد\n5. آب\n");
    assert_eq!(told(&found, "rescue.list-mark"), ["i."]);
}

#[test]
fn numbers_beyond_all_measure_are_none() {
    let huge = "18446744073709551615";
    assert_eq!(write::manuscript(&found("a.docx", &list_of_word("decimal", "%1.", huge)), ""), "1. آرد\n2. آب\n");
    let html = format!("<html><ol start={huge}><li>آرد<li>آب</ol><ol start=999999999><li>نان<li>نمک</ol></html>");
    let last = "1. آرد\n2. آب\n\n<!-- -->\n\n999999999. نان\n999999999. نمک\n";
    assert_eq!(manuscript("a.html", &html), last);
}

#[test]
fn lists_right_in_lists_are_read_once() {
    let mut html = "<html>".to_owned();
    html.push_str(&"<ul>".repeat(60));
    html.push_str("<li>نان</html>");
    let start = std::time::Instant::now();
    assert_eq!(manuscript("a.html", &html).matches("نان").count(), 1);
    assert!(start.elapsed() < std::time::Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn what_front_matter_says_is_kept_or_told() {
    let text = "---\ntitle: نان\nauthor:\n  - name: مینا راد\n    role: illustrator\ntranslator: مانی\ndraft: true\n\
        layout: post\nempty:\nabstract: کوتاه\ndescription: بلند\nlang: نه\n---\n\nآرد و آب.\n";
    let found = found("a.md", text.as_bytes());
    let people: Vec<(&str, &str)> =
        found.metadata.creators.iter().map(|one| (one.name.as_str(), one.role.as_str())).collect();
    assert_eq!(people, [("مینا راد", "illustrator"), ("مانی", "translator")]);
    assert_eq!(found.metadata.description, "کوتاه");
    assert_eq!(told(&found, "rescue.metadata"), ["draft: true", "layout: post", "description: بلند", "lang: نه"]);
}

#[test]
fn comments_are_told_wherever_they_stand() {
    let html = "<html><head><!-- head --></head><body><!--[if gte mso 9]><p>x</p><![endif]--><ul><!-- یک --><li>نان</ul>\
        <p>آب<!-- دو --></p></body></html>";
    assert_eq!(told(&found("a.html", html.as_bytes()), "rescue.comment"), ["یک", "دو"]);
    let page = "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>نان</p><!-- سه --></body></html>";
    let book = archive(&[
        (
            "META-INF/container.xml",
            "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>",
        ),
        (
            "a.opf",
            "<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>",
        ),
        ("a.xhtml", page),
    ]);
    assert_eq!(told(&found("a.epub", &book), "rescue.comment"), ["سه"]);
}

#[test]
fn flat_files_of_opendocument_are_read_like_those_in_archives() {
    let image = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let mut text = String::from("<?xml version='1.0' encoding='UTF-8'?>\n<office:document");
    for space in ["office", "text", "drawing", "meta", "style"] {
        let prefix = if space == "drawing" { "draw" } else { space };
        let _ = write!(text, " xmlns:{prefix}='urn:oasis:names:tc:opendocument:xmlns:{space}:1.0'");
    }
    let _ = write!(
        text,
        " xmlns:dc='http://purl.org/dc/elements/1.1/' office:mimetype='application/vnd.oasis.opendocument.text'>\
         <office:meta><dc:title>نان</dc:title></office:meta><office:body><office:text>\
         <text:h text:outline-level='1'>آرد</text:h><text:p>آرد و آب<text:note><text:note-body><text:p>و نمک.</text:p>\
         </text:note-body></text:note></text:p><text:p><draw:frame><draw:image><office:binary-data>{image}\
         </office:binary-data></draw:image></draw:frame></text:p></office:text></office:body></office:document>"
    );
    let found = found("a.fodt", text.as_bytes());
    assert_eq!(found.metadata.title, "نان");
    assert_eq!((found.notes.len(), found.images.len()), (1, 1), "{:?}", found.left_out);
    let manuscript = write::manuscript(&found, "");
    assert!(manuscript.starts_with("# آرد\n\nآرد و آب[^1]\n\n[^1]: و نمک.\n\n![](image.png)"), "{manuscript}");
}

#[test]
fn archives_that_unpack_a_thousandfold_are_faults() {
    let space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
    let mut document = format!("<w:document {space}><w:body>");
    document.push_str(&"<w:p/>".repeat(2_000_000));
    document.push_str("</w:body></w:document>");
    let bytes = archive(&[("word/document.xml", &document)]);
    assert!(bytes.len() < 100_000, "{}", bytes.len());
    let file = File { name: "a.docx", bytes: &bytes, encoding: None, beside: &|_| None };
    let fault = read::read(&file).expect_err("it is too dense");
    assert!(fault.message.contains("more than 200 times its size"), "{}", fault.message);
}

#[test]
fn a_term_stands_before_its_meaning_in_the_report() {
    let doubtful = |was: &str, now: &str| {
        let mut text = Edited::found(was);
        let range = 0..was.len();
        text.apply(&[Edit { range, replacement: now.to_owned(), rule: "mend.lam-alef", proof: Proof::Doubtful }]);
        vec![Inline::Text(text)]
    };
    let meaning = Block::new(BlockKind::Paragraph(doubtful("معن", "معنا")), Place::default());
    let list = vec![(doubtful("واژ", "واژه"), vec![meaning.clone()]), (doubtful("دگر", "دیگر"), vec![meaning])];
    let found = Found { blocks: vec![Block::new(BlockKind::Definitions(list), Place::default())], ..Found::default() };
    let manuscript = write::manuscript(&found, "");
    let text = write::ReportText {
        name: "a.txt",
        kind: "plain text".to_owned(),
        path: "text/a.md",
        manuscript: &manuscript,
        found: &found,
    };
    let report = write::report("نان", &Language::new("fa"), &[text]);
    let new = report.split("class=\"new\"").nth(1).expect("a changed block");
    let places: Vec<Option<usize>> = ["واژه", "معنا", "دیگر"].iter().map(|word| new.find(word)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
}

#[test]
fn what_is_written_is_read_again_whatever_stands_in_it() {
    let lists = "<html><ul><li><ul><li><ul><li><ul><li></li></ul></li></ul></li></ul></li><li>نان</li></ul></html>";
    let found = found("a.html", lists.as_bytes());
    let written = write::manuscript(&found, "");
    assert!(!written.lines().any(|line| line.trim() == "- - - -"), "{written}");
    // Attributes that mean nothing, divisions without a name, byte order marks.
    assert_eq!(manuscript("a.md", "نان [آب]{} و\n"), "نان \\[آب\\]\\{\\} و\n");
    assert_eq!(manuscript("a.md", "::: {.warning}\n\nنان\n\nآب\n\n:::\n"), "نان\n\nآب\n");
    assert_eq!(manuscript("a.txt", "نان\u{FEFF} و آب\n"), "نان و آب\n");
    assert_eq!(manuscript("a.html", "<html><a href='http://a.b/\u{B}c'>نان</a>"), "[نان](http://a.b/c)\n");
    let mut twice = vec![self::found("a.md", "[نان]{#a .b} و [آب]{#a .c}\n".as_bytes())];
    write::settle(&mut twice, &[("a.md".to_owned(), "a.md".to_owned())]);
    assert_eq!(write::manuscript(&twice[0], ""), "[نان]{#a .b} و [آب]{.c}\n");
}

#[test]
fn doubts_about_very_long_words_are_shortened() {
    let mut text = Edited::found("ب".repeat(400));
    let edit = |range: std::ops::Range<usize>, proof| Edit {
        range: range.start * 2..range.end * 2,
        replacement: "پ".to_owned(),
        rule: "mend.word",
        proof,
    };
    text.apply(&[edit(10..200, Proof::Suggested), edit(250..390, Proof::Doubtful)]);
    let block = Block::new(BlockKind::Paragraph(vec![Inline::Text(text)]), Place::default());
    let written = write::manuscript(&Found { blocks: vec![block], ..Found::default() }, "");
    let doubts: Vec<&str> = written.lines().filter(|line| line.starts_with("<!-- doubt")).collect();
    assert!(doubts.len() == 2 && doubts.iter().all(|doubt| doubt.contains('…') && doubt.len() < 600), "{doubts:?}");
}

#[test]
fn tables_without_measure_become_paragraphs() {
    let mut html = format!("<html><table><tr>{}", "<td>x".repeat(1000));
    html.push_str(&"<tr><td>نان<td>آب".repeat(5000));
    let written = manuscript("a.html", &html);
    assert!(written.len() < 200_000 && written.ends_with("\n\nنان · آب\n"), "{}", written.len());
}

#[test]
fn notes_go_one_deep_and_what_is_deeper_is_told() {
    let text = "نان[^a] و آب[^b]\n\n[^a]: آرد[^c] و [^a]\n\n[^b]: نمک[^a]\n\n[^c]: خاک[^b]\n";
    let mut found = vec![self::found("a.md", text.as_bytes())];
    write::settle(&mut found, &[("a.md".to_owned(), "a.md".to_owned())]);
    assert_eq!(told(&found[0], "rescue.note-mark"), ["[^a]", "[^a]", "[^b]"]);
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("a.md"), text).expect("a file");
    let run = |arguments: &[&str]| crate::support::publish(folder.path(), arguments).status.success();
    assert!(run(&["import", "a.md", "-o", "book"]) && run(&["epub", "book"]));
}
