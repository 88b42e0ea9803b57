//! Layers of style files to a [`StyleSheet`]: each role laid over its parent, lengths and families resolved.

use super::draft::{Draft, LatinScale, Origin, Shrink};
use super::families::Families;
use super::layers::{CODES, Layer, layers};
use super::sizes::{Adjustment, latin_scale, least_spacing};
use super::{Align, Justification, Role, Style, StyleSheet, blocks, emphasis, page, sizes};
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
    let blocks = blocks::resolve(&layers, &manifest.metadata.language, &mut checker);
    // What is said of each role, by itself.
    let drafts = drafts(&layers, &mut checker);
    // What holds for each, with what its parents say.
    let families = Families::new(manifest, faces, diagnostics);
    let measure = page.width - page.inside - page.outside;
    let style = |role| {
        let style = style(role, &drafts, &families, faces, diagnostics);
        if role == Role::Body {
            note_spacing(&style, &drafts, place, diagnostics);
        }
        check_indents(role, &style, measure, drafts[role as usize].span.unwrap_or(place), diagnostics);
        style
    };
    let roles = Role::ALL.into_iter().map(style).collect();
    Ok(StyleSheet { name, page, blocks, roles })
}

/// Keys of a style file; overrides in a manifest have the last three.
pub(super) const KEYS: [&str; 5] = ["name", "base", "page", "blocks", "roles"];

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
            let origin = if layer.is_built_in { Origin::BuiltIn } else { Origin::Book };
            let mut draft = Draft::read(node, role.name(), origin, checker);
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

/// The type size of a role as the styles say it, and whether a built-in style does; em are those of its parent.
fn size(role: Role, drafts: &[Draft]) -> (Length, bool) {
    let above = || role.parent().map_or((Length::pt(10.5), true), |parent| size(parent, drafts));
    drafts[role as usize].size.map_or_else(above, |said| match said.measure {
        Measure::Absolute(length) => (length, said.is_built_in),
        Measure::Em(ratio) => {
            let (size, is_built_in) = above();
            (size.scale(ratio), is_built_in)
        }
    })
}

/// The style of a role: its draft with every length at its size, its families known to the faces.
fn style(role: Role, drafts: &[Draft], families: &Families, faces: &Faces, diagnostics: &mut Diagnostics) -> Style {
    let draft = whole(role, drafts);
    let font = draft.font.unwrap_or(super::draft::Font::Body);
    // A wrong family is reported for the role that names it, not for those that take it from there.
    let mut inherited = Diagnostics::new();
    let sink = if drafts[role as usize].font.is_some() { &mut *diagnostics } else { &mut inherited };
    let direction = families.direction();
    let is_rtl = direction.is_rtl();
    let known = families;
    let (families, latin_families) = families.of(&font, faces, sink);
    // Only in text of Arabic script do its letters decide the size.
    let adjustment = Adjustment::of(draft.size_adjust.filter(|_| is_rtl), families.first(), faces);
    let (size, is_built_in) = size(role, drafts);
    let size = size.scale(adjustment.ratio(is_built_in));
    let at = |measure: Option<Measure>| measure.map_or(Length::ZERO, |measure| measure.at(size));
    let latin = draft.latin_scale.unwrap_or(LatinScale::XHeight);
    let latin_scale = latin_scale(latin, families.first(), latin_families.first(), faces);
    let line_spacing = adjustment.at(draft.line_spacing, size);
    // What the book says of its lines is meant so.
    let least = match draft.line_spacing {
        Some(said) if !said.is_built_in => Length::ZERO,
        _ => families.first().map_or(Length::ZERO, |family| least_spacing(family, size, faces)),
    };
    // Named for this role, or else reported where it was.
    let sink = if drafts[role as usize].emphasis.is_some() { diagnostics } else { &mut inherited };
    let emphasis = emphasis::resolve(draft.emphasis, &families, known, faces, sink);
    Style {
        families,
        latin_families,
        weight: draft.weight.unwrap_or(Weight::Regular),
        slant: draft.slant.unwrap_or(Slant::Upright),
        size,
        latin_scale,
        line_spacing: line_spacing.max(least),
        space_before: adjustment.at(draft.space_before, size),
        space_after: adjustment.at(draft.space_after, size),
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
        is_wide: draft.is_wide.unwrap_or(false),
        color: draft.color.unwrap_or(Color::BLACK),
        emphasis,
    }
}

/// Notes that a tall face was given more line spacing than the style says.
fn note_spacing(body: &Style, drafts: &[Draft], place: Span, diagnostics: &mut Diagnostics) {
    let said = drafts[Role::Body as usize].line_spacing.map(|said| said.measure.at(body.size));
    // Adjusting to the face scales a spacing by less than this.
    let usual = said.map_or(Length::ZERO, |said| said.scale(sizes::ADJUSTMENTS.1));
    if body.line_spacing > usual {
        let family = body.families.first().map_or("", String::as_str);
        let message = format!("`{family}` is tall: its lines are set {:.1}pt apart", body.line_spacing.to_pt());
        let hint = "say `line-spacing` of `body` in `styles: roles:` to set them otherwise";
        diagnostics.push(Diagnostic::note("style.line-spacing", place, message).hint(hint));
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
