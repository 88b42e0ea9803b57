//! The nodes of a manifest to a [`Manifest`]: every key known, every value possible.

use std::path::Path;

use super::fields::{Checker, Codes, Later, get};
use super::paths::Paths;
use super::{Manifest, Node, NodeValue, checking, contents, metadata, notes, options, print};
use crate::base::{Diagnostic, Diagnostics, SourceId, Sources, Span};

/// Codes of what is wrong with a manifest.
pub(super) const CODES: Codes = Codes {
    unknown_key: "manifest.unknown-key",
    not_yet: "manifest.not-yet",
    wrong_type: "manifest.wrong-type",
    unknown_value: "manifest.unknown-value",
    out_of_range: "manifest.out-of-range",
    empty_value: "manifest.empty-value",
    control_character: "manifest.control-character",
};

/// Keys of the top level.
const KEYS: [&str; 34] = [
    "title",
    "subtitle",
    "language",
    "direction",
    "identifier",
    "creators",
    "publisher",
    "date",
    "rights",
    "description",
    "subjects",
    "series",
    "issue",
    "cover",
    "style",
    "styles",
    "contents",
    "notes",
    "toc",
    "numbering",
    "epub",
    "pdf",
    "print",
    "fonts",
    "roots",
    "edition",
    "original-title",
    "index",
    "title-file-as",
    "summary",
    "alternate",
    "identifiers",
    "sources",
    "check",
];

/// Keys of the top level that a later version has.
const LATER: [Later; 1] =
    [("profiles", "this version builds a manifest one way only: keep a second manifest beside it")];

/// Checks the whole of a manifest; `None` when it is not a map of keys and values.
pub(super) fn manifest(
    root: &Node,
    source: SourceId,
    folder: &Path,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Manifest> {
    let mut checker = Checker { codes: &CODES, diagnostics };
    let checker = &mut checker;
    // An empty file is likely a beginning: say how to go on.
    if root.value == NodeValue::Null {
        let hint = "begin with `title:`, `language:` and `contents:`";
        checker.push(Diagnostic::error(CODES.empty_value, root.span, "the manifest is empty").hint(hint));
        return None;
    }
    let pairs = checker.map(root, "the manifest")?;
    checker.keys(pairs, "", &KEYS, &LATER);
    // What is missing has no place but the beginning.
    let start = Span { end: root.span.start, ..root.span };
    let metadata = metadata::read(pairs, start, checker);
    // The roots come before every path that may need them.
    let mut paths = Paths::new(folder);
    if let Some(node) = get(pairs, "roots") {
        paths.add_roots(node, checker);
    }
    // What the overrides say is for the style stage; only their outer form is checked here.
    let overrides = get(pairs, "styles");
    if let Some(node) = overrides.filter(|node| !matches!(node.value, NodeValue::Map(_))) {
        checker.wrong_type::<()>(node, "styles", "keys and values belong");
    }
    // The order of the calls is that of their findings; reports are sorted by place in the end.
    let contents = contents::read(pairs, start, &paths, sources, checker);
    Some(Manifest {
        source,
        folder: folder.to_owned(),
        notes: notes::read(pairs, &contents, &metadata.language, checker),
        metadata,
        issue: get(pairs, "issue").and_then(|node| checker.text(node, "issue")).map(|issue| issue.value),
        cover: options::cover(pairs, &paths, checker),
        style: options::style(pairs, &paths, checker),
        style_overrides: overrides.filter(|node| matches!(node.value, NodeValue::Map(_))).cloned(),
        contents,
        toc: options::toc(pairs, checker),
        index: options::index(pairs, checker),
        numbering: options::numbering(pairs, checker),
        fonts: options::fonts(pairs, &paths, checker),
        pdf: options::pdf(pairs, checker),
        epub: options::epub(pairs, &paths, checker),
        print: print::read(pairs, &paths, checker),
        check: checking::read(pairs, checker),
    })
}
