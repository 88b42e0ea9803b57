//! Settings: contents, numbers, fonts, style, cover, PDF and EPUB.

use super::fields::{Checker, Later, Pairs, get};
use super::paths::{Paths, has_ending};
use super::units::paper;
use super::{
    Archival, Article, ChapterNumbers, Conformance, Cover, Digits, EpubFonts, EpubOptions, EpubPages, EpubProfile,
    EpubRecord, FigureNumbers, FontOptions, FrontPages, IndexOptions, Node, NodeValue, NumberOrder, Numbering,
    PdfOptions, Spanned, StyleChoice, TocOptions, accessibility, identifier,
};
use crate::base::Diagnostic;
use std::path::PathBuf;

/// Depth of the contents where nothing is said: chapters and sections.
const TOC_DEPTH: u8 = 2;

/// `toc:`
pub(super) fn toc(pairs: &Pairs, checker: &mut Checker<'_>) -> TocOptions {
    let mut options = TocOptions { depth: TOC_DEPTH, title: None, leaders: true };
    let Some(pairs) = get(pairs, "toc").and_then(|node| checker.map(node, "toc")) else { return options };
    checker.keys(pairs, "toc", &["depth", "title", "leaders"], &[]);
    if let Some(depth) = get(pairs, "depth").and_then(|node| checker.whole_number(node, "toc.depth", 1..=6)) {
        options.depth = depth;
    }
    options.title = get(pairs, "title").and_then(|node| checker.text(node, "toc.title")).map(|title| title.value);
    if let Some(leaders) = get(pairs, "leaders").and_then(|node| checker.boolean(node, "toc.leaders")) {
        options.leaders = leaders;
    }
    options
}

/// `index:`
pub(super) fn index(pairs: &Pairs, checker: &mut Checker<'_>) -> IndexOptions {
    const ARTICLES: [(&str, Article); 2] = [("skip", Article::Skip), ("keep", Article::Keep)];
    let Some(pairs) = get(pairs, "index").and_then(|node| checker.map(node, "index")) else {
        return IndexOptions::default();
    };
    checker.keys(pairs, "index", &["title", "article"], &[]);
    let article = get(pairs, "article").and_then(|node| checker.choice(node, "index.article", &ARTICLES, &[]));
    let title = get(pairs, "title").and_then(|node| checker.text(node, "index.title")).map(|title| title.value);
    IndexOptions { title, article: article.unwrap_or_default() }
}

/// `numbering:`
pub(super) fn numbering(pairs: &Pairs, checker: &mut Checker<'_>) -> Numbering {
    const DIGITS: [(&str, Digits); 4] =
        [("auto", Digits::Auto), ("persian", Digits::Persian), ("arabic", Digits::Arabic), ("latin", Digits::Latin)];
    const DIGITS_LATER: [Later; 2] = [
        (
            "abjad",
            "this version prints auto, persian, arabic or latin digits; marks of notes: `notes: { marks: abjad }`",
        ),
        (
            "alphabetic",
            "this version prints auto, persian, arabic or latin digits; marks of notes: `notes: { marks: alphabetic }`",
        ),
    ];
    const ORDERS: [(&str, NumberOrder); 3] =
        [("auto", NumberOrder::Auto), ("rtl", NumberOrder::Rtl), ("ltr", NumberOrder::Ltr)];
    const CHAPTERS: [(&str, ChapterNumbers); 5] = [
        ("none", ChapterNumbers::None),
        ("words", ChapterNumbers::Words),
        ("digits", ChapterNumbers::Digits),
        ("abjad", ChapterNumbers::Abjad),
        ("roman", ChapterNumbers::Roman),
    ];
    const FRONT: [(&str, FrontPages); 4] = [
        ("continuous", FrontPages::Continuous),
        ("abjad", FrontPages::Abjad),
        ("alphabetic", FrontPages::Alphabetic),
        ("roman", FrontPages::Roman),
    ];
    const FIGURES: [(&str, FigureNumbers); 2] = [("none", FigureNumbers::None), ("book", FigureNumbers::Book)];
    let mut numbering = Numbering::default();
    let Some(pairs) = get(pairs, "numbering").and_then(|node| checker.map(node, "numbering")) else {
        return numbering;
    };
    // `numbering.notes` is read with the notes.
    checker.keys(pairs, "numbering", &["notes", "digits", "order", "chapters", "figures", "tables", "front"], &[]);
    if let Some(node) = get(pairs, "chapters") {
        numbering.chapters = checker.choice(node, "numbering.chapters", &CHAPTERS, &[]).unwrap_or_default();
    }
    if let Some(node) = get(pairs, "figures") {
        numbering.figures = checker.choice(node, "numbering.figures", &FIGURES, &[]).unwrap_or_default();
    }
    if let Some(node) = get(pairs, "tables") {
        numbering.tables = checker.choice(node, "numbering.tables", &FIGURES, &[]).unwrap_or_default();
    }
    if let Some(node) = get(pairs, "front") {
        numbering.front = checker.choice(node, "numbering.front", &FRONT, &[]).unwrap_or_default();
    }
    if let Some(node) = get(pairs, "digits") {
        numbering.digits = checker.choice(node, "numbering.digits", &DIGITS, &DIGITS_LATER).unwrap_or_default();
    }
    if let Some(node) = get(pairs, "order") {
        numbering.order = checker.choice(node, "numbering.order", &ORDERS, &[]).unwrap_or_default();
    }
    numbering
}

