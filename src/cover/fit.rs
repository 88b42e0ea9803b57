//! A text in the largest size at which it keeps to its lines.

use std::sync::Arc;

use crate::base::{Diagnostics, Length, Span};
use crate::book::Book;
use crate::font::{FaceStyle, Faces};
use crate::lines::{Line, Setting, break_paragraph};
use crate::shape::{Shaper, StyledText, TextStyle, shape};
use crate::style::{Align, Breaks, Justification, Kashida, Role, Style, StyleSheet};

/// The room a text has: sizes in points, and how many lines.
pub(super) struct Limits {
    pub(super) largest: f64,
    pub(super) least: f64,
    pub(super) lines: usize,
}

/// Sets texts to one measure.
pub(super) struct Fitter<'a, 'f> {
    pub(super) styles: &'a StyleSheet,
    pub(super) shaper: &'a Shaper<'f>,
    pub(super) faces: &'a Faces,
    pub(super) book: &'a Book,
    pub(super) measure: Length,
}

/// A text as set: its lines, and where the baseline of each stands.
#[derive(Default)]
pub(super) struct Text {
    lines: Vec<Line>,
    spacing: Length,
    baseline: Length,
}

impl Text {
    /// Lines with the space each takes, and its baseline down from the top of that.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&Line, Length, Length)> {
        self.lines.iter().map(|line| (line, self.spacing, self.baseline))
    }

    /// How high all of it is.
    pub(super) fn height(&self) -> Length {
        self.lines.iter().map(|_| self.spacing).sum()
    }
}

/// Between two sizes that are tried, as a ratio.
const STEP: f64 = 0.93;

impl Fitter<'_, '_> {
    /// Sets a text in the face of a role, as large as it can be; at the least size it has the lines that it needs.
    pub(super) fn fit(&self, text: &str, role: Role, limits: &Limits) -> Text {
        if text.is_empty() {
            return Text::default();
        }
        let mut size = limits.largest;
        loop {
            let set = self.set(text, self.styles.style(role), Length::pt(size));
            let is_least = size <= limits.least;
            if is_least || (set.lines.len() <= limits.lines && set.lines.iter().all(|line| self.keeps(line))) {
                return set;
            }
            size = (size * STEP).max(limits.least);
        }
    }

    /// Whether no word of a line goes beyond the measure.
    fn keeps(&self, line: &Line) -> bool {
        line.fragments.iter().map(|fragment| fragment.width).sum::<Length>() <= self.measure
    }

    fn set(&self, text: &str, style: &Style, size: Length) -> Text {
        let metadata = &self.book.metadata;
        let look = TextStyle {
            families: style.families.clone(),
            latin_families: style.latin_families.clone(),
            face_style: FaceStyle { weight: style.weight, slant: style.slant },
            size,
            latin_size: size.scale(style.latin_scale),
            language: metadata.language.clone(),
            rise: Length::ZERO,
            color: style.color,
            strike: false,
            overline: None,
            link: None,
            note_mark: None,
            note_number: None,
            kashida: Kashida::Off,
            hyphenates: false,
            drop: 0,
        };
        let styled = StyledText {
            styles: vec![(0..text.len(), Arc::new(look))],
            text: text.to_owned(),
            isolates: Vec::new(),
            direction: metadata.direction,
            span: Span::default(),
            sources: Arc::default(),
        };
        // What the faces lack was reported with the title page, or will be.
        let mut unheard = Diagnostics::new();
        let paragraph = shape(&styled, self.shaper, &mut unheard);
        let setting = Setting {
            measure: self.measure,
            first_indent: Length::ZERO,
            align: Align::Start,
            justification: Justification { breaks: Breaks::Balanced, ..Justification::default() },
        };
        let lines = break_paragraph(&paragraph, &setting, self.faces, &mut unheard);
        let most = |of: fn(&Line) -> Length| lines.iter().map(of).fold(Length::ZERO, Length::max);
        let (ascent, descent) = (most(|line| line.ascent), most(|line| line.descent));
        // Lines of large type may stand closer than those of text, but not closer than their letters.
        let spacing = size.scale(style.line_spacing.ratio_to(style.size).min(1.5)).max((ascent + descent).scale(0.86));
        Text { spacing, baseline: (spacing + ascent - descent) / 2, lines }
    }
}
