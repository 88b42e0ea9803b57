//! A paragraph being shaped: its text with levels and the faces of its styles; makes runs of stretches of it.

use std::ops::Range;
use std::sync::Arc;

use super::cache::{Context, Entry, LanguageTag, Setting};
use super::families::{Candidates, Choice, Wing};
use super::{BreakAfter, Division, Elongation, Run, RunKind, Shaper, StyledText, TextStyle};
use crate::base::Direction;
use crate::script::bidi::{Levels, levels};
use crate::script::hyphenate::Hyphenation;
use crate::script::itemize::Script;
use crate::style::Kashida;

/// What the steps of shaping read.
pub(super) struct Paragraph<'t, 'f> {
    pub(super) text: &'t StyledText,
    pub(super) levels: Levels,
    /// One entry a style of the text.
    pub(super) faces: Vec<StyleFaces>,
    pub(super) shaper: &'t Shaper<'f>,
}

/// What a style's faces and features are chosen by.
pub(super) struct StyleFaces {
    /// Its faces, in the order they are tried.
    pub(super) candidates: Arc<Candidates>,
    /// What the features of a face are chosen by.
    pub(super) language: LanguageTag,
    /// How its words are broken, if they may be.
    pub(super) hyphenation: Option<Hyphenation>,
}

/// Where a run lies and how it is set.
pub(super) struct Stretch {
    /// Bytes of the paragraph.
    pub(super) range: Range<usize>,
    /// Position in `StyledText::styles`.
    pub(super) style: usize,
    /// Embedding level; odd is right to left.
    pub(super) level: u8,
    /// Never `Common` or `Inherited`.
    pub(super) script: Script,
    pub(super) choice: Choice,
    /// Whether the letters around it join it.
    pub(super) context: Context,
}

impl<'t, 'f> Paragraph<'t, 'f> {
    /// Finds the levels of a text and the faces of its styles.
    pub(super) fn new(text: &'t StyledText, shaper: &'t Shaper<'f>) -> Self {
        let of_style = |(_, style): &(Range<usize>, Arc<TextStyle>)| StyleFaces {
            candidates: shaper.candidates(style),
            language: LanguageTag::of(&style.language),
            hyphenation: Some(style)
                .filter(|style| style.hyphenates)
                .and_then(|style| Hyphenation::of(&style.language)),
        };
        let faces = text.styles.iter().map(of_style).collect();
        let levels = levels(&text.text, text.direction, &text.isolates).simplified();
        Self { text, levels, faces, shaper }
    }

    /// The glyphs of a stretch.
    pub(super) fn shaped(&self, stretch: &Stretch) -> Entry {
        self.shaper.shaped(&self.text.text[stretch.range.clone()], self.setting(stretch))
    }

    fn setting(&self, stretch: &Stretch) -> Setting {
        Setting {
            face: stretch.choice.face,
            language: self.faces[stretch.style].language,
            script: stretch.script,
            direction: if stretch.level % 2 == 1 { Direction::Rtl } else { Direction::Ltr },
            context: stretch.context,
        }
    }

    /// How a word may be lengthened, if its style asks for it.
    fn elongation(&self, stretch: &Stretch, entry: &Entry, kind: RunKind) -> Option<Arc<Elongation>> {
        let mode = self.text.styles[stretch.style].1.kashida;
        if mode == Kashida::Off || kind != RunKind::Word || self.is_part_of_word(&stretch.range) {
            return None;
        }
        self.shaper.elongation(&entry.shaped, self.setting(stretch), mode)
    }

    /// How a word may be broken, if its style asks for it and its language does so.
    fn division(&self, stretch: &Stretch, entry: &Entry, kind: RunKind) -> Option<Arc<Division>> {
        let way = self.faces[stretch.style].hyphenation.filter(|_| kind == RunKind::Word)?;
        // Parts of words with a hyphen are not broken again.
        let follows_hyphen =
            self.text.text[..stretch.range.start].ends_with(['-', '\u{2010}', '\u{2011}', '/', '.', '@']);
        if follows_hyphen || self.is_part_of_word(&stretch.range) {
            return None;
        }
        self.shaper.division(&entry.shaped, self.setting(stretch), way)
    }

    /// Whether letters or digits stand beside it without a space; the mark of a note is not part of a word.
    fn is_part_of_word(&self, range: &Range<usize>) -> bool {
        let is_mark = |byte: usize| self.text.styles[self.style_at(byte)].1.note_mark.is_some();
        let (before, after) = (&self.text.text[..range.start], &self.text.text[range.end..]);
        before.ends_with(char::is_alphanumeric) && !is_mark(range.start - 1)
            || after.starts_with(char::is_alphanumeric) && !is_mark(range.end)
    }

    /// The run of a stretch and its glyphs.
    pub(super) fn run(&self, stretch: Stretch, entry: Entry, kind: RunKind, break_after: BreakAfter) -> Run {
        let style = &self.text.styles[stretch.style].1;
        let size = match stretch.choice.wing {
            Wing::Latin => style.latin_size,
            Wing::Body => style.size,
        };
        let narrow = |byte: usize| u32::try_from(byte).expect("paragraphs are shorter than 4 GiB");
        let elongation = self.elongation(&stretch, &entry, kind);
        let division = self.division(&stretch, &entry, kind);
        Run {
            edge: self.levels.edge(stretch.range.start),
            range: narrow(stretch.range.start)..narrow(stretch.range.end),
            width: entry.shaped.advance.at(size, self.shaper.faces().get(entry.shaped.face).units_per_em()),
            shaped: entry.shaped,
            style: Arc::clone(style),
            size,
            level: stretch.level,
            kind,
            break_after,
            elongation,
            division,
        }
    }

    /// The style of the character at a byte, as a position in `StyledText::styles`.
    pub(super) fn style_at(&self, byte: usize) -> usize {
        match self.text.styles.as_slice() {
            // By far the most paragraphs have one.
            [_] => 0,
            styles => styles.partition_point(|(range, _)| range.start <= byte).saturating_sub(1),
        }
    }
}