/// `fonts:`
pub(super) fn fonts(pairs: &Pairs, paths: &Paths, checker: &mut Checker<'_>) -> FontOptions {
    let Some(pairs) = get(pairs, "fonts").and_then(|node| checker.map(node, "fonts")) else {
        return FontOptions::default();
    };
    checker.keys(pairs, "fonts", &["body", "heading", "latin", "files"], &[]);
    // Whether there are such families is known to the style stage, which has the faces.
    let mut family = |key: &str| get(pairs, key).and_then(|node| checker.text(node, &format!("fonts.{key}")));
    let (body, heading, latin) = (family("body"), family("heading"), family("latin"));
    let files = get(pairs, "files").map(|node| checker.texts(node, "fonts.files")).unwrap_or_default();
    let files = files.iter().filter_map(|written| located(written, paths, checker)).collect();
    FontOptions { body, heading, latin, files }
}

/// `style:`: a name, or a path, which has a slash or ends in `.yaml`.
pub(super) fn style(pairs: &Pairs, paths: &Paths, checker: &mut Checker<'_>) -> StyleChoice {
    let Some(written) = get(pairs, "style").and_then(|node| checker.text(node, "style")) else {
        return StyleChoice::Default;
    };
    if !written.value.contains('/') && !has_ending(&written.value, &["yaml", "yml"]) {
        return StyleChoice::BuiltIn(written);
    }
    located(&written, paths, checker).map_or(StyleChoice::Default, StyleChoice::File)
}

/// `cover:`: a PNG or JPEG by its ending, whose bytes are looked at when the book is put together; `made` or `none`.
pub(super) fn cover(pairs: &Pairs, paths: &Paths, checker: &mut Checker<'_>) -> Cover {
    let Some(written) = get(pairs, "cover").and_then(|node| checker.text(node, "cover")) else { return Cover::Made };
    match written.value.as_str() {
        "made" => return Cover::Made,
        "none" => return Cover::None,
        _ => {}
    }
    let Some(file) = located(&written, paths, checker) else { return Cover::None };
    if has_ending(&written.value, &["png", "jpg", "jpeg"]) {
        return Cover::File(file);
    }
    let message = format!("`cover: {}` is neither PNG nor JPEG", written.value);
    let hint = "save the picture as .png or .jpg; `cover: made` draws one, `cover: none` leaves it out";
    checker.push(Diagnostic::error("manifest.bad-cover", written.span, message).hint(hint));
    Cover::None
}

/// `pdf:`
pub(super) fn pdf(pairs: &Pairs, checker: &mut Checker<'_>) -> PdfOptions {
    let Some(pairs) = get(pairs, "pdf").and_then(|node| checker.map(node, "pdf")) else {
        return PdfOptions::default();
    };
    checker.keys(pairs, "pdf", &["paper", "conformance"], &[]);
    // The place is kept: paper that is too small for the margins of the style is reported there.
    let place = get(pairs, "paper");
    let paper =
        place.and_then(|node| paper(checker, node, "pdf.paper").map(|value| Spanned { value, span: node.span }));
    let conformance = get(pairs, "conformance").map_or_else(Conformance::default, |node| conformance(node, checker));
    PdfOptions { paper, conformance }
}

