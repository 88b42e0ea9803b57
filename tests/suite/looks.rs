//! How pages look: one picture for each built-in style, drawn by poppler from the PDF and compared with a stored one.
//!
//! Rasterisers differ in the edges of letters, and versions of poppler in hinting: pages are compared cell by cell, by the
//! ink in it. `ACCEPT=1` stores pictures anew; look at them before you commit.

use std::path::Path;
use std::process::Command;

use image::{GrayImage, Luma};

use crate::support::{publish, root, small_book, stderr};

/// Pixels to the inch when drawn: enough that a rule's thickness hardly depends on who draws it.
const RESOLUTION: &str = "160";
/// The side of a square of drawn pixels that becomes one pixel of the picture: 40 to the inch.
const SHRUNK: u32 = 4;
/// The side of a cell, in pixels of the picture: less than half a line of text.
const CELL: u32 = 4;
/// How far the ink of a cell may be off, of 255, and that of all inked cells on average. Drawn by Cairo, MuPDF or PDFium
/// these pages are off by 26 and 6 at most; lines a quarter point further apart by 31 and 9, notes half a point larger by
/// 37 and 10.
const TOLERANCE: (f64, f64) = (30.0, 7.5);

const PROSE: &str = "# نان و آتش\n\nآرد و آب و نمک و اندکی مایه: نان همین است، و با این همه هیچ دو نانوایی یک نان نمی‌پزند.[^1] \
    خمیر را که شب بگذاری، صبح بیدار است؛ دست که در آن ببری، نفس می‌کشد.\n\n\
    [^1]: و زمان، که به شمار نمی‌آید و از همه مهم‌تر است.\n\n\
    ## تنور\n\nتنور را پیش از سحر روشن می‌کنند. نخستین نان را به دیوار می‌زنند و نگاه می‌کنند: اگر زود سرخ شد، آتش تند \
    است و باید اندکی صبر کرد.\n\n1. هیزمِ خشک\n2. دو پیمانه آرد\n3. یک شب\n\n> نانِ گرم را نمی‌برند، می‌شکنند.\n\n\
    ::: box {title=\"یادآوری\"}\nخمیر را در جای خنک نگه دارید.\n:::\n\n| آرد | آب |\n|:--|--:|\n| ۵۰۰ | ۳۵۰ |\n| ۱۰۰۰ | ۷۰۰ |\n";
const POEM: &str = "# گندم\n\n::: verse {numbers=2}\nز گندم یکی دانه در خاک شد / به باران و خورشید و غم پاک شد\n\
    شبی چند در تیرگی خفت و باز / برآورد سر سبز و گردن‌فراز\nچو پُر شد سرش، سر فرو برد پیش / که پُرمایه را سر بُوَد زیرِ خویش\n\n\
    بیا تا سرِ سفره با هم شویم\n:::\n";
const NEWS: &str = "::: masthead {motto=\"نان برای همه\"}\n:::\n\n::: article\n# یک بامداد در نانوایی\n\n\
    نانوایی محله هر روز پیش از آنکه خیابان بیدار شود چراغش روشن است. خمیر را شب گذاشته‌اند که آرام ور بیاید و حالا تنور \
    گرم است؛ بوی نانِ تازه از درِ نیمه‌باز بیرون می‌زند و تا سرِ کوچه می‌رود.\n:::\n\n::: article\n# کارگاه پنجشنبه\n\n\
    این هفته با هم نانِ شیرمال می‌پزیم. آرد و تنور از ماست، پیش‌بند از شما. کودکان هم می‌توانند بیایند.\n:::\n\n\
    ::: contact {title=\"با ما\"}\nکوچهٔ نانوا، شمارهٔ ۷\n\n::: qr {data=\"https://example.org/nan\" size=22mm}\n:::\n:::\n";

/// The first page of a text in a style, drawn by poppler; `None` after a printed reason. In CI that is a failure.
#[expect(clippy::print_stderr, reason = "a case that is left out says so")]
fn picture(style: &str, roles: &str, text: &str) -> Option<GrayImage> {
    let manifest = format!(
        "title: نان\nlanguage: fa\ndate: 2026-11-21\nissue: 7\nstyle: {style}\nstyles: {{ roles: {{ {roles} }} }}\n\
         contents: [text/one.md]\n"
    );
    let folder = small_book(&manifest, text);
    let made = publish(folder.path(), &["pdf", "manifest.yaml", "-o", "made.pdf"]);
    assert!(made.status.success() && made.stderr.is_empty(), "{style}: {}", stderr(&made));
    let drawing = ["-r", RESOLUTION, "-gray", "-png", "-singlefile", "-f", "1", "-l", "1", "made.pdf", "page"];
    let Ok(drawn) = Command::new("pdftoppm").args(drawing).current_dir(folder.path()).output() else {
        eprintln!("SKIP {style}: pdftoppm is not installed (tests/validators/setup installs poppler-utils)");
        assert!(std::env::var("CI").as_deref() != Ok("true"), "pdftoppm is missing, and in CI that is a failure");
        return None;
    };
    assert!(drawn.status.success(), "{style}: {}", stderr(&drawn));
    Some(shrink(&image::open(folder.path().join("page.png")).expect("a picture").into_luma8()))
}

