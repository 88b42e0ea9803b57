//! Emphasis in letters that have no italic, as each style shows it in the PDF and in the EPUB; letters are never spaced.

use std::io::Read;

use publish::base::{Color, Length};
use publish::font::{Slant, Weight};
use publish::lines::Fragment;
use publish::pages::FrameRole;

use crate::set::{SetBook, lines, set};
use crate::support::{publish, small_book, stderr};

const TEXT: &str = "آرد و *خمیر تازه* و *Sauerteig* و نان.";

/// The lines of a manifest whose body has an emphasis.
fn roles(emphasis: &str) -> String {
    format!("language: fa\nstyles: {{ roles: {{ body: {{ emphasis: {emphasis} }} }} }}\n")
}

/// The text set with an emphasis of the body.
fn book(emphasis: &str) -> SetBook {
    let book = set(&roles(emphasis), TEXT, &[]);
    assert!(book.diagnostics.is_empty(), "{:?}", book.diagnostics);
    book
}

/// The fragment of a word.
fn word(book: &SetBook, text: &str) -> Fragment {
    let mut fragments = lines(&book.pages.list[0], FrameRole::Body).flat_map(|(_, line)| &line.fragments);
    fragments.find(|fragment| fragment.shaped.text.contains(text)).expect("the word is set").clone()
}

fn family(book: &SetBook, fragment: &Fragment) -> String {
    book.faces.get(fragment.shaped.face).family().to_owned()
}

#[test]
fn arabic_letters_never_lean_and_latin_ones_do() {
    for emphasis in ["bold", "overline", "guillemets", "{ font: Amiri }", "{ color: \"#8a1c1c\" }"] {
        let book = book(emphasis);
        for text in ["خمیر", "تازه", "نان"] {
            assert_eq!(word(&book, text).style.face_style.slant, Slant::Upright, "{emphasis}: {text}");
        }
        let latin = word(&book, "Sauerteig");
        assert_eq!(latin.style.face_style, publish::font::FaceStyle { weight: Weight::Regular, slant: Slant::Italic });
        assert_eq!((latin.style.overline, latin.style.color), (None, Color::BLACK), "{emphasis}");
        assert_eq!(family(&book, &latin), "Gentium Plus");
    }
}

#[test]
fn each_emphasis_changes_what_it_says_and_nothing_else() {
    let plain = |emphasis| word(&book(emphasis), "آرد").style;
    let emphasized = |emphasis| word(&book(emphasis), "خمیر").style;
    let bold = emphasized("bold");
    assert_eq!((bold.face_style.weight, bold.size), (Weight::Bold, plain("bold").size));
    let over = emphasized("overline");
    assert_eq!(over.face_style, plain("overline").face_style);
    let height = over.overline.expect("a line");
    assert!(height > over.size.scale(0.75) && height < over.size.scale(1.1), "{}", height.to_pt());
    assert_eq!(emphasized("{ color: \"#8a1c1c\" }").color, Color { red: 0x8a, green: 0x1c, blue: 0x1c });
    let other = book("{ font: Amiri }");
    let word = word(&other, "خمیر");
    assert_eq!((family(&other, &word).as_str(), word.style.face_style.weight), ("Amiri", Weight::Regular));
    // As tall as the letters around it: Amiri is drawn smaller on its body.
    assert!(word.size > Length::pt(12.0) && word.size < Length::pt(13.0), "{}", word.size.to_pt());
}

#[test]
fn guillemets_stand_around_arabic_letters_alone_and_once() {
    let set = set(&roles("guillemets"), "نان *خمیر **تازه** و گرم* و *bread* و ***نمک***.", &[]);
    let text: String = lines(&set.pages.list[0], FrameRole::Body).map(|(_, line)| line.text()).collect();
    assert_eq!(text, "نان «خمیر تازه و گرم» و bread و «نمک».");
}

/// The style sheet of the book's EPUB.
fn style_sheet(emphasis: &str) -> String {
    sheet_of(&format!("title: نان\ncontents: [text/one.md]\n{}", roles(emphasis)), TEXT)
}

fn sheet_of(manifest: &str, text: &str) -> String {
    let folder = small_book(manifest, text);
    let output = publish(folder.path(), &["epub", "manifest.yaml", "-o", "-"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let mut container = zip::ZipArchive::new(std::io::Cursor::new(output.stdout)).expect("a zip file");
    let name = container.file_names().find(|name| name.ends_with(".css")).expect("a style sheet").to_owned();
    let mut css = String::new();
    container.by_name(&name).expect("it is there").read_to_string(&mut css).expect("UTF-8");
    css
}

#[test]
fn the_epub_shows_the_same_and_makes_no_letters_up() {
    for (emphasis, rule) in [
        ("bold", "em { font-style: normal; font-weight: bold; }\n"),
        ("overline", "em { font-style: normal; text-decoration: overline; }\n"),
        ("{ color: \"#8a1c1c\" }", "em { font-style: normal; color: #8a1c1c; }\n"),
        ("guillemets", "em::before { content: \"\\AB\"; }\nem::after { content: \"\\BB\"; }\n"),
        ("{ font: Amiri }", "font-style: normal; font-family: \"Book Face 6BC6 letters\", \"Amiri\""),
    ] {
        let css = style_sheet(emphasis);
        assert!(css.contains(rule), "{emphasis}:\n{css}");
        assert!(css.contains("font-synthesis: none;"));
        assert!(css.contains("[dir=\"ltr\"] em, em.italic { font-style: italic; font-weight: inherit"), "{css}");
    }
    assert!(style_sheet("{ font: Amiri }").contains("font-family: \"Amiri\";\n"), "the face is embedded");
}

#[test]
fn a_role_with_an_emphasis_of_its_own_takes_that_of_the_text_back() {
    let roles = "{ body: { emphasis: overline }, quote: { emphasis: guillemets } }";
    let manifest = format!("title: نان\nlanguage: fa\ncontents: [text/one.md]\nstyles: {{ roles: {roles} }}\n");
    let css = sheet_of(&manifest, &format!("{TEXT}\n\n> {TEXT}"));
    assert!(css.contains("blockquote em { font-style: normal; text-decoration: none; }\n"), "{css}");
    assert!(css.contains("blockquote em::before { content: \"\\AB\"; }\n"), "{css}");
    assert!(css.contains("blockquote em.italic::after { content: none; }\n"), "{css}");
}

#[test]
fn what_no_style_may_ask_for_is_refused_with_a_hint() {
    let report = |line: &str| {
        let manifest = format!(
            "title: نان\nlanguage: fa\ncontents: [text/one.md]\nstyles: {{ roles: {{ quote: {{ {line} }} }} }}\n"
        );
        let folder = small_book(&manifest, "نان");
        let output = publish(folder.path(), &["pdf", "manifest.yaml", "-o", "-"]);
        assert_eq!(output.status.code(), Some(1));
        stderr(&output)
    };
    let spaced = report("letter-spacing: 0.1em");
    assert!(
        spaced.contains("error[style.letter-spacing]: `quote.letter-spacing` would tear joined letters"),
        "{spaced}"
    );
    assert!(spaced.contains("`emphasis` sets words off, `kashida` lengthens joints"), "{spaced}");
    let slanted = report("emphasis: italic");
    assert!(slanted.contains("`italic` is no value of `quote.emphasis`: the Arabic script has no italic"), "{slanted}");
    assert!(report("emphasis: { font: Amiri, color: \"#123456\" }").contains("has both a face and a colour"));
    assert!(report("emphasis: { font: Amirri }").contains("there is no family `Amirri`"));
}
