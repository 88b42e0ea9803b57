//! Emphasis in the style sheet: what has an italic leans, the Arabic script shows it as its styles say.
//!
//! A slanted copy of Arabic letters is an error of engines, so none may be made up.

use crate::base::{Color, Direction};
use crate::style::{Emphasis, Role, Style};

use super::css::{Source, family_list};
use super::rules::ROLES;

/// Letters with an italic.
const LEANING: &str = "font-style: italic; font-weight: inherit";
/// The class of emphasis whose letters all have an italic, in text of the Arabic script.
pub(super) const ITALIC: &str = "italic";

/// The rules of emphasis in the direction of the book, in the other one, and in roles that differ.
pub(super) fn rules(source: &Source<'_>, foreign: Direction) -> String {
    let body = source.styles.style(Role::Body);
    let foreign = format!("[dir=\"{}\"] em", foreign.name());
    if !source.direction().is_rtl() {
        return format!("em {{ {LEANING}; }}\n{}", arabic(source, body, None, &[foreign]));
    }
    let leaning = |scope: &str| [format!("{scope}{foreign}"), format!("{scope}em.{ITALIC}")];
    let mut out = arabic(source, body, None, &["em".to_owned()]) + &latin(&[&body.emphasis], &leaning(""));
    for (role, selector, _) in ROLES {
        let style = source.styles.style(role);
        if source.facts.has_role(role) && style.emphasis != body.emphasis {
            let scopes = || selector.split(", ").map(|scope| format!("{scope} "));
            let selectors: Vec<String> = scopes().map(|scope| format!("{scope}em")).collect();
            out.push_str(&arabic(source, style, Some(&body.emphasis), &selectors));
            let selectors: Vec<String> = scopes().flat_map(|scope| leaning(&scope)).collect();
            out.push_str(&latin(&[&body.emphasis, &style.emphasis], &selectors));
        }
    }
    out
}

/// The rule of emphasised Arabic letters, which undoes another one that holds for them too.
fn arabic(source: &Source<'_>, style: &Style, other: Option<&Emphasis>, selectors: &[String]) -> String {
    let mut declarations = vec!["font-style: normal".to_owned()];
    declarations.extend(other.and_then(undo).map(str::to_owned));
    declarations.extend(shown(source, style));
    let mut out = format!("{} {{ {}; }}\n", selectors.join(", "), declarations.join("; "));
    if style.emphasis == Emphasis::Guillemets {
        for (side, mark) in [("before", "\\AB"), ("after", "\\BB")] {
            out.push_str(&content(selectors, &[side], &format!("\"{mark}\"")));
        }
    } else if other == Some(&Emphasis::Guillemets) {
        out.push_str(&content(selectors, &["before", "after"], "none"));
    }
    out
}

/// The rule of words in letters that lean, without what the rules of Arabic letters say.
fn latin(others: &[&Emphasis], selectors: &[String]) -> String {
    // The weight is undone already.
    let undone = others.iter().filter(|other| ***other != Emphasis::Bold).filter_map(|other| undo(other));
    let declarations: Vec<&str> = std::iter::once(LEANING).chain(undone).collect();
    let mut out = format!("{} {{ {}; }}\n", selectors.join(", "), declarations.join("; "));
    if others.contains(&&Emphasis::Guillemets) {
        out.push_str(&content(selectors, &["before", "after"], "none"));
    }
    out
}

/// What shows the emphasis of Arabic letters; guillemets are content.
fn shown(source: &Source<'_>, style: &Style) -> Option<String> {
    Some(match &style.emphasis {
        Emphasis::Bold => "font-weight: bold".to_owned(),
        Emphasis::Face { families, .. } => {
            let style = Style { families: families.clone(), ..style.clone() };
            format!("font-family: {}", family_list(source, &style, Direction::Rtl))
        }
        Emphasis::Overline { .. } => "text-decoration: overline".to_owned(),
        Emphasis::Color(Color { red, green, blue }) => format!("color: #{red:02x}{green:02x}{blue:02x}"),
        Emphasis::Guillemets => return None,
    })
}

/// What takes an emphasis back.
fn undo(emphasis: &Emphasis) -> Option<&'static str> {
    match emphasis {
        Emphasis::Bold => Some("font-weight: inherit"),
        Emphasis::Face { .. } => Some("font-family: inherit"),
        Emphasis::Overline { .. } => Some("text-decoration: none"),
        Emphasis::Color(_) => Some("color: inherit"),
        Emphasis::Guillemets => None,
    }
}

/// What stands at the sides of what selectors choose.
fn content(selectors: &[String], sides: &[&str], content: &str) -> String {
    let beside = sides.iter().flat_map(|side| selectors.iter().map(move |one| format!("{one}::{side}")));
    format!("{} {{ content: {content}; }}\n", beside.collect::<Vec<_>>().join(", "))
}
