//! Subjects: words, codes of a scheme, or both.

use super::fields::{Checker, get};
use super::{Node, NodeValue, Subject, SubjectCode, SubjectScheme};
use crate::base::Diagnostic;

/// Schemes as written in manifests.
const SCHEMES: [(&str, SubjectScheme); 8] = [
    ("thema", SubjectScheme::Thema),
    ("bisac", SubjectScheme::Bisac),
    ("bic", SubjectScheme::Bic),
    ("clil", SubjectScheme::Clil),
    ("ddc", SubjectScheme::Dewey),
    ("lcc", SubjectScheme::Congress),
    ("lcsh", SubjectScheme::CongressHeadings),
    ("udc", SubjectScheme::Universal),
];

/// Reads `subjects:`; those with an error are left out.
pub(super) fn read(node: &Node, checker: &mut Checker<'_>) -> Vec<Subject> {
    let items = checker.list(node, "subjects").unwrap_or_default();
    items.iter().filter_map(|item| subject(item, checker)).collect()
}

/// Words, or `{ name, authority, term }`.
fn subject(node: &Node, checker: &mut Checker<'_>) -> Option<Subject> {
    let NodeValue::Map(pairs) = &node.value else {
        let name = checker.text(node, "an entry of `subjects`")?.value;
        return Some(Subject { name, code: None });
    };
    checker.keys(pairs, "subjects", &["name", "authority", "term"], &[]);
    let name = get(pairs, "name").and_then(|node| checker.text(node, "name"));
    let scheme = get(pairs, "authority").and_then(|node| checker.choice(node, "authority", &SCHEMES, &[]));
    let term = get(pairs, "term").and_then(|node| checker.text(node, "term"));
    if get(pairs, "authority").is_some() != get(pairs, "term").is_some() || pairs.is_empty() {
        let message = "a code has an `authority` and a `term`, and this subject has one of them";
        let hint = "write { name: …, authority: thema, term: WBVS }, or the words alone";
        checker.push(Diagnostic::error("manifest.half-a-subject", node.span, message).hint(hint));
        return None;
    }
    let code = scheme.zip(term).map(|(scheme, term)| (SubjectCode { scheme, term: term.value }, term.span));
    if let Some((code, span)) = code.as_ref().filter(|(code, _)| !is_possible(code)) {
        let message = format!("`term: {}` is no code of its scheme", code.term);
        let hint = "Thema codes look like WBVS or 1FBN, BISAC codes like CKB009000";
        checker.push(Diagnostic::error("manifest.bad-subject", *span, message).hint(hint));
        return None;
    }
    let code = code.map(|(code, _)| code);
    let name = name.map(|name| name.value).or_else(|| code.as_ref().map(|code| code.term.clone()))?;
    Some(Subject { name, code })
}

/// Whether a scheme could have a code, as far as its form tells.
fn is_possible(code: &SubjectCode) -> bool {
    let term = code.term.as_bytes();
    let (first, rest) = term.split_first().map_or((b' ', term), |(first, rest)| (*first, rest));
    let is_code = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    match code.scheme {
        // Thema 1.5: a letter A to Y, or a digit 1 to 6 for qualifiers, which have hyphens.
        SubjectScheme::Thema => match first {
            b'A'..=b'Y' => rest.iter().all(is_code) && rest.len() <= 8,
            b'1'..=b'6' => !rest.is_empty() && rest.iter().all(|byte| is_code(byte) || *byte == b'-'),
            _ => false,
        },
        SubjectScheme::Bisac => {
            term.len() == 9 && term[..3].iter().all(u8::is_ascii_uppercase) && term[3..].iter().all(u8::is_ascii_digit)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_the_form_of_their_scheme() {
        let is = |scheme, term: &str| is_possible(&SubjectCode { scheme, term: term.to_owned() });
        assert!(is(SubjectScheme::Thema, "WBVS") && is(SubjectScheme::Thema, "1FBN-IR-B"));
        assert!(!is(SubjectScheme::Thema, "wbvs") && !is(SubjectScheme::Thema, "9X") && !is(SubjectScheme::Thema, ""));
        assert!(is(SubjectScheme::Bisac, "CKB009000") && !is(SubjectScheme::Bisac, "CKB9"));
        assert!(is(SubjectScheme::Dewey, "641.815"));
    }
}
