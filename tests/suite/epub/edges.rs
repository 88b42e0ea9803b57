//! Books at the edges: without contents, without headings, with parts for one output only, with CSS of their own.

use publish::base::Language;
use publish::book::{AnchorId, BlockKind, Division, DivisionKind, Inline, NoteId, Target};
use publish::epub::Options;
use publish::manifest::EpubFonts;
use publish::manifest::Outputs;

use super::books::{self, BOTH, block, paragraph, text};
use super::{MODIFIED, files, markups, plain, written};

#[test]
fn a_book_without_headings_has_one_entry() {
    let mut book = books::english();
    book.outline.clear();
    let contents = &markups(&written(&book, &plain()))["OEBPS/nav.xhtml"];
    assert!(contents.contains("<li class=\"entry-1\"><a href=\"text/dance.xhtml\">Bees</a></li>"), "{contents}");
}

#[test]
fn a_book_for_print_only_is_refused() {
    let mut book = books::english();
    for division in &mut book.divisions {
        division.output = Outputs { epub: false, pdf: true };
    }
    let (styles, faces) = books::styles("en");
    let fault = publish::epub::write(&book, &styles, &faces, &plain(), MODIFIED).unwrap_err();
    assert_eq!(fault.to_string(), "the book has nothing that belongs in an EPUB");
}

#[test]
fn links_to_what_is_only_printed_become_words() {
    let mut book = books::persian();
    let to_print = Inline::Link(Target::Anchor(AnchorId(3)), text("پیش‌گفتار"));
    let odd = Inline::Link(Target::Url("javascript:x()".into()), text("کد"));
    book.divisions[3].output = Outputs { epub: false, pdf: true };
    book.outline.retain(|entry| entry.anchor != AnchorId(3));
    let mark = Inline::NoteMark(NoteId(0));
    let blocks = vec![block(BlockKind::Paragraph(vec![to_print, mark, odd]))];
    book.divisions.push(Division {
        kind: DivisionKind::Chapter(blocks),
        file_stem: "last".into(),
        title: String::new(),
        language: Language::new("fa"),
        direction: book.metadata.direction,
        anchor: AnchorId(u32::MAX),
        output: BOTH,
        role: publish::manifest::DocumentRole::Chapter,
        part: None,
    });
    let markups = markups(&written(&book, &plain()));
    assert!(!markups.contains_key("OEBPS/text/preface.xhtml"));
    assert!(markups["OEBPS/text/last.xhtml"].contains("<p>پیش‌گفتار<sup><bdi>۱</bdi></sup>کد</p>"));
}

#[test]
fn a_second_mark_leads_to_the_one_note() {
    let mut book = books::english();
    let again = block(BlockKind::Paragraph(vec![Inline::Text("Again.".into()), Inline::NoteMark(NoteId(0))]));
    for division in &mut book.divisions {
        let DivisionKind::Chapter(blocks) = &mut division.kind else { continue };
        blocks.push(again.clone());
    }
    let markups = markups(&written(&book, &plain()));
    let (first, second) = (&markups["OEBPS/text/dance.xhtml"], &markups["OEBPS/text/year.xhtml"]);
    assert!(first.contains("id=\"mark-1\" href=\"#note-1\"") && first.contains("id=\"mark-1-2\" href=\"#note-1\""));
    assert_eq!(first.matches("<aside").count(), 1);
    assert!(second.contains("href=\"dance.xhtml#note-1\"") && !second.contains("<aside"));
}

#[test]
fn css_of_the_book_stands_after_ours() {
    let css = "p { color: inherit; }";
    let epub = written(
        &books::english(),
        &Options { fonts: EpubFonts::None, extra_css: Some(css.into()), ..Options::default() },
    );
    assert_eq!(files(&epub)["OEBPS/extra.css"], css.as_bytes());
    let markup = &markups(&epub)["OEBPS/text/dance.xhtml"];
    let (ours, extra) = (markup.find("../stylesheet.css").unwrap(), markup.find("../extra.css").unwrap());
    assert!(ours < extra);
}

