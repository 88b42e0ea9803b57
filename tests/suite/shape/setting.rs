//! Styles and paragraphs for the tests of shaping.

use std::sync::{Arc, LazyLock};

use publish::base::{Color, Diagnostics, Direction, Language, Length, SourceId, Span};
use publish::font::embedded::embedded_faces;
use publish::font::{FaceStyle, Faces};
use publish::script::bidi::Isolate;
use publish::shape::{Run, ShapedParagraph, Shaper, StyledText, TextStyle, shape};
use publish::style::Kashida;

/// The faces inside the binary, parsed once for all tests.
pub(super) static FACES: LazyLock<Faces> = LazyLock::new(embedded_faces);

/// Body text in a family and language, Latin words in Gentium Plus at nine tenths of the size.
pub(super) fn style(family: &str, language: &str) -> TextStyle {
    TextStyle {
        families: vec![family.to_owned()],
        latin_families: vec!["Gentium Plus".to_owned()],
        face_style: FaceStyle::default(),
        size: Length::pt(10.0),
        latin_size: Length::pt(9.0),
        language: Language::new(language),
        rise: Length::ZERO,
        color: Color::BLACK,
        strike: false,
        overline: None,
        link: None,
        note_mark: None,
        note_number: None,
        drop: 0,
        kashida: Kashida::Off,
        hyphenates: false,
    }
}

/// A paragraph of stretches with a style each.
pub(super) fn styled(direction: Direction, parts: &[(&str, TextStyle)]) -> StyledText {
    let plain: Vec<_> = parts.iter().map(|(part, style)| (*part, style.clone(), None)).collect();
    with_isolates(direction, &plain)
}

/// The same with stretches that are isolates of a direction.
pub(super) fn with_isolates(direction: Direction, parts: &[(&str, TextStyle, Option<Direction>)]) -> StyledText {
    let mut text = String::new();
    let mut styles = Vec::new();
    let mut isolates = Vec::new();
    for (part, style, isolate) in parts {
        let start = text.len();
        text.push_str(part);
        isolates.extend(isolate.map(|direction| Isolate { range: start..text.len(), direction }));
        styles.push((start..text.len(), Arc::new(style.clone())));
    }
    StyledText { text, styles, isolates, direction, span: Span::new(SourceId(0), 0, 0), sources: Arc::default() }
}

/// A Persian paragraph in Vazirmatn.
pub(super) fn persian(text: &str) -> StyledText {
    styled(Direction::Rtl, &[(text, style("Vazirmatn", "fa"))])
}

/// Shapes with a new shaper; nothing may be reported.
pub(super) fn shaped(text: &StyledText) -> ShapedParagraph {
    let mut diagnostics = Diagnostics::new();
    let paragraph = shape(text, &Shaper::new(&FACES), &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    paragraph
}

/// The text of a run.
pub(super) fn text_of(run: &Run) -> &str {
    &run.shaped.text
}
