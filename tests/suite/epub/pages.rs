//! The list of pages: one entry a printed page, each leading to the first word that begins on it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{markups, parsed};
use crate::support::{publish, root, small_book, stderr, stdout};

const XHTML: &str = "http://www.w3.org/1999/xhtml";
const OPS: &str = "http://www.idpf.org/2007/ops";

/// A sample book in a folder of its own that names its pages.
fn sample(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&root().join("books").join(name), folder.path());
    let path = folder.path().join("manifest.yaml");
    let manifest = fs::read_to_string(&path).expect("a manifest");
    let lines = manifest.lines().filter(|line| !line.starts_with("epub:"));
    let manifest = lines.map(|line| format!("{line}\n")).collect::<String>() + "epub: { pages: pdf }\n";
    fs::write(&path, manifest).expect("writable");
    folder
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).expect("readable");
        if name == "out" {
            continue;
        }
        if path.is_dir() {
            fs::create_dir(to.join(&name)).expect("a new folder");
            copy(&path, &to.join(name));
        } else {
            fs::copy(&path, to.join(name)).expect("a new file");
        }
    }
}

/// The markup of a book's EPUB.
fn built(folder: &Path) -> BTreeMap<String, String> {
    let output = publish(folder, &["epub", ".", "-q", "-o", "book.epub"]);
    assert!(output.status.success(), "{}", stderr(&output));
    markups(&fs::read(folder.join("book.epub")).expect("it was written"))
}

/// Labels of the pages, and the words of the first line of text on each, as the layout has them.
fn printed(folder: &Path) -> Vec<(String, Option<String>)> {
    let mut pages: Vec<(String, Option<String>)> = Vec::new();
    let mut is_text = false;
    for line in stdout(&publish(folder, &["dump", "--what", "pages", "-q", "."])).lines() {
        if let Some((_, label)) = line.split_once(" label ").filter(|_| line.starts_with("page ")) {
            pages.push((label.to_owned(), None));
        } else if !line.starts_with("    ") {
            is_text = line.starts_with("  body");
        } else if is_text && let Some((_, first)) = pages.last_mut() {
            // Block, role, language, x, y, width, words.
            let parts: Vec<&str> = line.trim_start().splitn(7, ' ').collect();
            let is_made = parts[1] == "artifact" || parts[1].ends_with("-label") || parts[3] == "image";
            if first.is_none() && !is_made && parts.len() == 7 {
                *first = Some(parts[6].to_owned());
            }
        }
    }
    pages
}

/// Labels and targets of the list of pages, from the content folder.
fn listed(navigation: &str) -> Vec<(String, String)> {
    let document = parsed(navigation);
    let list = document.descendants().find(|node| node.attribute((OPS, "type")) == Some("page-list"));
    let links = list.expect("a list of pages").descendants().filter(|node| node.has_tag_name((XHTML, "a")));
    links
        .map(|link| (link.text().unwrap_or_default().to_owned(), link.attribute("href").unwrap_or_default().to_owned()))
        .collect()
}

/// The label of the mark with an id, and the text behind it, without marks of notes and notes.
fn behind(markup: &str, id: &str) -> (String, String) {
    let document = parsed(markup);
    let mark = document.descendants().find(|node| node.attribute("id") == Some(id)).expect("a mark");
    assert_eq!(mark.attribute((OPS, "type")), Some("pagebreak"));
    assert_eq!(mark.attribute("role"), Some("doc-pagebreak"));
    let is_text = |node: &roxmltree::Node<'_, '_>| {
        let roles = ["doc-noteref", "doc-footnote"];
        let left_out = |node: roxmltree::Node<'_, '_>| node.attribute("role").is_some_and(|role| roles.contains(&role));
        node.is_text() && !node.ancestors().any(left_out)
    };
    let mut text = String::new();
    for node in document.descendants().skip_while(|node| *node != mark).filter(is_text).take(60) {
        text.push_str(node.text().unwrap_or_default());
        let is_phrase = |name| ["em", "strong", "span", "bdi", "a"].contains(&name);
        if !node.parent().is_some_and(|parent| is_phrase(parent.tag_name().name())) {
            text.push(' ');
        }
    }
    (mark.attribute("aria-label").unwrap_or_default().to_owned(), text)
}

#[test]
fn every_printed_page_is_listed_and_leads_to_its_first_word() {
    for name in ["bread", "bees", "binder", "verses"] {
        let folder = sample(name);
        let (markups, pages) = (built(folder.path()), printed(folder.path()));
        let listed = listed(&markups["OEBPS/nav.xhtml"]);
        assert!(pages.len() >= 8 && listed.len() == pages.len(), "{name}: {} of {}", listed.len(), pages.len());
        let mut compared = 0;
        for (number, ((label, first), (shown, href))) in (1..).zip(pages.iter().zip(&listed)) {
            assert_eq!(label, shown, "{name}");
            let (file, id) = href.split_once('#').expect("a place in a file");
            assert_eq!(id, format!("page-{number}"), "{name}: each page has a mark");
            let (named, text) = behind(&markups[&format!("OEBPS/{file}")], id);
            assert_eq!(named, *label);
            // Title pages and the copyright page say more here than on paper; a broken word begins earlier.
            let Some(first) = first.as_deref().filter(|_| file.contains("text/") && number > 3) else { continue };
            let first = first.split_whitespace().next().expect("a word").replace(['\u{2068}', '\u{2069}'], "");
            let words: Vec<&str> = text.split_whitespace().take(3).collect();
            let is_rest = words[0] != first && !first.contains(words[0]) && name == "bees";
            assert!(
                is_rest || words.iter().any(|word| word.starts_with(&*first)),
                "{name} {label}: {first}: {words:?}"
            );
            compared += usize::from(!is_rest);
        }
        assert!(compared + 3 >= pages.len() / 2, "{name}: {compared} of {} pages were compared", pages.len());
    }
}

