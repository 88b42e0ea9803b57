//! The text of every glyph of a file, judged by what the file says of it and by what it draws.
//!
//! Steps: spell what the file says in base letters and in the order of reading ([`spelling`]), turn brackets as they are
//! drawn ([`brackets`]), and name what is left without a text, or with one that its outline belies, by outlines whose
//! text is known ([`likeness`]).

mod brackets;
mod letters;
mod likeness;
mod reference;
mod spelling;

pub(super) use brackets::are_images;
pub(super) use letters::joins_next;
pub(super) use spelling::base_letters;

use super::super::TextSource;
use super::shapes::Shapes;

/// The text of a glyph, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// As in [`super::super::PositionedGlyph`].
    pub(super) text: String,
    /// As there.
    pub(super) source: TextSource,
    /// Whether it is drawn joined to the letter after it; `None` when its form is not known.
    pub(super) joins_next: Option<bool>,
    /// Whether it is a flat bar that no text of the file tells from kashida.
    pub(super) may_be_kashida: bool,
}

/// The text of each glyph of the table.
pub(super) fn judge(shapes: &Shapes) -> Vec<Named> {
    let habits = spelling::habits(shapes);
    let mut named: Vec<Named> = shapes
        .list
        .iter()
        .map(|shape| {
            let spelled = spelling::spell(shape, &habits);
            let may_be_kashida = shape.outline.is_flat() && !is_bar(&spelled.text);
            let said_wrongly = may_be_kashida && spelled.text != "\u{640}";
            let text = if said_wrongly { String::new() } else { spelled.text };
            let source = match () {
                () if text.is_empty() && said_wrongly => TextSource::Unknown,
                () if spelled.is_unknown => TextSource::Unknown,
                () if spelled.is_corrected => TextSource::Corrected,
                () => TextSource::File,
            };
            Named { text, source, joins_next: spelled.joins_next, may_be_kashida }
        })
        .collect();
    brackets::turn(shapes, &mut named);
    likeness::name(shapes, &mut named);
    for glyph in &mut named {
        if glyph.source == TextSource::Unknown {
            "\u{FFFD}".clone_into(&mut glyph.text);
        }
    }
    named
}

/// Whether a text is a sign that is a flat bar itself. U+0640 may be kashida all the same.
fn is_bar(text: &str) -> bool {
    let bars = ['-', '_', '¬', '\u{AD}', '¯', '\u{2010}', '\u{2011}', '–', '—', '―', '−', '۔'];
    let mut signs = text.chars();
    signs.next().is_some_and(|first| bars.contains(&first)) && signs.next().is_none()
}