#[test]
fn faces_go_along_with_their_licences_only_when_asked() {
    let book = books::persian();
    let with = files(&written(&book, &Options::default()));
    let fonts: Vec<&str> = with.keys().filter_map(|name| name.strip_prefix("OEBPS/fonts/")).collect();
    assert!(fonts.contains(&"OFL-Vazirmatn.txt") && fonts.contains(&"OFL-GentiumPlus.txt"), "{fonts:?}");
    assert!(fonts.iter().any(|name| name.contains("Vazirmatn-Bold")), "{fonts:?}");
    let without = files(&written(&book, &plain()));
    assert!(!without.keys().any(|name| name.contains("/fonts/")));
    let css = String::from_utf8_lossy(&without["OEBPS/stylesheet.css"]).into_owned();
    assert!(css.contains("\"Vazirmatn\"") && !css.contains("@font-face"));
}

#[test]
fn a_book_without_latin_letters_carries_no_latin_face() {
    let mut book = books::persian();
    let only = DivisionKind::Chapter(vec![paragraph("نان و آب، ۱۲ گرم (نمک).")]);
    book.divisions.retain(|division| matches!(division.kind, DivisionKind::Toc));
    book.divisions.push(Division {
        kind: only,
        file_stem: "only".into(),
        title: "نان".into(),
        language: Language::new("fa"),
        direction: book.metadata.direction,
        anchor: AnchorId(u32::MAX),
        output: BOTH,
        role: publish::manifest::DocumentRole::Chapter,
        part: None,
    });
    book.outline.clear();
    let names: Vec<String> = files(&written(&book, &Options::default())).into_keys().collect();
    assert!(names.iter().any(|name| name.contains("Vazirmatn")), "{names:?}");
    assert!(!names.iter().any(|name| name.contains("Gentium")), "{names:?}");
}

#[test]
fn nothing_is_claimed_that_the_book_does_not_hold() {
    let package = |book| markups(&written(book, &plain()))["OEBPS/content.opf"].clone();
    let (persian, english) = (package(&books::persian()), package(&books::english()));
    assert!(persian.contains(">visual<") && persian.contains(">textual,visual<"));
    assert!(!english.contains("visual") && english.contains("accessModeSufficient\">textual<"));
    assert!(!english.contains("alternativeText") && english.contains(">tableOfContents<"));
    for package in [persian, english] {
        assert!(!package.contains("conformsTo"));
        assert_eq!(package.matches("<dc:language>").count(), 1);
        assert_eq!(package.matches("dcterms:modified").count(), 1);
    }
}

#[test]
fn no_text_and_no_attribute_can_break_the_markup() {
    let mut book = books::english();
    let hostile = "a\u{0}\u{1B}\u{FFFE}]]>\"'<b>&amp;";
    let mut odd = paragraph(hostile);
    odd.classes = vec![hostile.into()];
    let code = Inline::Link(Target::Url(format!("https://example.org/{hostile}")), text(hostile));
    book.divisions.truncate(1);
    book.divisions[0].kind = DivisionKind::Chapter(vec![odd, block(BlockKind::Paragraph(vec![code]))]);
    book.divisions[0].title = hostile.into();
    book.anchors[0].id = hostile.into();
    book.outline.truncate(1);
    book.outline[0].title = hostile.into();
    book.metadata.title = hostile.into();
    book.metadata.publisher = Some(hostile.into());
    for (name, markup) in markups(&written(&book, &plain())) {
        super::parsed(&markup);
        assert!(!markup.contains(['\u{0}', '\u{1B}', '\u{FFFE}']), "{name}");
    }
}

#[test]
fn a_note_that_marks_itself_is_written_once() {
    let mut book = books::english();
    book.notes[0].blocks = vec![block(BlockKind::Paragraph(vec![Inline::NoteMark(NoteId(0))]))];
    let markup = &markups(&written(&book, &plain()))["OEBPS/text/dance.xhtml"];
    assert_eq!(markup.matches("<aside").count(), 1);
    assert!(markup.contains("id=\"mark-1-2\" href=\"#note-1\""));
}