#[test]
fn marks_stand_inside_paragraphs_items_and_verse_and_before_headings() {
    let markup: String = built(sample("bread").path()).into_values().collect();
    let mark = "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page-";
    assert!(markup.contains(&format!("<p>{mark}")) || markup.contains(&format!(" {mark}")), "inside a paragraph");
    for (_, after) in markup.match_indices(mark).map(|(at, _)| (at, &markup[at..])) {
        let end = after.find("</span>").expect("it is closed") + "</span>".len();
        assert!(!after[..end].contains("</h"), "no heading has a mark");
    }
    for level in 1..=6 {
        let tag = format!("<h{level}");
        let inside = markup.split(&tag).skip(1).filter_map(|rest| rest.split("</h").next());
        assert!(inside.into_iter().all(|heading| !heading.contains("pagebreak")), "level {level}");
    }
}

#[test]
fn the_source_of_pages_is_named_by_its_identifier_or_title() {
    let text = "# نان\n\nنان گرم است.\n";
    let package = |epub: &str| {
        let manifest = format!("title: نان\nlanguage: fa\ncontents: [one.md]\n{epub}").replace("one.md", "text/one.md");
        built(small_book(&manifest, text).path()).remove("OEBPS/content.opf").expect("a package document")
    };
    let named = package("epub: { pages: pdf, source: 'urn:isbn:978-0-306-40615-7' }\n");
    assert!(named.contains("<dc:source id=\"page-source\">urn:isbn:978-0-306-40615-7</dc:source>"));
    assert!(named.contains("<meta property=\"pageBreakSource\">urn:isbn:978-0-306-40615-7</meta>"));
    for feature in ["pageNavigation", "pageBreakMarkers"] {
        assert!(named.contains(&format!("<meta property=\"schema:accessibilityFeature\">{feature}</meta>")));
    }
    let unnamed = package("epub: { pages: pdf }\n");
    assert!(unnamed.contains("<meta property=\"pageBreakSource\">نان (PDF)</meta>") && !unnamed.contains("dc:source"));
    let none = package("");
    assert!(!none.contains("pageBreak") && !none.contains("pageNavigation"), "no pages, no source");
}

#[test]
fn a_source_without_pages_and_a_wrong_isbn_are_errors() {
    for (epub, code) in [
        ("{ source: 'urn:isbn:978-0-306-40615-7' }", "manifest.source-without-pages"),
        ("{ pages: pdf, source: 'urn:isbn:978-0-306-40615-8' }", "manifest.bad-identifier"),
        ("{ pages: paper }", "manifest.unknown-value"),
    ] {
        let manifest = format!("title: نان\nlanguage: fa\ncontents: [text/one.md]\nepub: {epub}\n");
        let folder = small_book(&manifest, "# نان\n");
        let output = publish(folder.path(), &["epub", ".", "--format", "short"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains("manifest.yaml:4:") && stderr(&output).contains(code), "{epub}");
    }
}

#[test]
fn the_index_has_the_page_numbers_of_the_pdf() {
    let paragraph = "نان و [تنور]{.index} و آب و آرد و نمک و خمیر و کتاب و کاغذ و مرکب و جلد. ".repeat(60);
    let text =
        format!("# نان\n\n{paragraph}\n\n{paragraph}\n\nصفحهٔ [](#end){{ref=page}}\n\n## پایان {{#end}}\n\nنان.\n");
    let manifest = "title: نان\nlanguage: fa\ncontents: [text/one.md, index]\nepub: { pages: pdf }\n";
    let folder = small_book(manifest, &text);
    let markups = built(folder.path());
    let pages = printed(folder.path()).len();
    let index = &markups["OEBPS/text/index.xhtml"];
    let document = parsed(index);
    let is_locator = |node: &roxmltree::Node<'_, '_>| node.attribute((OPS, "type")) == Some("index-locator");
    let links: Vec<&str> =
        document.descendants().filter(is_locator).filter_map(|node| node.attribute("href")).collect();
    assert!(pages > 4, "{pages} pages");
    let [first, last] = links[..] else { panic!("one range of pages: {links:?}") };
    assert!(first.ends_with("#page-1") && first != last && last.contains("#page-"), "{links:?}");
    assert!(index.contains("aria-label=\"صفحه ۱، نان\""), "{index}");
    let chapter = markups.iter().find(|(name, _)| name.contains("text/one")).expect("the chapter").1;
    assert!(chapter.contains("صفحهٔ <a href=\"#end\"><bdi dir=\"rtl\">"), "the reference says the page");
}
