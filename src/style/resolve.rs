//! Layers of style files to a [`StyleSheet`]: each role laid over its parent, lengths and families resolved.

use super::draft::{Draft, LatinScale, Shrink};
use super::families::{Families, latin_scale};
use super::layers::{CODES, Layer, layers};
use super::{Align, Justification, Role, Style, StyleSheet, page};
use crate::base::{Color, Diagnostic, Diagnostics, Direction, Error, Length, Sources, Span};
use crate::font::{Faces, Slant, Weight};
use crate::manifest::fields::{Checker, get};
use crate::manifest::units::Measure;
use crate::manifest::{Manifest, NodeValue, nearest};

/// Resolves the style of a manifest.
///
/// # Errors
/// When the style file cannot be read.
pub fn resolve(
    manifest: &Manifest,
    faces: &Faces,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<StyleSheet, Error> {
    // Which files and overrides hold, the most general first.
    let (name, layers) = layers(manifest, sources, diagnostics)?;
    let mut checker = Checker { codes: &CODES, diagnostics };
    check_keys(&layers, &mut checker);
    // The page.
    let place = Span::new(manifest.source, 0, 0);
    let page = page::resolve(&layers, manifest.pdf.paper.as_ref(), place, &mut checker);
    // What is said of each role, by itself.
    let drafts = drafts(&layers, &mut checker);
    // What holds for each, with what its parents say.
    let families = Families::new(manifest, faces, diagnostics);
    let measure = page.width - page.inside - page.outside;
    let style = |role| {
        let style = style(role, &drafts, &families, faces, diagnostics);
        check_indents(role, &style, measure, drafts[role as usize].span.unwrap_or(place), diagnostics);
        style
    };
    let roles = Role::ALL.into_iter().map(style).collect();
    Ok(StyleSheet { name, page, roles })
}

/// Keys of a style file; overrides in a manifest have the last two.
const KEYS: [&str; 4] = ["name", "base", "page", "roles"];

/// Reports keys of the top level that mean nothing; built-in files are checked by tests.
fn check_keys(layers: &[Layer], checker: &mut Checker<'_>) {
    for layer in layers.iter().filter(|layer| !layer.is_built_in) {
        if let NodeValue::Map(pairs) = &layer.node.value {
            checker.keys(pairs, "", &KEYS, &[]);
        }
    }
}

/// What the layers say of each role, in the order of [`Role::ALL`].
fn drafts(layers: &[Layer], checker: &mut Checker<'_>) -> Vec<Draft> {
    let mut drafts = vec![Draft::default(); Role::ALL.len()];
    for layer in layers {
        let NodeValue::Map(pairs) = &layer.node.value else { continue };
        let Some(roles) = get(pairs, "roles").and_then(|node| checker.map(node, "roles")) else { continue };
        for (key, node) in roles {
            let Some(role) = Role::of_name(&key.value) else {
                let names: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
                let message = format!("there is no role `{}`", key.value);
                let report = Diagnostic::error("style.unknown-role", key.span, message);
                checker.push(report.hint(nearest::hint(&key.value, &names)));
                continue;
            };
            let mut draft = Draft::read(node, role.name(), checker);
            // A place inside the binary helps nobody.
            draft.span = draft.span.filter(|_| !layer.is_built_in).map(|_| key.span);
            let below = std::mem::take(&mut drafts[role as usize]);
            drafts[role as usize] = draft.over(below);
        }
    }
    drafts
}

/// The draft of a role over those of its parents.
fn whole(role: Role, drafts: &[Draft]) -> Draft {
    let own = drafts[role as usize].clone();
    match role.parent() {
        Some(parent) => own.over(whole(parent, drafts)),
        None => own,
    }
}

/// The type size of a role; em are those of its parent.
fn size(role: Role, drafts: &[Draft]) -> Length {
    let above = || role.parent().map_or(Length::pt(10.5), |parent| size(parent, drafts));
    drafts[role as usize].size.map_or_else(above, |size| match size {
        Measure::Absolute(length) => length,
        Measure::Em(ratio) => above().scale(ratio),
    })
}

/// The style of a role: its draft with every length at its size, its families known to the faces.
fn style(role: Role, drafts: &[Draft], families: &Families, faces: &Faces, diagnostics: &mut Diagnostics) -> Style {
    let draft = whole(role, drafts);
    let size = size(role, drafts);
    let at = |measure: Option<Measure>| measure.map_or(Length::ZERO, |measure| measure.at(size));
    let font = draft.font.unwrap_or(super::draft::Font::Body);
    // A wrong family is reported for the role that names it, not for those that take it from there.
    let mut inherited = Diagnostics::new();
    let sink = if drafts[role as usize].font.is_some() { diagnostics } else { &mut inherited };
    let direction = families.direction();
    let (families, latin_families) = families.of(&font, faces, sink);
    let latin_scale = match draft.latin_scale.unwrap_or(LatinScale::Auto) {
        LatinScale::Ratio(ratio) => ratio,
        LatinScale::Auto => match (families.first(), latin_families.first()) {
            (Some(family), Some(latin)) => latin_scale(family, latin, faces),
            _ => 1.0,
        },
    };
    Style {
        families,
        latin_families,
        weight: draft.weight.unwrap_or(Weight::Regular),
        slant: draft.slant.unwrap_or(Slant::Upright),
        size,
        latin_scale,
        line_spacing: at(draft.line_spacing),
        space_before: at(draft.space_before),
        space_after: at(draft.space_after),
        first_indent: at(draft.first_indent),
        start_indent: at(draft.start_indent),
        end_indent: at(draft.end_indent),
        align: draft.align.unwrap_or(Align::Justify),
        justification: Justification {
            shrink_to: shrink_to(draft.shrink_to.unwrap_or(Shrink::Auto), direction),
            stretch_to: draft.stretch_to.unwrap_or(1.0),
            emergency_stretch: draft.emergency_stretch.unwrap_or(0.05),
            breaks: draft.breaks.unwrap_or_default(),
            looseness: draft.looseness.unwrap_or(0),
            hangs: draft.hang.unwrap_or(false),
            kashida: draft.kashida.unwrap_or_default(),
            kashida_after: draft.kashida_after.unwrap_or(1.0),
        },
        hyphenates: draft.hyphenate.unwrap_or(false),
        keep_with_next: draft.keep_with_next.unwrap_or(false),
        keep_together: draft.keep_together.unwrap_or(false),
        color: draft.color.unwrap_or(Color::BLACK),
    }
}

/// The least word space, as a ratio of the natural one.
///
/// Most letters of Arabic script have a form of their own at the end of a word, which parts it from the next, so that
/// narrower spaces do: by a third, as in Knuth's faces; in Vazirmatn that leaves 0.18 em. Elsewhere a fifth less is usual.
fn shrink_to(shrink: Shrink, direction: Direction) -> f64 {
    match (shrink, direction) {
        (Shrink::Ratio(ratio), _) => ratio,
        (Shrink::Auto, Direction::Rtl) => 0.67,
        (Shrink::Auto, Direction::Ltr) => 0.8,
    }
}

/// Least measure of a line, in ems: two short words.
const LEAST_EMS: f64 = 4.0;

/// Reports indents that leave no room for a line, or pull its beginning out of the type area.
fn check_indents(role: Role, style: &Style, measure: Length, place: Span, diagnostics: &mut Diagnostics) {
    let room = measure - style.start_indent - style.end_indent;
    let name = role.name();
    // A page without any room was reported already.
    if measure.to_pt() >= page::LEAST && room < style.size.scale(LEAST_EMS) {
        let message = format!("the indents of `{name}` leave lines of {:.0}pt", room.to_pt().max(0.0));
        diagnostics.push(Diagnostic::error("style.no-room", place, message).hint("lower its start or end indent"));
    }
    if style.start_indent + style.first_indent < Length::ZERO {
        let message = format!("the first lines of `{name}` begin outside the type area");
        let hint = "its first indent may be negative by its start indent at most";
        diagnostics.push(Diagnostic::error("style.no-room", place, message).hint(hint));
    }
}
