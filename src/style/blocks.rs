//! What a style says of blocks as a whole: bullets by level, what `* * *` becomes.

use super::layers::Layer;
use crate::base::{Diagnostic, Language};
use crate::manifest::fields::{Checker, get};
use crate::manifest::{Node, NodeValue};

/// What `* * *` becomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Separator {
    /// Three stars, or what the face has in their place.
    #[default]
    Stars,
    /// A short rule.
    Rule,
    /// Empty space alone.
    Space,
    /// Signs, as written.
    Ornament(String),
}

/// What is the same for all blocks of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockStyle {
    /// Before the items of lists without numbers, by level; deeper ones have the last. Never empty.
    pub bullets: Vec<char>,
    /// What `* * *` becomes.
    pub separator: Separator,
    /// How many lines the first letter of a chapter reaches down; 0 for none that does.
    pub drop_initial: u8,
}

impl Default for BlockStyle {
    fn default() -> Self {
        Self { bullets: vec!['\u{2022}'], separator: Separator::default(), drop_initial: 0 }
    }
}

/// Keys of `blocks`.
pub(super) const KEYS: [&str; 3] = ["bullets", "separator", "drop-initial"];

/// Separators by name; any other text is an ornament.
const SEPARATORS: [(&str, Separator); 3] =
    [("stars", Separator::Stars), ("rule", Separator::Rule), ("space", Separator::Space)];

/// The longest ornament, in characters.
const LONGEST: usize = 20;

/// The most lines that a drop initial reaches down.
const DEEPEST: u8 = 6;

/// What the layers make of blocks, for a book in a language.
pub(super) fn resolve(layers: &[Layer], language: &Language, checker: &mut Checker<'_>) -> BlockStyle {
    let mut style = BlockStyle::default();
    for layer in layers {
        let NodeValue::Map(pairs) = &layer.node.value else { continue };
        let Some(pairs) = get(pairs, "blocks").and_then(|node| checker.map(node, "blocks")) else { continue };
        checker.keys(pairs, "blocks", &KEYS, &[]);
        if let Some(bullets) = get(pairs, "bullets").and_then(|node| bullets(node, checker)) {
            style.bullets = bullets;
        }
        if let Some(separator) = get(pairs, "separator").and_then(|node| separator(node, checker)) {
            style.separator = separator;
        }
        if let Some(lines) = get(pairs, "drop-initial").and_then(|node| drop_initial(node, language, checker)) {
            style.drop_initial = lines;
        }
    }
    style
}

/// One sign, or a list of them by level.
fn bullets(node: &Node, checker: &mut Checker<'_>) -> Option<Vec<char>> {
    let one = std::slice::from_ref(node);
    let nodes = match &node.value {
        NodeValue::List(nodes) => nodes.as_slice(),
        _ => one,
    };
    let mut signs = Vec::with_capacity(nodes.len());
    for node in nodes {
        let written = checker.text(node, "blocks.bullets")?;
        let mut characters = written.value.chars();
        match (characters.next(), characters.next()) {
            (Some(sign), None) if !sign.is_whitespace() => signs.push(sign),
            _ => {
                let message = format!("`blocks.bullets: {}` is not one sign", written.value);
                let hint = "write one sign a level: [\"•\", \"–\"]";
                checker.push(Diagnostic::error(checker.codes.unknown_value, written.span, message).hint(hint));
                return None;
            }
        }
    }
    (!signs.is_empty()).then_some(signs)
}

/// Lines that the first letter of a chapter reaches down; refused where letters join, as it would be torn off its word.
fn drop_initial(node: &Node, language: &Language, checker: &mut Checker<'_>) -> Option<u8> {
    let lines = checker.whole_number(node, "blocks.drop-initial", 0..=DEEPEST)?;
    if lines > 0 && language.direction().is_rtl() {
        let message = format!("`blocks.drop-initial: {lines}` would tear the first letter off its word");
        let hint = "remove the key: drop initials are for letters that stand apart, such as Latin ones; \
                    `roles: { body-first: { weight: bold } }` sets openings off";
        checker.push(Diagnostic::error("style.drop-initial", node.span, message).hint(hint));
        return None;
    }
    // A letter of one line is the letter as it is.
    Some(if lines == 1 { 0 } else { lines })
}

fn separator(node: &Node, checker: &mut Checker<'_>) -> Option<Separator> {
    let written = checker.text(node, "blocks.separator")?;
    if let Some((_, separator)) = SEPARATORS.iter().find(|(name, _)| *name == written.value) {
        return Some(separator.clone());
    }
    // A word of Latin letters is a name that was misspelt.
    let is_word = written.value.chars().all(|c| c.is_ascii_alphabetic());
    if is_word || written.value.chars().count() > LONGEST {
        let message = format!("`blocks.separator: {}` is not known", written.value);
        let hint = format!("write stars, rule, space, or up to {LONGEST} signs in quotes");
        checker.push(Diagnostic::error(checker.codes.unknown_value, written.span, message).hint(hint));
        return None;
    }
    Some(Separator::Ornament(written.value))
}
