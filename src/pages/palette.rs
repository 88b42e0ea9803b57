//! The palette: how a stretch of text is to look, and the one shared [`TextStyle`] of every look.
//!
//! A look is a role of the style sheet with what the text changes in it (weight, slant, size, language, link, mark).
//! Equal looks get the same `Arc`, so that shaping can tell them apart by address.

use std::collections::HashMap;
use std::sync::Arc;

use crate::base::{Direction, Language, Length};
use crate::book::{NoteId, Target};
use crate::font::{FaceStyle, Slant, Weight};
use crate::shape::TextStyle;
use crate::style::{Align, Emphasis, Kashida, Role, Style, StyleSheet};

/// Size of raised and lowered text, as a ratio of the text around it: the middle of the usual 0.65 to 0.75.
const SMALL: f64 = 0.7;
/// How far raised text goes up, in ems of the text around it; clear of the dots above Persian letters.
const RAISE: f64 = 0.36;
/// The same for letters of the Arabic script that are marks of notes.
const RAISE_HIGH: f64 = 0.48;
/// How far lowered text goes down, in ems of the text around it.
const LOWER: f64 = 0.14;

/// Where text stands to the baseline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Shift {
    /// On it.
    #[default]
    None,
    /// Raised and small.
    Raised,
    /// Raised more: letters of the Arabic script, which hang below their line, as marks of notes.
    RaisedHigh,
    /// Lowered and small.
    Lowered,
}

/// How a stretch of text differs from its paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Look {
    /// The role of its paragraph.
    pub(super) role: Role,
    /// Bold, also where the role is not.
    pub(super) bold: bool,
    /// Italic, also where the role is not.
    pub(super) italic: bool,
    /// Emphasised in letters that have no italic.
    pub(super) emphasized: bool,
    /// Set in the families of code.
    pub(super) code: bool,
    /// A line struck through it.
    pub(super) strike: bool,
    /// Where it stands to the baseline.
    pub(super) shift: Shift,
    /// Its language.
    pub(super) language: Language,
    /// The direction it is set in as an isolate.
    pub(super) isolate: Option<Direction>,
    /// Where a click leads.
    pub(super) link: Option<Target>,
    /// Whether its words keep their width, whatever the role allows.
    pub(super) is_rigid: bool,
    /// The note whose mark it is.
    pub(super) note_mark: Option<NoteId>,
    /// The note whose number it is, before the text of the note.
    pub(super) note_number: Option<NoteId>,
    /// Tenths taken off the size: cells of a table that is too wide.
    pub(super) small: u8,
    /// What it has as a drop initial, if it is one.
    pub(super) initial: Option<Initial>,
}

/// The first letter of a chapter that reaches down over lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Initial {
    /// Over how many lines.
    pub(super) lines: u8,
    /// Its type size.
    pub(super) size: Length,
}

impl Look {
    /// The plain look of a role.
    pub(super) fn plain(role: Role, language: Language) -> Self {
        Self {
            role,
            bold: false,
            italic: false,
            emphasized: false,
            code: false,
            strike: false,
            shift: Shift::None,
            language,
            isolate: None,
            link: None,
            is_rigid: false,
            note_mark: None,
            note_number: None,
            small: 0,
            initial: None,
        }
    }

    /// The size of its type as a ratio of its role's.
    pub(super) fn scale(&self) -> f64 {
        1.0 - f64::from(self.small) / 10.0
    }
}

/// The styles made so far.
#[derive(Debug, Default)]
pub(super) struct Palette {
    made: HashMap<Look, Arc<TextStyle>>,
}

impl Palette {
    /// The shared style of a look.
    pub(super) fn style(&mut self, look: &Look, styles: &StyleSheet) -> Arc<TextStyle> {
        if let Some(style) = self.made.get(look) {
            return Arc::clone(style);
        }
        let style = Arc::new(mix(look, styles));
        self.made.insert(look.clone(), Arc::clone(&style));
        style
    }
}

/// Whether words of a look may be lengthened: never in code, nor where no line is filled and nothing forces it.
fn kashida(look: &Look, base: &Style) -> Kashida {
    match base.justification.kashida {
        _ if look.code || look.is_rigid => Kashida::Off,
        mode if base.align == Align::Justify || mode == Kashida::Forced => mode,
        _ => Kashida::Off,
    }
}

/// Makes a style: the role's values, with what the look changes in them.
///
/// Raised and lowered text keeps the families around it, so that its letters are those of the text.
fn mix(look: &Look, styles: &StyleSheet) -> TextStyle {
    let base = styles.style(look.role);
    let code = styles.style(Role::Code);
    let Style { families, latin_families, .. } = if look.code { code } else { base };
    let own = base.size.scale(look.scale());
    let (size, rise) = match look.shift {
        Shift::None => (own, Length::ZERO),
        Shift::Raised => (own.scale(SMALL), own.scale(RAISE)),
        Shift::RaisedHigh => (own.scale(SMALL), own.scale(RAISE_HIGH)),
        Shift::Lowered => (own.scale(SMALL), -own.scale(LOWER)),
    };
    let drop = look.initial.map_or(0, |initial| initial.lines);
    let (size, rise) = look
        .initial
        .map_or((size, rise), |initial| (initial.size, -(base.line_spacing * (i64::from(initial.lines) - 1))));
    let style = TextStyle {
        families: families.clone(),
        latin_families: latin_families.clone(),
        face_style: FaceStyle {
            weight: if look.bold { Weight::Bold } else { base.weight },
            slant: if look.italic { Slant::Italic } else { base.slant },
        },
        size,
        latin_size: size.scale(match look.initial {
            Some(_) => 1.0,
            None if look.code => code.latin_scale,
            None => base.latin_scale,
        }),
        language: look.language.clone(),
        hyphenates: base.hyphenates && !look.code,
        rise,
        color: base.color,
        strike: look.strike,
        overline: None,
        link: look.link.clone(),
        note_mark: look.note_mark,
        note_number: look.note_number,
        drop,
        kashida: kashida(look, base),
    };
    if look.emphasized { emphasized(style, &base.emphasis) } else { style }
}

/// A style with the emphasis of Arabic letters.
fn emphasized(style: TextStyle, emphasis: &Emphasis) -> TextStyle {
    match emphasis {
        Emphasis::Bold => TextStyle { face_style: FaceStyle { weight: Weight::Bold, ..style.face_style }, ..style },
        Emphasis::Face { families, scale } => {
            // What the other face lacks is set as the text around it is.
            let others = style.families.iter().filter(|family| !families.contains(family));
            let families = families.iter().chain(others).cloned().collect();
            TextStyle { families, size: style.size.scale(*scale), ..style }
        }
        Emphasis::Overline { height } => TextStyle { overline: Some(style.size.scale(*height)), ..style },
        Emphasis::Color(color) => TextStyle { color: *color, ..style },
        // They are part of the text.
        Emphasis::Guillemets => style,
    }
}
