//! Lines: a shaped paragraph and a measure in, justified lines out.
//!
//! Steps: turn runs into boxes, glue and penalties (`items`), choose breaks of least total demerits (`breaker`,
//! Knuth and Plass 1981), put the runs of each line in visual order (`reorder`), share the slack (`justify`).

use std::ops::Range;
use std::sync::Arc;

use crate::base::{Direction, Length};
use crate::book::NoteId;
use crate::shape::{ShapedRun, TextStyle};

/// A stretch of one run on a line. Filled by lines; read by pages, dump and pdf.
#[derive(Clone, Debug)]
pub struct Fragment {
    /// Its glyphs.
    pub shaped: Arc<ShapedRun>,
    /// How it is set.
    pub style: Arc<TextStyle>,
    /// Bytes of the paragraph's text; `shaped.text` is what they say.
    pub range: Range<u32>,
    /// Type size.
    pub size: Length,
    /// Left edge, from the left edge of the line's measure.
    pub x: Length,
    /// Width on the line: that of its glyphs, and for a space what justification made of it.
    pub width: Length,
    /// Embedding level; odd is right to left.
    pub level: u8,
}

/// A line of text. Filled by lines; read by pages, dump and pdf.
#[derive(Clone, Debug)]
pub struct Line {
    /// Fragments in logical order; spaces at the line's end are left out.
    pub fragments: Vec<Fragment>,
    /// The measure it was set to.
    pub measure: Length,
    /// Greatest height of its faces above the baseline (ascender of face at size, and rise).
    pub ascent: Length,
    /// Greatest depth below the baseline, positive.
    pub descent: Length,
    /// Direction of its paragraph.
    pub direction: Direction,
    /// Whether the paragraph's text between this line and the next has white space (so that joined lines read right).
    pub ends_in_space: bool,
}

impl Line {
    /// The notes whose marks stand in the line, in logical order, each once.
    pub fn notes(&self) -> Vec<NoteId> {
        let mut notes: Vec<NoteId> = Vec::new();
        for note in self.fragments.iter().filter_map(|fragment| fragment.style.note_mark) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        notes
    }

    /// The text of the line in logical order.
    pub fn text(&self) -> String {
        self.fragments.iter().map(|fragment| &*fragment.shaped.text).collect()
    }
}
