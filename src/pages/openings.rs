//! Where divisions begin, and the column their text is set in.

use super::ItemRole;
use super::row::Opening;
use super::setter::{Column, Tools};
use crate::book::{Division, DivisionKind};
use crate::manifest::DocumentRole;
use crate::style::{ChapterStart, Role};

/// What a division follows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// The half title, whose other side is blank.
    HalfTitle,
    /// Running text.
    Chapter,
    /// Anything else, or nothing.
    Other,
}

impl After {
    /// What the division after this one follows.
    pub(super) fn of(division: &Division) -> Self {
        match &division.kind {
            DivisionKind::HalfTitle => Self::HalfTitle,
            DivisionKind::Chapter(_) if !division.role.is_display() => Self::Chapter,
            _ => Self::Other,
        }
    }
}

/// Where a division begins. In a run of text only a chapter after a chapter does.
pub(super) fn opening(division: &Division, after: After, chapter_start: ChapterStart) -> Opening {
    match (&division.kind, chapter_start) {
        // What stands alone on a page faces nothing.
        (DivisionKind::Part, _) => Opening::Recto,
        (DivisionKind::TitlePage, _) if after == After::HalfTitle => Opening::Recto,
        (DivisionKind::Copyright, ChapterStart::Recto) => Opening::Page,
        (_, ChapterStart::Recto) => Opening::Recto,
        (DivisionKind::Chapter(_), _) if division.role.is_display() => Opening::Page,
        (DivisionKind::Chapter(_), ChapterStart::Continuous) if after == After::Chapter => Opening::Flow,
        _ => Opening::Page,
    }
}

/// The column of the text of a document, in the role of what it is to the book.
pub(super) fn column_of_role(role: DocumentRole, tools: &Tools<'_, '_>, column: Column) -> Column {
    match role {
        DocumentRole::Bibliography => column.of(Role::Bibliography, ItemRole::Paragraph),
        DocumentRole::Dedication | DocumentRole::Epigraph => {
            let style = tools.style(Role::Dedication);
            let narrowed = column.narrowed(style.start_indent, style.end_indent);
            Column { between: style.line_spacing / 3, ..narrowed.of(Role::Dedication, ItemRole::Paragraph) }
        }
        _ => column,
    }
}
