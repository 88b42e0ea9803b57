//! What only the whole file can know: marks without notes, notes without marks, labels and ids used twice.

use std::collections::{BTreeMap, BTreeSet};

use super::NoteDefinition;
use super::attributes::Parsed;
use crate::base::{Diagnostic, Diagnostics, Span};

/// What was seen of notes and ids.
#[derive(Debug, Default)]
pub(super) struct Checks {
    ids: BTreeSet<String>,
    marks: BTreeSet<String>,
    missing: Vec<(String, Span)>,
}

impl Checks {
    /// An id was given to something.
    pub(super) fn id(&mut self, parsed: &Parsed, diagnostics: &mut Diagnostics) {
        if let (Some(id), Some(span)) = (&parsed.attributes.id, parsed.id)
            && !self.ids.insert(id.clone())
        {
            diagnostics.push(
                Diagnostic::error("document.repeated-id", span, format!("id `{id}` is given twice in this text"))
                    .hint("links could lead to either: choose another id"),
            );
        }
    }

    /// A mark whose note exists.
    pub(super) fn note_mark(&mut self, label: &str) {
        if !self.marks.contains(label) {
            self.marks.insert(fold(label));
        }
    }

    /// A mark whose note does not exist.
    pub(super) fn missing_note(&mut self, label: &str, span: Span) {
        self.missing.push((label.to_owned(), span));
    }

    /// Reports what is wrong with the notes of the whole text; of notes with one label the first stays.
    pub(super) fn end(self, notes: Vec<NoteDefinition>, diagnostics: &mut Diagnostics) -> Vec<NoteDefinition> {
        let mut first: BTreeMap<String, Span> = BTreeMap::new();
        let mut kept = Vec::with_capacity(notes.len());
        for note in notes {
            let label = fold(&note.label);
            if first.contains_key(&label) {
                let message = format!("note `[^{}]` is written twice, only the first is printed", note.label);
                diagnostics.push(
                    Diagnostic::error("document.repeated-note", note.span, message)
                        .hint("give it a label and a mark of its own"),
                );
                continue;
            }
            if !self.marks.contains(&label) {
                let message = format!("note `[^{}]` has no mark and is not printed", note.label);
                diagnostics.push(
                    Diagnostic::warning("document.unused-note", note.span, message)
                        .hint(format!("write `[^{}]` where it belongs, or remove the note", note.label)),
                );
            }
            first.insert(label, note.span);
            kept.push(note);
        }
        report_missing(&self.missing, &first, diagnostics);
        kept
    }
}

/// Reports marks without notes, with the nearest label.
fn report_missing(missing: &[(String, Span)], notes: &BTreeMap<String, Span>, diagnostics: &mut Diagnostics) {
    for (label, span) in missing {
        let nearest = notes
            .keys()
            .map(|known| (strsim::damerau_levenshtein(known, &fold(label)), known))
            .min()
            .filter(|(distance, _)| *distance * 3 <= label.chars().count());
        let hint = match nearest {
            Some((_, known)) => format!("did you mean `[^{known}]`?"),
            None => format!("write the note in the same file: `[^{label}]: …`, at the start of a line"),
        };
        let message = format!("mark `[^{label}]` has no note");
        diagnostics.push(Diagnostic::error("document.missing-note", *span, message).hint(hint));
    }
}

/// Labels are compared without regard to case, as CommonMark compares link labels.
fn fold(label: &str) -> String {
    label.to_lowercase()
}
