//! What the publisher says of the EPUB's accessibility: `epub: { accessibility: … }`. What the content tells is not asked.

use super::fields::{Checker, get};
use super::{Accessibility, Node, Spanned};
use crate::base::Diagnostic;

/// Levels of WCAG as `EPUB Accessibility 1.1` § 4.2.3 writes them.
const LEVELS: [(&str, &str); 6] = [
    ("wcag-2.0-a", "WCAG 2.0 Level A"),
    ("wcag-2.0-aa", "WCAG 2.0 Level AA"),
    ("wcag-2.1-a", "WCAG 2.1 Level A"),
    ("wcag-2.1-aa", "WCAG 2.1 Level AA"),
    ("wcag-2.2-a", "WCAG 2.2 Level A"),
    ("wcag-2.2-aa", "WCAG 2.2 Level AA"),
];

/// Reasons of directive (EU) 2019/882, as `EPUB Accessibility Exemption Property` names them.
const EXEMPTIONS: [(&str, &str); 3] = [
    ("microenterprise", "eaa-microenterprise"),
    ("disproportionate-burden", "eaa-disproportionate-burden"),
    ("fundamental-alteration", "eaa-fundamental-alteration"),
];

/// Reads `accessibility:`.
pub(super) fn read(node: &Node, checker: &mut Checker<'_>) -> Accessibility {
    const OWNER: &str = "epub.accessibility";
    let mut found = Accessibility::default();
    let Some(pairs) = checker.map(node, OWNER) else { return found };
    let keys = ["conforms-to", "certified-by", "credential", "report", "exemption", "summary"];
    checker.keys(pairs, OWNER, &keys, &[]);
    let mut text = |key: &str| {
        let node = get(pairs, key)?;
        checker.text(node, &format!("{OWNER}.{key}"))
    };
    let (certified_by, credential) = (text("certified-by"), text("credential"));
    let (report, summary) = (text("report"), text("summary"));
    let level = get(pairs, "conforms-to");
    let conforms_to = level.and_then(|node| {
        let value = checker.choice(node, &format!("{OWNER}.conforms-to"), &LEVELS, &[])?;
        Some(Spanned { value, span: node.span })
    });
    if let Some(level) = level.filter(|_| certified_by.is_none()) {
        let message = "nobody stands for what the book is said to conform to";
        let hint = "add `certified-by:` with the name of who checked it, such as the publisher";
        checker.push(Diagnostic::error("manifest.nobody-certifies", level.span, message).hint(hint));
    }
    if let Some(report) = report.as_ref().filter(|report| !report.value.starts_with("http")) {
        let message = format!("`report: {}` is no address", report.value);
        let hint = "begin with https://";
        checker.push(Diagnostic::error("manifest.bad-address", report.span, message).hint(hint));
    }
    if let Some(node) = get(pairs, "exemption") {
        found.exemption = checker.choice(node, &format!("{OWNER}.exemption"), &EXEMPTIONS, &[]);
    }
    let value = |text: Option<Spanned<String>>| text.map(|text| text.value);
    Accessibility {
        conforms_to,
        certified_by: value(certified_by),
        credential: value(credential),
        report: value(report),
        summary: value(summary),
        ..found
    }
}
