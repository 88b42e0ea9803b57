//! Sizes by face: families equally tall, Latin letters beside Arabic ones, lines that keep their distance.

use publish::base::Length;
use publish::font::FaceStyle;
use publish::pages::FrameRole;
use publish::style::Role;

use crate::set::{SetBook, set, steps};

/// Heights of Arabic letters of the text in points, and of the letters x and H beside them.
fn heights(book: &SetBook) -> (f64, f64, f64) {
    let body = book.styles.style(Role::Body);
    let face = |family: &str| book.faces.get(book.faces.select(family, FaceStyle::default()).expect("a family"));
    let (own, latin) = (face(&body.families[0]), face(&body.latin_families[0]));
    let arabic = own.arabic_height().expect("Arabic letters").at(body.size, own.units_per_em());
    let letter = |letter| {
        let height = latin.height_of(letter).expect("a Latin letter");
        height.at(body.size.scale(body.latin_scale), latin.units_per_em()).to_pt()
    };
    (arabic.to_pt(), letter('x'), letter('H'))
}

fn book(lines: &str) -> SetBook {
    let book = set(lines, "نان و Bread", &[]);
    assert!(book.diagnostics.is_empty(), "{:?}", book.diagnostics);
    book
}

#[test]
fn letters_of_every_family_are_equally_tall() {
    for style in ["book", "pamphlet"] {
        let of = |family| heights(&book(&format!("language: fa\nstyle: {style}\nfonts: {{ body: {family} }}\n")));
        let wanted = of("Vazirmatn").0;
        for family in ["Amiri", "Noto Naskh Arabic"] {
            let (arabic, ..) = of(family);
            assert!((arabic / wanted - 1.0).abs() < 0.01, "{family} in {style}: {arabic} pt beside {wanted} pt");
        }
    }
}

#[test]
fn points_that_the_book_writes_are_kept() {
    let amiri = "language: fa\nfonts: { body: Amiri }\n";
    let roles = |body: &str| format!("{amiri}styles: {{ roles: {{ body: {{ {body} }} }} }}\n");
    let of = |body: &str| {
        let style = book(&roles(body)).styles.style(Role::Body).clone();
        (style.size, style.line_spacing)
    };
    assert_eq!(of("size: 12pt, line-spacing: 19pt"), (Length::pt(12.0), Length::pt(19.0)));
    // As the built-in style has them, for any face.
    assert_eq!(of("size-adjust: 1"), (Length::pt(10.5), Length::pt(18.0)));
    assert_eq!(of("size-adjust: 1.1, size: 10pt").0, Length::pt(11.0));
    // What the book writes is adjusted where it asks for it.
    assert!(of("size-adjust: auto, size: 12pt").0 > Length::pt(13.0));
    // English text is not adjusted to letters it does not have.
    assert_eq!(book("language: en\n").styles.style(Role::Body).size, Length::pt(10.5));
}

#[test]
fn latin_letters_are_as_tall_as_the_style_asks() {
    let of = |scale: &str| {
        let roles = format!("styles: {{ roles: {{ body: {{ latin-scale: {scale} }} }} }}\n");
        heights(&book(&format!("language: fa\n{roles}")))
    };
    let (_, x, h) = of("1");
    // Vazirmatn has Latin letters of its own to measure by: 0.54 em to x, 0.73 em to H, within what looks even.
    let (by_x, by_cap) = (of("x-height"), of("cap-height"));
    assert!(by_x.1 > x && by_cap.2 > h, "{x} {h} {by_x:?} {by_cap:?}");
    assert!((of("0.9").1 / x - 0.9).abs() < 0.01);
    for family in ["Vazirmatn", "Amiri", "Noto Naskh Arabic"] {
        let (arabic, x, _) = heights(&book(&format!("language: fa\nfonts: {{ body: {family} }}\n")));
        assert!((0.95..1.25).contains(&(x / arabic)), "{family}: x of {x} pt beside letters of {arabic} pt");
    }
}

#[test]
fn nothing_in_a_line_makes_it_jump() {
    let text =
        "نان و Saccharomyces cerevisiae و `code` و [Brot]{lang=de} و ۱۲^۳^ و H~2~O و *نان* و **Bread**[^1] و آب، ";
    let text = format!("{}\n\n[^1]: آرد.\n", text.repeat(9).replacen("[^1]", "", 8));
    for family in ["Vazirmatn", "Amiri", "Noto Naskh Arabic"] {
        let book = set(&format!("language: fa\nfonts: {{ body: {family} }}\n"), &text, &[]);
        let steps = steps(&book.pages.list[0], FrameRole::Body);
        assert!(steps.len() > 8);
        let spacing = book.styles.style(Role::Body).line_spacing;
        assert!(steps.iter().all(|step| *step == spacing), "{family}: {steps:?}");
    }
}