/// The picture with each square of pixels in one.
fn shrink(drawn: &GrayImage) -> GrayImage {
    let (width, height) = (drawn.width() / SHRUNK, drawn.height() / SHRUNK);
    GrayImage::from_fn(width, height, |x, y| {
        let square = (0..SHRUNK * SHRUNK).map(|at| (x * SHRUNK + at % SHRUNK, y * SHRUNK + at / SHRUNK));
        let sum: u32 = square.map(|(x, y)| u32::from(drawn.get_pixel(x, y).0[0])).sum();
        Luma([u8::try_from(sum / (SHRUNK * SHRUNK)).expect("a mean of bytes")])
    })
}

/// The largest difference of two cells and the mean of all; `None` for pages of different sizes.
fn difference(one: &GrayImage, other: &GrayImage) -> Option<(f64, f64)> {
    if one.dimensions() != other.dimensions() {
        return None;
    }
    let (width, height) = (one.width() / CELL, one.height() / CELL);
    let ink = |picture: &GrayImage, x: u32, y: u32| -> f64 {
        let pixels = (0..CELL * CELL).map(|at| picture.get_pixel(x * CELL + at % CELL, y * CELL + at / CELL).0[0]);
        pixels.map(f64::from).sum::<f64>() / f64::from(CELL * CELL)
    };
    let cells = (0..width * height).map(|at| (at % width, at / width));
    let differences: Vec<f64> = cells.map(|(x, y)| (ink(one, x, y) - ink(other, x, y)).abs()).collect();
    // Mean of the cells that hold ink in one of both, so that white margins do not dilute it.
    let inked = differences.iter().filter(|difference| **difference > 0.0).count().max(1);
    let count = f64::from(u32::try_from(inked).expect("a small page"));
    Some((differences.iter().copied().fold(0.0, f64::max), differences.iter().sum::<f64>() / count))
}

fn looks_the_same(one: &GrayImage, other: &GrayImage) -> bool {
    difference(one, other).is_some_and(|(largest, mean)| largest <= TOLERANCE.0 && mean <= TOLERANCE.1)
}

/// Compares a style's page with the stored one.
fn check(style: &str, text: &str) {
    let Some(page) = picture(style, "", text) else { return };
    let path = root().join("tests/cases/looks").join(style).with_extension("png");
    if std::env::var_os("ACCEPT").is_some() {
        return page.save(&path).expect("the picture is stored");
    }
    let stored = stored(&path);
    let found = difference(&page, &stored);
    assert!(looks_the_same(&page, &stored), "{style} looks different: {found:?} (ACCEPT=1 stores it anew)");
}

fn stored(path: &Path) -> GrayImage {
    image::open(path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display())).into_luma8()
}

#[test]
fn a_page_in_the_style_book() {
    check("book", PROSE);
}

#[test]
fn a_page_in_the_style_pamphlet() {
    check("pamphlet", PROSE);
}

#[test]
fn a_page_in_the_style_leaflet() {
    check("leaflet", NEWS);
}

#[test]
fn a_page_in_the_style_poetry() {
    check("poetry", POEM);
}

#[test]
fn a_page_in_the_style_large_print() {
    check("large-print", PROSE);
}

#[test]
fn space_below_the_last_block_of_a_page_is_not_carried_to_a_page_that_is_full() {
    let manifest = "title: نان\nlanguage: fa\nstyle: poetry\ncontents: [text/one.md, colophon]\n";
    let made = publish(small_book(manifest, POEM).path(), &["pdf", "manifest.yaml", "-o", "made.pdf"]);
    assert!(made.status.success() && made.stderr.is_empty(), "{}", stderr(&made));
}

#[test]
fn a_style_that_changes_a_little_is_seen() {
    let Some(page) = picture("book", "", PROSE) else { return };
    for roles in ["body: { size: 10.85pt }", "body: { line-spacing: 18.5pt }", "footnote: { size: 9pt }"] {
        let changed = picture("book", roles, PROSE).expect("poppler has just drawn a page");
        assert!(!looks_the_same(&page, &changed), "{roles}: {:?}", difference(&page, &changed));
    }
    assert!(looks_the_same(&page, &page));
}
