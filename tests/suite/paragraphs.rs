//! Shaped paragraphs made by hand, without a shaper: every letter is 10 pt wide and every space 5 pt.
//!
//! In a paragraph's text, small letters stand for a right-to-left script and capitals for Latin words inside it (in a
//! left-to-right paragraph both run left to right). `~` is a no-break space, `-` a hyphen after which a line may end,
//! `|` a forced break, `_` a space of 10 pt.

use std::sync::Arc;

use publish::base::{Direction, FontUnits, Language, Length, Span};
use publish::font::embedded::embedded_faces;
use publish::font::{FaceId, FaceStyle, Faces, GlyphId};
use publish::lines::Setting;
use publish::shape::{BreakAfter, Glyph, Run, RunKind, ShapedParagraph, ShapedRun, TextStyle};
use publish::style::{Align, Justification, Kashida};

/// The type size: a letter is one em wide.
pub(crate) const SIZE: f64 = 10.0;

/// Faces for heights; number 0 is the face of every run.
pub(crate) fn faces() -> Faces {
    embedded_faces()
}

/// A setting with spaces from 4 to 7.5 pt and no indent.
pub(crate) fn setting(measure: f64, align: Align) -> Setting {
    let justification = Justification { shrink_to: 0.8, stretch_to: 1.5, ..Justification::default() };
    Setting { measure: Length::pt(measure), first_indent: Length::ZERO, align, justification }
}

/// The style of every run.
pub(crate) fn style() -> TextStyle {
    TextStyle {
        families: vec!["Vazirmatn".to_owned()],
        latin_families: Vec::new(),
        face_style: FaceStyle::default(),
        size: Length::pt(SIZE),
        latin_size: Length::pt(SIZE),
        language: Language::new("fa"),
        rise: Length::ZERO,
        color: publish::base::Color::BLACK,
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

/// A paragraph of a text in the notation above.
pub(crate) fn paragraph(text: &str, direction: Direction) -> ShapedParagraph {
    let style = Arc::new(style());
    let mut runs = Vec::new();
    let mut at = 0;
    for token in tokens(text) {
        let level = level(text, at, token, direction);
        runs.push(run(token, at, level, &style));
        at += token.len();
    }
    ShapedParagraph { runs, direction, span: Span::default(), sources: Arc::default() }
}

/// Words (with the hyphen at their end), spaces and breaks.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let is_sign = |byte: u8| b" _~|".contains(&byte);
    let mut start = 0;
    (1..=bytes.len()).filter_map(move |end| {
        let parts = end == bytes.len() || is_sign(bytes[end]) || is_sign(bytes[end - 1]) || bytes[end - 1] == b'-';
        parts.then(|| &text[std::mem::replace(&mut start, end)..end])
    })
}

/// Capitals are Latin; a space has their level only between two of them.
fn level(text: &str, at: usize, token: &str, direction: Direction) -> u8 {
    let is_latin = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_uppercase());
    let before = text[..at].bytes().next_back();
    let after = text[at + token.len()..].bytes().next();
    let first = token.bytes().next();
    let latin = is_latin(first) || (is_latin(before) && is_latin(after) && b" _~".contains(&token.as_bytes()[0]));
    match direction {
        Direction::Ltr => 0,
        Direction::Rtl if latin => 2,
        Direction::Rtl => 1,
    }
}

fn run(token: &str, at: usize, level: u8, style: &Arc<TextStyle>) -> Run {
    let (kind, break_after, ems) = match token {
        " " => (RunKind::Space, BreakAfter::Allowed, 0.5),
        "_" => (RunKind::Space, BreakAfter::Allowed, 1.0),
        "~" => (RunKind::FixedSpace, BreakAfter::Never, 0.5),
        "|" => (RunKind::LineBreak, BreakAfter::Forced, 0.0),
        word if word.ends_with('-') => (RunKind::Word, BreakAfter::Allowed, 1.0),
        _ => (RunKind::Word, BreakAfter::Never, 1.0),
    };
    let direction = if level % 2 == 1 { Direction::Rtl } else { Direction::Ltr };
    Run {
        range: at as u32..(at + token.len()) as u32,
        shaped: Arc::new(shaped(token, direction, ems)),
        style: style.clone(),
        size: Length::pt(SIZE),
        width: Length::pt(token.len() as f64 * ems * SIZE),
        level,
        edge: None,
        kind,
        break_after,
        elongation: None,
        division: None,
    }
}

/// One glyph a byte; Vazirmatn has 2 048 units to the em.
fn shaped(text: &str, direction: Direction, ems: f64) -> ShapedRun {
    let advance = FontUnits((2_048.0 * ems) as i32);
    let glyph = |byte: usize| Glyph {
        id: GlyphId(1),
        cluster: byte as u32..byte as u32 + 1,
        advance,
        x_offset: FontUnits(0),
        y_offset: FontUnits(0),
    };
    let mut glyphs: Vec<Glyph> = (0..text.len()).map(glyph).collect();
    if direction.is_rtl() {
        glyphs.reverse();
    }
    let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
    ShapedRun { text: text.into(), face: FaceId(0), direction, glyphs: glyphs.into(), advance }
}
