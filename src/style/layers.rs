//! Style files one over the other: a built-in base, the book's own file, the manifest's overrides.
//!
//! The files inside the binary are those in `styles/`. A later layer replaces single values of an earlier one.

use crate::base::{Diagnostic, Diagnostics, Error, Sources};
use crate::manifest::fields::{Checker, Codes, get};
use crate::manifest::{Manifest, Node, Spanned, StyleChoice, nearest, read_nodes};

/// Codes of what is wrong with a style.
pub(super) const CODES: Codes = Codes {
    unknown_key: "style.unknown-key",
    not_yet: "style.not-yet",
    wrong_type: "style.wrong-type",
    unknown_value: "style.unknown-value",
    out_of_range: "style.out-of-range",
    empty_value: "style.empty-value",
    control_character: "style.control-character",
};

/// The styles inside the binary: name, text, and the style it starts from.
const BUILT_IN: [(&str, &str, Option<&str>); 5] = [
    ("book", include_str!("../../styles/book.yaml"), None),
    ("pamphlet", include_str!("../../styles/pamphlet.yaml"), Some("book")),
    ("leaflet", include_str!("../../styles/leaflet.yaml"), Some("book")),
    ("poetry", include_str!("../../styles/poetry.yaml"), Some("book")),
    ("large-print", include_str!("../../styles/large-print.yaml"), Some("book")),
];

/// One source of values.
pub(super) struct Layer {
    /// Its keys and values.
    pub(super) node: Node,
    /// Whether it stands inside the binary, where nobody can mend it.
    pub(super) is_built_in: bool,
}

/// The layers of a manifest's style, the most general first, and the name of the style.
pub(super) fn layers(
    manifest: &Manifest,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<(String, Vec<Layer>), Error> {
    let (name, mut layers) = match &manifest.style {
        StyleChoice::Default => ("book".to_owned(), built_in("book", manifest)),
        StyleChoice::BuiltIn(name) => {
            let known = known_name(name, diagnostics);
            (known.to_owned(), built_in(known, manifest))
        }
        StyleChoice::File(path) => file(path, manifest, sources, diagnostics)?,
    };
    let overrides = manifest.style_overrides.iter().cloned();
    layers.extend(overrides.map(|node| Layer { node, is_built_in: false }));
    Ok((name, layers))
}

/// A built-in style over those it starts from; none for an unknown name.
fn built_in(name: &str, manifest: &Manifest) -> Vec<Layer> {
    let Some((_, text, base)) = BUILT_IN.iter().find(|(known, _, _)| *known == name) else { return Vec::new() };
    let mut layers = base.map_or(Vec::new(), |base| built_in(base, manifest));
    // Nothing in these files is ever reported, so the number of their source does not matter.
    let node = read_nodes(manifest.source, text, &mut Diagnostics::new()).expect("tests read every built-in style");
    layers.push(Layer { node, is_built_in: true });
    layers
}

/// The name of a built-in style; after a report, the one that stands in for an unknown one.
fn known_name(name: &Spanned<String>, diagnostics: &mut Diagnostics) -> &'static str {
    let known = BUILT_IN.iter().map(|(known, _, _)| *known);
    if let Some(found) = known.clone().find(|known| *known == name.value) {
        return found;
    }
    let known: Vec<&str> = known.collect();
    let message = format!("there is no style `{}`", name.value);
    diagnostics.push(
        Diagnostic::error("style.unknown-style", name.span, message)
            .hint(nearest::hint(&name.value, &known))
            .hint("a style of your own is named by its path, such as `styles/mine.yaml`"),
    );
    "book"
}

/// A style file over the built-in style that it starts from, which is `book` unless its `base:` says another.
fn file(
    path: &Spanned<std::path::PathBuf>,
    manifest: &Manifest,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<(String, Vec<Layer>), Error> {
    let stem = path.value.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned());
    // A file that cannot be understood was reported; the rest of the book is looked at in the style `book`.
    let fallback = |name: String| Ok((name, built_in("book", manifest)));
    let Some(source) = sources.read(&path.value, path.value.display().to_string(), diagnostics)? else {
        return fallback(stem);
    };
    let Some(node) = read_nodes(source, sources.text(source), diagnostics) else { return fallback(stem) };
    let mut checker = Checker { codes: &CODES, diagnostics };
    let Some(pairs) = checker.map(&node, "the style") else { return fallback(stem) };
    let name = get(pairs, "name").and_then(|node| checker.text(node, "name")).map_or(stem, |name| name.value);
    let base = get(pairs, "base").and_then(|node| checker.text(node, "base"));
    let base = base.map_or("book", |base| known_name(&base, diagnostics));
    let mut layers = built_in(base, manifest);
    layers.push(Layer { node, is_built_in: false });
    Ok((name, layers))
}
