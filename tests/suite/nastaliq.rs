//! A face of Nastaliq that a book brings along: sloping words need room above and below, and are never lengthened.

use lopdf::Document;
use publish::base::Length;
use publish::pages::FrameRole;
use publish::style::Role;

use crate::marks::meetings;
use crate::pdf_reader::shown;
use crate::set::{SetBook, boxes, inks, lines, set};
use crate::support::{assert_expected, publish, root, stderr, stdout};

/// The text of the cases, set in a style with more lines of the manifest.
fn book(more: &str) -> SetBook {
    let font = root().join("tests/fonts/NotoNastaliqUrdu-Regular.ttf");
    let text = std::fs::read_to_string(root().join("tests/cases/pages/nastaliq/one.md")).expect("the text");
    let fonts = "fonts: { body: Noto Nastaliq Urdu, files: [NotoNastaliqUrdu-Regular.ttf] }\n";
    set(&format!("language: ur\n{fonts}{more}"), &text.repeat(3).replace("[^1]", ""), &[&font])
}

#[test]
fn lines_have_room_for_sloping_words() {
    for style in ["book", "pamphlet"] {
        let book = book(&format!("style: {style}\n"));
        let body = book.styles.style(Role::Body);
        assert!(body.line_spacing > body.size.scale(2.0), "{} on {}", body.size.to_pt(), body.line_spacing.to_pt());
        // Where the style says much less, that is told.
        assert!(book.diagnostics.iter().all(|one| one.code == "style.line-spacing"), "{:?}", book.diagnostics);
        assert_eq!(meetings(&book), Vec::<String>::new());
    }
}

#[test]
fn nothing_leaves_the_page_or_reaches_the_furniture() {
    let book = book("");
    let boxes = boxes(&book.faces);
    let page = &book.styles.page;
    assert!(book.pages.list.len() > 2);
    for leaf in &book.pages.list {
        for (at, line) in lines(leaf, FrameRole::Body) {
            for ink in inks(at, line, &book.faces, &boxes) {
                assert!(ink.top > page.head_baseline.to_pt(), "{} reaches the running head", line.text());
                let foot = (page.height - page.foot_baseline - Length::pt(9.0)).to_pt();
                assert!(ink.bottom < foot, "{} reaches the folio", line.text());
            }
        }
    }
}

#[test]
fn no_word_is_lengthened_in_any_mode() {
    for mode in ["sparing", "full", "forced"] {
        let book = book(&format!("styles: {{ roles: {{ body: {{ kashida: {mode} }} }} }}\n"));
        for page in &book.pages.list {
            for (_, line) in lines(page, FrameRole::Body) {
                assert!(line.fragments.iter().all(|fragment| fragment.kashida.is_none()), "{}", line.text());
            }
        }
    }
}

#[test]
fn the_page_of_the_cases_is_set_as_expected_and_its_words_come_back() {
    let folder = root().join("tests/cases/pages/nastaliq");
    let output = publish(&folder, &["dump", "--what", "pages", "manifest.yaml"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_expected(&folder.join("expected.txt"), &stdout(&output));
    let pdf = publish(&folder, &["pdf", "manifest.yaml", "-o", "-"]);
    assert!(pdf.status.success(), "{}", stderr(&pdf));
    let document = Document::load_mem(&pdf.stdout).expect("a PDF");
    let runs = document.page_iter().flat_map(|page| shown(&document, page));
    let text: String = runs.map(|run| run.read() + " ").collect();
    for word in ["\u{0631}\u{0648}\u{0679}\u{06CC}", "\u{0646}\u{0633}\u{062A}\u{0639}\u{0644}\u{06CC}\u{0642}"] {
        assert!(text.contains(word), "{word}");
    }
    assert!(!text.contains('\u{0640}'), "no tatweel");
}
