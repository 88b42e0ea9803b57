//! Reports characters that no face has, each once a paragraph.

use super::characters::Character;
use crate::base::{Diagnostic, Diagnostics, Span};

/// Reports the characters that are drawn as a box.
pub(super) fn report(characters: &[Character], span: Span, diagnostics: &mut Diagnostics) {
    let mut reported: Vec<char> = Vec::new();
    for missing in characters.iter().filter(|character| character.choice.is_missing) {
        let character = missing.character;
        if reported.contains(&character) {
            continue;
        }
        reported.push(character);
        let shown = if character.is_control() { String::new() } else { format!("{character} ") };
        let message =
            format!("no font has the character {shown}(U+{:04X}); a box is printed for it", u32::from(character));
        diagnostics.push(
            Diagnostic::warning("shape.missing-glyph", span, message)
                .hint("add a font that has the character to the fonts of the manifest, or write it otherwise"),
        );
    }
}
