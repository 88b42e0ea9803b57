//! Checked access to [`Node`]s: the wrong type, an unknown key or value is reported once, at its place.
//!
//! Manifest and style files are checked alike; only the codes of their findings differ.

use std::ops::RangeInclusive;

use super::{Node, NodeValue, Spanned, nearest};
use crate::base::{Diagnostic, Diagnostics, Span};

/// The keys and values of a map, in the order written.
pub type Pairs = [(Spanned<String>, Node)];

/// A key or value that a later version has: its name, and what this version does.
pub type Later = (&'static str, &'static str);

/// The codes of what a [`Checker`] finds.
pub struct Codes {
    /// A key that means nothing.
    pub unknown_key: &'static str,
    /// A key or value that a later version will know.
    pub not_yet: &'static str,
    /// A list where text belongs, and the like.
    pub wrong_type: &'static str,
    /// A word that is none of the words possible.
    pub unknown_value: &'static str,
    /// A number or length that is too great or too small.
    pub out_of_range: &'static str,
    /// A key without a value, or text without a letter.
    pub empty_value: &'static str,
    /// Characters that no file of the output may hold.
    pub control_character: &'static str,
}

/// Checks nodes and reports what is wrong with them.
pub struct Checker<'d> {
    /// The codes of its findings.
    pub codes: &'static Codes,
    /// Where they go.
    pub diagnostics: &'d mut Diagnostics,
}

/// The value of a key.
pub fn get<'n>(pairs: &'n Pairs, key: &str) -> Option<&'n Node> {
    pairs.iter().find(|(name, _)| name.value == key).map(|(_, node)| node)
}

