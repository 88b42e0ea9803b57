//! Tags of a file, and whether they are trusted.

use publish::rescue::position::{PositionedText, Tag, TagKid};

use super::make::{Pdf, face, glyph, show};
use super::read;

/// A page with two marked lines and one more; `tree` are the structure elements under the root, `root` its object.
fn tagged(tree: impl FnOnce(&mut Pdf, usize) -> String, third: &str) -> PositionedText {
    let face = face("Gentium Plus");
    let a = glyph(&face, 'a');
    let mut pdf = Pdf::new();
    let font = pdf.font("GentiumPlus", &face, &[(a, "a")]);
    let line = |y: f32| show(50.0, y, 20.0, &[a, a]);
    let content = format!(
        "/P << /MCID 0 >> BDC {} EMC /P << /MCID 1 >> BDC {} EMC {third} BMC {} EMC",
        line(300.0),
        line(200.0),
        line(100.0)
    );
    let page = pdf.page(&content, &format!("/Font << /F {font} 0 R >>"), "/StructParents 0");
    let kids = tree(&mut pdf, page);
    let root = pdf.add(format!("<< /Type /StructTreeRoot /RoleMap << /Zwischentitel /H2 >> /K [{kids}] >>"));
    pdf.catalog = format!("/StructTreeRoot {root} 0 R /MarkInfo << /Marked true >> /Lang (fa)");
    read(&pdf.finish())
}

fn outline(tag: &Tag) -> String {
    let kid = |kid: &TagKid| match kid {
        TagKid::Tag(tag) => outline(tag),
        TagKid::Marked(page, number) => format!("{page}/{number}"),
    };
    format!("{}[{}]", tag.kind, tag.kids.iter().map(kid).collect::<Vec<_>>().join(" "))
}

fn two_paragraphs(pdf: &mut Pdf, page: usize, numbers: [u32; 2]) -> String {
    let mut kids = String::new();
    for (kind, number) in ["Zwischentitel", "P"].into_iter().zip(numbers) {
        let element = pdf.add(format!(
            "<< /Type /StructElem /S /{kind} /Pg {page} 0 R /Lang (ar) /Alt (x) /K << /Type /MCR /MCID {number} >> >>"
        ));
        kids.push_str(&format!("{element} 0 R "));
    }
    kids
}

#[test]
fn a_tree_that_holds_all_that_is_seen_is_trusted() {
    let text = tagged(|pdf, page| two_paragraphs(pdf, page, [0, 1]), "/Artifact");
    let tags = text.tags.expect("trusted");
    let trees: Vec<String> = tags.nodes.iter().map(outline).collect();
    assert_eq!(trees, ["H2[1/0]", "P[1/1]"]);
    assert_eq!((tags.nodes[0].language.as_deref(), tags.nodes[0].alt.as_deref()), (Some("ar"), Some("x")));
    let marked: Vec<Option<u32>> = text.pages[0].glyphs.iter().map(|glyph| glyph.marked).collect();
    assert_eq!(marked, [Some(0), Some(0), Some(1), Some(1), None, None]);
    assert_eq!(text.metadata.language.expect("a language").tag(), "fa");
}

#[test]
fn a_tree_is_not_trusted_that_leaves_text_out_or_names_it_twice() {
    // The third line is neither in the tree nor an artifact.
    assert!(tagged(|pdf, page| two_paragraphs(pdf, page, [0, 1]), "/Span").tags.is_none());
    assert!(tagged(|pdf, page| two_paragraphs(pdf, page, [0, 0]), "/Artifact").tags.is_none());
    assert!(tagged(|_, _| String::new(), "/Artifact").tags.is_none());
}

#[test]
fn a_tree_that_goes_up_the_page_is_not_trusted() {
    assert!(tagged(|pdf, page| two_paragraphs(pdf, page, [1, 0]), "/Artifact").tags.is_none());
}

#[test]
fn a_tree_that_holds_itself_ends() {
    let endless = |pdf: &mut Pdf, page: usize| {
        let element = pdf.add("");
        let body = format!("<< /S /P /Pg {page} 0 R /K [0 1 {element} 0 R] >>");
        pdf.replace(element, body);
        format!("{element} 0 R")
    };
    let tags = tagged(endless, "/Artifact").tags.expect("all that is seen, once");
    assert_eq!(tags.nodes.iter().map(outline).collect::<Vec<_>>(), ["P[1/0 1/1]"]);
}