/// `conformance:` one standard or a list of them; `none` stands alone.
fn conformance(node: &Node, checker: &mut Checker<'_>) -> Conformance {
    const NAME: &str = "pdf.conformance";
    const WORDS: [(&str, Standard); 5] = [
        ("ua-1", Standard::Accessible),
        ("a-2a", Standard::Archival(Archival::A2a)),
        ("a-2u", Standard::Archival(Archival::A2u)),
        ("a-3a", Standard::Archival(Archival::A3a)),
        ("none", Standard::None),
    ];
    let mut found = Conformance { accessible: false, archival: None, span: Some(node.span) };
    let items = if let NodeValue::List(items) = &node.value { &items[..] } else { std::slice::from_ref(node) };
    for item in items {
        match checker.choice(item, NAME, &WORDS, &[]) {
            Some(Standard::Accessible) => found.accessible = true,
            Some(Standard::Archival(archival)) => {
                if let Some(other) = found.archival.replace(archival).filter(|other| *other != archival) {
                    let message = format!("the PDF cannot be {} and {} at once", other.name(), archival.name());
                    let hint = "name one of them: a-2a to keep the book, a-3a to keep its texts with it";
                    checker.push(Diagnostic::error("manifest.two-archives", item.span, message).hint(hint));
                }
            }
            Some(Standard::None) if items.len() > 1 => {
                let message = "`none` stands among standards";
                let hint = "write `conformance: none`, or the standards alone";
                checker.push(Diagnostic::error("manifest.none-among-standards", item.span, message).hint(hint));
            }
            Some(Standard::None) | None => {}
        }
    }
    found
}

/// A word of `conformance`.
#[derive(Clone, Copy)]
enum Standard {
    Accessible,
    Archival(Archival),
    None,
}

/// `epub:`
pub(super) fn epub(pairs: &Pairs, paths: &Paths, checker: &mut Checker<'_>) -> EpubOptions {
    const PAGES: [(&str, EpubPages); 2] = [("none", EpubPages::None), ("pdf", EpubPages::Pdf)];
    const FONTS: [(&str, EpubFonts); 4] = [
        ("subset", EpubFonts::Subset),
        ("whole", EpubFonts::Whole),
        ("none", EpubFonts::None),
        // What `subset` was called before it was one.
        ("embed", EpubFonts::Subset),
    ];
    const PROFILES: [(&str, EpubProfile); 3] =
        [("common", EpubProfile::Common), ("kobo", EpubProfile::Kobo), ("kindle", EpubProfile::Kindle)];
    const RECORDS: [(&str, EpubRecord); 2] = [("none", EpubRecord::None), ("onix", EpubRecord::Onix)];
    // Faces are embedded unless the book says no: few reading systems have a good one for Persian.
    let mut options = EpubOptions::default();
    let Some(pairs) = get(pairs, "epub").and_then(|node| checker.map(node, "epub")) else { return options };
    checker.keys(pairs, "epub", &["fonts", "css", "pages", "source", "profile", "record", "accessibility"], &[]);
    if let Some(node) = get(pairs, "fonts") {
        options.fonts = checker.choice(node, "epub.fonts", &FONTS, &[]).unwrap_or_default();
    }
    options.css = get(pairs, "css").and_then(|node| css(node, paths, checker));
    if let Some(node) = get(pairs, "pages") {
        options.pages = checker.choice(node, "epub.pages", &PAGES, &[]).unwrap_or_default();
    }
    if let Some(node) = get(pairs, "source") {
        options.source = identifier::read(node, "epub.source", checker);
        if options.pages == EpubPages::None {
            let message = "`epub.source` names an edition whose pages the EPUB does not have";
            let hint = "add `pages: pdf`, or leave `source` out: a book must not name a source without its pages";
            checker.push(Diagnostic::error("manifest.source-without-pages", node.span, message).hint(hint));
        }
    }
    if let Some(node) = get(pairs, "profile") {
        options.profile = checker.choice(node, "epub.profile", &PROFILES, &[]).unwrap_or_default();
    }
    if let Some(node) = get(pairs, "record") {
        options.record = checker.choice(node, "epub.record", &RECORDS, &[]).unwrap_or_default();
    }
    if let Some(node) = get(pairs, "accessibility") {
        options.accessibility = accessibility::read(node, checker);
    }
    options
}

/// `epub.css`: its rules follow those made from the style.
fn css(node: &Node, paths: &Paths, checker: &mut Checker<'_>) -> Option<Spanned<PathBuf>> {
    let written = checker.text(node, "epub.css")?;
    located(&written, paths, checker)
}

/// A file with the place that names it.
fn located(written: &Spanned<String>, paths: &Paths, checker: &mut Checker<'_>) -> Option<Spanned<PathBuf>> {
    paths.file(written, checker).map(|located| Spanned { value: located.path, span: written.span })
}
