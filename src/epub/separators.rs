//! What `* * *` looks like in the e-book: an `hr` that the style sheet draws as stars, signs, a rule or empty space.
//!
//! Signs stand in what the style sheet generates, so nobody reads them out; a reading system that generates nothing in an
//! `hr` shows a short rule, as all do that know no `@supports`.

use super::css::Source;
use crate::font::FaceStyle;
use crate::style::{Role, Separator};

/// A short rule.
const RULE: &str = "hr { width: 25%; margin: 1.5em auto; border: 0; border-top: 1px solid; }\n";

/// The rules of separators, for a book that has some.
pub(super) fn rules(source: &Source<'_>) -> String {
    if !source.facts.has_role(Role::Separator) {
        return String::new();
    }
    match &source.styles.blocks.separator {
        Separator::Ornament(ornament) => signs(ornament),
        Separator::Stars => {
            let star = star(source);
            signs(&format!("{star}\u{A0}\u{A0}{star}\u{A0}\u{A0}{star}"))
        }
        Separator::Rule => RULE.to_owned(),
        Separator::Space => "hr { margin: 1.5em 0; border: 0; }\n".to_owned(),
    }
}

/// Signs in the place of the rule. Gecko hides what is taller than an `hr` unless it may overflow.
fn signs(signs: &str) -> String {
    let clean: String = signs.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\' | '<')).collect();
    format!(
        "{RULE}@supports (display: grid) {{\n  hr {{ width: auto; height: auto; margin: 1em 0; border: 0; overflow: \
         visible; text-align: center; }}\n  hr::before {{ content: \"{clean}\"; }}\n}}\n"
    )
}

/// The star of the page, U+066D ARABIC FIVE POINTED STAR, where the face has it.
fn star(source: &Source<'_>) -> char {
    let families = &source.styles.style(Role::Separator).families;
    let face = families.iter().find_map(|family| source.faces.select(family, FaceStyle::default()));
    let has = face.is_some_and(|face| source.faces.get(face).coverage().covers('\u{066D}'));
    if has { '\u{066D}' } else { '*' }
}
