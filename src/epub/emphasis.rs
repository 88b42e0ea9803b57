//! Emphasis in the style sheet: what has an italic leans, the Arabic script shows it as its styles say.
//!
//! A slanted copy of Arabic letters is an error of engines, so none may be made up.

use crate::base::{Color, Direction};
use crate::style::{Emphasis, Style};

use super::css::{Source, family_list};
use super::rules::ROLES;

/// Letters with an italic.
const LEANING: &str = "font-style: italic; font-weight: inherit";

/// The rules of emphasis in the direction of the book, in the other one, and in roles that differ.
pub(super) fn rules(source: &Source<'_>, foreign: Direction) -> String {
    let body = source.styles.style(crate::style::Role::Body);
    let foreign = format!("[dir=\"{}\"] em", foreign.name());
    if !source.direction().is_rtl() {
        return format!("em {{ {LEANING}; }}\n{}", arabic(source, body, &[foreign]));
    }
    let mut out = arabic(source, body, &["em".to_owned()]);
    for (role, selector, _) in ROLES {
        let style = source.styles.style(role);
        if source.facts.has_role(role) && style.emphasis != body.emphasis {
            let selectors: Vec<String> = selector.split(", ").map(|one| format!("{one} em")).collect();
            out.push_str(&arabic(source, style, &selectors));
        }
    }
    // Words of other letters alone, wherever they stand, without what the rules above say.
    let leaning = [foreign, "em.italic".to_owned()];
    let undone = match body.emphasis {
        Emphasis::Face { .. } => "; font-family: inherit",
        Emphasis::Overline { .. } => "; text-decoration: none",
        Emphasis::Color(_) => "; color: inherit",
        Emphasis::Bold | Emphasis::Guillemets => "",
    };
    out.push_str(&format!("{} {{ {LEANING}{undone}; }}\n", leaning.join(", ")));
    if body.emphasis == Emphasis::Guillemets {
        out.push_str(&format!("{} {{ content: none; }}\n", quotes(&leaning).join(", ")));
    }
    out
}

/// The rule of emphasised Arabic letters.
fn arabic(source: &Source<'_>, style: &Style, selectors: &[String]) -> String {
    let list = selectors.join(", ");
    let shown = match &style.emphasis {
        Emphasis::Bold => "font-weight: bold".to_owned(),
        Emphasis::Face { families, .. } => {
            let families = Style { families: families.clone(), ..style.clone() };
            format!("font-family: {}", family_list(source, &families, Direction::Rtl))
        }
        Emphasis::Overline { .. } => "text-decoration: overline".to_owned(),
        Emphasis::Color(Color { red, green, blue }) => format!("color: #{red:02x}{green:02x}{blue:02x}"),
        Emphasis::Guillemets => {
            let marks: Vec<String> = quotes(selectors);
            let half = marks.len() / 2;
            return format!(
                "{list} {{ font-style: normal; }}\n{} {{ content: \"\\AB\"; }}\n{} {{ content: \"\\BB\"; }}\n",
                marks[..half].join(", "),
                marks[half..].join(", ")
            );
        }
    };
    format!("{list} {{ font-style: normal; {shown}; }}\n")
}

/// What stands before and after what selectors choose: first all before, then all after.
fn quotes(selectors: &[String]) -> Vec<String> {
    let beside = |side: &'static str| selectors.iter().map(move |one| format!("{one}::{side}"));
    beside("before").chain(beside("after")).collect()
}
