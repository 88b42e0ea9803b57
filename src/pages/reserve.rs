//! Marks of one width: where marks counted by page move the text that decides them, all get the width of the widest, so
//! that passes come to an end.

use std::sync::Arc;

use super::setter::{Setter, natural_width};
use crate::base::{FontUnits, Length};
use crate::book::NoteId;
use crate::shape::{Run, ShapedParagraph, StyledText};

impl Setter<'_, '_> {
    /// Gives every mark that pages decide, in the text and before its note, the width of the widest mark of its stream.
    pub(super) fn reserve(&mut self, paragraph: &mut ShapedParagraph) {
        let tools = self.tools;
        let Some(seen) = tools.labels.seen() else { return };
        let is_rtl = paragraph.direction.is_rtl();
        for at in 0..paragraph.runs.len() {
            let Some(id) = note_of(&paragraph.runs[at]) else { continue };
            // A mark and the comma before it or the full stop behind it are several runs.
            if paragraph.runs.get(at + 1).and_then(note_of) == Some(id) {
                continue;
            }
            let Some(note) = tools.book.notes.get(id.0 as usize) else { continue };
            let run = &mut paragraph.runs[at];
            let marks = seen.get(usize::from(note.stream.0)).into_iter().flatten();
            let widest = marks.map(|mark| self.mark_width(mark, run)).fold(Length::ZERO, Length::max);
            let own = self.mark_width(tools.labels.mark(id, note).0, run);
            self.widen(run, widest - own, is_rtl);
        }
    }

    /// The width of a mark in the style of a run.
    fn mark_width(&mut self, mark: &str, run: &Run) -> Length {
        let text = StyledText {
            text: mark.to_owned(),
            styles: vec![(0..mark.len(), Arc::clone(&run.style))],
            isolates: Vec::new(),
            direction: crate::base::Direction::Ltr,
            span: crate::base::Span::default(),
            sources: Arc::default(),
        };
        natural_width(&crate::shape::shape(&text, self.tools.shaper, &mut self.diagnostics))
    }

    /// Widens a run on the side that is turned from its word.
    fn widen(&self, run: &mut Run, by: Length, is_rtl: bool) {
        let units_per_em = self.tools.faces.get(run.shaped.face).units_per_em();
        let units = by.raw() * i64::from(units_per_em) / run.size.raw().max(1);
        let Some(more) = i32::try_from(units).ok().filter(|units| *units > 0) else { return };
        let mut shaped = (*run.shaped).clone();
        let glyph = if is_rtl { shaped.glyphs.first_mut() } else { shaped.glyphs.last_mut() };
        let Some(glyph) = glyph else { return };
        glyph.advance = glyph.advance + FontUnits(more);
        if is_rtl {
            glyph.x_offset = glyph.x_offset + FontUnits(more);
        }
        shaped.advance = shaped.advance + FontUnits(more);
        run.shaped = Arc::new(shaped);
        run.width += by;
    }
}

/// The note whose mark or number a run is.
fn note_of(run: &Run) -> Option<NoteId> {
    run.style.note_mark.or(run.style.note_number)
}