#[test]
fn files_of_ours_are_tagged_and_every_glyph_is_known() {
    let folder = crate::support::small_book(
        "title: نان\nlanguage: fa\ncontents: [text/one.md]\n",
        "# نان و آتش\n\nنانوا هر روز پیش از سپیده‌دم بیدار می‌شود (ساعت ۴) و «خمیر» را می‌گیرد.\n\n## لایه‌ها\n\nلایهٔ نازک.\n",
    );
    let output = crate::support::publish(folder.path(), &["pdf", "manifest.yaml"]);
    assert!(output.status.success(), "{}", crate::support::stderr(&output));
    let found =
        std::fs::read_dir(folder.path().join("out")).expect("a folder").map(|entry| entry.expect("a file").path());
    let file = found.into_iter().find(|path| path.extension().is_some_and(|kind| kind == "pdf")).expect("a PDF");
    let text = read(&std::fs::read(file).expect("readable"));
    assert!(text.tags.is_some());
    let glyphs: Vec<_> = text.pages.iter().flat_map(|page| &page.glyphs).collect();
    assert!(glyphs.iter().all(|glyph| glyph.text != "\u{FFFD}"));
    // Letters and half-spaces of one sentence, counted: places are what arranging is for.
    let count = |sign: char| glyphs.iter().flat_map(|glyph| glyph.text.chars()).filter(|&found| found == sign).count();
    assert!(count('\u{200C}') >= 4 && count('خ') >= 1 && count('»') >= 1, "{}", count('\u{200C}'));
}

#[test]
fn marked_content_in_forms_is_named_by_the_form() {
    let face = face("Gentium Plus");
    let a = glyph(&face, 'a');
    let mut pdf = Pdf::new();
    let font = pdf.font("GentiumPlus", &face, &[(a, "a")]);
    let fonts = format!("/Font << /F {font} 0 R >>");
    let mut form = |y: f32, number: u32, parents: &str| {
        let content = format!("/P << /MCID {number} >> BDC {} EMC", show(50.0, y, 20.0, &[a, a]));
        let dict = format!("/Type /XObject /Subtype /Form /BBox [0 0 400 400] /Resources << {fonts} >> {parents}");
        pdf.stream(&dict, content.as_bytes())
    };
    // Two forms that count by themselves, and one whose numbers are those of the page.
    let (one, two, plain) =
        (form(300.0, 0, "/StructParents 1"), form(200.0, 0, "/StructParents 2"), form(100.0, 1, ""));
    let content = format!("/One Do /P << /MCID 0 >> BDC {} EMC /Two Do /Plain Do", show(50.0, 250.0, 20.0, &[a]));
    let forms = format!("{fonts} /XObject << /One {one} 0 R /Two {two} 0 R /Plain {plain} 0 R >>");
    let page = pdf.page(&content, &forms, "/StructParents 0");
    let mut kids = String::new();
    for (kind, stream, number) in [("H1", one, 0), ("P", 0, 0), ("P", two, 0), ("P", 0, 1)] {
        let stream = if stream > 0 { format!("/Stm {stream} 0 R") } else { String::new() };
        let reference = format!("<< /Type /MCR /Pg {page} 0 R {stream} /MCID {number} >>");
        let element = pdf.add(format!("<< /Type /StructElem /S /{kind} /K {reference} >>"));
        kids.push_str(&format!("{element} 0 R "));
    }
    let root = pdf.add(format!("<< /Type /StructTreeRoot /K [{kids}] >>"));
    pdf.catalog = format!("/StructTreeRoot {root} 0 R /MarkInfo << /Marked true >>");
    let text = read(&pdf.finish());
    let place = |kid: &TagKid| if let TagKid::Marked(1, number) = kid { Some(*number) } else { None };
    let tags = text.tags.as_ref().expect("each is named once");
    let named: Vec<Option<u32>> = tags.nodes.iter().flat_map(|tag| tag.kids.iter().map(place)).collect();
    let heights: Vec<Vec<f32>> = named
        .iter()
        .map(|number| {
            let own = text.pages[0].glyphs.iter().filter(|glyph| glyph.marked == *number);
            own.map(|glyph| glyph.baseline).collect()
        })
        .collect();
    assert_eq!(heights, [vec![100.0, 100.0], vec![150.0], vec![200.0, 200.0], vec![300.0, 300.0]]);
}