impl Checker<'_> {
    /// Reports an error.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The pairs of a map.
    pub fn map<'n>(&mut self, node: &'n Node, name: &str) -> Option<&'n Pairs> {
        match &node.value {
            NodeValue::Map(pairs) => Some(pairs),
            _ => self.wrong_type(node, name, "keys and values belong"),
        }
    }

    /// The items of a list.
    pub fn list<'n>(&mut self, node: &'n Node, name: &str) -> Option<&'n [Node]> {
        match &node.value {
            NodeValue::List(items) => Some(items),
            _ => self.wrong_type(node, name, "a list belongs"),
        }
    }

    /// Text of at least one letter, on one line, without white space around it. A number counts as text, as written.
    pub fn text(&mut self, node: &Node, name: &str) -> Option<Spanned<String>> {
        let (NodeValue::String(text) | NodeValue::Number(_, text)) = &node.value else {
            return self.wrong_type(node, name, "text belongs");
        };
        let value = text.trim();
        if value.is_empty() {
            return self.empty(node, name);
        }
        // XML 1.0 § 2.2 has no place for most of these, not even escaped, and no face draws the others.
        let forbidden = |c: &char| (c.is_control() && !"\n\t".contains(*c)) || ['\u{FFFE}', '\u{FFFF}'].contains(c);
        if let Some(character) = value.chars().find(forbidden) {
            let message = format!("`{name}` holds the control character U+{:04X}", u32::from(character));
            let hint = "remove the character: no book can print it";
            self.push(Diagnostic::error(self.codes.control_character, node.span, message).hint(hint));
            return None;
        }
        Some(Spanned { value: on_one_line(value), span: node.span })
    }

    /// Text items of a list; what is not text is reported and left out.
    pub fn texts(&mut self, node: &Node, name: &str) -> Vec<Spanned<String>> {
        let items = self.list(node, name).unwrap_or_default();
        let name = format!("an entry of `{name}`");
        items.iter().filter_map(|item| self.text(item, &name)).collect()
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, node: &Node, name: &str) -> Option<bool> {
        match node.value {
            NodeValue::Bool(value) => Some(value),
            _ => self.wrong_type(node, name, "`true` or `false` belongs"),
        }
    }

    /// A number within limits.
    pub fn number(&mut self, node: &Node, name: &str, limits: RangeInclusive<f64>) -> Option<f64> {
        let NodeValue::Number(value, written) = &node.value else {
            return self.wrong_type(node, name, "a number belongs");
        };
        if limits.contains(value) {
            return Some(*value);
        }
        let limits = format!("{} to {}", limits.start(), limits.end());
        self.out_of_range(node.span, name, written, &limits);
        None
    }

    /// A whole number within limits.
    pub fn whole_number(&mut self, node: &Node, name: &str, limits: RangeInclusive<u8>) -> Option<u8> {
        let NodeValue::Number(value, written) = &node.value else {
            return self.wrong_type(node, name, "a whole number belongs");
        };
        let found = limits.clone().find(|whole| f64::from(*whole) == *value);
        if found.is_none() {
            let limits = format!("{} to {}, without a fraction", limits.start(), limits.end());
            self.out_of_range(node.span, name, written, &limits);
        }
        found
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&mut self, node: &Node, name: &str, words: &[(&str, T)], later: &[Later]) -> Option<T> {
        let word = self.text(node, name)?;
        if let Some((_, value)) = words.iter().find(|(known, _)| *known == word.value) {
            return Some(*value);
        }
        if let Some((_, instead)) = later.iter().find(|(known, _)| *known == word.value) {
            let message = format!("`{name}: {}` is not in this version", word.value);
            self.push(Diagnostic::error(self.codes.not_yet, word.span, message).hint(*instead));
            return None;
        }
        let known: Vec<&str> = words.iter().map(|(known, _)| *known).collect();
        let message = format!("`{}` is no value of `{name}`", word.value);
        self.push(
            Diagnostic::error(self.codes.unknown_value, word.span, message).hint(nearest::hint(&word.value, &known)),
        );
        None
    }

    /// Reports keys that mean nothing here, or nothing yet. `owner` is the key of the map, empty at the top.
    pub fn keys(&mut self, pairs: &Pairs, owner: &str, known: &[&str], later: &[Later]) {
        for (key, _) in pairs {
            if known.contains(&key.value.as_str()) {
                continue;
            }
            let place = if owner.is_empty() { String::new() } else { format!(" in `{owner}`") };
            if let Some((_, instead)) = later.iter().find(|(name, _)| *name == key.value) {
                let message = format!("the key `{}`{place} is not in this version", key.value);
                self.push(Diagnostic::error(self.codes.not_yet, key.span, message).hint(*instead));
                continue;
            }
            let message = format!("unknown key `{}`{place}", key.value);
            let hint = nearest::hint(&key.value, known);
            self.push(Diagnostic::error(self.codes.unknown_key, key.span, message).hint(hint));
        }
    }

    /// Reports a value of the wrong type; `belongs` ends the sentence "is … where …".
    pub fn wrong_type<T>(&mut self, node: &Node, name: &str, belongs: &str) -> Option<T> {
        let found = match &node.value {
            NodeValue::Null => return self.empty(node, name),
            NodeValue::Bool(value) => format!("`{value}`"),
            NodeValue::Number(_, written) => format!("the number `{written}`"),
            NodeValue::String(text) => format!("the text `{}`", shortened(text)),
            NodeValue::List(_) => "a list".to_owned(),
            NodeValue::Map(_) => "a map of keys and values".to_owned(),
        };
        let report =
            Diagnostic::error(self.codes.wrong_type, node.span, format!("{} is {found} where {belongs}", quoted(name)));
        let quotable = matches!(node.value, NodeValue::Bool(_)) && belongs.starts_with("text");
        self.push(if quotable { report.hint("put the word in quotes if it is text") } else { report });
        None
    }

    /// Reports a value outside its limits.
    pub fn out_of_range(&mut self, span: Span, name: &str, written: &str, limits: &str) {
        let message = format!("`{name}` is {written}, out of its limits");
        self.push(Diagnostic::error(self.codes.out_of_range, span, message).hint(format!("it may be {limits}")));
    }

    /// Reports a key without a value.
    pub fn empty<T>(&mut self, node: &Node, name: &str) -> Option<T> {
        let message = format!("{} has no value", quoted(name));
        let hint = "give it one or remove the key";
        self.push(Diagnostic::error(self.codes.empty_value, node.span, message).hint(hint));
        None
    }
}

/// The text with every line end or tab, and the spaces beside it, as one space: a title is set as one paragraph.
fn on_one_line(text: &str) -> String {
    let parts = text.split(['\n', '\t']).map(|part| part.trim_matches(' '));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A key in code signs; what has several words, such as "an entry of …", as it is.
fn quoted(name: &str) -> String {
    if name.contains(' ') { name.to_owned() } else { format!("`{name}`") }
}

/// The first words of a text that is shown in a message.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= MOST && line.len() == text.len() {
        return line.to_owned();
    }
    line.chars().take(MOST).chain(['…']).collect()
}
