//! Emphasis in letters of the Arabic script, which have no italic: what a style may say of it.

use super::Emphasis;
use super::draft::{Font, color, font};
use super::families::Families;
use super::sizes;
use crate::base::{Color, Diagnostic, Diagnostics};
use crate::font::Faces;
use crate::manifest::fields::{Checker, get};
use crate::manifest::{Node, NodeValue};

/// Emphasis as a style says it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Said {
    /// `bold`
    Bold,
    /// `{ font: … }`
    Font(Font),
    /// `overline`
    Overline,
    /// `{ color: … }`
    Color(Color),
    /// `guillemets`
    Guillemets,
}

/// Reads `bold`, `overline`, `guillemets`, `{ font: … }` or `{ color: … }`.
pub(super) fn read(node: &Node, name: &str, checker: &mut Checker<'_>) -> Option<Said> {
    match &node.value {
        NodeValue::String(word) => {
            let words = [("bold", Said::Bold), ("overline", Said::Overline), ("guillemets", Said::Guillemets)];
            let found = words.into_iter().find(|(known, _)| known == word).map(|(_, said)| said);
            if found.is_none() {
                let slanted = matches!(word.as_str(), "italic" | "oblique" | "slanted");
                let why = if slanted { ": the Arabic script has no italic" } else { "" };
                report(node, format!("`{word}` is no value of `{name}`{why}"), checker);
            }
            found
        }
        NodeValue::Map(pairs) => {
            checker.keys(pairs, name, &["font", "color"], &[]);
            match (get(pairs, "font"), get(pairs, "color")) {
                (Some(node), None) => font(node, &format!("{name}.font"), checker).map(Said::Font),
                (None, Some(node)) => color(node, &format!("{name}.color"), checker).map(Said::Color),
                (None, None) => None,
                (Some(_), Some(_)) => {
                    report(node, format!("`{name}` has both a face and a colour"), checker);
                    None
                }
            }
        }
        _ => {
            report(node, format!("`{name}` is neither a word nor a face or colour"), checker);
            None
        }
    }
}

fn report(node: &Node, message: String, checker: &mut Checker<'_>) {
    let hint = "write one of bold, overline, guillemets, { font: Amiri }, { color: \"#8a1c1c\" }";
    checker.push(Diagnostic::error(checker.codes.unknown_value, node.span, message).hint(hint));
}

/// Emphasis in text of a family: another face is as large as that of the text.
pub(super) fn resolve(
    said: Option<Said>,
    text: &[String],
    families: &Families,
    faces: &Faces,
    diagnostics: &mut Diagnostics,
) -> Emphasis {
    match said {
        None | Some(Said::Bold) => Emphasis::Bold,
        Some(Said::Overline) => {
            Emphasis::Overline { height: sizes::above_letters(text.first().map_or("", String::as_str), faces) }
        }
        Some(Said::Color(color)) => Emphasis::Color(color),
        Some(Said::Guillemets) => Emphasis::Guillemets,
        Some(Said::Font(font)) => {
            let (own, _) = families.of(&font, faces, diagnostics);
            let scale = match (own.first(), text.first()) {
                (Some(own), Some(text)) => sizes::beside(own, text, faces),
                _ => 1.0,
            };
            Emphasis::Face { families: own, scale }
        }
    }
}
